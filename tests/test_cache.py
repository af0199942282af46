"""What is kept comes back as it was, or not at all: never damaged, never somebody else's, never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zfcheck import cache

VALUE = {"甲": (1, 2.5, None, True, "乙"), "丙": [b"\0", frozenset({"丁"})]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which things are kept; it is not there yet."""
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "0")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "of" / "mine"))
    where = cache.folder()
    assert where is not None
    return where


def test_what_is_kept_comes_back(folder: Path) -> None:
    assert cache.get("a") is None
    cache.put("a", VALUE)
    assert cache.get("a") == VALUE
    assert cache.get("b") is None
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_what_is_made_once_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def make() -> object:
        made.append(1)
        return VALUE

    assert cache.once("a", make) == cache.once("a", make) == cache.get("a") == VALUE
    assert len(made) == 1
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    assert cache.once("a", make) == VALUE
    assert len(made) == 2


def test_the_folder_is_the_users_alone(folder: Path) -> None:
    cache.put("a", VALUE)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "a").stat().st_mode & 0o777 == 0o600


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("a", VALUE)
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    assert cache.folder() is None
    assert cache.get("a") is None
    cache.put("b", VALUE)
    assert not (folder / "b").exists()


def test_without_a_folder_of_its_own_it_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.delenv("ZFCHECK_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    where = cache.folder()
    assert where is not None
    assert "zfcheck" in where.parts
    if sys.platform == "linux":
        assert where.is_relative_to(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="where a home is differs")
def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    for name in ("ZFCHECK_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "")
    monkeypatch.chdir(tmp_path)
    cache.put("a", VALUE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage", [lambda d: b"", lambda d: d[:-1], lambda d: d[:10], lambda d: d[:-3] + b"xyz", lambda d: b"x" + d]
)
def test_a_damaged_file_is_not_there(folder: Path, damage) -> None:
    cache.put("a", VALUE)
    path = folder / "a"
    path.write_bytes(damage(path.read_bytes()))
    assert cache.get("a") is None
    cache.put("a", VALUE)
    assert cache.get("a") == VALUE


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_what_others_can_write_is_not_trusted(folder: Path) -> None:
    cache.put("a", VALUE)
    (folder / "a").chmod(0o666)
    assert cache.get("a") is None
    (folder / "a").chmod(0o600)
    folder.chmod(0o777)
    assert cache.get("a") is None
    cache.put("b", VALUE)
    assert not (folder / "b").exists()


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    cache.put("a", VALUE)
    (folder / "b").symlink_to(folder / "a")
    assert cache.get("b") is None
    cache.put("b", "neu")
    assert (cache.get("a"), cache.get("b")) == (VALUE, "neu")
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    assert cache.get("a") is None


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_pipe_does_not_hang(folder: Path) -> None:
    cache.put("a", VALUE)
    os.mkfifo(folder / "b")
    assert cache.get("b") is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")
    cache.put("a", VALUE)
    assert cache.get("a") is None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_that_is_read_only_is_read(folder: Path) -> None:
    cache.put("a", VALUE)
    folder.chmod(0o500)
    try:
        cache.put("b", VALUE)
        assert (cache.get("a"), cache.get("b")) == (VALUE, None)
    finally:
        folder.chmod(0o700)


def test_the_oldest_files_go(folder: Path) -> None:
    for number in range(cache.MOST_FILES + 5):
        cache.put(f"f{number}", number)
        os.utime(folder / f"f{number}", (number, number))
    cache.put("last", 0)
    names = {path.name for path in folder.iterdir()}
    assert len(names) <= cache.MOST_FILES
    assert {"last", f"f{cache.MOST_FILES + 4}"} <= names
    assert "f0" not in names


def test_many_processes_write_and_read_at_once(folder: Path) -> None:
    """Whoever reads gets a whole value of some writer, or none."""
    code = (
        "import sys\nfrom zfcheck import cache\n"
        "for turn in range(60):\n"
        "    cache.put('a', (sys.argv[1], 'x' * 200_000))\n"
        "    kept = cache.get('a')\n"
        "    assert kept is None or (len(kept) == 2 and len(kept[1]) == 200_000), kept\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = [subprocess.Popen([sys.executable, "-c", code, str(number)], env=env) for number in range(4)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_the_name_of_the_program_changes_with_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    file = tmp_path / "inner" / "a.py"
    file.write_text("1")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    before = cache.program.__wrapped__()
    assert cache.program.__wrapped__() == before
    file.write_text("2")
    os.utime(file, ns=(time.time_ns(), time.time_ns() + 1))
    assert cache.program.__wrapped__() != before
