"""随州插件的测试：两个规则包各在什么时候启用，每条规则的正反例，同一处不报两遍。"""

from __future__ import annotations

import pytest

import zfcheck_suizhou
from zfcheck.cases import check_cases
from zfcheck.engine import check_bytes
from zfcheck.ruleset import RuleSet, Selection, compile_rules

PLUGIN = [("suizhou", zfcheck_suizhou)]


@pytest.fixture(scope="module")
def suizhou() -> RuleSet:
    return compile_rules(Selection(region="随州", plugins=False), extra_plugins=PLUGIN)


@pytest.fixture(scope="module")
def hubei() -> RuleSet:
    return compile_rules(Selection(region="湖北", plugins=False), extra_plugins=PLUGIN)


def packs(rules: RuleSet) -> list[str]:
    return [pack.id for pack in rules.packs if pack.id in {"hubei", "suizhou"}]


def found(rules: RuleSet, text: str) -> list[tuple[str, str, str]]:
    """规则包、规则、标出的字，只看地名残留。"""
    result = check_bytes(rules, text.encode("utf-8"), "稿.txt")
    assert result.document is not None and result.faults == []
    return [
        (finding.pack, finding.rule, result.document.slice(finding.span))
        for finding in result.findings
        if finding.rule.startswith("residue/") and "place" in finding.rule and "holder" not in finding.rule
    ]


def test_the_province_alone(hubei: RuleSet) -> None:
    assert hubei.faults == []
    assert packs(hubei) == ["hubei"]


def test_the_city_brings_the_province(suizhou: RuleSet) -> None:
    assert suizhou.faults == []
    assert packs(suizhou) == ["hubei", "suizhou"]  # 被 extends 的在前


def test_silent_without_a_region() -> None:
    assert packs(compile_rules(Selection(plugins=False), extra_plugins=PLUGIN)) == []


@pytest.mark.parametrize("pack", ["hubei", "suizhou"])
def test_every_rule_has_cases_that_hold(hubei: RuleSet, suizhou: RuleSet, pack: str) -> None:
    rules = hubei if pack == "hubei" else suizhou
    own = [compiled for compiled in rules.rules if compiled.rule.pack == pack]
    assert len(own) >= 3
    assert [str(problem) for compiled in own for problem in check_cases(compiled, rules)] == []
    assert all(compiled.rule.basis and compiled.rule.fail and compiled.rule.passing for compiled in own)


def test_one_place_is_told_once(hubei: RuleSet, suizhou: RuleSet) -> None:
    text = "随州市2025年政法工作总结\n一年来，全市政法机关深化平安襄阳建设。"
    assert found(suizhou, text) == [("suizhou", "residue/place-outside-suizhou", "襄阳")]
    assert found(hubei, text) == [("hubei", "residue/place-outside-hubei", "襄阳")]


def test_what_each_region_calls_elsewhere(hubei: RuleSet, suizhou: RuleSet) -> None:
    text = "2025年政法工作总结\n深化平安襄阳建设。推进法治江苏建设。"
    assert [mark for _, _, mark in found(suizhou, text)] == ["襄阳", "江苏"]
    assert [mark for _, _, mark in found(hubei, text)] == ["江苏"]


@pytest.mark.parametrize(
    "text",
    [
        "随州市2025年政法工作总结\n推进平安随州、法治随州、平安湖北建设，曾都区、广水市深化平安曾都、平安广水创建。",
        "随县2025年政法工作总结\n推进平安随县建设，服务平安随州、法治湖北建设。",
        "随州市政法工作要点\n组织骨干赴岳阳考察，借鉴平安岳阳建设做法；与信阳市、襄阳市、孝感市毗邻县区联防。",
        "襄阳市2025年政法工作总结\n深化平安襄阳建设。",
        "关于学习推广襄阳做法的通知\n平安襄阳建设的主要做法是建强网格。\n中共随州市委政法委员会\n2025年4月8日",
        "赴岳阳考察情况报告\n在岳阳市委、市政府的坚强领导下，法治岳阳建设有专班。",
    ],
)
def test_right_papers_are_left_alone(suizhou: RuleSet, text: str) -> None:
    assert found(suizhou, text) == []
