"""What a Word paragraph shows: its visible characters, fields, symbols, and what is anchored in it.

ECMA-376 part 1: runs (17.3.2), fields (17.16), inserted and deleted text (17.13.5), hidden text (17.3.2.41).
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ...document import BODY, TEXT_BOX
from .codes import shown_by
from .graphics import Graphics, as_blocks, drawn_line, large_frame
from .package import KINDS, XML_SPACE, attribute, integer, properties, switched_on
from .part import Part
from .styles import Styles
from .symbols import symbol
from .unread import Unread

SOFT_BREAK = "\u2028"
_XML_BLANKS = " \t\r\n"

# What stands in the file and not on the page.
DROPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "fldData", "ffData", "rPr", "pPr"),
        *("sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "smartTagPr", "customXmlPr"),
        *("rt", "rubyPr", "m:fPr"),
    }
)
# Embedded objects whose text is no text: formulas and pictures.
_NO_TEXT_OBJECTS = ("equation", "mathtype", "pbrush", "paint", "staticmetafile", "staticdib")


class InlineReader:
    """Gathers the characters of the paragraph being read, and notes what waits until it ends.

    `chunks` are (text, node, offset, editable); `boxes` are text boxes with their place; `footnotes` and `endnotes`
    hold ids in the order of their references; `unread` counts what cannot be read.
    """

    def __init__(self) -> None:
        self.styles: Styles
        self.graphics: Graphics
        self.part: Part
        self.place = BODY
        self.chunks: list[tuple[str, int, int, bool]] = []
        self.boxes: list[tuple[list[etree._Element], str]] = []
        self.codes: set[etree._Element] = set()  # the fields in whose code, not result, the walk stands
        self.instructions: list[list[str] | None] = []  # of each open field that has shown nothing yet, its code
        self.style_hidden = False
        self.footnotes: dict[str, None] = {}
        self.endnotes: dict[str, None] = {}
        self.unread = Unread()
        self.in_margin = False  # in a header or footer, whose pictures are emblems and watermarks

    def inline(self, children: Iterable[etree._Element], visible: bool) -> None:
        """Read the children of a paragraph, run or container; what is not `visible` only counts its fields."""
        for child in children:
            kind = KINDS.get(child.tag, "")
            if kind == "r":
                self.inline(child, visible and not self._hidden(child))
            elif kind == "t":
                if visible and not self.codes:
                    self._text(child)
            elif kind == "instrText":
                if self.instructions and self.instructions[-1] is not None:
                    self.instructions[-1].append(child.text or "")
            elif kind in DROPPED:
                continue
            elif kind == "fldChar":
                self._field(child, visible)
            elif kind == "AlternateContent":
                chosen = self.part.chosen.get(child)
                if chosen is not None:
                    self.inline(chosen, visible)
            elif kind in {"p", "tbl"}:
                if visible and not self.codes:
                    self.boxes.append(([child], self.place))
            elif kind == "subDoc":
                self.unread.subdocuments += 1
            elif not visible or self.codes:
                self.inline(child, visible)
            else:
                self._visible(child, kind)

    def _visible(self, child: etree._Element, kind: str) -> None:
        """An element inside a paragraph, in its visible stretch, that is neither run nor text."""
        if kind in {"tab", "ptab"}:
            self._sign("\t")
        elif kind in {"br", "cr"}:
            if attribute(child, "type") in {None, "textWrapping"}:
                self._sign(SOFT_BREAK)
        elif kind == "noBreakHyphen":
            self._sign("-")
        elif kind == "sym":
            self._sign(symbol(attribute(child, "font"), attribute(child, "char")))
        elif kind == "m:t":
            self._sign(child.text or "")
        elif kind == "m:num":
            self.inline(child, visible=True)
            self._sign("/")
        elif kind == "txbxContent":
            self.boxes.append((list(child), TEXT_BOX))
        elif kind == "OLEObject":
            self.unread.objects += _is_document(child)
        elif kind == "control":
            self.unread.controls += 1
        elif kind in {"pic:pic", "v:imagedata"}:
            frame = None if self.in_margin else large_frame(child)
            if frame is not None:
                self.unread.pictures.add(frame)
        elif kind in {"c:chart", "dgm:relIds"}:
            self._drawn(self.graphics.words(child, kind, self.part.name))
        elif kind == "cx:chart":
            self.unread.charts += 1
        elif kind == "v:textpath":  # WordArt and watermarks: part 4, 19.1.2.23
            self._drawn([child.get("string") or ""])
        elif kind == "a:p":
            self._drawn([drawn_line(child)])
        elif kind == "footnoteReference":
            self.footnotes.setdefault(attribute(child, "id") or "")
        elif kind == "endnoteReference":
            self.endnotes.setdefault(attribute(child, "id") or "")
        else:
            self.inline(child, visible=True)

    def _drawn(self, lines: list[str]) -> None:
        """Words of a drawing that is no text box of Word's own."""
        if any(lines):
            self.boxes.append((as_blocks(lines), TEXT_BOX))

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        node, offset = self.part.nodes[element], 0
        if (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and not keeps_blanks(element):
            offset = len(text) - len(text.lstrip(_XML_BLANKS))
            text = text.strip(_XML_BLANKS)
            if not text:
                return
        if "\n" not in text and "\r" not in text:
            self.chunks.append((text, node, offset, True))
            return
        # A line end inside w:t is shown as a space, and must not be taken for the end of the paragraph.
        for line in text.replace("\r", "\n").split("\n"):
            if line:
                self.chunks.append((line, node, offset, True))
            offset += len(line) + 1
            self.chunks.append((" ", node, offset - 1, False))
        self.chunks.pop()

    def _sign(self, text: str) -> None:
        """Characters that Word shows and that stand in no `w:t`."""
        if text:
            self.chunks.append((on_one_line(text), 0, 0, False))

    def _hidden(self, run: etree._Element) -> bool:
        """Whether a run is hidden: by itself, or through its styles, where two hidings cancel out (17.7.3)."""
        if run not in self.part.marked:
            return self.styles.hidden_by_default or self.style_hidden
        parts = properties(property_of(run, "rPr"))
        if "specVanish" in parts and switched_on(parts["specVanish"]):
            return True
        if "vanish" in parts:
            return switched_on(parts["vanish"])
        by_run = self.styles.get(attribute(parts["rStyle"])).hidden if "rStyle" in parts else False
        return self.styles.hidden_by_default or by_run != self.style_hidden

    def _field(self, element: etree._Element, visible: bool) -> None:
        inside_code = bool(self.codes)
        begin = self.part.codes.get(element)
        if begin is element:
            self.codes.add(element)
        elif begin is not None:
            self.codes.discard(begin)
        self._instruct(attribute(element, "fldCharType"), visible and not inside_code)
        form = properties(property_of(element, "ffData")).get("ddList")
        if form is None or not visible or inside_code:
            return
        # A drop-down form field has no result; Word shows the entry chosen (17.16.9).
        entries = [attribute(entry) or "" for entry in form if KINDS.get(entry.tag) == "listEntry"]
        parts = properties(form)
        chosen = integer(parts.get("result")) or integer(parts.get("default")) or 0
        if 0 <= chosen < len(entries):
            self._sign(entries[chosen])

    def _instruct(self, kind: str | None, visible: bool) -> None:
        """Gather the code of a field; at its end show what it shows, where it has no result."""
        if kind == "begin":
            self.instructions.append([] if visible else None)
        elif kind == "separate" and self.instructions:
            self.instructions[-1] = None
        elif kind == "end" and self.instructions:
            code = self.instructions.pop()
            if code:
                self._sign(shown_by("".join(code)))


def property_of(children: Iterable[etree._Element], kind: str) -> etree._Element | None:
    """The property child of an element; it stands first, but for hostile files every child is asked."""
    for child in children:
        if KINDS.get(child.tag) == kind:
            return child
    return None


def on_one_line(text: str) -> str:
    """`text` without line ends, which would be taken for the end of a paragraph."""
    return text.replace("\n", " ").replace("\r", " ")


def keeps_blanks(element: etree._Element) -> bool:
    """Whether blanks at the ends of a `w:t` count: `xml:space`, its own or inherited."""
    step: etree._Element | None = element
    while step is not None:
        value = step.get(XML_SPACE)
        if value is not None:
            return value == "preserve"
        step = step.getparent()
    return False


def _is_document(element: etree._Element) -> bool:
    """Whether an OLE object may hold text that a person reads and this reader does not."""
    return not (element.get("ProgID") or "").lower().startswith(_NO_TEXT_OBJECTS)
