"""A call made once more: told again where nothing has changed, and done anew wherever anything has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from zfcheck import again, cache, digest
from zfcheck.cli import cli

TEXT = "云川市政法工作总结\n\n一、主要工作\n\n1．截止目前，共办理案件36件。\n"
Call = Callable[..., tuple[bool, str, int]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report, which is the current one; a cache that keeps results."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZFCHECK_CACHE_MB", "16")
    monkeypatch.setattr(again, "SETTLED", -(10**12))
    monkeypatch.setattr(again, "_call", None)
    return tmp_path


@pytest.fixture
def call(cached: None, here: Path) -> Call:
    """`call(words …)`: whether it was told again, what was said on standard output, and the exit status."""

    def run(*words: str) -> tuple[bool, str, int]:
        digest._ourselves.cache_clear()  # as in a process of its own
        kept = again.recall(words)
        if kept is not None:
            return True, *kept
        result = CliRunner().invoke(cli, list(words))
        return False, result.stdout, result.exit_code

    return run


def test_the_same_is_said_and_the_status_is_the_same(call: Call) -> None:
    first, second = call("a.txt"), call("a.txt")
    assert not first[0] and second[0]
    assert first[1:] == second[1:]
    assert "【截止】目前" in first[1]


@pytest.mark.parametrize(
    "words", [["check", "."], ["."], ["--output-format", "json", "a.txt"], ["--jobs", "1", "a.txt"]]
)
def test_other_words_are_another_call(call: Call, words: Sequence[str]) -> None:
    call("a.txt")
    first, second = call(*words), call(*words)
    assert not first[0] and second[0]
    assert first[1:] == second[1:]


def _longer(here: Path) -> None:
    (here / "a.txt").write_text(TEXT + "2．完成。\n", encoding="utf-8")


def _same_size(here: Path) -> None:
    """Another text of the same length, with the times of the old one: the time of the change tells."""
    before = (here / "a.txt").stat()
    (here / "a.txt").write_text(TEXT.replace("36", "63"), encoding="utf-8")
    os.utime(here / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def _another(here: Path) -> None:
    (here / "b.txt").write_text(TEXT, encoding="utf-8")


def _gone(here: Path) -> None:
    (here / "a.txt").unlink()


def _settings(here: Path) -> None:
    (here / "zfcheck.yaml").write_text("ignore: [wording/cutoff-date]\n", encoding="utf-8")


def _ignored(here: Path) -> None:
    (here / ".gitignore").write_text("a.txt\n", encoding="utf-8")


def _beside(here: Path) -> None:
    (here / "a.txt.zfcheck.yaml").write_text("ignore: []\n", encoding="utf-8")


def _repository(here: Path) -> None:
    """The settings above it hold no longer."""
    (here / ".git").mkdir()


@pytest.mark.parametrize("change", [_longer, _same_size, _another, _gone, _settings, _ignored, _beside, _repository])
def test_whatever_changes_is_looked_at(call: Call, here: Path, change: Callable[[Path], None]) -> None:
    call(".")
    assert call(".")[0]
    change(here)
    again_, *outcome = call(".")
    assert not again_
    os.environ["ZFCHECK_NO_CACHE"], before = "1", os.environ["ZFCHECK_NO_CACHE"]
    try:
        assert call(".")[1:] == tuple(outcome)
    finally:
        os.environ["ZFCHECK_NO_CACHE"] = before


def test_a_pack_that_changes_is_looked_at(call: Call, here: Path) -> None:
    pack = here / "p"
    pack.mkdir()

    def write(word: str) -> None:
        rule = f"{{id: wording/x, kind: phrase, title: 词, severity: warning, words: [{word}], fail: [{word}]}}"
        (pack / "p.yaml").write_text(f"pack: p\ntitle: 一\nversion: '1'\nrules: [{rule}]\n", encoding="utf-8")

    write("办理")
    assert not call("--pack", "p", "a.txt")[0]
    again_, said, _ = call("--pack", "p", "a.txt")
    assert again_ and "wording/x" in said
    write("没有")
    again_, said, _ = call("--pack", "p", "a.txt")
    assert not again_ and "wording/x" not in said


def test_settings_and_what_they_name_are_looked_at(call: Call, here: Path) -> None:
    (here / "base.yaml").write_text("reject-file: r.txt\n", encoding="utf-8")
    (here / "r.txt").write_text("办理\t办结\n", encoding="utf-8")
    (here / "zfcheck.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    first, second = call("a.txt"), call("a.txt")
    assert "办结" in first[1]
    assert second == (True, *first[1:])
    (here / "r.txt").write_text("没有\t办结\n", encoding="utf-8")
    assert "办结" not in call("a.txt")[1]
    assert call("a.txt")[0]
    (here / "base.yaml").write_text("fail-on: error\n", encoding="utf-8")
    assert not call("a.txt")[0]
    assert call("a.txt")[0]
    (here / "zfcheck.yaml").write_text("ignore: [wording/cutoff-date]\n", encoding="utf-8")
    assert "截止" not in call("a.txt")[1].replace("截止目前，共", "")
    assert call("a.txt")[0]


@pytest.mark.parametrize(
    ("name", "value"), [("ZFCHECK_LANG", "en"), ("COLUMNS", "50"), ("NO_COLOR", "1"), ("PYTHONPATH", "/nowhere")]
)
def test_the_environment_counts(call: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    call("a.txt")
    monkeypatch.setenv(name, value)
    assert not call("a.txt")[0]
    assert call("a.txt")[0]


def test_so_do_the_folder_and_the_path_of_python(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call(str(here / "a.txt"))
    other = here / "other"
    other.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(other)])
    assert not call(str(here / "a.txt"))[0]
    assert call(str(here / "a.txt"))[0]
    monkeypatch.chdir(other)
    assert not call(str(here / "a.txt"))[0]


@pytest.mark.parametrize(
    "words",
    [
        ["-"],
        ["a.txt", "missing.txt"],
        ["a.txt", "-o", "r.json"],
        ["--fix", "a.txt"],
        ["--diff", "a.txt"],
        ["--no-cache", "a.txt"],
        ["--baseline", "base.json", "a.txt"],
        ["--plugin", "plug.py", "a.txt"],
        ["empty", "a.txt"],
        ["rules"],
        ["--version"],
    ],
)
def test_what_hangs_on_more_is_not_kept(call: Call, here: Path, words: Sequence[str]) -> None:
    (here / "plug.py").write_text("", encoding="utf-8")
    (here / "empty").mkdir()
    (here / "base.json").write_text('{"schema": "zfcheck-baseline/1", "entries": []}', encoding="utf-8")
    call(*words)
    assert not call(*words)[0]


def test_what_was_changed_a_moment_ago_is_not_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "SETTLED", 3 * 10**9)
    call("a.txt")
    assert not call("a.txt")[0]


def _kept() -> Path:
    folder = cache.folder(again.PART)
    assert folder is not None
    return max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"cut", b"turned"])
def test_a_damaged_file_is_as_none(call: Call, damage: bytes) -> None:
    call("a.txt")
    file = _kept()
    sound = file.read_bytes()
    damaged = {b"cut": sound[:-1], b"turned": sound[:-5] + bytes([sound[-5] ^ 1]) + sound[-4:]}.get(damage, damage)
    file.write_bytes(damaged)
    first = call("a.txt")
    assert not first[0]
    assert call("a.txt")[0]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="access lists are not modes")
def test_nothing_is_taken_that_others_could_have_written(call: Call) -> None:
    call("a.txt")
    _kept().chmod(0o666)
    assert not call("a.txt")[0]


def test_another_call_under_the_same_name_is_not_told(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are short; the whole call is compared."""
    monkeypatch.setattr(again, "crc32", lambda data: 7)
    _another(here)
    call("a.txt")
    assert call("a.txt")[0]
    first = call("b.txt")
    assert not first[0] and "b.txt" in first[1]


def test_the_folder_is_that_of_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ZFCHECK_CACHE_DIR", "ZFCHECK_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for told in ("", str(tmp_path), "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", told)
        assert again._folder() == os.fspath(cache.folder(again.PART) or "")


def test_it_takes_nothing_but_what_python_has(cached: None, here: Path) -> None:
    """A whole process: it says the same, and imports no library, not even click."""
    before = "import sys; had = set(sys.modules)\n"
    start = "from zfcheck import again, program\nagain.SETTLED = -10**12\n"
    run = "sys.argv = ['zfcheck', 'a.txt']\ntry: program.main()\nexcept SystemExit as end: print(end.code)\n"
    tell = "print(*sorted(set(sys.modules) - had), file=sys.stderr)"
    program = before + start + run + tell
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert "zfcheck.checkfiles" in first.stderr.split()
    assert "click" not in first.stderr.split()
    assert second.stderr.split() == [
        "zfcheck",
        "zfcheck.again",
        "zfcheck.owned",
        "zfcheck.program",
        "zfcheck.streams",
        "zlib",
    ] or (second.stderr.split() == ["zfcheck", "zfcheck.again", "zfcheck.owned", "zfcheck.program", "zfcheck.streams"])
