"""Spans of time and their length: 2021—2025年五年, 3月1日至5月31日为期三个月. Both ends count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ..lazy import lazily
from ..numerals import value
from ..records import Record
from ..spots import matches, spots
from .counts import HAN

_TO = r"(?:—{1,2}|-{1,2}|–|~|至|到)"
_NUMBER = rf"(?P<number>[一{HAN}]{{1,3}}|\d{{1,2}})"
_YEARS = rf"(?<!\d)(?P<first>(?:19|20)\d\d)年?{_TO}(?P<last>(?:19|20)\d\d)年?"
_SPAN = lazily(rf"{_YEARS}\)?的?这?{_NUMBER}年(?!多|左右|前|后|级|期|度|\d|[一二三四五六七八九十]|行动|计划|规划)")
_NAMED = lazily(rf"(?<!\d){_NUMBER}年(?:专项)?(?:行动|计划|规划|任务|攻坚|方案){{1,3}}”?\({_YEARS}\)")
_MONTHS = lazily(
    rf"(?<!\d)(?P<first>\d{{1,2}})月(?:份|1日)?{_TO}(?P<last>\d{{1,2}})月(?:份|底|末)?的?这?{_NUMBER}个月(?!多|左右|以)"
)
_DAYS = lazily(
    r"(?<!\d)(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日[^\d。;\n]{0,12}[至到](?P<m2>\d{1,2})月(?P<d2>\d{1,2})日[^\d。;\n]{0,12}为期"
    rf"{_NUMBER}个月(?!多|左右|以)"
)
_SECONDS = tuple(lazily(rf"{century}(?<=[—\-–~至到]{century})\d\d") for century in (19, 20))
"""The second year of a span; one for each century, since a pattern that begins with characters is found quickly."""
_WITHIN = lazily("年(?:[间来里]|以来|时间|期间)")
BY_DIFFERENCE = 10
"""From so many years on the difference is as usual as the inclusive count (2012—2022年十年)."""


class Length(Record, frozen=True):
    """A span at `span` with its length at `number` (positions of the reading text).

    `unit` is 年 or 个月; `right` is the inclusive length. `sure` is False where only the difference was counted.
    """

    span: tuple[int, int]
    number: tuple[int, int]
    unit: str
    declared: int
    right: int
    agrees: bool
    sure: bool


def lengths(text: str) -> Iterator[Length]:
    """Every span of years or months in `text` that says how long it is."""
    years = _years(text)
    for match in chain(matches(_SPAN, text, years), matches(_NAMED, text, _names(text, years))) if years else ():
        first, last = int(match["first"]), int(match["last"])
        if first < last:
            yield from _length(match, match.span("first")[0], match.end("last"), "年", last - first)
    if "个月" not in text:
        return
    for match in matches(_MONTHS, text, spots(text).months()):
        first, last = int(match["first"]), int(match["last"])
        if 1 <= first < last <= 12:
            yield from _length(match, match.start("first"), match.end("last"), "个月", last - first)
    for match in matches(_DAYS, text, spots(text).months()):
        months = int(match["m2"]) - int(match["m1"])
        days = int(match["d2"]) - int(match["d1"]) + 1
        if 0 < months < 12 and abs(days) > 25:  # the first to the last of a month: whole months
            yield from _length(match, match.start("m1"), match.end("d2"), "个月", months + (-1 if days < 0 else 0))
        elif 0 < months < 12 and abs(days) <= 1:
            yield from _length(match, match.start("m1"), match.end("d2"), "个月", months - 1)


def _years(text: str) -> list[int]:
    """Where `2021—2025` may begin: before each year behind a word for `to`."""
    seconds = (match.start() for pattern in _SECONDS for match in pattern.finditer(text))
    return sorted({start for at in seconds for start in range(max(0, at - 7), at - 4)})


def _names(text: str, years: Iterable[int]) -> list[int]:
    """Where the number in front of 年行动（2021—2023年） may begin, of whose years the first may begin at `years`."""
    in_brackets = (at for at in years if text[at - 1 : at] == "(")
    return sorted({start for at in in_brackets for start in range(max(0, at - 14), at)})


def _length(match: re.Match[str], start: int, end: int, unit: str, difference: int) -> Iterator[Length]:
    declared, right = value(match["number"]) or 0, difference + 1
    agrees = declared == right or (declared == difference and declared >= BY_DIFFERENCE)
    sure = declared != difference or not re.match(
        "年[间来里]|年以来|年时间|年期间", match.string[match.end("number") :][:4]
    )
    if declared > 1 or agrees:
        yield Length((start, end), match.span("number"), unit, declared, right, agrees, sure)
