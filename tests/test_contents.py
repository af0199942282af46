"""What is in files is known by its content, wherever it lies; what was read before is read again once it changes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from zfcheck import again, cache, contents


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "cache"))
    contents.forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "one"
    (made / "deep").mkdir(parents=True)
    (made / "a.yaml").write_text("甲", encoding="utf-8")
    (made / "deep" / "b.tsv").write_text("乙", encoding="utf-8")
    return made


def long_ago(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_parts_do_not_run_together() -> None:
    assert contents.digest("ab", "c") != contents.digest("a", "bc") != contents.digest("a", "b", "c")


def test_the_same_files_elsewhere_are_the_same(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "two")
    (tmp_path / "two" / "__pycache__").mkdir()
    (tmp_path / "two" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (tmp_path / "two" / ".hidden").write_bytes(b"x")
    assert contents.of_folder(folder) == contents.of_folder(tmp_path / "two")


@pytest.mark.parametrize("change", ["content", "name", "more", "less", "place"])
def test_any_change_is_another(folder: Path, change: str) -> None:
    before = contents.of_folder(folder)
    if change == "content":
        (folder / "a.yaml").write_text("丙", encoding="utf-8")
    elif change == "name":
        (folder / "a.yaml").rename(folder / "c.yaml")
    elif change == "more":
        (folder / "c.yaml").write_text("", encoding="utf-8")
    elif change == "less":
        (folder / "a.yaml").unlink()
    else:
        (folder / "deep" / "b.tsv").rename(folder / "b.tsv")
    assert contents.of_folder(folder) != before


def test_what_is_left_out_is_left_out_at_the_top_only(folder: Path) -> None:
    (folder / "deep" / "deep").mkdir()
    (folder / "deep" / "deep" / "c").write_text("丁", encoding="utf-8")
    before = contents.of_folder(folder, leave=["deep"])
    (folder / "deep" / "b.tsv").unlink()
    assert contents.of_folder(folder, leave=["deep"]) == before
    assert contents.of_folder(folder) != before


def test_files_by_their_endings(folder: Path) -> None:
    before = contents.of_files(folder, (".yaml", ".tsv"))
    (folder / "a.txt").write_text("不算", encoding="utf-8")
    assert contents.of_files(folder, (".yaml", ".tsv")) == before
    (folder / "c.tsv").write_text("算", encoding="utf-8")
    assert contents.of_files(folder, (".yaml", ".tsv")) != before


def test_a_file_by_its_content_alone(folder: Path) -> None:
    shutil.copy(folder / "a.yaml", folder / "other.py")
    assert contents.of_file(folder / "a.yaml") == contents.of_file(folder / "other.py")
    with pytest.raises(OSError):
        contents.of_file(folder / "missing")


def test_what_was_read_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago(folder)
    monkeypatch.setattr(again, "SETTLED", 0)
    before = contents.of_folder(folder)
    contents.forget()
    monkeypatch.setattr(contents, "digest", lambda *parts: "read again" if b"\xe7\x94\xb2" in parts else "looks")
    made = contents.remembered("key", "looks", lambda: "made")
    assert made == contents.remembered("key", "looks", lambda: "other") == "made"
    assert contents.remembered("key", "other looks", lambda: "other") == "other"
    monkeypatch.undo()
    assert before == contents.of_folder(folder)


def test_what_changed_a_moment_ago_is_read_again(folder: Path) -> None:
    before = contents.of_file(folder / "a.yaml")
    status = os.stat(folder / "a.yaml")
    (folder / "a.yaml").write_text("戊", encoding="utf-8")  # of the same length
    os.utime(folder / "a.yaml", ns=(status.st_atime_ns, status.st_mtime_ns))
    contents.forget()
    assert contents.of_file(folder / "a.yaml") != before


def test_it_is_not_kept_before_it_has_settled(folder: Path) -> None:
    contents.of_folder(folder)
    assert cache.get(contents._NAME) is None


def test_what_others_wrote_is_no_hindrance(folder: Path) -> None:
    cache.put(contents._NAME, ["not", "ours"])
    contents.forget()
    assert contents.of_folder(folder)


def test_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "_MOST", 2)
    for key in "abc":
        contents.remembered(key, "looks", lambda: "made")
    assert contents.remembered("c", "looks", lambda: "again") == "made"
    assert contents.remembered("a", "looks", lambda: "again") == "again"
