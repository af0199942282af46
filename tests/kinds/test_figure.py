"""Kind `figure`: single figures that cannot be."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

FRACTION = "kind: figure\ncheck: fraction\nunits: [名, 件, 人次, 个]\nexcept: [均, 每, 率, 个百分]"
NEGATIVE = "kind: figure\ncheck: negative\nunits: [件, 人, 名]\nexcept: [净]"
SCALE = "kind: figure\ncheck: scale\nunits: [分]\nnouns: [满意度, 测评, 百分制]\nexcept: [千分, 加分]"
BASE = "kind: figure\ncheck: base\nnouns: [同比]"
RANGE = "kind: figure\ncheck: range\nunits: [名, '%', 元]\nexcept: [降]"


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("现有调解员2300.5名。", ["2300.5名"]),
        ("接待２３．５人次。", ["２３．５人次"]),
        ("现有调解员2.35万名。", []),
        ("现有调解员2300名。", []),
        ("人均办案23.5件。", []),
        ("每万人拥有律师3.6名。", []),
        ("提高3.4个百分点。", []),
        ("里程2300.5公里。", []),
        ("每月2.5件—3.5件。", []),
    ],
)
def test_people_and_cases_are_whole(ask, text: str, marked: list[str]) -> None:
    assert ask(FRACTION, text).marked == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("受理信访-350件。", ["-350件"]),
        ("受理信访－350件。", ["－350件"]),
        ("受理信访负350件。", ["负350件"]),
        ("每组3-5人。", []),
        ("2020-350件", []),
        ("人口净增长-350人。", []),
        ("气温-5℃。", []),
        ("增速-3.2%。", []),
        ("共5人-6人。", []),
    ],
)
def test_a_count_is_not_negative(ask, text: str, marked: list[str]) -> None:
    assert ask(NEGATIVE, text).marked == marked


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("群众满意度测评102.4分。", ["102.4分"], 0),
        ("群众满意度测评98.4分。", [], 1),
        ("综合得分196.8分（百分制）。", ["196.8分"], 0),
        ("测评得分985分，满分为1000分。", [], 1),
        ("千分制测评985分。", [], 0),
        ("比赛得985分。", [], 0),
    ],
)
def test_a_mark_is_within_its_scale(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(SCALE, text)
    assert answer.marked == marked
    assert held(answer) == agree


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("2025年，案件同比2024年下降8%。", [], 1),
        ("2025年，案件同比2019年下降8%。", ["同比2019年"], 0),
        ("2025年上半年，案件3件，同比2019年下降8%。", ["同比2019年"], 0),
        ("2025年，案件同比下降8%，较2019年下降20%。", [], 0),
        ("2018年，案件同比2019年下降8%。", [], 0),
        ("2025年，案件同比2019—2023年下降8%。", [], 0),
    ],
)
def test_the_base_of_a_comparison_with_last_year(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(BASE, text)
    assert answer.marked == marked
    assert held(answer) == agree


def test_without_a_year_in_the_sentence_the_date_of_the_document_decides(ask) -> None:
    text = "案件同比2019年下降8%。"
    assert ask(BASE, text, as_of="2025-07-10").severities == ["error"]
    assert held(ask(BASE, text, as_of="2020-07-10")) == 1
    assert ask(BASE, text).severities == ["info"]


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("每村3—5名。", [], 1),
        ("每村5—3名。", ["5—3名"], 0),
        ("增长6%—4%。", ["6%—4%"], 0),
        ("投入8000—1.2万元。", [], 1),
        ("降6%—4%。", [], 0),
        ("每村5名。", [], 0),
        ("2025—2021", [], 0),
    ],
)
def test_the_smaller_end_of_a_range_stands_first(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(RANGE, text)
    assert answer.marked == marked
    assert held(answer) == agree


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("kind: figure\ncheck: fraction", "units"),
        ("kind: figure\ncheck: negative\nunits: []", "units"),
        ("kind: figure\ncheck: scale\nnouns: [满意度]", "units"),
        ("kind: figure\ncheck: base", "nouns"),
    ],
)
def test_a_rule_that_looks_at_nothing_is_refused(ask, rule: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(rule)
    assert caught.value.key == key
