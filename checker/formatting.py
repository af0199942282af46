"""How a Word document looks: fonts, paragraphs and pages as Word resolves them. Facts only; what is right is for rules.

Lengths are twips (1/1440 inch, 1/20 point), font sizes half-points, as the file has them (ECMA-376 part 1, 17.18.81 and
17.18.42); spans are code points of the document's text. Nothing here knows the file or its XML.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from .records import Record, field
from .span import Span

DEFAULT_SIZE = 20
"""Half-points of text of which nothing says how large it is (17.3.2.38)."""
PAGE_CODES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields that number pages (17.16.5)."""


class Font(Record, frozen=True):
    """How characters look, after styles, themes and defaults (17.3.2).

    `latin` is for ASCII, `high_ansi` for other characters that are not East Asian, `east_asian` for the rest; None
    where nothing names one. `east_asian_theme`: the name comes from the theme; `east_asian_named` is then the font that
    is named beside it and that Word passes over (17.3.2.26). `color` is RRGGBB in capitals, None for automatic.
    `spacing` is added between characters (twips), `scale` their width in percent; `vertical` is `superscript`,
    `subscript` or None.
    """

    east_asian: str | None = None
    latin: str | None = None
    high_ansi: str | None = None
    size: int = DEFAULT_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    color: str | None = None
    highlight: bool = False
    vertical: str | None = None
    spacing: int = 0
    scale: int = 100
    hint: str | None = None
    east_asian_theme: bool = False
    east_asian_named: str | None = None

    def face(self, character: str) -> str | None:
        """The font in which Word shows `character`; “ ” — … take the East Asian one by `hint` only (17.3.2.26)."""
        code = ord(character)
        if code < 0x80 or 0x590 <= code < 0x10A0:
            return self.latin
        if _is_east_asian(code) or (self.hint == "eastAsia" and _is_shared(code)):
            return self.east_asian
        return self.high_ansi


class Run(Record, frozen=True):
    """Neighbouring characters of one paragraph in one font; `automatic` is a number that Word makes."""

    span: Span
    font: Font
    automatic: bool = False


class Border(Record, frozen=True):
    """A line at one side of a paragraph (17.3.1.24): `top`, `left`, `bottom`, `right`, `between` or `bar`.

    `size` is in eighths of a point; `color` as in `Font`.
    """

    side: str
    style: str = "single"
    size: int = 0
    color: str | None = None


class ParagraphFormat(Record, frozen=True):
    """How a paragraph is set (17.3.1). `span` is that of the paragraph of the document.

    `alignment` is `left`, `center`, `right`, `both` or `distribute`. A negative `first_line` hangs. What ends in
    `_chars` is in hundredths of a character, in `_lines` in hundredths of a line: where it is not None, Word uses it
    and not the twips beside it. An `_auto` space is Word's own choice. `line` is in 240ths of a line for the rule
    `auto`, in twips for `exact` and `atLeast`. `outline` is the level as in `Paragraph.heading`. `frame` says how the
    frame or text box around the paragraph is set across the page (`left`, `center`, `right`, `inside`, `outside`);
    None without one, or where its place is given as a length.
    """

    span: Span
    style: str | None = None
    outline: int | None = None
    alignment: str = "left"
    first_line: int = 0
    first_line_chars: int | None = None
    left: int = 0
    left_chars: int | None = None
    right: int = 0
    right_chars: int | None = None
    before: int = 0
    before_lines: int | None = None
    before_auto: bool = False
    after: int = 0
    after_lines: int | None = None
    after_auto: bool = False
    contextual_spacing: bool = False
    line: int = 240
    line_rule: str = "auto"
    snap_to_grid: bool = True
    page_break_before: bool = False
    borders: tuple[Border, ...] = ()
    frame: str | None = None

    def border(self, side: str) -> Border | None:
        """The line at that side."""
        return next((border for border in self.borders if border.side == side), None)


class Story(Record, frozen=True):
    """A header or footer: the part of the package, and its text; None where it has none or is switched off."""

    part: str
    span: Span | None = None


