"""Kind `wrapped`: lines broken at one width, and headings that only look like it."""

from __future__ import annotations

import textwrap

RULE = "kind: wrapped\nat_least: 8"
PROSE = (
    "今年以来，全市政法机关坚持稳中求进，统筹发展和安全，扎实推进平安建设，化解矛盾纠纷一万二千余起，社会大局保持稳定。"
    "各级各部门主动担当，密切配合，推动综治中心规范化建设，实现市县乡三级全部挂牌，群众反映的问题件件有着落。"
)


def test_prose_cut_at_one_width_is_told_once(ask) -> None:
    text = "\n".join(textwrap.wrap(PROSE * 4, 31))
    answer = ask(RULE, text)
    assert len(answer.findings) == 1
    assert "31字" in answer.messages[0] or "30字" in answer.messages[0]


def test_prose_in_paragraphs_says_nothing(ask) -> None:
    assert ask(RULE, "\n".join([PROSE] * 20)).findings == []


def test_long_headings_of_one_length_are_no_broken_lines(ask) -> None:
    heading = "全面夯实基层基础不断提升网格化服务管理水平"
    assert ask(RULE, f"{heading}\n{PROSE}\n" * 12).findings == []


def test_a_list_of_names_is_no_prose(ask) -> None:
    assert ask(RULE, "云川市东山县\n云川市西河县\n" * 12).findings == []
