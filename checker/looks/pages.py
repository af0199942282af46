"""Paper, margins, grid and page numbers (GB/T 9704—2012, 5.1, 5.2 and 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..document import BODY, Document
from ..formatting import FieldResult, Layout, Page
from ..messages import say
from ..rules import Finding
from ..span import Span
from .names import half_points, millimetres, plain, size_name, twips

_PORTRAIT_SIDES = ("top", "bottom", "left", "right")
_THREE = half_points("三号")
_DIGITS = re.compile(r"\d+")


def papers(document: Document, layout: Layout, width: float, height: float, tolerance: float) -> Iterator[Finding]:
    """Pages that are not `width` by `height` millimetres, whichever way they lie."""
    wanted = sorted((twips(width), twips(height)))
    for page in layout.pages:
        if page.width is None or page.height is None:
            continue
        size = sorted((page.width, page.height))
        if any(abs(one - other) > twips(tolerance) for one, other in zip(size, wanted, strict=True)):
            text = say(
                "纸张大小是{width}×{height}，应为{wanted_width}×{wanted_height}毫米",
                width=millimetres(page.width),
                height=millimetres(page.height),
                wanted_width=plain(width),
                wanted_height=plain(height),
            )
            yield Finding(_place(document, page), text)
            return


def margins(document: Document, layout: Layout, wanted: Mapping[str, float], tolerance: float) -> Iterator[Finding]:
    """Upright pages whose margins differ from `wanted` (millimetres by side) by more than `tolerance`."""
    told: set[str] = set()
    for page in layout.pages:
        if _lies(page):
            continue
        wrong = []
        for side in _PORTRAIT_SIDES:
            length = getattr(page, side)
            if side not in wanted or length is None:
                continue
            # A gutter at the side is part of the white that a reader sees (17.6.11).
            length = abs(length) + (page.gutter if side == "left" else 0)
            if abs(length - twips(wanted[side])) > twips(tolerance):
                text = say(
                    "{side}{length}（应为{wanted}）",
                    side=_side(side),
                    length=millimetres(length),
                    wanted=plain(wanted[side]),
                )
                wrong.append(text)
        message = say("页边距：") + say("、").join(wrong)
        if wrong and message not in told:
            told.add(message)
            yield Finding(_place(document, page), message)


def _side(side: str) -> str:
    return {"top": say("上"), "bottom": say("下"), "left": say("左"), "right": say("右")}[side]


def grids(document: Document, layout: Layout, lines: int | None, characters: int | None) -> Iterator[Finding]:
    """A grid that does not give so many lines to a page, or characters to a line (5.2.3). No grid is not judged."""
    for page in layout.pages:
        if _lies(page) or page.grid is None or None in (page.height, page.top, page.bottom, page.line_pitch):
            continue
        height = (page.height or 0) - abs(page.top or 0) - abs(page.bottom or 0)
        found = int(height / page.line_pitch + 0.1) if page.line_pitch else 0
        if lines is not None and found and found != lines:
            text = say("文档网格每页{found}行，应为{wanted}行", found=found, wanted=lines)
            yield Finding(_place(document, page), text)
            return
        if characters is not None and page.grid != "lines" and None not in (page.width, page.left, page.right):
            width = (page.width or 0) - abs(page.left or 0) - abs(page.right or 0) - page.gutter
            one = _THREE * 10 + (page.char_space or 0) / 4096 * 20
            found = int(width / one + 0.1) if one > 0 else 0
            if found != characters:
                text = say("文档网格每行{found}字，应为{wanted}字", found=found, wanted=characters)
                yield Finding(_place(document, page), text)
                return


def no_page_numbers(document: Document, layout: Layout) -> Iterator[Finding]:
    """A document that numbers no page in any header or footer."""
    if layout.pages and not _numbers(document, layout):
        yield Finding(_place(document, layout.pages[0]), say("没有页码"))


def number_forms(document: Document, layout: Layout, form: str) -> Iterator[Finding]:
    """Page numbers that are not written as `form`, in which 1 stands for the number; blanks do not count."""
    wanted = _bare(form)
    for number in _numbers(document, layout)[:1]:
        span = number.paragraph.span
        shown = document.text[span.start : number.span.start] + "1" + document.text[number.span.end : span.end]
        if _bare(shown) != wanted:
            text = say("页码写作“{shown}”，应为“{wanted}”", shown=shown.strip(), wanted=form)
            yield Finding(span if len(span) else _place(document, layout.pages[0]), text)


def number_fonts(document: Document, layout: Layout, faces: Sequence[str], size: int | None) -> Iterator[Finding]:
    """Page numbers in another face or size."""
    for number in _numbers(document, layout)[:1]:
        font = number.font
        wrong = []
        if faces and font.latin is not None and not any(face.lower() in font.latin.lower() for face in faces):
            wrong.append(say("字体是“{face}”，应为{right}", face=font.latin, right=faces[0]))
        if size is not None and font.size != size:
            wrong.append(say("字号是{size}，应为{wanted}", size=size_name(font.size), wanted=size_name(size)))
        if wrong:
            span = number.paragraph.span
            place = span if len(span) else _place(document, layout.pages[0])
            yield Finding(place, say("页码") + say("，").join(wrong))


def number_sides(document: Document, layout: Layout) -> Iterator[Finding]:
    """Page numbers that do not stand outside: at the right on odd pages, at the left on even ones (7.5)."""
    numbers = _numbers(document, layout)
    if not numbers:
        return
    sides = {number.paragraph.frame or number.paragraph.alignment for number in numbers}
    if "outside" in sides or (layout.even_and_odd and sides <= {"left", "right", "both"}):
        return
    span = numbers[0].paragraph.span
    place = span if len(span) else _place(document, layout.pages[0])
    yield Finding(place, say("页码没有分单页居右、双页居左"))


def _numbers(document: Document, layout: Layout) -> list[FieldResult]:
    """The fields that show the number of the page, outside of the body."""
    return [each for each in layout.fields if each.code == "PAGE" and document.place(each.span.start) != BODY]


def _bare(text: str) -> str:
    return _DIGITS.sub("1", re.sub(r"\s", "", text))


def _lies(page: Page) -> bool:
    """Whether the page lies on its side, as those of wide tables do: its margins have turned with it."""
    return page.landscape or (page.width or 0) > (page.height or 0)


def _place(document: Document, page: Page) -> Span:
    """Where something about a whole page is told: at the title, or at the first paragraph of the section."""
    title = document.outline.title()
    if title is not None and page.span.start <= title.span.start < max(page.span.end, page.span.start + 1):
        return title.span
    paragraph = next((p for p in document.paragraphs if p.span.start >= page.span.start), document.paragraphs[0])
    return paragraph.span
