"""Patterns tried where something that they need stands (see `zfcheck.anchors`); elsewhere they cost nothing.

What is found is what a search of the whole text finds: a window of starts is searched in such a way that all that
decides about a match is seen as it stands in the text.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from .anchors import Gate
from .expressions import alternatives
from .lazy import lazily
from .phrases import Hit, groups_of
from .regexlib import regex
from .sketches import Sketch
from .spots import first, places

Window = tuple[int, int]
"""The first and the last place at which a match may begin."""
Stood = tuple[int, int | None, Sequence[tuple[int, int, int]]]
"""How near and how far before an anchor a match may begin; where it stands, as triples that end in start and end."""
_REPEATS = frozenset("?*+{")
_FLAGS = lazily(r"\(\?[a-zA-Z-]+[:)]")
_BEYOND = 2
"""A text goes on so far behind the last place that decides: an end that is none must not be taken for one."""


def window(text: str, at: int, near: int, far: int | None) -> Window:
    """Where a match may begin that has an anchor at `at`."""
    low = text.rfind("\n", 0, at) + 1 if far is None else at - far
    return max(0, low), min(len(text) - 1, at - near)


def places_of(text: str, gate: Gate) -> list[Window]:
    """The windows of a pattern in a text that no automaton has seen."""
    found: list[Window] = []
    for word, near, far, _ in gate.anchors:
        found += [window(text, at, near, far) for at in places(text, word)] if word else []
    return found


def windows(text: str, stood: Iterable[Stood]) -> list[Window]:
    """Where a match may begin whose anchors stand there."""
    found: list[Window] = []
    last = len(text) - 1
    for near, far, stands in stood:
        # There are thousands of them: `max` and `min` take three times as long.
        for _, start, _ in stands:
            low = text.rfind("\n", 0, start) + 1 if far is None else start - far
            high = start - near
            found.append((low if low > 0 else 0, high if high < last else last))
    return found


def begins_lines(pattern: str) -> bool:
    """Whether each match of a folded pattern begins a line: all of its branches say so."""
    if not pattern.startswith("^") or _FLAGS.search(pattern):
        return False
    return all(branch.startswith("^") and branch[1:2] not in _REPEATS for branch in alternatives(pattern))


def at_line_starts(text: str, windows: Iterable[Window], sketch: Sketch | None = None) -> list[Window]:
    """The line starts in the windows of a pattern that begins lines: elsewhere no try can succeed.

    Where its sketch is known, those at which that stands.
    """
    found: dict[int, None] = {}
    for low, high in windows:
        at = low if low == 0 or text[low - 1] == "\n" else text.find("\n", low, high) + 1
        # `find` gives -1 where no line begins, and the beginning of the text is seen to above.
        while low <= at <= high:
            found[at] = None
            at = text.find("\n", at, high) + 1
            if not at:
                break
    return [(at, at) for at in found if sketch is None or sketch.pattern.match(text, at) is not None]


def begins_some_line(text: str, sketch: Sketch) -> bool:
    """Whether a line begins with what a sketch, which knows nothing of lines, draws."""
    return sketch.pattern.match(text) is not None or _begun(sketch.source).search(text) is not None


@cache
def _begun(source: str) -> re.Pattern[str]:
    return lazily(f"\n(?:{source})")


def lines_holding(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the lines of a text that hold one of the words begin and end, in order."""
    found: dict[int, int] = {}
    for word in words:
        at = first(text, word)
        while at >= 0:
            end = _line_end(text, at)
            found[text.rfind("\n", 0, at) + 1] = end
            at = first(text, word, end)
    return sorted(found.items())


def everywhere(pattern: regex.Pattern[str], text: str, seconds: float) -> Iterable[regex.Match[str]]:
    """All matches in the text."""
    return pattern.finditer(text, timeout=seconds, concurrent=False)


def within(
    pattern: regex.Pattern[str], gate: Gate, text: str, windows: Iterable[Window], seconds: float
) -> Iterator[regex.Match[str]]:
    """The matches that begin in one of the windows, in order, none over another; `seconds` is for all together."""
    return (
        _quickly(pattern, gate, text, windows, seconds)
        if gate.quick
        else _watched(pattern, gate, text, windows, seconds)
    )


