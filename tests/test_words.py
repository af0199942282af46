"""Word boundaries as a hint, on one sentence."""

from __future__ import annotations

import pytest

from zfcheck.words import add_names, stands_alone


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
