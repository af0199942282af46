"""The archive of a Word file with some of its parts written anew; all others stay byte for byte.

Open Packaging Conventions (ECMA-376 part 2): content types (6.2.3), relationships (6.5).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile

from lxml import etree

from ..messages import say
from ..readers.word.package import BrokenPartError, Package, Relationship, parse

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
# The header in front of a member (APPNOTE 4.3.7): it ends with the lengths of the name and the fields behind it.
_MAGIC = b"PK\x03\x04"
_HEADER = struct.Struct("<26x2H")
_SIZES_BEHIND = 0x08  # the flag that sizes stand behind the member (4.4.4); now they stand before it
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive knows: the same input gives the same bytes


class Archive:
    """A package being changed. Nothing is written before `pack`."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._data = data
        self._changed: dict[str, bytes] = {}

    def xml(self, name: str) -> etree._Element:
        """The root of a part, as changed so far."""
        stored = self._stored(name)
        changed = self._changed.get(stored)
        return self.package.xml(stored) if changed is None else parse(changed, stored)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name, changed or not."""
        return self.package.has(name) or name in self._changed

    def put(self, name: str, root: etree._Element) -> None:
        """Write a part anew, or add one."""
        self._changed[self._stored(name)] = _serialized(root)

    def relate(self, source: str, kind: str, target: str) -> None:
        """Add a relationship of the type `kind` (a whole address) from one part to another."""
        folder, _, base = source.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        space = f"{_PACKAGE}/relationships"
        root = self.xml(name) if self.has(name) else etree.Element(f"{{{space}}}Relationships")
        taken = {element.get("Id") for element in root}
        key = next(key for number in range(1, len(taken) + 2) if (key := f"rId{number}") not in taken)
        path = posixpath.relpath(f"/{target}", f"/{folder}")
        etree.SubElement(root, f"{{{space}}}Relationship", {"Id": key, "Type": kind, "Target": path})
        self.put(name, root)

    def declare(self, name: str, content_type: str) -> None:
        """Say of which content type a part is."""
        root = self.xml(_TYPES)
        space = f"{_PACKAGE}/content-types"
        part = f"/{name}"
        if all((element.get("PartName") or "").lower() != part.lower() for element in root):
            etree.SubElement(root, f"{{{space}}}Override", {"PartName": part, "ContentType": content_type})
            self.put(_TYPES, root)

    def related(self, source: str) -> dict[str, Relationship]:
        """The parts within the package that `source` relates to, by the kind of relationship; the first of a kind."""
        links = self.package.relationships(source).values()
        return {link.kind: link for link in reversed(list(links)) if not link.external}

    def pack(self) -> bytes:
        """The archive; the very bytes that came in where nothing was changed."""
        if not self._changed:
            return self._data
        stream = io.BytesIO()
        waiting = dict(self._changed)
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(stream, "w") as new:
            for entry in old.infolist():
                content = waiting.pop(entry.filename, None)
                if content is None:
                    self._copy(entry, new)
                else:
                    new.writestr(_entry(entry), content)
            for name, content in waiting.items():
                added = zipfile.ZipInfo(name, _EPOCH)
                added.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(added, content)
        return stream.getvalue()

    def _copy(self, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
        """Copy a member as it is stored, never unpacked: no picture is too large for it, and none is damaged by it."""
        at = entry.header_offset
        header = self._data[at : at + _HEADER.size]
        if len(header) < _HEADER.size or not header.startswith(_MAGIC) or new.fp is None:
            raise BrokenPartError(say("部件 {part} 已损坏（{reason}）", part=entry.filename, reason="zip"))
        start = at + _HEADER.size + sum(_HEADER.unpack(header))
        copy = _entry(entry)
        copy.CRC, copy.compress_size, copy.file_size = entry.CRC, entry.compress_size, entry.file_size
        copy.flag_bits = entry.flag_bits & ~_SIZES_BEHIND
        copy.header_offset = new.fp.tell()
        new.fp.write(copy.FileHeader() + self._data[start : start + entry.compress_size])
        new.start_dir = new.fp.tell()
        new.filelist.append(copy)
        new.NameToInfo[copy.filename] = copy

    def _stored(self, name: str) -> str:
        return self.package.stored_name(name) if self.package.has(name) else name


def _entry(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The directory entry of a member as it was, without what the writing itself fills in."""
    entry = zipfile.ZipInfo(old.filename, old.date_time)
    entry.compress_type = old.compress_type
    entry.external_attr = old.external_attr
    entry.create_system = old.create_system
    entry.comment = old.comment
    return entry


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
