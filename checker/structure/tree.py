"""Tokens -> sections: the parser of `grammars/report.lark` over classified lines, and what makes our own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..document import Element, Heading, Part, Reading, Section, Span
from ..parsing import parser
from .line import HEADING_TOKENS, Line

_LEVELS = {token: level for level, token in enumerate(HEADING_TOKENS, 1)}
_ROLES: dict[str, str] = {}
"""The role of each token, as documents name it."""
Body = tuple[list[Element], list[Section]]


def build(lines: Sequence[Line], reading: Reading) -> list[Part]:
    """The parts of the text. Total: every sequence of lines gives a tree."""
    parts: list[Part] = parser("report").parse([line.token for line in lines], _Builder(lines, reading).make)
    return parts


class _Builder:
    """Makes the rules of the grammar; its tokens are the indexes of lines."""

    def __init__(self, lines: Sequence[Line], reading: Reading) -> None:
        self._lines = lines
        self._reading = reading

    def make(self, rule: str, children: list[Any]) -> Any:
        if rule == "start":
            return self._start(children)
        return self._body(children) if rule == "body" else self._section(children)

    def _section(self, children: list[Any]) -> Section:
        section = _heading(self._lines[children[0]], self._reading)
        if len(children) == 1:
            return section
        start, end = section.span.start, section.span.end
        for child in children[1:]:
            if type(child) is int:
                child = self._element(child)
                section.elements.append(child)
            else:
                section.sections.append(child)
            if child.span.end > end:
                end = child.span.end
        section.span = Span(start, end)
        return section

    def _element(self, index: int) -> Element:
        line = self._lines[index]
        token = line.token
        role = _ROLES.get(token) or _ROLES.setdefault(token, token.lower().replace("_", "-"))
        return Element(role, _whole(line, self._reading), line.source.paragraph.place)

    def _body(self, children: list[int | Section]) -> Body:
        front = [self._element(child) for child in children if isinstance(child, int)]
        return front, [child for child in children if isinstance(child, Section)]

    def _start(self, children: list[int | Body]) -> list[Part]:
        parts: list[Part] = []
        part = Part()
        for child in children:
            if isinstance(child, int):
                part.tail.append(self._element(child))
                continue
            front, sections = child
            if not front and not sections:
                continue
            if part.tail:
                parts.append(part)
                part = Part()
            part.front.extend(front)
            part.sections.extend(sections)
        parts.append(part)
        return parts


def _whole(line: Line, reading: Reading) -> Span:
    """The document's span of a line."""
    off = line.off
    if off is None:
        return reading.span(line.start, line.end)
    source = line.source
    if line.start == source.start and line.end == source.end:
        return source.paragraph.span
    return Span(line.start + off, line.end + off)


def _heading(line: Line, reading: Reading) -> Section:
    """The section that a heading begins, as far as its line goes."""
    whole = _whole(line, reading)
    start, end = whole.start, whole.end
    form, marker, off = line.form, line.marker, line.off
    after = line.title_end + (form == "run-in")  # the stop between a title and its text
    if off is None:
        title, rest = reading.span(line.body, line.title_end), reading.offset(after)
    else:
        title, rest = Span(off + line.body, off + line.title_end), off + after
    heading = Heading(Span(marker.span.start if marker else start, title.end), title, form, marker)
    if form != "own-line" and rest < end:
        elements = [Element("run-in", Span(rest, end), line.source.paragraph.place)]
    else:
        elements = []
    return Section(_LEVELS[line.token], heading, whole, elements, [])
