"""Files that nobody but this user can have written: of others nothing is read that is taken at its word.

Nothing is imported here that Python has not imported already, see `again`.
"""

from __future__ import annotations

import os
import stat
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SHARED = stat.S_IWGRP | stat.S_IWOTH


_SUM = 4
"""Bytes of the sum in front of what is kept. It tells damage; against people there is `own`."""


def own(status: os.stat_result, sort: Callable[[int], bool]) -> bool:
    """Whether it is of that sort, belongs to this user and can be written by nobody else."""
    if not sort(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows: a profile is its user's by its access list
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _SHARED


def read(folder: str | os.PathLike[str], name: str, most: int) -> bytes | None:
    """What is in a file of at most `most` bytes; None where it, or its folder, is missing or not this user's own."""
    try:
        if not own(os.lstat(folder), stat.S_ISDIR):
            return None
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(os.path.join(folder, name), flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not own(status, stat.S_ISREG) or status.st_size > most:
                return None
            return file.read()
    except OSError:
        return None


def sealed(data: bytes) -> bytes:
    """What is to be kept, with its sum in front."""
    return crc32(data).to_bytes(_SUM, "big") + data


def opened(kept: bytes | None) -> memoryview | None:
    """What was sealed, not copied, for there may be megabytes of it; None where it is not whole any more."""
    if kept is None:
        return None
    data = memoryview(kept)[_SUM:]
    return data if crc32(data).to_bytes(_SUM, "big") == kept[:_SUM] else None
