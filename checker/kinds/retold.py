"""Kind `retold`: a figure that is told twice, the second time with digits that look like a slip of the first.

Two figures of one unit speak of the same thing where the words around them agree; that alone would not do, since a
goal repeats the words of last year's result. So only slips are looked for: digits in another order (1206, 1260), one
digit changed in a long figure, the point moved. A figure that is just rounded (8.65万, 86520) agrees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..document import Document
from ..messages import say
from ..phrases import Hit
from ..printing import figure_end
from ..quantities import AMOUNT, SHARE, Moment, Quantity
from ..reading import fold
from ..rules import Finding, Held, Related, Rule
from ..sentences import Sentence, sentences
from . import Field, Kind, RuleError, Vocabulary

FIELDS = {
    "shares": Field("texts", "百分数前面以哪些词结尾才比较，如 率、占比", required=True),
    "common": Field("texts", "到处都有的词，不能说明两处说的是同一件事，如 比上年增长"),
    "plan": Field("texts", "说明是目标、打算或另一时期的词，这样的数不比较"),
}
_AROUND = 24
"""Code points on each side of a figure in which its words are looked at."""
MOST = 40
"""Figures with like digits that are compared with each other; more are a table in disguise."""

_YEAR_WORD = re.compile("[去今明上前]年")
_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_MARK = re.compile("[,、。;:!?()\n\ue000-\ue004]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with the words around it."""

    quantity: Quantity
    digits: str
    before: str
    after: str
    years: frozenset[int | str]


class RetoldChecker:
    """Compares figures of like digits."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        shares = "|".join(re.escape(word) for word in fields["shares"])
        self._share = re.compile(f"(?:{shares})(?:为|是|达到|保持在|稳定在)?$")
        self._common = _any_of(fields.get("common", ()))
        self._plan = _any_of(fields.get("plan", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        groups: dict[tuple[str, str], list[_Told]] = defaultdict(list)
        seen: set[tuple[int, int]] = set()
        for sentence in sentences(document):
            for told in self._told(document, sentence):
                for key in _keys(told.digits):
                    group = groups[told.quantity.unit, key]
                    for earlier in group[-MOST:]:
                        pair = (earlier.quantity.start, told.quantity.start)
                        if pair not in seen:
                            seen.add(pair)
                            yield from self._compared(document, earlier, told)
                    group.append(told)

    def _told(self, document: Document, sentence: Sentence) -> Iterator[_Told]:
        years: set[int | str] = set(_YEAR_WORD.findall(sentence.template))
        for at, figure in sentence.at.items():
            if isinstance(figure, Moment) and figure.year is not None:
                years.add(figure.year)
            if not isinstance(figure, Quantity) or figure.han or figure.range or not figure.unit:
                continue
            before = _MARK.split(sentence.template[max(0, at - _AROUND) : at])[-1]
            after = _MARK.split(sentence.template[at + 1 : at + 1 + _AROUND])[0]
            if figure.role == SHARE:
                if not self._share.search(before):
                    continue
                after = ""
            elif figure.role != AMOUNT:
                continue
            digits = _digits(document.reading.text, figure)
            if len(digits) < 2 or self._plan.search(before) or self._plan.search(after):
                continue
            yield _Told(figure, digits, before, after, frozenset(years))

    def _compared(self, document: Document, one: _Told, two: _Told) -> Iterator[Finding | Held]:
        if one.years and two.years and not one.years & two.years:
            return
        agree = one.quantity.interval.meets(two.quantity.interval)
        if not agree and not _slip(one, two):
            return
        shared = self._shared(f"{one.before} {one.after}", f"{two.before} {two.after}")
        least = 4 if agree or min(len(one.digits), len(two.digits)) > 2 else 6
        if not _permuted(one.digits, two.digits) and not agree:
            least = 6
        if shared < least:
            return
        reading = document.reading
        span = reading.span(two.quantity.numeral[0], figure_end(reading.text, two.quantity))
        if agree:
            # A round figure may agree by chance.
            if len(two.digits) > 2 and not two.digits.endswith("00"):
                yield Held(span)
            return
        first = reading.text[one.quantity.numeral[0] : one.quantity.end]
        second = reading.text[two.quantity.numeral[0] : two.quantity.end]
        message = say("同一个数前后不一：前面是{first}，这里是{second}", first=first, second=second)
        related = (Related(reading.span(one.quantity.start, one.quantity.end), first),)
        yield Finding(span, message, related=related)

    def _shared(self, one: str, two: str) -> int:
        """The Han characters that both texts have in common; common words do not count.

        One run of four or more will do; short runs only where there are several.
        """
        left = self._common.sub(" ", one)
        right = self._common.sub(" ", two)
        total = longest = 0
        for run in _HAN_RUN.findall(left):
            while len(run) >= 2:
                length = next((n for n in range(len(run), 1, -1) if run[:n] in right), 0)
                total += length
                longest = max(longest, length)
                run = run[max(length, 1) :]
        return total if longest >= 4 or total >= 6 else 0


def _digits(text: str, quantity: Quantity) -> str:
    """The digits of a figure from the first that is not zero."""
    shown = "".join(character for character in text[slice(*quantity.numeral)] if character.isdigit())
    return shown.lstrip("0")


def _keys(digits: str) -> Iterator[str]:
    """What figures that may be slips of each other have in common: their digits in order, or all but one."""
    yield "".join(sorted(digits))
    if len(digits) >= 4:
        for index in range(len(digits)):
            yield f"{digits[:index]}?{digits[index + 1 :]}"
        # A long figure may be told again rounded to three digits.
        yield "".join(sorted(_rounded(digits)))


def _rounded(digits: str) -> str:
    return str(round(int(digits[:4]) / 10))


def _permuted(one: str, two: str) -> bool:
    return sorted(one) == sorted(two) or sorted(one[:3]) == sorted(two[:3])


def _slip(one: _Told, two: _Told) -> bool:
    """Whether one figure may be the other mistyped: of the same size, or the point moved by one place."""
    first, second = one.quantity.value, two.quantity.value
    if not first or not second:
        return False
    ratio = first / second
    if one.digits == two.digits:
        return ratio in {10, 100} or 1 / ratio in {10, 100}
    if not (one.digits[:1] >= "1" and 1 / 10 < ratio < 10):
        return False
    if sorted(one.digits) == sorted(two.digits):
        return True
    if len(one.digits) == len(two.digits):
        # A round figure (3000 beside 3500) is a goal rather than a slip.
        if one.digits.endswith("00") or two.digits.endswith("00"):
            return False
        return len(one.digits) >= 4 and sum(a != b for a, b in zip(one.digits, two.digits, strict=True)) == 1
    return sorted(_three(one.digits)) == sorted(_three(two.digits)) and _three(one.digits) != _three(two.digits)


def _three(digits: str) -> str:
    return _rounded(digits) if len(digits) >= 4 else digits


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)")


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RetoldChecker:
    if not fields["shares"]:
        raise RuleError(say("shares 是空的。"), "shares")
    return RetoldChecker(rule, fields)


KIND = Kind("retold", "同一个数说了两遍", FIELDS, _compile)
