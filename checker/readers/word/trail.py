"""What the reader of the text leaves behind, so that the formatting of it can be found without a second search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from ...document import Paragraph, Piece
from ...records import Record, field
from .lists import Lists
from .package import Package, Relationship
from .part import Part


class Line(Record):
    """A line of the text: the `w:p` whose properties count for it, and the length of its automatic number."""

    start: int
    end: int
    element: etree._Element | None
    label: int = 0


class Trail(Record):
    """Lines in order of place; each `w:sectPr` of the body with the place after its text; headers and footers by part.

    `body` is the place after the last line of the body. A place is that where the next line would start.
    """

    lines: list[Line] = field(default_factory=list)
    sections: list[tuple[etree._Element, int]] = field(default_factory=list)
    stories: dict[str, tuple[int, int]] = field(default_factory=dict)
    body: int = 0


class Source(Record, frozen=True):
    """Everything that a layout is made from: the trail, the parts read by stored name, and what became of them.

    `length` is that of the text, in code points.
    """

    trail: Trail
    package: Package
    links: Mapping[str, Relationship]
    parts: Mapping[str, Part]
    styles: etree._Element | None
    lists: Lists
    length: int
    paragraphs: Sequence[Paragraph]
    pieces: Sequence[Piece]
