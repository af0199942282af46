"""Layers of settings, and a path -> what is in force for it, each value with the place that says so."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..packtree import Tree
from ..records import Record, field
from ..rules import Place

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from ..pack import Pack
    from .reading import Layer


class Said(Record, frozen=True):
    """A value and where it is said."""

    value: Any
    place: Place
    file: Path


class InForce(Record):
    """The settings in force for one path. `file` is the settings file found, None where there is none."""

    file: Path | None = None
    said: dict[str, list[Said]] = field(default_factory=dict)
    rules: dict[str, list[tuple[Place, Tree]]] = field(default_factory=dict)
    reject: list[Tree] = field(default_factory=list)

    def one(self, key: str) -> Any:
        """The value of a key of which there is one; None where nobody says it."""
        return self.said[key][-1].value if key in self.said else None

    def all(self, key: str) -> tuple[Any, ...]:
        """The values of a key that add up, each once."""
        return tuple(dict.fromkeys(value for said in self.said.get(key, ()) for value in said.value))

    def packs(self) -> tuple[str, ...]:
        """The packs, with the paths of those that are files or folders."""
        found = (_pack(name, said.file) for said in self.said.get("packs", ()) for name in said.value)
        return tuple(dict.fromkeys(found))

    def path(self, key: str) -> Path | None:
        """The file that a key names."""
        said = self.said[key][-1] if key in self.said else None
        return said.file.parent / said.value if said is not None else None

    def place_of(self, word: str) -> Place | None:
        """Where `word` is said as a value, for the message about it."""
        for key in ("region", "packs", "select", "ignore"):
            for said in reversed(self.said.get(key, ())):
                values = (said.value,) if isinstance(said.value, str) else said.value
                if word in values or (key == "packs" and word in {_pack(name, said.file) for name in values}):
                    return said.place
        return None

    def of_rules(self) -> object:
        """What is said of rules as plain values, without places: all that `house` is made of; None where it is none."""
        if self.file is None or not (self.rules or self.reject):
            return None
        said = sorted((name, [_words(tree) for _, tree in told]) for name, told in self.rules.items())
        return self.file.name, said, list(map(_words, self.reject))

    def house(self) -> Pack | None:
        """What is said of rules, as a pack that comes after all others. Raises `PackError`."""
        if self.file is None or not (self.rules or self.reject):
            return None
        from .house import house

        return house(self.file, self.rules, self.reject)


def _pack(name: str, file: Path) -> str:
    """A pack by name; a path, which has a separator or an ending, from the folder of the settings file."""
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        return str(file.parent / name)
    return name


def that_hold(layers: Sequence[Layer], file: Path, path: Path | None) -> tuple[Layer, ...]:
    """The layers that speak of the document at `path`; for None, those that speak of all."""
    return tuple(
        layer for layer in layers if not layer.paths or (path is not None and matches(layer.paths, path, file.parent))
    )


def in_force(layers: Sequence[Layer], file: Path | None) -> InForce:
    """What `layers` say together, the last of them before the others."""
    found = InForce(file)
    if not layers:
        return found
    from .fields import LISTS

    for layer in layers:
        for key, (place, value) in layer.values.items():
            said = Said(value, place, layer.file)
            found.said[key] = [*found.said.get(key, ()), said] if key in LISTS else [said]
        for name, told in layer.rules.items():
            found.rules.setdefault(name, []).append(told)
        found.reject += layer.reject
    return found


def matches(patterns: tuple[str, ...], path: Path, folder: Path) -> bool:
    """Whether one of the patterns, as in a `.gitignore` in `folder`, means `path`. Nothing outside it is meant."""
    try:
        relative = Path(os.path.abspath(path)).relative_to(os.path.abspath(folder)).as_posix()
    except ValueError:
        return False
    return bool(_spec(patterns).match_file(relative))


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def rule_words(rules: Mapping[str, list[tuple[Place, Tree]]]) -> Iterator[tuple[str, str, Place]]:
    """What is said of each rule, in words, with its place; the last of one rule counts."""
    for name, told in rules.items():
        for place, tree in told:
            yield name, _words(tree), place


def _words(tree: Tree) -> str:
    if isinstance(tree.data, dict):
        return "{" + ", ".join(f"{key}: {_words(value)}" for key, (_, value) in tree.data.items()) + "}"
    if isinstance(tree.data, list):
        return "[" + ", ".join(map(_words, tree.data)) + "]"
    return tree.data or ""
