"""The outline as people and programs get it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from zfcheck.document import Document, Element, Enumeration, Item, Outline, Paragraph, Part, Span
from zfcheck.engine import check_bytes
from zfcheck.messages import set_language
from zfcheck.ruleset import RuleSet
from zfcheck.writers.outline import render, values

Parse = Callable[..., Document]
TEXT = """云川市委政法委2025年工作总结
云政法〔2025〕3号
各县区党委政法委：
现将全市政法工作情况总结如下，请结合实际认真学习贯彻，抓好各项任务的落实，确保取得实效。
一、主要工作
（一）维护安全稳定。一是健全机制，首先抓责任，其次抓考核。二是强化督导，逐级压实责任。
（二）化解矛盾纠纷
云川市全年排查矛盾纠纷，一是抓源头，做到早发现；二是抓调处，做到早化解。
---此处隐藏300字，下载后查看---
■ 抓好重点任务，逐项推进落实，确保年度目标任务全面完成。
二、下步打算
继续努力，不断提升全市政法工作现代化水平，为云川市高质量发展提供坚强保障。
云川市委政法委
2025年12月20日
"""


def shown(document: Document) -> list[str]:
    """The tree without its head."""
    return render(document, "云川.txt").split("\n\n", 1)[1].splitlines()


def test_every_line_says_what_it_is(parse: Parse) -> None:
    assert shown(parse(TEXT)) == [
        " 第1行  标题  云川市委政法委2025年工作总结",
        " 第2行  发文字号  云政法〔2025〕3号",
        " 第3行  主送机关  各县区党委政法委：",
        " 第4行  正文  现将全市政法工作情况总结如下，请结合实际认真学习贯彻，抓好…",
        " 第5行  一级标题  一、主要工作",
        " 第6行    二级标题（接正文）  （一）维护安全稳定",
        " 第6行      列举  一是 健全机制，",
        " 第6行        列举  首先 抓责任，",
        " 第6行        列举  其次 抓考核。",
        " 第6行      列举  二是 强化督导，逐级压实责任。",
        " 第7行    二级标题  （二）化解矛盾纠纷",
        " 第8行      正文  云川市全年排查矛盾纠纷，一是抓源头，做到早发现；二是抓调处…",
        " 第8行        列举  一是 抓源头，做到早发现；",
        " 第8行        列举  二是 抓调处，做到早化解。",
        " 第9行      隐藏内容  ---此处隐藏300字，下载后查看---",
        "第10行      条目  ■ 抓好重点任务，逐项推进落实，确保年度目标任务全面完成。",
        "第11行  一级标题  二、下步打算",
        "第12行    正文  继续努力，不断提升全市政法工作现代化水平，为云川市高质量发…",
        "第13行  落款  云川市委政法委",
        "第14行  成文日期  2025年12月20日",
    ]


def test_the_head_names_kind_date_and_scheme(parse: Parse) -> None:
    head = render(parse(TEXT), "云川.txt", schemes={"official": "公文层次序数"}).split("\n\n")[0].splitlines()
    assert head[:4] == [
        "云川.txt",
        "文种：工作总结（work-summary）",
        "日期：2025年12月20日（据落款）",
        "序号体系：公文层次序数（official）",
    ]
    other = render(parse("云川市平安建设稳步推进，群众安全感持续提升。", kind="speech"), "a.txt")
    assert "文种：讲话稿（speech）\n日期：未知\n" in other
    assert "（按 --as-of 指定）" in render(parse(TEXT, as_of=dt.date(2025, 1, 2)), "a.txt")


def test_a_numbered_item_is_one_line(parse: Parse) -> None:
    item = "1.云川市组织开展了矛盾纠纷大排查大化解专项行动；坚持条块结合、上下联动，一是抓排查，二是抓化解。"
    lines = shown(parse(f"一、主要工作\n{item}\n"))
    assert [line.split()[1] for line in lines] == ["一级标题", "三级序号段", "列举", "列举"]
    assert "1.云川市组织开展了矛盾纠纷大排查大化解专项行动" in lines[1]


def test_word_files_count_paragraphs_and_name_places() -> None:
    paragraphs = (Paragraph(Span(0, 4), place="页眉"), Paragraph(Span(5, 7), place="文本框"))
    elements = [Element("margin", Span(0, 4), "页眉"), Element("paragraph", Span(5, 7), "文本框")]
    document = Document("a.docx", "docx", "内部资料\n说明", paragraphs)
    document.outline = Outline([Part(tail=elements)], [], "official")
    assert shown(document) == ["第1段  页眉  内部资料", "第2段  正文·文本框  说明"]


def test_values_hold_the_whole_tree(parse: Parse) -> None:
    document = parse(TEXT)
    tree = json.loads(json.dumps(values(document, "云川.txt"), ensure_ascii=False))
    assert tree["schema"] == "zfcheck-outline/1"
    assert (tree["kind"], tree["date"], tree["date_source"]) == ("work-summary", "2025-12-20", "signature")
    (part,) = tree["parts"]
    assert [element["role"] for element in part["front"]] == ["title", "document-number", "recipient", "paragraph"]
    assert [element["role"] for element in part["tail"]] == ["signature", "issue-date"]
    first = part["sections"][0]
    assert (first["title"], first["level"], first["marker"]["number"]) == ("主要工作", 1, 1)
    assert [child["form"] for child in first["sections"]] == ["run-in", "own-line"]
    items = [item for one in tree["enumerations"] for item in one["items"]]
    assert [item["marker"] for item in items if item["start"]["line"] == 8] == ["一是", "二是"]
    for item in items:
        start = item["start"]["offset"]
        assert document.text[start : start + len(item["marker"])] == item["marker"]


def test_a_list_names_the_list_it_is_nested_in() -> None:
    text = "一是抓，一是防，二是控，二是管"
    outer = Enumeration("一是", [Item(1, Span(0, 2), Span(0, 4)), Item(2, Span(12, 14), Span(12, 15))])
    inner = Enumeration("一是", [Item(1, Span(4, 6), Span(4, 8)), Item(2, Span(8, 10), Span(8, 12))], outer)
    document = Document("a.txt", "text", text, (Paragraph(Span(0, 15)),))
    document.outline = Outline([Part([Element("paragraph", Span(0, 15))])], [outer, inner], "official")
    assert [one["parent"] for one in values(document, "a.txt")["enumerations"]] == [None, 0]
    assert shown(document) == [
        "第1行  列举  一是 抓，",
        "第1行    列举  一是 防，",
        "第1行    列举  二是 控，",
        "第1行  列举  二是 管",
    ]


def test_english(parse: Parse) -> None:
    set_language("en")
    try:
        text = render(parse(TEXT), "a.txt")
    finally:
        set_language(None)
    assert "line 5  level-1 heading  一、主要工作" in text
    assert "work-summary" in text


@pytest.mark.parametrize("number", range(5))
def test_every_paragraph_of_a_real_report_has_its_line(number: int, rules: RuleSet, shared: Path) -> None:
    path = sorted((shared / "seeds").glob("*.txt"))[number]
    document = check_bytes(rules, path.read_bytes(), path.name).document
    assert document is not None
    wanted = {document.text.count("\n", 0, paragraph.span.start) + 1 for paragraph in document.paragraphs}
    listed = {int(line.split("行")[0].strip(" 第")) for line in shown(document) if line.lstrip().startswith("第")}
    assert listed == wanted
