"""Set lists: out of order, with a member replaced or left out; and the lists that only look like them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.setphrases.members import MemberList, Misplaced

FOUR = ("政治意识", "大局意识", "核心意识", "看齐意识")
THREE = ("获得感", "幸福感", "安全感")


def misplaced(text: str, members: tuple[str, ...] = FOUR, *, open_: bool = False) -> Misplaced | None:
    members_list = MemberList(members, open_=open_)
    for anchor in members_list.anchors:
        at = text.find(anchor)
        if at >= 0:
            found = members_list.around(text, at, at + len(anchor))
            if found is not None:
                return found
    return None


@given(st.permutations(FOUR), st.sampled_from(["、", ",", ""]))
def test_every_wrong_order_is_told_and_put_right(order: list[str], joint: str) -> None:
    text = f"树牢{joint.join(order)}。"
    found = misplaced(text)
    if tuple(order) == FOUR:
        assert found is None
    else:
        assert found is not None and found.order
        assert text[: found.start] + found.right + text[found.end :] == f"树牢{joint.join(FOUR)}。"


@given(st.lists(st.sampled_from([*FOUR, "、", "、", "和", "看好意识", "\n"]), max_size=12).map("".join), st.booleans())
def test_the_quick_look_at_how_many_members_there_are_misses_nothing(text: str, open_: bool) -> None:
    members = MemberList(FOUR, open_=open_)
    for match in re.finditer("|".join(members.anchors), text):
        assert members.may_be(text, *match.span()) or members.around(text, *match.span()) is None


def test_joints_stay_where_they_are() -> None:
    found = misplaced("提升幸福感、获得感和安全感。", THREE)
    assert found is not None
    assert found.right == "获得感、幸福感和安全感"


@pytest.mark.parametrize(
    ("text", "mark", "right"),
    [
        ("树牢政治意识、大局意识、责任意识、看齐意识。", "责任意识", "核心意识"),
        ("树牢政治意识、大局意识、核心意识、看齐意志。", "看齐意志", "看齐意识"),
        ("树牢政治意见、大局意识、核心意识、看齐意识。", "政治意见", "政治意识"),
        ("树牢政治意识、大局意识、核心意、看齐意识。", "核心意", "核心意识"),
    ],
)
def test_a_replaced_member_is_told(text: str, mark: str, right: str) -> None:
    found = misplaced(text)
    assert found is not None
    assert (text[found.start : found.end], found.right, found.order) == (mark, right, ())


def test_a_member_left_out_inside_is_told() -> None:
    found = misplaced("树牢政治意识、核心意识、看齐意识。")
    assert found is not None
    assert found.missing == "大局意识"


@pytest.mark.parametrize(
    "text",
    [
        "树牢政治意识、大局意识、核心意识、看齐意识。",
        "树牢政治意识、大局意识、核心意识和看齐意识。",
        "增强政治意识、大局意识、责任意识。",
        "增强看齐意识、政治意识。",
        "树牢政治意识、大局意识、核心意识，作出表率。",
        "大局意识、政治意识、核心意识、看齐意识、忧患意识、责任意识。",  # another list
        "政治意识、大局意识。\n核心意识、看齐意识。",
    ],
)
def test_right_and_other_lists_are_left_alone(text: str) -> None:
    assert misplaced(text) is None


def test_of_an_open_list_only_the_order_is_looked_at() -> None:
    members = ("自治", "法治", "德治")
    assert misplaced("自治、法治、智治相结合。", members, open_=True) is None
    assert misplaced("政治、自治、法治、德治、智治相结合。", members, open_=True) is None
    assert misplaced("德治、法治、自治相结合。", members, open_=True) is not None


@given(st.text(alphabet="政治大局核心看齐意识、，。和\n", max_size=80))
def test_any_text_is_read_and_spans_lie_inside(text: str) -> None:
    found = misplaced(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
