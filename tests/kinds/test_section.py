"""Kind `section`: required, optional and forbidden parts, by heading, run-in heading or topic sentence."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

P = "全市政法机关坚持常抓不懈，形势总体平稳，群众安全感持续提升，各项工作取得了新的明显进展，为发展提供了保障。"
RULE = """
kind: section
sections:
  - {name: 成效, presence: required, headings: [成效|做法]}
  - {name: 问题, presence: required, headings: [问题|不足], cues: ['还存在.{0,8}不足']}
  - {name: 打算, headings: [打算|下一步]}
  - {name: 请示, presence: forbidden, headings: [请示事项]}
"""
ORDERED = RULE.rstrip() + "\nordered: true\n"
WHOLE = f"云川市工作总结\n一、主要成效\n{P}\n二、存在问题\n{P}\n三、下一步打算\n{P}"


def test_a_whole_text_is_silent(ask) -> None:
    assert ask(ORDERED, WHOLE).messages == []


def test_missing_parts_are_told_once_at_the_title(ask) -> None:
    answer = ask(RULE, f"云川市工作总结\n一、指导思想\n{P}\n二、下一步打算\n{P}")
    assert answer.marked == ["云川市工作总结"]
    assert "“成效”、“问题”" in answer.messages[0]
    assert answer.findings[0].advice


def test_without_a_title_the_opening_is_marked(ask) -> None:
    assert ask(RULE, f"{P}\n一、指导思想\n{P}").marked == [P[:20]]


def test_optional_parts_may_be_missing(ask) -> None:
    assert ask(RULE, WHOLE.partition("\n三、")[0]).messages == []


def test_forbidden_parts_are_marked_at_their_heading(ask) -> None:
    answer = ask(RULE, f"{WHOLE}\n四、请示事项\n{P}")
    assert answer.marked == ["四、请示事项"]
    assert "请示" in answer.messages[0]


def test_order_is_checked_only_when_asked_for(ask) -> None:
    text = f"云川市工作总结\n一、存在问题\n{P}\n二、主要成效\n{P}"
    assert ask(RULE, text).messages == []
    answer = ask(ORDERED, text)
    assert answer.marked == ["一、存在问题"]
    assert answer.document.slice(answer.findings[0].related[0].span) == "二、主要成效"


@pytest.mark.parametrize(
    "text",
    [
        f"云川市工作总结\n一、主要成效。{P}\n二、存在问题。{P}",
        f"云川市工作总结\n{P}\n主要成效\n{P}\n存在问题\n{P}",
        f"云川市工作总结\n一、全年工作\n（一）主要成效\n{P}\n（二）存在问题\n{P}",
        f"云川市工作总结\n一、主 要 成 效\n{P}\n二、存 在 问 题\n{P}",
        f"云川市工作总结\n主要做法和取得的进展如下。{P}\n存在问题主要有以下方面。{P}",
    ],
    ids=["run-in", "unnumbered", "deeper", "spaced", "topic sentences"],
)
def test_a_part_is_present_however_it_is_headed(ask, text: str) -> None:
    assert ask(RULE, text).messages == []


def test_a_topic_sentence_counts_only_in_prose_without_headings(ask) -> None:
    text = f"云川市工作总结\n一、主要成效\n{P}\n问题导向是工作的方法。{P}"
    assert ask(RULE, text).marked == ["云川市工作总结"]


def test_a_cue_counts_anywhere(ask) -> None:
    assert ask(RULE, f"云川市工作总结\n一、主要成效\n{P}工作还存在一些不足。{P}").messages == []


def test_the_highest_heading_decides_the_order(ask) -> None:
    text = f"云川市工作总结\n一、主要成效\n（一）破解问题\n{P}\n二、存在问题\n{P}\n三、下一步打算\n{P}"
    assert ask(ORDERED, text).messages == []


def test_hidden_text_excuses_what_is_missing_but_not_what_is_forbidden(ask) -> None:
    hidden = f"云川市工作总结\n一、指导思想\n{P}\n---此处隐藏900字,下载后查看---\n四、请示事项\n{P}"
    assert ask(RULE, hidden).marked == ["四、请示事项"]


def test_news_is_never_asked(ask) -> None:
    assert ask(RULE, f"云川市平安建设见闻\n本报记者 张三\n{P}").messages == []
    assert ask(RULE, f"云川市平安建设\n{P}", kind="news").messages == []


def test_short_texts_are_not_asked(ask) -> None:
    rule = RULE.rstrip() + "\nshortest: 100\n"
    assert ask(rule, "云川市工作总结\n形势平稳。").messages == []
    assert ask(rule, f"云川市工作总结\n一、甲\n{P}{P}").messages != []


def test_named_headings_come_from_the_pack(ask) -> None:
    rule = "kind: section\nsections: [{name: 成效, presence: required, use: [done]}]"
    assert ask(rule, f"总结\n一、取得的亮点\n{P}", sections="sections: {done: [亮点]}").messages == []
    assert ask(rule, f"总结\n一、取得的进步\n{P}", sections="sections: {done: [亮点]}").messages != []


def test_an_unknown_name_of_headings_is_refused_with_the_nearest(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: section\nsections: [{name: 成效, use: [dome]}]", "sections: {done: [亮点]}")
    assert "done" in str(caught.value)
    assert caught.value.key == "sections"


def test_a_part_that_nothing_can_find_is_refused(ask) -> None:
    with pytest.raises(RuleError):
        ask.compile("kind: section\nsections: [{name: 成效, presence: required}]")
