"""Days that do not exist, and days that fall on another weekday."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..days import DAY, HAN_DAY, WEEKDAYS, WRITTEN_DAY, day_of, last_day, real_day
from ..lazy import lazily
from ..messages import say
from ..numerals import value
from ..rules import Severity
from ..spots import matches, places, spots
from .answers import Answer, Right, Wrong
from .stretches import FIRST_YEAR, LAST_YEAR
from .when import Time

_LUNAR = lazily(r"农历|阴历|闰")
_WEEKDAY = lazily(
    r"\s?(?:(?P<open>\()\s?|,(?=星期))?(?P<week>星期|礼拜|周)(?P<day>[一二三四五六日天])(?(open)(?=\s?[)、,;上下]))"
)
_AFTER_PLAIN = lazily(r"[,。;、)!?\n]|上午|下午|晚上?|早上|$")
_WRITTEN_YEARS = (lazily(r"20\d\d[-./]"), lazily(r"19\d\d[-./]"))
"""One for each beginning: a pattern that begins with characters is found quickly, one that begins with a choice not."""
_HALF_A_YEAR = 183


def days(text: str) -> Iterator[Answer]:
    """Every day that is named with month and day."""
    for match in matches(DAY, text, _digits(text)):
        if _LUNAR.search(text, max(0, match.start() - 10), match.start() + 6):
            continue
        # A leap year: without a year 29 February stands.
        year = int(match["year"]) if match["year"] else None
        yield from _day(match, year, int(match["month"]), int(match["day"]))
    for match in matches(HAN_DAY, text, _han_years(text)):
        yield from _day(match, value(match["year"]), value(match["month"]) or 0, value(match["day"]) or 0)
    for match in matches(WRITTEN_DAY, text, _written_years(text)):
        if 1 <= int(match["month"]) <= 12:  # else it may be the number of something
            yield from _day(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _digits(text: str) -> list[int]:
    """Where `2025年6月3日` or `6月3日` may begin."""
    found = spots(text)
    months = (start for start, end in found.numbers("月") if end - start <= 2 and text[end + 1 : end + 2].isdecimal())
    return sorted([*months, *found.months_of_years()])


def _han_years(text: str) -> Iterator[int]:
    """Where `二〇二五年六` may begin."""
    months = "一二三四五六七八九十"
    return (
        at - 4 for at in places(text, "年") if at >= 4 and text[at - 4] in "一二" and text[at + 1 : at + 2] in months
    )


def _written_years(text: str) -> list[int]:
    """Where `2025-` or `1998.` stands."""
    return sorted(match.start() for pattern in _WRITTEN_YEARS for match in pattern.finditer(text))


def _day(match: re.Match[str], year: int | None, month: int, day: int) -> Iterator[Answer]:
    if not 1 <= month <= 12:
        yield Wrong(match.start(), match.end(), say("没有{month}月", month=month))
        return
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return
    if 1 <= day <= last_day(year or 2000, month):
        yield Right(match.start(), match.end())
    elif year is None:
        yield Wrong(match.start(), match.end(), say("{month}月没有{day}日", month=month, day=day))
    else:
        message = say("{year}年{month}月没有{day}日", year=year, month=month, day=day)
        yield Wrong(match.start(), match.end(), message)


def weekdays(text: str, date: Time | None, this_year: frozenset[int]) -> Iterator[Answer]:
    """Every day with its weekday beside it (2025年3月3日（星期一）).

    A day without a year is that within half a year of the document's own day, or one of a year in its title; without
    such a day it is not judged, and what is found is only a warning, for the year was not read but reckoned.
    """
    for pattern, starts in ((DAY, _digits(text)), (HAN_DAY, _han_years(text))):
        for match in matches(pattern, text, starts):
            told = _weekday_after(text, match.end())
            if told is None or _LUNAR.search(text, max(0, match.start() - 10), match.start() + 6):
                continue
            day = day_of(match) if match["year"] else _nearest(match, date)
            if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
                continue
            right = WEEKDAYS[day.weekday()]
            said = "日" if told["day"] == "天" else told["day"]
            others = () if match["year"] else (real_day(year, day.month, day.day) for year in this_year)
            if said == right or any(other and said == WEEKDAYS[other.weekday()] for other in others):
                yield Right(match.start(), told.end("day"))
                continue
            message = say(
                "{year}年{month}月{day}日是星期{right}，不是星期{wrong}",
                year=day.year,
                month=day.month,
                day=day.day,
                right=right,
                wrong=said,
            )
            severity = None if match["year"] else Severity.WARNING
            edit = (told.start("day"), told.end("day"), right)
            yield Wrong(match.start(), told.end("day"), message, severity, edit)


def _weekday_after(text: str, at: int) -> re.Match[str] | None:
    found = _WEEKDAY.match(text, at)
    if found is None or found["open"]:
        return found
    # Without brackets 周 may begin another word (周日常巡查).
    return found if found["week"] != "周" or _AFTER_PLAIN.match(text, found.end()) else None


def _nearest(match: re.Match[str], date: Time | None) -> dt.date | None:
    if date is None or not date.exact:
        return None
    for year in (date.first.year, date.first.year + 1, date.first.year - 1):
        day = real_day(year, value(match["month"]), value(match["day"]))
        if day is not None and abs((day - date.first).days) < _HALF_A_YEAR:
            return day
    return None
