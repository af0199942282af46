"""The LALR parsers of `grammars/`: their tables, made by Lark and kept (see `zfcheck.cache`), and what drives them.

With kept tables a check neither loads Lark nor makes tables, which together took longer than all else that a clean
page needs. What a grammar means is Lark's to say: rules that begin with `_` are put into the rule above, `?` rules of
one part are that part, and `-> name` is another name for what a rule makes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
_MOST = 20_000
"""Steps that are remembered. Papers need some hundred; only who sets out to make ever new ones comes there."""

Make = Callable[[str, list[Any]], Any]
"""Makes the value of a rule, by its name, of the values of its parts; a token's value is its index."""


class UnexpectedTokenError(Exception):
    """The token at `index` can not stand there; the number of tokens where it is the end that can not."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class _Stack:
    """What lies on the stack of a parser: a state, whether a value comes with it, and the stack below.

    There is one object for one stack, and it knows what each token does to it.
    """

    __slots__ = ("_under", "below", "filled", "listed", "state", "steps")

    def __init__(self, state: int, filled: bool, listed: bool, below: _Stack | None) -> None:
        self.state = state
        self.filled = filled  # a list that has only begun has no value yet; most of them stay empty
        self.listed = listed  # the value is a list
        self.below = below
        self.steps: dict[str, _Step] = {}
        self._under: dict[tuple[int, bool], _Stack] = {}

    def under(self, state: int, filled: bool, listed: bool) -> _Stack:
        """The stack with one more state on it, which tells whether a value is a list."""
        found = self._under.get((state, filled))
        if found is None:
            found = self._under[state, filled] = _Stack(state, filled, listed, self)
        return found


_GROWS, _BEGINS, _LISTS, _MAKES, _STANDS = range(5)
"""What a reduction does with its values: the last goes on the list before it; the only one begins a list; they are
put in a list; something is made of them; or that, but for one alone, which stands for itself."""

_Reduction = tuple[int, str, int, tuple[bool, ...]]
"""What it does, the name of its rule, how many values it takes, and where there are lists among them, which are."""
_Step = tuple[tuple[_Reduction, ...], _Stack]
"""What is reduced before a token, and the stack with the token on it; behind the end, whatever stack."""


class Parser:
    """A parser of tokens, which are told by their types."""

    def __init__(self, tables: Tables) -> None:
        self._start, self._end, self._states, self._rules, self.terminals = tables
        self._bottom: _Stack | None = None
        self._known = 0  # steps

    def parse(self, types: Sequence[str], make: Make) -> Any:
        """What `make` makes of the whole. Raises `UnexpectedTokenError`."""
        if self._bottom is None or self._known > _MOST:
            self._bottom, self._known = _Stack(self._start, False, False, None), 0
        stack = self._bottom
        values: list[Any] = []
        # One loop without calls of its own: it goes round for each line of a text.
        for index, type_ in enumerate((*types, _END)):
            step = stack.steps.get(type_) or self._step(stack, type_)
            if step is None:
                raise UnexpectedTokenError(index)
            reductions, stack = step
            for does, name, size, lists in reductions:
                if does == _GROWS:
                    value = values.pop()
                    values[-1].append(value)
                elif does == _BEGINS:
                    values[-1] = [values[-1]]
                else:
                    first = len(values) - size
                    parts = values[first:]
                    del values[first:]
                    if lists:
                        parts = _flat(parts, lists)
                    if does == _MAKES or (does == _STANDS and len(parts) != 1):
                        values.append(make(name, parts))
                    else:
                        values.append(parts if does == _LISTS else parts[0])
            values.append(index)
        return values[0]

    def _step(self, stack: _Stack, type_: str) -> _Step | None:
        """What the token does to the stack, which is the same each time; None where it cannot stand there."""
        begun, reductions = stack, list[_Reduction]()
        while True:
            action = self._states[stack.state].get(type_)
            if action is None:
                return None
            if action >= 0:
                return self._keep(begun, type_, reductions, stack.under(action, True, False))
            symbol, name, size, stands_alone = self._rules[~action]
            listed = symbol.startswith("_")
            taken: list[bool] = []  # of the values, which are lists
            for _ in range(size):
                if stack.filled:
                    taken.insert(0, stack.listed)
                stack = stack.below  # type: ignore[assignment]  # a rule takes no more than there is
            if listed:
                does = _GROWS if taken == [True, False] else _BEGINS if taken == [False] else _LISTS
            else:
                does = _STANDS if stands_alone else _MAKES
            # A list that has only begun or goes on as it is, and one that stands for itself, change nothing.
            if not (taken in ([], [True]) if listed else stands_alone and taken == [False]):
                reductions.append((does, name, len(taken), tuple(taken) if True in taken else ()))
            state = self._states[stack.state][symbol]
            if state == self._end and type_ == _END:
                return self._keep(begun, type_, reductions, stack)
            stack = stack.under(state, bool(taken) or not listed, listed)

    def _keep(self, stack: _Stack, type_: str, reductions: list[_Reduction], then: _Stack) -> _Step:
        step = stack.steps[type_] = tuple(reductions), then
        self._known += 1
        return step


def _flat(values: list[Any], lists: tuple[bool, ...]) -> list[Any]:
    """The values, and in place of each list what is in it. The first one, if it is a list, takes the others in."""
    flat: list[Any] = values[0] if lists[0] else [values[0]]
    for value, listed in zip(values[1:], lists[1:], strict=True):
        if listed:
            flat += value
        else:
            flat.append(value)
    return flat


@cache
def parser(name: str) -> Parser:
    """The parser of `grammars/<name>.lark`."""
    grammar = (grammars_folder() / f"{name}.lark").read_bytes()
    key = f"grammar-{_VERSION}-{blake2b(grammar, digest_size=20).hexdigest()}"

    def made() -> Tables:
        from .parsetables import make_tables

        return make_tables(grammar.decode("utf-8"))

    return Parser(kept.once(key, made))
