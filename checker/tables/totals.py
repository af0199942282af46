"""Totals: the line of a total adds up the lines it stands for, across and down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from ..document import Document
from ..quantities import Interval
from ..records import Record, field, replace
from ..rules import Finding, Held, Severity
from .answers import FAILS, HOLDS, NEAR, held, outcome, sum_of, told, wrong
from .claims import Claim, claims
from .grid import OUT, Figure, Grid, Line, View, figure_of, views
from .words import Words

WIDEST = 2000
"""A table with more rows and more columns than this is no table of totals."""
HUNDRED = 100
OPEN = 10
"""Percentages that come to 100 within so much are parts of one whole; others are rates, which do not add up."""
MISREAD = 3
"""So many wrong totals of one line, and none right, mean that the table was not understood."""


class _Sum(Record, frozen=True):
    """One total where it crosses another line: what it adds up, and whether it is right.

    `backed` where two readings that share no line, as subtotals and what they add up, give the same sum.
    """

    cross: Line
    claimed: Figure
    parts: tuple[Figure, ...]
    outcome: str
    backed: bool = False

    @property
    def exact(self) -> bool:
        return self.claimed.exact and all(part.exact for part in self.parts)

    @property
    def sure(self) -> bool:
        """Whether all is counted in whole things, or too far off for rounding to explain."""
        if not self.exact:
            return False
        if self.claimed.sure and all(part.sure for part in self.parts):
            return True
        return abs(self.claimed.value - self.value) > Fraction(len(self.parts) + 1, 2)

    @property
    def value(self) -> Fraction:
        return Fraction(sum(part.value for part in self.parts))

    @property
    def between(self) -> bool:
        """Whether the total lies between its parts, as an average, the highest or the lowest of them does."""
        values = [part.value for part in self.parts]
        return min(values) <= self.claimed.value <= max(values)

    @property
    def early(self) -> bool:
        """Whether the first parts alone come to the total: those behind may divide the same whole again."""
        lows = accumulate(Fraction(part.interval.low or 0) for part in self.parts)
        highs = accumulate(Fraction(part.interval.high or 0) for part in self.parts)
        sums = [Interval(low, high) for low, high in zip(lows, highs, strict=True)]
        return any(self.claimed.interval.meets(one) for one in sums[1:-1])


class _Answers(Record):
    """What the totals of a table came to: those that hold and those that do not, by where their digits stand."""

    right: dict[int, Figure] = field(default_factory=dict)
    wrong: list[tuple[_Sum, Finding]] = field(default_factory=list)


def check_totals(document: Document, grid: Grid, words: Words) -> Iterator[Finding | Held]:
    """Every total of the table, by rows and by columns."""
    if grid.gaps or words.in_("overlap", grid.around):
        return
    partial = words.in_("open", grid.around) is not None
    answers = [_in_view(document, view, partial) for view in views(grid)]
    for one, other in (answers, reversed(answers)):
        for figure in one.right.values():
            yield held(document, figure)
        blamed = {found.claimed.number.start for found, _ in other.wrong}
        for found, finding in one.wrong:
            # Right across but wrong down: what is wrong is the member that is wrong across as well.
            if found.claimed.number.start in other.right and blamed & {part.number.start for part in found.parts}:
                continue
            told(document).add(found.claimed.number.start)
            yield finding


def _in_view(document: Document, view: View, partial: bool) -> _Answers:
    answers = _Answers()
    crosses = [line for line in view.crosses if not line.roles & OUT]
    lines = view.lines
    if not crosses or len(lines) < 3 or (len(lines) > WIDEST < len(crosses)):
        return answers

    def values(line: Line) -> list[Fraction | int | None]:
        figures = [view.figure(line, cross) for cross in crosses]
        return [figure.value if figure is not None and figure.exact else None for figure in figures]

    for claim in claims(lines, values):
        _judge(document, view, claim, crosses, partial, answers)
    return answers


def _judge(
    document: Document, view: View, claim: Claim, crosses: Sequence[Line], partial: bool, answers: _Answers
) -> None:
    right = 0
    others: list[_Sum] = []
    for cross in crosses:
        found = _best(view, claim, cross)
        if found is not None and found.outcome == HOLDS:
            answers.right[found.claimed.number.start] = found.claimed
            right += 1
        elif found is not None:
            others.append(found)
    if claim.soft:
        return
    failed = sum(1 for one in others if one.outcome == FAILS)
    if not _is_told(view, claim, right, failed):
        others = [one for one in others if one.backed]
    for one in others:
        if partial and one.claimed.value > one.value:
            continue
        finding = wrong(
            document,
            claim.total,
            one.cross,
            one.claimed,
            one.value,
            sum_of(one.parts),
            one.parts,
            turned=view.turned,
            severity=_severity(claim, one, right, failed),
            exact=one.exact,
        )
        answers.wrong.append((one, finding))


def _is_told(view: View, claim: Claim, right: int, failed: int) -> bool:
    """Whether the table was surely read rightly: most of the totals are right, or there is but one way to read it."""
    if claim.certain and not right:
        alike = not view.turned or _alike(view, claim)
        return failed < MISREAD and alike
    return right >= (1 if claim.certain else 2) and failed <= max(right, 1)


def _alike(view: View, claim: Claim) -> bool:
    """Whether the columns that a total column may add up count the same thing, so far as heads and caption tell."""
    bases = {line.measure.base if line.measure else "" for line in claim.readings[0]} if claim.readings else set()
    return len(bases) <= 1


def _severity(claim: Claim, one: _Sum, right: int, failed: int) -> Severity | None:
    if one.outcome == NEAR:
        return Severity.INFO
    return None if claim.certain and one.sure and failed <= max(right, 1) else Severity.WARNING


def _best(view: View, claim: Claim, cross: Line) -> _Sum | None:
    """The total under the reading that suits it best: one that is right, else the likeliest; None where none says."""
    claimed = view.figure(claim.total, cross)
    if claimed is None:
        return None
    found: list[tuple[_Sum, frozenset[int]]] = []
    for reading in claim.readings:
        one = _sum(view, claimed, cross, reading)
        if one is not None and one.outcome == HOLDS:
            return one
        if one is not None:
            found.append((one, frozenset(line.index for line in reading)))
    if not found or len(found) < len(claim.readings):
        return None
    if any(one.outcome == NEAR for one, _ in found):
        return next(one for one, _ in found if one.outcome == NEAR)
    backed = [one for at, (one, lines) in enumerate(found) if _is_backed(one, lines, found[at + 1 :])]
    first = found[0][0]
    likeliest = min((first, *backed), key=lambda one: abs(claimed.value - one.value))
    if any(likeliest is one for one in backed):
        return replace(likeliest, backed=True)
    return None if first.between or first.early else first


def _is_backed(one: _Sum, lines: frozenset[int], others: Sequence[tuple[_Sum, frozenset[int]]]) -> bool:
    return any(one.value == other.value and not lines & theirs for other, theirs in others)


def _sum(view: View, claimed: Figure, cross: Line, reading: Sequence[Line]) -> _Sum | None:
    """None where a part is not known, or is counted in another unit."""
    parts: list[Figure] = []
    unknown = False
    low: Fraction | int = 0
    high: Fraction | int = 0
    slack: Fraction | int = 0
    for line in reading:
        figure = view.figure(line, cross)
        if figure is None:
            found = view.entry(line, cross)
            if found is not None and not found.blank:
                return None
            unknown = True
            continue
        parts.append(figure)
        low += figure.interval.low or 0
        high += figure.interval.high or 0
        slack += 0 if figure.exact else figure.step
    if len(parts) < 2 or len({(part.base, part.scale == 1) for part in parts}) > 1:
        return None
    if claimed.measure is None and parts[0].measure is not None:
        claimed = figure_of(claimed.number, parts[0].measure)
    if claimed.base != parts[0].base or (claimed.scale == 1) != (parts[0].scale == 1):
        return None
    if parts[0].base == "%" and not HUNDRED - OPEN <= low <= high <= HUNDRED + OPEN:
        return None
    result = outcome(claimed, Interval(Fraction(low), Fraction(high)), slack)
    if unknown and result != HOLDS:
        return None
    return _Sum(cross, claimed, tuple(parts), result)
