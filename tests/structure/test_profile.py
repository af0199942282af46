"""Which kind of document it is, and of which day."""

from __future__ import annotations

import datetime as dt

import pytest

PROSE = "全市政法机关坚持常抓不懈，形势总体平稳，群众安全感持续提升，各项工作取得了新的明显成效，为发展提供了保障。"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云川市2025年政法工作总结", "work-summary"),
        ("云川市2025年平安建设工作情况", "work-summary"),
        ("云川市2026年政法工作要点", "work-plan"),
        ("云川市2026年普法工作计划", "work-plan"),
        ("云川市平安建设工作报告", "work-report"),
        ("云川市人民政府工作报告", "government-report"),
        ("2025年政府工作报告", "government-report"),
        ("关于云川市基层治理情况的调研报告", "survey-report"),
        ("云川市委政法委书记述职报告", "duty-report"),
        ("云川市“十四五”时期政法工作总结及“十五五”工作思路", "plan-review"),
        ("关于开展专项行动的通知", "notice"),
        ("关于表彰先进集体的通报", "notice"),
        ("关于增加人员编制的请示", "request"),
        ("关于协助调查有关情况的函", "letter"),
        ("在全市政法工作会议上的讲话", "speech"),
        ("关于加强基层治理的实施意见", "official"),
        ("关于表彰先进集体的决定", "official"),
        ("云川市网格化管理办法", "other"),
        ("云川市平安建设实施方案", "other"),
        ("云川市平安建设办法（试行）", "other"),
    ],
)
def test_the_kind_follows_the_title(parse, title: str, kind: str) -> None:
    assert parse(f"{title}\n{PROSE}").outline.kind == kind


def test_the_kind_may_be_told(parse) -> None:
    assert parse(f"云川市工作总结\n{PROSE}", kind="speech").outline.kind == "speech"


@pytest.mark.parametrize(
    "text",
    [
        f"云川市平安建设见成效\n本报记者 张三\n{PROSE}",
        f"本报讯（记者 张三）{PROSE}",
        f"展开通版\n当前版：04版\n云川市平安建设见成效\n{PROSE}",
    ],
)
def test_a_newspaper_is_news(parse, text: str) -> None:
    assert parse(text).outline.kind == "news"


def test_a_report_on_a_web_page_is_still_a_report(parse) -> None:
    assert parse(f"云川市2025年政法工作总结\n通讯员 张三\n{PROSE}").outline.kind == "work-summary"


def test_an_untitled_plan_is_told_by_its_opening(parse) -> None:
    text = "2026年，市委政法委将坚持以平安建设为主线，围绕中心、服务大局，具体抓好六个方面的工作。"
    assert parse(f"{text}\n一、甲\n{PROSE}").outline.kind == "work-plan"


def test_an_untitled_text_without_signs_is_other(parse) -> None:
    assert parse(PROSE).outline.kind == "other"


@pytest.mark.parametrize(
    ("text", "date", "source"),
    [
        (f"关于平安建设的通知\n{PROSE}\n云川市委政法委\n2025年12月3日", "2025-12-03", "signature"),
        (f"关于平安建设的通知\n{PROSE}\n云川市委政法委\n二〇二五年十二月三十日", "2025-12-30", "signature"),
        (f"云川市2024年工作总结\n{PROSE}\n云川市委政法委\n2025年1月3日", "2025-01-03", "signature"),
        (f"云川市2024年工作总结\n{PROSE}\n云川市委政法委\n2025年1月", "2025-01", "signature"),
        (
            f"关于2020年以来案件情况的报告\n{PROSE}\n云川市司法局\n二〇二五年十二月\n（联系人：张三）",
            "2025-12",
            "signature",
        ),
        (f"云川市2024年工作总结\n{PROSE}\n2025 年 1 月\n附件：名单", "2025-01", "signature"),
        (f"云川市2024年工作总结\n{PROSE}\n2025年3月\n{PROSE}", "2024", "title"),
        (f"云川市2024年工作总结\n{PROSE}\n云川市委政法委\n2025年13月", "2024", "title"),
        (f"云川市2024年工作总结\n（2025年1月）\n{PROSE}", "2025-01", "title"),
        (f"关于2020年以来案件情况和2025年工作打算的报告\n{PROSE}", "2025", "title"),
        (f"云川市2025年起诉案件情况\n{PROSE}", "2025", "title"),
        (f"政府工作报告\n（2025年1月3日）\n各位代表：\n{PROSE}", "2025-01-03", "title"),
        (f"云川市2025年工作总结\n{PROSE}", "2025", "title"),
        (f"云川市2025年工作总结和2026年工作要点\n{PROSE}", "2026", "title"),
        (f"2020年，市委政法委将抓好工作。{PROSE}", "2020", "text"),
    ],
)
def test_the_date_comes_from_signature_then_title_then_text(parse, text: str, date: str, source: str) -> None:
    found = parse(text).outline.date
    assert (str(found), found and found.source) == (date, source)


def test_a_day_that_does_not_exist_dates_nothing(parse) -> None:
    assert parse(f"关于平安建设的通知\n{PROSE}\n云川市委政法委\n2025年2月30日").outline.date is None


def test_a_date_told_from_outside_overrules_all(parse) -> None:
    document = parse(f"云川市2025年工作总结\n{PROSE}\n云川市委政法委\n2025年12月3日", as_of=dt.date(2019, 5, 1))
    assert (str(document.outline.date), document.outline.date.source) == ("2019-05-01", "as-of")


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"云川市工作总结\n{PROSE}",
        f"云川市2021—2025年工作总结\n{PROSE}",
        f"关于2020年以来案件情况的调研报告\n{PROSE}",
        f"关于2020年3月至今案件情况的报告\n{PROSE}",
        f"自2020年1月1日起案件情况的报告\n{PROSE}",
        f"工作总结\n{PROSE}\n2025年3月\n{PROSE}",
        f"云川市工作总结\n{PROSE}到2030年形势更好。",
    ],
)
def test_without_a_sure_sign_there_is_no_date(parse, text: str) -> None:
    assert parse(text).outline.date is None


def test_a_review_may_be_written_years_after_the_year_of_its_title(parse) -> None:
    found = parse(f"关于2019年度审计查出问题整改情况的报告\n{PROSE}").outline.date
    assert (found.earliest, found.latest) == (dt.date(2019, 1, 1), dt.date(2021, 12, 31))


def test_a_month_over_a_table_signs_nothing(parse) -> None:
    text = f"# 关于平安建设的报告\n\n{PROSE}\n\n2025年3月\n\n| 项目 | 数量 |\n|--|--|\n| 案件 | 3 |\n"
    assert parse(text, "a.md").outline.date is None
