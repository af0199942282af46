"""Lines that tell the same thing of this period and of the last: 2025年 beside 2024年, 本年 beside 上年同期."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazy import lazily
from ..records import Record
from .grid import Line
from .words import Words

_YEAR = lazily(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:年度?)?")


class Pair(Record, frozen=True):
    """The line of this period and that of the one before."""

    this: Line
    last: Line


def pairs_of(lines: Sequence[Line], words: Words) -> list[Pair]:
    """Pairs of lines whose paths differ in the period alone, in the order in which they are complete."""
    found: dict[tuple[str, ...], dict[str, list[tuple[int, Line]]]] = {}
    for line in lines:
        told = _period(line, words)
        if told is not None:
            key, period, year = told
            found.setdefault(key, {}).setdefault(period, []).append((year, line))
    pairs = [pair for periods in found.values() if (pair := _pair(periods)) is not None]
    return sorted(pairs, key=lambda pair: max(pair.this.index, pair.last.index))


def _pair(periods: dict[str, list[tuple[int, Line]]]) -> Pair | None:
    years = sorted(periods.get("year", ()), key=lambda one: one[0])
    this, last = periods.get("this", []), periods.get("last", [])
    if len(this) == 1 and len(last) == 1 and not years:
        return Pair(this[0][1], last[0][1])
    if len(last) == 1 and len(years) == 1 and not this:
        return Pair(years[0][1], last[0][1])
    if len(years) >= 2 and not this and not last and years[-1][0] - years[-2][0] == 1:
        return Pair(years[-1][1], years[-2][1])
    return None


def _period(line: Line, words: Words) -> tuple[tuple[str, ...], str, int] | None:
    """The path without its period, the sort of period, and its year."""
    for depth, text in enumerate(line.path):
        match = _YEAR.search(text)
        sort, year = "year", int(match[1]) if match else 0
        if match is None:
            # 上年同期 holds neither 本年 nor a year; 去年 comes before 年.
            match, sort = words.in_("last", text), "last"
        if match is None:
            match, sort = words.in_("this", text), "this"
        if match is not None:
            rest = text[: match.start()] + text[match.end() :]
            return (*line.path[:depth], rest, *line.path[depth + 1 :]), sort, year
    return None
