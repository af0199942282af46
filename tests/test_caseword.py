"""Small Word files out of the cases of rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.caseword import word_file
from zfcheck.readers.docx import read


@given(st.lists(st.sampled_from([*"平安云川<>&\"'{}+-=_*\n", "{++", "++}", "{>>", "<<}"]), max_size=30).map("".join))
def test_any_text_makes_a_file_that_can_be_read(text: str) -> None:
    document = read(word_file(text), "a.docx")
    assert document.faults == ()
    if not document.remarks:
        assert document.text == text


def test_lines_are_paragraphs_and_marks_are_gone() -> None:
    document = read(word_file("平安{++云川++}\n{--旧--}新{>>核实<<}{==数==}{__藏__}{**粗**}"), "a.docx")
    assert document.text == "平安云川\n新数粗"
    kinds = ["insertion", "deletion", "comment", "highlight", "formatting", "hidden"]
    assert sorted(remark.kind for remark in document.remarks) == sorted(kinds)


def test_looks_are_those_that_are_told() -> None:
    case = (
        "{@page top=25.4 width=184 pitch=28.95}\n{@footer latin=宋体 size=14}— # —\n"
        "{@ font=黑体 latin=Arial size=22 align=center color=FF0000 bold=yes}题目\n{@ first=2 line=1.5x before=100}正文"
    )
    document = read(word_file(case), "a.docx")
    assert document.text.split("\n") == ["题目", "正文", "— 1 —"]
    layout = document.layout
    assert layout is not None
    (page,) = layout.pages
    assert (page.width, page.top, page.left, page.line_pitch) == (10431, 1440, 1587, 579)
    title, body, _ = layout.paragraphs
    assert (title.alignment, body.first_line_chars, body.line, body.line_rule, body.before) == (
        "center",
        200,
        360,
        "auto",
        100,
    )
    font = layout.runs[0].font
    assert (font.east_asian, font.latin, font.size, font.color, font.bold) == ("黑体", "Arial", 44, "FF0000", True)
    assert [(result.code, result.font.size) for result in layout.fields] == [("PAGE", 28)]


def test_a_look_that_means_nothing_is_refused() -> None:
    for wrong in (
        "{@ farbe=rot}字",
        "{@ size=大}字",
        "{@page top=很多}\n字",
        "{@ size=inf}字",
        "{@ size=16 bold}字",
        "{@ before=少}",
    ):
        with pytest.raises(ValueError, match=r"."):
            word_file(wrong)


def test_any_value_makes_a_file_that_can_be_read() -> None:
    document = read(word_file('{@ font="<&\' color="/> align="<}字'), "a.docx")
    assert document.layout is not None
    assert (document.text, document.layout.runs[0].font.east_asian) == ("字", "\"<&'")
