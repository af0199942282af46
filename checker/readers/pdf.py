"""PDF files: lines joined to paragraphs as they were before they were set, for reading only.

A line of a PDF is no paragraph. A line that runs to the right margin goes on in the next one, unless that is indented
by more than a character, begins with a heading's number behind a full stop, is set in another size or stands apart.
Rows of tables stay lines of their own. A `Piece` is a line: its part is `page 3`, its node the line on that page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ..document import BODY, FOOTER, FOOTNOTE, HEADER, Document, Paragraph, Piece, Span
from ..fault import Fault
from ..lazy import lazily
from ..messages import say
from ..records import Record
from . import UnreadableError
from .pdflines import Line, lines, running
from .pdfpages import Page, pages

_CLOSED = lazily(r"[。！？；：.!?;:…][”’）》」』)\"]*$")
_MARKER = lazily(
    r"第[一二三四五六七八九十百]{1,4}[章节条部编]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[．.、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳●■◆•]|附件[:：\d]"
)
_WORD = lazily(r"[A-Za-z0-9.,%％/:_\-]*[，。、；：！？”’）》」』]*")
_LETTERS = lazily("[A-Za-z]")
_NOTE = lazily(r"[①-⑳*＊]|\[\d{1,2}\]|\d{1,2}\s")
_INDENT = 0.8
_SHORT = 2.0
"""Ems that may be missing at the right margin: punctuation that must not begin a line, and what it takes along."""
_MOST_UNKNOWN = 0.02
_SHOWN = 20


def read(data: bytes, name: str) -> Document:
    """The text of a PDF file, read-only; raises `UnreadableError` where there is none to be had."""
    found, faults = _all_pages(data)
    set_lines = [(page, lines(page)) for page in found]
    heads, feet = running(set_lines)
    margins = heads | feet
    body: list[Line] = []
    notes: list[Line] = []
    scans = []
    for page, page_lines in set_lines:
        text = [line for line in page_lines if (page.number, line.number) not in margins]
        if page.drawn and not text:
            scans.append(page.number)
        main, small = _without_notes(text)
        body += main
        notes += small
    if scans:
        faults.append(_scanned(scans, whole=not body))
    if not body and scans:
        raise UnreadableError("unreadable", faults[-1].message)
    every = [line for _, page_lines in set_lines for line in page_lines]
    writer = _Writer()
    writer.add(_paragraphs(body), BODY)
    writer.add(_paragraphs(notes), FOOTNOTE)
    writer.add(_once(line for line in every if (line.page, line.number) in heads), HEADER)
    writer.add(_once(line for line in every if (line.page, line.number) in feet), FOOTER)
    return writer.document(name, faults)


def _all_pages(data: bytes) -> tuple[list[Page], list[Fault]]:
    found: list[Page] = []
    faults: list[Fault] = []
    for page in pages(data):
        if page is None:
            message = say("PDF 太复杂，第{page}页以后没有来得及读，没有检查。请拆分后再检查。", page=len(found))
            faults.append(Fault("timeout", message))
            break
        found.append(page)
    unknown = [page.number for page in found if page.unknown > _MOST_UNKNOWN * len(page.glyphs)]
    if unknown:
        message = say(
            "PDF 第{pages}页有的字没有注明是什么字，读不出来，没有查全。请检查它的 Word 原稿（.docx）。",
            pages=_numbers(unknown),
        )
        faults.append(Fault("part-not-read", message))
    return found, faults


def _scanned(numbers: Sequence[int], *, whole: bool) -> Fault:
    if whole:
        message = say("这份 PDF 是扫描图片，里面没有文字，没有检查。请检查它的 Word 原稿，或先做文字识别。")
    else:
        message = say("PDF 第{pages}页是图片，没有文字，没有检查。请对照原件自行核对。", pages=_numbers(numbers))
    return Fault("part-not-read", message)


def _numbers(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:_SHOWN])) + ("…" if len(numbers) > _SHOWN else "")


# -- paragraphs ------------------------------------------------------------------------------------------------


class _Margins(Record, frozen=True):
    left: float
    right: float
    step: float
    """From one line to the next, in points."""
    indented: bool
    """Whether paragraphs begin with an indent, so that what stands at the margin amid a sentence begins none."""


def _without_notes(found: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a page without its footnotes: small lines at its foot, the first with a note's mark."""
    if len(found) < 3:
        return list(found), []
    em = _body_em(found)
    at = len(found)
    while at > 1 and found[at - 1].em < 0.9 * em:
        at -= 1
    while at < len(found) and not _NOTE.match(found[at].text):
        at += 1
    return list(found[:at]), list(found[at:])


