"""Checks packs: how they are written, their own cases, and what an author would want to know beside.

Problems make a pack wrong; warnings and hints do not.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..cases import check_cases
from ..kinds import Field, Kind
from ..messages import say
from ..pack import Pack, RuleSource, load_pack
from ..packtree import PackError, Problem
from ..records import Record, field
from ..rules import Compiled, Fault, Place
from ..ruleset import RuleSet, Selection, SelectionError, compile_rules, known_kinds
from .coverage import never_found, untouched
from .overlaps import overlaps
from .paths import beside, packs_of
from .slowness import Slow, slow

FEW = 5
"""So many hints of one sort are told one by one; of more only the number, unless all are asked for."""


class Checked(Record):
    """What came of one pack."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rules: int = 0
    cases: int = 0
    settings: int = 0


def check_packs(paths: Iterable[str], packs: Sequence[str] = (), *, every_hint: bool = False) -> list[Checked]:
    """Check the packs that `paths` mean, each once, with the packs `packs` in force beside."""
    try:
        found = list(packs_of(paths))
    except PackError as error:
        return [Checked("", problems=error.problems)]
    kinds = known_kinds()
    return [_check(path, packs, kinds, every_hint) for path in found]


def _check(path: Path, packs: Sequence[str], kinds: Mapping[str, Kind], every_hint: bool) -> Checked:
    checked = Checked(str(path))
    try:
        pack, active = compile_pack(path, packs, kinds)
    except PackError as error:
        checked.problems = error.problems
        return checked
    except SelectionError as error:
        checked.problems = [Problem(Place(str(path)), str(error))]
        return checked
    checked.name, checked.faults, checked.settings = pack.id, active.faults, len(pack.settings)
    own = own_rules(pack, active)
    checked.rules = len(own)
    checked.cases = sum(len(compiled.rule.fail) + len(compiled.rule.passing) for compiled in own)
    checked.problems = [problem for compiled in own for problem in check_cases(compiled, active)]
    sources = [source for source in pack.rules if source.rule.status != "retired"]
    checked.problems += _slow_patterns(pack, sources, kinds)
    shared = overlaps(sources, active)
    checked.problems += shared.contradictions
    checked.warnings = shared.twice
    lists = list(untouched(sources))
    checked.hints = lists if every_hint or len(lists) <= FEW else [_number_of(lists, path)]
    checked.hints += never_found(sources, {compiled.rule.id: compiled for compiled in own}, active)
    return checked


def compile_pack(path: Path, packs: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[Pack, RuleSet]:
    """The pack at `path` and the rules in force with it and with `packs`. Raises `PackError` and `SelectionError`."""
    pack = load_pack(path, kinds)
    # With a slash in it, no name of a pack is meant.
    named = [os.path.join(os.curdir, each) for each in (*_bases(path, pack, kinds), path)]
    return pack, compile_rules(Selection((*packs, *named), pack.region))


def _bases(path: Path, pack: Pack, kinds: Mapping[str, Kind]) -> list[Path]:
    """The packs beside this one that it extends, and those that they extend, as they would be in an installed plugin.

    Raises `PackError` for one with mistakes.
    """
    files = beside(path)
    found: dict[str, Path] = {}
    wanted = list(pack.extends)
    while wanted:
        name = wanted.pop()
        if name in files and name not in found:
            found[name] = files[name]
            wanted += load_pack(files[name], kinds).extends
    return list(found.values())


def own_rules(pack: Pack, active: RuleSet) -> list[Compiled]:
    """The rules in force that the pack itself holds."""
    names = {source.rule.id for source in pack.rules}
    # A plugin may bear its pack's name; its checks in Python have no cases in the pack.
    ours = (compiled for compiled in active.rules if compiled.rule.pack == pack.id and compiled.rule.kind != "python")
    return [compiled for compiled in ours if compiled.rule.id in names]


def _number_of(hints: Sequence[Problem], path: Path) -> Problem:
    message = say("{count}条规则的列表里有没有例子的项；加 --coverage 逐条列出。", count=len(hints))
    return Problem(Place(str(path)), message)


def _slow_patterns(pack: Pack, sources: Iterable[RuleSource], kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    tried: dict[str, Slow | None] = {}

    def told(place: Place, name: str, pattern: str) -> Iterator[Problem]:
        found = tried[pattern] = tried[pattern] if pattern in tried else slow(pattern)
        if found is None:
            return
        message = say(
            "{name}：正则表达式“{pattern}”遇到一长串“{pump}”会慢得查不完。不要让重复（*、+）里面再有重复，"
            "也不要让相邻的两个重复能取同样的字；写明上限，如 [^。\\n]{{0,20}}。",
            name=name,
            pattern=pattern,
            pump=found.pump.replace("\n", "\\n"),
        )
        yield Problem(place, message)

    for source in sources:
        for key, place, pattern in _patterns(kinds[source.rule.kind].fields, source.fields, source):
            yield from told(place, say("规则 {rule} 的 {key}", rule=source.rule.id, key=key), pattern)
    for name, patterns in pack.sections.items():
        for pattern in patterns:
            yield from told(pack.places.get(f"sections {name}", Place(str(pack.path))), f"sections {name}", pattern)


def _patterns(
    fields: Mapping[str, Field], values: Mapping[str, Any], source: RuleSource, at: Place | None = None
) -> Iterator[tuple[str, Place, str]]:
    """Key, place and text of every pattern in the fields of a rule."""
    for key, known in fields.items():
        value = values.get(key)
        if value is None:
            continue
        place = at or source.places.get(key, source.rule.place)
        if known.type in {"pattern", "patterns"}:
            yield from ((key, place, text) for text in ((value,) if known.type == "pattern" else value))
        elif known.type == "map":
            yield from _patterns(known.fields, value, source, place)
        elif known.type == "maps":
            for row in value:
                yield from _patterns(known.fields, row, source, row["place"])
