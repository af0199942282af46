"""What a figure in a text may be: a quantity, a moment, an ordinal, or a name that is written with a numeral."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from .interval import Interval

AMOUNT = "amount"
SHARE = "share"
POINTS = "points"
TIMES = "times"
FOLD = "fold"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` of `base`; `whole` where there are only whole ones (件, not 公里)."""

    name: str
    base: str
    factor: Fraction
    whole: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity and the numbers it may stand for, in its base unit (percent for shares and points).

    `start` and `end` hold the words of approximation as well (约5万余件), `numeral` the figure with its magnitude
    alone (5万). `role` is `amount`, `share` (%, ‰, 成, 分之), `points` (百分点), `times` (倍) or `fold` (翻番).
    `value` is the figure as printed, `step` the weight of its last digit, `magnitude` what the digits are multiplied
    by (万 and the unit's factor), `decimals` the digits behind the point. Of a `range` these are the second number's;
    `first` is the first number.
    """

    start: int
    end: int
    numeral: tuple[int, int]
    role: str
    unit: str
    interval: Interval
    value: Fraction
    step: Fraction
    magnitude: Fraction = Fraction(1)
    decimals: int = 0
    printed_unit: str = ""
    whole: bool = False
    approximate: bool = False
    han: bool = False
    range: bool = False
    first: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a part of a year or a stretch of time; what the text leaves out is None.

    `first` and `last` are the days it runs from and to where its year is told.
    """

    start: int
    end: int
    year: int | None
    first: dt.date | None = None
    last: dt.date | None = None
    range: bool = False


@dataclass(frozen=True, slots=True)
class Ordinal:
    """第十二届, 第3位: its number and its unit."""

    start: int
    end: int
    number: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """What is written with a numeral but counts nothing: 二十届三中全会 (`meeting`), “十四五” (`plan`)."""

    start: int
    end: int
    kind: str


Figure = Quantity | Moment | Ordinal | Name
