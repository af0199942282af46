"""What a Word paragraph inherits from its style: outline level, numbering, hidden text (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re

from lxml import etree

from ...lazy import lazily
from ...records import Record
from .package import KINDS, TRUE, attribute, integer, properties, switched_on

# Names Word gives to its built-in heading styles, in English files and in those of older Chinese versions.
_HEADING_NAME = lazily(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9  # w:outlineLvl 9 is body text (17.3.1.20)
_MAX_CHAIN = 64


class Style(Record, frozen=True):
    """A style with what it takes from those it is based on; `chain` is its own id first, then theirs.

    `level_from` is the id among them of the style that sets `level`.
    """

    name: str | None = None
    heading: int | None = None
    number: int | None = None
    level: int | None = None
    hidden: bool = False
    chain: tuple[str, ...] = ()
    level_from: str | None = None


_PLAIN = Style()


class _Said(Record, frozen=True):
    """What one style says of itself; None where it says nothing."""

    name: str | None
    base: str | None
    outline: int | None
    number: int | None
    level: int | None
    hidden: bool | None


class Styles:
    """The styles of a document, worked out on demand."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._own: dict[str, _Said] = {}
        self._default: str | None = None
        self.hidden_by_default = False
        for element in root if root is not None else ():
            kind = KINDS.get(element.tag)
            if kind == "style":
                key = attribute(element, "styleId")
                if key is None:
                    continue
                self._elements.setdefault(key, element)
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in TRUE:
                    self._default = key
            elif kind == "docDefaults":
                run = properties(properties(element).get("rPrDefault")).get("rPr")
                self.hidden_by_default = switched_on(properties(run).get("vanish"))

    def paragraph(self, key: str | None) -> Style:
        """The style of a paragraph; the default one where it names none or one that does not exist (17.7.4.17)."""
        if key is None or key not in self._elements:
            key = self._default
        return self.get(key)

    def get(self, key: str | None) -> Style:
        """The style of that id; one that says nothing where there is none."""
        if key is None or key not in self._elements:
            return _PLAIN
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._work_out(key)
        return style

    def _work_out(self, key: str) -> Style:
        chain: list[str] = []
        outline: int | None = None
        number: int | None = None
        level: int | None = None
        level_from: str | None = None
        hidden: bool | None = None
        step: str | None = key
        while step is not None and step in self._elements and step not in chain and len(chain) < _MAX_CHAIN:
            chain.append(step)
            own = self._said(step)
            outline = own.outline if outline is None else outline
            number = own.number if number is None else number
            hidden = own.hidden if hidden is None else hidden
            if level is None:
                level = own.level
                level_from = step if level is not None else None
            step = own.base
        name = self._said(key).name
        return Style(name, heading_level(outline), number, level, bool(hidden), tuple(chain), level_from)

    def _said(self, key: str) -> _Said:
        """What the style itself says; read once, since a hundred styles may have the same base."""
        said = self._own.get(key)
        if said is None:
            said = self._own[key] = _read(self._elements[key])
        return said


def _read(element: etree._Element) -> _Said:
    parts = properties(element)
    name = attribute(parts["name"]) if "name" in parts else None
    paragraph = properties(parts.get("pPr"))
    outline = integer(paragraph.get("outlineLvl"))
    named = _HEADING_NAME.fullmatch((name or "").strip())
    if outline is None and named:
        outline = int(named[1]) - 1
    numbering = properties(paragraph.get("numPr"))
    run = properties(parts.get("rPr"))
    return _Said(
        name,
        attribute(parts["basedOn"]) if "basedOn" in parts else None,
        outline,
        integer(numbering.get("numId")),
        integer(numbering.get("ilvl")),
        switched_on(run["vanish"]) if "vanish" in run else None,
    )


def heading_level(outline: int | None) -> int | None:
    """`Paragraph.heading`, from 1 to 9, for an outline level from 0; None for body text."""
    return outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else None
