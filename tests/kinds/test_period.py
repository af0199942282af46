"""Kind `period`: years and days that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError

RANGE = "kind: period\ncheck: range"
WEEKDAY = "kind: period\ncheck: weekday"
TENSE = "kind: period\ncheck: tense"
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
        ("自2025年6月起至5月底", ["2025年6月起至5月"]), ("2025年6月至2024年底", ["2025年6月至2024年底"]),
        ("2025年6月启动，2025年3月底前完成", ["2025年6月启动，2025年3月底前完成"]), ("7月1日至7月15日，共7天", ["7月1日至7月15日，共7天"]),
        ("5月20日前完成自查，4月底前将自查报告报市委", ["5月20日前完成自查，4月底前将自查"]),
        ("5月20日前完成自查，5月底前将自查报告报市委", []), ("12月20日前完成自查，1月底前将自查报告报市委", []),
        ("自2025年10月起至5月底", []), ("2025年10月启动，3月底前完成", []), ("2025年3月启动，2026年3月底前完成", []),
        ("7月1日至7日，共7天", []), ("7月1日至7月15日，共14天", []), ("2月20日至3月5日，共14天", []), ("10月1日（周三）至8日放假调休，共8天", []),
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


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(1, 6))
def test_a_weekday_is_flagged_exactly_when_it_is_not_the_days(ask, day: dt.date, off: int) -> None:
    names = "一二三四五六日"
    right, wrong = names[day.weekday()], names[(day.weekday() + off) % 7]
    text = f"{day.year}年{day.month}月{day.day}日（星期{{}}）召开会议"
    assert ask(WEEKDAY, text.format(right)).marked == []
    answer = ask(WEEKDAY, text.format(wrong))
    assert len(answer.findings) == 1
    assert answer.fixed == text.format(right)


@pytest.mark.parametrize(
    ("text", "as_of", "marked"),
    [
        ("2025年3月3日，星期二，上午", None, ["2025年3月3日，星期二"]),
        ("2025年3月3日星期天上午", None, ["2025年3月3日星期天"]),
        ("2025年3月3日（周二）", None, ["2025年3月3日（周二"]),
        ("二〇二五年三月三日（星期二）", None, ["二〇二五年三月三日（星期二"]),
        ("3月3日（星期二）", "2025-02-20", ["3月3日（星期二"]),
        ("3月3日（星期二）", None, []),
        ("3月3日（星期一）", "2025-02-20", []),
        ("1月5日（星期一）", "2025-12-20", []),
        ("2025年3月2日（星期天）", None, []),
        ("2025年3月3日至7日（周一至周五）", None, []),
        ("2025年3月3日周二轮流值班", None, []),
        ("农历2025年3月3日（星期二）", None, []),
        ("2025年2月30日（星期二）", None, []),
    ],
)
def test_a_day_has_its_weekday(ask, text: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(WEEKDAY, f"定于{text}开会。", as_of=as_of).marked == marked


def test_a_year_in_the_title_may_be_the_one_meant(ask) -> None:
    text = "关于2026年部分节假日安排的通知\n国庆节放假，9月20日（星期日）上班。"
    assert ask(WEEKDAY, text, as_of="2025-11-04").marked == []
    assert ask(WEEKDAY, text.replace("（星期日）", "（星期三）"), as_of="2025-11-04").marked == ["9月20日（星期三"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2026年5月，全市召开了推进会。", ["2026年5月"]),
        ("今年四季度，全市共受理信访事项3046件。", ["今年四季度"]),
        ("截至7月31日，全市已破获案件3126起。", ["7月31日"]),
        ("2025年全年，全市共办理案件1324件。", ["2025年全年"]),
        ("2025年5月，全市召开了推进会。", []),
        ("截至6月底，全市已破获案件3126起。", []),
        ("今年二季度，全市共受理信访事项3046件。", []),
        ("到2026年5月实现了全覆盖的给予奖励。", []),
        ("2026年5月，将召开推进会，听取了意见的单位发言。", []),
        ("2026年是关键之年，取得了先机就赢得了主动。", []),
        ("截至12月31日，计划已破获案件3126起。", []),
    ],
)
def test_nothing_is_told_as_done_before_it_happened(ask, text: str, marked: list[str]) -> None:
    assert ask(TENSE, text, as_of="2025-06-25").marked == marked
    assert ask(TENSE, f"云川市2025年工作总结\n{text}").marked == []


def test_a_yearly_report_written_in_november_tells_of_the_whole_year(ask) -> None:
    assert ask(TENSE, "2025年全年，全市共办理案件1324件。", as_of="2025-11-25").marked == []
    assert ask(TENSE, "截至12月31日，全市共办理案件1324件。", as_of="2026-01-10").marked == []


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
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
        ("《“十四五”规划纲要》（2021—2026年）", ["2021—2026"]),
        ("“十四五”期间的2020年", ["2020"]),
        ("“十四五”期间的2022年", []),
        ("2023年是大会的开局之年，也是“十四五”规划的最后一年", ["2023年是大会的开局之年，也是“十四五”规划的最后一年"]),
        ("2023年是大会的开局之年，是“十四五”规划承上启下的关键之年", []),
        ("2024年是“十四五”规划承上启下的一年", []),
        ("2025年是“十四五”规划承上启下之年", ["2025年是“十四五”规划承上启下之年"]),
        ("2024年是“十四五”规划的第三年", ["2024年是“十四五”规划的第三年"]),
        ("2023年是“十四五”规划实施的第三年", []),
        ("2022年是“十四五”中期之年", ["2022年是“十四五”中期之年"]),
        ("2024年是大考之年，明年是“十四五”规划收官之年", []),
        ("2024年是为“十四五”规划收官之年打基础的一年", []),
    ],
)
def test_a_plan_has_its_years(ask, text: str, marked: list[str]) -> None:
    assert ask(PLAN, f"云川市{text}。").marked == marked


@pytest.mark.parametrize(
    ("title", "as_of", "marked"),
    [
        ("", "2023-06-30", ["今年是“十四五”规划收官之年"]),
        ("", "2025-06-30", []),
        ("", "2026-01-20", []),
        ("云川市2023年政法工作总结", None, ["今年是“十四五”规划收官之年"]),
        ("云川市2025年政法工作总结", None, []),
        ("云川市2025年政法工作要点", "2024-12-20", []),
        ("", None, []),
    ],
)
def test_this_year_is_the_documents(ask, title: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(PLAN, f"{title}\n今年是“十四五”规划收官之年。", as_of=as_of).marked == marked


@given(st.integers(2000, 2030), st.integers(1, 60))
def test_an_anniversary_is_flagged_exactly_when_the_year_is_not_its_own(ask, year: int, number: int) -> None:
    answer = ask(AGE, f"{year}年是云川建市{number}周年。")
    assert bool(answer.findings) == (1998 + number != year)
    if answer.findings and year > 1998:
        assert answer.fixed == f"{year}年是云川建市{year - 1998}周年。"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2021年，我们隆重庆祝云川建市33周年", ["云川建市33周年"]),
        ("以庆祝云川建市20周年为主线，做好2023年各项工作", ["云川建市20周年"]),
        ("2022年，启动庆祝云川建市25周年活动筹备", []),
        ("以庆祝云川建市25周年为主线，做好2023年各项工作", []),
        ("满怀豪情庆祝建党100周年和云川建市25周年", []),
    ],
)
def test_an_anniversary_is_kept_in_the_sentences_year(ask, text: str, marked: list[str]) -> None:
    assert ask(AGE, f"{text}。").marked == marked


@pytest.mark.parametrize(
    ("rule", "text", "held"),
    [
        (RANGE, "2021—2025年，2025年3月至6月，7月1日至7日，共7天。2024—2021年。", 3),
        (DAY, "2025年3月3日，4月5日，2025-02-28，2月30日。", 3),
        (WEEKDAY, "2025年3月3日（星期一），2025年3月4日（星期一），3月5日（星期三）。", 1),
        (PLAN, "“十四五”时期（2021—2025年）。2025年是“十四五”收官之年。“十四五”时期（2020—2025年）。", 2),
        (AGE, "2023年是云川建市25周年。2024年是云川建市25周年。", 1),
    ],
)
def test_what_agrees_is_counted(ask, rule: str, text: str, held: int) -> None:
    assert sum(ask(rule, text).result.held.values()) == held


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
