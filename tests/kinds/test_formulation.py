"""Kind `formulation`: set phrases, their known wrong forms and near misses, each at its time."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError, Vocabulary
from zfcheck.phrases import PhraseIndex
from zfcheck.readers import read_bytes
from zfcheck.rules import Rule, Severity
from zfcheck.ruleset import known_kinds
from zfcheck.structure import parse

RULE = "kind: formulation\ncanonical: 平安云川建设总体格局\nwrong: [平安云川建设总格局, 平安云川总体格局]"
SLIPS = "kind: formulation\ncanonical: 平安云川建设总体工作格局\nwrong: [平安云川格局]"
NEAR_TWO = "kind: formulation\ncanonical: 平安云川建设总体工作格局\nnear: 2"
DATED = RULE + "\nvalid: {from: 2020-06, until: 2023-06}"


def test_a_known_wrong_form_is_found_and_fixed(ask) -> None:
    answer = ask(RULE, "构建平安云川总体格局。")
    assert answer.marked == ["平安云川总体格局"]
    assert answer.severities == ["error"]
    assert answer.fixed == "构建平安云川建设总体格局。"
    assert "平安云川建设总体格局" in answer.messages[0]


def test_the_canonical_form_is_silent(ask) -> None:
    assert ask(RULE, "构建平安云川建设总体格局。").marked == []


def test_a_wrong_form_inside_a_right_one_is_silent(ask) -> None:
    rule = "kind: formulation\ncanonical: 新时代平安云川建设\nwrong: [平安云川建设]\nalso: [打造平安云川建设样板]"
    assert ask(rule, "推进新时代平安云川建设。").marked == []
    assert ask(rule, "打造平安云川建设样板。").marked == []
    assert ask(rule, "推进平安云川建设。").marked == ["平安云川建设"]


def test_a_wrong_form_that_only_touches_a_right_one_is_found(ask) -> None:
    rule = "kind: formulation\ncanonical: 新时代平安\nwrong: [平安云川]"
    assert ask(rule, "新时代平安云川").marked == ["平安云川"]


def test_the_longest_of_two_wrong_forms_speaks(ask) -> None:
    rule = "kind: formulation\ncanonical: 平安云川建设\nwrong: [云川平安, 云川平安工作]"
    assert ask(rule, "云川平安工作。云川平安。").marked == ["云川平安工作", "云川平安"]


def test_a_wrong_form_may_have_its_own_right_and_note(ask) -> None:
    rule = "kind: formulation\ncanonical: 平安云川\nwrong: [{text: 平安云, right: 平安云川市, note: 漏字}]"
    answer = ask(rule, "建设平安云。")
    assert answer.fixed == "建设平安云川市。"
    assert answer.findings[0].advice == "漏字"


def test_the_message_may_be_the_rules_own(ask) -> None:
    assert ask(RULE + "\nmessage: 不写{wrong}，写{right}", "平安云川总体格局").messages == [
        "不写平安云川总体格局，写平安云川建设总体格局"
    ]


def test_a_fix_is_safe_unless_the_rule_says_otherwise(ask) -> None:
    assert ask(RULE, "平安云川总体格局").findings[0].fix.safety == "safe"
    assert ask(RULE + "\nsafe: false", "平安云川总体格局").findings[0].fix.safety == "unsafe"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("平安云川建设总体工做格局", "error"),  # sounds alike
        ("平安去川建设总体工作格局", "error"),
        ("平安云川建设总体工作作格局", "error"),
        ("平安云川建设总体作工格局", "error"),
        ("平安云川建设总体工作布局", "info"),  # a word of its own
    ],
)
def test_a_slip_is_told_without_being_listed(ask, text: str, severity: str) -> None:
    answer = ask(SLIPS, f"构建{text}。")
    assert answer.marked == [text]
    assert answer.severities == [severity]
    assert answer.findings[0].fix.safety == "unsafe"
    assert answer.fixed == "构建平安云川建设总体工作格局。"


@pytest.mark.parametrize(
    "text",
    [
        "构建平安云川建设总体工作格局。",
        "构建平安云川建设的总体工作格局。",  # a particle
        "印发《平安云川建设总体工做格局纲要》。",  # in a title
        "构建平安云川建设总体\n工做格局。",
    ],
)
def test_what_is_no_slip(ask, text: str) -> None:
    assert ask(SLIPS, text).marked == []


def test_slips_are_not_looked_for_where_the_rule_says_so(ask) -> None:
    assert ask(SLIPS.replace("wrong", "near: 0\nwrong"), "平安去川建设总体工作格局。").marked == []


def test_what_another_rule_calls_right_is_no_slip(rules) -> None:
    vocabulary = Vocabulary(phrases=("平安云川建设总体工作布局",))
    kind = known_kinds()["formulation"]
    rule = Rule("formulation/case", "用例", "formulation", Severity.ERROR)
    fields = {"canonical": "平安云川建设总体工作格局"}
    document = read_bytes("构建平安云川建设总体工作布局。".encode(), "a.txt", rules.readers)
    parse(document, rules.schemes, rules.enumerations)
    for known, count in ((Vocabulary(), 1), (vocabulary, 0)):
        checker = kind.compile(rule, fields, known)
        hits = PhraseIndex([checker.literals]).scan(document.reading.text)
        assert len(list(checker.check(document, hits[0]))) == count


def test_members_out_of_order_replaced_or_missing(ask) -> None:
    rule = "kind: formulation\ncanonical: 抓早、抓小、抓实、抓常\nmembers: [抓早, 抓小, 抓实, 抓常]"
    answer = ask(rule, "做到抓小、抓早、抓实、抓常。")
    assert answer.severities == ["error"]
    assert answer.fixed == "做到抓早、抓小、抓实、抓常。"
    assert ask(rule, "做到抓小，抓早，抓实，抓常。").fixed == "做到抓早，抓小，抓实，抓常。"
    assert ask(rule, "做到抓早、抓小、抓好、抓常。").fixed == "做到抓早、抓小、抓实、抓常。"
    assert "抓小" in ask(rule, "做到抓早、抓实、抓常。").messages[0]


def test_two_edits_are_near_only_with_near_two(ask) -> None:
    text = "平安去川建设总体工做格局"
    assert ask(SLIPS, text).marked == []
    assert ask(NEAR_TWO, text).marked == [text]
    assert ask(NEAR_TWO, text).severities == ["warning"]


def test_a_known_wrong_form_is_not_reported_as_a_slip_too(ask) -> None:
    answer = ask(SLIPS.replace("平安云川格局", "平安云川建设总体工做格局"), "平安云川建设总体工做格局")
    assert answer.severities == ["error"]
    assert answer.findings[0].fix.safety == "safe"


@pytest.mark.parametrize(
    ("as_of", "severities"),
    [
        ("2021-01-01", ["error"]),
        ("2020-06-01", ["error"]),
        ("2023-06-30", ["error"]),
        ("2020-05-31", []),
        ("2023-07-01", []),
    ],
)
def test_a_phrase_is_judged_only_in_its_time(ask, as_of: str, severities: list[str]) -> None:
    assert ask(DATED, "平安云川总体格局", as_of=as_of).severities == severities


def test_without_a_date_a_dated_phrase_is_only_a_hint(ask) -> None:
    assert ask(DATED, "平安云川总体格局").severities == ["info"]
    assert ask(DATED, "云川市2023年工作总结\n平安云川总体格局").severities == ["info"]
    assert ask(DATED, "云川市2021年工作总结\n平安云川总体格局").severities == ["error"]


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("canonical: 平安云川", "canonical"),
        ("canonical: 平安云川\nnear: 1", "near"),
        ("canonical: 平安云川建设总体\nnear: 2", "near"),
        ("canonical: 平安（云川）\nwrong: [平安(云川)]", "wrong"),
        ("canonical: 抓早、抓小\nmembers: [抓早, 抓小]", "members"),
        ("canonical: 抓早、抓小\nmembers: [抓早, 抓小, 抓早]", "members"),
    ],
)
def test_a_rule_that_could_find_nothing_or_too_much_is_refused(ask, rule: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(f"kind: formulation\n{rule}")
    assert caught.value.key == key
