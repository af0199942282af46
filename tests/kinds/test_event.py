"""Kind `event`: meetings, drives, laws and organs out of their time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError
from zfcheck.timeline import meetings

MEETINGS = """
table:
  - {name: 党代会, term: 20, from: 2022-10-16, until: 2022-10-22}
  - {name: 中央全会, term: 19, number: 1, from: 2017-10-25}
  - {name: 中央全会, term: 19, number: 2, from: 2018-01-18, until: 2018-01-19}
  - {name: 中央全会, term: 20, number: 3, from: 2024-07-15, until: 2024-07-18}
  - {name: 中央全会, term: 20, number: 4, from: 2025-10-20, until: 2025-10-23}
  - {name: 全国人大, term: 14, number: 3, from: 2025-03-05, until: 2025-03-11}
"""
MEETING = f"kind: event\ncheck: meeting{MEETINGS}"
MEETING_YEAR = f"kind: event\ncheck: meeting-year{MEETINGS}"
LAWS = """
table:
  - {name: 云川法, from: 2020-05-28, effect: 2021-01-01}
  - {name: 旧法, from: 1990-01-01, until: 2021-01-01, instead: 云川法}
  - {name: 常改法, from: 2010-03-01, effect: 2010-07-01, changed: 2018}
"""
LAW = f"kind: event\ncheck: law{LAWS}"
LAW_YEAR = f"kind: event\ncheck: law-year\nhorizon: 2025{LAWS}"
ORGAN = """
kind: event
check: organ
table:
  - {name: 老局, until: 2019-03-31, instead: 新局, except: [古老局面]}
  - {name: 市老局, until: 2019-03-31}
  - {name: 新局, from: 2018-03}
"""
DRIVE = """
kind: event
check: drive
table:
  - {name: 清风行动, from: 2021-02, until: 2022-01, instead: 常态化纠风}
  - {name: 夏夜行动, from: 2022-06, until: 2022-09, doubtful: true}
