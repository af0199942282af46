"""The package of a Word file: a zip archive of XML parts, opened as if its sender were hostile.

Nothing in the archive's own headers is believed: sizes are counted while unpacking, DOCTYPE is refused,
no entity is resolved and no address is fetched. Part names and relationships follow ECMA-376 part 2
(Open Packaging Conventions), clauses 6.2 and 6.5.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from ...messages import say
from ...records import Record, replace
from .. import UnreadableError
from .refusals import doctype, refuse_overlap, too_deep, too_dense, too_many, too_much

MAX_ENTRIES = 5_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_RATIO = 250  # real parts shrink to a tenth, repetitive ones to a thirtieth; deflate can do 1,032
RATIO_FROM = 4 * 1024 * 1024  # unpacked bytes from which the ratio counts
MAX_TAGS = 1_500_000  # a tree takes twenty times the room of its shortest tags
_CHUNK = 256 * 1024
_COMMON = 16 * 1024
"""Bytes up to which a list of relationships may be one that many files have."""
_CORE = "docProps/core.xml"
# What an on/off property or attribute says (ECMA-376 part 1, 22.9.2.7), and what Word takes for off besides.
TRUE = frozenset({"1", "true", "on"})
OFF = frozenset({"0", "false", "off", "none"})

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that says whether blanks at the ends of a text count."""
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
OFFICE = "urn:schemas-microsoft-com:office:office"
VML = "urn:schemas-microsoft-com:vml"
CHART_2014 = "http://schemas.microsoft.com/office/drawing/2014/chartex"

