"""The regular expressions of packs: folded, and compiled when first used.

A pattern costs half a millisecond to compile, and most documents meet few of those that packs hold. So the patterns
that have once been compiled without error are remembered (see `zfcheck.cache`), with what rules want to know of them:
their groups. Those are compiled when they are first used. A pattern that is not known is compiled at once, so that a
mistake in it is told where it stands.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

import regex

from . import cache
from .reading import FOLDING

_OPERATORS = "（）［］｛｝？＊＋．｜＾＄＼－"
_META = {ord(c): "\\" + chr(ord(c) - 0xFEE0) for c in _OPERATORS}
_PLAIN = {code: folded for code, folded in FOLDING.items() if chr(code) not in _OPERATORS}
_FLAGS = regex.MULTILINE | regex.VERSION1


def fold_pattern(pattern: str) -> str:
    """A pack's pattern for use on folded text: a full-width mark stands for itself, never for an operator."""
    return pattern.translate(_META).translate(_PLAIN)


def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """A pack's pattern, compiled, or about to be where it is known to be well formed. Raises `regex.error`."""
    folded = fold_pattern(pattern)
    known = _known.get(folded)
    if known is not None:
        return cast("regex.Pattern[str]", _Later(folded, *known))
    compiled = _compiled(folded)
    _new[folded] = compiled.groups, dict(compiled.groupindex)
    return compiled


class _Later:
    """A pattern that is compiled when something is asked of it that is not known beforehand."""

    def __init__(self, pattern: str, groups: int, groupindex: Mapping[str, int]) -> None:
        self.pattern = pattern
        self.groups = groups
        self.groupindex = groupindex

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(_compiled(self.pattern), name)
        setattr(self, name, value)  # asked once: from here on as quick as the pattern itself
        return value


@lru_cache(maxsize=8192)
def _compiled(folded: str) -> regex.Pattern[str]:
    return regex.compile(folded, _FLAGS)


Groups = tuple[int, dict[str, int]]
_known: dict[str, Groups] = {}
_new: dict[str, Groups] = {}
MOST_KNOWN = 20_000
"""Patterns remembered; of more, only those of the running program are."""
_NAME = f"patterns-1-{regex.__version__}-{sys.implementation.cache_tag}"
"""Whether a pattern is well formed depends on the library alone. The 1 is for the form in which they are kept."""


def recall_patterns() -> None:
    """Learn which patterns have been compiled before."""
    global _known
    known = cache.get(_NAME)
    _known = known if isinstance(known, dict) else {}


def keep_patterns() -> None:
    """Remember the patterns compiled since, for programs to come."""
    if _new:
        known = _known if len(_known) + len(_new) <= MOST_KNOWN else {}
        cache.put(_NAME, {**known, **_new})
        _new.clear()
