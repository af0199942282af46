"""A run over files: which rules, kind of document and date each is checked with, and what of it is known already.

What the caller says outranks the settings nearest to the file; lists (packs, ignored rules) add up.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import again
from .beside import stands_beside
from .packtree import PackError, Problem
from .records import Record, field
from .rules import FAILS_AT

if TYPE_CHECKING:
    from .baseline import Baseline
    from .facts import Facts
    from .fault import Fault
    from .results import Result
    from .resultstore import Store
    from .rules import Rule
    from .ruleset import RuleSet, Selection
    from .settings import InForce
    from .settings.reading import Layer
    from .sifting import Known
    from .suppress import Ignore


class Asked(Record, frozen=True):
    """What the caller says. `config` is a settings file to use for all files; `settings` is False for none at all."""

    packs: tuple[str, ...] = ()
    region: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    plugins: bool = True
    plugin_paths: tuple[str, ...] = ()
    kind: str | None = None
    as_of: dt.date | None = None
    fail_on: str | None = None
    baseline: Path | None = None
    config: Path | None = None
    settings: bool = True


class Aim(Record, eq=False):
    """What is asked for of one document, before any rule is read."""

    kind: str | None
    as_of: dt.date | None
    fail_on: str
    in_force: InForce
    _facts: Facts | None = None
    _digest: str | None = None


class Plan(Record, frozen=True):
    """How one document is checked."""

    rules: RuleSet
    kind: str | None
    as_of: dt.date | None
    fail_on: str
    in_force: InForce


class Run(Record):
    """Finds the plan for each file. Whatever files share is read and compiled once.

    Every method raises `PackError` for settings or packs with mistakes, `SelectionError` for names that nothing
    bears, and `BaselineError`.
    """

    asked: Asked
    store: Store | None = None
    """Results of earlier runs, where they are to be used."""
    keeps: bool = False
    """Whether anybody keeps the results, and so needs their keys."""
    _has_plugins: bool | None = None
    _found: dict[Path, Path | None] = field(default_factory=dict)
    _layers: dict[Path, list[Layer]] = field(default_factory=dict)
    _aims: dict[object, Aim] = field(default_factory=dict)
    _aimed: dict[Path | None, Aim] = field(default_factory=dict)
    _plans: dict[Aim, Plan] = field(default_factory=dict)
    _rules: dict[Selection, RuleSet] = field(default_factory=dict)
    _baselines: dict[Path, Baseline] = field(default_factory=dict)

    def _settings_file(self, path: Path | None) -> Path | None:
        from .settings import find_settings

        if not self.asked.settings:
            return None
        if self.asked.config is not None:
            return self.asked.config
        folder = path.parent if path is not None else Path()
        if folder not in self._found:
            self._found[folder] = find_settings(folder)
        return self._found[folder]

    def _read(self, file: Path) -> list[Layer]:
        from .settings.reading import read_settings

        if file not in self._layers:
            self._layers[file] = read_settings(file)
        return self._layers[file]

    def aim(self, path: Path | None) -> Aim:
        """What is asked for of the file at `path`; None for standard input without a name."""
        if path not in self._aimed:
            self._aimed[path] = self._aim(path)
        return self._aimed[path]

    def _aim(self, path: Path | None) -> Aim:
        from .settings import in_force, that_hold

        file = self._settings_file(path)
        layers = that_hold(self._read(file), file, path) if file is not None else ()
        key = file, tuple(map(id, layers))
        if key not in self._aims:
            told, asked = in_force(layers, file), self.asked
            day = told.one("as-of")
            self._aims[key] = Aim(
                asked.kind or told.one("kind"),
                asked.as_of or (dt.date.fromisoformat(day) if day else None),
                asked.fail_on or told.one("fail-on") or FAILS_AT,
                told,
            )
        return self._aims[key]

    def plan(self, path: Path | None) -> Plan:
        """How the file at `path` is checked; None for standard input without a name."""
        return self.plan_for(self.aim(path))

    def plan_for(self, aim: Aim) -> Plan:
        """How a document is checked of which this is asked."""
        if aim not in self._plans:
            told = aim.in_force
            self._plans[aim] = Plan(self._compiled(told), aim.kind, aim.as_of, aim.fail_on, told)
        return self._plans[aim]

    def facts(self, aim: Aim) -> Facts:
        """What there is to know of the rules in force; nothing is compiled where an earlier run knew it."""
        from .facts import facts_of, load, may_be_kept

        if aim._facts is None:
            digest = self._digest(aim) if self.keeps else None
            kept = load(self.store.fact(digest)) if self.store is not None and digest is not None else None
            if kept is None:
                rules = self.plan_for(aim).rules
                kept = facts_of(rules)
                if digest is not None and not may_be_kept(rules, self.asked.plugin_paths):
                    digest = None
                if digest is not None and self.store is not None:
                    self.store.note(digest, kept.dump())
            aim._facts, aim._digest = kept, digest
        return aim._facts

    def kept_under(self, aim: Aim) -> str | None:
        """The digest under which results are kept; None where none are."""
        self.facts(aim)
        return aim._digest

    def has_plugins(self) -> bool:
        """Whether any plugin may have a say."""
        from .installed import has_plugins

        if self._has_plugins is None:
            self._has_plugins = bool(self.asked.plugin_paths) or (self.asked.plugins and has_plugins())
        return self._has_plugins

    def all_facts(self) -> list[Facts]:
        """What is known of the rules of all files of the run."""
        return [aim._facts for aim in self._aims.values() if aim._facts is not None]

    def all_rules(self) -> dict[str, Rule]:
        """The rules in force anywhere in the run, by `pack:id`."""
        used = [aim for aim in self._aims.values() if aim._facts is not None]
        return {name: rule for aim in used for name, rule in self.plan_for(aim).rules.by_name.items()}

    def rule_sets(self) -> Iterable[RuleSet]:
        """Every rule set that was used so far, each once."""
        return {id(plan.rules): plan.rules for plan in self._plans.values()}.values()

    def baselines(self) -> Iterable[Baseline]:
        """Every baseline that was used so far."""
        return self._baselines.values()

    def excluded(self, path: Path) -> bool:
        """Whether the settings leave the file at `path` out."""
        from .settings import matches

        told = self.aim(path).in_force
        patterns = told.all("exclude")
        return bool(patterns and told.file is not None and matches(patterns, path, told.file.parent))

    def selection(self, told: InForce) -> Selection:
        """What is asked for under these settings."""
        from .selection import Selection

        return Selection(**self._terms(told), house=told.house())

    def _terms(self, told: InForce) -> dict[str, Any]:
        """What a selection and its digest both hold: all that is asked for, but for what settings say of rules."""
        asked = self.asked
        return {
            "packs": tuple(dict.fromkeys((*told.packs(), *asked.packs))),
            "region": asked.region or told.one("region"),
            "select": asked.select or tuple(told.one("select") or ()),
            "ignore": tuple(dict.fromkeys((*told.all("ignore"), *asked.ignore))),
            "plugins": asked.plugins,
            "plugin_paths": asked.plugin_paths,
            "accept": told.all("accept"),
        }

    def digest(self, path: Path | None) -> str | None:
        """One name for all that the outcome of a check of the file at `path` depends on besides its content.

        None where it cannot be told. Baselines and what stands beside the file are not in it.
        """
        return self._digest(self.aim(path))

    def _digest(self, aim: Aim) -> str | None:
        from .digest import Terms, digest_of

        told = aim.in_force
        return digest_of(Terms(**self._terms(told), house=told.of_rules(), kind=aim.kind, as_of=aim.as_of))

    def _compiled(self, told: InForce) -> RuleSet:
        from .ruleset import compile_rules
        from .selection import SelectionError

        selection = self.selection(told)
        if selection.house is None and selection in self._rules:
            return self._rules[selection]
        try:
            compiled = compile_rules(selection)
        except SelectionError as error:
            place = told.place_of(error.word)
            if place is None:
                raise
            raise PackError([Problem(place, str(error))]) from error
        if selection.house is None:
            self._rules[selection] = compiled
        return compiled

    def _baseline(self, told: InForce) -> Baseline | None:
        file = self.asked.baseline or told.path("baseline")
        if file is None:
            return None
        from .baseline import load

        again.spoil()
        if file not in self._baselines:
            self._baselines[file] = load(file)
        return self._baselines[file]

    def lend(self, path: Path | None, rules: RuleSet) -> None:
        """Check the file at `path` with rules that another run has compiled for it, under the same digest."""
        aim = self.aim(path)
        self._plans[aim] = Plan(rules, aim.kind, aim.as_of, aim.fail_on, aim.in_force)

    def check(self, data: bytes, name: str, path: Path | None, between: Callable[[], None] | None = None) -> Result:
        """Check the content of the file at `path`, which reports call `name`; for `between` see `check_bytes`."""
        return self.settled(self.checked(data, name, path, between), path)

    def checked(self, data: bytes, name: str, path: Path | None, between: Callable[[], None] | None = None) -> Result:
        """The same without the baseline."""
        return _checked(self.plan(path), data, name, path, None, between)

    def settled(self, result: Result, path: Path | None) -> Result:
        """`result` without what the baseline for the file at `path` knows. Files are asked for in their order."""
        aim = self.aim(path)
        baseline = self._baseline(aim.in_force)
        if baseline is not None and path is not None:
            from .sifting import settle

            settle(result, baseline.known(path, self.facts(aim).running))
        return result

    def read_baselines(self, paths: Iterable[Path | None]) -> bool:
        """Read the baselines for files, so that what is wrong with them is told at once; whether there are any."""
        found = [self._baseline(aim.in_force) for aim in dict.fromkeys(map(self.aim, paths))]
        return any(baseline is not None for baseline in found)

    def record(self, baseline: Baseline, data: bytes, path: Path, *, prune: bool) -> list[Fault]:
        """Put every finding in the file at `path` into `baseline`, or with `prune` see which of its entries are met.

        The baseline in force is left out of account: what it knows is to be known to the new one, too.
        """
        plan = self.plan(path)
        running = plan.rules.names.running
        met = baseline.known(path, running) if prune else baseline.recording(path, running)
        return _checked(plan, data, str(path), path, met).faults


def _checked(
    plan: Plan,
    data: bytes,
    name: str,
    path: Path | None,
    known: Known | None,
    between: Callable[[], None] | None = None,
) -> Result:
    """Check a document under `plan`, with what the file beside it ignores."""
    from .engine import check_bytes

    ignores: list[Ignore] = []
    faults: list[Fault] = []
    if path is not None and stands_beside(path):
        from .sidecar import ignores_of

        ignores, faults = ignores_of(path)
    result = check_bytes(
        plan.rules, data, name, kind=plan.kind, as_of=plan.as_of, ignores=ignores, known=known, between=between
    )
    result.faults += faults
    return result


def inside(argument: str) -> Path | None:
    """A path whose settings are those of the first argument: of a folder, those of what lies in it."""
    from .files import STDIN

    if argument == STDIN:
        return None
    path = Path(argument)
    return path / "_" if os.path.isdir(path) else path
