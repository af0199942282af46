"""Tokens of a date -> a moment: the days from and to where the year is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..days import last_day
from ..lazy import lazily
from ..numerals import value
from .figure import Moment
from .grammar import Shape

_NUMERAL = lazily(r"\d+|[〇零○一二三四五六七八九十]+")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def read_moment(text: str, bounds: Sequence[int], made: Shape) -> Moment:
    """The moment that the tokens between `bounds` write."""
    words = tuple([text[bounds[index] : bounds[index + 1]] for index in range(made.length)])
    return Moment(bounds[0], bounds[made.length], *_read(words, made))


@lru_cache(maxsize=4096)  # a report names the same few years again and again
def _read(words: tuple[str, ...], made: Shape) -> tuple[int | None, dt.date | None, dt.date | None, bool]:
    """Year, first and last day, and whether it is a range."""
    dates = [_fields([(made.types[index], words[index]) for index in part.tokens]) for part in made.parts]
    first, last = dates[0], dates[-1]
    year = first.get("year")
    if len(dates) > 1:
        # 2021年3月至5月: what the second date leaves out is the first's; 2021—2025年 tells both.
        for key in ("year", "month"):
            if key not in last and key in first and (key == "year" or "day" in last):
                last[key] = first[key]
    begin, finish = _days(first), _days(last)
    return year, begin[0] if begin else None, finish[1] if finish else None, len(dates) > 1


def _fields(tokens: Iterable[tuple[str, str]]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for kind, word in tokens:
        match = _NUMERAL.search(word)
        number = value(match.group()) if match else None
        if kind == "PART":
            fields |= _part(word)
        elif number is not None:
            fields[kind.lower()] = number
    return fields


def _part(word: str) -> dict[str, int]:
    """A part of a year as its first and last month; 年初 and the like tell too little."""
    if word.endswith("季度"):
        quarter = next(_QUARTERS[c] for c in word if c in _QUARTERS)
        return {"from": 1 if word.startswith("前") else 3 * quarter - 2, "to": 3 * quarter}
    if word.endswith("半年"):
        return {"from": 1, "to": 6} if word.startswith("上") else {"from": 7, "to": 12}
    return {}


def _days(fields: dict[str, int]) -> tuple[dt.date, dt.date] | None:
    year = fields.get("year")
    if year is None or not 1 <= year <= 9999:
        return None
    first = fields.get("month", fields.get("from", 1))
    last = fields.get("month", fields.get("to", 12))
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    length = last_day(year, last)
    if "day" in fields:
        if not 1 <= fields["day"] <= length:
            return None
        return dt.date(year, first, fields["day"]), dt.date(year, first, fields["day"])
    return dt.date(year, first, 1), dt.date(year, last, length)
