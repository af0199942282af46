"""Kind `formulation`: set phrases, their known wrong forms and near misses, each at its time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from zfcheck.kinds import RuleError
from zfcheck.kinds.formulation import _anchors

RULE = "kind: formulation\ncanonical: 平安云川建设总体格局\nwrong: [平安云川建设总格局, 平安云川总体格局]"
NEAR = "kind: formulation\ncanonical: 平安云川建设总体工作格局\nnear: 1"
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
    "text",
    [
        "平安云川建设总体工做格局",
        "平安云川建设总工作格局",
        "平安云川建设的总体工作格局",
        "平安去川建设总体工作格局",
        "平安云川建设总体工作个格局",
    ],
)
def test_one_edit_away_is_a_near_miss(ask, text: str) -> None:
    answer = ask(NEAR, f"构建{text}。")
    assert answer.marked == [text]
    assert answer.severities == ["warning"]
    assert answer.findings[0].fix.safety == "unsafe"
    assert answer.fixed == "构建平安云川建设总体工作格局。"


@pytest.mark.parametrize(
    "text",
    [
        "平安云川建设总体工作格局",  # right
        "平安云川建设、总体工作格局",  # only a mark differs
        "平安云川建设 总体工作格局",
        "平安云川建设总体工作格外",  # ends otherwise
        "中安云川建设总体工作格局",  # begins otherwise
        "平安云川建设工作",  # too far
        "平安云川建设总体\n工作格局",  # two paragraphs
    ],
)
def test_what_is_no_near_miss(ask, text: str) -> None:
    assert ask(NEAR, f"构建{text}。").marked == []


def test_two_edits_are_near_only_with_near_two(ask) -> None:
    text = "平安去川建设总体工做格局"
    assert ask(NEAR, text).marked == []
    assert ask(NEAR_TWO, text).marked == [text]


def test_a_known_wrong_form_is_not_reported_as_a_near_miss_too(ask) -> None:
    answer = ask(NEAR + "\nwrong: [平安云川建设总工作格局]", "平安云川建设总工作格局")
    assert answer.severities == ["error"]


@given(st.integers(1, 2), st.data())
def test_one_anchor_survives_any_edits_within_reach(near: int, data) -> None:
    canonical = "平安云川建设总体工作格局新"
    text = list(canonical)
    for _ in range(near):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "甲"]))
        if not text:
            return
    edited = "".join(text)
    if Levenshtein.distance(edited, canonical) <= near:
        assert any(anchor in edited for anchor, _ in _anchors(canonical, near))


@given(st.integers(1, 10), st.sampled_from(["", "甲", "乙丙"]))
def test_every_inner_edit_within_reach_is_found(ask, at: int, new: str) -> None:
    canonical = "平安云川建设总体工作格局"
    edited = canonical[:at] + new + canonical[at + 1 :]
    distance = Levenshtein.distance(edited, canonical)
    assert ask(NEAR_TWO, f"构建{edited}。").marked == ([edited] if 0 < distance <= 2 else [])


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
    ],
)
def test_a_rule_that_could_find_nothing_or_too_much_is_refused(ask, rule: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(f"kind: formulation\n{rule}")
    assert caught.value.key == key
