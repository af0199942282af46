"""Figures that need no grammar: a number with a unit behind it (397件, 12.5%), and Han numerals that count nothing.

Nine of ten figures are of this sort. What the next characters leave open is not decided here but read as
grammars/quantity.lark says; the tests hold both ways of reading against each other.
"""

from __future__ import annotations

from functools import cache

from ..numerals import value
from .amounts import LONGEST_NUMERAL
from .figure import AMOUNT, SHARE, Ordinal, Quantity
from .grammar import Shape, about, lexer, one_of, shape, sources, units

_HAN = frozenset("一二两三四五六七八九十")
ALONE = frozenset("起面样般些切旦定直致共同体线向齐次批")
"""What follows 一 in a word that counts nothing (一起, 一批)."""
THE_ONE = frozenset("上下这那每新同另本前后某任")
"""What stands before 一 where it names one of several instead of counting (上一轮, 每一个)."""
ROUGH = frozenset("几数")
"""What stands before a numeral that is too rough to be judged (几十, 数百)."""
_HIGH = frozenset("百千万亿")
_HAN_SIGNS = frozenset("一二两三四五六七八九十百千万亿零〇点")
_LARGE = frozenset("万亿")
_TENFOLD = ("十万", "十亿")
_PAUSES = frozenset(",.")
_DATES = ("YEAR", "MONTH", "DAY", "PART")
_NAMED = ("MEETING", "PLAN", "HALF", "HAN_SHARE", *_DATES)
_NUMERALS = (*_NAMED, "HAN")


