"""Where the data folders are: beside the package in a wheel, one level up in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"zfcheck: the data folder {name!r} is missing beside {package}; install zfcheck again")


def rules_folder() -> Path:
    """The folder of the built-in packs."""
    return _folder("rules")


def grammars_folder() -> Path:
    """The folder of the grammars."""
    return _folder("grammars")


def templates_folder() -> Path:
    """The folder of what `pack new` and `plugin new` write."""
    return _folder("templates")
