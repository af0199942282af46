"""Kind `figure`: single figures that cannot be: half a person, a negative count, a mark above the scale."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import TABLE, Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..quantities import AMOUNT, Figures, Moment, Quantity, Sort, figures
from ..rules import Finding, Held, Rule, Severity
from ..sentences import SIGNS, Sentence, sentences
from ..spots import places
from . import Field, Kind, RuleError, Vocabulary, any_of

CHECKS = ("fraction", "negative", "scale", "base", "range")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：fraction 不可分的单位带小数，negative 负数，scale 超过满分，base 同比的基期，range 起止颠倒的范围",
        required=True,
        choices=CHECKS,
    ),
    "units": Field("texts", "查哪些单位"),
    "except": Field("texts", "同一小句里有这些词时不查"),
    "nouns": Field("texts", "scale：满分制的指标；base：同比一类的词"),
    "most": Field("number", "scale：满分，默认100"),
}
REACH = 24
"""Code points before a figure in which its clause is looked at."""

_FULL_MARK = lazily(r"满分(?:为|是)?(?P<mark>\d{2,4})分")
_SCALE = lazily(r"(?<!\d)(?:1[025]00|[1-9]000|1[25]0|[235]00)分")
"""A round mark that is the scale itself: 省级测评1000分."""
_CLAUSE = lazily(r"[,。;:!?\n]")
_MOMENT = lazily(SIGNS["moment"])
_POINTS = ".点"
_MINUS = frozenset("-−－负")
_MINUS_BEFORE = lazily(r"(?:^|[^\dA-Za-z%年月日万亿元件起名人户个家次℃)〕—~-])(?:-|−|－|负)$")


class FigureChecker:
    """Looks at figures one by one."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._check: str = fields["check"]
        self._units = frozenset(fields.get("units", ()))
        self._except = any_of(fields.get("except", ()))
        self._nouns = any_of(fields.get("nouns", ()))
        self._most: float = fields.get("most", 100)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        if self._check == "base":
            found = sentences(document)
            for number in found.holding(_MOMENT):
                yield from self._base(document, found[number])
            return
        if self._check == "range":
            yield from self._ranges(document)
            return
        judge = {"fraction": self._fraction, "negative": self._negative, "scale": self._scale}[self._check]
        text = document.reading.text
        told = figures(document)
        suspects = self._suspects(text, told)
        if suspects is not None and not suspects:
            return
        for unit, numbers in _by_unit(document).items():
            if unit in self._units:
                for number in numbers if suspects is None else sorted(suspects.intersection(numbers)):
                    figure = told[number]
                    if isinstance(figure, Quantity) and not (self._check == "fraction" and _is_whole(figure)):
                        yield from judge(document, text, figure)

    def _suspects(self, text: str, found: Figures) -> set[int] | None:
        """Those of the figures that can be wrong at all, None for all: few of them are worth a look at their clause."""
        starts, ends = found.starts, found.ends
        if self._check == "fraction":
            points = [(at, bisect_right(starts, at) - 1) for sign in _POINTS for at in places(text, sign)]
            return {number for at, number in points if number >= 0 and at < ends[number]}
        if self._check == "negative":
            behind = [(at + 1, bisect_left(starts, at + 1)) for sign in _MINUS for at in places(text, sign)]
            return {number for at, number in behind if number < len(starts) and starts[number] == at}
        return None

    def _fraction(self, document: Document, text: str, quantity: Quantity) -> Iterator[Finding]:
        if (
            text[quantity.numeral[0] : quantity.numeral[1]][-1:] in "百千万亿"
            or self._except.search(_clause(text, quantity))
            # 下降4.2个、提高8.9个百分点
            or (quantity.printed_unit == "个" and "百分点" in text[quantity.end : quantity.end + REACH])
        ):
            return
        figure = text[quantity.numeral[0] : quantity.end]
        message = say("“{figure}”：{unit}数不会有小数", figure=figure, unit=quantity.printed_unit)
        yield Finding(document.reading.span(quantity.numeral[0], quantity.end), message)

    def _negative(self, document: Document, text: str, quantity: Quantity) -> Iterator[Finding]:
        start = quantity.start
        if not _MINUS_BEFORE.search(text, max(0, start - 2), start) or self._except.search(_clause(text, quantity)):
            return
        span = document.reading.span(start - 1, quantity.end)
        if document.place(span.start) != TABLE:
            yield Finding(span, say("“{figure}”：数量不会是负数", figure=text[start - 1 : quantity.end]))

    def _scale(self, document: Document, text: str, quantity: Quantity) -> Iterator[Finding | Held]:
        clause = _clause(text, quantity)
        if quantity.role != AMOUNT or not self._nouns.search(clause) or self._except.search(clause):
            return
        start = max(text.rfind(mark, 0, quantity.start) for mark in ";。\n") + 1
        told = _FULL_MARK.search(text, max(start, quantity.start - 2 * REACH), quantity.end + REACH)
        most = float(told["mark"]) if told else self._most
        if told is None and _SCALE.search(text, max(start, quantity.start - 2 * REACH), quantity.end):
            return
        span = document.reading.span(quantity.numeral[0], quantity.end)
        if quantity.value > most:
            figure = text[quantity.numeral[0] : quantity.end]
            yield Finding(span, say("“{figure}”超过满分{most:g}分", figure=figure, most=most))
        else:
            yield Held(span)

    def _ranges(self, document: Document) -> Iterator[Finding | Held]:
        """3—5名, 4%—6%: the smaller number stands first."""
        text = document.reading.text
        found, by_unit = figures(document), _by_unit(document)
        for number in [each for unit in self._units if unit in by_unit for each in by_unit[unit]]:
            figure = found.kinds[number]
            if not isinstance(figure, Quantity) or not figure.range:
                continue  # what is of a sort is one number
            span = document.reading.span(figure.numeral[0], figure.end)
            if figure.interval.low is None or figure.first <= figure.value:
                yield Held(span)
            elif not self._except.search(text, max(0, figure.start - 6), figure.start):
                yield Finding(span, say("范围“{figure}”前大后小", figure=text[figure.numeral[0] : figure.end]))

    def _base(self, document: Document, sentence: Sentence) -> Iterator[Finding | Held]:
        """同比 stands with the year before the one that is spoken of, if with any."""
        template = sentence.template
        for match in self._nouns.finditer(template):
            base = sentence.at.get(match.end())
            if not isinstance(base, Moment) or base.year is None or base.range:
                continue
            told = [m for at, m in sentence.at.items() if isinstance(m, Moment) and m.year and at < match.start()]
            date = document.outline.date
            years = {told[-1].year} if told else {date.earliest.year, date.latest.year} if date is not None else set()
            span = document.reading.span(base.start - len(match.group()), base.end)
            if any(year is not None and year - base.year == 1 for year in years):
                yield Held(span)
            elif all(year is not None and year - base.year > 1 for year in years):
                text = document.reading.text[base.start : base.end]
                message = say("“同比”是与上年同期比，这里的基期是{base}", base=text)
                # Without a year of its own the text may be last year's.
                yield Finding(span, message, severity=None if years else Severity.INFO)


def _is_whole(quantity: Quantity) -> bool:
    return not quantity.decimals or quantity.range


def _by_unit(document: Document) -> Mapping[str, Sequence[int]]:
    """The numbers of the quantities by their printed units, sorted once for all rules."""
    found: dict[str, list[int]] | None = document.memo.get(_by_unit)
    if found is None:
        found = document.memo[_by_unit] = defaultdict(list)
        for kind, alike in figures(document).alike:
            if type(kind) is Sort or type(kind) is Quantity:
                found[kind.printed_unit] += alike
        for numbers in found.values():
            numbers.sort()
    return found


def _clause(text: str, quantity: Quantity) -> str:
    before = text[max(0, quantity.start - REACH) : quantity.start]
    return _CLAUSE.split(before)[-1] + _CLAUSE.split(text[quantity.end : quantity.end + 8])[0]


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> FigureChecker:
    if fields["check"] == "base":
        if not fields.get("nouns"):
            raise RuleError(say("nouns 是空的。"), "nouns")
    elif not fields.get("units"):
        raise RuleError(say("units 是空的。"), "units")
    return FigureChecker(rule, fields)


KIND = Kind("figure", "单个数字", FIELDS, _compile)
