"""Packs and checks -> one compiled rule set: which rules run, at which severity, with which literals."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from importlib.resources import as_file
from pathlib import Path
from typing import Any

from .builtin import Builtin
from .kinds import Kind, RuleError, Vocabulary
from .messages import say
from .pack import Pack, RuleSource
from .packcache import recall_pack, uncollected
from .packpatterns import keep_patterns, recall_patterns
from .packsettings import HOUSE, adjusted, give_fields
from .packsettings import Compiled as Compiled
from .packtree import PackError, Problem, nearest
from .phrases import PhraseIndex
from .pluginchecks import compile_checks, regions_of
from .plugins import Registry, load_plugins
from .readers import Reader
from .reading import fold
from .rules import CATEGORIES, Fault, Place, Rule, Severity
from .structure.markers import EnumerationStyle, Scheme
from .suppress import Names
from .words import add_names
from .writers import Writer

OURSELVES = "zfcheck"
"""The name under which the built-in plugin is registered."""
_NO_KIND = frozenset({""})
"""Of documents: a rule for these speaks of none. An empty set would be all of them."""

_files = ExitStack()
"""Keeps packs that live inside a zipped plugin unpacked while the process runs."""


class SelectionError(Exception):
    """A pack, rule, category or region that was asked for and does not exist; `word` is what was asked for."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: packs by name or path, a region, rules or categories to take or leave.

    `plugin_paths` are plugins by folder or file, which only the caller may name. `house` holds what settings say of
    rules, as the last pack; `accept` are words that are right whatever the rules about words say.
    """

    packs: tuple[str, ...] = ()
    region: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    plugins: bool = True
    plugin_paths: tuple[str, ...] = ()
    house: Pack | None = None
    accept: tuple[str, ...] = ()


@dataclass(slots=True)
class RuleSet:
    """Everything that a check needs, made once and used for any number of documents."""

    rules: list[Compiled]
    packs: list[Pack]
    readers: list[Reader]
    writers: list[Writer]
    schemes: list[Scheme]
    enumerations: list[EnumerationStyle]
    phrases: PhraseIndex
    registry: Registry
    faults: list[Fault] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    accepted: tuple[str, ...] = ()
    """Words of the user's own that are right whatever the rules about words say."""

    @property
    def by_name(self) -> dict[str, Rule]:
        """The rules in force by `pack:id`."""
        return {compiled.rule.qualified: compiled.rule for compiled in self.rules}

    @property
    def suffixes(self) -> list[str]:
        """The endings, in lower case, of the files that some reader answers to."""
        return sorted({suffix for reader in self.readers for suffix in reader.suffixes})

    def find(self, name: str) -> list[Compiled]:
        """The rules that `name` means: an id, `pack:id` or an alias."""
        return [c for c in self.rules if c.rule.is_called(name)]


@uncollected()
def compile_rules(selection: Selection = Selection(), *, extra_plugins: Iterable[tuple[str, object]] = ()) -> RuleSet:
    """The rule set that `selection` asks for.

    Raises `PackError` for a pack with mistakes, `SelectionError` for a name that nothing bears.
    """
    registry = load_plugins(
        Builtin(), entry_points=selection.plugins, paths=selection.plugin_paths, extra=extra_plugins
    )
    kinds = collect_kinds(registry)
    add_names(word for _, word in registry.collect("zfcheck_words", str))
    checks = registry.collect("zfcheck_checks")
    recall_patterns()
    in_reach = _load_all(registry, kinds, selection)
    packs = _active(registry, in_reach, checks, selection)
    if selection.house is not None:
        packs.append(selection.house)
    vocabulary = _vocabulary(packs)
    rules = _compile_packs(registry, packs, kinds, vocabulary)
    keep_patterns()
    rules += compile_checks(registry, checks, selection.region)
    chosen = _select(rules, packs, selection)
    if selection.house is not None:
        packs.remove(selection.house)
    default = [scheme for pack in packs for scheme in pack.schemes]
    default.sort(key=lambda scheme: scheme.when > 0)  # the scheme that needs no evidence is the default
    return RuleSet(
        rules=chosen,
        packs=packs,
        readers=[item for _, item in registry.collect("zfcheck_readers", Reader)],
        writers=[item for _, item in registry.collect("zfcheck_writers", Writer)],
        schemes=default,
        enumerations=[style for pack in packs for style in pack.enumerations],
        phrases=PhraseIndex([compiled.checker.literals for compiled in chosen]),
        registry=registry,
        faults=registry.faults,
        names=_names((pack for pack, _ in in_reach.values()), rules, chosen),
        accepted=selection.accept,
    )


def _names(in_reach: Iterable[Pack], rules: Iterable[Compiled], chosen: Iterable[Compiled]) -> Names:
    """What ignore notes may name: rules of packs that are not in force, too, which others may check with."""
    known = {source.rule.qualified: source.rule for pack in in_reach for source in pack.rules}
    known |= {compiled.rule.qualified: compiled.rule for compiled in rules}
    return Names(known, frozenset(compiled.rule.qualified for compiled in chosen))


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


