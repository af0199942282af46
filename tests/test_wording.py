"""Every row of the word lists proves itself: its slip is found and mended, its trap left alone, and once is enough.

A rule's own cases cannot carry a thousand words, so the sentences stand in wording.tsv: for each row of a list one
with the slip, and where a guard decides, one (or several in one) in which the same characters are right.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from zfcheck.data import rules_folder
from zfcheck.engine import check_document
from zfcheck.fixes import apply_fixes
from zfcheck.packtree import read_table
from zfcheck.readers.text import read
from zfcheck.rules import Finding
from zfcheck.ruleset import RuleSet

TABLES = {
    "typos": "wording/typo",
    "idioms": "wording/idiom",
    "legal-terms": "wording/legal-term",
    "confusables": "wording/confusable",
    "variant-forms": "wording/variant-form",
    "preferred-forms": "wording/preferred-form",
}
GUARDS = {"before", "after", "not_before", "not_after", "except"}

with Path(__file__).with_name("wording.tsv").open(encoding="utf-8", newline="") as _file:
    SENTENCES = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))

every_table = pytest.mark.parametrize("table", TABLES)


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a word list as plain text."""
    found = []
    for row in read_table(rules_folder() / "core" / f"{table}.tsv"):
        assert isinstance(row.data, dict)
        found.append({key: str(cell.data) for key, (_, cell) in row.data.items()})
    return found


def sentences(table: str, column: str) -> list[dict[str, str]]:
    return [row for row in SENTENCES if row["table"] == table and row[column]]


@pytest.fixture(scope="module")
def wording(rules: RuleSet) -> RuleSet:
    """The rule set with nothing but the word lists."""
    chosen = [compiled for compiled in rules.rules if compiled.rule.id in TABLES.values()]
    return rules.only(chosen)


def found_in(rules: RuleSet, lines: Iterable[str]) -> tuple[list[list[Finding]], list[str]]:
    """For every line, read as a paragraph among the others: what is found in it, and the line mended."""
    text = "\n".join(lines)
    document = read(text.encode("utf-8"), "wording.txt")
    result = check_document(rules, document, document.name)
    assert result.faults == []
    by_line: list[list[Finding]] = [[] for _ in text.split("\n")]
    for finding in result.findings:
        # What is said of several lines in the same words is one finding with several places.
        for span in (finding.span, *(related.span for related in finding.related)):
            by_line[text.count("\n", 0, span.start)].append(finding)
    return by_line, apply_fixes(document, result.findings).split("\n")


@every_table
def test_every_row_has_its_sentences(table: str) -> None:
    wanted = Counter(row["wrong"] for row in rows(table))
    assert Counter(row["wrong"] for row in sentences(table, "example")) == wanted
    guarded = {row["wrong"] for row in rows(table) if GUARDS & row.keys()}
    assert guarded - {row["wrong"] for row in sentences(table, "trap")} == set()


@every_table
def test_every_slip_is_found_once_and_mended(table: str, wording: RuleSet) -> None:
    right: dict[str, str] = {row["wrong"]: row["right"] for row in rows(table)}
    examples = sentences(table, "example")
    found, mended = found_in(wording, (row["example"] for row in examples))
    problems = []
    for row, findings, line in zip(examples, found, mended, strict=True):
        expected = row["example"].replace(row["wrong"], right[row["wrong"]], 1)
        if [finding.rule for finding in findings] != [TABLES[table]] or line != expected:
            problems.append((row["wrong"], [(finding.rule, finding.message) for finding in findings], line))
    assert problems == []


@every_table
def test_no_trap_is_stepped_on(table: str, wording: RuleSet) -> None:
    traps = sentences(table, "trap")
    assert [row for row in traps if row["wrong"] not in row["trap"]] == []
    found, _ = found_in(wording, (row["trap"] for row in traps))
    assert [(row["trap"], [f.message for f in some]) for row, some in zip(traps, found, strict=True) if some] == []


@every_table
def test_what_is_right_is_not_in_a_list_of_wrong_words(table: str, wording: RuleSet) -> None:
    """Mending must end: no list calls wrong what another one calls right."""
    examples = sentences(table, "example")
    _, mended = found_in(wording, (row["example"] for row in examples))
    again, _ = found_in(wording, mended)
    assert [(line, [f.message for f in some]) for line, some in zip(mended, again, strict=True) if some] == []


def test_no_word_stands_in_two_lists() -> None:
    counted = Counter(word for table in TABLES for word in {row["wrong"] for row in rows(table)})
    assert [word for word, count in counted.items() if count > 1] == []


def test_the_lists_are_as_long_as_promised() -> None:
    assert sum(len(rows(table)) for table in TABLES) >= 2500
