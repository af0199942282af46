"""Lines, indents and sides of a paper's paragraphs (GB/T 9704—2012, 5.2.3 and 7.3 to 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Document
from ..formatting import Layout, ParagraphFormat
from ..lazy import lazily
from ..messages import say
from ..rules import Finding
from ..span import Span
from .elements import Part, parts_named
from .names import plain, spacing_name
from .telling import Deviation, told

_CHARACTER = 100
"""Hundredths of a character, in which Word keeps indents."""
_NEAR = 30
"""Hundredths of a character by which an indent given as a length may differ: 0.74 cm beside two 小四 characters."""
_ASIDE = 8
"""Characters from the left from which on a line stands on the right side as a reader sees it."""
_GAP = lazily(r"(?<=\S)(?:\u3000{2,}| {4,}|\t[\s\u3000]*)(?=\S)")
"""Between the organs that sign a paper together, two in a line (7.3.5.1)."""
_ACROSS = 20
"""Characters of a line that reaches well into its right half wherever it begins."""
_BLANK = " \t\u3000\xa0"
_GRIDS = frozenset({"lines", "linesAndChars", "snapToChars"})


def spacings(
    document: Document, layout: Layout, elements: Sequence[str], least: float, most: float
) -> Iterator[Finding]:
    """Lines that are not set at a fixed distance of `least` to `most` points.

    A single line on a grid of that pitch is as good: Word then puts each line on the grid.
    """

    def wrong() -> Iterator[Deviation]:
        for part in parts_named(document, layout, elements):
            form = part.format
            fixed = form.line_rule == "exact" and least <= form.line / 20 <= most
            if part.begins and not fixed and not _on_grid(layout, form, least, most):
                yield Deviation(part, part.span, spacing_name(form.line, form.line_rule))

    def message(names: str, deviation: Deviation) -> str:
        wanted = plain(least) if least == most else f"{plain(least)}—{plain(most)}"
        return say("{part}的行距是{spacing}，应为固定值{wanted}磅", part=names, spacing=deviation.how, wanted=wanted)

    yield from told(wrong(), message, document, layout)


def _on_grid(layout: Layout, form: ParagraphFormat, least: float, most: float) -> bool:
    page = layout.page_at(form.span.start)
    if page is None or page.grid not in _GRIDS or page.line_pitch is None:
        return False
    single = form.line_rule == "auto" and form.line <= 240
    return single and form.snap_to_grid and least <= page.line_pitch / 20 <= most


def gaps(document: Document, layout: Layout, elements: Sequence[str]) -> Iterator[Finding]:
    """Space before or behind paragraphs that follow one another without any (7.3.1)."""

    def wrong() -> Iterator[Deviation]:
        for part in parts_named(document, layout, elements):
            form = part.format
            before = form.before_lines if form.before_lines is not None else form.before
            after = form.after_lines if form.after_lines is not None else form.after
            if part.begins and (before or after or form.before_auto or form.after_auto) and not form.contextual_spacing:
                yield Deviation(part, part.span, ())

    def message(names: str, deviation: Deviation) -> str:
        return say("{part}设了段前、段后间距，应为0", part=names)

    yield from told(wrong(), message, document, layout)


def indents(document: Document, layout: Layout, elements: Sequence[str], characters: float) -> Iterator[Finding]:
    """Paragraphs whose first line does not begin `characters` from the left. Those begun with blanks are not judged."""

    def wrong() -> Iterator[Deviation]:
        for part in parts_named(document, layout, elements):
            if not part.begins or part.format.alignment in {"center", "right"} or _blanks(document, part):
                continue
            start = _start(layout, part)
            if abs(start - characters * _CHARACTER) > _NEAR:
                yield Deviation(part, part.span, plain(start / _CHARACTER))

    def message(names: str, deviation: Deviation) -> str:
        shown = deviation.how
        if characters == 0:
            return say("{part}缩进了{shown}字，应顶格", part=names, shown=shown)
        if shown in {"0", "-0"}:
            return say("{part}没有首行缩进，应缩进{wanted}字", part=names, wanted=plain(characters))
        return say("{part}首行缩进{shown}字，应缩进{wanted}字", part=names, shown=shown, wanted=plain(characters))

    yield from told(wrong(), message, document, layout)


def blanks(document: Document, layout: Layout, elements: Sequence[str]) -> Iterator[Finding]:
    """Paragraphs that are indented with spaces or tabs, which shift when the text or its size changes."""

    def wrong() -> Iterator[Deviation]:
        for part in parts_named(document, layout, elements):
            lead = _blanks(document, part)
            if lead and part.format.alignment not in {"center", "right"}:
                twice = _start(layout, part) > _CHARACTER
                yield Deviation(part, Span(part.format.span.start, part.format.span.start + len(lead)), twice)

    def message(names: str, deviation: Deviation) -> str:
        if deviation.how:
            return say("{part}已设首行缩进，段首又有空格，缩进过多", part=names)
        return say("{part}用空格代替了首行缩进", part=names)

    yield from told(wrong(), message, document, layout)


def alignments(document: Document, layout: Layout, elements: Sequence[str], right: Sequence[str]) -> Iterator[Finding]:
    """Paragraphs that are not set to one of the sides `right` (`left`, `center`, `right`, `both`, `distribute`).

    What stands to the right by its indent or by blanks is at the right to a reader. So may be what a tab sets off: its
    stops are not known here.
    """

    def wrong() -> Iterator[Deviation]:
        for part in parts_named(document, layout, elements):
            form = part.format
            if not part.begins or form.alignment in right or form.frame is not None:
                continue
            if right == ("right",) and (form.alignment == "center" or _is_aside(document, layout, part)):
                continue
            yield Deviation(part, part.span, form.alignment)

    def message(names: str, deviation: Deviation) -> str:
        wanted = say("或").join(_side(side) for side in right)
        return say("{part}是{side}，应{wanted}", part=names, side=_side(str(deviation.how)), wanted=wanted)

    yield from told(wrong(), message, document, layout)


def _side(alignment: str) -> str:
    sides = {
        "left": say("左对齐"),
        "center": say("居中"),
        "right": say("居右"),
        "both": say("两端对齐"),
        "distribute": say("分散对齐"),
    }
    return sides[alignment]


def _blanks(document: Document, part: Part) -> str:
    """Spaces and tabs before the first character of the part's paragraph."""
    span = part.format.span
    if not part.begins or document.text[span.start : span.start + 1] not in _BLANK:
        return ""
    text = document.slice(span)
    return text[: len(text) - len(text.lstrip(_BLANK))]


