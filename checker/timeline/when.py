"""When a document was written, of which time a sentence tells, and which year it calls 今年, where that is certain."""

from __future__ import annotations

import datetime as dt

from ..days import month_end, real_day
from ..document import Document, DocumentDate
from ..lazy import lazily
from ..messages import say
from ..records import Record

AFTERWARDS = dt.timedelta(days=183)
"""How long a thing that has ended may still be reported as work in hand: closing reports take their time."""

_YEAR = lazily(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")
_BACK = 160
_SENTENCE_ENDS = "。;!?\n"
_OPENING = lazily(
    r"[ \u3000]{0,4}(?P<shown>(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
    r"(?:(?:至|到|—{1,2}|-)(?:(?P<year2>(?:19|20)\d\d)年)?(?:(?P<month2>\d{1,2})月)?(?:\d{1,2}日)?)?)"
    r"(?:,|(?=全[市省县区国州]))"
)
_SINCE = lazily(r"(?<!\d)((?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|至今|以后|之后|起(?![草诉]))")
_STILL = lazily(r"以来|至今|目前|如今|现已|现在|(?:19|20)\d\d年|今年|明年|近年")


class Time(Record, frozen=True):
    """The first and the last day that something can be of, and how a message says so.

    `source` is that of a document's date, empty for the time that a sentence tells of.
    """

    first: dt.date
    last: dt.date
    said: str
    source: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    @property
    def sure(self) -> bool:
        """False where the year of a title is all there is to go by: it may be the one told of."""
        return self.source != "title" or (self.first.year, self.first.month) == (self.last.year, self.last.month)


def written(date: DocumentDate | None) -> Time | None:
    """The days on which a document of that date can have been written, None where there is too little to go by.

    A title that names a year is that of a plan made before it or of a report made after it. A year that merely
    opens the text says what is told of, not when.
    """
    if date is None or date.source == "text":
        return None
    if date.earliest == date.latest:
        return Time(date.earliest, date.latest, _said(shown(date.earliest), date.source), date.source)
    if (date.earliest.year, date.earliest.month) == (date.latest.year, date.latest.month):
        month = f"{date.earliest.year}年{date.earliest.month}月"
        return Time(date.earliest, date.latest, _said(month, date.source), date.source)
    first, last = date.earliest.year, date.latest.year
    years = f"{first}年" if first == last else f"{first}—{last}年"
    return Time(dt.date(first - 1, 10, 1), dt.date(last + 1, 6, 30), _said(years, date.source), date.source)


def _said(date: str, source: str) -> str:
    """The document's date and where it was found, so that a wrong one is seen at once."""
    if source == "signature":
        return say("落款日期是{date}", date=date)
    if source == "title":
        return say("按标题，文稿日期是{date}", date=date)
    if source == "as-of":
        return say("按 --as-of，文稿日期是{date}", date=date)
    return say("按文件开头的 date，文稿日期是{date}", date=date)


def told(text: str, at: int) -> Time | None:
    """The time that the sentence around `at` tells of: the one that opens it (2020年，全市…；2023年4月至7月，…).

    None where no time opens it, or where another stands before `at`.
    """
    low, begin = _begin(text, at)
    if begin == low > 0:
        return None  # the sentence opens further back
    match = _OPENING.match(text, begin, at)
    if match is None or _STILL.search(text, match.end("shown"), at):
        return None
    year, month = int(match["year"]), int(match["month"] or 0)
    year2 = int(match["year2"] or year)
    month2 = int(match["month2"] or (month if not match["year2"] else 0))
    first = real_day(year, month or 1, 1)
    last = real_day(year2, month2 or 12, 1)
    if first is None or last is None or last < first:
        return None
    last = month_end(last)
    return Time(first, last, say("这里说的是{date}", date=match["shown"]))


def standing(text: str, at: int, date: Time | None) -> Time | None:
    """The document's date, None where the sentence before `at` tells of what has been since a later year (2021年以来…).

    Such a year has begun, whatever day was taken for the document's.
    """
    if date is None:
        return None
    begun = max((int(year) for year in _SINCE.findall(text[_begin(text, at)[1] : at])), default=0)
    return None if begun > date.last.year or (begun == date.last.year and not date.sure) else date


def doubt(time: Time) -> str:
    """What to check where a thing is named before it was."""
    if time.source:
        return say("核对名称，或核对文稿日期是否识别有误。")
    return say("核对名称和这里的年份。")


def _begin(text: str, at: int) -> tuple[int, int]:
    """How far back is looked, and where within that reach the sentence around `at` begins."""
    low = begin = max(0, at - _BACK)
    for mark in _SENTENCE_ENDS:
        begin = max(begin, text.rfind(mark, begin, at) + 1)
    return low, begin


def this_year(document: Document) -> frozenset[int]:
    """The years that 今年 can mean: that of the date, those of the title, early in a year also the one told of."""
    date = document.outline.date
    if date is None or date.source == "text":
        return frozenset()
    years = set(range(date.earliest.year, min(date.latest.year, date.earliest.year + 10) + 1))
    if date.earliest == date.latest and date.earliest.month <= 3:
        years.add(date.earliest.year - 1)
    title = document.outline.title()
    if title is not None:
        years |= {int(year) for year in _YEAR.findall(document.slice(title.span))}
    return frozenset(years)


def shown(day: dt.date) -> str:
    """`2025年6月3日`."""
    return f"{day.year}年{day.month}月{day.day}日"
