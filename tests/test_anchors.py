"""Which texts stand where a pattern is found, and how far from its start."""

from __future__ import annotations

import itertools

import pytest
import regex

from zfcheck.anchors import Anchor, gate_of
from zfcheck.commonness import strange
from zfcheck.expressions import FLAGS
from zfcheck.reading import fold
from zfcheck.ruleset import RuleSet
from zfcheck.seeking import places_of, within


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        ("此处隐藏\\d+字", {Anchor("此处隐藏")}),
        ("(?:下载|付费)后", {Anchor("下载后"), Anchor("付费后")}),
        ("(?<=2019年)[^。;]{0,8}治本", {Anchor("2019年", -5, -5)}),
        ("\\d{1,3}个百分点", {Anchor("个百分点", 1, 3)}),
        ("[一二][零O](?=年)", {Anchor(a + b + "年") for a in "一二" for b in "零O"}),
        ("(?:(?<=甲)乙|(?<=丙)丁)", {Anchor("甲乙", -1, -1), Anchor("丙丁", -1, -1)}),
        ("(?<a>甲|乙)(?P=a)", {Anchor(a + b) for a in "甲乙" for b in "甲乙"}),
        ("第{2,5}甲", {Anchor("第第")}),
        ("[1-3]页", {Anchor("1页"), Anchor("2页"), Anchor("3页")}),
        (".*甲乙丙", {Anchor("甲乙丙", 0, None)}),
        ("[\\uE000-\\uE0FF]+", {Anchor("", source="[\\uE000-\\uE0FF]")}),
    ],
)
def test_where_a_pattern_may_be_found(pattern: str, anchors: set[Anchor]) -> None:
    gate = gate_of(pattern)
    assert gate is not None
    assert set(gate.anchors) == anchors


@pytest.mark.parametrize(
    "pattern", ["的", "[^,]甲?", "甲|乙*", "(?<!不)[,。]", "(?i)甲乙", ".", "", "(甲", "[^,]*甲乙"]
)
def test_what_stands_everywhere_or_is_not_known_is_no_anchor(pattern: str) -> None:
    assert gate_of(pattern) is None


def test_no_anchor_is_a_sign_for_a_figure() -> None:
    gate = gate_of("\ue000甲乙")
    assert gate is not None
    assert gate.texts == ("甲乙",)


def test_patterns_of_packs_find_the_same_where_they_are_tried(rules: RuleSet) -> None:
    """Every pattern of every pack, on the cases of its own rule and a sample of those of all others."""
    texts = [
        case.text for each in rules.rules for case in (*each.rule.fail, *each.rule.passing) if case.format == "text"
    ]
    some = "\n".join(fold(text) for text in texts[::19])
    found = 0
    for compiled in rules.rules:
        for pattern, gate, *_ in compiled.checker._patterns if compiled.rule.kind == "pattern" else ():
            own = "\n".join(fold(case.text) for case in compiled.rule.fail)
            for text in (own, some) if gate is not None else ():
                if any(regex.search(source, strange(text), FLAGS) for source in gate.sources):
                    continue
                tried = within(pattern, gate, text, places_of(text, gate), 5.0)
                expected = [match.span() for match in itertools.islice(pattern.finditer(text, timeout=5), 50)]
                assert [match.span() for match in itertools.islice(tried, 50)] == expected, compiled.rule.id
                found += len(expected)
    assert found > 200
