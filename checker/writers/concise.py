"""One line a finding: `path:line:column: error: message [rule]`, for editors, grep and logs.

What programs match (`error`, `fault`) is the same in every language; only the messages are translated. A fault that
fails no run is a `note`.
"""

from __future__ import annotations

from ..rules import Fault, Severity
from . import Report
from .locate import Locator, plain


def write(report: Report) -> str:
    """A line for every finding and every fault; empty where there is neither."""
    lines = []
    for result in report.results:
        path = plain(result.path)
        lines += [_fault(path, fault) for fault in result.faults]
        if result.document is None:
            continue
        locator = Locator(result.document)
        for finding in result.findings:
            at = locator.position(finding.span.start)
            severity = (finding.severity or Severity.INFO).word
            lines.append(f"{path}:{at.line}:{at.column}: {severity}: {plain(finding.message)} [{finding.rule}]")
    lines += [_fault("zfcheck", fault) for fault in report.faults]
    return "".join(line + "\n" for line in lines)


def _fault(path: str, fault: Fault) -> str:
    return f"{path}: {'note' if fault.level == 'info' else 'fault'}: {plain(fault.message)}"
