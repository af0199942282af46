"""What a reviewer left in a Word file: comments, tracked changes, highlighting, hidden text.

ECMA-376 part 1: comments (17.13.4), revisions (17.13.5), highlighting (17.3.2.15), hidden text (17.3.2.41); whether a
comment is resolved stands in the part that [MS-DOCX] 2.5.4 calls commentsExtended. None of this is text of the
document, so the reader of the text passes it over; here it is found by one more walk over the part, and each remark is
given the place of the text node that it stands on or before.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from ...document import REVIEWER, Piece, Remark
from ...notes import SPOKEN
from ...records import Record
from ...span import Span
from .package import KINDS, STRICT, TRANSITIONAL, TRUE, WORD_2010, WORD_2012, Package, attribute, switched_on, tags
from .part import Part

MOST = 2_000
"""Remarks of one document; a file with more is told of with these."""
LONGEST = 60
"""Code points of a comment or a deleted text that are kept."""
LONGEST_NOTE = 500
"""Code points of a comment to this program that are kept."""


_REVISIONS = tags("ins", "del", "moveFrom", "moveTo")
_FORMATTING = tags(
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "numberingChange"
)
_COMMENT = tags("commentReference")
_RANGES = tags("commentRangeStart")
_RUN_MARKS = tags("highlight", "vanish")
_TEXT = tags("t")
_SHOWN = tags("t", "delText")
_RUNS = tags("r")
_PARAGRAPHS = tags("p")
_PROPERTIES = tags("rPr")
_MARKS = (*_REVISIONS, *_FORMATTING, *_COMMENT, *_RUN_MARKS)
_WALKED = (*_MARKS, *_SHOWN, *_RUNS, *_PARAGRAPHS, *_RANGES)
_SAID = {
    **{"ins": "insertion", "moveTo": "insertion", "del": "deletion", "moveFrom": "deletion"},
    **{"highlight": "highlight", "vanish": "hidden"},
}


def remarks(
    package: Package, targets: Mapping[str, str], parts: Iterable[Part], pieces: Sequence[Piece]
) -> tuple[Remark, ...]:
    """The remarks in the parts read, in order of place.

    `targets` leads from the kind of a relationship of the main part (`comments`, `commentsExtended`) to its part.
    """
    marked = [part for part in parts if next(part.root.iter(*_MARKS), None) is not None]
    if not marked:  # most documents were not reviewed, or no longer show it
        return ()
    comments = _comments(package, targets)
    of_parts: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.editable:
            of_parts[piece.part].append(piece)
    end = pieces[-1].end if pieces else 0
    found: list[Remark] = []
    for part in marked:
        walk = _Walk(comments)
        walk.walk(part.root)
        places = _Places(of_parts[part.name], end)
        found += (Remark(mark.what, places.span(mark.first, mark.last), mark.text) for mark in _joined(walk.marks))
    found.sort(key=lambda remark: remark.span)
    return tuple(found[:MOST])


class _Places:
    """From the number of a `w:t` of a part to the document's text; `end` is where that ends."""

    def __init__(self, pieces: Iterable[Piece], end: int) -> None:
        self._own = sorted((piece.node, piece.start, piece.end) for piece in pieces)
        self._nodes = [node for node, _, _ in self._own]
        self._end = end

    def span(self, first: int, last: int) -> Span:
        """The text of the nodes from `first` up to but not including `last`; else the place before `first`."""
        low, high = bisect_left(self._nodes, first), bisect_left(self._nodes, last)
        if low < high:
            return Span(self._own[low][1], max(self._own[high - 1][2], self._own[low][2]))
        if low < len(self._own):
            return Span(self._own[low][1], self._own[low][1])
        at = self._own[-1][2] if self._own else self._end
        return Span(at, at)


class _Mark(Record):
    """A remark in the making: the text nodes from `first` up to but not including `last`."""

    what: str
    first: int
    last: int
    text: str = ""

    def add(self, text: str | None) -> None:
        self.text = (self.text + (text or ""))[:LONGEST]


