"""Kind `count`: a count and the list that it counts, 分别 with its values, a span of years and its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..counting.announced import Announcements
from ..counting.counts import Count, Numerals, Words
from ..counting.levels import Levels
from ..counting.listed import ListsBefore
from ..counting.lists import outer
from ..counting.named import ListsBehind
from ..counting.respective import Relation, relations
from ..counting.spans import Length, lengths
from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..numerals import han
from ..phrases import Hit
from ..reading import alternatives, fold
from ..rules import Edit, Finding, Fix, Held, Related, Rule, Severity
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("list", "level", "announced", "respective", "years")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：list 列举的项数，level 几级，announced 后面分列的几个方面，respective “分别”，years 起止年份的年数",
        required=True,
        choices=CHECKS,
    ),
    "units": Field("texts", "list、announced：与列举相连的量词，如 个、项、大"),
    "loose": Field("texts", "list：只用来印证的量词，数目不合时不报，如 市、家"),
    "verbs": Field("texts", "list：在数目前面就说明数的不是前面的列举，如 新建、提出"),
    "openings": Field("texts", "list：列举从它后面开始的词，如 分、分为"),
    "results": Field("texts", "list：列举之后另起一层意思的词，如 确保、做到"),
    "together": Field("texts", "list：算作一项的并列，如 党中央、国务院"),
    "frozen": Field("texts", "list：固定名称，本身的数字不与列举核对，如 四个意识"),
    "levels": Field("texts", "level：层级，如 省、市、县"),
    "joint": Field("texts", "level：可算一级、也可算两级的合称，如 乡镇"),
    "announcing": Field("texts", "announced：引出分列的名词，如 方面、任务"),
    "announce": Field("texts", "announced：引出分列的动词，如 抓好"),
    "pairs": Field("texts", "respective：一个词说两样的，如 城乡、收支"),
}
NEEDED = {"list": ("units",), "level": ("levels",), "announced": ("units", "announcing", "announce")}


class CountChecker:
    """One of the checks of counts."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, words: Words, pairs: Sequence[str]) -> None:
        self._check = check
        self._numerals = Numerals((*words.units, *words.loose))
        self._before = ListsBefore(words)
        self._behind = ListsBehind(words)
        self._levels = Levels(words)
        self._announcements = Announcements(words)
        self._pairs = lazily(alternatives(pairs))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        text = document.reading.text
        if self._check == "respective":
            for relation in relations(outer(document), self._pairs):
                yield _respective(document, relation)
        elif self._check == "years":
            for length in lengths(text):
                yield _span(document, length)
        else:
            for count in self._counts(document, text):
                yield _listed(document, count)

    def _counts(self, document: Document, text: str) -> Iterator[Count]:
        if self._check == "announced":
            yield from self._announcements.find(document)
        elif self._check == "level":
            yield from self._levels.find(outer(document))
        else:
            clauses, numerals = outer(document), self._numerals.starts_in(document)
            found = [*self._before.find(text, clauses, numerals), *self._behind.find(text, clauses.text, numerals)]
            settled = {count.number for count in found if count.agrees}
            # A count may have a list on either side; the one that agrees is the one it counts.
            for count in found:
                if count.agrees or count.number not in settled:
                    yield count
                settled.add(count.number)


def _listed(document: Document, count: Count) -> Finding | Held:
    reading = document.reading
    span = reading.span(*count.number)
    if count.agrees:
        return Held(span)
    size = count.size
    found = size.least if count.declared < size.least else size.most
    message = say(
        "写的是“{number}”，列出的是{found}项，数目对不上", number=reading.text[slice(*count.number)], found=found
    )
    return Finding(
        span,
        message,
        severity=None if count.sure else Severity.INFO,
        related=(Related(reading.span(*count.list), say("列出的{found}项", found=found)),),
        fix=_number_fix(document, count.number, found) if count.plain else None,
    )


def _number_fix(document: Document, place: tuple[int, int], number: int) -> Fix | None:
    """The right number, written as the wrong one is (两个, not 二个)."""
    span = document.reading.span(*place)
    old = document.slice(span)
    if len(old) != place[1] - place[0]:
        return None  # something hidden stands inside
    new = str(number) if old.isdigit() else "两" if number == 2 else han(number)
    return Fix((Edit(span.start, span.end, new),), "unsafe")


def _respective(document: Document, relation: Relation) -> Finding | Held:
    span = document.reading.span(*relation.values)
    if relation.agrees:
        return Held(span)
    size = relation.size
    found = size.least if relation.counted < size.least else size.most
    message = say("“分别”前面是{found}项，后面是{counted}个数，对不上", found=found, counted=relation.counted)
    return Finding(
        span,
        message,
        severity=None if relation.sure else Severity.INFO,
        related=(Related(document.reading.span(*relation.subjects), say("前面的{found}项", found=found)),),
    )


def _span(document: Document, length: Length) -> Finding | Held:
    number = document.reading.span(*length.number)
    if length.agrees:
        return Held(number)
    message = say(
        "{span}首尾都算是{right}{unit}，文中写的是{number}{unit}",
        span=document.reading.text[slice(*length.span)],
        right=length.right,
        unit=length.unit,
        number=document.slice(number),
    )
    return Finding(
        number,
        message,
        severity=None if length.sure else Severity.INFO,
        related=(Related(document.reading.span(*length.span), say("起止时间")),),
        fix=_number_fix(document, length.number, length.right),
    )


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> CountChecker:
    check = fields["check"]
    for name in NEEDED.get(check, ()):
        if not fields.get(name):
            raise RuleError(say("check: {check} 需要 {name}。", check=check, name=name), "check")
    words = {name: tuple(fold(word) for word in fields.get(name, ())) for name in FIELDS if name != "check"}
    pairs = words.pop("pairs")
    return CountChecker(check, Words(**words), pairs)


KIND = Kind("count", "数目与列举", FIELDS, _compile)
