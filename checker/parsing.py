"""The LALR parsers of `grammars/`: their tables, made by Lark and kept (see `zfcheck.cache`), and what drives them.

With kept tables a check neither loads Lark nor makes tables, which together took longer than all else that a clean
page needs. What a grammar means is Lark's to say: rules that begin with `_` are put into the rule above, `?` rules of
one part are that part, and `-> name` is another name for what a rule makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from . import cache as kept
from .blake import blake2b
from .data import grammars_folder

if TYPE_CHECKING:
    from .parsetables import Tables

_VERSION = 1
"""To be raised when `Tables` takes another form."""
_END = "$END"

Make = Callable[[str, list[Any]], Any]
"""Makes the value of a rule, by its name, of the values of its parts; a token's value is its index."""


class UnexpectedTokenError(Exception):
    """The token at `index` can not stand there; the number of tokens where it is the end that can not."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class Parser:
    """A parser of tokens, which are told by their types."""

    def __init__(self, tables: Tables) -> None:
        self._start, self._end, self._states, rules, self.terminals = tables
        self._rules = [(*rule, rule[0].startswith("_")) for rule in rules]
        self._begun: dict[tuple[int, str], tuple[list[int], int | None]] = {}

    def _begin(self, at: tuple[int, str]) -> tuple[list[int], int | None]:
        """The states of the empty lists that begin between a state and a token, and what is to be done behind them.

        A heading begins up to six of them. They take nothing off the path, so it is the same each time.
        """
        state, type_ = at
        path: list[int] = []
        while (action := self._states[state].get(type_)) is not None and action < 0:
            symbol, _, size, _, has_no_place = self._rules[~action]
            if size or not has_no_place:
                break
            state = self._states[state][symbol]
            path.append(state)
        self._begun[at] = path, action
        return path, action

    def parse(self, types: Sequence[str], make: Make) -> Any:
        """What `make` makes of the whole. Raises `UnexpectedTokenError`."""
        # One loop without calls of its own: it goes round several times for each line of a text.
        states, rules, begun, end = self._states, self._rules, self._begun, self._end
        state = self._start
        path = [state]
        values: list[Any] = []
        for index, type_ in enumerate((*types, _END)):
            while True:
                begins, action = begun.get((state, type_)) or self._begin((state, type_))
                if begins:
                    path += begins
                    values += [_EMPTY] * len(begins)
                if action is None:
                    raise UnexpectedTokenError(index)
                if action >= 0:
                    break
                # What ends before the token is reduced.
                symbol, name, size, stands_alone, has_no_place = rules[~action]
                if size:
                    del path[-size:]
                if not size:
                    values.append(make(name, []))
                elif size == 1 and stands_alone and not has_no_place and type(values[-1]) is not _Parts:
                    pass  # is its own value
                elif has_no_place and type(values[-size]) is _Parts:
                    # A list goes on: its parts are not copied each time that it grows by one.
                    more = values[1 - size :] if size > 1 else []
                    del values[len(values) - size + 1 :]
                    if values[-1] is _EMPTY:
                        values[-1] = _Parts()
                    _put_in(values[-1], more)
                else:
                    parts = _put_in(_Parts() if has_no_place else [], values[-size:])
                    del values[-size:]
                    alone = not has_no_place and stands_alone and len(parts) == 1
                    values.append(parts if has_no_place else parts[0] if alone else make(name, parts))
                state = states[path[-1]][symbol]
                path.append(state)
                if state == end and type_ == _END:
                    return values[0]
            state = action
            path.append(state)
            values.append(index)
        return values[0]


def _put_in(parts: list[Any], values: Iterable[Any]) -> list[Any]:
    """`parts`, and behind them the values, and the parts of those that have no place of their own."""
    for value in values:
        if type(value) is _Parts:
            parts += value
        else:
            parts.append(value)
    return parts


class _Parts(list[Any]):
    """What a rule makes that has no place of its own in the tree: the parts of the rule above."""


_EMPTY = _Parts()
"""Stands for every list that has only begun; most of them stay empty. Nothing is ever put in it."""


@cache
def parser(name: str) -> Parser:
    """The parser of `grammars/<name>.lark`."""
    grammar = (grammars_folder() / f"{name}.lark").read_bytes()
    key = f"grammar-{_VERSION}-{blake2b(grammar, digest_size=20).hexdigest()}"

    def made() -> Tables:
        from .parsetables import make_tables

        return make_tables(grammar.decode("utf-8"))

    return Parser(kept.once(key, made))
