"""The file that a document was read from, for edits to go back into: which it takes, and its bytes with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from .document import Document
from .lazy import lazily
from .messages import say
from .readers import UnreadableError
from .readers.text import encode
from .records import replace
from .rules import Edit, Fault, Fix

_LINE_END = lazily("\r\n|\r|\n")


class NotWritableError(Exception):
    """A file that takes no edits: a clause that says why, or a `fault` where something is amiss with the file."""

    def __init__(self, reason: str, fault: Fault | None = None) -> None:
        super().__init__(reason)
        self.fault = fault


class Target(Protocol):
    """A file as it was read. `with_edits` takes edits that `takes` took and that do not overlap."""

    def suited(self, edit: Edit) -> Edit:
        """The edit as it is made in this file."""
        ...

    def takes(self, edit: Edit) -> bool: ...

    def with_edits(self, edits: Iterable[Edit]) -> bytes: ...

    def is_written(self, edits: Iterable[Edit], document: Document) -> bool:
        """Whether `document`, read from `with_edits(edits)`, is what was meant."""
        ...


def target_of(data: bytes, document: Document) -> Target:
    """The file `data`, from which `document` was read. Raises `NotWritableError`."""
    if document.format == "docx":
        return _WordFile(data, document)
    if document.read_only or "encoding" not in document.properties:
        raise NotWritableError(say("--fix 只改写 .docx、文本和 Markdown 文件"))
    return _TextFile(data, document)


class _TextFile:
    """A file that is its text in some encoding."""

    def __init__(self, data: bytes, document: Document) -> None:
        self._data = data
        self._text = document.text
        self._encoding = document.properties["encoding"]
        if self._encoded(self._text) != data:
            # A file cut off within its last character, or one of the few bytes of GBK that stand for two characters.
            message = say(
                "没有改动：文件有几个字节按 {encoding} 读出后不能原样写回。请核对文稿，另存为 UTF-8 编码后再改。",
                encoding=self._encoding.upper(),
            )
            raise NotWritableError(message, Fault("not-written", message))

    def _encoded(self, text: str) -> bytes | None:
        try:
            return encode(text, self._encoding, self._data)
        except (UnicodeEncodeError, LookupError):
            return None

    def suited(self, edit: Edit) -> Edit:
        """The edit with the line ends of the lines around it."""
        if not _LINE_END.search(edit.text):
            return edit
        before = max(self._text.rfind("\r", 0, edit.start), self._text.rfind("\n", 0, edit.start))
        if before > 0 and self._text[before - 1 : before + 1] == "\r\n":
            before -= 1
        near = _LINE_END.search(self._text, max(before, 0))
        return replace(edit, text=_LINE_END.sub(near.group(), edit.text)) if near else edit

    def takes(self, edit: Edit) -> bool:
        return self._encoded(edit.text) is not None

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        return encode(Fix(tuple(edits)).apply(self._text), self._encoding, self._data)

    def is_written(self, edits: Iterable[Edit], document: Document) -> bool:
        # A short text may read as another encoding once it has changed.
        return document.text == Fix(tuple(edits)).apply(self._text)


class _WordFile:
    """A Word file, which gets tracked changes."""

    def __init__(self, data: bytes, document: Document) -> None:
        from .reviewing import Tracked, is_signed

        if is_signed(data):
            raise NotWritableError(say("文件有数字签名，改动会使签名失效"))
        with _refusing():
            self._file = Tracked(data, document)

    def suited(self, edit: Edit) -> Edit:
        return edit

    def takes(self, edit: Edit) -> bool:
        return self._file.takes(edit)

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        with _refusing():
            return self._file.with_edits(edits)

    def is_written(self, edits: Iterable[Edit], document: Document) -> bool:
        return True  # numbers that Word counts change with the text around them


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except UnreadableError as error:
        raise NotWritableError(str(error), error.fault) from error
