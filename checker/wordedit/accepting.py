"""Our tracked changes accepted: the text as it is meant to be, without a trace of how it was changed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..document import REVIEWER
from ..readers.word.package import STRICT, TRANSITIONAL, Package
from .archive import Archive
from .runs import remove, unwrap

_SPACES = (TRANSITIONAL, STRICT)


def with_new_revisions_accepted(before: bytes, after: bytes) -> bytes:
    """The Word file `after` with those tracked changes of ours accepted that `before`, which it was, did not have."""
    old, archive = Package(before), Archive(after)
    for name in changed_parts(before, after):
        if not name.endswith(".xml") or not old.has(name):
            continue
        known = {element.get(_id(element)) for element in _revisions(old.xml(old.stored_name(name)))}
        root = archive.xml(name)
        new = [element for element in _revisions(root) if element.get(_id(element)) not in known]
        for element in new:
            if etree.QName(element).localname == "ins":
                unwrap(element)
            else:
                remove(element)
        if new:
            archive.put(name, root)
    return archive.pack()


def changed_parts(before: bytes, after: bytes) -> list[str]:
    """The parts that are in both files and differ."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        kept = {entry.filename: (entry.CRC, entry.file_size) for entry in old.infolist()}
        return [
            entry.filename
            for entry in new.infolist()
            if entry.filename in kept and kept[entry.filename] != (entry.CRC, entry.file_size)
        ]


def _revisions(root: etree._Element) -> Iterator[etree._Element]:
    """Our insertions and deletions, those inside before those around them."""
    found = [
        element
        for space in _SPACES
        for element in root.iter(f"{{{space}}}ins", f"{{{space}}}del")
        if element.get(f"{{{space}}}author") == REVIEWER
    ]
    return reversed(found)


def _id(element: etree._Element) -> str:
    return f"{{{etree.QName(element).namespace}}}id"
