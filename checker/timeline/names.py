"""Organs under names they no longer or not yet bear, and drives that are over or have not begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ..context import in_title, sentence, speaks_of_earlier
from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..records import Record
from ..rules import Severity
from .answers import Answer, Right, Wrong
from .when import AFTERWARDS, Time, doubt, standing, told

_WORK_BEFORE = lazily(
    r"(?:开展|推进|深化|抓好|抓实|推动|部署|启动|打好|打赢|实施|参加|投入|组织|加强)(?:了|好)?[^。;,、:!?\n《》]{0,16}$"
)
_WORK_AFTER = lazily(r"(?:工作|活动)?(?:正在|已经|全面|深入|扎实|有序|顺利|持续|稳步){0,2}(?:开展|推进|展开|启动)")
_AHEAD = lazily(r"将|今年|继续|明年|下一?步|今后|下半年|(?<![重需主只])要(?![求素点])")
_DONE = lazily(r"[一二三四五六七八九十\d]年来|过去|年中")
_AHEAD_HEADING = lazily(r"下一?步|打算|今后|明年|工作思路|工作安排|工作计划")


class Name(Record, frozen=True):
    """A name and the days between which it is right; either end may be open.

    `instead` is what is written after `until`. Inside one of `longer` the name is another word. `doubtful` names are
    used again by some: a hint is all that may be said.
    """

    name: str
    since: dt.date | None = None
    until: dt.date | None = None
    instead: str = ""
    longer: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def severity(self) -> Severity | None:
        return Severity.INFO if self.doubtful else None


def organs(text: str, hits: Iterable[Hit], names: Sequence[Name], date: Time | None) -> Iterator[Answer]:
    """Organs against the document's date, old names also against the time that their sentence tells of.

    `hits` are the places of the names; each counts as checked once. A new name may well be used in telling of old
    times, an old one not in telling of new ones.
    """
    seen: set[str] = set()
    for start, end, name in _longest(text, hits, names):
        time = (told(text, start) if name.until else None) or standing(text, start, date)
        if time is None or in_title(text, start):
            continue
        if name.until is not None and time.first > name.until:
            if speaks_of_earlier(text, start, end, dt.date(name.until.year + 1, 1, 1)):
                continue
            message = say("“{name}”已在{year}年前后的机构改革中撤并", name=name.name, year=_reform(name.until))
            if name.instead:
                message += say("，现为{instead}", instead=name.instead)
            message += say("，{time}", time=time.said)
            yield Wrong(start, end, message, name.severity, name=name.name)
        elif name.since is not None and time.last < name.since:
            yield Wrong(start, end, _not_yet(name, name.since, time), name.severity, advice=doubt(time), name=name.name)
        elif name.name not in seen:
            seen.add(name.name)
            yield Right(start, end)


def drives(document: Document, hits: Iterable[Hit], names: Sequence[Name], date: Time | None) -> Iterator[Answer]:
    """Drives and campaigns told as work, against the time the sentence tells of, else the document's date.

    Each counts as checked once.
    """
    text = document.reading.text
    seen: set[str] = set()
    for start, end, name in _longest(text, hits, names):
        of_sentence = told(text, start)
        time = of_sentence or standing(text, start, date)
        if time is None:
            continue
        before_it = name.since is not None and time.last < name.since
        over = name.until is not None and time.first > name.until + (dt.timedelta() if of_sentence else AFTERWARDS)
        if not before_it and not over:
            if name.name not in seen:
                seen.add(name.name)
                yield Right(start, end)
            continue
        if in_title(text, start) or not _is_work(text, start, end):
            continue
        if before_it and name.since is not None:
            yield Wrong(start, end, _not_yet(name, name.since, time), name.severity, advice=doubt(time), name=name.name)
        elif name.until is not None and (of_sentence or _in_hand(document, text, start, end)):
            if speaks_of_earlier(text, start, end, dt.date(name.until.year + 1, 1, 1)):
                continue
            message = say(
                "“{name}”{year}年{month}月已经结束", name=name.name, year=name.until.year, month=name.until.month
            )
            if name.instead:
                message += say("，此后的提法是“{instead}”", instead=name.instead)
            message += say("，{time}", time=time.said)
            yield Wrong(start, end, message, name.severity, name=name.name)


def _not_yet(name: Name, since: dt.date, time: Time) -> str:
    return say(
        "“{name}”{year}年{month}月才有，{time}", name=name.name, year=since.year, month=since.month, time=time.said
    )


def _is_work(text: str, start: int, end: int) -> bool:
    return bool(_WORK_BEFORE.search(text, max(0, start - 24), start) or _WORK_AFTER.match(text, end))


def _longest(text: str, hits: Iterable[Hit], names: Sequence[Name]) -> Iterator[tuple[int, int, Name]]:
    """The longest name at each place, without those that lie inside another or a longer word."""
    reached = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start < reached:
            continue
        name = names[hit.literal]
        if any(_holds(text, longer, hit) for longer in name.longer):
            continue
        reached = hit.end
        yield hit.start, hit.end, name


def _holds(text: str, longer: str, hit: Hit) -> bool:
    """Whether `longer` stands over the hit."""
    return text.find(longer, max(0, hit.end - len(longer)), hit.start + len(longer)) >= 0


def _in_hand(document: Document, text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of work now or to come, not of what was done."""
    around = sentence(text, start, end)
    if _DONE.search(around):
        return False
    if document.outline.kind == "work-plan" or _AHEAD.search(around):
        return True
    path = document.outline.path(document.reading.span(start, end).start)
    return any(_AHEAD_HEADING.search(document.slice(section.heading.title)) for section in path)


def _reform(until: dt.date) -> int:
    """The year of the reform whose last local day is `until`: a deadline in spring closes the year before."""
    return until.year - 1 if until.month <= 6 else until.year
