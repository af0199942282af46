"""grammars/quantity.lark as a lexer and as shapes: how many tokens make one figure, and in which order.

What the grammar comes to stands in grammars/quantity.json, so that ordinary figures need no parser; figures of an
unusual shape are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from .. import cache as kept
from ..blake import blake2b
from ..data import grammars_folder
from ..lazy import lazily
from ..records import Record
from .figure import Unit

KEPT = 4
"""Tokens up to which the shape of every figure is kept in quantity.json."""
SHAPES = 20_000
"""Shapes kept; reports show a few hundred, and a hostile text must not fill the memory."""


_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BEFORE_CODE = frozenset(_LATIN + "×+·^_〔〕#./:∶-")
IN_CODE = frozenset(_LATIN + "×+·^_/〕#:∶-.版")
"""Characters before and behind a number without which it is no code; most numbers have neither."""
PLAIN = frozenset({"number", "han"})
"""Rules of numbers that are written out in digits or as a numeral."""
_DIGITS = frozenset({"ARABIC", "HAN", "MAGNITUDE"})
_UNITS = frozenset({"UNIT", "PERCENT", "POINTS", "TIMES"})


class Token(NamedTuple):
    """A terminal of the grammar and where it stands."""

    type: str
    start: int
    end: int


class Part(Record, frozen=True):
    """One part of a figure (a number, a date …): the rule that made it and the indexes of its tokens."""

    rule: str
    tokens: tuple[int, ...]


class Shape(Record, frozen=True):
    """One figure: its rule, its parts, its own tokens (approximations), and how many tokens it takes.

    Of a `plain` quantity, one number that is written out, `digits` is the last token of its numeral and `unit` that of
    its unit, -1 where it has none.
    """

    rule: str
    parts: tuple[Part, ...]
    own: tuple[int, ...]
    length: int
    types: tuple[str, ...]
    plain: bool = False
    digits: int = 0
    unit: int = -1

    @classmethod
    def of(cls, rule: str, parts: tuple[Part, ...], own: tuple[int, ...], types: tuple[str, ...]) -> Shape:
        """The shape of a figure that takes all tokens of these types."""
        if rule != "quantity" or len(parts) != 1 or parts[0].rule not in PLAIN:
            return cls(rule, parts, own, len(types), types)
        tokens = parts[0].tokens
        digits = [index for index in tokens if types[index] in _DIGITS]
        unit = [index for index in tokens if types[index] in _UNITS]
        return cls(rule, parts, own, len(types), types, True, digits[-1], unit[-1] if unit else -1)


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
def _made() -> Any:
    """What quantity.json holds; from the cache, where it takes no library to read."""
    data = (grammars_folder() / "quantity.json").read_bytes()

    def read() -> Any:
        import json

        return json.loads(data)

    return kept.once(f"quantity-{blake2b(data, digest_size=20).hexdigest()}", read)


def one_of_words(words: Iterable[str]) -> str:
    """A pattern for the longest of some words, by what they begin with."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    short = "".join(re.escape(first) for first, after in rests.items() if after == [""])
    found = [f"[{short}]" if len(rests) > 1 else short] if short else []
    for first, after in rests.items():
        if after != [""]:
            longer = one_of_words([each for each in after if each])
            found.append(f"{re.escape(first)}(?:{longer}{'|' if '' in after else ''})")
    return "|".join(found)


def _groups() -> list[tuple[str, str, str]]:
    """Name, pattern and first characters of every terminal, the one of the highest priority first, the units last."""
    names = units()
    found = [(name, pattern, first) for name, pattern, first in _made()["terminals"] if name != "ABOUT"]
    return [*found, ("UNIT", one_of_words(names), "".join({name[0] for name in names}))]


@cache
def terminals() -> re.Pattern[str]:
    """Every terminal as a named group, the one of the highest priority first."""
    return _one_of(_groups())


def one_of(*names: str) -> re.Pattern[str]:
    """Some of the terminals as one pattern."""
    return _one_of([group for group in _groups() if group[0] in names])


