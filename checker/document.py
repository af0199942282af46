"""The document: its text, where every character came from, and the tree a parser found in it.

Offsets everywhere are code points of `Document.text`, counted from 0; a span is half open.
A reader fills the text, paragraphs, tables and pieces; `zfcheck.structure` fills `outline`.
Rules look for words in `Document.reading`, a repaired and width-folded copy of what a person reads,
and answer with spans of the original text.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .fault import Fault
from .reading import Reading, ReadingParagraph, read_through
from .records import Record, field
from .span import Span

if TYPE_CHECKING:
    from .formatting import Layout  # its classes take as long to make as all of this module

__all__ = ["Reading", "ReadingParagraph", "Span"]

BODY = "正文"
TABLE = "表格"
HEADER = "页眉"
FOOTER = "页脚"
FOOTNOTE = "脚注"
ENDNOTE = "尾注"
TEXT_BOX = "文本框"
PLACES = (BODY, TABLE, HEADER, FOOTER, FOOTNOTE, ENDNOTE, TEXT_BOX)


class Piece(Record, frozen=True):
    """A run of characters and where it stands in the file.

    `part` is the member of a Word package (`word/document.xml`), empty for a text file.
    `node` counts the text nodes of that part in document order, `offset` is the code point inside
    that node (for a text file: inside the decoded file, `node` 0).
    A piece that is not editable is shown by the word processor but stands in no text node
    (an automatic number, a tab, a soft break).
    """

    start: int
    end: int
    part: str = ""
    node: int = 0
    offset: int = 0
    editable: bool = True


class Paragraph(Record, frozen=True):
    """One paragraph: a line of a text file, a block of Markdown, a `w:p` of a Word file.

    `span` leaves out the line end. `heading` is the level that the file itself gives the paragraph
    (Word's outline level, the number of `#`), from 1; None where it says nothing.
    """

    span: Span
    place: str = BODY
    heading: int | None = None
    style: str | None = None
    table: int | None = None


class Cell(Record, frozen=True):
    """A table cell; row and column count from 0, a merged cell stands at its first place and is `columns` wide."""

    row: int
    column: int
    span: Span
    columns: int = 1


class Table(Record, frozen=True):
    """A table and its cells in reading order."""

    span: Span
    cells: tuple[Cell, ...]


REVIEWER = "zfcheck"
"""The author of the comments and revisions that this program writes, by which they are known again."""


class Remark(Record, frozen=True):
    """What a reviewer left in the file beside its text.

    `kind` is one of `comment`, `insertion`, `deletion`, `formatting`, `highlight`, `hidden`; `text` is what the comment
    says, or what was inserted, deleted, highlighted or hidden. Deleted and hidden text has a place but no length.
    """

    kind: str
    span: Span
    text: str = ""


class Note(Record, frozen=True):
    """A word to this program in the document itself: `text` is what follows `zfcheck:` at `span`.

    A note that is `alone` stands on a line of its own and speaks of what comes after it; any other speaks of the
    paragraph that it stands in.
    """

    span: Span
    text: str
    alone: bool = False


class Marker(Record, frozen=True):
    """A list or heading marker: `（三）` is style `bracketed`, number 3.

    `span` covers the marker as printed with what wrongly follows it; `variant` is the wrong form
    that was matched, None for the right one.
    """

    style: str
    level: int
    number: int
    span: Span
    right: str
    variant: str | None = None


class Heading(Record, frozen=True):
    """A heading of its own (`own-line`), before text on its line (`run-in`), or a numbered item (`item`)."""

    span: Span
    title: Span
    form: str
    marker: Marker | None = None


class Element(Record, frozen=True):
    """A paragraph and the role it plays: title, recipient, paragraph, bullet, signature, date …"""

    role: str
    span: Span
    place: str = BODY
    marker: Marker | None = None


class Section(Record):
    """A heading with what stands under it. `span` runs to the last character of the section."""

    level: int
    heading: Heading
    span: Span
    elements: list[Element] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        return iter(_with_all_below([self], []))


def _with_all_below(sections: Iterable[Section], found: list[Section]) -> list[Section]:
    """`found`, and behind it the sections and all below them in reading order."""
    for section in sections:
        found.append(section)
        if section.sections:
            _with_all_below(section.sections, found)
    return found


class Part(Record):
    """A whole text: the report, or an attachment after its signature."""

    front: list[Element] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tail: list[Element] = field(default_factory=list)


class Item(Record, frozen=True):
    """One member of an inline enumeration: `二是` with the text that belongs to it."""

    number: int
    marker: Span
    span: Span


class Enumeration(Record):
    """一是…二是…三是 inside one section, in the order met; `style` names the set of markers."""

    style: str
    items: list[Item] = field(default_factory=list)
    parent: Enumeration | None = None


class DocumentDate(Record, frozen=True):
    """The date of a document as an interval of days, as precise as its source: 2025年 is the whole year.

    `source` is one of `as-of`, `signature`, `front-matter`, `title`, `text`.
    """

    earliest: dt.date
    latest: dt.date
    source: str

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        if (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month):
            return f"{self.earliest.year:04d}-{self.earliest.month:02d}"
        return f"{self.latest.year:04d}"


class Outline(Record):
    """What the parser found: the parts of the text, its inline enumerations, its kind and date.

    What is in the parts is put in a row once, when it is first asked for: a dozen rules go through it.
    """

    parts: list[Part]
    enumerations: list[Enumeration]
    scheme: str
    kind: str = "other"
    date: DocumentDate | None = None
    _sections: list[Section] | None = field(default=None, repr=False, compare=False)
    _elements: list[Element] | None = field(default=None, repr=False, compare=False)

    def sections(self) -> Iterator[Section]:
        """Every section of every part, in reading order."""
        if self._sections is None:
            self._sections = _with_all_below([section for part in self.parts for section in part.sections], [])
        return iter(self._sections)

    def elements(self) -> Iterator[Element]:
        """Every element (not the headings), in reading order."""
        if self._elements is None:
            found: list[Element] = []
            for part in self.parts:
                found += part.front
                for section in _with_all_below(part.sections, []):
                    found += section.elements
                found += part.tail
            self._elements = found
        return iter(self._elements)

    def path(self, offset: int) -> list[Section]:
        """The sections that hold `offset`, outermost first."""
        found: list[Section] = []
        sections = [section for part in self.parts for section in part.sections]
        while sections:
            inside = next((s for s in sections if s.span.start <= offset < s.span.end), None)
            if inside is None:
                break
            found.append(inside)
            sections = inside.sections
        return found

    def title(self) -> Element | None:
        """The first title element of the first part, None where the text starts with its body."""
        for part in self.parts[:1]:
            return next((element for element in part.front if element.role == "title"), None)
        return None


class Document(Record):
    """A document as read, whatever its format.

    `hidden` spans are markup inside paragraphs that nobody sees on the page (Markdown's `**`).
    `faults` name what could not be read, `remarks` what reviewers left in a Word file, `notes` what the author says
    to this program.
    `converted` names what made a text out of the file (LibreOffice, pypdfium2); empty where none was needed.
    `memo` is scratch space in which kinds may keep what several rules need from the same document; it lives as long
    as the document.
    """

    name: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    pieces: tuple[Piece, ...] = ()
    hidden: tuple[Span, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notes: tuple[Note, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    converted: str = ""
    outline: Outline = field(default_factory=lambda: Outline([], [], ""))
    memo: dict[Any, Any] = field(default_factory=dict)
    _reading: Reading | None = None
    _layout: Layout | None = None
    _layout_maker: Callable[[], Layout] | None = field(default=None, repr=False, compare=False)
    _paragraph_starts: Sequence[int] | None = None

    @property
    def reading(self) -> Reading:
        """The folded and repaired text for searching, made on first use."""
        if self._reading is None:
            self._reading = read_through(self)
        return self._reading

    @property
    def layout(self) -> Layout | None:
        """How the text looks, made on first use; None where the format says nothing of it, and after `release`.

        Raises what went wrong in the making, to the first who asks: a failed rule is told, and one is enough.
        """
        if self._layout_maker is not None:
            make, self._layout_maker = self._layout_maker, None
            self._layout = make()
        return self._layout

    @property
    def has_looks(self) -> bool:
        """Whether there is a layout, or may be one: see `layout`."""
        return self._layout_maker is not None or self._layout is not None

    def release(self) -> None:
        """Let go of the parts of the file. A layout that was made already stays."""
        self._layout_maker = None

    @property
    def read_only(self) -> bool:
        """Whether neither fixes nor comments can be written into the file: what was checked is a converted text."""
        return bool(self.converted)

    def slice(self, span: Span) -> str:
        """The original text of `span`."""
        return self.text[span.start : span.end]

    @property
    def paragraph_starts(self) -> Sequence[int]:
        """Where each paragraph begins."""
        if self._paragraph_starts is None:
            self._paragraph_starts = [p.span.start for p in self.paragraphs]
        return self._paragraph_starts

    def place(self, offset: int) -> str:
        """Where on the page `offset` stands: 正文, 表格, 页眉 …"""
        index = bisect_right(self.paragraph_starts, offset) - 1
        return self.paragraphs[index].place if index >= 0 else BODY

    def piece_at(self, offset: int) -> Piece | None:
        """The piece that holds the character at `offset`."""
        index = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        if index < 0 or offset >= self.pieces[index].end:
            return None
        return self.pieces[index]

    def pieces_in(self, span: Span) -> Iterator[Piece]:
        """The pieces that hold a character of `span`, in order."""
        first = max(0, bisect_right(self.pieces, span.start, key=lambda piece: piece.start) - 1)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= span.end:
                return
            if max(piece.start, span.start) < min(piece.end, span.end):
                yield piece
