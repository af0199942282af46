"""Kind `rate`: percentages that cannot be: more than the whole, a fall of more than everything, 减少三倍."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..printing import figure_end
from ..quantities import SHARE, TIMES, Quantity, Sort, figures
from ..reading import fold
from ..rules import Finding, Rule
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("whole", "fall", "times")
FIELDS = {
    "check": Field(
        "choice", "查什么：whole 部分超过整体，fall 降幅超过100%，times 减少若干倍", required=True, choices=CHECKS
    ),
    "nouns": Field("texts", "whole：不会超过100%的率；fall、times：表示减少的词"),
    "table": Field("maps", "nouns 的词表", fields={"noun": Field("text", "词", required=True)}, short="noun"),
}

_LARGE = lazily(r"[\d,]{3}")
"""How a number from 100 on begins."""
_LINK = lazily(r"[:(]?\s?(?:[由从][^。;,!?\n%]{0,8}%)?[^。;,、!?\n:\"“”()%]{0,16}$")
_CHANGE = lazily(
    r"(?:提高|提升|上升|增长|增加|增|升|涨|扩大|下降|降低|降|减少|高于|高出|超出|多|同比|环比|较|比|相当于|倍|的比|完成|目标)(?!到|至|了?到|为)"
)
_LEVEL = lazily(r"(?:到|至|达|为|是|在|超过|超)")
_BETWEEN_FALL = lazily(r"^(?:了|近|约|超过|超|逾|达到?|幅度|幅|率|均|各|一?半?以?上?|\s){0,4}$")


class RateChecker:
    """Reads each share with what stands before it in its clause."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, nouns: Iterable[str]) -> None:
        self._check = check
        words = sorted({fold(noun) for noun in nouns}, key=len, reverse=True)
        self._nouns = lazily("|".join(re.escape(word) for word in words))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        text = document.reading.text
        judge = {"whole": self._whole, "fall": self._fall, "times": self._times}[self._check]
        role = TIMES if self._check == "times" else SHARE
        found = figures(document)
        numbers: list[int] = []
        for kind, alike in found.alike:
            if kind.role != role:
                continue
            if role == SHARE and type(kind) is Sort:
                alike = [number for number in alike if _LARGE.match(text, found.starts[number])]  # 97.5% is no more
            numbers += alike
        for number in sorted(numbers):
            figure = found[number]
            if isinstance(figure, Quantity):
                for start, end, message in judge(text, figure):
                    yield Finding(document.reading.span(start, end), message)

    def _whole(self, text: str, quantity: Quantity) -> Iterator[tuple[int, int, str]]:
        start, end = quantity.numeral[0], figure_end(text, quantity)
        noun = self._noun_before(text, start) if quantity.value > 100 else None
        if noun is None:
            return
        between = text[noun.end() : start]
        if (
            between.endswith("的")
            or ("分别" in between and not self._all_bounded(text, noun))
            or _CHANGE.search(between)
            or not (_LEVEL.search(between) or len(between.strip()) <= 2)
        ):
            return
        yield start, end, say("{noun}{number}超过100%", noun=noun.group(), number=text[start:end])

    def _fall(self, text: str, quantity: Quantity) -> Iterator[tuple[int, int, str]]:
        start, end = quantity.numeral[0], figure_end(text, quantity)
        noun = self._noun_before(text, start) if quantity.value > 100 else None
        if noun is not None and _BETWEEN_FALL.match(text[noun.end() : start]):
            message = say("{noun}{number}：降幅不可能超过100%", noun=noun.group(), number=text[start:end])
            yield start, end, message

    def _times(self, text: str, quantity: Quantity) -> Iterator[tuple[int, int, str]]:
        noun = self._noun_before(text, quantity.numeral[0])
        if noun is not None and _BETWEEN_FALL.match(text[noun.end() : quantity.numeral[0]]):
            message = say("“{noun}…倍”不通：减少不用倍数，应写减少百分之几或降为几分之几", noun=noun.group())
            yield noun.start(), figure_end(text, quantity), message

    def _all_bounded(self, text: str, noun: re.Match[str]) -> bool:
        """Whether every subject of 分别 is a rate that cannot exceed the whole: the values are not told apart here."""
        clause = re.split(r"[。;,:!?\n]", text[max(0, noun.start() - 40) : noun.end()])[-1]
        return all(self._nouns.search(subject) for subject in re.split("[、和与及]", clause))

    def _noun_before(self, text: str, at: int) -> re.Match[str] | None:
        clause = _LINK.search(text, max(0, at - 36), at)
        begin = clause.start() if clause else at
        # The noun itself may stand further left than the link may reach.
        found = None
        for match in self._nouns.finditer(text, max(0, begin - 10), at):
            found = match
        if found is None or not _LINK.fullmatch(text, found.end(), at):
            return None
        return found


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RateChecker:
    nouns = [*fields.get("nouns", ()), *(row["noun"] for row in fields.get("table", ()) if "noun" in row)]
    if not nouns:
        raise RuleError(say("nouns 是空的。"), "nouns")
    return RateChecker(fields["check"], nouns)


KIND = Kind("rate", "百分比", FIELDS, _compile, table="table")
