"""The automatic numbers of a Word document, as Word prints them (ECMA-376 part 1, 17.9; formats 17.18.59)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from .wordpackage import KINDS, attribute, integer, properties, switched_on, tags
from .wordstyles import Style, Styles

LEVELS = 9
_MAX_LINKS = 8
_MAX_NUMBER = 32_767  # Word numbers no further; a larger start is nonsense and is printed in digits
_NUMBER_FORMATS = tags("numFmt")
_PLACEHOLDER = re.compile(r"%([1-9])")

_DIGITS = "零一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千", "万")
_LEGAL_UNITS = ("", "拾", "佰", "仟", "万")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def _letters(number: int) -> str:
    """A … Z, then AA, BB: Word repeats the letter."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (rounds + 1) if 0 < number <= 780 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def _chinese(number: int, digits: str, units: Sequence[str], *, bare_ten: bool, fill: bool = True) -> str:
    """A number up to 99,999 with 十百千万. `bare_ten`: 十一, not 一十一. `fill`: 一百零一, not 百一 (Japanese)."""
    if not 0 <= number <= 99_999:
        return str(number)
    if number == 0:
        return digits[0]
    out: list[str] = []
    gap = False
    for power in (4, 3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(out)
            continue
        if gap and fill:
            out.append(digits[0])
        gap = False
        bare = digit == 1 and power > 0 and ((not fill and power < 4) or (bare_ten and power == 1 and not out))
        out.append(("" if bare else digits[digit]) + units[power])
    return "".join(out)


def _counting(number: int) -> str:
    return _chinese(number, _DIGITS, _UNITS, bare_ten=True)


def _japanese(number: int) -> str:
    return _chinese(number, _DIGITS, _UNITS, bare_ten=True, fill=False)


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL_DIGITS, _LEGAL_UNITS, bare_ten=False)


