"""Packs -> the rules in force, compiled. `ruleset` keeps what comes of it, so that few starts need do this."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .kinds import Kind, RuleError, Vocabulary
from .messages import say
from .pack import Pack, RuleSource
from .packcache import recall_pack
from .packpatterns import keep as keep_patterns
from .packsettings import HOUSE, adjusted, give_fields
from .packtree import PackError, Problem, nearest
from .plugins import OURSELVES, Registry
from .reading import fold
from .records import Record, replace
from .rules import Compiled, Place, Rule, Severity
from .selection import Selection, SelectionError
from .structure.markers import EnumerationStyle, Scheme

_NO_KIND = frozenset({""})
"""Of documents: a rule for these speaks of none. An empty set would be all of them."""


class Compilation(Record, frozen=True):
    """What packs come to, before rules are selected.

    `packs` are those in force, what others extend first; `sources` the fields of each rule in force, by `pack:id`, as
    they were when it was compiled; `known` every rule in reach, in force or not; `off` those in force that are retired
    or switched off.
    """

    packs: list[Pack]
    rules: list[Compiled]
    sources: Mapping[str, RuleSource]
    known: Sequence[Rule]
    off: Sequence[Rule]
    schemes: list[Scheme]
    enumerations: list[EnumerationStyle]
    vocabulary: Vocabulary


def compile_packs(
    registry: Registry, places: Iterable[tuple[str, Path]], regions: Sequence[str], selection: Selection
) -> Compilation:
    """Compile the packs at `places` (the plugin of each, and where it lies) and those that `selection` names.

    `regions` are those that checks of plugins speak of. Raises `PackError` and `SelectionError`.
    """
    kinds = collect_kinds(registry)
    in_reach = _load_all(registry, places, kinds, selection)
    packs = _active(registry, in_reach, regions, selection)
    if selection.house is not None:
        packs.append(selection.house)
    vocabulary = _vocabulary(packs)
    sources = {pack.id: [_unasked(source, pack) for source in pack.rules] for pack in packs}
    rules = _compile_packs(registry, packs, sources, kinds, vocabulary)
    keep_patterns()
    known = {source.rule.qualified: source.rule for pack, _ in in_reach.values() for source in pack.rules}
    running = {compiled.rule.qualified: compiled.rule for compiled in rules}
    off = [source.rule for pack in packs for source in pack.rules if source.rule.qualified not in running]
    if selection.house is not None:
        packs.remove(selection.house)
    schemes = [scheme for pack in packs for scheme in pack.schemes]
    schemes.sort(key=lambda scheme: scheme.when > 0)  # the scheme that needs no evidence is the default
    return Compilation(
        packs=packs,
        rules=rules,
        sources={source.rule.qualified: source for every in sources.values() for source in every},
        known=list((known | running).values()),
        off=off,
        schemes=schemes,
        enumerations=[style for pack in packs for style in pack.enumerations],
        vocabulary=vocabulary,
    )


def collect_kinds(registry: Registry) -> dict[str, Kind]:
    """Rule kinds by name, from the built-in plugin and all others; a name taken twice is a Fault."""
    kinds: dict[str, Kind] = {}
    for plugin, kind in registry.collect("zfcheck_kinds", Kind):
        if kind.name in kinds:
            registry.fail(
                plugin,
                say(
                    "插件“{name}”的规则种类（zfcheck_kinds）“{kind}”与已有的重名，请换一个。",
                    name=plugin,
                    kind=kind.name,
                ),
            )
            continue
        kinds[kind.name] = kind
    return kinds


def _load_all(
    registry: Registry, places: Iterable[tuple[str, Path]], kinds: Mapping[str, Kind], selection: Selection
) -> dict[str, tuple[Pack, bool]]:
    """Every pack in reach by id, and whether it was named on purpose.

    A plugin's broken pack, or one under a name already taken, is that plugin's Fault; a broken pack of ours or of
    the caller's is an error.
    """
    packs: dict[str, tuple[Pack, bool]] = {}
    for plugin, path in places:
        try:
            pack = recall_pack(path, kinds)
        except PackError as error:
            if plugin == OURSELVES:
                raise
            registry.pack_failed(plugin, str(error.problems[0]))
            continue
        except (OSError, TypeError, AttributeError) as error:
            registry.pack_failed(plugin, f"{type(error).__name__}: {error}")
            continue
        pack.plugin = plugin
        if pack.id in packs or pack.id == HOUSE:
            registry.pack_failed(plugin, say("规则包名称“{id}”已被占用，请换一个。", id=pack.id))
            continue
        packs[pack.id] = (pack, False)
    for name in selection.packs:
        if name in packs:
            packs[name] = (packs[name][0], True)
            continue
        path = Path(name)
        if not os.path.exists(path):  # of a name that is too long, too
            hint = nearest(name, sorted(packs))
            message = say("没有规则包“{name}”，也没有这个文件或文件夹。{hint}", name=name, hint=hint)
            raise SelectionError(message, name)
        pack = recall_pack(path, kinds)
        _refuse_taken(pack, path, packs)
        packs[pack.id] = (pack, True)
    return packs


def _refuse_taken(pack: Pack, path: Path, packs: Mapping[str, tuple[Pack, bool]]) -> None:
    """Raise `PackError` where the name of `pack` is another's, whose rules would be gone without a word.

    A plugin's pack may be tried in another version, but for rules that its author lets nobody switch off.
    """
    at = pack.places.get("pack", Place(str(path)))
    taken = packs[pack.id][0] if pack.id in packs else None
    if taken is not None and os.path.realpath(taken.path) == os.path.realpath(path):
        return
    if pack.id == HOUSE or (taken is not None and taken.plugin == OURSELVES):
        raise PackError([Problem(at, say("规则包名称“{id}”已被占用，请换一个。", id=pack.id))])
    if taken is not None and (not taken.plugin or any(not source.rule.ignorable for source in taken.rules)):
        message = say("规则包名称“{id}”已被“{path}”占用，请换一个。", id=pack.id, path=taken.path)
        if taken.plugin:
            message += say("要试用同名插件的新写法，加 --no-plugins。")
        raise PackError([Problem(at, message)])


def _active(
    registry: Registry,
    packs: Mapping[str, tuple[Pack, bool]],
    known: Iterable[str],
    selection: Selection,
) -> list[Pack]:
    """The packs in force, those that others extend first."""
    regions = sorted({pack.region for pack, _ in packs.values() if pack.region}.union(known))
    if selection.region and selection.region not in regions:
        hint = nearest(selection.region, regions) if regions else ""
        message = say("没有地区“{region}”的规则包，可能没有安装它的插件。{hint}", region=selection.region, hint=hint)
        raise SelectionError(message, selection.region)
    ordered: list[Pack] = []
    for pack, named in packs.values():
        if named or not (pack.optional or (pack.region and pack.region != selection.region)):
            try:
                bases = _with_bases(pack, packs, [])
            except PackError as error:
                if named or pack.plugin in {"", OURSELVES}:
                    raise
                registry.pack_failed(pack.plugin, str(error.problems[0]))
                continue
            for base in bases:
                base.asked = base.asked or named
            ordered += [base for base in bases if base not in ordered]
    return ordered


def _with_bases(pack: Pack, packs: Mapping[str, tuple[Pack, bool]], above: list[str]) -> list[Pack]:
    """What `pack` extends, and then `pack`. Raises `PackError` for a missing or circular base."""
    place = pack.places.get("extends", Place(str(pack.path)))
    if pack.id in above:
        names = " → ".join([*above, pack.id])
        raise PackError([Problem(place, say("规则包互相 extends：{names}。", names=names))])
    bases: list[Pack] = []
    for name in pack.extends:
        if name not in packs:
            hint = nearest(name, sorted(packs))
            raise PackError([Problem(place, say("extends 里的规则包“{name}”不存在。{hint}", name=name, hint=hint))])
        found = _with_bases(packs[name][0], packs, [*above, pack.id])
        bases += [base for base in found if base not in bases]
    return [*bases, pack]


def _vocabulary(packs: Sequence[Pack]) -> Vocabulary:
    sections: dict[str, tuple[str, ...]] = {}
    for pack in packs:
        for name, patterns in pack.sections.items():
            sections[name] = sections.get(name, ()) + patterns
    formulations = (s.fields for pack in packs for s in pack.rules if s.rule.kind == "formulation")
    phrases = {fold(text) for fields in formulations for text in (fields["canonical"], *fields.get("also", ()))}
    return Vocabulary(sections, tuple(sorted(phrases)))


def _compile_packs(
    registry: Registry,
    packs: list[Pack],
    sources: dict[str, list[RuleSource]],
    kinds: Mapping[str, Kind],
    vocabulary: Vocabulary,
) -> list[Compiled]:
    """The rules of all packs, compiled and adjusted; `sources` get the fields that packs set.

    A plugin's pack that fails is taken out and told as its Fault.
    """
    rules: list[Compiled] = []
    for pack in list(packs):
        with _or_taken_out(registry, packs, pack):
            give_fields(pack, sources, kinds)
    off: dict[str, str] = {}
    for pack in list(packs):
        with _or_taken_out(registry, packs, pack):
            together = rules + _compile_pack(sources[pack.id], kinds, vocabulary)
            for name, (severity, place) in pack.adjust.items():
                together = adjusted(together, name, severity, pack, place, off)
            rules = together
            off |= {name: pack.id for name, (severity, _) in pack.adjust.items() if severity is None}
    return rules


@contextmanager
def _or_taken_out(registry: Registry, packs: list[Pack], pack: Pack) -> Iterator[None]:
    """Around what may find mistakes in `pack`: a plugin's is taken out of `packs` and told as the plugin's Fault."""
    try:
        yield
    except PackError as error:
        if pack.plugin in {"", OURSELVES}:
            raise
        packs.remove(pack)
        registry.pack_failed(pack.plugin, str(error.problems[0]))


def _unasked(source: RuleSource, pack: Pack) -> RuleSource:
    """The rule of a pack that nobody asked for: it speaks of the kinds of documents that the pack itself names."""
    if pack.asked or not pack.when:
        return source
    applies = source.rule.applies
    kinds = applies.kinds & frozenset(pack.when) if applies.kinds else frozenset(pack.when)
    kinds = kinds or _NO_KIND
    return replace(source, rule=replace(source.rule, applies=replace(applies, kinds=kinds)))


def _compile_pack(sources: Iterable[RuleSource], kinds: Mapping[str, Kind], vocabulary: Vocabulary) -> list[Compiled]:
    rules: list[Compiled] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            checker = kinds[source.rule.kind].compile(source.rule, source.fields, vocabulary)
        except RuleError as error:
            place = source.places.get(error.key or "", source.rule.place)
            problems.append(Problem(place, say("规则 {rule}：{reason}", rule=source.rule.id, reason=error)))
            continue
        if source.rule.status != "retired":
            rules.append(Compiled(_trial(source.rule), checker))
    if problems:
        raise PackError(problems)
    return rules


def _trial(rule: Rule) -> Rule:
    return replace(rule, severity=Severity.INFO) if rule.status == "trial" else rule
