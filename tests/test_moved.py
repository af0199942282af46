"""Where places are after edits, and where they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.moved import Moved
from zfcheck.rules import Edit, Fix
from zfcheck.span import Span


def test_what_is_put_in_at_the_ends_is_in_the_wide_span_only() -> None:
    moved = Moved([Edit(2, 2, "加"), Edit(4, 4, "添")])
    assert (moved.narrow(Span(2, 4)), moved.wide(Span(2, 4))) == (Span(3, 5), Span(2, 6))
    assert (moved.narrow(Span(0, 2)), moved.narrow(Span(4, 5))) == (Span(0, 2), Span(6, 7))


def test_a_span_that_is_replaced_with_more_is_what_was_put_in() -> None:
    moved = Moved([Edit(1, 5, "一二三")])
    assert moved.narrow(Span(2, 3)) == moved.wide(Span(1, 5)) == Span(1, 4)
    assert moved.put_in() == [Span(1, 4)]
    assert [moved.before(at) for at in range(6)] == [0, 1, 2, 3, 5, 6]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("改", max_size=3)), max_size=6), st.data())
def test_text_that_no_edit_touches_is_found_again(steps: list[tuple[int, int, str]], data: st.DataObject) -> None:
    text = "".join(chr(0x4E00 + at) for at in range(40))
    edits, at = [], 0
    for gap, length, new in steps:
        at += gap + 1
        edits.append(Edit(at, at + length, new))
        at += length
    moved, after = Moved(edits), Fix(tuple(edits)).apply(text)
    start, end = sorted((data.draw(st.integers(0, 40)), data.draw(st.integers(0, 40))))
    span = Span(start, end)
    narrow, wide = moved.narrow(span), moved.wide(span)
    assert wide.covers(narrow) and 0 <= wide.start <= wide.end <= len(after)
    if start < end and not any(Span(edit.start, edit.end).overlaps(span) or start < edit.start < end for edit in edits):
        assert after[narrow.start : narrow.end] == text[start:end]
        assert [moved.before(place) for place in range(narrow.start, narrow.end)] == list(range(start, end))
