"""Where in a text something can stand, found as fast as `str.find` goes, so that dear patterns are tried only there.

A pattern that begins with no literal costs some 50 ns for each character of the text, whether it finds anything or
not; looking for one character costs less than one. So a check that has such patterns looks for what they cannot do
without (年, 周年, a unit) and tries them at the places from there back: `matches` finds then what `finditer` would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from .commonness import share
from .reading import FOLDING


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives, where a match can only begin at one of `starts`, in their order.

    A pattern that can match the empty text needs them without repeats.
    """
    reached = 0
    match = pattern.match
    for start in starts:
        if start >= reached:
            found = match(text, start)
            if found is not None:
                reached = found.end()
                yield found


def first(text: str, literal: str, at: int = 0) -> int:
    """What `text.find(literal, at)` gives, for a literal that is seldom met.

    Python looks for one character forty times as quickly as for two, so the rarest of them is looked for.
    """
    index, sign = _rarest(literal)
    found = text.find(sign, at + index)
    while found >= 0:
        if text.startswith(literal, found - index):
            return found - index
        found = text.find(sign, found + 1)
    return -1


def any_in(text: str, literals: Iterable[str]) -> bool:
    """Whether one of literals that are seldom met is in a text."""
    for literal in literals:  # noqa: SIM110  # a generator costs more than half of the looks
        if first(text, literal) >= 0:
            return True
    return False


@lru_cache(maxsize=4096)
def _rarest(literal: str) -> tuple[int, str]:
    """The character of a literal that is met most seldom, and where it stands."""
    index = min(range(len(literal)), key=lambda at: share(literal[at]))
    return index, literal[index]


def places(text: str, literal: str) -> list[int]:
    """Where `literal` stands, overlapping or not."""
    index, sign = _rarest(literal)
    found = []
    at = text.find(sign, index)
    if len(literal) == 1:
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
        return found
    while at >= 0:
        if text.startswith(literal, at - index):
            found.append(at - index)
        at = text.find(sign, at + 1)
    return found


class Unfolded:
    """Words in reading form to be found in a text as it is written, in whatever width."""

    def __init__(self, words: Iterable[str]) -> None:
        # By each way to write the rarest sign of a word: where that stands in it, and how its signs may be written.
        # Words whose rarest sign is the same stand together: to tell them apart is left to whoever looks on.
        self._ways: dict[str, dict[tuple[int, int], list[set[str]]]] = {}
        for word in words:
            index, sign = _rarest(word)
            written = [_written(each) for each in word]
            for way in _written(sign):
                signs = self._ways.setdefault(way, {}).setdefault((index, len(word)), [set() for _ in word])
                for each, more in zip(signs, written, strict=True):
                    each.update(more)

    def may_be_in(self, text: str) -> bool:
        """Whether one of the words may be there; where none may, that is certain."""
        for way, sorts in self._ways.items():
            at = text.find(way)
            while at >= 0:
                for (index, length), signs in sorts.items():
                    begin = at - index
                    if begin >= 0 and begin + length <= len(text):
                        for place, each in enumerate(signs, begin):
                            if text[place] not in each:
                                break
                        else:
                            return True
                at = text.find(way, at + 1)
        return False


@cache
def _written(sign: str) -> frozenset[str]:
    """The characters that are folded to a sign, and the sign itself."""
    return frozenset([sign, *(chr(code) for code, folded in FOLDING.items() if folded == sign)])


class Anywhere:
    """A few words to be found anywhere: by the characters they end with, which several of them share."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_end: dict[str, dict[int, set[str]]] = {}
        for word in words:
            self._by_end.setdefault(word[-1], {}).setdefault(len(word), set()).add(word)

    def starts(self, text: str) -> list[int]:
        """Where any of the words begins, in order."""
        found: set[int] = set()
        for end, by_length in self._by_end.items():
            for at in places(text, end):
                for length, words in by_length.items():
                    if text[at + 1 - length : at + 1] in words:  # what begins before the text is cut shorter
                        found.add(at + 1 - length)
        return sorted(found)


BLANKS = " \u3000\u00a0"


@lru_cache(maxsize=1)
def blanks(text: str) -> tuple[int, ...]:
    """Where the blanks of `text` stand. Kept for the last text: several rules look at what stands beside them."""
    return tuple(sorted([at for sign in BLANKS for at in places(text, sign)]))


class Spots:
    """The places that many patterns of a text have in common."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers: dict[str, Sequence[tuple[int, int]]] = {}

    def numbers(self, unit: str) -> Sequence[tuple[int, int]]:
        """Start and end of each run of digits right before `unit`, one character."""
        found = self._numbers.get(unit)
        if found is None:
            found = self._numbers[unit] = tuple(_numbers(self._text, unit))
        return found

    def years(self) -> Iterator[int]:
        """Where the four digits before 年 begin that follow no other digit."""
        return (start for start, end in self.numbers("年") if end - start == 4)

    def months(self) -> Iterator[int]:
        """Where the one or two digits before 月 begin that follow no other digit."""
        return (start for start, end in self.numbers("月") if end - start <= 2)

    def months_of_years(self) -> Iterator[int]:
        """Where `2025年6…` begins."""
        text = self._text
        return (start for start in self.years() if text[start + 5 : start + 6].isdecimal())


def _numbers(text: str, unit: str) -> Iterator[tuple[int, int]]:
    for at in places(text, unit):
        start = at
        while start and text[start - 1].isdecimal():
            start -= 1
        if start < at:
            yield start, at


@lru_cache(maxsize=1)
def spots(text: str) -> Spots:
    """The places of `text`. Kept for the last text, since one rule after another looks at the same."""
    return Spots(text)
