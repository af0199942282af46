"""The cells of a Word table that are shown, and the table in the making (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ...document import Cell, Span, Table
from ...records import Record, field
from .inline import DROPPED, property_of
from .package import KINDS, attribute, integer, properties
from .part import Part


class Draft(Record):
    """A table in the making; cells are row, column, start, end, columns."""

    start: int
    end: int
    cells: list[tuple[int, int, int, int, int]] = field(default_factory=list)

    def finished(self, length: int) -> Table:
        """The table of a text of that length."""

        def span(start: int, end: int) -> Span:
            return Span(min(start, length), min(max(start, end), length))

        cells = tuple(Cell(row, column, span(a, b), width) for row, column, a, b, width in self.cells)
        return Table(span(self.start, self.end), cells)


def shown_cells(part: Part, table: etree._Element) -> Iterator[tuple[int, int, int, etree._Element]]:
    """Row, column, columns and element of each cell, without what is deleted or merged into another."""
    merged: set[int] = set()  # columns in which a vertical merge is open
    for row, line in enumerate(_members(part, table, "tr")):
        parts = properties(property_of(line, "trPr"))
        column = _count(parts.get("gridBefore"), 0)
        still: set[int] = set()
        for cell in _members(part, line, "tc"):
            parts = properties(property_of(cell, "tcPr"))
            if "cellDel" in parts:
                continue
            if "vMerge" in parts:
                still.add(column)
                goes_on = attribute(parts["vMerge"]) != "restart" and column in merged
            else:
                goes_on = "hMerge" in parts and attribute(parts["hMerge"]) != "restart" and column > 0
            width = _count(parts.get("gridSpan"), 1)
            # What stands in a cell that continues a merged one is not shown (17.4.84).
            if not goes_on:
                yield row, column, width, cell
            column += width
        merged = still


def _members(part: Part, element: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through content controls and the like, without deleted rows."""
    for child in element:
        found = KINDS.get(child.tag, "")
        if found == kind:
            if kind != "tr" or "del" not in properties(property_of(child, "trPr")):
                yield child
        elif found == "AlternateContent":
            chosen = part.chosen.get(child)
            if chosen is not None:
                yield from _members(part, chosen, kind)
        elif found not in DROPPED and found not in {"p", "tbl", "tc"}:
            yield from _members(part, child, kind)


def _count(element: etree._Element | None, default: int) -> int:
    """A number of table columns; Word allows 63, so anything beyond a thousand is nonsense."""
    number = integer(element)
    return default if number is None else min(max(number, default), 1_000)
