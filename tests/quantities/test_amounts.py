"""What a printed amount may stand for: interval, unit, role."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zfcheck.numerals import han
from zfcheck.quantities import AMOUNT, FOLD, POINTS, SHARE, TIMES, Interval, Quantity, read_figures


def quantity(text: str) -> Quantity:
    """The one quantity of `text`."""
    (found,) = (figure for figure in read_figures(text) if isinstance(figure, Quantity))
    return found


def bounds(found: Quantity) -> tuple[Fraction | None, Fraction | None]:
    return found.interval.low, found.interval.high


def exact(low: str | None, high: str | None) -> tuple[Fraction | None, Fraction | None]:
    return None if low is None else Fraction(low), None if high is None else Fraction(high)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1950件", "1950", "1950", "件"),
        ("38.5万件", "384500", "385500", "件"),
        ("1.20亿元", "119500000", "120500000", "元"),
        ("1万件", "5000", "15000", "件"),
        ("3亿5千万元", "345000000", "355000000", "元"),
        ("12万3456件", "123455.5", "123456.5", "件"),
        ("1.5万亿元", "1450000000000", "1550000000000", "元"),
        ("1,234件", "1234", "1234", "件"),
        ("5000元", "4999.5", "5000.5", "元"),
        ("12.5公里", "12450", "12550", "米"),
        ("3小时", "150", "210", "分钟"),
        ("2年", "1.5", "2.5", "年"),
        ("十五件", "15", "15", "件"),
        ("一百二十三件", "123", "123", "件"),
        ("一千零五件", "1005", "1005", "件"),
        ("三百件", "250", "350", "件"),
        ("三十八万五千件", "384500", "385500", "件"),
        ("两千三百五十人", "2345", "2355", "人"),
        ("两名", "2", "2", "人"),
        ("三点五万件", "34500", "35500", "件"),
        ("0件", "0", "0", "件"),
    ],
)
def test_a_printed_amount_is_rounded_to_its_last_digit(text: str, low: str, high: str, unit: str) -> None:
    found = quantity(text)
    assert found.role == AMOUNT
    assert bounds(found) == exact(low, high)
    assert found.unit == unit
    assert not found.approximate


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("近200件", "100", "200"),
        ("约300人", "200", "400"),
        ("300人左右", "200", "400"),
        ("大约300人", "200", "400"),
        ("接近3500件", "3400", "3500"),
        ("超5000件", "5000", None),
        ("逾5000件", "5000", None),
        ("超过5000件", "5000", None),
        ("突破5000件", "5000", None),
        ("不少于20次", "20", None),
        ("至少20次", "20", None),
        ("1000人以上", "1000", None),
        ("不足30件", None, "30"),
        ("不超过30件", None, "30"),
        ("3个工作日以内", None, "3.5"),
        ("5万余件", "50000", "60000"),
        ("3500多人", "3500", "3600"),
        ("3000余件", "3000", "4000"),
        ("20多年", "20", "30"),
        ("百余件", "100", "200"),
        ("二十多个", "20", "30"),
        ("约5万余件", "40000", "70000"),
        ("约1.2万件", "10500", "13500"),  # half a unit of the last digit comes on top
        ("超过98%", "97.5", None),
    ],
)
def test_words_of_approximation_open_the_interval(text: str, low: str | None, high: str | None) -> None:
    found = quantity(text)
    assert bounds(found) == exact(low, high)
    assert found.approximate
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["达95%", "高达95%"])
def test_a_verb_before_a_figure_leaves_it_as_it_is(text: str) -> None:
    found = quantity(text)
    assert bounds(found) == exact("94.5", "95.5")
    assert not found.approximate


@pytest.mark.parametrize(
    ("text", "role", "low", "high"),
    [
        ("97.5%", SHARE, "97.45", "97.55"),
        ("100.0%", SHARE, "99.95", "100.05"),
        ("0.3‰", SHARE, "0.025", "0.035"),
        ("百分之九十八", SHARE, "97.5", "98.5"),
        ("百分之三点五", SHARE, "3.45", "3.55"),
        ("百分之98.5", SHARE, "98.45", "98.55"),
        ("千分之三", SHARE, "0.25", "0.35"),
        ("万分之一点五", SHARE, "0.0145", "0.0155"),
        ("九成", SHARE, "85", "95"),
        ("九成五", SHARE, "94.5", "95.5"),
        ("五分之三", SHARE, "55", "65"),
        ("3.5个百分点", POINTS, "3.45", "3.55"),
        ("3.5百分点", POINTS, "3.45", "3.55"),
        ("1.5倍", TIMES, "1.45", "1.55"),
        ("两倍", TIMES, "1.5", "2.5"),
        ("翻一番", FOLD, "1.5", "2.5"),
        ("翻了两番", FOLD, "3.5", "4.5"),
    ],
)
def test_shares_points_times_and_folds(text: str, role: str, low: str, high: str) -> None:
    found = quantity(text)
    assert found.role == role
    assert bounds(found) == exact(low, high)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10%—15%", "9.5", "15.5", "%"),
        ("10—15%", "9.5", "15.5", "%"),
        ("3万—5万元", "25000", "55000", "元"),
        ("3—5万元", "25000", "55000", "元"),
        ("8000—1.2万件", "8000", "12500", "件"),
        ("5至10件", "5", "10", "件"),
        ("5件—10件", "5", "10", "件"),
        ("10~15件", "10", "15", "件"),
        ("3-5人", "3", "5", "人"),
        ("1至3个月", "0.5", "3.5", "月"),
    ],
)
def test_a_range_runs_from_the_first_number_to_the_second(text: str, low: str, high: str, unit: str) -> None:
    found = quantity(text)
    assert found.range and found.approximate
    assert bounds(found) == exact(low, high)
    assert found.unit == unit
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "numeral", "decimals", "step", "magnitude"),
    [
        ("38.5万件", "38.5万", 1, "1000", "10000"),
        ("97.52%", "97.52", 2, "0.01", "1"),
        ("1,234元", "1,234", 0, "1", "1"),
        ("12.5公里", "12.5", 1, "100", "1000"),
        ("约5万余件", "5万", 0, "10000", "10000"),
        ("百分之九十八", "百分之九十八", 0, "1", "1"),
    ],
)
def test_how_a_figure_is_printed(text: str, numeral: str, decimals: int, step: str, magnitude: str) -> None:
    found = quantity(text)
    assert text[slice(*found.numeral)] == numeral
    assert found.decimals == decimals
    assert (found.step, found.magnitude) == (Fraction(step), Fraction(magnitude))


@pytest.mark.parametrize("text", ["1" * 50 + "件", "一" * 60 + "件", "一万二", "三百五,", "零分之三"])
def test_a_numeral_that_cannot_be_read_for_sure_is_left_alone(text: str) -> None:
    assert list(read_figures(text)) == []


@given(st.integers(0, 10**12), st.integers(0, 3), st.sampled_from(["", "万", "亿"]))
def test_a_rounded_figure_holds_the_number_that_was_rounded(number: int, decimals: int, magnitude: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    assume(factor > 1 or number < 10**8)  # a longer row of digits is a code
    scaled = Fraction(number, factor)
    steps = 10**decimals
    cut = int(scaled * steps + Fraction(1, 2))
    shown = f"{cut // steps}" + (f".{cut % steps:0{decimals}}" if decimals else "")
    found = quantity(f"{shown}{magnitude}件")
    assert found.interval.low is not None and found.interval.high is not None
    assert found.interval.low <= number <= found.interval.high
    assert found.interval.high - found.interval.low <= Fraction(factor, steps)


@given(st.integers(1, 9999))
def test_a_chinese_numeral_holds_its_number(number: int) -> None:
    found = quantity(f"共{han(number)}名")
    assert found.value == number
    assert found.interval.meets(Interval.exactly(number))


@given(st.integers(1000, 10**8 - 1))
def test_commas_change_nothing(number: int) -> None:
    assert bounds(quantity(f"{number:,}件")) == bounds(quantity(f"{number}件"))


def test_a_long_row_of_digits_is_a_code_unless_commas_part_it() -> None:
    assert list(read_figures("330102199001件")) == []
    assert quantity("330,102,199,001件").value == 330102199001
