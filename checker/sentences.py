"""Sentences with their figures written as one character each, so that a pattern can speak of figures by role.

`全年受理案件2000件,办结率97.5%` becomes `全年受理案件▢,办结率▣`, where the character tells an amount from a share.
The characters are of the private use area and mean nothing outside of templates and the patterns made for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .document import Document
from .lazy import lazily
from .quantities import AMOUNT, FOLD, POINTS, SHARE, TIMES, Figure, Moment, Ordinal, Quantity, figures

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
QUANTITIES = "\ue000-\ue004"
"""The signs of quantities as a range for a character class."""

MOST = 100
"""Figures of one sentence. Reports have at most 86; what holds more is a table in disguise, and is cut."""
LONGEST = 5_000
"""Code points on either side of a figure that are looked at; so no kind can take the square of a text's length."""

_END = lazily("[。!?\n]")
_PRIVATE = lazily("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
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
    index = 0
    start = 0
    while index < len(found):
        first = found[index]
        stop = _END.search(text, first.end, first.end + LONGEST)
        end = stop.end() if stop else min(len(text), first.end + LONGEST)
        start = _begin(text, max(start, first.start - LONGEST), first.start)
        members: list[Figure] = []
        while index < len(found) and len(members) < MOST and found[index].end <= end:
            members.append(found[index])
            index += 1
        if index < len(found):
            end = min(end, found[index].start)
        if any(isinstance(figure, Quantity) for figure in members):
            yield _sentence(text, start, end, members)
        start = end


def _begin(text: str, floor: int, at: int) -> int:
    return max((text.rfind(mark, floor, at) + 1 for mark in "。!?\n"), default=floor) or floor


def _sentence(text: str, start: int, end: int, members: Sequence[Figure]) -> Sentence:
    parts: list[str] = []
    at: dict[int, Figure] = {}
    position, length = start, 0
    for figure in members:
        # A figure of the private use area in the text itself must not pass for one of ours.
        between = _PRIVATE.sub("\ufffd", text[position : figure.start])
        parts += [between, _sign(figure)]
        length += len(between)
        at[length] = figure
        length += 1
        position = figure.end
    parts.append(_PRIVATE.sub("\ufffd", text[position:end]))
    return Sentence(start, end, "".join(parts), at)


def _sign(figure: Figure) -> str:
    if isinstance(figure, Quantity):
        return SIGNS[figure.role]
    if isinstance(figure, Moment):
        return SIGNS["moment"]
    return SIGNS["ordinal"] if isinstance(figure, Ordinal) else SIGNS["name"]
