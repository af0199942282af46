"""Figures that need no grammar: seen with all their tokens by the very pattern that looks for figures.

Nine of ten are of this sort: a number with a unit (397件, 3.5万亿元以上), a Han numeral with one, an ordinal, a date.
What such a figure is hangs on the characters behind its number alone, so the grammar is asked once for each that is met
(`件`, `万亿元以上`). Where it is open what belongs to the figure, the pattern takes no more than its
number, and it is read as grammars/quantity.lark says; the tests hold both ways of reading against each other.
"""

from __future__ import annotations

import re
from functools import cache

from ..lazy import lazily
from .figure import Date, Kind, Moment, Nth, Quantity, Sort
from .general import LONGEST, figure_at
from .grammar import lexer, pattern_of_plain, shape

ARABIC, DATE, HAN, ORDINAL = WAYS = (1, 2, 3, 4)
"""The groups of the pattern: what stands behind an Arabic number, a date, a Han numeral, an ordinal."""
MOST = 4096
"""Kinds of figures of one way that are kept: reports show some hundred, and many days."""


class _Known(dict[str, Kind | None]):
    """By what stands behind its number, what a figure of one way is; None where it takes the grammar to say."""

    def __init__(self, way: int) -> None:
        self._way = way

    def __missing__(self, written: str) -> Kind | None:
        if len(self) >= MOST:
            self.clear()
        way = self._way
        if way == ORDINAL:
            made: Kind | None = Nth(written)
        elif way == DATE:
            made = _date(written)
        else:
            made = _sort("2" if way == ARABIC else "三", written)
        self[written] = made
        return made


KNOWN = (_Known(0), *map(_Known, WAYS))
"""What is known of figures, by the number of their group."""


def _sort(numeral: str, tail: str) -> Sort | None:
    """The sort of quantities with this behind their number."""
    text = f"{numeral}{tail}。"
    bounds, types = [0], list[str]()
    lexer().read(text, bounds, types, LONGEST)
    made, figure = shape(tuple(types)), figure_at(text, 0, 0)
    if not isinstance(figure, Quantity) or figure.end < len(text) - 1 or made is None or not made.plain:
        return None
    return Sort(
        figure.role,
        figure.unit,
        figure.printed_unit,
        figure.whole,
        figure.han,
        len(tail),
        figure.end - figure.numeral[1],
        tuple([bound - len(numeral) for bound in bounds[1 : made.length + 1]]),
        made,
    )


def _date(written: str) -> Date | None:
    figure = figure_at(f"{written}。", 0, 0)
    if not isinstance(figure, Moment) or figure.end < len(written):
        return None
    return Date(figure.year, figure.first, figure.last, figure.range)


@cache
def pattern() -> re.Pattern[str]:
    """Finds where a figure may begin; of plain ones the group says of which way they are."""
    return lazily(pattern_of_plain())
