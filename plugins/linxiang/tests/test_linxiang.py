"""临湘插件的测试：自己的层次序号，各类文稿应有的部分，每条规则的正反例。"""

from __future__ import annotations

import pytest

import zfcheck_linxiang
from zfcheck.cases import check_cases
from zfcheck.engine import Result, check_bytes
from zfcheck.ruleset import RuleSet, Selection, compile_rules

PLUGIN = [("linxiang", zfcheck_linxiang)]
PLAN = """临湘市2026年政法工作要点
一、全力维护政治安全
一是压实责任。各级党组织书记负总责，定期研究。
二是完善机制。每月会商一次，及时处置。
二、服务经济高质量发展
一是优化环境。走访企业，帮助解决难题。
{second}防范风险。开展排查，消除隐患。
三、加强政法队伍建设
一是强化轮训。分级分批组织实施。
二是从严管理。落实各项规定。
"""


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return compile_rules(Selection(region="临湘", plugins=False), extra_plugins=PLUGIN)


@pytest.fixture(scope="module")
def without() -> RuleSet:
    return compile_rules(Selection(plugins=False), extra_plugins=PLUGIN)


def check(rules: RuleSet, text: str) -> Result:
    result = check_bytes(rules, text.encode("utf-8"), "稿.txt")
    assert result.document is not None and result.faults == []
    return result


def numbering(result: Result) -> list[str]:
    assert result.document is not None
    return [result.document.slice(f.span) for f in result.findings if f.rule.startswith("numbering/")]


def levels(result: Result) -> list[tuple[int, str]]:
    assert result.document is not None
    sections = result.document.outline.sections()
    return [(section.level, section.heading.marker.right) for section in sections if section.heading.marker]


def test_loads_without_faults(rules: RuleSet) -> None:
    assert rules.faults == []
    assert "linxiang" in {pack.id for pack in rules.packs}


def test_every_rule_has_cases_that_hold(rules: RuleSet) -> None:
    own = [compiled for compiled in rules.rules if compiled.rule.pack == "linxiang"]
    assert len(own) == 3
    assert [str(problem) for compiled in own for problem in check_cases(compiled, rules)] == []
    assert all(compiled.rule.basis and compiled.rule.fail and compiled.rule.passing for compiled in own)


def test_own_numbering(rules: RuleSet) -> None:
    result = check(rules, PLAN.format(second="二是"))
    assert result.document is not None
    assert result.document.outline.scheme == "linxiang"
    assert levels(result) == [
        (1, "一、"),
        (2, "一是"),
        (2, "二是"),
        (1, "二、"),
        (2, "一是"),
        (2, "二是"),
        (1, "三、"),
        (2, "一是"),
        (2, "二是"),
    ]
    assert numbering(result) == []


def test_own_numbering_is_checked(rules: RuleSet) -> None:
    assert numbering(check(rules, PLAN.format(second="三是"))) == ["三是"]
    assert numbering(check(rules, PLAN.format(second="二是、"))) == ["二是、"]


def test_only_with_the_region(without: RuleSet) -> None:
    result = check(without, PLAN.format(second="二是"))
    assert result.document is not None
    assert result.document.outline.scheme == "official"
    assert not any(compiled.rule.pack == "linxiang" for compiled in without.rules)


def test_other_papers_are_read_as_before(rules: RuleSet) -> None:
    result = check(
        rules, "临湘市2025年政法工作总结\n一、工作情况\n（一）抓防范。略。\n（二）抓打击。略。\n二、下一步打算\n略。\n"
    )
    assert result.document is not None
    assert result.document.outline.scheme == "official"
    assert levels(result)[:2] == [(1, "一、"), (2, "（一）")]
