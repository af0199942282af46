"""Sentences with their figures written as one character each, so that a pattern can speak of figures by role.

`全年受理案件2000件,办结率97.5%` becomes `全年受理案件▢,办结率▣`, where the character tells an amount from a share.
The characters are of the private use area and mean nothing outside of templates and the patterns made for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .document import Document
from .lazy import lazily
from .quantities import AMOUNT, FOLD, POINTS, SHARE, TIMES, Figure, Moment, Name, Ordinal, Quantity, figures

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
_OTHERS: Mapping[type, str] = {Moment: SIGNS["moment"], Ordinal: SIGNS["ordinal"], Name: SIGNS["name"]}
QUANTITIES = "\ue000-\ue004"
"""The signs of quantities as a range for a character class."""

MOST = 100
"""Figures of one sentence. Reports have at most 86; what holds more is a table in disguise, and is cut."""
LONGEST = 5_000
"""Code points on either side of a figure that are looked at; so no kind can take the square of a text's length."""

_END = lazily("[。!?\n]")
_PRIVATE = lazily("[\ue000-\uf8ff]")


@dataclass(slots=True)  # not frozen: it takes three times as long to make one
class Sentence:
    """A sentence of the reading text: `template` with signs for figures, `at` the figure of each sign's index."""

    start: int
    end: int
    template: str
    at: Mapping[int, Figure]

    def quantities(self) -> list[Quantity]:
        """The quantities in order."""
        return [figure for figure in self.at.values() if isinstance(figure, Quantity)]


def sentences(document: Document) -> Sequence[Sentence]:
    """The sentences of the document that hold a quantity; made once for each document."""
    found = document.memo.get("sentences")
    if found is None:
        found = document.memo["sentences"] = tuple(split(document.reading.text, figures(document)))
    return found


def split(text: str, found: Sequence[Figure]) -> Iterator[Sentence]:
    """The sentences of `text` that hold a quantity among the figures `found`; endless ones are cut."""
    # A character of the private use area in the text itself must not pass for one of ours.
    shown = _PRIVATE.sub("\ufffd", text) if _PRIVATE.search(text) else text
    ends = _ends(text)
    index, count, length, last = 0, len(found), len(text), len(ends)
    start = at = 0
    while index < count:
        first = found[index]
        begin, behind = first.start, first.end
        at = bisect_right(ends, begin, at)
        if at and ends[at - 1] > start:
            start = ends[at - 1]
        if begin - LONGEST > start:
            start = begin - LONGEST
        stop = bisect_right(ends, behind, at)
        end = ends[stop] if stop < last else length
        if behind + LONGEST < end:
            end = behind + LONGEST
        begun = index
        most = begun + MOST
        holds = False
        while index < count and index < most and found[index].end <= end:
            holds = holds or type(found[index]) is Quantity
            index += 1
        if index < count and found[index].start < end:
            end = found[index].start
        if holds:
            yield _sentence(shown, start, end, found[begun:index])
        start = end


def _ends(text: str) -> list[int]:
    """Behind each mark that ends a sentence, in order."""
    for mark in "!?\n":
        if mark in text:
            text = text.replace(mark, "。")
    ends = list(accumulate([len(part) + 1 for part in text.split("。")]))
    ends.pop()  # the end of the text is the end of no sentence
    return ends


def _sentence(text: str, start: int, end: int, members: Sequence[Figure]) -> Sentence:
    if len(members) == 1:  # as in most sentences
        figure = members[0]
        begin = figure.start
        return Sentence(start, end, text[start:begin] + _sign(figure) + text[figure.end : end], {begin - start: figure})
    parts: list[str] = []
    at: dict[int, Figure] = {}
    position, length = start, 0
    for figure in members:
        begin = figure.start
        parts += text[position:begin], _sign(figure)
        length += begin - position
        at[length] = figure
        length += 1
        position = figure.end
    parts.append(text[position:end])
    return Sentence(start, end, "".join(parts), at)


def _sign(figure: Figure) -> str:
    return SIGNS[figure.role] if isinstance(figure, Quantity) else _OTHERS[type(figure)]
