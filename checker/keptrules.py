"""Compiled rule sets, kept: a start reads no packs and imports no kind of rule that has nothing to look at.

A rule set is kept under a digest of all that it is made of (see `digest`); its checkers are made when a document has
what they look for (see `wants`).
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from . import cache
from .builtin import KINDS
from .contents import digest
from .digest import Terms, content_of_pack, digest_of
from .later import Later, MappingLater
from .packfreeze import VERSION, Freezer, Thawer
from .phrases import needs_hits
from .plugins import OURSELVES
from .records import Record
from .results import PackInfo
from .rules import Checker, Compiled, Finding, Held, Rule
from .selection import Selection
from .wants import NOTHING, Wants, wants_of

if TYPE_CHECKING:
    from .compiling import Compilation
    from .document import Document
    from .kinds import Kind, Vocabulary
    from .pack import Pack, RuleSource
    from .phrases import Hit
    from .structure.markers import EnumerationStyle, Scheme

_VERSION = 2
"""To be raised when what is kept takes another form."""


class RulesInForce(Record, frozen=True):
    """What packs come to, before rules are selected: see `compiling.Compilation`, of which it is what a check needs."""

    packs: list[PackInfo]
    rules: list[Compiled]
    known: Mapping[str, Rule]
    off: Sequence[Rule]
    schemes: list[Scheme]
    enumerations: list[EnumerationStyle]
    sources: Callable[[], list[RuleSource]]
    """The rules as their packs say them."""


def in_force(compilation: Compilation) -> RulesInForce:
    """What a check needs of packs that were compiled just now."""
    return RulesInForce(
        [PackInfo(pack.id, pack.version) for pack in compilation.packs],
        compilation.rules,
        {rule.qualified: rule for rule in compilation.known},
        compilation.off,
        compilation.schemes,
        compilation.enumerations,
        lambda: [compilation.sources[compiled.rule.qualified] for compiled in compilation.rules],
    )


class Shelf:
    """The place of one rule set in the cache. `roots` are where its packs lie."""

    def __init__(self, name: str, roots: Sequence[Path]) -> None:
        self._name = name
        self._roots = roots

    @classmethod
    def of(cls, selection: Selection, places: Sequence[tuple[str, Path]], regions: Sequence[str]) -> Shelf | None:
        """The place of the packs that `selection` asks for; None where nothing is kept, or it cannot be told apart.

        `places` are those of the plugins' packs, `regions` the regions of their checks.
        """
        if cache.folder() is None:
            return None
        named = [Path(name) for name in selection.packs]
        house = selection.house
        with suppress(ValueError, OSError):
            terms = Terms(
                packs=selection.packs,
                region=selection.region,
                plugins=selection.plugins,
                plugin_paths=selection.plugin_paths,
                house=_told(house) if house is not None else None,
            )
            told = digest_of(terms)
            if told is not None:
                # A plugin's pack may lie outside of the plugin, whose files are known already.
                others = [plugin + content_of_pack(str(path)) for plugin, path in places if plugin != OURSELVES]
                name = f"rules-{digest(f'{_VERSION} {VERSION}', told, *others, repr(regions))}"
                return cls(name, [*(path for _, path in places), *named, *([house.path] if house is not None else [])])
        return None

    def recall(self) -> RulesInForce | None:
        """The rule set that was kept here."""
        kept: Any = cache.get(self._name)
        if kept is None:
            return None
        files, packs, rules, known, off, schemes, enumerations, vocabulary = kept
        thawer = Thawer(self._roots, files)
        words = lru_cache(maxsize=1)(partial(_vocabulary, vocabulary))
        made, makings = [], []
        for frozen, source, literals, needs, wants, fields in rules:
            rule: Rule = thawer.thaw(frozen)
            of_source = rule if source is None else thawer.thaw(source)
            makings.append(_Making(of_source, fields, thawer, words))
            wanted = Wants(*wants) if any(wants) else NOTHING
            made.append(Compiled(rule, LateChecker(literals, needs, wanted, makings[-1])))
        return RulesInForce(
            packs=[PackInfo(*pack) for pack in packs],
            rules=made,
            known=KnownRules(made, lambda: map(thawer.thaw, marshal.loads(known))),
            off=Later(len(off), lambda: map(thawer.thaw, off)),
            schemes=list(map(thawer.thaw, schemes)),
            enumerations=list(map(thawer.thaw, enumerations)),
            sources=lambda: [each.source() for each in makings],
        )

    def keep(self, compilation: Compilation) -> None:
        """Keep a rule set here, if it is made of what can be kept."""
        if any(compiled.rule.kind not in KINDS for compiled in compilation.rules):
            return  # a plugin's kind is made by the plugin
        freezer = Freezer(self._roots)
        freeze = freezer.freeze
        with suppress(ValueError):
            rules = []
            for compiled in compilation.rules:
                rule, checker = compiled.rule, compiled.checker
                source = compilation.sources[rule.qualified]
                wants = wants_of(checker)
                rules.append(
                    (
                        freeze(rule),
                        None if source.rule == rule else freeze(source.rule),
                        tuple(checker.literals),
                        needs_hits(checker),
                        (wants.texts, wants.has, wants.parts),
                        marshal.dumps(cast("dict[str, Any]", freeze(dict(source.fields)))),
                    )
                )
            running = {compiled.rule.qualified for compiled in compilation.rules}
            others = [freeze(rule) for rule in compilation.known if rule.qualified not in running]
            vocabulary = compilation.vocabulary
            kept = (
                [(pack.id, pack.version) for pack in compilation.packs],
                rules,
                marshal.dumps(others),
                list(map(freeze, compilation.off)),
                list(map(freeze, compilation.schemes)),
                list(map(freeze, compilation.enumerations)),
                marshal.dumps((dict(vocabulary.sections), vocabulary.phrases)),
            )
            cache.put(self._name, (freezer.files, *kept))


def _told(house: Pack) -> str:
    """What settings say of rules, the same for the same settings."""
    freezer = Freezer([house.path])
    return _stable((freezer.freeze(house), freezer.files))


def _stable(value: object) -> str:
    """`repr`, but of sets in order."""
    if isinstance(value, frozenset):
        return f"{{{sorted(map(_stable, value))}}}"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(_stable, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{key!r}:{_stable(item)}' for key, item in value.items())}}}"
    return repr(value)


def _vocabulary(kept: bytes) -> Vocabulary:
    from .kinds import Vocabulary

    return Vocabulary(*marshal.loads(kept))


class _Making(Record, frozen=True):
    """All that a checker is made of."""

    rule: Rule
    fields: bytes
    thawer: Thawer
    vocabulary: Callable[[], Vocabulary]

    def made(self) -> Checker:
        kind: Kind = import_module(f".kinds.{self.rule.kind}", __package__).KIND
        return kind.compile(self.rule, self._fields(), self.vocabulary())

    def source(self) -> RuleSource:
        """The rule as its pack says it; where its fields stand there is not known any more."""
        from .pack import RuleSource

        return RuleSource(self.rule, self._fields(), {})

    def _fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = self.thawer.thaw(marshal.loads(self.fields))
        return fields


class LateChecker:
    """A checker that is made when it is first asked, as it was when its rule set was kept."""

    def __init__(self, literals: tuple[str, ...], needs_hits: bool, wants: Wants, making: _Making) -> None:
        self.literals = literals
        self.needs_hits = needs_hits
        self.wants = wants
        self._making = making

    @cached_property
    def made(self) -> Checker:
        """The checker itself."""
        return self._making.made()

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        check = vars(self)["check"] = self.made.check  # from here on as quick as the checker itself
        return check(document, hits)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.made, name)


class KnownRules(MappingLater[Rule]):
    """Rules by `pack:id`: those in force, and others in reach, which are made when one is asked for."""

    def __init__(self, running: Iterable[Compiled], others: Callable[[], Iterable[Rule]]) -> None:
        self._running = {compiled.rule.qualified: compiled.rule for compiled in running}
        super().__init__(lambda: {**self._running, **{rule.qualified: rule for rule in others()}})

    def __getitem__(self, name: str) -> Rule:
        return self._running[name] if name in self._running else super().__getitem__(name)
