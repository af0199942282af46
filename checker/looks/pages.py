"""Paper, margins, grid and page numbers (GB/T 9704—2012, 5.1, 5.2 and 7.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..document import BODY, Document
from ..formatting import FieldResult, Layout, Page
from ..lazy import lazily
from ..messages import say
from ..rules import Finding
from ..span import Span
from .elements import parts_named, parts_of
from .names import half_points, is_one_of, millimetres, plain, size_name, twips

_PORTRAIT_SIDES = ("top", "bottom", "left", "right")
_THREE = half_points("三号")
_DIGITS = lazily(r"\d+")
_DASHES = str.maketrans("―─", "——")
"""Dashes that look like 一字线; which of them stands there a reader cannot see."""
_TEXT = ("recipient", "heading-1", "heading-2", "heading-3", "heading-4", "body")


def papers(document: Document, layout: Layout, width: float, height: float, tolerance: float) -> Iterator[Finding]:
    """Pages that are not `width` by `height` millimetres, whichever way they lie."""
    wanted = sorted((twips(width), twips(height)))
    for page in layout.pages:
        if page.width is None or page.height is None or _holds_form(document, layout, page):
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
        if _lies(page) or _holds_form(document, layout, page):
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
        if _holds_form(document, layout, page):
            continue
        height = (page.height or 0) - abs(page.top or 0) - abs(page.bottom or 0)
        found = int(height / page.line_pitch + 0.1) if page.line_pitch else 0
        if lines is not None and found and found != lines and _uses_grid(document, layout, page):
            text = say("文档网格每页{found}行，应为{wanted}行", found=found, wanted=lines)
            yield Finding(_place(document, page), text)
            return
        if characters is not None and page.grid != "lines" and None not in (page.width, page.left, page.right):
            width = (page.width or 0) - abs(page.left or 0) - abs(page.right or 0) - page.gutter
            # The grid is counted out for the default style (17.6.5), which need not be as large as the text.
            found, usual = (_characters(width, size, page.char_space or 0) for size in (_THREE, layout.size))
            if characters not in {found, usual}:
                text = say("文档网格每行{found}字，应为{wanted}字", found=found, wanted=plain(characters))
                yield Finding(_place(document, page), text)
                return


def _characters(width: int, size: int, space: int) -> int:
    """How many characters of that size, each `space` 4096ths of a point wider, a line takes."""
    one = size * 10 + space / 4096 * 20
    return int(width / one + 0.1) if one > 0 else 0


def _uses_grid(document: Document, layout: Layout, page: Page) -> bool:
    """Whether a paragraph of the text on these pages takes its lines from the grid: fixed ones do not (17.3.1.33)."""
    forms = [part.format for part in parts_named(document, layout, _TEXT) if _holds(page.span, part.span)]
    return not forms or any(form.line_rule != "exact" and form.snap_to_grid for form in forms)


def _holds_form(document: Document, layout: Layout, page: Page) -> bool:
    """Whether these are pages of a table that is attached: wide forms have paper and margins of their own."""
    marks = parts_of(document, layout)["attachment"]
    if not marks or document.text[page.span.start : marks[0].span.start].strip():
        return False
    return any(_holds(page.span, table.span) for table in document.tables)


def _holds(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


def no_page_numbers(document: Document, layout: Layout) -> Iterator[Finding]:
    """A document that numbers no page in any header or footer, or only the odd or even ones."""
    if not layout.pages:
        return
    kinds = {kind for kind, _ in _numbers(document, layout)}
    text = say("没有页码") if not kinds else ""
    if layout.even_and_odd and "" not in kinds and len(kinds & {"even", "default"}) == 1:
        text = say("双页没有页码") if "default" in kinds else say("单页没有页码")
    if text:
        yield Finding(_place(document, layout.pages[0]), text)


def number_forms(document: Document, layout: Layout, form: str) -> Iterator[Finding]:
    """Page numbers that are not written as `form`, in which 1 stands for the number; blanks do not count."""
    wanted = _bare(form)

    def wrong(number: FieldResult) -> str:
        span = number.paragraph.span
        # A number between dashes of its own (17.18.59) shows them in its result.
        own = document.slice(number.span).strip() or "1"
        shown = document.text[span.start : number.span.start] + own + document.text[number.span.end : span.end]
        if _bare(shown) == wanted:
            return ""
        shown = _DIGITS.sub("1", shown).strip()
        return say("页码写作“{shown}”，应为“{wanted}”", shown=shown, wanted=form)

    yield from _told(document, layout, wrong)


def number_fonts(document: Document, layout: Layout, faces: Sequence[str], size: int | None) -> Iterator[Finding]:
    """Page numbers in another face or size."""

    def wrong(number: FieldResult) -> str:
        font = number.font
        said = []
        if faces and not is_one_of(font.latin, faces):
            said.append(say("字体是“{face}”，应为{right}", face=font.latin, right=faces[0]))
        if size is not None and font.size != size:
            said.append(say("字号是{size}，应为{wanted}", size=size_name(font.size), wanted=size_name(size)))
        return say("页码") + say("，").join(said) if said else ""

    yield from _told(document, layout, wrong)


def _told(document: Document, layout: Layout, wrong: Callable[[FieldResult], str]) -> Iterator[Finding]:
    """What is wrong with the page numbers, each thing once though several feet of pages have it."""
    told: set[str] = set()
    for _, number in _numbers(document, layout):
        text = wrong(number)
        if text and text not in told:
            told.add(text)
            yield Finding(_number_place(document, layout, number), text)


def number_sides(document: Document, layout: Layout) -> Iterator[Finding]:
    """Page numbers that do not stand outside: at the right on odd pages, at the left on even ones (7.5)."""
    numbers = _numbers(document, layout)
    if not numbers:
        return
    sides = {(kind, number.paragraph.frame or number.paragraph.alignment) for kind, number in numbers}
    places = {side for _, side in sides}
    if "outside" in places:
        return
    _, first = numbers[0]
    if not layout.even_and_odd or not places <= {"left", "right", "both"}:
        yield Finding(_number_place(document, layout, first), say("页码没有分单页居右、双页居左"))
    elif ("even", "right") in sides and not any(kind == "default" and side == "right" for kind, side in sides):
        yield Finding(_number_place(document, layout, first), say("页码的左右放反了，应为单页居右、双页居左"))


def _numbers(document: Document, layout: Layout) -> list[tuple[str, FieldResult]]:
    """The fields outside of the body that show the number of the page, each with the pages on which it is shown.

    These are `default`, `even` or `first` as in `Page`, or empty where that is not known.
    """
    found: list[tuple[str, FieldResult]] = []
    for each in layout.fields:
        if each.code == "PAGE" and document.place(each.span.start) != BODY:
            kinds = {
                kind: (kind != "even" or layout.even_and_odd) and (kind != "first" or page.title_page)
                for page in layout.pages
                for kind, story in (*page.headers.items(), *page.footers.items())
                if story.span is not None and story.span.start <= each.span.start <= story.span.end
            }
            found += [(kind, each) for kind, shown in kinds.items() if shown] if kinds else [("", each)]
    return found


def _number_place(document: Document, layout: Layout, number: FieldResult) -> Span:
    return number.paragraph.span if len(number.paragraph.span) else _place(document, layout.pages[0])


def _bare(text: str) -> str:
    return _DIGITS.sub("1", re.sub(r"\s", "", text)).translate(_DASHES)


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
