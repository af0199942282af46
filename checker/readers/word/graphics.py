"""Drawn things in a Word document: the words of charts and diagrams, and pictures that may hold text.

Charts: ECMA-376 part 1, 21.2; diagrams (SmartArt): 21.4. Their parts hold no `w:t`, so their words can be checked and
not edited.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from ...lazy import lazily
from .package import KINDS, TRANSITIONAL, BrokenPartError, Package, Relationship, link, tags
from .unread import Unread

# From 6 cm by 3 cm on a scanned page, a table or a screenshot can be read in print; seals (4 to 5 cm), emblems,
# signatures and ornaments are smaller. In EMU, of which a centimetre has 360,000 (20.1.2.1).
_WIDE, _HIGH = 6 * 360_000, 3 * 360_000
_UNITS = {"in": 914_400, "cm": 360_000, "mm": 36_000, "pt": 12_700, "pc": 152_400, "px": 9_525}
_SIZE = lazily(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)\s*(in|cm|mm|pt|pc|px)\b", re.IGNORECASE)
_LONGEST_STYLE = 2_000  # it is searched for every picture in the frame; those that Word writes have a few hundred
# Parts of a chart whose strings are shown: titles, names of series, categories. Its values are figures of a graph.
_CHART_TEXT = tags("a:p", "c:strCache", "c:multiLvlStrCache", "c:strLit", "c:tx")
_POINTS, _LINES = tags("dgm:pt"), tags("dgm:cxn")
_PARAGRAPHS, _RUNS, _TEXTS = tags("a:p"), tags("a:r"), tags("a:t")
_CACHED, _VALUES = tags("c:pt"), tags("c:v")
_OBJECTS = tags("object")
_EXTENSIONS = tags("c:extLst")


class Graphics:
    """Reads the parts that drawings refer to, each once; `lost` is told of those that are broken."""

    def __init__(self, package: Package, unread: Unread, lost: Callable[[BrokenPartError], None]) -> None:
        self._package = package
        self._unread = unread
        self._lost = lost
        self._links: dict[str, dict[str, Relationship]] = {}
        self._told: set[str] = set()

    def words(self, element: etree._Element, kind: str, part: str) -> list[str]:
        """The words of the chart (`kind` c:chart) or diagram (dgm:relIds) that an element of `part` refers to.

        Nothing for a part whose words were given before: a small file could ask for them a million times.
        """
        key = link(element, "dm" if kind == "dgm:relIds" else "id")
        relationship = self._links_of(part).get(key or "")
        if relationship is None or relationship.external:
            self._unread.charts += 1
            return []
        if relationship.target in self._told:
            return []
        self._told.add(relationship.target)
        try:
            root = self._package.xml(relationship.target)
        except BrokenPartError as error:
            self._lost(error)
            return []
        found = _diagram(root) if kind == "dgm:relIds" else _chart(root)
        return [line for line in found if line.strip()]

    def _links_of(self, part: str) -> dict[str, Relationship]:
        if part not in self._links:
            try:
                self._links[part] = self._package.relationships(part.replace("\\", "/"))
            except BrokenPartError as error:
                self._links[part] = {}
                self._lost(error)
        return self._links[part]


def as_blocks(lines: Iterable[str]) -> list[etree._Element]:
    """Paragraphs for words that stand in no `w:t`: like those of a formula they are shown and cannot be edited."""
    paragraphs = []
    for line in lines:
        paragraph = etree.Element(f"{{{TRANSITIONAL}}}p")
        etree.SubElement(paragraph, tags("m:t")[0]).text = line
        paragraphs.append(paragraph)
    return paragraphs


def drawn_line(paragraph: etree._Element) -> str:
    """The text of an `a:p` (21.1.2.2.6) without its fields, which a chart fills in by itself."""
    return "".join(text.text or "" for run in paragraph if run.tag in _RUNS for text in run if text.tag in _TEXTS)


def large_frame(picture: etree._Element) -> etree._Element | None:
    """The frame of a picture that may show a page, a table or a screenshot; None where it is smaller."""
    if next(picture.iterancestors(*_OBJECTS), None) is not None:
        return None  # how an embedded document looks; that one is told by itself
    for frame in picture.iterancestors():
        kind = KINDS.get(frame.tag, "")
        if kind in {"wp:inline", "wp:anchor"}:
            extent = next((child for child in frame if KINDS.get(child.tag) == "wp:extent"), None)
            if extent is None:
                return None
            return frame if _number(extent.get("cx")) >= _WIDE and _number(extent.get("cy")) >= _HIGH else None
        sizes = {
            name.lower(): _number(value) * _UNITS[unit.lower()]
            for name, value, unit in _SIZE.findall(frame.get("style", "")[:_LONGEST_STYLE])
        }
        if len(sizes) == 2:  # without a unit it is one of a group, measured in the group's own coordinates
            return frame if sizes["width"] >= _WIDE and sizes["height"] >= _HIGH else None
    return None


def _chart(root: etree._Element) -> Iterator[str]:
    """Titles, names of series and categories, each once: every series repeats the categories."""
    told: set[str] = set()
    for element in root.iter(*_CHART_TEXT):
        if next(element.iterancestors(*_EXTENSIONS), None) is not None:
            continue
        if element.tag in _PARAGRAPHS:
            lines = [drawn_line(element)]
        else:
            lines = [value.text or "" for value in _values(element)]
        for line in lines:
            if line not in told:
                told.add(line)
                yield line


def _values(element: etree._Element) -> Iterator[etree._Element]:
    """The `c:v` of a name (`c:tx`) or, in its `c:pt`, of a list of strings."""
    for child in element:
        if child.tag in _VALUES:
            yield child
        elif child.tag in _CACHED or KINDS.get(child.tag) == "c:lvl":
            yield from _values(child)


def _diagram(root: etree._Element) -> Iterator[str]:
    """The paragraphs of the points, from the root of the tree that the connections make (21.4.3.2) downwards."""
    points = {point.get("modelId", ""): point for point in root.iter(*_POINTS)}
    below: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line in root.iter(*_LINES):
        if line.get("type", "parOf") == "parOf":
            below[line.get("srcId", "")].append((_number(line.get("srcOrd")), line.get("destId", "")))
    # Those that hang on nothing come last, so that none is lost.
    waiting = [*reversed(points), *(key for key, point in points.items() if point.get("type") == "doc")]
    while waiting:
        key = waiting.pop()
        point = points.pop(key, None)
        if point is None:
            continue
        if point.get("type", "node") in {"node", "asst"}:
            yield from (drawn_line(paragraph) for paragraph in point.iter(*_PARAGRAPHS))
        waiting += [child for _, child in sorted(below.get(key, ()), reverse=True)]


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
