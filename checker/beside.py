"""Where the file beside a document is that says what is to be ignored in it (see `sidecar`)."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".zfcheck.yaml"


def beside(path: Path) -> Path:
    """Where the file for the document at `path` would be."""
    return path.with_name(path.name + SUFFIX)


def stands_beside(path: Path) -> bool:
    """Whether there is such a file."""
    try:
        return beside(path).is_file()
    except OSError:  # the name is too long with the ending
        return False
