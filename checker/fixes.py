"""Which edits can be made together, and the text with them made."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from .document import Document
from .rules import Edit, Finding, Fix
from .span import Span


def chosen(findings: Iterable[Finding], *, unsafe: bool = True) -> list[Edit]:
    """The edits of every fix that touches no earlier one, fix by fix; without `unsafe` those of safe fixes alone."""
    taken: list[Span] = []  # in order
    edits: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (unsafe or fix.safety == "safe"):
            continue
        spans = [Span(edit.start, edit.end) for edit in fix.edits]
        if any(_meets(span, taken) for span in spans):
            continue
        for span in spans:
            insort(taken, span)
        edits += fix.edits
    return edits


def _meets(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` overlaps one of `taken`, which are in order and overlap none of each other, or is one of them.

    Two neighbours on each side will do: the nearer may be without length, and there is but one such at a place.
    """
    at = bisect_left(taken, span)
    return any(span == other or span.overlaps(other) for other in taken[max(0, at - 2) : at + 2])


def apply_fixes(document: Document, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not touch an earlier one."""
    return Fix(tuple(chosen(findings))).apply(document.text)
