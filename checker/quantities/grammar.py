"""grammars/quantity.lark as a lexer and as shapes: how many tokens make one figure, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from ..data import grammars_folder
from ..parsing import UnexpectedTokenError, parser
from .figure import Unit

SHAPES = 20_000
"""Shapes kept; reports show a few hundred, and a hostile text must not fill the memory."""


class Token(NamedTuple):
    """A terminal of the grammar and where it stands."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure (a number, a date …): the rule that made it and the indexes of its tokens."""

    rule: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One figure: its rule, its parts, its own tokens (approximations), and how many tokens it takes."""

    rule: str
    parts: tuple[Part, ...]
    own: tuple[int, ...]
    length: int


@cache
def units() -> dict[str, Unit]:
    """The units of grammars/units.tsv by name."""
    table: dict[str, Unit] = {}
    for line in (grammars_folder() / "units.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "unit":
            continue
        table[cells[0]] = Unit(cells[0], cells[1], Fraction(cells[2]), cells[3:4] == ["1"])
    return table


@cache
def terminals() -> re.Pattern[str]:
    """Every terminal as a named group, the one of the highest priority first."""
    found = sorted(parser("quantity").terminals, key=lambda one: -one[1])
    patterns = [f"(?P<{name}>{pattern})" for name, _, pattern in found if name != "ABOUT"]
    names = sorted(units(), key=len, reverse=True)
    patterns.append(f"(?P<UNIT>{'|'.join(map(re.escape, names))})")
    return re.compile("|".join(patterns))


@cache
def about() -> re.Pattern[str]:
    """The words of approximation right before a figure."""
    (pattern,) = (pattern for name, _, pattern in parser("quantity").terminals if name == "ABOUT")
    return re.compile(f"(?:{pattern})$")


_shapes: dict[tuple[str, ...], Shape | None] = {}


def shape(types: tuple[str, ...]) -> Shape | None:
    """The longest figure that tokens of these types begin; None where they begin none."""
    if types not in _shapes:
        if len(_shapes) >= SHAPES:
            _shapes.clear()
        _shapes[types] = _parse(types)
    return _shapes[types]


def _parse(types: tuple[str, ...]) -> Shape | None:
    length = len(types)
    while length:
        try:
            rule, parts, own = parser("quantity").parse(types[:length], _make)
        except UnexpectedTokenError as error:
            # An unexpected token ends the figure; an unexpected end takes the last token off it.
            length = error.index if error.index < length else length - 1
            continue
        return Shape(rule, parts, own, length)
    return None


_FIGURES = frozenset({"quantity", "ordinal", "moment", "meeting", "plan"})


def _make(rule: str, children: list[Any]) -> Any:
    """A part, or of a whole figure its rule, its parts and its own tokens."""
    if rule == "start":
        return children[0]
    if rule in _FIGURES:
        parts = tuple(child for child in children if isinstance(child, Part))
        return rule, parts, tuple(child for child in children if isinstance(child, int))
    indexes: list[int] = []
    for child in children:
        indexes += child.tokens if isinstance(child, Part) else [child]
    return Part(rule, tuple(indexes))
