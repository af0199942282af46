"""Every built-in rule proves itself: its own cases hold, and it says what it rests on."""

from __future__ import annotations

import re

import pytest

import zfcheck
from zfcheck.builtin import Builtin
from zfcheck.cases import check_cases
from zfcheck.pack import load_pack
from zfcheck.rules import CATEGORIES, Severity
from zfcheck.ruleset import Compiled, known_kinds

CHECKER = zfcheck.compile(packs=[path.name for path in Builtin().zfcheck_packs()], plugins=False)
RULES = CHECKER.rules.rules


def name_of(compiled: Compiled) -> str:
    return f"{compiled.rule.pack}:{compiled.rule.id}"


every_rule = pytest.mark.parametrize("compiled", RULES, ids=name_of)


def test_there_are_rules_and_no_faults() -> None:
    assert len(RULES) >= 40
    assert CHECKER.rules.faults == []


@every_rule
def test_the_rules_own_cases_hold(compiled: Compiled) -> None:
    assert [str(problem) for problem in check_cases(compiled, CHECKER.rules)] == []


@every_rule
def test_the_rule_is_named_titled_and_founded(compiled: Compiled) -> None:
    rule = compiled.rule
    category, _, name = rule.id.partition("/")
    assert category in CATEGORIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert rule.title.strip() == rule.title != ""
    assert isinstance(rule.severity, Severity)
    assert rule.basis or rule.why, "say what the rule rests on: basis or why"


@every_rule
def test_no_case_fails_and_passes_at_once(compiled: Compiled) -> None:
    rule = compiled.rule
    failing = {(case.text, case.kind, case.date) for case in rule.fail}
    assert not failing & {(case.text, case.kind, case.date) for case in rule.passing}


def test_no_two_rules_share_an_id_or_an_alias() -> None:
    names = [name for compiled in RULES for name in (name_of(compiled), *compiled.rule.aliases)]
    assert sorted(set(names)) == sorted(names)


def test_every_pack_has_title_and_version() -> None:
    for path in Builtin().zfcheck_packs():
        pack = load_pack(path, known_kinds())
        assert pack.title and pack.version, pack.id
