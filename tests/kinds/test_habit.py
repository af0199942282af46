"""Kind `habit`: one thing written in two ways."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from zfcheck.kinds import RuleError
from zfcheck.kinds.habit import _nowhere, _places, _way
from zfcheck.readers.text import read

PERCENT = """
    kind: habit
    message: '{0}：{name}，别处{other}'
    safe: true
    ways:
      - {name: 半角, pattern: '(?<=\\d)%', right: '％'}
      - {name: 全角, pattern: '(?<=\\d)％', right: '%'}
"""
QUOTES = """
    kind: habit
    message: 不用顿号
    apart: 2
    ways:
      - {name: 顿号, pattern: '”(?<mark>、)“', wrong: true}
"""


def test_the_rarer_way_is_told(ask) -> None:
    answer = ask(PERCENT, "达98％，97%，96%。")
    assert answer.marked == ["％"]
    assert answer.messages == ["％：全角，别处半角"]
    assert answer.fixed == "达98%，97%，96%。"


def test_several_places_are_told_once_and_mended_together(ask) -> None:
    answer = ask(PERCENT, "达98%，97％，96％，95％，94%。")
    assert answer.marked == ["%"]
    assert answer.messages == ["%：半角，别处全角（全文共2处）"]
    assert len(answer.findings[0].related) == 1
    assert answer.fixed == "达98％，97％，96％，95％，94％。"


def test_one_way_throughout_is_right(ask) -> None:
    assert ask(PERCENT, "达98%，97%。").findings == []
    assert ask(PERCENT, "没有。").findings == []


def test_a_wrong_way_is_told_even_where_it_is_the_only_one(ask) -> None:
    assert ask(QUOTES, "“甲”、“乙”、“丙”").marked == ["、", "、"]
    assert ask(QUOTES, "“甲”、“乙”、“丙”、“丁”").messages == ["不用顿号（全文共3处）"]


def test_a_pattern_sees_one_paragraph_and_the_width_as_written(ask) -> None:
    rule = QUOTES.replace("”(?<mark>、)“", "甲\\s*乙|，")
    assert ask(rule, "甲\n乙,丙").findings == []
    assert ask(rule, "甲 乙，丙").marked == ["甲 乙", "，"]


def test_one_way_alone_must_be_wrong(ask) -> None:
    with pytest.raises(RuleError, match="ways"):
        ask(QUOTES.replace(", wrong: true", ""), "甲")


@settings(max_examples=200)
@given(
    st.sampled_from(
        [
            "(?<=“)(?<mark>[ \\u3000]{1,4})(?=\\p{Han})",
            "(?<=\\p{Han})(?<mark>[ ]{1,4})(?=”)",
            "[”》]、[“《]",
            "(?<=\\d)%",
            "(?<!甲)乙不",
            "乙不(?!甲)",
            "^ 甲",
            "[^甲] $",
        ]
    ),
    st.text("甲乙不“”》、《 \u3000\u00a01%\n", max_size=40),
)
def test_what_is_nowhere_is_in_no_paragraph(pattern: str, text: str) -> None:
    document = read(text.encode(), "a.txt")
    way = _way({"name": "甲", "pattern": pattern})
    found = any(regex.search(pattern, document.slice(each.span), regex.V1) for each in document.paragraphs)
    assert not (found and _nowhere(document, way))
    assert len(list(_places(document, way))) >= found
