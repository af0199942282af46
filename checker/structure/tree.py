"""Tokens -> sections, as `grammars/report.lark` has it, and what makes our own types.

Whatever the tokens, the grammar leaves no choice: a heading ends what is open at its level and below, a line belongs
to the innermost section that is open, and what stands below a text ends it. So one pass over the lines is enough; the
parser of the grammar, which takes three times as long, gives the very same trees.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Element, Heading, Part, Reading, Section, Span
from .line import HEADING_TOKENS, Line

_LEVELS = {token: level for level, token in enumerate(HEADING_TOKENS, 1)}
_TAIL = frozenset(
    ("CLOSING", "ATTACHMENT_NOTE", "SIGNATURE", "ISSUE_DATE", "NOTE", "COPY_TO", "IMPRINT", "ATTACHMENT", "MARGIN")
)
"""What stands below a text: what comes after is the next one."""
_ROLES: dict[str, str] = {}
"""The role of each token, as documents name it."""


def build(lines: Sequence[Line], reading: Reading) -> list[Part]:
    """The parts of the text. Total: every sequence of lines gives a tree."""
    part = Part()
    parts = [part]
    open_sections: list[Section] = []
    for line in lines:
        token = line.token
        level = _LEVELS.get(token)
        in_tail = level is None and token in _TAIL
        if part.tail and not in_tail:
            part = Part()
            parts.append(part)
        if level is not None or in_tail:
            while open_sections and (level is None or open_sections[-1].level >= level):
                _close(open_sections)
        if level is not None:
            section = _section(line, level, reading)
            (open_sections[-1].sections if open_sections else part.sections).append(section)
            open_sections.append(section)
        elif in_tail:
            part.tail.append(_element(line, reading))
        else:
            (open_sections[-1].elements if open_sections else part.front).append(_element(line, reading))
    while open_sections:
        _close(open_sections)
    return parts


def _close(open_sections: list[Section]) -> None:
    """Let the innermost section end where the last of what it holds does."""
    section = open_sections.pop()
    start, end = section.span.start, section.span.end
    for element in section.elements:
        end = max(end, element.span.end)
    for below in section.sections:
        end = max(end, below.span.end)
    section.span = Span(start, end)


def _element(line: Line, reading: Reading) -> Element:
    role = _ROLES.get(line.token) or _ROLES.setdefault(line.token, line.token.lower().replace("_", "-"))
    return Element(role, reading.span(line.start, line.end), line.source.paragraph.place)


def _section(line: Line, level: int, reading: Reading) -> Section:
    """The section that a heading begins, as far as its line goes."""
    whole = reading.span(line.start, line.end)
    after = line.title_end + (line.form == "run-in")  # the stop between a title and its text
    if len(whole) == line.end - line.start:  # nothing is left out: all its places are as far from each other as here
        off = whole.start - line.start
        title, rest = Span(off + line.body, off + line.title_end), off + after
    else:
        title, rest = reading.span(line.body, line.title_end), reading.offset(after)
    marker_start = line.marker.span.start if line.marker else whole.start
    heading = Heading(Span(marker_start, title.end), title, line.form, line.marker)
    elements: list[Element] = []
    if line.form != "own-line" and rest < whole.end:
        elements.append(Element("run-in", Span(rest, whole.end), line.source.paragraph.place))
    return Section(level, heading, whole, elements)
