"""From offsets to what people look for: line, column, the words around a place, the section it stands in."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from ..document import Document, Section, Span
from ..lazy import lazily
from ..records import Record

_LINE_END = lazily("\r\n|\r|\n")
_SENTENCE_MARK = lazily("[。；！？;!?]")
_CLAUSE_MARK = lazily("[，、：,:]")
_BREAKS = lazily("[\r\n\u2028\u2029\x0b\x0c\x85]+")
_LONGEST_MARK = 60
"""Code points of a marked text that are shown whole; of a longer one the middle is left out."""


class Position(Record, frozen=True):
    """Line and column, both from 1; the column counts code points."""

    line: int
    column: int


class Excerpt(Record, frozen=True):
    """A marked text with what stands before and after it, `…` where they were cut."""

    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}【{self.marked}】{self.after}"


class Locator:
    """Finds places in one document; made once for it.

    A line ends at CR LF, LF or CR. In a Word file a line is a paragraph: a soft break (U+2028) ends none.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line_starts = line_starts(document.text)
        self._paragraph_starts = document.paragraph_starts

    def position(self, offset: int) -> Position:
        """Where the character at `offset` stands (or the end of the text)."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def place(self, offset: int) -> str:
        """正文, 表格, 页眉 … as the paragraph at or before `offset` says."""
        return self._document.place(offset)

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds `offset`; its line where none does."""
        index = bisect_right(self._paragraph_starts, offset) - 1
        if index >= 0:
            span = self._document.paragraphs[index].span
            if offset <= span.end:
                return span
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        found = _LINE_END.search(self._document.text, start)
        return Span(start, found.start() if found else len(self._document.text))

    def excerpt(self, span: Span, around: int = 24) -> Excerpt:
        """`span` within its paragraph, with about `around` code points on either side, cut at a near mark."""
        text = self._document.text
        first = self.paragraph(span.start)
        last = self.paragraph(span.end - 1 if span.end > span.start else span.start)
        low = _cut_before(text, min(first.start, span.start), span.start, around)
        high = _cut_after(text, span.end, max(last.end, span.end), around)
        before, after = _plain(text[low : span.start]), _plain(text[span.end : high])
        return Excerpt(
            ("…" + before.lstrip()) if low > first.start else before.lstrip(),
            _marked(text[span.start : span.end]),
            (after.rstrip() + "…") if high < last.end else after.rstrip(),
        )

    def sections(self, offset: int) -> list[str]:
        """The titles, with their markers, of the sections that hold `offset`, outermost first."""
        return [self.heading(section) for section in self._document.outline.path(offset)]

    def heading(self, section: Section) -> str:
        """A section's marker and title as printed."""
        return plain(self._document.slice(section.heading.span))


def line_starts(text: str) -> list[int]:
    """Where each line of `text` begins; a line ends at CR LF, LF or CR."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    starts = [0]
    starts += accumulate(len(line) + 1 for line in text.split("\n"))
    return starts[:-1]  # behind the last line there is none


def _cut_before(text: str, low: int, start: int, around: int) -> int:
    """Where an excerpt before `start` begins: at `low`, or behind the mark nearest to `around` characters away."""
    far, near = start - around - around // 2, start - around // 3
    if far <= low:
        return low
    aim = start - around
    for marks in (_SENTENCE_MARK, _CLAUSE_MARK):
        ends = [match.end() for match in marks.finditer(text, far, near)]
        if ends:
            return min(ends, key=lambda end: abs(end - aim))
    return aim


def _cut_after(text: str, end: int, high: int, around: int) -> int:
    far, near = end + around + around // 2, end + around // 3
    if far >= high:
        return high
    aim = end + around
    for marks in (_SENTENCE_MARK, _CLAUSE_MARK):
        ends = [match.end() for match in marks.finditer(text, near, far)]
        if ends:
            return min(ends, key=lambda found: abs(found - aim))
    return aim


def plain(text: str) -> str:
    """`text` on one line, without characters that are not seen or that would steer a terminal."""
    return _plain(text).strip()


def _plain(text: str) -> str:
    text = _BREAKS.sub(" ", text).replace("\t", " ")
    return "".join(c for c in text if c.isprintable() or unicodedata.category(c) in {"Zs", "Co", "Cn"})


def visible(text: str) -> str:
    """`text` on one line with `／` for a line end, unseen characters by their number: `⟨U+200B⟩`."""
    text = _BREAKS.sub("／", text)
    return "".join(
        c if c.isprintable() or unicodedata.category(c) in {"Zs", "Co"} else f"⟨U+{ord(c):04X}⟩" for c in text
    )


def _marked(text: str) -> str:
    if len(text) > _LONGEST_MARK:
        text = text[: _LONGEST_MARK // 2] + "…" + text[-_LONGEST_MARK // 3 :]
    return visible(text)
