"""Which reader takes a file: by content first, by name next, and refused with advice where none can."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

import docx as python_docx
import pytest

from zfcheck.readers import OLE, UnreadableError, read_bytes

TEXT = "云川市形势平稳。"


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice, which would take a second for every file."""
    monkeypatch.setenv("ZFCHECK_SOFFICE", "no-such-program")


def word_file(text: str = TEXT) -> bytes:
    document = python_docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zip_file(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, TEXT)
    return stream.getvalue()


def refusal(rules, data: bytes, name: str):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name, rules.readers)
    return caught.value.fault


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.txt", "text"), ("a.TXT", "text"), ("a.text", "text"), ("a.md", "markdown"), ("a.Markdown", "markdown"),
        ("a", "text"), ("a.log", "text"), ("总结.2025", "text"), ("", "text"),
    ],
)  # fmt: skip
def test_text_is_read_as_its_name_says_or_as_plain_text(rules, name: str, format_: str) -> None:
    document = read_bytes(TEXT.encode(), name, rules.readers)
    assert (document.format, document.text) == (format_, TEXT)


@pytest.mark.parametrize("name", ["a.docx", "a.DOCX", "a.txt", "a.md", "a.doc", "a.wps", "a.zip", "a"])
def test_a_word_file_is_read_under_any_name(rules, name: str) -> None:
    document = read_bytes(word_file(), name, rules.readers)
    assert document.format == "docx"
    assert TEXT in document.text


@pytest.mark.parametrize("name", ["a.docx", "a.docm"])
def test_text_under_a_word_name_is_refused(rules, name: str) -> None:
    assert refusal(rules, TEXT.encode(), name).kind == "unreadable"


OTHERS = {
    "ole": (OLE + b"\x00" * 500, ".doc"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "rtf": (b"{\\rtf1\\ansi\\ansicpg936 }", "RTF"),
    "zip": (zip_file("a.txt"), "压缩包"),
}


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.pdf", "a.txt", "a.docx", "a"])
@pytest.mark.parametrize("kind", OTHERS)
def test_what_cannot_be_read_is_refused_with_advice(rules, name: str, kind: str) -> None:
    data, word = OTHERS[kind]
    fault = refusal(rules, data, name)
    assert fault.kind == ("unreadable" if kind == "pdf" else "unsupported-format")
    assert word in fault.message
    assert "请" in fault.message


@pytest.mark.parametrize("kind", OTHERS)
def test_known_formats_without_a_reader_are_refused_with_advice(rules, kind: str) -> None:
    data, word = OTHERS[kind]
    few = [reader for reader in rules.readers if reader.name not in {"office", "pdf"}]
    for name in ("a.doc", "a.txt", "a.docx", "a"):
        with pytest.raises(UnreadableError) as caught:
            read_bytes(data, name, few)
        fault = caught.value.fault
        assert fault.kind == "unsupported-format"
        assert word in fault.message and "请" in fault.message


def test_a_cut_off_word_file_is_refused(rules) -> None:
    data = word_file()
    for cut in (10, 100, len(data) // 2, len(data) - 10):
        assert refusal(rules, data[:cut], "a.docx").kind in {"unreadable", "unsupported-format"}, cut


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 40, OLE, b"PK\x03\x04", b"PK", b"%PDF-", b"{\\rtf"])
def test_check_bytes_never_raises_and_never_passes_rubbish(checker, data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.docx", "a"):
        result = checker.check_bytes(data, name)
        assert result.faults or data == b"PK", (name, data)


def test_a_reader_that_raises_is_a_fault(rules) -> None:
    from dataclasses import replace

    from zfcheck.engine import check_bytes
    from zfcheck.readers import Reader

    def broken(data: bytes, name: str):
        raise ZeroDivisionError(PurePath(name).name)

    result = check_bytes(replace(rules, readers=[Reader("broken", (".x",), broken)]), b"a", "a.x")
    assert [fault.kind for fault in result.faults] == ["unreadable"]
    assert "ZeroDivisionError" in result.faults[0].message


def test_without_a_text_reader_an_unknown_ending_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read_bytes(b"a", "a.x", [])
