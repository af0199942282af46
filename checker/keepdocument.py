"""A document as plain values that `marshal` can write, and back: all of it but how it looks and what kinds noted in it.

Its parts are packed one by one and come back when somebody looks into them: most reports of a document need its text
and a few places in it.
"""

from __future__ import annotations

import datetime as dt
import marshal
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from .document import (
    Cell,
    Document,
    DocumentDate,
    Element,
    Enumeration,
    Heading,
    Item,
    Marker,
    Note,
    Outline,
    Paragraph,
    Part,
    Piece,
    Remark,
    Section,
    Table,
)
from .fault import Fault
from .later import Later, RowsLater
from .span import Span

Values = tuple[Any, ...]


def values_of(document: Document) -> Values:
    """What is kept of `document`."""
    outline = document.outline
    return (
        document.name,
        document.format,
        document.text,
        _rows([(*_ends(p.span), p.place, p.heading, p.style, p.table) for p in document.paragraphs]),
        _rows(
            [(*_ends(t.span), [(c.row, c.column, *_ends(c.span), c.columns) for c in t.cells]) for t in document.tables]
        ),
        _rows([(p.start, p.end, p.part, p.node, p.offset, p.editable) for p in document.pieces]),
        _rows([_ends(span) for span in document.hidden]),
        [(f.kind, f.message, f.rule, f.level) for f in document.faults],
        _rows([(r.kind, *_ends(r.span), r.text) for r in document.remarks]),
        _rows([(*_ends(n.span), n.text, n.alone) for n in document.notes]),
        document.properties,
        document.converted,
        _rows([(_elements(p.front), list(map(_section, p.sections)), _elements(p.tail)) for p in outline.parts]),
        _rows(_enumerations(outline.enumerations)),
        outline.scheme,
        outline.kind,
        date_values(outline.date),
        array("I", document.paragraph_starts).tobytes(),
    )


def document_of(values: Values) -> Document:
    """The document that `values_of` was given."""
    (
        name,
        format_,
        text,
        paragraphs,
        tables,
        pieces,
        hidden,
        faults,
        remarks,
        notes,
        properties,
        converted,
        *outline,
    ) = values
    parts, enumerations, scheme, kind, date, starts = outline
    return Document(
        name,
        format_,
        text,
        _later(paragraphs, lambda row: Paragraph(Span(row[0], row[1]), *row[2:])),
        _later(
            tables,
            lambda row: Table(Span(row[0], row[1]), tuple(Cell(c[0], c[1], Span(c[2], c[3]), c[4]) for c in row[2])),
        ),
        _later(pieces, lambda row: Piece(*row)),
        _later(hidden, lambda row: Span(*row)),
        tuple([Fault(*row) for row in faults]),
        _later(remarks, lambda row: Remark(row[0], Span(row[1], row[2]), row[3])),
        _later(notes, lambda row: Note(Span(row[0], row[1]), *row[2:])),
        properties,
        converted,
        Outline(_later(parts, _part_of), _all_later(enumerations, _enumerations_of), scheme, kind, date_of(date)),
        _paragraph_starts=memoryview(starts).cast("I"),
    )


def date_values(date: DocumentDate | None) -> Values | None:
    """A document's date."""
    return None if date is None else (date.earliest.toordinal(), date.latest.toordinal(), date.source)


def date_of(values: Values | None) -> DocumentDate | None:
    """The date that `date_values` was given."""
    if values is None:
        return None
    return DocumentDate(dt.date.fromordinal(values[0]), dt.date.fromordinal(values[1]), values[2])


def packed(values: Any) -> bytes:
    """Values as `marshal` writes them; what a plugin made of a class of its own is told as what it is underneath."""
    try:
        return marshal.dumps(values)
    except ValueError:
        return marshal.dumps(_plain(values))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | bytes):
        return value
    if isinstance(value, int):
        return int(value)
    return str.__str__(value) if isinstance(value, str) else str(value)


def _rows(rows: Sequence[Values]) -> tuple[int, bytes]:
    return len(rows), packed(rows) if rows else b""


def _later(packed: tuple[int, bytes], make: Callable[[Values], object]) -> Any:
    length, data = packed
    return RowsLater(length, lambda: marshal.loads(data), make) if length else ()


def _all_later(packed: tuple[int, bytes], make: Callable[[list[Values]], Iterable[object]]) -> Any:
    length, data = packed
    return Later(length, lambda: make(marshal.loads(data))) if length else ()


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _marker(marker: Marker | None) -> Values | None:
    if marker is None:
        return None
    return (marker.style, marker.level, marker.number, *_ends(marker.span), marker.right, marker.variant)


def _marker_of(values: Values | None) -> Marker | None:
    if values is None:
        return None
    style, level, number, start, end, right, variant = values
    return Marker(style, level, number, Span(start, end), right, variant)


def _elements(elements: Iterable[Element]) -> list[Values]:
    return [(e.role, *_ends(e.span), e.place, _marker(e.marker)) for e in elements]


def _elements_of(rows: Iterable[Values]) -> list[Element]:
    return [Element(role, Span(start, end), place, _marker_of(marker)) for role, start, end, place, marker in rows]


def _some(make: Callable[[list[Values]], Iterable[object]], rows: list[Values]) -> Any:
    """A list that few look into."""
    return Later(len(rows), partial(make, rows)) if rows else []


def _section(section: Section) -> Values:
    heading = section.heading
    head = (*_ends(heading.span), *_ends(heading.title), heading.form, _marker(heading.marker))
    return (
        section.level,
        head,
        *_ends(section.span),
        _elements(section.elements),
        list(map(_section, section.sections)),
    )


def _section_of(values: Values) -> Section:
    level, head, start, end, elements, sections = values
    heading = Heading(Span(head[0], head[1]), Span(head[2], head[3]), head[4], _marker_of(head[5]))
    return Section(level, heading, Span(start, end), _some(_elements_of, elements), _some(_sections_of, sections))


def _sections_of(rows: Iterable[Values]) -> Iterable[Section]:
    return map(_section_of, rows)


def _part_of(values: Values) -> Part:
    front, sections, tail = values
    return Part(_some(_elements_of, front), _some(_sections_of, sections), _some(_elements_of, tail))


def _enumerations(enumerations: Sequence[Enumeration]) -> list[Values]:
    """Each with the number of the one that it stands inside."""
    numbers = {id(each): number for number, each in enumerate(enumerations)}
    return [
        (
            each.style,
            [(item.number, *_ends(item.marker), *_ends(item.span)) for item in each.items],
            numbers.get(id(each.parent)) if each.parent is not None else None,
        )
        for each in enumerations
    ]


def _enumerations_of(rows: list[Values]) -> list[Enumeration]:
    made = [
        Enumeration(style, [Item(n, Span(a, b), Span(start, end)) for n, a, b, start, end in items])
        for style, items, _ in rows
    ]
    for each, (_, _, parent) in zip(made, rows, strict=True):
        each.parent = None if parent is None else made[parent]
    return made
