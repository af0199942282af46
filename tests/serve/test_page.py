"""The page of `zfcheck serve` in a real browser, before a real service."""

from __future__ import annotations

import io
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any, cast

import docx
import pytest
from serve.services import running
from wordfiles import p, package, r

sync_api = pytest.importorskip("playwright.sync_api", reason="no Playwright here: pip install playwright")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe here")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

LINES = (
    "云川市2025年政法工作总结",
    "省委政法委：",
    "2025年，在市委坚强领导下，全市政法工作取得新成效。现将有关情况报告如下。",
    "一、主要工作和成效",
    "（一）突出政治建设。市政法委严格执行各项制度，充分发挥党委统揽全局、协调各方的领导作用。",
    "（二）化解矛盾纠纷。全年受理矛盾纠纷1200件，调解成功率197.5%。",
    "三、下一步打算",
    "继续深入推进平安云川建设。",
    "中共云川市委政法委员会",
    "2025年12月26日",
)
COMMISSION, OVERALL, RATE, GAP = "市政法委", "统揽全局、协调各方", "197.5%", "三、"
"""What is wrong in it, in order; the first two can be mended."""

Page = Any
Opened = Callable[..., Page]


def report(*lines: str) -> bytes:
    return package("".join(p(r(escape(line))) for line in lines))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What a service of its own has one open."""
    with running("--jobs", "1", "--lang", "zh", folder=tmp_path_factory.mktemp("serve")) as service:
        yield f"{service.base}/#token={service.token}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Opened]:
    """Opens the page, with settings of a browser; whatever it does, it asks no other host, and nothing fails in it."""
    contexts: list[Any] = []
    asked: list[str] = []
    failed: list[str] = []

    def open_page(fragment: str = "", **settings: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **settings}
        context = browser.new_context(**settings)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("dialog", lambda dialog: (failed.append(dialog.type), dialog.accept()))
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda said: failed.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(address + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = address.partition("#")[0]
    assert asked
    assert [url for url in asked if not url.startswith((own, "blob:" + own))] == []
    assert [each for each in failed if each != "beforeunload"] == []


def dropped(page: Page, data: bytes, name: str = "总结.docx") -> None:
    """`data` dropped on the page, as a file manager does."""
    page.evaluate(
        """([text, name]) => {
            const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            for (const type of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        [b64encode(data).decode(), name],
    )
    page.wait_for_selector("#desk:not([hidden])")


def ready(page: Page) -> None:
    """Once the page knows what the service takes."""
    sync_api.expect(page.locator("#takes")).not_to_be_empty()


def text_of(page: Page) -> str:
    """The text on the page, without the numbers of findings."""
    take = "() => { const all = paper.cloneNode(true); all.querySelectorAll('.n').forEach((n) => n.remove()); return all.textContent; }"
    return cast("str", page.evaluate(take))


def marked(page: Page) -> list[str]:
    return cast("list[str]", page.locator("#paper mark").all_inner_texts())


def entry(page: Page, number: int) -> Any:
    return page.locator("#list .entry", has=page.locator(".number", has_text=re.compile(rf"^{number}$")))


def grave(page: Page) -> list[str]:
    """What axe finds that keeps people out."""
    wanted = {"rules": {"target-size": {"enabled": True}}}  # of WCAG 2.2, which axe does not ask for by itself
    found = axe_api.Axe().run(page, options=wanted).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found
        if each["impact"] in {"serious", "critical", "moderate"}
        for node in each["nodes"]
    ]


def saved(page: Page, what: str) -> bytes:
    page.click("#download summary")
    with page.expect_download() as told:
        page.click(f"[data-get={what}]")
    return Path(told.value.path()).read_bytes()


