"""A pattern tried only where its anchors allow it finds what a search of the whole text finds."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
import regex
from anypatterns import ALPHABET, NAMED, PATTERNS
from hypothesis import given, settings
from hypothesis import strategies as st

from zfcheck.anchors import Anchor, Gate, gate_of
from zfcheck.commonness import strange
from zfcheck.expressions import FLAGS
from zfcheck.seeking import (
    Owners,
    at_line_starts,
    begins_lines,
    begins_some_line,
    everywhere,
    nowhere,
    places_of,
    windows,
    within,
)
from zfcheck.sketches import Sketch, drawn
from zfcheck.spots import places


def test_what_begins_a_line():
    assert begins_lines("^甲乙")
    assert begins_lines("^(?:甲|乙)|^丙")
    for pattern in ("甲^", "^?甲", "^{0,2}甲", "^甲|乙", "(?-m)^甲", "^(?-m:^)甲", "(?:^|,)甲"):
        assert not begins_lines(pattern)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["^甲", r"^\s{0,3}-", "^甲|^,乙", "^[^乙]{1,3}甲"]), min_size=1), st.text("甲乙,-\n "))
def test_one_that_begins_lines_is_tried_only_there(patterns: list[str], text: str):
    for pattern in patterns:
        gate, made = gate_of(pattern), regex.compile(pattern, FLAGS)
        if gate is not None and not gate.sources:
            assert begins_lines(pattern)
            for sketch in (None, _sketch(pattern)):
                windows = at_line_starts(text, places_of(text, gate), sketch)
                assert _told(within(made, gate, text, windows, 5.0)) == _told(made.finditer(text))


@settings(max_examples=200)
@given(st.sampled_from(["^甲", r"^\s{0,3}[,，]", "^甲|^,乙", "^[^乙]{1,3}甲"]), st.text("甲乙,-\n "))
def test_no_line_is_begun_where_the_sketch_begins_none(pattern: str, text: str):
    sketch = _sketch(pattern)
    assert sketch is not None
    assert begins_some_line(text, sketch) == (regex.search(pattern, text, FLAGS) is not None)


def _sketch(pattern: str) -> Sketch | None:
    found = drawn(pattern)
    return Sketch(found) if found is not None else None


def _told(matches: Iterable[regex.Match[str]]) -> list[tuple[object, ...]]:
    return [(match.span(), match.groups()) for match in matches]


def _tried(pattern: str, text: str) -> list[tuple[object, ...]] | None:
    """What is found by way of the anchors; None where there are none, or a class says nothing of this text."""
    gate = gate_of(pattern)
    if gate is None or any(regex.search(source, strange(text), FLAGS) for source in gate.sources):
        return None
    return _told(within(regex.compile(pattern, FLAGS), gate, text, places_of(text, gate), 5.0))


@settings(max_examples=40)
@given(st.one_of(PATTERNS, NAMED), st.randoms(use_true_random=False))
def test_the_same_is_found_as_everywhere(pattern: str, dice: random.Random) -> None:
    try:
        compiled = regex.compile(pattern, FLAGS)
    except regex.error:
        return
    for _ in range(10):
        text = "".join(dice.choices(ALPHABET, k=dice.randint(0, 30)))
        tried = _tried(pattern, text)
        assert tried is None or tried == _told(everywhere(compiled, text, 5.0)), (pattern, text)


@settings(max_examples=100)
@given(st.one_of(PATTERNS, NAMED), st.randoms(use_true_random=False))
def test_nowhere_is_where_nothing_is_found(pattern: str, dice: random.Random) -> None:
    gate = gate_of(pattern)
    if gate is None:
        return
    made, owners, sketch = regex.compile(pattern, FLAGS), Owners([gate], 0), _sketch(pattern)
    for _ in range(10):
        text = "".join(dice.choices(ALPHABET, k=dice.randint(0, 30)))
        hits = [(n, at, 0) for n, word in enumerate(owners.literals) for at in places(text, word)]
        stood = owners.stood(hits).get(0, [])
        found = list(within(made, gate, text, windows(text, stood), 5.0))
        for each in (None, sketch):
            told = nowhere(made, each, gate, text, stood)
            assert told == (not found) if gate.quick else not (told and found), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("甲(?=\\n)", "甲\n甲乙"),
        ("(?<=甲\\n)乙", "甲\n乙"),
        ("^乙甲$", "乙甲\n乙甲乙\n乙甲"),
        ("乙[^,]*甲", "乙1甲\n甲乙\n甲"),
        ("甲.*", "乙甲1\n甲"),
        ("甲\\b", "甲乙甲,甲"),
        ("(?<=2019年)[^,]{0,4}治本", "2019年起治本,2019年治本"),
        ("[一二][零Oo0](?=年)", "二〇一O年,二0年"),
        ("(?<a>甲|乙)(?P=a)", "甲甲乙乙甲乙甲甲甲"),
        ("甲\\d", "甲٣甲3"),
        ("(?:甲|乙){2}丙", "甲乙甲乙丙甲甲丙"),
    ],
)
def test_what_stands_around_counts(pattern: str, text: str) -> None:
    tried, all_ = _tried(pattern, text), _told(everywhere(regex.compile(pattern, FLAGS), text, 5.0))
    assert all_
    assert tried in (None, all_)


@pytest.mark.parametrize(
    "pattern",
    ["(?i)abc", "甲(?:abc){e<=1}", "甲\\K乙", "\\G甲", "(*SKIP)甲", "甲?", "(?r)甲乙", "[^,]*", "甲\\X", "(?V0)甲"],
)
def test_what_is_not_proved_is_searched_for_everywhere(pattern: str) -> None:
    assert gate_of(pattern) is None


def test_the_automaton_says_where_to_try() -> None:
    gates = [gate_of("甲乙(?=丙)"), None, gate_of("丙甲乙")]
    owners = Owners(gates, 2)
    text = "丙甲乙丙"
    hits = [(2 + number, text.find(word), 0) for number, word in enumerate(owners.literals)]
    stood = owners.stood([(0, 0, 1), *hits])
    assert {number: windows(text, each) for number, each in stood.items()} == {0: [(1, 1)], 2: [(0, 0)]}
    assert all(word in "丙甲乙丙" for word in owners.literals)


def test_a_hostile_pattern_ends_in_time() -> None:
    gate = Gate((Anchor("乙", 0, 40),), None, line=True)
    with pytest.raises(TimeoutError):
        list(within(regex.compile("(?:甲|甲甲)+$"), gate, "甲" * 60 + "乙", [(0, 40)], 0.01))
