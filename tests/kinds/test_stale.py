"""Kind `stale`: last year's dates in this year's paper."""

from __future__ import annotations

import pytest

from zfcheck.document import HEADER, Document, Paragraph, Span
from zfcheck.structure import parse

TABLE = """
table:
  - {word: 总结, role: summary}
  - {word: 工作报告, role: report}
  - {word: 要点, role: plan}
  - {word: 讲话, role: spoken}
  - {word: 打算, role: ahead}
  - {word: 安排, role: ahead}
  - {word: 任务, role: task}
  - {word: 重点工作, role: task}
  - {word: 回顾, role: behind}
  - {word: 工作情况, role: behind}
  - {word: 整改, role: other}
"""
TEXT = "kind: stale\ncheck: text" + TABLE
SIGNATURE = "kind: stale\ncheck: signature" + TABLE
NOW = "kind: stale\ncheck: now"


@pytest.mark.parametrize(
    ("title", "heading", "stale"),
    [
        ("2025年政法工作总结", "2026年工作打算", False), ("2025年政法工作总结", "2025年工作打算", True),
        ("2025年政法工作总结", "2025年工作情况", False), ("2025年政法工作总结", "2024年工作情况", True),
        ("2025年上半年政法工作总结", "2025年工作打算", False), ("2025年第一季度政法工作总结", "2024年工作打算", True),
        ("2025年1—9月政法工作总结", "2025年工作打算", False),
        ("2024年政法工作总结和2025年工作打算", "2025年工作打算", False), ("2024年政法工作总结和2025年工作打算", "2024年工作打算", True),
        ("2024年政法工作总结及2025年重点工作", "2025年工作打算", False), ("2025年政府工作报告", "2024年工作回顾", False), ("2025年政府工作报告", "2025年工作回顾", False),
        ("2025年政府工作报告", "2023年工作回顾", True), ("2025年政府工作报告", "2024年工作安排", True),
        ("2025年政法工作要点", "2024年重点任务", True), ("2025年政法工作要点", "2024年工作回顾", False),
        ("2023—2025年政法工作总结", "2024年工作情况", False), ("在2025年总结大会上的讲话", "2024年工作情况", False),
        ("2025年政法工作总结", "2021年以来工作情况", False), ("2025年政法工作总结", "“十四五”时期和2024年工作情况", False),
        ("2025年政法工作总结", "2024年工作要点完成情况", False), ("2025年政法工作总结", "2025年重点工作", False),
        ("2025年政法工作总结", "2024年巡察反馈问题整改工作情况", False),
    ],
)  # fmt: skip
def test_the_year_of_a_heading(ask, title: str, heading: str, stale: bool) -> None:
    year = title.partition("年")[0][-4:]
    text = f"云川市{title}\n{year}年，全市形势平稳。\n一、{heading}\n压实工作责任。\n二、保障措施\n加强组织领导。"
    assert bool(ask(TEXT, text).findings) == stale


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2024年，全市政法机关在市委坚强领导下，形势平稳。", ["2024年"]),
        ("2024年，全市荣获平安杯。2025年，全市形势平稳。", []),
        ("2024年，全市荣获平安杯。今年，全市形势平稳。", []),
        ("2015年，全市启动平安建设。", []),
        ("全市形势平稳，较2024年好转。", []),
        ("2025年，全市形势平稳。\n2024年，全市收案8万件，同比上升3%。", ["2024年"]),
        ("2025年，全市形势平稳。\n2024年，全市收案8万件，同比上升3%；2025年降到7万件。", []),
        ("2025年，全市形势平稳。\n2024年，全市启动平安建设。", []),
    ],
)
def test_the_year_that_opens_a_summary(ask, text: str, marked: list[str]) -> None:
    assert ask(TEXT, f"云川市2025年政法工作总结\n{text}\n一、主要工作\n压实责任。").marked == marked


def test_a_running_head_with_another_year(ask, rules) -> None:
    text = "云川市2025年政法工作总结\n2025年，全市形势平稳。\n云川市2024年政法工作总结"
    body = (Paragraph(Span(0, 14)), Paragraph(Span(15, 28)), Paragraph(Span(29, 43), HEADER))
    document = Document("a.docx", "docx", text, body)
    parse(document, rules.schemes)
    found = list(ask.compile(TEXT).checker.check(document, []))
    assert [document.slice(finding.span) for finding in found] == ["云川市2024年政法工作总结"]


@pytest.mark.parametrize(
    ("title", "day", "wrong"),
    [
        ("2025年政法工作总结", "2025年12月20日", False), ("2025年政法工作总结", "2026年1月20日", False),
        ("2025年政法工作总结", "2024年12月20日", True), ("2025年政法工作总结", "2027年1月20日", True),
        ("2025年政法工作总结", "2025年1月20日", True), ("2025年上半年政法工作总结", "2025年6月28日", False),
        ("2025年政法工作要点", "2025年2月20日", False), ("2025年政法工作要点", "2024年12月20日", False),
        ("2025年政法工作要点", "2026年2月20日", True), ("2025年政府工作报告", "2026年1月20日", False),
        ("在2025年总结大会上的讲话", "2027年1月20日", False),
    ],
)  # fmt: skip
def test_the_year_of_the_signature(ask, title: str, day: str, wrong: bool) -> None:
    text = f"云川市{title}\n全市形势平稳。\n中共云川市委政法委员会\n{day}"
    assert ask(SIGNATURE, text).marked == ([day] if wrong else [])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("今年（2024年）以来，形势平稳。", ["今年（2024年"]), ("去年（2023年）形势平稳。", ["去年（2023年"]),
        ("明年（2025年）是关键一年。", ["明年（2025年"]), ("今年（2025年）以来，形势平稳。", []), ("去年（2024年）形势平稳。", []),
        ("有的写“今年（2024年）以来”，没有更新。", []), ("今年2024人参加培训。", []), ("今年（1998年）洪水。", []),
    ],
)  # fmt: skip
def test_the_year_given_with_this_year(ask, text: str, marked: list[str]) -> None:
    assert ask(NOW, text, as_of="2025-12-20").marked == marked


def test_without_a_date_nothing_is_said_of_this_year(ask) -> None:
    assert ask(NOW, "今年（2024年）以来，形势平稳。").findings == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2024年全市政法工作的总体要求是：坚持稳中求进。", ["2024年"]),
        ("2026年是“十五五”开局之年，全市政法工作的总体要求是：坚持稳中求进。", ["2026年"]),
        ("2025年是“十四五”收官之年，全市政法工作的总体要求是：坚持稳中求进。", []),
        ("2026年是“十五五”开局之年，要提前谋划。", []),
    ],
)
def test_the_year_whose_demands_a_plan_tells(ask, text: str, marked: list[str]) -> None:
    assert ask(TEXT, f"云川市2025年政法工作要点\n{text}\n一、维护稳定\n压实责任。").marked == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("请于2024年1月10日前将2025年度工作总结报市委政法委。", ["2024年1月10日前"]),
        ("请于2026年1月10日前将2025年度工作总结报市委政法委。", []),
        ("请于2025年12月20日前将2025年度工作总结、2026年工作计划报市委政法委。", []),
        ("请于2024年12月20日前将2025年度工作计划报市委政法委。", []),
        ("请于2024年12月20日前报送2025年度工作计划及2024年度工作总结。", []),
        ("请于2024年12月20日前报送名单。2025年度工作总结另行通知。", []),
    ],
)
def test_the_day_by_which_a_summary_is_due(ask, text: str, marked: list[str]) -> None:
    assert ask("kind: stale\ncheck: deadline", text).marked == marked
