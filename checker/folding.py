"""One mistake told once: what is said of one name all over a document, and what two rules say of one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .document import Document
from .messages import say
from .records import replace
from .rules import Finding, Fix, Related, Severity

_PHRASES, _WORDS = "formulation/", "wording/"
_FOLDED = frozenset({"formulation", "wording", "punctuation", "residue"})
"""Categories in which the same words said of the same text are one thing to know, however often it stands there.

Numbers and headings are each a mistake of their own.
"""


def folded(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """The findings with those of one rule that say the same told as one, at the first place of the gravest.

    The others become its related places, and its fix mends them all. What says the same has the same `once`, or in
    the categories of wording the same message on the same text.
    """
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.pack, finding.rule, _topic(finding, document)), []).append(finding)
    return [_fold(group, document) if len(group) > 1 else group[0] for group in groups.values()]


def _topic(finding: Finding, document: Document) -> object:
    if finding.once:
        return finding.once
    text = document.slice(finding.span)
    if finding.rule.partition("/")[0] in _FOLDED and text.strip() and not finding.related:
        return (finding.message, finding.severity, text)
    return object()  # one of its own


def without_echoes(findings: Iterable[Finding], lasting: Callable[[Finding], bool] = lambda _: False) -> list[Finding]:
    """The findings without those that only repeat in other words what is said of the same place.

    A slip inside a set phrase is told by the phrase, not again as a wrong word; of two wordings of one place the
    graver, and of two alike the longer, is kept. One that is `lasting`, which nobody may ignore, is no echo of one
    that may be ignored: both would be gone.
    """
    kept = list(findings)
    told = [finding for finding in kept if finding.rule.startswith((_PHRASES, _WORDS))]
    told.sort(key=lambda f: (f.span.start, -f.span.end, -(f.severity or 0), not f.rule.startswith(_PHRASES)))
    echoes: set[int] = set()
    # By rule and severity, of those that begin at or before a place.
    farthest: dict[tuple[str, str, int], Finding] = {}
    for finding in told:
        stays = lasting(finding)
        over = (other for other in farthest.values() if _covers(other, finding))
        if finding.rule.startswith(_WORDS) and any(not stays or lasting(other) for other in over):
            echoes.add(id(finding))
            continue
        key = (finding.pack, finding.rule, finding.severity or 0)
        if key not in farthest or farthest[key].span.end < finding.span.end:
            farthest[key] = finding
    return [finding for finding in kept if id(finding) not in echoes]


def _covers(other: Finding, finding: Finding) -> bool:
    """Whether another rule's `other`, as grave or graver, holds the place of `finding`."""
    return (
        other.span.start <= finding.span.start
        and finding.span.end <= other.span.end
        and other.rule != finding.rule
        and (other.severity or 0) >= (finding.severity or 0)
    )


def _fold(group: list[Finding], document: Document) -> Finding:
    group.sort(key=lambda finding: finding.span)
    gravest = max(group, key=lambda finding: finding.severity or Severity.INFO)
    others = tuple(Related(f.span, document.slice(f.span)) for f in group if f is not gravest)
    message = say("{message}（全文共{count}处）", message=gravest.message, count=len(group))
    return replace(gravest, message=message, fix=_mending(group), related=(*gravest.related, *others))


def _mending(group: list[Finding]) -> Fix | None:
    """One fix for all places; None unless each has its own."""
    fixes = [finding.fix for finding in group]
    if any(fix is None for fix in fixes):
        return None
    edits = tuple(edit for fix in fixes if fix for edit in fix.edits)
    safe = all(fix.safety == "safe" for fix in fixes if fix)
    return Fix(edits, "safe" if safe else "unsafe")
