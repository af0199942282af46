"""GitLab's Code Quality report (`artifacts: reports: codequality`).

Its `location.path` is relative to the root of the repository, so zfcheck is to be run there with relative paths. A
fingerprint names one finding of the whole report. In a Word file `lines` are numbers of paragraphs, and the
description says so. What could not be checked is a `blocker`; suppressed findings are left out.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ..document import Document
from ..messages import say
from ..results import Result
from ..rules import Fault, Severity
from . import Report
from .entries import Entry, Names, derived, digest, entries
from .locate import Locator, plain
from .terms import counts_paragraphs, where
from .uris import slashed

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write(report: Report) -> str:
    """A JSON array of all findings and faults; an empty one where there are none."""
    names = Names(report)
    seen: Counter[str] = Counter()
    issues = []
    for result in report.results:
        issues += [_fault(fault, slashed(result.path), seen) for fault in result.faults]
        issues += _findings(result, names)
    issues += [_fault(fault, "zfcheck", seen) for fault in report.faults]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _findings(result: Result, names: Names) -> list[dict[str, Any]]:
    document = result.document
    if document is None:
        return []
    locator = Locator(document)
    path = slashed(result.path)
    told = (entry for entry in entries(result) if entry.suppressed is None)
    return [_finding(entry, document, locator, path, names) for entry in told]


def _finding(entry: Entry, document: Document, locator: Locator, path: str, names: Names) -> dict[str, Any]:
    finding = entry.finding
    message = plain(finding.message)
    if counts_paragraphs(document):
        place = where(document, locator, finding.span.start)
        message = say("{place}：{message}", place=place, message=message)
    lines = {
        "begin": locator.position(finding.span.start).line,
        "end": locator.position(max(finding.span.start, finding.span.end - 1)).line,
    }
    return {
        "description": message,
        "check_name": names(finding.pack, finding.rule),
        "fingerprint": digest(path, entry.fingerprint),
        "severity": SEVERITIES[entry.severity],
        "location": {"path": path, "lines": lines},
    }


def _fault(fault: Fault, path: str, seen: Counter[str]) -> dict[str, Any]:
    name = digest(path, fault.kind, fault.rule or "", fault.message)
    seen[name] += 1
    return {
        "description": say("未能检查：") + plain(fault.message),
        "check_name": f"zfcheck/{fault.kind}",
        "fingerprint": derived(name, seen[name]),
        "severity": "info" if fault.level == "info" else "blocker",
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }
