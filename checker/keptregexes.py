"""Compiled patterns of the standard library, kept between runs: a start compiles some hundred, a third of its time.

What is kept is the code for Python's matching engine, which checks it before it takes it: for this very version of
Python, and only where the engine is the one known here. Everywhere else patterns are compiled as ever.
"""

from __future__ import annotations

import re
import sys
from array import array

from . import cache
from .gathered import Gathered

MOST = 2_000
"""Patterns kept; those that come later are compiled each time."""
_NAME = f"regexes-1-{sys.implementation.cache_tag}-{sys.version_info.releaselevel}{sys.hexversion:x}"
_CODE = "I"

Key = tuple[str, int]
Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Of a pattern: its flags, its code, how many groups it has, their numbers by name, and their names."""
_kept: Gathered[Key, Kept] = Gathered(_NAME, MOST)
keep, forget = _kept.keep, _kept.forget


def compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """The pattern, as `re.compile` gives it. Raises `re.error`."""
    known = _kept.known.get((pattern, flags))
    if known is not None:
        made = _made(pattern, *known)
        if made is not None:
            return made
    code = _coded(pattern, flags) if len(_kept) < MOST else None
    if code is None:
        return re.compile(pattern, flags)
    _kept.new[pattern, flags] = code
    return _made(pattern, *code) or re.compile(pattern, flags)


def _coded(pattern: str, flags: int) -> Kept | None:
    """What the engine is to be given for a pattern, as `re` itself makes it; None where that is not as known here."""
    if cache.folder() is None or sys.implementation.name != "cpython":
        return None
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        code = _compiler._code(parsed, flags)
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        packed = array(_CODE, code).tobytes()
    except re.error:
        raise
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError):
        return None
    return int(flags | state.flags), packed, state.groups - 1, dict(state.groupdict), tuple(names)


def _made(
    pattern: str, flags: int, code: bytes, groups: int, numbers: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[str] | None:
    """The pattern out of its code; None where the engine does not take it."""
    try:
        import _sre  # type: ignore[import-not-found]

        made: re.Pattern[str] = _sre.compile(
            pattern, flags, array(_CODE, code).tolist(), groups, dict(numbers), tuple(names)
        )
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        return None
    return made
