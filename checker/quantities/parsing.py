"""Tokens of a figure -> its shape, by the parser of grammars/quantity.lark."""

from __future__ import annotations

from typing import Any

from ..parsing import UnexpectedTokenError, parser
from .grammar import Part, Shape

_FIGURES = frozenset({"quantity", "ordinal", "moment", "meeting", "plan"})


def parse(types: tuple[str, ...]) -> Shape | None:
    """The longest figure that tokens of these types begin; None where they begin none."""
    length = len(types)
    while length:
        try:
            rule, parts, own = parser("quantity").parse(types[:length], _make)
        except UnexpectedTokenError as error:
            # An unexpected token ends the figure; an unexpected end takes the last token off it.
            length = error.index if error.index < length else length - 1
            continue
        return Shape.of(rule, parts, own, types[:length])
    return None


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
