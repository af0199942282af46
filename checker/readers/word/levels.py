"""How the levels of Word's lists are set: their indents and the fonts of their numbers (ECMA-376 part 1, 17.9.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from .numbers import LEVELS
from .properties import Values, attributes, children, paragraph_values, run_values, short, value, whole

_MAX_LINKS = 8
_INDENTS = frozenset({"left", "right", "first", "leftChars", "rightChars", "firstChars"})


@dataclass(frozen=True, slots=True)
class LevelFormat:
    """What a level says of its paragraphs (`indents`) and of its numbers (`font`); `style` is the style tied to it."""

    indents: Values = field(default_factory=dict)
    font: Values = field(default_factory=dict)
    style: str | None = None


class Levels:
    """The levels in a numbering part; `number_of` gives the `w:numId` of a numbering style."""

    def __init__(self, root: etree._Element | None, number_of: Callable[[str | None], int | None]) -> None:
        self._number_of = number_of
        self._instances: dict[int, etree._Element] = {}
        self._lists: dict[int, etree._Element] = {}
        self._ready: dict[int, dict[int, LevelFormat]] = {}
        self._read: dict[int, dict[int, LevelFormat]] = {}
        for element in root if root is not None else ():
            name = short(element)
            if name in {"num", "abstractNum"}:
                key = whole(attributes(element).get("numId" if name == "num" else "abstractNumId"))
                if key is not None:
                    (self._instances if name == "num" else self._lists).setdefault(key, element)

    def level(self, number: int, index: int | None, style: str | None = None) -> LevelFormat | None:
        """The level of a paragraph with that `w:numId` and `w:ilvl`; the one tied to `style`, where there is one."""
        levels = self._levels(number)
        if style is not None:
            tied = next((level for level in levels.values() if level.style == style), None)
            if tied is not None:
                return tied
        return levels.get(index or 0)

    def _levels(self, number: int) -> dict[int, LevelFormat]:
        if number not in self._ready:
            self._ready[number] = self._prepare(number)
        return self._ready[number]

    def _prepare(self, number: int) -> dict[int, LevelFormat]:
        element = self._instances.get(number)
        found = dict(self._linked(element))
        for override in element if element is not None else ():
            level = children(override).get("lvl") if short(override) == "lvlOverride" else None
            index = whole(attributes(override).get("ilvl"))
            if level is not None and index is not None and 0 <= index < LEVELS:
                found[index] = _format(level)
        return found

    def _linked(self, element: etree._Element | None) -> dict[int, LevelFormat]:
        """The levels of the abstract list, through `w:numStyleLink` (17.9.21) where there is one."""
        for _ in range(_MAX_LINKS):
            key = whole(value(children(element).get("abstractNumId")))
            if key is None or key not in self._lists:
                return {}
            link = children(self._lists[key]).get("numStyleLink")
            if link is None:
                return self._levels_of(key)
            number = self._number_of(value(link))
            element = self._instances.get(number) if number is not None else None
        return {}

    def _levels_of(self, key: int) -> dict[int, LevelFormat]:
        if key not in self._read:
            found: dict[int, LevelFormat] = {}
            for element in self._lists[key]:
                index = whole(attributes(element).get("ilvl")) if short(element) == "lvl" else None
                if index is not None and 0 <= index < LEVELS:
                    found.setdefault(index, _format(element))
            self._read[key] = found
        return self._read[key]


def _format(element: etree._Element) -> LevelFormat:
    parts = children(element)
    said = paragraph_values(parts.get("pPr"))
    indents = {name: number for name, number in said.items() if name in _INDENTS}
    return LevelFormat(indents, run_values(parts.get("rPr")), value(parts.get("pStyle")))
