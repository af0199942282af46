"""Which edits are made together."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.fixes import chosen
from zfcheck.rules import Edit, Finding, Fix
from zfcheck.span import Span


def finding(start: int, end: int, text: str, safety: str = "unsafe") -> Finding:
    return Finding(Span(start, end), "", fix=Fix((Edit(start, end, text),), safety))


def test_edits_that_touch_an_earlier_fix_wait() -> None:
    edits = chosen(
        [finding(0, 4, "甲"), finding(3, 5, "乙"), finding(4, 6, "丙"), finding(6, 6, "丁"), finding(6, 6, "戊")]
    )
    assert [edit.text for edit in edits] == ["甲", "丙", "丁"]


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    both = Finding(Span(2, 3), "", fix=Fix((Edit(2, 3, "甲"), Edit(8, 9, "甲"))))
    assert chosen([finding(8, 9, "乙"), both]) == [Edit(8, 9, "乙")]


def test_safe_ones_alone() -> None:
    found = [finding(0, 1, "甲", "safe"), finding(2, 3, "乙"), Finding(Span(4, 5), "")]
    assert [edit.text for edit in chosen(found, unsafe=False)] == ["甲"]


PLACES = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda place: (place[0], place[0] + place[1]))


@given(st.lists(PLACES, max_size=12))
def test_those_taken_are_the_first_that_meet_no_other(places: list[tuple[int, int]]) -> None:
    taken: list[Span] = []
    for start, end in places:
        span = Span(start, end)
        if not any(span.overlaps(other) or span == other for other in taken):
            taken.append(span)
    edits = chosen([finding(start, end, "") for start, end in places])
    assert [Span(edit.start, edit.end) for edit in edits] == taken


def test_what_is_put_in_before_a_word_goes_before_what_replaces_it() -> None:
    for edits in ((Edit(2, 2, "甲"), Edit(2, 4, "乙")), (Edit(2, 4, "乙"), Edit(2, 2, "甲"))):
        assert Fix(edits).apply("云川平安县") == "云川甲乙县"


def test_many_fixes_take_no_long_time() -> None:
    began = time.monotonic()
    edits = chosen([finding(at, at + 1, "甲") for at in range(0, 100_000, 2)])
    assert len(Fix(tuple(edits)).apply("云" * 100_000)) == 100_000
    assert time.monotonic() - began < 5
