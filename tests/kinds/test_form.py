"""Kind `form`: one part of a paper in view of the others."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

PAPER = "云司发〔2025〕8号\n云川市司法局关于做好\n人民调解工作的通知\n各县（市、区）司法局：\n请认真贯彻执行，\n特此通知，\n云川市司法局\n2025年3月6日"


def test_a_pattern_is_looked_for_in_one_part_only(ask) -> None:
    rule = "kind: form\npart: ending\npattern: '，$'"
    assert ask(rule, PAPER).marked == ["，", "，"]
    assert ask("kind: form\npart: signature\npattern: '，$'", PAPER).marked == []


def test_several_parts_may_be_looked_at(ask) -> None:
    assert ask("kind: form\npart: [issue-date, signature]\npattern: '^.{4}'", PAPER).marked == ["云川市司", "2025"]


def test_the_lines_of_a_title_are_one_text(ask) -> None:
    answer = ask("kind: form\npart: title\npattern: 关于做好人民调解\nright: 关于\nmessage: 不写{0}", PAPER)
    assert answer.marked == ["关于做好\n人民调解"]
    assert answer.findings[0].fix is None, "a fix must not join lines"
    assert ask("kind: form\npart: title\npattern: 人民调解\nright: 调解", PAPER).fixed.startswith(
        "云司发〔2025〕8号\n云川市司法局关于做好\n调解工作的通知\n"
    )


def test_where_is_one_of_several_sets_of_conditions(ask) -> None:
    rule = "kind: form\npart: title\nwhere: [{title: 请示$}, {title: 通知$, recipient: ^各县}]"
    assert len(ask(rule, PAPER).marked) == 1
    assert ask("kind: form\npart: title\nwhere: [{title: 通知$, recipient: ^省}]", PAPER).marked == []


def test_except_excuses(ask) -> None:
    assert ask("kind: form\npart: title\nexcept: [{recipient: .}]", PAPER).marked == []
    assert len(ask("kind: form\npart: title\nexcept: [{recipient: ^省}, {note: .}]", PAPER).marked) == 1


def test_a_missing_part_is_told_at_another_one(ask) -> None:
    rule = "kind: form\npart: title\nexcept: [{copy-to: .}]\nmessage: “{0}”没有抄送"
    assert ask(rule, PAPER).messages == ["“云川市司法局关于做好\n人民调解工作的通知”没有抄送"]
    assert ask(rule, PAPER + "\n抄送：市公安局。").messages == []


def test_the_message_shows_the_text_as_it_is_written(ask) -> None:
    rule = "kind: form\npart: recipient\npattern: '^(?<who>.{2}).*：$'\nmessage: '{0}/{who}'"
    assert ask(rule, PAPER).messages == ["各县（市、区）司法局：/各县"]


@pytest.mark.parametrize(
    ("pattern", "right", "fixed"),
    [
        ("^特此(?<mark>通知)，$", r"通告", "特此通告，"),
        ("^(?<all>特此.{2})，$", r"\g<all>。", "特此通知。"),
        ("(?<mark>特此)(?=通)", r"\g<mark>再", "特此再通知，"),
        ("(?<mark>通知)(?=，)", r"再\g<mark>", "特此再通知，"),
    ],
    ids=["replaced", "tail", "inserted behind", "inserted before"],
)
def test_a_fix_touches_only_what_changes(ask, pattern: str, right: str, fixed: str) -> None:
    answer = ask(f"kind: form\npart: ending\npattern: '{pattern}'\nright: '{right}'", PAPER)
    assert answer.fixed == PAPER.replace("特此通知，", fixed)
    edit = answer.findings[0].fix.edits[0]
    assert edit.end - edit.start <= 2


def test_a_fix_may_be_called_safe(ask) -> None:
    rule = "kind: form\npart: ending\npattern: '，$'\nright: 。"
    assert ask(rule, PAPER).findings[0].fix.safety == "unsafe"
    assert ask(f"{rule}\nsafe: true", PAPER).findings[0].fix.safety == "safe"


def test_an_empty_match_marks_nothing(ask) -> None:
    assert ask("kind: form\npart: title\npattern: 'x*'", PAPER).marked == []


def test_news_has_no_form(ask) -> None:
    assert ask("kind: form\npart: title", PAPER, kind="news").marked == []


def test_a_document_without_the_part_is_silent(ask) -> None:
    assert ask("kind: form\npart: recipient", "全市形势平稳。").marked == []


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("kind: form\npart: title\nwhere: [{}]", "where"),
        ("kind: form\npart: title\nexcept: [{}]", "except"),
        ("kind: form\npart: title\npattern: 通知\nright: '\\2'", "right"),
    ],
)
def test_what_cannot_be_meant_is_refused(ask, rule: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(rule)
    assert caught.value.key == key


def test_the_text_is_every_paragraph_above_the_signature(ask) -> None:
    assert ask("kind: form\npart: text\npattern: ^..", PAPER).marked == ["请认", "特此"]
