"""Places: offsets to lines and columns, the words around a span, the section path."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import HEADER, Document, Paragraph, Span
from zfcheck.writers.locate import Locator, Position, plain, visible


def document(text: str) -> Document:
    """A text whose paragraphs are its lines."""
    spans = []
    at = 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return Document("a.txt", "text", text, tuple(Paragraph(span) for span in spans if len(span)))


def test_every_sort_of_line_end_counts_once() -> None:
    text = "一\r\n二\n三\r四"
    locator = Locator(document(text))
    lines = {character: locator.position(text.index(character)) for character in "一二三四"}
    assert lines == {c: Position(n, 1) for n, c in enumerate("一二三四", 1)}


def test_soft_breaks_and_other_separators_end_no_line() -> None:
    text = "云川市\u2028平安\u0085建设\x0c综述\n下一段"
    locator = Locator(Document("a.docx", "docx", text, ()))
    assert locator.position(text.index("综述")) == Position(1, text.index("综述") + 1)
    assert locator.position(text.index("下一段")) == Position(2, 1)


def test_columns_count_code_points_and_the_end_has_a_place() -> None:
    text = "𠮷云\n川"
    locator = Locator(document(text))
    assert locator.position(1) == Position(1, 2)
    assert locator.position(len(text)) == Position(2, 2)


@given(st.text(alphabet="云川，\r\n\u2028", max_size=40))
def test_positions_agree_with_splitting_the_text(text: str) -> None:
    locator = Locator(Document("a.txt", "text", text, ()))
    lines = text.replace("\r\n", "\n\0").replace("\r", "\n").split("\n")
    for offset, character in enumerate(text):
        if character in "\r\n":
            continue
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        at = locator.position(offset)
        assert at.line == before.count("\n") + 1
        assert lines[at.line - 1].replace("\0", "")[at.column - 1] == character


def test_a_short_paragraph_is_shown_whole() -> None:
    text = "上一段不该出现。\n云川市全年调解成功率达197.5%，居全省前列。\n下一段也不该出现。"
    at = text.index("197.5%")
    assert str(Locator(document(text)).excerpt(Span(at, at + 6))) == "云川市全年调解成功率达【197.5%】，居全省前列。"


def test_a_long_paragraph_is_cut_at_marks_with_an_ellipsis() -> None:
    text = "云川市政法机关坚持人民至上，" * 6 + "调解成功率达197.5%，" + "群众满意度持续提升，平安基础更加牢固。" * 5
    at = text.index("197.5%")
    excerpt = Locator(document(text)).excerpt(Span(at, at + 6))
    assert excerpt.before.startswith("…云川市政法机关坚持人民至上，")
    assert excerpt.before.endswith("调解成功率达")
    assert excerpt.after.endswith("。…")
    assert len(excerpt.before) <= 38 and len(excerpt.after) <= 38


def test_a_paragraph_without_marks_is_cut_all_the_same() -> None:
    text = "云" * 200
    excerpt = Locator(document(text)).excerpt(Span(100, 101))
    assert (excerpt.before, excerpt.marked, excerpt.after) == ("…" + "云" * 24, "云", "云" * 24 + "…")


def test_what_cannot_be_seen_is_named_and_what_steers_a_terminal_is_dropped() -> None:
    text = "云\x1b[31m川\u202e市\u200b平安"
    at = text.index("\u200b")
    assert str(Locator(document(text)).excerpt(Span(at, at + 1))) == "云[31m川市【⟨U+200B⟩】平安"


def test_a_span_over_two_paragraphs_shows_the_line_end() -> None:
    text = "展开通版\n收缩通版\n正文。"
    assert str(Locator(document(text)).excerpt(Span(0, 9))) == "【展开通版／收缩通版】"


def test_the_middle_of_a_long_mark_is_left_out() -> None:
    text = "云" * 100 + "川" * 100
    assert Locator(document(text)).excerpt(Span(0, 200)).marked == "云" * 30 + "…" + "川" * 20


def test_an_empty_span_and_an_empty_text_have_excerpts() -> None:
    assert str(Locator(document("云川市")).excerpt(Span(3, 3))) == "云川市【】"
    assert str(Locator(document("")).excerpt(Span(0, 0))) == "【】"


def test_the_place_is_that_of_the_paragraph() -> None:
    paragraphs = (Paragraph(Span(0, 2), place=HEADER), Paragraph(Span(3, 5)))
    locator = Locator(Document("a.docx", "docx", "内部\n正文", paragraphs))
    assert [locator.place(0), locator.place(3)] == ["页眉", "正文"]


def test_sections_are_named_with_their_markers(parse: Callable[..., Document]) -> None:
    text = "一、主要工作\n（一）平安建设\n云川市治安平稳有序，全年没有发生重大案件，群众安全感持续提升。\n"
    locator = Locator(parse(text))
    assert locator.sections(text.index("治安")) == ["一、主要工作", "（一）平安建设"]


@pytest.mark.parametrize(
    ("text", "shown"), [("a\tb\n\u2028c", "a b c"), ("\x00云\u200b", "云"), ("云\u3000川", "云\u3000川")]
)
def test_plain_text_stays_on_one_line(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_visible_keeps_what_can_be_seen() -> None:
    assert visible("云　川\n市\ue000") == "云　川／市\ue000"
