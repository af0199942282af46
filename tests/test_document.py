"""Spans, places and the outline's own questions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import (
    BODY,
    TABLE,
    Document,
    DocumentDate,
    Element,
    Heading,
    Outline,
    Paragraph,
    Part,
    Piece,
    Section,
    Span,
)
from zfcheck.rules import Applies, Edit, Finding, Fix, Rule, Severity, Window, fingerprint

spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: Span(min(pair), max(pair)))


@given(spans, spans)
def test_overlap_is_a_shared_code_point_or_an_empty_span_strictly_inside(one: Span, two: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    if one and two:
        assert one.overlaps(two) == bool(shared)
    assert one.overlaps(two) == two.overlaps(one)


@given(spans, spans)
def test_a_span_covers_another_when_all_its_code_points_are_inside(one: Span, two: Span) -> None:
    if two:
        assert one.covers(two) == (set(range(two.start, two.end)) <= set(range(one.start, one.end)))
    assert one.covers(one)


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        ((2025, 7, 10), (2025, 7, 10), "2025-07-10"),
        ((2025, 7, 1), (2025, 7, 31), "2025-07"),
        ((2025, 1, 1), (2025, 12, 31), "2025"),
    ],
)
def test_a_document_date_is_printed_as_precisely_as_it_is_known(
    earliest: tuple[int, int, int], latest: tuple[int, int, int], shown: str
) -> None:
    assert str(DocumentDate(dt.date(*earliest), dt.date(*latest), "title")) == shown


def _table_document() -> Document:
    text = "云川市工作总结\n指标\n形势平稳"
    paragraphs = (Paragraph(Span(0, 7)), Paragraph(Span(8, 10), TABLE), Paragraph(Span(11, 15)))
    pieces = (Piece(0, 7, "word/document.xml", 0), Piece(8, 10, "word/document.xml", 1), Piece(11, 15, node=2))
    return Document("a.docx", "docx", text, paragraphs, pieces=pieces)


def test_the_place_of_an_offset_is_its_paragraphs() -> None:
    document = _table_document()
    assert [document.place(at) for at in (0, 6, 8, 9, 11, 14)] == [BODY, BODY, TABLE, TABLE, BODY, BODY]


def test_a_piece_is_found_by_any_of_its_offsets_and_not_between_pieces() -> None:
    document = _table_document()
    found = document.piece_at(9)
    assert found is not None and found.node == 1
    assert document.piece_at(7) is None
    assert document.piece_at(15) is None


def test_an_empty_document_has_a_reading_and_no_title() -> None:
    document = Document("a.txt", "text", "", ())
    assert document.reading.text == ""
    assert document.place(0) == BODY
    assert Outline([], [], "").title() is None


def test_path_gives_the_headings_above_an_offset_outermost_first(parse) -> None:
    document = parse("一、基本情况\n（一）抓防范\n全市形势平稳。\n二、下步打算\n继续努力。")
    offset = document.text.index("形势")
    assert [document.slice(s.heading.title) for s in document.outline.path(offset)] == ["基本情况", "抓防范"]
    offset = document.text.index("努力")
    assert [document.slice(s.heading.title) for s in document.outline.path(offset)] == ["下步打算"]


@pytest.mark.parametrize(
    ("date", "holds"),
    [
        (("2024-05-01", "2024-05-01"), False),
        (("2025-03-01", "2025-03-01"), True),
        (("2025-06-30", "2025-06-30"), True),
        (("2025-07-01", "2025-07-01"), False),
        (("2025-01-01", "2025-12-31"), None),
        (("2024-12-31", "2025-01-01"), None),
        (None, None),
    ],
)
def test_a_window_holds_only_where_the_whole_date_lies_inside(date: tuple[str, str] | None, holds: bool | None) -> None:
    window = Window(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
    days = DocumentDate(*(dt.date.fromisoformat(day) for day in date), "title") if date else None
    assert window.holds(days) is holds


def test_no_window_holds_always() -> None:
    assert Window().holds(None) is True


def test_a_window_open_at_one_end_reaches_for_ever() -> None:
    day = DocumentDate(dt.date(1990, 1, 1), dt.date(1990, 1, 1), "title")
    assert Window(until=dt.date(2000, 1, 1)).holds(day) is True
    assert Window(since=dt.date(2000, 1, 1)).holds(day) is False


@given(st.text("平安云川", max_size=12), st.lists(spans, max_size=4), st.text("甲乙", max_size=2))
def test_a_fix_changes_only_what_its_edits_name(text: str, places: list[Span], new: str) -> None:
    edits, reached = [], 0
    for span in sorted(places):
        if span.start >= reached and span.end <= len(text) and len(span):
            edits.append(Edit(span.start, span.end, new))
            reached = span.end
    fixed = Fix(tuple(reversed(edits))).apply(text)
    expected, at = "", 0
    for edit in edits:
        expected += text[at : edit.start] + new
        at = edit.end
    assert fixed == expected + text[at:]


def test_a_rule_answers_to_its_id_its_pack_its_category_and_its_old_names() -> None:
    rule = Rule("wording/x-y", "题", "phrase", Severity.ERROR, pack="core", aliases=("wording/old",), applies=Applies())
    for name in ("wording/x-y", "core:wording/x-y", "wording", "core:wording", "core:", "wording/old"):
        assert rule.answers_to(name), name
    for name in ("core", "wording/x", "zhengfa:wording/x-y", "", "word"):
        assert not rule.answers_to(name), name


def test_a_fingerprint_survives_moves_and_changes_with_rule_and_section(parse) -> None:
    def of(text: str, rule: str = "wording/a") -> str:
        document = parse(text)
        start = document.text.index("毛病")
        return fingerprint(Finding(Span(start, start + 2), "", rule=rule), document)

    plain = of("一、基本情况\n这里有毛病。")
    assert plain == of("前言。\n一、基本情况\n多了一句。这里有毛病。")
    assert plain != of("一、下步打算\n这里有毛病。")
    assert plain != of("一、基本情况\n这里有毛病。", "wording/b")
    assert len(plain) == 16 and int(plain, 16) >= 0


def test_sections_and_elements_come_in_reading_order() -> None:
    def section(at: int, *below: Section) -> Section:
        span = Span(at, at + 1)
        return Section(1, Heading(span, span, "own-line"), span, [Element("paragraph", span)], list(below))

    tree = [section(1, section(2, section(3)), section(4)), section(5)]
    one, two = Element("title", Span(0, 1)), Element("signature", Span(9, 10))
    outline = Outline([Part([one], tree, [two]), Part([], [section(11)])], [], "")
    for _ in range(2):
        assert [s.span.start for s in outline.sections()] == [1, 2, 3, 4, 5, 11]
        assert [e.span.start for e in outline.elements()] == [0, 1, 2, 3, 4, 5, 9, 11]
    assert [s.span.start for s in tree[0].walk()] == [1, 2, 3, 4]
