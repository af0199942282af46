"""Five-year plans: the years printed beside them, and their opening, middle and closing years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..lazy import lazily
from ..messages import say
from ..numerals import HAN_DIGITS, value
from ..records import Record
from ..spots import Anywhere, matches
from .answers import Answer, Right, Wrong
from .stretches import TO


class Plan(Record, frozen=True):
    """A name and its first and last year. `suffix` must follow the name (`普法`), for some names were given twice."""

    name: str
    first: int
    last: int
    suffix: str = ""


LAW_PLAN = "普法"
"""Suffix of the plans for making the law known, which bear the same names as older economic plans."""

_YEARS_AFTER = lazily(
    rf"(?:规划纲要|计划纲要|规划|计划|纲要|时期|期间)?[》”]?\s?\(\s?(?P<first>\d{{4}})年?{TO}(?P<second>\d{{4}})年?\s?\)"
)
_YEARS_BEFORE = lazily(rf"(?<![\d年])(?P<first>\d{{4}})年?{TO}(?P<second>\d{{4}})年?的?$")
_YEAR_WITHIN = lazily(r"(?:时期|期间)的(?P<year>\d{4})年(?![—至到前底末初\-])")
_TURN = lazily(
    r"(?:规划|计划|时期|发展|实施|建设){0,3}的?(?P<turn>开局|收官|起步|第[一二三四五]|最后一?|中期|承上启下)"
    r"(?:的?(?:关键|重要))?[之一]?年(?!度)"
)
_SUBJECT = lazily(r"(?:(?P<year>(?<!\d)\d{4})年|(?P<now>今年))(?:,|既|也|又|正|不仅){0,2}(?:是|作为)")
_OTHER_TIME = lazily(r"\d{4}年|[今明去来次前]年|上一?年|[。;!?\n]")
_STRAIGHT = lazily(r"[^是为,]{0,60}")
_CHAINED = lazily(r"[^为]{0,120}[,、](?:同时|而且)?(?:也|又|还|更|正|既)?是[^是为]{0,40}")
_SENTENCE = lazily(r"[^。;!?\n]{0,160}$")
_PLAN_BEFORE = lazily(r"五[”\"]?(?:规划|时期)?(?:、|和|与|及|至|到|—)?\s?$")
_PLAN_AFTER = lazily(r"(?:、|和|与|及|至|到|—)?\s?[“\"][一二三四五六七八九十]{1,2}五[”\"]")


class Plans:
    """The plans of a table."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._by_name = {(plan.name, plan.suffix): plan for plan in plans}
        longest_first = sorted({plan.name for plan in plans}, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name) for name in longest_first)
        self._words = Anywhere(longest_first)
        suffixes = "|".join(sorted({re.escape(plan.suffix) for plan in plans if plan.suffix})) or "$^"
        self._names = lazily(rf"(?<![{HAN_DIGITS}])[“\"]?(?P<name>{names})[”\"]?+(?P<suffix>{suffixes})?+")

    def check(self, text: str, this_year: frozenset[int]) -> Iterator[Answer]:
        """Years beside a plan's name that lie outside the plan, in one pass over all names."""
        for match in matches(self._names, text, self.starts(text)):
            plan = self._by_name.get((match["name"], match["suffix"] or ""))
            other = self._by_name.get((match["name"], "" if match["suffix"] else LAW_PLAN))
            if plan is None or _in_a_row(text, match):
                continue
            # “八五” alone may be the economic plan or the plan for making the law known.
            either = [one for one in (plan, other) if one is not None]
            yield from _years_beside(text, match, plan, either)
            if not plan.suffix and other is None:
                yield from _turning_year(text, match, plan, this_year)

    def starts(self, text: str) -> Iterator[int]:
        """Where a plan's name may begin, or the quotation mark before it."""
        return (start for at in self._words.starts(text) for start in (max(0, at - 1), at))


def _in_a_row(text: str, match: re.Match[str]) -> bool:
    """Whether the name is one of several plans side by side, so that the years beside it are those of all."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_PLAN_BEFORE.search(before) or _PLAN_AFTER.match(text, match.end()))


def _years_beside(text: str, match: re.Match[str], plan: Plan, either: Sequence[Plan]) -> Iterator[Answer]:
    beside = _YEARS_AFTER.match(text, match.end()) or _YEARS_BEFORE.search(
        text, max(0, match.start() - 14), match.start()
    )
    if beside:
        first, last, place = int(beside["first"]), int(beside["second"]), (beside.start("first"), beside.end("second"))
    elif within := _YEAR_WITHIN.match(text, match.end()):
        first = last = int(within["year"])
        place = within.span("year")
    else:
        return
    if any(one.first <= first and last <= one.last for one in either):
        yield Right(*place)
        return
    message = say(
        "“{name}”{suffix}是{first}—{last}年", name=plan.name, suffix=plan.suffix, first=plan.first, last=plan.last
    )
    yield Wrong(*place, message)


def _turning_year(text: str, match: re.Match[str], plan: Plan, this_year: frozenset[int]) -> Iterator[Answer]:
    """2024年是“十四五”收官之年: the opening, the third and the closing year of a plan are known."""
    turn = _TURN.match(text, match.end())
    subject = _subject(text, match.start()) if turn else None
    if turn is None or subject is None:
        return
    years = frozenset({int(subject["year"])}) if subject["year"] else this_year
    if not years:
        return
    word = turn["turn"]
    due = _due(word, plan)
    if due in years:
        yield Right(subject.start(), turn.end())
    elif word == "承上启下" and any(plan.first < year < plan.last for year in years):
        return  # said of the second and the fourth year as well
    elif subject["year"]:
        message = say(
            "“{name}”{turn}之年是{due}年，不是{year}年", name=plan.name, turn=word, due=due, year=subject["year"]
        )
        yield Wrong(subject.start("year"), turn.end(), message)
    else:
        dated = "、".join(str(year) for year in sorted(years))
        message = say(
            "“{name}”{turn}之年是{due}年，按文稿日期今年是{year}年", name=plan.name, turn=word, due=due, year=dated
        )
        yield Wrong(subject.start(), turn.end(), message)


def _due(turn: str, plan: Plan) -> int:
    if turn in {"开局", "起步"}:
        return plan.first
    if turn.startswith("第"):
        return plan.first + (value(turn[1:]) or 1) - 1
    return (plan.first + plan.last) // 2 if turn in {"中期", "承上启下"} else plan.last


def _subject(text: str, at: int) -> re.Match[str] | None:
    """The year of which the sentence says that it is …, straight (2025年是…) or further on in a row (…,也是…)."""
    sentence = _SENTENCE.search(text, max(0, at - 160), at)
    found = None
    for subject in _SUBJECT.finditer(text, sentence.start() if sentence else at, at):
        found = subject
    if found is None or _OTHER_TIME.search(text, found.end(), at):
        return None
    between = text[found.end() : at]
    return found if _STRAIGHT.fullmatch(between) or _CHAINED.fullmatch(between) else None
