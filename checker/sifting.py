"""The last sieve: findings that a baseline knows are not told again, and what says the same is told as one.

It stands apart from the check, because what is checked once may be held against a baseline later: the files of a run
are checked in any order, or not at all where nothing has changed, while a baseline is asked in the order of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .document import Document
from .folding import folded
from .results import Result, Suppressed
from .rules import Finding

Known = Callable[[Document, Sequence[Finding]], Sequence[Suppressed | None]]
"""Tells of each finding whether it is known already (a baseline)."""


def order(finding: Finding) -> tuple[object, ...]:
    """The order of findings in a document."""
    return finding.span, finding.rule, finding.pack, finding.message


def settle(result: Result, known: Known | None = None) -> None:
    """Make the findings of `result` out of what it has found, without what is `known`."""
    document, found = result.document, result.unfolded
    if document is None or found is None:
        return
    told = list(found.open)
    if known is not None:
        answers = known(document, found.open)
        told = [finding for finding, answer in zip(found.open, answers, strict=True) if answer is None]
        suppressed = [*result.suppressed, *(answer for answer in answers if answer is not None)]
        result.suppressed = sorted(suppressed, key=lambda each: order(each.finding))
    result.findings = sorted(folded([*told, *found.sure], document), key=order)
