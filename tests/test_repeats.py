"""What stands twice in a row is found as a pattern finds it."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from zfcheck.repeats import Repeats


@given(st.text("甲乙丙\u4e00\u4f00𠮷\U00030000 \n1", max_size=40), st.integers(8, 20))
@example("", 8)
@example("甲乙甲乙", 8)
@example("一伀一一", 8)  # the lower halves of their codes are the same
@example("\ud800甲甲", 8)
@example(40 * "甲乙", 20)
def test_every_place_is_found(text: str, most: int) -> None:
    expected = {
        (at, length)
        for length in range(1, most)
        for at in range(len(text))
        if re.compile(f"(.{{{length}}})\\1", re.DOTALL).match(text, at)
    }
    found = list(Repeats(text).in_a_row(range(1, most)))
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(st.integers(1, 300), st.text("甲乙丙丁", min_size=1, max_size=32))
def test_in_a_long_text_too(before: int, once: str) -> None:
    text = "".join(chr(0x4E00 + at) for at in range(before)) + 2 * once
    assert (before, len(once)) in list(Repeats(text).in_a_row([len(once)]))


def test_the_lengths_come_in_the_order_asked_for() -> None:
    repeats = Repeats("甲甲，乙丙乙丙")
    assert list(repeats.in_a_row([2, 1])) == [(3, 2), (0, 1)]
