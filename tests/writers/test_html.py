"""The page for a browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from wordfiles import p, package, r

import zfcheck
from zfcheck.document import Document, Paragraph
from zfcheck.messages import set_language
from zfcheck.results import PackInfo, Result, Suppressed
from zfcheck.rules import Edit, Fault, Finding, Fix, Related, Rule, Severity
from zfcheck.span import Span
from zfcheck.writers import Report
from zfcheck.writers.html import write
from zfcheck.writers.locate import visible

Parse = Callable[..., Document]
TEXT = """云川市政法工作总结

　　一、主要工作
　　（一）化解纠纷。调解成功率达197.5%，居全省前列。
　　二、下步打算
继续努力。
"""
RULE = Rule(
    "number/rate", "比率超过整体", "rate", Severity.ERROR, "core", why="部分不能多于整体。", basis="《统计工作手册》"
)
BREAKS = re.compile("\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    yield
    set_language(None)


def finding(start: int, end: int, **more: object) -> Finding:
    values = {"message": "有误", "severity": Severity.ERROR, "rule": "number/rate", "pack": "core", **more}
    return Finding(Span(start, end), **values)  # type: ignore[arg-type]


def marking(document: Document, marked: str, **more: object) -> Finding:
    at = document.text.index(marked)
    return finding(at, at + len(marked), **more)


def page(*results: Result, **more: object) -> str:
    return write(Report(results, **more))  # type: ignore[arg-type]


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def shown(element: html.HtmlElement, breaks: str = "¶") -> str:
    """The text of an element without the numbers of findings; a break as `breaks`."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(breaks)
        elif "n" not in child.get("class", "").split():
            parts.append(breaks if child.get("class") == "soft" else shown(child, breaks))
        parts.append(child.tail or "")
    return "".join(parts)


def lines_of(root: html.HtmlElement) -> list[str]:
    """What the page shows of each paragraph."""
    return [shown(element) for element in root.xpath("//*[@data-line]")]


def expected(text: str) -> str:
    """A document's text as a page shows it: breaks, and what nobody sees by its number."""
    return "".join(part if part in "¶\t" else visible(part) for part in BREAKS.sub("¶", text))


def marked(root: html.HtmlElement, key: str) -> str:
    """The text that is marked for a finding."""
    return "".join(shown(mark) for mark in root.xpath("//mark") if key in mark.get("data-f").split())


