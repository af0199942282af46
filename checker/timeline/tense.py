"""Things told as done in a time that had not come when the document was signed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..days import month_end, real_day
from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..spots import matches, places, spots
from .answers import Answer, Right, Wrong
from .when import Time

_TIME = lazily(
    r"(?<![\d至到—~\-自从去前])(?P<until>截至|截止)?(?P<time>(?:(?P<year>\d{4})年|(?P<now>今年)|(?<=截至)|(?<=截止))"
    r"(?:(?P<whole>全年)|(?P<half>[上下])半年|(?P<quarters>前三|[一二三四]|第[一二三四])季度"
    r"|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|份|[初中下上]旬|[初底末])?+)?+(?!也?[—至到\-起前是的]))"
)
_DONE = lazily(
    r"[^。;!?\n]{0,60}?(?:召开|举行|举办|印发|出台|完成|启动|通过|成立|发布|取得|制定|组织|下发|建成|荣获|获得|"
    r"开展|实现|作|做|进行|听取|形成|受理|办结|破获|查处)了(?!的)"
)
_COUNTED = lazily(r"[^。;!?\n]{0,20}?(?:共|已|累计|已经|共计)[^。;,!?\n\d的]{2,14}\d")
_AHEAD = lazily(
    r"将|拟|计划|预计|力争|目标|争取|确保|要|应|以前|之前|以内|之后|以后|如果|待|届时|规划|安排|任务|达到|不少于|[有能可]望|\d{4}年"
)
_FORECAST = lazily(r"预计|预期|预测|计划|力争|到$")
_AHEAD_HEADING = lazily(r"下一?步|打算|今后|明年|思路|安排|计划|目标|任务|要求")
_KINDS_AHEAD = {"work-plan", "notice", "request"}
_SLACK = dt.timedelta(days=10)
"""How long before a month ends its figures may be told as final."""
_SLACK_OF_YEAR = dt.timedelta(days=62)
"""The same for a year: yearly reports are written from November on."""


def told_as_done(document: Document, date: Time | None) -> Iterator[Answer]:
    """`2026年5月召开了…`, `截至12月31日，已…` in a document signed before.

    A date that is known to the year only proves nothing. Plans and notices are left alone: their past tense may lie
    in the future (已完成整改的).
    """
    if date is None or not date.exact or document.outline.kind in _KINDS_AHEAD:
        return
    text = document.reading.text
    for match in matches(_TIME, text, _times(text)):
        done = _DONE.match(text, match.end()) or _COUNTED.match(text, match.end())
        if (
            done is None
            or _AHEAD.search(done.group())
            or _FORECAST.search(text, max(0, match.start() - 8), match.start())
        ):
            continue
        bounds = _bounds(match, date.first)
        if bounds is None:
            continue
        first, last = bounds
        slack = (
            _SLACK_OF_YEAR if match["whole"] or not (match["month"] or match["half"] or match["quarters"]) else _SLACK
        )
        closed = match["until"] or match["whole"]
        if first <= date.first and not (closed and last > date.first + slack):
            yield Right(*match.span("time"))
        elif not _in_plan(document, match.start("time")):
            message = say("“{time}”在文稿日期之后（{said}），却写成已经做了的事", time=match["time"], said=date.said)
            yield Wrong(*match.span("time"), message)


def _times(text: str) -> list[int]:
    """Where a time of `_TIME` may begin: at a year, at 今年, at 截至 or right behind it."""
    until = [*places(text, "截至"), *places(text, "截止")]
    return sorted({*spots(text).years(), *places(text, "今年"), *until, *(at + 2 for at in until)})


def _bounds(match: re.Match[str], signed: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the time named. Without a year it is the one of the signature, or the last December."""
    year = int(match["year"]) if match["year"] else signed.year
    month, day = int(match["month"] or 0), int(match["day"] or 0)
    if match["until"] and not match["year"] and not match["now"] and not month:
        return None
    if not match["year"] and not match["now"] and signed.month <= 3 and month >= 10:
        year -= 1
    months = (month, month) if month else _months(match)
    first = real_day(year, months[0], day or 1)
    last = real_day(year, months[1], day or 1)
    if first is None or last is None:
        return None
    return first, last if day else month_end(last)


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    quarter = match["quarters"]
    if quarter == "前三":
        return 1, 9
    if quarter:
        number = "一二三四".index(quarter[-1]) + 1
        return number * 3 - 2, number * 3
    return 1, 12


def _in_plan(document: Document, at: int) -> bool:
    path = document.outline.path(document.reading.span(at, at).start)
    return any(_AHEAD_HEADING.search(document.slice(section.heading.title)) for section in path)
