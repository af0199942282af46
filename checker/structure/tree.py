"""Tokens -> sections: the parser of `grammars/report.lark` over classified lines, and what makes our own types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..document import Element, Heading, Part, Reading, Section, Span
from ..parsing import parser
from .line import HEADING_TOKENS, Line

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

    def _element(self, index: int) -> Element:
        line = self._lines[index]
        role = _ROLES.get(line.token) or _ROLES.setdefault(line.token, line.token.lower().replace("_", "-"))
        span = self._reading.span(line.start, line.end)
        return Element(role, span, line.source.paragraph.place)

    def _section(self, children: list[Any]) -> Section:
        line = self._lines[children[0]]
        whole = self._reading.span(line.start, line.end)
        title = self._reading.span(line.body, line.title_end)
        marker_start = line.marker.span.start if line.marker else whole.start
        heading = Heading(Span(marker_start, title.end), title, line.form, line.marker)
        elements: list[Element] = []
        sections: list[Section] = []
        if line.form != "own-line":
            rest = Span(self._reading.offset(line.title_end + (line.form == "run-in")), whole.end)
            if len(rest) > 0:
                elements.append(Element("run-in", rest, line.source.paragraph.place))
        end = whole.end
        for child in children[1:]:
            if isinstance(child, Section):
                sections.append(child)
                end = max(end, child.span.end)
            else:
                element = self._element(child)
                elements.append(element)
                end = max(end, element.span.end)
        level = HEADING_TOKENS.index(line.token) + 1
        return Section(level, heading, Span(whole.start, end), elements, sections)

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
