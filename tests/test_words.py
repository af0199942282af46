"""Word boundaries as a hint, on one sentence."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.words import _sentence, add_names, stands_alone, words_around, words_over


def alone(text: str, word: str) -> bool:
    start = text.index(word)
    return stands_alone(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("坚持法制统一", "法制", True),
        ("完善司法制度", "法制", False),
        ("违法制作销售", "法制", False),
        ("法制", "法制", True),
        ("形势平稳。完善司法制度。", "法制", False),
        ("形势平稳。法制健全。", "法制", True),
    ],
)
def test_a_word_inside_another_does_not_stand_alone(text: str, word: str, expected: bool) -> None:
    assert alone(text, word) is expected


def test_a_boundary_is_judged_on_its_own_sentence() -> None:
    padding = "云川市坚持常抓不懈，" * 60
    assert alone(padding + "。坚持法制统一", "法制")
    assert not alone("。完善司法制度，" + padding, "法制")


def test_an_added_name_is_one_word() -> None:
    sentence = "推广云安法制通平台"
    assert alone(sentence, "法制")
    add_names(["云安法制通"])
    assert not alone(sentence, "法制")


@given(
    st.lists(
        st.sampled_from(["云川市", "平安建设", "AT&T", "12.5%", "，", "。", "\r\n", " ", "《", "的", "x", "𠮷"]),
        min_size=1,
    )
)
def test_words_are_those_of_the_whole_dictionary(pieces: list[str]) -> None:
    text = "".join(pieces)
    left, right = _sentence(text, 0, 1)
    expected = [(start, end) for _, start, end in jieba.tokenize(text[left:right], HMM=False)]
    assert [(a - left, b - left) for a, b in words_around(text, 0, 1)] == expected


@given(st.text("云川市平安建设坚持。，a \r\n", min_size=2, max_size=40), st.data())
def test_words_over_a_place_are_those_of_its_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert words_over(text, start, end) == [(a, b) for a, b in words_around(text, start, end) if a < end and start < b]
