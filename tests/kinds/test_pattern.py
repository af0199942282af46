"""Kind `pattern`: regular expressions out of packs, with a time limit."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError
from zfcheck.kinds import pattern as pattern_kind
from zfcheck.packtree import PackError


def test_every_match_is_found(ask) -> None:
    assert ask("kind: pattern\npattern: '\\d+件'", "办结12件、3件。").marked == ["12件", "3件"]


@pytest.mark.parametrize("pattern", ["（甲）", r"\(甲\)", "[（]甲[）]"])
@pytest.mark.parametrize("text", ["（甲）", "(甲)"])
def test_full_width_marks_stand_for_themselves_in_either_width(ask, pattern: str, text: str) -> None:
    assert ask(f"kind: pattern\npattern: '{pattern}'", f"乙{text}丙甲").marked == [text]


@pytest.mark.parametrize(
    ("pattern", "text", "marked"),
    [
        ("何？", "为何？如何。", ["何？"]), ("甲＋乙", "甲+乙甲甲乙", ["甲+乙"]), ("甲＊", "甲*甲甲", ["甲*"]), ("甲．乙", "甲.乙甲丙乙", ["甲.乙"]),
        ("甲｜乙", "甲|乙甲", ["甲|乙"]), ("［甲］", "[甲]甲", ["[甲]"]), ("１２％", "12%", ["12%"]), ("，甲", ",甲", [",甲"]),
    ],
)  # fmt: skip
def test_no_full_width_mark_is_an_operator(ask, pattern: str, text: str, marked: list[str]) -> None:
    assert ask(f"kind: pattern\npattern: '{pattern}'", text).marked == marked


def test_the_group_mark_is_what_is_marked_and_replaced(ask) -> None:
    answer = ask("kind: pattern\npattern: '第一(?<mark>、)提'\nright: ，", "第一、提高认识。")
    assert answer.marked == ["、"]
    assert answer.fixed == "第一，提高认识。"


def test_a_mark_that_did_not_take_part_leaves_the_whole_match(ask) -> None:
    assert ask("kind: pattern\npattern: '甲(?<mark>乙)?丙'", "甲丙").marked == ["甲丙"]


@pytest.mark.parametrize(
    ("pattern", "right", "fixed"),
    [
        (r"(\d+)人员", r"\1人", "12人到会"),
        (r"(?<n>\d+)人员", r"\g<n>名", "12名到会"),
        ("12人员", "若干人", "若干人到会"),
    ],
)
def test_right_may_use_groups(ask, pattern: str, right: str, fixed: str) -> None:
    assert ask(f"kind: pattern\npattern: '{pattern}'\nright: '{right}'", "12人员到会").fixed == fixed


@pytest.mark.parametrize("right", [r"\2", r"\g<x>"])
def test_right_may_not_use_groups_that_are_not_there(ask, right: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(f"kind: pattern\npattern: '(甲)'\nright: '{right}'")
    assert caught.value.key == "right"


def test_the_message_may_name_match_and_groups(ask) -> None:
    answer = ask("kind: pattern\npattern: '(?<n>[０-９0-9]+)件'\nmessage: '“{0}”即{n}个'", "共１２件")
    assert answer.messages == ["“１２件”即12个"]


def test_needs_spares_the_search_and_changes_no_verdict_where_met(ask) -> None:
    rule = "kind: pattern\npattern: '\\d+件'\nneeds: [办结, 受理]"
    assert ask(rule, "共12件").marked == []
    assert ask(rule, "受理12件").marked == ["12件"]


def test_once_reports_the_first_and_counts_the_rest(ask) -> None:
    (finding,) = ask("kind: pattern\npattern: 甲\nonce: true\nmessage: 有甲", "甲乙甲丙甲").findings
    assert (finding.span.start, len(finding.related)) == (0, 2)
    assert "3处" in finding.message
    (silent,) = ask("kind: pattern\npattern: 甲\nonce: true\ncount: false\nmessage: 有甲", "甲乙甲").findings
    assert silent.message == "有甲"


def test_at_least_keeps_quiet_below(ask) -> None:
    rule = "kind: pattern\npattern: 甲\nat_least: 3"
    assert ask(rule, "甲乙甲").marked == []
    assert ask(rule, "甲乙甲甲").marked == ["甲", "甲", "甲"]


def test_matches_inside_another_of_the_same_rule_are_dropped(ask) -> None:
    assert ask("kind: pattern\npattern: [甲乙丙, 乙丙, 丙丁]", "甲乙丙丁").marked == ["甲乙丙", "丙丁"]


def test_repaired_waits_for_that_damage(ask) -> None:
    rule = "kind: pattern\nof: original\nrepaired: pinyin\npattern: '\\([a-zāáǎàò]+\\)'"
    assert ask(rule, "报(bào)告").marked == []
    assert ask(rule, "报(bào)告(gào)动(dàng)").marked == ["(bào)", "(gào)", "(dàng)"]


def test_of_original_sees_what_the_reading_leaves_out(ask) -> None:
    text = "报(bào)告(gào)动(dàng)态"
    assert ask("kind: pattern\npattern: 报告动态", text).marked == [text]
    assert ask("kind: pattern\nof: original\npattern: 报告动态", text).marked == []


def test_lines_have_ends_and_beginnings(ask) -> None:
    assert ask("kind: pattern\npattern: '^乙$'", "甲乙\n乙\n乙丙").marked == ["乙"]


def test_a_pattern_that_matches_the_last_line_end_does_not_break(ask) -> None:
    answer = ask("kind: pattern\npattern: '平稳\\s+'", "形势平稳")
    assert answer.faults == []
    assert answer.marked == ["平稳"]


def test_empty_matches_are_no_findings(ask) -> None:
    assert ask("kind: pattern\npattern: '甲*'", "乙丙").marked == []


def test_a_hostile_pattern_times_out_as_a_fault(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_kind, "SECONDS", 0.05)
    # Without a 乙 the pattern would not be tried at all.
    answer = ask("kind: pattern\npattern: '(?:(?:甲|甲甲|甲.)+)+乙'", "乙" + "甲" * 60)
    assert answer.faults == ["timeout"]
    assert answer.findings == []


@pytest.mark.parametrize("pattern", ["(甲", "甲)", "[甲", "(?<mark>甲)(?P<1>乙)", "*甲"])
def test_a_broken_pattern_is_refused_when_the_pack_is_read(ask, pattern: str) -> None:
    with pytest.raises(PackError):
        ask.compile(f"kind: pattern\npattern: '{pattern}'")


def test_prose_leaves_addresses_and_file_names_alone(ask) -> None:
    rule = "kind: pattern\npattern: '--'\nprose: true"
    text = "目标--平安，见 https://a.cn/甲--乙.html 和“甲--乙.docx”。"
    assert len(ask(rule, text).findings) == 1
    assert len(ask(rule.replace("true", "false"), text).findings) == 3
