"""Kind `period`: years, days, plan periods and anniversaries that cannot be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..document import Document, DocumentDate
from ..messages import say
from ..numerals import HAN_DIGITS, value
from ..phrases import Hit
from ..reading import fold
from ..rules import Finding, Rule
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("range", "plan", "day", "anniversary")
_ROW = {
    "name": Field("text", "名称：规划写 十四五，周年写 新中国成立", required=True),
    "from": Field("integer", "起始年份，周年写起算的年份", required=True),
    "until": Field("integer", "终止年份"),
    "suffix": Field("text", "名称后面必须紧接的词，如 普法"),
}
FIELDS = {
    "check": Field(
        "choice", "查什么：range 年份区间，plan 规划时期，day 日期，anniversary 周年", required=True, choices=CHECKS
    ),
    "table": Field("maps", "年份表", fields=_ROW, short="name"),
    "horizon": Field("integer", "anniversary：文稿日期不明时，晚于这一年的周年一定有误"),
}

_TO = r"\s?(?:—{1,2}|-{1,2}|–|−|~|至|到)\s?"
_YEARS = re.compile(rf"(?<![\d.])(?P<first>\d{{4}})年?{_TO}(?P<second>\d{{4}})年(?!前)")
_MONTHS = re.compile(
    rf"(?<!\d)(?P<y1>\d{{4}})年(?P<m1>\d{{1,2}})月(?:(?P<d1>\d{{1,2}})日)?{_TO}(?:(?P<y2>\d{{4}})年)?(?P<m2>\d{{1,2}})月(?:(?P<d2>\d{{1,2}})日)?"
)
_DAY = re.compile(r"(?<![\d.—~-])(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,3})日")
_HAN_DAY = re.compile(
    rf"(?P<year>[一二][{HAN_DIGITS}○]{{3}})年(?P<month>[一二三四五六七八九十]{{1,2}})月(?P<day>[一二三四五六七八九十]{{1,3}})日"
)
_WRITTEN_DAY = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-])"
)
_LONG_AGO = re.compile(r"(?:距今|公元前|前|约)$")
_LUNAR = re.compile(r"农历|阴历|闰")
_OFF_YEAR = re.compile(r"(?<![\d.,])20\d{3}年(?![前代以的]|历史|左右|多)")
_ANNIVERSARY = re.compile(rf"(?P<number>\d{{1,3}}|[{HAN_DIGITS}]{{1,5}})周年")
FIRST_YEAR, LAST_YEAR = 1800, 2150
"""Years between which a four-digit figure before 年 is taken for a year of a report."""


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    first: int
    last: int
    suffix: str


Found = tuple[int, int, str]

_YEARS_AFTER = re.compile(rf"(?:规划|计划|时期|期间)?\s?\(\s?(?P<first>\d{{4}})年?{_TO}(?P<second>\d{{4}})年?\s?\)")
_YEARS_BEFORE = re.compile(rf"(?<![\d年])(?P<first>\d{{4}})年?{_TO}(?P<second>\d{{4}})年?的?$")
_TURN = re.compile(r"(?:规划|时期|发展|计划)?的?(?P<turn>开局|收官|起步|第一|最后一?)之?年")
_YEAR_IS = re.compile(
    r"(?P<year>\d{4})年(?:,|既|也|又|正)?(?:是|作为)(?:(?!是|为|今年|明年|去年|来年|次年)[^。;!?\n\d]){0,40}$"
)
_PLAN_BEFORE = re.compile(r"五[”\"]?(?:规划|时期)?(?:、|和|与|及|至|到|—)?\s?$")
_PLAN_AFTER = re.compile(r"(?:、|和|与|及|至|到|—)?\s?[“\"][一二三四五六七八九十]{1,2}五[”\"]")
LAW_PLAN = "普法"
"""Suffix of the plans for making the law known, which bear the same names as older economic plans."""


class PeriodChecker:
    """One of the checks over years and days."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, rows: Sequence[_Row], horizon: int) -> None:
        self._check = check
        self._rows = rows
        self._horizon = horizon
        self._plan_of = {(row.name, row.suffix): row for row in rows}
        names = "|".join(re.escape(row.name) for row in rows)
        suffixes = "|".join(sorted({re.escape(row.suffix) for row in rows if row.suffix})) or "$^"
        self._names = re.compile(rf"(?<![{HAN_DIGITS}])[“\"]?(?P<name>{names})[”\"]?+(?P<suffix>{suffixes})?+")

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        text = document.reading.text
        found: Iterator[Found]
        if self._check == "range":
            found = _ranges(text)
        elif self._check == "day":
            found = _days(text)
        elif self._check == "plan":
            found = self._plans(text)
        else:
            found = self._anniversaries(text, document.outline.date)
        for start, end, message in found:
            yield Finding(document.reading.span(start, end), message)

    def _plans(self, text: str) -> Iterator[Found]:
        """Years beside a plan's name that lie outside the plan, in one pass over all names."""
        for match in self._names.finditer(text):
            row = self._plan_of.get((match["name"], match["suffix"] or ""))
            other = self._plan_of.get((match["name"], "" if match["suffix"] else LAW_PLAN))
            if row is None or _in_a_row(text, match):
                continue
            beside = _YEARS_AFTER.match(text, match.end()) or _YEARS_BEFORE.search(
                text, max(0, match.start() - 14), match.start()
            )
            # “八五” alone may be the economic plan or the plan for making the law known.
            if beside and not any(one and _holds(one, beside) for one in (row, other)):
                message = say(
                    "“{name}”{suffix}是{first}—{last}年",
                    name=row.name,
                    suffix=row.suffix,
                    first=row.first,
                    last=row.last,
                )
                yield beside.start("first"), beside.end("second"), message
            if not row.suffix and other is None:
                yield from _turning_year(text, match, row)

    def _anniversaries(self, text: str, date: DocumentDate | None) -> Iterator[Found]:
        """Anniversaries that are spoken of as being kept, in a year in which they cannot be.

        Those that a goal is set for (到新中国成立100周年时) lie in the future and are right.
        """
        told = date if date is not None and date.source != "text" else None
        for match in _ANNIVERSARY.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            named = next((named for row in self._rows if (named := _named(before, row)) is not None), None)
            number = value(match["number"])
            if named is None or not number:
                continue
            row, lead = named
            kept = _KEPT.search(before[:lead])
            if kept is None:
                continue
            year = row.first + number
            if _wrong_year(year, kept, told, self._horizon):
                message = say(
                    "{name}在{first}年，{number}周年是{year}年",
                    name=row.name,
                    first=row.first,
                    number=number,
                    year=year,
                )
                yield match.start() - len(before) + lead, match.end(), message


