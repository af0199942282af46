"""The outline of a report as the editor shows it: symbols, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import (
    DocumentSymbol,
    FoldingRange,
    FoldingRangeKind,
    Location,
    SymbolInformation,
    SymbolKind,
)

from ..document import Document, Element, Section
from ..span import Span
from ..writers.locate import plain
from .opened import Opened
from .reporting import place

_KINDS = (SymbolKind.Class, SymbolKind.Method, SymbolKind.Field, SymbolKind.Constant)
"""What an editor draws beside a section of each level."""


def symbols(opened: Opened, document: Document) -> list[DocumentSymbol]:
    """The title of each text of the document and its sections, one within another."""
    found = []
    for part in document.outline.parts:
        title = next((element for element in part.front if element.role == "title"), None)
        if title is not None:
            found.append(_title(opened, document, title))
        found += [_section(opened, document, section) for section in part.sections]
    return found


def _title(opened: Opened, document: Document, title: Element) -> DocumentSymbol:
    where = place(opened, title.span)
    return DocumentSymbol(_name(document, title.span), SymbolKind.File, where, where)


def _section(opened: Opened, document: Document, section: Section) -> DocumentSymbol:
    heading = section.heading.span
    return DocumentSymbol(
        _name(document, heading),
        _KINDS[min(section.level, len(_KINDS)) - 1],
        place(opened, Span(min(section.span.start, heading.start), max(section.span.end, heading.end))),
        place(opened, heading),
        children=[_section(opened, document, child) for child in section.sections],
    )


def _name(document: Document, span: Span) -> str:
    return plain(document.slice(span)) or "—"  # an empty name is an error to some editors


def flat(uri: str, nested: list[DocumentSymbol], above: str | None = None) -> Iterator[SymbolInformation]:
    """The same for an editor that knows no nesting."""
    for each in nested:
        yield SymbolInformation(Location(uri, each.range), each.name, each.kind, container_name=above)
        yield from flat(uri, list(each.children or ()), each.name)


def folds(opened: Opened, document: Document) -> list[FoldingRange]:
    """The sections of more than one line."""
    found = []
    for section in document.outline.sections():
        where = place(opened, section.span)
        if where.end.line > where.start.line:
            found.append(FoldingRange(where.start.line, where.end.line, kind=FoldingRangeKind.Region))
    return found
