"""Formulas over printed figures: what may stand in one, and what one says of figures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from zfcheck.formula import FAILS, HOLDS, NEAR, Formula, IncomparableError
from zfcheck.quantities import Quantity, read_figures, scale


def quantity(text: str) -> Quantity:
    (found,) = read_figures(text)
    assert isinstance(found, Quantity)
    return found


def outcome(formula: str, **figures: str) -> str:
    return Formula(formula).judge({name: quantity(text) for name, text in figures.items()}).outcome


@pytest.mark.parametrize(
    "text",
    [
        "", "rate", "rate ==", "1 + 1", "a == b == c", "a != b", "a in b", "a = b", "rate == f(a)", "rate == a.b",
        "rate == a[0]", "rate == 'x'", "rate == a ** 2", "rate == a % 2", "rate == a // 2", "rate == (a, b)",
        "rate == lambda: 1", "a + b == c", "1 == a", "import os", "(" * 500, "rate == a if b else c", "rate == None",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        Formula(text)
    assert str(caught.value)


def test_a_formula_knows_its_names_and_what_it_claims() -> None:
    made = Formula("rate == part / (part + other)")
    assert made.names == {"rate", "part", "other"}
    assert made.claim == "rate"
    assert Formula("a + b > c").claim is None


@pytest.mark.parametrize(
    ("formula", "figures", "said"),
    [
        ("rate == part / whole", {"rate": "97.5%", "part": "1950件", "whole": "2000件"}, HOLDS),
        ("rate == part / whole", {"rate": "89.5%", "part": "1950件", "whole": "2000件"}, FAILS),
        # 2/3 is 66.67 %; cut off instead of rounded it is 66.6 %
        ("rate == part / whole", {"rate": "66.7%", "part": "2件", "whole": "3件"}, HOLDS),
        ("rate == part / whole", {"rate": "66.6%", "part": "2件", "whole": "3件"}, NEAR),
        ("rate == part / whole", {"rate": "66.5%", "part": "2件", "whole": "3件"}, FAILS),
        ("rate == part / whole", {"rate": "34%", "part": "1.1万件", "whole": "3.2万件"}, HOLDS),
        ("rate == part / whole", {"rate": "九成", "part": "1.8万件", "whole": "2万件"}, HOLDS),
        ("rate == part / whole", {"rate": "90%以上", "part": "1950件", "whole": "2000件"}, HOLDS),
        ("rate == part / whole", {"rate": "98%以上", "part": "1950件", "whole": "2000件"}, HOLDS),
        ("rate == part / whole", {"rate": "99%以上", "part": "1950件", "whole": "2000件"}, NEAR),
        ("rate == part / whole", {"rate": "99.5%以上", "part": "1950件", "whole": "2000件"}, FAILS),
        ("rate == to / from_ - 1", {"rate": "25%", "to": "2000件", "from_": "1600件"}, HOLDS),
        ("rate == to / from_ - 1", {"rate": "35%", "to": "2000件", "from_": "1600件"}, FAILS),
        ("points == to - from_", {"points": "4.5个百分点", "to": "97.5%", "from_": "93%"}, HOLDS),
        ("points == to - from_", {"points": "3.5个百分点", "to": "97.5%", "from_": "93.0%"}, FAILS),
        ("times == to / from_", {"times": "3倍", "to": "600名", "from_": "200名"}, HOLDS),
        ("diff == to - from_", {"diff": "400件", "to": "2000件", "from_": "1600件"}, HOLDS),
        ("diff == to - from_", {"diff": "401件", "to": "2000件", "from_": "1600件"}, FAILS),
        ("mean == total / count", {"mean": "2万元", "total": "1200万元", "count": "600人"}, HOLDS),
        ("mean == total / count", {"mean": "3.0万元", "total": "1200万元", "count": "600人"}, FAILS),
        # a quotient is rounded, even in whole units
        ("mean == total / count", {"mean": "167件", "total": "500件", "count": "3名"}, HOLDS),
        ("mean == total / count", {"mean": "166件", "total": "500件", "count": "3名"}, NEAR),
        ("mean == total / count", {"mean": "165件", "total": "500件", "count": "3名"}, FAILS),
        ("to > from_", {"to": "2000件", "from_": "1600件"}, HOLDS),
        ("to > from_", {"to": "1600件", "from_": "2000件"}, FAILS),
        ("to >= from_", {"to": "1.2亿元", "from_": "9800万元"}, HOLDS),
        ("to <= from_", {"to": "45分钟", "from_": "2小时"}, HOLDS),
        ("to <= from_", {"to": "3小时", "from_": "45分钟"}, FAILS),
        ("to <= from_", {"to": "超5000件", "from_": "3000件"}, FAILS),
        ("to <= from_", {"to": "不足5000件", "from_": "3000件"}, HOLDS),
        ("a == 2 * b", {"a": "10件", "b": "5件"}, HOLDS),
        ("a == 2 * b", {"a": "11件", "b": "5件"}, FAILS),
        ("rate == part / (part + other)", {"rate": "28.0%", "part": "477人", "other": "1226人"}, HOLDS),
    ],
)  # fmt: skip
def test_a_formula_is_judged_over_intervals(formula: str, figures: dict[str, str], said: str) -> None:
    assert outcome(formula, **figures) == said


@pytest.mark.parametrize(
    ("formula", "figures"),
    [
        ("to >= from_", {"to": "15件", "from_": "12人"}),
        ("to >= from_", {"to": "15件", "from_": "12%"}),
        ("diff == to - from_", {"diff": "3人", "to": "15件", "from_": "12件"}),
        ("rate == part / whole", {"rate": "3件", "part": "2件", "whole": "1件"}),
        ("rate == part / whole", {"rate": "50%", "part": "0件", "whole": "0件"}),
        # 3.2 may have left its 万 to 4.5万件
        ("to >= from_", {"to": "4.5万件", "from_": "3.2"}),
        ("a == b * c", {"a": "6件", "b": "2件", "c": "3件"}),
    ],
)
def test_units_that_do_not_fit_are_not_judged(formula: str, figures: dict[str, str]) -> None:
    with pytest.raises(IncomparableError):
        outcome(formula, **figures)


def test_a_figure_without_a_unit_fits_its_neighbour() -> None:
    assert outcome("to >= from_", to="2000件", from_="1600") == HOLDS
    assert outcome("to >= from_", to="1600件", from_="2000") == FAILS


def test_what_is_expected_is_in_the_scale_of_the_formula() -> None:
    figures = {"rate": quantity("89.5%"), "part": quantity("1950件"), "whole": quantity("2000件")}
    verdict = Formula("rate == part / whole").judge(figures)
    assert verdict.expected is not None
    assert verdict.expected.low == verdict.expected.high == Fraction(39, 40)
    assert scale(quantity("89.5%")) == scale(quantity("5个百分点")) == Fraction(1, 100)
    assert scale(quantity("5件")) == scale(quantity("5倍")) == 1
