"""Patterns that can take for ever: tried on texts made to be hard for them.

A pattern may blow up where it can take the same characters in many ways: (a+)+, (a|a)*, \\s*\\s*. Whether it does
depends on the engine, which sees through some of these. So the tree of the pattern says which texts are worth trying,
and the engine itself is asked how long it takes. What needs seconds for a line of 2,000 characters runs
into the time limit in a document; a sound pattern needs a thousandth of that.

regexploit (Apache-2.0) looks for the same, but reads the trees of `re`: it knows no \\p{Han}, no set arithmetic, no
possessive quantifiers, and has had no release since 2021.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import regex

from ..expressions import FLAGS, Atom, Look, Node, Repeat, Sequence, alphabet_of, example, parse, samples, ways, within
from ..packpatterns import fold_pattern
from ..records import Record

SECONDS = 1.5
"""Processor time for one text from which a pattern is too slow."""
LONG = 2000
"""Code points of the text: a long paragraph."""
SHORT = 30
"""Repetitions that are enough for what doubles with each."""
_MIDDLE = LONG // 4
"""Code points that are tried first."""
_HARDEST = 2
"""Texts of those that are not plainly hard that are tried at full length."""
_WAYS = 20_000
"""Below so many ways a search of a line takes a fraction of the limit, whatever the text."""
_FEW = 8
"""A repetition that may go on for longer is worth repeating."""
_MOST = 40
"""Texts to repeat that are tried for one pattern."""
_BREAKS = ("\x01", "。\n")
"""What a repetition stops at. Behind it stands a text that the pattern takes: engines look for its letters first."""


class Slow(Record, frozen=True):
    """A text that a pattern is slow on: `pump` again and again. `doubling`: even a few times are too many."""

    pump: str
    doubling: bool


def slow(pattern: str) -> Slow | None:
    """What a pattern of a pack is slow on, None where nothing was found."""
    folded = fold_pattern(pattern)
    tree = parse(folded)
    if tree is None or ways(tree, LONG) < _WAYS:
        return None
    compiled = regex.compile(folded, FLAGS)
    alphabet = alphabet_of(folded)
    rest = example(tree, alphabet)
    attacks = [(start, pump, stop) for start, pump in _attacks(tree, alphabet) for stop in _BREAKS]

    def seconds(attack: tuple[str, str, str], length: int) -> float:
        start, pump, stop = attack
        return _seconds(compiled, start + pump * max(2, length // len(pump)) + stop + rest)

    for attack in attacks:
        if seconds(attack, SHORT * len(attack[1])) >= SECONDS:
            return Slow(attack[1], True)
    taken: dict[tuple[str, str, str], float] = {}
    for attack in attacks:
        taken[attack] = seconds(attack, _MIDDLE)
        if taken[attack] >= SECONDS / 32 and seconds(attack, LONG) >= SECONDS:
            return Slow(attack[1], False)
    for attack in sorted(attacks, key=lambda attack: -taken[attack])[:_HARDEST]:
        # What grows with the fourth power of the length takes 256 times as long when it is four times as long.
        if SECONDS / 256 <= taken[attack] < SECONDS / 32 and seconds(attack, LONG) >= SECONDS:
            return Slow(attack[1], False)
    return None


def _seconds(compiled: regex.Pattern[str], text: str) -> float:
    """Processor time of a search, which is given up soon after `SECONDS`."""
    # The time limit of `regex` runs on while other programs have the processor; only what this one used counts.
    for limit in (1.1 * SECONDS, 10 * SECONDS, 60 * SECONDS):
        begun = time.thread_time()
        try:
            for _ in compiled.finditer(text, timeout=limit, concurrent=False):
                pass
        except TimeoutError:
            if time.thread_time() - begun < SECONDS:
                continue
        return time.thread_time() - begun
    return 0.0


def _attacks(tree: Node, alphabet: str) -> Iterator[tuple[str, str]]:
    """What to begin with and what to repeat."""
    seen: set[tuple[str, str]] = set()
    for start, pump in _worth_repeating(tree, alphabet, ""):
        if pump and (start, pump) not in seen:
            seen.add((start, pump))
            yield start, pump
            if len(seen) == _MOST:
                return


def _worth_repeating(tree: Node, alphabet: str, before: str) -> Iterator[tuple[str, str]]:
    starts = dict.fromkeys(["", *(start for start, _ in _repeats(tree, alphabet, before))])
    shared = _shared(tree, alphabet)
    for start in starts:
        yield from ((start, sign) for sign in shared)
    for node in within(tree):
        if isinstance(node, Sequence) and any(isinstance(part, Repeat) for part in node.parts):
            yield "", example(node, alphabet)
            for end in (at for at, part in enumerate(node.parts) if at and isinstance(part, Repeat)):
                yield "", example(Sequence(node.parts[:end]), alphabet)
    for start, node in _repeats(tree, alphabet, before):
        for times in (0, 1, 2):
            yield start, example(node.part, alphabet, times)
        for part in within(node.part):
            yield start, example(part, alphabet, 1)


def _shared(tree: Node, alphabet: str) -> str:
    """The characters that most of the repeated parts take."""
    taken = [samples(node, alphabet) for top in _loops(tree) for node in within(top.part) if isinstance(node, Atom)]
    counts = {sign: sum(sign in signs for signs in taken) for sign in alphabet}
    return "".join(sorted((sign for sign in alphabet if counts[sign]), key=lambda sign: -counts[sign])[:3])


def _loops(tree: Node) -> list[Repeat]:
    return [node for node in within(tree) if isinstance(node, Repeat) and (node.most is None or node.most > _FEW)]


def _repeats(node: Node, alphabet: str, before: str) -> Iterator[tuple[str, Repeat]]:
    """Every long repetition with a text that leads to it."""
    if isinstance(node, Repeat):
        if node.most is None or node.most > _FEW:
            yield before, node
        yield from _repeats(node.part, alphabet, before)
    elif isinstance(node, Sequence):
        for part in node.parts:
            yield from _repeats(part, alphabet, before)
            before += example(part, alphabet)
    elif not isinstance(node, Atom):
        for part in (node.part,) if isinstance(node, Look) else node.parts:
            yield from _repeats(part, alphabet, before)
