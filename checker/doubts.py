"""Reasons to doubt that a formula which fails is the author's mistake, not the reader's.

A pattern takes the nearest figures; the sentence may mean others. So a formula that another figure of the sentence
makes true is taken as true, and one whose figures stand behind 其中 while the base may be that of the whole is not
judged at all. A result far from the claim is more often a misreading than a slip, and only hinted at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .document import Document
from .formula import HOLDS, Formula, IncomparableError, Verdict
from .quantities import Interval, Quantity, scale
from .sentences import Sentence

FAR = 3
"""A result more than so many times the claim, or less than its part, is doubted."""
MOST = 12
"""Figures of a sentence that are tried in place of one; a longer sentence is a table in disguise."""


def holds_otherwise(
    formula: Formula, sentence: Sentence, figures: Mapping[str, Quantity], plain: frozenset[str]
) -> bool:
    """Whether the formula holds with an earlier figure of the sentence in place of one of those taken."""
    if formula.operator != "==":
        return False
    used = {quantity.start for quantity in figures.values()}  # a whole divided by itself is always 100 %
    earlier = [quantity for quantity in sentence.quantities() if quantity.start not in used]
    for name, taken in figures.items():
        if name == formula.claim:
            continue
        like = [q for q in earlier if q.start < taken.start and (q.unit, q.role) == (taken.unit, taken.role)]
        for other in like[-MOST:]:
            try:
                if formula.judge({**figures, name: other}, plain).outcome == HOLDS:
                    return True
            except IncomparableError:
                continue
    return False


def is_of_a_part(sentence: Sentence, figures: Mapping[str, Quantity], start: int) -> bool:
    """Whether the figures stand behind 其中 with a whole of the same unit before it: 比上年 may speak of either.

    `start` is where the match begins in the template.
    """
    first = min(figures.values(), key=lambda quantity: quantity.start)
    place = next(at for at, figure in sentence.at.items() if figure is first)
    before = max(sentence.template.rfind(";", 0, place), 0)
    among = sentence.template.rfind("其中", before, place)
    if among < 0 or start < among:
        return False
    return any(
        isinstance(figure, Quantity) and figure.unit == first.unit
        for at, figure in sentence.at.items()
        if before <= at < among
    )


def is_far(verdict: Verdict, claimed: Quantity) -> bool:
    """Whether what the formula gives is out of all proportion to the claim."""
    expected = verdict.expected
    if expected is None or expected.low is None or expected.high is None:
        return True
    middle, told = (expected.low + expected.high) / 2, claimed.value * scale(claimed)
    if middle <= 0 or told <= 0:
        return False
    return middle > FAR * told or FAR * middle < told


def is_negative(expected: Interval | None) -> bool:
    """Whether what a formula gives is below zero: the figures have changed places."""
    return expected is not None and expected.high is not None and expected.high < 0


def is_told_already(document: Document, figures: Iterable[Quantity]) -> bool:
    """Whether another rule has found fault with two of these figures; if not, they are noted as found fault with."""
    told: list[frozenset[int]] = document.memo.setdefault("figures-told", [])
    places = frozenset(quantity.start for quantity in figures)
    if any(len(places & other) >= 2 for other in told[-MOST * MOST :]):
        return True
    told.append(places)
    return False
