"""Tokens -> sections: the Lark parser over classified lines and the Transformer that gives our own types."""

from __future__ import annotations

from collections.abc import Sequence

from lark import Token, Transformer

from ..document import Element, Heading, Part, Reading, Section, Span
from ..parsing import parser
from .line import HEADING_TOKENS, Line

_FRONT = "front"
Body = tuple[list[Element], list[Section]]


def build(lines: Sequence[Line], reading: Reading) -> list[Part]:
    """The parts of the text. Total: every sequence of lines gives a tree."""
    tokens = [Token(line.token, line) for line in lines]
    tree = parser("report").parse(tokens)
    parts: list[Part] = _Builder(reading).transform(tree)
    return parts


class _Builder(Transformer[Token, list[Part]]):
    def __init__(self, reading: Reading) -> None:
        super().__init__(visit_tokens=False)
        self._reading = reading

    def _element(self, token: Token) -> Element:
        line: Line = token.value
        role = token.type.lower().replace("_", "-")
        span = self._reading.span(line.start, line.end)
        return Element(role, span, line.source.paragraph.place)

    def _section(self, children: list[Token | Section]) -> Section:
        line: Line = children[0].value  # type: ignore[union-attr]
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

    def body(self, children: list[Token | Section]) -> Body:
        front = [self._element(child) for child in children if isinstance(child, Token)]
        return front, [child for child in children if isinstance(child, Section)]

    def start(self, children: list[Token | Body]) -> list[Part]:
        parts: list[Part] = []
        part = Part()
        for child in children:
            if isinstance(child, Token):
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


for _name in ("s1", "s2", "s3", "s4", "s5", "s6"):
    setattr(_Builder, _name, _Builder._section)
