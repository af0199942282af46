"""The parts of a paper whose looks the standard lays down, each with its paragraphs (GB/T 9704—2012, 7.2 to 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from ..document import BODY, TABLE, Document, Element, Heading, Section
from ..lazy import lazily
from ..messages import say
from ..reading import fold
from ..records import Record, replace
from ..span import Span

if TYPE_CHECKING:
    from ..formatting import Font, Layout, ParagraphFormat, Run

ELEMENTS = (
    *("title", "document-number", "recipient", "heading-1", "heading-2", "heading-3", "heading-4", "body"),
    *("attachment-note", "signature", "issue-date", "note", "attachment", "copy-to", "imprint"),
)
"""The names by which a pack calls the parts."""
_MARKERS = {"一、": "heading-1", "（一）": "heading-2", "1.": "heading-3", "（1）": "heading-4"}
"""The levels of headings by their numbers, 7.3.3; other schemes have no looks laid down."""
_ROLES = {
    "paragraph": "body",
    "bullet": "body",
    "run-in": "body",
    "closing": "body",
    **{name: name for name in ("title", "document-number", "recipient", "attachment-note", "signature")},
    **{name: name for name in ("issue-date", "note", "attachment", "copy-to", "imprint")},
}
_LAST = frozenset({"attachment", "copy-to", "imprint"})
"""What may stand behind attachments and still be the paper's own."""
_TEXT = frozenset({"paragraph", "bullet"})
_ISSUER = lazily(r"\s*签\s*发\s*人|(?<=号)\s")
"""What follows the number of a paper that goes up on the same line: the signers, set in another face (7.2.6)."""
_RED_TITLE = lazily(r"(?:令|纪要)\s*$")
"""Orders and minutes have no other title than their red mark (10.2, 10.3)."""
_SALUTATION = lazily(r"(?:各位[一-鿿、,]{1,20}|同志们|[一-鿿]{0,12}(?:代表|委员|同志)们?)[:!,]?")
"""同志们：is no recipient: speeches begin it as their paragraphs, or at the margin."""
_NOT_TEXT = lazily(
    r"(?:注|备注|说明|资料来源|数据来源|(?:计量)?单位)\d?:|[图表]\s?\d|\(?[此本]页无正文\)?$"
    r"|.{2,30}\s\d{4}年\d{1,2}月\d{1,2}日$"
)
"""Notes and captions of tables and pictures, who drew minutes up and when: for these nothing is laid down."""
_CAPTION = 45
"""Characters beyond which a text is no such note and no salutation, whatever its end, unless its first words say so."""
_LABEL = lazily(r"[^:。\s(]{1,12}[:\s](?=.)|[^(]+(?=\(.*\)$)")
"""会议时间：, before what it says in the same line, and what stands before the organs in brackets that are to do it.

Often only this is in the face of a heading.
"""
_OTHER_FACE = frozenset({"heading-1", "heading-2"})
"""Headings whose face is not that of the text."""
_SENTENCE = lazily(r".*,.*。", re.DOTALL)
_COPY_TO = lazily(r"(?:抄送|抄报)(?:机关)?:")
_IMPRINT = lazily(r".{0,40}\d{4}年\d{1,2}月\d{1,2}日\s?印发")
_LARGEST = 44
"""Half-points of the title, 7.3.1. The name of the organ above it is larger, and red (7.2.4)."""
_place = attrgetter("span.start", "span.end")
"""By which parts are put in order."""
_KEY, _NAMED, _RUNS, _FONTS = "looks", "looks-named", "looks-runs", "looks-fonts"


class Part(Record, frozen=True):
    """A paragraph of one part of the paper, or what of it belongs to that part: a heading may share its paragraph.

    `begins`: the part begins the paragraph, so that its indent is the part's. `sure`: it can be told from a part that
    has another face; a numbered sentence may be a heading or text.
    """

    element: str
    span: Span
    format: ParagraphFormat
    begins: bool = True
    sure: bool = True


def part_name(element: str) -> str:
    """正文, 一级标题 … in the language in force."""
    match element:
        case "title":
            return say("标题")
        case "document-number":
            return say("发文字号")
        case "recipient":
            return say("主送机关")
        case "heading-1":
            return say("一级标题")
        case "heading-2":
            return say("二级标题")
        case "heading-3":
            return say("三级标题")
        case "heading-4":
            return say("四级标题")
        case "body":
            return say("正文")
        case "attachment-note":
            return say("附件说明")
        case "signature":
            return say("发文机关署名")
        case "issue-date":
            return say("成文日期")
        case "note":
            return say("附注")
        case "attachment":
            return say("附件标识")
        case "copy-to":
            return say("抄送机关")
        case "imprint":
            return say("印发机关和印发日期")
    raise KeyError(element)


def parts_of(document: Document, layout: Layout) -> Mapping[str, list[Part]]:
    """The paragraphs of each part, in order; found once for all rules."""
    found: dict[str, list[Part]] | None = document.memo.get(_KEY)
    if found is None:
        found = document.memo[_KEY] = {name: [] for name in ELEMENTS}
        for part in sorted(_parts(document, layout), key=_place):
            found[part.element].append(part)
    return found


def _parts(document: Document, layout: Layout) -> Iterator[Part]:
    """The parts of the paper proper; of what is attached only its mark is judged, for it has forms of its own."""
    for number, piece in enumerate(document.outline.parts):
        if number == 0:
            yield from _front(document, piece.front, layout)
            for top in piece.sections:
                for section in top.walk():
                    yield from _section(document, section, layout)
        for element in piece.tail:
            if number == 0 or element.role in _LAST:
                yield from _element(document, element, layout)
    yield from _imprint_cells(document, layout)