def test_a_report_is_read_mended_and_taken_home(opened: Opened) -> None:
    page = opened()
    assert "token" not in page.url
    dropped(page, report(*LINES))

    assert page.locator("#name").inner_text() == "总结.docx"
    assert page.locator("#paper h2.title").inner_text() == LINES[0]
    assert page.locator("#paper h3").all_inner_texts()[0] == LINES[3]
    assert marked(page) == [COMMISSION, OVERALL, RATE, GAP]
    assert page.locator("#outline button").count() == 4
    assert page.locator("#paper mark").first.get_attribute("class") == "error"

    page.click(f"#paper mark:has-text('{COMMISSION}')")
    first = entry(page, 1)
    assert first.locator(".head").get_attribute("aria-expanded") == "true"
    assert first.locator(".proposal ins").inner_text().endswith("市委政法委")
    assert "依据" in first.locator(".reasons").inner_text()

    first.locator("[data-do=accept]").click()  # and on to the next one
    assert page.locator("#paper ins").inner_text() == "市委政法委"
    second = entry(page, 2)
    second.locator("[data-do=ignore]").click()
    page.click("#ignore-form [type=submit]")
    assert page.locator("#ignore-trouble").inner_text() != ""
    page.fill("#ignore-reason", "引用原文")
    page.click("#ignore-form [type=submit]")
    sync_api.expect(second).to_have_class(re.compile(r"\bignore\b"))
    assert page.locator("#progress-words").inner_text() == "已处理 2 / 4"

    commented = docx.Document(io.BytesIO(saved(page, "downloadComments")))
    comments = [comment.text for comment in commented.comments]
    assert len(comments) == 3
    assert not any(OVERALL in comment for comment in comments)

    revised = docx.Document(io.BytesIO(saved(page, "downloadRevisions")))
    inserted = revised.element.xpath("//w:ins//w:t")
    assert [node.text for node in inserted] == ["委"]
    assert [comment.text.splitlines()[0] for comment in revised.comments] == [
        "【错误】调解成功率197.5%超过100%",
        "【错误】“一、”之后应为“二、”，这里是“三、”",
    ]

    plain = docx.Document(io.BytesIO(saved(page, "downloadPlain")))
    assert "市委政法委严格执行各项制度，充分发挥党委" + OVERALL in plain.paragraphs[4].text

    told = saved(page, "downloadHtml").decode()
    assert "引用原文" in told

    for _ in range(2):
        page.click("#undo")
    assert page.locator("#undo").is_disabled()
    assert page.locator("#progress-words").inner_text() == "已处理 0 / 4"
    assert page.locator("#paper ins").count() == 0


def test_mended_and_checked_again(opened: Opened) -> None:
    page = opened()
    dropped(page, report(*LINES))
    for key in "njnp":  # to the second one
        page.keyboard.press(key)
    assert page.locator("#at").inner_text() == "2 / 4"
    page.keyboard.press("i")
    page.click(".chip >> nth=0")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#progress-words")).to_have_text("已处理 1 / 4")
    page.keyboard.press("p")
    page.keyboard.press("p")
    page.keyboard.press("a")
    page.click("#download summary")
    page.click("[data-get=applyCheck]")
    sync_api.expect(page.locator("#list .entry")).to_have_count(3)
    assert marked(page) == [OVERALL, RATE, GAP]
    assert page.locator("#progress-words").inner_text() == "已处理 1 / 3"  # what was ignored stays so
    mended = docx.Document(io.BytesIO(saved(page, "downloadPlain")))
    assert "市委政法委严格执行" in mended.paragraphs[4].text
    page.keyboard.press("u")
    assert marked(page)[-3:] == [OVERALL, RATE, GAP]
    assert page.locator("#list .entry").count() == 4


