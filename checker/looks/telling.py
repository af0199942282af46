"""One finding a cause: what deviates in the same way is told once, at its first place."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator

from ..document import Document
from ..formatting import Layout
from ..lazy import lazily
from ..messages import language, say
from ..records import Record
from ..rules import Finding, Related
from ..span import Span
from .elements import Part, part_name

_SHOWN = 19
"""Other places of one cause that are named; where there are more, it is a matter of the whole text."""
_DEFAULT = "Normal"
"""The style that all others build on: nobody should be sent there for the sake of a heading."""
_BUILT_IN = {"Body Text": "正文文本", "List Paragraph": "列表段落", "Normal (Web)": "普通(网站)"}
_HEADING = lazily(r"heading (\d)", re.IGNORECASE)


class Deviation(Record, frozen=True):
    """A stretch of one part that is not as laid down; `how` is the same for what has the same cause."""

    part: Part
    span: Span
    how: Hashable


def told(
    deviations: Iterable[Deviation], message: Callable[[str, Deviation], str], document: Document, layout: Layout
) -> Iterator[Finding]:
    """A finding for each cause. `message` says what is wrong with the named parts, given the first deviation."""
    causes: dict[Hashable, list[Deviation]] = {}
    for deviation in deviations:
        causes.setdefault(deviation.how, []).append(deviation)
    for alike in causes.values():
        first = alike[0]
        names = say("、").join(dict.fromkeys(part_name(deviation.part.element) for deviation in alike))
        text = message(names, first)
        paragraphs = len({deviation.part.format.span for deviation in alike})
        if paragraphs > 1:
            text = say("{message}（共{count}段）", message=text, count=paragraphs)
        others = alike[1:] if len(alike) <= _SHOWN + 1 else []
        related = tuple(Related(d.span, document.slice(d.span)[:_SHOWN]) for d in others)
        yield Finding(first.span, text, advice=_by_style(alike, document, layout), related=related)


def _by_style(alike: list[Deviation], document: Document, layout: Layout) -> str | None:
    """Where all of them are of one style, and nothing else is, it is there that they are put right."""
    styles = {deviation.part.format.style for deviation in alike}
    style = next(iter(styles)) if len(styles) == 1 else None
    if style is None or style == _DEFAULT or len(alike) == 1:
        return None
    wrong = {deviation.part.format.span for deviation in alike}
    of_style = {paragraph.span for paragraph in layout.paragraphs if paragraph.style == style}
    if of_style != wrong:
        return None
    return say("这些段落都用样式“{style}”，别处没有用它，可以在样式里一并修改", style=_shown(style))


def _shown(style: str) -> str:
    """The name of a style as Word shows it: those of its own it keeps under their English names (17.7.4.9)."""
    if language() == "en":
        return style
    heading = _HEADING.fullmatch(style)
    return f"标题 {heading[1]}" if heading else _BUILT_IN.get(style, style)
