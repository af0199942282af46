"""What nearly every report is written in, what is not, and how often it is met."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.commonness import FOLDED_FROM_COMMON, common, share, strange, strange_in
from zfcheck.readers.text import read
from zfcheck.reading import fold


def test_what_is_common() -> None:
    assert set("云川市，。（A1\n") <= set(common())
    assert strange("云川市\u200b們，–\u200b") == "\u200b們–"
    assert strange("云川市——安·川") == ""
    assert strange("云川\x07市\t\n") == "\x07"


def test_what_is_longer_is_rarer() -> None:
    assert share("的") > share("云") > share("云川") > share("云川市政法委")
    assert share("，，") < share("，")


def test_what_common_signs_are_folded_to_is_common_but_for_a_few() -> None:
    assert set(strange(fold(common()))) <= set(FOLDED_FROM_COMMON)


@given(st.lists(st.sampled_from([*'云川，。（￥¢㎡⺠們\u200b\u07a1－　"\n\x07', "報(bào)"]), max_size=40).map("".join))
def test_what_is_strange_in_what_is_read_is_told_by_what_is_written(text: str) -> None:
    for before in ("云川市", "國為對"):
        document = read((60 * before + text).encode(), "a.txt")
        assert set(strange(document.reading.text)) <= set(strange_in(document, original=False))
