"""The texts that are open in the editor, as they are there, saved or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lsprotocol.types import TextDocumentContentChangeEvent, TextDocumentContentChangePartial, TextDocumentItem
from pygls.uris import to_fs_path

from ..beside import SUFFIX
from ..lazy import lazily
from ..records import Record, field
from ..settings.find import NAMES
from .positions import Positions

_LONE = lazily("[\ud800-\udfff]")
_SAYS_PACK = lazily(r"(?m)^\ufeff?pack[ \t]*[:：]")
_PROSE = frozenset({"markdown", "md", "gfm", "plaintext", "text", "txt", ""})
"""What editors call the languages of reports. A .txt of another language (requirements.txt) is none."""
_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text"})
_NAMES = {"markdown": "untitled.md", "md": "untitled.md", "gfm": "untitled.md"}
REPORT, PACK, SETTINGS, SIDECAR = "report", "pack", "settings", "sidecar"


class Opened(Record, eq=False):
    """A text in the editor. `path` is None where it lies in no file."""

    uri: str
    language: str
    version: int
    text: str
    encoding: str
    path: Path | None
    _positions: Positions | None = field(default=None, repr=False)

    @classmethod
    def of(cls, item: TextDocumentItem, encoding: str) -> Opened:
        path = to_fs_path(item.uri) if item.uri.startswith("file:") else None
        return cls(item.uri, item.language_id, item.version, _whole(item.text), encoding, Path(path) if path else None)

    @property
    def positions(self) -> Positions:
        """The positions of the text as it is now."""
        if self._positions is None:
            self._positions = Positions(self.text, self.encoding)
        return self._positions

    @property
    def shift(self) -> int:
        """How far offsets here are behind those of the document: a reader takes a byte order mark away."""
        return 1 if self.text.startswith("\ufeff") else 0

    @property
    def data(self) -> bytes:
        """The bytes that a file with this text would hold."""
        return self.text.encode("utf-8")

    @property
    def name(self) -> str:
        """What the text is called in messages; its ending says which reader takes it."""
        return str(self.path) if self.path is not None else _NAMES.get(self.language, "untitled.txt")

    @property
    def role(self) -> str | None:
        """What the text is to this program; None for what is not its business."""
        suffix = Path(self.name).suffix.lower()
        if suffix in {".yaml", ".yml"} or self.language == "yaml":
            name = Path(self.name).name
            if name in NAMES:
                return SETTINGS
            if name.endswith(SUFFIX):
                return SIDECAR
            return PACK if _SAYS_PACK.search(self.text) else None
        return REPORT if self.language in _PROSE and suffix in _SUFFIXES else None

    def change(self, version: int, changes: Sequence[TextDocumentContentChangeEvent]) -> None:
        """Take in what was typed."""
        for change in changes:
            if isinstance(change, TextDocumentContentChangePartial):
                span = self.positions.span(change.range)
                self.text = self.text[: span.start] + change.text + self.text[span.end :]
            else:
                self.text = change.text
            self.text = _whole(self.text)
            self._positions = None
        self.version = version


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which no file can hold."""
    return _LONE.sub("\ufffd", text)