"""
NTH = "kind: event\ncheck: ordinal\ntable: [{name: 读报节, from: 2014}]"


@pytest.mark.parametrize(
    ("text", "as_of", "marked"),
    [
        ("深入贯彻党的二十届三中全会精神", "2024-03-10", ["党的二十届三中全会"]),
        ("贯彻党的二十届中央委员会第三次全体会议精神", "2024-03-10", ["党的二十届中央委员会第三次全体会议"]),
        ("贯彻党的二十大和二十届三中、四中全会精神", "2025-06-30", ["四中"]),
        ("按照党的二十届三中全会部署", "2024-03-10", ["党的二十届三中全会"]),
        ("党的二十大以来", "2022-03-10", ["党的二十大"]),
        ("党的第二十次全国代表大会以来", "2022-03-10", ["党的第二十次全国代表大会"]),
        ("学习贯彻十四届全国人大三次会议精神", "2024-12-10", ["十四届全国人大三次会议"]),
        ("学习贯彻党的二十届五中全会精神", "2025-03-10", ["党的二十届五中全会"]),
        ("学习贯彻党的二十届五中全会精神", "2025-12-10", []),
        ("切实将党的二十届三中全会精神转化为行动", "2024-03-10", ["党的二十届三中全会"]),
        ("党的二十届三中全会将作出部署", "2024-03-10", []),
        ("做好党的二十大安保工作", "2022-03-10", []),
        ("深入贯彻党的二十届三中全会精神", "2024-07-18", []),
        ("深入贯彻党的二十届三中全会精神", None, []),
        ("2021年，全市贯彻党的二十届三中全会精神", None, ["党的二十届三中全会"]),
        ("2021年以来，全市贯彻党的二十届三中全会精神", None, []),
        ("民革二十届三中全会精神", "2024-03-10", []),
        ("办好二十大类实事，推动党的二十大行动", "2022-03-10", []),
    ],
)
def test_no_meeting_is_built_upon_before_it_met(ask, text: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(MEETING, f"{text}。", as_of=as_of).marked == marked


def test_a_congress_of_the_same_year_is_foreseen(ask) -> None:
    """A plan may write of the congress to come as if it were past: that is no certain error."""
    assert ask(MEETING, "学习贯彻党的二十大精神。", as_of="2022-03-10").severities == ["warning"]
    assert ask(MEETING, "党的二十大以来，形势平稳。", as_of="2022-03-10").severities == ["error"]
    assert ask(MEETING, "学习贯彻党的二十大精神。", as_of="2021-03-10").severities == ["error"]


def test_the_year_of_a_title_leaves_room_on_both_sides(ask) -> None:
    text = "云川市{}年政法工作总结\n深入贯彻党的二十届四中全会精神。"
    assert ask(MEETING, text.format(2025)).marked == []
    assert ask(MEETING, text.format(2024)).marked == ["党的二十届四中全会"]


@pytest.mark.parametrize(
    ("text", "marked", "fixed"),
    [
        (
            "2023年7月召开的党的二十届三中全会",
            ["2023年7月召开的党的二十届三中全会"],
            "2024年7月召开的党的二十届三中全会",
        ),
        ("党的二十届三中全会（2024年8月）", ["党的二十届三中全会（2024年8月"], "党的二十届三中全会（2024年7月）"),
        ("党的二十大于2023年在北京召开", ["党的二十大于2023年"], "党的二十大于2022年在北京召开"),
        ("2025年10月，党的二十届三中全会审议通过决定", ["2025年10月，党的二十届三中全会"], None),
        ("贯彻党的十九届八中全会精神", ["党的十九届八中全会"], None),
        ("2024年7月15日至18日召开的党的二十届三中全会", [], None),
        ("党的二十届三中全会（2024年7月）", [], None),
        ("2025年，党的二十届三中全会精神深入人心", [], None),
        ("2025年，党的二十届三中全会通过的《决定》", [], None),
        ("党的二十届八中全会，党的十二届九中全会", [], None),
    ],
)
def test_a_meeting_has_its_year(ask, text: str, marked: list[str], fixed: str | None) -> None:
    answer = ask(MEETING_YEAR, f"{text}。")
    assert answer.marked == marked
    assert answer.fixed == f"{fixed or text}。"


@pytest.mark.parametrize(
    ("text", "as_of", "severities"),
    [
        ("根据《云川法》开展工作", "2019-06-01", ["error"]),
        ("根据《中华人民共和国云川法》开展工作", "2019-06-01", ["error"]),
        ("贯彻《其他法》《云川法》", "2019-06-01", ["error"]),
        ("《云川法》第三条规定", "2019-06-01", ["error"]),
        ("根据《云川法》开展工作", "2020-10-01", ["info"]),
        ("学习宣传《云川法》", "2020-10-01", []),
        ("根据《云川法》开展工作", "2021-03-01", []),
        ("根据《云川法》开展工作", None, []),
        ("2019年，根据《云川法》开展工作", None, ["error"]),
        ("2019年，根据《云川法》开展工作", "2023-03-01", ["error"]),
        ("《云川法》读本", "2019-06-01", []),
        ("根据《云川法（草案）》", "2019-06-01", []),
        ("根据《云川法》草案", "2019-06-01", []),
        ("根据《临江省云川法》", "2019-06-01", []),
        ("依照《旧法》处理", "2023-06-01", ["warning"]),
        ("依照《旧法》处理", "2021-05-01", []),
        ("2019年签订的合同依照《旧法》处理", "2023-06-01", []),
    ],
)
def test_a_law_is_cited_in_its_time(ask, text: str, as_of: str | None, severities: list[str]) -> None:
    assert ask(LAW, f"{text}。", as_of=as_of).severities == severities


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("云川市2018年工作总结\n根据《云川法》开展工作。", ["info"]),
        ("云川市2023年工作总结\n依照《旧法》处理。", ["info"]),
        ("工作总结\n（2018年3月）\n根据《云川法》开展工作。", ["error"]),
        ("关于2015年以来案件情况的报告\n根据《云川法》开展工作。", []),
        ("关于2019年度审计查出问题整改情况的报告\n根据《云川法》开展工作。", []),
        ("关于2015年案件情况的报告\n根据《云川法》开展工作。\n云川市司法局\n2025年11月", []),
        ("关于案件情况的报告\n根据《云川法》开展工作。\n云川市司法局\n二〇二〇年五月", ["info"]),
        ("关于案件情况的报告\n根据《云川法》开展工作。\n云川市司法局\n二〇二〇年四月", ["error"]),
    ],
)
def test_the_year_of_a_title_says_little_of_a_law(ask, text: str, severities: list[str]) -> None:
    """It may be the year told of, so a hint is all that is given; a signature is believed, with or without a day."""
    assert ask(LAW, text).severities == severities


@pytest.mark.parametrize(
    ("rule", "text", "as_of", "marked"),
    [
        (LAW, "2021年以来，根据《云川法》开展工作", "2019-03-01", []),
        (LAW, "2018年以来，根据《云川法》开展工作", "2019-03-01", ["《云川法》"]),
        (LAW, "2019年以来，根据《云川法》开展工作", "2019-03-01", ["《云川法》"]),
        (LAW, "2021年起诉的，根据《云川法》处理", "2019-03-01", ["《云川法》"]),
        (LAW, "2021年以来，形势平稳。根据《云川法》开展工作", "2019-03-01", ["《云川法》"]),
        (ORGAN, "2020年以来，新局牵头检查", "2017-01-01", []),
        (DRIVE, "2021年3月起，全面开展清风行动", "2019-03-01", []),
        (MEETING, "2024年以来，全面贯彻党的二十届三中全会精神", "2019-03-01", []),
    ],
)
def test_a_sentence_that_tells_of_later_years_is_not_held_against_the_date(
    ask, rule: str, text: str, as_of: str, marked: list[str]
) -> None:
    assert ask(rule, f"{text}。", as_of=as_of).marked == marked


@pytest.mark.parametrize(
    ("text", "as_of", "said"),
    [
        ("根据《云川法》开展工作。", "2019-03-01", "按 --as-of，文稿日期是2019年3月1日"),
        ("云川市2018年工作总结\n根据《云川法》开展工作。", None, "按标题，文稿日期是2018年"),
        ("工作总结\n根据《云川法》开展工作。\n云川市司法局\n2019年3月", None, "落款日期是2019年3月"),
        ("工作总结\n根据《云川法》开展工作。\n云川市司法局\n2019年3月2日", None, "落款日期是2019年3月2日"),
        ("2019年，根据《云川法》开展工作。", None, "这里说的是2019年"),
    ],
)
def test_a_finding_says_where_the_date_was_found(ask, text: str, as_of: str | None, said: str) -> None:
    assert [finding.message for finding in ask(LAW, text, as_of=as_of).findings] == [
        f"《云川法》2020年5月28日才通过，{said}"
    ]


@pytest.mark.parametrize(
    ("rule", "text", "as_of", "name"),
    [
        (LAW, "根据《云川法》开展工作。\n贯彻《云川法》。\n依照《云川法》处理。", "2019-03-01", "《云川法》"),
        (ORGAN, "会同老局检查。\n老局牵头。\n会同老局、市老局培训。", "2020-03-01", "老局"),
        (DRIVE, "开展清风行动。\n推进清风行动。\n深化清风行动。", "2019-03-01", "清风行动"),
        (MEETING, "贯彻党的二十大精神。\n学习党的二十大精神。\n落实党的二十大精神。", "2019-03-01", "党的二十大"),
    ],
)
def test_a_name_out_of_its_time_is_told_once(ask, rule: str, text: str, as_of: str, name: str) -> None:
    first = ask(rule, text, as_of=as_of).findings[0]
    assert first.span.start == text.index(name)
    assert first.message.endswith("（全文共3处）")
    assert [related.span.start for related in first.related][-1] > text.rindex("\n")
    assert len(first.related) == 2


def test_mentions_that_are_excused_are_not_counted(ask) -> None:
    text = "原老局办理的事项。\n会同老局检查。\n老局牵头。"
    (finding,) = ask(f"{ORGAN}unless: {{near: [原]}}", text, as_of="2020-03-01").findings
    assert finding.span.start == text.index("老局检查")
    assert finding.message.endswith("（全文共2处）")


def test_what_is_named_too_early_may_be_a_slip_of_the_name_or_of_the_date(ask) -> None:
    def advice(rule: str, text: str, as_of: str | None = None) -> list[str | None]:
        return [finding.advice for finding in ask(rule, text, as_of=as_of).findings]

    assert advice(LAW, "根据《云川法》开展工作。", "2019-03-01") == ["核对法律名称，或核对文稿日期是否识别有误。"]
    assert advice(LAW, "2019年，根据《云川法》开展工作。") == ["核对法律名称和这里的年份。"]
    assert advice(ORGAN, "会同新局检查。", "2017-03-01") == ["核对名称，或核对文稿日期是否识别有误。"]
    assert advice(DRIVE, "2019年，全市开展清风行动。") == ["核对名称和这里的年份。"]
    assert advice(LAW, "依照《旧法》处理。", "2023-06-01") == [None]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("《云川法》自2020年1月1日起施行", "《云川法》自2021年1月1日起施行"),
        ("2020年施行的《云川法》", "2021年施行的《云川法》"),
        ("2021年5月28日通过的《云川法》", "2020年5月28日通过的《云川法》"),
        ("2009年施行的《常改法》", "2010年施行的《常改法》"),
        ("《云川法》自2021年1月1日起施行", None),
        ("2020年公布的《云川法》，2020年5月通过的《云川法》", None),
        ("2019年施行的《常改法》", None),
        ("2027年施行的《云川法》", None),
        ("2020年新修订的《云川法》", None),
    ],
)
def test_a_law_has_its_days(ask, text: str, fixed: str | None) -> None:
    answer = ask(LAW_YEAR, f"{text}。")
    assert len(answer.findings) == (fixed is not None)
    assert answer.fixed == f"{fixed or text}。"


@pytest.mark.parametrize(
    ("text", "as_of", "marked"),
    [
        ("会同老局检查", "2020-01-01", ["老局"]),
        ("会同市老局检查", "2020-01-01", ["市老局"]),
        ("会同老局检查", "2019-03-31", []),
        ("2018年，会同老局检查", "2020-01-01", []),
        ("2021年，会同老局检查", None, ["老局"]),
        ("落实《老局关于检查的通知》", "2020-01-01", []),
        ("古老局面", "2020-01-01", []),
        ("会同新局检查", "2017-01-01", ["新局"]),
        ("2012年，新局会同有关单位检查", "2020-01-01", []),
        ("会同老局、新局检查", None, []),
    ],
)
def test_an_organ_bears_the_name_of_its_time(ask, text: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(ORGAN, f"{text}。", as_of=as_of).marked == marked


@pytest.mark.parametrize(
    ("text", "as_of", "kind", "marked"),
    [
        ("今年要深入开展清风行动", "2023-03-01", None, ["清风行动"]),
        ("深入开展清风行动", "2023-03-01", "work-plan", ["清风行动"]),
        ("深入开展清风行动，成效明显", "2023-03-01", None, []),
        ("五年来，深入开展清风行动，今年又上台阶", "2023-03-01", None, []),
        ("今年要深入开展清风行动", "2022-05-01", None, []),
        ("今年要落实《清风行动方案》", "2023-03-01", None, []),
        ("总结清风行动的做法", "2023-03-01", "work-plan", []),
        ("深入开展清风行动", "2020-03-01", None, ["清风行动"]),
        ("2023年，全市清风行动扎实开展", None, None, ["清风行动"]),
        ("2021年3月至7月，全市开展清风行动", None, None, []),
        ("深入开展清风行动", None, None, []),
    ],
)
def test_a_drive_is_work_in_its_time(ask, text: str, as_of: str | None, kind: str | None, marked: list[str]) -> None:
    assert ask(DRIVE, f"{text}。", as_of=as_of, kind=kind).marked == marked


def test_a_drive_that_others_may_repeat_is_a_hint(ask) -> None:
    assert ask(DRIVE, "2024年，开展夏夜行动。").severities == ["info"]


def test_a_heading_looks_ahead(ask) -> None:
    text = "云川市政法工作总结\n一、主要工作\n深入开展清风行动。\n二、下一步打算\n深入开展清风行动。"
    answer = ask(DRIVE, text, as_of="2023-03-01")
    assert [finding.span.start for finding in answer.findings] == [text.rindex("清风行动")]


@given(st.integers(2014, 2060), st.integers(1, 60))
def test_the_nth_day_is_flagged_exactly_when_the_year_is_not_its_own(ask, year: int, number: int) -> None:
    answer = ask(NTH, f"{year}年5月1日是第{number}个读报节。")
    assert bool(answer.findings) == (2014 + number - 1 != year)
    if answer.findings:
        assert answer.fixed == f"{year}年5月1日是第{year - 2013}个读报节。"


@pytest.mark.parametrize(
    ("text", "as_of", "marked"),
    [
        ("今年是第九个读报节", "2023-05-01", ["第九个读报节"]),
        ("今年是第十个读报节", "2023-05-01", []),
        ("开展第十个读报节活动", "2024-01-10", []),
        ("开展第十五个读报节活动", "2023-05-01", ["第十五个读报节"]),
        ("自2014年设立以来，今年是第十个读报节", "2023-05-01", []),
        ("开展第十五个读报节活动", None, []),
    ],
)
def test_the_nth_day_against_the_documents_date(ask, text: str, as_of: str | None, marked: list[str]) -> None:
    assert ask(NTH, f"{text}。", as_of=as_of).marked == marked


@pytest.mark.parametrize(
    ("rule", "text", "held"),
    [
        (MEETING, "贯彻党的二十大和二十届三中全会精神，党的二十大以来。", 2),
        (LAW, "根据《云川法》开展工作，贯彻《云川法》。", 1),
        (ORGAN, "会同新局检查，新局牵头。", 1),
        (DRIVE, "2021年，开展清风行动。", 1),
        (NTH, "2023年5月1日是第十个读报节。", 1),
        (MEETING_YEAR, "党的二十届三中全会（2024年7月），党的二十大。", 1),
        (LAW_YEAR, "《云川法》自2021年1月1日起施行。", 1),
    ],
)
def test_what_agrees_is_counted(ask, rule: str, text: str, held: int) -> None:
    answer = ask(rule, text, as_of="2025-01-10")
    assert sum(answer.result.held.values()) == held
    assert answer.marked == []


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_no_date_makes_a_check_fail(ask, day: dt.date) -> None:
    text = f"{day.year}年{day.month}月，贯彻党的二十届三中全会精神，根据《云川法》，会同老局开展清风行动、第3个读报节活动。"
    for rule in (MEETING, LAW, ORGAN, DRIVE, NTH):
        assert ask(rule, text, as_of=day.isoformat()).faults == []


@pytest.mark.parametrize(
    "fields",
    [
        "check: meeting",
        "check: meeting\ntable: [{name: 座谈会, term: 3, from: 2020}]",
        "check: meeting\ntable: [{name: 中央全会, from: 2020}]",
        "check: law\ntable: [{name: 云川法}]",
        "check: law\ntable: [{name: 云川法, from: 明年}]",
        "check: organ\ntable: [{name: 老局}]",
    ],
)
def test_a_table_that_says_too_little_is_refused(ask, fields: str) -> None:
    with pytest.raises(RuleError):
        ask.compile(f"kind: event\n{fields}")


PIECES = [
    "党的",
    "中国共产党",
    "第",
    "二十",
    "三",
    "十九",
    "届",
    "中",
    "全会",
    "大",
    "精神",
    "次全国代表大会",
    "全国人大",
    "次会议",
]


@given(st.lists(st.sampled_from([*PIECES, "中央委员会第", "次全体会议", "、"]), max_size=9).map("".join))
def test_no_meeting_is_named_without_what_the_rule_waits_for(text: str) -> None:
    patterns = (meetings._PLENUM, meetings._LONG_PLENUM, meetings._CONGRESS, meetings._SESSION)
    if any(pattern.search(text) for pattern in patterns):
        assert any(each in text for each in meetings.NEEDED)
