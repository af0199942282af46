"""Which edits can be made together, the text with them made, and what was left unmade."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from enum import Enum

from .document import Document
from .records import Record
from .rules import Edit, Finding, Fix
from .span import Span


class Why(Enum):
    """Why a finding is still there after its document was fixed."""

    NO_FIX = "no-fix"
    UNSAFE = "unsafe"
    """Its fix needs somebody's judgement, and only safe ones were asked for."""
    MAKES_ANOTHER = "makes-another"
    """With its fix made there would be a finding that was not there before, or the same again."""
    NOT_WRITABLE = "not-writable"
    """The file cannot take its fix."""


class Left(Record, frozen=True):
    """A finding that is left for people; `at` is where it stood in the document before anything was fixed."""

    finding: Finding
    why: Why
    at: int


def is_wanted(fix: Fix | None, *, unsafe: bool) -> bool:
    """Whether there is a fix, and a safe one unless `unsafe`."""
    return fix is not None and (unsafe or fix.safety == "safe")


def together(fixes: Iterable[Sequence[Edit]], beside: Iterable[Edit] = ()) -> list[int]:
    """The numbers of the fixes that touch no earlier one and none of the edits `beside`."""
    taken = sorted(Span(edit.start, edit.end) for edit in beside)
    numbers: list[int] = []
    for number, edits in enumerate(fixes):
        spans = [Span(edit.start, edit.end) for edit in edits]
        if any(_meets(span, taken) for span in spans):
            continue
        for span in spans:
            insort(taken, span)
        numbers.append(number)
    return numbers


def chosen(findings: Iterable[Finding], *, unsafe: bool = True) -> list[Edit]:
    """The edits of every fix that touches no earlier one, fix by fix; without `unsafe` those of safe fixes alone."""
    fixes = [f.fix.edits for f in findings if f.fix is not None and is_wanted(f.fix, unsafe=unsafe)]
    return [edit for number in together(fixes) for edit in fixes[number]]


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` overlaps one of `taken`, which are in order and overlap none of each other, or is one of them.

    Two neighbours on each side will do: the nearer may be without length, and there is but one such at a place.
    """
    at = bisect_left(taken, span)
    return any(span == other or span.overlaps(other) for other in taken[max(0, at - 2) : at + 2])


def apply_fixes(document: Document, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not touch an earlier one."""
    return Fix(tuple(chosen(findings))).apply(document.text)
