"""One line a finding: `path:line:column: error: message [rule]`, for editors, grep and logs.

What programs match (`error`, `fault`) is the same in every language; only the messages are translated. A fault that
fails no run is a `note`.
"""

from __future__ import annotations

from ..rules import Fault, Finding, Severity
from . import Report
from .locate import Locator, Position, plain


def write(report: Report) -> str:
    """A line for every finding and every fault; empty where there is neither."""
    lines = []
    for result in report.results:
        lines += [fault_line(plain(result.path), fault) for fault in result.faults]
        if result.document is None:
            continue
        locator = Locator(result.document)
        for finding in result.findings:
            lines.append(finding_line(result.path, finding, locator.position(finding.span.start)))
    lines += [fault_line("zfcheck", fault) for fault in report.faults]
    return "".join(line + "\n" for line in lines)


def finding_line(path: str, finding: Finding, at: Position) -> str:
    """The line of a finding that stands at `at`."""
    severity = (finding.severity or Severity.INFO).word
    return f"{plain(path)}:{at.line}:{at.column}: {severity}: {plain(finding.message)} [{finding.rule}]"


def fault_line(path: str, fault: Fault) -> str:
    """The line of what could not be checked in `path`."""
    return f"{path}: {'note' if fault.level == 'info' else 'fault'}: {plain(fault.message)}"
