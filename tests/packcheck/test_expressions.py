"""Patterns as trees: what is known of the syntax, and texts that a pattern takes."""

from __future__ import annotations

import pytest
import regex

from zfcheck.packcheck.expressions import FLAGS, MANY, alphabet_of, alternatives, example, parse, ways


@pytest.mark.parametrize(
    "pattern",
    [
        "甲乙",
        "(甲|乙{2,3})丙?",
        r"(?P<mark>\d{4}年)(?:第\d+届)+",
        r"(?<mark>[^。\n]{3,5})。",
        r"[\p{Han}--[的了]]{2}",
        r"[]a]b[^]]",
        r"(?i)a(?#说明)b",
        r"(?i:a)\u4e00\x41",
        r"(?>甲+)乙",
        r"甲{2}+乙",
        r"\$\.\(",
    ],
)
def test_an_example_is_taken_by_its_pattern(pattern: str) -> None:
    tree = parse(pattern)
    assert tree is not None
    text = example(tree, alphabet_of(pattern))
    assert regex.fullmatch(pattern, text, FLAGS), text


@pytest.mark.parametrize("pattern", ["(?:甲){e<=1}", "(甲"])
def test_what_is_not_known_is_told(pattern: str) -> None:
    assert parse(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("甲乙", 1),
        ("甲|乙", 2),
        ("甲?乙?", 4),
        ("a{0,9}b{0,9}", 100),
        ("a*", 101),
        ("(?:a|b){2}", 4),
        ("(?:a|b)*", MANY),
    ],
)
def test_ways_are_counted(pattern: str, number: int) -> None:
    tree = parse(pattern)
    assert tree is not None
    assert ways(tree, 100) == number


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("甲|乙(丙|丁)|[|]", ["甲", "乙(丙|丁)", "[|]"]),
        ("(甲|乙)", ["(甲|乙)"]),
        (r"甲\|乙", [r"甲\|乙"]),
        ("(", ["("]),
    ],
)
def test_a_pattern_is_divided_at_its_top(pattern: str, branches: list[str]) -> None:
    assert alternatives(pattern) == branches
