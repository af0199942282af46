"""Kind `stale`: last year's dates left in this year's paper: its headings, its opening, its running head, its 今年.

A yearly paper is written over the one of the year before. The year of the title is taken for the right one; where that
is the stale one, the finding is right all the same: the two do not fit together.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..context import is_quoted
from ..document import HEADER, Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..records import Record, replace
from ..rules import Finding, Related, Rule, Severity
from ..span import Span
from ..spots import matches, spots
from ..timeline.when import this_year
from . import Field, Kind, RuleError, Vocabulary, any_of

ROLES = ("summary", "report", "plan", "spoken", "ahead", "task", "behind", "other")
_ROW = {
    "word": Field("text", "标题或小标题里的词", required=True),
    "role": Field(
        "choice",
        "文稿标题有这个词的：summary 回顾一年，plan 安排一年，report 回顾上年并安排当年，spoken 不查；"
        "小标题有这个词的：ahead 说下一步，task 在总结里不一定是下一步，behind 说过去的工作，other 说不准",
        required=True,
        choices=ROLES,
    ),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：text 小标题、开头和页眉里的年份，signature 落款的年份，now 今年、去年后面括注的年份，"
        "deadline 报送年度总结的时限",
        required=True,
        choices=("text", "signature", "now", "deadline"),
    ),
    "table": Field("maps", "标题用词", fields=_ROW, short="word"),
}

_YEAR = lazily(r"(?<!\d)(20\d\d)(?!\d)年?度?")
_STRETCH = lazily(r"20\d\d年?\s?[—\-~至到]|以来|五年|三年|两年|时期|“十|上年|同期|对比|比较")
_PART_OF_YEAR = lazily(
    r"20\d\d年(?:度)?(?:[上下]半年|前?[一二三四第]+[一二三四]?季度|\d{1,2}[—\-至]?\d{0,2}月|[春夏秋冬]季)"
)
_OPENING = lazily(r"(?:^|[。\n])[ \u3000]{0,4}(?P<year>20\d\d年)度?,")
_DEMANDS = lazily(
    r"(?:^|[。\n])[ \u3000]{0,4}(?P<year>20\d\d年)(?:是[^。,\n]{1,40},)?[^。,\n]{0,16}工作的?"
    r"(?:总体要求|总要求|总体思路|基本思路|指导思想|主要目标|总体目标|目标任务)(?:是|为|:)"
)
_NOW = lazily(
    r"(?P<word>今年|去年|明年)(?:\((?:即|也就是)?|即|是(?=20\d\d年[,。])|(?=20\d\d年))(?P<year>20\d\d)年?(?=[)年度,。全])"
)
_RESULTS = lazily(r"\n[ \u3000]{0,4}(?P<year>20\d\d年)度?,(?P<rest>[^\n]{10,400})")
_COMPARED = lazily(r"(?<!\d)20\d\d年|今年|本年|当年|去年|上年|前年|往年")
_DEADLINE = lazily(
    r"(?<!\d)(?P<day>(?P<year>20\d\d)年\d{1,2}月\d{1,2}日(?:之?前|以前))[^。;\n]{0,30}?"
    r"(?P<of>20\d\d)年(?:度|全年|工作|述职|年度)[^。;,\n《》划\d]{0,12}?(?:总结|情况|报告|述职)"
)
_TURN = {"去年": -1, "今年": 0, "明年": 1}
_OPENING_REACH = 600
_HALF_YEAR = 6


class _Title(Record, frozen=True):
    """The year that a title speaks of; `sort` is summary, plan or report; `whole` unless it is a part of the year."""

    span: Span
    sort: str
    year: int
    whole: bool
    ahead: int | None  # the year of the plan, where the title names that too


class StaleChecker:
    """One of the checks for years that were not brought up to date."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, words: Mapping[str, list[str]]) -> None:
        self._check = check
        self._sorts = [(sort, any_of(words.get(sort, ()))) for sort in ("summary", "report", "plan")]
        self._spoken = any_of(words.get("spoken", ()))
        self._ahead = any_of(words.get("ahead", ()))
        self._task = any_of(words.get("task", ()))
        self._behind = any_of(words.get("behind", ()))
        self._other = any_of(words.get("other", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if self._check == "now":
            return _this_years(document)
        if self._check == "deadline":
            return _deadlines(document)
        title = self._title(document)
        if title is None:
            return ()
        if self._check == "signature":
            return _signature(document, title)
        return (*self._headings(document, title), *_opening(document, title), *_margins(document, title))

    def _title(self, document: Document) -> _Title | None:
        front = document.outline.parts[0].front if document.outline.parts else []
        spans = [element.span for element in front if element.role == "title"]
        text = fold("".join(document.slice(span) for span in spans))
        years = sorted({int(year) for year in _YEAR.findall(text)})
        sort = next((name for name, pattern in self._sorts if pattern.search(text)), None)
        if sort is None or not years or _STRETCH.search(text) or self._spoken.search(text):
            return None
        ahead = None
        if len(years) == 2 and years[1] == years[0] + 1 and sort == "summary" and self._plans(text):
            ahead = years[1]
        elif len(years) > 1:
            return None
        return _Title(Span(spans[0].start, spans[-1].end), sort, years[0], not _PART_OF_YEAR.search(text), ahead)

    def _headings(self, document: Document, title: _Title) -> Iterator[Finding]:
        part = document.outline.parts[0]
        for top in part.sections:
            for section in top.walk():
                if section.heading.form != "own-line" or section.level > 2:
                    continue
                text = fold(document.slice(section.heading.title))
                years = {int(year) for year in _YEAR.findall(text)}
                if len(years) != 1 or _STRETCH.search(text):
                    continue
                (year,) = years
                ahead = self._is_ahead(text, title.sort)
                right = _right_year(title, year, ahead) if ahead is not None else None
                if right is None:
                    continue
                match = _YEAR.search(document.slice(section.heading.title))
                start = section.heading.title.start
                span = Span(start + match.start(), start + match.end()) if match else section.heading.title
                yield _stale(document, title, span, right)

    def _plans(self, text: str) -> bool:
        return bool(self._ahead.search(text) or self._task.search(text))

    def _is_ahead(self, heading: str, sort: str) -> bool | None:
        """Whether a heading speaks of what is to come (True) or of what was done (False); None where it is unclear."""
        ahead = self._ahead.search(heading) or (sort != "summary" and self._task.search(heading))
        behind = self._behind.search(heading)
        if bool(ahead) == bool(behind) or self._other.search(heading):
            return None
        return bool(ahead)


def _right_year(title: _Title, year: int, ahead: bool) -> int | None:
    """The year that a heading should name; None where the one it names can be right."""
    this = title.year
    if title.sort == "summary":
        if ahead:
            due = title.ahead or (this + 1 if title.whole else this)
            return due if this - 3 <= year < due else None
        return this if this - 3 <= year < this else None
    if ahead:
        return this if this - 3 <= year < this else None
    return this - 1 if title.sort == "report" and this - 4 <= year < this - 1 else None


def _stale(document: Document, title: _Title, span: Span, right: int) -> Finding:
    if title.year < right:
        message = say("这是{year}年的总结，下一步打算说的应是{right}年", year=title.year, right=right)
        return Finding(span, message, related=(Related(title.span, say("标题")),))
    message = say(
        "“{text}”与标题里的{year}年对不上，疑为上年的稿子没有改，应为{right}年",
        text=document.slice(span),
        year=title.year,
        right=right,
    )
    return Finding(span, message, related=(Related(title.span, say("标题")),))


def _opening(document: Document, title: _Title) -> Iterator[Finding]:
    """What opens the text and its paragraphs, behind the title."""
    begin = document.reading.position(title.span.end)
    if title.sort == "plan":
        yield from _demands(document, title, begin)
    elif title.sort == "summary":
        yield from _told_of(document, title, begin)


def _before_years(text: str, begin: int) -> Iterator[int]:
    """Where a sentence may begin, from `begin` on, that opens with a year: a mark and four blanks before it at most."""
    return (start for year in spots(text).years() for start in range(max(begin, year - 5), year + 1))


def _demands(document: Document, title: _Title, begin: int) -> Iterator[Finding]:
    """`2024年工作的总体要求是` in a plan of 2025, or `2026年`, and then it is the title that is old."""
    text = document.reading.text
    for match in matches(_DEMANDS, text, _before_years(text, begin)):
        year = int(match["year"][:4])
        span = document.reading.span(*match.span("year"))
        if title.year - 3 <= year < title.year:
            yield _stale(document, title, span, title.year)
        elif year == title.year + 1:
            message = say("标题是{year}年的，这里却说{text}的要求，标题可能没有改", year=title.year, text=match["year"])
            yield Finding(span, message, related=(Related(title.span, say("标题")),))


def _told_of(document: Document, title: _Title, begin: int) -> Iterator[Finding]:
    """`2024年，…` at the head of a summary of 2025 that nowhere tells of 2025, or of a paragraph of its results."""
    text = document.reading.text
    end = begin + _OPENING_REACH
    starts = itertools.takewhile(lambda start: start < end, _before_years(text, begin))
    found = next(matches(_OPENING, text, starts), None)
    if found is None or found.end() > end:
        return
    if int(found["year"][:4]) == title.year:
        for match in _RESULTS.finditer(text, begin, begin + _OPENING_REACH):
            alone = "同比" in match["rest"] and not _COMPARED.search(match["rest"])
            if alone and title.whole and int(match["year"][:4]) == title.year - 1:
                stale = _stale(document, title, document.reading.span(*match.span("year")), title.year)
                yield replace(stale, severity=Severity.INFO)
        return
    if not title.year - 3 <= int(found["year"][:4]) < title.year:
        return
    # The signature may well name the right year.
    end = max((s.span.end for s in document.outline.parts[0].sections), default=len(document.text))
    if not re.search(f"{title.year}年|今年|本年度", text[begin : document.reading.position(end)]):
        yield _stale(document, title, document.reading.span(*found.span("year")), title.year)


def _margins(document: Document, title: _Title) -> Iterator[Finding]:
    """A running head that is the title with another year."""
    wanted = _without_years(document.slice(title.span))
    for paragraph in document.paragraphs:
        if paragraph.place != HEADER:
            continue
        line = document.slice(paragraph.span)
        years = {int(year) for year in _YEAR.findall(fold(line))}
        if len(years) == 1 and _without_years(line) == wanted and title.year not in years:
            yield _stale(document, title, paragraph.span, title.year)


def _without_years(text: str) -> str:
    return re.sub(r"\W", "", _YEAR.sub("", fold(text)))


def _signature(document: Document, title: _Title) -> Iterator[Finding]:
    """A signature that is too far from the year of the title, or too early in it."""
    date = document.outline.date
    if date is None or date.source != "signature":
        return
    apart = date.latest.year - title.year
    early = apart == 0 and title.sort == "summary" and title.whole and date.latest.month <= _HALF_YEAR
    allowed = {"summary": (0, 1), "plan": (-1, 0), "report": (-1, 0, 1)}[title.sort]
    if (apart in allowed and not early) or title.ahead:
        return
    dates = [element.span for element in document.outline.elements() if element.role == "issue-date"]
    if len(dates) != 1:  # several papers in one file
        return
    signed = document.slice(dates[0]).strip()
    related = (Related(title.span, say("标题")),)
    if early:
        message = say("标题是{year}年的总结，落款却是{date}，请核对", year=title.year, date=signed)
        yield Finding(dates[0], message, severity=Severity.INFO, related=related)
        return
    message = say("标题说的是{year}年，落款却是{date}，两处年份对不上", year=title.year, date=signed)
    yield Finding(dates[0], message, related=related)


def _this_years(document: Document) -> Iterator[Finding]:
    """今年（2024年） in a paper of 2025."""
    years = this_year(document)
    date = document.outline.date
    if not years or date is None:
        return
    if date.source == "title":  # written up to a year before or after the year it names
        years = frozenset(range(min(years) - 1, max(years) + 2))
    reading = document.reading
    for match in _NOW.finditer(reading.text):
        year = int(match["year"]) - _TURN[match["word"]]
        if year in years or abs(year - max(years)) > 5 or is_quoted(reading.text, match.start()):
            continue
        message = say("“{text}”与文稿日期（{date}）对不上", text=match.group(), date=date)
        yield Finding(reading.span(*match.span()), message)


def _deadlines(document: Document) -> Iterator[Finding]:
    """A summary of 2025 that is asked for by a day in 2024."""
    reading = document.reading
    for match in matches(_DEADLINE, reading.text, spots(reading.text).months_of_years()):
        if int(match["year"]) < int(match["of"]) and not is_quoted(reading.text, match.start()):
            message = say("{of}年度的总结，时限却是{day}，年份可能没有改", of=match["of"], day=match["day"])
            yield Finding(reading.span(*match.span("day")), message)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> StaleChecker:
    words: dict[str, list[str]] = defaultdict(list)
    for row in fields.get("table", ()):
        if "word" in row and "role" in row:
            words[row["role"]].append(row["word"])
    if fields["check"] in {"text", "signature"} and not words:
        raise RuleError(say("请在 table 里写标题用词。"), "table")
    return StaleChecker(fields["check"], words)


KIND = Kind("stale", "没有改过来的年份", FIELDS, _compile, table="table")
