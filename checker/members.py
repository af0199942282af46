"""The quantities of a sentence with the words that label them, and what may be said of a row of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from .lazy import lazily
from .quantities import Interval, Quantity
from .records import Record
from .sentences import Sentence

LABEL = 24
"""Code points of a label that are kept."""

_MARK = lazily(r"[,、;:()“”]|和|及|与")
_STOP = lazily(r"[;()]")


class Member(Record, frozen=True):
    """A quantity with what stands before it in its clause, and the mark before that."""

    quantity: Quantity
    at: int
    label: str
    mark: str
    after: str


def members_of(sentence: Sentence) -> list[Member]:
    """The quantities of the sentence with their labels."""
    members: list[Member] = []
    previous = 0
    places = list(sentence.at.items())
    for index, (at, figure) in enumerate(places):
        if not isinstance(figure, Quantity):
            continue
        following = places[index + 1][0] if index + 1 < len(places) else len(sentence.template)
        between = sentence.template[max(previous, at - 60) : at]
        marks = list(_MARK.finditer(between))
        label = between[marks[-1].end() :] if marks else between
        mark = marks[-1].group() if marks else ""
        after = _MARK.split(sentence.template[at + 1 : min(following, at + 20)])[0]
        members.append(Member(figure, at, label[-LABEL:], mark, after))
        previous = at + 1
    return members


def reaches(template: str, at: int, word: int) -> bool:
    """Whether the figure at `at` may be the whole that the word at `word` divides: not over a semicolon, nor out of
    a closed bracket (现有39名(含工勤2名),其中)."""
    between = template[at:word]
    return at < word and ";" not in between and between.count(")") <= between.count("(")


def end_of_list(template: str, start: int, stop: int) -> int:
    """Where the list that begins at `start` ends: at a semicolon or a bracket, or at `stop`."""
    match = _STOP.search(template, start, stop)
    return match.start() if match else stop


def listed(parts: Sequence[Member]) -> bool:
    """Whether the parts stand in one row, each after a mark, with nothing behind the figures but their nouns."""
    return all(part.mark in {"、", ",", "和", "及", "与", "其中", ""} for part in parts[1:]) and not any(
        len(part.after) > 8 for part in parts
    )


def total_of(quantities: Iterable[Quantity]) -> Interval:
    """The sum of what the quantities may stand for."""
    return reduce(lambda total, quantity: total + quantity.interval, quantities, Interval.exactly(0))
