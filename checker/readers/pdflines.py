"""From characters on a page to lines: rows of characters, the columns of a page, and what its head and foot repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from ..lazy import lazily
from ..records import Record, replace
from .pdfpages import Glyph, Page

_HAN = lazily("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f]")
_LATIN = lazily("[A-Za-z]")
_GAP = 1.6
"""Ems between two words that stand in cells or columns of their own."""
_BLANK = 0.8
"""Ems that look like a blank between Chinese characters; justified lines spread by less."""
_WORD_GAP = 0.18
_PAGE_NUMBER = lazily(
    r"(?:[—–－\-·•~～]\s*\d{1,4}\s*[—–－\-·•~～]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})"
)
_EDGE = 2
"""Lines from the top and from the bottom that may be a running head or foot."""


class _Stretch(Record, frozen=True):
    """A run of characters that were drawn one behind the other."""

    glyphs: tuple[Glyph, ...]
    left: float
    bottom: float
    right: float
    top: float
    em: float


class Line(Record, frozen=True):
    """A line of a page as it is seen, without blanks at its ends.

    `number` counts the lines of the page from 0, `em` is the width of a Chinese character, `paper` that of the page;
    `column` is 0 where the page has one column; `cells` says that words stand wide apart, as in a row of a table.
    """

    page: int
    number: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    column: int = 0
    cells: bool = False
    paper: float = 0.0


def lines(page: Page) -> list[Line]:
    """The lines of a page in reading order: column by column, downwards."""
    stretches = _stretches(page.glyphs)
    middle = _gutter(stretches, page.width)
    if middle is None:
        found = [_joined(row) for row in _rows(stretches)]
    else:
        found = [
            replace(_joined(row), column=column)
            for column in (1, 2)
            for row in _rows(s for s in stretches if (s.left < middle) == (column == 1))
        ]
    return [replace(line, page=page.number, number=number, paper=page.width) for number, line in enumerate(found)]


def _stretches(glyphs: Iterable[Glyph]) -> list[_Stretch]:
    """Runs of characters that follow each other on one height without a wide gap."""
    found: list[_Stretch] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            found += _stretch(run)
            run = []
        run.append(glyph)
    return found + _stretch(run)


def _follows(one: Glyph, two: Glyph) -> bool:
    height = max(one.top - one.bottom, 1.0)
    middle = (two.bottom + two.top) / 2
    level = one.bottom <= middle <= one.top or two.bottom <= (one.bottom + one.top) / 2 <= two.top
    return level and -0.6 * height <= two.left - one.right <= _GAP * 0.75 * height


def _stretch(run: Sequence[Glyph]) -> list[_Stretch]:
    seen = [glyph for glyph in run if glyph.text.strip()]
    if not seen:
        return []
    left, right = min(g.left for g in seen), max(g.right for g in seen)
    return [_Stretch(tuple(run), left, min(g.bottom for g in seen), right, max(g.top for g in seen), _em(seen))]


def _em(seen: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in seen if _HAN.match(glyph.text)]
    return max(1.0, median(wide) if wide else 0.8 * median(glyph.top - glyph.bottom for glyph in seen))


def _least_blank(one: str, two: str) -> float:
    return _BLANK if _HAN.match(one) or _HAN.match(two) else _WORD_GAP


def _rows(stretches: Iterable[_Stretch]) -> list[list[_Stretch]]:
    """Stretches that stand at one height, from the top down."""
    rows: list[list[_Stretch]] = []
    for stretch in sorted(stretches, key=lambda s: -(s.bottom + s.top)):
        middle = (stretch.bottom + stretch.top) / 2
        if rows and rows[-1][0].bottom < middle and rows[-1][0].top - middle > 0.25 * stretch.em:
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return rows


def _joined(row: Sequence[_Stretch]) -> Line:
    """One line out of the stretches of a row.

    Sorted by place: a program that lacks a sign in one font draws the others first, and leaves room for it.
    """
    glyphs = sorted((glyph for stretch in row for glyph in stretch.glyphs), key=lambda glyph: glyph.left)
    seen = [at for at, glyph in enumerate(glyphs) if glyph.text.strip()]
    glyphs = glyphs[seen[0] : seen[-1] + 1]
    em = _em([glyph for glyph in glyphs if glyph.text.strip()])
    text, cells = glyphs[0].text, False
    for one, two in pairwise(glyphs):
        gap = (two.left - one.right) / em
        cells = cells or gap > _GAP
        if gap > _least_blank(one.text, two.text) and one.text.strip() and two.text.strip():
            text += " "
        text += two.text
    low, high = min(s.bottom for s in row), max(s.top for s in row)
    return Line(0, 0, text, glyphs[0].left, low, max(g.right for g in glyphs), high, em, 0, cells)


def _gutter(stretches: Sequence[_Stretch], width: float) -> float | None:
    """Where the page is parted into two columns of text; None where it is not."""
    middle = width / 2
    left = [s for s in stretches if s.right <= middle + s.em / 2]
    right = [s for s in stretches if s.left >= middle - s.em / 2]
    crossing = len(stretches) - len(left) - len(right)
    if min(len(left), len(right)) < 8 or crossing > 0.15 * len(stretches):
        return None
    # Cells of a table are short, and stand side by side; lines of a column fill it.
    long = [s for s in [*left, *right] if s.right - s.left > 0.28 * width]
    return middle if len(long) >= 0.6 * (len(left) + len(right)) else None


# -- heads and feet ----------------------------------------------------------------------------------------------


def running(pages: Sequence[tuple[Page, list[Line]]]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Running heads and running feet, as pairs of page and line: page numbers, and what several pages repeat."""
    heads: set[tuple[int, int]] = set()
    feet: set[tuple[int, int]] = set()
    edges = [(page, line, head) for page, found in pages for line, head in _edges(page, found)]
    repeated = Counter(like for _, like in {(page.number, _likeness(line, head)) for page, line, head in edges})
    least = max(2, len(pages) // 4)
    apart = {page.number: _apart(found) for page, found in pages}
    for page, line, head in edges:
        numbered = _PAGE_NUMBER.fullmatch(line.text) is not None
        alone = len(pages) == 1 and line.text == "1" and not head
        same = repeated[_likeness(line, head)] >= least and line.number in apart[page.number]
        if numbered or alone or same:
            (heads if head else feet).add((page.number, line.number))
    return heads, feet


def _edges(page: Page, found: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The lines that may be running heads (True) or feet (False): the outermost two within a sixth of the page."""
    down = sorted(found, key=lambda line: -line.top)
    zone = page.height / 6
    heads = [(line, True) for line in down[:_EDGE] if line.bottom > page.height - zone]
    feet = [(line, False) for line in down[-_EDGE:] if line.top < zone and (line, True) not in heads]
    return heads + feet


def _apart(found: Sequence[Line]) -> set[int]:
    """The numbers of lines that do not look like lines of the text: of another size, or further from the others."""
    if len(found) < 4:
        return {line.number for line in found}
    em = median(line.em for line in found)
    down = sorted(found, key=lambda line: -line.bottom)
    steps = [one.bottom - two.bottom for one, two in pairwise(down)]
    usual = 1.2 * median(steps)
    edge = set(range(_EDGE)) | set(range(len(down) - _EDGE, len(down)))
    return {
        line.number
        for at, line in enumerate(down)
        if abs(line.em - em) > 0.08 * em
        or (at in edge and any(step > usual for step in (steps[at:_EDGE] if at < _EDGE else steps[-_EDGE:at])))
    }


def _likeness(line: Line, head: bool) -> tuple[bool, str, int]:
    """What heads of one sort have in common: the words without figures, and the height."""
    return head, re.sub(r"\d+|\s", "", line.text), round(line.bottom / 6)
