"""A document's text as a page: title, headings, paragraphs, tables, and what stands outside the body by its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ...document import BODY, TABLE, Cell, Document, Span, Table
from ...lazy import lazily
from ...messages import say
from ...records import Record, replace
from ...rules import Finding
from ..locate import Locator
from ..terms import place_name
from .escaping import line
from .marks import Marks

_BLANK = lazily("[ \t\u3000\u00a0]*")
_DEEPEST = 4
_DEEPEST_TABLE = 6
"""Tables within tables that are drawn as such: browsers give up at some depth of elements."""
_ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "byline": "subtitle",
    "document-number": "subtitle",
    "recipient": "flush",
    "signature": "signature",
    "issue-date": "signature",
    "furniture": "furniture",
    "margin": "flush",
}


class _Form(Record, frozen=True):
    """How a paragraph looks: its class, its level as a heading of its own, and where its first parts end."""

    look: str = ""
    level: int = 0
    lead: int = 0
    run_in: int = 0


class Paper:
    """The page of one document's text."""

    def __init__(
        self, number: int, document: Document, locator: Locator, findings: Sequence[Finding], others: Iterable[Span]
    ) -> None:
        self._document = document
        self._locator = locator
        self._forms = _forms(document)
        cuts = [cut for form in self._forms for cut in (form.lead, form.run_in)]
        self.marks = Marks(number, document, findings, others, cuts)
        self._at = 0
        self._table = 0

    def html(self) -> str:
        """The whole text."""
        self._at = self._table = 0
        paragraphs = self._document.paragraphs
        parts: list[str] = []
        while self._at < len(paragraphs):
            place = _outside(paragraphs[self._at].place)
            last = self._at
            while last < len(paragraphs) and _outside(paragraphs[last].place) == place:
                last += 1
            end = paragraphs[last].span.start if last < len(paragraphs) else len(self._document.text) + 1
            content = self._flow(end, 0)
            if place:
                name = line(place_name(place))
                content = [
                    f'<section class="place" aria-label="{name}"><p class="label">{name}</p>',
                    *content,
                    "</section>",
                ]
            parts += content
        return "\n".join(parts)

    def _flow(self, end: int, depth: int) -> list[str]:
        """The paragraphs and tables from where we are up to `end`."""
        parts: list[str] = []
        paragraphs, tables = self._document.paragraphs, self._document.tables
        while self._at < len(paragraphs) and (start := paragraphs[self._at].span.start) < end:
            while self._table < len(tables) and tables[self._table].span.end < start:
                self._table += 1  # one without any text
            if self._table < len(tables) and tables[self._table].span.start <= start and depth < _DEEPEST_TABLE:
                self._table += 1
                parts += self._table_rows(tables[self._table - 1], depth + 1)
            if self._at < len(paragraphs) and paragraphs[self._at].span.start == start:
                parts.append(self._paragraph(self._at))
                self._at += 1
        return parts

    def _table_rows(self, table: Table, depth: int) -> list[str]:
        parts = [f'<div class="table" role="region" aria-label="{line(say("表格"))}" tabindex="0"><table>']
        row, column = -1, 0
        for cell in table.cells:
            if cell.row != row:
                parts.append("</tr><tr>" if row >= 0 else "<tr>")
                row, column = cell.row, 0
            if cell.column > column:
                parts.append(f"<td{_wide(cell.column - column)}></td>")
            column = cell.column + cell.columns
            parts += self._cell(cell, depth)
        if row >= 0:
            parts.append("</tr>")
        return [*parts, "</table></div>"]

    def _cell(self, cell: Cell, depth: int) -> list[str]:
        return [f"<td{_wide(cell.columns)}>", *self._flow(cell.span.end, depth), "</td>"]

    def _paragraph(self, index: int) -> str:
        form = self._forms[index]
        lead, run_in, rest = self.marks.paragraph(index, form.lead, max(form.lead, form.run_in))
        raw = "data-f" in lead  # blanks that a finding speaks of are shown as they are
        if lead and not raw:
            lead = f'<span class="lead">{lead}</span>'
        if run_in and not form.level:
            run_in = f'<b class="run-in">{run_in}</b>'
        tag = "h3" if form.look == "title" else f"h{min(form.level + 3, 6)}" if form.level else "p"
        look = " ".join(filter(None, [form.look, f"level{form.level}" if form.level else "", "raw" if raw else ""]))
        looks = f' class="{look}"' if look else ""
        number = self._locator.position(self._document.paragraphs[index].span.start).line
        return f'<{tag}{looks} data-line="{number}">{lead}{run_in}{rest}</{tag}>'


def _outside(place: str) -> str:
    """The place, where it is outside the body; a table belongs to the text around it."""
    return "" if place in {BODY, TABLE} else place


def _wide(columns: int) -> str:
    return f' colspan="{columns}"' if columns > 1 else ""


def _forms(document: Document) -> list[_Form]:
    paragraphs = document.paragraphs
    starts = [paragraph.span.start for paragraph in paragraphs]
    forms: list[_Form] = []
    for paragraph in paragraphs:
        blank = _BLANK.match(document.text, paragraph.span.start, paragraph.span.end)
        lead = blank.end() if blank else paragraph.span.start
        level = min(paragraph.heading or 0, _DEEPEST) if paragraph.place == BODY else 0
        forms.append(_Form(level=level, lead=lead, run_in=lead))
    for element in document.outline.elements():
        at = bisect_right(starts, element.span.start) - 1
        if at >= 0 and element.role in _ROLES and paragraphs[at].place != TABLE:
            forms[at] = replace(forms[at], look=_ROLES[element.role], level=0)
    for section in document.outline.sections():
        span = section.heading.span
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.start > forms[at].lead or paragraphs[at].place == TABLE:
            continue  # a heading that goes on in the paragraph before
        if section.heading.form == "own-line":
            forms[at] = replace(forms[at], level=min(section.level, _DEEPEST))
        elif section.heading.form == "run-in":
            end = min(span.end, paragraphs[at].span.end)
            stop = 1 if document.text[end : end + 1] in set("。.：:") and end < paragraphs[at].span.end else 0
            forms[at] = replace(forms[at], look=f"level{min(section.level, _DEEPEST)}", run_in=end + stop)
    return forms
