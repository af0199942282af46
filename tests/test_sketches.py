"""A sketch of a pattern stands wherever the pattern is found."""

from __future__ import annotations

import random
import re
import sys

import pytest
import regex
from anypatterns import ALPHABET, NAMED, PATTERNS
from hypothesis import given, settings
from hypothesis import strategies as st

from zfcheck.expressions import FLAGS, alphabet_of, example, parse
from zfcheck.ruleset import compile_rules
from zfcheck.sketches import _NARROW, _WIDE, Sketch, drawn

_ALL = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)


def _stands_at_each_match(pattern: str, text: str) -> bool:
    found = drawn(pattern)
    if found is None:
        return True
    sketch, made = Sketch(found), regex.compile(pattern, FLAGS)
    return all(
        made.match(text, at) is None
        or (
            sketch.pattern.match(text, at) is not None
            and (sketch.heads is None or sketch.heads.match(text, at) is not None)
        )
        for at in range(len(text) + 1)
    )


@settings(max_examples=200)
@given(st.one_of(PATTERNS, NAMED), st.randoms(use_true_random=False))
def test_it_stands_wherever_the_pattern_is_found(pattern: str, dice: random.Random) -> None:
    try:
        regex.compile(pattern, FLAGS)
    except regex.error:
        return
    for _ in range(10):
        text = "".join(dice.choices(ALPHABET, k=dice.randint(0, 20)))
        assert _stands_at_each_match(pattern, text), (pattern, text)


def test_it_stands_where_the_patterns_of_packs_are_found() -> None:
    dice = random.Random(7)
    for compiled in compile_rules().rules:
        if compiled.rule.kind != "pattern":
            continue
        cases = [case.text for case in (*compiled.rule.fail, *compiled.rule.passing)]
        for made, *_ in compiled.checker._patterns:
            tree = parse(made.pattern)
            alphabet = alphabet_of(made.pattern)
            for text in [*cases, example(tree, alphabet) if tree is not None else ""]:
                some = "".join(dice.choices(alphabet, k=5))
                assert _stands_at_each_match(made.pattern, some + text + some), (compiled.rule.id, text)


@pytest.mark.parametrize("source", _WIDE)
def test_what_a_class_takes_its_sketch_takes(source: str) -> None:
    assert set(regex.findall(source, _ALL, FLAGS)) <= set(re.findall(f"[{_WIDE[source]}]", _ALL))


@pytest.mark.parametrize("source", _NARROW)
def test_a_class_takes_all_that_is_left_out_of_a_sketch_for_it(source: str) -> None:
    assert set(re.findall(f"[{_NARROW[source]}]", _ALL)) <= set(regex.findall(source, _ALL, FLAGS))


@pytest.mark.parametrize(
    ("pattern", "source", "heads"),
    [
        ("甲(?<mark>乙)", "甲乙", "[甲]"),
        ("(?<![甲乙])丙{2,3}+", "(?<![甲乙])(?:丙){2,3}", "[丙]"),
        ("(?<!甲|乙丙)丁", "(?<!甲)(?<!乙丙)丁", "[丁]"),
        ("(?<=甲|乙丙)丁", "(?:(?<=甲)|(?<=乙丙))丁", "[丁]"),
        ("(?<=甲{1,2})丁", "丁", "[丁]"),
        ("甲?[^乙]丙", "(?:甲)?[^乙]丙", ""),
        (r"[^\d]甲", "[^0-9]甲", ""),
        ("(?<a>甲|乙)丙(?P=a)", "(?:甲|乙)丙(?:甲|乙)", "[甲乙]"),
        ("(?<a>(?=甲))甲(?P=a)乙", "(?=甲)甲乙", "[甲]"),
        ("(?<a>甲(?!乙))丙(?P=a)乙", "甲(?!乙)丙甲乙", "[甲]"),
        ("甲(?!乙$)", "甲", "[甲]"),
        ("甲(?>乙|丙)(?!丁+)", "甲(?:乙|丙)", "[甲]"),
        ("甲[^乙]*丙", "甲", "[甲]"),
        ("甲[^乙]+丙", "甲[^乙]", "[甲]"),
        (r"[\w--乙]甲", r"[\s\S]甲", ""),
    ],
)
def test_how_it_is_drawn(pattern: str, source: str, heads: str) -> None:
    assert drawn(pattern) == (source, heads)


@pytest.mark.parametrize("pattern", ["(?i)abc", "甲\\K乙", "(?r)甲乙", "(*SKIP)甲", "$"])
def test_what_is_not_understood_is_not_drawn(pattern: str) -> None:
    assert drawn(pattern) is None
