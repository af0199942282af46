"""The automatic numbers of a Word document, as Word counts and prints them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from ...document import BODY, ENDNOTE, FOOTER, FOOTNOTE, HEADER
from ...lazy import lazily
from ...records import Record, replace
from .lists import LEVELS, Lists
from .numberformats import format_number
from .package import attribute, integer, properties, switched_on, tags
from .styles import Style

_NUMBER_FORMATS = tags("numFmt")
_PLACEHOLDER = lazily(r"%([1-9])")
_NO_NUMBER = frozenset({"bullet", "none"})  # a level in one of these fills no placeholder of another

# Stories that Word counts in one go. The body, all text boxes, all notes, and all headers and footers number each for
# themselves, even within one list; a table counts with the text around it. (The standard is silent; so Aspose.Words
# has it, which is built after Word.)
_AREAS = {FOOTER: HEADER, ENDNOTE: FOOTNOTE}


class Level(Record, frozen=True):
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
        if self.style in _NO_NUMBER:
            return ""
        return f"{number:0{self.width}d}" if self.width else format_number(number, self.style)

    def show_legal(self, number: int) -> str:
        """The number alone as a level below with `w:isLgl` prints it: in digits, with its zeros (17.9.4)."""
        return self.show(number) if self.width or self.style in {*_NO_NUMBER, "decimalZero"} else str(number)


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


class _Instance(Record):
    """A `w:num` in one area: the numbers of its list, its own levels, and the levels it sets back when first used."""

    counters: list[int | None]
    levels: dict[int, Level]
    overridden: frozenset[int]


class Numbers:
    """Counts through the numbered paragraphs of a document; `label` is to be called once for each, in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._ready: dict[tuple[str, int], _Instance | None] = {}
        self._counters: dict[tuple[str, int], list[int | None]] = {}
        self._levels: dict[etree._Element, Level] = {}  # many lists share the levels of an abstract one

    def label(self, numbering: etree._Element | None, style: Style, place: str = BODY) -> str:
        """The automatic number of the next paragraph with what Word puts after it; empty where it has none.

        `numbering` is the paragraph's own `w:numPr`, `place` where it stands. A tab after the number is left out, so
        that the label joins the text as it would be typed. Number and level are inherited each for itself (17.3.1.19).
        """
        own = properties(numbering)
        number, index = integer(own.get("numId")), integer(own.get("ilvl"))
        if number is None:
            number = style.number
        if not number:
            return ""
        instance = self._instance(_AREAS.get(place, place), number)
        if instance is None:
            return ""
        if index is None:
            index = _level_of(style, instance)
        if index not in instance.levels:
            return ""
        self._count(instance, index)
        return _print(instance, index)

    def _count(self, instance: _Instance, index: int) -> None:
        counters, levels = instance.counters, instance.levels
        if any(level >= index for level in instance.overridden):
            for level in instance.overridden:
                if level >= index:
                    counters[level] = None
            instance.overridden = frozenset()
        current = counters[index]
        counters[index] = levels[index].start if current is None else current + 1
        for above in range(index):
            if counters[above] is None:
                counters[above] = levels[above].start if above in levels else 1
        for below in range(index + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            # 17.9.10: absent, any higher level sets it back; 0, none does; else that level (from 1) or one above it.
            if restart is None or index < restart:
                counters[below] = None

    def _instance(self, area: str, number: int) -> _Instance | None:
        if (area, number) not in self._ready:
            self._ready[area, number] = self._prepare(area, number)
        return self._ready[area, number]

    def _prepare(self, area: str, number: int) -> _Instance | None:
        found = self._lists.instance(number)
        if found is None:
            return None
        levels = {index: self._level(element) for index, element in found.levels.items()}
        # It holds whenever the level starts, not only the first time (ECMA-376 first edition, part 4, 2.9.28).
        for index, start in found.starts.items():
            levels[index] = replace(levels[index], start=start)
        counters = self._counters.setdefault((area, found.abstract), [None] * LEVELS)
        return _Instance(counters, levels, frozenset(found.starts))

    def _level(self, element: etree._Element) -> Level:
        if element not in self._levels:
            self._levels[element] = _read_level(element)
        return self._levels[element]


def _level_of(style: Style, instance: _Instance) -> int:
    """The level that a style gives: one that names the style goes before the `w:ilvl` of the style (17.9.23)."""
    for key in style.chain:
        for index, level in instance.levels.items():
            if level.paragraph_style == key:
                return index
        if key == style.level_from:
            break
    return style.level or 0


def _print(instance: _Instance, index: int) -> str:
    level = instance.levels[index]
    if level.hidden:
        return ""
    if level.style == "bullet":
        return level.text + level.suffix if level.text else ""
    # Word drops a text that asks for a level below its own ([MS-OI29500] 2.1.283); the standard, only that number.
    if any(int(place) > index + 1 for place in _PLACEHOLDER.findall(level.text)):
        return ""

    def fill(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        number = instance.counters[place]
        shown = instance.levels.get(place)
        if number is None or shown is None:
            return "" if number is None else str(number)
        return shown.show_legal(number) if level.legal else shown.show(number)

    text = _PLACEHOLDER.sub(fill, level.text)
    return text + level.suffix if text else ""
