"""Formulas over printed figures: `rate == part / whole`, `to > from`, judged with intervals and units.

A formula is read with Python's own parser and evaluated by walking its tree: names, numbers, + - * / and one
comparison, nothing else. Shares, points and times are ratios (97.5% is 0.975). Figures are added, subtracted and
compared only where their units agree; a formula whose units do not fit is not judged.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction

from .quantities import AMOUNT, Interval, Quantity, scale
from .records import Record

HOLDS, NEAR, FAILS = "holds", "near", "fails"
_COMPARISONS: Mapping[type[ast.cmpop], str] = {ast.Eq: "==", ast.Gt: ">", ast.Lt: "<", ast.GtE: ">=", ast.LtE: "<="}


class IncomparableError(Exception):
    """The units of two figures do not fit, so that nothing can be said."""


class _Value(Record, frozen=True):
    """An interval with its unit; None fits every unit (a figure that leaves its unit to its neighbour)."""

    interval: Interval
    unit: str | None


class Verdict(Record, frozen=True):
    """What a formula says of figures: `holds`, `near` (off by the last digit only) or `fails`.

    `expected` is what the formula gives for the claimed figure, in the scale of the formula.
    """

    outcome: str
    expected: Interval | None = None


class Formula:
    """A formula ready to judge; raises ValueError, with a reason, for what is none."""

    def __init__(self, text: str) -> None:
        try:
            body = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ValueError(str(error)) from error
        if not isinstance(body, ast.Compare) or len(body.ops) != 1 or type(body.ops[0]) not in _COMPARISONS:
            raise ValueError("==, >, <, >=, <=")
        self.operator = _COMPARISONS[type(body.ops[0])]
        self._left, self._right = body.left, body.comparators[0]
        self.names = frozenset(node.id for node in ast.walk(body) if isinstance(node, ast.Name))
        for node in ast.walk(body):
            _refuse(node)
        self.claim = self._left.id if isinstance(self._left, ast.Name) else None
        self._divides = self.operator == "==" and any(isinstance(node, ast.Div) for node in ast.walk(self._right))
        if self.operator == "==" and self.claim is None:
            raise ValueError("name ==")

    def judge(self, figures: Mapping[str, Quantity], plain: frozenset[str] = frozenset()) -> Verdict:
        """Whether the formula can hold for `figures` by name; those in `plain` count without their unit (人均).

        Raises `IncomparableError` where units do not fit or a divisor is zero.
        """
        values = _values(figures, plain)
        if self.claim is not None and self._divides:
            values[self.claim] = _rounded(figures[self.claim], values[self.claim])
        left, right = _evaluate(self._left, values), _evaluate(self._right, values)
        _fit(left, right)
        if self._meets(left.interval, right.interval):
            return Verdict(HOLDS, right.interval)
        loose = {name: _Value(_loosened(figures[name], value), value.unit) for name, value in values.items()}
        if self._meets(_evaluate(self._left, loose).interval, _evaluate(self._right, loose).interval):
            return Verdict(NEAR, right.interval)
        return Verdict(FAILS, right.interval)

    def _meets(self, left: Interval, right: Interval) -> bool:
        if self.operator == "==":
            return left.meets(right)
        if self.operator in {">", ">="}:
            return left.high is None or right.low is None or left.high >= right.low
        return left.low is None or right.high is None or left.low <= right.high


def _values(figures: Mapping[str, Quantity], plain: frozenset[str]) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    magnitudes = {quantity.magnitude for quantity in figures.values() if quantity.role == AMOUNT and quantity.unit}
    for name, quantity in figures.items():
        unit: str | None = quantity.unit if quantity.role == AMOUNT and name not in plain else ""
        if quantity.role == AMOUNT and not quantity.unit and name not in plain:
            # A bare 3.2 beside 4.5万件 may leave its 万 to it as well.
            if any(magnitude > quantity.magnitude for magnitude in magnitudes):
                raise IncomparableError(name)
            unit = None
        found[name] = _Value(quantity.interval.scaled(scale(quantity)), unit)
    return found


def _rounded(quantity: Quantity, value: _Value) -> _Value:
    """A quotient in whole units (人均166件) is as rounded as any other, though a count of so many would be exact."""
    if value.interval.low != value.interval.high:
        return value
    return _Value(value.interval.widened(quantity.step * scale(quantity) / 2), value.unit)


def _loosened(quantity: Quantity, value: _Value) -> Interval:
    """One unit of the last printed digit more on each side: what was cut off instead of rounded."""
    exact = value.interval.low == value.interval.high
    return value.interval if exact else value.interval.widened(quantity.step * scale(quantity))


def _evaluate(node: ast.expr, values: Mapping[str, _Value]) -> _Value:
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant):
        return _Value(Interval.exactly(Fraction(str(node.value))), "")
    assert isinstance(node, ast.BinOp)
    left, right = _evaluate(node.left, values), _evaluate(node.right, values)
    if isinstance(node.op, ast.Add | ast.Sub):
        unit = _fit(left, right)
        added = left.interval + right.interval if isinstance(node.op, ast.Add) else left.interval - right.interval
        return _Value(added, unit)
    if isinstance(node.op, ast.Mult):
        if not isinstance(node.left, ast.Constant):
            raise IncomparableError("*")
        return _Value(right.interval.scaled(left.interval.low or Fraction(1)), right.unit)
    if right.interval.high is not None and right.interval.high <= 0:
        raise IncomparableError("/0")
    same = left.unit == right.unit or None in {left.unit, right.unit}
    return _Value(left.interval / right.interval, "" if same else left.unit)


def _fit(left: _Value, right: _Value) -> str | None:
    if left.unit is None or right.unit is None:
        return left.unit or right.unit
    if left.unit != right.unit:
        raise IncomparableError(f"{left.unit} {right.unit}")
    return left.unit


def _refuse(node: ast.AST) -> None:
    """Raise ValueError for what no formula may hold."""
    allowed = (
        ast.Compare,
        ast.BinOp,
        ast.Name,
        ast.Constant,
        ast.Load,
        ast.operator,
        ast.cmpop,
    )
    if not isinstance(node, allowed) or isinstance(node, ast.Pow | ast.Mod | ast.FloorDiv | ast.MatMult):
        raise ValueError(type(node).__name__)
    if isinstance(node, ast.Constant) and not isinstance(node.value, int | float):
        raise ValueError(str(node.value))
