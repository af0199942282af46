"""Line breaks and columns of Chinese text."""

from __future__ import annotations

import click
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.writers.layout import columns, pad, shorten, wrap


def test_wide_characters_take_two_columns() -> None:
    assert [columns(text) for text in ("abc", "云川", "ＡＢ", "“…", "e\u0301", "\u200b")] == [3, 4, 4, 4, 1, 0]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "云川市政法工作会议强调，要坚持“发现一起、查处一起”（含线索核查），做到件件有着落。" * 4
    for width in range(24, 60):
        lines = wrap([(text, "")], width)
        assert "".join(lines) == text
        assert not any(line[0] in "，。、”）" for line in lines)
        assert not any(line[-1] in "“（" for line in lines)


def test_figures_and_words_are_not_torn() -> None:
    lines = wrap([("云川市全年共受理各类案件共计12345678件其中numbering/gap有误", "")], 31)
    assert any("12345678" in line for line in lines)
    assert any("numbering/gap" in line for line in lines)


@given(st.text(alphabet="云川，“”a1 /", max_size=120), st.integers(30, 60), st.integers(0, 8))
def test_no_line_is_wider_than_allowed_and_nothing_is_lost(text: str, width: int, hang: int) -> None:
    lines = wrap([(text, "")], width, 2, hang)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_styles_survive_a_line_break() -> None:
    lines = wrap([("云川市", ""), ("平安建设" * 10, "mark"), ("报告", "")], 40, color=True)
    assert len(lines) > 1
    assert [click.unstyle(line) for line in lines] == wrap([("云川市" + "平安建设" * 10 + "报告", "")], 40)
    assert all("\x1b[1m" in line and line.count("\x1b[0m") >= 1 for line in lines)


def test_padding_and_shortening() -> None:
    assert pad("云川", 6) + "|" == "云川  |"
    assert shorten("云川市平安建设", 4) == "云川市…"
    assert shorten("云川市", 3) == "云川市"
