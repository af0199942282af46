"""Kind `ending`: paragraphs of prose that end without a mark, or with one that cannot end them.

A text whose lines were broken when it was copied, and a text that has no marks at all, are other matters: there the
ends of the paragraphs say nothing. So a paragraph is told only where the others end as they should.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..addresses import in_address
from ..document import BODY, Document, Span
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
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


@dataclass(frozen=True, slots=True)
class _Prose:
    """A paragraph of prose: where its last character stands in the document, and its text in reading form."""

    last: int
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
        at_fault = [p for p in paragraphs if _WITHOUT.match(p.text[-1]) or _UNFINISHED.match(p.text[-1])]
        sound = len(paragraphs) - len(at_fault)
        if sound < LEAST_SOUND or len(at_fault) > max(1, MOST_AT_FAULT * len(paragraphs)):
            return
        for paragraph in at_fault:
            span = Span(paragraph.last, paragraph.last + 1)
            if not self._fault.match(paragraph.text[-1]) or self._words.search(paragraph.text):
                continue
            if in_address(document, span):
                continue
            if self._check == "missing":
                start = max(paragraph.last - 3, 0)
                fix = Fix((Edit(span.end, span.end, "。"),))
                yield Finding(Span(start, span.end), say("段末没有标点，是否漏了句号？"), fix=fix)
            else:
                mark = document.slice(span)
                yield Finding(span, say("段末是“{mark}”，话没有说完", mark=mark))


def _paragraphs(document: Document) -> Sequence[_Prose]:
    """The paragraphs of prose, found once for both checks."""
    found: tuple[_Prose, ...] | None = document.memo.get(_paragraphs)
    if found is None:
        found = document.memo[_paragraphs] = tuple(_prose(document))
    return found


def _prose(document: Document) -> Iterator[_Prose]:
    reading = document.reading
    for element in document.outline.elements():
        if element.role != "paragraph" or element.place != BODY:
            continue
        start = reading.position(element.span.start)
        text = reading.text[start : reading.position(element.span.end)].rstrip()
        if len(text) >= LEAST_LENGTH and "," in text[:-1] and not (_LABELLED.match(text) or _KANA.search(text)):
            yield _Prose(reading.offset(start + len(text) - 1), text)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> EndingChecker:
    return EndingChecker(fields["check"], fields.get("except", ()))


KIND = Kind("ending", "段末标点", FIELDS, _compile)
