"""Kind `retold`: a figure that is told twice, the second time with digits that look like a slip of the first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError
from zfcheck.kinds.retold import _groups, _too_many
from zfcheck.sentences import Bounds

RETOLD = """
kind: retold
severity: warning
shares: [率, 占比]
common: [比上年, 增长, 全市, 共]
plan: [目标, 力争, 从, 由, 较]
"""


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("破获电信网络诈骗案件1206起。\n破获的1260起电信网络诈骗案件中，大案87起。", ["1260起"]),
        ("破获电信网络诈骗案件1206起。破获电信网络诈骗案件1216起。", ["1216起"]),
        ("人民调解成功率达到97.5%。\n全市人民调解成功率达95.7%。", ["95.7%"]),
        ("挽回群众经济损失3.52亿元。挽回群众经济损失5.32亿元。", ["5.32亿元"]),
        ("开展法治宣传活动１２０６场。开展法治宣传活动１２６０场。", ["１２６０场"]),
    ],
)
def test_a_slip_in_a_figure_that_is_told_twice(ask, text: str, marked: list[str]) -> None:
    answer = ask(RETOLD, text)
    assert answer.marked == marked
    assert answer.severities == ["warning"]
    assert len(answer.findings[0].related) == 1
    assert "前后不一" in answer.messages[0]
    assert answer.fixed == text


@pytest.mark.parametrize(
    "text",
    [
        "破获电信网络诈骗案件1206起。破获电信网络诈骗案件1206起。",
        "法院审理办结案件8.65万件。法院审理办结案件86520件。",
        "人民调解成功率97.5%。人民调解成功率达97.5%。",
    ],
)
def test_a_figure_that_is_told_twice_alike_is_counted(ask, text: str) -> None:
    answer = ask(RETOLD, text)
    assert answer.marked == []
    assert held(answer) == 1


@pytest.mark.parametrize(
    "text",
    [
        "破获电信网络诈骗案件1206起。破获入室盗窃案件1260起。",
        "破获电信网络诈骗案件1206起。破获电信网络诈骗案件856起。",
        "破获电信网络诈骗案件1206起。破获电信网络诈骗案件1260人。",
        "2024年，破获电信网络诈骗案件1206起。\n2025年，破获电信网络诈骗案件1260起。",
        "去年破获电信网络诈骗案件1206起。今年破获电信网络诈骗案件1260起。",
        "破获电信网络诈骗案件1206起。力争破获电信网络诈骗案件1260起。",
        "全市共办结1206件。全市共受理1260件。",
        "案件增长97.5%。案件增长95.7%。",
        "人民调解成功率97.5%。综合治理知晓率95.7%。",
        "破获电信网络诈骗案件3500起。破获电信网络诈骗案件3000起。",
        "破获电信网络诈骗案件1206起。破获电信网络诈骗案件1000—1260起。",
        "破获电信网络诈骗案件5起。破获电信网络诈骗案件6起。",
    ],
)
def test_two_figures_of_two_things_are_left_alone(ask, text: str) -> None:
    answer = ask(RETOLD, text)
    assert answer.marked == []
    assert held(answer) == 0


def test_a_table_in_disguise_is_not_compared_without_end(ask) -> None:
    text = "".join(f"第{n}村排查化解矛盾纠纷1206件。\n" for n in range(1, 300))
    answer = ask(RETOLD, text)
    assert answer.marked == []
    assert answer.faults == []


def test_a_rule_without_shares_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: retold\nshares: []")
    assert caught.value.key == "shares"


WORDS = [["甲乙", "乙丙"], ["乙丙", "丙丁"], ["丁戊"], ["甲乙", "丁戊", "戊己"]]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["12", "21", "34", "120"])), max_size=9))
def test_groups_are_those_of_every_run_of_words(figures: list[tuple[list[str], str]]) -> None:
    told = [(digits, grams, (0, "", False, Bounds(0, 0, 0, 0, 0, 0))) for grams, digits in figures]
    groups: dict[str, list[object]] = {}
    for one in told:
        for gram in one[1]:
            groups.setdefault(gram, []).append(one)
    whole = [group for group in groups.values() if len(group) > 1 and not _too_many(group)]
    assert [group for group in _groups(told) if not _too_many(group)] == whole
