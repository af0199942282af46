"""What a run must know of its rules before it checks anything: kept, so that without news nothing is compiled."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import installed
from .records import Record

if TYPE_CHECKING:
    from .fault import Fault
    from .ruleset import RuleSet

_OURSELVES = "zfcheck"


class Facts(Record, frozen=True):
    """Of one rule set.

    `suffixes` are the endings of files that some reader answers to, `packs` the names and versions of those in force,
    `running` the rules that run, by `pack:id`. `bare` says that plugins bring no output formats. `faults` are those of
    plugins.
    """

    suffixes: tuple[str, ...]
    packs: tuple[tuple[str, str], ...]
    running: frozenset[str]
    bare: bool = True
    faults: tuple[Fault, ...] = ()

    def dump(self) -> bytes:
        """As bytes, without faults: where there are any, nothing is kept."""
        return marshal.dumps((self.suffixes, self.packs, tuple(self.running), self.bare))


def facts_of(rules: RuleSet) -> Facts:
    """The facts of a compiled rule set."""
    from .writers import BUILTIN

    return Facts(
        tuple(rules.suffixes),
        tuple((pack.id, pack.version) for pack in rules.packs),
        rules.names.running,
        all(writer in BUILTIN for writer in rules.writers),
        tuple(rules.faults),
    )


def load(data: bytes | None) -> Facts | None:
    """The facts that `dump` gave; None where there are none."""
    if data is None:
        return None
    suffixes, packs, running, bare = marshal.loads(data)
    return Facts(suffixes, packs, frozenset(running), bare)


def may_be_kept(rules: RuleSet, plugin_paths: Iterable[str]) -> bool:
    """Whether all that these rules were made of is in the digest: no plugin failed, and no pack lies elsewhere."""
    if rules.faults:
        return False
    given: list[tuple[str, Any]] = rules.registry.collect("zfcheck_packs")
    foreign = [item for plugin, item in given if plugin != _OURSELVES]
    if not foreign:
        return True
    roots = [os.path.realpath(place) for place in (*installed.places(), *map(str, plugin_paths))]
    return all(isinstance(item, Path) and _within(os.path.realpath(item), roots) for item in foreign)


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root + os.sep) for root in roots)
