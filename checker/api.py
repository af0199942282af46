"""Everything that a plugin may import; nothing else is stable."""

from __future__ import annotations

from .document import (
    Cell,
    Document,
    DocumentDate,
    Element,
    Enumeration,
    Heading,
    Item,
    Marker,
    Outline,
    Paragraph,
    Part,
    Piece,
    Reading,
    Section,
    Span,
    Table,
)
from .formatting import Border, FieldResult, Font, Layout, Page, ParagraphFormat, Run, Story
from .hooks import hookimpl
from .kinds import Field, Kind, RuleError, Vocabulary
from .phrases import Hit
from .plugins import Check
from .readers import Reader, UnreadableError
from .rules import Edit, Fault, Finding, Fix, Held, Related, Rule, Severity
from .writers import Report, Writer

__all__ = [
    "Border",
    "Cell",
    "Check",
    "Document",
    "DocumentDate",
    "Edit",
    "Element",
    "Enumeration",
    "Fault",
    "Field",
    "FieldResult",
    "Finding",
    "Fix",
    "Font",
    "Heading",
    "Held",
    "Hit",
    "Item",
    "Kind",
    "Layout",
    "Marker",
    "Outline",
    "Page",
    "Paragraph",
    "ParagraphFormat",
    "Part",
    "Piece",
    "Reader",
    "Reading",
    "Related",
    "Report",
    "Rule",
    "RuleError",
    "Run",
    "Section",
    "Severity",
    "Span",
    "Story",
    "Table",
    "UnreadableError",
    "Vocabulary",
    "Writer",
    "hookimpl",
]
