"""Comments in a Word file: ours are put in and taken out, those of people stay.

ECMA-376 part 1, 17.13.4. A comment is text in a part of its own; in the body a beginning and an end mark what it is
about, and a run behind them refers to it. Whether one answers another stands in the part that [MS-DOCX] 2.5.4 calls
commentsExtended. No date is written: the same document and findings give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ..document import REVIEWER
from ..readers.word.package import STRICT, TRANSITIONAL, WORD_2010, WORD_2012
from .archive import Archive
from .runs import EditedPart, legal, remove, top

AUTHOR = REVIEWER
INITIALS = "zf"
_KIND = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DURABLE = "durableId"
_BESIDE = (("commentsExtended", "paraId"), ("commentsIds", "paraId"), ("commentsExtensible", _DURABLE))
"""Parts that speak of comments by the id of their last paragraph or one that commentsIds gives it ([MS-DOCX] 2.5.4)."""
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_SIZE = "18"
"""Half-points of our comments' text: 9 points, whatever the size of the paper's body."""


class Comments:
    """The comments of a document whose main part is `main`, opened for adding to."""

    def __init__(self, archive: Archive, main: str, part: EditedPart) -> None:
        """Open or begin the part of the comments. Raises `BrokenPartError` where it is damaged."""
        self._archive = archive
        self._main = main
        self._part = part
        self._name = _comments_part(archive, main)
        self._is_new = not archive.has(self._name)
        if self._is_new:
            self.root = etree.Element(part.tag("comments"), nsmap={"w": part.space})
        else:
            self.root = archive.xml(self._name)
        self._kept = [_text(comment, part) for comment in self.root if comment.get(part.tag("author")) == AUTHOR]
        self._behind: dict[etree._Element, etree._Element] = {}
        self.added = 0

    def is_kept(self, lines: Sequence[str]) -> bool:
        """Whether an earlier comment of ours, left in because somebody answered it, says just that; asked once."""
        text = "".join(map(legal, lines))
        if text in self._kept:
            self._kept.remove(text)
            return True
        return False

    def add(self, number: int, first: etree._Element, last: etree._Element, lines: Sequence[str]) -> None:
        """A comment of so many `lines` on what stands from `first` to `last`, runs or what encloses them."""
        key = str(number)
        part = self._part
        first.addprevious(part.make("commentRangeStart", id=key))
        self._put_behind(last, part.make("commentRangeEnd", id=key))
        # The reference stands outside of links and others' insertions, so that it stays when those go.
        reference = part.make("r")
        reference.append(part.make("commentReference", id=key))
        outer = top(last)
        self._put_behind(outer, reference)
        self.root.append(self._comment(key, lines))
        self.added += 1

    def _put_behind(self, element: etree._Element, mark: etree._Element) -> None:
        """Put a mark behind an element, after the marks that were put there before."""
        self._behind.get(element, element).addnext(mark)
        self._behind[element] = mark

    def _comment(self, key: str, lines: Sequence[str]) -> etree._Element:
        part = self._part
        comment = part.make("comment", id=key, author=AUTHOR, initials=INITIALS)
        for index, line in enumerate(lines):
            paragraph = part.make("p")
            paragraph.append(self._plain_paragraph())
            if index == 0:
                mark = part.make("r")
                mark.append(part.make("annotationRef"))
                paragraph.append(mark)
            properties = part.make("rPr")
            properties.append(part.make("sz", val=_SIZE))
            paragraph.append(part.run(line, properties))
            comment.append(paragraph)
        return comment

    def _plain_paragraph(self) -> etree._Element:
        """Properties that undo what the paper's body may ask of every paragraph: indents, fixed lines, space."""
        part = self._part
        properties = part.make("pPr")
        properties.append(part.make("spacing", before="0", after="0", line="240", lineRule="auto"))
        properties.append(part.make("ind", firstLineChars="0", firstLine="0"))
        # The strict name says the same of Chinese text and is the only one of the two allowed there (17.18.44).
        properties.append(part.make("jc", val="start" if part.space == STRICT else "left"))
        return properties

    def close(self) -> None:
        """Write the comments back, where any were added."""
        if not self.added:
            return
        self._archive.put(self._name, self.root)
        if self._is_new:
            self._archive.declare(self._name, _CONTENT_TYPE)
            if "comments" not in self._archive.related(self._main):
                self._archive.relate(self._main, _KIND[self._part.space], self._name)


def _text(comment: etree._Element, part: EditedPart) -> str:
    return "".join(text.text or "" for text in comment.iter(part.tag("t")))


def _comments_part(archive: Archive, main: str) -> str:
    """The name of the part that holds the comments, or is to hold them."""
    link = archive.related(main).get("comments")
    if link is not None:
        return link.target
    folder = main.rpartition("/")[0]
    names = (f"{folder}/comments{number or ''}.xml".lstrip("/") for number in range(1_000))
    return next(name for name in names if not archive.has(name))


def take_out_comments(archive: Archive, main: str) -> None:
    """Take our comments out, but for those that somebody has answered: these have become a conversation."""
    links = archive.related(main)
    link = links.get("comments")
    if link is None or not archive.has(link.target):
        return
    root = archive.xml(link.target)
    space = etree.QName(root).namespace
    answered = _answered(archive, links["commentsExtended"].target) if "commentsExtended" in links else set()
    gone: set[str] = set()
    paragraphs: set[str] = set()
    for comment in list(root):
        last = _last_paragraph(comment)
        if comment.get(f"{{{space}}}author") != AUTHOR or last in answered:
            continue
        gone.add(comment.get(f"{{{space}}}id") or "")
        if last is not None:
            paragraphs.add(last)
        remove(comment)
    if not gone:
        return
    archive.put(link.target, root)
    lasting: set[str] = set()
    for kind, key in _BESIDE:
        if kind in links and archive.has(links[kind].target):
            lasting |= _forget(archive, links[kind].target, key, lasting if key == _DURABLE else paragraphs)
    body = archive.xml(main)
    for mark in list(body.iter(*(f"{{{space}}}{name}" for name in _MARKS))):
        if mark.get(f"{{{space}}}id") in gone:
            _remove_mark(mark)
    archive.put(main, body)


def _remove_mark(mark: etree._Element) -> None:
    run = mark.getparent()
    remove(mark)
    if run is not None and etree.QName(run).localname == "r":
        kept = [child for child in run if etree.QName(child).localname != "rPr"]
        if not kept:
            remove(run)


def _answered(archive: Archive, name: str) -> set[str | None]:
    """The comments that others answer, by the ids of their last paragraphs."""
    if not archive.has(name):
        return set()
    return {element.get(f"{{{WORD_2012}}}paraIdParent") for element in archive.xml(name)} - {None}


def _last_paragraph(comment: etree._Element) -> str | None:
    return comment[-1].get(f"{{{WORD_2010}}}paraId") if len(comment) else None


def _forget(archive: Archive, name: str, key: str, gone: set[str]) -> set[str]:
    """Take the entries out whose `key` is one of `gone`; the durable ids that they held."""
    root = archive.xml(name)
    lasting: set[str] = set()
    found = False
    for element in list(root):
        values = {etree.QName(each).localname: str(value) for each, value in element.items()}
        if values.get(key) in gone:
            lasting |= {values[_DURABLE]} if _DURABLE in values else set()
            found = True
            remove(element)
    if found:
        archive.put(name, root)
    return lasting
