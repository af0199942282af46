"""Kind `phrase`: a list of words."""

from __future__ import annotations

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
