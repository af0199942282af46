"""A table of the document as rows and columns with labels, heads and units, and the figures where they cross.

A head may stand over several columns and a label beside several rows: both are paths, the outer one first. A cell that
holds no number, or belongs to no column of numbers, is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..quantities import Interval
from ..records import Record, field
from .cells import PERCENT, Entry, Measure, Number

OUT = frozenset({"share", "growth", "fall", "change", "average", "ordinal", "rate"})
"""Roles of lines that no sum is made of."""


class Figure(Record, frozen=True):
    """A number of the table in its base unit, as far as the table tells one.

    `interval` is what it may stand for, `step` the weight of its last digit, `scale` what the printed digits are
    multiplied by. `sure` where the table tells the unit; without one whole numbers are taken for exact.
    """

    number: Number
    value: Fraction | int
    interval: Interval
    step: Fraction | int
    scale: Fraction | int
    measure: Measure | None

    @property
    def exact(self) -> bool:
        """Whether it is a whole number of whole things."""
        return self.interval.low == self.interval.high

    @property
    def sure(self) -> bool:
        """Whether it is exact because the table says what is counted."""
        return self.exact and self.measure is not None

    @property
    def base(self) -> str:
        """The base unit; empty where the table tells none."""
        return self.measure.base if self.measure else ""


class Line(Record):
    """A row or a column: its place in the table, its labels from outer to inner, what they mean, its unit.

    `level` is that of the marker its label begins with, `block` counts the rows without figures (性别) before it.
    """

    index: int
    path: tuple[str, ...]
    roles: frozenset[str]
    measure: Measure | None
    level: int = 0
    block: int = 0

    @property
    def label(self) -> str:
        """The innermost label."""
        return self.path[-1] if self.path else ""

    @property
    def named(self) -> str:
        """Its whole path in one, for messages and for what its words say."""
        return "·".join(self.path)


def kind(line: Line) -> str:
    """What a line is to a sum: `total`, `subtotal`, `named`, `whole`, `part`, `out` or `plain`."""
    if line.roles & OUT:
        return "out"
    return next((role for role in ("part", "total", "subtotal", "named", "whole") if role in line.roles), "plain")


class Grid(Record):
    """A table that was understood. `told` holds the units of its caption, `around` all words about the whole table."""

    rows: list[Line]
    columns: list[Line]
    entries: dict[tuple[int, int], Entry]
    told: tuple[Measure, ...] = ()
    around: str = ""
    gaps: bool = False
    _figures: dict[tuple[int, int], Figure | None] = field(default_factory=dict)

    def entry(self, row: Line, column: Line) -> Entry | None:
        """The cell where `row` and `column` cross."""
        return self.entries.get((row.index, column.index))

    def figure(self, row: Line, column: Line) -> Figure | None:
        """The figure where `row` and `column` cross; None where there is none."""
        key = row.index, column.index
        if key not in self._figures:
            found = self.entries.get(key)
            number = found.number if found is not None else None
            self._figures[key] = None if number is None else figure_of(number, self.measure(row, column))
        return self._figures[key]

    def measure(self, row: Line, column: Line) -> Measure | None:
        """The unit that label, head or caption tell for a cell, the nearest first."""
        for line in (row, column):
            if line.measure is not None and line.measure.name:
                return line.measure
        if {"rate", "share", "growth", "fall"} & (row.roles | column.roles):
            return PERCENT
        if len(self.told) == 1 and "average" not in row.roles | column.roles:
            return self.told[0]
        return (row.measure or column.measure) if not self.told else None


def figure_of(number: Number, told: Measure | None) -> Figure:
    """A number as a figure in its own unit, else in the one the table tells."""
    measure = number.measure or told
    scale: Fraction | int = 1
    if measure is not None and measure.factor != 1:
        scale = measure.factor
    step: Fraction | int = Fraction(1, 10**number.decimals) * scale if number.decimals or scale != 1 else 1
    value = number.value * scale
    if not number.decimals and (measure is None or measure.whole):
        return Figure(number, value, Interval(value, value), step, scale, measure)  # type: ignore[arg-type]
    half = Fraction(step) / 2
    return Figure(number, value, Interval(value - half, value + half), step, scale, measure)


class View(Record, frozen=True):
    """A grid by rows, or turned over: `lines` are what a relation ties together, `crosses` where it must hold."""

    grid: Grid
    turned: bool

    @property
    def lines(self) -> list[Line]:
        return self.grid.columns if self.turned else self.grid.rows

    @property
    def crosses(self) -> list[Line]:
        return self.grid.rows if self.turned else self.grid.columns

    def entry(self, line: Line, cross: Line) -> Entry | None:
        return self.grid.entry(cross, line) if self.turned else self.grid.entry(line, cross)

    def figure(self, line: Line, cross: Line) -> Figure | None:
        return self.grid.figure(cross, line) if self.turned else self.grid.figure(line, cross)


def views(grid: Grid) -> tuple[View, View]:
    """By rows, and by columns."""
    return View(grid, False), View(grid, True)


def lines_by_group(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of neighbouring lines that share all labels but the innermost; single labels make no group."""
    run: list[Line] = []
    for line in lines:
        if run and line.path[:-1] != run[-1].path[:-1]:
            if len(run[-1].path) > 1:
                yield run
            run = []
        run.append(line)
    if run and len(run[-1].path) > 1:
        yield run
