"""A part of a Word file whose runs can be cut at any character of their text, so that marks fit exactly.

ECMA-376 part 1: a run (17.3.2.25) holds its properties first, then text, tabs, breaks and pictures in the order shown.
Cutting a run gives two runs with the same properties, which show exactly what the one run showed.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy

from lxml import etree

from ..document import Piece
from ..lazy import lazily
from ..readers.word.inline import keeps_blanks
from ..readers.word.package import COMPATIBILITY, STRICT, TRANSITIONAL, XML_SPACE, attribute, tags
from ..records import Record

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
_FIELD_MARK, _FIELD_CODE, _SIMPLE_FIELD = (tags(name) for name in ("fldChar", "instrText", "fldSimple"))
_LASTING = frozenset({"HYPERLINK", "FORMTEXT"})
"""Fields whose result is what somebody wrote."""
_CONTROL = tuple(f"{{{space}}}sdt" for space in (TRANSITIONAL, STRICT))
_CONTROL_PROPERTIES = tuple(f"{{{space}}}sdtPr" for space in (TRANSITIONAL, STRICT))
_REVISED = frozenset(f"{{{space}}}{name}" for space in (TRANSITIONAL, STRICT) for name in ("ins", "moveTo"))


_NOT_XML = lazily("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Stretch(Record, frozen=True):
    """A text element that holds what was text of a node from `start` to `end` (code points)."""

    start: int
    end: int
    element: etree._Element


class EditedPart:
    """The runs of a part, found by the numbers that the reader gave their text nodes."""

    def __init__(self, name: str, root: etree._Element) -> None:
        self.name = name
        self.root = root
        self.space = etree.QName(root).namespace or TRANSITIONAL
        self._nodes = [[Stretch(0, len(element.text or ""), element)] for element in root.iter(*_TEXT)]
        self._results = _results(root)

    def tag(self, name: str) -> str:
        """The full tag of a WordprocessingML element of this part."""
        return f"{{{self.space}}}{name}"

    def make(self, name: str, **attributes: str) -> etree._Element:
        """A new element with attributes of the same namespace."""
        element = self.root.makeelement(self.tag(name))
        for key, value in attributes.items():
            element.set(self.tag(key), value)
        return element

    def run(self, text: str, properties: etree._Element | None) -> etree._Element:
        """A new run of that text, whose blanks all count."""
        run = self.make("r")
        if properties is not None:
            run.append(properties)
        element = self.make("t")
        element.set(XML_SPACE, "preserve")
        element.text = legal(text)
        run.append(element)
        return run

    def is_plain(self, piece: Piece) -> bool:
        """Whether marks may stand on both sides of the piece's run: not in ruby, a form of its own or a choice."""
        return _odd_holder(self._nodes[piece.node][0].element) is None

    def is_bound(self, piece: Piece) -> bool:
        """Whether the text comes from elsewhere: the result of a field, a control that is locked or bound to data.

        What is tracked there is gone when the file is opened or the field is brought up to date, or cannot be accepted
        (ECMA-376 part 1, 17.5.2.6, 17.5.2.23, 17.16); LibreOffice tracks nothing in the results of fields.
        """
        index = bisect_right(self._results, piece.node, key=lambda result: result[0]) - 1
        if index >= 0 and piece.node < self._results[index][1]:
            return True
        element = self._nodes[piece.node][0].element
        return any(map(_is_bound, element.iterancestors(*_CONTROL))) or any(
            _is_computed(str(field.get(f"{{{etree.QName(field).namespace}}}instr", "")))
            for field in element.iterancestors(*_SIMPLE_FIELD)
        )

    def is_twofold(self, piece: Piece) -> bool:
        """Whether the piece stands in one of several versions of the same content (ECMA-376 part 3, 7.5)."""
        choice = f"{{{COMPATIBILITY}}}AlternateContent"
        return next(self._nodes[piece.node][0].element.iterancestors(choice), None) is not None

    def cut(self, piece: Piece, start: int, end: int) -> list[etree._Element]:
        """The text elements that hold exactly the characters from `start` to `end` of the piece's node."""
        for element in self._cut_at(piece.node, {start, end}):
            split_run(element)
        return [stretch.element for stretch in self._between(piece.node, start, end)]

    def cut_ahead(self, places: Iterable[tuple[Piece, int, int]]) -> None:
        """Cut the runs at all `places` at once: one by one, each cut would move the rest of the text once more."""
        nodes: dict[int, list[tuple[int, int]]] = {}
        for piece, start, end in places:
            if self.is_plain(piece):
                nodes.setdefault(piece.node, []).append((start, end))
        firsts: dict[etree._Element, set[etree._Element]] = {}
        for node, stretches in nodes.items():
            for first in self._cut_at(node, {at for stretch in stretches for at in stretch}):
                firsts.setdefault(parent(first), set()).add(first)
            for start, end in stretches:
                inside = self._between(node, start, end)
                following = next(inside[-1].element.itersiblings(), None) if inside else None
                for each in (*(stretch.element for stretch in inside[:1]), following):
                    if each is not None:
                        firsts.setdefault(parent(each), set()).add(each)
        for run, elements in firsts.items():
            _split_run_before(run, elements)

    def ends_at(self, piece: Piece, at: int) -> etree._Element:
        """The run that ends with the character before `at` of the piece's node; cut nowhere else."""
        self.cut(piece, at, at)
        stretches = self._nodes[piece.node]
        return end_run(stretches[bisect_left(stretches, at, key=lambda s: s.end)].element)

    def begins_at(self, piece: Piece, at: int) -> etree._Element:
        """The run that begins with the character at `at` of the piece's node; cut nowhere else."""
        self.cut(piece, at, at)
        stretches = self._nodes[piece.node]
        return split_run(stretches[bisect_right(stretches, at, key=lambda s: s.start) - 1].element)

    def _between(self, node: int, start: int, end: int) -> list[Stretch]:
        stretches = self._nodes[node]
        first, last = (bisect_left(stretches, at, key=lambda s: s.start) for at in (start, end))
        return [s for s in stretches[first:last] if s.end <= end and s.start < s.end]

    def block(self, piece: Piece) -> etree._Element | None:
        """What holds the piece's paragraph: the body, a cell, a content control."""
        element = self._nodes[piece.node][0].element
        return next((paragraph.getparent() for paragraph in element.iterancestors(*_PARAGRAPH)), None)

    def _cut_at(self, node: int, offsets: Collection[int]) -> list[etree._Element]:
        """Cut the text elements of a node, but not their runs; the new elements."""
        stretches = self._nodes[node]
        inside: dict[int, list[int]] = {}
        for offset in sorted(offsets):
            index = max(0, bisect_right(stretches, offset, key=lambda s: s.start) - 1)
            if stretches[index].start < offset < stretches[index].end:
                inside.setdefault(index, []).append(offset)
        new: list[etree._Element] = []
        for index in reversed(inside):
            found = _cut(stretches[index], inside[index])
            stretches[index : index + 1] = found
            new += (stretch.element for stretch in found[1:])
        return new

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


