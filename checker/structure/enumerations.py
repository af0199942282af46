"""Lists inside paragraphs: 一是…二是…三是, 首先…其次, ①②③. They nest, so a stack keeps what is open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..document import Enumeration, Item, Reading
from ..numerals import CIRCLED
from ..reading import fold
from ..records import Record
from ..spots import first
from .line import HEADING_TOKENS, Line
from .markers import EnumerationStyle

_BREAKS = frozenset({*HEADING_TOKENS, "CELL", "HIDDEN", "MARGIN"})
"""Over these no list goes."""
DEEPEST = 8
"""Lists that may be open at once; nobody nests deeper, and an endless run of 一是 must not take quadratic time."""


class _List(Record):
    """A list in the making; positions are the reading's."""

    style: str
    numbers: list[int]
    markers: list[tuple[int, int]]
    parent: _List | None = None
    end: int = 0

    def stop(self, index: int) -> int:
        """Where member `index` ends: at the next marker, or with the list."""
        return self.markers[index + 1][0] if index + 1 < len(self.markers) else self.end


def find_enumerations(reading: Reading, lines: Sequence[Line], styles: Sequence[EnumerationStyle]) -> list[Enumeration]:
    """Every list of every section, in the order in which the lists begin.

    A list never crosses a heading. A marker goes on with the innermost open list that waits for its number;
    a first marker opens a list inside; any other is taken as the next member of the innermost list, out of order.
    """
    found: list[Enumeration] = []
    # Most sections hold no list, and to ask each of them costs more than to look once.
    text = reading.text
    markers = [(style, style.places(text)) for style in styles if _may_be_in(reading, style)]
    markers = [(style, places) for style, places in markers if places]
    scopes = _scopes(lines) if markers else []
    for number, styled in sorted(_by_scope(scopes, markers).items()):
        start, end = scopes[number]
        lists: list[_List] = []
        for style, here in styled:
            lists += [made for made in _lists(text, style, start, end, here) if _stands(made, style)]
        if lists:
            lists.sort(key=lambda made: made.markers[0])
            found.extend(_nested(reading, lists, end))
    return found


_Places = list[tuple[int, int]]


def _by_scope(
    scopes: Sequence[tuple[int, int]], markers: Sequence[tuple[EnumerationStyle, _Places]]
) -> dict[int, list[tuple[EnumerationStyle, _Places]]]:
    """The places of each style in each scope into which any reach, by its number."""
    found: dict[int, list[tuple[EnumerationStyle, _Places]]] = {}
    starts = [start for start, _ in scopes]
    for style, places in markers:
        for place in places:
            number = max(bisect_right(starts, place[0]) - 1, 0)
            while number < len(scopes) and starts[number] < place[1]:
                if scopes[number][1] > place[0]:
                    styled = found.setdefault(number, [])
                    if not styled or styled[-1][0] is not style:
                        styled.append((style, []))
                    styled[-1][1].append(place)
                number += 1
    return found


def _may_be_in(reading: Reading, style: EnumerationStyle) -> bool:
    """Whether a list can be there: without 首先 there is none of words, without ① to ⑳ none that they number."""
    if style.words:
        return first(reading.text, fold(style.words[0])) >= 0
    return CIRCLED[0] not in style.form or not reading.noted.isdisjoint(CIRCLED)


def _stands(made: _List, style: EnumerationStyle) -> bool:
    """Whether it is a list: 首先 alone, or 其次 without it, is just an adverb."""
    return not style.words or (made.numbers[0] == 1 and len(made.numbers) > 1)


def _nested(reading: Reading, lists: Sequence[_List], end: int) -> Iterator[Enumeration]:
    """The lists with what they stand in: a list whose markers all lie in one member of another is part of it."""
    made: dict[int, Enumeration] = {}
    open_lists: list[_List] = []
    for current in lists:
        first, last = current.markers[0][0], current.markers[-1][0]
        open_lists = [outer for outer in open_lists[-DEEPEST:] if outer.end > first]
        current.parent, current.end = None, end
        for outer in reversed(open_lists):
            at = bisect_right(outer.markers, (first, end)) - 1
            stop = outer.stop(at)
            if last < stop:
                current.parent, current.end = outer, stop
                break
        open_lists.append(current)
        items = [
            Item(number, reading.span(*marker), reading.span(marker[0], current.stop(at)))
            for at, (number, marker) in enumerate(zip(current.numbers, current.markers, strict=True))
        ]
        parent = made[id(current.parent)] if current.parent is not None else None
        made[id(current)] = Enumeration(current.style, items, parent)
        yield made[id(current)]


def _scopes(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """From a heading (or the top) to the next heading or break, in reading positions."""
    scopes: list[tuple[int, int]] = []
    start: int | None = None
    end = 0
    for line in lines:
        token = line.token
        if token in _BREAKS:
            if start is not None:
                scopes.append((start, end))
            start = line.body if token in HEADING_TOKENS else None
            if token == "CELL":
                scopes.append((line.start, line.end))
        elif start is None:
            start = line.start
        end = line.end
    if start is not None:
        scopes.append((start, end))
    return scopes


def _lists(text: str, style: EnumerationStyle, start: int, end: int, places: Sequence[tuple[int, int]]) -> list[_List]:
    found: list[_List] = []
    stack: list[_List] = []
    for match in style.markers(text, start, end, places):
        number = style.number(match.group().strip())
        if number == 1 or (number is not None and not stack):
            del stack[:-DEEPEST]
            stack.append(_List(style.id, [], []))
            found.append(stack[-1])
        elif number is not None:
            waits = (depth for depth in range(len(stack) - 1, -1, -1) if stack[depth].numbers[-1] + 1 == number)
            depth = next(waits, None)
            if depth is not None:
                del stack[depth + 1 :]
        elif not stack:
            continue  # 最后 with nothing to close
        stack[-1].numbers.append(number or 0)
        stack[-1].markers.append(match.span())
    return found
