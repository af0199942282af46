"""What is said of a table: figures with their places, and findings that show the calculation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..document import Document
from ..messages import say
from ..printing import decimal_text
from ..quantities import Interval
from ..rules import Edit, Finding, Fix, Held, Related, Severity
from .grid import Figure, Line

SHOWN = 6
"""Figures that a calculation shows in full; of more only the first two and the last."""
HOLDS, NEAR, FAILS = "holds", "near", "fails"


def outcome(claimed: Figure, expected: Interval, slack: Fraction | int) -> str:
    """Whether `claimed` can be what was calculated; `near` where it is off by `slack` and its own last digit."""
    if claimed.interval.meets(expected):
        return HOLDS
    own = 0 if claimed.exact else claimed.step
    loose = expected.widened(Fraction(slack + own))
    return NEAR if slack + own and claimed.interval.meets(loose) else FAILS


def held(document: Document, figure: Figure) -> Held:
    """A figure that agrees with the rest of its table."""
    return Held(document.reading.span(figure.number.start, figure.number.end))


def told(document: Document) -> set[int]:
    """The places of the figures that were called wrong already: what is reckoned with them is not wrong once more."""
    found: set[int] = document.memo.setdefault("cells-told", set())
    return found


def shown(figure: Figure) -> str:
    """A figure as calculations show it: without commas, with its sign, per cent with the sign of per cent."""
    return decimal_text(figure.number.value, figure.number.decimals) + _percent(figure)


def _percent(figure: Figure) -> str:
    return "%" if figure.number.measure is not None and figure.number.measure.name == "%" else ""


def sum_of(figures: Sequence[Figure]) -> str:
    """300+500+400, or its first and last members where there are many."""
    terms = [shown(figure) for figure in figures]
    if len(terms) > SHOWN:
        terms = [*terms[:2], "…", terms[-1]]
    added = terms[0]
    for term in terms[1:]:
        added += term if term.startswith("-") else f"+{term}"
    return added if len(figures) <= SHOWN else say("{sum}，共{count}项", sum=added, count=len(figures))


def right_text(claimed: Figure, value: Fraction | int) -> str:
    """`value`, in base units, as the claimed figure ought to be printed."""
    number = claimed.number
    text = decimal_text(Fraction(value) / claimed.scale, number.decimals)
    if not number.commas:
        return text
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def wrong(
    document: Document,
    line: Line,
    cross: Line,
    claimed: Figure,
    value: Fraction | int,
    calculation: str,
    others: Sequence[Figure],
    *,
    turned: bool,
    severity: Severity | None,
    exact: bool,
) -> Finding:
    """The finding for a claimed figure that ought to be `value` (base units) by `calculation`.

    `exact` where the right figure follows beyond doubt, so that it can be offered.
    """
    reading = document.reading
    span = reading.span(claimed.number.start, claimed.number.end)
    row, column = (cross, line) if turned else (line, cross)
    right = right_text(claimed, value)
    message = say(
        "{where}应为{right}（{calculation}），表中为{claimed}",
        where=place(row, column),
        right=right.replace(",", "") + _percent(claimed),
        calculation=calculation,
        claimed=shown(claimed),
    )
    fix = None
    if exact and not right.startswith("-") and claimed.number.sign in {"", "+"}:
        fix = Fix((Edit(span.start, span.end, right),), "unsafe")
    advice = None
    if severity is Severity.INFO:
        advice = say("只差在末位，可能是分项四舍五入所致，请核对。")
    chosen = list(others) if len(others) <= SHOWN else [others[0], others[-1]]
    related = tuple(
        Related(reading.span(one.number.start, one.number.end), shown(one))
        for one in sorted(chosen, key=lambda one: one.number.start)
    )
    return Finding(span, message, advice, severity, fix, related)


def place(row: Line, column: Line) -> str:
    """“合计”行“受理数”列."""
    if not row.named:
        return say("“{column}”列", column=column.named)
    if not column.named:
        return say("“{row}”行", row=row.named)
    return say("“{row}”行“{column}”列", row=row.named, column=column.named)
