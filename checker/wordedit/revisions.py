"""Edits as tracked changes, one by one acceptable (ECMA-376 part 1, 17.13.5: `w:ins`, `w:del`).

Text that goes is wrapped, never removed; text that comes takes the properties of what it replaces or follows. No date
is written: the same document and findings give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree

from ..document import Piece
from ..readers.word.package import STRICT, TRANSITIONAL, XML_SPACE
from ..records import Record, field
from ..rules import Edit
from .comments import AUTHOR
from .runs import EditedPart, isolate, lift, lift_before, parent, properties_of, rejoin, remove, unwrap

_FIGURE = frozenset("0123456789.")
_PROPERTY_CHANGES = ("rPrChange", "ins", "del", "moveFrom", "moveTo")
_UNSEEN = ("proofErr", "lastRenderedPageBreak")  # what Word strews in by itself
WORKED_ON = "\0"
_SPACES = (TRANSITIONAL, STRICT)


class Revisions(Record):
    """What our tracked changes come to: the texts put in, one by one, and all that was struck out."""

    inserted: list[str] = field(default_factory=list)
    deleted: str = ""

    def add(self, other: Revisions) -> None:
        """Count those of another part as well."""
        self.inserted += other.inserted
        self.deleted += other.deleted

    def are_in(self, other: Revisions) -> bool:
        """Whether `other` makes all of these again."""
        inserted = Counter(self.inserted) - Counter(other.inserted)
        return not inserted and not Counter(self.deleted) - Counter(other.deleted)


def replace(part: EditedPart, old: Sequence[tuple[Piece, int, int]], new: str, numbers: Iterator[int]) -> None:
    """Track the replacement of `old` by `new`.

    `old` is pieces with the code points of their nodes between which text goes; all must be plain.
    """
    elements = [element for piece, start, end in old for element in part.cut(piece, start, end)]
    model: etree._Element | None = None
    behind: etree._Element | None = None
    for element in elements:
        run = isolate(element)
        model = run if model is None else model
        behind = part.make("del", id=str(next(numbers)), author=AUTHOR)
        run.addprevious(behind)
        _keep_tail(run, behind)
        behind.append(run)
        element.tag = part.tag("delText")
        element.set(XML_SPACE, "preserve")
    if new and behind is not None and model is not None:
        lift(behind).addnext(_insertion(part, new, model, numbers))


def insert_after(part: EditedPart, piece: Piece, at: int, new: str, numbers: Iterator[int]) -> None:
    """Track the insertion of `new` behind the code point before `at` of the piece's node."""
    run = part.ends_at(piece, at)
    behind = run if parent(run).tag != part.tag("del") else parent(run)
    lift(behind).addnext(_insertion(part, new, run, numbers))


def insert_before(part: EditedPart, piece: Piece, at: int, new: str, numbers: Iterator[int]) -> None:
    """Track the insertion of `new` in front of the code point at `at` of the piece's node."""
    run = part.begins_at(piece, at)
    before = run if parent(run).tag != part.tag("del") else parent(run)
    lift_before(before).addprevious(_insertion(part, new, run, numbers))


def _insertion(part: EditedPart, text: str, model: etree._Element, numbers: Iterator[int]) -> etree._Element:
    """A `w:ins` with a run that looks like the run `model`."""
    insertion = part.make("ins", id=str(next(numbers)), author=AUTHOR)
    properties = deepcopy(properties_of(model))
    if properties is not None:
        for child in list(properties):
            if etree.QName(child).localname in _PROPERTY_CHANGES:
                properties.remove(child)
    insertion.append(part.run(text, properties))
    return insertion


def _keep_tail(run: etree._Element, holder: etree._Element) -> None:
    """White space behind a run goes behind what now holds it."""
    holder.tail, run.tail = run.tail, None


def take_out_revisions(root: etree._Element) -> Revisions | None:
    """Undo our tracked changes in a part, and tell what they were; None where nothing in it is ours.

    An insertion that holds more than we put in has been worked on, and is told by a text that nobody can insert.
    """
    inserted: list[str] = []
    deleted: list[str] = []
    for space in _SPACES:
        author = f"{{{space}}}author"
        for element in list(root.iter(f"{{{space}}}ins")):
            if element.get(author) == AUTHOR:
                words = "".join(text.text or "" for text in element.iter(f"{{{space}}}t"))
                inserted.append(words if _is_as_it_was(element, space) else WORKED_ON)
                before, after = element.getprevious(), element.getnext()
                remove(element)
                rejoin(before, after)
        for element in list(root.iter(f"{{{space}}}del")):
            if element.get(author) == AUTHOR:
                for text in element.iter(f"{{{space}}}delText"):
                    text.tag = f"{{{space}}}t"
                    deleted.append(text.text or "")
                unwrap(element)
    return Revisions(inserted, "".join(deleted)) if inserted or deleted else None


def _is_as_it_was(insertion: etree._Element, space: str | None) -> bool:
    """Whether an insertion of ours holds runs of text alone: no mark, note or revision of somebody else."""
    run, properties, *texts = (f"{{{space}}}{name}" for name in ("r", "rPr", "t", *_UNSEEN))
    for child in insertion:
        if child.tag != run and child.tag not in texts:
            return False
        for inner in child:
            if inner.tag == properties:
                if any(etree.QName(each).localname in _PROPERTY_CHANGES for each in inner):
                    return False
            elif inner.tag not in texts:
                return False
    return True


def number_from(*roots: etree._Element) -> Iterator[int]:
    """Numbers for comments and revisions that none of `roots` uses."""
    used = -1
    for root in roots:
        for space in _SPACES:
            for element in root.iter("{*}*"):
                key = element.get(f"{{{space}}}id") or ""
                if key.isdecimal() and len(key) < 10:
                    used = max(used, int(key))
    return count(used + 1)


def trimmed(edit: Edit, text: str) -> Edit:
    """The edit without what its old and new text share at their ends, but for figures, which stay whole.

    What is left is what a reader of the tracked change needs to see.
    """
    old, new = text[edit.start : edit.end], edit.text
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    # A figure is replaced whole: 10~~1~~05 reads as another one.
    while head and _in_figure(old, head) | _in_figure(new, head):
        head -= 1
    while tail and _in_figure(old, len(old) - tail) | _in_figure(new, len(new) - tail):
        tail -= 1
    return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])


def _in_figure(text: str, at: int) -> bool:
    """Whether the place before `text[at]` is inside a figure in digits."""
    return 0 < at < len(text) and text[at - 1] in _FIGURE and text[at] in _FIGURE
