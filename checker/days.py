"""Days as reports write them, and the day of the calendar that the figures make."""

from __future__ import annotations

import datetime as dt
import re

from .lazy import lazily
from .numerals import HAN_DIGITS, value

FULL_DAY = lazily(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
"""`2025年6月3日`."""

DAY = lazily(r"(?<![\d.—~-])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,3})日")
"""The same where the year may be left out; as many figures as could stand for a mistyped day."""

HAN_DAY = lazily(
    rf"(?P<year>[一二][{HAN_DIGITS}○]{{3}})年(?P<month>[一二三四五六七八九十]{{1,2}})月(?P<day>[一二三四五六七八九十]{{1,3}})日"
)
"""`二〇二五年六月三日`."""

WRITTEN_DAY = lazily(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-])"
)
"""`2025-06-03`, `2025.6.3`, `2025/6/3`."""

WEB_DAY = lazily(r"(?P<year>\d{4})[-年](?P<month>\d{1,2})[-月](?P<day>\d{1,2})")
"""The date line of a web page, whatever stands behind it."""

WEEKDAYS = "一二三四五六日"


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> int:
    """The number of the last day of a month, 1 to 12.

    `calendar` has it too, and brings `locale` and days by name: a fiftieth of a start.
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of `day`."""
    return day.replace(day=last_day(day.year, day.month))


def day_of(match: re.Match[str]) -> dt.date | None:
    """The day that a match of these patterns names; None where it names no year or there is no such day."""
    return real_day(value(match["year"] or ""), value(match["month"]), value(match["day"]))


def real_day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """The day of the calendar, None where there is no such day."""
    if year is None or month is None or day is None:
        return None
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= last_day(year, month)):
        return None
    return dt.date(year, month, day)
