"""Anniversaries that are kept in a year that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..context import sentence
from ..lazy import lazily
from ..messages import say
from ..numerals import HAN_DIGITS, han, value
from ..records import Record
from ..spots import matches, places
from .answers import Answer, Right, Wrong
from .when import Time

_ANNIVERSARY = lazily(rf"(?P<number>\d{{1,3}}|[{HAN_DIGITS}]{{1,5}})周年")
_KEPT = lazily(
    r"(?:(?P<now>今年是)|(?P<year>20\d\d)年,?是"
    r"|(?:(?P<about>20\d\d)年,?[^。;,!?\n\d]{0,8}?)?(?P<for>以)?(?:隆重|热烈)?(?:庆祝|纪念|迎来|喜迎|适逢|正值|恰逢)"
    r"(?:[^。;,!?\n]{1,24}(?:周年|华诞)(?:、|和|及|暨|与))?)(?:伟大的?|我国|我们)?$"
)
_OTHERS = lazily("周年|华诞")
_CURRENT = lazily(r"(?:系列活动)?为(?:主线|契机|动力|主题|抓手|载体)")
_YEAR = lazily(r"(?<!\d)(20\d\d)年")
_BETWEEN_NAME = lazily(r"(?:以来)?的?$")
_REACH = 70


class Origin(Record, frozen=True):
    """What is remembered, and the year it happened in."""

    name: str
    year: int


def anniversaries(
    text: str, origins: Sequence[Origin], told: Time | None, this_year: frozenset[int], horizon: int
) -> Iterator[Answer]:
    """Anniversaries that are spoken of as being kept.

    Those that a goal is set for (到新中国成立100周年时) lie in the future and are right. Without a date only those
    after `horizon` are wrong. `origins` are tried in order, so the longer names come first.
    """
    for match in matches(_ANNIVERSARY, text, _numerals(text)):
        before = text[max(0, match.start() - _REACH) : match.start()]
        named = next((found for origin in origins if (found := _named(before, origin)) is not None), None)
        number = value(match["number"])
        if named is None or not number:
            continue
        origin, lead = named
        kept = _KEPT.search(before[:lead])
        if kept is None:
            continue
        due = origin.year + number
        years = _possible(kept, text, match, told, this_year)
        if years is None:
            wrong = due > horizon
        elif years:
            wrong = due not in years
        else:
            wrong = told is not None and due > told.last.year + 1
        place = (match.start() - len(before) + lead, match.end())
        if not wrong:
            if years is not None:
                yield Right(*place)
            continue
        message = say(
            "{name}在{first}年，{number}周年是{year}年", name=origin.name, first=origin.year, number=number, year=due
        )
        yield Wrong(*place, message, edit=_edit(match, origin, years or frozenset()))


def _numerals(text: str) -> Iterator[int]:
    """Where the number before 周年 may begin."""
    return (start for at in places(text, "周年") for start in range(max(0, at - 5), at))


def _possible(
    kept: re.Match[str], text: str, match: re.Match[str], told: Time | None, this_year: frozenset[int]
) -> frozenset[int] | None:
    """The years that the sentence can mean; empty for any up to the document's, None where nothing dates it."""
    if kept["year"]:
        return frozenset({int(kept["year"])})
    about = int(kept["about"] or 0)
    # Several kept together (建党100周年、新中国成立75周年) fall in several years.
    if kept["for"] and not about and not _OTHERS.search(kept.group()) and _CURRENT.match(text, match.end()):
        named = set(_YEAR.findall(sentence(text, match.start(), match.end())))
        about = int(named.pop()) if len(named) == 1 else 0
    if about:
        return frozenset({about, about + 1})  # what is to be kept is prepared in the year before
    if kept["now"]:
        return this_year or None
    return frozenset() if told is not None else None


def _edit(match: re.Match[str], origin: Origin, years: frozenset[int]) -> tuple[int, int, str] | None:
    """The number that belongs to the one year meant, in the numerals that were used."""
    if len(years) != 1:
        return None
    number = min(years) - origin.year
    if not 0 < number < 1000:
        return None
    right = str(number) if match["number"].isascii() else han(number)
    return match.start("number"), match.end("number"), right


def _named(before: str, origin: Origin) -> tuple[Origin, int] | None:
    """The origin whose name ends `before` (but for 以来, 的), and where the name begins."""
    between = _BETWEEN_NAME.search(before)
    stem = before[: between.start()] if between else before
    return (origin, len(stem) - len(origin.name)) if stem.endswith(origin.name) else None
