"""Lines -> sections: total over every sequence, nothing lost, nothing twice, all spans nested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.data import grammars_folder
from zfcheck.document import Document, Element, Part, Section, Span
from zfcheck.parsing import parser
from zfcheck.readers.text import read
from zfcheck.structure.lines import HEADING_TOKENS, Line
from zfcheck.structure.tree import build

PROSE = "全市政法机关坚持常抓不懈，形势总体平稳，群众安全感持续提升，各项工作取得了新的明显成效，为发展提供了保障。"
TOKENS = sorted(
    word
    for line in (grammars_folder() / "report.lark").read_text(encoding="utf-8").splitlines()
    if line.startswith("%declare")
    for word in line.split()[1:]
)


def shape(sections: list[Section]) -> list:
    return [(section.level, shape(section.sections)) for section in sections]


def nesting(sections: list[Section]) -> list:
    return [nesting(section.sections) for section in sections]


def titles(document: Document) -> list[str]:
    return [document.slice(section.heading.title) for section in document.outline.sections()]


def test_sections_nest_by_level(parse) -> None:
    document = parse(f"一、甲\n{PROSE}\n（一）乙\n{PROSE}\n1.丙\n{PROSE}\n（二）丁\n{PROSE}\n二、戊\n{PROSE}")
    assert shape(document.outline.parts[0].sections) == [(1, [(2, [(3, [])]), (2, [])]), (1, [])]
    assert titles(document) == ["甲", "乙", "丙", "丁", "戊"]


def test_a_level_may_be_skipped_and_come_back(parse) -> None:
    document = parse(f"一、甲\n1.乙\n{PROSE}\n（一）丙\n{PROSE}\n二、丁\n{PROSE}")
    (part,) = document.outline.parts
    assert nesting(part.sections) == [[[], []], []]


def test_a_section_runs_to_the_last_character_below_it(parse) -> None:
    document = parse(f"一、甲\n（一）乙\n{PROSE}\n二、丙\n{PROSE}")
    first, second = document.outline.parts[0].sections
    assert document.slice(first.span) == f"一、甲\n（一）乙\n{PROSE}"
    assert document.slice(second.span) == f"二、丙\n{PROSE}"


def test_a_run_in_heading_keeps_its_text_as_an_element(parse) -> None:
    document = parse("　　（一）抓防范。全市平稳。")
    (section,) = document.outline.sections()
    assert document.slice(section.heading.span) == "（一）抓防范"
    assert [(e.role, document.slice(e.span)) for e in section.elements] == [("run-in", "全市平稳。")]


def test_what_follows_a_signature_is_a_part_of_its_own(parse) -> None:
    document = parse(
        f"关于印发要点的通知\n{PROSE}\n一、甲\n{PROSE}\n云川市委政法委\n2025年3月1日\n附件\n云川市政法工作要点\n一、乙\n{PROSE}\n二、丙"
    )
    first, second = document.outline.parts
    assert [element.role for element in first.tail] == ["signature", "issue-date", "attachment"]
    assert [document.slice(s.heading.title) for s in first.sections] == ["甲"]
    assert [document.slice(e.span) for e in second.front] == ["云川市政法工作要点"]
    assert [document.slice(s.heading.title) for s in second.sections] == ["乙", "丙"]


def test_a_statute_nests_articles_in_chapters(parse) -> None:
    document = parse(
        "云川市平安建设办法\n第一章 总则\n第一条 为了平安，制定本办法。\n第二条 本办法适用于云川市。\n（一）城区；\n（二）乡镇。\n"
        "第二章 附则\n第三条 本办法自印发之日起施行。"
    )
    assert document.outline.scheme == "statute"
    assert nesting(document.outline.parts[0].sections) == [[[], [[], []]], [[]]]


def test_decimal_numbers_nest(parse) -> None:
    document = parse("平安规范\n1 范围\n1.1 总体\n内容。\n1.2 其他\n内容。\n2 术语\n2.1 平安\n内容。")
    assert document.outline.scheme == "decimal"
    assert shape(document.outline.parts[0].sections) == [(1, [(2, []), (2, [])]), (1, [(2, [])])]
    assert titles(document) == ["范围", "总体", "其他", "术语", "平安"]


def test_the_title_is_the_first_title_element(parse) -> None:
    document = parse(f"云川市工作总结\n{PROSE}")
    title = document.outline.title()
    assert title is not None and document.slice(title.span) == "云川市工作总结"
    assert parse(PROSE).outline.title() is None


def made_lines(document: Document, tokens: list[str]) -> list[Line]:
    lines = []
    for paragraph, token in zip(document.reading.paragraphs, tokens, strict=True):
        text = document.reading.text[paragraph.start : paragraph.end]
        line = Line(paragraph.start, paragraph.end, text, paragraph, token, body=paragraph.start)
        if token in HEADING_TOKENS:
            line.form, line.title_end = "own-line", line.end
        lines.append(line)
    return lines


def places(parts: list[Part]) -> Counter[int]:
    found: Counter[int] = Counter()
    for part in parts:
        found.update(element.span.start for element in [*part.front, *part.tail])
        for top in part.sections:
            for section in top.walk():
                found[section.span.start] += 1
                found.update(element.span.start for element in section.elements if element.role != "run-in")
    return found


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=40))
def test_every_sequence_of_tokens_is_a_report_that_holds_each_line_once(tokens: list[str]) -> None:
    document = read("\n".join(f"甲{number:03}" for number in range(len(tokens))).encode(), "a.txt")
    parts = build(made_lines(document, tokens), document.reading)
    assert places(parts) == Counter(paragraph.span.start for paragraph in document.paragraphs)


def by_grammar(tokens: list[str]) -> list[object]:
    """What the grammar makes of tokens: for each part the numbers of its lines, those of a section in a list."""

    def make(rule: str, children: list[Any]) -> Any:
        if rule == "body":
            return tuple(children)
        if rule != "start":
            return children
        parts: list[tuple[list[object], list[int]]] = [([], [])]
        for child in children:
            if isinstance(child, int):
                parts[-1][1].append(child)
            elif child:
                parts += [([], [])] if parts[-1][1] else []
                parts[-1][0].extend(child)
        return parts

    return parser("report").parse(tokens, make)


def numbered(parts: list[Part]) -> list[object]:
    """The same of parts whose lines are five characters long."""

    def of(elements: Iterable[Element], sections: Iterable[Section]) -> list[object]:
        below = [[s.span.start // 5, *of(s.elements, s.sections)] for s in sections]
        return [*(element.span.start // 5 for element in elements), *below]

    return [(of(part.front, part.sections), of(part.tail, ())) for part in parts]


@given(
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=40)
    | st.lists(st.sampled_from([*HEADING_TOKENS, "PARAGRAPH", "PARAGRAPH", "ISSUE_DATE"]), min_size=1, max_size=60)
)
def test_the_tree_is_that_of_the_grammar(tokens: list[str]) -> None:
    document = read("\n".join(f"甲{number:03}" for number in range(len(tokens))).encode(), "a.txt")
    parts = build(made_lines(document, tokens), document.reading)
    assert numbered(parts) == by_grammar(tokens)
    for section in (section for part in parts for top in part.sections for section in top.walk()):
        inside = [section.heading.span, *(e.span for e in section.elements), *(s.span for s in section.sections)]
        assert section.span == Span(inside[0].start, max(span.end for span in inside))


@pytest.mark.parametrize("token", TOKENS)
def test_every_token_may_stand_alone(token: str) -> None:
    document = read("甲乙".encode(), "a.txt")
    (part,) = build(made_lines(document, [token]), document.reading)
    assert len(part.front) + len(part.sections) + len(part.tail) == 1


LINES = [
    "云川市工作总结", "一、甲", "二、乙。丙丁。", "（一）戊", "（二）、己。庚；辛。", "1.壬", "2、癸。子。", "（1）丑；", "①寅", "第一章 总则",
    "第二条 为了平安。", "——甲乙", "——丙，丁。", "2 ——戊", "■ 己", "● 庚", PROSE, "短句", "附件", "附件：1.甲", "2.乙", "2025年3月1日",
    "二〇二五年三月一日", "云川市公安局", "特此报告。", "（此件公开）", "抄送：甲", "来源：乙", "---此处隐藏12字---", "“一、甲", "二、乙”。", "",
    "　　", "1.5万元", "一、二季度平稳。", "同志们：", "一是甲。二是乙。", "1.1 丙", "2 丁", "報(bào)告調(diào)研(yán)",
]  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(LINES), max_size=24).map("\n".join)))
def test_any_text_parses_with_every_paragraph_in_one_place_and_spans_nested(parse, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode().replace("\x00", "")
    try:
        document = parse(text)
    except Exception as error:  # only the reader may refuse
        assert type(error).__name__ == "UnreadableError"
        return
    found = places(document.outline.parts)
    for paragraph in document.paragraphs:
        inside = [start for start in found if paragraph.span.start <= start <= paragraph.span.end]
        assert sum(found[start] for start in inside) == 1, document.slice(paragraph.span)
    for part in document.outline.parts:
        check_nested(part.sections, 0, len(document.text))
    for element in document.outline.elements():
        assert 0 <= element.span.start <= element.span.end <= len(document.text)


def check_nested(sections: list[Section], low: int, high: int) -> None:
    for section in sections:
        assert low <= section.span.start <= section.span.end <= high
        low = section.span.end
        assert section.span.covers(section.heading.span)
        assert section.heading.span.covers(section.heading.title)
        if section.heading.marker:
            assert section.heading.span.covers(section.heading.marker.span)
        for element in section.elements:
            assert section.span.covers(element.span)
        for child in section.sections:
            assert child.level > section.level
        check_nested(section.sections, section.heading.span.end, section.span.end)
