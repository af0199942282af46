"""Kind `ending`: paragraphs of prose that end without a mark, or with one that cannot end them.

A text whose lines were broken when it was copied, and a text that has no marks at all, are other matters: there the
ends of the paragraphs say nothing. So a paragraph is told only where the others end as they should.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..addresses import in_address
from ..document import BODY, Document, Span
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..records import Record
from ..rules import Edit, Finding, Fix, Rule
from . import Field, Kind, Vocabulary, any_of

CHECKS = ("missing", "unfinished")
FIELDS = {
    "check": Field(
        "choice", "查什么：missing 段末没有标点，unfinished 段末是逗号、顿号", required=True, choices=CHECKS
    ),
    "except": Field("texts", "段末是这些词时不报，如 摄"),
}
LEAST_LENGTH = 40
"""Code points of a paragraph from which it counts as prose."""
LEAST_SOUND = 4
"""So many paragraphs must end as they should."""
MOST_AT_FAULT = 0.15
"""Share of paragraphs at fault (if more than one) from which the ends of lines mean nothing in this text."""

_WITHOUT = lazily("[\u3400-\u9fffA-Za-z0-9%]")
_UNFINISHED = lazily("[,、]")
"""Last characters of a paragraph."""
_LABELLED = lazily("[\u3400-\u9fff]{2,8}:[^。;]*$")
"""`责任单位：甲局，乙局`: an entry of a list, not a sentence."""
_KANA = lazily("[\u3040-\u30ff]")


class _Prose(Record):
    """A paragraph of prose: where it begins in the reading, and its text there."""

    start: int
    text: str


class EndingChecker:
    """One of the checks over the ends of paragraphs."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, words: Iterable[str]) -> None:
        self._check = check
        self._fault = _WITHOUT if check == "missing" else _UNFINISHED
        self._words = lazily(f"(?:{any_of(words).pattern})$")

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        paragraphs = _paragraphs(document)
        # Both faults come of broken lines, so both count.
        at_fault = [paragraph for paragraph in paragraphs if _is_at_fault(paragraph.text)]
        sound = len(paragraphs) - len(at_fault)
        if sound < LEAST_SOUND or len(at_fault) > max(1, MOST_AT_FAULT * len(paragraphs)):
            return
        for paragraph in at_fault:
            last = document.reading.offset(paragraph.start + len(paragraph.text) - 1)
            span = Span(last, last + 1)
            if not self._fault.match(paragraph.text[-1]) or self._words.search(paragraph.text):
                continue
            if in_address(document, span):
                continue
            if self._check == "missing":
                start = max(last - 3, 0)
                fix = Fix((Edit(span.end, span.end, "。"),))
                yield Finding(Span(start, span.end), say("段末没有标点，是否漏了句号？"), fix=fix)
            else:
                mark = document.slice(span)
                yield Finding(span, say("段末是“{mark}”，话没有说完", mark=mark))


def _is_at_fault(text: str) -> bool:
    last = text[-1]
    return last != "。" and (_WITHOUT.match(last) is not None or _UNFINISHED.match(last) is not None)


def _paragraphs(document: Document) -> Sequence[_Prose]:
    """The paragraphs of prose, found once for both checks; none where all end as they should."""
    found: list[_Prose] | None = document.memo.get(_paragraphs)
    if found is None:
        found = list(_long(document))
        # What is no prose is of interest only where something is at fault.
        ill = any(_is_at_fault(paragraph.text) for paragraph in found)
        found = [p for p in found if not (_LABELLED.match(p.text) or _KANA.search(p.text))] if ill else []
        document.memo[_paragraphs] = found
    return found


def _long(document: Document) -> Iterator[_Prose]:
    """The paragraphs that are long enough and have a mark inside."""
    reading = document.reading
    for element in document.outline.elements():
        # The reading only leaves out: what is short in the document is so there.
        if element.role != "paragraph" or element.place != BODY or len(element.span) < LEAST_LENGTH:
            continue
        start = reading.position(element.span.start)
        text = reading.text[start : reading.position(element.span.end)].rstrip()
        if len(text) >= LEAST_LENGTH and "," in text[:-1]:
            yield _Prose(start, text)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> EndingChecker:
    return EndingChecker(fields["check"], fields.get("except", ()))


KIND = Kind("ending", "段末标点", FIELDS, _compile)
