"""Results of earlier runs, in a database in the user's own cache folder.

One file, because thousands of small ones take five times as long to write and are never tidied for nothing (measured
with 1,000 and 10,000 results of 4 and 25 KB). What is in it is plain values with a digest in front, as in
`zfcheck.cache`; a file that is damaged, foreign or that others could write is not read. Nothing here ever raises for
want of a place, and nothing waits long for another process: what cannot be had is made again.

It takes at most `ZFCHECK_CACHE_MB` megabytes, 256 if nobody says; of more, what was not used for longest goes. 0 keeps
nothing.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache
from .blake import blake2b

if TYPE_CHECKING:
    import sqlite3

FILE = "results.db"
MEGABYTES = 256
VARIABLE = "ZFCHECK_CACHE_MB"
_FORM = 1
"""Kept in the file; one of another form is begun anew."""
_PATIENCE = 0.2
"""Seconds to wait for another process that is writing."""
_BATCH = 4 << 20
"""Bytes that are written together, whatever is there after a second as well."""
_SECONDS = 1.0
_FULLEST = 0.8
"""How full the file is after tidying: the next time comes when a good deal was added."""
_DIGEST = 16
_DAY = 86400
_MOST_FACTS = 200
_TABLES = (
    "create table if not exists results (key blob primary key, used integer, size integer, front blob, document blob)",
    "create table if not exists facts (key text primary key, used integer, value blob)",
)


def opened() -> Store | None:
    """The results kept so far; None where none are to be kept, or cannot be."""
    room = _room()
    where = cache.folder("results")
    if where is None or not room:
        return None
    try:
        if not cache.ready(where):
            return None
        file = where / FILE
        if not _own_file(file):
            return None
    except OSError:
        return None
    store = Store(file, room)
    return store if store.is_open else None


def _room() -> int:
    """Bytes that may be taken."""
    try:
        return int(float(os.environ.get(VARIABLE) or MEGABYTES) * 2**20)
    except (ValueError, OverflowError):
        return MEGABYTES << 20


def _own_file(file: Path) -> bool:
    """Whether the file is this user's alone; it is made where there is none. Raises `OSError`."""
    try:
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        os.close(os.open(file, flags, 0o600))
    except FileExistsError:
        return cache.own(os.lstat(file), stat.S_ISREG)
    return True


class Store:
    """The database, open for one process. Made by `opened`; to be closed."""

    def __init__(self, file: Path, room: int) -> None:
        self._file = file
        self._room = room
        self._today = int(time.time()) // _DAY
        self._seen: list[bytes] = []
        self._new: dict[bytes, tuple[bytes, int, int, bytes, bytes]] = {}
        self._size = 0
        self._since = time.monotonic()
        self._added = False
        self._open: sqlite3.Connection | None = None
        for _ in range(2):
            with self._tolerant():
                self._open = self._connect()
            if self._open is not None:
                return

    @property
    def is_open(self) -> bool:
        return self._open is not None

    def _connect(self) -> sqlite3.Connection:
        import sqlite3

        made = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            made.execute("pragma trusted_schema = off")
            made.execute("pragma synchronous = off")  # what a power cut leaves behind is made again
            (form,) = made.execute("pragma user_version").fetchone()
            if form not in {0, _FORM}:
                raise sqlite3.DatabaseError("another form")
            if form == 0:
                for table in _TABLES:
                    made.execute(table)
                made.execute(f"pragma user_version = {_FORM}")
        except BaseException:
            made.close()
            raise
        return made

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        """Around what may fail: a database that is busy is let alone, one that is damaged is begun anew."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError:
            return
        except sqlite3.DatabaseError:
            if self._open is not None:
                self._open.close()
                self._open = None
            with suppress(OSError):
                os.unlink(self._file)
                _own_file(self._file)

    # -- results -----------------------------------------------------------------------------------------------

    def get(self, key: bytes) -> tuple[bytes, bytes] | None:
        """The two halves of the result under `key`, as they were put in."""
        if self._open is None:
            return None
        row = None
        with self._tolerant():
            row = self._open.execute("select used, front, document from results where key = ?", (key,)).fetchone()
        if row is None:
            return None
        used, front, document = row
        if not isinstance(front, bytes) or not isinstance(document, bytes):
            return None
        if _digest(key, front[_DIGEST:], document) != front[:_DIGEST]:
            return None
        if used != self._today:
            self._seen.append(key)
        return front[_DIGEST:], document

    def put(self, key: bytes, front: bytes, document: bytes) -> None:
        """Keep a result; it is written with others, and at the latest by `close`."""
        size = len(front) + len(document)
        if self._open is None or size > self._room // 4:
            return
        self._new[key] = key, self._today, size, _digest(key, front, document) + front, document
        self._size += size
        if self._size > _BATCH or time.monotonic() - self._since > _SECONDS:
            self._write()

    def _write(self) -> None:
        rows, self._new, self._size = list(self._new.values()), {}, 0
        self._since = time.monotonic()
        if self._open is None or not rows:
            return
        with self._tolerant(), self._together(self._open):
            self._open.executemany("insert or replace into results values (?, ?, ?, ?, ?)", rows)
            self._added = True

    @contextmanager
    def _together(self, database: sqlite3.Connection) -> Iterator[None]:
        database.execute("begin immediate")
        try:
            yield
        except BaseException:
            database.execute("rollback")
            raise
        database.execute("commit")

    # -- facts -------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> bytes | None:
        """What was noted under `name`."""
        row = None
        if self._open is not None:
            with self._tolerant():
                row = self._open.execute("select value from facts where key = ?", (name,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            return None
        value: bytes = row[0]
        return value[_DIGEST:] if _digest(name.encode(), value[_DIGEST:], b"") == value[:_DIGEST] else None

    def note(self, name: str, value: bytes) -> None:
        """Note something under `name`."""
        if self._open is None:
            return
        with self._tolerant(), self._together(self._open):
            row = name, self._today, _digest(name.encode(), value, b"") + value
            self._open.execute("insert or replace into facts values (?, ?, ?)", row)
            older = "select key from facts order by used desc, rowid desc limit -1 offset ?"
            self._open.execute(f"delete from facts where key in ({older})", (_MOST_FACTS,))

    # -- the end -----------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Write what is left, and tidy where too much is kept."""
        self._write()
        if self._open is not None and self._seen:
            with self._tolerant(), self._together(self._open):
                marks = [(self._today, key) for key in self._seen]
                self._open.executemany("update results set used = ? where key = ?", marks)
        if self._open is not None and self._added:
            with self._tolerant():
                self._tidy(self._open)
        if self._open is not None:
            self._open.close()
            self._open = None

    def _tidy(self, database: sqlite3.Connection) -> None:
        """Let go of what was not used for longest. How much is taken is known without looking at the rows."""
        pages, free, size = (
            database.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        over = (pages - free) * size - self._room
        if over <= 0:
            return
        over += int(self._room * (1 - _FULLEST))
        gone = []
        for key, taken in database.execute("select key, size from results order by used, rowid"):
            if over <= 0:
                break
            gone.append((key,))
            over -= taken
        with self._together(database):
            database.executemany("delete from results where key = ?", gone)


def _digest(key: bytes, front: bytes, document: bytes) -> bytes:
    total = blake2b(key, digest_size=_DIGEST)
    total.update(front)
    total.update(document)
    return total.digest()
