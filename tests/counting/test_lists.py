"""Lists taken apart: what is hidden, where clauses end, how many members a list may have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.counting.lists import CLAUSE_END, HIDDEN, Clauses, Size, hide, parts, pieces, size


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("甲、“乙、丙”、丁", "甲、“○○○”、丁"),
        ("县(市、区)", "县(○○○)"),
        ("“甲‘乙’(丙)丁”戊", "“○○○○○○○○”戊"),
        ("《甲》《乙》", "《○》《○》"),
        ("甲“乙\n丙”丁", "甲“乙\n丙”丁"),
        ("甲)乙(丙", "甲)乙(丙"),
        ("(甲“乙)丙”丁", "(○○○○○”丁"),
        ("", ""),
    ],
)
def test_what_stands_inside_marks_is_hidden(text: str, hidden: str) -> None:
    assert hide(text).replace(HIDDEN, "○") == hidden


@given(st.text(alphabet="甲、“”()《》\n", max_size=40))
def test_hiding_keeps_every_place(text: str) -> None:
    found = hide(text)
    assert len(found) == len(text)
    assert all(shown in (kept, HIDDEN) for kept, shown in zip(text, found, strict=True))
    assert found.split("\n") == [hide(line) for line in text.split("\n")]


def plainly_hidden(text: str) -> str:
    """What `hide` says, told character by character."""
    closes, out = dict(zip("”’》〉)】〕]", "“‘《〈(【〔[", strict=True)), list(text)
    opened: dict[str, list[int]] = {}
    for at, sign in enumerate(text):
        if sign == "\n":
            opened = {}
        elif sign in closes and opened.get(closes[sign]):
            start = opened[closes[sign]].pop() + 1
            out[start:at] = HIDDEN * (at - start)
        else:
            opened.setdefault(sign, []).append(at)
    return "".join(out)


@given(st.text(alphabet="甲“”‘’《()[]\n", max_size=30))
def test_marks_looked_for_one_by_one_pair_as_they_do_in_their_order(text: str) -> None:
    assert hide(text) == plainly_hidden(text)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("甲", 1, 1),
        ("甲、乙", 2, 2),
        ("甲、乙和丙", 2, 3),
        ("甲和乙、丙", 2, 3),
        ("甲以及乙", 1, 2),
        ("甲、乙以及丙", 2, 3),
    ],
)
def test_a_joining_word_may_join_or_belong_to_a_member(text: str, least: int, most: int) -> None:
    assert size(text) == Size(least, most)
    assert least in size(text)
    assert most in size(text)
    assert most + 1 not in size(text)


def test_members_and_pieces() -> None:
    assert parts("甲、乙和丙") == ["甲", "乙和丙"]
    assert pieces("甲、乙和丙以及丁") == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("前面,甲、乙@丙。后面", "甲、乙@丙"),
        ("前面——甲@,后面", "甲@"),
        ("共1,234件@案件,后面", "共1,234件@案件"),
        ("甲@乙", "甲@乙"),
    ],
)
def test_clauses(text: str, clause: str) -> None:
    at = text.index("@")
    clauses = Clauses(text)
    assert text[clauses.start(at) : clauses.end(at)] == clause


def test_a_clause_without_end_is_looked_at_nearby_only() -> None:
    clauses = Clauses("甲" * 5000)
    assert clauses.end(2500) - clauses.start(2500) == 600


@given(st.text(alphabet="甲乙、,。;:—…0123\n", max_size=60), st.integers(0, 60))
def test_clauses_around_a_place_are_those_of_the_whole_text(text: str, at: int) -> None:
    at = min(at, len(text))
    marks = list(re.finditer(r"[;。:!?\n]|,(?!\d{3}(?!\d))|,(?<!\d,)|[—…]{2}", text))
    assert [mark.span() for mark in CLAUSE_END.finditer(text)] == [mark.span() for mark in marks]
    clauses = Clauses(text)
    assert clauses.start(at) == max((mark.end() for mark in marks if mark.end() <= at), default=0)
    assert clauses.end(at) == min((mark.start() for mark in marks if mark.start() >= at), default=len(text))
