"""SARIF 2.1.0 (OASIS, errata 01), with what GitHub's code scanning asks for beyond the schema.

Columns and `charOffset` count code points. `charOffset` is given for text and Markdown files alone, and so are fixes:
in a Word file lines are numbers of paragraphs, which the artifact's description says. Suppressed findings are results
with `suppressions`; GitHub pays little heed to these, so take such results out before an upload there. A fault is a
notification; one of level error makes the execution unsuccessful.

GitHub refuses more than 25,000 results a run: the least severe are left out then, and a notification says how many.
"""

from __future__ import annotations

import json
from typing import Any

from .. import __version__
from ..messages import language, say
from ..results import Result, Suppressed
from ..rules import Fault
from . import Report
from .entries import Entry, Names, entries
from .locate import plain
from .sarifplaces import SOURCE_ROOT, Places, artifact, artifact_location, message
from .sarifrules import LEVELS, Descriptors

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
MOST_RELATED = 100
"""Related places of a result. GitHub shows 100 locations of a result and refuses a file with more than 1,000."""


def write(report: Report) -> str:
    """The report as SARIF text."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report) -> dict[str, Any]:
    names = Names(report)
    rules = Descriptors(report, names)
    kept, left_out = _kept(report)
    results: list[dict[str, Any]] = []
    for index, (result, found) in enumerate(zip(report.results, kept, strict=True)):
        places = Places(result, index)
        results += [_result(entry, places, rules) for entry in found]
    if any("suppressions" in values for values in results):  # all results have them or none does (3.27.23)
        for values in results:
            values.setdefault("suppressions", [])
    invocation = _invocation(report, left_out)
    return {
        "tool": {
            "driver": {
                "name": "zfcheck",
                "version": __version__,
                "language": "en-US" if language() == "en" else "zh-CN",
                "rules": rules.listed,
            },
            "extensions": [{"name": pack.id, "version": pack.version} for pack in report.packs],
        },
        "invocations": [invocation],
        "originalUriBaseIds": {SOURCE_ROOT: {"description": {"text": say("运行 zfcheck 时所在的文件夹")}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [artifact(result) for result in report.results],
        "results": results,
    }


def _kept(report: Report) -> tuple[list[list[Entry]], int]:
    """The findings of each document that are written, and how many of all are not.

    The worst are kept, those that are told before suppressed ones, then the first in the order of the report.
    """
    found = [entries(result) for result in report.results]
    total = sum(map(len, found))
    if total <= MOST_RESULTS:
        return found, 0
    places = [(document, at) for document, listed in enumerate(found) for at in range(len(listed))]

    def weight(place: tuple[int, int]) -> tuple[bool, int]:
        entry = found[place[0]][place[1]]
        return entry.suppressed is not None, -entry.severity

    chosen = set(sorted(places, key=weight)[:MOST_RESULTS])
    kept = [[e for at, e in enumerate(listed) if (number, at) in chosen] for number, listed in enumerate(found)]
    return kept, total - MOST_RESULTS


def _result(entry: Entry, places: Places, rules: Descriptors) -> dict[str, Any]:
    finding = entry.finding
    name, index = rules.named(finding.pack, finding.rule)
    values: dict[str, Any] = {
        "ruleId": name,
        "ruleIndex": index,
        "level": LEVELS[entry.severity],
        "message": message(places.told(finding)),
        "locations": [places.location(finding.span)],
        "partialFingerprints": _fingerprints(entry, places),
    }
    if finding.related:
        values["relatedLocations"] = [
            {"id": number, **places.location(related.span), "message": message(plain(related.message))}
            for number, related in enumerate(finding.related[:MOST_RELATED], 1)
        ]
    fix = places.fix(finding)
    if fix is not None:
        values["fixes"] = [fix]
    if entry.suppressed is not None:
        values["suppressions"] = [_suppression(entry.suppressed)]
    values["properties"] = {"pack": finding.pack, "section": places.sections(finding.span)}
    if len(finding.related) > MOST_RELATED:
        values["properties"]["relatedLeftOut"] = len(finding.related) - MOST_RELATED
    return values


def _fingerprints(entry: Entry, places: Places) -> dict[str, str]:
    """Our own fingerprint. GitHub knows one of its own, a hash of the line, which it makes for text files by itself;
    of a Word file it would hash the bytes of a zip archive, so it is given one there."""
    values = {"zfcheck/v1": entry.fingerprint}
    if not places.has_lines:
        values["primaryLocationLineHash"] = f"{entry.fingerprint}:1"
    return values


def _suppression(suppressed: Suppressed) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": "inSource" if suppressed.source == "note" else "external",
        "status": "accepted",
    }
    if suppressed.reason:
        values["justification"] = plain(suppressed.reason)
    return {**values, "properties": {"source": suppressed.source}}


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    located: list[tuple[Fault, Result | None]] = [(fault, None) for fault in report.faults]
    located += [(fault, result) for result in report.results for fault in result.faults]
    execution = [_notification(fault, at) for fault, at in located if fault.kind != "plugin-failed"]
    if left_out:
        execution.append(_truncated(left_out))
    configuration = [_notification(fault, at) for fault, at in located if fault.kind == "plugin-failed"]
    return {
        "executionSuccessful": all(fault.level == "info" for fault, _ in located),
        "toolExecutionNotifications": execution,
        "toolConfigurationNotifications": configuration,
    }


def _notification(fault: Fault, result: Result | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "descriptor": {"id": fault.kind},
        "level": "note" if fault.level == "info" else "error",
        "message": message(plain(fault.message)),
    }
    if fault.rule:
        values["associatedRule"] = {"id": fault.rule}
    if result is not None:
        values["locations"] = [{"physicalLocation": {"artifactLocation": artifact_location(result.path)}}]
    return values


def _truncated(left_out: int) -> dict[str, Any]:
    text = say("结果超过{most}条，程度较轻的{count}条没有写入。", most=MOST_RESULTS, count=left_out)
    return {"descriptor": {"id": "truncated"}, "level": "warning", "message": message(text)}
