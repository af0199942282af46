"""Rules that claim the same words: twice with different advice, or one calls wrong what another calls right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..cases import run_text
from ..document import Document
from ..engine import check_document
from ..messages import say
from ..pack import RuleSource
from ..packtree import Problem
from ..readers.text import read
from ..reading import fold
from ..records import Record, replace
from ..rules import Compiled, Rule, Severity
from ..ruleset import RuleSet
from .claims import LISTS, Claim, rights, wrongs

_KINDS = frozenset({"phrase", "formulation", "terms", "pattern"})
"""Kinds that judge words where they stand, whatever the rest of the document says."""
_BEFORE, _AFTER = "材料里写的是", "，其余照旧。"
"""What a right word stands in when it is tried: a sentence that no rule objects to."""


class Overlaps(Record, frozen=True):
    """`contradictions`: what no text can satisfy; `twice`: what two rules say of the same words."""

    contradictions: list[Problem]
    twice: list[Problem]


def overlaps(own: Sequence[RuleSource], active: RuleSet) -> Overlaps:
    """What the rules `own` of a pack and all active rules claim together."""
    every = active.sources()
    ids = {source.rule.qualified for source in own}
    others = [source for source in every if source.rule.qualified not in ids]
    together = [*own, *others]
    judges = [c for c in active.rules if c.rule.kind in _KINDS and c.rule.severity >= Severity.WARNING]
    ours = [compiled for compiled in judges if compiled.rule.qualified in ids]
    found = [
        *_against(list(rights(own)), judges, active, ours=True),
        *_against(list(rights(others)), ours, active, ours=False),
    ]
    twice = [*_same_ids(own, others), *_same_words(own, together), *_flagged_cases(own, judges, active)]
    return Overlaps(list(dict.fromkeys(found)), list(dict.fromkeys(twice)))


def _same_ids(own: Sequence[RuleSource], others: Sequence[RuleSource]) -> Iterator[Problem]:
    known = {source.rule.id: source.rule for source in others}
    for source in own:
        other = known.get(source.rule.id)
        if other is not None:
            message = say(
                "规则名称“{id}”和规则包 {pack} 的一条相同（{place}），--select、忽略时分不清。请换一个名称。",
                id=other.id,
                pack=other.pack,
                place=other.place,
            )
            yield Problem(source.places.get("id", source.rule.place), message)


def _same_words(own: Sequence[RuleSource], together: Sequence[RuleSource]) -> Iterator[Problem]:
    first: dict[str, Claim] = {}
    mine = {source.rule.qualified for source in own}
    # What is somebody else's comes first: it is ours that is told.
    for claim in sorted(wrongs(together), key=lambda claim: claim.name in mine):
        if claim.guarded:
            continue
        other = first.setdefault(claim.text, claim)
        if other is claim or claim.name not in mine:
            continue
        if other.name == claim.name:
            if other.advice == claim.advice:
                message = say("“{word}”列了两次，前一处在 {place}。请删去一处。", word=claim.text, place=other.place)
            else:
                message = say(
                    "“{word}”列了两次，改法不同，前一处在 {place}。请留一处。", word=claim.text, place=other.place
                )
            yield Problem(claim.place, message)
        elif other.advice != claim.advice:
            message = say(
                "规则 {rule} 也查“{word}”，改法不同：那里改为“{other}”，这里改为“{right}”（{place}）。请留一处。",
                rule=other.name,
                word=claim.text,
                other=other.advice or "",
                right=claim.advice or "",
                place=other.place,
            )
            yield Problem(claim.place, message)


def _against(claims: Sequence[Claim], judges: Sequence[Compiled], active: RuleSet, *, ours: bool) -> Iterator[Problem]:
    """Right words that a rule objects to. All are tried in one document, and each that is objected to alone."""
    claims = [claim for claim in claims if "\n" not in claim.text]
    if not claims or not judges:
        return
    by_line = _objections([claim.text for claim in claims], judges, active)
    for number, suspects in by_line.items():
        claim = claims[number]
        for compiled in suspects:
            if 0 not in _objections([claim.text], [compiled], active):
                continue
            yield _contradiction(claim, compiled.rule, ours=ours)


def _contradiction(claim: Claim, judge: Rule, *, ours: bool) -> Problem:
    """Told at the rule of the pack that is checked: the claim where it is `ours`, else the judge."""
    if ours:
        message = say(
            "规则 {rule} 说“{word}”是对的，规则 {other}（{place}）却报它有问题。请改其中一条。",
            rule=claim.name,
            word=claim.text,
            other=judge.qualified,
            place=judge.place,
        )
        return Problem(claim.place, message)
    message = say(
        "规则 {rule} 会报“{word}”，规则 {other}（{place}）却说它是对的。请改这一条。",
        rule=judge.qualified,
        word=claim.text,
        other=claim.name,
        place=claim.place,
    )
    return Problem(judge.place, message)


def _objections(texts: Sequence[str], judges: Sequence[Compiled], active: RuleSet) -> dict[int, list[Compiled]]:
    """The rules that object to a text, by its number."""
    lines = [f"{_BEFORE}{text}{_AFTER}" for text in texts]
    document = read("\n".join(lines).encode(), "a.txt")
    starts: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        starts.append((at + len(_BEFORE), at + len(line) - len(_AFTER)))
        at += len(line) + 1
    found: dict[int, list[Compiled]] = {}
    names = {compiled.rule.qualified: compiled for compiled in judges}
    for start, end, rule in _run(judges, active, document):
        number = bisect_right(starts, start, key=lambda line: line[0] - len(_BEFORE)) - 1
        if start < starts[number][1] and starts[number][0] < end and names[rule] not in found.get(number, []):
            found.setdefault(number, []).append(names[rule])
    return found


def _run(judges: Sequence[Compiled], active: RuleSet, document: Document) -> list[tuple[int, int, str]]:
    """Start, end and rule of every finding that is no mere hint."""
    result = check_document(active.only(judges), document, document.name)
    return [
        (place.start, place.end, finding.qualified)
        for finding in result.findings
        if finding.severity is not None and finding.severity >= Severity.WARNING
        for place in (finding.span, *(related.span for related in finding.related))
    ]


def _flagged_cases(own: Sequence[RuleSource], judges: Sequence[Compiled], active: RuleSet) -> Iterator[Problem]:
    """Sentences that one rule gives as right, or as put right, and the list of another objects to."""
    lists = [compiled for compiled in judges if compiled.rule.kind in LISTS]
    together = active.only(lists)
    places = {compiled.rule.qualified: compiled.rule.place for compiled in lists}
    for source in own:
        fixed = (replace(case, text=case.fixed) for case in source.rule.fail if case.fixed)
        for case in (*source.rule.passing, *fixed):
            if case.format != "text" or not together.phrases.scan(fold(case.text)):
                continue
            result, document = run_text(together, case)
            for finding in result.findings:
                name = finding.qualified
                if finding.severity is not None and finding.severity >= Severity.WARNING:
                    if name == source.rule.qualified:
                        continue
                    message = say(
                        "规则 {rule} 的例子里，“{word}”会被规则 {other}（{place}）报出来。请核对哪一条对。",
                        rule=source.rule.qualified,
                        word=document.slice(finding.span),
                        other=name,
                        place=places[name],
                    )
                    yield Problem(case.place, message)
