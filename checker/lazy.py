"""Regular expressions that are compiled when they are first used.

The program has some four hundred of them, and a document meets few: compiling all took a fifth of the time to start.
"""

from __future__ import annotations

import re
from typing import Any, cast


class Later:
    """A pattern, of whatever library, that is compiled when something is asked of it that is not known beforehand."""

    pattern: str

    def compiled(self) -> Any:
        """The pattern itself."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self.compiled(), name)
        setattr(self, name, value)  # asked once: from here on as quick as the pattern itself
        return value


class LazyPattern(Later):
    """A pattern of the standard library."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.given = flags

    def compiled(self) -> re.Pattern[str]:
        from .keptregexes import compiled

        return compiled(self.pattern, self.given)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyPattern) and (self.pattern, self.given) == (other.pattern, other.given)

    def __hash__(self) -> int:
        return hash((self.pattern, self.given))


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of the standard library, compiled when it is first used. It cannot be handed to functions of `re`."""
    return cast("re.Pattern[str]", LazyPattern(pattern, int(flags)))
