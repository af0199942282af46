"""The same call once more: where nothing has changed since, what was said then is said again.

Most calls of a day are such: a report that was just checked, a folder of a thousand files. A call that ended well is
kept with all that its outcome hung on: its words, its folder, its environment, and how each file and folder that was
looked at stood (size, times, number), those that were not there among them. To look at these again takes no rules, no
libraries and no more time than Python itself needs to start, which is why nothing is imported here that Python has not
imported already.

Nothing is kept of a call that had a fault, read from standard input, wrote files, used plugins or a baseline,
or asked another program; and nothing where a file was changed so shortly before that its times may not show a change.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from zlib import crc32

from .owned import opened, read, sealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

FORM = 1
"""To be raised when what is kept takes another form."""
PART = "again"
_MOST_BYTES = 16 << 20
SETTLED = 3 * 10**9
"""Nanoseconds after which a change would show in the times of a file: those of FAT count by two seconds."""
_ENVIRONMENT = ("ZFCHECK_", "PYTHON", "LC_", "LANG")
_VARIABLES = ("NO_COLOR", "TERM", "COLUMNS", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")
_Looks = bool | tuple[int, ...] | None
"""Size, times, number and sort of what stands at a path; None where nothing does; True where no more matters."""


class _Call:
    """A call that may be kept: what it is, when it began, and what it has looked at so far."""

    def __init__(self, folder: str, terms: tuple[object, ...]) -> None:
        self.folder = folder
        self.name = f"{crc32(repr(terms).encode('utf-8', 'replace')):08x}"
        self.terms = terms
        self.began = time.time_ns()
        self.noted: dict[str, _Looks] = {}
        self.said: list[str] = []


_call: _Call | None = None


def recall(arguments: Sequence[str]) -> tuple[str, int] | None:
    """What the same call has said on standard output, and its exit status; None where it is to be done (anew)."""
    global _call
    folder = _folder()
    try:
        _call = _Call(folder, _terms(arguments)) if folder is not None else None
    except OSError:  # the current folder is gone
        _call = None
    kept = _read(_call.folder, _call.name) if _call is not None else None
    if _call is None or kept is None or kept[0] != _call.terms:
        return None
    for path, looks in reversed(kept[1].items()):  # the documents, which change most often, were noted last
        if (_looks(path) != looks) if looks is not True else not os.path.exists(path):
            return None
    return kept[2:]


def note(*paths: str | os.PathLike[str]) -> None:
    """The outcome hangs on what stands at these paths: to be told before it is read."""
    if _call is not None:
        for path in paths:
            place = os.path.abspath(path)
            if _call.noted.get(place, True) is True:
                _call.noted[place] = _looks(place)


def note_seen(paths: Iterable[tuple[str, os.stat_result]]) -> None:
    """The same of paths that were looked at just now, of which there are hundreds."""
    if _call is not None:
        noted = _call.noted
        for path, status in paths:
            place = path if os.path.isabs(path) else os.path.abspath(path)
            if noted.get(place, True) is True:
                noted[place] = _looks_of(status)


def note_presence(path: str | os.PathLike[str]) -> None:
    """The outcome hangs on whether anything stands there."""
    if _call is not None:
        place = os.path.abspath(path)
        if place not in _call.noted:
            _call.noted[place] = True if os.path.exists(place) else None


def spoil() -> None:
    """The outcome hangs on more than can be noted: this call is not to be kept."""
    global _call
    _call = None


def said(text: str | bytes) -> None:
    """This was written to standard output."""
    if _call is not None and isinstance(text, str):
        _call.said.append(text)
    else:
        spoil()


def keep(status: int) -> None:
    """Keep what this call has said, and its exit status, if all is known that it hangs on."""
    call = _call
    if call is None or (sys.platform == "win32" and _screen() is not None):  # where colours take a library
        return
    newest = max((max(looks[1:3]) for looks in call.noted.values() if isinstance(looks, tuple)), default=0)
    if newest + SETTLED >= call.began:
        return
    from . import cache

    folder = cache.folder(PART)
    if folder is None or os.fspath(folder) != call.folder:
        return
    kept: Any = (call.terms, call.noted, "".join(call.said), status)
    data = sealed(marshal.dumps(kept))
    if len(data) <= _MOST_BYTES:
        cache.write(folder, call.name, data)


def _terms(arguments: Sequence[str]) -> tuple[object, ...]:
    """All that the outcome hangs on besides files. Raises `OSError`."""
    environment = os.environ
    told = sorted(name for name in environment if name.startswith(_ENVIRONMENT) or name in _VARIABLES)
    return (
        FORM,
        tuple(arguments),
        os.getcwd(),
        tuple(sys.path),
        (sys.version, sys.executable, sys.prefix),
        tuple([(name, environment[name]) for name in told]),
        _screen(),
    )


def _screen() -> tuple[int, int] | None:
    """The size of the terminal that is written to; None where there is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return (0, 0)
    return columns, lines


def _folder() -> str | None:
    """Where `cache.folder` is, told without its libraries; `keep` sees to it that it is the same."""
    environment = os.environ
    below: tuple[str, ...]
    if environment.get("ZFCHECK_NO_CACHE", "0") not in {"", "0"}:
        return None
    named = environment.get("ZFCHECK_CACHE_DIR")
    if named:
        return os.path.join(os.path.abspath(named), PART)
    if sys.platform == "win32":
        base, below = environment.get("LOCALAPPDATA", ""), ("zfcheck", "Cache", PART)
    elif sys.platform == "darwin":
        base, below = os.path.expanduser("~"), ("Library", "Caches", "zfcheck", PART)
    else:
        base, below = environment.get("XDG_CACHE_HOME", "").strip(), ("zfcheck", PART)
        if not os.path.isabs(base):
            base, below = os.path.expanduser("~"), (".cache", "zfcheck", PART)
    return os.path.join(base, *below) if os.path.isabs(base) else None


def _read(folder: str, name: str) -> tuple[object, dict[str, _Looks], str, int] | None:
    """What was kept in a file, if it is sound."""
    data = opened(read(folder, name, _MOST_BYTES))
    if data is None:
        return None
    try:
        kept: tuple[object, dict[str, _Looks], str, int] = marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None
    return kept


def _looks(path: str) -> _Looks:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        # A link to nowhere is not the same as nothing.
        return True if os.path.islink(path) else None
    return _looks_of(status)


def _looks_of(status: os.stat_result) -> _Looks:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode
