"""From bytes to a Document: which reader takes a file, and what to say where none can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

from ..document import Document
from ..messages import say
from ..records import Record
from ..rules import Fault

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
RTF = b"{\\rtf"


class UnreadableError(Exception):
    """A file that no reader can take. `fault` says what, where, why and what to do."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(kind, message)


class Reader(Record, frozen=True):
    """An input format: the endings it answers to and the function that reads it.

    `read(data, name)` gives a Document or raises `UnreadableError`. `sniff(data)` tells the format by its
    content, so that a file under a wrong name is read all the same; None where content tells nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Document]
    sniff: Callable[[bytes], bool] | None = None


def read_bytes(data: bytes, name: str, readers: Iterable[Reader]) -> Document:
    """Read `data` with the reader that its content, or else its name, asks for.

    Raises `UnreadableError` where none fits.
    """
    readers = list(readers)
    suffix = PurePath(name).suffix.lower()
    for reader in readers:
        if reader.sniff is not None and reader.sniff(data):
            return reader.read(data, name)
    named = next((r for r in readers if suffix in r.suffixes), None)
    refuse_by_content(data, suffix, named)
    if named is not None:
        return named.read(data, name)
    plain = next((r for r in readers if r.name == "text"), None)
    if plain is None:
        raise UnreadableError("unsupported-format", say("没有能读“{suffix}”文件的读入器。", suffix=suffix))
    return plain.read(data, name)


def read_or_fault(data: bytes, name: str, readers: Iterable[Reader]) -> Document | Fault:
    """The document, or why there is none. Never raises: a reader's mistake must not take other files down."""
    try:
        return read_bytes(data, name, readers)
    except UnreadableError as error:
        return error.fault
    except Exception as error:
        message = say(
            "读取时出错：{error}。这是程序的问题，请把文件结构告知开发者。", error=f"{type(error).__name__}: {error}"
        )
        return Fault("unreadable", message, passing=True)


def refuse_by_content(data: bytes, suffix: str, named: Reader | None) -> None:
    """Raise `UnreadableError` for content that is known and that no reader here takes."""
    if data.startswith(OLE):
        raise UnreadableError(
            "unsupported-format",
            say(
                "这是旧版 Word/WPS 文档（.doc、.wps）或加了密码的文档，无法读取。"
                "请用 Word 或 WPS 打开，取消密码，另存为 .docx 后再检查。"
            ),
        )
    if data.startswith(PDF):
        raise UnreadableError("unsupported-format", say("这是 PDF 文件，这里读不了。请检查它的 Word 原稿（.docx）。"))
    if data.startswith(RTF):
        raise UnreadableError(
            "unsupported-format", say("这是 RTF 文件，这里读不了。请用 Word 或 WPS 另存为 .docx 后再检查。")
        )
    if data.startswith(ZIP):
        raise UnreadableError(
            "unsupported-format", say("这是压缩包，里面没有 Word 正文。请解压后检查其中的 .docx、.txt 或 .md 文件。")
        )
    if named is not None and named.name == "docx":
        raise UnreadableError(
            "unreadable",
            say(
                "文件名是 .docx，内容却不是 Word 文档（文件可能已损坏、未下载完整，或只是改了扩展名）。"
                "请用 Word 或 WPS 打开后另存为 .docx。"
            ),
        )
