"""When a rule has nothing to look at in a document: told beforehand, so that it need not be asked, nor even be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .document import Document
from .records import Record
from .rules import Checker
from .spots import first


class Wants(Record, frozen=True):
    """What a document must have for a checker to find anything, besides its literals (see `phrases.needs_hits`).

    `texts`: one of these in the reading text, in reading form. `has`: all of these sorts of things, see `_THINGS`.
    `parts`: all parts of a paper that one of these sets names; a newspaper article has none.
    """

    texts: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    parts: tuple[frozenset[str], ...] = ()

    def met_by(self, document: Document) -> bool:
        """Whether `document` has all that."""
        for thing in self.has:
            if not _THINGS[thing](document):
                return False
        if self.parts and not _has_parts(document, self.parts):
            return False
        if not self.texts:
            return True
        text = document.reading.text
        return any(first(text, each) >= 0 for each in self.texts)


def _has_parts(document: Document, wanted: Iterable[frozenset[str]]) -> bool:
    present: frozenset[str] | None = document.memo.get(_has_parts)
    if present is None:
        from .paper import paper_of  # a rule that wants parts needs it all the same

        paper = paper_of(document).parts if document.outline.kind != "news" else {}
        present = document.memo[_has_parts] = frozenset(part for part, found in paper.items() if found)
    for parts in wanted:  # noqa: SIM110 - asked for 60 rules a document: `any` takes three times as long
        if parts <= present:
            return True
    return False


_THINGS: Mapping[str, Callable[[Document], object]] = {
    "tables": lambda document: document.tables,
    "remarks": lambda document: document.remarks,
    "looks": lambda document: document.has_looks,
}
NOTHING = Wants()
"""What most checkers want; known by itself, since it is asked for hundreds of times a document."""


def wants_of(checker: Checker) -> Wants:
    """What a checker wants: its attribute `wants`. One that has none, as those of plugins, is always asked."""
    wanted: Wants = getattr(checker, "wants", NOTHING)
    return wanted
