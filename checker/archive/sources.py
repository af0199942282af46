"""SOURCE -> the documents it means: a file, a folder, a pattern of paths, or an address in object storage."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ..files import Source, collect
from ..messages import say
from ..records import Record
from ..rules import Fault
from .order import ArchiveError

SCHEMES = ("s3", "s3a", "s3n", "gs", "gcs", "az", "abfs", "abfss", "hf", "http", "https")
"""What an address may start with: what Daft reads from."""
_WILD = "*?["
_FILE = "file://"


class Item(Record, frozen=True):
    """A document: the name that results show, and where a worker finds it; or why there is none.

    `path` is that of a file on a disk, None in object storage.
    """

    name: str
    place: bytes
    path: Path | None = None
    fault: Fault | None = None


def is_remote(source: str) -> bool:
    """Whether SOURCE is an address. Raises `ArchiveError` for one that nothing here can read from."""
    scheme, mark, _ = source.partition("://")
    if not mark or scheme == "file" or os.path.exists(source):
        return False
    if scheme.lower() in SCHEMES:
        return True
    known = " ".join(f"{name}://" for name in SCHEMES)
    raise ArchiveError(
        say("不认识的地址“{source}”。可以写文件夹、通配的路径，或以 {known} 开头的地址。", source=source, known=known)
    )


def local(source: str, suffixes: Iterable[str]) -> list[Item]:
    """The documents on a disk, as `zfcheck check` finds them, in its order."""
    known = frozenset(suffixes)
    path = source.removeprefix(_FILE)
    found = collect(_matches(path, known), known)
    return [_item(each) for each in sorted(found.sources, key=lambda each: each.name)]


def _matches(source: str, suffixes: frozenset[str]) -> list[str]:
    """What a pattern stands for: the files that can be read, or else the folders. A path that is there is itself."""
    if os.path.lexists(source) or not any(sign in source for sign in _WILD):
        return [source]
    found = sorted(glob.glob(source, recursive=True))
    files = [path for path in found if _is_document(path, suffixes) and os.path.isfile(path)]
    return files or [path for path in found if os.path.isdir(path)]


def _is_document(path: str, suffixes: frozenset[str]) -> bool:
    name = os.path.basename(path)
    return os.path.splitext(name)[1].lower() in suffixes and not name.startswith((".", "~$"))


def _item(source: Source) -> Item:
    assert source.path is not None
    return Item(source.name, os.fsencode(source.path), source.path, source.fault)


def remote(source: str, suffixes: Iterable[str]) -> list[Item]:
    """The documents in object storage: an address that names one, a pattern, or all below an address.

    Raises `ArchiveError` where it cannot be listed.
    """
    known = frozenset(suffixes)
    pattern = source
    if not any(sign in source for sign in _WILD):
        if PurePosixPath(source).suffix.lower() in known:
            return [Item(source, source.encode())]
        pattern = source.rstrip("/") + "/**"
    above = min(pattern.index(sign) for sign in _WILD if sign in pattern)
    return [Item(name, name.encode()) for name in sorted({*_listed(pattern)}) if _is_wanted(name, known, above)]


def _is_wanted(address: str, suffixes: frozenset[str], above: int) -> bool:
    """Whether what was found below an address is a document: the same that are passed over on a disk are here."""
    if PurePosixPath(address).suffix.lower() not in suffixes:
        return False
    start = address.rfind("/", 0, above) + 1
    return not any(part.startswith((".", "~$")) for part in address[start:].split("/"))


def _listed(pattern: str) -> Iterator[str]:
    import daft

    try:
        for found in daft.from_glob_path(pattern).select("path").to_arrow_iter():
            yield from found.column("path").to_pylist()
    except FileNotFoundError:
        return
    except Exception as error:  # whatever a service, a network or a library may say
        reason = " ".join(str(error).split())[:300]
        if "at least 1 MicroPartition" not in reason:  # which is how Daft says that there is nothing
            raise ArchiveError(
                say("列不出“{source}”里的文稿：{reason}。请核对地址、权限和网络。", source=pattern, reason=reason)
            ) from error
