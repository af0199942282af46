"""The layout of a Word document: how each paragraph, run and page of the text that was read looks in Word.

`cascade` resolves the properties, `theme` their fonts and colours; here they are brought to the text. Nothing
of this runs before a rule asks for `Document.layout`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from ...document import Piece
from ...formatting import DEFAULT_SIZE, Border, FieldResult, Font, Layout, ParagraphFormat, Run
from ...records import Record
from ...span import Span
from .cascade import Base, Cascade
from .fields import fields_of, has_fields
from .inline import property_of
from .package import switched_on, tags
from .pages import pages_of
from .properties import Values, attributes, children, short
from .theme import Theme
from .trail import Line, Source

_ROW_TAGS = tags("tr")
_STOPS = frozenset({"txbxContent", "body", "hdr", "ftr", "footnote", "endnote"})
_VERTICAL = frozenset({"superscript", "subscript"})
_COMMON = ParagraphFormat.__match_args__[3:]
"""What paragraphs of one base and frame have in common: all but their place and their style with its outline."""
_RUN_TAGS = frozenset(tags("r"))
_ALIGNMENTS = frozenset({"left", "center", "right", "inside", "outside"})


def layout_of(source: Source) -> Layout:
    """The layout of the text that the reader left this trail of."""
    settings = children(_side(source, "settings"))
    language = attributes(settings.get("themeFontLang")).get("eastAsia")
    return _Maker(source, Theme(_side(source, "theme"), language)).layout(
        even_and_odd=switched_on(settings.get("evenAndOddHeaders"))
    )


def _side(source: Source, kind: str) -> etree._Element | None:
    """A part that only the layout needs; None where it is missing or broken, for no text depends on it."""
    target = next((r.target for r in source.links.values() if r.kind == kind and not r.external), None)
    try:
        return source.package.xml(target) if target is not None else None
    except Exception:
        return None


class _Around(Record, frozen=True):
    """The `w:tbl` around a paragraph, whether it stands in its first row, and how a text box around it is set."""

    table: etree._Element | None
    in_first_row: bool
    box: str | None


class _Maker:
    def __init__(self, source: Source, theme: Theme) -> None:
        self._source = source
        self._theme = theme
        self._cascade = Cascade(source.styles, source.lists)
        self._bases: dict[etree._Element, tuple[Base, _Around]] = {}
        self._fonts: dict[Font, Font] = {}  # one object for all that look alike
        self._of_runs: dict[etree._Element, Font] = {}
        self._known: dict[tuple[int, str], Font] = {}  # by base, which the cascade keeps, and what a run says itself
        self._said: dict[tuple[int, str | None], tuple[Any, ...]] = {}  # by base and frame, what they give
        self._around: dict[etree._Element | None, _Around] = {}  # by what holds paragraphs, which all have in common
        self._first_rows: dict[etree._Element, etree._Element | None] = {}
        self._boxes: dict[etree._Element, str | None] = {}
        self._nodes = {name: list(part.nodes) for name, part in source.parts.items()}

    def layout(self, even_and_odd: bool) -> Layout:
        source = self._source
        return Layout(
            pages=pages_of(source.trail, source.links, source.length),
            paragraphs=tuple(self._paragraphs()),
            runs=tuple(self._runs()),
            fields=tuple(sorted(self._fields(), key=lambda result: result.span)),
            even_and_odd=even_and_odd,
            size=self._font(self._cascade.run(self._cascade.paragraph(None, None, first_row=False), None)).size,
        )

    def _base(self, element: etree._Element) -> tuple[Base, _Around]:
        """What a paragraph gives to its runs, and what stands around it."""
        found = self._bases.get(element)
        if found is None:
            around = self._around_of(element)
            base = self._cascade.paragraph(property_of(element, "pPr"), around.table, around.in_first_row)
            found = self._bases[element] = base, around
        return found

    def _around_of(self, element: etree._Element) -> _Around:
        """What stands around a paragraph; looked for once for all that stand side by side."""
        above = element.getparent()
        found = self._around.get(above)
        if found is None:
            found = self._around[above] = _Around(*self._table_of(element), self._box_alignment(element))
        return found

    # -- paragraphs --------------------------------------------------------------------------------------------

    def _paragraphs(self) -> Iterator[ParagraphFormat]:
        lines = {line.start: line for line in self._source.trail.lines}
        for paragraph in self._source.paragraphs:
            element = lines[paragraph.span.start].element
            if element is None:
                yield ParagraphFormat(paragraph.span, paragraph.style, paragraph.heading)
            else:
                yield self._paragraph(element, paragraph.span, paragraph.style, paragraph.heading)

    def _paragraph(
        self, element: etree._Element, span: Span, style: str | None = None, outline: int | None = None
    ) -> ParagraphFormat:
        base, around = self._base(element)
        framed = base.paragraph
        frame = _alignment(framed["framePr"]) if "framePr" in framed else around.box
        common = self._said.get((id(base), frame))
        if common is None:
            common = self._said[id(base), frame] = self._common(framed, frame)
        return ParagraphFormat(span, style, outline, *common)

    def _common(self, said: Values, frame: str | None) -> tuple[Any, ...]:
        """What is the same for all paragraphs of one base and frame: `ParagraphFormat` from `alignment` on.

        In a row, for there is a format for each paragraph, and to sort two dozen names takes four times as long.
        """
        found = {
            "alignment": said.get("jc", "left"),
            "first_line": said.get("first", 0),
            # Nothing in characters means the twips beside it, in Word as in [MS-DOC] 2.6.2 (sprmPDxcLeft1).
            "first_line_chars": said.get("firstChars") or None,
            "left": said.get("left", 0),
            "left_chars": said.get("leftChars") or None,
            "right": said.get("right", 0),
            "right_chars": said.get("rightChars") or None,
            "before": said.get("before", 0),
            "before_lines": said.get("beforeLines") or None,
            "before_auto": said.get("beforeAutospacing", False),
            "after": said.get("after", 0),
            "after_lines": said.get("afterLines") or None,
            "after_auto": said.get("afterAutospacing", False),
            "contextual_spacing": said.get("contextualSpacing", False),
            "line": said.get("line", 240),
            "line_rule": said.get("lineRule", "auto"),
            "snap_to_grid": said.get("snapToGrid", True),
            "page_break_before": said.get("pageBreakBefore", False),
            "borders": tuple(self._borders(said)),
            "frame": frame,
        }
        return tuple([found[name] for name in _COMMON])

    def _borders(self, said: Values) -> Iterator[Border]:
        for name, line in said.items():
            if name.startswith("border:") and line is not None:
                style, size, color = line
                yield Border(name.partition(":")[2], style, size, self._theme.color(color))

    # -- runs --------------------------------------------------------------------------------------------------

    def _runs(self) -> list[Run]:
        found: list[Run] = []
        pieces, at = self._source.pieces, 0
        for line in self._source.trail.lines:
            first = at
            while at < len(pieces) and pieces[at].end <= line.end:
                at += 1
            if first < at and line.element is not None:
                self._of_line(line, line.element, pieces[first:at], found)
        return found

    def _of_line(self, line: Line, element: etree._Element, pieces: Sequence[Piece], found: list[Run]) -> None:
        """The runs of a line; what stands in no `w:t` (a tab, a break) looks like the text before it, or after it."""
        base, _ = self._base(element)
        start = line.start
        if line.label:
            start += line.label
            found.append(Run(Span(line.start, start), self._font(self._cascade.label(base)), automatic=True))
            pieces = pieces[1:]
        before: Font | None = None
        for piece in pieces:
            if not piece.editable:
                continue
            font = self._of_run(base, _run_of(self._nodes[piece.part][piece.node]))
            if font is before:  # there is one object for all that look alike
                continue
            if before is not None:
                found.append(Run(Span(start, piece.start), before))
                start = piece.start
            before = font
        if start < line.end:
            found.append(Run(Span(start, line.end), before or self._font(self._cascade.run(base, None))))

    def _of_run(self, base: Base, run: etree._Element | None) -> Font:
        if run is None:
            return self._font(self._cascade.run(base, None))
        font = self._of_runs.get(run)
        if font is None:
            said = property_of(run, "rPr")
            known = id(base), "" if said is None else etree.tostring(said, encoding="unicode", with_tail=False)
            font = self._known.get(known)
            if font is None:
                font = self._known[known] = self._font(self._cascade.run(base, said))
            self._of_runs[run] = font
        return font

    def _font(self, said: Values) -> Font:
        east_asian, by_theme, named = self._face(said.get("font:eastAsia"))
        vertical = said.get("vertAlign")
        font = Font(
            east_asian=east_asian,
            latin=self._face(said.get("font:ascii"))[0],
            high_ansi=self._face(said.get("font:hAnsi"))[0],
            size=said.get("sz", DEFAULT_SIZE),
            bold=said["b"],
            italic=said["i"],
            underline=said.get("u", False),
            strike=said["strike"] or said.get("dstrike", False),
            color=self._theme.color(said["color"]) if "color" in said else None,
            highlight=said.get("highlight", False),
            vertical=vertical if vertical in _VERTICAL else None,
            spacing=said.get("spacing", 0),
            scale=said.get("w", 100),
            hint=said.get("hint"),
            east_asian_theme=by_theme,
            east_asian_named=named,
        )
        return self._fonts.setdefault(font, font)

    def _face(self, said: tuple[str | None, str | None] | None) -> tuple[str | None, bool, str | None]:
        """The font of a slot, whether it is the theme's, and the one that the theme puts aside."""
        theme, name = said or (None, None)
        face = self._theme.font(theme) if theme else None
        # Without that font in the theme nobody can say what Word falls back to; the font named is the best guess.
        return (face, True, name) if face is not None else (name, False, None)

    # -- what stands around a paragraph ------------------------------------------------------------------------

    def _table_of(self, element: etree._Element) -> tuple[etree._Element | None, bool]:
        """The `w:tbl` around a paragraph, and whether it stands in its first row."""
        row: etree._Element | None = None
        for above in element.iterancestors():
            name = short(above)
            if name == "tr" and row is None:
                row = above
            elif name == "tbl":
                return above, row is not None and self._first_row(above) is row
            elif name in _STOPS:
                break
        return None, False

    def _first_row(self, table: etree._Element) -> etree._Element | None:
        """The first row of a table; each may stand in a content control of its own."""
        if table not in self._first_rows:
            self._first_rows[table] = next(table.iter(*_ROW_TAGS), None)
        return self._first_rows[table]

    def _box_alignment(self, element: etree._Element) -> str | None:
        """How the text box around a paragraph is set across the page; not for what stands in a table in it."""
        for above in element.iterancestors():
            name = short(above)
            if name == "txbxContent":
                if above not in self._boxes:
                    self._boxes[above] = _aligned(above)
                return self._boxes[above]
            if name in _STOPS or name == "tbl":
                break
        return None

    # -- fields ------------------------------------------------------------------------------------------------

    def _fields(self) -> Iterator[FieldResult]:
        # Hardly any part but the feet of pages has a field.
        parts = [part for part in self._source.parts.values() if has_fields(part)]
        if not parts:
            return
        names = {part.name for part in parts}
        shown: dict[etree._Element, tuple[int, int]] = {}
        for piece in self._source.pieces:
            if piece.editable and piece.part in names:
                node = self._nodes[piece.part][piece.node]
                start, _ = shown.get(node, (piece.start, 0))
                shown[node] = start, piece.end
        lines = {line.element: line for line in self._source.trail.lines if line.element is not None}
        starts = {element: line.start + line.label for element, line in lines.items()}
        of_text = {paragraph.span.start: paragraph for paragraph in self._source.paragraphs}
        for part in parts:
            for found in fields_of(part, shown, starts):
                line = lines.get(found.paragraph)
                of_line: Any = of_text.get(line.start) if line is not None else None
                span = Span(line.start, line.end) if line is not None else found.span
                paragraph = (
                    self._paragraph(found.paragraph, span, of_line.style, of_line.heading)
                    if of_line is not None
                    else self._paragraph(found.paragraph, span)
                )
                font = self._of_run(self._base(found.paragraph)[0], found.run)
                yield FieldResult(found.span, found.code, font, paragraph)


def _run_of(element: etree._Element) -> etree._Element | None:
    """The `w:r` around a `w:t`."""
    holder = element.getparent()
    if holder is not None and holder.tag in _RUN_TAGS:
        return holder
    for above in element.iterancestors():
        name = short(above)
        if name == "r":
            return above
        if name == "p":
            return None
    return None


def _alignment(name: str | None) -> str | None:
    return name if name in _ALIGNMENTS else None


def _aligned(box: etree._Element) -> str | None:
    """How a text box is set across the page: by DrawingML (20.4.3.1), or by the style of VML (part 4, 19.1.2.19)."""
    for above in box.iterancestors():
        name = above.tag.rpartition("}")[2] if isinstance(above.tag, str) else ""
        if name == "p":
            break
        if name == "anchor":
            place = next((child for child in above if str(child.tag).endswith("}positionH")), None)
            inner = place if place is not None else ()
            return _alignment(next((child.text for child in inner if str(child.tag).endswith("}align")), None))
        if name in {"shape", "rect"}:
            for said in (above.get("style") or "").split(";"):
                key, _, setting = said.partition(":")
                if key.strip() == "mso-position-horizontal":
                    return _alignment(setting.strip())
    return None
