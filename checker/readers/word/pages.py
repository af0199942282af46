"""The sections of a Word document as pages: size, margins, grid, headers and footers (ECMA-376 part 1, 17.6, 17.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ...formatting import Page, Story
from ...span import Span
from .package import Relationship, link, switched_on
from .properties import LARGEST, attributes, children, measure, short, value, whole
from .trail import Trail

_STARTS = frozenset({"continuous", "nextColumn", "evenPage", "oddPage"})
_GRIDS = frozenset({"lines", "linesAndChars", "snapToChars"})
_TYPES = frozenset({"default", "even", "first"})
_MOST_COLUMNS = 45  # Word's own limit


def pages_of(trail: Trail, links: Mapping[str, Relationship], length: int) -> tuple[Page, ...]:
    """The sections in order; one that says nothing for text of the body without any."""

    def span(start: int, end: int) -> Span:
        """From a line to before the place where the next one starts."""
        start = min(start, length)
        return Span(start, min(max(end - 1, start), length))

    pages: list[Page] = []
    headers: dict[str, Story] = {}
    footers: dict[str, Story] = {}
    sections: list[tuple[etree._Element | None, int]] = list(trail.sections)
    last = trail.sections[-1][0].getparent() if trail.sections else None
    if last is None or (short(last) == "pPr" and trail.sections[-1][1] < trail.body):
        sections.append((None, trail.body))
    elif short(last) != "pPr":
        sections[-1] = sections[-1][0], max(trail.body, sections[-1][1])
    start = 0
    for element, end in sections:
        for child in element if element is not None else ():
            name = short(child)
            if name in {"headerReference", "footerReference"}:
                relationship = links.get(link(child) or "")
                kind = attributes(child).get("type", "default")
                if relationship is not None and not relationship.external and kind in _TYPES:
                    stretch = trail.stories.get(relationship.target)
                    text = span(*stretch) if stretch is not None and stretch[0] < stretch[1] else None
                    # A new mapping, for those of the sections before share the old one.
                    if name == "headerReference":
                        headers = {**headers, kind: Story(relationship.target, text)}
                    else:
                        footers = {**footers, kind: Story(relationship.target, text)}
        pages.append(_page(element, span(start, end), headers, footers))
        start = end
    return tuple(pages)


def _page(
    element: etree._Element | None, span: Span, headers: Mapping[str, Story], footers: Mapping[str, Story]
) -> Page:
    parts = children(element)
    size, margins = attributes(parts.get("pgSz")), attributes(parts.get("pgMar"))
    grid, numbers = attributes(parts.get("docGrid")), attributes(parts.get("pgNumType"))
    start = value(parts.get("type"))
    columns = attributes(parts.get("cols"))
    width, height = _length(size.get("w")), _length(size.get("h"))
    wide = width is not None and height is not None and width > height
    return Page(
        span=span,
        width=width,
        height=height,
        landscape=size.get("orient") == "landscape" or wide,
        top=_length(margins.get("top")),
        right=_length(margins.get("right")),
        bottom=_length(margins.get("bottom")),
        left=_length(margins.get("left")),
        header=_length(margins.get("header")),
        footer=_length(margins.get("footer")),
        gutter=_length(margins.get("gutter")) or 0,
        grid=grid.get("type") if grid.get("type") in _GRIDS else None,
        line_pitch=_length(grid.get("linePitch")),
        char_space=_signed(grid.get("charSpace")),
        columns=min(max(whole(columns.get("num")) or 1, 1), _MOST_COLUMNS),
        start=start if start is not None and start in _STARTS else "nextPage",
        title_page=switched_on(parts.get("titlePg")),
        page_number_start=whole(numbers.get("start")),
        page_number_format=numbers.get("fmt"),
        headers=headers,
        footers=footers,
    )


def _signed(text: str | None) -> int | None:
    """A number; one below nothing is written by LibreOffice as an unsigned one of 32 bits."""
    if text is not None and re.fullmatch("[0-9]{10}", text) and 2**31 <= int(text) < 2**32:
        return int(text) - 2**32
    return whole(text)


def _length(text: str | None) -> int | None:
    number = measure(text)
    return number if number is not None and abs(number) <= LARGEST else None
