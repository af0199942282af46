"""The outline of the five seed documents, line by line, as a person read them (../shared/domain/facts.md, part K)."""

from __future__ import annotations

from pathlib import Path

import pytest

import zfcheck
from zfcheck.document import Document

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seed documents at {SEEDS}")

P, B, F = "paragraph", "bullet", "furniture"
LINES: dict[str, dict[str, list[int]]] = {
    "000": {P: [1, 3, 11], "h1": [2], "h2": [4, 5, 7, 8, 9, 10], "hidden": [6]},
    "001": {
        "title": [3],
        "byline": [5],
        P: [7, 9, 13, 23, 37, 53, 69],
        "h1": [11, 21, 35, 51, 67],
        B: [*range(15, 20, 2), *range(25, 34, 2), *range(39, 50, 2), *range(55, 66, 2), *range(71, 78, 2)],
    },
    "002": {
        F: [1, 2, 3, 4, 5],
        "title": [6],
        "subtitle": [7],
        "byline": [12],
        "h1": [15, 22, 27, 32],
        P: [13, 14, *range(16, 22), *range(23, 27), *range(28, 32), *range(33, 38)],
    },
    "003": {
        "title": [1, 7],
        F: [3, 5],
        "h1": [11, 21, 31],
        P: [9, 13, 15, 17, 19, 23, 25, 27, 29, 33, 35, 37, 39, 41],
    },
    "004": {P: [1], "h1": [2, 3, 4, 5, 6, 7]},
}
KINDS = {
    "000": ("plan-review", None),
    "001": ("news", "2021"),
    "002": ("news", "2023-04-06"),
    "003": ("survey-report", None),
    "004": ("work-plan", "2020"),
}
ENUMERATIONS: dict[str, list[list[int]]] = {  # the line of every 一是, 二是 … of each list
    "000": [[4, 4, 4], [5, 5, 5]],
    "001": [],
    "002": [],
    "003": [[15, 17, 19], [25, 27, 29], [35, 37, 39, 41]],
    "004": [[2, 2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5], [6, 6, 6], [7, 7, 7]],
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    checker = zfcheck.compile(plugins=False)
    found = {path.name[:3]: checker.check_bytes(path.read_bytes(), path.name).document for path in SEEDS.glob("*.txt")}
    return {name: document for name, document in found.items() if document is not None}


def line(document: Document, offset: int) -> int:
    return document.text.count("\n", 0, offset) + 1


@pytest.mark.parametrize("seed", sorted(LINES))
def test_every_line_is_what_a_reader_takes_it_for(documents: dict[str, Document], seed: str) -> None:
    document = documents[seed]
    found: dict[str, list[int]] = {}
    for section in document.outline.sections():
        found.setdefault(f"h{section.level}", []).append(line(document, section.span.start))
    for element in document.outline.elements():
        if element.role != "run-in":
            found.setdefault(element.role, []).append(line(document, element.span.start))
    assert {role: sorted(lines) for role, lines in found.items()} == LINES[seed]


@pytest.mark.parametrize("seed", sorted(KINDS))
def test_kind_and_date(documents: dict[str, Document], seed: str) -> None:
    outline = documents[seed].outline
    assert (outline.kind, str(outline.date) if outline.date else None) == KINDS[seed]


@pytest.mark.parametrize("seed", sorted(ENUMERATIONS))
def test_every_list_inside_the_text(documents: dict[str, Document], seed: str) -> None:
    document = documents[seed]
    found = [[line(document, item.marker.start) for item in one.items] for one in document.outline.enumerations]
    assert found == ENUMERATIONS[seed]
    assert all(
        [item.number for item in one.items] == list(range(1, len(one.items) + 1))
        for one in document.outline.enumerations
    )
