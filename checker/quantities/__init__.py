"""The figures of a text as typed values: amounts, shares, changes, ordinals and dates, each with its place.

A pattern finds where a figure may begin, and of most of them all that belongs to it (see `plain`). Of the others the
terminals of grammars/quantity.lark cut out tokens, and the grammar says how many of them make one figure. Parses are
kept by the sequence of token types, of which the language has few, so that a long text costs the parser little.
Nothing is refused: what is no figure is passed over.
Positions are those of the reading text.
"""

from __future__ import annotations

import re

from ..document import Document
from ..lazy import lazily
from .figure import (
    AMOUNT,
    FOLD,
    POINTS,
    SHARE,
    TIMES,
    Date,
    Figure,
    Figures,
    Kind,
    Moment,
    Name,
    Ordinal,
    Quantity,
    Sort,
    Unit,
    scale,
)
from .general import figure_at
from .grammar import BEFORE_CODE, IN_CODE
from .interval import Interval
from .plain import DATE, KNOWN, pattern

__all__ = [
    "AMOUNT",
    "FOLD",
    "POINTS",
    "SHARE",
    "TIMES",
    "Date",
    "Figure",
    "Figures",
    "Interval",
    "Moment",
    "Name",
    "Ordinal",
    "Quantity",
    "Sort",
    "Unit",
    "figures",
    "read_figures",
    "scale",
]

_CODE = lazily(r"\d++(?:\.\d++)?+(?:[A-Za-z×+·^_/〕#:∶-]|\.\d+|版)[A-Za-z0-9.×+·^_/:∶-]*")
_CODE_BEFORE = lazily(r"[A-Za-z×+·^_〔〕#]\Z|(?<=\d)[./:∶-]\Z|[A-Za-z]-\Z")
_CODE_REST = lazily(r"[\dA-Za-z.+×·/:∶-]*")
LONG_CODE = 9
_LONG_CODE = lazily(r"\d{9,}(?![\d.万亿])")
_KEY = "figures"


def figures(document: Document) -> Figures:
    """Every figure of the document in the order of the reading text; read once for each document."""
    found: Figures | None = document.memo.get(_KEY)
    if found is None:
        found = document.memo[_KEY] = read_figures(document.reading.text)
    return found


def read_figures(text: str) -> Figures:
    """The figures of `text`, which is in reading form (half-width digits and marks)."""
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[Kind | Figure] = []
    trigger, known = pattern(), KNOWN
    stop, size = 0, len(text)
    while stop < size:
        floor = stop
        for match in trigger.finditer(text, floor):
            start, stop = match.span()
            way = match.lastindex
            kind: Kind | Figure | None = None
            if way is not None:
                kind = known[way][match[way]] if way != DATE else known[way][match[0]]
            if kind is None:
                end = stop if way is None else _number_end(match, way)
                kind, start, stop = _read_at(text, start, end, floor)
            if kind is not None:
                starts.append(start)
                ends.append(stop)
                kinds.append(kind)
            if stop != match.end():
                break  # what the pattern has gone over was not what the figure takes
            floor = stop
        else:
            break
    return Figures(text, starts, ends, kinds)


def _number_end(match: re.Match[str], way: int) -> int:
    """Where the number of a figure ends that is not as plain as it looked."""
    if way != DATE:
        return match.start(way)
    return match.start() + len(match[0]) - len(match[0].lstrip("0123456789"))


def _read_at(text: str, start: int, end: int, floor: int) -> tuple[Figure | None, int, int]:
    """What the numeral from `start` to `end` is, if anything, and where that begins and ends."""
    is_arabic = text[start].isdecimal()
    if is_arabic:
        before, behind = text[start - 1 : start], text[end : end + 1]
        if behind == "." and not text[end + 1 : end + 2].isdecimal():
            behind = ""  # 1. at the head of a line
        if before in BEFORE_CODE or behind in IN_CODE or end - start >= LONG_CODE:
            code = _code(text, start)
            if code is not None:
                return None, start, code
    figure = figure_at(text, start, floor)
    if figure is not None:
        return figure, figure.start, figure.end
    if is_arabic:
        end = start + 1
        while end < len(text) and text[end].isdigit():
            end += 1
    return None, start, end


def _code(text: str, start: int) -> int | None:
    """The end of a number that names something (5G, 1+3+N, 9:30, a telephone); None where it is none."""
    if _CODE_BEFORE.search(text, max(0, start - 2), start):
        match = _CODE_REST.match(text, start)
        return max(start + 1, match.end()) if match else start + 1
    if (match := _LONG_CODE.match(text, start)) is not None:
        return match.end()
    match = _CODE.match(text, start, start + 60)
    if match is None or _RANGE.match(text, start):
        return None
    return match.end()


_RANGE = lazily(r"(?!0\d)\d[\d.,]{0,23}+(?:%|[万亿])?(?:-{1,2}|~)(?!0\d)\d++(?!-\d)")
"""3-5, 10%-15%; but 0571-88 is a telephone and 2025-03-15 a date."""