def _one_of(groups: Sequence[tuple[str, str, str]]) -> re.Pattern[str]:
    return lazily("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in groups))


class Lexer:
    """Cuts a text into tokens as `terminals` does, but looks at the next character before it tries a pattern."""

    def __init__(self) -> None:
        self._groups = _groups()
        self._units: dict[str, tuple[str, ...]] = {}
        for name in sorted(units(), key=len, reverse=True):
            self._units[name[0]] = (*self._units.get(name[0], ()), name)
        firsts = {name: frozenset(first) for name, _, first in self._groups}
        self._kinds: dict[str, frozenset[str]] = {}
        for character in frozenset().union(*firsts.values()):
            self._kinds[character] = frozenset(name for name, first in firsts.items() if character in first)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}
        self._ways: dict[str, re.Pattern[str] | tuple[str, ...] | None] = {}
        follows: Mapping[str, Sequence[str]] = _made()["follows"]
        self._after = {name: (frozenset(after), self._begins(after)) for name, after in follows.items()}
        self._ending: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def _begins(self, names: Sequence[str]) -> frozenset[str]:
        """The characters with which one of these tokens may begin."""
        found = frozenset[str]().union(*(first for name, _, first in self._groups if name in names))
        return found | frozenset("123456789") if "0" in found else found

    def begins_after(self, name: str) -> frozenset[str]:
        """The characters with which a token that follows `name` in a figure may begin."""
        return self._after.get(name, self._ending)[1]

    def kinds(self, character: str) -> frozenset[str]:
        """The terminals that may begin with `character`."""
        return self._kinds.get("0" if character.isdecimal() else character, frozenset())

    def _way(self, character: str) -> re.Pattern[str] | tuple[str, ...] | None:
        """What to try where `character` stands: a pattern, or just the units that begin with it."""
        kinds = self.kinds(character)
        way: re.Pattern[str] | tuple[str, ...] | None = None
        if kinds == {"UNIT"}:
            way = self._units[character]
        elif kinds:
            if kinds not in self._patterns:
                self._patterns[kinds] = _one_of([group for group in self._groups if group[0] in kinds])
            way = self._patterns[kinds]
        if len(self._ways) < SHAPES:
            self._ways[character] = way
        return way

    def read(self, text: str, bounds: list[int], types: list[str], most: int) -> None:
        """Append the tokens that begin at the last of `bounds`: their types, and where each ends.

        Up to `most` tokens, as far as each may follow the one before it in a figure.
        """
        at, size = bounds[-1], len(text)
        names, begins = self._after[types[-1] if types else ""]
        while at < size and len(types) < most:
            character = text[at]
            if character not in begins and not ("0" in begins and character.isdecimal()):
                return
            way = self._ways[character] if character in self._ways else self._way(character)
            if way is None:
                return
            if type(way) is tuple:
                for name in way:
                    if text.startswith(name, at):
                        break
                else:
                    return
                kind, at = "UNIT", at + len(name)
            else:
                match = way.match(text, at)  # type: ignore[union-attr]
                if match is None:
                    return
                kind, at = match.lastgroup or "", match.end()
            if kind not in names:
                return
            types.append(kind)
            bounds.append(at)
            names, begins = self._after.get(kind, self._ending)


@cache
def lexer() -> Lexer:
    """The one lexer."""
    return Lexer()


def sources(*names: str) -> frozenset[str]:
    """Every character that stands in the patterns of these terminals."""
    return frozenset().union(*(pattern for name, pattern, _ in _groups() if name in names))


@cache
def about() -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of approximation right before a figure, and all of their characters."""
    ((pattern, _),) = (rest for name, *rest in _made()["terminals"] if name == "ABOUT")
    return lazily(rf"(?:{pattern})\Z"), frozenset(pattern)


def pattern_of_plain() -> str:
    """The pattern that finds figures, see `seeing`."""
    pattern: str = _made()["plain"]
    return pattern


_shapes: dict[tuple[str, ...], Shape | None] = {}


def shape(types: tuple[str, ...]) -> Shape | None:
    """The longest figure that tokens of these types begin; None where they begin none."""
    if types in _shapes:
        return _shapes[types]
    if len(_shapes) >= SHAPES:
        _shapes.clear()
    _shapes[types] = found = _recalled(types)
    return found


def _recalled(types: tuple[str, ...]) -> Shape | None:
    """The shape as it is kept, or as the parser finds it."""
    known: Mapping[str, Any] = _made()["shapes"]
    for length in range(len(types), 0, -1):
        key = " ".join(types[:length])
        if length > KEPT and key not in known:
            return parsed(types)
        found = known.get(key)
        if found is not None:  # of short figures all are kept, so the longest that is kept is the longest there is
            rule, parts, own = found
            tokens = tuple(Part(name, tuple(indexes)) for name, indexes in parts)
            return Shape.of(rule, tokens, tuple(own), types[:length])
    return None


def parsed(types: tuple[str, ...]) -> Shape | None:
    """The same by the parser."""
    from .parsing import parse

    return parse(types)
