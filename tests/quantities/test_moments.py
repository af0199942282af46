"""Dates, parts of a year and stretches of time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.quantities import Moment, read_figures


def moment(text: str) -> Moment:
    """The one moment of `text`."""
    (found,) = (figure for figure in read_figures(text) if isinstance(figure, Moment))
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年", "2025-01-01", "2025-12-31"),
        ("2025年度", "2025-01-01", "2025-12-31"),
        ("二〇二五年", "2025-01-01", "2025-12-31"),
        ("二○二五年", "2025-01-01", "2025-12-31"),
        ("一九九八年", "1998-01-01", "1998-12-31"),
        ("2025年2月", "2025-02-01", "2025-02-28"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2025年3月15日", "2025-03-15", "2025-03-15"),
        ("2025年03月05日", "2025-03-05", "2025-03-05"),
        ("2025年上半年", "2025-01-01", "2025-06-30"),
        ("2025年下半年", "2025-07-01", "2025-12-31"),
        ("2025年三季度", "2025-07-01", "2025-09-30"),
        ("2025年第三季度", "2025-07-01", "2025-09-30"),
        ("2025年前三季度", "2025-01-01", "2025-09-30"),
    ],
)
def test_a_moment_with_its_year(text: str, first: str, last: str) -> None:
    found = moment(text)
    assert (found.start, found.end) == (0, len(text))
    assert found.first == dt.date.fromisoformat(first)
    assert found.last == dt.date.fromisoformat(last)
    assert not found.range
    assert found.year == found.first.year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021—2025年", "2021-01-01", "2025-12-31"),
        ("2021-2025年", "2021-01-01", "2025-12-31"),
        ("2021年—2025年", "2021-01-01", "2025-12-31"),
        ("2021年至2025年", "2021-01-01", "2025-12-31"),
        ("2021年3月至5月", "2021-03-01", "2021-05-31"),
        ("2021年3月至2022年5月", "2021-03-01", "2022-05-31"),
        ("2021年5月1日至7日", "2021-05-01", "2021-05-07"),
        ("2021年1—5月", "2021-01-01", "2021-05-31"),
    ],
)
def test_a_stretch_of_time(text: str, first: str, last: str) -> None:
    found = moment(text)
    assert (found.start, found.end) == (0, len(text))
    assert found.range
    assert (found.first, found.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["3月15日", "3月", "上半年", "一季度", "第一季度", "前三季度", "3月上旬", "5月1日至7日", "1—5月"]
)
def test_without_a_year_no_days_are_known(text: str) -> None:
    found = moment(text)
    assert (found.start, found.end) == (0, len(text))
    assert (found.year, found.first, found.last) == (None, None, None)


@pytest.mark.parametrize("text", ["2025年2月30日", "2025年6月31日", "2025年4月31日"])
def test_a_day_that_does_not_exist_has_no_days_but_is_read(text: str) -> None:
    found = moment(text)
    assert (found.year, found.first, found.last) == (2025, None, None)
    assert found.end == len(text)


@pytest.mark.parametrize("text", ["2025件", "3月球", "25号楼", "1701年", "2200年", "12时30分"])
def test_what_is_no_moment(text: str) -> None:
    assert [figure for figure in read_figures(text) if isinstance(figure, Moment)] == []


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_is_read_as_itself(day: dt.date) -> None:
    found = moment(f"截至{day.year}年{day.month}月{day.day}日,")
    assert found.first == found.last == day
