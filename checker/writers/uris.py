"""Paths as other programs want them: with forward slashes, as URIs."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote


def slashed(path: str, flavour: type[PurePath] = PurePath) -> str:
    """`path` with forward slashes and without `./`; on Windows alone a backslash is a slash."""
    return flavour(path).as_posix()


def is_absolute(path: str, flavour: type[PurePath] = PurePath) -> bool:
    """Whether `path` begins at the root, or on Windows at a drive."""
    return flavour(path).is_absolute()


def uri(path: str, flavour: type[PurePath] = PurePath) -> str:
    """A relative path as a relative reference, an absolute one as `file://…`, percent-encoded (RFC 3986)."""
    pure = flavour(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
