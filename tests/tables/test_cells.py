"""Cells as numbers, units as heads and captions write them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from zfcheck.tables.cells import entry, measure_in, measures_told, parse_measure
from zfcheck.tables.words import bare, level


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,234", 1234, ""), ("-12.50", Fraction(-25, 2), ""), ("↓3%", -3, "%"), ("+5", 5, ""), ("3.2亿元", Fraction(16, 5), "亿元"),
        (" 12 件", 12, "件"), ("2.5个百分点", Fraction(5, 2), "个百分点"),
    ],
)  # fmt: skip
def test_a_number_and_its_unit(text: str, value: Fraction, unit: str) -> None:
    number = entry(text, 10).number
    assert number is not None
    assert number.value == value
    assert (number.measure.name if number.measure else "") == unit
    assert text[number.start - 10 : number.end - 10] == text.strip().lstrip("-+↓").removesuffix(unit).strip()


@pytest.mark.parametrize(
    "text", ["约500", "3—5", "12人3件", "2025年", "1,23", "12/34", "甲", "9" * 30, "1" * 1000, "5（含）"]
)
def test_no_number(text: str) -> None:
    found = entry(text, 0)
    assert found.number is None
    assert not found.blank


@pytest.mark.parametrize("text", ["", "  ", "—", "--", "/", "……", "无"])
def test_blank(text: str) -> None:
    assert entry(text, 0).blank


@pytest.mark.parametrize(
    ("head", "name", "whole"),
    [
        ("受理数(件)", "件", True), ("投入(万元)", "万元", False), ("占比(%)", "%", False), ("人数", "人", True), ("受理数", "", True),
        ("增幅%", "%", False), ("金额(单位:亿元)", "亿元", False), ("群众(万人)", "万人", False),
    ],
)  # fmt: skip
def test_units_in_heads(head: str, name: str, whole: bool) -> None:
    found = measure_in(head)
    assert found is not None
    assert (found.name, found.whole) == (name, whole)


@pytest.mark.parametrize("head", ["受理", "地区(含市本级)", "指数", "分数", ""])
def test_heads_without_units(head: str) -> None:
    assert measure_in(head) is None


def test_units_of_captions() -> None:
    assert [one.name for one in measures_told("单位:件、万元")] == ["件", "万元"]
    assert measures_told("责任单位:市公安局") == []
    assert measures_told("没有") == []
    assert parse_measure("万亿元") is not None
    assert parse_measure("万市") is None


def test_labels() -> None:
    assert {bare(text) for text in ("合 计", "一、合计(件):", "合计[1]", "合计*")} == {"合计"}
    assert [level(text) for text in ("一、甲", "(一)甲", "1.甲", "(1)甲", "1.1", "甲", "3.5")] == [1, 2, 3, 4, 5, 0, 5]
