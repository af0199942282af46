"""Kind `gap`: spaces inside words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import Span
from zfcheck.kinds.gap import _spaces
from zfcheck.readers.text import read

RULE = "kind: gap"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("切实加强政 法队伍建设，从严管理。", "政 法队伍"),
        ("切实加强矛盾纠　纷排查，从严管理。", "纠　纷"),
        ("全市形势平稳，群 众安居乐业。", "群 众"),
    ],
)
def test_a_word_with_a_space_inside_is_found(ask, text: str, word: str) -> None:
    assert ask(RULE, text).marked == [word]


def test_the_fix_closes_the_gap(ask) -> None:
    assert ask(RULE, "全市形势平稳，群 众安居乐业。").fixed == "全市形势平稳，群众安居乐业。"


@pytest.mark.parametrize(
    "text",
    [
        "目 录",
        "通 知",
        "会议由市司法局局长 张 伟主持，各县参加。",
        "本报记者 王勇 摄，李明 文。",
        "打响“好客云川 平安云川”品牌，落实《中共中央 国务院关于平安建设的意见》。",
        "市委 市政府高度重视，全市形势平稳。",
        "全市建成 12 个中心，覆盖率达 98 %，形势平稳。",
    ],
)
def test_spaces_between_words_and_in_headings_are_left_alone(ask, text: str) -> None:
    assert ask(RULE, text).marked == []


def test_a_text_set_with_spaces_is_left_alone(ask) -> None:
    text = "全市形势平稳，群 众安居乐业。"
    assert ask(RULE, "\n".join([text] * 6)).marked == []
    assert len(ask(f"{RULE}\nmost: 10", "\n".join([text] * 6)).marked) == 6


def test_a_form_full_of_spaces_costs_nothing(ask) -> None:
    assert ask(RULE, "群 众，" * 20_000).marked == []


@given(
    st.lists(st.sampled_from(["政", "法", "，", " ", " ", "　", "     ", "a", "\n", "\n "]), max_size=60).map("".join)
)
def test_lone_spaces_are_those_of_each_paragraph(text: str) -> None:
    document = read(text.encode(), "a.txt")
    plainly = []
    for paragraph in document.paragraphs:
        inside = document.slice(paragraph.span)
        found = list(re.finditer("(?<=[政法])[ 　]{1,4}(?=[政法])", inside))
        if len(found) == 1 and "，" in inside:
            plainly.append(Span(paragraph.span.start + found[0].start(), paragraph.span.start + found[0].end()))
    assert list(_spaces(document)) == plainly
