"""Figures that need no grammar: seen with all their tokens by the very pattern that looks for figures.

Nine of ten are of this sort: a number with a unit (397件, 3.5万亿元以上), a Han numeral with one, an ordinal, a date.
What such a figure is hangs on the characters behind its number alone, so the grammar is asked once for each that is met
(`件`, `万亿元以上`). Where it is open what belongs to the figure, the pattern takes no more than its
number, and it is read as grammars/quantity.lark says; the tests hold both ways of reading against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..lazy import lazily
from .figure import Date, Kind, Moment, Nth, Quantity, Sort
from .general import ALONE, LONGEST, ROUGH, THE_ONE, figure_at
from .grammar import followers, lexer, one_of_words, openings, shape, units

ARABIC, DATE, HAN, ORDINAL = WAYS = (1, 2, 3, 4)
"""The groups of the pattern: what stands behind an Arabic number, a date, a Han numeral, an ordinal."""
MOST = 4096
"""Kinds of figures of one way that are kept: reports show some hundred, and many days."""
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BEFORE_CODE = frozenset(_LATIN + "×+·^_〔〕#./:∶-")
IN_CODE = frozenset(_LATIN + "×+·^_/〕#:∶-.版")
"""Characters before and behind a number without which it is no code; most numbers have neither."""
_DIGITS, _NUMERALS = "一二三四五六七八九", "一二两三四五六七八九十"
_SIGNS = "百千万亿零〇○点"
"""What a Han numeral goes on with besides."""
_DATED = "年月日号季"
"""What stands behind an Arabic number in a date."""
_IN_NAMES = "届大半月日季"
"""What a numeral goes on with that is a name or a date: 二十届三中全会, 一半, 三季度."""
_IN_PLANS = '○点年期规计时普”"'
"""More, before which an ordinal is left to the grammar: “十四五”时期."""
_OPEN_UNITS = {
    "年": "(?<![〇零○一二三四五六七八九]{3})年(?![初底末中])",
    "届": "届(?![一二三四五六七全人])",
    "期": "期(?!间)",
}
"""Units with which other tokens may begin or end."""


class _Known(dict[str, Kind | None]):
    """By what stands behind its number, what a figure of one way is; None where it takes the grammar to say."""

    def __init__(self, way: int) -> None:
        self._way = way

    def __missing__(self, written: str) -> Kind | None:
        if len(self) >= MOST:
            self.clear()
        way = self._way
        if way == ORDINAL:
            made: Kind | None = Nth(written)
        elif way == DATE:
            made = _date(written)
        else:
            made = _sort("2" if way == ARABIC else "三", written)
        self[written] = made
        return made


KNOWN = (_Known(0), *map(_Known, WAYS))
"""What is known of figures, by the number of their group."""


def _sort(numeral: str, tail: str) -> Sort | None:
    """The sort of quantities with this behind their number."""
    text = f"{numeral}{tail}。"
    bounds, types = [0], list[str]()
    lexer().read(text, bounds, types, LONGEST)
    made, figure = shape(tuple(types)), figure_at(text, 0, 0)
    if not isinstance(figure, Quantity) or figure.end < len(text) - 1 or made is None or not made.plain:
        return None
    return Sort(
        figure.role,
        figure.unit,
        figure.printed_unit,
        figure.whole,
        figure.han,
        len(tail),
        figure.end - figure.numeral[1],
        tuple([bound - len(numeral) for bound in bounds[1 : made.length + 1]]),
        made,
    )


def _date(written: str) -> Date | None:
    figure = figure_at(f"{written}。", 0, 0)
    if not isinstance(figure, Moment) or figure.end < len(written):
        return None
    return Date(figure.year, figure.first, figure.last, figure.range)


@cache
def pattern() -> re.Pattern[str]:
    """Finds where a figure may begin; of plain ones the group says of which way they are."""
    begins = lexer().begins_after
    names = [name for name in units() if lexer().kinds(name[0]) <= {"UNIT", "POINTS"} and name[0] not in _DATED]
    counted = [name for name in names if name[0] not in _SIGNS and name not in _OPEN_UNITS]
    unit_of_han = f"(?>{one_of_words(counted)}|{'|'.join(_OPEN_UNITS.values())})"
    bound = "(?:以上|以下|以内|左右|上下|之多|之内)?"
    # After a unit and after a percent sign the same may follow, but for 百 of 个百分点.
    ends = f"(?:(?![百{_class(begins('UNIT'))}])|(?!百|{followers('UNIT')}))"

    more, large = "(?:余|多)?", "(?:万亿?|亿)"
    unit = one_of_words([*names, "个百分点", "百分点", "%", "‰"])
    behind = _class(begins("ARABIC").union(IN_CODE, _DATED) - {"."})
    number = (
        r"[0-9]{0,7}+(?:\.[0-9]{1,12}+)?+(?!\d)"
        rf"((?>{more}{large}?(?:{unit}){bound}){ends}|(?>{more}{large}{bound})(?![\d{_class(begins('MAGNITUDE'))}])"
        rf"|(?![{behind}]|[.,]\d))"
    )
    day = rf"(?:[12][0-9]|3[01]|0?[1-9])日(?![元{_class(begins('DAY'))}])"
    month = rf"月(?:份?+(?![\d球{_class(begins('MONTH'))}])|{day})"
    year = (
        rf"(?:(?<=1)[89]|(?<=2)[01])[0-9]{{2}}年(?:[度份]?+(?![\d{_class(begins('YEAR'))}])|(?:0?[1-9]|1[0-2]){month})"
    )
    date = rf"(?:{year}|(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9])){month})()"
    unopened = _unopened()
    ordinal = (
        rf"{unopened}(?:[0-9]{{1,7}}+(?={one_of_words(counted)})|(?!十[万亿])[{_NUMERALS}][{_NUMERALS}百千万亿零〇]*+)"
        rf"({unit_of_han}(?!百)|(?<![0-9])(?![{_class(begins('HAN'))}{_IN_NAMES}{_IN_PLANS}]))"
    )
    han = (
        rf"(?<![{_class(ROUGH)}].)(?<![{_class(THE_ONE)}]一){unopened}"
        rf"(?:(?<=[{_DIGITS}])十[{_DIGITS}]?+|(?<=十)[{_DIGITS}])?+(?!(?<=一)[{_class(ALONE)}])({unit_of_han}{bound}{ends})"
    )
    alone = one_of_words([name for name in counted if name[0] in ALONE])
    # Most Han numerals of one character count nothing: what follows is no part of a figure, or makes a word of 一.
    counts = (
        rf"(?=[{_IN_NAMES}{_NUMERALS}{_SIGNS}]|(?=[{_class(begins('HAN'))}])(?:{followers('HAN')}))"
        rf"(?!(?<=一)(?>{alone}){ends})"
    )
    return lazily(
        # The first character is told by a class and looked at again from behind: a search for a class is quick, one for
        # several alternatives is made anew at every character.
        rf"[\d半第百千万上下前{_NUMERALS}]"
        rf"(?:(?<=[0-9])(?<![{_class(BEFORE_CODE)}].){unopened}(?:{number}|{date})|(?<=\d)\d*+(?:\.\d++)?+"
        rf"|(?<=[{_NUMERALS}])(?:{han}|{counts}[{_NUMERALS}百千万亿零〇○]*(?=[^\s,。;:!?()]))"
        rf"|(?<=第)(?=[\d十{_DIGITS}])(?:{ordinal})?"
        r"|(?<=半)数|(?<=[百千万])分之|(?<=[上下])半年|(?<=前)[一二三]季度|(?<=[百千])(?=[余多]))"
    )


def _unopened() -> str:
    """That no word of approximation stands before the character just taken."""
    words = openings()
    short = f"(?<![{_class({word[-1] for word in words})}].)"  # nearly always
    lengths = sorted({len(word) for word in words})
    each = ["|".join(word for word in words if len(word) == length) for length in lengths]
    return f"(?:{short}|{''.join(f'(?<!(?:{those}).)' for those in each)})"


def _class(characters: Iterable[str]) -> str:
    """What stands between [] in a pattern."""
    return "".join(re.escape(character) for character in sorted(characters))
