"""A pack's pattern is looked for only where it can be, and is found all the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.packpatterns import Sought, branches_of, compile_pattern

PATTERNS = ["下一?步|明年", "(?:存在|还有)[^。]{0,3}问题", "20\\d\\d年", "^(?:问题|不足)", "(?<!不)问题$", "[下明]"]
PIECES = st.sampled_from(["下", "一", "步", "明年", "存在", "还有", "问题", "不足", "不", "20", "25", "年", "。", "\n"])


@pytest.mark.parametrize("filling", ["", "情况平稳，" * 300], ids=["short", "long"])
@given(st.sampled_from(PATTERNS), st.lists(PIECES, max_size=8).map("".join))
def test_it_is_found_where_a_search_finds_it(filling: str, pattern: str, text: str) -> None:
    sought, text = Sought(pattern), text + filling
    found = compile_pattern(pattern).search(text)
    assert sought.is_in(text, timeout=5) == (found is not None)
    assert any(Sought(branch).is_in(text, timeout=5) for branch in branches_of(pattern)) == (found is not None)
    if found is not None:
        assert sought.may_be_in(text)
        places = sought.places(text)
        assert places is None or any(found.start() <= place < found.end() for place in places)


def test_branches_stay_together_where_they_speak_of_one_another() -> None:
    assert branches_of("甲|乙|(?:丙|丁)") == ["甲", "乙", "(?:丙|丁)"]
    for pattern in ("(?i)a|b", "(?P<x>甲)|乙(?P=x)", "(甲)|乙\\1"):
        assert branches_of(pattern) == [pattern]


def test_a_pattern_of_which_nothing_is_known_may_be_anywhere() -> None:
    assert Sought("[甲乙]").places("丙") is None
    assert Sought("[甲乙]").may_be_in("丙")
    assert list(itertools.islice(Sought("甲乙").places("甲乙，甲乙") or (), 3)) == [0, 3]
