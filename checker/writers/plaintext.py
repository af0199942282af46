"""The text of a document alone, for comparing two versions of it: what `git diff` shows of a Word file.

A sentence is a line, so that a change shows the sentence that it touches and not its whole paragraph; sentences after
the first of a paragraph are indented. A row of a table is a line with all its cells, empty ones too. What stands
outside the body says where, and what could not be read is said at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..document import BODY, TABLE, Cell, Document, Paragraph
from ..lazy import lazily
from ..messages import say
from ..rules import Fault
from .locate import plain
from .terms import place_name

_SENTENCE = lazily("[^。！？；]*[。！？；]+[”’）》」』】〕]*|[^。！？；]+")
_INDENT = "  "
_BETWEEN_CELLS = " | "


def plain_text(document: Document) -> str:
    """The text, a sentence or a table's row a line."""
    lines = [*_lines(document), *map(fault_line, document.faults)]
    return "".join(line + "\n" for line in lines)


def fault_line(fault: Fault) -> str:
    """What could not be read, as a line among the text."""
    what = say("未检查（提示）：") if fault.level == "info" else say("未能检查：")
    return f"[{what}{plain(fault.message)}]"


def _lines(document: Document) -> Iterator[str]:
    rows = _Rows(document)
    told: set[tuple[int, int]] = set()
    for paragraph in document.paragraphs:
        where = "" if paragraph.place in {BODY, TABLE} else f"[{place_name(paragraph.place)}] "
        row = rows.of(paragraph)
        if row is None:
            yield from _sentences(where, plain(document.slice(paragraph.span)))
        elif row not in told:
            told.add(row)
            yield where + rows.text(row)


def _sentences(where: str, text: str) -> Iterator[str]:
    for number, sentence in enumerate(_SENTENCE.findall(text)):
        yield (_INDENT if number else where) + sentence.strip()


class _Rows:
    """The rows of all tables, by the table's number and the row's."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cells: list[Sequence[Cell]] = [
            sorted(table.cells, key=lambda cell: cell.span.start) for table in document.tables
        ]
        self._starts = [[cell.span.start for cell in cells] for cells in self._cells]
        self._of_row: dict[tuple[int, int], list[int]] = {}
        for table, cells in enumerate(self._cells):
            for at, cell in sorted(enumerate(cells), key=lambda numbered: numbered[1].column):
                self._of_row.setdefault((table, cell.row), []).append(at)
        self._inside: dict[tuple[int, int], list[str]] = {}
        for paragraph in document.paragraphs:
            place = self._cell(paragraph)
            if place is not None:
                self._inside.setdefault(place, []).append(plain(document.slice(paragraph.span)))

    def of(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """The row that a paragraph stands in."""
        place = self._cell(paragraph)
        return None if place is None else (place[0], self._cells[place[0]][place[1]].row)

    def text(self, row: tuple[int, int]) -> str:
        cells = ((row[0], at) for at in self._of_row[row])
        return _BETWEEN_CELLS.join(" ".join(self._inside.get(cell, ())) for cell in cells).rstrip()

    def _cell(self, paragraph: Paragraph) -> tuple[int, int] | None:
        """The table of a paragraph and the number of its cell there."""
        table = paragraph.table
        if table is None:
            return None
        at = bisect_right(self._starts[table], paragraph.span.start) - 1
        # A text box that hangs on a cell stands behind it.
        return (table, at) if at >= 0 and paragraph.span.end <= self._cells[table][at].span.end else None
