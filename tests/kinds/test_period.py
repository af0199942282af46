"""Kind `period`: years and days that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError

RANGE = "kind: period\ncheck: range"
DAY = "kind: period\ncheck: day"
PLAN = """
kind: period
check: plan
table:
  - {name: 十四五, from: 2021, until: 2025}
  - {name: 八五, from: 2021, until: 2025, suffix: 普法}
"""
AGE = "kind: period\ncheck: anniversary\nhorizon: 2031\ntable: [{name: 云川建市, from: 1998}]"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2025—2021年", ["2025—2021年"]), ("2025年至2021年", ["2025年至2021年"]), ("2025-2021年", ["2025-2021年"]),
        ("2025年6月至2025年3月", ["2025年6月至2025年3月"]), ("2025年6月至3月", ["2025年6月至3月"]),
        ("2025年6月5日—6月3日", ["2025年6月5日—6月3日"]), ("20225年", ["20225年"]),
        ("2021—2025年", []), ("2024年12月至2025年2月", []), ("2025年3月至6月", []), ("2025年6月3日至5日", []), ("2021年至2021年", []),
        ("2500—2000年前", []), ("12025人", []), ("从2025元至2021元", []), ("2025年6月3日至6月", []),
    ],
)  # fmt: skip
def test_a_stretch_of_time_runs_forward(ask, text: str, marked: list[str]) -> None:
    assert ask(RANGE, f"云川市{text}形势").marked == marked


@given(st.integers(1950, 2099), st.integers(1950, 2099))
def test_two_years_are_flagged_exactly_when_the_first_is_later(ask, first: int, second: int) -> None:
    text = f"{first}—{second}年"
    assert ask(RANGE, text).marked == ([text] if first > second else [])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2025年2月30日", ["2025年2月30日"]), ("6月31日", ["6月31日"]), ("2025年13月1日", ["2025年13月1日"]), ("2025年2月29日", ["2025年2月29日"]),
        ("4月0日", ["4月0日"]), ("2024年2月29日", []), ("2月29日", []), ("12月31日", []), ("10月1日至7日", []), ("1—12月1日", []),
    ],
)  # fmt: skip
def test_a_day_must_exist(ask, text: str, marked: list[str]) -> None:
    assert ask(DAY, f"于{text}召开会议").marked == marked


@given(st.dates())
def test_every_day_of_the_calendar_exists(ask, day) -> None:
    assert ask(DAY, f"于{day.year}年{day.month}月{day.day}日召开会议").marked == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("“十四五”时期（2020—2025年）", ["2020—2025"]),
        ("“十四五”规划（2021—2026年）", ["2021—2026"]),
        ("2024年是“十四五”规划的收官之年", ["2024年是“十四五”规划的收官之年"]),
        ("2022年是“十四五”开局之年", ["2022年是“十四五”开局之年"]),
        ("“八五”普法（2020—2025年）", ["2020—2025"]),
        ("“十四五”时期（2021—2025年）", []),
        ("“十四五”中期（2021—2023年）", []),
        ("2025年是“十四五”规划的收官之年", []),
        ("2021年是“十四五”开局之年", []),
        ("2024年是“十四五”规划的关键之年", []),
        ("“八五”普法（2021—2025年）", []),
        ("“十三五”时期（2010—2025年）", []),
    ],
)
def test_a_plan_has_its_years(ask, text: str, marked: list[str]) -> None:
    assert ask(PLAN, f"云川市{text}。").marked == marked


@pytest.mark.parametrize(
    ("text", "as_of", "marked"),
    [
        ("庆祝云川建市90周年", None, ["云川建市90周年"]),
        ("迎来云川建市九十周年", None, ["云川建市九十周年"]),
        ("庆祝云川建市25周年", None, []),
        ("庆祝云川建市30周年", "2023-05-01", ["云川建市30周年"]),
        ("庆祝云川建市25周年", "2023-05-01", []),
        ("到云川建市100周年时", None, []),
        ("今年是云川建市20周年", "2023-05-01", ["云川建市20周年"]),
        ("今年是云川建市25周年", "2023-05-01", []),
        ("云川建市以来的20周年", "2023-05-01", []),
        ("庆祝云川建桥90周年", None, []),
    ],
)
def test_an_anniversary_falls_in_its_year(ask, text: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(AGE, f"{text}。", as_of=as_of).marked == marked


@pytest.mark.parametrize("check", ["plan", "anniversary"])
def test_without_a_table_these_are_refused(ask, check: str) -> None:
    with pytest.raises(RuleError):
        ask.compile(f"kind: period\ncheck: {check}")