def policy(root: html.HtmlElement) -> str:
    (content,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return str(content)


# -- one document --------------------------------------------------------------------------------------------------


def test_a_finding_is_marked_in_the_text_and_told_beside_it(parse: Parse) -> None:
    document = parse(TEXT)
    at = document.text.index("197.5%")
    told = marking(
        document,
        "197.5%",
        message="调解成功率197.5%超过100%",
        fix=Fix((Edit(at, at + 6, "97.5%"),), "safe"),
        related=(Related(Span(0, 3), "另一处是“云川市”"),),
    )
    root = tree(page(Result("云川.txt", document, [told]), rules={"core:number/rate": RULE}))
    (mark,) = root.xpath("//mark")
    assert (mark.text, mark.get("class"), mark.get("data-f")) == ("197.5%", "error", "1-1")
    (entry,) = root.xpath("//li[@id='f1-1']")
    text = " ".join(entry.text_content().split())
    for part in ("1 错误 第4行", "调解成功率197.5%超过100%", "怎么改： 改为“97.5%”", "第1行 另一处是“云川市”",
                 "比率超过整体 number/rate", "为什么部分不能多于整体。", "依据《统计工作手册》"):  # fmt: skip
        assert part in text
    assert (entry.get("data-s"), entry.get("data-c")) == ("error", "number")


def test_links_lead_to_and_fro(parse: Parse) -> None:
    document = parse(TEXT)
    related = (Related(Span(0, 3), "前文"), Related(Span(10, 10), "空行"), Related(Span(len(TEXT), len(TEXT)), "文末"))
    found = [marking(document, "197.5%", related=related), marking(document, "努力"), finding(9, 9), finding(0, 2)]
    root = tree(page(Result("a.txt", document, found)))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//a/@href")
    assert len(links) >= 2 * len(found) + len(related)
    assert {link[1:] for link in links} <= set(ids)
    assert root.xpath("//a[@href='#f1-2']/preceding-sibling::mark[1]/text()") == ["努力"]
    (mark,) = root.xpath("//li[@id='f1-2']//a/@href")
    assert root.xpath(f"//mark[@id='{mark[1:]}']/text()") == ["努力"]


def test_the_text_is_a_page_with_headings(parse: Parse) -> None:
    root = tree(page(Result("a.txt", parse(TEXT), [])))
    assert root.xpath("//h3[@class='title']/text()") == ["云川市政法工作总结"]
    assert [shown(heading).strip() for heading in root.xpath("//h4")] == ["一、主要工作", "二、下步打算"]
    assert root.xpath("//b[@class='run-in']/text()") == ["（一）化解纠纷。"]
    assert lines_of(root) == [line for line in TEXT.splitlines() if line]


def test_findings_over_each_other_and_without_length() -> None:
    text = "全市平安建设取得成效。\n社会稳定。"
    document = Document("a", "text", text, (Paragraph(Span(0, 11)), Paragraph(Span(12, 17))))
    info = {"severity": Severity.INFO}
    found = [finding(0, 6, **info), finding(2, 8), finding(4, 4), finding(11, 11), finding(8, 14, severity=None)]
    root = tree(page(Result("a.txt", document, found)))
    assert [marked(root, f"1-{number}") for number in range(1, 6)] == [
        "全市平安建设",
        "平安建设取得",
        "",
        "",
        "成效。社会",
    ]
    looks = [(mark.text or "", mark.get("class"), mark.get("data-f")) for mark in root.xpath("//mark")]
    assert looks == [
        ("全市", "info", "1-1"), ("平安", "error", "1-1 1-2"), (None or "", "error point", "1-3"),
        ("建设", "error", "1-1 1-2"), ("取得", "error", "1-2"), ("成效。", "info", "1-5"),
        ("", "error point", "1-4"), ("社会", "info", "1-5"),
    ]  # fmt: skip
    assert sorted(root.xpath("//section[@class='paper']//a[@data-f]/text()")) == ["1", "2", "3", "4", "5"]


def test_markup_of_markdown_is_not_shown_and_tables_are_tables(checker: zfcheck.Checker) -> None:
    text = "# 云川市总结\n\n推进**平安建设**，见[附表](b.md)。\n换行写。\n\n| 项目 | 数 |\n|---|---|\n| 案件 | 3 |\n"
    result = checker.check_bytes(text.encode(), "a.md")
    assert result.document is not None
    at = text.index("**")
    result.findings = [finding(at, at + 2), finding(at, at + 4)]
    root = tree(page(result))
    assert lines_of(root) == ["云川市总结", "推进平安建设，见附表。¶换行写。", "项目", "数", "案件", "3"]
    rows = [[cell.text_content().strip() for cell in row.xpath("td")] for row in root.xpath("//table//tr")]
    assert rows == [["项目", "数"], ["案件", "3"]]
    assert (marked(root, "1-1"), marked(root, "1-2")) == ("", "平安")


def test_tables_in_tables_and_what_stands_outside_the_body(checker: zfcheck.Checker) -> None:
    def cell(content: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(p(r('内一')))}{cell(p(r('内二')))}</w:tr></w:tbl>"
    wide = cell(p(r("合并")), '<w:gridSpan w:val="2"/>')
    table = f"<w:tbl><w:tr>{cell(inner + p(r('外一')))}{cell(p(r('外二')))}</w:tr><w:tr>{wide}</w:tr></w:tbl>"
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"}"><w:footnote w:id="1">{p(r("注文"))}</w:footnote></w:footnotes>'
    result = checker.check_bytes(package(p(r("前文") + note) + table + p(r("后文")), footnotes=notes), "a.docx")
    root = tree(page(result))
    assert [line.strip() for line in lines_of(root)] == ["前文", "内一", "内二", "外一", "外二", "合并", "后文", "注文"]
    assert root.xpath("//td/@colspan") == ["2"]
    assert len(root.xpath("//td//table//td")) == 2
    (place,) = root.xpath("//section[@class='place']")
    assert place.get("aria-label") == "脚注"
    assert place.text_content().split() == ["脚注", "注文"]


def test_what_was_set_aside_is_folded_with_its_reason(parse: Parse) -> None:
    document = parse(TEXT)
    aside = [
        Suppressed(marking(document, "努力", message="语气不当"), "note", "领导讲话原文"),
        Suppressed(marking(document, "继续"), "baseline", "基线里已有"),
        Suppressed(marking(document, "全省"), "sidecar"),
    ]
    root = tree(page(Result("a.txt", document, [], suppressed=aside)))
    (folded,) = root.xpath("//details[@class='suppressed']")
    text = folded.text_content()
    for part in ("已忽略3处", "语气不当", "文稿里的忽略说明：领导讲话原文", "文稿旁的忽略文件", "number/rate"):
        assert part in text
    assert folded.xpath("ul/li[2]")[0].xpath("string(span[@class='reason'])") == "基线里已有"
    assert folded.get("open") is None
    assert not root.xpath("//mark")


# -- many documents, none, faults ----------------------------------------------------------------------------------


def test_many_documents_have_an_index(parse: Parse) -> None:
    document = parse(TEXT)
    unread = Result("坏.docx", faults=[Fault("unreadable", "文件已损坏。")])
    partly = Result(
        "b.txt", document, faults=[Fault("rule-failed", "规则出错"), Fault("part-not-read", "图片", level="info")]
    )
    text = page(
        Result("a.txt", document, [marking(document, "努力")]),
        partly,
        unread,
        faults=[Fault("plugin-failed", "插件出错")],
    )
    root = tree(text)
    rows = [" ".join(row.text_content().split()) for row in root.xpath("//nav//tbody/tr")]
    assert rows == ["a.txt100", "b.txt 没有查全000", "坏.docx 未能检查–––"]
    assert root.xpath("//nav//a/@href") == [f"#{name}" for name in root.xpath("//article/@id")]
    assert root.xpath("//header[@class='top']//section[@class='fault']//li/text()") == ["插件出错"]
    faults = [
        section.text_content().split() for section in root.xpath("//article//section[starts-with(@class, 'fault')]")
    ]
    assert faults == [["未能检查", "规则出错"], ["未检查（提示）", "图片"], ["未能检查", "文件已损坏。"]]
    assert "未发现问题" not in root.xpath("string(//article[@id='d3'])")


def test_a_clean_document_says_so_and_an_empty_run_too(parse: Parse) -> None:
    root = tree(page(Result("a.txt", parse(TEXT))))
    assert "未发现问题" in root.xpath("string(//aside)")
    assert not root.xpath("//nav | //*[@id='toolbar']")
    assert "没有检查任何文稿" in page()
    empty = Document("a", "text", "", ())
    assert tree(page(Result("a.txt", empty, [finding(0, 0)]))).xpath("//li[@id='f1-1']//a") == []


# -- harmless, self-contained, the same ----------------------------------------------------------------------------

HOSTILE = (
    "</script><script>alert(1)</script>",
    "</style></main><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "&lt;b&gt; &amp;amp; <!-- x --> ]]> <![CDATA[",
    "\u202e\u2066左右\u2069\u200f颠倒\u200b",
    "\x00\x01\x1b[31m\x7f\ud800\udfff\ufffe\ufeff",
    "javascript:alert(1) https://example.invalid/a.js",
    "甲\u2028乙\x0b丙\x85丁\t戊",
    "ｆｕｌｌ ①②③ 𠀀𠮷 \ue000 ‱",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text(hostile: str) -> None:
    document = Document(hostile, "text", hostile, (Paragraph(Span(0, len(hostile))),))
    told = finding(0, len(hostile), message=hostile, rule=hostile, pack=hostile, advice=hostile,
                   related=(Related(Span(0, 1), hostile),))  # fmt: skip
    rule = Rule(hostile, hostile, "x", Severity.ERROR, hostile, basis=hostile, why=hostile)
    text = page(
        Result(hostile, document, [told], [Fault("x", hostile)], suppressed=[Suppressed(told, hostile, hostile)]),
        packs=[PackInfo(hostile, hostile)],
        rules={f"{hostile}:{hostile}": rule},
    )
    text.encode("utf-8")
    assert not any(unicodedata.category(c) in {"Cs", "Cf", "Cc"} for c in text if c not in "\n\t")
    root = tree(text)
    assert lines_of(root) == [expected(hostile)]
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    assert not root.xpath("//img | //iframe | //object | //embed | //form | //base | //link | //@style | //comment()")
    assert not [
        name for element in root.iter() for name in element.attrib if name.startswith("on") or name in {"src", "x"}
    ]
    assert all(href.startswith("#") for href in root.xpath("//@href"))


@given(st.data())
def test_the_text_is_complete_whatever_is_found_in_it(data: st.DataObject) -> None:
    text = data.draw(
        st.text(st.sampled_from("甲乙<&\"' \t\n\r\u2028\u200b\u202e\x00\ud800\ufeff\U00020000"), max_size=60)
    )
    spans = st.tuples(*[st.integers(0, len(text))] * 2).map(lambda pair: Span(min(pair), max(pair)))
    cuts = sorted({*data.draw(st.lists(st.integers(0, len(text)), max_size=6)), 0, len(text)})
    document = Document(
        "a", "text", text,
        tuple(Paragraph(Span(a, b)) for a, b in pairwise(cuts) if data.draw(st.booleans())),
        hidden=tuple(sorted(data.draw(st.lists(spans, max_size=3)))),
    )  # fmt: skip
    severities = st.sampled_from([*Severity, None])
    found = [
        finding(s.start, s.end, severity=data.draw(severities), related=tuple(Related(x, "") for x in data.draw(st.lists(spans, max_size=2))))
        for s in data.draw(st.lists(spans, max_size=6))
    ]  # fmt: skip
    root = tree(page(Result("a.txt", document, found)))
    hidden = {at for span in document.hidden for at in range(span.start, span.end)}

    def seen(span: Span) -> str:
        runs = groupby(range(span.start, span.end), lambda at: at in hidden)
        return "".join(expected("".join(text[at] for at in run)) for is_hidden, run in runs if not is_hidden)

    def one(value: str) -> str:
        return re.sub("¶+", "¶", value)  # a mark, or hidden text, may stand between CR and LF

    assert [one(line) for line in lines_of(root)] == [one(seen(paragraph.span)) for paragraph in document.paragraphs]
    for number, told in enumerate(found, 1):
        parts = (Span(max(told.span.start, q.span.start), min(told.span.end, q.span.end)) for q in document.paragraphs)
        assert one(marked(root, f"1-{number}")) == one("".join(seen(part) for part in parts if part.start < part.end))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href")} <= set(ids)
    if any(seen(paragraph.span) for paragraph in document.paragraphs):
        badges = root.xpath("//section[@class='paper']//a[@data-f]/text()")
        assert sorted(badges, key=int) == [str(number) for number in range(1, len(found) + 1)]


def test_the_page_allows_its_own_style_and_script_and_nothing_else(parse: Parse) -> None:
    document = parse(TEXT)
    root = tree(page(Result("a.txt", document, [marking(document, "努力")])))
    allowed = policy(root)
    for kind in ("style", "script"):
        (text,) = root.xpath(f"//{kind}/text()")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in allowed
    assert allowed.startswith("default-src 'none';")
    assert "unsafe" not in allowed


def test_the_page_names_no_address(parse: Parse) -> None:
    document = parse(TEXT)
    text = page(Result("a.txt", document, [marking(document, "努力")]))
    assert not re.search(r"https?:|//[\w-]+\.|url\(|@import|\bimport\b|fetch\(|innerHTML", text)


def test_the_same_results_give_the_same_page(parse: Parse) -> None:
    pages = {page(Result("a.txt", document := parse(TEXT), [marking(document, "努力")])) for _ in range(2)}
    assert len(pages) == 1


def test_english(parse: Parse) -> None:
    set_language("en")
    document = parse("Yunchuan\n")
    root = tree(page(Result("a.txt", document, [finding(0, 8, message="wrong")])))
    assert (root.get("lang"), root.xpath("//section[@class='paper']/@lang")) == ("en", ["zh-CN"])
    said = "".join(
        root.xpath("//body//text()[not(ancestor::script)]") + root.xpath("//@aria-label") + root.xpath("//title/text()")
    )
    assert not re.search("[一-鿿]", said)
    assert "error" in said


def test_a_long_document_with_many_findings_stays_small(parse: Parse) -> None:
    def size(times: int) -> int:
        text = "全市形势平稳，社会安定。\n" * 100 * times
        document = Document("a", "text", text, tuple(Paragraph(Span(at, at + 12)) for at in range(0, len(text), 13)))
        found = [finding(at, at + 5) for at in range(0, len(text) - 5, 130)]
        return len(page(Result("a.txt", document, found)))

    first, second, third = size(1), size(2), size(3)
    assert third - second < 1.1 * (second - first)


# -- in a browser --------------------------------------------------------------------------------------------------

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TRIAL = """
<script>
const told = () => document.getElementById("at").textContent;
const key = (name) => document.dispatchEvent(new KeyboardEvent("keydown", {key: name}));
const box = (value) => document.querySelector(`input[value="${value}"]`);
const state = () => [told(), document.querySelector(".finding[aria-current]")?.id ?? "-",
  [...document.querySelectorAll(".finding:not([hidden])")].length,
  [...document.querySelectorAll("mark")].map((mark) => [...mark.classList].sort().join(" ")).join("|")].join(" ");
const steps = [state()];
const step = (act) => { act(); steps.push(state()); };
step(() => key("n"));
step(() => key("n"));
step(() => key("p"));
step(() => box("error").click());
step(() => document.querySelector("[data-step='1']").click());
step(() => box("error").click());
step(() => box("wording").click());
step(() => document.querySelector("mark[data-f='1-1']").click());
step(() => document.querySelector("#f1-3").click());
document.title = steps.join("\\n");
</script></body>
"""


def allowing(text: str, script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return text.replace("script-src", f"script-src 'sha256-{digest}'")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_filters_and_steps_work_in_a_browser(parse: Parse, tmp_path: Path) -> None:
    document = parse(TEXT)
    warning = {"severity": Severity.WARNING, "rule": "wording/x"}
    found = [marking(document, "197.5%"), marking(document, "7.5%，居", **warning), marking(document, "努力")]
    script = TRIAL.partition("<script>")[2].partition("</script>")[0]
    text = allowing(page(Result("a.txt", document, found)), script).replace("</body>\n", TRIAL)
    file = tmp_path / "a.html"
    file.write_text(text, encoding="utf-8")
    assert steps_of(file, tmp_path) == [
        "– / 3 - 3 error|error|warning|error",
        "1 / 3 f1-1 3 current error|current error|warning|error",
        "2 / 3 f1-2 3 error|current error|current warning|error",
        "1 / 3 f1-1 3 current error|current error|warning|error",
        "– / 1 - 1 off|warning|warning|off",
        "1 / 1 f1-2 1 off|current warning|current warning|off",
        "2 / 3 f1-2 3 error|current error|current warning|error",
        "– / 2 - 2 error|error|off|error",
        "1 / 2 f1-1 2 current error|current error|off|error",
        "2 / 2 f1-3 2 error|error|off|current error",
    ]


def steps_of(file: Path, profile: Path) -> Sequence[str]:
    """The title that the page gives itself in a browser, line by line."""
    assert CHROMIUM is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile / 'profile'}", "--dump-dom"]
    done = subprocess.run([CHROMIUM, *options, file.as_uri()], capture_output=True, check=True, timeout=60)
    (title,) = tree(done.stdout.decode("utf-8")).xpath("//title/text()")
    return str(title).split("\n")
