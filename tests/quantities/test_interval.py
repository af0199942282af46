"""Intervals of exact fractions: bounds, and arithmetic that never loses the true result."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.quantities import Interval


def interval(low: str | None, high: str | None) -> Interval:
    return Interval(None if low is None else Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("1", "2"), ("2", "3"), True),
        (("1", "2"), ("3", "4"), False),
        (("3", "4"), ("1", "2"), False),
        (("1", None), ("100", "101"), True),
        (("1", None), (None, "0.5"), False),
        ((None, "5"), ("5", None), True),
        ((None, None), ("7", "7"), True),
    ],
)
def test_two_intervals_meet_where_a_number_lies_in_both(one, other, meet: bool) -> None:
    assert interval(*one).meets(interval(*other)) is meet
    assert interval(*other).meets(interval(*one)) is meet


def test_exactly_is_one_number() -> None:
    assert Interval.exactly(5) == interval("5", "5")
    assert Interval.exactly(5).bounded
    assert not interval("5", None).bounded


def test_open_sides_stay_open() -> None:
    above = interval("5", None)
    assert above + Interval.exactly(1) == interval("6", None)
    assert above - Interval.exactly(1) == interval("4", None)
    assert Interval.exactly(1) - above == interval(None, "-4")
    assert -above == interval(None, "-5")
    assert above.scaled(2) == interval("10", None)
    assert above.widened(Fraction(1)) == interval("4", None)
    assert above / Interval.exactly(5) == interval("1", None)
    assert Interval.exactly(10) / above == interval("0", "2")


def test_a_divisor_that_may_be_zero_leaves_the_quotient_without_bound() -> None:
    assert Interval.exactly(10) / interval("-1", "2") == interval("5", None)
    assert Interval.exactly(10) / interval(None, "2") == interval("5", None)


numbers = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)


@st.composite
def held_numbers(draw: st.DrawFn) -> tuple[Fraction, Interval]:
    """A number and an interval, open or not, that holds it."""
    number = draw(numbers)
    low = draw(st.one_of(st.none(), st.fractions(min_value=0, max_value=number, max_denominator=1000)))
    high = draw(st.one_of(st.none(), numbers.map(lambda more: number + more)))
    return number, Interval(low, high)


def holds(found: Interval, number: Fraction) -> bool:
    return found.meets(Interval.exactly(number))


@given(held_numbers(), held_numbers())
def test_arithmetic_holds_the_true_result(one: tuple[Fraction, Interval], other: tuple[Fraction, Interval]) -> None:
    (a, first), (b, second) = one, other
    assert holds(first + second, a + b)
    assert holds(first - second, a - b)
    assert holds(-first, -a)
    assert holds(first.scaled(Fraction(7, 3)), a * Fraction(7, 3))
    if b:
        assert holds(first / second, a / b)


@given(held_numbers(), numbers)
def test_widening_loses_nothing(one: tuple[Fraction, Interval], by: Fraction) -> None:
    number, found = one
    wide = found.widened(by)
    assert holds(wide, number)
    assert found.low is None or holds(wide, found.low - by)
    assert found.high is None or holds(wide, found.high + by)


@given(held_numbers(), held_numbers())
def test_meeting_is_mutual_and_true_where_a_number_is_shared(
    one: tuple[Fraction, Interval], other: tuple[Fraction, Interval]
) -> None:
    (number, first), (_, second) = one, other
    assert first.meets(second) == second.meets(first)
    if holds(second, number):
        assert first.meets(second)
