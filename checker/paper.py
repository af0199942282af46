"""The parts of an official paper (公文), as its form is judged: the title as one text, how it ends, what is attached.

The outline tells the role of each paragraph; here the paragraphs of one role are put together, the lines of a broken
title joined, and the last words before the signature found. 《党政机关公文处理工作条例》第九条 lists the parts, GB/T
9704—2012 第7.2至7.4条 their form.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from .document import BODY, Document, Element, Span
from .lazy import lazily
from .records import Record

HEAD = "head"
TITLE = "title"
TITLE_MARK = "title-mark"
NUMBER = "document-number"
RECIPIENT = "recipient"
OPENING = "opening"
TEXT = "text"
ENDING = "ending"
FOOT = "foot"
NOTES = "attachment-note"
SIGNATURE = "signature"
ISSUE_DATE = "issue-date"
BELOW = "below"
NOTE = "note"
ATTACHMENT = "attachment"
COPY_TO = "copy-to"
IMPRINT = "imprint"
PARTS = (
    HEAD, TITLE, TITLE_MARK, NUMBER, RECIPIENT, OPENING, TEXT, ENDING, FOOT, NOTES, SIGNATURE, ISSUE_DATE, BELOW, NOTE,
    ATTACHMENT, COPY_TO, IMPRINT,
)  # fmt: skip
"""Roles of the outline, and places: `head` is what stands above the title, `title-mark` the
mark that does not belong behind it, `opening` the first line below the title, `text` every paragraph from there to
the list of attachments or the signature, `ending` the last two of them, `foot` the line that should have been the
date of a paper without one, `below` what stands below the date."""

_LAST_WORDS = 2
"""Paragraphs in which a closing formula is looked for: it may share its paragraph with the last sentence."""
_LAST_LINES = 3
_LIKE_DATE = lazily(r"(?:\d|[〇零○一二三四五六七八九])年.{1,3}月|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$")
_LIKE_ORGAN = lazily(r"[局厅委部院办会室府处站所心]$")
_MARK = lazily("[。;:!?,]")
_END_MARK = lazily("(?<=.)[。;:,、]$")
_SHORT = 40
"""Code points of a line that may be a signature or a date."""
_LONGEST_TITLE = 300
_BELOW = 6
_REACH = 14
"""Paragraphs at the end among which a list of attachments that the outline did not know is looked for."""
_LOOSE_NOTE = lazily(r"附件?\s?\d{0,2}\s?[:.、]|附件\s?\d{1,2}(?![的中所])[一-鿿《]")
"""附件1：名单: an attachment named in the wrong form."""
_LOOSE_ATTACHMENT = lazily(r"附件\s?\d{1,2}(?:\s?[:、.]|\s|(?![的中所])[一-鿿《])")
"""附件1：名单 below the date: an attachment with its title on one line."""
_FRONT = (TITLE, TITLE_MARK, NUMBER, RECIPIENT)
_NO_TEXT = (NOTES, SIGNATURE, ISSUE_DATE, COPY_TO, IMPRINT)
_BEHIND = {ATTACHMENT, COPY_TO, IMPRINT}
_TOLD = {*_FRONT, *_NO_TEXT, NOTE, ATTACHMENT}
_KEY = "paper"


class Stretch(Record):
    """Text of a part, trimmed, and where each of its characters stands in the reading."""

    text: str
    positions: Sequence[int]

    def span(self, document: Document, start: int, end: int) -> Span:
        """The document's span of `text[start:end]`, which must not be empty."""
        return document.reading.span(self.positions[start], self.positions[end - 1] + 1)

    def unbroken(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` stands on one line."""
        return self.positions[end - 1] - self.positions[start] == end - 1 - start


class Paper(Record, frozen=True):
    """The first paper of a document; what is attached to it is not part of it.

    `body` and `end` are positions of the reading between which its text stands, `attached` is where what is attached
    begins (the end of the reading where nothing is).
    """

    parts: Mapping[str, tuple[Stretch, ...]]
    body: int
    end: int
    attached: int

    def first(self, part: str) -> Stretch | None:
        return next(iter(self.parts[part]), None)


def paper_of(document: Document) -> Paper:
    """The parts of `document`, found once for all rules."""
    found: Paper | None = document.memo.get(_KEY)
    if found is None:
        found = document.memo[_KEY] = _find(document)
    return found


def lines_of(document: Document, start: int, end: int) -> Iterator[Stretch]:
    """The paragraphs of the body from `start` to `end` of the reading."""
    paragraphs = document.reading.paragraphs
    first = bisect_left(paragraphs, start, key=_end)
    for paragraph in itertools.islice(paragraphs, first, None):
        if paragraph.start >= end:
            return
        if paragraph.paragraph.place != BODY:
            continue
        stretch = _trimmed(document, paragraph.start, paragraph.end)
        if stretch.text and start <= stretch.positions[0] < end:
            yield stretch


_end = attrgetter("end")


def _find(document: Document) -> Paper:
    elements = list(document.outline.elements())
    own = _own(elements)
    reading = document.reading
    attached = reading.position(elements[len(own)].span.start) if len(own) < len(elements) else len(reading.text)
    parts: dict[str, list[Stretch]] = {part: [] for part in PARTS}
    for at, element in enumerate(elements):
        # The last page, with whom the paper is copied to, stands behind the attachments.
        if element.role in (_BEHIND if at >= len(own) else _TOLD) and (stretch := _stretch(document, element)).text:
            parts[element.role].append(stretch)
    title = _title(own)
    parts[TITLE], parts[TITLE_MARK] = _without_mark(_joined([_stretch(document, element) for element in title]))
    parts[HEAD] = [stretch for element in _above(own, title) if (stretch := _stretch(document, element)).text]
    body = max((stretch.positions[-1] + 1 for part in _FRONT for stretch in parts[part]), default=0)
    end = min((stretch.positions[0] for role in _NO_TEXT for stretch in parts[role]), default=attached)
    text = list(lines_of(document, body, end))
    if not parts[ISSUE_DATE]:
        text, parts[FOOT] = _without_foot(text)
    text, loose = _without_loose_notes(text)
    if loose:
        end = loose[0].positions[0]
        parts[NOTES] = [*loose, *parts[NOTES]]
    parts[OPENING] = text[:1]
    parts[TEXT] = text
    parts[ENDING] = text[-_LAST_WORDS:]
    if dates := parts[ISSUE_DATE]:
        below = list(itertools.islice(lines_of(document, dates[-1].positions[-1] + 1, attached), _BELOW))
        loose_at = next((at for at, line in enumerate(below) if _LOOSE_ATTACHMENT.match(line.text)), None)
        if loose_at is not None:
            attached = below[loose_at].positions[0]
        parts[BELOW] = below[:loose_at]
    return Paper({part: tuple(found) for part, found in parts.items()}, body, end, attached)


def _own(elements: Sequence[Element]) -> Sequence[Element]:
    """The elements before what is attached: before 附件1, or before a second title below the date."""
    dated = False
    for at, element in enumerate(elements):
        dated = dated or element.role == ISSUE_DATE
        if element.role == ATTACHMENT or (dated and element.role == TITLE):
            return elements[:at]
    return elements


def _title(own: Sequence[Element]) -> list[Element]:
    """The lines of the first title; a page that prints it twice has one title."""
    lines: list[Element] = []
    for element in own:
        if element.role == TITLE:
            lines.append(element)
        elif lines:
            break
    return lines


def _above(own: Sequence[Element], title: Sequence[Element]) -> Iterator[Element]:
    """What stands above the recipient, or above the title where none is addressed, without titles."""
    last = next((at for at, element in enumerate(own) if element.role == RECIPIENT), None)
    if last is None:
        last = own.index(title[0]) if title else 0
    for at, element in enumerate(own):
        if element.role == NUMBER or (at < last and element.role not in {TITLE, "margin"}):
            yield element


def _without_foot(text: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The text without its signature, and the line below it that should have been a date."""
    for at in range(max(1, len(text) - _LAST_LINES), len(text)):
        line = text[at].text
        if len(line) <= _SHORT and _LIKE_DATE.search(line) and not _MARK.search(line):
            signed = at > 1 and len(text[at - 1].text) <= _SHORT and not _MARK.search(text[at - 1].text)
            # A closing formula without its full stop is no signature.
            signed = signed and _LIKE_ORGAN.search(text[at - 1].text) is not None
            return text[: at - signed], text[at : at + 1]
    return text, []


def _without_loose_notes(text: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The text, and the attachments named at its end in a form that the outline does not know."""
    for at in range(max(1, len(text) - _REACH), len(text)):
        if _LOOSE_NOTE.match(text[at].text) and not text[at].text.endswith("。"):
            return text[:at], text[at:]
    return text, []


def _stretch(document: Document, element: Element) -> Stretch:
    return _trimmed(document, *document.reading.positions(element.span))


def _trimmed(document: Document, start: int, end: int) -> Stretch:
    whole = document.reading.text[start:end]
    text = whole.strip()
    if len(text) < len(whole):
        start += len(whole) - len(whole.lstrip())
    return Stretch(text, range(start, start + len(text)))


def _joined(stretches: Sequence[Stretch]) -> Stretch:
    """The stretches as one, without what parts them."""
    if len(stretches) == 1:
        return stretches[0]
    positions = tuple(position for stretch in stretches for position in stretch.positions)
    return Stretch("".join(stretch.text for stretch in stretches), positions)


def _without_mark(title: Stretch) -> tuple[list[Stretch], list[Stretch]]:
    """The title, and the mark behind it; nothing where there is no title or far too long a one."""
    if not 0 < len(title.text) <= _LONGEST_TITLE:
        return [], []
    if not _END_MARK.search(title.text):
        return [title], []
    return [Stretch(title.text[:-1], title.positions[:-1])], [Stretch(title.text[-1], title.positions[-1:])]
