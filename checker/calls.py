"""The functions that a program calls: check a document, or compile rules once and check many."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .engine import Result
    from .ruleset import RuleSet

_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,8}$")
_SENTENCE = re.compile("[。；！？，：]")


class Checker:
    """A compiled rule set: make it once, check any number of documents with it."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def check_bytes(self, data: bytes, name: str, *, kind: str | None = None, as_of: dt.date | None = None) -> Result:
        """Check a file's content. A pure function of its arguments; it never raises."""
        from .engine import check_bytes

        return check_bytes(self.rules, data, name, kind=kind, as_of=as_of)


def compile(
    packs: Sequence[str] = (),
    *,
    region: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    plugins: bool = True,
) -> Checker:
    """A Checker with the built-in packs, those of `region`, and `packs` by name or path.

    Raises `zfcheck.packtree.PackError` and `zfcheck.ruleset.SelectionError`.
    """
    from .ruleset import Selection, compile_rules

    return Checker(compile_rules(Selection(tuple(packs), region, tuple(select), tuple(ignore), plugins)))


def check(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    packs: Sequence[str] = (),
    region: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    kind: str | None = None,
    as_of: dt.date | None = None,
    plugins: bool = True,
) -> Result:
    """Check one document: a path, bytes (with `name`, whose ending may name the format), or the text itself.

    A str is a path where it ends like a file's name or such a file is there, else the text itself. Raises `OSError`
    for a path that cannot be read.
    """
    checker = compile(packs, region=region, select=select, ignore=ignore, plugins=plugins)
    if isinstance(source, bytes):
        data, label = source, name or "bytes"
    elif isinstance(source, str) and not _is_path(source):
        data, label = source.encode("utf-8"), name or "text.txt"
    else:
        path = Path(source)
        data, label = path.read_bytes(), name or str(path)
    return checker.check_bytes(data, label, kind=kind, as_of=as_of)


def _is_path(source: str) -> bool:
    """Whether a str names a file: it has an ending, or stands there. Text of a document has neither."""
    if "\n" in source or _SENTENCE.search(source):
        return False
    if _ENDING.search(source):
        return True
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False