def _cut(stretch: Stretch, offsets: Sequence[int]) -> list[Stretch]:
    """The stretch cut at `offsets`, which lie inside it, in order."""
    element, text, start, end = stretch.element, stretch.element.text or "", stretch.start, stretch.end
    keeps = keeps_blanks(element)
    if not keeps:  # blanks at the outer ends are not shown; those at the cuts now must be
        start += len(text) - len(text.lstrip(_BLANKS))
        text = text.strip(_BLANKS)
        end = start + len(text)
    inner = list(element)  # there is nothing inside but in odd files
    found: list[Stretch] = []
    bounds = [start, *(offset for offset in offsets if start < offset < end), end]
    for low, high in itertools.pairwise(bounds):
        if found:
            before, element = element, element.makeelement(element.tag, _attributes(element))
            before.addnext(element)
        element.text = text[low - start : high - start]
        if not keeps and element.text != element.text.strip(_BLANKS):
            element.set(XML_SPACE, "preserve")
        found.append(Stretch(low, high, element))
    element.extend(inner)
    return found


def _split_run_before(run: etree._Element, firsts: Collection[etree._Element]) -> None:
    """Cut a run before each of `firsts`, children of it."""
    properties = properties_of(run)
    step, holds_some = run, False
    for child in list(run):
        if child.tag in _RUN_PROPERTIES:
            continue
        if child in firsts and holds_some:
            before, step = step, run.makeelement(run.tag, _attributes(run))
            if properties is not None:
                step.append(deepcopy(properties))
            before.addnext(step)
        if step is not run:
            step.append(child)
        holds_some = True


