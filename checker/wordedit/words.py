"""What a comment says of a finding: a few short lines that a clerk can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..document import Document
from ..messages import say
from ..rules import Fault, Finding, Rule
from ..writers.locate import Locator, plain
from ..writers.remedy import remedy
from ..writers.terms import severity_word, where


def comment_lines(finding: Finding, document: Document, rule: Rule | None, *, tracked: bool = False) -> list[str]:
    """Severity and message; what to do; why; the source, and the rule's name, by which it can be switched off.

    `tracked`: the fix stands in the file already, as a tracked change.
    """
    lines = [say("【{severity}】{message}", severity=severity_word(finding.severity), message=plain(finding.message))]
    how = remedy(finding, document)
    if how and (tracked or not _is_said(finding)):
        lines.append((say("已写成修订，请接受或拒绝：") if tracked else say("怎么改：")) + how)
    if rule is not None and rule.why:
        lines.append(say("为什么：{why}", why=plain(rule.why)))
    source = [say("依据：{basis}", basis=plain(rule.basis))] if rule is not None and rule.basis else []
    lines.append(say("；").join([*source, say("规则：{rule}", rule=finding.rule)]))
    return lines


def _is_said(finding: Finding) -> bool:
    """Whether the message names all that the fix would put in: a comment has no room to say it twice."""
    edits = finding.fix.edits if finding.fix is not None else ()
    return finding.advice is None and all(edit.text and edit.text in finding.message for edit in edits)


def echo_lines(finding: Finding, document: Document) -> list[str]:
    """What stands beside the other places of a mistake that is told once."""
    lines = [
        say("【{severity}】同前：{message}", severity=severity_word(finding.severity), message=plain(finding.message))
    ]
    return [*lines, say("规则：{rule}", rule=finding.rule)]


def summary_lines(unplaced: Sequence[Finding], faults: Iterable[Fault], document: Document) -> list[str]:
    """What has no place for a comment of its own, and what could not be checked; empty where there is neither."""
    locator = Locator(document)
    lines: list[str] = []
    if unplaced:
        lines.append(say("以下问题所在的位置（页眉、页脚、脚注、文本框等）不能加批注，在这里说明："))
    for number, finding in enumerate(unplaced, 1):
        excerpt = locator.excerpt(finding.span)
        text = say(
            "{number}. 【{severity}】{place}：{message}",
            number=number,
            severity=severity_word(finding.severity),
            place=where(document, locator, finding.span.start),
            message=plain(finding.message),
        )
        how = remedy(finding, document)
        lines.append(text)
        if excerpt.marked:
            lines.append(str(excerpt))
        if how:
            lines.append(say("怎么改：") + how)
    lines += [say("未能检查：") + plain(fault.message) for fault in faults]
    return lines
