"""What a check over time says of a place, and how that becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import Document
from ..records import Record
from ..rules import Edit, Finding, Fix, Held, Severity


class Wrong(Record, frozen=True):
    """Something out of its time at `start`:`end` of the reading text. `edit` (start, end, text) would put it right.

    `severity` lowers that of the rule; `advice` stands in place of the rule's. What is wrong of the same `name` is told
    once for the document.
    """

    start: int
    end: int
    message: str
    severity: Severity | None = None
    edit: tuple[int, int, str] | None = None
    advice: str | None = None
    name: str = ""


class Right(Record, frozen=True):
    """Something that was looked into and stands in its time."""

    start: int
    end: int


Answer = Wrong | Right


def report(document: Document, answers: Iterable[Answer]) -> Iterator[Finding | Held]:
    """The answers with spans of the document's own text."""
    reading = document.reading
    for answer in answers:
        span = reading.span(answer.start, answer.end)
        if isinstance(answer, Right):
            yield Held(span)
            continue
        fix = None
        if answer.edit is not None:
            place = reading.span(answer.edit[0], answer.edit[1])
            fix = Fix((Edit(place.start, place.end, answer.edit[2]),), "unsafe")
        yield Finding(span, answer.message, answer.advice, answer.severity, fix, once=answer.name)
