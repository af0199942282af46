"""Markdown: what a person reads is a paragraph, what he does not see is hidden, and offsets are the file's own."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import BODY, TABLE, Document
from zfcheck.readers import UnreadableError
from zfcheck.readers.markdown import Blocks, read


def document_of(text: str) -> Document:
    return read(text.encode("utf-8"), "a.md")


def paragraphs(text: str) -> list[str]:
    document = document_of(text)
    return [document.slice(paragraph.span) for paragraph in document.paragraphs]


def read_as(text: str) -> list[str]:
    return document_of(text).reading.text.splitlines()


def test_a_heading_has_its_level_and_not_its_marks() -> None:
    document = document_of("# 云川市工作总结\n\n## 基本情况 ##\n\n形势平稳。\n")
    assert [(document.slice(p.span), p.heading) for p in document.paragraphs] == [
        ("云川市工作总结", 1),
        ("基本情况", 2),
        ("形势平稳。", None),
    ]


def test_an_underlined_heading_has_its_level_and_not_its_line() -> None:
    document = document_of("工作总结\n====\n\n基本情况\n---\n")
    assert [(document.slice(p.span), p.heading) for p in document.paragraphs] == [
        ("工作总结", 1),
        ("基本情况", 2),
    ]


def test_list_items_are_paragraphs_without_their_bullets() -> None:
    text = "- 抓学习\n- 抓落实\n\n* 抓队伍\n\n1. 甲项\n2) 乙项\n"
    assert paragraphs(text) == ["抓学习", "抓落实", "抓队伍", "甲项", "乙项"]


def test_nested_items_are_paragraphs_of_their_own() -> None:
    assert paragraphs("- 抓学习\n  - 每周学\n    - 每天学\n") == ["抓学习", "每周学", "每天学"]


def test_a_quotation_is_a_paragraph_without_its_marks() -> None:
    assert read_as("> 坚持常抓\n> 不懈\n") == ["坚持常抓 不懈"]


def test_a_soft_wrapped_paragraph_is_one_line_in_the_reading() -> None:
    document = document_of("全市形势\n平稳有序。\n\n继续努力。\n")
    assert document.reading.text == "全市形势 平稳有序。\n继续努力。\n"
    assert document.slice(document.paragraphs[0].span) == "全市形势\n平稳有序。"


def test_emphasis_links_and_code_marks_are_hidden_and_their_words_stay() -> None:
    assert read_as("平安**云川**建设") == ["平安云川建设"]
    assert read_as("平安__云川__建设") == ["平安云川建设"]
    assert read_as("平安*云川*建设") == ["平安云川建设"]
    assert read_as("平安***云川***建设") == ["平安云川建设"]
    assert read_as("见[平安云川](http://example.com/a)一文") == ["见平安云川一文"]
    assert read_as("见![平安云川](a.png)") == ["见平安云川"]
    assert read_as("运行`平安云川`程序") == ["运行平安云川程序"]


def test_a_phrase_across_emphasis_leads_back_to_the_marks() -> None:
    document = document_of("平安**云川**建设")
    at = document.reading.text.index("安云川建")
    assert document.slice(document.reading.span(at, at + 4)) == "安**云川**建"


def test_stars_that_mark_nothing_stay() -> None:
    assert read_as("坚持**领导，抓好 * 各项工作") == ["坚持**领导,抓好 * 各项工作"]


def test_comments_are_not_read() -> None:
    assert read_as("形势<!-- 待核 -->平稳。\n\n<!-- 整段\n不要 -->\n\n继续努力。\n") == ["形势平稳。", "继续努力。"]


def test_fenced_code_is_not_read_and_an_indented_paragraph_is() -> None:
    text = "前文。\n\n```\n总书记同志\n```\n\n~~~yaml\nXX: XX\n~~~\n\n    首行缩进的段落。\n\n后文。\n"
    assert paragraphs(text) == ["前文。", "首行缩进的段落。", "后文。"]


def test_front_matter_gives_kind_and_date_and_is_not_read() -> None:
    document = document_of("---\ntitle: 云川要点\nkind: work-plan\ndate: '2025-03-01'\nother: x\n---\n\n形势平稳。\n")
    told = {"title": "云川要点", "kind": "work-plan", "date": "2025-03-01"}
    assert document.properties == {"encoding": "utf-8", **told}
    assert [document.slice(p.span) for p in document.paragraphs] == ["形势平稳。"]


def test_front_matter_overrules_what_the_parser_would_find(parse) -> None:
    document = parse("---\nkind: work-plan\ndate: 2025-03-01\n---\n\n# 云川市工作总结\n\n形势平稳。\n", "a.md")
    assert document.outline.kind == "work-plan"
    assert str(document.outline.date) == "2025-03-01"


def test_a_table_is_cells_with_row_and_column() -> None:
    document = document_of("| 项目 | 数量 |\n|---|---:|\n| 案件 | **12** |\n| | 3 |\n\n后文\n")
    (table,) = document.tables
    cells = [(cell.row, cell.column, document.slice(cell.span)) for cell in table.cells]
    assert cells == [(0, 0, "项目"), (0, 1, "数量"), (1, 0, "案件"), (1, 1, "**12**"), (2, 1, "3")]
    assert [p.place for p in document.paragraphs] == [TABLE] * 5 + [BODY]
    assert document.reading.text == "项目\n数量\n案件\n12\n3\n后文\n"


def test_an_empty_cell_keeps_its_place() -> None:
    (table,) = document_of("> | 甲 | 乙 | 丙 |\n> |---|---|---|\n> || 2 | 3 |\n> | 1 || 3 \\| 4 |\n").tables
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 0), (2, 2)]


def test_a_rule_line_is_no_paragraph() -> None:
    assert paragraphs("前文\n\n***\n\n后文\n") == ["前文", "后文"]


def test_crlf_gives_the_same_words_at_the_files_own_offsets() -> None:
    text = "# 总结\n\n- 抓学习\n  接着学\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
    windows = text.replace("\n", "\r\n")
    words = [["总结"], ["抓学习", "接着学"], ["甲"], ["乙"], ["丙"], ["丁"]]
    assert [line.split() for line in read_as(text)] == words
    assert [line.split() for line in read_as(windows)] == words


def test_text_in_an_html_block_is_read_or_told() -> None:
    document = document_of("<div>\n云川市形势平稳。\n</div>\n\n继续努力。\n")
    assert "云川市" in document.reading.text or document.faults


def test_html_tags_are_hidden() -> None:
    assert read_as("平安<b>云川</b>建设") == ["平安云川建设"]


BLOCKS = [
    "# 标题", "## 二", "- 甲**乙**", "1. 丙", "> 引用", "一、基本情况。", "  续行", "```", "| 甲 | 乙 |", "|---|---|",
    "<!--", "-->", "", "***", "---", "[a](b)", "`码`", "<div>", "甲<br>乙",
]  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS), max_size=16), st.sampled_from(["\n", "\r\n"]))
def test_any_mixture_of_blocks_gives_spans_inside_the_text_in_order(blocks: list[str], end: str) -> None:
    document = document_of(end.join(blocks))
    reached = 0
    for paragraph in document.paragraphs:
        assert reached <= paragraph.span.start < paragraph.span.end <= len(document.text)
        assert document.slice(paragraph.span).strip() == document.slice(paragraph.span)
        reached = paragraph.span.end
    for hidden in document.hidden:
        assert 0 <= hidden.start < hidden.end <= len(document.text)
    assert document.reading.text.count("\n") == len(document.paragraphs)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    try:
        document = document_of(text.encode("utf-8", "ignore").decode())
    except UnreadableError:
        return
    assert all(0 <= p.span.start < p.span.end <= len(document.text) for p in document.paragraphs)


def test_a_code_fence_that_never_ends_is_a_fault() -> None:
    document = document_of("前文。\n\n```\n市政法委统揽全局。\n## 三、打算\n")
    assert [fault.kind for fault in document.faults] == ["part-not-read"]
    assert document_of("前文。\n\n```\n代码\n```\n").faults == ()


LINES = (
    "", "", "", "", "形势平稳。", "继续努力。", "　　形势平稳。", "　", "  形势", "    形势", "\t形势", "# 基本情况", "  ## 情况", "#情况",
    "===", "---", "- - -", "- 抓学习", "  - 每周学", "      每天学", "-", "* 抓落实", "+", "1. 甲项", "1.甲项", "2) 乙项", "12.", "1234567890. 甲",
    "> 坚持", ">", "> - 常抓", "| 甲 | 乙 |", "|---|---|", "甲|乙", ":-|-:", "--|--", "    # 情况", "- # 情况", "- > 常抓", "-   \t甲",
    "[甲]: 乙", "[甲]:", "‘丙’", "**要点**", "__", "___", "***", "`", "``形势``", "<div>", "</div>", "<br>", "<b>形势</b>", "甲<!-- 乙",
    "<!-- 乙 -->", "<!-- zfcheck: ignore -->", "形势<!-- zfcheck: ignore -->", "1)", "title: 总结", "\u2028形势", "形势\x0c", "\x85", "\\# 形势",
)  # fmt: skip
"""What lines begin with that mean something to Markdown, and what does not."""
# fmt: off
LASTING = (
    "```", "   ~~~", "<!--", "-->", "<pre>", "</PRE>", "<Script>", "<?", "?>", "<!A", "<![CDATA[", "]]>", "- ```",
)
# fmt: on
"""What begins and ends blocks that go on over blank lines."""


def whole(text: str) -> Document:
    with patch.object(Blocks, "_shortened", lambda blocks, text: text):
        return document_of(text)


@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["\n", "\n", "\r\n", "\r"]), st.booleans())
def test_what_is_left_unread_by_the_parser_reads_the_same(lines: list[str], end: str, ended: bool) -> None:
    text = end.join(lines) + (end if ended else "")
    assert document_of(text) == whole(text)


@given(st.lists(st.sampled_from([*LINES, *LASTING]), max_size=30))
def test_neither_do_blocks_that_go_on_over_blank_lines_read_otherwise(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert document_of(text) == whole(text)


@pytest.mark.parametrize(
    "front", ["", "---\ntitle: 总结\n\n甲\n---\n", "---\ntitle: 总结\n\n甲\n\n", "----\n甲\n\n---\n", "---\n---\n"]
)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_nor_does_front_matter(front: str, lines: list[str]) -> None:
    text = front + "\n".join(lines)
    assert document_of(text) == whole(text)


def test_of_plain_paragraphs_in_a_row_the_parser_reads_the_first() -> None:
    blocks = Blocks("# 情况\n\n甲。\n\n乙\n丙。\n\n\n丁。\n\n- 戊。\n\n己。\n")
    inline = [token for token in blocks.tokens if token.type == "inline"]
    assert [(token.content, blocks.lines(token)) for token in inline] == [
        ("情况", (0, 1)),
        ("甲。", (2, 3)),
        ("戊。", (10, 11)),
        ("己。", (12, 13)),
    ]
    assert blocks.more == {2: [(4, 6), (8, 9)]}
