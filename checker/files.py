"""From PATH arguments to files: what was named is taken, folders are walked, what is missing is said.

In a folder only files that a reader knows are taken, without hidden ones, Word's lock files (`~$…`) and what a
`.gitignore` leaves out.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import again
from .messages import say
from .records import Record
from .rules import Fault

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
LARGEST_FILE = 256 * 1024 * 1024
"""Bytes. Far above what any reader takes; it keeps a wrongly named disk image out of memory."""


class Source(Record, frozen=True):
    """A file to check, under the name that reports show; or why there is none.

    `path` is None for standard input. `named` says that the caller named this very file.
    """

    name: str
    path: Path | None = None
    fault: Fault | None = None
    named: bool = False


class _Ignore(Record, frozen=True):
    """The `.gitignore` of `folder`."""

    folder: Path
    spec: GitIgnoreSpec


class Found(Record, frozen=True):
    """The files that arguments mean, and the folders among the arguments in which there are none."""

    sources: list[Source]
    empty: list[str]


def collect(paths: Iterable[str], suffixes: Iterable[str]) -> Found:
    """Every file that `paths` mean, each once, in the order of the arguments and sorted within folders.

    `suffixes` are the endings, in lower case, taken from folders. Never raises: what is missing is a Fault.
    """
    known = frozenset(suffixes)
    found = Found([], [])
    seen: set[str] = set()
    for argument in paths:
        sources = list(_from_argument(argument, known))
        if not sources:
            found.empty.append(shown(argument))
        for source in sources:
            key = source.name if source.path is None or source.fault is not None else os.path.realpath(source.path)
            if key not in seen:
                seen.add(key)
                found.sources.append(source)
    return found


def read(source: Source, stdin: Iterable[bytes] = ()) -> bytes | Fault:
    """The bytes of a source, or why they cannot be had. `stdin` gives standard input in chunks."""
    if source.fault is not None:
        return source.fault
    try:
        if source.path is None:
            data = b"".join(_limited(stdin))
        else:
            with source.path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return _unreadable(error)
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1048576
        return Fault("too-large", say("文件超过 {limit} MB，没有检查。请确认没有选错文件。", limit=limit))
    return data


def _limited(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        yield chunk
        size += len(chunk)
        if size > LARGEST_FILE:
            return


def shown(path: str | Path) -> str:
    """A path as text that can be printed anywhere; bytes that are no UTF-8 become `�`."""
    return os.fsencode(path).decode("utf-8", "replace")


def _from_argument(argument: str, suffixes: frozenset[str]) -> Iterator[Source]:
    if argument == STDIN:
        yield Source(STDIN)
        return
    path = Path(argument)
    name = shown(argument)
    again.note(path)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield Source(name, path, _missing(path, name))
    except (OSError, ValueError) as error:
        yield Source(name, path, _unreadable(error))
    else:
        if stat.S_ISDIR(mode):
            yield from _walk(path, suffixes, _ignores_above(path), {os.path.realpath(path)})
        else:
            yield Source(name, path, named=True)


def _missing(path: Path, name: str) -> Fault:
    if path.is_symlink():
        return Fault("not-found", say("链接指向的文件不存在。"))
    from difflib import get_close_matches

    try:
        close = get_close_matches(path.name, [entry.name for entry in os.scandir(path.parent)], n=1, cutoff=0.7)
    except OSError:
        close = []
    hint = say("是否想写“{word}”？", word=shown(close[0])) if close else say("请核对文件名和所在文件夹。")
    return Fault("not-found", say("找不到“{path}”。{hint}", path=name, hint=hint))


def _unreadable(error: OSError | ValueError) -> Fault:
    if isinstance(error, PermissionError):
        return Fault("unreadable", say("没有读取权限。请在文件属性里放开权限，或复制到自己的文件夹后再检查。"))
    if isinstance(error, IsADirectoryError):
        return Fault("unreadable", say("这是文件夹，不是文件。"))
    reason = getattr(error, "strerror", None) or str(error)
    return Fault("unreadable", say("无法读取：{reason}。", reason=reason))


def _walk(folder: Path, suffixes: frozenset[str], ignores: Sequence[_Ignore], walked: set[str]) -> Iterator[Source]:
    """The files below `folder`; `walked` holds the real paths of the folders met, so that no link leads round."""
    again.note(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Source(shown(folder), folder, _unreadable(error))
        return
    ignores = [*ignores, *_ignore_of(folder)]
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        path = folder / entry.name
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            # A link to nowhere is a fault only where it stands for a document.
            if path.suffix.lower() in suffixes and not _ignored(path, False, ignores):
                missing = isinstance(error, FileNotFoundError)
                yield Source(shown(path), path, _missing(path, shown(path)) if missing else _unreadable(error))
            continue
        if stat.S_ISDIR(mode):
            real = os.path.realpath(path)
            if real not in walked and not _ignored(path, True, ignores):
                walked.add(real)
                yield from _walk(path, suffixes, ignores, walked)
        elif stat.S_ISREG(mode) and path.suffix.lower() in suffixes and not _ignored(path, False, ignores):
            yield Source(shown(path), path)


def _ignores_above(folder: Path) -> list[_Ignore]:
    """The `.gitignore` files above `folder` up to the repository's root; none outside a repository.

    A folder that they leave out and that was named all the same is wanted: then they do not count.
    """
    start = Path(os.path.abspath(folder))
    for parent in (start, *start.parents):
        again.note_presence(parent / ".git")
    root = next((parent for parent in (start, *start.parents) if (parent / ".git").exists()), None)
    if root is None or root == start:
        return []
    between = [parent for parent in reversed(start.parents) if parent == root or root in parent.parents]
    ignores = [ignore for parent in between for ignore in _ignore_of(parent)]
    chain = [*between[1:], start]
    return [] if any(_ignored(step, True, ignores) for step in chain) else ignores


def _ignore_of(folder: Path) -> list[_Ignore]:
    again.note(folder / ".gitignore")
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    from pathspec import GitIgnoreSpec

    good = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error):  # git passes over a pattern that it cannot read
            continue
        good.append(line)
    return [_Ignore(Path(os.path.abspath(folder)), GitIgnoreSpec.from_lines(good))]


def _ignored(path: Path, is_folder: bool, ignores: Sequence[_Ignore]) -> bool:
    """Whether the nearest `.gitignore` that speaks of `path` leaves it out."""
    absolute = Path(os.path.abspath(path))
    for ignore in reversed(ignores):
        if ignore.folder not in absolute.parents:
            continue
        relative = absolute.relative_to(ignore.folder).as_posix() + ("/" if is_folder else "")
        verdict = ignore.spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False
