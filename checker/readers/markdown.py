"""Markdown: blocks by markdown-it, offsets in the file's own text.

A block that a person reads (heading, paragraph, list item, quotation, table cell) is a paragraph; the marks around
and inside it are hidden, so that `**平安建设**` reads as 平安建设. Front matter, code and comments are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from ..document import TABLE, Cell, Document, Note, Paragraph, Piece, Span, Table
from ..lazy import lazily
from ..messages import say
from ..notes import find_notes
from ..rules import Fault
from .text import decode

_LINE = lazily(r"[^\n]*\n|[^\n]+$")
_LEAD = lazily(r"[ \t\u3000>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+(?=\S))?[ \t]*(?:#{1,6}[ \t]+)?")
_CONTINUED = lazily(r"[ \t\u3000>]*")
_INLINE = lazily(
    r"<!--.*?-->"
    r"|</?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>"
    r"|(?P<bold>\*{1,3}|__)(?=[^\s*])(?P<strong>[^\n*_]+?)(?<=\S)(?P=bold)"
    r"|(?P<link>!?\[)(?P<label>[^\[\]\n]*)(?P<target>\]\([^()\n]*\))"
    r"|(?P<tick>`+)(?P<code>[^`\n]+)(?P=tick)",
    re.DOTALL,
)

_MARKS = "<*_[`"
"""One of them stands in whatever `_INLINE` finds; few texts hold any."""
_BAR = lazily(r"(?<!\\)\|")
_TAG = lazily(r"<!--.*?-->|<[^<>]+>", re.DOTALL)


def read(data: bytes, name: str) -> Document:
    """A Document of a Markdown file. Raises `UnreadableError` as the text reader does."""
    text, encoding, faults = decode(data)
    starts = _line_starts(text)
    notes = list(find_notes(text))
    if notes:
        notes = _outside_code(notes, text, starts, _parser().parse(text))
    source, blanked = _without(text, notes)
    builder = _Builder(blanked, starts)
    builder.build(Blocks(source))
    return Document(
        name,
        "markdown",
        text,
        tuple(builder.paragraphs),
        tables=tuple(builder.tables),
        pieces=(Piece(0, len(text)),) if text else (),
        hidden=_joined([*builder.hidden, *(note.span for note in notes)]),
        notes=tuple(notes),
        faults=(*faults, *builder.faults),
        properties={"encoding": encoding, **builder.properties},
    )


@cache
def _parser() -> MarkdownIt:
    """Of blocks only: what stands inside one is found by `_INLINE`, which keeps its places."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(front_matter_plugin)
    # Four leading spaces are how many indent a paragraph, not code.
    return parser.disable(["code", "inline", "text_join"])


_BEGINS = frozenset(" \t#>*+-_`~<|=[:")
_NUMBERED = lazily(r"\d{1,9}[.)](?:[ \t]|\Z)")
"""How a line begins that may begin, or end, any other block than a paragraph."""
_LASTING = lazily(r"<(?:script|pre|style|textarea|\?|!(?!--[^\n]*-->))", re.IGNORECASE)
"""What begins a block of HTML that goes on over blank lines."""
_FRONT_MATTER = lazily(r"---.*?\n---[^\n]*\n", re.DOTALL)


class Blocks:
    """The blocks of a text as markdown-it finds them, most of it unread.

    Reports consist of plain paragraphs, which cost markdown-it as much as any other block, and are told by one look
    at their lines. Of such in a row it gets to see the first, which stands for all of them: what is before ends there,
    and what is behind begins anew. `tokens` are of that shorter text; `lines` tells where they stand in the whole one.
    """

    def __init__(self, text: str) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._numbers: list[int] | None = None
        """The line of the whole text that each line of the short one is."""
        self.more: dict[int, list[tuple[int, int]]] = {}
        """The paragraphs that one in the short text stands for, by its first line: from and to which lines they go."""
        # In code and in a comment blank lines and plain ones are part of the block.
        lasting = "```" in text or "~~~" in text or ("<" in text and _LASTING.search(text) is not None)
        self.tokens = _parser().parse(text if lasting else self._shortened(text))

    def lines(self, token: Token) -> tuple[int, int]:
        """The first line of a block, and that behind its last one."""
        assert token.map is not None
        first, last = token.map
        numbers = self._numbers
        return (first, last) if numbers is None else (numbers[first], numbers[last - 1] + 1)

    def _shortened(self, text: str) -> str:
        front = _FRONT_MATTER.match(text) if text.startswith("---") else None
        if front is None and text.startswith("---"):
            return text
        kept: list[str] = []
        numbers: list[int] = []
        done = line = 0  # what is kept or left out already, and how many lines that are
        stands = -1  # the first line of the paragraph that stands for those behind it
        at = front.end() if front else 0
        number = text.count("\n", 0, at)
        # A paragraph at the head has nothing above it, or the end of the front matter and a blank line.
        parted = text.startswith("\n", at) != (front is None)
        row = False  # whether nothing but blank lines is since the last plain paragraph
        for block in text[at:].split("\n\n"):
            # Of an odd number of line ends the last stands at the head of the block behind them.
            blank = block.startswith("\n")
            body = block[1:] if blank else block
            start, first = at + blank, number + blank
            height = body.count("\n") + 1
            at, number = at + len(block) + 2, first + height + 1
            if body.endswith("\n"):  # the text ends
                body, height = body[:-1], height - 1
            if body and parted and _is_plain(body, height):
                end = min(start + len(body) + 1, len(text))
                if row:
                    self.more.setdefault(stands, []).append((first, first + height))
                else:
                    kept.append(text[done:end])
                    numbers += range(line, first + height)
                    stands, row = first, True
                line, done = first + height, end
            elif body:
                row = False
            parted = True
        numbers += range(line, line + text.count("\n", done) + 1)
        self._numbers = numbers
        return "".join([*kept, text[done:]])