def _front(document: Document, front: Sequence[Element], layout: Layout) -> Iterator[Part]:
    """What stands above the text and the text up to the first heading; the letterhead is no text (7.2)."""
    head = max((at for at, element in enumerate(front) if element.role in {"title", "recipient"}), default=-1)
    titles = [element for element in front if element.role == "title"]
    for at, element in enumerate(front):
        alone = element in titles[-1:] and not _RED_TITLE.search(document.slice(element.span))
        letterhead = element in titles and not alone and _is_letterhead(document, element, layout)
        if not letterhead and (at > head or element.role not in _TEXT):
            yield from _element(document, element, layout)


def _is_letterhead(document: Document, element: Element, layout: Layout) -> bool:
    """Whether a line over the title is the name of the organ: red, and larger than any title."""
    runs = [run for run in layout.runs_in(element.span) if document.slice(run.span).strip()]
    return bool(runs) and all(_is_red(run.font.color) and run.font.size > _LARGEST for run in runs)


def _is_red(color: str | None) -> bool:
    return color is not None and int(color[:2], 16) > 2 * max(int(color[2:4], 16), int(color[4:], 16))


def _element(document: Document, element: Element, layout: Layout) -> Iterator[Part]:
    name, span = _ROLES.get(element.role), element.span
    found = layout.paragraph_at(span.start) if name is not None and element.place == BODY else None
    if name is None or found is None:
        return
    if element.role in _TEXT and (found.alignment == "center" or _NOT_TEXT.match(_beginning(document, span))):
        return  # 第一章, the caption of a table
    if name == "recipient" and _SALUTATION.fullmatch(_beginning(document, span)):
        return
    if name == "document-number" and (issuer := _ISSUER.search(document.slice(span))):
        span = Span(span.start, span.start + issuer.start())
    yield Part(name, span, found, element.role != "run-in")


def _beginning(document: Document, span: Span) -> str:
    """The text folded and without blanks around it; of a long one, enough to see that it is no caption."""
    text = fold(document.text[span.start : min(span.end, span.start + _CAPTION + 20)]).strip()
    return text if len(text) > _CAPTION else fold(document.slice(span)).strip()


def _imprint_cells(document: Document, layout: Layout) -> Iterator[Part]:
    """The copies and the imprint where they stand in the last table, whose borders are then their rules (7.4.1)."""
    for paragraph in document.paragraphs:
        if paragraph.place != TABLE or paragraph.span.start < document.tables[-1].span.start:
            continue
        text = fold(document.slice(paragraph.span)).strip()
        name = "copy-to" if _COPY_TO.match(text) else "imprint" if _IMPRINT.fullmatch(text) else None
        found = layout.paragraph_at(paragraph.span.start) if name is not None else None
        if name is not None and found is not None:
            yield Part(name, paragraph.span, found)


def _section(document: Document, section: Section, layout: Layout) -> Iterator[Part]:
    head = list(_heading(document, section.heading, layout))
    yield from head
    behind = max((part.span.end for part in head), default=0)
    for element in section.elements:
        if element.role == "run-in" and behind > element.span.start:
            element = replace(element, span=Span(min(behind, element.span.end), element.span.end))
        if element.span:
            yield from _element(document, element, layout)


def _heading(document: Document, heading: Heading, layout: Layout) -> Iterator[Part]:
    name = _MARKERS.get(heading.marker.style) if heading.marker is not None else None
    found = layout.paragraph_at(heading.span.start)
    if name is not None and found is not None and document.place(heading.span.start) == BODY:
        span = heading.span
        if heading.form == "item":
            # A paragraph of text with a number before it, or a long heading before its text.
            if name in _OTHER_FACE:
                stop = document.text.find("。", span.start, found.span.end) + 1
                span = Span(span.start, stop or found.span.end)
            yield Part("body", span, found, sure=name not in _OTHER_FACE)
            return
        if label := _LABEL.match(fold(document.slice(heading.title))):
            span = Span(span.start, heading.title.start + label.end())
        whole = document.text[heading.span.start : found.span.end] if heading.form == "own-line" else ""
        sentence = whole and _SENTENCE.fullmatch(fold(whole).strip())
        yield Part(name, span, found, sure=not sentence)


def parts_named(document: Document, layout: Layout, elements: Sequence[str]) -> list[Part]:
    """The paragraphs of all those parts, in order of place."""
    known: dict[tuple[str, ...], list[Part]] = document.memo.setdefault(_NAMED, {})
    asked = tuple(elements)
    if asked not in known:
        found = parts_of(document, layout)
        if len(asked) == 1:
            known[asked] = found[asked[0]]
        else:
            known[asked] = sorted([part for name in asked for part in found[name]], key=_place)
    return known[asked]


def runs_of(document: Document, layout: Layout, part: Part) -> Sequence[tuple[Run, str]]:
    """The runs of a part with their text, cut off at its ends; a dozen rules look at them."""
    known: dict[tuple[int, int], Sequence[tuple[Run, str]]] = document.memo.setdefault(_RUNS, {})
    place = part.span.start, part.span.end
    found = known.get(place)
    if found is None:
        text = document.text
        found = known[place] = [(run, text[run.span.start : run.span.end]) for run in layout.runs_in(part.span)]
    return found


def fonts_of(document: Document, layout: Layout) -> Sequence[Font]:
    """Every font of the document; the layout has one object for all that look alike."""
    found: Sequence[Font] | None = document.memo.get(_FONTS)
    if found is None:
        found = document.memo[_FONTS] = list({id(run.font): run.font for run in layout.runs}.values())
    return found
