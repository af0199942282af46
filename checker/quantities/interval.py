"""Intervals of exact fractions: what a printed figure may stand for, and arithmetic with it.

A printed figure is rounded, so a relation between figures is wrong only if no values inside their intervals make
it true. An open side is None. All bounds count as inside, which errs on the side of silence.
"""

from __future__ import annotations

from fractions import Fraction

from ..records import Record


class Interval(Record, frozen=True):
    """The numbers from `low` to `high`; None is without bound on that side."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def exactly(cls, value: Fraction | int) -> Interval:
        """The one number `value`."""
        return cls(Fraction(value), Fraction(value))

    @property
    def bounded(self) -> bool:
        """Whether both sides have a bound."""
        return self.low is not None and self.high is not None

    def above(self, other: Interval) -> bool:
        """Whether every number here is above every number there."""
        return self.low is not None and other.high is not None and self.low > other.high

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (self.above(other) or other.above(self))

    def widened(self, by: Fraction) -> Interval:
        """With `by` more on each side."""
        return Interval(
            None if self.low is None else self.low - by,
            None if self.high is None else self.high + by,
        )

    def scaled(self, factor: Fraction | int) -> Interval:
        """All numbers times `factor`, which is positive."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients of non-negative numbers; without bound where `other` may be zero."""
        low, high = self.low or Fraction(0), self.high
        below, above = other.low or Fraction(0), other.high
        return Interval(
            Fraction(0) if not above else low / above,
            None if high is None or below <= 0 else high / below,
        )