def test_without_a_mouse(opened: Opened) -> None:
    page = opened()
    ready(page)
    page.focus("#pasted")
    page.keyboard.insert_text("\n".join(LINES))
    page.keyboard.press("n")  # typed, since it is a field
    assert page.input_value("#pasted").endswith("日n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the options
    assert page.locator("#options-dialog").is_visible()
    page.select_option("#option-kind", "work-summary")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "options-open"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#desk:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "paper-pane"

    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.keyboard.press("a")
    assert page.locator("#paper ins").inner_text() == "市委政法委"
    page.keyboard.press("i")
    assert page.evaluate("document.activeElement.id") == "ignore-reason"
    page.keyboard.type("nua")
    assert page.input_value("#ignore-reason") == "nua"
    page.keyboard.press("Escape")
    assert page.locator("#list .ignore").count() == 0
    page.keyboard.press("?")
    for _ in range(4):
        page.keyboard.press("Tab")
        inside = "!document.activeElement.closest('main, header')"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    assert page.locator("#paper ins").count() == 0
    page.keyboard.press("Escape")
    assert page.locator(".detail").count() == 0


def test_overlapping_marks_are_cut(opened: Opened) -> None:
    page = opened()
    script = """async () => {
        const { stretches, byParagraph, clash } = await import("/assets/marks.js");
        const marks = [{start: 0, end: 6, finding: "a"}, {start: 4, end: 8, finding: "b"}, {start: 3, end: 3, finding: "c"}];
        const edits = [{start: 5, end: 7, text: "X"}, {start: 9, end: 9, text: "Y"}];
        const parts = stretches(10, marks, edits, [2]);
        const rows = byParagraph([{start16: 0, end16: 4}, {start16: 5, end16: 9}, {start16: 12, end16: 14}],
            [[0, 0], [2, 7], [4, 4], [10, 11], [14, 20]].map(([start16, end16], id) => ({start16, end16, id})));
        return [parts.map((part) => [part.start, part.end, part.findings.join(""), part.ending.join(""), part.removed, part.insert]),
            rows.map((row) => row.map(({ id }) => id)),
            [clash([{start: 1, end: 3}], [{start: 3, end: 4}]), clash([{start: 1, end: 3}], [{start: 2, end: 2}]),
             clash([{start: 2, end: 2}], [{start: 2, end: 2}])]];
    }"""
    parts, rows, clashes = page.evaluate(script)
    assert parts == [
        [0, 2, "a", "", False, ""],
        [2, 3, "a", "", False, ""],
        [3, 3, "c", "c", False, ""],
        [3, 4, "a", "", False, ""],
        [4, 5, "ab", "", False, ""],
        [5, 6, "ab", "a", True, ""],
        [6, 7, "b", "", True, "X"],
        [7, 8, "b", "b", False, ""],
        [8, 9, "", "", False, ""],
        [9, 9, "", "", False, "Y"],
        [9, 10, "", "", False, ""],
    ]
    assert rows == [[0, 1, 2], [1, 3], [4]]
    assert clashes == [False, True, True]


def test_single_keys_can_be_switched_off(opened: Opened) -> None:
    page = opened()
    dropped(page, report(*LINES))
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("?")
    assert page.locator("#list .current, dialog[open]").count() == 0
    page.reload()
    assert not page.locator("#keys-on").is_checked()


def test_the_outline_where_there_is_no_room_for_it(opened: Opened) -> None:
    page = opened(viewport={"width": 820, "height": 1180})
    dropped(page, report(*LINES))
    assert page.locator("#outline-pane").is_hidden()
    page.click("#outline-open")
    assert page.evaluate("document.activeElement.closest('#outline') !== null")
    assert grave(page) == []
    page.keyboard.press("Escape")
    assert page.locator("#outline-pane").is_hidden()
    page.click("#outline-open")
    page.locator("#outline button").last.click()
    assert page.locator("#outline-pane").is_hidden()


def test_filters_and_orders(opened: Opened) -> None:
    page = opened()
    dropped(page, report(*LINES))
    page.click(".more-filters summary")
    page.uncheck("[data-filter='category=formulation']")
    assert page.locator("#list .entry").count() == 2
    assert page.locator("#paper mark.off").count() == 2
    assert page.locator("#at").inner_text() == "– / 2"
    page.check("[data-filter='category=formulation']")
    page.select_option("#order", "category")
    assert page.locator("#list h3 span:first-child").all_inner_texts() == ["固定提法", "数字", "序号"]
    page.uncheck("[data-filter='severity=error']")
    assert "没有符合" in page.locator("#list").inner_text()


def test_the_text_and_the_list_move_together(opened: Opened) -> None:
    page = opened()
    filler = [f"全年受理矛盾纠纷{number}件，调解成功率1{number}.5%。" for number in range(10, 40)]
    dropped(page, report(*LINES[:6], *filler, *LINES[6:]))
    page.locator("#outline button").last.click()
    page.wait_for_selector("#outline li:last-child [aria-current]")
    seen = page.locator("#list .in-view .message")
    sync_api.expect(seen.filter(has_text=GAP)).to_have_count(1)
    page.locator("#outline button").first.click()
    sync_api.expect(seen.filter(has_text=COMMISSION)).to_be_in_viewport()
    page.locator("#paper-pane").hover()
    page.mouse.wheel(0, 20_000)
    sync_api.expect(seen.first).to_be_in_viewport()  # the list has followed
    page.locator("#list-scroll").hover()
    page.mouse.wheel(0, -20_000)
    sync_api.expect(page.locator("#paper mark").first).to_be_in_viewport()  # the text has followed


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        ({"color_scheme": "light"}, (1280, 800)),
        ({"color_scheme": "dark"}, (1280, 800)),
        ({"color_scheme": "dark"}, (390, 844)),  # as at 1280 with 320 %
    ],
)
def test_nobody_is_kept_out(opened: Opened, settings: dict[str, Any], size: tuple[int, int]) -> None:
    page = opened(**settings, viewport={"width": size[0], "height": size[1]})
    ready(page)
    assert grave(page) == []
    dropped(page, report(*LINES))
    page.keyboard.press("n")
    page.keyboard.press("a")
    assert grave(page) == []
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    if size == (1280, 800):
        page.click(".more-filters summary")
        page.click("#download summary")
        assert grave(page) == []
        page.keyboard.press("Escape")
    if size[0] == 390:
        page.click("#tab-list")
        assert page.locator("#list .entry").count() == 4
        assert grave(page) == []
        entry(page, 4).locator(".head").click()  # is shown where it stands
        assert page.evaluate("document.activeElement.id") == "dock"
        sync_api.expect(page.locator("mark.current")).to_be_in_viewport()
        assert page.locator("#dock .message").inner_text() == entry(page, 4).locator(".message").text_content()
    page.keyboard.press("i")
    assert page.locator("#ignore-dialog").is_visible()
    assert grave(page) == []


