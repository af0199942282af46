"""Word documents (.docx, .docm, .dotx): the text that Word shows on the page, and where each character of it stands.

The XML is walked directly (ECMA-376 part 1, WordprocessingML, transitional and strict): text inserted under change
tracking, content controls, fields, smart tags, text boxes, notes, headers, footers and automatic numbers are read;
deleted and hidden text, field codes and comments are not. A `Piece` names the part, the number of the `w:t` among all
`w:t` of that part, and the code point inside it, so that a fix or a comment finds its run again without searching.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lxml import etree

from ..document import (
    BODY,
    ENDNOTE,
    FOOTER,
    FOOTNOTE,
    HEADER,
    TABLE,
    Document,
    Note,
    Paragraph,
    Piece,
    Span,
)
from ..messages import say
from ..rules import Fault
from . import ZIP, UnreadableError, refuse_by_content
from .word.graphics import Graphics
from .word.inline import DROPPED, InlineReader, on_one_line, property_of
from .word.lists import Lists
from .word.numbers import Numbers
from .word.package import (
    KINDS,
    BrokenPartError,
    Package,
    attribute,
    integer,
    is_word_main,
    properties,
    switched_on,
)
from .word.part import Part
from .word.refusals import too_deep
from .word.review import remarks
from .word.sections import Sections
from .word.styles import Style, Styles, heading_level
from .word.tables import Draft, shown_cells
from .word.trail import Line, Source, Trail

if TYPE_CHECKING:
    from ..formatting import Layout

MAX_TEXT = 10_000_000

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


def sniff(data: bytes) -> bool:
    """Whether `data` is a zip archive that holds a WordprocessingML main part, or the remains of one."""
    if not data.startswith(ZIP):
        return False
    if b"word/document" in data or b"word\\document" in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
        except Exception:
            return True
        if "word/document.xml" in names:
            return True
    try:
        package = Package(data)
        return package.has("[Content_Types].xml") and any(
            is_word_main(element.get("ContentType") or "") for element in package.xml("[Content_Types].xml")
        )
    except Exception:
        return False


def read(data: bytes, name: str) -> Document:
    """The Word document in `data`; raises `UnreadableError`, and nothing else, where it cannot be read.

    One line of the text is one paragraph. Body first, then footnotes, endnotes, headers and footers.
    """
    try:
        return _read(data, name)
    except UnreadableError:
        raise
    except BrokenPartError as error:
        raise _broken(error) from error
    except RecursionError as error:
        raise too_deep() from error
    except Exception as error:  # a hostile file must end as a fault of that file, never stop a run over many
        raise _broken(error) from error


def _broken(error: Exception) -> UnreadableError:
    return UnreadableError(
        "unreadable",
        say(
            "Word 文档已损坏，读不出正文（{reason}）。请用 Word 或 WPS 打开修复后另存为 .docx。",
            reason=str(error) or type(error).__name__,
        ),
    )


def _read(data: bytes, name: str) -> Document:
    if not data.startswith(ZIP):
        refuse_by_content(data, ".docx", None)
    package = Package(data)
    main = package.main_part()
    if main is None:
        raise UnreadableError(
            "unreadable", say("压缩包里没有 Word 正文，不是 Word 文档。请用 Word 或 WPS 打开原文件后另存为 .docx。")
        )
    reader = _Reader(package, main)
    reader.read_all()
    return reader.document(name)


class _Reader(InlineReader):
    """One walk over the parts of a document. The text grows a line at a time; `position` is where the next starts."""

    def __init__(self, package: Package, main: str) -> None:
        super().__init__()
        self.package = package
        self.main = main
        self.root = package.xml(main)
        if KINDS.get(self.root.tag) != "document":
            raise UnreadableError(
                "unreadable", say("文件的主要部分不是 Word 正文。请用 Word 或 WPS 打开原文件后另存为 .docx。")
            )
        self.faults: list[Fault] = []
        try:
            self.links = package.relationships(main)
        except BrokenPartError as error:
            self.links = {}
            self._part_lost(error)
        self.style_part = self._side_part("styles")
        self.styles = Styles(self.style_part)
        self.lists = Lists(self._side_part("numbering"), self.styles)
        self.numbers = Numbers(self.lists)

        self.lines: list[str] = []
        self.position = 0
        self.pieces: list[Piece] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Draft] = []
        self.table: int | None = None

        # The paragraph: what its w:pPr holds, its style, itself.
        self.held: tuple[dict[str, etree._Element], Style, etree._Element | None] | None = None
        self.sections = Sections(self.links, lambda: self._side_part("settings"), self.unread)
        self.graphics = Graphics(package, self.unread, self._part_lost)
        self.parts: dict[str, Part] = {}  # those read, by their stored name
        self.trail = Trail()

    # -- the parts ---------------------------------------------------------------------------------------------

    def read_all(self) -> None:
        """Read the body, the notes it refers to, and the headers and footers its sections refer to."""
        body = next((child for child in self.root if KINDS.get(child.tag) == "body"), None)
        if body is not None:
            self._open(self.main, self.root)
            self._story(body, BODY)
        self.trail.body = self.position
        self._notes("footnotes", "footnote", self.footnotes, FOOTNOTE)
        self._notes("endnotes", "endnote", self.endnotes, ENDNOTE)
        self.in_margin = True
        for references, place in ((self.sections.headers, HEADER), (self.sections.footers, FOOTER)):
            for target in list(references):
                root = self._part_root(target)
                if root is not None:
                    self._open(target, root)
                    start = self.position
                    self._story(root, place)
                    self.trail.stories[target] = start, self.position
        self.faults += self.unread.faults()

    def _open(self, name: str, root: etree._Element) -> None:
        self.part = Part.index(self.package.stored_name(name), root)
        self.parts[self.part.name] = self.part

    def _side_part(self, kind: str) -> etree._Element | None:
        """The root of the one part that the main part relates to under `kind`, None where there is none to be read."""
        target = self._targets().get(kind)
        return None if target is None else self._part_root(target)

    def _targets(self) -> dict[str, str]:
        """The parts that the main part relates to, by the kind of the relationship; the first of a kind."""
        return {r.kind: r.target for r in reversed(self.links.values()) if not r.external}

    def _part_root(self, target: str) -> etree._Element | None:
        try:
            return self.package.xml(target)
        except BrokenPartError as error:
            self._part_lost(error)
            return None

    def _part_lost(self, error: BrokenPartError) -> None:
        message = say(
            "{reason}，其中的文字、样式或自动编号没有检查。请用 Word 或 WPS 打开修复后另存为 .docx。", reason=error
        )
        self.faults.append(Fault("part-not-read", message))

    def _notes(self, part: str, kind: str, wanted: dict[str, None], place: str) -> None:
        """The notes referred to, in the order of their references (17.11)."""
        if not wanted:
            return
        target = self._targets().get(part)
        if target is None:
            self.unread.notes += len(wanted)
            return
        root = self._part_root(target)
        if root is None:
            return
        notes = {attribute(note, "id"): note for note in root if KINDS.get(note.tag) == kind}
        self._open(target, root)
        for key in list(wanted):
            note = notes.get(key)
            if note is None:
                self.unread.notes += 1
            elif attribute(note, "type") in {None, "normal"}:
                self._story(note, place)

    # -- blocks ------------------------------------------------------------------------------------------------

    def _story(self, blocks: Iterable[etree._Element], place: str) -> None:
        """Read a stretch of text that stands by itself: the body, a note, a header, a text box."""
        before = self.place, self.table, self.codes, self.instructions
        self.place, self.table, self.codes, self.instructions = place, None, set(), []
        self._blocks(blocks)
        self._release()
        self.place, self.table, self.codes, self.instructions = before

    def _blocks(self, blocks: Iterable[etree._Element]) -> None:
        for child in blocks:
            kind = KINDS.get(child.tag, "")
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._release()
                self._read_table(child)
            elif kind == "sectPr":
                self.sections.add(child)
                if self.place == BODY:
                    self.trail.sections.append((child, self.position))
            elif kind == "AlternateContent":
                chosen = self.part.chosen.get(child)
                if chosen is not None:
                    self._blocks(chosen)
            elif kind == "altChunk":
                self.unread.chunks += 1
            elif kind == "subDoc":
                self.unread.subdocuments += 1
            elif kind not in DROPPED:
                self._blocks(child)

    def _paragraph(self, element: etree._Element) -> None:
        children = list(element)  # walked twice: what lxml makes for each child is made once
        holder = property_of(children, "pPr")
        parts = properties(holder) if holder is not None else {}
        if "sectPr" in parts:
            self.sections.add(parts["sectPr"])
        style = self.styles.paragraph(attribute(parts["pStyle"]) if "pStyle" in parts else None)
        self.style_hidden = style.hidden
        self.inline(children, visible=True)
        self.held = parts, style, element
        if "rPr" not in parts:
            if not style.hidden:
                self._release()
            return
        mark = properties(parts["rPr"])
        # Without its mark the paragraph runs on into the next one (17.13.5.15, 17.3.2.41, 17.3.2.36).
        hidden = switched_on(mark["vanish"]) if "vanish" in mark else style.hidden
        if not (hidden or "del" in mark or "moveFrom" in mark or switched_on(mark.get("specVanish"))):
            self._release()

    def _release(self) -> None:
        """End the paragraph being read, if there is one, and read the text boxes anchored in it."""
        if self.held is None:
            return
        (parts, style, element), self.held = self.held, None
        chunks, self.chunks = self.chunks, []
        label = ""
        # An empty paragraph that ends a section is shown as the break alone; Word neither numbers nor counts it.
        if chunks or self.boxes or "sectPr" not in parts:
            numbering = parts.get("numPr")
            if numbering is not None or style.number:
                label = on_one_line(self.numbers.label(numbering, style, self.place))
        if label:
            chunks.insert(0, (label, 0, 0, False))
        start = at = self.position
        name, pieces = self.part.name, self.pieces
        for text, node, offset, editable in chunks:
            end = at + len(text)
            pieces.append(Piece(at, end, name, node, offset, editable))
            at = end
        if at > MAX_TEXT:
            raise UnreadableError(
                "too-large",
                say("文档正文超过 {limit} 字，没有检查。请拆分成几个文件后再检查。", limit=MAX_TEXT),
            )
        line = chunks[0][0] if len(chunks) == 1 else "".join([chunk[0] for chunk in chunks])
        self.lines.append(line)
        self.trail.lines.append(Line(start, at, element, len(label)))
        self.position = at + 1
        if line.strip().strip(_INVISIBLE).strip():
            outline = integer(parts["outlineLvl"]) if "outlineLvl" in parts else None
            heading = style.heading if outline is None else heading_level(outline)
            place = TABLE if self.table is not None and self.place == BODY else self.place
            self.paragraphs.append(Paragraph(Span(start, at), place, heading, style.name, self.table))
        if self.table is None:
            if self.boxes:
                self._read_boxes()
            if "sectPr" in parts and self.place == BODY:
                self.trail.sections.append((parts["sectPr"], self.position))

    def _read_boxes(self) -> None:
        """Read what was put off: text boxes, and blocks that stand where only characters may."""
        while self.boxes:
            boxes, self.boxes = self.boxes, []
            for blocks, place in boxes:
                self._story(blocks, place)

    # -- tables ------------------------------------------------------------------------------------------------

    def _read_table(self, element: etree._Element) -> None:
        outer = self.table
        table = Draft(self.position, self.position)
        index: int | None = None  # given with the first cell, so that no table is left without any
        for row, column, width, cell in shown_cells(self.part, element):
            if index is None:
                index = len(self.tables)
                self.tables.append(table)
            table.cells.append((row, column, *self._cell(cell, index), width))
        table.end = max(table.start, self.position - 1)
        self.table = outer

    def _cell(self, cell: etree._Element, index: int) -> tuple[int, int]:
        """Read a cell of the table of that index; where its text starts and ends."""
        start, first = self.position, len(self.lines)
        self.table = index
        self._blocks(cell)
        if len(self.lines) == first:  # a cell must hold a paragraph (17.4.65): it gets the one it lacks
            self.held = {}, self.styles.paragraph(None), None
        self._release()
        end = self.position - 1
        # Not before, so that the cell's own text stays in one stretch.
        self.table = None
        self._read_boxes()
        return start, end

    # -- the end -----------------------------------------------------------------------------------------------

    def document(self, name: str) -> Document:
        """What was read."""
        text = "\n".join(self.lines)
        length = len(text)
        found = remarks(self.package, self._targets(), self.parts.values(), self.pieces)
        return Document(
            name=name,
            format="docx",
            text=text,
            paragraphs=tuple(self.paragraphs),
            tables=tuple(table.finished(length) for table in self.tables),
            pieces=tuple(self.pieces),
            faults=tuple(self.faults),
            remarks=tuple(remark for remark in found if remark.kind != "note"),
            notes=tuple(Note(remark.span, remark.text) for remark in found if remark.kind == "note"),
            properties=self.package.core_properties(),
            _layout_maker=self._layout_maker(length),
        )

    def _layout_maker(self, length: int) -> Callable[[], Layout]:
        """What makes the layout when a rule asks for it; it holds the parts of the file until then."""
        source = Source(
            trail=self.trail,
            package=self.package,
            links=self.links,
            parts=self.parts,
            styles=self.style_part,
            lists=self.lists,
            length=length,
            paragraphs=self.paragraphs,
            pieces=self.pieces,
        )

        def make() -> Layout:
            from .word.format import layout_of

            return layout_of(source)

        return make
