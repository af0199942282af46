"""How the levels of Word's lists are set: their indents and the fonts of their numbers (ECMA-376 part 1, 17.9.6)."""

from __future__ import annotations

from lxml import etree

from ...records import Record, field
from .lists import Lists
from .properties import Values, children, paragraph_values, run_values, value

_INDENTS = frozenset({"left", "right", "first", "leftChars", "rightChars", "firstChars"})


class LevelFormat(Record, frozen=True):
    """What a level says of its paragraphs (`indents`) and of its numbers (`font`); `style` is the style tied to it."""

    indents: Values = field(default_factory=dict)
    font: Values = field(default_factory=dict)
    style: str | None = None


class Levels:
    """The looks of the levels of `lists`."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._ready: dict[int, dict[int, LevelFormat]] = {}
        self._read: dict[etree._Element, LevelFormat] = {}  # many lists share the levels of an abstract one

    def level(self, number: int, index: int | None, style: str | None = None) -> LevelFormat | None:
        """The level of a paragraph with that `w:numId` and `w:ilvl`; the one tied to `style`, where there is one."""
        if number not in self._ready:
            found = self._lists.instance(number)
            self._ready[number] = {key: self._format(level) for key, level in found.levels.items()} if found else {}
        levels = self._ready[number]
        if style is not None:
            tied = next((level for level in levels.values() if level.style == style), None)
            if tied is not None:
                return tied
        return levels.get(index or 0)

    def _format(self, element: etree._Element) -> LevelFormat:
        if element not in self._read:
            parts = children(element)
            said = paragraph_values(parts.get("pPr"))
            indents = {name: number for name, number in said.items() if name in _INDENTS}
            self._read[element] = LevelFormat(indents, run_values(parts.get("rPr")), value(parts.get("pStyle")))
        return self._read[element]
