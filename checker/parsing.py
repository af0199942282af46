"""The LALR parsers of `grammars/`: their tables, made by Lark and kept (see `zfcheck.cache`), and what drives them.

With kept tables a check neither loads Lark nor makes tables, which together took longer than all else that a clean
page needs. What a grammar means is Lark's to say: rules that begin with `_` are put into the rule above, `?` rules of
one part are that part, and `-> name` is another name for what a rule makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

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

    def parse(self, types: Sequence[str], make: Make) -> Any:
        """What `make` makes of the whole. Raises `UnexpectedTokenError`."""
        path = [self._start]
        values: list[Any] = []
        for index, type_ in enumerate(types):
            self._take(index, type_, path, values, make)
            values.append(index)
        self._take(len(types), _END, path, values, make)
        return values[0]

    def _take(self, index: int, type_: str, path: list[int], values: list[Any], make: Make) -> None:
        """Reduce what ends before a token, and go to the state behind it."""
        states = self._states
        while (action := states[path[-1]].get(type_)) is not None:
            if action >= 0:
                path.append(action)
                return
            symbol, name, size, stands_alone, has_no_place = self._rules[~action]
            if size:
                del path[-size:]
            if not size:
                values.append(_Parts() if has_no_place else make(name, []))
            elif size == 1 and stands_alone and not has_no_place and type(values[-1]) is not _Parts:
                pass  # is its own value
            elif has_no_place and type(values[-size]) is _Parts:
                # A list goes on: its parts are not copied each time that it grows by one.
                _put_in(values[-size], values[len(values) - size + 1 :])
                del values[len(values) - size + 1 :]
            else:
                parts = _put_in(_Parts() if has_no_place else [], values[-size:])
                del values[-size:]
                alone = not has_no_place and stands_alone and len(parts) == 1
                values.append(parts if has_no_place else parts[0] if alone else make(name, parts))
            path.append(states[path[-1]][symbol])
            if type_ == _END and path[-1] == self._end:
                return
        raise UnexpectedTokenError(index)


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


@cache
def parser(name: str) -> Parser:
    """The parser of `grammars/<name>.lark`."""
    grammar = (grammars_folder() / f"{name}.lark").read_bytes()
    key = f"grammar-{_VERSION}-{blake2b(grammar, digest_size=20).hexdigest()}"
    tables = kept.get(key)
    if tables is None:
        from .parsetables import make_tables

        tables = make_tables(grammar.decode("utf-8"))
        kept.put(key, tables)
    return Parser(cast("Tables", tables))
