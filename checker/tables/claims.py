"""Which lines of a table a total claims to add up: every reading that the labels allow.

Subtotals are never counted beside what they add up, nor the parts of a line that 其中 opens. Where the labels leave
more than one reading, any that is right makes the total right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from fractions import Fraction
from itertools import groupby

from ..records import Record
from .grid import Line, kind, lines_by_group

Values = Callable[[Line], list[Fraction | int | None]]
"""The exact figures of a line where it crosses the others, None where one is not known."""
BLOCKS = 8
"""A table of more blocks does not divide one whole so many times."""


class Claim(Record, frozen=True):
    """A total and the lines it may add up, the likeliest reading first.

    `certain` where there is only that one reading; `soft` where the total may hold more than the table lists (全市).
    """

    total: Line
    readings: tuple[tuple[Line, ...], ...]
    certain: bool
    soft: bool = False


def claims(lines: Sequence[Line], values: Values) -> Iterator[Claim]:
    """Every total among `lines` with what it may add up. Linear but for one sort."""
    totals = {"total", "subtotal"}
    inner: set[int] = set()
    for group in lines_by_group(lines):
        if len(group) > 2 and any(kind(line) in totals for line in group):
            yield from _in_scope(group, values)
            inner.update(line.index for line in group if kind(line) in totals)
    if inner and all(line.index in inner or len(line.path) > 1 for line in lines):
        outermost = {line.path[:-1] for line in lines}
        if len(outermost) == 1:
            return
    yield from _in_scope(lines, values, inner)


def _in_scope(lines: Sequence[Line], values: Values, inner: Set[int] = frozenset()) -> Iterator[Claim]:
    """The totals of lines that belong together; those of `inner` are subtotals, judged already."""
    kinds = ["subtotal" if line.index in inner else kind(line) for line in lines]
    summed = [at for at, one in enumerate(kinds) if one != "out"]
    totals = [at for at in summed if kinds[at] == "total"]
    if not totals and kinds.count("subtotal") == 1 and not inner:
        totals = [kinds.index("subtotal")]
    if summed and totals:
        main = totals[0] if totals[0] == summed[0] else totals[-1]
        for at in totals:
            kinds[at] = "subtotal"
        kinds[main] = "total"
        yield _main_claim(lines, kinds, main, summed, values)
    yield from _block_claims(lines, kinds, inner)
    if summed and not totals:
        yield from _soft_claims(lines, kinds, summed)


def _main_claim(lines: Sequence[Line], kinds: list[str], main: int, summed: Sequence[int], values: Values) -> Claim:
    behind = [at for at in summed if at > main]
    leads = main == summed[0]
    scope = behind if leads else [at for at in summed if at < main]
    # 合计 at the end may be followed by what it is made of.
    sound = leads or all(kinds[at] == "part" for at in behind)
    found = [(lines[at], kinds[at]) for at in scope]
    plain = [line for line, one in found if one == "plain"]
    readings = [plain]
    subtotals = [line for line, one in found if one in {"subtotal", "named"}]
    if subtotals:
        readings += [subtotals, _with_loose(found)]
    readings += _by_level(plain)
    readings += [[line for line, one in found if one in {"plain", "part"}]]
    readings += _after_parts(found)
    readings += [[line for line, one in found if one == "whole"] + plain]
    readings += _by_block(plain, lambda line: line.block)
    readings += _by_block(plain, lambda line: line.path[:1] if len(line.path) > 1 else ())
    nested = _without_nested(plain, values)
    if nested is not None:
        readings.append(nested)
    left_out = kinds[main:].count("out") if leads else kinds[:main].count("out")
    if left_out:
        stretch = range(main + 1, len(lines)) if leads else range(main)
        readings.append([lines[at] for at in stretch if kinds[at] in {"plain", "out"}])
    if not sound:
        readings.append([lines[at] for at in behind if kinds[at] == "plain"])
    simple = not left_out and all(one == "plain" for _, one in found)
    alike = len({(line.level, len(line.path)) for line in plain}) <= 1
    return Claim(lines[main], _distinct(readings), sound and simple and alike)


def _with_loose(found: Sequence[tuple[Line, str]]) -> list[Line]:
    """The subtotals and the lines that no subtotal stands for: those behind the last, or before the first."""
    marks = [at for at, (_, one) in enumerate(found) if one in {"subtotal", "named"}]
    first_is_subtotal = marks[0] == 0
    kept = [found[at][0] for at in marks]
    if first_is_subtotal:
        return kept
    return kept + [line for line, one in found[marks[-1] + 1 :] if one == "plain"]


def _by_level(plain: Sequence[Line]) -> list[list[Line]]:
    """Of lines with markers of several levels only the highest."""
    levels = {line.level for line in plain} - {0}
    if not levels or len({line.level for line in plain}) == 1:
        return []
    top = min(levels)
    return [[line for line in plain if line.level == top], [line for line in plain if line.level == 0]]


def _by_block(plain: Sequence[Line], key: Callable[[Line], Hashable]) -> list[list[Line]]:
    """Every block by itself: each may divide the same whole, once by sex and once by schooling."""
    blocks = [list(block) for _, block in groupby(plain, key)]
    blocks = [block for block in blocks if len(block) > 1]
    return blocks if len(blocks) <= BLOCKS else []


def _after_parts(found: Sequence[tuple[Line, str]]) -> list[list[Line]]:
    """What is left where the lines behind 其中 are parts as well, up to the next line with a marker or a subtotal."""
    if not any(one == "part" for _, one in found):
        return []
    kept: list[Line] = []
    inside = False
    for line, one in found:
        if one == "part":
            inside = True
        elif line.level:
            inside = False
        if one == "plain" and not inside:
            kept.append(line)
    return [kept]


def _without_nested(plain: Sequence[Line], values: Values) -> list[Line] | None:
    """The lines left when those are taken out that the line above them adds up in every column; None where none are.

    A line may have two parts or more. The first column whose figures are all known says how many, the others agree.
    """
    rows = [values(line) for line in plain]
    known = [column for column in range(len(rows[0]) if rows else 0) if all(row[column] is not None for row in rows)]
    if not known or len(plain) < 3:
        return None
    sums: dict[int, list[Fraction | int]] = {column: [0] for column in known}
    for row in rows:
        for column in known:
            sums[column].append(sums[column][-1] + row[column])  # type: ignore[operator]
    first = sums[known[0]]
    places: dict[Fraction | int, list[int]] = {}
    for at, total in enumerate(first):
        places.setdefault(total, []).append(at)
    kept: list[Line] = []
    at = 0
    while at < len(plain):
        kept.append(plain[at])
        ends = places.get(first[at + 1] + rows[at][known[0]], [])  # type: ignore[operator]
        found = bisect_left(ends, at + 3)
        end = ends[found] if found < len(ends) else None
        if end is not None and all(sums[c][end] - sums[c][at + 1] == rows[at][c] for c in known):
            at = end
        else:
            at += 1
    return kept if len(kept) < len(plain) else None


def _block_claims(lines: Sequence[Line], kinds: Sequence[str], inner: Set[int]) -> Iterator[Claim]:
    """Each subtotal with the lines before it, or behind it where a subtotal comes first."""
    marks = [at for at, one in enumerate(kinds) if one in {"subtotal", "total"}]
    own = [at for at in marks if kinds[at] == "subtotal" and lines[at].index not in inner]
    summed = [at for at, one in enumerate(kinds) if one not in {"out", "total"}]
    if not own or not summed:
        return
    leads = kinds[summed[0]] == "subtotal"
    for at in own:
        place = bisect_left(marks, at)
        low = marks[place - 1] + 1 if place else 0
        high = marks[place + 1] if place + 1 < len(marks) else len(lines)
        before = [lines[one] for one in range(low, at) if kinds[one] == "plain"]
        behind = [lines[one] for one in range(at + 1, high) if kinds[one] == "plain"]
        chosen = behind if leads else before
        simple = all(kinds[one] == "plain" for one in range(low, high) if one != at and kinds[one] != "out")
        simple = simple and len({line.level for line in chosen}) <= 1
        yield Claim(lines[at], _distinct([chosen, before, behind]), simple and len(chosen) > 1)


def _soft_claims(lines: Sequence[Line], kinds: Sequence[str], summed: Sequence[int]) -> Iterator[Claim]:
    """全市 beside its districts: right where they add up, but it may hold more than they."""
    for at in (summed[0], summed[-1]):
        if kinds[at] == "whole":
            rest = [lines[one] for one in summed if kinds[one] == "plain"]
            yield Claim(lines[at], (tuple(rest),), certain=False, soft=True)
            return


def _distinct(readings: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
    """Each reading once, and only those of two lines or more."""
    found = {tuple(line.index for line in reading): tuple(reading) for reading in readings if len(reading) > 1}
    return tuple(found.values())