def _is_plain(block: str, height: int) -> bool:
    """Whether lines between blank ones are a paragraph: one, unless a block goes on over such lines."""
    for line in block.split("\n") if height > 1 else (block,):
        first = line[0]
        if first in _BEGINS or (first.isdecimal() and _NUMBERED.match(line)):
            return False
    return True


def _line_starts(text: str) -> list[int]:
    # markdown-it counts \r\n, \r and \n alike as one line end; a lone \r is rare enough to be left to it.
    if "\r" not in text:
        return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1]), len(text)]
    starts = [match.start() for match in re.finditer(r"(?:^|(?<=\n)|(?<=\r)(?!\n))(?=.|\n|\r|$)", text)]
    return [*starts, len(text)]


def _outside_code(notes: Iterable[Note], text: str, starts: Sequence[int], tokens: Iterable[Token]) -> list[Note]:
    """The notes that are none of an example: code and front matter say nothing to this program."""
    kinds = {"fence", "front_matter"}
    code = [token.map for token in tokens if token.type in kinds and token.map is not None]
    spans = [Span(starts[first], starts[last]) for first, last in code]
    found: list[Note] = []
    at = 0
    for note in notes:
        while at < len(spans) and spans[at].end <= note.span.start:
            at += 1
        if at < len(spans) and spans[at].start <= note.span.start:
            continue
        line = bisect_right(starts, note.span.start) - 1
        if "`" not in text[starts[line] : starts[line + 1]] or not _in_ticks(note, text, starts[line]):
            found.append(note)
    return found


def _in_ticks(note: Note, text: str, start: int) -> bool:
    marks = _INLINE.finditer(text, start, note.span.end + 80)
    return any(match.group("tick") and Span(*match.span()).covers(note.span) for match in marks)


def _without(text: str, notes: Iterable[Note]) -> tuple[str, str]:
    """The text without `notes`, for the parser, and with blanks in their places, for whoever looks at characters.

    So the blocks are those of a text without notes. A line of nothing else parts blocks, as it does on the page.
    """
    source: list[str] = []
    blanked: list[str] = []
    at = 0
    for note in notes:
        source.append(text[at : note.span.start])
        blanked += text[at : note.span.start], " " * (note.span.end - note.span.start)
        at = note.span.end
    return "".join([*source, text[at:]]), "".join([*blanked, text[at:]])


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that meet as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


