"""A folder of the user's own for what can be made again, so that it need not be made each time.

What is kept is plain values (texts, numbers, tuples, lists, dicts) as `marshal` writes them, with a sum in front:
the quickest there is, and reading them runs no code. A file that is damaged, foreign, or not there is just not
there; a folder that cannot be written is left alone. Nothing here ever raises for want of a place.

`ZFCHECK_NO_CACHE=1` switches it off, `ZFCHECK_CACHE_DIR` names another folder.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from .blake import blake2b
from .owned import opened as unsealed
from .owned import own as own
from .owned import read, sealed

MOST_FILES = 60
"""Files kept; of more, those written longest ago go. A pack is one, and each edit of it makes another."""
MOST_BYTES = 64 << 20
"""Size from which a file is none of ours."""
_PACKS = "packs"
_DIGEST = 16


def folder(part: str = _PACKS) -> Path | None:
    """Where things of one sort are kept, there or not; None where nothing is to be kept."""
    if os.environ.get("ZFCHECK_NO_CACHE", "0") not in {"", "0"}:
        return None
    told = os.environ.get("ZFCHECK_CACHE_DIR")
    if told:
        return Path(told).absolute() / part
    from platformdirs import user_cache_path

    # Without a home there may be nothing but a relative path.
    try:
        path = user_cache_path("zfcheck", appauthor=False)
    except (KeyError, OSError, RuntimeError):
        return None
    return path / part if path.is_absolute() else None


def get(name: str) -> object:
    """What was kept under `name`; None where there is nothing, or nothing sound and of this user's own."""
    where = folder()
    data = unsealed(read(where, name, MOST_BYTES)) if where is not None else None
    if data is None:
        return None
    try:
        value: object = marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None
    return value


def put(name: str, value: Any) -> None:
    """Keep `value` under `name`, whole or not at all, whoever else does so at the same time."""
    where = folder()
    if where is not None:
        write(where, name, sealed(marshal.dumps(value)))


def once(name: str, make: Callable[[], Any]) -> Any:
    """What was kept under `name`, which tells all that it hangs on; else what `make` gives, kept from here on."""
    value = get(name)
    if value is None:
        value = make()
        put(name, value)
    return value


def write(where: Path, name: str, data: bytes) -> None:
    """Put a file into a folder of the cache, whole or not at all."""
    with suppress(OSError):
        if not ready(where):
            return
        # `tempfile` takes as long to import as ten modules of ours, for a name that nobody else makes.
        made = where / f".new-{os.getpid()}-{time.time_ns()}-{name}"
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with open(handle, "wb") as file:
                file.write(data)
            os.replace(made, where / name)
        except BaseException:
            with suppress(OSError):
                os.unlink(made)
            raise
        _tidy(where)


def part(value: Any) -> bytes:
    """A part of a value to be kept, so that it is read only when `opened`."""
    return marshal.dumps(value)


def opened(kept: bytes) -> Any:
    """The part of a value that was kept: never of what came from anywhere but `get`."""
    return marshal.loads(kept)


@lru_cache(maxsize=1)
def program() -> str:
    """What the kept values depend on apart from their sources: this Python, and every file of this program."""
    content = blake2b(f"{sys.implementation.cache_tag} {sys.version}".encode(), digest_size=_DIGEST)
    package = os.path.dirname(os.path.abspath(__file__))
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    content.update(f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "replace"))
                elif entry.is_dir() and entry.name != "__pycache__":
                    folders.append(entry.path)
    return content.hexdigest()


def ready(where: Path) -> bool:
    """Make the folder where it is missing. Raises `OSError`.

    Not as root in the home of a user (`sudo` may leave HOME as it is), who could never write there again.
    """
    if not os.path.lexists(where):
        there = next((parent for parent in where.parents if parent.exists()), None)
        if there is None or (hasattr(os, "geteuid") and os.geteuid() == 0 != there.stat().st_uid):
            return False
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
    return own(os.lstat(where), stat.S_ISDIR)


def _tidy(where: Path) -> None:
    """Drop the files written longest ago where there are too many. Raises `OSError`."""
    with os.scandir(where) as entries:
        files = [(entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in entries]
    for _, path in sorted(files)[: max(0, len(files) - MOST_FILES)]:
        os.unlink(path)
