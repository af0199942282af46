"""A Word file checked and answered in itself: read without our earlier answers, checked, written with the new ones."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from .engine import Result, check_bytes
from .messages import say
from .rules import Fault
from .ruleset import RuleSet

if TYPE_CHECKING:
    from .wordedit import Reviewed

WORD = "docx"
"""The format of documents that can be answered in themselves."""


def review_bytes(
    rules: RuleSet,
    data: bytes,
    name: str,
    *,
    kind: str | None = None,
    as_of: dt.date | None = None,
    tracked: bool = False,
    unsafe: bool = False,
) -> tuple[Result, Reviewed | None]:
    """Check the Word file `data` and answer in it: a comment a finding, with `tracked` its fixes as tracked changes.

    What an earlier review of ours left in is taken out first, so that a second review gives the same file. Revisions
    of ours whose text this review would not put in again may have been worked on: then all of them stay. Without a
    reviewed file, the result says why.
    """
    from .readers import UnreadableError
    from .wordedit import cleared

    try:
        before = cleared(data)
    except UnreadableError:
        return check_bytes(rules, data, name, kind=kind, as_of=as_of), None  # which says what is wrong with it
    result, reviewed = _answered(rules, before.data, name, kind, as_of, tracked=tracked, unsafe=unsafe)
    if reviewed is not None and Counter(before.inserted) - Counter(reviewed.inserted):
        before = cleared(data, revisions=False)
        result, reviewed = _answered(rules, before.data, name, kind, as_of, tracked=tracked, unsafe=unsafe)
    return result, reviewed


def _answered(
    rules: RuleSet, data: bytes, name: str, kind: str | None, as_of: dt.date | None, *, tracked: bool, unsafe: bool
) -> tuple[Result, Reviewed | None]:
    from .readers.word.package import BrokenPartError
    from .wordedit import Review

    result = check_bytes(rules, data, name, kind=kind, as_of=as_of)
    document = result.document
    if document is None or document.format != WORD:
        return result, None
    try:
        review = Review(data, document)
        review.comment(result.findings, result.faults, {f"{c.rule.pack}:{c.rule.id}": c.rule for c in rules.rules})
        if tracked:
            review.revise(result.findings, unsafe=unsafe)
        return result, review.finish()
    except BrokenPartError as error:  # the text can be read; what comments need of the file cannot
        message = say("{reason}，写不进批注。请用 Word 或 WPS 打开修复后另存为 .docx。", reason=error)
        result.faults.append(Fault("unreadable", message))
        return result, None


def fix_bytes(data: bytes, result: Result, *, unsafe: bool = False) -> Reviewed:
    """The Word file `data`, from which `result` came, with its fixes as tracked changes and no comments."""
    from .wordedit import Review

    assert result.document is not None and result.document.format == WORD
    review = Review(data, result.document)
    review.revise(result.findings, unsafe=unsafe)
    return review.finish()
