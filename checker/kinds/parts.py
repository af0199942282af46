"""Kind `parts`: a whole and its parts in one sentence: 其中, 共计, 由…组成.

A list behind 其中 is open: its parts may be fewer than the whole, never more. A list before 共计, or one with 其余, is
closed and has to agree. Figures that tell of a change (比上年增加30件) are no parts; where the labels leave that in
doubt nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import Document
from ..doubts import is_told_already
from ..members import Member, end_of_list, listed, members_of, reaches, total_of
from ..messages import say
from ..phrases import Hit
from ..printing import (
    check_again,
    corrected,
    expected_text,
    figure_end,
    figure_span,
    number_fix,
    numeral,
    quoted_figures,
)
from ..quantities import AMOUNT, Interval, Quantity
from ..reading import fold
from ..records import replace
from ..rules import Finding, Held, Rule, Severity
from ..sentences import Sentence, sentences
from ..wants import Wants
from . import Field, Kind, RuleError, Vocabulary, any_of

CHECKS = ("among", "total")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：among 其中，total 合计",
        required=True,
        choices=CHECKS,
    ),
    "words": Field("texts", "引出这种关系的词，如 其中、共计、由…组成", required=True),
    "change": Field("texts", "说明数字是增减、平均、另一时期的词，这样的数不算总数或分项"),
    "apart": Field("texts", "含有这些词、但本身不是增减的名称，如 增加值"),
    "rest": Field("texts", "说明已经列全的词，如 其余"),
    "open": Field("texts", "说明没有列全或另有重复的词，如 等、另有"),
    "ended": Field("texts", "说明已经说到别的事的词，如 已、整改"),
}
MOST = 30
"""Parts of one list; longer ones are no lists of parts."""


Found = Iterator[Finding | Held]


class PartsChecker:
    """Judges wholes and parts."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._check: str = fields["check"]
        frames = [word.partition("…") for word in fields["words"]]
        self._words = any_of(opening for opening, _, _ in frames)
        self.wants = Wants(tuple(fold(opening) for opening, _, _ in frames))
        self._closing: dict[str, list[str]] = {}
        for opening, _, closing in frames:
            if closing:
                self._closing.setdefault(fold(opening), []).append(fold(closing))
        self._change = any_of(fields.get("change", ()))
        self._apart = any_of(fields.get("apart", ()))
        self._rest = any_of(fields.get("rest", ()))
        self._open = any_of(fields.get("open", ()))
        self._ended = any_of(fields.get("ended", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        found = sentences(document)
        for number in found.holding(self._words):
            if self._check == "among":
                yield from self._among(document, found[number], found[number - 1] if number else None)
            else:
                yield from self._total(document, found[number])

    def _among(self, document: Document, sentence: Sentence, before: Sentence | None) -> Found:
        """500件,其中甲300件、乙120件: each part, and all together, at most the whole."""
        members = members_of(sentence)
        heads = list(self._words.finditer(sentence.template))
        opening = len(sentence.template) - len(sentence.template.lstrip())
        for index, match in enumerate(heads):
            stop = heads[index + 1].start() if index + 1 < len(heads) else len(sentence.template)
            whole = self._whole([m for m in members if reaches(sentence.template, m.at, match.start())])
            if whole is None and before is not None and match.start() <= opening:
                whole = self._whole(members_of(before)) if before.end == sentence.start else None
            if whole is None:
                continue
            stop = end_of_list(sentence.template, match.end(), stop)
            inside = [m for m in members if match.end() <= m.at < stop]
            if inside:
                inside[0] = replace(inside[0], label=sentence.template[match.end() : inside[0].at])
            parts = self._parts(whole, inside)
            closing = self._closing.get(match.group())
            if parts and (closing is None or any(word in parts[-1].after for word in closing)):
                end = parts[-1].at + 1 + len(parts[-1].after)
                yield from self._against(document, whole, parts, sentence.template[match.end() : end])

    def _tells_change(self, label: str) -> bool:
        return self._change.search(self._apart.sub("", label)) is not None

    def _whole(self, members: Sequence[Member]) -> Quantity | None:
        """The last amount that is not told as a change."""
        for member in reversed(members):
            if member.quantity.role != AMOUNT or not member.quantity.unit:
                continue
            if not self._tells_change(member.label):
                return member.quantity
        return None

    def _parts(self, whole: Quantity, members: Sequence[Member]) -> list[Member]:
        """The run of amounts in the whole's unit; shares and changes told beside them are passed over.

        What comes first must be a part; an amount in another unit, or a verb of its own, ends the run.
        """
        parts: list[Member] = []
        for member in members[:MOST]:
            quantity = member.quantity
            if quantity.role != AMOUNT:
                continue
            if self._tells_change(member.label):
                if not parts:
                    break
                continue
            if quantity.unit != whole.unit or (parts and self._ended.search(member.label)):
                break
            # A comma behind a list of 、 begins something new.
            if len(parts) > 1 and member.mark == "," and parts[1].mark == "、":
                break
            parts.append(member)
        return parts if parts and parts[0] is members[0] else []

    def _against(self, document: Document, whole: Quantity, parts: Sequence[Member], text: str) -> Found:
        reading = document.reading
        first = parts[0].quantity
        if first.interval.above(whole.interval):
            shown = [reading.text[one.numeral[0] : figure_end(reading.text, one)] for one in (first, whole)]
            message = say("其中的{part}比总数{whole}还多", part=shown[0], whole=shown[1])
            yield Finding(figure_span(document, first), message, related=quoted_figures(document, [whole]))
            return
        if len(parts) < 2:
            yield Held(figure_span(document, first))
            return
        total = total_of(part.quantity for part in parts)
        closed = any(self._rest.match(part.label.strip()) for part in parts) or self._rest.match(parts[-1].after)
        if total.meets(whole.interval):
            yield Held(figure_span(document, whole))
            return
        if self._open.search(text) or not listed(parts):
            return
        finding: Finding | None = None
        if closed or total.above(whole.interval):
            finding = self._wrong_sum(document, whole, [part.quantity for part in parts], total)
            # A row of clauses may go on to what comes after: 盗窃260起,破案1860起.
            if not closed and parts[1].mark == ",":
                finding = replace(finding, severity=Severity.INFO)
        elif len(parts) >= 3 and (slip := _slip(total, whole)) is not None:
            # An open list may well be shorter than the whole, but hardly by two digits changing places.
            finding = self._wrong_sum(document, whole, [part.quantity for part in parts], total)
            finding = replace(finding, severity=slip, advice=say("如果分项已经列全，请核对总数和各项。"))
        if finding is None:
            yield Held(figure_span(document, whole))
        elif not is_told_already(document, [whole, *(part.quantity for part in parts)]):
            yield finding

    def _total(self, document: Document, sentence: Sentence) -> Found:
        """甲300件、乙500件,共计800件: the amounts before the total make it up."""
        members = members_of(sentence)
        for index, member in enumerate(members):
            total = member.quantity
            match = self._words.search(member.label)
            if match is None or total.role != AMOUNT or not total.unit or match.end() != len(member.label.rstrip()):
                continue
            parts, whole_list = self._summands(members[:index], total)
            text = sentence.template[: member.at]
            if len(parts) < 2 or self._open.search(text):
                continue
            summed = total_of(part.quantity for part in parts)
            if summed.meets(total.interval):
                yield Held(figure_span(document, total))
            elif whole_list and listed(parts):
                yield self._wrong_sum(document, total, [part.quantity for part in parts], summed)

    def _summands(self, members: Sequence[Member], total: Quantity) -> tuple[list[Member], bool]:
        """The amounts right before a total, and whether nothing before them may belong to the sum as well."""
        parts: list[Member] = []
        for member in reversed(members[-MOST:]):
            quantity = member.quantity
            if quantity.role != AMOUNT or quantity.unit != total.unit or self._tells_change(member.label):
                return parts, False
            if self._words.search(member.label):
                return parts, False
            parts.insert(0, member)
            if member.mark not in {"、", ",", "和", "及", "与", ""}:
                return parts, member.mark in {":", ";"}
        return parts, len(members) <= MOST

    def _wrong_sum(self, document: Document, whole: Quantity, parts: Sequence[Quantity], total: Interval) -> Finding:
        reading = document.reading
        numerals = [numeral(reading.text, part) for part in parts]
        expected = expected_text(reading.text, total, whole)
        message = say(
            "{sum}={expected}，文中为{claimed}",
            sum="＋".join(numerals),
            expected=expected,
            claimed=reading.text[whole.start : whole.end],
        )
        right = corrected(reading.text, total, whole)
        loose = sum((part.step for part in parts if part.interval.low != part.interval.high), whole.step)
        exact = all(part.interval.low == part.interval.high for part in (*parts, whole))
        near = not exact and total.widened(loose).meets(whole.interval)
        return Finding(
            figure_span(document, whole),
            message,
            advice=check_again(expected if right is not None else None),
            severity=Severity.INFO if near else None,
            fix=number_fix(document, whole, right),
            related=quoted_figures(document, parts),
        )


def _slip(total: Interval, whole: Quantity) -> Severity | None:
    """Whether the whole looks like an exact sum mistyped: digits in another order, or (a hint only) one changed."""
    if total.low is None or total.low != total.high or whole.value < 100:
        return None
    digits, told = str(total.low / whole.magnitude), str(whole.value / whole.magnitude)
    if len(digits) > 2 and sorted(digits) == sorted(told):
        return Severity.WARNING
    changed = sum(one != other for one, other in zip(digits, told, strict=False))
    # In a short figure one digit changes by chance.
    return Severity.INFO if len(digits) == len(told) > 3 and changed == 1 else None


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PartsChecker:
    if not fields["words"]:
        raise RuleError(say("words 是空的。"), "words")
    return PartsChecker(rule, fields)


KIND = Kind("parts", "总数与分项", FIELDS, _compile)
