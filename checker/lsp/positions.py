"""Offsets in a text as positions of the Language Server Protocol, and back.

A position is a line and a column that counts code units: of UTF-16, UTF-8 or UTF-32, as the editor wishes. Lines end at
CR LF, LF and CR, and nowhere else. Both ways take a few steps, however long the text and its lines are: the units up to
every so many characters are counted once.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from lsprotocol.types import Position, Range

from ..span import Span
from ..writers.locate import line_starts

_STEP = 1024
"""Characters between two counts."""
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""The codec of each encoding, and the bytes of a unit."""


class Positions:
    """The positions of one text, which holds no lone surrogates. An unknown `encoding` is UTF-16."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self._starts = line_starts(text)
        self._codec, self._bytes = _CODECS.get(encoding, _CODECS["utf-16"])
        plain = encoding == "utf-32" or text.isascii() or (self._bytes == 2 and max(text) < "\U00010000")
        chunks = (text[at : at + _STEP] for at in range(0, len(text), _STEP))
        self._sums = None if plain else [0, *accumulate(map(self._units, chunks))]

    @property
    def lines(self) -> int:
        """How many lines there are; a text has one at least."""
        return len(self._starts)

    def _units(self, text: str) -> int:
        return len(text.encode(self._codec)) // self._bytes

    def _before(self, offset: int) -> int:
        """The units before `offset`."""
        if self._sums is None:
            return offset
        number = offset // _STEP
        return self._sums[number] + self._units(self.text[number * _STEP : offset])

    def _after(self, units: int) -> int:
        """The offset behind so many units; the start of a character that they would cut in two."""
        if self._sums is None:
            return units
        number = min(bisect_right(self._sums, units), len(self._sums) - 1) - 1
        chunk = self.text[number * _STEP : (number + 1) * _STEP].encode(self._codec)
        taken = chunk[: (units - self._sums[number]) * self._bytes].decode(self._codec, "ignore")
        return number * _STEP + len(taken)

    def start_of(self, line: int) -> int:
        """The offset at which a line begins; the end of the text where there is no such line."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def end_of(self, line: int) -> int:
        """The offset at which a line ends, its line end left out."""
        end = self.start_of(line + 1)
        if line + 1 < len(self._starts):
            end -= 2 if self.text[end - 2 : end] == "\r\n" else 1
        return end

    def line_of(self, offset: int) -> int:
        """The line, from 0, that holds `offset`."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """Where the character at `offset` stands."""
        offset = max(0, min(offset, len(self.text)))
        line = self.line_of(offset)
        return Position(line, self._before(offset) - self._before(self._starts[line]))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind the end of its line, or of the text, is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self.end_of(position.line)
        return max(start, min(end, self._after(self._before(start) + position.character)))

    def range(self, span: Span) -> Range:
        return Range(self.position(span.start), self.position(span.end))

    def span(self, range_: Range) -> Span:
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))
