"""A part of a Word file whose runs can be cut at any character of their text, so that marks fit exactly.

ECMA-376 part 1: a run (17.3.2.25) holds its properties first, then text, tabs, breaks and pictures in the order shown.
Cutting a run gives two runs with the same properties, which show exactly what the one run showed.
"""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..document import Piece
from ..readers.word.inline import keeps_blanks
from ..readers.word.package import COMPATIBILITY, STRICT, TRANSITIONAL, tags

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"
_TEXT = tags("t")
# What may stand between a run and its paragraph and take marks between its own runs (17.3.1 to 17.5.2, 17.16.17).
_HOLDERS = frozenset(
    f"{{{space}}}{name}"
    for space in (TRANSITIONAL, STRICT)
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"),
        "del",  # of our own making
    )
)
_RUN = frozenset(f"{{{space}}}r" for space in (TRANSITIONAL, STRICT))
_PARAGRAPH = frozenset(f"{{{space}}}p" for space in (TRANSITIONAL, STRICT))
_RUN_PROPERTIES = frozenset(f"{{{space}}}rPr" for space in (TRANSITIONAL, STRICT))
_REVISED = frozenset(f"{{{space}}}{name}" for space in (TRANSITIONAL, STRICT) for name in ("ins", "moveTo"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text element that holds what was text of a node from `start` on (code points)."""

    start: int
    element: etree._Element

    @property
    def end(self) -> int:
        return self.start + len(self.element.text or "")


class EditedPart:
    """The runs of a part, found by the numbers that the reader gave their text nodes."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.root = root
        self.space = etree.QName(root).namespace or TRANSITIONAL
        self._nodes = [[Stretch(0, element)] for element in root.iter(*_TEXT)]

    def tag(self, name: str) -> str:
        """The full tag of a WordprocessingML element of this part."""
        return f"{{{self.space}}}{name}"

    def make(self, name: str, **attributes: str) -> etree._Element:
        """A new element with attributes of the same namespace."""
        element = self.root.makeelement(self.tag(name))
        for key, value in attributes.items():
            element.set(self.tag(key), value)
        return element

    def is_plain(self, piece: Piece) -> bool:
        """Whether marks may stand on both sides of the piece's run: not in ruby, a form of its own or a choice."""
        element = self._nodes[piece.node][0].element
        return _run_of(element) is not None and _odd_holder(element) is None

    def is_twofold(self, piece: Piece) -> bool:
        """Whether the piece stands in one of several versions of the same content (ECMA-376 part 3, 7.5)."""
        choice = f"{{{COMPATIBILITY}}}AlternateContent"
        return next(self._nodes[piece.node][0].element.iterancestors(choice), None) is not None

    def cut(self, piece: Piece, start: int, end: int) -> list[etree._Element]:
        """The text elements that hold exactly the characters from `start` to `end` of the piece's node."""
        stretches = self._nodes[piece.node]
        first = _cut_at(stretches, start)
        last = _cut_at(stretches, end)
        return [stretch.element for stretch in stretches[first:last] if stretch.start < stretch.end]

    def block(self, piece: Piece) -> etree._Element | None:
        """What holds the piece's paragraph: the body, a cell, a content control."""
        element = self._nodes[piece.node][0].element
        return next((paragraph.getparent() for paragraph in element.iterancestors(*_PARAGRAPH)), None)

    def begin(self, piece: Piece, start: int, end: int) -> etree._Element:
        """The element before which a mark about those characters of the piece's node may stand: a run that begins so.

        Where no mark may stand beside the run, what encloses it whole.
        """
        odd = _odd_holder(self._nodes[piece.node][0].element)
        return odd if odd is not None else split_run(self.cut(piece, start, end)[0])

    def end(self, piece: Piece, start: int, end: int) -> etree._Element:
        """The element behind which a mark about those characters of the piece's node may stand."""
        odd = _odd_holder(self._nodes[piece.node][0].element)
        return odd if odd is not None else end_run(self.cut(piece, start, end)[-1])


def _cut_at(stretches: list[Stretch], offset: int) -> int:
    """Make a stretch begin at `offset`; its place, which is the end of the list where none is behind."""
    at = bisect_right(stretches, offset, key=lambda stretch: stretch.start) - 1
    if at >= 0 and stretches[at].start < offset < stretches[at].end:
        stretches[at : at + 1] = _cut(stretches[at], offset)
        return at + 1
    return at if at >= 0 and stretches[at].start == offset else at + 1


def _cut(stretch: Stretch, offset: int) -> tuple[Stretch, Stretch]:
    """The stretch as two, each in a run of its own."""
    element = stretch.element
    text = element.text or ""
    keeps = keeps_blanks(element)
    head, tail = text[: offset - stretch.start], text[offset - stretch.start :]
    second = element.makeelement(element.tag, _attributes(element))
    start = stretch.start
    # Blanks at the outer ends of a text that does not keep them are not shown; those at the cut now must be.
    if not keeps and head[-1:] in _BLANKS:
        start += len(head) - len(head.lstrip(_BLANKS))
        head = head.lstrip(_BLANKS)
        element.set(_PRESERVE, "preserve")
    if not keeps and tail[:1] in _BLANKS:
        tail = tail.rstrip(_BLANKS)
        second.set(_PRESERVE, "preserve")
    element.text, second.text = head, tail
    element.addnext(second)
    split_run(second)
    return Stretch(start, element), Stretch(offset, second)


def split_run(child: etree._Element) -> etree._Element:
    """Cut the run of `child` before it; the run that now begins with it. Nothing is cut where it came first."""
    run = parent(child)
    before = [element for element in child.itersiblings(preceding=True) if element.tag not in _RUN_PROPERTIES]
    if not before:
        return run
    second = run.makeelement(run.tag, _attributes(run))
    properties = next((element for element in run if element.tag in _RUN_PROPERTIES), None)
    if properties is not None:
        second.append(deepcopy(properties))
    for element in [child, *child.itersiblings()]:
        second.append(element)
    run.addnext(second)
    return second


def end_run(child: etree._Element) -> etree._Element:
    """Cut the run of `child` behind it; the run that now ends with it."""
    following = next(child.itersiblings(), None)
    if following is not None:
        split_run(following)
    return parent(child)


def isolate(element: etree._Element) -> etree._Element:
    """The run that holds the text `element` and nothing else but its properties."""
    split_run(element)
    return end_run(element)


def lift(element: etree._Element) -> etree._Element:
    """What stands outside of others' insertions and ends with `element`: an insertion may hold no insertion.

    An insertion that goes on behind `element` is cut in two; both halves keep its number, as no one refers to it.
    """
    while (holder := parent(element)).tag in _REVISED:
        following = list(element.itersiblings())
        if following:
            rest = holder.makeelement(holder.tag, _attributes(holder))
            rest.extend(following)
            holder.addnext(rest)
        element = holder
    return element


def lift_before(element: etree._Element) -> etree._Element:
    """What stands outside of others' insertions and begins with `element`."""
    while parent(element).tag in _REVISED:
        preceding = next(element.itersiblings(preceding=True), None)
        if preceding is not None:
            lift(preceding)  # cuts the insertion in front of `element`
        element = parent(element)
    return element


def top(element: etree._Element) -> etree._Element:
    """The child of the paragraph that holds `element`."""
    while (holder := element.getparent()) is not None and holder.tag not in _PARAGRAPH:
        element = holder
    return element


def remove(element: etree._Element) -> None:
    """Take an element out and leave the white space behind it where it was."""
    holder = parent(element)
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            holder.text = (holder.text or "") + element.tail
        element.tail = None
    holder.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def properties_of(run: etree._Element) -> etree._Element | None:
    """The `w:rPr` of a run."""
    return next((child for child in run if child.tag in _RUN_PROPERTIES), None)


def parent(element: etree._Element) -> etree._Element:
    """The parent of an element that has one: all but the root of a part."""
    holder = element.getparent()
    assert holder is not None
    return holder


def _run_of(element: etree._Element) -> etree._Element | None:
    run = element.getparent()
    return run if run is not None and run.tag in _RUN else None


def _odd_holder(element: etree._Element) -> etree._Element | None:
    """The outermost element between the text and its paragraph that takes no marks inside; None where all do."""
    found: etree._Element | None = None
    step = parent(element)
    while (holder := step.getparent()) is not None and holder.tag not in _PARAGRAPH:
        if holder.tag not in _HOLDERS:
            found = holder
        step = holder
    return found


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items()}
