"""A catalogue of wrong and right wording, written by somebody who had not seen the rules.

`catalogue.yaml` has `pairs`: a text with one mistake (`wrong`, at `mark`) and the same text put right (`right`); and `traps`:
right texts that would fool a careless rule. A pair that is not found says why (`missed`), and the test fails when it is found
after all, so that the list of what is missing stays true.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import zfcheck
from zfcheck.engine import Result
from zfcheck.rules import KINDS_OF_DOCUMENT, Finding, Severity
from zfcheck.span import Span

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
LEAST_FOUND = 0.85


@cache
def catalogue() -> dict[str, list[dict[str, Any]]]:
    with CATALOGUE.open(encoding="utf-8") as file:
        loaded: dict[str, list[dict[str, Any]]] = yaml.load(file, Loader=yaml.CSafeLoader)
    return loaded


PAIRS, TRAPS = catalogue()["pairs"], catalogue()["traps"]


@cache
def checker() -> zfcheck.Checker:
    return zfcheck.compile(plugins=False)


def check(text: str, entry: dict[str, Any]) -> Result:
    kind = entry.get("kind")
    day = dt.date.fromisoformat(entry["date"]) if entry.get("date") else None
    kind = kind if kind in KINDS_OF_DOCUMENT else None
    return checker().check_bytes(text.encode(), "a.txt", kind=kind, as_of=day)


def places(finding: Finding) -> list[Span]:
    return [finding.span, *(related.span for related in finding.related)]


def findings_at(result: Result, text: str, mark: str) -> list[Finding]:
    """What is said of any place of `mark`."""
    found = []
    at = text.find(mark)
    while at >= 0:
        for finding in result.findings:
            if any(place.start < at + len(mark) and at < place.end for place in places(finding)):
                found.append(finding)
        at = text.find(mark, at + 1)
    return found


def loud(result: Result) -> list[str]:
    return [
        f"{finding.rule}: {finding.message}"
        for finding in result.findings
        if finding.severity and finding.severity > Severity.INFO
    ]


def name_of(entry: dict[str, Any]) -> str:
    return f"{entry['family']}-{entry.get('mark') or entry['text'][:16]}".replace("\n", " ")


def test_there_are_many_of_every_family() -> None:
    families = {"formulation", "names", "confusable", "grammar", "punctuation", "form", "leftovers"}
    for entries in (PAIRS, TRAPS):
        assert {entry["family"] for entry in entries} == families
    assert len(PAIRS) >= 500
    assert len(TRAPS) >= 300


@pytest.mark.parametrize("entry", PAIRS, ids=name_of)
def test_a_mistake_is_found(entry: dict[str, Any]) -> None:
    text = entry["wrong"]
    found = findings_at(check(text, entry), text, entry["mark"])
    assert bool(found) != bool(entry.get("missed")), entry["why"]


def test_most_mistakes_are_found() -> None:
    assert sum(1 for entry in PAIRS if not entry.get("missed")) >= LEAST_FOUND * len(PAIRS)


@pytest.mark.parametrize("entry", PAIRS, ids=name_of)
def test_the_right_text_is_left_alone(entry: dict[str, Any]) -> None:
    assert loud(check(entry["right"], entry)) == []


@pytest.mark.parametrize("entry", TRAPS, ids=name_of)
def test_a_trap_is_left_alone(entry: dict[str, Any]) -> None:
    assert loud(check(entry["text"], entry)) == [], entry["why"]
