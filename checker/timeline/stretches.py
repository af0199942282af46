"""Stretches of time that run backwards: 2025—2021年, 自2025年6月起至5月底, 6月启动、3月底前完成."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from ..days import real_day
from ..lazy import lazily
from ..messages import say
from ..spots import matches, spots
from .answers import Answer, Right, Wrong

FIRST_YEAR, LAST_YEAR = 1800, 2150
"""Years between which a four-digit figure before 年 is taken for a year of a report."""

TO = r"\s?(?:—{1,2}|-{1,2}|–|−|~|至|到)\s?"
_TO_ENDS = "—-–−~至到"
_YEARS = lazily(rf"(?<![\d.])(?P<first>\d{{4}})年?{TO}(?P<second>\d{{4}})年(?!前)")
_MONTH = r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?"
_MONTHS = lazily(rf"(?<!\d){_MONTH}(?:起|开始)?,?{TO}(?:(?P<y2>\d{{4}})年)?(?P<m2>\d{{1,2}})月(?:(?P<d2>\d{{1,2}})日)?")
_MONTH_TO_YEAR = lazily(rf"(?<!\d){_MONTH}(?:起|开始)?,?{TO}(?P<y2>\d{{4}})年[底末]")
_BEGUN_AND_DONE = lazily(
    rf"(?<!\d){_MONTH}(?:份|底|初|[上中下]旬)?(?:正式|全面|集中|开始|率先){{0,2}}(?:启动|开始|开工|起步|起)"
    r"[^。;!?\n]{0,30}?(?<!\d)(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?(?:份|底|末|初|[上中下]旬)?前?"
    r"(?:全部|全面|基本|如期|顺利|圆满|正式){0,2}(?:完成|结束|完工|竣工|收官)"
)
_HANDED_IN_FIRST = lazily(
    r"(?<!\d)(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日|[底末])?前(?:全部|全面)?完成(?P<what>[^。;,!?\n\d]{2,6}),"
    r"(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日|[底末])?前将(?P=what)"
)
_COUNTED = lazily(
    r"(?<![\d年])(?:(?P<year>\d{4})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日(?:起|\([^()\n]{1,8}\))?(?:至|到|—{1,2}|-)"
    r"(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日(?:止|\([^()\n]{1,8}\))?[^。;!?\n\d]{0,8}?[,(]?(?:共计?|为期|历时)(?P<days>\d{1,3})天"
)
_LONG_AGO = lazily(r"(?:距今|公元前|前|约)$")
_OFF_YEAR = lazily(r"(?<![\d.,])20\d{3}年(?![前代以的]|历史|左右|多)")


def stretches(text: str) -> Iterator[Answer]:
    """Every stretch between two years, months or days, and years of five figures."""
    yield from _years(text)
    for pattern in (_MONTHS, _MONTH_TO_YEAR, _BEGUN_AND_DONE):
        for match in matches(pattern, text, spots(text).months_of_years()):
            yield from _months(match)
    yield from _handed_in_first(text)
    yield from _counted(text)
    for match in matches(_OFF_YEAR, text, (start for start, end in spots(text).numbers("年") if end - start == 5)):
        if int(match.group()[:-1]) > LAST_YEAR:
            yield Wrong(match.start(), match.end(), say("年份“{text}”有误", text=match.group()))


def _years(text: str) -> Iterator[Answer]:
    for match in matches(_YEARS, text, _before_years(text)):
        if _LONG_AGO.search(text, max(0, match.start() - 4), match.start()):
            continue
        first, second = int(match["first"]), int(match["second"])
        if second < FIRST_YEAR or first > LAST_YEAR:
            continue
        if first > second:
            message = say("起止年份颠倒：{first}年在{second}年之后", first=first, second=second)
            yield Wrong(match.start(), match.end(), message)
        else:
            yield Right(match.start(), match.end())


def _before_years(text: str) -> Iterator[int]:
    """Where `2021年—` may begin before a year: nine characters before it at most, five at least."""
    for year in spots(text).years():
        before = text[year - 1 : year]
        if before in _TO_ENDS or before.isspace():
            yield from range(max(0, year - 9), year - 4)


def _months(match: re.Match[str]) -> Iterator[Answer]:
    groups = match.groupdict()
    start = (int(match["y1"]), int(match["m1"]), int(match["d1"] or 0))
    month = int(groups.get("m2") or 12)
    day = groups.get("d2")
    end = (int(match["y2"] or match["y1"]), month, int(day or (31 if match["d1"] else 0)))
    if not FIRST_YEAR <= start[0] <= LAST_YEAR or not FIRST_YEAR <= end[0] <= LAST_YEAR:
        return
    if match["y2"] is None and int(match["m1"]) >= 7 and month <= 6:
        return  # 2025年11月至3月 runs into the next year
    if start > end:
        yield Wrong(match.start(), match.end(), say("起止时间颠倒：“{text}”", text=match.group()))
    else:
        yield Right(match.start(), match.end())


def _handed_in_first(text: str) -> Iterator[Answer]:
    """5月20日前完成自查，4月底前将自查报告报…: nothing is handed in before it is done."""
    for match in matches(_HANDED_IN_FIRST, text, spots(text).months() if "前将" in text else ()):
        done = (int(match["m1"]), int(match["d1"] or 31))
        handed_in = (int(match["m2"]), int(match["d2"] or 31))
        if done[0] >= 10 and handed_in[0] <= 3:
            continue  # into the next year
        if handed_in < done:
            yield Wrong(match.start(), match.end(), say("起止时间颠倒：“{text}”", text=match.group()))
        else:
            yield Right(match.start(), match.end())


def _counted(text: str) -> Iterator[Answer]:
    """7月1日至7月15日，共15天: the days from the first to the last, both counted."""
    for match in matches(_COUNTED, text, _days_before_their_number(text)):
        # Without a year one that is not a leap year, unless the stretch runs over the end of February.
        year = int(match["year"] or 2025)
        month2 = int(match["m2"] or match["m1"])
        first = real_day(year, int(match["m1"]), int(match["d1"]))
        last = real_day(year, month2, int(match["d2"]))
        if first is None or last is None or last < first or (not match["year"] and int(match["m1"]) <= 2 < month2):
            continue
        days, said = (last - first).days + 1, int(match["days"])
        if said in {days, days - 1}:
            yield Right(match.start(), match.end())
            continue
        message = say(
            "从{first}到{last}是{days}天，文中写{said}天", first=_of(first), last=_of(last), days=days, said=said
        )
        yield Wrong(match.start(), match.end(), message, edit=(*match.span("days"), str(days)))


def _days_before_their_number(text: str) -> Iterable[int]:
    """Where days begin, if any number of days is told at all."""
    if not any(text[start - 1 : start] in {"共", "计", "期", "时"} for start, _ in spots(text).numbers("天")):
        return ()
    return sorted([*spots(text).years(), *spots(text).months()])


def _of(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
