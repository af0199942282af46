"""From PATH arguments to files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from zfcheck import files
from zfcheck.files import Source, collect, read
from zfcheck.rules import Fault

SUFFIXES = (".txt", ".md", ".docx")


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("云川市", encoding="utf-8")


def names(root: Path, *arguments: Path) -> list[str]:
    """What is found for `arguments`, relative to `root`; faults as `!kind`."""
    found = collect([str(path) for path in arguments or (root,)], SUFFIXES).sources
    return [
        os.path.relpath(source.name, root).replace(os.sep, "/") if source.fault is None else f"!{source.fault.kind}"
        for source in found
    ]


def test_a_folder_is_walked_in_order_with_known_endings_only(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.DOCX", "c.pdf", "二/d.md", "二/三/e.txt", "Makefile")
    assert names(tmp_path) == ["a.DOCX", "b.txt", "二/d.md", "二/三/e.txt"]


def test_hidden_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", ".venv/d.md", "~$a.docx", ".~lock.a.docx")
    assert names(tmp_path) == ["a.txt"]


def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "总结.pdf", ".hidden", "ignored.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("ignored.txt\n", encoding="utf-8")
    given = [tmp_path / name for name in ("总结.pdf", ".hidden", "ignored.txt")]
    assert names(tmp_path, *given) == ["总结.pdf", ".hidden", "ignored.txt"]


def test_gitignore_of_the_folder_below_and_above(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(
        tmp_path, "a.txt", "draft/a.txt", "docs/a.txt", "docs/keep.txt", "docs/old/a.txt", "docs/old/b.md", "out/x/a.md"
    )
    (tmp_path / ".gitignore").write_text("# 草稿\n/draft/\nkeep.txt\nout/\n!\n", encoding="utf-8")
    (tmp_path / "docs" / ".gitignore").write_text("!keep.txt\nold/*.md\n", encoding="utf-8")
    assert names(tmp_path) == ["a.txt", "docs/a.txt", "docs/keep.txt", "docs/old/a.txt"]
    assert names(tmp_path, tmp_path / "docs" / "old") == ["docs/old/a.txt"]


def test_a_folder_that_is_ignored_and_named_is_walked(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, "out/a.txt", "out/x/b.txt")
    (tmp_path / ".gitignore").write_text("out/\n", encoding="utf-8")
    assert names(tmp_path, tmp_path / "out" / "x") == ["out/x/b.txt"]
    assert names(tmp_path, tmp_path / "out") == ["out/a.txt", "out/x/b.txt"]
    assert names(tmp_path) == []


def test_gitignore_above_does_not_count_outside_a_repository(tmp_path: Path) -> None:
    make(tmp_path, "docs/a.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n", encoding="utf-8")
    assert names(tmp_path, tmp_path / "docs") == ["docs/a.txt"]


def test_relative_paths_find_their_gitignore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    make(tmp_path, "docs/a.txt", "docs/b.txt")
    (tmp_path / ".gitignore").write_text("/docs/b.txt\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "docs")
    assert [source.name for source in collect(["."], SUFFIXES).sources] == ["a.txt"]


def test_links_lead_round_no_circle_and_no_file_counts_twice(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "b" / "self").symlink_to(tmp_path / "a" / "b" / "self")
    (tmp_path / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a" / "b" / "c.txt")
    assert names(tmp_path) == ["a/b/c.txt"]
    assert names(tmp_path, tmp_path, tmp_path / "a", tmp_path / "a" / "b" / "c.txt") == ["a/b/c.txt"]


def test_a_document_that_links_nowhere_is_a_fault(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "b.docx").symlink_to(tmp_path / "gone.docx")
    (tmp_path / "c.pdf").symlink_to(tmp_path / "gone.pdf")
    assert names(tmp_path) == ["a.txt", "!not-found"]


def test_what_is_missing_does_not_hide_the_rest(tmp_path: Path) -> None:
    make(tmp_path, "年度总结.txt")
    found = collect([str(tmp_path / "年度总结.tx"), str(tmp_path / "无" / "x.txt"), str(tmp_path)], SUFFIXES).sources
    assert [source.fault.kind if source.fault else "" for source in found] == ["not-found", "not-found", ""]
    assert found[0].fault is not None and "是否想写“年度总结.txt”" in found[0].fault.message
    assert found[1].fault is not None and "找不到“" in found[1].fault.message


def test_a_name_no_file_can_have_is_a_fault() -> None:
    (source,) = collect(["a\0b.txt"], SUFFIXES).sources
    assert source.fault is not None


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_what_may_not_be_read_is_a_fault(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b/c.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)
    try:
        found = collect([str(tmp_path)], SUFFIXES).sources
        faults = [read(source) for source in found]
    finally:
        (tmp_path / "b").chmod(0o700)
    assert [isinstance(fault, Fault) and fault.kind for fault in faults] == ["unreadable", "unreadable"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "denied"), "没有读取权限"),
        (OSError(5, "I/O error"), "I/O error"),
        (IsADirectoryError(21, ""), "文件夹"),
    ],
)
def test_a_failing_read_is_a_fault(error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    fault = read(Source("a.txt", tmp_path / "a.txt"))
    assert isinstance(fault, Fault) and fault.kind == "unreadable" and words in fault.message


def test_folders_without_documents_are_named(tmp_path: Path) -> None:
    make(tmp_path, "docs/a.txt", "pictures/b.jpg")
    found = collect([str(tmp_path / "docs"), str(tmp_path / "pictures")], SUFFIXES)
    assert found.empty == [str(tmp_path / "pictures")]
    assert len(found.sources) == 1


def test_standard_input_is_read_once_and_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    found = collect(["-", "-"], SUFFIXES).sources
    assert found == [Source("-")]
    assert read(found[0], [b"ab", b"c"]) == b"abc"
    monkeypatch.setattr(files, "LARGEST_FILE", 4)
    chunks = iter([b"abc", b"def", b"ghi"])
    fault = read(found[0], chunks)
    assert isinstance(fault, Fault) and fault.kind == "too-large"
    assert list(chunks) == [b"ghi"]


def test_a_file_too_large_for_any_reader_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt")
    source = Source("a.txt", tmp_path / "a.txt")
    assert read(source) == "云川市".encode()
    monkeypatch.setattr(files, "LARGEST_FILE", 8)
    fault = read(source)
    assert isinstance(fault, Fault) and fault.kind == "too-large"


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be no text")
def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xd4\xc6.txt")).write_text("云川市", encoding="utf-8")
    (source,) = collect([str(tmp_path)], SUFFIXES).sources
    assert source.name.endswith("��.txt")
    assert read(source) == "云川市".encode()