def split_run(child: etree._Element) -> etree._Element:
    """Cut the run of `child` before it; the run that now begins with it. Nothing is cut where it came first."""
    run = parent(child)
    before = next((element for element in run if element.tag not in _RUN_PROPERTIES), child)
    if before is child:
        return run
    _split_run_before(run, (child,))
    return parent(child)


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


def rejoin(before: etree._Element | None, after: etree._Element | None) -> None:
    """Make one insertion again of the halves that `lift` made of it, once they are neighbours again."""
    if before is None or after is None or before.tag not in _REVISED:
        return
    if before.tag != after.tag or _attributes(before) != _attributes(after):
        return
    last, first = (before[-1], after[0]) if len(before) and len(after) else (None, None)
    before.extend(list(after))
    remove(after)
    rejoin(last, first)


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


def _odd_holder(element: etree._Element) -> etree._Element | None:
    """The outermost element between the text and its paragraph that takes no marks inside; None where all do.

    Text that stands in no run is such an element itself: it cannot be cut.
    """
    found = None if parent(element).tag in _RUN else element
    step = found if found is not None else parent(element)
    while (holder := step.getparent()) is not None and holder.tag not in _PARAGRAPH:
        if holder.tag not in _HOLDERS:
            found = holder
        step = holder
    return found


def _results(root: etree._Element) -> list[tuple[int, int]]:
    """The text nodes (from, up to but not including) that are results of complex fields (17.16.18), in order.

    Fields within such a result are left out, and so are those that do not end.
    """
    found: list[tuple[int, int]] = []
    open_fields: list[tuple[list[str], list[int]]] = []  # the code, and where the result begins once that is known
    node = 0
    for element in root.iter(*_TEXT, *_FIELD_MARK, *_FIELD_CODE):
        if element.tag in _TEXT:
            node += 1
        elif element.tag in _FIELD_CODE:
            if open_fields and not open_fields[-1][1]:
                open_fields[-1][0].append(element.text or "")
        elif (kind := attribute(element, "fldCharType")) == "begin":
            open_fields.append(([], []))
        elif open_fields and kind == "separate":
            open_fields[-1][1].append(node)
        elif open_fields and kind == "end":
            code, begins = open_fields.pop()
            if begins and _is_computed("".join(code)):
                while found and found[-1][0] >= begins[0]:
                    found.pop()
                found.append((begins[0], node))
    return found


def _is_computed(code: str) -> bool:
    """Whether the result of a field with that code is made anew when fields are brought up to date."""
    return not code.split() or code.split()[0].upper() not in _LASTING


def _is_bound(control: etree._Element) -> bool:
    """Whether the properties of a content control lock its content or bind it to data."""
    for properties in control.iterchildren(*_CONTROL_PROPERTIES):
        for child in properties:
            name = etree.QName(child).localname
            if name == "dataBinding" or (name == "lock" and "contentlocked" in (attribute(child) or "").lower()):
                return True
    return False


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items()}


def legal(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
