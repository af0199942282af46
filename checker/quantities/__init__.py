"""The figures of a text as typed values: amounts, shares, changes, ordinals and dates, each with its place.

A trigger finds where a figure may begin, the terminals of grammars/quantity.lark cut it into tokens, and the
grammar says how many of them make one figure. Parses are kept by the sequence of token types, of which the language
has few, so that a long text costs the parser little. Nothing is refused: what is no figure is passed over.
Positions are those of the reading text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..document import Document
from ..lazy import lazily
from ..numerals import value
from .amounts import read_amount
from .figure import (
    AMOUNT,
    FOLD,
    POINTS,
    SHARE,
    TIMES,
    Figure,
    Figures,
    Moment,
    Name,
    Ordinal,
    Quantity,
    Sort,
    Unit,
    scale,
)
from .grammar import about, lexer, shape
from .interval import Interval
from .moments import read_moment
from .plain import ALONE, HAN, ROUGH, THE_ONE, Plain, plain

__all__ = [
    "AMOUNT",
    "FOLD",
    "POINTS",
    "SHARE",
    "TIMES",
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

LONGEST = 24
"""Tokens of one figure; a longer run is cut, so that no text makes a parse long."""
OPENINGS = 4
"""Words of approximation before one figure (大约超过); more are no sentence."""

_TRIGGER = lazily(
    # The first character is told by a class and looked at again from behind: a search for a class is quick, one for
    # several alternatives is made anew at every character.
    r"[\d半第百千万上下前一二两三四五六七八九十]"
    r"(?:(?<=\d)\d*+(?:\.\d++)?+|(?<=半)数|(?<=第)(?=[\d一二三四五六七八九十])|(?<=[百千万])分之|(?<=[上下])半年|(?<=前)[一二三]季度"
    r"|(?<=[一二两三四五六七八九十])[一二两三四五六七八九十百千万亿零〇○]*(?=[^\s,。;:!?()])|(?<=[百千])(?=[余多]))"
)
_CODE = lazily(r"\d++(?:\.\d++)?+(?:[A-Za-z×+·^_/〕#:∶-]|\.\d+|版)[A-Za-z0-9.×+·^_/:∶-]*")
_CODE_BEFORE = lazily(r"[A-Za-z×+·^_〔〕#]\Z|(?<=\d)[./:∶-]\Z|[A-Za-z]-\Z")
_CODE_REST = lazily(r"[\dA-Za-z.+×·/:∶-]*")
_LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_BEFORE_CODE = _LATIN | frozenset("×+·^_〔〕#./:∶-")
_IN_CODE = _LATIN | frozenset("×+·^_/〕#:∶-.版")
"""Characters before and behind a number without which it is no code; most numbers have neither."""
_DIGITS = frozenset("0123456789")
LONG_CODE = 9
_LONG_CODE = lazily(r"\d{9,}(?![\d.万亿])")
_UPON = ("上百", "上千", "上万")
_ESTIMATE = lazily("(?<![〇零点一二两三四五六七八九])[一二两三四五六七八九]{2}")
"""三四百, 五六十, 十七八, 两三倍: two digits side by side are an estimate."""
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
    kinds: list[Sort | Figure] = []
    ready, search = plain(), _TRIGGER.search
    units, after_unit, alone = _behind(), ready.after_unit, ready.alone
    after_han = ready.after_han
    careful = _BEFORE_CODE | ready.openings
    position = 0
    match = search(text)
    while match is not None:
        start, end = match.span()
        kind: Sort | Figure | None = None
        if text[start] in _DIGITS:
            # Four of five figures are a short number with a unit, which is seen here without a call.
            names = units.get(text[end : end + 1], ())
            if names is None and text.startswith(".", end) and not text[end + 1 : end + 2].isdecimal():
                names = ()  # 1. at the head of a line
            if names is not None and end - start < LONG_CODE and text[start - 1 : start] not in careful:
                if not names:
                    kind, stop = alone, end
                for name, length, sort in names:
                    if text.startswith(name, end):
                        stop = end + length
                        if text[stop : stop + 1] not in after_unit:
                            kind = sort
                        break
        elif text[start] in HAN and text[start + 1 : start + 2] not in after_han:
            position = end  # counts nothing
            match = search(text, position)
            continue
        if kind is None:
            kind, start, stop = _read_at(ready, text, start, end, position)
        if kind is not None:
            starts.append(start)
            ends.append(stop)
            kinds.append(kind)
        position = stop
        match = search(text, position)
    return Figures(text, starts, ends, kinds)


@cache
def _behind() -> Mapping[str, tuple[tuple[str, int, Sort], ...] | None]:
    """What may stand behind a number: see `Plain.behind`. Where it may be a code, more has to be looked at."""
    return {**plain().behind, **dict.fromkeys(_IN_CODE)}


def _read_at(ready: Plain, text: str, start: int, end: int, floor: int) -> tuple[Sort | Figure | None, int, int]:
    """What the numeral from `start` to `end` is, if anything, and where that begins and ends."""
    read: tuple[int, Sort | Figure] | None = None
    figure: Figure | None = None
    if text[start].isdecimal():
        before, behind = text[start - 1 : start], text[end : end + 1]
        if behind == "." and not text[end + 1 : end + 2].isdecimal():
            behind = ""  # 1. at the head of a line
        if before in _BEFORE_CODE or behind in _IN_CODE or end - start >= LONG_CODE:
            code = _code(text, start)
            if code is not None:
                return None, start, code
        read = ready.quantity(text, start, end, floor)
        if read is None:
            figure = _figure(text, start, floor)
            end = start + 1
            while figure is None and end < len(text) and text[end].isdigit():
                end += 1
    elif not ready.counts_nothing(text, start):
        if end == start + 1:
            read = ready.counted(text, start, floor)
        if read is None:
            figure = _figure(text, start, floor)
    if read is not None:
        return read[1], start, read[0]
    return (None, start, end) if figure is None else (figure, figure.start, figure.end)


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


def _figure(text: str, start: int, floor: int) -> Figure | None:
    bounds = [start]
    types: list[str] = []
    pattern, characters = about()
    while len(types) < OPENINGS and bounds[0] > floor and text[bounds[0] - 1] in characters:
        opening = pattern.search(text, max(floor, bounds[0] - 4), bounds[0])
        if opening is None:
            break
        bounds.insert(0, opening.start())
        types.append("ABOUT")
    lexer().read(text, bounds, types, LONGEST)
    made = shape(tuple(types)) if types else None
    if made is None:
        return None
    if made.rule == "quantity":
        quantity = read_amount(text, bounds, made)
        if quantity is None or (quantity.han and _is_word(text, quantity)):
            return None
        return quantity
    if made.rule == "moment":
        return read_moment(text, bounds, made)
    if made.rule == "ordinal":
        return _ordinal(text, bounds, made.length)
    return Name(start, bounds[made.length], made.rule)


def _is_word(text: str, quantity: Quantity) -> bool:
    """Whether a Han numeral is just part of a word (一起, 三农), or too rough to be judged (几十人, 三四百)."""
    digits = text[quantity.numeral[0] : quantity.numeral[1]]
    before = text[max(0, quantity.numeral[0] - 1) : quantity.numeral[0]]
    if (
        (digits == "一" and before in THE_ONE)
        or before in ROUGH
        or (before + digits).startswith(_UPON)
        or _ESTIMATE.search(digits)
    ):
        return True
    if quantity.role != AMOUNT:
        return False
    if digits == "一" and text[quantity.numeral[1] : quantity.numeral[1] + 1] in ALONE:
        return True
    return not quantity.unit and not (len(digits) > 1 and any(c in "百千万亿" for c in digits))


def _ordinal(text: str, bounds: list[int], length: int) -> Ordinal | None:
    number = value(text[bounds[1] : bounds[2]].replace(",", ""))
    if number is None:
        return None
    unit = text[bounds[2] : bounds[3]] if length > 2 else ""
    return Ordinal(bounds[0], bounds[length], number, unit)
