"""Quick fixes: the fix of a finding, all safe fixes at once, and a note that ignores a finding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CodeActionParams,
    Command,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from ..document import Document
from ..fixing import fix
from ..lazy import lazily
from ..messages import say
from ..results import Result
from ..rules import Edit, Finding, Rule
from ..span import Span
from ..writeback import NotWritableError, Target, target_of
from ..writers.remedy import remedy
from .checking import Checked
from .opened import Opened
from .reporting import Manual, findings

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.zfcheck"
ASK_REASON = "zfcheck.ignoreHere"
"""A command of the editor's that asks for a reason and puts in the note with it."""
_LINES = lazily(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def wanted(kind: str, only: Iterable[CodeActionKind | str] | None) -> bool:
    """Whether an editor that asks for the kinds `only` wants one of this kind."""
    if only is None:
        return True
    asked = [each.value if isinstance(each, CodeActionKind) else each for each in only]
    return any(kind == each or each == "" or kind.startswith(each + ".") for each in asked)


def quick_fixes(
    opened: Opened, checked: Checked, params: CodeActionParams, manual: Manual, *, versioned: bool, asks_reason: bool
) -> list[CodeAction]:
    """What can be done about the findings in the range that is asked about."""
    document = checked.result.document
    if document is None or not wanted(CodeActionKind.QuickFix.value, params.context.only):
        return []
    span = opened.positions.span(params.range)
    asked = Span(span.start - opened.shift, span.end - opened.shift)
    here = list(findings(opened, checked, manual, lambda span: _meet(span, asked)))
    try:
        target = target_of(opened.data, document)
    except NotWritableError:
        target = None
    fixing = [_fix(opened, document, f, d, target, versioned=versioned) for f, d in here if target is not None]
    ignoring = (_ignore(opened, checked, f, d, versioned=versioned, asks_reason=asks_reason) for f, d in here)
    found = [*fixing, *(ignoring if document.format == "markdown" else ())]
    return [action for action in found if action is not None]


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans share a character; a cursor meets what it stands beside."""
    if len(one) and len(other):
        return one.overlaps(other)
    return one.start <= other.end and other.start <= one.end


def _fix(
    opened: Opened, document: Document, finding: Finding, diagnostic: Diagnostic, target: Target, *, versioned: bool
) -> CodeAction | None:
    if finding.fix is None or not finding.fix.edits:
        return None
    edits = [target.suited(edit) for edit in finding.fix.edits]
    if not all(map(target.takes, edits)):
        return None
    safe = finding.fix.safety == "safe"
    how = remedy(finding, document)
    return CodeAction(
        how if safe else say("{how}（请核对）", how=how),
        kind=CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        is_preferred=safe,
        edit=edit_of(opened, edits, versioned=versioned),
    )


def _ignore(
    opened: Opened, checked: Checked, finding: Finding, diagnostic: Diagnostic, *, versioned: bool, asks_reason: bool
) -> CodeAction | None:
    """A note behind the paragraph of a finding. Without a reason it has no effect, and is told of until it has one."""
    document = checked.result.document
    rule = checked.rules.get(finding.qualified)
    if document is None or rule is None or not rule.ignorable:
        return None
    at = _behind_paragraph(document, finding.span.start)
    if at is None:
        return None
    title = say("在这里忽略 {rule}（要写理由）", rule=finding.rule)
    action = CodeAction(title, kind=CodeActionKind.QuickFix, diagnostics=[diagnostic])
    if asks_reason:
        position = opened.positions.position(at + opened.shift)
        values: dict[str, Any] = {"uri": opened.uri, "version": opened.version, "rule": _named(rule, checked)}
        values["position"] = {"line": position.line, "character": position.character}
        action.command = Command(title, ASK_REASON, arguments=[values])
    else:
        note = f" <!-- zfcheck: ignore {_named(rule, checked)}  -->"
        action.edit = edit_of(opened, [Edit(at, at, note)], versioned=versioned)
    return action


def _named(rule: Rule, checked: Checked) -> str:
    """The name of a rule in a note; with its pack where two rules bear the name."""
    return rule.id if sum(each.id == rule.id for each in checked.rules.values()) == 1 else rule.qualified


def _behind_paragraph(document: Document, offset: int) -> int | None:
    at = bisect_right(document.paragraph_starts, offset) - 1
    if at < 0:
        return None
    span = document.paragraphs[at].span
    return span.end if offset <= span.end else None


def edit_of(opened: Opened, edits: Iterable[Edit], *, versioned: bool) -> WorkspaceEdit:
    """Edits of the document as one of the editor's, for this very version of the text where it can be said."""
    made = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        made.append(TextEdit(_range(opened, edit), edit.text))
    if not versioned:
        return WorkspaceEdit(changes={opened.uri: made})
    text = OptionalVersionedTextDocumentIdentifier(opened.uri, opened.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(text, list(made))])


def _range(opened: Opened, edit: Edit) -> Range:
    return opened.positions.range(Span(edit.start + opened.shift, edit.end + opened.shift))


def fix_all(check: Callable[[bytes], Result], data: bytes) -> list[Edit]:
    """What `--fix` would change in a text with these bytes, as edits of its document."""
    before = check(data)
    fixed = fix(check, data, before, unsafe=False)
    if before.document is None or fixed.result.document is None or not fixed.rounds:
        return []
    return list(_differences(before.document.text, fixed.result.document.text))


def _differences(old: str, new: str) -> Iterator[Edit]:
    """The edits that make `new` of `old`, line by line, and within a line what differs."""
    before, after = _LINES.findall(old), _LINES.findall(new)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        rows = [(i + n, i + n + 1, k + n, k + n + 1) for n in range(j - i)] if j - i == m - k else [(i, j, k, m)]
        for first, last, begin, end in rows:
            yield _trimmed(starts[first], "".join(before[first:last]), "".join(after[begin:end]))


def _trimmed(start: int, old: str, new: str) -> Edit:
    """The edit that makes `new` of `old`, without what both begin and end with."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])
