"""The catalogue of figures that agree and figures that do not: tests/figures.yaml, sentences of our own in pairs.

Every right sentence and every trap must pass without a finding of category `number` above info; every wrong one
must be found, at whatever severity, at one of the places that its `mark` names.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from zfcheck.document import Span
from zfcheck.engine import check_bytes
from zfcheck.results import Result
from zfcheck.rules import Finding, Severity
from zfcheck.ruleset import RuleSet, Selection, compile_rules

ABOUT_FIGURES = ("number/", "residue/lost-year", "residue/placeholder")
"""A year cut off and a figure not filled in are leftovers, and found as such."""
CATALOGUE = Path(__file__).with_name("figures.yaml")


@dataclass(frozen=True)
class Entry:
    """One text of the catalogue. `marks` are the places one of which must be flagged: none for a right text."""

    name: str
    text: str
    marks: tuple[str, ...]
    date: dt.date | None
    format: str
    kind: str | None
    missed: str | None


def _entry(name: str, text: str, source: dict[str, Any], marks: tuple[str, ...] = ()) -> Entry:
    date = source.get("date")
    return Entry(
        name,
        text.rstrip("\n"),
        marks,
        dt.date.fromisoformat(date) if date else None,
        source.get("format", "txt"),
        source.get("kind"),
        source.get("missed") if marks else None,
    )


def read_catalogue(path: Path = CATALOGUE) -> list[Entry]:
    """Every text of the catalogue: of each pair the right and the wrong one, then the traps."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries: list[Entry] = []
    count: dict[str, int] = {}
    for pair in data["pairs"]:
        relation = pair["relation"]
        count[relation] = count.get(relation, 0) + 1
        name = f"{relation}-{count[relation]}"
        mark = pair["mark"]
        entries.append(_entry(f"{name}-right", pair["right"], pair))
        marks = (mark,) if isinstance(mark, str) else tuple(mark)
        entries.append(_entry(f"{name}-wrong", pair["wrong"], pair, marks))
    for number, trap in enumerate(data["traps"], start=1):
        source = {"text": trap} if isinstance(trap, str) else trap
        entries.append(_entry(f"trap-{number}", source["text"], source))
    return entries


ENTRIES = read_catalogue()
RIGHT = [entry for entry in ENTRIES if not entry.marks]
WRONG = [entry for entry in ENTRIES if entry.marks]


@pytest.fixture(scope="session")
def every_rule() -> RuleSet:
    return compile_rules(Selection(plugins=False))


def _check(rules: RuleSet, entry: Entry) -> tuple[Result, list[Finding]]:
    """What the whole rule set says of the text, and of that the findings about figures."""
    result = check_bytes(rules, entry.text.encode(), f"a.{entry.format}", kind=entry.kind, as_of=entry.date)
    assert result.faults == []
    return result, [finding for finding in result.findings if finding.rule.startswith(ABOUT_FIGURES)]


def _described(result: Result, findings: list[Finding]) -> list[tuple[str, str, str]]:
    assert result.document is not None
    return [(finding.rule, result.document.slice(finding.span), finding.message) for finding in findings]


def _is_marked(result: Result, entry: Entry, finding: Finding) -> bool:
    """Whether the finding, or a figure that it names beside it, lies where one of the entry's marks stands."""
    assert result.document is not None
    text = result.document.text
    places = [finding.span, *(related.span for related in finding.related)]
    for mark in entry.marks:
        start = text.find(mark)
        while start >= 0:
            if any(place.overlaps(Span(start, start + len(mark))) for place in places):
                return True
            start = text.find(mark, start + 1)
    return False


def test_the_catalogue_is_large_and_whole() -> None:
    assert len(ENTRIES) >= 200
    assert len(ENTRIES) == len({entry.text for entry in ENTRIES})
    for entry in WRONG:
        assert all(mark in entry.text for mark in entry.marks), entry.name


@pytest.mark.parametrize("entry", RIGHT, ids=lambda entry: entry.name)
def test_right_figures_are_left_alone(every_rule: RuleSet, entry: Entry) -> None:
    result, findings = _check(every_rule, entry)
    loud = [finding for finding in findings if finding.severity is not None and finding.severity > Severity.INFO]
    assert _described(result, loud) == []


@pytest.mark.parametrize("entry", WRONG, ids=lambda entry: entry.name)
def test_wrong_figures_are_found(every_rule: RuleSet, entry: Entry) -> None:
    result, findings = _check(every_rule, entry)
    found = any(_is_marked(result, entry, finding) for finding in findings)
    if entry.missed is not None:
        assert not found, f"found by now: drop the note “missed: {entry.missed}” of {entry.name}"
        return
    assert found, f"nothing at {entry.marks}: {_described(result, findings)}"
