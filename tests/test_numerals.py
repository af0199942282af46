"""Numerals there and back."""

from __future__ import annotations

import pytest

from zfcheck.numerals import circled, han, value


def test_every_number_from_0_to_9999_comes_back_from_its_chinese_numeral() -> None:
    assert [value(han(number)) for number in range(10000)] == list(range(10000))


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (111, "一百一十一"), (1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"),
        (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numerals_are_written_as_people_write_them(number: int, numeral: str) -> None:
    assert han(number) == numeral


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("二〇二五", 2025), ("二○二五", 2025), ("一九九八", 1998), ("23", 23), ("007", 7), ("②", 2), ("⑳", 20),
        ("两", 2),
        ("两百", 200), ("一万二千", 12000), ("三亿五千万", 350_000_000), ("一万亿", 10**12), ("一百二十三", 123),
    ],
)  # fmt: skip
def test_other_ways_to_write_a_number_are_read(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("text", ["", "某", "一是", "1.5", "1万", "-3", "第一", "２３", "²"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert value(text) is None


def test_circled_numbers_come_back_up_to_twenty() -> None:
    assert [value(circled(number)) for number in range(1, 30)] == list(range(1, 30))
    assert circled(21) == "21"
    assert circled(1) == "①"
