"""Patterns as trees: what is known of the syntax, and texts that a pattern takes."""

from __future__ import annotations

import itertools

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.expressions import FLAGS, MANY, alphabet_of, alternatives, begun, example, needed, parse, ways
from zfcheck.reading import fold
from zfcheck.ruleset import RuleSet


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


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("此处隐藏\\d+字", ("此处隐藏",)),
        ("(?:下载|付费)后", ("下载", "付费")),
        ("[甲乙]丙?丁+戊", ("戊",)),
        ("(?:ab|c)d(?:efg|hij)", ("efg", "hij")),
        ("甲{2,3}", ("甲",)),
        ("甲{0,3}", ()),
        ("甲|乙*", ()),
        ("(?<!不)(?=要求)", ()),
        ("(?<=不)要求(?!的)", ("要求",)),
        ("(?i)abc", ()),
        ("(?i:abc)d", ()),
        ("(?<name>云川)市", ("云川",)),
        ("\\.com", ("com",)),
        (".", ()),
        ("", ()),
        ("(甲", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: tuple[str, ...]) -> None:
    assert needed(pattern) == needs


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("下一?步", ("下",)),
        ("20\\d\\d年", ("20",)),
        ("(?:存在|还有)[^。]问题", ("存在", "还有")),
        ("^(?:坚持|以.为)", ("以", "坚持")),
        ("(?<!不)(?=要求)要(?!的)求", ("要求",)),
        ("(?:甲|)乙", ()),
        ("甲?乙", ()),
        ("(甲)+乙", ("甲",)),
        ("[甲乙]丙", ()),
        ("甲|\\d", ()),
        ("(?i)abc", ()),
        ("(?:甲|(?R)乙)", ()),
        ("(甲", ()),
    ],
)
def test_how_what_a_pattern_finds_begins(pattern: str, begins: tuple[str, ...]) -> None:
    assert begun(pattern) == begins


def test_what_is_found_holds_what_is_needed(rules: RuleSet) -> None:
    """Every pattern of every pack, on the cases of its own rule and a sample of those of all others."""
    texts = [
        case.text for each in rules.rules for case in (*each.rule.fail, *each.rule.passing) if case.format == "text"
    ]
    some = "\n".join(fold(text) for text in texts[::9])
    tried = 0
    for compiled in rules.rules:
        for pattern, *_ in compiled.checker._patterns if compiled.rule.kind == "pattern" else ():
            needs = needed(pattern.pattern)
            own = "\n".join(fold(case.text) for case in compiled.rule.fail)
            for text in (own, some):
                for match in itertools.islice(pattern.finditer(text, timeout=5), 50):
                    tried += 1
                    # Looks around a place are no part of what is found.
                    assert not needs or any(need in match.group() for need in needs), (
                        compiled.rule.id,
                        pattern.pattern,
                    )
                    begins = begun(pattern.pattern)
                    assert not begins or match.group().startswith(begins), (compiled.rule.id, pattern.pattern)
    assert tried > 300


@given(
    st.sampled_from(["甲+(?:乙|丙丁)?戊", "(?:云川|川东)(?:市|县){1,2}", "[0-9]{2}年(?:上|下)半年", "(?:a|bc|d?)e|fg"]),
    st.data(),
)
def test_any_text_that_a_pattern_finds_holds_what_it_needs(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    assert any(need in text for need in needed(pattern))
    assert text.startswith(begun(pattern)) or not begun(pattern)


@pytest.mark.parametrize("pattern", ["(*SKIP)甲", "甲{e<=1}", "甲{}", "\\012", "(?(1)甲|乙)"])
def test_what_is_not_known_is_not_read(pattern: str) -> None:
    assert parse(pattern) is None
