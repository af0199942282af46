"""A figure as grammars/quantity.lark reads it, from a place where one may begin."""

from __future__ import annotations

from ..lazy import lazily
from ..numerals import value
from .amounts import read_amount
from .figure import AMOUNT, Figure, Name, Ordinal, Quantity
from .grammar import about, lexer, shape
from .moments import read_moment

LONGEST = 24
"""Tokens of one figure; a longer run is cut, so that no text makes a parse long."""
OPENINGS = 4
"""Words of approximation before one figure (大约超过); more are no sentence."""
ALONE = frozenset("起面样般些切旦定直致共同体线向齐次批")
"""What follows 一 in a word that counts nothing (一起, 一批)."""
THE_ONE = frozenset("上下这那每新同另本前后某任")
"""What stands before 一 where it names one of several instead of counting (上一轮, 每一个)."""
ROUGH = frozenset("几数")
"""What stands before a numeral that is too rough to be judged (几十, 数百)."""

_UPON = ("上百", "上千", "上万")
_ESTIMATE = lazily("(?<![〇零点一二两三四五六七八九])[一二两三四五六七八九]{2}")
"""三四百, 五六十, 十七八, 两三倍: two digits side by side are an estimate."""


def figure_at(text: str, start: int, floor: int) -> Figure | None:
    """The figure whose numeral begins at `start`, with the words of approximation before it as far as `floor`."""
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
