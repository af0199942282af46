"""Other ways of joining a list, and the part of a phrase that a wrong form stands for."""

from __future__ import annotations

import pytest

from zfcheck.setphrases.ways import counterpart, ways


def test_a_list_may_be_joined_with_commas_with_and_or_with_nothing() -> None:
    assert [way for way, _ in ways("政治意识、大局意识、看齐意识", "一、二、三")] == [
        "政治意识、大局意识、看齐意识",
        "政治意识,大局意识,看齐意识",
        "政治意识、大局意识和看齐意识",
        "政治意识大局意识看齐意识",
    ]
    assert [right for _, right in ways("政治意识、大局意识、看齐意识", "一、二、三")] == [
        "一、二、三",
        "一，二，三",
        "一、二和三",
        "一二三",
    ]


def test_a_short_list_without_marks_is_not_looked_for() -> None:
    assert [way for way, _ in ways("法治、德治", "德治、法治")] == ["法治、德治", "法治,德治", "法治和德治"]


@pytest.mark.parametrize(
    ("wrong", "canonical", "part"),
    [
        ("平安云川总体格局", "平安云川建设总体格局", "平安云川建设总体格局"),
        ("国家总体安全观", "总体国家安全观", "总体国家安全观"),
        ("总体安全观", "总体国家安全观", "总体国家安全观"),
        ("坚决做到二个维护", "坚决做到两个维护、两个确立", "坚决做到两个维护"),
    ],
)
def test_the_part_that_a_wrong_form_stands_for(wrong: str, canonical: str, part: str) -> None:
    assert counterpart(wrong, canonical) == part
