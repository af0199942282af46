"""Two edits away from a long phrase, where a rule asks for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from zfcheck.setphrases.far import FarSearch

PHRASE = "平安云川建设总体工作格局"


def found(text: str, near: int = 2) -> str | None:
    search = FarSearch(PHRASE, near)
    for number, anchor in enumerate(search.anchors):
        at = text.find(anchor)
        if at >= 0:
            place = search.around(text, number, at)
            if place is not None:
                return text[slice(*place)]
    return None


@given(st.integers(1, 2), st.data())
def test_one_anchor_survives_any_edits_within_reach(near: int, data) -> None:
    text = list(PHRASE)
    for _ in range(near):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 1))] = data.draw(st.sampled_from(["", "甲"]))
    edited = "".join(text)
    if OSA.distance(edited, PHRASE) <= near:
        assert any(anchor in edited for anchor in FarSearch(PHRASE, near).anchors)


@given(st.integers(1, 10), st.sampled_from(["", "甲", "乙丙"]))
def test_every_inner_edit_within_reach_is_found(at: int, new: str) -> None:
    edited = PHRASE[:at] + new + PHRASE[at + 1 :]
    distance = OSA.distance(edited, PHRASE)
    assert found(f"构建{edited}。") == (edited if 0 < distance <= 2 else None)


@pytest.mark.parametrize(
    "text",
    [
        "平安云川建设总体工作格局",  # right
        "平安云川建设、总体工作格局",  # only a mark differs
        "平安云川建设 总体工作格局",
        "平安云川建设总体\n工作格局",  # two paragraphs
        "平安云川建设总体工作格外",  # ends otherwise
        "中安云川建设总体工作格局",  # begins otherwise
    ],
)
def test_what_is_no_near_miss(text: str) -> None:
    assert found(f"构建{text}。") is None
