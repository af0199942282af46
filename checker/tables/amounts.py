"""Single cells against the head above them: another unit, part of a whole thing, more than all, less than none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..printing import decimal_text
from ..rules import Finding, Held, Severity
from .answers import place, shown
from .grid import OUT, Figure, Grid, Line, views
from .ratios import Rates
from .words import Words, bare

HUNDRED = 100
_EACH = lazily("均|每")


def check_units(document: Document, grid: Grid, words: Words) -> Iterator[Finding | Held]:
    """A cell that prints another unit than its head or label tells."""
    for row, column, figure in _figures(grid):
        own, told = figure.number.measure, grid.measure(row, column)
        if own is None or told is None or not told.name or own.base == "%" or told.base == "%" or not own.base:
            continue
        span = document.reading.span(figure.number.start, figure.number.end)
        if not told.base or (own.base, own.factor) == (told.base, told.factor):
            yield Held(span)
        elif own.base == told.base:
            value = decimal_text(figure.value / told.factor, max(0, figure.number.decimals)).rstrip(".")
            message = say(
                "{where}的单位是{unit}，这一格写的是{text}，合{value}{unit}",
                where=place(row, column),
                unit=told.name,
                text=shown(figure) + own.name,
                value=value,
            )
            yield Finding(span, message, severity=Severity.INFO)
        elif told is column.measure:
            message = say(
                "{where}的单位是{unit}，这一格写的是{text}",
                where=place(row, column),
                unit=told.name,
                text=shown(figure) + own.name,
            )
            yield Finding(span, message, severity=Severity.INFO)


def check_counts(document: Document, grid: Grid, words: Words) -> Iterator[Finding | Held]:
    """Half a person, or fewer than none, in a column of counts whose other figures are whole."""
    for column in grid.columns:
        if column.roles & OUT or _EACH.search(column.named) or words.in_("signed", column.named):
            continue
        rows = [row for row in grid.rows if not row.roles & OUT and not _EACH.search(row.named)]
        counted = [
            (row, figure) for row in rows if (figure := grid.figure(row, column)) and _is_count(grid, row, column)
        ]
        odd = [(row, figure) for row, figure in counted if figure.number.decimals and figure.value != int(figure.value)]
        below = [
            (row, figure)
            for row, figure in counted
            if figure.value < 0 and figure.number.sign != "↓" and not words.in_("signed", row.named)
        ]
        if len(odd) + len(below) > len(counted) // 2:
            continue
        wrong = {figure.number.start for _, figure in odd + below}
        for _, figure in counted:
            span = document.reading.span(figure.number.start, figure.number.end)
            if figure.number.start not in wrong:
                yield Held(span)
        for row, figure in odd:
            span = document.reading.span(figure.number.start, figure.number.end)
            unit = figure.measure.name if figure.measure else ""
            yield Finding(
                span,
                say("{where}是{value}：{unit}数应为整数", where=place(row, column), value=shown(figure), unit=unit),
            )
        for row, figure in below:
            span = document.reading.span(figure.number.start, figure.number.end)
            yield Finding(span, say("{where}是{value}：数量不会是负数", where=place(row, column), value=shown(figure)))


def _is_count(grid: Grid, row: Line, column: Line) -> bool:
    told = grid.measure(row, column)
    figure = grid.figure(row, column)
    measure = figure.measure if figure is not None else None
    return bool(told and told.whole and told.base and told.factor == 1 and measure is told)


def check_bounds(
    document: Document, grid: Grid, words: Words, nouns: Sequence[str], rates: Mapping[str, Sequence[str]]
) -> Iterator[Finding | Held]:
    """More than 100 per cent of what cannot be more than all (办结率), unless the figures it comes of say the same."""
    if words.in_("exceeds", grid.around):
        return
    quotients: dict[bool, Rates] = {}
    for row, column, figure in _figures(grid):
        line = next((one for one in (column, row) if bare(one.label).endswith(tuple(nouns))), None)
        if line is None or figure.base != "%" or words.in_("exceeds", row.named + column.named):
            continue
        if (row.roles | column.roles) & {"growth", "fall", "change"}:
            continue
        span = document.reading.span(figure.number.start, figure.number.end)
        low = figure.interval.low
        if low is None or low <= HUNDRED:
            yield Held(span)
            continue
        turned = line is column
        if turned not in quotients:
            quotients[turned] = Rates(views(grid)[turned], words, rates)
        if quotients[turned].confirm(line, row if turned else column, figure):
            yield Held(span)
            continue
        value = shown(figure) if figure.number.measure is not None else f"{shown(figure)}%"
        yield Finding(span, say("{where}是{value}，超过100%", where=place(row, column), value=value))


def _figures(grid: Grid) -> Iterator[tuple[Line, Line, Figure]]:
    for row in grid.rows:
        for column in grid.columns:
            figure = grid.figure(row, column)
            if figure is not None:
                yield row, column, figure
