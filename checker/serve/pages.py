"""The page and its files, out of the package: read once, so that no request ever leads to a path."""

from __future__ import annotations

from importlib.resources import files

from ..records import Record

PAGE = "index.html"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
"""What is served of the folder, by the ending of the name."""


class Asset(Record, frozen=True):
    """A file of the page."""

    type: str
    body: bytes


def assets() -> dict[str, Asset]:
    """All files of the page, by name. What is not among them is not there, whatever a request says."""
    found: dict[str, Asset] = {}
    for file in (files(__package__) / "assets").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind is not None:
            found[file.name] = Asset(kind, file.read_bytes())
    return found
