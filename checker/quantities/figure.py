"""What a figure in a text may be: a quantity, a moment, an ordinal, or a name that is written with a numeral."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, overload

from ..numerals import value
from ..records import Record
from .interval import Interval

if TYPE_CHECKING:
    from .grammar import Shape

AMOUNT = "amount"
SHARE = "share"
POINTS = "points"
TIMES = "times"
FOLD = "fold"
MOMENT = "moment"
ORDINAL = "ordinal"
NAME = "name"


class Unit(Record, frozen=True):
    """A unit of measure: `factor` of `base`; `whole` where there are only whole ones (件, not 公里)."""

    name: str
    base: str
    factor: Fraction
    whole: bool


class Sort(Record, frozen=True, eq=False):
    """What all plain quantities have in common that have the same characters behind their number.

    There is one of each. `tail` is how many characters these are, `rest` how many of them the numeral does without
    (those of the unit, not of 万), `bounds` where the tokens end, from the end of the number, and `shape` that of the
    tokens.
    """

    role: str
    unit: str
    printed_unit: str
    whole: bool
    han: bool
    tail: int
    rest: int
    bounds: tuple[int, ...]
    shape: Shape

    def figure(self, text: str, start: int, end: int) -> Quantity:
        """The quantity of this sort from `start` to `end`."""
        digits = end - self.tail
        point = -1 if self.han else text.find(".", start, digits)
        return Quantity(
            start,
            end,
            (start, end - self.rest),
            self.role,
            self.unit,
            self.printed_unit,
            self.whole,
            self.han,
            False,
            digits - point - 1 if point >= 0 else 0,
            (text, [start, *[digits + bound for bound in self.bounds]], self.shape),
        )


class Numbers(Record, frozen=True):
    """The numbers of a quantity, see there."""

    interval: Interval
    value: Fraction
    step: Fraction
    magnitude: Fraction = Fraction(1)
    approximate: bool = False
    first: Fraction = Fraction(0)


class Quantity:
    """A printed quantity and the numbers it may stand for, in its base unit (percent for shares and points).

    `start` and `end` hold the words of approximation as well (约5万余件), `numeral` the figure with its magnitude
    alone (5万). `role` is `amount`, `share` (%, ‰, 成, 分之), `points` (百分点), `times` (倍) or `fold` (翻番).
    `value` is the figure as printed, `step` the weight of its last digit, `magnitude` what the digits are multiplied
    by (万 and the unit's factor), `decimals` the digits behind the point. Of a `range` these are the second number's;
    `first` is the first number. The numbers are worked out when they are first asked for, from the text, the bounds of
    the tokens in it and their shape: of most figures no rule asks.
    """

    __slots__ = (
        *("start", "end", "numeral", "role", "unit", "printed_unit", "whole", "han", "range", "decimals"),
        "_numbers",
    )

    def __init__(
        self,
        start: int,
        end: int,
        numeral: tuple[int, int],
        role: str,
        unit: str,
        printed_unit: str,
        whole: bool,
        han: bool,
        range: bool,
        decimals: int,
        numbers: Numbers | tuple[str, Sequence[int], Shape],
    ) -> None:
        self.start = start
        self.end = end
        self.numeral = numeral
        self.role = role
        self.unit = unit
        self.printed_unit = printed_unit
        self.whole = whole
        self.han = han
        self.range = range
        self.decimals = decimals
        self._numbers = numbers

    @property
    def numbers(self) -> Numbers:
        """All numbers of the quantity."""
        numbers = self._numbers
        if isinstance(numbers, tuple):
            from .amounts import measured

            numbers = self._numbers = measured(*numbers)
        return numbers

    @property
    def interval(self) -> Interval:
        return self.numbers.interval

    @property
    def value(self) -> Fraction:
        return self.numbers.value

    @property
    def step(self) -> Fraction:
        return self.numbers.step

    @property
    def magnitude(self) -> Fraction:
        return self.numbers.magnitude

    @property
    def approximate(self) -> bool:
        return self.numbers.approximate

    @property
    def first(self) -> Fraction:
        return self.numbers.first

    def _all(self) -> tuple[object, ...]:
        return (
            *(self.start, self.end, self.numeral, self.role, self.unit, self.printed_unit),
            *(self.whole, self.han, self.range, self.decimals, self.numbers),
        )

    def __eq__(self, other: object) -> bool:
        return self._all() == other._all() if isinstance(other, Quantity) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.role, self.unit))

    def __repr__(self) -> str:
        return f"Quantity({self.start}, {self.end}, {self.role}, {self.value} {self.unit}, {self.interval})"


def scale(quantity: Quantity) -> Fraction:
    """What a figure's own value is multiplied by to be a number of a formula."""
    return Fraction(1, 100) if quantity.role in {SHARE, POINTS} else Fraction(1)


class Moment(Record, frozen=True):
    """A date, a part of a year or a stretch of time; what the text leaves out is None.

    `first` and `last` are the days it runs from and to where its year is told.
    """

    start: int
    end: int
    year: int | None
    first: dt.date | None = None
    last: dt.date | None = None
    range: bool = False
    role: ClassVar[str] = MOMENT


class Date(Record, frozen=True, eq=False):
    """What all moments have in common that are written alike, see `Moment`."""

    year: int | None
    first: dt.date | None
    last: dt.date | None
    range: bool
    role: ClassVar[str] = MOMENT

    def figure(self, text: str, start: int, end: int) -> Moment:
        """The moment from `start` to `end`."""
        return Moment(start, end, self.year, self.first, self.last, self.range)


class Ordinal(Record, frozen=True):
    """第十二届, 第3位: its number and its unit."""

    start: int
    end: int
    number: int
    unit: str = ""
    role: ClassVar[str] = ORDINAL


class Nth(Record, frozen=True, eq=False):
    """What all plain ordinals with one unit have in common."""

    unit: str
    role: ClassVar[str] = ORDINAL

    def figure(self, text: str, start: int, end: int) -> Ordinal:
        """The ordinal from `start` to `end`."""
        number = value(text[start + 1 : end - len(self.unit)])
        assert number is not None  # digits, or a numeral without a point
        return Ordinal(start, end, number, self.unit)


class Name(Record, frozen=True):
    """What is written with a numeral but counts nothing: 二十届三中全会 (`meeting`), “十四五” (`plan`)."""

    start: int
    end: int
    kind: str
    role: ClassVar[str] = NAME


Kind = Sort | Date | Nth
"""What plain figures have in common that are written alike."""
Figure = Quantity | Moment | Ordinal | Name


class Figures(Sequence[Figure]):
    """The figures of a text in their order: where each begins and ends, and what it is.

    Nine of ten are plain, and of most of these no rule asks more than which sort it is and where it stands: of such a
    one `kinds` holds the sort, and the figure is made when it is asked for.
    """

    __slots__ = ("_alike", "_made", "_text", "ends", "kinds", "starts")

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int], kinds: Sequence[Kind | Figure]) -> None:
        self.starts = starts
        self.ends = ends
        self.kinds = kinds
        self._text = text
        self._made = [*kinds]
        self._alike: Sequence[tuple[Kind | Figure, Sequence[int]]] | None = None

    @property
    def alike(self) -> Sequence[tuple[Kind | Figure, Sequence[int]]]:
        """Each of the kinds with the numbers of the figures that are of it, so that rules need not go through all."""
        if self._alike is None:
            found: dict[int, list[int]] = defaultdict(list)
            for number, kind in enumerate(map(id, self.kinds)):
                found[kind].append(number)
            self._alike = [(self.kinds[numbers[0]], numbers) for numbers in found.values()]
        return self._alike

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, number: int) -> Figure: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Figure]: ...

    def __getitem__(self, number: int | slice) -> Figure | Sequence[Figure]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self.kinds)))]
        made = self._made[number]
        if isinstance(made, (Sort, Nth, Date)):
            made = self._made[number] = made.figure(self._text, self.starts[number], self.ends[number])
        return made
