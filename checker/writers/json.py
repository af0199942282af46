"""The report for programs: `zfcheck-report/1`, the same bytes for the same results."""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..results import Result, Suppressed
from ..rules import Fault, Finding, Fix, Severity, fingerprint
from . import Report
from .locate import Locator

SCHEMA = "zfcheck-report/1"


def write(report: Report) -> str:
    """The report as JSON text."""
    return json.dumps(values(report), ensure_ascii=False, indent=2) + "\n"


def values(report: Report) -> dict[str, Any]:
    """The report as plain values, keys in the order of the schema."""
    return {
        **head_values(report),
        "documents": [document_values(result) for result in report.results],
        "faults": [fault_values(fault) for fault in report.faults],
        "summary": summary_values(report),
    }


def head_values(report: Report) -> dict[str, Any]:
    """What made the report: its schema, the tool and the packs in force."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "zfcheck", "version": __version__},
        "packs": [{"id": pack.id, "version": pack.version} for pack in report.packs],
    }


def summary_values(report: Report) -> dict[str, int]:
    """Counts over all documents; suppressed findings are counted apart."""
    found = [finding.severity for result in report.results for finding in result.findings]
    return {
        "documents": len(report.results),
        "error": found.count(Severity.ERROR),
        "warning": found.count(Severity.WARNING),
        "info": len(found) - found.count(Severity.ERROR) - found.count(Severity.WARNING),
        "faults": len(report.faults) + sum(len(result.faults) for result in report.results),
        "suppressed": sum(len(result.suppressed) for result in report.results),
    }


def document_values(result: Result) -> dict[str, Any]:
    """One document.

    `characters` counts the code points of its text, as `offset` does; `held` counts the relations that agree.
    `read_only` says that the text was converted: fixes and comments cannot be written into the file. `suppressed`
    are findings that were not told, each with its `source` (`note`, `sidecar`, `settings`, `baseline`, `page`) and
    `reason`.
    """
    document = result.document
    locator = Locator(document) if document is not None and (result.findings or result.suppressed) else None
    return {
        "path": result.path,
        "kind": result.kind,
        "date": result.date,
        "characters": result.characters,
        "read_only": document.read_only if document is not None else False,
        "findings": [_finding(finding, result, locator) for finding in result.findings] if locator else [],
        "suppressed": [_suppressed(known, result, locator) for known in result.suppressed] if locator else [],
        "faults": [fault_values(fault) for fault in result.faults],
        "held": sum(result.held.values()),
    }


def fault_values(fault: Fault) -> dict[str, Any]:
    """One fault; `rule` is null where no rule is to blame, `level` is `error` or `info`."""
    return {"kind": fault.kind, "level": fault.level, "rule": fault.rule, "message": fault.message}


def point(locator: Locator, offset: int) -> dict[str, int]:
    """An offset with its line and column."""
    at = locator.position(offset)
    return {"offset": offset, "line": at.line, "column": at.column}


def _finding(finding: Finding, result: Result, locator: Locator) -> dict[str, Any]:
    document = result.document
    assert document is not None
    span = finding.span
    return {
        "rule": finding.rule,
        "pack": finding.pack,
        "severity": (finding.severity or Severity.INFO).word,
        "message": finding.message,
        "text": document.slice(span),
        "start": point(locator, span.start),
        "end": point(locator, span.end),
        "section": locator.sections(span.start),
        "place": locator.place(span.start),
        "related": [
            {
                "message": related.message,
                "start": point(locator, related.span.start),
                "end": point(locator, related.span.end),
            }
            for related in finding.related
        ],
        "fix": _fix(finding.fix),
        "fingerprint": fingerprint(finding, document),
    }


def _suppressed(suppressed: Suppressed, result: Result, locator: Locator) -> dict[str, Any]:
    why = {"source": suppressed.source, "reason": suppressed.reason}
    return {**_finding(suppressed.finding, result, locator), "suppressed": why}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "safety": fix.safety,
        "edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits],
    }
