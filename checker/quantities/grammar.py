"""grammars/quantity.lark as a lexer and as shapes: how many tokens make one figure, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from lark import Token as LarkToken
from lark import Transformer, UnexpectedInput

from ..data import grammars_folder
from ..parsing import parser
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
    found = sorted(
        (one for one in parser("quantity").terminals if one.pattern is not None), key=lambda one: -one.priority
    )
    patterns = [f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in found if one.name != "ABOUT"]
    names = sorted(units(), key=len, reverse=True)
    patterns.append(f"(?P<UNIT>{'|'.join(map(re.escape, names))})")
    return re.compile("|".join(patterns))


@cache
def about() -> re.Pattern[str]:
    """The words of approximation right before a figure."""
    (one,) = (one for one in parser("quantity").terminals if one.name == "ABOUT")
    return re.compile(f"(?:{one.pattern.to_regexp()})$")


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
        tokens = [LarkToken(name, index) for index, name in enumerate(types[:length])]
        try:
            tree = parser("quantity").parse(tokens)
        except UnexpectedInput as error:
            at = getattr(error, "token", None)
            # An unexpected token ends the figure; an unexpected end takes the last token off it.
            length = at.value if at is not None and at.type != "$END" else length - 1
            continue
        made: Shape = _Shaping(length).transform(tree)
        return made
    return None


class _Shaping(Transformer[LarkToken, Shape]):
    def __init__(self, length: int) -> None:
        super().__init__(visit_tokens=False)
        self._length = length

    def start(self, children: list[Shape]) -> Shape:
        return children[0]

    def __default__(self, data: Any, children: list[Any], meta: Any) -> Any:
        rule = str(data)
        if rule in {"quantity", "ordinal", "moment", "meeting", "plan"}:
            parts = tuple(child for child in children if isinstance(child, Part))
            own = tuple(child.value for child in children if isinstance(child, LarkToken))
            return Shape(rule, parts, own, self._length)
        indexes: list[int] = []
        for child in children:
            indexes += child.tokens if isinstance(child, Part) else [child.value]
        return Part(rule, tuple(indexes))
