"""What the list-like rules of packs claim: these words are wrong, those are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..pack import RuleSource
from ..reading import fold
from ..records import Record
from ..rules import Place, Rule

LISTS: Mapping[str, str] = {"phrase": "words", "formulation": "wrong", "terms": "terms"}
"""The kinds that are lists, and the field that holds the list."""
_GUARDS = ("before", "after", "not_before", "not_after", "except", "whole")


class Claim(Record, frozen=True):
    """A rule says that `text`, in reading form, is wrong, or right where `advice` is None.

    `advice` is what to write instead, also in reading form. `guarded`: only in some surroundings.
    """

    rule: Rule
    text: str
    place: Place
    advice: str | None = None
    guarded: bool = False

    @property
    def name(self) -> str:
        return self.rule.qualified


def wrongs(sources: Iterable[RuleSource]) -> Iterator[Claim]:
    """What the rules call wrong."""
    for source in sources:
        rule, fields = source.rule, source.fields
        field = LISTS.get(rule.kind)
        if field is None or field == "terms":
            continue
        general = bool(rule.unless or rule.applies.kinds or rule.applies.places or rule.applies.window)
        general = general or bool(fields.get("whole")) or "valid" in fields
        for row in fields.get(field, ()):
            text = row.get("wrong") or row.get("text")
            if text:
                advice = row.get("right") or fields.get("canonical") or ""
                guarded = general or any(row.get(key) for key in _GUARDS)
                yield Claim(rule, fold(text), row["place"], fold(advice), guarded)


def rights(sources: Iterable[RuleSource]) -> Iterator[Claim]:
    """What the rules call right: what they tell people to write, and the names that they keep."""
    for source in sources:
        rule, fields = source.rule, source.fields
        if rule.kind == "formulation":
            yield Claim(rule, fold(fields["canonical"]), _at(source, "canonical"))
            yield from (Claim(rule, fold(text), _at(source, "also")) for text in fields.get("also", ()))
            # A list may say of one of its wrong forms that something else is right there.
            yield from _told(rule, fields.get("wrong", ()))
        elif rule.kind == "phrase":
            yield from _told(rule, fields.get("words", ()))
        elif rule.kind == "terms":
            for row in fields.get("terms", ()):
                cells = [row.get("text", ""), *row.get("also", ())]
                parts = (part.strip() for cell in cells for part in cell.split("；"))
                yield from (Claim(rule, fold(part), row["place"]) for part in parts if part)


def _told(rule: Rule, rows: Iterable[Mapping[str, Any]]) -> Iterator[Claim]:
    return (Claim(rule, fold(row["right"]), row["place"]) for row in rows if row.get("right"))


def _at(source: RuleSource, key: str) -> Place:
    return source.places.get(key, source.rule.place)
