"""Which rules are asked about a document: told for all of them at once, by sets, from what the document is and has.

Of the three hundred rules that might be asked about a document, a third is for other kinds of documents, or wants what
it has not (see `wants`). Rules that agree in that stand in one group, and what groups a sort of documents leaves out is
worked out once for the sort: most papers of a collection are of very few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from .builtin import KINDS
from .document import Document
from .phrases import Hits
from .rules import Compiled, Window
from .wants import THINGS, parts_of, wants_of

_OURS = frozenset(KINDS)
_SORTS = 256
"""Sorts of documents that are remembered."""

_Guard = tuple[frozenset[str], tuple[str, ...], tuple[frozenset[str], ...]]
"""The kinds of documents that a rule is for (none: all), and what it wants: things, and parts of a paper."""
_Sort = tuple[str, frozenset[str], frozenset[str]]
"""A kind of document, the things that it has, and the parts."""


class Asking:
    """What each rule of a rule set says of when it is asked."""

    def __init__(self, rules: Sequence[Compiled]) -> None:
        self.rules = rules
        self._groups: dict[_Guard, list[int]] = {}
        self._worded: dict[tuple[str, ...], list[int]] = {}
        self._dated: dict[int, Window] = {}
        theirs = []
        for index, compiled in enumerate(rules):
            applies, wants = compiled.rule.applies, wants_of(compiled.checker)
            if applies.kinds or wants.has or wants.parts:
                guard = frozenset(applies.kinds), wants.has, wants.parts
                self._groups.setdefault(guard, []).append(index)
            if wants.texts:
                self._worded.setdefault(_fewest(tuple(wants.texts)), []).append(index)
            if applies.window.since is not None or applies.window.until is not None:
                self._dated[index] = applies.window
            if compiled.rule.kind not in _OURS:
                theirs.append(index)
        self.theirs = frozenset(theirs)
        """Rules of the kinds of plugins."""
        self._things = tuple(sorted({thing for _, has, _ in self._groups for thing in has}))
        self._parts = any(parts for _, _, parts in self._groups)
        self._idle: dict[_Sort, frozenset[int]] = {}

    def due(self, document: Document, hits: Hits, among: Sequence[int]) -> list[int]:
        """Those of `among`, the rules with hits and those that need none, that may have something to say, in order.

        `hits` are those of an index that watches for `texts_wanted`.
        """
        due = set(among)
        if self._groups:
            due -= self._idle_for(document)
        met = hits.met
        for texts, rules in self._worded.items():
            if met.isdisjoint(texts):
                due.difference_update(rules)
        date = document.outline.date
        for index in self._dated.keys() & due:
            if self._dated[index].holds(date) is False:
                due.discard(index)
        return sorted(due)

    def _idle_for(self, document: Document) -> frozenset[int]:
        """The rules that are for other documents, or want what this one has not."""
        try:
            has = frozenset([thing for thing in self._things if THINGS[thing](document)])
            parts = parts_of(document) if self._parts else frozenset()
        except Exception:
            return frozenset()  # whoever asks for it will say what went wrong
        sort = document.outline.kind, has, parts
        idle = self._idle.get(sort)
        if idle is None:
            if len(self._idle) >= _SORTS:
                self._idle.clear()
            left_out = [rules for guard, rules in self._groups.items() if not _open(guard, *sort)]
            idle = self._idle[sort] = frozenset([rule for rules in left_out for rule in rules])
        return idle


def texts_wanted(rules: Iterable[Compiled]) -> tuple[str, ...]:
    """The texts, each once, that rules want one of in a document: the automaton tells which are there."""
    return tuple(dict.fromkeys(text for compiled in rules for text in _fewest(tuple(wants_of(compiled.checker).texts))))


@lru_cache(maxsize=1024)  # the automaton is asked to watch for them, and they are looked for among what it met
def _fewest(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `texts` that hold no other of them: where one that does stands, the other does too."""
    return tuple(each for each in dict.fromkeys(texts) if not any(one in each for one in texts if one != each))


def _open(guard: _Guard, kind: str, has: frozenset[str], present: frozenset[str]) -> bool:
    kinds, wanted, parts = guard
    if (kinds and kind not in kinds) or not has.issuperset(wanted):
        return False
    return not parts or any(each <= present for each in parts)
