"""浙江插件的测试：规则包里每条规则的正反例，和用 Python 写的检查。"""

from __future__ import annotations

import datetime as dt

import pytest

import zfcheck_zhejiang
from zfcheck.cases import check_cases
from zfcheck.engine import Result, check_bytes
from zfcheck.ruleset import RuleSet, Selection, SelectionError, compile_rules
from zfcheck_zhejiang.anniversaries import number_of

PLUGIN = [("zhejiang", zfcheck_zhejiang)]
ANNIVERSARY = "number/zhejiang-anniversary"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return compile_rules(Selection(region="浙江", plugins=False), extra_plugins=PLUGIN)


def check(rules: RuleSet, text: str, day: str | None = "2025-12-20") -> Result:
    as_of = dt.date.fromisoformat(day) if day else None
    return check_bytes(rules, text.encode("utf-8"), "稿.txt", as_of=as_of)


def spoken(result: Result, rule: str = ANNIVERSARY) -> list[str]:
    assert result.document is not None
    return [result.document.slice(finding.span) for finding in result.findings if finding.rule == rule]


def test_plugin_loads_without_faults(rules: RuleSet) -> None:
    assert rules.faults == []
    assert "zhejiang" in {pack.id for pack in rules.packs}


def test_every_rule_has_cases_that_hold(rules: RuleSet) -> None:
    own = [compiled for compiled in rules.rules if compiled.rule.pack == "zhejiang" and compiled.rule.kind != "python"]
    assert len(own) >= 5
    problems = [str(problem) for compiled in own for problem in check_cases(compiled, rules)]
    assert problems == []
    assert all(compiled.rule.basis for compiled in own)


def test_silent_without_the_region() -> None:
    rules = compile_rules(Selection(plugins=False), extra_plugins=PLUGIN)
    assert rules.faults == []
    assert not any(compiled.rule.pack == "zhejiang" for compiled in rules.rules)


def test_region_needs_the_plugin() -> None:
    with pytest.raises(SelectionError, match="浙江"):
        compile_rules(Selection(region="浙江", plugins=False))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今年是法治浙江建设15周年。", "2025-06-20"),
        ("以“法治浙江”建设十五周年为契机。", "2025-06-20"),
        ("2025年是法治浙江建设20周年。", None),
        ("明年是法治浙江建设19周年。", "2025-06-20"),
    ],
)
def test_wrong_anniversary(rules: RuleSet, text: str, day: str | None) -> None:
    result = check(rules, text, day)
    assert len(spoken(result)) == 1
    (finding,) = [finding for finding in result.findings if finding.rule == ANNIVERSARY]
    assert (finding.pack, finding.severity and finding.severity.word) == ("zhejiang", "error")
    assert "2006年" in finding.message


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今年是法治浙江建设15周年。", "2021-01-20"),
        ("结合开展法治浙江建设二十周年活动。", "2026-04-20"),
        ("明年是法治浙江建设20周年。", "2025-06-20"),
        ("谋划法治浙江建设20周年活动。", "2025-12-20"),
        ("2021年以来，开展法治浙江建设15周年活动。", "2025-06-20"),
        ("今年是法治浙江建设15周年。", None),
        ("法治浙江建设工作走过15年，庆祝建党100周年。", "2021-06-20"),
    ],
)
def test_right_or_unknowable_anniversary(rules: RuleSet, text: str, day: str | None) -> None:
    assert spoken(check(rules, text, day)) == []


def test_less_certain_start_is_a_hint_only(rules: RuleSet) -> None:
    result = check(rules, "今年是平安浙江建设20周年。", "2025-06-20")
    (finding,) = [finding for finding in result.findings if finding.rule == ANNIVERSARY]
    assert finding.severity is not None
    assert finding.severity.word == "info"
    assert spoken(check(rules, "今年是平安浙江建设20周年。", "2024-06-20")) == []


@pytest.mark.parametrize(
    ("numeral", "number"), [("15", 15), ("五", 5), ("十", 10), ("十五", 15), ("二十", 20), ("二十一", 21)]
)
def test_numerals(numeral: str, number: int) -> None:
    assert number_of(numeral) == number
