"""The parts of a paper whose looks the standard lays down, each with its paragraphs (GB/T 9704—2012, 7.2 to 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..document import BODY, Document, Element, Heading
from ..formatting import Layout, ParagraphFormat
from ..messages import say
from ..span import Span

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
_KEY = "looks"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of one part of the paper, or what of it belongs to that part: a heading may share its paragraph.

    `begins`: the part begins the paragraph, so that its indent is the part's.
    """

    element: str
    span: Span
    format: ParagraphFormat
    begins: bool = True


def part_name(element: str) -> str:
    """正文, 一级标题 … in the language in force."""
    names = {
        "title": say("标题"),
        "document-number": say("发文字号"),
        "recipient": say("主送机关"),
        "heading-1": say("一级标题"),
        "heading-2": say("二级标题"),
        "heading-3": say("三级标题"),
        "heading-4": say("四级标题"),
        "body": say("正文"),
        "attachment-note": say("附件说明"),
        "signature": say("发文机关署名"),
        "issue-date": say("成文日期"),
        "note": say("附注"),
        "attachment": say("附件标识"),
        "copy-to": say("抄送机关"),
        "imprint": say("印发机关和印发日期"),
    }
    return names[element]


def parts_of(document: Document, layout: Layout) -> Mapping[str, list[Part]]:
    """The paragraphs of each part, in order; found once for all rules."""
    found: dict[str, list[Part]] | None = document.memo.get(_KEY)
    if found is None:
        found = document.memo[_KEY] = {name: [] for name in ELEMENTS}
        for part in sorted(_parts(document, layout), key=lambda part: part.span):
            found[part.element].append(part)
    return found


def _parts(document: Document, layout: Layout) -> Iterator[Part]:
    """The parts of the paper proper; of what is attached only its mark is judged, for it has forms of its own."""
    for number, piece in enumerate(document.outline.parts):
        if number == 0:
            for element in piece.front:
                yield from _element(element, layout)
            for top in piece.sections:
                for section in top.walk():
                    yield from _heading(document, section.heading, layout)
                    for element in section.elements:
                        yield from _element(element, layout)
        for element in piece.tail:
            if number == 0 or element.role in _LAST:
                yield from _element(element, layout)


def _element(element: Element, layout: Layout) -> Iterator[Part]:
    name = _ROLES.get(element.role)
    found = layout.paragraph_at(element.span.start) if name is not None and element.place == BODY else None
    if name is not None and found is not None:
        yield Part(name, element.span, found, element.role != "run-in")


def _heading(document: Document, heading: Heading, layout: Layout) -> Iterator[Part]:
    name = _MARKERS.get(heading.marker.style) if heading.marker is not None else None
    found = layout.paragraph_at(heading.span.start)
    if name is not None and found is not None and document.place(heading.span.start) == BODY:
        # A numbered item is a paragraph of text with a number before it.
        yield Part("body" if heading.form == "item" else name, heading.span, found)


def parts_named(document: Document, layout: Layout, elements: Sequence[str]) -> list[Part]:
    """The paragraphs of all those parts, in order of place."""
    found = parts_of(document, layout)
    return sorted((part for name in elements for part in found[name]), key=lambda part: part.span)
