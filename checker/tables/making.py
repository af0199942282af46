"""A table of the document -> a grid: where its heads end, which columns are labels, what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ..document import TABLE, Cell, Document, Table
from ..lazy import lazily
from .cells import Entry, Measure, entry, measure_in, measures_told
from .grid import Grid, Line, kind
from .words import Words, level, squeezed, unmarked

HEADS = 5
"""Rows of heads at most; more are a table of words."""
_YEAR = lazily(r"(?:19|20)\d\d")
_BEFORE = 3
"""Paragraphs before a table that may be its caption or tell its unit."""
_BEHIND = 2
_LONGEST_CAPTION = 80


def grids(document: Document, words: Words) -> list[Grid]:
    """The tables of the document that hold figures under heads; read once for each set of words."""
    key = ("tables", id(words))
    if key not in document.memo:
        starts = [paragraph.span.start for paragraph in document.paragraphs]
        found = (_read(document, table, words, starts) for table in document.tables)
        # The words are kept with the grids, so that their id stays theirs.
        document.memo[key] = words, [grid for grid in found if grid is not None]
    return document.memo[key][1]  # type: ignore[no-any-return]


def _read(document: Document, table: Table, words: Words, starts: Sequence[int]) -> Grid | None:
    lines: dict[int, list[Cell]] = {}
    entries: dict[tuple[int, int], Entry] = {}
    reading = document.reading
    for cell in table.cells:
        lines.setdefault(cell.row, []).append(cell)
        if cell.span.start < cell.span.end:
            start, end = reading.position(cell.span.start), reading.position(cell.span.end)
            entries[cell.row, cell.column] = entry(reading.text[start:end], start)
    if len(lines) < 2 or not any(found.number for found in entries.values()):
        return None
    return _Making(lines, entries, words).grid(*_surroundings(document, table, starts))


def _surroundings(document: Document, table: Table, starts: Sequence[int]) -> tuple[list[str], list[str]]:
    """The short paragraphs right before the table, the nearest first, and those right behind it."""
    before: list[str] = []
    reading = document.reading
    at = bisect_left(starts, table.span.start) - 1
    while at >= 0 and len(before) < _BEFORE and document.paragraphs[at].place != TABLE:
        if document.paragraphs[at].span.end - document.paragraphs[at].span.start > _LONGEST_CAPTION:
            break
        before.append(reading.text[reading.paragraphs[at].start : reading.paragraphs[at].end])
        at -= 1
    behind: list[str] = []
    at = bisect_left(starts, table.span.end)
    while at < len(starts) and len(behind) < _BEHIND and document.paragraphs[at].place != TABLE:
        behind.append(reading.text[reading.paragraphs[at].start : reading.paragraphs[at].end][:400])
        at += 1
    return before, behind


class _Making:
    """One table on its way from cells to a grid."""

    def __init__(self, lines: Mapping[int, list[Cell]], entries: dict[tuple[int, int], Entry], words: Words) -> None:
        self.lines = lines
        self.entries = entries
        self.words = words
        self.width = max(cell.column + cell.columns for cells in lines.values() for cell in cells)
        self.heads: list[int] = []
        self.caption: list[str] = []

    def grid(self, before: Sequence[str], behind: Sequence[str]) -> Grid | None:
        order = sorted(self.lines)
        first = self._read_heads(order)
        if not self.heads or first >= len(order) or len(self.heads) > HEADS:
            return None
        repeated = {tuple(squeezed(e.text) for e in self._row(row)) for row in self.heads}
        data = [row for row in order[first:] if tuple(squeezed(e.text) for e in self._row(row)) not in repeated]
        paths = self._paths()
        numeric, labels, ordinal = self._columns(data, paths)
        if not numeric:
            return None
        columns = [self._line(column, paths[column]) for column in numeric]
        rows, notes = self._rows(data, numeric, labels, ordinal)
        for lines in (rows, columns):
            _lend_units(lines)
        around = [*self.caption, *before[:1], *notes]
        around += [text for text in behind if self.words.in_("note", squeezed(text)[:4])]
        corner = [squeezed(text) for column in labels for text in paths[column]]
        told: list[Measure] = []
        for text in [*self.caption, *corner, *before]:
            if told := measures_told(text):
                break
        gaps = any(set(row.label) <= set(".…·") for row in rows if row.label)
        data_rows = [row for row in rows if row.label or not labels]
        return Grid(data_rows, columns, self.entries, tuple(told), " ".join(around), gaps)

    def _row(self, row: int) -> list[Entry]:
        found = (self.entries.get((row, cell.column)) for cell in self.lines[row])
        return [one for one in found if one is not None and one.text]

    # -- heads ---------------------------------------------------------------------------------------------------

    def _read_heads(self, order: Sequence[int]) -> int:
        """Note the rows of heads and what stands over them; how many rows they take."""
        for taken, row in enumerate(order):
            shown = self._row(row)
            if len(shown) == 1 and self.width > 1 and shown[0].number is None and not self.heads:
                self.caption.append(squeezed(shown[0].text))
            elif shown and not self._is_head(row, shown) and not self._is_numbering(shown):
                return taken
            elif shown and not self._is_numbering(shown):
                self.heads.append(row)
        return len(order)

    def _is_head(self, row: int, shown: Sequence[Entry]) -> bool:
        first = self.entries.get((row, self.lines[row][0].column)) if self.lines[row][0].column == 0 else None
        under_blank = first is None or not first.text or self._same_above(first)
        for one in shown:
            if one.blank:
                return False
            if one.number is not None and not (_YEAR.fullmatch(one.text) and (not self.heads or under_blank)):
                return False
        if not self.heads:
            return len(shown) > 1 or self.width == 1
        return under_blank or not self._corner()

    def _corner(self) -> str:
        """What stands in the first column of the heads so far."""
        found = (self.entries.get((row, 0)) for row in self.heads)
        return next((one.text for one in found if one is not None and one.text), "")

    def _same_above(self, first: Entry) -> bool:
        return squeezed(first.text) == squeezed(self._corner())

    def _is_numbering(self, shown: Sequence[Entry]) -> bool:
        """Whether a row only numbers the columns: 甲 1 2 3."""
        numbers = [one.number.value for one in shown if one.number is not None]
        rest = [squeezed(one.text) for one in shown if one.number is None]
        return (
            len(numbers) > 1
            and bool(self.heads)
            and numbers == list(range(1, len(numbers) + 1))
            and all(self.words.is_("numbering", text) for text in rest)
        )

    def _paths(self) -> list[tuple[str, ...]]:
        """The heads over every column, the outer first."""
        paths: list[list[str]] = [[] for _ in range(self.width)]
        last = len(self.heads) - 1
        for depth, row in enumerate(self.heads):
            covered: dict[int, str] = {}
            for cell in self.lines[row]:
                found = self.entries.get((row, cell.column))
                for column in range(cell.column, cell.column + cell.columns):
                    covered[column] = squeezed(found.text) if found is not None else ""
            spread = ""
            for column in range(self.width):
                text = covered.get(column, "")
                if not text and depth == 0 and last and column and self._text(self.heads[1], column):
                    # A head over several columns, where the format has no merged cells.
                    text = spread
                spread = text or spread
                if text and (not paths[column] or paths[column][-1] != text):
                    paths[column].append(text)
        return [tuple(path) for path in paths]

    def _text(self, row: int, column: int) -> str:
        found = self.entries.get((row, column))
        return found.text if found is not None else ""

    # -- columns and rows ----------------------------------------------------------------------------------------

    def _columns(self, data: Sequence[int], paths: Sequence[tuple[str, ...]]) -> tuple[list[int], list[int], set[int]]:
        """The columns of numbers, those of labels, and among these the ones that only number the rows."""
        numbers, words = [0] * self.width, [0] * self.width
        for row in data:
            for cell in self.lines[row]:
                found = self.entries.get((row, cell.column))
                if found is None or found.blank:
                    continue
                (words if found.number is None else numbers)[cell.column] += 1
        ordinal = {column for column in range(self.width) if self.words.roles(" ".join(paths[column])) & {"ordinal"}}
        if numbers[0] > 1 and self.width > 1 and words[1] > numbers[1] and self._counts_up(data):
            ordinal.add(0)
        numeric = [
            column
            for column in range(self.width)
            if numbers[column] and numbers[column] >= words[column] and column not in ordinal
        ]
        first = numeric[0] if numeric else self.width
        return numeric, list(range(first)), ordinal

    def _counts_up(self, data: Sequence[int]) -> bool:
        found = (self.entries.get((row, 0)) for row in data)
        values = [one.number.value for one in found if one is not None and one.number is not None]
        return values == list(range(1, len(values) + 1))

    def _rows(
        self, data: Sequence[int], numeric: Sequence[int], labels: Sequence[int], ordinal: set[int]
    ) -> tuple[list[Line], list[str]]:
        rows: list[Line] = []
        notes: list[str] = []
        above: list[str] = []
        block = 0
        of_numbers = set(numeric)
        for row in data:
            shown = self._row(row)
            if not shown:
                continue
            texts = [squeezed(self._text(row, column)) for column in labels if column not in ordinal]
            marks = [found for column in labels if column in ordinal and (found := self.entries.get((row, column)))]
            marker = next((one.text + "、" for one in marks if one.number or level(one.text)), "")
            if not any(texts):
                texts = [squeezed(one.text) for one in marks if one.number is None][:1]
            held = any(cell.column in of_numbers and (row, cell.column) in self.entries for cell in self.lines[row])
            if not held:
                if len(shown) == 1:
                    notes.append(squeezed(shown[0].text))
                    block += 1
                above = []
                continue
            if texts and not texts[0] and any(texts) and above:
                texts = [text or outer for text, outer in zip(texts, above, strict=False)]
            above = texts
            path = tuple(dict.fromkeys(text for text in texts if text))
            line = self._line(row, path)
            line.level = level(marker) or level(path[0] if path else "")
            line.block = block
            rows.append(line)
        return rows, notes

    def _line(self, index: int, path: tuple[str, ...]) -> Line:
        inner = path[-1] if path else ""
        roles = self.words.roles(unmarked(inner))
        if len(path) > 1 and not roles & {"total", "subtotal", "whole"}:
            outer = frozenset().union(*(self.words.roles(text) for text in path[:-1]))
            roles |= outer - {"total", "subtotal", "whole", "named", "part"}
        measure = next((found for text in reversed(path) if (found := measure_in(text)) is not None), None)
        return Line(index, path, roles, measure)


def _lend_units(lines: Sequence[Line]) -> None:
    """A total that tells no unit has that of what it adds up, where that is but one."""
    told = {line.measure for line in lines if kind(line) == "plain"}
    if len(told) != 1:
        return
    (measure,) = told
    for line in lines:
        if kind(line) in {"total", "subtotal", "named", "whole"} and line.measure is None:
            line.measure = measure
