"""The pattern that finds figures and sees all tokens of plain ones, made out of the grammar.

It is made when quantity.json is (see `making`): to put it together takes as long as reading a short report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from .general import ALONE, ROUGH, THE_ONE
from .grammar import BEFORE_CODE, IN_CODE, one_of_words, units

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
    "年": "(?<![0-9])(?<![〇零○一二三四五六七八九]{3})年(?![初底末中])",
    "届": "届(?![一二三四五六七全人])",
    "期": "期(?!间)",
}
"""Units with which other tokens may begin or end."""


def seen(terminals: Sequence[Sequence[str]], follows: Mapping[str, Sequence[str]]) -> str:
    """The pattern: it finds where a figure may begin, and of plain ones the group says of which way they are.

    `terminals` are those of the grammar with their patterns and the characters they begin with, `follows` which of them
    may follow which.
    """
    firsts = {
        name: {*first} | {*("123456789" if "0" in first else "")} for name, _, first in terminals if name != "ABOUT"
    }
    firsts["UNIT"] = {name[0] for name in units()}
    others = frozenset[str]().union(*(first for name, first in firsts.items() if name not in {"UNIT", "POINTS"}))

    def begins(name: str) -> set[str]:
        """The characters with which a token that follows `name` may begin."""
        return {first for after in follows[name] for first in firsts[after]}

    def followers(name: str) -> str:
        """Any token but a unit that may follow `name`."""
        return "|".join(pattern for each, pattern, _ in terminals if each in follows[name])

    names = [name for name in units() if name[0] not in others and name[0] not in _DATED]
    counted = [name for name in names if name[0] not in _SIGNS and name not in _OPEN_UNITS]
    unit_of_han = f"(?>{one_of_words(counted)}|{'|'.join(_OPEN_UNITS.values())})"
    # What may be missing is said by an empty choice: the engine makes more of `?` behind brackets.
    bound = "(?:以[上下内]|左右|上下|之[多内]|)"
    # After a unit and after a percent sign the same may follow, but for 百 of 个百分点.
    ends = f"(?:(?![百{_class(begins('UNIT'))}])|(?!百|{followers('UNIT')}))"

    unit = one_of_words([*names, "个百分点", "百分点", "%", "‰"])
    behind = _class(begins("ARABIC").union(IN_CODE, _DATED) - {"."})
    number = (
        r"[0-9]{0,7}+(?:\.[0-9]{1,12}+|)"
        rf"((?>[余多]?[万亿]{{0,2}}+(?:{unit}){bound}){ends}|(?>[余多]?[万亿]{{1,2}}+{bound})(?![\d{_class(begins('MAGNITUDE'))}])"
        rf"|(?![\d{behind}]|[.,]\d))"
    )
    day = rf"(?:[12][0-9]|3[01]|0?[1-9])日(?![元{_class(begins('DAY'))}])"
    month = rf"月(?:份?+(?![\d球{_class(begins('MONTH'))}])|{day})"
    year = (
        rf"(?:(?<=1)[89]|(?<=2)[01])[0-9]{{2}}年(?:[度份]?+(?![\d{_class(begins('YEAR'))}])|(?:0?[1-9]|1[0-2]){month})"
    )
    date = rf"(?:{year}|(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9])){month})()"
    about = next(pattern for name, pattern, _ in terminals if name == "ABOUT")
    ordinal = (
        rf"{_not_behind('', about)}(?:[0-9]{{1,7}}+|(?!十[万亿])[{_NUMERALS}][{_NUMERALS}百千万亿零〇]*+)"
        rf"({unit_of_han}(?!百)|(?<![0-9])(?![{_class(begins('HAN'))}{_IN_NAMES}{_IN_PLANS}]))"
    )
    han = (
        rf"{_not_behind(ROUGH, about)}(?<![{_class(THE_ONE)}]一)"
        rf"(?:十(?<=[{_DIGITS}]十)[{_DIGITS}]?+|[{_DIGITS}](?<=十.)|)(?!(?<=一)[{_class(ALONE)}])"
        rf"({unit_of_han}{bound}{ends})"
    )
    alone = one_of_words([name for name in counted if name[0] in ALONE])
    sure = {name for name in units() if len(name) == 1}.union(_IN_NAMES, _NUMERALS, _SIGNS)
    long = one_of_words([name for name in units() if name[0] not in sure])
    return (
        # The first character is told by a class and looked at again from behind: a search for a class is quick, one for
        # several alternatives is made anew at every character.
        rf"{_any_of(f'半第百千万上下前{_NUMERALS}')}"
        rf"(?:(?<=[0-9]){_not_behind(BEFORE_CODE, about)}(?:{number}|{date})"
        # Most Han numerals of one character count nothing: what follows is no part of a figure, or makes a word of 一.
        rf"|(?<=[{_NUMERALS}])(?=[{_class(sure.union(begins('HAN')))}])(?:{han}"
        rf"|(?=[{_class(sure)}]|{followers('HAN')}|{long})(?!(?<=一)(?>{alone}){ends})"
        rf"[{_NUMERALS}百千万亿零〇○]*(?=[^\s,。;:!?()]))"
        r"|(?<=\d)\d*+(?:\.\d++|)"
        rf"|(?<=[第半百千万上下前])(?:(?=[\d十{_DIGITS}])(?<=第)(?:{ordinal}|)|数(?<=半数)|分之(?<=[百千万]分之)"
        r"|半年(?<=[上下]半年)|[一二三]季度(?<=前.季度)|(?=[余多])(?<=[百千])))"
    )


def _any_of(signs: str) -> str:
    """One of some characters or any digit, as the class of all others: `\\d` in a class is looked up by itself."""
    others, begun = [], 0
    for code in sorted({*map(ord, signs), *(code for code in range(0x10000) if chr(code).isdecimal()), 0x10000}):
        if code > begun:
            others.append(rf"\u{begun:04x}-\u{code - 1:04x}")
        begun = code + 1
    return f"[^{''.join(others)}]"


def _not_behind(signs: Iterable[str], about: str) -> str:
    """That none of some characters and no word of approximation stands before the character just taken."""
    words: list[str] = []
    for each in about.split("|"):
        words += each[1:-1] if each[0] == "[" else [each]
    words = [word for word in words if not any(word.endswith(other) for other in words if other != word)]
    none = f"(?<![{_class(signs)}].)" if signs else ""
    alike = [
        "|".join(word for word in words if len(word) == length) for length in sorted({len(word) for word in words})
    ]
    # Nearly always a class tells of all.
    first = f"(?<![{_class({word[-1] for word in words}.union(signs))}].)"
    return f"(?:{first}|{none}{''.join(f'(?<!(?:{those}).)' for those in alike)})"


def _class(characters: Iterable[str]) -> str:
    """What stands between [] in a pattern."""
    return "".join(re.escape(character) for character in sorted(characters))
