"""Sentences with their figures written as one character each, so that a pattern can speak of figures by role.

`全年受理案件2000件,办结率97.5%` becomes `全年受理案件▢,办结率▣`, where the character tells an amount from a share.
The characters are of the private use area and mean nothing outside of templates and the patterns made for them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    ends = [match.end() for match in _END.finditer(text)]
    index, count, length = 0, len(found), len(text)
    start = 0
    while index < count:
        first = found[index]
        at = bisect_right(ends, first.start)
        start = max(start, first.start - LONGEST, ends[at - 1] if at else 0)
        at = bisect_right(ends, first.end, at)
        end = min(length, first.end + LONGEST, ends[at] if at < len(ends) else length)
        begun = index
        most = min(count, begun + MOST)
        holds = False
        while index < most and found[index].end <= end:
            holds = holds or type(found[index]) is Quantity
            index += 1
        if index < count:
            end = min(end, found[index].start)
        if holds:
            yield _sentence(shown, start, end, found[begun:index])
        start = end


def _sentence(text: str, start: int, end: int, members: Sequence[Figure]) -> Sentence:
    parts: list[str] = []
    at: dict[int, Figure] = {}
    position, length = start, 0
    for figure in members:
        begin = figure.start
        parts.append(text[position:begin])
        parts.append(SIGNS[figure.role] if isinstance(figure, Quantity) else _OTHERS[type(figure)])
        length += begin - position
        at[length] = figure
        length += 1
        position = figure.end
    parts.append(text[position:end])
    return Sentence(start, end, "".join(parts), at)
