"""The lists in the numbering part of a Word file: what each `w:num` is made of (ECMA-376 part 1, 17.9.15, 17.9.18)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ...records import Record
from .package import KINDS, attribute, integer, properties
from .styles import Styles

LEVELS = 9
_MAX_LINKS = 8


class Instance(Record, frozen=True):
    """A `w:num`: the id of the abstract list it counts in, the `w:lvl` of each level, and where its own ones start."""

    abstract: int
    levels: Mapping[int, etree._Element]
    starts: Mapping[int, int]


class Lists:
    """The lists in the numbering part `root`, looked into on demand; `styles` knows the numbering styles."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._instances: dict[int, etree._Element] = {}
        self._abstract: dict[int, etree._Element] = {}
        self._ready: dict[int, Instance | None] = {}
        self._levels: dict[int, dict[int, etree._Element]] = {}
        for element in root if root is not None else ():
            kind = KINDS.get(element.tag)
            if kind == "num" and (key := integer(element, "numId")) is not None:
                self._instances.setdefault(key, element)
            elif kind == "abstractNum" and (key := integer(element, "abstractNumId")) is not None:
                self._abstract.setdefault(key, element)

    def instance(self, number: int) -> Instance | None:
        """The `w:num` of that id; None where it, or the list it names, does not exist."""
        if number not in self._ready:
            self._ready[number] = self._prepare(number)
        return self._ready[number]

    def _prepare(self, number: int) -> Instance | None:
        element = self._instances.get(number)
        key = self._abstract_of(element)
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
                levels[index] = parts["lvl"]
            start = integer(parts.get("startOverride"))
            if start is not None and index in levels:
                starts[index] = start
        return Instance(key, levels, starts)

    def _abstract_of(self, element: etree._Element | None) -> int | None:
        """The abstract list that holds the levels, through `w:numStyleLink` (17.9.21) where there is one."""
        key: int | None = None
        for _ in range(_MAX_LINKS):
            if element is None:
                return key
            key = integer(properties(element).get("abstractNumId"))
            if key is None or key not in self._abstract:
                return None
            linked = properties(self._abstract[key]).get("numStyleLink")
            if linked is None:
                return key
            style = self._styles.get(attribute(linked))
            element = self._instances.get(style.number) if style.number else None
        return key

    def _levels_of(self, key: int) -> dict[int, etree._Element]:
        if key not in self._levels:
            found: dict[int, etree._Element] = {}
            for element in self._abstract[key]:
                index = integer(element, "ilvl") if KINDS.get(element.tag) == "lvl" else None
                if index is not None and 0 <= index < LEVELS:
                    found.setdefault(index, element)
            self._levels[key] = found
        return self._levels[key]