class Plain:
    """What the grammar says of the characters behind a number."""

    def __init__(self) -> None:
        cutter = lexer()
        one, with_unit, with_percent = map(shape, (("ARABIC",), ("ARABIC", "UNIT"), ("ARABIC", "PERCENT")))
        numeral, large = shape(("HAN", "UNIT")), shape(("ARABIC", "MAGNITUDE", "UNIT"))
        assert one is not None and with_unit is not None and with_percent is not None
        assert numeral is not None and large is not None
        self._numeral, self._large = numeral, large
        dates = sources(*_DATES)
        self._one = one
        self._units: dict[str, tuple[tuple[str, str, str, bool, Shape], ...]] = {}
        for name, unit in sorted(units().items(), key=lambda pair: -len(pair[0])):
            if cutter.kinds(name[0]) <= {"UNIT", "POINTS"}:
                known = name, AMOUNT, unit.base, unit.whole, with_unit
                self._units[name[0]] = (*self._units.get(name[0], ()), known)
        for sign in "%‰":
            if cutter.kinds(sign) == {"PERCENT"}:
                self._units[sign] = ((sign, SHARE, "%", False, with_percent),)
        self._dates = dates
        self._date = one_of(*_DATES)
        self._before_dates = dates | sources(*_NUMERALS)
        self._after_unit = cutter.begins_after("UNIT") | cutter.begins_after("PERCENT")
        self._after_number = cutter.begins_after("ARABIC")
        assert not self._after_number.intersection(_PAUSES)
        self._han, self._named = one_of("HAN"), one_of(*_NAMED)
        self._behind_han = cutter.begins_after("HAN")
        self._after_han = self._behind_han | sources(*_NUMERALS) | _HAN_SIGNS
        self._about, self._openings = about()

    def quantity(self, text: str, start: int, end: int, floor: int) -> Quantity | None:
        """The quantity of the Arabic number from `start` to `end`; None where it takes the grammar to say."""
        if end - start > LONGEST_NUMERAL or (
            text[start - 1 : start] in self._openings and self._is_opened(text, start, floor)
        ):
            return None
        behind = text[end : end + 1]
        if behind in self._dates and self._date.match(text, start):
            return None
        point = text.find(".", start, end) if end - start > 2 else -1
        decimals = end - point - 1 if point >= 0 else 0
        known = self._units.get(behind)
        numbers: tuple[str, tuple[int, ...], Shape]
        if known is None:
            if behind in _LARGE:
                return self._of_many(text, start, end, decimals)
            # A comma may part thousands, a point decimals.
            if behind in self._after_number or (behind in _PAUSES and text[end + 1 : end + 2].isdecimal()):
                return None
            numbers = text, (start, end), self._one
            return Quantity(start, end, (start, end), AMOUNT, "", "", False, False, False, decimals, numbers)
        for name, role, base, whole, made in known:
            if text.startswith(name, end):
                stop = end + len(name)
                # 5个百分点 are no five of anything.
                if text[stop : stop + 1] in self._after_unit or (behind == "个" and text[end + 1 : end + 2] == "百"):
                    return None
                numbers = text, (start, end, stop), made
                return Quantity(start, stop, (start, end), role, base, name, whole, False, False, decimals, numbers)
        return None

    def _is_opened(self, text: str, start: int, floor: int) -> bool:
        """Whether a word of approximation stands before the figure."""
        if start <= floor or text[start - 1] not in self._openings:
            return False  # nearly always
        return self._about.search(text, max(floor, start - 4), start) is not None

    def _of_many(self, text: str, start: int, end: int, decimals: int) -> Quantity | None:
        """12.5万元: the same with 万 or 亿 and a unit behind the number."""
        for name, role, base, whole, _ in self._units.get(text[end + 1 : end + 2], ()):
            if text.startswith(name, end + 1):
                stop = end + 1 + len(name)
                if role != AMOUNT or text[stop : stop + 1] in self._after_unit or text[end + 2 : end + 3] == "百":
                    return None
                numbers = text, (start, end, end + 1, stop), self._large
                numeral = start, end + 1
                return Quantity(start, stop, numeral, role, base, name, whole, False, False, decimals, numbers)
        return None

    def counted(self, text: str, at: int, floor: int) -> Quantity | Ordinal | None:
        """The quantity of the Han numeral of one character at `at`, or the ordinal of the one behind 第 there.

        None where it takes the grammar to say.
        """
        before, numeral, behind = text[at - 1 : at], text[at], text[at + 1 : at + 2]
        if numeral == "第":
            return self._ordinal(text, at, floor)
        if numeral not in _HAN or behind in self._before_dates or before in ROUGH:
            return None
        if self._is_opened(text, at, floor) or (numeral == "一" and (before in THE_ONE or behind in ALONE)):
            return None
        for name, role, base, whole, _ in self._units.get(behind, ()):
            if text.startswith(name, at + 1):
                stop = at + 1 + len(name)
                if role != AMOUNT or text[stop : stop + 1] in self._after_unit or text[at + 2 : at + 3] == "百":
                    return None
                numbers = text, (at, at + 1, stop), self._numeral
                return Quantity(at, stop, (at, at + 1), role, base, name, whole, True, False, 0, numbers)
        return None

    def _ordinal(self, text: str, at: int, floor: int) -> Ordinal | None:
        """第三, 第三届, 第二十一条: every third figure of a report."""
        found = self._han.match(text, at + 1)
        # 十万 and 十亿 are magnitudes to the grammar.
        if found is None or text.startswith(_TENFOLD, at + 1) or self._is_opened(text, at, floor):
            return None
        number, end = value(found.group()), found.end()
        behind = text[end : end + 1]
        if number is None or (behind in self._before_dates and self._named.match(text, at + 1)):
            return None
        if behind not in self._behind_han:
            return Ordinal(at, end, number)
        for name, role, *_ in self._units.get(behind, ()):
            if text.startswith(name, end):
                plain = role == AMOUNT and text[end + 1 : end + 2] != "百"
                return Ordinal(at, end + len(name), number, name) if plain else None
        return None

    def counts_nothing(self, text: str, at: int) -> bool:
        """Whether the Han numeral at `at` stands for itself alone, before a word that nothing is counted with."""
        if text[at] not in _HAN:
            return False
        behind = text[at + 1 : at + 2]
        if behind not in self._after_han:
            return True
        found = self._han.match(text, at)
        if found is None or self._named.match(text, at):
            return False
        end = found.end()
        if text[end : end + 1] not in self._behind_han:
            return end == at + 1 or not _HIGH.intersection(found.group())
        return end == at + 1 and self._is_word(text, at, behind)

    def _is_word(self, text: str, at: int, behind: str) -> bool:
        """Whether a numeral of one character with a unit behind it is part of a word: 一批, 每一个."""
        before = text[at - 1 : at]
        if before not in ROUGH and not (text[at] == "一" and (before in THE_ONE or behind in ALONE)):
            return False
        for name, role, *_ in self._units.get(behind, ()):
            if text.startswith(name, at + 1):
                stop = at + 1 + len(name)
                return (
                    role == AMOUNT and text[stop : stop + 1] not in self._after_unit and text[at + 2 : at + 3] != "百"
                )
        return False


@cache
def plain() -> Plain:
    """The one reader of plain figures."""
    return Plain()
