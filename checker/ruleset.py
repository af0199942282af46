"""Packs and checks -> one compiled rule set: which rules run, at which severity, with which literals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .asking import Asking, texts_wanted
from .builtin import Builtin
from .garbage import uncollected
from .keptrules import RulesInForce, Shelf, in_force
from .messages import say
from .packtree import nearest
from .phrases import PhraseIndex, needs_hits
from .pluginchecks import compile_checks, regions_of
from .plugins import Registry, load_plugins
from .readers import Reader
from .records import Record, field, replace
from .results import PackInfo
from .rules import CATEGORIES, Compiled, Fault, Rule
from .selection import Selection as Selection
from .selection import SelectionError as SelectionError
from .suppress import Names
from .words import add_names
from .writers import Writer

if TYPE_CHECKING:
    from .kinds import Kind
    from .pack import RuleSource
    from .structure.markers import EnumerationStyle, Scheme

EVERYTHING = Selection()
_files = ExitStack()
"""Keeps packs that live inside a zipped plugin unpacked while the process runs."""


class RuleSet(Record):
    """Everything that a check needs, made once and used for any number of documents."""

    rules: list[Compiled]
    packs: list[PackInfo]
    readers: list[Reader]
    writers: list[Writer]
    schemes: list[Scheme]
    enumerations: list[EnumerationStyle]
    phrases: PhraseIndex
    registry: Registry
    faults: list[Fault] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    sources: Callable[[], list[RuleSource]] = list
    """The rules of packs in force as these say them, for who looks into packs."""
    accepted: tuple[str, ...] = ()
    """Words of the user's own that are right whatever the rules about words say."""
    _asking: Asking | None = field(default=None, repr=False, compare=False)

    @property
    def asking(self) -> Asking:
        """When each of the rules is asked, found out for the first document."""
        if self._asking is None or self._asking.rules is not self.rules:
            self._asking = Asking(self.rules)
        return self._asking

    @property
    def by_name(self) -> dict[str, Rule]:
        """The rules in force by `pack:id`."""
        return {compiled.rule.qualified: compiled.rule for compiled in self.rules}

    @property
    def suffixes(self) -> list[str]:
        """The endings, in lower case, of the files that some reader answers to."""
        return sorted({suffix for reader in self.readers for suffix in reader.suffixes})

    def only(self, rules: Iterable[Compiled]) -> RuleSet:
        """This rule set with these rules alone."""
        chosen = list(rules)
        return replace(self, rules=chosen, phrases=_phrases(chosen))

    def find(self, name: str) -> list[Compiled]:
        """The rules that `name` means: an id, `pack:id` or an alias."""
        return [c for c in self.rules if c.rule.is_called(name)]


@uncollected()
def compile_rules(selection: Selection = EVERYTHING, *, extra_plugins: Iterable[tuple[str, object]] = ()) -> RuleSet:
    """The rule set that `selection` asks for.

    Raises `PackError` for a pack with mistakes, `SelectionError` for a name that nothing bears.
    """
    extra = list(extra_plugins)
    registry = load_plugins(Builtin(), entry_points=selection.plugins, paths=selection.plugin_paths, extra=extra)
    add_names(word for _, word in registry.collect("zfcheck_words", str))
    checks = registry.collect("zfcheck_checks")
    places = list(_places(registry))
    regions = sorted(regions_of(check for _, check in checks))
    shelf = Shelf.of(selection, places, regions) if not extra else None
    packs = (shelf.recall() if shelf is not None else None) or _compiled(registry, places, regions, selection, shelf)
    rules = packs.rules + compile_checks(registry, checks, selection.region)
    chosen = _select(rules, packs.off, selection)
    return RuleSet(
        rules=chosen,
        packs=packs.packs,
        readers=[item for _, item in registry.collect("zfcheck_readers", Reader)],
        writers=[item for _, item in registry.collect("zfcheck_writers", Writer)],
        schemes=packs.schemes,
        enumerations=packs.enumerations,
        phrases=_phrases(chosen),
        registry=registry,
        faults=registry.faults,
        names=Names(packs.known, frozenset(compiled.rule.qualified for compiled in chosen)),
        sources=packs.sources,
        accepted=selection.accept,
    )


def _phrases(rules: Sequence[Compiled]) -> PhraseIndex:
    literals, idle = [each.checker.literals for each in rules], [needs_hits(each.checker) for each in rules]
    return PhraseIndex(literals, idle, texts_wanted(rules))


def _compiled(
    registry: Registry,
    places: Sequence[tuple[str, Path]],
    regions: Sequence[str],
    selection: Selection,
    shelf: Shelf | None,
) -> RulesInForce:
    """Read and compile the packs, and put what comes of it on the shelf where no plugin failed."""
    from .compiling import compile_packs

    faults = len(registry.faults)
    compilation = compile_packs(registry, places, regions, selection)
    if shelf is not None and len(registry.faults) == faults:
        shelf.keep(compilation)
    return in_force(compilation)


def _places(registry: Registry) -> Iterator[tuple[str, Path]]:
    """Where the packs of plugins lie, with the name of the plugin; one that cannot be had is the plugin's Fault."""
    for plugin, item in registry.collect("zfcheck_packs"):
        try:
            yield plugin, item if isinstance(item, Path) else _unpacked(item)
        except (OSError, TypeError, AttributeError) as error:
            registry.pack_failed(plugin, f"{type(error).__name__}: {error}")


def _unpacked(item: Any) -> Path:
    from importlib.resources import as_file

    return _files.enter_context(as_file(item))


def _select(rules: list[Compiled], off: Sequence[Rule], selection: Selection) -> list[Compiled]:
    """The rules that are selected and not ignored. One that may not be ignored stays, whatever is asked for.

    A rule that a pack has switched off, or that is retired, may well stand among those ignored.
    """
    if not selection.select and not selection.ignore:
        return rules
    active = [compiled.rule for compiled in rules]
    packs_used = sorted({rule.pack for rule in active})
    for name, known in [(n, active) for n in selection.select] + [(n, [*active, *off]) for n in selection.ignore]:
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
    from .compiling import collect_kinds

    return collect_kinds(load_plugins(Builtin()))


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
