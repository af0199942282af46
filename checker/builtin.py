"""What zfcheck brings itself, registered through the same hooks as any plugin's."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .data import rules_folder
from .document import Document
from .kinds import Kind
from .readers import Reader
from .writers import Writer


def _read_text(data: bytes, name: str) -> Document:
    from .readers.text import read

    return read(data, name)


def _read_markdown(data: bytes, name: str) -> Document:
    from .readers.markdown import read

    return read(data, name)


def _read_docx(data: bytes, name: str) -> Document:
    from .readers.docx import read

    return read(data, name)


def _is_docx(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    from .readers.docx import sniff

    return sniff(data)


def _read_office(data: bytes, name: str) -> Document:
    from .readers.office import read

    return read(data, name)


def _is_office(data: bytes) -> bool:
    # The first bytes of OLE, RTF, zip and XML; most files are none of these.
    if not data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK", b"<", b"\xef\xbb\xbf<")):
        return False
    from .readers.office import sniff

    return sniff(data)


def _read_pdf(data: bytes, name: str) -> Document:
    from .readers.pdf import read

    return read(data, name)


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


KINDS = (
    "phrase",
    "pattern",
    "formulation",
    "terms",
    "presence",
    "section",
    "numbering",
    "element",
    "relation",
    "parts",
    "shares",
    "count",
    "table",
    "retold",
    "rate",
    "figure",
    "period",
    "event",
    "title",
    "shortname",
    "character",
    "remark",
    "twice",
    "stale",
    "wrapped",
    "doubled",
    "pairing",
    "pairs",
    "width",
    "gap",
    "habit",
    "ending",
    "form",
    "attachment",
    "issue",
    "layout",
    "note",
    "place",
)
"""The kinds of rules: each is a module of `kinds/`."""


class Builtin:
    """The built-in plugin. Readers and writers load their libraries only when used."""

    def zfcheck_packs(self) -> list[Path]:
        return sorted(path for path in rules_folder().iterdir() if path.is_dir() and any(path.glob("*.yaml")))

    def zfcheck_kinds(self) -> list[Kind]:
        return [import_module(f".kinds.{name}", __package__).KIND for name in KINDS]

    def zfcheck_readers(self) -> list[Reader]:
        return [
            Reader("docx", (".docx", ".docm", ".dotx"), _read_docx, _is_docx),
            Reader(
                "office", (".doc", ".wps", ".odt", ".rtf", ".dot", ".wpt", ".ott", ".fodt"), _read_office, _is_office
            ),
            Reader("pdf", (".pdf",), _read_pdf, _is_pdf),
            Reader("markdown", (".md", ".markdown"), _read_markdown),
            Reader("text", (".txt", ".text"), _read_text),
        ]

    def zfcheck_writers(self) -> list[Writer]:
        from .writers import BUILTIN

        return list(BUILTIN)