def _digit_by_digit(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _run(first: str, count: int) -> Callable[[int], str]:
    """Single characters that follow one another in Unicode (①②③); plain digits past the last."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number > 0 else str(number)
    ),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}


def format_number(number: int, style: str) -> str:
    """`number` in a format of `w:numFmt`; digits where the format is not known or cannot hold it."""
    return FORMATS.get(style, str)(number) if abs(number) <= _MAX_NUMBER else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it prints."""

    start: int = 0
    style: str = "decimal"
    width: int = 0
    text: str = ""
    legal: bool = False
    suffix: str = ""
    restart: int | None = None
    paragraph_style: str | None = None
    hidden: bool = False

    def show(self, number: int) -> str:
        """The number alone, as this level prints it."""
        return f"{number:0{self.width}d}" if self.width else format_number(number, self.style)


def _read_level(element: etree._Element) -> Level:
    parts = properties(element)
    style, width = "decimal", 0
    # A format of one's own ("001, 002, …") stands in an AlternateContent, with a plain one for older programs.
    for choice in element.iter(*_NUMBER_FORMATS):
        style = attribute(choice) or "decimal"
        if style == "custom":
            first = (attribute(choice, "format") or "").partition(",")[0].strip()
            width = len(first) if first.isdecimal() and len(first) < 10 else 0
            break
    text = attribute(parts["lvlText"]) or "" if "lvlText" in parts else ""
    suffix = attribute(parts["suff"]) if "suff" in parts else None
    start = integer(parts.get("start"))
    return Level(
        start=start if start is not None else 0,
        style=style,
        width=width,
        text=_bullet(text) if style == "bullet" else text,
        legal=switched_on(parts.get("isLgl")),
        suffix=" " if suffix == "space" or (style == "bullet" and suffix != "nothing") else "",
        restart=integer(parts.get("lvlRestart")),
        paragraph_style=attribute(parts["pStyle"]) if "pStyle" in parts else None,
        hidden=switched_on(properties(parts.get("rPr")).get("vanish")),
    )


def _bullet(text: str) -> str:
    """The bullet as seen: signs of the Symbol and Wingdings fonts stand in the private use area or under letters."""
    sign = text.strip()[:1]
    if not sign:
        return ""
    if sign == "o":  # Word's second bullet is this letter in Courier New
        return "○"
    category = unicodedata.category(sign)
    if category == "Co" or (sign.isascii() and sign.isalnum()):
        return "●"
    return sign if category[0] in "PSLN" else ""


@dataclass(slots=True)
class _Instance:
    """A `w:num`: the list it counts with, its own levels, and the levels it still has to set back."""

    counters: list[int | None]
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts through the numbered paragraphs of a document; `label` is to be called once for each, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._instances: dict[int, etree._Element] = {}
        self._lists: dict[int, etree._Element] = {}
        self._ready: dict[int, _Instance | None] = {}
        self._counters: dict[int, list[int | None]] = {}
        self._levels: dict[int, dict[int, Level]] = {}
        for element in root if root is not None else ():
            kind = KINDS.get(element.tag)
            if kind == "num" and (key := integer(element, "numId")) is not None:
                self._instances.setdefault(key, element)
            elif kind == "abstractNum" and (key := integer(element, "abstractNumId")) is not None:
                self._lists.setdefault(key, element)

    def label(self, numbering: etree._Element | None, style: Style) -> str:
        """The automatic number of the next paragraph with what Word puts after it; empty where it has none.

        `numbering` is the paragraph's own `w:numPr`. A tab after the number is left out, so that the label joins the
        text as it would be typed. Number and level are inherited each for itself (17.3.1.19); where the number comes
        from the style, the level is the one that names that style (17.9.23).
        """
        own = properties(numbering)
        number, index = integer(own.get("numId")), integer(own.get("ilvl"))
        from_style = number is None
        if number is None:
            number = style.number
        if not number:
            return ""
        instance = self._instance(number)
        if instance is None:
            return ""
        if index is None and from_style:
            index = next(
                (
                    place
                    for key in style.chain
                    for place, level in instance.levels.items()
                    if level.paragraph_style == key
                ),
                style.level,
            )
        index = index or 0
        if index not in instance.levels:
            return ""
        self._count(instance, index)
        return _print(instance, index)

    def _count(self, instance: _Instance, index: int) -> None:
        counters, levels = instance.counters, instance.levels
        current = counters[index]
        forced = instance.starts.pop(index, None)
        if forced is not None:
            counters[index] = forced
        elif current is None:
            counters[index] = levels[index].start
        else:
            counters[index] = current + 1
        for above in range(index):
            if counters[above] is None:
                counters[above] = instance.starts.pop(above, levels[above].start if above in levels else 1)
        for below in range(index + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            # 17.9.10: absent, any higher level sets it back; 0, none does; else that level (from 1) or one above it.
            if restart is None or index < restart:
                counters[below] = None

    def _instance(self, number: int) -> _Instance | None:
        if number not in self._ready:
            self._ready[number] = self._prepare(number)
        return self._ready[number]

    def _prepare(self, number: int) -> _Instance | None:
        element = self._instances.get(number)
        key = self._list_of(element)
        if element is None or key is None:
            return None
        levels = dict(self._levels_of(key))
        starts: dict[int, int] = {}
        for override in element:
            if KINDS.get(override.tag) != "lvlOverride":
                continue
            index = integer(override, "ilvl")
            if index is None or not 0 <= index < LEVELS:
                continue
            parts = properties(override)
            if "lvl" in parts:
                levels[index] = _read_level(parts["lvl"])
            start = integer(parts.get("startOverride"))
            if start is not None:
                starts[index] = start
        return _Instance(self._counters.setdefault(key, [None] * LEVELS), levels, starts)

    def _list_of(self, element: etree._Element | None) -> int | None:
        """The abstract list that holds the levels, through `w:numStyleLink` (17.9.21) where there is one."""
        key: int | None = None
        for _ in range(_MAX_LINKS):
            if element is None:
                return key
            key = integer(properties(element).get("abstractNumId"))
            if key is None or key not in self._lists:
                return None
            linked = properties(self._lists[key]).get("numStyleLink")
            if linked is None:
                return key
            style = self._styles.get(attribute(linked))
            element = self._instances.get(style.number) if style.number else None
        return key

    def _levels_of(self, key: int) -> dict[int, Level]:
        if key not in self._levels:
            found: dict[int, Level] = {}
            for element in self._lists[key]:
                index = integer(element, "ilvl") if KINDS.get(element.tag) == "lvl" else None
                if index is not None and 0 <= index < LEVELS:
                    found.setdefault(index, _read_level(element))
            self._levels[key] = found
        return self._levels[key]


def _print(instance: _Instance, index: int) -> str:
    level = instance.levels[index]
    if level.hidden:
        return ""
    if level.style == "bullet":
        return level.text + level.suffix if level.text else ""

    def fill(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        number = instance.counters[place]
        if place > index or number is None:
            return ""
        shown = instance.levels.get(place)
        return str(number) if level.legal or shown is None else shown.show(number)

    text = _PLACEHOLDER.sub(fill, level.text)
    return text + level.suffix if text else ""
