"""Links between a count and the list behind it: what is asked first never hides one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.counting.named import _LINK, _MAY_LINK

PIECES = [
    "即",
    "包括",
    "分别是",
    "分别",
    "(",
    ")",
    ":",
    "—",
    ",",
    "、",
    "。",
    "项任务",
    "十四个字的名词十四个字的名词",
    "甲",
]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_no_link_is_missed(text: str) -> None:
    assert _MAY_LINK.match(text) or not _LINK.match(text)
