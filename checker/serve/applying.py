"""Fixes that somebody accepted, made in the file: those and no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..fixing import fix
from ..messages import say
from ..records import Record, replace
from ..results import Result
from ..reviewing import WORD
from ..rules import Finding, fingerprint
from .answers import ids
from .asking import Apply, Named, RefusedError

if TYPE_CHECKING:
    from .work import Checking


class Applied(Record, frozen=True):
    """The file after its fixes, and what a check says of it; `left` are those that could not be made, and why."""

    data: bytes
    result: Result
    applied: list[str]
    left: list[dict[str, str]]


def apply(check: Checking, data: bytes, asked: Apply) -> Applied:
    """Make the accepted fixes in `data`. Raises `RefusedError` for findings that there are not."""
    result = check(data)
    names = names_of(result)
    accepted = {at for each in asked.accept for at in chosen(each, result, names)}
    kept: dict[bytes, Result] = {data: result}

    def bare(now: bytes) -> Result:
        """A check whose findings bring no fixes of their own, so that none is made that nobody accepted."""
        kept[now] = kept.get(now) or check(now)
        return _without_fixes(kept[now], frozenset())

    fixed = fix(bare, data, _without_fixes(result, accepted), unsafe=True)
    made = {(edit.start, edit.end) for moved in fixed.rounds for edit in moved.edits}
    done: list[str] = []
    left: list[dict[str, str]] = []
    for at in sorted(accepted):
        edits = result.findings[at].fix
        if edits is not None and any((edit.start, edit.end) in made for edit in edits.edits):
            done.append(names[at])
        else:
            left.append({"id": names[at], "reason": _why(result.findings[at], fixed.refused)})
    after = kept[fixed.data]
    if asked.how == "plain" and fixed.data != data and result.document is not None and result.document.format == WORD:
        from ..wordedit.accepting import with_new_revisions_accepted

        plain = with_new_revisions_accepted(data, fixed.data)
        return Applied(plain, check(plain), done, left)
    return Applied(fixed.data, after, done, left)


def _why(finding: Finding, refused: str) -> str:
    if refused:
        return refused
    if finding.fix is None:
        return say("这一处没有现成的改法，请自己修改")
    return say("没有改：和别处的改动重叠，改后会出现新的问题，或者这里的文字程序改不了。请自己修改")


def _without_fixes(result: Result, but: frozenset[int] | set[int]) -> Result:
    findings = [each if at in but else replace(each, fix=None) for at, each in enumerate(result.findings)]
    return replace(result, findings=findings)


def names_of(result: Result) -> list[str]:
    """The ids of the findings, as a check tells them."""
    return ids(result.findings, result.document) if result.document is not None else []


def chosen(named: Named, result: Result, names: Sequence[str]) -> list[int]:
    """The numbers of the findings that a caller means. Raises `RefusedError` where there are none."""
    document = result.document
    found = [
        at
        for at, finding in enumerate(result.findings)
        if document is not None
        and (not named.id or names[at] == named.id)
        and (not named.fingerprint or fingerprint(finding, document) == named.fingerprint)
        and (not named.rule or named.rule in {finding.rule, finding.qualified})
        and (named.edits is None or named.edits == _edits(finding))
    ]
    if not found:
        message = say("文稿里没有编号是“{name}”的问题，可能已经改过。请重新检查。", name=named.id or named.fingerprint)
        raise RefusedError(409, "no-such-finding", message)
    return found


def _edits(finding: Finding) -> tuple[tuple[int, int, str], ...]:
    edits = finding.fix.edits if finding.fix is not None else ()
    return tuple(sorted((edit.start, edit.end, edit.text) for edit in edits))
