"""The parsed structure, line by line: as a tree for people and as plain values for programs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from ..document import BODY, Document, Element, Enumeration, Item, Marker, Section, Span
from ..messages import language, say
from ..numerals import han
from ..records import Record
from ..rules import Fault
from .json import fault_values, point
from .layout import Segment, columns, pad_left, shorten, wrap
from .locate import Locator, plain
from .terms import characters, date_source, date_text, kind_name, line_name, place_name

SCHEMA = "zfcheck-outline/1"
_LONGEST_TEXT = 30
_LONGEST_ITEM = 20


class _Row(Record, frozen=True):
    """A line of the tree: where it stands, how deep, what it is, its text."""

    offset: int
    depth: int
    name: str
    text: str
    style: str = ""


def render(
    document: Document, path: str, *, schemes: dict[str, str] | None = None, width: int = 100, color: bool = False
) -> str:
    """The outline as text: what the document is, then a line for every heading, paragraph and list member.

    `schemes` gives the titles of numbering schemes by id.
    """
    locator = Locator(document)
    rows = list(_rows(document))
    names = [line_name(document, locator.position(row.offset).line) for row in rows]
    margin = max((columns(name) for name in names), default=0)
    lines = _head(document, path, schemes or {}, width, color)
    for row, name in zip(rows, names, strict=True):
        indent = margin + 2 + 2 * row.depth
        segments: list[Segment] = [(pad_left(name, margin), "dim"), (" " * (2 + 2 * row.depth), "")]
        segments += [(row.name + "  ", row.style or "dim"), (row.text, row.style)]
        hang = indent + columns(row.name) + 2
        lines += wrap(segments, width, 0, min(hang, width // 2), color=color)
    return "".join(line + "\n" for line in lines)


def _head(document: Document, path: str, schemes: dict[str, str], width: int, color: bool) -> list[str]:
    outline = document.outline
    kind = kind_name(outline.kind)
    shown = kind if kind == outline.kind else say("{name}（{id}）", name=kind, id=outline.kind)
    if outline.date is None:
        date = say("未知")
    else:
        date = say("{name}（{id}）", name=date_text(outline.date), id=date_source(outline.date.source))
    scheme = schemes.get(outline.scheme, "")
    scheme = say("{name}（{id}）", name=scheme, id=outline.scheme) if scheme else outline.scheme
    facts = [
        (say("文种："), shown),
        (say("日期："), date),
        (say("序号体系："), scheme),
        (say("字数："), str(characters(document))),
    ]
    lines = wrap([(plain(path), "bold")], width, color=color)
    for label, value in facts:
        lines += wrap([(label, "dim"), (value, "")], width, 0, columns(label), color=color)
    return [*lines, ""]


def _rows(document: Document) -> Iterator[_Row]:
    items = _Items(document)
    for part in document.outline.parts:
        for element in part.front:
            yield from _element_rows(document, element, 0, items)
        for section in part.sections:
            yield from _section_rows(document, section, 0, items)
        for element in part.tail:
            yield from _element_rows(document, element, 0, items)


def _section_rows(document: Document, section: Section, depth: int, items: _Items) -> Iterator[_Row]:
    heading = section.heading
    elements = list(section.elements)
    name = _level_name(section.level, heading.form)
    if heading.form == "item":
        # The item is one paragraph; its tail is no paragraph of its own.
        tail = elements.pop(0) if elements and elements[0].role == "run-in" else None
        whole = Span(heading.span.start, tail.span.end if tail else heading.span.end)
        text = shorten(plain(document.slice(whole)), _LONGEST_TEXT + 10)
        yield _Row(heading.span.start, depth, name, text, "bold")
        yield from _item_rows(document, whole, depth + 1, items)
    else:
        yield _Row(heading.span.start, depth, name, plain(document.slice(heading.span)), "bold")
        yield from _item_rows(document, heading.span, depth + 1, items)
    for element in elements:
        yield from _element_rows(document, element, depth + 1, items)
    for child in section.sections:
        yield from _section_rows(document, child, depth + 1, items)


def _element_rows(document: Document, element: Element, depth: int, items: _Items) -> Iterator[_Row]:
    inside = items.inside(element.span)
    prose = element.role in {"paragraph", "run-in"}
    if prose and inside and not document.text[element.span.start : inside[0].marker.start].strip():
        # A paragraph that begins with 一是 is a member of the list itself.
        yield from _item_rows(document, element.span, depth, items)
        return
    text = plain(document.slice(element.span))
    if prose or element.role in {"bullet", "cell", "margin", "furniture", "contents"}:
        text = shorten(text, _LONGEST_TEXT)
    yield _Row(element.span.start, depth, _role_name(element), text)
    yield from _item_rows(document, element.span, depth + 1, items)


def _item_rows(document: Document, span: Span, depth: int, items: _Items) -> Iterator[_Row]:
    for item in items.inside(span):
        marker = plain(document.slice(item.marker))
        text = plain(document.text[item.marker.end : min(items.end(item), span.end)])
        shown = f"{marker} {shorten(text, _LONGEST_ITEM)}"
        yield _Row(item.marker.start, depth + items.depth(item), say("列举"), shown)


class _Items:
    """The members of all inline enumerations in order, each with the number of members that it stands inside."""

    def __init__(self, document: Document) -> None:
        lists = document.outline.enumerations
        found = [(item, _depth(one)) for one in lists for item in one.items]
        found.sort(key=lambda pair: pair[0].marker)
        self._items = [item for item, _ in found]
        self._starts = [item.marker.start for item in self._items]
        self._depths = {item.marker.start: depth for item, depth in found}

    def inside(self, span: Span) -> list[Item]:
        return self._items[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def depth(self, item: Item) -> int:
        return self._depths[item.marker.start]

    def end(self, item: Item) -> int:
        """Where the member ends or another one begins."""
        following = bisect_right(self._starts, item.marker.start)
        return min([item.span.end, *self._starts[following : following + 1]])


def _depth(enumeration: Enumeration) -> int:
    """How many lists it is nested in."""
    depth, above = 0, enumeration.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _level_name(level: int, form: str) -> str:
    number = level if language() == "en" else han(level)
    if form == "item":
        return say("{level}级序号段", level=number)
    if form == "run-in":
        return say("{level}级标题（接正文）", level=number)
    return say("{level}级标题", level=number)


def _role_name(element: Element) -> str:
    if element.role == "margin":
        return place_name(element.place)
    names = {
        "title": say("标题"),
        "subtitle": say("副标题"),
        "document-number": say("发文字号"),
        "byline": say("署名/记者"),
        "recipient": say("主送机关"),
        "contents": say("目录"),
        "furniture": say("网页残留"),
        "paragraph": say("正文"),
        "run-in": say("正文"),
        "bullet": say("条目"),
        "cell": say("表格"),
        "hidden": say("隐藏内容"),
        "closing": say("结束语"),
        "attachment-note": say("附件说明"),
        "signature": say("落款"),
        "issue-date": say("成文日期"),
        "note": say("附注"),
        "copy-to": say("抄送"),
        "imprint": say("印发机关和日期"),
        "attachment": say("附件"),
    }
    name = names.get(element.role, element.role)
    if element.role == "paragraph" and element.place != BODY:
        return f"{name}·{place_name(element.place)}"
    return name


def values(document: Document, path: str, faults: Sequence[Fault] = ()) -> dict[str, Any]:
    """The outline as plain values for `zfcheck outline --json`."""
    locator = Locator(document)
    outline = document.outline
    enumerations = outline.enumerations
    return {
        "schema": SCHEMA,
        "path": path,
        "kind": outline.kind,
        "date": str(outline.date) if outline.date else None,
        "date_source": outline.date.source if outline.date else None,
        "scheme": outline.scheme,
        "characters": len(document.text),
        "parts": [
            {
                "front": [_element_values(document, locator, element) for element in part.front],
                "sections": [_section_values(document, locator, section) for section in part.sections],
                "tail": [_element_values(document, locator, element) for element in part.tail],
            }
            for part in outline.parts
        ],
        "enumerations": [_enumeration_values(document, locator, one, enumerations) for one in enumerations],
        "faults": [fault_values(fault) for fault in faults],
    }


def _span_values(document: Document, locator: Locator, span: Span) -> dict[str, Any]:
    return {"text": document.slice(span), "start": point(locator, span.start), "end": point(locator, span.end)}


def _element_values(document: Document, locator: Locator, element: Element) -> dict[str, Any]:
    return {"role": element.role, "place": element.place, **_span_values(document, locator, element.span)}


def _section_values(document: Document, locator: Locator, section: Section) -> dict[str, Any]:
    heading = section.heading
    return {
        "level": section.level,
        "form": heading.form,
        "marker": _marker_values(document, heading.marker),
        "title": document.slice(heading.title),
        "start": point(locator, section.span.start),
        "end": point(locator, section.span.end),
        "elements": [_element_values(document, locator, element) for element in section.elements],
        "sections": [_section_values(document, locator, child) for child in section.sections],
    }


def _marker_values(document: Document, marker: Marker | None) -> dict[str, Any] | None:
    if marker is None:
        return None
    return {
        "text": document.slice(marker.span),
        "style": marker.style,
        "number": marker.number,
        "right": marker.right,
        "variant": marker.variant,
    }


def _enumeration_values(
    document: Document, locator: Locator, enumeration: Enumeration, all_: Sequence[Enumeration]
) -> dict[str, Any]:
    parent = next((at for at, other in enumerate(all_) if other is enumeration.parent), None)
    return {
        "style": enumeration.style,
        "parent": parent,
        "items": [
            {
                "number": item.number,
                "marker": document.slice(item.marker),
                **_span_values(document, locator, item.span),
            }
            for item in enumeration.items
        ],
    }