def nowhere(pattern: regex.Pattern[str], sketch: Sketch | None, gate: Gate, text: str, stood: Iterable[Stood]) -> bool:
    """Whether a pattern is found from none of its anchors, as nearly all are: told sooner than what is found.

    It does not matter in which order they are tried, and the sketch is tried first. False where it may be found.
    """
    if sketch is None and not gate.quick:
        return False
    match = sketch.pattern.match if sketch is not None else pattern.match
    head = sketch.heads.search if sketch is not None and sketch.heads is not None else None
    sure = sketch is None or not gate.quick
    wide: list[Stood] = []
    for one in stood:
        near, far, stands = one
        if near == far:
            for _, start, _ in stands:
                at = start - near
                if at >= 0 and match(text, at) is not None and (sure or pattern.match(text, at) is not None):
                    return False
        elif head is None:
            wide.append(one)
        else:
            free = 0  # before it all has been tried
            for _, start, _ in stands:
                begin = text.rfind("\n", 0, start) + 1 if far is None else start - far
                end = start - near + 1
                found = head(text, begin if begin > free else free, end) if end > free else None
                free = end if end > free else free
                while found is not None:
                    at = found.start()
                    if match(text, at) is not None and (sure or pattern.match(text, at) is not None):
                        return False
                    found = head(text, at + 1, end)
    return not wide or (gate.quick and next(_quickly(pattern, gate, text, windows(text, wide), math.inf), None) is None)


def _quickly(
    pattern: regex.Pattern[str], gate: Gate, text: str, windows: Iterable[Window], seconds: float
) -> Iterator[regex.Match[str]]:
    """Of a pattern whose tries cannot take long: to watch over one takes ten times as long as itself."""
    assert gate.extent is not None
    match, search, size, reach = pattern.match, pattern.search, len(text), gate.extent + _BEYOND
    deadline: float | None = None
    free = 0  # behind the last match, or behind what has been searched
    for low, high in sorted(windows):
        if low < free:
            low = free
        end = high + reach
        if end > size:
            end = size
        while low <= high:
            found = match(text, low, end) if low == high else search(text, low, end)
            if found is None or found.start() > high:
                break
            if deadline is None:
                deadline = time.monotonic() + seconds
            elif time.monotonic() >= deadline:
                raise TimeoutError
            yield found
            low = found.end()
        free = max(free, low, high + 1)


def _watched(
    pattern: regex.Pattern[str], gate: Gate, text: str, windows: Iterable[Window], seconds: float
) -> Iterator[regex.Match[str]]:
    deadline = time.monotonic() + seconds
    free = 0
    try_one = _first(pattern, gate, text, deadline)
    for low, high in sorted(windows):
        low = max(low, free)
        while low <= high:
            match = try_one(low, high)
            if match is None:
                break
            if time.monotonic() >= deadline:
                raise TimeoutError
            yield match
            low = match.end()
        free = max(free, low, high + 1)


def _first(
    pattern: regex.Pattern[str], gate: Gate, text: str, deadline: float
) -> Callable[[int, int], regex.Match[str] | None]:
    """What finds the first match that begins in one window."""

    def found(low: int, high: int) -> regex.Match[str] | None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if gate.extent is None and not gate.line:
            tried = (pattern.match(text, at, timeout=left, concurrent=False) for at in range(low, high + 1))
            return next((match for match in tried if match is not None), None)
        end = min(len(text), _BEYOND + (high + gate.extent if gate.extent is not None else _line_end(text, high)))
        match = pattern.search(text, low, end, timeout=left, concurrent=False)
        return match if match is not None and match.start() <= high else None

    return found


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


class Owners:
    """Which patterns want which literals, for a rule whose literals begin at a number of the automaton's."""

    def __init__(self, gates: Sequence[Gate | None], offset: int) -> None:
        wanted: dict[str, list[tuple[int, int, int | None]]] = {}
        for number, gate in enumerate(gates):
            for word, near, far, _ in gate.anchors if gate is not None else ():
                if word:
                    wanted.setdefault(word, []).append((number, near, far))
        self.literals = tuple(wanted)
        self._wanted = list(wanted.values())
        self._offset = offset

    def stood(self, hits: Sequence[Hit]) -> dict[int, list[Stood]]:
        """By number of the pattern, where its anchors stand."""
        found: dict[int, list[Stood]] = {}
        wanted, offset = self._wanted, self._offset
        for literal, stands in groups_of(hits):
            if literal >= offset:
                for number, near, far in wanted[literal - offset]:
                    if number in found:
                        found[number].append((near, far, stands))
                    else:
                        found[number] = [(near, far, stands)]
        return found