def test_in_english(opened: Opened) -> None:
    page = opened("&lang=en", color_scheme="dark")
    dropped(page, report(*LINES))
    assert page.evaluate("document.documentElement.lang") == "en"
    page.keyboard.press("n")
    assert page.locator("#list .entry.current [data-do=accept]").inner_text() == "Accept"
    page.keyboard.press("a")
    page.click("#more summary")
    page.check("[name=appearance][value=light]")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    with page.expect_event("dialog"):  # what was decided has not been taken home
        page.reload()  # the choice was kept for this tab, the document was not
    sync_api.expect(page.locator("#choose")).to_have_text("Choose a document")
    dropped(page, report(*LINES))
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.click("#more summary")
    page.click("#language")
    sync_api.expect(page.locator("#progress-words")).to_have_text("已处理 1 / 4")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_hostile_document_does_nothing(opened: Opened) -> None:
    page = opened()
    script = "<script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style>"
    hostile = [
        script,
        "总\u202e结\u2066\u200b",
        "长" * 3000,
        "a" * 3000,
        "一、<b>x</b>&amp;市政法委",
        "三、𠮷𠮷统揽全局、协调各方",
    ]
    dropped(page, report(*hostile), name="<img src=x onerror=alert(3)>\u202e.docx")
    text = text_of(page)
    assert script in text
    assert "⟨U+202E⟩" in text and "\u202e" not in text
    assert page.locator("#paper :is(script, img, style)").count() == 0
    assert OVERALL in marked(page)  # behind what takes two units of UTF-16
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('#paper').scrollWidth <= document.querySelector('#paper').clientWidth")
    page.keyboard.press("n")
    page.click("#download summary")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print-list li").count() == page.locator("#list .entry").count()