def _body_em(found: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in found:
        sizes[round(line.em * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def _paragraphs(found: Sequence[Line]) -> list[list[Line]]:
    if not found:
        return []
    margins = _margins(found)
    paragraphs = [[found[0]]]
    for one, two in pairwise(found):
        if _goes_on(one, two, margins[one.page, one.column], margins[two.page, two.column]):
            paragraphs[-1].append(two)
        else:
            paragraphs.append([two])
    return paragraphs


def _margins(found: Sequence[Line]) -> dict[tuple[int, int], _Margins]:
    """The margins of every column of every page: its own where it has lines enough, else those of all such columns."""
    blocks: dict[tuple[int, int], list[Line]] = {}
    columns: dict[int, list[Line]] = {}
    for line in found:
        blocks.setdefault((line.page, line.column), []).append(line)
        columns.setdefault(line.column, []).append(line)
    common = {column: _measure(members) for column, members in columns.items()}
    result = {}
    for key, members in blocks.items():
        own = _measure(members)
        # A page of short lines has no right margin of its own.
        trusted = len(members) >= 8 and abs(own.right - common[key[1]].right) < 6 * members[0].em
        result[key] = own if trusted else common[key[1]]
    return result


def _measure(found: Sequence[Line]) -> _Margins:
    em = _body_em(found)
    body = [line for line in found if abs(line.em - em) < 0.12 * em] or list(found)
    least = max(2, len(body) // 10)
    lefts = sorted(line.left for line in body)
    rights = sorted((line.right for line in body), reverse=True)
    left, right = _first_crowd(lefts, em, least), _first_crowd(rights, em, least)
    if right - left < (0.25 if body[0].column else 0.5) * body[0].paper:  # all lines are short: none tells the margin
        right = body[0].paper - left
    steps = [one.bottom - two.bottom for one, two in pairwise(body) if one.page == two.page and one.bottom > two.bottom]
    indented = sum(1.2 * em < line.left - left < 3 * em for line in body) >= least
    return _Margins(left, right, median(steps) if steps else 2 * em, indented)


def _first_crowd(places: Sequence[float], em: float, least: int) -> float:
    """The first of the sorted places with so many less than an em behind it; else the outermost one."""
    # Sorted, so that bisection counts them: a hostile file can set every line at a place of its own.
    for at, place in enumerate(places):
        if bisect_left(places, em, lo=at, key=lambda other: abs(other - place)) - at >= least:
            return place
    return places[0]


def _goes_on(one: Line, two: Line, first: _Margins, second: _Margins) -> bool:
    """Whether `two` continues the paragraph that `one` belongs to."""
    if one.cells or two.cells or abs(one.em - two.em) > 0.12 * max(one.em, two.em):
        return False
    if _centred(one, first) or _centred(two, second):
        return False
    same = (one.page, one.column) == (two.page, two.column)
    if same and one.bottom - two.bottom > 1.7 * first.step:
        return False
    word = _WORD.match(two.text)
    carried = sum(1.0 if c > "\u2000" else 0.55 for c in word[0]) if word else 0.0
    closed = _CLOSED.search(one.text) is not None
    if one.right < first.right - (_SHORT + carried) * one.em:
        # Some programs break no line inside quotation marks, and leave what stands before them short.
        broad = one.right - first.left > 0.5 * (first.right - first.left)
        return second.indented and broad and not closed and two.left - second.left < 0.5 * two.em
    if _MARKER.match(two.text) and closed:
        return False
    if two.left - second.left <= _INDENT * two.em:
        return True
    # Indented: the first line of a paragraph, a signature, or a list whose lines all hang.
    hanging = two.left - second.left < 6 * two.em and abs(two.left - one.left) < 4.5 * two.em
    return hanging and not closed and not _MARKER.match(two.text)


def _centred(line: Line, margins: _Margins) -> bool:
    before, behind = line.left - margins.left, margins.right - line.right
    return before > 2.5 * line.em and behind > 2 * line.em and abs(before - behind) < 1.5 * line.em


def _once(found: Iterable[Line]) -> list[list[Line]]:
    """Every running line once: the numbers in it change from page to page."""
    kept: dict[str, Line] = {}
    for line in found:
        kept.setdefault(re.sub(r"\d+|\s", "", line.text), line)
    return [[line] for line in kept.values()]


class _Writer:
    """The text in the making: a paragraph a line, a piece for every line of the page."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.position = 0
        self.pieces: list[Piece] = []
        self.paragraphs: list[Paragraph] = []

    def add(self, paragraphs: Iterable[Sequence[Line]], place: str) -> None:
        """Write paragraphs that stand at `place`."""
        for paragraph in paragraphs:
            start = self.position
            before = ""
            for line in paragraph:
                if _LETTERS.match(line.text) and before and _LETTERS.match(before[-1]):
                    self._put(" ")
                piece = (self.position, self.position + len(line.text), f"page {line.page}", line.number, 0, False)
                self.pieces.append(Piece(*piece))
                self._put(line.text)
                before = line.text
            self.paragraphs.append(Paragraph(Span(start, self.position), place))
            self._put("\n")

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.position += len(text)

    def document(self, name: str, faults: Sequence[Fault]) -> Document:
        """What was written."""
        return Document(
            name,
            "pdf",
            "".join(self.text).removesuffix("\n"),
            tuple(self.paragraphs),
            pieces=tuple(self.pieces),
            faults=tuple(faults),
            converted="pypdfium2",
        )
