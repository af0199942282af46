"""The facts of a layout as rules ask for them: by place, and by character."""

from __future__ import annotations

import pytest

from zfcheck.caseword import word_file
from zfcheck.document import Document
from zfcheck.engine import check_bytes, check_document
from zfcheck.formatting import Border, FieldResult, Font, Layout, Page, ParagraphFormat, Run, Story
from zfcheck.readers.docx import read
from zfcheck.span import Span

SONG, HEI, FANG = Font(east_asian="宋体"), Font(east_asian="黑体"), Font(east_asian="仿宋")
LAYOUT = Layout(
    pages=(
        Page(Span(0, 4), footers={"default": Story("word/footer1.xml", Span(10, 12))}),
        Page(Span(5, 9), headers={"default": Story("word/header1.xml")}),
    ),
    paragraphs=(ParagraphFormat(Span(0, 4)), ParagraphFormat(Span(6, 9)), ParagraphFormat(Span(10, 12))),
    runs=(Run(Span(0, 2), SONG, automatic=True), Run(Span(2, 4), HEI), Run(Span(6, 9), FANG), Run(Span(10, 12), SONG)),
    fields=(FieldResult(Span(11, 11), "PAGE", SONG, ParagraphFormat(Span(10, 12))),),
)


@pytest.mark.parametrize(
    ("offset", "start"), [(0, 0), (3, 0), (4, 0), (5, None), (6, 6), (9, 6), (10, 10), (12, 10), (13, None)]
)
def test_the_paragraph_at_a_place(offset: int, start: int | None) -> None:
    found = LAYOUT.paragraph_at(offset)
    assert (found.span.start if found else None) == start


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 4), [(0, 2), (2, 4)]),
        (Span(1, 3), [(1, 2), (2, 3)]),
        (Span(2, 4), [(2, 4)]),
        (Span(3, 8), [(3, 4), (6, 8)]),
        (Span(4, 6), []),
        (Span(3, 3), []),
        (Span(12, 20), []),
    ],
)
def test_runs_are_cut_off_at_the_ends_of_the_span(span: Span, expected: list[tuple[int, int]]) -> None:
    assert [(run.span.start, run.span.end) for run in LAYOUT.runs_in(span)] == expected


def test_a_run_that_is_cut_off_keeps_what_it_is() -> None:
    assert LAYOUT.runs_in(Span(1, 2)) == [Run(Span(1, 2), SONG, automatic=True)]


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 0), (12, 0), (13, None)])
def test_the_page_at_a_place(offset: int, index: int | None) -> None:
    assert LAYOUT.page_at(offset) is (None if index is None else LAYOUT.pages[index])


def test_fields_without_length_are_found() -> None:
    assert [found.code for found in LAYOUT.fields_in(Span(10, 12))] == ["PAGE"]
    assert LAYOUT.fields_in(Span(0, 9)) == []


def test_an_empty_layout_answers_too() -> None:
    assert Layout().paragraph_at(0) is None
    assert Layout().page_at(0) is None
    assert Layout().runs_in(Span(0, 9)) == []


@pytest.mark.parametrize(
    ("characters", "plain", "hinted"),
    [
        ("a1%-", "L", "L"),
        ("国，（。《㐀豈", "E", "E"),
        ("𠀀", "E", "E"),
        ("“”‘’—…·×①■αЖ", "H", "E"),
        ("éü", "H", "E"),
        ("ñ", "H", "H"),
    ],
)
def test_the_font_of_a_character(characters: str, plain: str, hinted: str) -> None:
    for character in characters:
        assert Font("E", "L", "H").face(character) == plain
        assert Font("E", "L", "H", hint="eastAsia").face(character) == hinted


def test_the_border_of_a_side() -> None:
    line = Border("bottom", color="FF0000")
    assert ParagraphFormat(Span(0, 1), borders=(line,)).border("bottom") is line
    assert ParagraphFormat(Span(0, 1), borders=(line,)).border("top") is None


# -- the layout of a document ----------------------------------------------------------------------------------


def document(made: list[int]) -> Document:
    def make() -> Layout:
        made.append(1)
        return LAYOUT

    return Document("a", "docx", "甲", (), _layout_maker=make)


def test_a_layout_is_made_once_and_only_when_asked_for() -> None:
    made: list[int] = []
    read = document(made)
    assert made == []
    assert read.layout is LAYOUT and read.layout is LAYOUT
    assert made == [1]
    assert read._layout_maker is None


def test_a_document_that_was_released_makes_no_layout_and_keeps_the_one_it_has() -> None:
    made: list[int] = []
    read = document(made)
    read.release()
    assert read.layout is None and made == []
    asked = document(made)
    assert asked.layout is LAYOUT
    asked.release()
    assert asked.layout is LAYOUT


def test_a_text_has_no_layout() -> None:
    assert Document("a", "text", "甲", ()).layout is None


def test_the_engine_lets_go_of_a_file_that_it_read(rules) -> None:
    result = check_bytes(rules, word_file("云川市2025年工作总结\n形势平稳。"), "a.docx")
    assert result.document is not None
    assert result.document._layout_maker is None


def test_a_layout_that_cannot_be_made_is_told_once(rules) -> None:
    document = read(word_file("云川市司法局关于做好调解工作的通知\n请认真贯彻执行。"), "a.docx")

    def fail() -> Layout:
        raise RuntimeError("坏样式")

    document._layout_maker = fail
    faults = check_document(rules, document, "a").faults
    assert [fault.kind for fault in faults] == ["rule-failed"]
    assert "读不出文件的版式" in faults[0].message and "坏样式" in faults[0].message
