"""Figures in a clerk's words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.printing import corrected, decimal_text, expected_text, numeral
from zfcheck.quantities import Interval, Quantity, read_figures


def quantity(text: str) -> Quantity:
    (found,) = read_figures(text)
    assert isinstance(found, Quantity)
    return found


def between(low: str | None, high: str | None) -> Interval:
    return Interval(None if low is None else Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("约38.5万件", "38.5万"),
        ("97.5%", "97.5%"),
        ("10%—15%", "10%—15%"),
        ("百分之九十八", "百分之九十八"),
        ("九成", "九成"),
        ("1,234件", "1,234"),
        ("3.5个百分点", "3.5"),
    ],
)
def test_a_figure_as_printed(text: str, shown: str) -> None:
    assert numeral(text, quantity(text)) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2/3", 1, "0.7"),
        ("0.25", 1, "0.3"),
        ("12.5", 0, "13"),
        ("100", 2, "100.00"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("0", 1, "0.0"),
    ],
)
def test_decimals_are_rounded_half_up(value: str, decimals: int, shown: str) -> None:
    assert decimal_text(Fraction(value), decimals) == shown


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6), st.integers(0, 4))
def test_rounding_is_off_by_half_a_step_at_most(value: Fraction, decimals: int) -> None:
    off = abs(Fraction(decimal_text(value, decimals)) - value)
    assert off <= Fraction(1, 2 * 10**decimals)


def test_no_figure_is_too_long_to_print() -> None:
    assert decimal_text(Fraction(10**60, 3), 2) == "3" * 60 + ".33"


@pytest.mark.parametrize(
    ("claimed", "low", "high", "shown"),
    [
        ("89.5%", "0.975", "0.975", "97.5%"),
        ("89.5%", "0.97", "0.98", "约97.5%"),
        ("89.5%", "0.4", "0.8", "40.0—80.0%"),
        ("89.5%", "0.97501", "0.97502", "97.5%"),
        ("3.5个百分点", "0.045", "0.045", "4.5个百分点"),
        ("3.0万元", "20000", "20000", "2.0万元"),
        ("850件", "820", "820", "820件"),
        ("3倍", "2", "2", "2倍"),
        ("九成", "0.5", "0.5", "50%"),
        ("五分之三", "0.5", "0.5", "50%"),
        ("百分之九十八", "0.5", "0.5", "50%"),
        ("翻一番", "3", "3", "3倍"),
        ("三百件", "320", "320", "320件"),
        ("3.2万公里", "32500000", "32500000", "3.3万公里"),
        ("3.5‰", "0.0025", "0.0025", "2.5‰"),
        ("89.5%", "0.975", None, "至少97.5%"),
        ("89.5%", None, "0.975", "不超过97.5%"),
        ("89.5%", None, None, "?"),
    ],
)
def test_what_a_formula_gives_in_the_claimed_figures_unit(
    claimed: str, low: str | None, high: str | None, shown: str
) -> None:
    assert expected_text(claimed, between(low, high), quantity(claimed)) == shown


def test_nothing_expected_is_a_question_mark() -> None:
    assert expected_text("89.5%", None, quantity("89.5%")) == "?"


@pytest.mark.parametrize(
    ("claimed", "low", "high", "shown"),
    [
        ("89.5%", "0.975", "0.975", "97.5"),
        ("达89.5%", "0.975", "0.975", "97.5"),
        ("3.0万元", "20000", "20000", "2.0万"),
        ("850件", "820", "820", "820"),
        ("89.5%", "0.97", "0.98", None),
        ("89.5%", "0.975", None, None),
        ("89.5%", None, None, None),
        ("约89.5%", "0.975", "0.975", None),
        ("10%—15%", "0.2", "0.2", None),
        ("九成", "0.5", "0.5", None),
        ("1,850件", "1820", "1820", None),
        ("850件", "-20", "-20", None),
    ],
)
def test_a_right_numeral_is_offered_only_where_a_single_one_follows(
    claimed: str, low: str | None, high: str | None, shown: str | None
) -> None:
    assert corrected(claimed, between(low, high), quantity(claimed)) == shown
