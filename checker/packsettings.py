"""What a pack changes in the rules of the packs that it extends: their severity (`adjust`) and their fields (`set`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .kinds import Kind
from .messages import say
from .pack import Pack, RuleSource
from .packfields import as_mapping, read_fields
from .packtree import PackError, Problem, nearest
from .rules import Checker, Place, Rule, Severity


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run."""

    rule: Rule
    checker: Checker


def give_fields(pack: Pack, sources: dict[str, list[RuleSource]], kinds: Mapping[str, Kind]) -> None:
    """Give rules of the packs in force the fields that `pack` sets. Raises `PackError`."""
    problems: list[Problem] = []
    for name, tree in pack.settings.items():
        owners = [
            (owner, at) for owner, rules in sources.items() for at, source in enumerate(rules) if _is(source, name)
        ]
        if not owners:
            known = sorted({source.rule.id for rules in sources.values() for source in rules})
            hint = nearest(name, known)
            problems.append(Problem(tree.place, say("set 里的规则“{name}”不存在。{hint}", name=name, hint=hint)))
        for owner, at in owners:
            source = sources[owner][at]
            fields = {key: replace(known, required=False) for key, known in kinds[source.rule.kind].fields.items()}
            mapping = as_mapping(tree, problems)
            values = read_fields(mapping, fields, tree.place, problems)
            places = {**source.places, **{key: place for key, (place, _) in mapping.items()}}
            sources[owner][at] = replace(source, fields={**source.fields, **values}, places=places)
    if problems:
        raise PackError(problems)


def _is(source: RuleSource, name: str) -> bool:
    """Whether `name` means this one rule, not its category or pack."""
    rule = source.rule
    return name in {rule.id, f"{rule.pack}:{rule.id}", *rule.aliases}


def adjusted(rules: list[Compiled], name: str, severity: Severity | None, pack: Pack) -> list[Compiled]:
    """The rules with those that `name` means at `severity`, or without them for None. Raises `PackError`."""
    if not any(compiled.rule.answers_to(name) for compiled in rules):
        known = sorted({compiled.rule.id for compiled in rules})
        raise PackError(
            [
                Problem(
                    Place(str(pack.path)),
                    say("adjust 里的规则“{name}”不存在。{hint}", name=name, hint=nearest(name, known)),
                )
            ]
        )
    out = []
    for compiled in rules:
        if not compiled.rule.answers_to(name):
            out.append(compiled)
        elif severity is not None:
            out.append(Compiled(replace(compiled.rule, severity=severity), compiled.checker))
    return out
