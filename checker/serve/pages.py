"""The page and its files, out of the package, by a fixed table of names."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

PAGE = "index.html"
_TYPES = {
    PAGE: "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
}
"""Every file that is served. What is not named here is not there, whatever a request says."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page."""

    type: str
    body: bytes


def assets() -> dict[str, Asset]:
    """All files of the page, by name."""
    folder = files(__package__) / "assets"
    return {name: Asset(kind, (folder / name).read_bytes()) for name, kind in _TYPES.items()}
