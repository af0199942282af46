"""What a pack changes in the rules of the packs that it extends: their severity (`adjust`) and their fields (`set`)."""

from __future__ import annotations

from collections.abc import Mapping

from .kinds import Kind
from .messages import say
from .pack import Pack, RuleSource
from .packfields import as_mapping, read_fields
from .packschema import REWORDED, RULE_FIELDS
from .packtree import PackError, Problem, Tree, nearest
from .records import replace
from .rules import Compiled, Place, Severity

HOUSE = "settings"
"""The id of the pack that is made of a settings file."""


def give_fields(pack: Pack, sources: dict[str, list[RuleSource]], kinds: Mapping[str, Kind]) -> None:
    """Give rules of the packs in force the fields that `pack` sets: all of them, or none and `PackError`."""
    problems: list[Problem] = []
    given = {owner: list(rules) for owner, rules in sources.items()}
    for name, tree in pack.settings.items():
        owners = [
            (owner, at)
            for owner, rules in given.items()
            for at, source in enumerate(rules)
            if source.rule.is_called(name)
        ]
        if not owners:
            known = sorted({source.rule.id for rules in sources.values() for source in rules})
            hint = nearest(name, known)
            where = "set" if pack.id != HOUSE else "rules"
            message = say("{where} 里的规则“{name}”不存在。{hint}", where=where, name=name, hint=hint)
            problems.append(Problem(tree.place, message))
        for owner, at in owners:
            if not given[owner][at].rule.ignorable and owner != pack.id:
                message = say("规则 {rule} 不允许改动（规则包里写了 ignorable: false）。", rule=name)
                problems.append(Problem(tree.place, message))
                continue
            given[owner][at] = _settled(given[owner][at], tree, pack, kinds, problems)
    if problems:
        raise PackError(problems)
    sources.update(given)


def _settled(
    source: RuleSource, tree: Tree, pack: Pack, kinds: Mapping[str, Kind], problems: list[Problem]
) -> RuleSource:
    """The rule with the fields of its kind, and the words about it, that `tree` gives.

    Its cases prove other numbers, and its basis is another's: cases are left out, and the pack stands for the change.
    """
    rule = source.rule
    known_fields = {**kinds[rule.kind].fields, **{key: RULE_FIELDS[key] for key in REWORDED}}
    fields = {key: replace(field, required=False) for key, field in known_fields.items()}
    mapping = as_mapping(tree, problems)
    for key, (place, _) in mapping.items():
        if key not in fields:
            known = sorted({*source.fields, *REWORDED})
            hint = say("级别在 adjust 里改。") if key == "severity" else nearest(key, known)
            problems.append(Problem(place, say("不认识“{key}”。{hint}", key=key, hint=hint)))
    values = read_fields({key: entry for key, entry in mapping.items() if key in fields}, fields, tree.place, problems)
    words = {key: values.pop(key) for key in REWORDED if key in values}
    basis = say("{pack}（改自{basis}）", pack=pack.title or pack.id, basis=rule.basis) if rule.basis else pack.title
    changed = replace(rule, **{"basis": basis, "fail": (), "passing": (), **words})
    places = {**source.places, **{key: place for key, (place, _) in mapping.items()}}
    return replace(source, rule=changed, fields={**source.fields, **values}, places=places)


def adjusted(
    rules: list[Compiled],
    name: str,
    severity: Severity | None,
    pack: Pack,
    place: Place,
    off: Mapping[str, str],
) -> list[Compiled]:
    """The rules with those that `name` means at `severity`, or without them for None. Raises `PackError`.

    `off` are the names that other packs have switched off, with the pack that did: that may be said again.

    A rule that its pack declares `ignorable: false` keeps its severity at least: named by itself it is an error to
    lower it, under its category or pack it is passed over.
    """
    if not any(compiled.rule.answers_to(name) for compiled in rules):
        if name in off:
            if severity is None:
                return rules
            message = say(
                "规则“{name}”已由规则包“{pack}”关闭（adjust 里写了 off），请在那里改。", name=name, pack=off[name]
            )
            raise PackError([Problem(place, message)])
        known = sorted({compiled.rule.id for compiled in rules})
        hint = nearest(name, known)
        where = "adjust" if pack.id != HOUSE else "rules"
        message = say("{where} 里的规则“{name}”不存在。{hint}", where=where, name=name, hint=hint)
        raise PackError([Problem(place, message)])
    out = []
    for compiled in rules:
        rule = compiled.rule
        lowers = rule.pack != pack.id and not rule.ignorable and (severity is None or severity < rule.severity)
        if lowers and rule.is_called(name):
            message = say("规则 {rule} 不允许关闭或降级（规则包里写了 ignorable: false）。", rule=rule.id)
            raise PackError([Problem(place, message)])
        if lowers or not rule.answers_to(name):
            out.append(compiled)
        elif severity is not None:
            out.append(Compiled(replace(compiled.rule, severity=severity), compiled.checker))
    return out
