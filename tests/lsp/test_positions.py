"""Positions: as the protocol counts them, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from zfcheck.lsp.positions import Positions
from zfcheck.span import Span

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("a云é😀\r\n\u2028\x85\ufeff"), max_size=30)


def simply(text: str, offset: int, encoding: str) -> Position:
    """The position of an offset, counted character by character."""
    codec, size = CODECS[encoding]
    line, units = 0, 0
    for at, sign in enumerate(text[:offset]):
        if sign == "\n" or (sign == "\r" and text[at + 1 : at + 2] != "\n"):
            line, units = line + 1, 0
        else:
            units += len(sign.encode(codec)) // size
    return Position(line, units)


@pytest.mark.parametrize("encoding", CODECS)
@given(text=TEXTS, data=st.data())
def test_positions_are_those_of_a_simple_count(encoding: str, text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert Positions(text, encoding).position(at) == simply(text, at, encoding)


@pytest.mark.parametrize("encoding", CODECS)
@given(text=TEXTS, times=st.sampled_from([1, 700]))
def test_there_and_back(encoding: str, text: str, times: int) -> None:
    text = text * times
    positions = Positions(text, encoding)
    for at in {0, 1, len(text) // 2, len(text) // 3, max(0, len(text) - 1), len(text)}:
        if at <= len(text):
            inside = text[at - 1 : at + 1] == "\r\n" and at > 0  # no place of the protocol: the end of the line
            assert positions.offset(positions.position(at)) == at - inside


def test_a_surrogate_pair_counts_two_and_is_never_cut() -> None:
    positions = Positions("好😀好\n", "utf-16")
    assert [positions.position(at).character for at in range(4)] == [0, 1, 3, 4]
    assert positions.offset(Position(0, 2)) == 1
    assert positions.offset(Position(0, 3)) == 2


def test_what_lies_beyond_is_the_end() -> None:
    positions = Positions("一二\r\n三四")
    assert positions.offset(Position(0, 99)) == 2
    assert positions.offset(Position(1, 99)) == positions.offset(Position(9, 0)) == 6
    assert positions.position(99) == Position(1, 2)
    assert Positions("").position(0) == Position(0, 0)
    assert Positions("").offset(Position(3, 3)) == 0


def test_lines_end_at_cr_lf_and_both_and_nowhere_else() -> None:
    positions = Positions("一\r二\r\n三\n四\u2028\x85\x0b五")
    assert positions.lines == 4
    assert [positions.text[positions.start_of(n) : positions.end_of(n)] for n in range(4)][:3] == ["一", "二", "三"]


@pytest.mark.parametrize("encoding", CODECS)
def test_one_very_long_line(encoding: str) -> None:
    text = "云川市😀" * 20_000
    positions = Positions(text, encoding)
    codec, size = CODECS[encoding]
    for at in (0, 1023, 1024, 1025, 2048, 40_003, len(text)):
        assert positions.position(at) == Position(0, len(text[:at].encode(codec)) // size)
        assert positions.offset(positions.position(at)) == at


def test_a_range_the_wrong_way_round_is_put_right() -> None:
    positions = Positions("一二三")
    assert positions.span(Range(Position(0, 2), Position(0, 1))) == Span(1, 2)
    assert positions.range(Span(1, 2)) == Range(Position(0, 1), Position(0, 2))
