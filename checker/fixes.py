"""Which edits can be made together, and the text with them made."""

from __future__ import annotations

from collections.abc import Iterable

from .document import Document
from .rules import Edit, Finding, Fix
from .span import Span


def chosen(findings: Iterable[Finding], *, unsafe: bool = True) -> list[Edit]:
    """The edits of every fix that touches no earlier one, fix by fix; without `unsafe` those of safe fixes alone."""
    taken: list[Span] = []
    edits: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (unsafe or fix.safety == "safe"):
            continue
        spans = [Span(edit.start, edit.end) for edit in fix.edits]
        if any(span.overlaps(other) or span == other for span in spans for other in taken):
            continue
        taken += spans
        edits += fix.edits
    return edits


def apply_fixes(document: Document, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not touch an earlier one."""
    return Fix(tuple(chosen(findings))).apply(document.text)
