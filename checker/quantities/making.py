"""Writes quantity.json, which is what grammars/quantity.lark and units.tsv come to: run it after a change there.

python -m zfcheck.quantities.making

Building a parser takes longer than checking a short text. So what reading figures needs is worked out here: each
terminal with the characters that it may begin with, which token may follow which, the pattern that sees plain figures,
and the shapes of short ones; longer ones are left to the parser. A test says when this is out of date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from lark import Lark, Token

from ..data import grammars_folder
from ..parsetables import read_grammar
from .grammar import KEPT, parsed
from .seeing import seen

DEEPEST = 5
"""Tokens after which no pair of neighbours is new."""
LONGER = (
    "YEAR MONTH DAY RANGE DAY",
    "YEAR MONTH DAY RANGE MONTH DAY",
    "YEAR MONTH DAY RANGE YEAR MONTH DAY",
    "YEAR MONTH RANGE YEAR MONTH",
    "MONTH DAY RANGE MONTH DAY",
    "ABOUT ARABIC MAGNITUDE MORE UNIT",
    "ARABIC UNIT RANGE ARABIC UNIT",
    "ARABIC PERCENT RANGE ARABIC PERCENT",
    "ARABIC RANGE ARABIC MAGNITUDE UNIT",
    "ARABIC RANGE ARABIC UNIT BOUND",
    "ARABIC MAGNITUDE RANGE ARABIC MAGNITUDE UNIT",
    "ARABIC MAGNITUDE UNIT RANGE ARABIC MAGNITUDE UNIT",
    "ARABIC MAGNITUDE ARABIC MAGNITUDE UNIT",
    "ARABIC MAGNITUDE MORE MAGNITUDE UNIT",
)


def made() -> dict[str, Any]:
    """What the file is to hold."""
    terminals = sorted((one for one in _lark().terminals if one.pattern is not None), key=lambda one: -one.priority)
    follows = neighbours()
    keys = set(sequences(follows, KEPT)) | {tuple(key.split()) for key in LONGER}
    patterns = [[one.name, one.pattern.to_regexp(), firsts(one.pattern.to_regexp())] for one in terminals]
    return {
        "terminals": patterns,
        "follows": follows,
        "plain": seen(patterns, follows),
        "shapes": dict(_shapes(sorted(keys))),
    }


@cache
def _lark() -> Lark:
    return read_grammar((grammars_folder() / "quantity.lark").read_text(encoding="utf-8"))


def _shapes(keys: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, Any]]:
    """The figures that take all tokens of a key; None for a long key of which they take a part."""
    for key in keys:
        shape = parsed(key)
        if shape is not None and shape.length == len(key):
            yield " ".join(key), [shape.rule, [[part.rule, list(part.tokens)] for part in shape.parts], list(shape.own)]
        elif len(key) > KEPT:
            yield " ".join(key), None


def neighbours() -> dict[str, list[str]]:
    """Which tokens may follow each token in a figure; those that may begin one follow the empty name."""
    found: dict[str, set[str]] = {}

    def walk(state: Any, last: str, depth: int) -> None:
        for name in state.accepts() - {"$END"}:
            found.setdefault(last, set()).add(name)
            if depth:
                further = state.copy()
                further.feed_token(Token(name, name))
                walk(further, name, depth - 1)

    walk(_lark().parse_interactive([]), "", DEEPEST)
    return {name: sorted(after) for name, after in sorted(found.items())}


def sequences(follows: dict[str, list[str]], longest: int, last: str = "") -> Iterator[tuple[str, ...]]:
    """Every sequence of up to `longest` neighbours."""
    for name in follows.get(last, ()) if longest else ():
        yield (name,)
        for rest in sequences(follows, longest - 1, name):
            yield (name, *rest)


def firsts(pattern: str) -> str:
    """The characters with which a match may begin, `0` for all digits."""
    compiled = re._parser.parse(pattern)
    return "".join(sorted(_firsts(compiled)[0]))


def _firsts(parts: Any) -> tuple[set[str], bool]:
    """Those characters, and whether it matches nothing, too."""
    found: set[str] = set()
    for name, value in parts:
        here, empty = _of_part(str(name), value)
        found |= here
        if not empty:
            return found, False
    return found, True


def _of_part(name: str, value: Any) -> tuple[set[str], bool]:
    if name == "LITERAL":
        return {"0" if chr(value).isdecimal() else chr(value)}, False
    if name == "IN":
        return set().union(*(_members(str(kind), one) for kind, one in value)), False
    if name == "BRANCH":
        branches = [_firsts(branch) for branch in value[1]]
        return set().union(*(found for found, _ in branches)), any(empty for _, empty in branches)
    if name == "SUBPATTERN":
        return _firsts(value[3])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        found, empty = _firsts(value[2])
        return found, empty or value[0] == 0
    if name in {"ASSERT", "ASSERT_NOT", "AT"}:
        return set(), True
    raise ValueError(name)


def _members(kind: str, value: Any) -> set[str]:
    if kind == "LITERAL":
        return {"0" if chr(value).isdecimal() else chr(value)}
    if kind == "RANGE":
        return {"0" if chr(code).isdecimal() else chr(code) for code in range(value[0], value[1] + 1)}
    if kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
        return {"0"}
    raise ValueError(f"{kind} {value}")


def main() -> None:
    text = json.dumps(made(), ensure_ascii=False, separators=(",", ":"))
    text = text.replace('],["', '],\n["').replace('],"', '],\n"')  # so that a change shows in a line
    (grammars_folder() / "quantity.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
