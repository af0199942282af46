"""Packs read before, as they came out of the reading: no YAML, no tables, no looking for mistakes.

A pack is kept under a digest of everything that it was made of: the content of its files, the fields of all kinds, and
the program itself. Whatever changes, the pack is read anew; a pack with a mistake is never kept. See `zfcheck.cache`
for where, and for how to switch it off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import cache
from .blake import blake2b
from .garbage import uncollected
from .kinds import Kind
from .pack import Pack, load_pack, yaml_files
from .packfreeze import VERSION, Freezer, Thawer


@uncollected()
def recall_pack(path: Path, kinds: Mapping[str, Kind]) -> Pack:
    """The pack at `path` as `load_pack` gives it, out of the cache where nothing has changed since.

    Raises `PackError`.
    """
    key = _key(path, kinds)
    kept: Any = cache.get(key) if key else None
    if kept is not None:
        files, frozen = kept
        recalled: Pack = Thawer([path], files).thaw(frozen)
        return recalled
    pack = load_pack(path, kinds)
    # A table under another ending, or beside a single file, is not in the key. And a file that was changed while it
    # was read must not be kept under the key of what it was before.
    covered = all(path.is_dir() and name.endswith(".tsv") for name in pack.tables)
    if key and covered and _key(path, kinds) == key:
        freezer = Freezer([path])
        with suppress(ValueError):  # a table told by its full path, or a value of a sort that is not kept
            frozen = freezer.freeze(pack)
            cache.put(key, (list(freezer.files), frozen))
    return pack


def _key(path: Path, kinds: Mapping[str, Kind]) -> str | None:
    """The name under which the pack is kept: a digest of its files, of the fields of all kinds, and of this program.

    None where nothing is kept, or the files cannot be read.
    """
    if cache.folder() is None:
        return None
    digest = blake2b(f"{VERSION} {cache.program()}".encode(), digest_size=20)
    digest.update(repr(sorted((name, kind.table, kind.fields) for name, kind in kinds.items())).encode())
    try:
        for file in [*yaml_files(path), *(sorted(path.glob("*.tsv")) if path.is_dir() else ())]:
            data = file.read_bytes()
            # A single file may have any name. Where a link leads matters, since a table elsewhere is refused.
            name = "" if file == path else file.name
            target = os.path.realpath(file) if file.is_symlink() else ""
            digest.update(f"{name}\0{target}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    except OSError:
        return None
    return f"pack-{digest.hexdigest()}"
