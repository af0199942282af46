"""One Aho-Corasick automaton over every literal of every active rule.

Scanning costs the same at fifty phrases as at fifty thousand; that is why phrases are not regular expressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation


@dataclass(frozen=True, slots=True)
class Hit:
    """A literal found in the reading text: its index among the rule's literals, and where."""

    literal: int
    start: int
    end: int


class PhraseIndex:
    """The literals of a rule set, each known to the rules that asked for it."""

    def __init__(self, wanted: Sequence[Sequence[str]]) -> None:
        """`wanted[i]` are the literals of rule i, in reading form."""
        self._askers: list[list[tuple[int, int]]] = []
        places: dict[str, int] = {}
        for rule, literals in enumerate(wanted):
            for number, literal in enumerate(literals):
                if not literal:
                    continue
                if literal not in places:
                    places[literal] = len(self._askers)
                    self._askers.append([])
                self._askers[places[literal]].append((rule, number))
        self._automaton = AhoCorasick(list(places), implementation=Implementation.ContiguousNFA) if places else None

    def scan(self, text: str) -> dict[int, list[Hit]]:
        """The hits of every rule that has any, each in order of place; overlapping hits are all there."""
        hits: dict[int, list[Hit]] = {}
        if self._automaton is None:
            return hits
        for literal, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for rule, number in self._askers[literal]:
                hits.setdefault(rule, []).append(Hit(number, start, end))
        for found in hits.values():
            found.sort(key=lambda hit: (hit.start, hit.end))
        return hits
