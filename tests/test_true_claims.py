"""Claims made of true numbers are left alone, at any rounding; claims that are off by more than rounding are found.

Sentences are built from random whole numbers, printed as reports print them: in full, with commas, in 万 and 亿 to
so many decimals, in full-width digits, in Chinese numerals. Everything of category `number` looks at them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import zfcheck
from zfcheck.engine import Result
from zfcheck.fixes import apply_fixes
from zfcheck.numerals import han
from zfcheck.printing import decimal_text
from zfcheck.rules import Severity

Numbers = Mapping[str, Fraction]
EXAMPLES = settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])


@dataclass(frozen=True)
class Claim:
    """A sentence about counts, and a figure that follows from them.

    `text` has a hole for every number and `{claim}`; `given` are the numbers in full, `draw` makes true ones. The
    claim is `follows(numbers)` in `unit` (%, 倍 …); one in whole units (件) is printed like the other counts.
    """

    name: str
    text: str
    follows: Callable[[Numbers], Fraction]
    draw: st.SearchStrategy[dict[str, int]]
    unit: str = "%"
    scale: int = 100


counts = st.one_of(st.integers(1, 300), st.integers(1, 99_999), st.integers(1, 10**8 - 1))


@st.composite
def ordered(draw: st.DrawFn, less: str, more: str) -> dict[str, int]:
    """Two counts, the first no more than the second."""
    one, two = sorted([draw(counts), draw(counts)])
    return {less: one, more: two}


@st.composite
def added(draw: st.DrawFn, *names: str, whole: str) -> dict[str, int]:
    """Counts and their sum."""
    found = {name: draw(st.one_of(st.integers(1, 300), st.integers(1, 9_999_999))) for name in names}
    return {**found, whole: sum(found.values())}


RATES = [
    Claim(
        "rate-of-part",
        "全年受理案件{whole}件，办结{part}件，办结率{claim}。",
        lambda n: n["part"] / n["whole"],
        ordered("part", "whole"),
    ),
    Claim(
        "rate-of-part-named",
        "共立案{whole}起，破获刑事案件{part}起，破案率达{claim}。",
        lambda n: n["part"] / n["whole"],
        ordered("part", "whole"),
    ),
    Claim(
        "share-of-whole",
        "全市排查矛盾纠纷{whole}件，其中婚姻家庭纠纷{part}件，占{claim}。",
        lambda n: n["part"] / n["whole"],
        ordered("part", "whole"),
    ),
    Claim(
        "growth-rate",
        "受理案件从{old}件增至{new}件，增长{claim}。",
        lambda n: n["new"] / n["old"] - 1,
        ordered("old", "new"),
    ),
    Claim(
        "growth-rate-before",
        "受理来访{new}批次，比去年的{old}批次增长{claim}。",
        lambda n: n["new"] / n["old"] - 1,
        ordered("old", "new"),
    ),
    Claim(
        "fall-rate",
        "刑事案件由{old}起下降到{new}起，下降{claim}。",
        lambda n: 1 - n["new"] / n["old"],
        ordered("new", "old"),
    ),
    Claim(
        "increase-rate",
        "全年受理案件{now}件，比上年增加{more}件，增长{claim}。",
        lambda n: n["more"] / (n["now"] - n["more"]),
        added("more", "old", whole="now"),
    ),
    Claim(
        "decrease-rate",
        "刑事立案{now}起，比上年减少{fewer}起，下降{claim}。",
        lambda n: n["fewer"] / (n["now"] + n["fewer"]),
        added("now", "fewer", whole="old"),
    ),
    Claim(
        "times-grown",
        "网格员从{old}名增加到{new}名，增长{claim}。",
        lambda n: n["new"] / n["old"] - 1,
        ordered("old", "new"),
        "倍",
        1,
    ),
    Claim(
        "times-as-many",
        "网格员从{old}名增加到{new}名，是原来的{claim}。",
        lambda n: n["new"] / n["old"],
        ordered("old", "new"),
        "倍",
        1,
    ),
    Claim(
        "average",
        "员额法官{count}名，全年审结案件{total}件，人均结案{claim}。",
        lambda n: n["total"] / n["count"],
        ordered("count", "total"),
        "件",
        1,
    ),
]
"""Claims that are printed with decimals."""

SUMS = [
    Claim(
        "added-number",
        "志愿者{new}人，较上年的{old}人增加{claim}人。",
        lambda n: n["new"] - n["old"],
        ordered("old", "new"),
    ),
    Claim(
        "removed-number",
        "共发现问题{new}个，比上一轮的{old}个减少{claim}个。",
        lambda n: n["old"] - n["new"],
        ordered("new", "old"),
    ),
    Claim(
        "total",
        "受理刑事案件{a}件、民事案件{b}件、行政案件{c}件，共计{claim}件。",
        lambda n: n["a"] + n["b"] + n["c"],
        added("a", "b", "c", whole="sum"),
    ),
    Claim(
        "parts",
        "全年受理案件{claim}件，其中刑事案件{a}件，其余{b}件。",
        lambda n: n["a"] + n["b"],
        added("a", "b", whole="sum"),
    ),
    Claim(
        "parts-of-three",
        "全年受理案件{claim}件，由刑事{a}件、民事{b}件、行政{c}件组成。",
        lambda n: n["a"] + n["b"] + n["c"],
        added("a", "b", "c", whole="sum"),
    ),
]
"""Claims that are counts themselves."""


@st.composite
def printed(draw: st.DrawFn, number: int) -> str:
    """`number` as a report may print it, rounded or not."""
    ways = ["full", "commas", "wide"]
    if 0 < number < 10_000:
        ways.append("han")
    for name, size in (("万", 10**4), ("亿", 10**8)):
        if number >= size:
            ways += [name] * 2
    way = draw(st.sampled_from(ways))
    if way == "commas":
        return f"{number:,}"
    if way == "wide":
        return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    if way == "han":
        return han(number)
    if way in {"万", "亿"}:
        size = 10**4 if way == "万" else 10**8
        return decimal_text(Fraction(number, size), draw(st.integers(0, 2))) + way
    return str(number)


@pytest.fixture(scope="module")
def numbers() -> zfcheck.Checker:
    """Every rule about numbers."""
    return zfcheck.compile(select=["number"], plugins=False)


def check(numbers: zfcheck.Checker, text: str) -> Result:
    result = numbers.check_bytes(text.encode(), "a.txt")
    assert result.faults == []
    return result


def told(result: Result) -> list[str]:
    return [f"{finding.rule} {finding.message}" for finding in result.findings]


def loud(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings if (finding.severity or Severity.INFO) > Severity.INFO]


def proportionate(claimed: Fraction, right: Fraction) -> bool:
    """Whether the claim is near enough for a slip; what is out of all proportion is hinted at only."""
    return claimed * 2 < right * 5 and right * 2 < claimed * 5


def exact(found: Mapping[str, int]) -> Numbers:
    return {name: Fraction(number) for name, number in found.items()}


@pytest.mark.parametrize("claim", RATES, ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_true_rate_is_never_flagged(numbers: zfcheck.Checker, claim: Claim, data: st.DataObject) -> None:
    found = data.draw(claim.draw)
    value = claim.follows(exact(found)) * claim.scale
    decimals = data.draw(st.integers(0, 3))
    shown = decimal_text(value, decimals) + claim.unit
    if claim.unit == "%" and decimals == 0 and 0 < value <= 100 and data.draw(st.booleans()):
        shown = "百分之" + han(int(decimal_text(value, 0)))
    text = claim.text.format(claim=shown, **{name: data.draw(printed(number)) for name, number in found.items()})
    assert told(check(numbers, text)) == [], text


@pytest.mark.parametrize("claim", SUMS, ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_true_sum_is_never_flagged(numbers: zfcheck.Checker, claim: Claim, data: st.DataObject) -> None:
    found = data.draw(claim.draw)
    shown = data.draw(printed(int(claim.follows(exact(found)))))
    text = claim.text.format(claim=shown, **{name: data.draw(printed(number)) for name, number in found.items()})
    assert told(check(numbers, text)) == [], text


@pytest.mark.parametrize("claim", RATES, ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_rate_that_is_off_is_always_flagged(numbers: zfcheck.Checker, claim: Claim, data: st.DataObject) -> None:
    found = data.draw(claim.draw)
    value = claim.follows(exact(found)) * claim.scale
    decimals = data.draw(st.integers(0, 3))
    step = Fraction(1, 10**decimals)
    off = data.draw(st.integers(-30, 30)) * step
    shown = decimal_text(value + off, decimals)
    distance = abs(Fraction(shown) - value)
    assume(0 < Fraction(shown) < 10**8 and distance > step / 2)  # nine digits in a row are read as a code
    # Above 100 % a share is another rule's, whose words are another matter.
    assume("占" not in claim.text or Fraction(shown) <= 100)
    text = claim.text.format(claim=shown + claim.unit, **found)
    result = check(numbers, text)
    assert result.findings, text
    if distance > step * Fraction(3, 2) and proportionate(Fraction(shown), value):
        assert loud(result), text  # nearer than that it may have been cut off instead of rounded


# Of a figure that a formula names twice the intervals know less: there they err on the side of silence.
ONCE = [claim for claim in RATES if claim.name not in {"increase-rate", "decrease-rate"}]


@pytest.mark.parametrize("claim", ONCE, ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_rate_of_rounded_figures_is_flagged_beyond_their_rounding(
    numbers: zfcheck.Checker, claim: Claim, data: st.DataObject
) -> None:
    found = data.draw(claim.draw)
    places = data.draw(st.integers(0, 2))
    unit = Fraction(10**4, 10**places)
    printed = {name: decimal_text(Fraction(number, 10**4), places) for name, number in found.items()}
    reach = unit * Fraction(3, 2)  # rounded, or cut off
    ends = [(Fraction(text) * 10**4 - reach, Fraction(text) * 10**4 + reach) for text in printed.values()]
    assume(all(low > 0 for low, _ in ends))
    corners = [dict(zip(printed, corner, strict=True)) for corner in product(*ends)]
    decimals = data.draw(st.integers(0, 2))
    beyond = max(claim.follows(corner) for corner in corners) * claim.scale + Fraction(2, 10**decimals)
    shown = decimal_text(beyond + data.draw(st.integers(0, 50)), decimals)
    assume(Fraction(shown) < (100 if "占" in claim.text else 10**8))
    text = claim.text.format(claim=shown + claim.unit, **{name: f"{number}万" for name, number in printed.items()})
    result = check(numbers, text)
    assert result.findings, text
    middle = claim.follows({name: Fraction(number) for name, number in printed.items()}) * claim.scale
    if proportionate(Fraction(shown), middle):
        assert loud(result), text


@pytest.mark.parametrize("claim", SUMS, ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_sum_that_is_off_is_always_flagged(numbers: zfcheck.Checker, claim: Claim, data: st.DataObject) -> None:
    found = data.draw(claim.draw)
    value = int(claim.follows(exact(found)))
    wrong = value + data.draw(st.integers(-30, 30).filter(bool))
    assume(0 < wrong < 10**8)
    text = claim.text.format(claim=wrong, **found)
    result = check(numbers, text)
    assert result.findings, text
    if proportionate(Fraction(wrong), Fraction(value)):
        assert loud(result), text


@pytest.mark.parametrize("claim", [*RATES, *SUMS], ids=lambda claim: claim.name)
@EXAMPLES
@given(data=st.data())
def test_a_sentence_that_was_fixed_is_clean(numbers: zfcheck.Checker, claim: Claim, data: st.DataObject) -> None:
    found = data.draw(claim.draw)
    value = claim.follows(exact(found)) * (claim.scale if claim in RATES else 1)
    decimals = data.draw(st.integers(0, 2)) if claim in RATES else 0
    wrong = decimal_text(value + data.draw(st.integers(2, 50)), decimals)
    assume("占" not in claim.text or Fraction(wrong) <= 100)
    unit = claim.unit if claim in RATES else ""
    result = check(numbers, claim.text.format(claim=wrong + unit, **found))
    assert result.document is not None
    if any(finding.fix for finding in result.findings):
        fixed = apply_fixes(result.document, result.findings)
        assert told(check(numbers, fixed)) == [], fixed


POINTS = [
    ("群众满意率由{less}%提高到{more}%，提高{points}个百分点。"),
    ("群众满意率由{more}%下降到{less}%，下降{points}个百分点。"),
    ("群众满意率为{more}%，高于全省平均水平{less}%共{points}个百分点。"),
]
shares = st.fractions(min_value=0, max_value=100, max_denominator=9999)


@pytest.mark.parametrize("text", POINTS)
@EXAMPLES
@given(data=st.data())
def test_points_are_the_difference_of_two_shares(numbers: zfcheck.Checker, text: str, data: st.DataObject) -> None:
    less, more = sorted([data.draw(shares), data.draw(shares)])
    decimals = [data.draw(st.integers(0, 3)) for _ in range(3)]
    printed = [decimal_text(value, places) for value, places in zip((less, more, more - less), decimals, strict=True)]
    right = text.format(less=printed[0], more=printed[1], points=printed[2])
    assert told(check(numbers, right)) == [], right
    off = data.draw(st.integers(1, 40))
    # Each figure stands for half a unit more or less, and the claim may have been cut off.
    slack = sum(Fraction(1, 2 * 10**places) for places in decimals)
    units = max(Fraction(1, 10**places) for places in decimals)
    wrong = decimal_text(more - less + slack + 4 * units * off, decimals[2])
    sentence = text.format(less=printed[0], more=printed[1], points=wrong)
    result = check(numbers, sentence)
    assert result.findings, sentence
    if proportionate(Fraction(wrong), Fraction(printed[1]) - Fraction(printed[0])):
        assert loud(result), sentence


def test_relations_of_true_claims_are_found_at_all(numbers: zfcheck.Checker) -> None:
    """A checker that recognises none of the sentences would be silent too."""
    plain = {"part": 1950, "whole": 2000, "old": 1600, "new": 2000, "now": 2000, "more": 400, "fewer": 500}
    plain |= {"count": 600, "total": 120_000, "a": 300, "b": 120, "c": 80}
    for claim in [*RATES, *SUMS]:
        found = dict(plain)
        if claim.name in {"fall-rate", "removed-number"}:
            found |= {"old": 2000, "new": 1600}
        value = claim.follows(exact(found))
        shown = decimal_text(value * claim.scale, 1) + claim.unit if claim in RATES else str(value)
        result = check(numbers, claim.text.format(claim=shown, **found))
        assert told(result) == [], claim.name
        assert sum(result.held.values()) >= 1, claim.name
