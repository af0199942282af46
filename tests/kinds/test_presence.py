"""Kind `presence`: what a paragraph is expected to say, each thing in its time."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

RULE = """
kind: presence
where: 以云川精神为指导
of: 政法
wants:
  - {name: 平安云川, valid: {from: 2020, until: 2024-12}}
  - {name: 云川经验, any: [云川经验, 云川做法]}
"""


def test_what_is_missing_is_told_at_the_paragraph(ask) -> None:
    answer = ask(RULE, "云川市2023年政法工作要点\n坚持以云川精神为指导，抓好工作。")
    assert answer.marked == ["以云川精神为指导"]
    assert "“平安云川”" in answer.messages[0] and "“云川经验”" in answer.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "云川市2023年政法工作要点\n坚持以云川精神为指导，建设平安云川，推广云川做法。",
        "云川市2023年政法工作要点\n坚持以云川精神为指导。\n建设平安云川。\n推广云川经验。",  # anywhere in the text
        "云川市2023年政法工作要点\n抓好工作。",  # no such paragraph
        "云川市2023年林业工作要点\n坚持以云川精神为指导。",  # another title
        "坚持以云川精神为指导，推广云川经验。",  # no title
    ],
)
def test_nothing_is_missing(ask, text: str) -> None:
    assert ask(RULE, text).marked == []


def test_nothing_is_asked_for_out_of_its_time(ask) -> None:
    text = "云川市{}政法工作要点\n坚持以云川精神为指导，推广云川经验。"
    assert ask(RULE, text.format("2019年")).marked == []
    assert ask(RULE, text.format("2025年")).marked == []
    assert ask(RULE, text.format("")).marked == []  # no date: nothing is sure
    assert ask(RULE, text.format("2021年")).marked == ["以云川精神为指导"]


def test_a_short_text_is_left_alone(ask) -> None:
    text = "云川市2023年政法工作要点\n坚持以云川精神为指导。"
    assert ask(RULE + "shortest: 500", text).marked == []


def test_a_rule_that_wants_nothing_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: presence\nwhere: 云川\nwants: []")
    assert caught.value.key == "wants"
