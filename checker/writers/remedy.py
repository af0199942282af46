"""How to put a finding right, in words."""

from __future__ import annotations

from ..document import Document
from ..messages import quoted, say
from ..rules import Edit, Finding, Fix
from .layout import shorten
from .locate import plain, visible

_MOST_EDITS = 3
_LONGEST_EDIT = 80
_NEAR = 8
"""Code points that name the place of an insertion."""


def remedy(finding: Finding, document: Document) -> str:
    """What to do about the finding: its fix and its advice in one sentence; empty where neither is known."""
    parts = []
    # Advice that names what ought to stand there says all that the fix would.
    told = finding.advice is not None and finding.fix is not None and _names(finding.advice, finding.fix)
    if finding.fix is not None and finding.fix.edits and not told:
        parts.append(_fix(finding.fix, finding, document))
    if finding.advice:
        parts.append(plain(finding.advice))
    return say("；").join(part.rstrip("。；") for part in parts)


def _names(advice: str, fix: Fix) -> bool:
    return fix.safety != "safe" and all(edit.text and edit.text in advice for edit in fix.edits)


def _fix(fix: Fix, finding: Finding, document: Document) -> str:
    if len(fix.edits) == 1 and (fix.edits[0].start, fix.edits[0].end) == (finding.span.start, finding.span.end):
        edit = fix.edits[0]
        if edit.text and edit.end > edit.start:
            return say("改为{text}", text=_shown(edit.text))
    if _is_same_everywhere(fix, finding, document):
        return say("都改为{text}", text=_shown(fix.edits[0].text))
    each = list(dict.fromkeys(_edit(edit, document) for edit in fix.edits))  # the same edit in many places once
    if len(fix.edits) == 1 or (len(each) == len(fix.edits) <= _MOST_EDITS):
        return say("；").join(each)
    return say("；").join([*each[:_MOST_EDITS], say("等共{count}处", count=len(fix.edits))])


def _is_same_everywhere(fix: Fix, finding: Finding, document: Document) -> bool:
    """Whether every edit puts one text in place of what the finding marks."""
    marked = document.slice(finding.span)
    texts = {edit.text for edit in fix.edits}
    alike = all(document.text[edit.start : edit.end] == marked for edit in fix.edits)
    return len(fix.edits) > 1 and len(texts) == 1 and texts != {""} and alike


def _edit(edit: Edit, document: Document) -> str:
    old = document.text[edit.start : edit.end]
    if not edit.text:
        return say("删去{text}", text=_shown(old))
    if old:
        return say("将{old}改为{text}", old=_shown(old), text=_shown(edit.text))
    behind = visible(next(iter(document.text[edit.start : edit.start + _NEAR].splitlines()), ""))
    if behind and not edit.text.strip("\r\n"):
        return say("在{text}前另起一段", text=quoted(behind))
    if behind:
        return say("在{behind}前加{text}", behind=quoted(behind), text=_shown(edit.text))
    lines = document.text[: edit.start].rstrip().splitlines()
    before = visible(lines[-1][-_NEAR:]) if lines else ""
    return say("在{before}后加{text}", before=quoted(before), text=_shown(edit.text))


def _shown(text: str) -> str:
    return quoted(shorten(visible(text), _LONGEST_EDIT))
