"""What came of a check, as diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Range,
)

from ..document import Document
from ..fault import Fault
from ..messages import say
from ..packtree import Problem
from ..rules import Finding, Severity
from ..span import Span
from ..writers.entries import entries
from ..writers.locate import plain
from ..writers.remedy import remedy
from .checking import Checked
from .opened import Opened
from .positions import Positions

SOURCE = "zfcheck"
SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
MOST_RELATED = 20
"""Related places of a finding: an editor shows them all, one a line."""
Manual = Callable[[Finding], str | None]
"""Where the manual speaks of the rule of a finding."""


def report_diagnostics(opened: Opened, checked: Checked, manual: Manual) -> list[Diagnostic]:
    """The diagnostics of a report: what could not be checked at its head, then every finding in its place."""
    told = [_fault(opened, fault) for fault in [*checked.faults, *checked.result.faults]]
    if checked.problems:
        problems = "\n".join(map(str, checked.problems))
        message = say("设置或规则包有误，没有检查：") + "\n" + problems
        told.append(at_head(opened.positions, message, code="settings"))
    if checked.wrong:
        told.append(at_head(opened.positions, say("没有检查：{reason}", reason=checked.wrong), code="settings"))
    return [*told, *(diagnostic for _, diagnostic in findings(opened, checked, manual))]


def findings(
    opened: Opened, checked: Checked, manual: Manual, here: Callable[[Span], bool] | None = None
) -> Iterator[tuple[Finding, Diagnostic]]:
    """Each finding that is told, with its diagnostic; only those in places that are `here`."""
    document = checked.result.document
    if document is None:
        return
    for entry in entries(checked.result):
        if entry.suppressed is None and (here is None or here(entry.finding.span)):
            yield entry.finding, _finding(opened, document, entry.finding, entry.fingerprint, manual(entry.finding))


def place(opened: Opened, span: Span) -> Range:
    """A span of the document as a range of the text in the editor."""
    return opened.positions.range(Span(span.start + opened.shift, span.end + opened.shift))


def at_head(
    positions: Positions, message: str, severity: DiagnosticSeverity | None = None, code: str = ""
) -> Diagnostic:
    """A diagnostic of the whole text, on its first line."""
    whole = positions.range(Span(0, positions.end_of(0)))
    return Diagnostic(whole, message, severity=severity or DiagnosticSeverity.Error, code=code or None, source=SOURCE)


def _fault(opened: Opened, fault: Fault) -> Diagnostic:
    mild = fault.level == "info"
    message = (say("未检查（提示）：") if mild else say("未能检查：")) + fault.message
    severity = DiagnosticSeverity.Information if mild else DiagnosticSeverity.Error
    return at_head(opened.positions, message, severity, fault.kind)


def told(finding: Finding, document: Document) -> str:
    """The message of a finding and what to do."""
    how = remedy(finding, document)
    text = plain(finding.message)
    return f"{text}\n{say('怎么改：')}{how}" if how else text


def _finding(opened: Opened, document: Document, finding: Finding, name: str, manual: str | None) -> Diagnostic:
    related = [
        DiagnosticRelatedInformation(Location(opened.uri, place(opened, each.span)), plain(each.message))
        for each in finding.related[:MOST_RELATED]
    ]
    return Diagnostic(
        place(opened, finding.span),
        told(finding, document),
        severity=SEVERITIES[finding.severity or Severity.INFO],
        code=finding.rule,
        code_description=CodeDescription(manual) if manual else None,
        source=SOURCE,
        related_information=related or None,
        data={"id": name, "pack": finding.pack, "rule": finding.rule},
    )


def problem_diagnostics(
    problems: Iterable[Problem], positions: Positions, severity: DiagnosticSeverity = DiagnosticSeverity.Error
) -> list[Diagnostic]:
    """The diagnostics of one YAML file, from each place to the end of its line."""
    return [
        Diagnostic(_line_from(problem, positions), problem.message, severity=severity, source=SOURCE)
        for problem in problems
    ]


def _line_from(problem: Problem, positions: Positions) -> Range:
    line = max(0, min(problem.place.line, positions.lines) - 1)
    start, end = positions.start_of(line), positions.end_of(line)
    start = min(start + max(0, problem.place.column - 1), end)
    kept = positions.text[start:end].rstrip()
    return positions.range(Span(start, start + len(kept)))


def by_file(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    """Problems by the file in which they are."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.place.file, []).append(problem)
    return found