_KEPT = re.compile(
    r"(?:(?P<now>今年是)|(?P<year>20\d\d)年,?是|庆祝|纪念|迎来|喜迎|适逢|正值|恰逢)(?:伟大的?|我国|我们)?$"
)


def _wrong_year(year: int, kept: re.Match[str], told: DocumentDate | None, horizon: int) -> bool:
    """Whether the anniversary of `year` cannot be the one that is spoken of."""
    if kept["year"]:
        return int(kept["year"]) != year
    if told is None:
        return year > horizon
    if kept["now"]:
        return not told.earliest.year <= year <= told.latest.year
    return year > told.latest.year + 1


_BETWEEN_NAME = re.compile(r"(?:以来)?的?$")


def _named(before: str, row: _Row) -> tuple[_Row, int] | None:
    """The row whose name ends `before` (but for 以来, 的), and where the name begins."""
    stem = before[: _BETWEEN_NAME.search(before).start()]  # type: ignore[union-attr]
    return (row, len(stem) - len(row.name)) if stem.endswith(row.name) else None


def _holds(row: _Row, years: re.Match[str]) -> bool:
    return row.first <= int(years["first"]) and int(years["second"]) <= row.last


def _in_a_row(text: str, match: re.Match[str]) -> bool:
    """Whether the name is one of several plans side by side, so that the years beside it are those of all."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_PLAN_BEFORE.search(before) or _PLAN_AFTER.match(text, match.end()))


def _turning_year(text: str, match: re.Match[str], row: _Row) -> Iterator[Found]:
    """2024年是“十四五”收官之年: the opening and the closing year of a plan are known."""
    turn = _TURN.match(text, match.end())
    year = _YEAR_IS.search(text, max(0, match.start() - 52), match.start())
    if turn is None or year is None:
        return
    due = row.first if turn["turn"] in {"开局", "起步", "第一"} else row.last
    if int(year["year"]) != due:
        message = say(
            "“{name}”{turn}之年是{due}年，不是{year}年", name=row.name, turn=turn["turn"], due=due, year=year["year"]
        )
        yield year.start("year"), turn.end(), message


def _ranges(text: str) -> Iterator[Found]:
    for match in _YEARS.finditer(text):
        if _LONG_AGO.search(text, max(0, match.start() - 4), match.start()):
            continue
        first, second = int(match["first"]), int(match["second"])
        if first > second and second >= FIRST_YEAR and first <= LAST_YEAR:
            yield match.start(), match.end(), say("起止年份颠倒：{first}年在{second}年之后", first=first, second=second)
    for match in _MONTHS.finditer(text):
        start = (int(match["y1"]), int(match["m1"]), int(match["d1"] or 0))
        end = (int(match["y2"] or match["y1"]), int(match["m2"]), int(match["d2"] or (31 if match["d1"] else 0)))
        if match["y2"] is None and int(match["m1"]) >= 7 and int(match["m2"]) <= 6:
            continue  # 2025年11月至3月 runs into the next year
        if start > end and end[0] >= FIRST_YEAR and start[0] <= LAST_YEAR:
            yield match.start(), match.end(), say("起止时间颠倒：“{text}”", text=match.group())
    for match in _OFF_YEAR.finditer(text):
        if int(match.group()[:-1]) > LAST_YEAR:
            yield match.start(), match.end(), say("年份“{text}”有误", text=match.group())


def _days(text: str) -> Iterator[Found]:
    for match in _DAY.finditer(text):
        if _LUNAR.search(text, max(0, match.start() - 10), match.start() + 6):
            continue
        month, day = int(match["month"]), int(match["day"])
        # A leap year: without a year 29 February stands.
        yield from _no_such_day(match, int(match["year"]) if match["year"] else None, month, day)
    for match in _HAN_DAY.finditer(text):
        yield from _no_such_day(match, value(match["year"]), value(match["month"]) or 0, value(match["day"]) or 0)
    for match in _WRITTEN_DAY.finditer(text):
        if 1 <= int(match["month"]) <= 12:  # else it may be the number of something
            yield from _no_such_day(match, int(match["year"]), int(match["month"]), int(match["day"]))


def _no_such_day(match: re.Match[str], year: int | None, month: int, day: int) -> Iterator[Found]:
    if not 1 <= month <= 12:
        yield match.start(), match.end(), say("没有{month}月", month=month)
    elif (year is None or FIRST_YEAR <= year <= LAST_YEAR) and not 1 <= day <= calendar.monthrange(year or 2000, month)[
        1
    ]:
        if year is None:
            message = say("{month}月没有{day}日", month=month, day=day)
        else:
            message = say("{year}年{month}月没有{day}日", year=year, month=month, day=day)
        yield match.start(), match.end(), message


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PeriodChecker:
    rows = [
        _Row(fold(row["name"]), row["from"], row.get("until", row["from"]), fold(row.get("suffix", "")))
        for row in fields.get("table", ())
        if "name" in row and "from" in row
    ]
    if fields["check"] in {"plan", "anniversary"} and not rows:
        raise RuleError(say("请在 table 里写年份表。"), "table")
    rows.sort(key=lambda row: -len(row.name))
    return PeriodChecker(fields["check"], rows, fields.get("horizon", LAST_YEAR))


KIND = Kind("period", "年份与日期", FIELDS, _compile, table="table")