def _load_all(registry: Registry, kinds: Mapping[str, Kind], selection: Selection) -> dict[str, tuple[Pack, bool]]:
    """Every pack in reach by id, and whether it was named on purpose.

    A plugin's broken pack, or one under a name already taken, is that plugin's Fault; a broken pack of ours or of
    the caller's is an error.
    """
    packs: dict[str, tuple[Pack, bool]] = {}
    for plugin, item in registry.collect("zfcheck_packs"):
        try:
            path = item if isinstance(item, Path) else _files.enter_context(as_file(item))
            pack = recall_pack(path, kinds)
        except PackError as error:
            if plugin == OURSELVES:
                raise
            _pack_failed(registry, plugin, str(error.problems[0]))
            continue
        except (OSError, TypeError, AttributeError) as error:
            _pack_failed(registry, plugin, f"{type(error).__name__}: {error}")
            continue
        pack.plugin = plugin
        if pack.id in packs or pack.id == HOUSE:
            _pack_failed(registry, plugin, say("规则包名称“{id}”已被占用，请换一个。", id=pack.id))
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


def _pack_failed(registry: Registry, plugin: str, problem: str) -> None:
    registry.fail(
        plugin, say("插件“{name}”的规则包（zfcheck_packs）有误，没有启用：{problem}", name=plugin, problem=problem)
    )


def _active(
    registry: Registry,
    packs: Mapping[str, tuple[Pack, bool]],
    checks: Sequence[tuple[str, Any]],
    selection: Selection,
) -> list[Pack]:
    """The packs in force, those that others extend first."""
    regions = sorted(
        {pack.region for pack, _ in packs.values() if pack.region} | regions_of(check for _, check in checks)
    )
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
                _pack_failed(registry, pack.plugin, str(error.problems[0]))
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
    registry: Registry, packs: list[Pack], kinds: Mapping[str, Kind], vocabulary: Vocabulary
) -> list[Compiled]:
    """The rules of all packs, compiled and adjusted. A plugin's pack that fails is taken out and told as its Fault."""
    rules: list[Compiled] = []
    sources = {pack.id: [_unasked(source, pack) for source in pack.rules] for pack in packs}
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
        _pack_failed(registry, pack.plugin, str(error.problems[0]))


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


def _select(rules: list[Compiled], packs: Sequence[Pack], selection: Selection) -> list[Compiled]:
    """The rules that are selected and not ignored. One that may not be ignored stays, whatever is asked for."""
    active = [compiled.rule for compiled in rules]
    # A rule that a pack has switched off, or that is retired, may well stand among those ignored.
    off = [source.rule for pack in packs for source in pack.rules]
    packs_used = sorted({rule.pack for rule in active})
    for name, known in [(n, active) for n in selection.select] + [(n, active + off) for n in selection.ignore]:
        if name not in CATEGORIES and not any(rule.answers_to(name) for rule in known):
            if name.endswith(":"):
                message = say("没有用到规则包“{name}”。{hint}", name=name[:-1], hint=nearest(name[:-1], packs_used))
                raise SelectionError(message, name)
            words = sorted({rule.id for rule in active} | {rule.category for rule in active})
            raise SelectionError(say("没有规则或类别“{name}”。{hint}", name=name, hint=nearest(name, words)), name)
    for rule in active:
        named = next((name for name in selection.ignore if rule.is_called(name)), None)
        if named is not None and not rule.ignorable:
            message = say("规则 {rule} 不允许忽略（规则包里写了 ignorable: false）。", rule=rule.id)
            raise SelectionError(message, named)

    def chosen(rule: Rule) -> bool:
        asked = not selection.select or any(rule.answers_to(name) for name in selection.select)
        selected = asked or not rule.ignorable
        ignored = rule.ignorable and any(rule.answers_to(name) for name in selection.ignore)
        return selected and not ignored

    return [compiled for compiled in rules if chosen(compiled.rule)]


def known_kinds() -> dict[str, Kind]:
    """The built-in kinds and those of installed plugins, for checking a pack by itself."""
    return collect_kinds(load_plugins(Builtin()))


def parse_day(text: str | None) -> dt.date | None:
    """`YYYY-MM-DD` as a day. Raises `SelectionError`."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise SelectionError(say("“{text}”不是日期，请写成 2025-06-30 的形式。", text=text)) from error


def rule_values(compiled: Compiled) -> dict[str, Any]:
    """A rule as plain values for `zfcheck rules --json`."""
    rule = compiled.rule
    return {
        "rule": rule.id,
        "pack": rule.pack,
        "title": rule.title,
        "kind": rule.kind,
        "severity": rule.severity.word,
        "basis": rule.basis,
        "aliases": list(rule.aliases),
        "status": rule.status,
    }
