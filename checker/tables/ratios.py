"""Shares, growth and rates: a column (or row) whose head says how it comes of others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ..document import Document
from ..quantities import Interval
from ..rules import Finding, Held
from .answers import shown
from .belief import HUNDRED, Calculation, Expected, Guess, believed
from .grid import Figure, Grid, Line, View, kind, views
from .periods import Pair, pairs_of
from .words import Words, bare

NEAR = 4
"""Columns beside a rate that it may come of, whatever they are called."""
PARTS = 3
"""Columns before a share that it may be one of."""


def check_shares(document: Document, grid: Grid, words: Words) -> Iterator[Finding | Held]:
    """占比: a line's figure by the total's, or by the figure that the head names."""
    for view in views(grid):
        targets = [line for line in view.lines if "share" in line.roles]
        if not targets:
            continue
        index = _Index([line for line in view.lines if kind(line) not in {"out", "part"}], words)
        for target in targets:
            yield from believed(document, view, list(_shares(view, target, index, words)), words)


def check_changes(document: Document, grid: Grid, words: Words) -> Iterator[Finding | Held]:
    """同比, 增长率, 增减: this period's figure against the last's."""
    for view in views(grid):
        targets = [line for line in view.lines if line.roles & {"growth", "fall", "change"}]
        pairs = pairs_of([line for line in view.lines if kind(line) != "out"], words) if targets else []
        if not pairs:
            continue
        groups: dict[tuple[str, ...], list[Pair]] = {}
        for pair in pairs:
            groups.setdefault(pair.this.path[:-1], []).append(pair)
        for target in targets:
            near = groups.get(target.path[:-1], [])
            guesses = list(_changes(view, target, near if len(near) == 1 else pairs))
            yield from believed(document, view, guesses, words, "comparable")


def check_rates(
    document: Document, grid: Grid, words: Words, rates: Mapping[str, Sequence[str]]
) -> Iterator[Finding | Held]:
    """办结率: what was 办结 by what was 受理; `rates` tells the verbs of rates that do not hold them."""
    for view in views(grid):
        targets = [line for line in view.lines if "rate" in line.roles]
        if not targets:
            continue
        found = Rates(view, words, rates)
        for target in targets:
            yield from believed(document, view, found.guesses(target), words, "exceeds")


class Rates:
    """What the rates among the lines of a view may come of; `rates` tells the verbs of rates that do not hold them."""

    def __init__(self, view: View, words: Words, rates: Mapping[str, Sequence[str]]) -> None:
        self._view, self._words, self._rates = view, words, rates
        self._index = _Index([line for line in view.lines if kind(line) != "out"], words)
        self._quotients: dict[int, list[Calculation]] = {}

    def guesses(self, target: Line) -> list[Guess]:
        """The quotients that `target` may be."""
        return list(_rates(self._view, target, self._index, self._words, self._rates))

    def confirm(self, target: Line, cross: Line, claimed: Figure) -> bool:
        """Whether `claimed` is one of these quotients where `target` meets `cross`, or that of two lines near it."""
        if target.index not in self._quotients:
            near = self._index.nearest(target, "", NEAR)
            pairs = [_quotient(self._view, part, whole) for part in near for whole in near if part is not whole]
            self._quotients[target.index] = [one.expected for one in self.guesses(target)] + pairs
        found = (expected(cross) for expected in self._quotients[target.index])
        return any(one is not None and claimed.interval.meets(one.interval) for one in found)


# -- guesses -----------------------------------------------------------------------------------------------------


class _Index:
    """Lines of amounts by what they count and by the heads over them, so that a ratio finds its own quickly."""

    def __init__(self, lines: Sequence[Line], words: Words) -> None:
        self._lines: dict[tuple[tuple[str, ...] | None, str], list[Line]] = {}
        for line in lines:
            stem = _stem(line, words)
            for group in (None, line.path[:-1]):
                self._add(group, stem, line)
                self._add(group, "", line)
                if words.is_("base", stem):
                    self._add(group, "*", line)

    def _add(self, group: tuple[str, ...] | None, stem: str, line: Line) -> None:
        self._lines.setdefault((group, stem), []).append(line)

    def nearest(self, target: Line, stem: str, most: int, *, before: bool = False) -> list[Line]:
        """The lines of that stem nearest to `target` under the same heads: those before it, the nearest first, else
        those behind. An empty stem is any line, `*` any that a rate may be of."""
        group = target.path[:-1] if len(target.path) > 1 else None
        found = self._lines.get((group, stem), [])
        at = bisect_left(found, target.index, key=lambda line: line.index)
        return found[max(0, at - most) : at][::-1] or ([] if before else found[at : at + most])


def _shares(view: View, target: Line, index: _Index, words: Words) -> Iterator[Guess]:
    of = _named_whole(target, words)
    totals = [] if of else [cross for cross in view.crosses if cross.roles & {"total", "whole"}]
    for part in index.nearest(target, "", PARTS, before=True):
        for whole in index.nearest(target, of, 1) if of else []:
            if whole is not part:
                yield Guess(target, _quotient(view, part, whole), ratio=True)
        total = view.figure(part, totals[0]) if len(totals) == 1 else None
        if total is not None:
            yield Guess(target, _quotient_by(view, part, total), ratio=True)


def _named_whole(target: Line, words: Words) -> str:
    """受理 in 占受理数比重; empty where the share is one of the total (占总数比重)."""
    label = bare(target.label)
    _, found, rest = label.partition("占")
    if not found:
        return ""
    for word in ("百分比", "比例", "比重", "比率", "比"):
        rest = rest.removesuffix(word)
    rest = rest.removesuffix("的")
    return "" if words.is_("whole", rest) or words.is_("total", rest) else _without_suffix(rest, words)


def _changes(view: View, target: Line, pairs: Sequence[Pair]) -> Iterator[Guess]:
    alone = len(pairs) == 1
    at = bisect_left(pairs, target.index, key=lambda pair: max(pair.this.index, pair.last.index))
    if not at and not alone:
        return
    pair = pairs[at - 1] if at else pairs[0]
    percent = target.measure is not None and target.measure.base == "%"
    points = target.measure is not None and target.measure.base == "个百分点"
    fall = "fall" in target.roles
    if not points:
        yield Guess(target, _growth(view, pair, fall=fall), ratio=True, alone=alone and percent)
    if not fall and not percent:
        yield Guess(target, _difference(view, pair), amount=not points, alone=alone and "change" in target.roles)


def _rates(
    view: View, target: Line, index: _Index, words: Words, rates: Mapping[str, Sequence[str]]
) -> Iterator[Guess]:
    noun = bare(target.label)
    stem = noun.removesuffix("率")
    for word in words.all_of("noun"):
        stem = stem.removeprefix(word) or stem
    verbs = {stem: None, **dict.fromkeys(rates.get(noun, ())), **dict.fromkeys(rates.get(f"{stem}率", ()))}
    parts = [line for verb in verbs if verb for line in index.nearest(target, verb, 1)][:2]
    wholes = [line for line in index.nearest(target, "*", 4) if line not in parts][:3]
    for part in parts:
        for whole in wholes:
            alone = len(parts) == len(wholes) == 1
            yield Guess(
                target, _quotient(view, part, whole), ratio=True, alone=alone, heads=f"{part.named} {whole.named}"
            )


def _stem(line: Line, words: Words) -> str:
    label = _without_suffix(bare(line.label), words)
    for word in words.all_of("noun"):
        label = label.removeprefix(word) or label
    return label


def _without_suffix(label: str, words: Words) -> str:
    for word in words.all_of("suffix"):
        if label.endswith(word) and label != word:
            return label.removesuffix(word)
    return label


# -- what is expected --------------------------------------------------------------------------------------------


def _quotient(view: View, part: Line, whole: Line) -> Calculation:
    def expected(cross: Line) -> Expected | None:
        one, other = view.figure(part, cross), view.figure(whole, cross)
        return None if other is None else _divided(one, other)

    return expected


def _quotient_by(view: View, part: Line, whole: Figure) -> Calculation:
    return lambda cross: _divided(view.figure(part, cross), whole)


def _divided(part: Figure | None, whole: Figure) -> Expected | None:
    if part is None or not _positive(part, whole) or part.base != whole.base:
        return None
    value = Fraction(part.value) / whole.value * HUNDRED
    interval = (part.interval / whole.interval).scaled(HUNDRED)
    return Expected(interval, value, f"{shown(part)}÷{shown(whole)}", (part, whole))


def _growth(view: View, pair: Pair, *, fall: bool) -> Calculation:
    def expected(cross: Line) -> Expected | None:
        this, last = view.figure(pair.this, cross), view.figure(pair.last, cross)
        if this is None or last is None or not _positive(this, last) or this.base != last.base or this.base == "%":
            return None
        one = Interval.exactly(1)
        grown = (this.interval / last.interval - one).scaled(HUNDRED)
        value = (Fraction(this.value) / last.value - 1) * HUNDRED
        first, second = shown(this), shown(last)
        if fall:
            return Expected(-grown, -value, f"({second}-{first})÷{second}", (this, last))
        return Expected(grown, value, f"({first}-{second})÷{second}", (this, last))

    return expected


def _difference(view: View, pair: Pair) -> Calculation:
    def expected(cross: Line) -> Expected | None:
        this, last = view.figure(pair.this, cross), view.figure(pair.last, cross)
        if this is None or last is None or this.base != last.base:
            return None
        calculation = f"{shown(this)}-{shown(last)}"
        return Expected(this.interval - last.interval, this.value - last.value, calculation, (this, last))

    return expected


def _positive(part: Figure, whole: Figure) -> bool:
    low = whole.interval.low
    return part.value >= 0 and low is not None and low > 0
