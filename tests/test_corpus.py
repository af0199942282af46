"""Real reports: nothing raises, and every finding above info has been judged to be right.

The corpus is read in place (`../shared/corpus`); it is no part of the project. `judged.tsv` holds every error and
warning that a person has looked at and found right: file name, rule, marked text, reason.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import zfcheck
from zfcheck.engine import Result
from zfcheck.rules import Finding, Severity

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
JUDGED = Path(__file__).with_name("judged.tsv")
LEAST_HELD = 5.0
"""Relations between figures found to agree, on 10,000 characters: fewer, and silence would prove nothing."""
MOST_ERRORS, MOST_WARNINGS = 0.1, 1.0
"""Findings on 10,000 characters of good reports; beyond that people stop reading the list."""

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")

SOUND = [path for folder in ("reports", "docx") for path in sorted((CORPUS / folder).glob("*.*"))]
ODD = [path for path in sorted((CORPUS / "odd").glob("*.*")) if path.suffix != ".tsv"]


@cache
def checker() -> zfcheck.Checker:
    return zfcheck.compile(plugins=False)


@cache
def checked(path: Path) -> Result:
    return checker().check_bytes(path.read_bytes(), path.name)


@dataclass(frozen=True)
class Judged:
    """A finding that a person has judged to be right."""

    file: str
    rule: str
    text: str


def judged() -> dict[Judged, str]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {Judged(row["file"], row["rule"], row["text"]): row["reason"] for row in rows}


def quote(result: Result, finding: Finding) -> str:
    """The marked text on one line, without tabs, as `judged.tsv` has it."""
    assert result.document is not None
    return " ".join(result.document.slice(finding.span).split())


def to_judge(path: Path) -> list[tuple[Judged, Finding]]:
    result = checked(path)
    return [
        (Judged(path.name, finding.rule, quote(result, finding)), finding)
        for finding in result.findings
        if finding.severity and finding.severity > Severity.INFO
    ]


def full_place(path: Path, finding: Finding) -> str:
    document = checked(path).document
    assert document is not None
    start, end = finding.span.start, finding.span.end
    around = (
        document.text[max(0, start - 30) : start]
        + "【"
        + document.slice(finding.span)
        + "】"
        + document.text[end : end + 30]
    )
    line = document.text.count("\n", 0, start) + 1
    return f"{path.name}\t{finding.rule}\t{quote(checked(path), finding)}\t  # {line}: {around!r} {finding.message}"


def test_there_are_reports() -> None:
    assert len(SOUND) >= 40 and len(ODD) >= 20


@pytest.mark.parametrize("path", [*SOUND, *ODD], ids=lambda path: path.name)
def test_a_file_is_checked_without_breaking(path: Path) -> None:
    result = checked(path)
    broken = [fault for fault in result.faults if fault.kind in {"rule-failed", "timeout", "plugin-failed"}]
    assert broken == []
    assert not [fault for fault in result.faults if "程序的问题" in fault.message]
    assert result.document is not None or result.faults
    if result.document is not None:
        size = len(result.document.text)
        assert all(0 <= f.span.start <= f.span.end <= size for f in result.findings)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_a_sound_report_is_read_in_full(path: Path) -> None:
    # A picture that may hold text is told, and is no text that the reader lost.
    assert [fault for fault in checked(path).faults if fault.level != "info"] == []


@pytest.mark.parametrize("path", [*SOUND, *ODD], ids=lambda path: path.name)
def test_every_finding_that_matters_in_a_sound_report_is_a_judged_one(path: Path) -> None:
    known = judged()
    assert [full_place(path, finding) for error, finding in to_judge(path) if error not in known] == []


def test_every_judged_error_has_a_reason_and_is_still_found() -> None:
    known = judged()
    found = {error for path in [*SOUND, *ODD] for error, _ in to_judge(path)}
    assert [error for error, reason in known.items() if not reason.strip()] == []
    assert [error for error in known if error not in found] == []


@pytest.mark.parametrize(("severity", "most"), [(Severity.ERROR, MOST_ERRORS), (Severity.WARNING, MOST_WARNINGS)])
def test_sound_reports_draw_few_findings(severity: Severity, most: float) -> None:
    results = [checked(path) for path in SOUND]
    characters = sum(len(result.document.text) for result in results if result.document)
    count = sum(1 for result in results for finding in result.findings if finding.severity == severity)
    assert characters > 300_000
    assert count * 10_000 / characters <= most, f"{count} in {characters} characters"


def test_relations_between_figures_are_found_and_agree() -> None:
    results = [checked(path) for path in SOUND]
    characters = sum(len(result.document.text) for result in results if result.document is not None)
    held = sum(result.held.total() for result in results)
    assert held >= LEAST_HELD * characters / 10_000
