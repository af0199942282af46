"""Patterns that can take for ever are found, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from zfcheck.builtin import Builtin
from zfcheck.kinds import Field
from zfcheck.pack import load_pack
from zfcheck.packcheck import slowness
from zfcheck.packcheck.slowness import slow
from zfcheck.ruleset import RuleSet, known_kinds


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a|a)*b",
        r"(a|aa)+$",
        r"(.*,)*x",
        r"\s*\s*x",
        r"(\w+\s?)*$",
        r"\p{Han}+\p{Han}+，",
        r"(?:[甲乙]+、?)+。",
        r"(?:a{0,20}){0,20}b",
        r"开头(?P<mark>(?:甲|乙|甲乙)*)丙",
    ],
)
def test_what_can_take_for_ever_is_found(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    monkeypatch.setattr(slowness, "SECONDS", 0.2)  # sooner done; a sound pattern needs a hundredth of it
    assert slow(pattern) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*x",
        r"关于.*的通知",
        r"关于.*工作.*的通知",
        r"[^。]*x",
        r"^(a+)+$",  # the engine sees through this one
        r"(?:[甲乙]++、?)++。",
        r"(?>a+)+b",
        r"[^。\n]{0,20}关于[^。\n]{0,20}工作",
        r"\d+(?:\.\d+)?%",
        r"甲?乙?丙?丁?戊?己?庚?辛?壬?癸?子?丑?寅?卯?辰?巳?",
    ],
)
def test_a_sound_pattern_is_left_alone(pattern: str) -> None:
    assert slow(pattern) is None


def test_how_it_is_slow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowness, "SECONDS", 0.2)
    found = slow(r"(甲|甲)*乙")
    assert found is not None
    assert (found.pump, found.doubling) == ("甲", True)


def patterns(fields: Mapping[str, Field], values: Mapping[str, Any]) -> Iterator[str]:
    for key, field in fields.items():
        value = values.get(key, ())
        if field.type == "pattern" and value:
            yield value
        elif field.type == "patterns":
            yield from value
        elif field.type in {"map", "maps"}:
            for row in value if field.type == "maps" else [value or {}]:
                yield from patterns(field.fields, row)


def test_every_pattern_of_ours_is_sound(rules: RuleSet) -> None:
    kinds = known_kinds()
    sources = rules.sources()
    ours = {text for source in sources for text in patterns(kinds[source.rule.kind].fields, source.fields)}
    packs = [load_pack(path, kinds) for path in Builtin().zfcheck_packs()]
    ours |= {text for pack in packs for texts in pack.sections.values() for text in texts}
    assert len(ours) > 300
    assert [text for text in sorted(ours) if slow(text)] == []