def test_markup_is_not_seen_and_what_stands_in_it_is_told(opened: Opened) -> None:
    page = opened()
    note = "<!-- zfcheck: ignore numbering/gap 没有用处 -->"
    text = f"# 云川市工作总结\n\n## 一、**主要**工作\n\n- 充分发挥**统揽全局、协调各方**的作用\n\n{note}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    dropped(page, text.encode(), name="总结.md")
    assert "*" not in text_of(page) and "ignore" not in text_of(page)
    assert page.locator("#paper h3").inner_text().endswith("主要工作")
    assert page.locator("#paper td").all_inner_texts() == ["甲", "乙", "1", "2"]
    page.click(f"#paper mark:has-text('{OVERALL}')")
    assert page.locator(".current .proposal .around").all_inner_texts() == ["充分发挥", "的作用"]
    told = page.locator("#list .entry").count()
    assert page.evaluate("new Set([...document.querySelectorAll('#paper .n')].map((n) => n.dataset.n)).size") == told


def test_what_could_not_be_checked_is_no_clean_bill(opened: Opened) -> None:
    page = opened()
    dropped(page, b"PK\x03\x04 no package")
    assert page.locator(".fault:not(.quiet)").is_visible()
    assert "没有发现问题。" not in page.locator("body").inner_text()
    page.click("#other")
    page.click("#back")
    assert page.locator("#paper-pane").is_visible()
    page.click("#other")
    page.wait_for_selector("#start:not([hidden])")
    page.set_input_files("#file", {"name": "稿.txt", "mimeType": "text/plain", "buffer": "通知\n大家好。".encode()})
    page.wait_for_selector("#list .nothing, #list .entry")
    assert page.locator(".fault:not(.quiet)").count() == 0


def test_findings_without_a_text(opened: Opened) -> None:
    page = opened()

    def without_text(route: Any) -> None:
        answer = route.fetch().json()
        answer["page"] = None
        answer["faults"].append({"kind": "too-large", "message": "文稿太长，不显示原文", "level": "info"})
        route.fulfill(json=answer)

    page.route("**/api/check?*", without_text)
    dropped(page, report(*LINES))
    assert "文稿太长" in page.locator(".fault.quiet").inner_text()
    page.keyboard.press("n")
    assert "市委政法委" in page.locator("#list .current .advice").inner_text()
    page.keyboard.press("a")
    assert page.locator("#list .accept").count() == 0  # what cannot be seen is not accepted
    page.unroute("**/api/check?*")


def test_trouble_is_told_and_a_check_can_be_cancelled(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    ready(page)
    answer = json.dumps({"error": {"code": "busy", "message": "检查服务正忙"}})
    page.route("**/api/check?*", lambda route: route.fulfill(status=503, body=answer))
    page.fill("#pasted", "通知")
    page.click("#paste [type=submit]")
    page.wait_for_selector("#trouble:has-text('检查服务正忙')")
    assert page.input_value("#pasted") == "通知"
    page.unroute("**/api/check?*")
    page.route("**/api/check?*", lambda route: None)  # no answer ever comes
    page.click("#paste [type=submit]")
    page.click("#cancel")
    page.wait_for_selector("#start:not([hidden])")
    sync_api.expect(page.locator("#live")).to_have_text("已取消。")
    context.close()


def test_without_a_token_it_says_so(opened: Opened, address: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address.partition("#")[0])
    page.wait_for_selector("#trouble:not([hidden])")
    assert "zfcheck serve" in page.locator("#trouble").inner_text()
    context.close()
    page = opened()
    ready(page)
    page.reload()  # the token was kept for this tab
    ready(page)
    assert page.locator("#trouble").is_hidden()
    assert json.loads(page.evaluate("JSON.stringify(location.hash)")) == ""
