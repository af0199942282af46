"""One Aho-Corasick automaton over every literal of every active rule.

Scanning costs the same at fifty phrases as at fifty thousand; that is why phrases are not regular expressions. Nor may
a rule cost anything where none of its words occurs: nothing is made for it, and it is not asked (see `needs_hits`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple, overload

from ahocorasick_rs import AhoCorasick, Implementation

SHORT = 1_500
"""Code points of text up to which each literal is looked for by itself: to build the automaton takes longer than that,
and a program that checks one short text needs it for nothing else."""


class Hit(NamedTuple):
    """A literal found in the reading text: its index among the rule's literals, and where."""

    literal: int
    start: int
    end: int


_hit: Callable[[tuple[int, int, int]], Hit] = partial(tuple.__new__, Hit)
"""A hit made of its three numbers, three times as quickly as by its name."""
_place = itemgetter(1, 2)

_MANY = 20
"""Literals of a rule in one text from which its hits are picked out of all."""

Asker = tuple[int, int]
"""A rule and the number of a literal among its own; `_WATCHED` and their number for texts that are watched for."""
_WATCHED = -1
Found = tuple[int, int, int]
"""What the automaton gives: the number of a literal among all, and where it stands."""


class OwnHits(Sequence[Hit]):
    """The hits of one rule, in order of place; made when somebody looks at them one by one.

    A rule that asks only where each of its literals stands reads `groups`, for which nothing is made.
    """

    def __init__(self, groups: list[tuple[int, list[Found]]], found: Sequence[Found]) -> None:
        self.groups = groups
        self._found = found

    @cached_property
    def listed(self) -> list[Hit]:
        """The hits."""
        groups = self.groups
        if len(groups) > _MANY:
            # They are found nearly in order; to bring them back into order costs more than to pass the others over.
            numbers: defaultdict[int, list[int]] = defaultdict(list)
            for number, places in groups:
                numbers[places[0][0]].append(number)
            ordered = [
                (start, end, number) for at, start, end in self._found if at in numbers for number in numbers[at]
            ]
            ordered.sort()
            return [_hit((number, start, end)) for start, end, number in ordered]
        found = [(number, start, end) for number, places in groups for _, start, end in places]
        if len(groups) > 1:
            found.sort(key=_place)
        return list(map(_hit, found))

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> list[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | list[Hit]:
        return self.listed[at]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.listed)

    def __len__(self) -> int:
        return sum(len(places) for _, places in self.groups)


_NONE = OwnHits([], ())


def groups_of(hits: Sequence[Hit]) -> Iterable[tuple[int, Sequence[Found | Hit]]]:
    """Number by number of a rule's literals, where it stands: triples that end in start and end, in their order."""
    if isinstance(hits, OwnHits):
        return hits.groups
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit[0], []).append(hit)
    return groups.items()


class Hits(Mapping[int, list[Hit]]):
    """The hits of every rule that has any, each in order of place; a rule's are made when it is asked."""

    def __init__(
        self, askers: Mapping[int, Sequence[Asker]], found: Sequence[Found], watched: Sequence[str] = ()
    ) -> None:
        # A text has thousands: no more is done here than to put those of one literal together.
        self._found = found
        places: defaultdict[int, list[Found]] = defaultdict(list)
        for place in found:
            places[place[0]].append(place)
        wanted: defaultdict[int, list[tuple[int, list[Found]]]] = defaultdict(list)
        for literal, stands in places.items():
            for rule, number in askers[literal]:
                wanted[rule].append((number, stands))
        self.met = frozenset([watched[number] for number, _ in wanted.pop(_WATCHED, ())])
        """Those of the texts watched for that are there."""
        self._wanted = wanted

    def own(self, rule: int) -> OwnHits:
        """The hits of a rule, which may have none, made only where it looks at them one by one."""
        groups = self._wanted.get(rule)
        return OwnHits(groups, self._found) if groups is not None else _NONE

    def __getitem__(self, rule: int) -> list[Hit]:
        if rule not in self._wanted:
            raise KeyError(rule)
        return self.own(rule).listed

    def of(self, rule: int) -> list[Hit]:
        """The hits of a rule, which may have none."""
        return self[rule] if rule in self._wanted else []

    def __contains__(self, rule: object) -> bool:
        return rule in self._wanted

    def __iter__(self) -> Iterator[int]:
        return iter(self._wanted)

    def __len__(self) -> int:
        return len(self._wanted)


class _Askers(dict[int, list[Asker]]):
    """By number of a literal who asks for it, found out when a text has it: of thousands a text has some hundred.

    `wanted` are the literals of each rule, and last the texts that are watched for.
    """

    def __init__(self, wanted: Sequence[Sequence[str]]) -> None:
        super().__init__()
        literals = [literal for each in wanted for literal in each]
        self._begins = [0, *accumulate(map(len, wanted))]
        self._last = dict(zip(literals, range(len(literals)), strict=True))
        self._earlier: dict[str, list[int]] = {}
        for at in [at for at, literal in enumerate(literals) if self._last[literal] != at]:
            self._earlier.setdefault(literals[at], []).append(at)
        self.literals = [literal for literal in self._last if literal]
        """All of them, each once."""

    def __missing__(self, number: int) -> list[Asker]:
        literal, begins = self.literals[number], self._begins
        found = self[number] = []
        for at in (*self._earlier.get(literal, ()), self._last[literal]):
            rule = bisect_right(begins, at) - 1
            found.append((rule if rule < len(begins) - 2 else _WATCHED, at - begins[rule]))
        return found


class PhraseIndex:
    """The literals of a rule set, each known to the rules that asked for it, and texts to be watched for besides."""

    def __init__(self, wanted: Sequence[Sequence[str]], idle: Sequence[bool] = (), watched: Sequence[str] = ()) -> None:
        """`wanted[i]` are the literals of rule i, in reading form; `idle[i]`: without a hit it has nothing to say."""
        self._always = [rule for rule in range(len(wanted)) if not (rule < len(idle) and idle[rule])]
        self._watched = tuple(watched)
        self._askers = _Askers((*wanted, self._watched))
        self._literals = self._askers.literals
        self._short = SHORT

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._literals, implementation=Implementation.ContiguousNFA)

    def scan(self, text: str) -> Hits:
        """The hits of every rule that has any; overlapping hits are all there."""
        if not self._literals:
            return Hits(self._askers, ())
        self._short -= len(text)
        if self._short >= 0:
            return Hits(self._askers, self._found_in(text), self._watched)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return Hits(self._askers, found, self._watched)

    def _found_in(self, text: str) -> list[Found]:
        """What the automaton finds, those of each literal in their order."""
        found = []
        for number, literal in enumerate(self._literals):
            start = text.find(literal)
            while start >= 0:
                found.append((number, start, start + len(literal)))
                start = text.find(literal, start + 1)
        return found

    def due(self, hits: Hits) -> list[int]:
        """The rules to be asked, in order: those with hits, and those that may have something to say without any."""
        return sorted({*self._always, *hits})


def needs_hits(checker: object) -> bool:
    """Whether a checker says of itself (`needs_hits = True`) that without hits it finds nothing.

    It is not asked then. Of one that does not say, as one of a plugin may not, the contrary is taken.
    """
    return getattr(checker, "needs_hits", False) is True