def _shift(document: Document, layout: Layout, part: Part) -> float:
    """Characters by which a line begins away from the left margin, blanks before it counted."""
    lead = sum(4 if c == "\t" else 1 if c == "\u3000" else 0.5 for c in _blanks(document, part))
    return _start(layout, part) / _CHARACTER + lead


def _is_aside(document: Document, layout: Layout, part: Part) -> bool:
    """Whether a line reaches the right side: by its indent, blanks or a tab, or with a second organ in it."""
    text, lead = document.slice(part.span), _shift(document, layout, part)
    return "\t" in _blanks(document, part) or bool(_GAP.search(text)) or lead >= _ASIDE or lead + len(text) >= _ACROSS


def _start(layout: Layout, part: Part) -> float:
    """Where the first line begins, in hundredths of a character from the left margin (17.3.1.12)."""
    form = part.format
    by_length = (form.left and form.left_chars is None) or (form.first_line and form.first_line_chars is None)
    if not by_length:  # as most are; then nothing depends on the size
        return (form.left_chars or 0) + (form.first_line_chars or 0)
    # The number that Word makes may be of another size than the text.
    size = next((run.font.size for run in layout.runs_in(form.span) if not run.automatic), 32)
    width = size * 10  # a Chinese character is as wide as it is high
    left = form.left_chars if form.left_chars is not None else form.left / width * _CHARACTER
    first = form.first_line_chars if form.first_line_chars is not None else form.first_line / width * _CHARACTER
    return left + first
