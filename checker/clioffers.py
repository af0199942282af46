"""Shell completion: what may stand at a place of the command line.

Asked at every press of Tab, so it must be quick: the names of rules and packs are kept (see `zfcheck.cache`) with the
files they were read from, and read anew when one of those has changed. Whatever fails here only means fewer offers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from . import cache
from .messages import language, say_help
from .rules import CATEGORIES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_KEPT = "completion-1"
"""The name under which names are kept; the number is for the form in which they are."""


class Names(NamedTuple):
    """What the packs in reach hold: rules as (id, title), packs as (id, title, whether they must be asked for)."""

    rules: tuple[tuple[str, str], ...] = ()
    packs: tuple[tuple[str, str, bool], ...] = ()
    regions: tuple[str, ...] = ()


def file_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Files and folders, which the shell itself lists."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def pack_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Packs that are in force only where they are named, and files."""
    named = [(pack, title) for pack, title, optional in _names().packs if optional]
    return [*_items(named, incomplete), *file_names(ctx, param, incomplete)]


def region_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Regions of which there is a pack."""
    return _items([(region, "") for region in _names().regions], incomplete)


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Rules by name."""
    return _items(_names(ctx).rules, incomplete)


def rules_and_categories(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Categories; the rules of one when it has been told. Words before a comma stay as they are."""
    head, comma, last = incomplete.rpartition(",")
    # An English word says what its title does.
    titles = CATEGORIES if language() == "zh" else dict.fromkeys(CATEGORIES, "")
    found = [(name, title) for name, title in titles.items() if name.startswith(last)]
    if "/" in last or len(found) == 1:
        found += _names(ctx).rules
    return _items([(head + comma + name, title) for name, title in found], incomplete)


def writer_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Output formats of our own."""
    from .writers import BUILTIN

    return _items([(writer.name, say_help(writer.title)) for writer in BUILTIN], incomplete)


def _items(rows: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=title or None) for name, title in rows if name.startswith(incomplete)]


def _names(ctx: click.Context | None = None) -> Names:
    """What the packs in reach hold, with those that the command line names; nothing where one cannot be read."""
    named = tuple(ctx.params.get("packs") or ()) if ctx is not None else ()
    try:
        return _kept(named) or _read(named)
    except Exception:
        return Names()


def _kept(named: Sequence[str]) -> Names | None:
    kept: Any = cache.get(_key(named))
    if kept is None or any(_state(file) != state for file, state in kept[0]):
        return None
    return Names(*kept[1])


def _key(named: Sequence[str]) -> str:
    """Installed plugins count by their version, the program by its files."""
    import hashlib

    from .installed import entries

    plugins = [(each.name, each.version) for each in entries()]
    told = repr((cache.program(), plugins, [os.path.abspath(name) for name in named]))
    return f"{_KEPT}-{hashlib.blake2b(told.encode('utf-8', 'replace'), digest_size=16).hexdigest()}"


def _read(named: Sequence[str]) -> Names:
    from .builtin import Builtin
    from .compiling import collect_kinds
    from .packcache import recall_pack
    from .plugins import load_plugins

    registry = load_plugins(Builtin())
    kinds = collect_kinds(registry)
    paths = [item for _, item in registry.collect("zfcheck_packs") if isinstance(item, Path)]
    paths += [Path(name) for name in named if Path(name).exists()]
    packs = [recall_pack(path, kinds) for path in paths]
    names = Names(
        tuple(sorted({(s.rule.id, s.rule.title) for p in packs for s in p.rules if s.rule.status != "retired"})),
        tuple(sorted((pack.id, pack.title, pack.optional or bool(pack.when)) for pack in packs)),
        tuple(sorted({pack.region for pack in packs if pack.region})),
    )
    files = [str(file) for path in paths for file in ([path, *sorted(path.iterdir())] if path.is_dir() else [path])]
    cache.put(_key(named), ([(file, _state(file)) for file in files], tuple(names)))
    return names


def _state(file: str) -> tuple[int, int] | None:
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
