"""Kind `phrase`: a list of words."""

from __future__ import annotations

import time

import pytest

from zfcheck.kinds import RuleError


def test_each_place_of_a_word_is_found(ask) -> None:
    answer = ask("kind: phrase\nwords: [帐号, 布署]", "登记帐号，部署工作。布署到位，核对帐号。")
    assert answer.marked == ["帐号", "布署", "帐号"]


def test_a_right_word_is_offered_as_a_fix(ask) -> None:
    answer = ask("kind: phrase\nwords: [{wrong: 布署, right: 部署}]\nsafe: true", "周密布署工作。")
    assert answer.fixed == "周密部署工作。"
    assert answer.messages == ["“布署”应为“部署”"]
    assert answer.findings[0].fix.safety == "safe"


def test_a_fix_is_unsafe_unless_the_rule_says_otherwise(ask) -> None:
    assert ask("kind: phrase\nwords: [{wrong: 布署, right: 部署}]", "布署").findings[0].fix.safety == "unsafe"


def test_without_a_right_word_there_is_no_fix(ask) -> None:
    (finding,) = ask("kind: phrase\nwords: [布署]", "布署").findings
    assert finding.fix is None
    assert "布署" in finding.message


def test_an_empty_right_word_deletes(ask) -> None:
    answer = ask('kind: phrase\nwords: [{wrong: 之一之一, right: ""}]', "成效之一之一。")
    assert answer.fixed == "成效。"


def test_the_longest_word_at_a_place_speaks_for_those_inside(ask) -> None:
    answer = ask("kind: phrase\nwords: [精准扶, 精准扶贫攻坚, 扶贫]", "打好精准扶贫攻坚战，精准扶，扶贫。")
    assert answer.marked == ["精准扶贫攻坚", "精准扶", "扶贫"]


@pytest.mark.parametrize(("text", "marked"), [("做到帐实相符", []), ("登记帐实", ["帐实"]), ("相符帐实相符", [])])
def test_a_longer_right_word_excuses(ask, text: str, marked: list[str]) -> None:
    assert ask("kind: phrase\nwords: [{wrong: 帐实, except: [帐实相符]}]", text).marked == marked


def test_a_longer_word_may_begin_before_the_wrong_one(ask) -> None:
    rule = "kind: phrase\nwords: [{wrong: 权利, except: [全权利用, 职权利益]}]"
    assert ask(rule, "全权利用资源，维护职权利益，行使权利。").marked == ["权利"]


def test_whole_means_that_the_word_stands_alone(ask) -> None:
    rule = "kind: phrase\nwords: [{wrong: 法制, whole: true}]"
    assert ask(rule, "完善司法制度，坚持法制统一。").marked == ["法制"]


def test_a_rule_may_ask_for_whole_words_and_a_word_may_differ(ask) -> None:
    rule = "kind: phrase\nwhole: true\nwords: [法制, {wrong: 度快, whole: false}]"
    assert ask(rule, "完善司法制度，坚持法制统一，制度快速落地。").marked == ["法制", "度快"]


@pytest.mark.parametrize(
    ("guard", "marked"),
    [
        ("before: [群众, 企业]", ["反应1", "反应2"]),
        ("after: [问题, 诉求]", ["反应1", "反应4"]),
        ("not_before: [药物, 连锁]", ["反应1", "反应2", "反应4"]),
        ("not_after: [强烈]", ["反应1", "反应3", "反应4"]),
        ("before: [群众], after: [问题]", ["反应1"]),
        ("before: [群众, 的], not_after: [强烈]", ["反应1", "反应4"]),
        ("after: [问题], not_before: [群众], except: [反应问题]", []),
    ],
)
def test_a_word_may_be_wrong_only_where_something_stands_around_it(ask, guard: str, marked: list[str]) -> None:
    text = "群众反应问题，企业反应强烈，药物反应，的反应诉求。"
    found = ask(f"kind: phrase\nwords: [{{wrong: 反应, {guard}}}]", text).findings
    places = {at: f"反应{number}" for number, at in enumerate((2, 9, 16, 20), 1)}
    assert [places[finding.span.start] for finding in found] == marked


def test_guards_are_compared_in_one_width_and_end_with_the_text(ask) -> None:
    rule = "kind: phrase\nwords: [{wrong: 按排, before: [（], after: [）]}]"
    assert ask(rule, "（按排）(按排)按排").marked == ["按排", "按排"]


def test_of_two_rows_with_the_same_word_either_may_speak(ask) -> None:
    rule = (
        "kind: phrase\nwords: [{wrong: 反应, right: 反映, before: [群众]}, {wrong: 反应, right: 反映, after: [诉求]}]"
    )
    assert (
        ask(rule, "群众反应诉求，企业反应诉求，群众反应，药物反应。").fixed
        == "群众反映诉求，企业反映诉求，群众反映，药物反应。"
    )


def test_guards_do_not_make_a_hostile_text_slow(ask) -> None:
    many = "、".join(f"前{number}" for number in range(40)).split("、")
    rule = f"kind: phrase\nwords: [{{wrong: 甲, after: [乙], not_before: [{', '.join(many)}], except: [甲甲甲乙]}}]"
    begun = time.process_time()
    assert ask(rule, "甲" * 100_000 + "乙").marked == []
    assert time.process_time() - begun < 20


def test_a_note_of_the_word_is_the_advice(ask) -> None:
    rule = "kind: phrase\nadvice: 核对\nwords: [{wrong: 甲乙, note: 已撤销}, 丙丁]"
    assert [finding.advice for finding in ask(rule, "甲乙、丙丁。").findings] == ["已撤销", "核对"]


def test_the_message_may_name_both_words(ask) -> None:
    rule = "kind: phrase\nmessage: 把{wrong}写成{right}\nwords: [{wrong: 布署, right: 部署}]"
    assert ask(rule, "布署").messages == ["把布署写成部署"]


def test_width_does_not_matter_and_the_original_is_marked(ask) -> None:
    assert ask("kind: phrase\nwords: [AI(试行)]", "推广ＡＩ（试行）工作").marked == ["ＡＩ（试行）"]


def test_an_empty_list_is_refused(ask) -> None:
    with pytest.raises(RuleError):
        ask.compile("kind: phrase")
    with pytest.raises(RuleError):
        ask.compile("kind: phrase\nwords: []")
