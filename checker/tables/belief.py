"""Guesses at what a column is made of, believed where the table bears them out.

A head alone is not enough: which columns a share or a rate comes of is guessed. A guess is believed where it comes out
right in the table more often than not, or where the table has but one row and one guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ..document import Document
from ..quantities import Interval
from ..records import Record
from ..rules import Finding, Held, Severity
from .answers import FAILS, HOLDS, NEAR, held, outcome, told, wrong
from .grid import Figure, Line, View, figure_of, kind
from .words import Words, bare

HUNDRED = 100
_CHANGES = frozenset({"growth", "fall", "change", "ordinal"})
"""What crosses such a line is itself a change or a place, not of the head's own kind."""
_PARTS = frozenset({"rate", "share"})
"""Parts of a whole: never below none, and an average of theirs need not be that of their sums."""
VAGUE = 4
"""What is open by more than this part of itself bears nothing out."""


class Expected(Record, frozen=True):
    """What a line ought to be where it crosses another, in per cent or in the unit of `sources`."""

    interval: Interval
    value: Fraction | int
    calculation: str
    sources: tuple[Figure, ...]


Calculation = Callable[[Line], Expected | None]


class Guess(Record, frozen=True):
    """A line and how it may come of others. `ratio` where the figure may also be written as 0.25 for 25 per cent,
    `amount` where it is of the unit of its sources; `alone` where one row is enough to believe it, `heads` what
    stands over its sources."""

    target: Line
    expected: Calculation
    ratio: bool = False
    amount: bool = False
    alone: bool = False
    heads: str = ""


class _Judged(Record, frozen=True):
    cross: Line
    claimed: Figure
    expected: Expected
    outcome: str

    @property
    def telling(self) -> bool:
        """Whether it bears a guess out: no zero, no figure by itself, nothing that rounding leaves open."""
        low, high = self.expected.interval.low, self.expected.interval.high
        if not self.expected.value or low is None or high is None:
            return False
        part, whole = self.expected.sources
        return part is not whole and high - low <= abs(Fraction(self.expected.value)) / VAGUE


def believed(
    document: Document, view: View, guesses: list[Guess], words: Words, excused: str = ""
) -> Iterator[Finding | Held]:
    """The guess that most rows bear out, with the rows that do not, unless a word of the role `excused` explains it."""
    best: list[_Judged] = []
    right = -1
    chosen: Guess | None = None
    sound: set[int] = set()
    for guess in guesses:
        for scale in (1, HUNDRED) if guess.ratio else (1,):
            found = list(_each(view, guess, scale, words))
            sound.update(one.claimed.number.start for one in found if one.outcome == HOLDS)
            telling = sum(1 for one in found if one.outcome == HOLDS and one.telling)
            if telling > right:
                chosen, best, right = guess, found, telling
    if chosen is None:
        return
    failed = sum(1 for one in best if one.outcome == FAILS)
    borne_out = right >= max(failed, 1)
    for one in best:
        if one.outcome == HOLDS and borne_out:
            yield held(document, one.claimed)
    sure = borne_out or (len(best) == 1 and chosen.alone and len(guesses) == 1)
    if not sure or not _simple(view):
        return
    for one in best:
        around = f"{view.grid.around} {chosen.target.named} {chosen.heads} {one.cross.named}"
        if one.claimed.number.start in sound or (excused and words.in_(excused, around)):
            continue
        if told(document) & {source.number.start for source in one.expected.sources}:
            continue
        yield wrong(
            document,
            chosen.target,
            one.cross,
            one.claimed,
            one.expected.value,
            one.expected.calculation,
            one.expected.sources,
            turned=view.turned,
            severity=Severity.INFO if one.outcome == NEAR else None if right > 1 else Severity.WARNING,
            exact=all(source.exact for source in one.expected.sources) and one.claimed.scale == 1,
        )


def _simple(view: View) -> bool:
    """Whether no row is part of another: a share in such a table may be one of the row above."""
    return not any(kind(cross) in {"part", "named"} for cross in view.crosses)


def _each(view: View, guess: Guess, scale: int, words: Words) -> Iterator[_Judged]:
    signed = any(
        figure is not None and figure.number.sign
        for figure in (view.figure(guess.target, cross) for cross in view.crosses)
    )
    for cross in view.crosses:
        claimed = view.figure(guess.target, cross)
        expected = guess.expected(cross) if claimed is not None else None
        if claimed is None or expected is None or cross.roles & _CHANGES:
            continue
        if guess.target.roles & _PARTS and (claimed.value < 0 or _stands_apart(cross, words)):
            continue
        if guess.amount:
            if claimed.base == "%" or (claimed.measure and claimed.measure.base != expected.sources[0].base):
                continue
            if claimed.measure is None:
                claimed = figure_of(claimed.number, expected.sources[0].measure)
        elif scale != 1:
            if claimed.number.measure is not None or claimed.number.decimals < 2:
                continue
            claimed = _in_percent(claimed)
        slack = 0 if expected.interval.low == expected.interval.high else claimed.step
        found = outcome(claimed, expected.interval, slack)
        if found != HOLDS and expected.value < 0 and not signed and claimed.value > 0:
            # 降 may stand in another cell, or an arrow that was a picture.
            continue
        yield _Judged(cross, claimed, expected, found)


def _stands_apart(cross: Line, words: Words) -> bool:
    """Whether a line holds averages, or is called 变化 and nothing more."""
    return "average" in cross.roles or words.is_("signed", bare(cross.label))


def _in_percent(figure: Figure) -> Figure:
    """0.25 as 25 per cent."""
    half = Fraction(figure.step) / 2 * HUNDRED
    value = figure.number.value * HUNDRED
    return Figure(
        figure.number,
        value,
        Interval(value - half, value + half),
        figure.step * HUNDRED,
        Fraction(HUNDRED),
        figure.measure,
    )
