"""What is wrong with the numbers of headings and lists, found once per document for all rules of kind `numbering`."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Document
from .headings import heading_problems, marker_problems
from .lists import bullet_problems, dash_problems, inline_problems
from .problem import CHECKS, Problem

__all__ = ["CHECKS", "Problem", "problems"]


def problems(document: Document) -> list[Problem]:
    """All problems of the document, in order of place; worked out once and kept in `document.memo`."""
    known = document.memo.get("numbering")
    if known is None:
        known = sorted(_find(document), key=lambda problem: problem.span)
        document.memo["numbering"] = known
    found: list[Problem] = known
    return found


def _find(document: Document) -> Iterator[Problem]:
    for part in document.outline.parts:
        yield from heading_problems(document, part)
    sections, elements = list(document.outline.sections()), list(document.outline.elements())
    yield from marker_problems(document, sections)
    yield from inline_problems(document)
    yield from dash_problems(document, sections, elements)
    yield from bullet_problems(document, elements)
