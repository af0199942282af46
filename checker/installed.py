"""What is installed and may decide what a check finds: libraries and plugins, without importing any of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from . import again
from .contents import digest, of_file, of_folder, remembered, seen
from .lazy import lazily
from .records import Record

LIBRARIES = (
    "ahocorasick_rs",
    "jieba",
    "lark",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "pluggy",
    "pypdfium2",
    "pypinyin",
    "python-docx",
    "PyYAML",
    "rapidfuzz",
    "regex",
)
"""Libraries that have a say in what is read and found."""
BESIDE = ("click", "pathspec", "platformdirs")
"""Those that have none."""
_GROUP = "zfcheck"
_NAME = lazily(r"[A-Za-z0-9._-]+")


class InstalledPlugin(Record, frozen=True):
    """An installed plugin: its entry point's name and value, and the distribution it came in."""

    name: str
    value: str
    distribution: str = ""
    version: str = ""

    def load(self) -> object:
        """Import what the entry point means; whatever that raises."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        found: object = import_module(module.strip())
        for name in filter(None, attributes.strip().split(".")):
            found = getattr(found, name)
        return found


def entries() -> list[InstalledPlugin]:
    """The installed plugins, by name."""
    return [InstalledPlugin(*row[0]) for row in _told()["plugins"]]


def libraries() -> str:
    """The versions of the libraries."""
    told: list[str] = _told()["libraries"]
    return digest(*told)


def plugins() -> str:
    """The installed plugins: name and version of each, the versions of what it needs, and what is in its files.

    A plugin that is installed so that it may be edited changes without a version. Raises `OSError` for one whose files
    cannot be read or found.
    """
    parts: list[str] = []
    for (name, value, *told), module, needed in _told()["plugins"]:
        parts += name, value, *told, *needed, *map(_content, _places(module))
    return digest(*parts)


def has_plugins() -> bool:
    """Whether any plugin is installed."""
    return bool(_told()["plugins"])


def places() -> list[str]:
    """The folders and files that `plugins` looks into. Raises `OSError`."""
    return [place for _, module, _ in _told()["plugins"] for place in _places(module)]


def _told() -> Any:
    """What the metadata of distributions say; asked again when a folder of Python's path has changed."""
    again.note(*sys.path)
    statuses = [(path, os.stat(path)) for path in map(os.path.abspath, sys.path) if os.path.exists(path)]
    looks, settled = seen(statuses)
    key = f"installed {sys.executable} {sys.version}"
    return remembered(key, looks, _read, settled=settled)


def _read() -> dict[str, object]:
    from importlib import metadata

    def version(name: str) -> str:
        try:
            return f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            return f"{name} absent"

    found = []
    for entry in sorted(metadata.entry_points(group=_GROUP), key=lambda entry: (entry.name, entry.value)):
        dist = entry.dist
        needed = [_NAME.match(each) for each in (dist.requires or () if dist else ())]
        told = (entry.name, entry.value, dist.name if dist else "", dist.version if dist else "")
        found.append((told, entry.module, [version(each.group()) for each in needed if each]))
    return {"libraries": [version(name) for name in LIBRARIES], "plugins": found}


def _places(module: str) -> Iterator[str]:
    """The folders, or the file, of the package that a module lies in. Raises `OSError` where there are none."""
    from importlib.util import find_spec

    top = module.partition(".")[0]
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        spec = None
    places: Iterable[str] = ()
    if spec is not None:
        places = spec.submodule_search_locations or ([spec.origin] if spec.origin else [])
    places = list(places)
    if not places:
        raise FileNotFoundError(top)
    yield from places


def _content(place: str) -> str:
    path = Path(place)
    return of_folder(path) if path.is_dir() else of_file(path)
