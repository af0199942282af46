"""The five seed texts: what their annotators marked as a defect is found, and no trap is stepped on.

The seeds are read in place (`../shared/seeds`); they are no part of the project.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

import zfcheck
from zfcheck.engine import Result
from zfcheck.rules import Finding, Severity
from zfcheck.span import Span

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
WHOLE_DOCUMENT = {"residue/traditional", "residue/pinyin-notes", "punctuation/half-width-text"}
"""Rules whose one finding speaks of the whole document, wherever it stands."""

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seed texts at {SEEDS}")


def rows(verdict: str) -> list[dict[str, str]]:
    if not SEEDS.is_dir():
        return []
    with (SEEDS / "findings.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in table if row["verdict"] == verdict]


def name_of(row: dict[str, str]) -> str:
    return f"{row['seed']}-{row['line']}-{row['rule'].replace(' ', '')}-{row['snippet'][:12]}"


DEFECTS = rows("defect")
TRAPS = rows("trap")


@cache
def checked(seed: str) -> Result:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    return zfcheck.compile(plugins=False).check_bytes(path.read_bytes(), path.name)


def place(row: dict[str, str]) -> tuple[Result, Span]:
    """The result of the row's seed and where its snippet stands."""
    result = checked(row["seed"])
    assert result.document is not None
    lines = result.document.text.split("\n")
    number = int(row["line"]) - 1
    column = lines[number].find(row["snippet"])
    assert column >= 0, f"the snippet is not on line {number + 1}"
    start = sum(len(line) + 1 for line in lines[:number]) + column
    return result, Span(start, start + len(row["snippet"]))


def at(result: Result, span: Span) -> list[Finding]:
    """The findings that speak of the place, first or among others."""
    places = ((finding, (finding.span, *(related.span for related in finding.related))) for finding in result.findings)
    return [finding for finding, spans in places if any(place.overlaps(span) for place in spans)]


def shown(findings: list[Finding]) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in findings]


def test_there_are_rows_of_both_sorts() -> None:
    assert len(DEFECTS) >= 20
    assert len(TRAPS) >= 60


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_seed_is_checked_without_faults(seed: str) -> None:
    assert checked(seed).faults == []


@pytest.mark.parametrize("row", DEFECTS, ids=name_of)
def test_a_defect_is_found(row: dict[str, str]) -> None:
    result, span = place(row)
    found = [
        finding for finding in at(result, span) if finding.rule not in WHOLE_DOCUMENT or row["rule"].startswith("W5")
    ]
    assert found, f"{row['why']}; on this line: {shown(at(result, Span(span.start - 40, span.end + 40)))}"


@pytest.mark.parametrize("row", TRAPS, ids=name_of)
def test_a_trap_is_left_alone(row: dict[str, str]) -> None:
    result, span = place(row)
    found = [
        finding
        for finding in at(result, span)
        if finding.severity and finding.severity >= Severity.WARNING and finding.rule not in WHOLE_DOCUMENT
    ]
    assert shown(found) == [], row["why"]
