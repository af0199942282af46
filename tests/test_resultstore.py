"""Kept results come back as they were, or not at all: never damaged, never somebody else's, never in the way."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from zfcheck import cache, resultstore
from zfcheck.resultstore import Store, opened

KEY, OTHER = b"k" * 20, b"o" * 20
FRONT, DOCUMENT = b"front", b"document" * 100


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database; it is not there yet."""
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("ZFCHECK_CACHE_MB", "64")
    where = cache.folder("results")
    assert where is not None
    return where / resultstore.FILE


def fresh() -> Store:
    store = opened()
    assert store is not None
    return store


def keep(key: bytes = KEY, front: bytes = FRONT, document: bytes = DOCUMENT) -> None:
    store = fresh()
    store.put(key, front, document)
    store.close()


def kept(key: bytes = KEY) -> tuple[bytes, bytes] | None:
    store = fresh()
    try:
        return store.get(key)
    finally:
        store.close()


@pytest.mark.usefixtures("file")
def test_what_is_kept_comes_back() -> None:
    assert kept() is None
    keep()
    assert kept() == (FRONT, DOCUMENT)
    assert kept(OTHER) is None
    keep(front=b"newer", document=b"")
    assert kept() == (b"newer", b"")


@pytest.mark.usefixtures("file")
def test_facts_come_back() -> None:
    store = fresh()
    assert store.fact("digest") is None
    store.note("digest", b"known")
    store.close()
    assert fresh().fact("digest") == b"known"


@pytest.mark.usefixtures("file")
def test_only_so_many_facts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resultstore, "_MOST_FACTS", 3)
    store = fresh()
    for name in "abcde":
        store.note(name, b"known")
    assert [name for name in "abcde" if store.fact(name)] == ["c", "d", "e"]


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_it_is_the_users_alone(file: Path) -> None:
    keep()
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("variable", "value"), [("ZFCHECK_CACHE_MB", "0"), ("ZFCHECK_NO_CACHE", "1")])
def test_it_can_be_switched_off(file: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    assert opened() is None
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_odd_sizes_are_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for odd in ("many", "inf", "nan"):
        monkeypatch.setenv("ZFCHECK_CACHE_MB", odd)
        assert resultstore._room() == resultstore.MEGABYTES << 20


@pytest.mark.skipif(os.name != "posix", reason="permissions")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_could_write_is_not_read(file: Path, what: str) -> None:
    keep()
    os.chmod(file if what == "file" else file.parent, 0o777)
    assert opened() is None


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    keep()
    file.rename(tmp_path / "elsewhere.db")
    file.symlink_to(tmp_path / "elsewhere.db")
    assert opened() is None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_what_is_another_users_is_not_read(file: Path) -> None:
    keep()
    os.chown(file, 12345, 12345)
    assert opened() is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_begun_anew(file: Path, content: bytes) -> None:
    keep()
    file.write_bytes(content)
    store = fresh()
    assert store.get(KEY) is None
    store.put(KEY, FRONT, DOCUMENT)
    store.close()
    assert kept() == (FRONT, DOCUMENT)


def test_a_database_of_another_form_is_begun_anew(file: Path) -> None:
    keep()
    with sqlite3.connect(file) as database:
        database.execute("pragma user_version = 99")
    database.close()
    assert kept() is None


@pytest.mark.parametrize("end", [0.3, 0.6, 0.9])
def test_a_torn_database_is_no_hindrance(file: Path, end: float) -> None:
    store = fresh()
    for number in range(200):
        store.put(b"%020d" % number, FRONT, DOCUMENT)
    store.close()
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * end)])
    store = fresh()
    found = [store.get(b"%020d" % number) for number in range(200)]
    assert {each for each in found if each is not None} <= {(FRONT, DOCUMENT)}
    store.close()
    keep()


@pytest.mark.parametrize("change", ["front", "document", "key", "type"])
def test_a_result_that_was_changed_is_not_there(file: Path, change: str) -> None:
    keep()
    with sqlite3.connect(file) as database:
        if change == "front":
            database.execute("update results set front = cast(front || x'00' as blob)")
        elif change == "document":
            database.execute("update results set document = x'00'")
        elif change == "key":
            database.execute("update results set key = ?", (OTHER,))
        else:
            database.execute("update results set front = 'text', document = 7")
    database.close()
    assert kept() is None
    assert kept(OTHER) is None


@pytest.mark.usefixtures("file")
def test_what_is_used_outlives_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_CACHE_MB", "1")
    big = b"x" * 50_000
    for number in range(10):
        keep(b"%020d" % number, FRONT, big)
    day = resultstore._DAY
    monkeypatch.setattr(resultstore, "_DAY", day // 2)  # another day, by another count
    assert kept(b"%020d" % 3) is not None
    for number in range(10, 25):
        keep(b"%020d" % number, FRONT, big)
    there = [number for number in range(25) if kept(b"%020d" % number) is not None]
    assert 3 in there and 24 in there
    assert 0 not in there
    assert len(there) <= 20


def test_it_does_not_grow_beyond_its_size(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_CACHE_MB", "1")
    for number in range(60):
        keep(b"%020d" % number, FRONT, b"x" * 50_000)
    assert file.stat().st_size < 1.3 * 2**20
    keep(OTHER, FRONT, b"x" * 2**20)
    assert kept(OTHER) is None


def test_who_finds_it_busy_goes_on_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resultstore, "_PATIENCE", 0.01)
    keep()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin exclusive")
    store = opened()
    if store is not None:
        assert store.get(KEY) is None
        store.put(OTHER, FRONT, DOCUMENT)
        store.note("digest", b"known")
        store.close()
    other.execute("rollback")
    other.close()
    assert kept() == (FRONT, DOCUMENT)
    assert kept(OTHER) is None


@pytest.mark.usefixtures("file")
def test_a_closed_one_gives_nothing() -> None:
    keep()
    store = fresh()
    store.close()
    assert store.get(KEY) is None and store.fact("digest") is None
    store.put(OTHER, FRONT, DOCUMENT)
    store.note("digest", b"known")
    store.close()
    assert kept(OTHER) is None


@pytest.mark.usefixtures("file")
def test_much_is_written_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resultstore, "_BATCH", 100)
    store = fresh()
    store.put(KEY, FRONT, DOCUMENT)
    assert kept() == (FRONT, DOCUMENT)
    store.close()
