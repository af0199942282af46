"""Every set phrase of the packs: slips in it are found without being listed, and the phrase itself never is.

Ten random slips for each phrase (one character changed, missing, typed twice, or two swapped) in a true sentence, the
rule's own `pass` case. A slip that happens to make another way of writing it that some rule calls right is drawn again.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import pytest

import zfcheck
from zfcheck.reading import fold
from zfcheck.rules import Severity
from zfcheck.ruleset import Compiled
from zfcheck.setphrases.slips import SHORTEST

CHECKER = zfcheck.compile(plugins=False)
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
SLIPS = 10
LEAST = 9
WORDS = {"formulation", "wording", "residue", "punctuation"}
"""Categories of which a finding over the slip counts."""


@dataclass(frozen=True)
class Phrase:
    rule: Compiled
    canonical: str
    sentence: str
    date: dt.date | None

    def __str__(self) -> str:
        return self.rule.rule.id


def phrases() -> list[Phrase]:
    found = []
    for compiled in CHECKER.rules.rules:
        if compiled.rule.kind != "formulation":
            continue
        canonical = compiled.checker.canonical  # type: ignore[attr-defined]
        case = next((case for case in compiled.rule.passing if canonical in case.text), None)
        if case is not None:
            date = dt.date.fromisoformat(case.date) if case.date else None
            found.append(Phrase(compiled, canonical, case.text, date))
    return found


PHRASES = phrases()
SEARCHED = [
    phrase
    for phrase in PHRASES
    if len(phrase.canonical) >= SHORTEST and phrase.rule.checker.searches_slips  # type: ignore[attr-defined]
]
RIGHT = {
    fold(way)
    for compiled in CHECKER.rules.rules
    if compiled.rule.kind == "formulation"
    for way in compiled.checker.rights  # type: ignore[attr-defined]
}


def slip(canonical: str, draw: random.Random) -> str:
    """The phrase with one random slip in its Han characters that makes no other right way of writing it."""
    while True:
        at = draw.randrange(len(canonical))
        if not canonical[at].isalnum():
            continue
        how = draw.choice(["change", "drop", "double", "swap"])
        if how == "change":
            wrong = canonical[:at] + draw.choice(COMMON) + canonical[at + 1 :]
        elif how == "drop":
            wrong = canonical[:at] + canonical[at + 1 :]
        elif how == "double":
            wrong = canonical[:at] + canonical[at] + canonical[at:]
        elif at + 1 < len(canonical) and canonical[at + 1].isalnum():
            wrong = canonical[:at] + canonical[at + 1] + canonical[at] + canonical[at + 2 :]
        else:
            continue
        if wrong != canonical and fold(wrong) not in RIGHT:
            return wrong


def is_found(phrase: Phrase, wrong: str) -> bool:
    """Whether something is said of the slip."""
    start = phrase.sentence.index(phrase.canonical)
    text = phrase.sentence[:start] + wrong + phrase.sentence[start + len(phrase.canonical) :]
    result = CHECKER.check_bytes(text.encode(), "a.txt", as_of=phrase.date)
    return any(
        finding.rule.partition("/")[0] in WORDS
        and finding.span.start <= start + len(wrong)
        and finding.span.end >= start
        for finding in result.findings
    )


def missed(phrase: Phrase, count: int) -> list[str]:
    draw = random.Random(str(phrase))
    slips = [slip(phrase.canonical, draw) for _ in range(count)]
    return [wrong for wrong in slips if not is_found(phrase, wrong)]


def test_there_are_many_phrases() -> None:
    assert len(SEARCHED) >= 100


@pytest.mark.parametrize("phrase", SEARCHED, ids=str)
def test_nine_of_ten_slips_are_found(phrase: Phrase) -> None:
    assert len(wrong := missed(phrase, SLIPS)) <= SLIPS - LEAST, wrong


@pytest.mark.parametrize("phrase", PHRASES, ids=str)
def test_the_phrase_and_its_other_ways_are_never_found(phrase: Phrase) -> None:
    checker = phrase.rule.checker
    for way in checker.rights:  # type: ignore[attr-defined]
        text = phrase.sentence.replace(phrase.canonical, way)
        result = CHECKER.check_bytes(text.encode(), "a.txt", as_of=phrase.date)
        loud = [
            finding
            for finding in result.findings
            if finding.rule.startswith("formulation/") and finding.severity and finding.severity > Severity.INFO
        ]
        assert loud == [], way
