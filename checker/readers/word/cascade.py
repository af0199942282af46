"""Formatting as Word resolves it: defaults, table style, paragraph style, list level, character style, direct.

ECMA-376 part 1, 17.7.2 (the order), 17.7.3 (properties that styles switch to and fro), 17.7.4 (styles), 17.7.6 (table
styles), 17.9.23 (a level tied to a style). Where the standard is silent, what Word does is written beside the line.
"""

from __future__ import annotations

from lxml import etree

from ...records import Record, field
from .levels import LevelFormat, Levels
from .lists import Lists
from .package import TRUE
from .properties import TOGGLES, Values, attributes, children, paragraph_values, run_values, short, value

_MAX_CHAIN = 64
_TABLE_PARTS = ("wholeTable", "firstRow")  # the nearer one last
_FIRST_ROW = 0x20  # in the bits of w:tblLook (17.4.55)


class _Said(Record, frozen=True):
    """What a style with all it is based on says: of runs, and of paragraphs with and without the indents of a list."""

    run: Values = field(default_factory=dict)
    listed: Values = field(default_factory=dict)
    plain: Values = field(default_factory=dict)
    number: int | None = None
    level: int | None = None
    list_level: LevelFormat | None = None


class _Own(Record, frozen=True):
    """What one style says itself; each is read once, for many may be based on it. `parts` are those of a table's."""

    above: str | None
    run: Values
    paragraph: Values
    parts: dict[str, tuple[Values, Values]]


class Base(Record, frozen=True):
    """What a paragraph gives to its runs: the properties below those of a run, level by level."""

    paragraph: Values
    table: Values
    style: Values
    mark: Values
    level: LevelFormat | None = None


_NOTHING = _Said()


