"""The names under which results are kept: of what a file holds, what stands beside it, and what is asked for."""

from __future__ import annotations

import os
import stat
from functools import cache
from pathlib import Path, PurePath

from . import again
from .beside import beside
from .blake import blake2b
from .contents import digest
from .files import LARGEST_FILE
from .records import Record
from .results import Result

_AT_ONCE = 1 << 20
"""Bytes of a file that are read in one go."""
_SIZE = 20
OFFICE = (".doc", ".wps", ".odt", ".rtf", ".dot", ".wpt", ".ott", ".fodt")
_OFFICE_HEADS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LASTING = frozenset({"part-not-read"})
"""Faults of a document that was read and that would be there the next time."""
_REFUSED = frozenset({"unreadable", "unsupported-format", "too-large"})
"""Those of a file that was not."""


class Keys(Record, frozen=True):
    """Makes keys for files that are checked `under` one digest.

    A reader or check of a plugin may look at a document's name, ours look at its ending alone.
    """

    under: str
    whole_names: bool

    def of_data(self, data: bytes, name: str, path: Path | None) -> bytes | None:
        """The key for the content of the file at `path`, which reports call `name`; None where it cannot be told."""
        return self._key(blake2b(data, digest_size=_SIZE), data[:8], name, path)

    def of_file(self, name: str, path: Path) -> bytes | None:
        """The same for a regular file that is not read as a whole."""
        try:
            with open(path, "rb", buffering=0) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return None
                data = file.read(_AT_ONCE)
                total, head, size = blake2b(data, digest_size=_SIZE), data[:8], len(data)
                while len(data) == _AT_ONCE and size <= LARGEST_FILE:
                    data = file.read(_AT_ONCE)
                    total.update(data)
                    size += len(data)
        except OSError:
            return None
        return self._key(total, head, name, path) if size <= LARGEST_FILE else None

    def _key(self, content: blake2b, head: bytes, name: str, path: Path | None) -> bytes | None:
        parts = [name if self.whole_names else PurePath(name).suffix.lower()]
        if path is not None:
            other = beside(path)
            try:
                told = other.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                pass
            except OSError:
                return None
            else:
                parts += str(other), blake2b(told).hexdigest()
        if by_libreoffice(name, head):
            again.spoil()  # what LibreOffice makes of it hangs on more than we can see
            parts.append(_libreoffice())
        return bytes.fromhex(digest(self.under, content.digest(), *parts))


def by_libreoffice(name: str, head: bytes) -> bool:
    """Whether LibreOffice is to read the file, whose first bytes are `head`."""
    return name.lower().endswith(OFFICE) or head.startswith(_OFFICE_HEADS)


@cache
def _libreoffice() -> str:
    """Which LibreOffice there is."""
    from .readers.soffice import program

    found = program()
    if found is None:
        return "none"
    real = os.path.realpath(found)
    status = os.stat(real)
    return f"{real} {status.st_size} {status.st_mtime_ns}"


def lasts(result: Result, head: bytes) -> bool:
    """Whether the same file would be told the same of the next time: nothing went wrong that may go well then."""
    converted = by_libreoffice(result.path, head)
    if any(fault.passing for fault in result.faults):
        return False
    kinds = {fault.kind for fault in result.faults}
    if result.document is None:
        return bool(kinds) and kinds <= _REFUSED and not converted
    return kinds <= _LASTING and (converted or result.document.converted != "LibreOffice")
