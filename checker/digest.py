"""Everything besides the document that the outcome of a check depends on, as one name.

It is the same in another checkout, in another folder and on another machine, and it needs neither rules nor libraries:
files are known by what is in them, libraries and plugins by what is installed. Two checks of the same bytes under the
same digest find the same. What it cannot know is what a plugin asks of the clock, of the network or of files outside
its package: a check has no business to.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from . import __version__, again, contents, installed
from .data import grammars_folder, rules_folder
from .messages import language
from .records import Record

FORM = 1
"""To be raised when what is kept under a digest takes another form."""
PACK_ENDINGS = (".yaml", ".yml", ".tsv")


class Terms(Record, frozen=True):
    """What is asked for: the fields of a `Selection`, and the kind and the day that a document is checked with.

    `house` is what settings say of rules, as plain values whose `repr` is the same for the same settings.
    """

    packs: tuple[str, ...] = ()
    region: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    plugins: bool = True
    plugin_paths: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    house: object = None
    kind: str | None = None
    as_of: dt.date | None = None


def digest_of(terms: Terms) -> str | None:
    """The digest of a check under `terms`; None where it cannot be told, so that nothing may be kept."""
    try:
        parts = [_ourselves(), installed.libraries()]
        if terms.plugins:
            parts.append(installed.plugins())
        parts += [_plugin(Path(path)) for path in terms.plugin_paths]
        parts += [content_of_pack(name) for name in terms.packs]
    except (OSError, ValueError):
        return None
    day = terms.as_of.isoformat() if terms.as_of else None
    asked = (terms.region, terms.select, terms.ignore, terms.plugins, len(terms.plugin_paths), len(terms.packs))
    return contents.digest(*parts, repr((FORM, asked, terms.accept, terms.house, terms.kind, day, language())))


@cache
def _ourselves() -> str:
    """This program with its packs and grammars, and the Python that runs it.

    The version says nothing in a checkout, where files change without it.
    """
    package = Path(__file__).resolve().parent
    data = ("rules", "grammars", "templates")  # in a wheel these lie inside the package
    python = (sys.implementation.name, sys.version_info[:3], unicodedata.unidata_version)
    return contents.digest(
        repr((__version__, python)),
        contents.of_folder(package, leave=data),
        contents.of_folder(rules_folder()),
        contents.of_folder(grammars_folder()),
    )


def _plugin(path: Path) -> str:
    """A plugin that the caller named: what is in its file or in its folder."""
    if path.is_dir():
        return contents.digest(path.resolve().name, contents.of_folder(path))
    return contents.digest(path.resolve().name, contents.of_file(path))


def content_of_pack(name: str) -> str:
    """What is in a pack that the caller or the settings name: by its name, which ours have, or by a path.

    Raises `OSError`.
    """
    path = Path(name)
    again.note(path)
    parts = [] if path.suffix or os.sep in name or "/" in name else [name]
    if path.is_dir():
        parts += contents.of_files(path, PACK_ENDINGS), _others(path, contents.names(path, PACK_ENDINGS))
    elif path.exists():
        # A table may stand beside a single file.
        parts += contents.of_file(path), contents.of_files(path.parent, (".tsv",)), _others(path.parent, [path.name])
    elif not parts:
        raise FileNotFoundError(name)
    return contents.digest(*parts)


def _others(folder: Path, files: Sequence[str]) -> str:
    """What is in those files of a folder that `files` of a pack there name and that do not look like a table."""
    again.note(*(folder / name for name in files))
    told = b"\n".join((folder / name).read_bytes() for name in files)
    named = [name for name in contents.names(folder) if os.fsencode(name) in told and (folder / name).is_file()]
    others = [name for name in named if not name.endswith(PACK_ENDINGS)]
    return contents.digest(*others, *(contents.of_file(folder / name) for name in others))
