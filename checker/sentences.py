"""Sentences with their figures written as one character each, so that a pattern can speak of figures by role.

`全年受理案件2000件,办结率97.5%` becomes `全年受理案件▢,办结率▣`, where the character tells an amount from a share.
The characters are of the private use area and mean nothing outside of templates and the patterns made for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from itertools import accumulate
from typing import NamedTuple, overload

from .commonness import strange_in
from .document import Document
from .lazy import lazily
from .quantities import AMOUNT, FOLD, POINTS, SHARE, TIMES, Figure, Figures, Quantity, figures

SIGNS: Mapping[str, str] = {
    AMOUNT: "\ue000",
    SHARE: "\ue001",
    POINTS: "\ue002",
    TIMES: "\ue003",
    FOLD: "\ue004",
    "moment": "\ue005",
    "ordinal": "\ue006",
    "name": "\ue007",
}
_OF_QUANTITIES = frozenset(SIGNS[role] for role in (AMOUNT, SHARE, POINTS, TIMES, FOLD))
QUANTITIES = "\ue000-\ue004"
"""The signs of quantities as a range for a character class."""

MOST = 100
"""Figures of one sentence. Reports have at most 86; what holds more is a table in disguise, and is cut."""
LONGEST = 5_000
"""Code points on either side of a figure that are looked at; so no kind can take the square of a text's length."""

_PRIVATE = lazily("[\ue000-\uf8ff]")
_END = "。"
"""Stands for each of the marks that end a sentence while they are looked for."""


class Sentence:
    """A sentence of the reading text: `template` with signs for figures, `at` the figure of each sign's index."""

    __slots__ = ("_at", "_bounds", "_figures", "_places", "end", "start", "template")

    def __init__(self, bounds: Bounds, template: str, figures: Figures, places: Sequence[int]) -> None:
        """`template`, `figures` and `places` are those of the whole text."""
        self._bounds = bounds
        self.start = bounds.start
        self.end = bounds.end
        self.template = template[bounds.begin : bounds.stop]
        self._figures = figures
        self._places = places
        self._at: Mapping[int, Figure] | None = None

    @property
    def at(self) -> Mapping[int, Figure]:
        """The figure of each sign, by its index in the template."""
        if self._at is None:
            begin, *_, first, last = self._bounds
            figures, places = self._figures, self._places
            self._at = {places[each] - begin: figures[each] for each in range(first, last)}
        return self._at

    def __len__(self) -> int:
        """The number of its figures."""
        return self._bounds.last - self._bounds.first

    def quantities(self) -> list[Quantity]:
        """The quantities in order."""
        return [figure for figure in self.at.values() if isinstance(figure, Quantity)]


class Bounds(NamedTuple):
    """Where a sentence lies: in the text, in the template of the text, and which of its figures it holds."""

    begin: int
    """In the template."""
    stop: int
    start: int
    """In the text."""
    end: int
    first: int
    last: int


_lying: Callable[[tuple[int, int, int, int, int, int]], Bounds] = partial(tuple.__new__, Bounds)
"""Bounds made of their numbers, three times as quickly as by their name."""


class Sentences(Sequence[Sentence]):
    """The sentences of a text that hold a quantity; endless ones are cut.

    `template` is that of the whole text, `places` where in it the signs of the `figures` stand, `bounds` where each
    sentence lies. A sentence is made when it is asked for: most documents hold nothing that a rule looks for in most
    of their sentences, and that is seen in the template of the whole.
    """

    def __init__(self, text: str, found: Figures, *, private: bool = True) -> None:
        """`private` is whether characters of the private use area may stand in the text."""
        # Such a one must not pass for one of ours.
        if private and _PRIVATE.search(text):
            text = _PRIVATE.sub("\ufffd", text)
        self.figures = found
        starts, stops, kinds = found.starts, found.ends, found.kinds
        pieces = [""] * (2 * len(found) + 1)
        pieces[::2] = [text[begin:end] for begin, end in zip([0, *stops], [*starts, len(text)], strict=True)]
        signs = [SIGNS[kind.role] for kind in kinds]
        pieces[1::2] = signs
        self.template = "".join(pieces)
        lost = accumulate([end - start - 1 for start, end in zip(starts, stops, strict=True)], initial=0)
        self.places = [start - less for start, less in zip(starts, lost, strict=False)]
        self.bounds = _bounds(text, signs, starts, stops, self.places)
        self._made: dict[int, Sentence] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where in the text each sentence begins: to be searched without a call for each step."""
        return [bounds.start for bounds in self.bounds]

    @cached_property
    def _begins(self) -> list[int]:
        """The same in the template."""
        return [bounds.begin for bounds in self.bounds]

    @cached_property
    def owners(self) -> list[Bounds | None]:
        """Where the sentence of each figure lies; None for one that is in none."""
        found: list[Bounds | None] = [None] * len(self.figures)
        for bounds in self.bounds:
            *_, first, last = bounds
            found[first:last] = [bounds] * (last - first)
        return found

    def __len__(self) -> int:
        return len(self.bounds)

    @overload
    def __getitem__(self, number: int) -> Sentence: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Sentence]: ...

    def __getitem__(self, number: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        made = self._made.get(number)
        if made is None:
            bounds = self.bounds[number]
            made = self._made[number] = Sentence(bounds, self.template, self.figures, self.places)
        return made

    def at(self, place: int) -> int | None:
        """The number of the sentence that holds this place of the template; None where it is in none."""
        number = bisect_right(self._begins, place) - 1
        return number if number >= 0 and place < self.bounds[number].stop else None

    def holding(self, pattern: re.Pattern[str]) -> list[int]:
        """The numbers of the sentences in which a pattern is found that reaches over no end of a sentence."""
        found = {self.at(match.start()) for match in pattern.finditer(self.template)}
        return sorted(number for number in found if number is not None)


def sentences(document: Document) -> Sentences:
    """The sentences of the document that hold a quantity; made once for each document."""
    found: Sentences | None = document.memo.get("sentences")
    if found is None:
        private = _PRIVATE.search(strange_in(document)) is not None
        found = document.memo["sentences"] = Sentences(document.reading.text, figures(document), private=private)
    return found


def _bounds(
    text: str, signs: Sequence[str], starts: Sequence[int], stops: Sequence[int], places: Sequence[int]
) -> list[Bounds]:
    """Where the sentences lie that hold a quantity among the figures with these signs, that begin and end there."""
    found: list[Bounds] = []
    count, length = len(signs), len(text)
    for mark in "!?\n":
        if mark in text:
            text = text.replace(mark, _END)
    index = start = 0
    # Once for each sentence: comparisons are written out, which cost a third of what `min` and `max` do.
    while index < count:
        begun, first, stop = index, starts[index], stops[index]
        if first - LONGEST > start:
            start = first - LONGEST
        start = text.rfind(_END, start, first) + 1 or start
        end = text.find(_END, stop, stop + LONGEST) + 1 or (stop + LONGEST if stop + LONGEST < length else length)
        index += 1
        holds = signs[begun] in _OF_QUANTITIES
        while index < count and stops[index] <= end and index < begun + MOST:
            holds = holds or signs[index] in _OF_QUANTITIES
            index += 1
        if index < count and starts[index] < end:
            end = starts[index]
        if holds:
            begin, last = places[begun] - (first - start), places[index - 1] + 1 + end - stops[index - 1]
            found.append(_lying((begin, last, start, end, begun, index)))
        start = end
    return found