_WORD_NAMES = (
    *("document", "body", "p", "r", "t", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "ruby"),
    *("rubyBase", "rt", "rubyPr", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr"),
    *("tcPr", "sectPr", "smartTagPr", "customXmlPr", "ins", "del", "moveTo", "moveFrom", "delText"),
    *("delInstrText", "instrText", "fldChar", "fldSimple", "fldData", "ffData", "ddList", "listEntry", "result"),
    *("default", "tbl", "tr", "tc", "gridBefore", "gridSpan", "vMerge", "hMerge", "cellDel", "drawing", "pict"),
    *("object", "txbxContent", "altChunk", "subDoc", "footnoteReference", "endnoteReference", "footnote"),
    *("endnote", "headerReference", "footerReference", "style", "name", "basedOn", "outlineLvl", "pStyle"),
    *("rStyle", "numPr", "numId", "ilvl", "vanish", "specVanish", "docDefaults", "rPrDefault", "num"),
    *("abstractNum", "abstractNumId", "numStyleLink", "lvlOverride", "startOverride", "lvl", "start"),
    *("lvlRestart", "lvlText", "isLgl", "suff", "numFmt", "titlePg", "evenAndOddHeaders", "control"),
    *("pgNum", "commentReference", "highlight", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
    *("tcPrChange", "numberingChange", "commentRangeStart"),
)

_DRAWING_NAMES = (
    ("a", "main", ("p", "r", "t")),
    ("wp", "wordprocessingDrawing", ("inline", "anchor", "extent")),
    ("pic", "picture", ("pic",)),
    ("c", "chart", ("chart", "tx", "strCache", "multiLvlStrCache", "strLit", "lvl", "pt", "v", "extLst")),
    ("dgm", "diagram", ("relIds", "pt", "cxn")),
)

# From a tag to the short name under which this reader knows it; a tag that is not here has none.
KINDS: dict[str, str] = {f"{{{space}}}{name}": name for space in (TRANSITIONAL, STRICT) for name in _WORD_NAMES}
KINDS.update({f"{{{COMPATIBILITY}}}{name}": name for name in ("AlternateContent", "Choice", "Fallback")})
KINDS.update({f"{{{space}}}{name}": f"m:{name}" for space in MATH for name in ("t", "num", "fPr")})
KINDS[f"{{{OFFICE}}}OLEObject"] = "OLEObject"
KINDS.update({f"{{{VML}}}{name}": f"v:{name}" for name in ("imagedata", "textpath")})
KINDS[f"{{{CHART_2014}}}chart"] = "cx:chart"
KINDS.update(
    {
        f"{{{space}/{folder}}}{name}": f"{prefix}:{name}"
        for space in ("http://schemas.openxmlformats.org/drawingml/2006", "http://purl.oclc.org/ooxml/drawingml")
        for prefix, folder, names in _DRAWING_NAMES
        for name in names
    }
)

_ATTRIBUTES = {
    name: (f"{{{TRANSITIONAL}}}{name}", f"{{{STRICT}}}{name}")
    for name in (
        *("val", "type", "id", "styleId", "default", "numId", "abstractNumId", "ilvl"),
        *("fldCharType", "char", "font", "format", "ascii", "hAnsi"),
    )
}


def tags(*names: str) -> tuple[str, ...]:
    """The full tags that answer to short names, for `Element.iter`."""
    return tuple(tag for tag, kind in KINDS.items() if kind in names)


def attribute(element: etree._Element, name: str = "val") -> str | None:
    """A WordprocessingML attribute in either namespace, None where it is not set."""
    transitional, strict = _ATTRIBUTES[name]
    value = element.get(transitional)
    return element.get(strict) if value is None else value


def integer(element: etree._Element | None, name: str = "val") -> int | None:
    """A whole number from an attribute; None where there is none or it is nonsense."""
    text = attribute(element, name) if element is not None else None
    try:
        number = int(text) if text is not None else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 2**31 else None


def switched_on(element: etree._Element | None) -> bool:
    """An on/off property (ECMA-376 part 1, 17.17.4): there and not switched off."""
    return element is not None and attribute(element) not in OFF


def link(element: etree._Element, name: str = "id") -> str | None:
    """The `r:id` of an element, or another attribute that names a relationship."""
    for space in LINKS:
        value = element.get(f"{{{space}}}{name}")
        if value is not None:
            return value
    return None


def properties(element: etree._Element | None) -> dict[str, etree._Element]:
    """The children of a property element by short name; the first of each counts."""
    found: dict[str, etree._Element] = {}
    if element is not None:
        for child in element:
            kind = KINDS.get(child.tag)
            if kind is not None:
                found.setdefault(kind, child)
    return found


class Relationship(Record, frozen=True):
    """A link from one part to another. `kind` is the last word of its type, `target` a part's name."""

    kind: str
    target: str
    external: bool


class BrokenPartError(Exception):
    """A part is missing or cannot be parsed; the rest of the package may still be read."""


class Package:
    """The parts of an Open Packaging archive, by name without regard to case (ECMA-376 part 2, 6.2.2.3)."""

    def __init__(self, data: bytes) -> None:
        """Open the archive `data`; raises `UnreadableError` where that is impossible or unsafe."""
        # The directory is counted before zipfile builds an object for each of its entries.
        if data.count(b"PK\x01\x02") > MAX_ENTRIES:
            raise too_many(MAX_ENTRIES)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableError(
                "unreadable",
                say(
                    "文件已损坏或没有下载完整，打不开（{reason}）。"
                    "请重新取得原文件，或用 Word 或 WPS 打开修复后另存为 .docx。",
                    reason=error,
                ),
            ) from error
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise too_many(MAX_ENTRIES)
        refuse_overlap(entries)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._doubled: set[str] = set()
        for entry in entries:
            key = _key(entry.filename)
            if key in self._entries:
                self._doubled.add(key)
            self._entries[key] = entry
        self._unpacked = 0
        self._links: dict[str, dict[str, Relationship]] = {}

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _key(name) in self._entries

    def stored_name(self, name: str) -> str:
        """The name of the part as it is written in the archive."""
        return self._entries[_key(name)].filename

    def bytes(self, name: str) -> bytes:
        """The unpacked part; `BrokenPartError` where it is missing or damaged, `UnreadableError` where too large."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise BrokenPartError(say("缺少部件 {part}", part=name))
        # Which of two Word would show cannot be told, and one could hide the other (ECMA-376 part 2, 6.2.2.3).
        if _key(name) in self._doubled:
            raise BrokenPartError(say("部件 {part} 有两份，内容可能不同", part=name))
        if entry.flag_bits & 0x1:
            raise UnreadableError(
                "unreadable",
                say("文档内部加了密码，无法读取。请用 Word 或 WPS 打开，取消密码，另存为 .docx 后再检查。"),
            )
        # The other methods are not allowed in a package, and their decoders cannot be bounded.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenPartError(say("部件 {part} 的压缩方法不受支持", part=name))
        chunks: list[bytes] = []
        size = 0
        try:
            with self._archive.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if size > MAX_PART or self._unpacked > MAX_TOTAL:
                        raise UnreadableError(
                            "too-large",
                            say(
                                "文档解压后过大（{part} 超过 {limit} MB），可能是恶意文件，没有检查。"
                                "请用 Word 或 WPS 打开，确认内容后拆分另存。",
                                part=name,
                                limit=round(min(MAX_PART, MAX_TOTAL) / 2**20),
                            ),
                        )
                    if size > RATIO_FROM and size > MAX_RATIO * max(1, entry.compress_size):
                        raise too_dense(name, MAX_RATIO)
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise BrokenPartError(say("部件 {part} 已损坏（{reason}）", part=name, reason=error)) from error
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element:
        """The root element of a part; `BrokenPartError` where it cannot be parsed."""
        return parse(self.bytes(name), name)

    def relationships(self, name: str = "") -> dict[str, Relationship]:
        """The relationships of a part by id, those of the package for the empty name; empty where it has none.

        A damaged relationship part raises `BrokenPartError`.
        """
        if name in self._links:
            return self._links[name]
        folder, _, base = name.rpartition("/")
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(source):
            return {}
        data = self.bytes(source)
        said = _links_said(data, source, folder) if len(data) <= _COMMON else _read_links(data, source, folder)
        found = self._links[name] = {
            key: link if link.external or self.has(link.target) else replace(link, target=unquote(link.target))
            for key, link in said
        }
        return found

    def core_properties(self) -> dict[str, str]:
        """`title` and `modified` of the core properties (ECMA-376 part 2, 8), as far as they can be read."""
        try:
            links = self.relationships().values()
            target = next((r.target for r in links if r.kind == "core-properties" and not r.external), _CORE)
            root = self.xml(target)
        except (BrokenPartError, UnreadableError):
            return {}
        found: dict[str, str] = {}
        for element in root:
            key = element.tag.rpartition("}")[2]
            if key in {"title", "modified"} and element.text and element.text.strip():
                found[key] = element.text.strip()
        return found

    def main_part(self) -> str | None:
        """The name of the WordprocessingML main part (ECMA-376 part 1, 11.3.10), None where there is none."""
        return next((name for name in self._main_candidates() if self.has(name)), None)

    def _main_candidates(self) -> Iterator[str]:
        try:
            for relationship in self.relationships().values():
                if relationship.kind == "officeDocument" and not relationship.external:
                    yield relationship.target
        except BrokenPartError:
            pass  # a damaged list of relationships does not hide the document: the content types name it too
        try:
            if self.has("[Content_Types].xml"):
                for element in self.xml("[Content_Types].xml"):
                    if is_word_main(element.get("ContentType") or "") and element.get("PartName"):
                        yield (element.get("PartName") or "").lstrip("/")
        except BrokenPartError:
            pass
        yield "word/document.xml"


def _read_links(data: bytes, name: str, folder: str) -> tuple[tuple[str, Relationship], ...]:
    """The relationships in a part of that name, by id; `folder` is that of the part that they are of."""
    found: list[tuple[str, Relationship]] = []
    for element in parse(data, name):
        target, kind, key = element.get("Target"), element.get("Type"), element.get("Id")
        if target and kind and key:
            external = (element.get("TargetMode") or "").lower() == "external"
            if not external:
                target = target.replace("\\", "/").partition("#")[0]
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((key, Relationship(kind.rstrip("/").rpartition("/")[2], target, external)))
    return tuple(found)


_links_said = lru_cache(maxsize=64)(_read_links)
"""The same for small parts: what one program writes of its packages is mostly the same, letter for letter."""


def is_word_main(content_type: str) -> bool:
    """Whether a content type is that of a Word document or template, with macros or without."""
    lowered = content_type.lower()
    return lowered.endswith(".main+xml") and ("wordprocessingml" in lowered or "ms-word" in lowered)


class _Parsers(threading.local):
    """A parser for each thread: one is made in the time in which it reads a small part."""

    def __init__(self) -> None:
        self.parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )


_PARSERS = _Parsers()


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML part; comments and processing instructions are left out.

    Raises `UnreadableError` for a DOCTYPE, which no package may hold (ECMA-376 part 2, 6.2.5), and
    `BrokenPartError` for anything else that is not well-formed.
    """
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data[:64] else data):
        raise doctype(name)
    if data.count(b"<") > MAX_TAGS:
        raise too_much(name)
    try:
        root = etree.fromstring(data, _PARSERS.parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        # The limits of libxml2 without `huge_tree`: 256 elements deep, 10 MB in one text or attribute.
        if "depth" in str(error):
            raise too_deep() from error
        if re.search(r"\bhuge text|too long|XML_PARSE_HUGE", str(error)):
            raise too_much(name) from error
        raise BrokenPartError(say("部件 {part} 的 XML 有错（{reason}）", part=name, reason=error)) from error
    # A document in an encoding in which the bytes above do not show is caught here.
    if root.getroottree().docinfo.internalDTD is not None:
        raise doctype(name)
    return root


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
