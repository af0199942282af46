"""Kind `parts`: a whole and its parts in one sentence: 其中, 共计, lists in brackets, shares that make up the whole.

A list behind 其中 is open: its parts may be fewer than the whole, never more. A list before 共计, or one with 其余, is
closed and has to agree. Figures that tell of a change (比上年增加30件) are no parts; where the labels leave that in
doubt nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any

from ..document import Document
from ..doubts import is_told_already
from ..messages import say
from ..phrases import Hit
from ..printing import check_again, corrected, expected_text, figure_end, number_fix, numeral
from ..quantities import AMOUNT, SHARE, Interval, Quantity
from ..reading import fold
from ..rules import Finding, Held, Related, Rule, Severity
from ..sentences import Sentence, sentences
from ..span import Span
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("among", "total", "shares", "ratio")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：among 其中，total 合计，shares 各项占比之和，ratio 三项之比合计100",
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
_LABEL = 24


@dataclass(frozen=True, slots=True)
class _Member:
    """A quantity with what stands before it in its clause, and the mark before that."""

    quantity: Quantity
    at: int
    label: str
    mark: str
    after: str


Found = Iterator[Finding | Held]


class PartsChecker:
    """Judges wholes and parts."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._check: str = fields["check"]
        frames = [word.partition("…") for word in fields["words"]]
        self._words = _any_of(opening for opening, _, _ in frames)
        self._closing: dict[str, list[str]] = {}
        for opening, _, closing in frames:
            if closing:
                self._closing.setdefault(fold(opening), []).append(fold(closing))
        self._change = _any_of(fields.get("change", ()))
        self._apart = _any_of(fields.get("apart", ()))
        self._rest = _any_of(fields.get("rest", ()))
        self._open = _any_of(fields.get("open", ()))
        self._ended = _any_of(fields.get("ended", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        if self._check == "ratio":
            yield from self._ratios(document)
            return
        judge = {"among": self._among, "total": self._total, "shares": self._shares}[self._check]
        before: Sentence | None = None
        for sentence in sentences(document):
            if self._words.search(sentence.template) or self._check == "shares":
                yield from judge(document, sentence, before)
            before = sentence

    def _among(self, document: Document, sentence: Sentence, before: Sentence | None) -> Found:
        """500件,其中甲300件、乙120件: each part, and all together, at most the whole."""
        members = _members(sentence)
        heads = list(self._words.finditer(sentence.template))
        opening = len(sentence.template) - len(sentence.template.lstrip())
        for index, match in enumerate(heads):
            stop = heads[index + 1].start() if index + 1 < len(heads) else len(sentence.template)
            whole = self._whole([m for m in members if _reaches(sentence.template, m.at, match.start())])
            if whole is None and before is not None and match.start() <= opening:
                whole = self._whole(_members(before)) if before.end == sentence.start else None
            if whole is None:
                continue
            stop = _end_of_list(sentence.template, match.end(), stop)
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

    def _whole(self, members: Sequence[_Member]) -> Quantity | None:
        """The last amount that is not told as a change."""
        for member in reversed(members):
            if member.quantity.role != AMOUNT or not member.quantity.unit:
                continue
            if not self._tells_change(member.label):
                return member.quantity
        return None

    def _parts(self, whole: Quantity, members: Sequence[_Member]) -> list[_Member]:
        """The run of amounts in the whole's unit; shares and changes told beside them are passed over.

        What comes first must be a part; an amount in another unit, or a verb of its own, ends the run.
        """
        parts: list[_Member] = []
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

    def _against(self, document: Document, whole: Quantity, parts: Sequence[_Member], text: str) -> Found:
        reading = document.reading
        first = parts[0].quantity
        if _above(first.interval, whole.interval):
            shown = [reading.text[one.numeral[0] : figure_end(reading.text, one)] for one in (first, whole)]
            message = say("其中的{part}比总数{whole}还多", part=shown[0], whole=shown[1])
            related = (Related(reading.span(whole.start, whole.end), reading.text[whole.start : whole.end]),)
            yield Finding(_span(document, first), message, related=related)
            return
        if len(parts) < 2:
            yield Held(_span(document, first))
            return
        total = _sum(part.quantity for part in parts)
        closed = any(self._rest.match(part.label.strip()) for part in parts) or self._rest.match(parts[-1].after)
        if total.meets(whole.interval):
            yield Held(_span(document, whole))
            return
        if self._open.search(text) or not _listed(parts):
            return
        figures = {str(part.at): part.quantity for part in parts} | {"": whole}
        if is_told_already(document, figures):
            return
        if closed or _above(total, whole.interval):
            finding = self._wrong_sum(document, whole, [part.quantity for part in parts], total)
            # A row of clauses may go on to what comes after: 盗窃260起,破案1860起.
            loose = not closed and parts[1].mark == ","
            yield replace(finding, severity=Severity.INFO) if loose else finding
        elif len(parts) >= 3 and (slip := _slip(total, whole)) is not None:
            # An open list may well be shorter than the whole, but hardly by two digits changing places.
            finding = self._wrong_sum(document, whole, [part.quantity for part in parts], total)
            yield replace(finding, severity=slip, advice=say("如果分项已经列全，请核对总数和各项。"))
        else:
            yield Held(_span(document, whole))

    def _total(self, document: Document, sentence: Sentence, before: Sentence | None) -> Found:
        """甲300件、乙500件,共计800件: the amounts before the total make it up."""
        members = _members(sentence)
        for index, member in enumerate(members):
            total = member.quantity
            match = self._words.search(member.label)
            if match is None or total.role != AMOUNT or not total.unit or match.end() != len(member.label.rstrip()):
                continue
            parts, whole_list = self._summands(members[:index], total)
            text = sentence.template[: member.at]
            if len(parts) < 2 or self._open.search(text):
                continue
            summed = _sum(part.quantity for part in parts)
            if summed.meets(total.interval):
                yield Held(_span(document, total))
            elif whole_list and _listed(parts):
                yield self._wrong_sum(document, total, [part.quantity for part in parts], summed)

    def _summands(self, members: Sequence[_Member], total: Quantity) -> tuple[list[_Member], bool]:
        """The amounts right before a total, and whether nothing before them may belong to the sum as well."""
        parts: list[_Member] = []
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

    def _shares(self, document: Document, sentence: Sentence, before: Sentence | None) -> Found:
        """甲类占35%、乙类占40%、丙类占45%: shares of one whole, told of things of one sort, are at most 100 %."""
        run: list[_Member] = []
        together = False
        for member in _members(sentence):
            label = member.label.rstrip()
            if member.quantity.role != SHARE:
                if member.quantity.unit != "岁":
                    yield from self._share_run(document, run, sentence, together=together)
                    run = []
                continue
            word = self._words.search(label)
            opens = word is not None and word.end() == len(label)
            goes_on = bool(run) and sentence.template[run[-1].at + 1] in "、,和"
            if opens and (goes_on or not run):
                together = not run and label.endswith(_TOGETHER)
                run.append(member)
            elif goes_on and together and not label:
                run.append(member)
            else:
                yield from self._share_run(document, run, sentence, together=together)
                run = [member] if opens else []
                together = opens and label.endswith(_TOGETHER)
        yield from self._share_run(document, run, sentence, together=together)

    def _share_run(self, document: Document, run: Sequence[_Member], sentence: Sentence, *, together: bool) -> Found:
        if len(run) < 3 or self._open.search(sentence.template):
            return
        names = [self._words.split(member.label.strip())[0] for member in run]
        closed = self._rest.search(names[-1]) is not None
        # 对治安满意的占96%、对服务满意的占95%: answers to several questions, no parts of one whole.
        asked = self._change.search(sentence.template) or all(member.quantity.value > 50 for member in run)
        if asked and not together and not closed:
            return
        if not (closed or together or len({name[-2:] for name in names if name}) <= 1):
            return
        total = _sum(member.quantity for member in run)
        whole = Interval.exactly(100)
        last = run[-1].quantity
        if total.meets(whole) or not (closed or _above(total, whole)):
            yield Held(_span(document, last))
            return
        numerals = [numeral(document.reading.text, member.quantity) for member in run]
        words = {"sum": "＋".join(numerals), "total": _middle(total)}
        message = say("{sum}={total}%，应为100%", **words) if closed else say("{sum}={total}%，超过100%", **words)
        yield Finding(_span(document, last), message, related=_related(document, run[:-1]))

    def _ratios(self, document: Document) -> Found:
        """三次产业结构为5.2:40.1:54.7: the terms make up 100."""
        text = document.reading.text
        for match in _RATIO.finditer(text):
            label = text[max(0, match.start() - 2 * _LABEL) : match.start()].rpartition("。")[2]
            if not self._words.search(label):
                continue
            terms = re.split("[:∶]", match.group())
            decimals = [len(term.partition(".")[2]) for term in terms]
            total = sum((Fraction(term) for term in terms), Fraction(0))
            slack = sum((Fraction(1, 2 * 10**places) for places in decimals), Fraction(0))
            span = document.reading.span(match.start(), match.end())
            if abs(total - 100) <= slack:
                yield Held(span)
            elif abs(total - 100) <= 15:
                message = say("{sum}={total}，应为100", sum="＋".join(terms), total=f"{float(total):g}")
                yield Finding(span, message)

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
        related = tuple(Related(reading.span(p.start, p.end), reading.text[p.start : p.end]) for p in parts[:8])
        return Finding(
            _span(document, whole),
            message,
            advice=check_again(expected if right is not None else None),
            severity=Severity.INFO if near else None,
            fix=number_fix(document, whole, right),
            related=related,
        )


_RATIO = re.compile(r"(?<![\d.:∶])\d{1,2}(?:\.\d{1,2})?(?:[:∶]\d{1,2}(?:\.\d{1,2})?){2,5}(?![\d.:∶])")
_TOGETHER = ("分别占", "分别占比", "分别占比为", "分别占总数的")
_MARK = re.compile(r"[,、;:()“”]|和|及|与")
_STOP = re.compile(r"[;()]")


def _members(sentence: Sentence) -> list[_Member]:
    """The quantities of the sentence with their labels."""
    members: list[_Member] = []
    previous = 0
    places = list(sentence.at.items())
    for index, (at, figure) in enumerate(places):
        if not isinstance(figure, Quantity):
            continue
        following = places[index + 1][0] if index + 1 < len(places) else len(sentence.template)
        between = sentence.template[max(previous, at - 60) : at]
        marks = list(_MARK.finditer(between))
        label = between[marks[-1].end() :] if marks else between
        mark = marks[-1].group() if marks else ""
        after = _MARK.split(sentence.template[at + 1 : min(following, at + 20)])[0]
        members.append(_Member(figure, at, label[-_LABEL:], mark, after))
        previous = at + 1
    return members


def _reaches(template: str, at: int, word: int) -> bool:
    """Whether the figure at `at` may be the whole that the word at `word` divides: not over a semicolon, nor out of
    a closed bracket (现有39名(含工勤2名),其中)."""
    between = template[at:word]
    return at < word and ";" not in between and between.count(")") <= between.count("(")


def _end_of_list(template: str, start: int, stop: int) -> int:
    match = _STOP.search(template, start, stop)
    return match.start() if match else stop


def _listed(parts: Sequence[_Member]) -> bool:
    """Whether the parts stand in one row, each after a mark, with nothing behind the figures but their nouns."""
    return all(part.mark in {"、", ",", "和", "及", "与", "其中", ""} for part in parts[1:]) and not any(
        len(part.after) > 8 for part in parts
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


def _span(document: Document, quantity: Quantity) -> Span:
    """The document's span of a figure with its unit."""
    return document.reading.span(quantity.numeral[0], figure_end(document.reading.text, quantity))


def _sum(quantities: Iterable[Quantity]) -> Interval:
    return reduce(lambda total, quantity: total + quantity.interval, quantities, Interval.exactly(0))


def _above(one: Interval, other: Interval) -> bool:
    """Whether every number of `one` is above every number of `other`."""
    return one.low is not None and other.high is not None and one.low > other.high


def _middle(interval: Interval) -> str:
    assert interval.low is not None and interval.high is not None
    return f"{float((interval.low + interval.high) / 2):g}"


def _related(document: Document, members: Sequence[_Member]) -> tuple[Related, ...]:
    text, span = document.reading.text, document.reading.span
    return tuple(
        Related(span(m.quantity.start, m.quantity.end), text[m.quantity.start : m.quantity.end]) for m in members[:8]
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of `words`; one that matches nothing where there are none."""
    return re.compile("|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)) or "(?!)")


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PartsChecker:
    if not fields["words"]:
        raise RuleError(say("words 是空的。"), "words")
    return PartsChecker(rule, fields)


KIND = Kind("parts", "总数与分项", FIELDS, _compile)
