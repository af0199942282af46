"""Days of the calendar."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.days import last_day, month_end, real_day


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_as_long_as_the_calendar_of_the_library_says(year: int, month: int) -> None:
    assert last_day(year, month) == calendar.monthrange(year, month)[1]
    assert month_end(dt.date(year, month, 1)) == dt.date(year, month, last_day(year, month))


@pytest.mark.parametrize("day", [(2025, 2, 29), (2024, 13, 1), (2024, 0, 1), (0, 1, 1), (2024, 4, 31), (None, 1, 1)])
def test_no_such_day(day: tuple[int | None, int, int]) -> None:
    assert real_day(*day) is None


def test_a_leap_day() -> None:
    found = real_day(2024, 2, 29)
    assert found is not None and found.isoformat() == "2024-02-29"
