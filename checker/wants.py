"""When a rule has nothing to look at in a document: told beforehand, so that it need not be asked, nor even be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .document import Document
from .rules import Checker


@dataclass(frozen=True, slots=True)
class Wants:
    """What a document must have for a checker to find anything, besides its literals (see `phrases.needs_hits`).

    `texts`: one of these in the reading text, in reading form. `has`: all of these sorts of things, see `_THINGS`.
    """

    texts: tuple[str, ...] = ()
    has: tuple[str, ...] = ()

    def met_by(self, document: Document) -> bool:
        """Whether `document` has all that."""
        if not all(_THINGS[each](document) for each in self.has):
            return False
        if not self.texts:
            return True
        text = document.reading.text
        return any(each in text for each in self.texts)


_THINGS: Mapping[str, Callable[[Document], object]] = {
    "tables": lambda document: document.tables,
    "remarks": lambda document: document.remarks,
    "looks": lambda document: document.has_looks,
}
NOTHING = Wants()


def wants_of(checker: Checker) -> Wants:
    """What a checker wants: its attribute `wants`. One that has none, as those of plugins, is always asked."""
    wanted: Wants = getattr(checker, "wants", NOTHING)
    return wanted
