"""Kind `element`: paragraphs by their role."""

from __future__ import annotations

import pytest

from zfcheck.kinds.element import ROLES

PAGE = "通版阅读请点击:\n展开通版\n\n当前版：04版\n云川市工作总结\n全市形势平稳，成效明显。\n责任编辑：张三"


def test_each_element_of_the_role_is_found(ask) -> None:
    answer = ask("kind: element\nrole: furniture", PAGE)
    assert answer.marked == ["通版阅读请点击:", "展开通版", "当前版：04版", "责任编辑：张三"]


def test_runs_join_neighbours_over_blank_lines(ask) -> None:
    answer = ask("kind: element\nrole: furniture\nruns: true\nmessage: '残留{0}'", PAGE)
    assert answer.marked == ["通版阅读请点击:\n展开通版\n\n当前版：04版", "责任编辑：张三"]
    assert answer.messages == ["残留通版阅读请点击:（连续3行）", "残留责任编辑：张三"]


def test_a_pattern_narrows_the_role_in_either_width(ask) -> None:
    assert ask("kind: element\nrole: furniture\npattern: '^当前版：'", PAGE).marked == ["当前版：04版"]


def test_other_roles(ask) -> None:
    assert ask("kind: element\nrole: title", PAGE).marked == ["云川市工作总结"]
    assert ask("kind: element\nrole: signature", PAGE).marked == []


def test_every_token_of_the_grammar_has_its_role() -> None:
    from zfcheck.data import grammars_folder

    grammar = (grammars_folder() / "report.lark").read_text(encoding="utf-8")
    tokens = {word for line in grammar.splitlines() if line.startswith("%declare") for word in line.split()[1:]}
    assert {token.lower().replace("_", "-") for token in tokens if not token[-1].isdigit()} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_be_asked_for(ask, role: str) -> None:
    assert ask(f"kind: element\nrole: {role}", PAGE).faults == []
