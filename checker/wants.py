"""When a rule has nothing to look at in a document: told beforehand, so that it need not be asked, nor even be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .document import Document
from .records import Record
from .rules import Checker


class Wants(Record, frozen=True):
    """What a document must have for a checker to find anything, besides its literals (see `phrases.needs_hits`).

    All of it is asked for by `asking`.

    `texts`: one of these in the reading text, in reading form. `has`: all of these sorts of things, see `THINGS`.
    `parts`: all parts of a paper that one of these sets names; a newspaper article has none.
    """

    texts: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    parts: tuple[frozenset[str], ...] = ()


def parts_of(document: Document) -> frozenset[str]:
    """The parts of a paper that a document has; a newspaper article has none."""
    if document.outline.kind == "news":
        return frozenset()
    from .paper import paper_of  # a rule that wants parts needs it all the same

    return frozenset([part for part, found in paper_of(document).parts.items() if found])


def _misnumbered(document: Document) -> object:
    from .numbering import problems  # found once for all rules that tell of them

    return problems(document)


THINGS: Mapping[str, Callable[[Document], object]] = {
    "tables": lambda document: document.tables,
    "remarks": lambda document: document.remarks,
    "looks": lambda document: document.has_looks,
    "misnumbered": _misnumbered,
}
NOTHING = Wants()
"""What most checkers want."""


def wants_of(checker: Checker) -> Wants:
    """What a checker wants: its attribute `wants`. One that has none, as those of plugins, is always asked."""
    wanted = getattr(checker, "wants", NOTHING)
    return wanted if isinstance(wanted, Wants) else NOTHING  # a plugin may mean something else by that name
