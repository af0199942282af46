"""Small Word files out of the cases of rules."""

from __future__ import annotations

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
