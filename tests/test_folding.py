"""One mistake is told once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.folding import without_echoes
from zfcheck.rules import Finding, Severity
from zfcheck.span import Span


def finding(rule: str, start: int, end: int, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(Span(start, end), "…", rule=rule, severity=severity)


def test_a_wrong_word_inside_a_set_phrase_is_told_by_the_phrase() -> None:
    phrase, word = finding("formulation/a", 3, 12), finding("wording/b", 5, 7)
    assert without_echoes([word, phrase]) == [phrase]


def test_a_graver_word_inside_a_phrase_stays() -> None:
    both = [finding("formulation/a", 3, 12, Severity.INFO), finding("wording/b", 5, 7)]
    assert without_echoes(both) == both


def test_of_two_words_at_one_place_the_graver_or_longer_stays() -> None:
    light, grave = finding("wording/a", 5, 7), finding("wording/b", 5, 7, Severity.ERROR)
    assert without_echoes([light, grave]) == [grave]
    short, long = finding("wording/a", 5, 7), finding("wording/b", 5, 9)
    assert without_echoes([short, long]) == [long]


@pytest.mark.parametrize(
    "both",
    [
        [finding("wording/a", 5, 7), finding("wording/a", 5, 7)],  # of one rule, which has its reasons
        [finding("wording/a", 5, 7), finding("wording/b", 6, 9)],  # they only touch
        [finding("formulation/a", 3, 12), finding("number/b", 5, 7)],
        [finding("formulation/a", 3, 12), finding("formulation/b", 5, 7)],
        [finding("wording/a", 3, 12), finding("wording/b", 13, 14)],
    ],
)
def test_others_stay(both: list[Finding]) -> None:
    assert without_echoes(both) == both


RULES = ["wording/a", "wording/b", "formulation/a", "number/a"]
FINDINGS = st.builds(
    lambda rule, start, size, severity: finding(rule, start, start + size, severity),
    st.sampled_from(RULES),
    st.integers(0, 9),
    st.integers(0, 5),
    st.sampled_from(list(Severity)),
)


@given(st.lists(FINDINGS, max_size=12))
def test_what_is_left_out_is_covered_by_what_stays(findings: list[Finding]) -> None:
    kept = without_echoes(findings)
    assert [f for f in findings if not f.rule.startswith("wording/")] == [
        f for f in kept if not f.rule.startswith("wording/")
    ]
    for gone in [f for f in findings if f not in kept]:
        assert any(
            k.span.start <= gone.span.start and gone.span.end <= k.span.end and k.severity >= gone.severity
            for k in kept
        )
    assert without_echoes(kept) == kept
