"""A run over files: which rules, kind of document and date each is checked with, and what of it is known already.

What the caller says outranks the settings nearest to the file; lists (packs, ignored rules) add up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .packtree import PackError, Problem
from .rules import FAILS_AT

if TYPE_CHECKING:
    from .baseline import Baseline
    from .fault import Fault
    from .results import Result
    from .ruleset import RuleSet, Selection
    from .settings import InForce
    from .settings.reading import Layer
    from .suppress import Known


@dataclass(frozen=True, slots=True)
class Asked:
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


@dataclass(frozen=True, slots=True)
class Plan:
    """How one document is checked."""

    rules: RuleSet
    kind: str | None
    as_of: dt.date | None
    fail_on: str
    in_force: InForce


@dataclass(slots=True)
class Run:
    """Finds the plan for each file. Whatever files share is read and compiled once.

    Every method raises `PackError` for settings or packs with mistakes, `SelectionError` for names that nothing
    bears, and `BaselineError`.
    """

    asked: Asked
    _found: dict[Path, Path | None] = field(default_factory=dict)
    _layers: dict[Path, list[Layer]] = field(default_factory=dict)
    _plans: dict[object, Plan] = field(default_factory=dict)
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

    def plan(self, path: Path | None) -> Plan:
        """How the file at `path` is checked; None for standard input without a name."""
        from .settings import in_force, that_hold

        file = self._settings_file(path)
        layers = that_hold(self._read(file), file, path) if file is not None else ()
        key = file, tuple(map(id, layers))
        if key not in self._plans:
            self._plans[key] = self._made(in_force(layers, file))
        return self._plans[key]

    def _made(self, told: InForce) -> Plan:
        asked, day = self.asked, told.one("as-of")
        return Plan(
            self._compiled(told),
            asked.kind or told.one("kind"),
            asked.as_of or (dt.date.fromisoformat(day) if day else None),
            asked.fail_on or told.one("fail-on") or FAILS_AT,
            told,
        )

    def rule_sets(self) -> Iterable[RuleSet]:
        """Every rule set that was used so far, each once."""
        return {id(plan.rules): plan.rules for plan in self._plans.values()}.values()

    def baselines(self) -> Iterable[Baseline]:
        """Every baseline that was used so far."""
        return self._baselines.values()

    def excluded(self, path: Path) -> bool:
        """Whether the settings leave the file at `path` out."""
        from .settings import matches

        told = self.plan(path).in_force
        patterns = told.all("exclude")
        return bool(patterns and told.file is not None and matches(patterns, path, told.file.parent))

    def selection(self, told: InForce) -> Selection:
        """What is asked for under these settings."""
        from .selection import Selection

        asked = self.asked
        return Selection(
            packs=tuple(dict.fromkeys((*told.packs(), *asked.packs))),
            region=asked.region or told.one("region"),
            select=asked.select or tuple(told.one("select") or ()),
            ignore=tuple(dict.fromkeys((*told.all("ignore"), *asked.ignore))),
            plugins=asked.plugins,
            plugin_paths=asked.plugin_paths,
            house=told.house(),
            accept=told.all("accept"),
        )

    def digest(self, path: Path | None) -> str | None:
        """One name for all that the outcome of a check of the file at `path` depends on besides its content.

        None where it cannot be told. Baselines and what stands beside the file are not in it.
        """
        from .digest import Terms, digest_of

        plan = self.plan(path)
        told, asked = plan.in_force, self.asked
        return digest_of(
            Terms(
                packs=tuple(dict.fromkeys((*told.packs(), *asked.packs))),
                region=asked.region or told.one("region"),
                select=asked.select or tuple(told.one("select") or ()),
                ignore=tuple(dict.fromkeys((*told.all("ignore"), *asked.ignore))),
                plugins=asked.plugins,
                plugin_paths=asked.plugin_paths,
                accept=told.all("accept"),
                house=told.of_rules(),
                kind=plan.kind,
                as_of=plan.as_of,
            )
        )

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

        if file not in self._baselines:
            self._baselines[file] = load(file)
        return self._baselines[file]

    def check(self, data: bytes, name: str, path: Path | None) -> Result:
        """Check the content of the file at `path`, which reports call `name`."""
        plan = self.plan(path)
        baseline = self._baseline(plan.in_force)
        known = None
        if baseline is not None and path is not None:
            known = baseline.known(path, plan.rules.names.running)
        return _checked(plan, data, name, path, known)

    def record(self, baseline: Baseline, data: bytes, path: Path, *, prune: bool) -> list[Fault]:
        """Put every finding in the file at `path` into `baseline`, or with `prune` see which of its entries are met.

        The baseline in force is left out of account: what it knows is to be known to the new one, too.
        """
        plan = self.plan(path)
        running = plan.rules.names.running
        met = baseline.known(path, running) if prune else baseline.recording(path, running)
        return _checked(plan, data, str(path), path, met).faults


def _checked(plan: Plan, data: bytes, name: str, path: Path | None, known: Known | None) -> Result:
    """Check a document under `plan`, with what the file beside it ignores."""
    from .engine import check_bytes
    from .sidecar import ignores_of

    ignores, faults = ignores_of(path)
    result = check_bytes(plan.rules, data, name, kind=plan.kind, as_of=plan.as_of, ignores=ignores, known=known)
    result.faults += faults
    return result
