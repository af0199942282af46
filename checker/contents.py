"""What is in files and folders, as digests that are the same wherever these lie and whenever they were written.

A digest is remembered with the size, the times and the number of each file, so that what has not changed need not be
read again. What was changed a moment ago is read again all the same: the clock of a file system is coarse.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from . import again, cache
from .blake import blake2b

Value = TypeVar("Value")

_NAME = "contents-2"
_MOST = 200
"""Folders and files remembered; of more, all are forgotten, since most are gone."""
_SIZE = 20
_remembered: dict[str, tuple[str, Any]] | None = None


def digest(*parts: bytes | str) -> str:
    """One name for all of `parts` in their order, none of which runs into the next."""
    total = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def of_folder(folder: Path, leave: Iterable[str] = ()) -> str:
    """What is in all files below `folder`, but for its own entries `leave`, hidden files and compiled Python.

    Raises `OSError`.
    """
    left = frozenset(leave)
    return _of(str(folder), list(_walk(str(folder), "", left)))


def of_files(folder: Path, endings: tuple[str, ...]) -> str:
    """What is in the files of `folder`, without its folders, whose names end so. Raises `OSError`."""
    return _of(f"{folder}{os.sep}{endings}", [(name, os.path.join(folder, name)) for name in names(folder, endings)])


def names(folder: Path, endings: tuple[str, ...] = ("",)) -> list[str]:
    """The names of what is in a folder that end so. Raises `OSError`."""
    again.note(folder)
    return sorted(name for name in os.listdir(folder) if name.endswith(endings))


def of_file(path: Path) -> str:
    """What is in one file, whose name does not matter. Raises `OSError`."""
    return _of(str(path), [("", str(path))])


def remembered(key: str, seen: str, make: Callable[[], Value], *, settled: bool = True) -> Value:
    """What `make` gave, a plain value, when things were as `seen` says, made again where they are not.

    It is kept for other runs where it is `settled`.
    """
    known = _known()
    name = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    then, value = known.get(name, ("", None))
    if then == seen:
        found: Value = value
        return found
    made = make()
    if settled:
        if len(known) >= _MOST:
            known.clear()
        known[name] = seen, made
        cache.put(_NAME, known)
    return made


def seen(statuses: Iterable[tuple[str, os.stat_result]]) -> tuple[str, bool]:
    """What `remembered` compares: the looks of files from outside; and whether the last change is long enough ago."""
    newest = 0
    looks = []
    for name, status in statuses:
        newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
        looks.append((name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    return digest(repr(looks)), newest + again.SETTLED < time.time_ns()


def forget() -> None:
    """Read again what other runs have kept; for tests."""
    global _remembered
    _remembered = None


def _known() -> dict[str, tuple[str, Any]]:
    global _remembered
    if _remembered is None:
        kept: Any = cache.get(_NAME)
        _remembered = kept if isinstance(kept, dict) else {}
    return _remembered


def _of(key: str, files: list[tuple[str, str]]) -> str:
    statuses = [(name, path, os.stat(path)) for name, path in files]
    again.note_seen((path, status) for _, path, status in statuses)
    looks, settled = seen((name, status) for name, _, status in statuses)

    def read() -> str:
        parts: list[bytes | str] = []
        for name, path in files:
            with open(path, "rb") as file:
                parts += name, file.read()
        return digest(*parts)

    return remembered(key, looks, read, settled=settled)


def _walk(folder: str, above: str, leave: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every file below `folder` in a set order: its path from there on, the same on every system, and its own path."""
    again.note(folder)
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name == "__pycache__" or name.endswith(".pyc") or name in leave:
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{above}{name}/", frozenset())
        else:
            yield above + name, entry.path
