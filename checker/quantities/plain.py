"""Figures that need no grammar: a number with a unit behind it (397件, 12.5%), and Han numerals that count nothing.

Nine of ten figures are of this sort. What the next characters leave open is not decided here but read as
grammars/quantity.lark says; the tests hold both ways of reading against each other.
"""

from __future__ import annotations

from functools import cache

from ..numerals import value
from .amounts import LONGEST_NUMERAL
from .figure import AMOUNT, POINTS, SHARE, Ordinal, Sort
from .grammar import about, lexer, one_of, shape, sources, units

HAN = frozenset("一二两三四五六七八九十")
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
_DATED = frozenset("年月日号季—–-~至到")
"""What stands behind an Arabic number in a date."""
_NAMED = ("MEETING", "PLAN", "HALF", "HAN_SHARE", *_DATES)
_NUMERALS = (*_NAMED, "HAN")
_Known = tuple[str, str, Sort, Sort, Sort]
"""A unit, its role, and the sorts of an Arabic number, of a Han numeral and of 万 or 亿 with this unit."""


class Plain:
    """What the grammar says of the characters behind a number."""

    def __init__(self) -> None:
        cutter = lexer()
        one, with_unit, with_percent = map(shape, (("ARABIC",), ("ARABIC", "UNIT"), ("ARABIC", "PERCENT")))
        numeral, large = shape(("HAN", "UNIT")), shape(("ARABIC", "MAGNITUDE", "UNIT"))
        assert one is not None and with_unit is not None and with_percent is not None
        assert numeral is not None and large is not None
        dates = sources(*_DATES)
        self.alone = Sort(AMOUNT, "", "", False, False, False, one)
        """Numbers without a unit."""
        self._units: dict[str, tuple[_Known, ...]] = {}
        for name, unit in sorted(units().items(), key=lambda pair: -len(pair[0])):
            if cutter.kinds(name[0]) <= {"UNIT", "POINTS"}:
                one_of_it, han, many = (
                    Sort(AMOUNT, unit.base, name, unit.whole, made is numeral, made is large, made)
                    for made in (with_unit, numeral, large)
                )
                self._units[name[0]] = (*self._units.get(name[0], ()), (name, AMOUNT, one_of_it, han, many))
        for sign in "%‰":
            if cutter.kinds(sign) == {"PERCENT"}:
                sort = Sort(SHARE, "%", sign, False, False, False, with_percent)
                self._units[sign] = ((sign, SHARE, sort, sort, sort),)
        self._date = one_of(*_DATES)
        self._before_dates = dates | sources(*_NUMERALS)
        self._after_unit = cutter.begins_after("UNIT") | cutter.begins_after("PERCENT")
        self._after_number = cutter.begins_after("ARABIC")
        assert not self._after_number.intersection(_PAUSES)
        self._han, self._named = one_of("HAN"), one_of(*_NAMED)
        self._behind_han = cutter.begins_after("HAN")
        self.after_han = self._behind_han | sources(*_NUMERALS) | _HAN_SIGNS
        self._about, self.openings = about()
        self.after_unit = self._after_unit | {"百"}
        """Characters behind a unit that leave open whether it ends the figure."""
        open_ = _DATED | (self._after_number - self._units.keys()) | _PAUSES | _LARGE
        self.behind: dict[str, tuple[tuple[str, int, Sort], ...] | None] = {
            character: None if character in open_ else tuple((name, len(name), sort) for name, _, sort, *_ in known)
            for character, known in self._units.items()
        }
        """By the character behind a short number that nothing leads up to, the units that may begin there.

        None where more has to be looked at; no unit begins with a character that is not here.
        """
        self.behind.update(dict.fromkeys(open_ - self.behind.keys()))
        points = shape(("ARABIC", "POINTS"))
        assert points is not None
        name = "个百分点"
        sort = Sort(POINTS, name, name, False, False, False, points)
        self.behind["个"] = ((name, len(name), sort), *(self.behind["个"] or ()))

    def quantity(self, text: str, start: int, end: int, floor: int) -> tuple[int, Sort] | None:
        """End and sort of the quantity of the Arabic number from `start` to `end`.

        None where it takes the grammar to say.
        """
        if end - start > LONGEST_NUMERAL or (
            text[start - 1 : start] in self.openings and self._is_opened(text, start, floor)
        ):
            return None
        behind = text[end : end + 1]
        if behind in _DATED and self._date.match(text, start):
            return None
        known = self._units.get(behind)
        if known is None:
            if behind in _LARGE:
                return self._of_many(text, end)
            # A comma may part thousands, a point decimals.
            if behind in self._after_number or (behind in _PAUSES and text[end + 1 : end + 2].isdecimal()):
                return None
            return end, self.alone
        for name, _, sort, *_ in known:
            if text.startswith(name, end):
                stop = end + len(name)
                # 5个百分点 are no five of anything.
                if text[stop : stop + 1] in self._after_unit or (behind == "个" and text[end + 1 : end + 2] == "百"):
                    return None
                return stop, sort
        return None

    def _is_opened(self, text: str, start: int, floor: int) -> bool:
        """Whether a word of approximation stands before the figure."""
        if start <= floor or text[start - 1] not in self.openings:
            return False  # nearly always
        return self._about.search(text, max(floor, start - 4), start) is not None

    def _of_many(self, text: str, end: int) -> tuple[int, Sort] | None:
        """12.5万元: the same with 万 or 亿 and a unit behind the number."""
        for name, role, _, _, sort in self._units.get(text[end + 1 : end + 2], ()):
            if text.startswith(name, end + 1):
                stop = end + 1 + len(name)
                if role != AMOUNT or text[stop : stop + 1] in self._after_unit or text[end + 2 : end + 3] == "百":
                    return None
                return stop, sort
        return None

    def counted(self, text: str, at: int, floor: int) -> tuple[int, Sort | Ordinal] | None:
        """End and sort of the quantity of the Han numeral of one character at `at`, or the ordinal behind 第 there.

        None where it takes the grammar to say.
        """
        before, numeral, behind = text[at - 1 : at], text[at], text[at + 1 : at + 2]
        if numeral == "第":
            return self._ordinal(text, at, floor)
        if numeral not in HAN or behind in self._before_dates or before in ROUGH:
            return None
        if self._is_opened(text, at, floor) or (numeral == "一" and (before in THE_ONE or behind in ALONE)):
            return None
        for name, role, _, sort, _ in self._units.get(behind, ()):
            if text.startswith(name, at + 1):
                stop = at + 1 + len(name)
                if role != AMOUNT or text[stop : stop + 1] in self._after_unit or text[at + 2 : at + 3] == "百":
                    return None
                return stop, sort
        return None

    def _ordinal(self, text: str, at: int, floor: int) -> tuple[int, Ordinal] | None:
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
            return end, Ordinal(at, end, number)
        for name, role, *_ in self._units.get(behind, ()):
            if text.startswith(name, end):
                plain = role == AMOUNT and text[end + 1 : end + 2] != "百"
                stop = end + len(name)
                return (stop, Ordinal(at, stop, number, name)) if plain else None
        return None

    def counts_nothing(self, text: str, at: int) -> bool:
        """Whether the Han numeral at `at` stands for itself alone, before a word that nothing is counted with."""
        if text[at] not in HAN:
            return False
        behind = text[at + 1 : at + 2]
        if behind not in self.after_han:
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
