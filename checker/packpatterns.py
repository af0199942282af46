"""The regular expressions of packs: folded, and compiled when first used.

A pattern costs half a millisecond to compile, and most documents meet few of those that packs hold. So the patterns
that have once been compiled without error are remembered (see `zfcheck.cache`), with what rules want to know of them:
their groups, and where they may be found. Those are compiled when they are first used. A pattern that is not known is
compiled at once, so that a mistake in it is told where it stands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, cast

from . import keptcodes, sketches
from .anchors import FORM, Anchor, Gate, gate_of
from .expressions import alternatives, begun, needed
from .gathered import Gathered
from .lazy import Later, lazily
from .reading import FOLDING
from .regexlib import MULTILINE, VERSION1, regex, version
from .sketches import Drawn, Sketch, drawn
from .spots import places

_OPERATORS = "（）［］｛｝？＊＋．｜＾＄＼－"
_META = {ord(c): "\\" + chr(ord(c) - 0xFEE0) for c in _OPERATORS}
_PLAIN = {code: folded for code, folded in FOLDING.items() if chr(code) not in _OPERATORS}
_FLAGS = MULTILINE | VERSION1


_ON_ALL = lazily(r"\(\?[a-zA-Z-]+[:)]|\(\?(?:P|<[^!=]|&|R|\d)|\\[0-9gk]")
"""Flags, which hold for the branches behind them too, and groups, which others may speak of."""


_LONG = 1000
"""Characters of a text from which a pattern is tried where it can begin, instead of searched for."""


@lru_cache(maxsize=1024)  # several things are asked of a pattern, one after the other
def fold_pattern(pattern: str) -> str:
    """A pack's pattern for use on folded text: a full-width mark stands for itself, never for an operator."""
    return pattern.translate(_META).translate(_PLAIN)


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """A pack's pattern, compiled, or about to be where it is known to be well formed. Raises `regex.error`."""
    folded = fold_pattern(pattern)
    known = _kept.known.get(folded)
    if known is not None:
        return cast("regex.Pattern[str]", _Later(folded, *known[:2]))
    compiled = _compiled(folded)
    if folded not in _kept.new:
        groups, names, gate = compiled.groups, dict(compiled.groupindex), _plain(gate_of(folded))
        _kept.new[folded] = groups, names, gate, needed(folded), drawn(folded)
    return compiled


def gate_for(pattern: str) -> Gate | None:
    """Where in folded text a pack's pattern, compiled before, may be found; None for anywhere."""
    folded = fold_pattern(pattern)
    found = _kept.get(folded)
    if found is None:
        return gate_of(folded)
    return _gate(found)


def raw_gate(pattern: str) -> Gate | None:
    """The same for a pattern that is used as it is written, on text that is not folded."""
    return _gate(_raw(pattern))


def raw_sketch(pattern: str) -> Sketch | None:
    """What stands wherever such a pattern is found."""
    return _sketch(_raw(pattern)[4])


def _raw(pattern: str) -> Told:
    key = f"\n{pattern}"  # under which no folded pattern stands: it is none of ours to compile
    found = _kept.get(key)
    if found is None:
        found = _kept.new[key] = (0, {}, _plain(gate_of(pattern)), (), drawn(pattern))
    return found


def _gate(told: Told) -> Gate | None:
    return Gate(tuple(Anchor(*anchor) for anchor in told[2][0]), *told[2][1:]) if told[2] is not None else None


def sketch_for(pattern: str) -> Sketch | None:
    """What stands wherever a pack's pattern, compiled before, is found in folded text, and is tried more quickly."""
    folded = fold_pattern(pattern)
    found = _kept.get(folded)
    return _sketch(found[4] if found is not None else drawn(folded))


def _sketch(told: Drawn | None) -> Sketch | None:
    return Sketch(told) if told is not None else None


def needs_of(pattern: str) -> tuple[str, ...]:
    """Texts of which one stands wherever a pack's pattern, compiled before, is found in folded text; () for any."""
    folded = fold_pattern(pattern)
    found = _kept.get(folded)
    return found[3] if found is not None else needed(folded)


def _plain(gate: Gate | None) -> tuple[Any, ...] | None:
    """A gate in the values in which it is kept."""
    return (tuple(map(tuple, gate.anchors)), *gate[1:]) if gate is not None else None


class Sought:
    """A pack's pattern with the texts that it needs, looked for only where one of those stands."""

    def __init__(self, pattern: str) -> None:
        self.pattern = compile_pattern(pattern)
        self.needs = needs_of(pattern)

    @cached_property
    def _begins(self) -> tuple[str, ...]:
        return begun(self.pattern.pattern) if self.needs else ()

    def may_be_in(self, text: str) -> bool:
        """Whether what the pattern cannot do without is there."""
        for need in self.needs:
            if need in text:
                return True
        return not self.needs

    def places(self, text: str) -> Iterable[int] | None:
        """Where what the pattern cannot do without stands; None where there is no such text."""
        return [at for need in self.needs if need in text for at in places(text, need)] if self.needs else None

    def is_in(self, text: str, timeout: float) -> bool:
        """Whether the pattern is found. Raises TimeoutError."""
        if not self.may_be_in(text):
            return False
        if len(text) < _LONG or not self._begins:
            return self.pattern.search(text, timeout=timeout) is not None
        match = self.pattern.match
        for begin in self._begins:
            for at in places(text, begin):
                if match(text, at, timeout=timeout):
                    return True
        return False


def branches_of(pattern: str) -> list[str]:
    """The branches of a pack's pattern, for one who asks only whether it is found: each needs other texts."""
    return [pattern] if _ON_ALL.search(pattern) else alternatives(pattern)


class _Later(Later):
    """A pack's pattern of which the groups are known."""

    def __init__(self, pattern: str, groups: int, groupindex: Mapping[str, int]) -> None:
        self.pattern = pattern
        self.groups = groups
        self.groupindex = groupindex

    def compiled(self) -> regex.Pattern[str]:
        return _compiled(self.pattern)


@lru_cache(maxsize=8192)
def _compiled(folded: str) -> regex.Pattern[str]:
    return keptcodes.compiled(folded, _FLAGS)


Told = tuple[int, dict[str, int], tuple[Any, ...] | None, tuple[str, ...], Drawn | None]
"""What is remembered of a pattern: how many groups it has, their names, where it may be found, the texts it needs, its
sketch."""
MOST_KNOWN = 20_000
"""Patterns remembered; of more, only those of the running program are."""
_kept: Gathered[str, Told] = Gathered(
    f"patterns-6-{FORM}-{sketches.FORM}-{version()}-{sys.implementation.cache_tag}", MOST_KNOWN
)
"""Whether a pattern is well formed depends on the library alone. The numbers are for the form of what is kept."""


def forget() -> None:
    """Look anew into what was kept the next time; for tests, which change the folder."""
    _kept.forget()
    keptcodes.forget()


def keep() -> None:
    """Remember the patterns compiled since, for programs to come."""
    keptcodes.keep()
    _kept.keep()
