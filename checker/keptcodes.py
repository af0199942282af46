"""Compiled patterns of `regex`, kept between runs, as `keptregexes` keeps those of the standard library.

What is kept is what the library itself gives `pickle`, which spares its parser, written in Python: a start compiles a
dozen, each of which takes as long as making ten classes. It is kept for one version of the library and of Python.
"""

from __future__ import annotations

import sys

from . import cache
from .gathered import Gathered
from .regexlib import engine, regex, version

MOST = 2_000
"""Patterns kept; those that come later are compiled each time."""
_kept: Gathered[tuple[str, int], bytes] = Gathered(f"codes-1-{version()}-{sys.implementation.cache_tag}", MOST)
keep, forget = _kept.keep, _kept.forget


def compiled(pattern: str, flags: int) -> regex.Pattern[str]:
    """The pattern, as `regex.compile` gives it. Raises `regex.error`."""
    flags = int(flags)  # plain, as what is kept must be
    kept = _kept.known.get((pattern, flags))
    made = _made(pattern, kept) if kept is not None else None
    if made is not None:
        return made
    made = regex.compile(pattern, flags)
    if len(_kept) < MOST and cache.folder() is not None:
        told = getattr(made, "_pickled_data", None)
        if isinstance(told, tuple) and told and told[0] == pattern:
            _kept.new[pattern, flags] = cache.part(told)
    return made


def _made(pattern: str, kept: bytes) -> regex.Pattern[str] | None:
    """The pattern as the library makes it for `pickle`; None where it does not."""
    try:
        made: regex.Pattern[str] = engine().compile(*cache.opened(kept))
    except Exception:
        return None
    return made if made.pattern == pattern else None
