"""The name of a kept result: of all that decides what is told of a file, and of nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zfcheck import filekeys
from zfcheck.document import Document, Paragraph
from zfcheck.filekeys import Keys, lasts
from zfcheck.results import Result
from zfcheck.rules import Fault
from zfcheck.span import Span

KEYS = Keys("digest", whole_names=False)


def test_a_file_and_its_content_have_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filekeys, "_AT_ONCE", 16)
    for size in (0, 5, 16, 17, 100):
        file = tmp_path / "a.txt"
        file.write_bytes(b"x" * size)
        assert KEYS.of_file("a.txt", file) == KEYS.of_data(b"x" * size, "sub/b.TXT", tmp_path / "other")


def test_what_decides_makes_another() -> None:
    keys = [
        KEYS.of_data(b"x", "a.txt", None),
        KEYS.of_data(b"y", "a.txt", None),
        KEYS.of_data(b"x", "a.md", None),
        Keys("other", whole_names=False).of_data(b"x", "a.txt", None),
        Keys("digest", whole_names=True).of_data(b"x", "a.txt", None),
        Keys("digest", whole_names=True).of_data(b"x", "b.txt", None),
    ]
    assert len(set(keys)) == len(keys)


def test_what_stands_beside_it_makes_another(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x")
    seen = {KEYS.of_file("a.txt", file)}
    beside = tmp_path / "a.txt.zfcheck.yaml"
    for text in ("", "ignore: []\n"):
        beside.write_text(text, encoding="utf-8")
        seen.add(KEYS.of_file("a.txt", file))
    assert len(seen) == 3 and None not in seen
    beside.unlink()
    beside.mkdir()
    assert KEYS.of_file("a.txt", file) is None


def test_the_converter_is_part_of_the_name_of_what_it_converts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = {}
    for number, found in enumerate([None, tmp_path / "one", tmp_path / "two"]):
        if found is not None:
            found.write_bytes(b"x" * number)
        filekeys._libreoffice.cache_clear()
        monkeypatch.setattr("zfcheck.readers.soffice.program", lambda found=found: found)
        for name, data in (("a.doc", b"x"), ("a.txt", b"{\\rtf"), ("a.txt", b"x")):
            before.setdefault((name, data), set()).add(KEYS.of_data(data, name, None))
    filekeys._libreoffice.cache_clear()
    assert [len(each) for each in before.values()] == [3, 3, 1]


def test_what_is_no_regular_file_has_none(tmp_path: Path) -> None:
    assert KEYS.of_file("a", tmp_path) is None
    assert KEYS.of_file("a", tmp_path / "missing") is None
    assert KEYS.of_file("a", Path(os.devnull)) is None


READ = Document("a", "text", "云", (Paragraph(Span(0, 1)),))
CONVERTED = Document("a", "doc", "云", (Paragraph(Span(0, 1)),), converted="LibreOffice")


@pytest.mark.parametrize(
    ("document", "kinds", "name", "kept"),
    [
        (READ, [], "a.txt", True),
        (READ, ["part-not-read"], "a.docx", True),
        (READ, ["timeout"], "a.txt", False),
        (READ, ["rule-failed"], "a.txt", False),
        (READ, ["ignores-failed"], "a.txt", False),
        (CONVERTED, [], "a.doc", True),
        (CONVERTED, [], "a.docx", False),
        (None, ["unreadable"], "a.docx", True),
        (None, ["unreadable"], "a.doc", False),
        (None, ["timeout"], "a.pdf", False),
        (None, ["crashed"], "a.txt", False),
        (None, [], "a.txt", False),
    ],
)
def test_what_may_pass_is_not_kept(document: Document | None, kinds: list[str], name: str, kept: bool) -> None:
    assert lasts(Result(name, document, faults=[Fault(kind, "") for kind in kinds]), b"") is kept


def test_a_reader_that_failed_is_asked_again() -> None:
    assert not lasts(Result("a.txt", faults=[Fault("unreadable", "", passing=True)]), b"")