class _Walk:
    """One walk over a part, in document order, that counts its text nodes."""

    def __init__(self, comments: Mapping[str, tuple[str, str]]) -> None:
        self._comments = comments
        self._node = 0
        self._begun = [0]  # the first text node of each paragraph around the place of the walk
        self._ranges: dict[str, int] = {}  # the first text node that a comment is about
        self._open: list[_Mark] = []  # revisions around the place of the walk
        self._run: list[_Mark] = []  # what is said of the run around it
        self.marks: list[_Mark] = []

    def walk(self, root: etree._Element) -> None:
        """Fill `marks`, in order of their beginnings."""
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=_WALKED):
            tag = element.tag
            if event == "end":
                if tag in _REVISIONS:
                    self._open.pop().last = self._node
                elif tag in _RUNS:
                    self._end_run()
                elif tag in _PARAGRAPHS:
                    self._begun.pop()
            elif tag in _RANGES:
                self._ranges[attribute(element, "id") or ""] = self._node
            elif tag in _PARAGRAPHS:
                self._begun.append(self._node)
            elif tag in _SHOWN:
                for mark in (*self._open[-1:], *self._run):
                    mark.add(element.text)
                self._node += tag in _TEXT
            elif tag in _REVISIONS:
                self._begin_revision(element)
            elif tag in _FORMATTING:
                if not _goes_on(element):
                    self.marks.append(_Mark("formatting", self._node, self._node))
            elif tag in _COMMENT:
                key = attribute(element, "id") or ""
                if key in self._comments:
                    what, text = self._comments[key]
                    first = max(0, self._node - 1)
                    # A note before all text of its paragraph does not speak of the paragraph before, unless its range
                    # begins there: to mark a paragraph with its end reaches into the next.
                    at_start = self._begun[-1] == self._node <= self._ranges.get(key, self._node)
                    if what == "note" and at_start:
                        first = self._node
                    self.marks.append(_Mark(what, first, self._node, text))
            elif tag in _RUN_MARKS:
                self._mark_run(element)

    def _begin_revision(self, element: etree._Element) -> None:
        # Without anything in it, it is about a paragraph mark, a row or a cell.
        what = _SAID[KINDS[element.tag]] if len(element) else "formatting"
        mark = _Mark(what, self._node, self._node)
        self._open.append(mark)
        self.marks.append(mark)

    def _mark_run(self, element: etree._Element) -> None:
        above = element.getparent()
        run = above.getparent() if above is not None and above.tag in _PROPERTIES else None
        if run is None or run.tag not in _RUNS:
            return
        what = _SAID[KINDS[element.tag]]
        if attribute(element) not in {None, "none"} if what == "highlight" else switched_on(element):
            self._run.append(_Mark(what, self._node, self._node))

    def _end_run(self) -> None:
        for mark in self._run:
            if mark.text.strip():
                mark.last = self._node
                self.marks.append(mark)
        self._run = []


def _goes_on(change: etree._Element) -> bool:
    """Whether the run before has just the same change of its looks: to whoever formatted them, both are one."""
    run = next(change.iterancestors(*_RUNS), None)
    if run is None or run.getparent() is None:
        return False
    near = itertools.islice(run.itersiblings(*_RUNS, preceding=True), 4)  # runs with a mark alone may stand between
    before = next((each for each in near if each.find("{*}t") is not None), None)
    others = before.iterfind(f"{{*}}rPr/{change.tag}") if before is not None else ()
    said = etree.tostring(change, method="c14n", with_tail=False)
    return any(etree.tostring(other, method="c14n", with_tail=False) == said for other in others)


def _joined(marks: Iterable[_Mark]) -> list[_Mark]:
    """Neighbouring runs of one mark are one remark, as Word shows them."""
    kept: list[_Mark] = []
    latest: dict[str, _Mark] = {}
    for mark in marks:
        before = latest.get(mark.what)
        if before is not None and mark.what not in {"comment", "note"} and before.last == mark.first:
            before.last = mark.last
            before.add(mark.text)
        else:
            latest[mark.what] = mark
            kept.append(mark)
    return kept


def _comments(package: Package, targets: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The open comments by id, as sort of remark and text. Answers are part of the comment they answer."""
    if "comments" not in targets:
        return {}
    try:
        root = package.xml(targets["comments"])
        state = package.xml(targets["commentsExtended"]) if "commentsExtended" in targets else None
    except Exception:  # a broken part of remarks takes nothing from the text
        return {}
    closed: set[str | None] = set()
    for extended in state if state is not None else ():
        if extended.get(f"{{{WORD_2012}}}done") in TRUE or extended.get(f"{{{WORD_2012}}}paraIdParent"):
            closed.add(extended.get(f"{{{WORD_2012}}}paraId"))
    found: dict[str, tuple[str, str]] = {}
    for comment in root:
        key = attribute(comment, "id") if isinstance(comment.tag, str) else None
        if key is None:
            continue
        text = "".join(part.text or "" for part in comment.iter(*_TEXT)).strip()
        author = comment.get(f"{{{TRANSITIONAL}}}author") or comment.get(f"{{{STRICT}}}author") or ""
        # A note to this program stays in force where it is marked as resolved, so that it is out of the way.
        note = SPOKEN.match(text) if author != REVIEWER else None
        if note is not None:
            found[key] = "note", note["body"].strip()[:LONGEST_NOTE]
            continue
        # The last paragraph of a comment carries the id by which commentsExtended knows it.
        paragraphs = [child.get(f"{{{WORD_2010}}}paraId") for child in comment]
        if paragraphs and paragraphs[-1] is not None and paragraphs[-1] in closed:
            continue
        text = text[:LONGEST]
        found[key] = "comment", f"{author}：{text}" if author else text
    return found
