"""Kind `shares`: shares of one whole that are told one by one make up 100 percent, and never more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..document import Document
from ..lazy import lazily
from ..members import LABEL, Member, members_of, total_of
from ..messages import say
from ..phrases import Hit
from ..printing import figure_span, numeral, quoted_figures
from ..quantities import SHARE, Interval
from ..rules import Finding, Held, Rule
from ..sentences import SIGNS, Sentence, sentences
from ..spots import matches, places
from . import Field, Kind, RuleError, Vocabulary, any_of

CHECKS = ("sum", "ratio")
FIELDS = {
    "check": Field("choice", "查什么：sum 各项占比之和，ratio 几项之比合计100", required=True, choices=CHECKS),
    "words": Field("texts", "引出占比的词，如 占、分别占；ratio：结构、比例", required=True),
    "change": Field("texts", "sum：说明不是一个整体的几部分的词，如 满意"),
    "rest": Field("texts", "sum：说明已经列全的词，如 其余"),
    "open": Field("texts", "sum：说明互相重复的词，如 多选"),
}
Found = Iterator[Finding | Held]


class SharesChecker:
    """Adds up shares."""

    literals: tuple[str, ...] = ()

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._ratio = fields["check"] == "ratio"
        self._words = any_of(fields["words"])
        self._change = any_of(fields.get("change", ()))
        self._rest = any_of(fields.get("rest", ()))
        self._open = any_of(fields.get("open", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        if self._ratio:
            yield from self._ratios(document)
            return
        found = sentences(document)
        if found.template.count(_SHARE) >= _LEAST:
            for number, (begin, stop, *_) in enumerate(found.bounds):
                if found.template.count(_SHARE, begin, stop) >= _LEAST:
                    yield from self._shares(document, found[number])

    def _shares(self, document: Document, sentence: Sentence) -> Found:
        """甲类占35%、乙类占40%、丙类占45%: shares of one whole, told of things of one sort, are at most 100 %."""
        run: list[Member] = []
        together = False
        for member in members_of(sentence):
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

    def _share_run(self, document: Document, run: Sequence[Member], sentence: Sentence, *, together: bool) -> Found:
        if len(run) < _LEAST or self._open.search(sentence.template):
            return
        names = [self._words.split(member.label.strip())[0] for member in run]
        closed = self._rest.search(names[-1]) is not None
        # 对治安满意的占96%、对服务满意的占95%: answers to several questions, no parts of one whole.
        asked = self._change.search(sentence.template) or all(member.quantity.value > 50 for member in run)
        if asked and not together and not closed:
            return
        if not (closed or together or len({name[-2:] for name in names if name}) <= 1):
            return
        total = total_of(member.quantity for member in run)
        whole = Interval.exactly(100)
        last = run[-1].quantity
        if total.meets(whole) or not (closed or total.above(whole)):
            yield Held(figure_span(document, last))
            return
        numerals = [numeral(document.reading.text, member.quantity) for member in run]
        words = {"sum": "＋".join(numerals), "total": _middle(total)}
        message = say("{sum}={total}%，应为100%", **words) if closed else say("{sum}={total}%，超过100%", **words)
        yield Finding(
            figure_span(document, last),
            message,
            related=quoted_figures(document, (member.quantity for member in run[:-1])),
        )

    def _ratios(self, document: Document) -> Found:
        """三次产业结构为5.2:40.1:54.7: the terms make up 100."""
        text = document.reading.text
        for match in matches(_RATIO, text, _ratios(text)):
            label = text[max(0, match.start() - 2 * LABEL) : match.start()].rpartition("。")[2]
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


def _ratios(text: str) -> list[int]:
    """Where the first term before a colon may begin: five characters before it (40.15) at most."""
    colons = [at for mark in ":∶" for at in places(text, mark) if text[at - 1 : at].isdecimal()]
    return sorted({start for at in colons for start in range(max(0, at - 5), at)})


_SHARE = SIGNS[SHARE]
_LEAST = 3
"""Shares that make up a whole; fewer are not judged."""
_RATIO = lazily(r"(?<![\d.:∶])\d{1,2}(?:\.\d{1,2})?(?:[:∶]\d{1,2}(?:\.\d{1,2})?){2,5}(?![\d.:∶])")
_TOGETHER = ("分别占", "分别占比", "分别占比为", "分别占总数的")


def _middle(interval: Interval) -> str:
    assert interval.low is not None and interval.high is not None
    return f"{float((interval.low + interval.high) / 2):g}"


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> SharesChecker:
    if not fields["words"]:
        raise RuleError(say("words 是空的。"), "words")
    return SharesChecker(fields)


KIND = Kind("shares", "各项占比", FIELDS, _compile)