class Page(Record, frozen=True):
    """The pages of one section (17.6): `span` is the text of the body on them.

    Sizes and margins are None where the file leaves them to the program; a negative margin holds even against a tall
    header. `start` is how the section begins (`nextPage`, `continuous`, `oddPage`, `evenPage`, `nextColumn`). `grid` is
    `lines`, `linesAndChars`, `snapToChars` or None, with `line_pitch` in twips and `char_space` in 4096ths of a point
    (17.6.5). `headers` and `footers` are by type: `default` (on odd pages where `Layout.even_and_odd`), `even`, `first`
    (shown only with `title_page`); what a section does not name it takes from the one before it (17.10.2, 17.10.5).
    """

    span: Span
    width: int | None = None
    height: int | None = None
    landscape: bool = False
    top: int | None = None
    right: int | None = None
    bottom: int | None = None
    left: int | None = None
    header: int | None = None
    footer: int | None = None
    gutter: int = 0
    grid: str | None = None
    line_pitch: int | None = None
    char_space: int | None = None
    columns: int = 1
    start: str = "nextPage"
    title_page: bool = False
    page_number_start: int | None = None
    page_number_format: str | None = None
    headers: Mapping[str, Story] = field(default_factory=dict)
    footers: Mapping[str, Story] = field(default_factory=dict)


class FieldResult(Record, frozen=True):
    """What a field shows: `code` is the first word of its instruction, in capitals (`PAGE`, `NUMPAGES`, `REF`).

    A field that numbers pages is here too where its result was left empty; its span has then no length. `paragraph` is
    the format of the paragraph it begins in, whose span is empty where it holds no text.
    """

    span: Span
    code: str
    font: Font
    paragraph: ParagraphFormat


class Layout(Record, frozen=True):
    """The looks of a document. `paragraphs` go with `Document.paragraphs`; runs and fields are in order of place.

    `size` is that of the default style of paragraphs, in half-points: a character of the grid builds on it (17.6.5).
    """

    pages: tuple[Page, ...] = ()
    paragraphs: tuple[ParagraphFormat, ...] = ()
    runs: tuple[Run, ...] = ()
    fields: tuple[FieldResult, ...] = ()
    even_and_odd: bool = False
    size: int = DEFAULT_SIZE
    # Both are searched thousands of times, and filled when they are first.
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)
    _ends: list[int] = field(default_factory=list, repr=False, compare=False)

    def paragraph_at(self, offset: int) -> ParagraphFormat | None:
        """The paragraph that holds `offset` or ends there."""
        if not self._starts:
            self._starts.extend(paragraph.span.start for paragraph in self.paragraphs)
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset > self.paragraphs[index].span.end:
            return None
        return self.paragraphs[index]

    def runs_in(self, span: Span) -> list[Run]:
        """The runs in `span`, cut off at its ends."""
        found: list[Run] = []
        if not span:
            return found
        if not self._ends:
            self._ends.extend(run.span.end for run in self.runs)
        first, last = span.start, span.end
        runs = self.runs
        for index in range(bisect_right(self._ends, first), len(runs)):
            run = runs[index]
            whole = run.span
            if whole.start >= last:
                break
            if whole.start < first or whole.end > last:
                run = Run(Span(max(whole.start, first), min(whole.end, last)), run.font, run.automatic)
            found.append(run)
        return found

    def fields_in(self, span: Span) -> list[FieldResult]:
        """The fields that begin in `span` or at its end."""
        first = bisect_left(self.fields, span.start, key=lambda result: result.span.start)
        last = bisect_right(self.fields, span.end, key=lambda result: result.span.start)
        return list(self.fields[first:last])

    def page_at(self, offset: int) -> Page | None:
        """The section whose body holds `offset`, or the first that shows it as header or footer; None for notes."""
        index = bisect_right(self.pages, offset, key=lambda page: page.span.start) - 1
        if index >= 0 and offset <= self.pages[index].span.end:
            return self.pages[index]
        for page in self.pages:
            for story in (*page.headers.values(), *page.footers.values()):
                if story.span is not None and story.span.start <= offset <= story.span.end:
                    return page
        return None


def _is_east_asian(code: int) -> bool:
    """Characters that take the East Asian font whatever the hint says (table of 17.3.2.26)."""
    return (
        0x1100 <= code < 0x1200
        or 0x2E80 <= code < 0xE000
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE70
        or 0xFF00 <= code < 0xFFF0
        or code >= 0x20000
    )


_SHARED_LATIN = frozenset("¡¤§¨ª\xad¯°±²³´¶·¸¹º¼½¾¿×÷àáèéêìíòóùúü")


def _is_shared(code: int) -> bool:
    """Characters that take the East Asian font by hint only (table of 17.3.2.26): ‘’“”—…·×, Greek, Cyrillic, ①, ■."""
    return (
        0x2B0 <= code < 0x590
        or 0x1E00 <= code < 0x1F00
        or 0x2000 <= code < 0x2C00
        or 0xE000 <= code < 0xF900
        or chr(code) in _SHARED_LATIN
    )
