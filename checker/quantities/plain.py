"""Figures that need no grammar: a number with a unit behind it (397件, 12.5%), and Han numerals that count nothing.

Nine of ten figures are of this sort. What the next characters leave open is not decided here but read as
grammars/quantity.lark says; the tests hold both ways of reading against each other.
"""

from __future__ import annotations

from functools import cache

from .amounts import LONGEST_NUMERAL
from .figure import AMOUNT, SHARE, Quantity
from .grammar import Shape, about, lexer, shape, sources, units

_HAN = frozenset("一二两三四五六七八九十")
_DATES = ("YEAR", "MONTH", "DAY", "PART")
_NUMERALS = ("MEETING", "PLAN", "HALF", "HAN_SHARE", "HAN", *_DATES)


class Plain:
    """What the grammar says of the characters behind a number."""

    def __init__(self) -> None:
        cutter = lexer()
        one, with_unit, with_percent = map(shape, (("ARABIC",), ("ARABIC", "UNIT"), ("ARABIC", "PERCENT")))
        assert one is not None and with_unit is not None and with_percent is not None
        dates = sources(*_DATES)
        self._one = one
        self._units: dict[str, tuple[tuple[str, str, str, bool, Shape], ...]] = {}
        for name, unit in sorted(units().items(), key=lambda pair: -len(pair[0])):
            if cutter.kinds(name[0]) == {"UNIT"} and name[0] not in dates:
                known = name, AMOUNT, unit.base, unit.whole, with_unit
                self._units[name[0]] = (*self._units.get(name[0], ()), known)
        for sign in "%‰":
            if cutter.kinds(sign) == {"PERCENT"}:
                self._units[sign] = ((sign, SHARE, "%", False, with_percent),)
        self._after_unit = cutter.begins_after("UNIT") | cutter.begins_after("PERCENT")
        # A comma may part thousands, a point decimals.
        self._after_number = cutter.begins_after("ARABIC") | dates | frozenset(",.")
        self._after_han = cutter.begins_after("HAN") | sources(*_NUMERALS)
        self._openings = about()[1]

    def quantity(self, text: str, start: int, end: int, floor: int) -> Quantity | None:
        """The quantity of the Arabic number from `start` to `end`; None where it takes the grammar to say."""
        if (start > floor and text[start - 1] in self._openings) or end - start > LONGEST_NUMERAL:
            return None
        behind = text[end : end + 1]
        point = text.find(".", start, end)
        decimals = end - point - 1 if point >= 0 else 0
        known = self._units.get(behind)
        numbers: tuple[str, tuple[int, ...], Shape]
        if known is None:
            if behind in self._after_number:
                return None
            numbers = text, (start, end), self._one
            return Quantity(start, end, (start, end), AMOUNT, "", "", False, False, False, decimals, numbers)
        for name, role, base, whole, made in known:
            if text.startswith(name, end):
                stop = end + len(name)
                if text[stop : stop + 1] in self._after_unit:
                    return None
                numbers = text, (start, end, stop), made
                return Quantity(start, stop, (start, end), role, base, name, whole, False, False, decimals, numbers)
        return None

    def counts_nothing(self, text: str, at: int) -> bool:
        """Whether the Han numeral at `at` stands for itself alone, before a word that nothing is counted with."""
        return text[at] in _HAN and text[at + 1 : at + 2] not in self._after_han


@cache
def plain() -> Plain:
    """The one reader of plain figures."""
    return Plain()