class Cascade:
    """The formatting of paragraphs and runs of one document, from its styles part and its lists."""

    def __init__(self, styles: etree._Element | None, lists: Lists) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}  # by type and id
        self._default: dict[str, str] = {}
        self._known: dict[tuple[str, str], _Said] = {}
        self._own: dict[tuple[str, str], _Own] = {}
        self._tables: dict[tuple[etree._Element, bool], tuple[Values, Values]] = {}
        self._rows: dict[tuple[str, bool], tuple[Values, Values]] = {}
        self._bases: dict[tuple[str, etree._Element | None, bool], Base] = {}
        self._run: Values = {}
        self._paragraph: Values = {}
        for element in styles if styles is not None else ():
            name = short(element)
            if name == "style":
                own = attributes(element)
                key = own.get("type", "paragraph"), own.get("styleId", "")
                self._elements.setdefault(key, element)
                if own.get("default") in TRUE:
                    self._default[key[0]] = key[1]
            elif name == "docDefaults":
                parts = children(element)
                self._run = run_values(children(parts.get("rPrDefault")).get("rPr"))
                self._paragraph = paragraph_values(children(parts.get("pPrDefault")).get("pPr"))
        self._levels = Levels(lists)

    def paragraph(self, properties: etree._Element | None, table: etree._Element | None, first_row: bool) -> Base:
        """The formatting of a paragraph: its `w:pPr`, the `w:tbl` around it, and whether it is in that table's head."""
        # Most paragraphs say the same of themselves, letter for letter.
        said = "" if properties is None else etree.tostring(properties, encoding="unicode", with_tail=False)
        known = said, table, first_row
        base = self._bases.get(known)
        if base is None:
            base = self._bases[known] = self._work_out_paragraph(properties, table, first_row)
        return base

    def _work_out_paragraph(
        self, properties: etree._Element | None, table: etree._Element | None, first_row: bool
    ) -> Base:
        direct = paragraph_values(properties)
        parts = children(properties)
        key = self._key("paragraph", value(parts.get("pStyle")))
        said = self._style("paragraph", key)
        of_rows, of_cells = self._table(table, first_row)
        number, level = direct.get("numId", said.number), direct.get("ilvl")
        own_list = "numId" in direct or level is not None
        # A number that comes from the style is indented as the style wants; one given to the paragraph itself, as the
        # list wants. No number (numId 0): the list of the style sets no indent either.
        list_level = (self._levels.level(number, level) if number else None) if own_list else said.list_level
        values = {**self._paragraph, **of_rows, **(said.plain if own_list else said.listed)}
        if own_list and list_level is not None:
            values.update(list_level.indents)
        values.update(direct)
        return Base(values, of_cells, said.run, run_values(parts.get("rPr")), list_level)

    def run(self, base: Base, properties: etree._Element | None) -> Values:
        """The formatting of a run with that `w:rPr` in a paragraph of that base."""
        return self._resolve(base, run_values(properties))

    def label(self, base: Base) -> Values:
        """The formatting of a paragraph's automatic number: of its mark, and the list level over it (17.9.24)."""
        return self._resolve(base, {**base.mark, **(base.level.font if base.level is not None else {})})

    def _resolve(self, base: Base, direct: Values) -> Values:
        character = self._style("character", self._key("character", direct.get("rStyle"))).run
        levels = base.table, base.style, character
        values = {**self._run, **base.table, **base.style, **character}
        for name in TOGGLES:
            # 17.7.3: what two styles switch on is off, unless the defaults have it on. Direct formatting is final.
            values[name] = bool(self._run.get(name)) or sum(bool(level.get(name)) for level in levels) % 2 == 1
        values.update(direct)
        return values

    # -- styles ------------------------------------------------------------------------------------------------

    def _key(self, kind: str, key: str | None) -> str | None:
        """The style named, else the default one: Word passes over a style that is missing or of another type."""
        return key if key is not None and (kind, key) in self._elements else self._default.get(kind)

    def _style(self, kind: str, key: str | None) -> _Said:
        if key is None or (kind, key) not in self._elements:
            return _NOTHING
        if (kind, key) not in self._known:
            self._known[kind, key] = self._work_out(kind, key)
        return self._known[kind, key]

    def _chain(self, kind: str, key: str | None) -> list[tuple[str, _Own]]:
        """The style and those it is based on (17.7.4.3), the farthest first."""
        found: dict[str, _Own] = {}
        while key is not None and (kind, key) in self._elements and key not in found and len(found) < _MAX_CHAIN:
            own = self._own.get((kind, key))
            if own is None:
                parts = children(self._elements[kind, key])
                above = value(parts.get("basedOn"))
                inner = _parts_of_table(self._elements[kind, key])
                own = _Own(above, run_values(parts.get("rPr")), paragraph_values(parts.get("pPr")), inner)
                self._own[kind, key] = own
            found[key] = own
            key = own.above
        return list(reversed(found.items()))

    def _work_out(self, kind: str, key: str) -> _Said:
        run: Values = {}
        listed: Values = {}
        plain: Values = {}
        number: int | None = None
        level: int | None = None
        list_level: LevelFormat | None = None
        for step, own in self._chain(kind, key):
            run.update(own.run)
            said = own.paragraph
            number, level = said.get("numId", number), said.get("ilvl", level)
            if kind == "paragraph" and ("numId" in said or "ilvl" in said):
                if number:
                    list_level = self._levels.level(number, level, step)
                else:
                    list_level, listed = None, dict(plain)
                if list_level is not None:
                    listed.update(list_level.indents)
            listed.update(said)
            plain.update(said)
        return _Said(run, listed, plain, number, level, list_level)

    # -- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element | None, first_row: bool) -> tuple[Values, Values]:
        """What the style of a table says of its paragraphs and of their runs: the whole table, and its first row."""
        if table is None:
            return {}, {}
        if (table, first_row) not in self._tables:
            self._tables[table, first_row] = self._look(table, first_row)
        return self._tables[table, first_row]

    def _look(self, table: etree._Element, first_row: bool) -> tuple[Values, Values]:
        parts = children(children(table).get("tblPr"))
        key = self._key("table", value(parts.get("tblStyle")))
        if key is None:
            return {}, {}
        head = first_row and _has_head(attributes(parts.get("tblLook")))
        if (key, head) not in self._rows:
            self._rows[key, head] = self._work_out_table(key, head)
        return self._rows[key, head]

    def _work_out_table(self, key: str, head: bool) -> tuple[Values, Values]:
        paragraph: Values = {}
        run: Values = {}
        chain = [own for _, own in self._chain("table", key)]
        for own in chain:
            paragraph.update(own.paragraph)
            run.update(own.run)
        for name in _TABLE_PARTS if head else _TABLE_PARTS[:1]:
            for own in chain:
                of_rows, of_cells = own.parts.get(name, ({}, {}))
                paragraph.update(of_rows)
                run.update(of_cells)
        return paragraph, run


def _parts_of_table(style: etree._Element) -> dict[str, tuple[Values, Values]]:
    """What a table style says of the paragraphs and runs of parts of the table (17.7.6.6)."""
    found: dict[str, tuple[Values, Values]] = {}
    for child in style:
        name = attributes(child).get("type") if short(child) == "tblStylePr" else None
        if name in _TABLE_PARTS:
            inner = children(child)
            of_rows, of_cells = found.setdefault(name, ({}, {}))
            of_rows.update(paragraph_values(inner.get("pPr")))
            of_cells.update(run_values(inner.get("rPr")))
    return found


def _has_head(look: dict[str, str]) -> bool:
    """Whether `w:tblLook` asks for the look of the first row, by name or in its bits."""
    if "firstRow" in look:
        return look["firstRow"] in TRUE
    try:
        return bool(int(look.get("val", "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False
