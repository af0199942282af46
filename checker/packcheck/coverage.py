"""What in a rule no case touches, and what in its list can never be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex

from ..engine import check_document
from ..expressions import FLAGS, alternatives
from ..messages import say
from ..pack import RuleSource
from ..packpatterns import fold_pattern
from ..packtree import Problem
from ..readers.text import read
from ..reading import fold
from ..records import replace
from ..rules import Applies, Compiled
from ..ruleset import RuleSet
from .claims import LISTS

_BEFORE = ("材料里写的是", "各地、", "一年来，")
"""What a word is tried behind: one of them may be what keeps it from being found."""
_SHOWN = 3
"""Untouched entries that are named."""
_WIDE = 24
"""Code points of an entry that are shown."""


def untouched(sources: Iterable[RuleSource]) -> Iterator[Problem]:
    """Lists of which some entries stand in no case: how many, and the first of them."""
    for source in sources:
        entries = list(_entries(source))
        missing = [shown for shown, is_touched in entries if not is_touched]
        if missing and source.rule.fail:
            words = "、".join(f"“{_shortened(word)}”" for word in missing[:_SHOWN])
            message = say(
                "规则 {rule} 列了{count}项，有{missing}项没有例子，如{words}。",
                rule=source.rule.id,
                count=len(entries),
                missing=len(missing),
                words=words,
            )
            yield Problem(source.rule.place, message)


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _entries(source: RuleSource) -> Iterator[tuple[str, bool]]:
    """Each entry of a rule's list, as it is shown, with whether a case touches it."""
    rule = source.rule
    fail, passing = [fold(case.text) for case in rule.fail], [fold(case.text) for case in rule.passing]
    if rule.kind == "pattern":
        # The branches within a pattern are as often one thing as many: only those that divide all of it are counted.
        branches = [branch for text in source.fields["pattern"] for branch in alternatives(fold_pattern(text))]
        if len(branches) > 1 and source.fields.get("of") != "original":
            yield from ((branch, _finds(branch, fail)) for branch in branches)
        return
    # A name that must be written one way is touched by the sentence that writes it that way.
    texts = [*fail, *passing, *(fold(case.fixed) for case in rule.fail if case.fixed)]
    together = "\n".join(texts)
    for row in source.fields.get(LISTS.get(rule.kind, ""), ()):
        for word in (row.get("wrong") or row.get("text") or "").split("；" if rule.kind == "terms" else "\n"):
            if word.strip():
                yield word.strip(), fold(word.strip()) in together


def _finds(branch: str, texts: Sequence[str]) -> bool:
    try:
        return any(regex.search(branch, text, FLAGS, timeout=1.0) for text in texts)
    except (regex.error, TimeoutError):
        return True  # it cannot stand alone: a group of it is named in another branch


def never_found(sources: Iterable[RuleSource], compiled: Mapping[str, Compiled], active: RuleSet) -> Iterator[Problem]:
    """Words of lists that their own rule does not find even where nothing stands in the way."""
    for source in sources:
        rule = source.rule
        rows = [row for row in source.fields.get(LISTS.get(rule.kind, ""), ()) if not row.get("whole")]
        if rule.id not in compiled or rule.kind == "terms" or not rows or source.fields.get("whole"):
            continue
        lines = [_line(row, before) for row in rows for before in _BEFORE]
        judge = compiled[rule.id]
        anywhere = Compiled(replace(judge.rule, applies=Applies(window=judge.rule.applies.window)), judge.checker)
        alone = active.only([anywhere])
        document = read("\n".join(lines).encode(), "a.txt")
        result = check_document(alone, document, document.name)
        places = [span for f in result.findings for span in (f.span, *(related.span for related in f.related))]
        found = {document.text.count("\n", 0, span.start) // len(_BEFORE) for span in places}
        for number, row in enumerate(rows):
            if number not in found:
                yield Problem(row["place"], _why(rule.id, row))


def _why(rule: str, row: Mapping[str, Any]) -> str:
    word = row.get("wrong") or row.get("text")
    return say(
        "规则 {rule} 查不出“{word}”：它被例外（except、unless 等）或同一规则里的别的词挡住了。", rule=rule, word=word
    )


def _line(row: Mapping[str, Any], begin: str) -> str:
    """A sentence in which the word ought to be found."""
    word = row.get("wrong") or row.get("text") or ""
    before, after = row.get("before", ()), row.get("after", ())
    return f"{begin}{before[0] if before else ''}{word}{after[0] if after else ''}，其余照旧。"
