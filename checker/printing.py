"""Figures in a clerk's words: as printed, and as they ought to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from .document import Document
from .messages import say
from .quantities import FOLD, POINTS, SHARE, Interval, Quantity, scale
from .rules import Edit, Fix, Related
from .span import Span


def numeral(text: str, quantity: Quantity) -> str:
    """The figure of `quantity` with its magnitude and, for shares, its sign: 38.5万, 97.5%."""
    shown = text[slice(*quantity.numeral)]
    behind = text[quantity.numeral[1] : quantity.numeral[1] + 1]
    return shown + behind if behind in {"%", "‰"} else shown


def figure_end(text: str, quantity: Quantity) -> int:
    """Where the figure with its unit ends, without the words of approximation behind it."""
    end = quantity.numeral[1]
    return end + len(quantity.printed_unit) if text.startswith(quantity.printed_unit, end) else end


def figure_span(document: Document, quantity: Quantity) -> Span:
    """The document's span of a figure with its unit."""
    return document.reading.span(quantity.numeral[0], figure_end(document.reading.text, quantity))


def quoted_figures(document: Document, quantities: Iterable[Quantity]) -> tuple[Related, ...]:
    """The first few of the figures that a finding speaks of, as printed."""
    reading = document.reading
    return tuple(Related(reading.span(q.start, q.end), reading.text[q.start : q.end]) for q in islice(quantities, 8))


def decimal_text(value: Fraction | int, decimals: int) -> str:
    """`value` rounded half up to `decimals` places."""
    steps = abs(Fraction(value)) * 10**decimals
    digits = str((2 * steps.numerator + steps.denominator) // (2 * steps.denominator)).rjust(decimals + 1, "0")
    shown = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{shown}" if value < 0 and shown.strip("0.") else shown


def expected_text(text: str, expected: Interval | None, claimed: Quantity) -> str:
    """What a formula gives, in the unit and with the decimals of the claimed figure; a stretch where it is one."""
    low, high = _ends(expected, claimed)
    if low is None and high is None:
        return "?"
    ends = [decimal_text(end, claimed.decimals) for end in (low, high) if end is not None]
    tail = _tail(text, claimed)
    if low is None or high is None:
        number = f"{ends[0]}{tail}"
        return say("不超过{number}", number=number) if low is None else say("至少{number}", number=number)
    if ends[0] == ends[1]:
        return f"{ends[0]}{tail}"
    assert low is not None and high is not None
    middle = (low + high) / 2
    if high - low <= middle / 5:
        return say("约{number}", number=f"{decimal_text(middle, claimed.decimals)}{tail}")
    return f"{ends[0]}—{ends[1]}{tail}"


def corrected(text: str, expected: Interval | None, claimed: Quantity) -> str | None:
    """The numeral that ought to stand in place of the claimed one; None where no single one follows."""
    low, high = _ends(expected, claimed)
    if low is None or high is None or claimed.han or claimed.approximate:
        return None
    ends = {decimal_text(low, claimed.decimals), decimal_text(high, claimed.decimals)}
    shown = text[slice(*claimed.numeral)]
    digits = len(shown.rstrip("十百千万亿"))
    number = ends.pop()
    if ends or number.startswith("-") or "," in shown:
        return None
    return number + shown[digits:]


def _ends(expected: Interval | None, claimed: Quantity) -> tuple[Fraction | None, Fraction | None]:
    if expected is None:
        return None, None
    factor = scale(claimed) * claimed.magnitude
    return (
        None if expected.low is None else expected.low / factor,
        None if expected.high is None else expected.high / factor,
    )


def _tail(text: str, claimed: Quantity) -> str:
    """What follows the digits of the claimed figure: its magnitude and its unit."""
    if claimed.han and claimed.role in {SHARE, FOLD}:
        # 九成, 五分之三, 翻一番: the value is a number of percent, or of times.
        return "%" if claimed.role == SHARE else "倍"
    shown = text[slice(*claimed.numeral)]
    magnitude = shown[len(shown.rstrip("十百千万亿")) :] if claimed.magnitude > 1 else ""
    return magnitude + ("个百分点" if claimed.role == POINTS else claimed.printed_unit)


def number_fix(document: Document, claimed: Quantity, right: str | None) -> Fix | None:
    """The unsafe fix that puts `right` in place of the claimed numeral; None where there is none."""
    if right is None:
        return None
    span = document.reading.span(*claimed.numeral)
    return Fix((Edit(span.start, span.end, right),), "unsafe")


def check_again(right: str | None) -> str:
    """What to do about figures that do not agree: any of them may be the wrong one. `right` has its unit."""
    if right is None:
        return say("请核对这几个数。")
    return say("请核对这几个数；如果其他数无误，这里应为{right}。", right=right)
