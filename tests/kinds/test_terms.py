"""Kind `terms`: names and terms that are written one way only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError
from zfcheck.kinds.terms import TermsChecker, _joined
from zfcheck.phrases import PhraseIndex

RULE = "kind: terms\nterms: [人民调解委员会, 社区矫正对象]"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("设立人民调节委员会。", "人民调节委员会"),
        ("管理社区娇正对象。", "社区娇正对象"),
        ("管理社区矫正对向。", "社区矫正对向"),
    ],
)
def test_a_slip_of_sound_is_found(ask, text: str, marked: str) -> None:
    assert ask(RULE, text).marked == [marked]


def test_two_characters_swapped_are_found(ask) -> None:
    assert ask(RULE, "设立人民解调委员会。").marked == ["人民解调委员会"]


def test_a_character_missing_or_too_many_is_found(ask) -> None:
    assert ask(RULE, "设立人民调委员会。").fixed == "设立人民调解委员会。"
    assert ask(RULE, "设立人民调解解委员会。").fixed == "设立人民调解委员会。"


def test_the_right_term_is_offered_as_an_unsafe_fix(ask) -> None:
    answer = ask(RULE, "管理社区娇正对象。")
    assert answer.messages == ["“社区娇正对象”应为“社区矫正对象”"]
    assert answer.fixed == "管理社区矫正对象。"
    assert answer.findings[0].fix.safety == "unsafe"


def test_every_slip_is_found(ask) -> None:
    text = "设立人民调节委员会，管理社区娇正对象，走访社区矫正对向。"
    assert ask(RULE, text).marked == ["人民调节委员会", "社区娇正对象", "社区矫正对向"]


def test_the_right_terms_are_silent(ask) -> None:
    assert ask(RULE, "设立人民调解委员会，管理社区矫正对象。").marked == []


def test_what_may_be_another_word_is_silent(ask) -> None:
    assert ask(RULE, "设立人民监督委员会，管理社区服务对象。").marked == []


def test_a_cell_holds_several_terms(ask) -> None:
    rule = "kind: terms\nterms: [{text: 人民调解委员会；社区矫正对象}]"
    assert ask(rule, "设立人民调节委员会，管理社区娇正对象。").marked == ["人民调节委员会", "社区娇正对象"]


def test_what_is_as_right_is_silent(ask) -> None:
    text = "成立云川市监查委员会。"
    rule = "kind: terms\nterms: [{text: 监察委员会, also: [%s]}]"
    assert ask(rule % "检察委员会", text).marked == ["监查委员会"]
    assert ask(rule % "检察委员会；监查委员会", text).marked == []


def test_a_longer_right_name_speaks_for_what_lies_inside(ask) -> None:
    text = "推进社区娇正对象帮扶工作。"
    assert ask(RULE, text).marked == ["社区娇正对象"]
    longer = "kind: terms\nterms: [{text: 社区矫正对象, also: [社区娇正对象帮扶]}]"
    assert ask(longer, text).marked == []


def test_a_right_term_is_no_slip_of_its_neighbour(ask) -> None:
    rule = "kind: terms\nterms: [高级人民法院, 中级人民法院]"
    assert ask(rule, "省高级人民法院、市中级人民法院。").marked == []


def test_titles_keep_their_wording(ask) -> None:
    assert ask(RULE, "印发《人民调节委员会工作办法》。").marked == []
    assert ask(RULE, "印发《办法》，设立人民调节委员会。").marked == ["人民调节委员会"]


def test_a_slip_does_not_reach_over_a_line(ask) -> None:
    assert ask(RULE, "人民调节\n委员会").marked == []


@pytest.mark.parametrize("rule", ["kind: terms\nterms: []", 'kind: terms\nterms: [{text: "；"}]', "kind: terms"])
def test_an_empty_list_is_refused(ask, rule: str) -> None:
    with pytest.raises(RuleError, match="词表是空的"):
        ask(rule, "")


def test_a_short_term_is_refused(ask) -> None:
    with pytest.raises(RuleError, match="“人民法院”太短，至少要有5个字"):
        ask("kind: terms\nterms: [人民调解委员会, 人民法院]", "")


def test_hostile_text_takes_no_longer(ask) -> None:
    start = time.process_time()
    ask(RULE, "人民调" * 20_000)
    assert time.process_time() - start < 10


PIECES = ("市中级", "人民", "法院", "检察", "院", "人民法", "民法院", "中", "级人民", "省高级", "。")


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_quick_look_at_what_terms_have_in_common_misses_nothing(text: str) -> None:
    checker = TermsChecker(["市中级人民法院", "省高级人民法院", "人民检察院"], ["县级人民法院"])
    text = "。" * 20 + text + "。" * 20
    hits = PhraseIndex([checker.literals]).scan(text).of(0)
    right = _joined((start, end) for literal, start, end in hits if literal < 4)
    plain = {
        (search.phrase, at, start)
        for literal, start, end in hits
        if literal >= 4
        for search, at in checker._anchors[literal - 4]
        if search.may_be(text, at, start) and not any(a <= start and end <= b for a, b in right)
    }
    found = {(search.phrase, at, start) for search, at, start, _ in checker._doubtful(text, hits, right)}
    assert plain == found
