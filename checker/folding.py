"""Findings that say the same of the same name, told once for the whole document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .document import Document
from .messages import say
from .rules import Finding, Related, Severity

_MOST_RELATED = 19


def folded(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """One finding of each `once` of one rule, the first of the gravest; the others become its related places."""
    groups: dict[str, list[Finding]] = {}
    kept: list[Finding] = []
    for finding in findings:
        if finding.once:
            groups.setdefault(finding.once, []).append(finding)
        else:
            kept.append(finding)
    return kept + [_fold(group, document) for group in groups.values()]


def _fold(group: list[Finding], document: Document) -> Finding:
    group.sort(key=lambda finding: finding.span)
    gravest = max(group, key=lambda finding: finding.severity or Severity.INFO)
    if len(group) == 1:
        return gravest
    others = [Related(f.span, document.slice(f.span)) for f in group if f is not gravest][:_MOST_RELATED]
    message = say("{message}（全文共{count}处）", message=gravest.message, count=len(group))
    return replace(gravest, message=message, related=(*gravest.related, *others))