class _Builder:
    def __init__(self, text: str, starts: list[int]) -> None:
        self.text = text
        self.starts = starts
        self.marks = sorted(
            match.start() for mark in _MARKS if mark in text for match in re.finditer(re.escape(mark), text)
        )
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.hidden: list[Span] = []
        self.properties: dict[str, str] = {}
        self.faults: list[Fault] = []

    def build(self, blocks: Blocks) -> None:
        heading: int | None = None
        table_lines: list[int] = []
        depth = 0
        for token in blocks.tokens:
            if token.type == "front_matter":
                self._front_matter(token.content)
            elif token.type == "heading_open":
                heading = int(token.tag[1])
            elif token.type == "heading_close":
                heading = None
            elif token.type == "table_open":
                depth, table_lines = depth + 1, []
            elif token.type == "tr_open" and token.map is not None:
                table_lines.append(blocks.lines(token)[0])
            elif token.type == "table_close":
                depth -= 1
                self._table(table_lines)
            elif token.type == "fence" and token.map is not None:
                self._fence(token.markup, *blocks.lines(token))
            elif token.type == "html_block" and token.map is not None:
                self._html(*blocks.lines(token))
            elif token.type == "inline" and token.map is not None and not depth:
                first, last = blocks.lines(token)
                self._block(first, last, heading)
                for lines in blocks.more.get(first, ()):
                    self._block(*lines, None)

    def _front_matter(self, content: str) -> None:
        for line in content.splitlines():
            key, colon, value = line.partition(":")
            if colon and key.strip() in {"title", "date", "kind"}:
                self.properties[key.strip()] = value.strip().strip("\"'")

    def _block(self, first: int, last: int, heading: int | None) -> None:
        text = self.text
        start, end = self.starts[first], self.starts[last]
        while end > start and text[end - 1] in "\r\n \t":
            end -= 1
        if not "\u3400" <= text[start] <= "\u9fff" and (lead := _LEAD.match(text, start, end)):
            start = lead.end()
        if heading is not None:
            tail = re.search(r"(?:[ \t]+#+)?[ \t]*(?:\r?\n[=-]+)?$", text[start:end])
            end = start + tail.start() if tail else end
        if start >= end:
            return
        for number in range(first + 1, last):
            line = self.starts[number]
            if start < line < end and (indent := _CONTINUED.match(text, line, end)) and indent.end() > line:
                self.hidden.append(Span(line, indent.end()))
        if self.marks:
            self._inline(start, end)
        self.paragraphs.append(Paragraph(Span(start, end), heading=heading))

    def _fence(self, markup: str, first: int, last: int) -> None:
        """Code is no text of the report; a fence that never ends has swallowed what is."""
        end = self.text[self.starts[last - 1] : self.starts[last]].strip(" >\t\r\n")
        if last - first < 2 or not end.startswith(markup):
            message = say(
                "第 {line} 行起的代码块（{mark}）没有结束，其后的文字没有检查。",
                line=first + 1,
                mark=markup,
            )
            self.faults.append(Fault("part-not-read", message))

    def _html(self, first: int, last: int) -> None:
        """The text between the tags of an HTML block, a paragraph a line; comments are nobody's text."""
        start, end = self.starts[first], self.starts[last]
        self.hidden += [Span(*match.span()) for match in _TAG.finditer(self.text, start, end)]
        blanked = _TAG.sub(lambda match: re.sub(r"[^\r\n]", " ", match.group()), self.text[start:end])
        for number in range(first, last):
            line = blanked[self.starts[number] - start : self.starts[number + 1] - start]
            if line.strip():
                begin = self.starts[number] + len(line) - len(line.lstrip())
                self.paragraphs.append(Paragraph(Span(begin, self.starts[number] + len(line.rstrip()))))

    def _inline(self, start: int, end: int) -> None:
        at = bisect_left(self.marks, start)
        if at == len(self.marks) or self.marks[at] >= end:
            return
        for match in _INLINE.finditer(self.text, start, end):
            if match.group("strong"):
                self.hidden += [Span(*match.span("bold")), Span(match.end("strong"), match.end())]
            elif match.group("link"):
                self.hidden += [Span(*match.span("link")), Span(*match.span("target"))]
            elif match.group("tick"):
                self.hidden += [Span(*match.span("tick")), Span(match.end("code"), match.end())]
            else:
                self.hidden.append(Span(*match.span()))

    def _table(self, lines: list[int]) -> None:
        cells: list[Cell] = []
        index = len(self.tables)
        for row, line in enumerate(lines):
            start = self.starts[line]
            end = self.starts[line + 1]
            line_end = start + len(self.text[start:end].rstrip("\r\n"))
            bars = [match.start() for match in _BAR.finditer(self.text, start, line_end)]
            # What stands before the first bar is a cell, but for the marks of a quotation or nothing.
            if bars and not self.text[start : bars[0]].strip(" \t\u3000>"):
                start = bars.pop(0) + 1
            for column, stop in enumerate([*bars, line_end]):
                content = self.text[start:stop]
                if content.strip():
                    left = start + len(content) - len(content.lstrip())
                    span = Span(left, left + len(content.strip()))
                    self._inline(span.start, span.end)
                    cells.append(Cell(row, column, span))
                    self.paragraphs.append(Paragraph(span, TABLE, table=index))
                start = stop + 1
        if cells:
            self.tables.append(Table(Span(cells[0].span.start, cells[-1].span.end), tuple(cells)))
