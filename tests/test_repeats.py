"""What stands twice in a row is found as a pattern finds it."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from zfcheck.repeats import twice_in_a_row


@given(st.text("甲乙丙\u4e00\u4f00 \n1", max_size=40))
@example("")
@example("甲乙甲乙")
@example("一伀一一")  # the lower halves of their codes are the same
def test_every_place_is_found(text: str) -> None:
    found = twice_in_a_row(text, range(1, 8))
    assert found is not None
    expected = {
        (at, length)
        for length in range(1, 8)
        for at in range(len(text))
        if re.compile(f"(.{{{length}}})\\1", re.DOTALL).match(text, at)
    }
    assert {
        (at, length) for at, length in found if text[at : at + length] == text[at + length : at + 2 * length]
    } == expected


def test_of_characters_outside_the_basic_plane_nothing_is_told() -> None:
    assert twice_in_a_row("𠮷甲甲", range(1, 3)) is None


def test_a_lone_surrogate_is_a_character() -> None:
    assert list(twice_in_a_row("\ud800甲甲", range(1, 2)) or ()) == [(1, 1)]
