"""Kind `wrapped`: lines broken by hand at one width, as a PDF file or a mail leaves them, inside sentences.

Unnumbered headings end without a mark too, but each at a length of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from ..document import BODY, Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..rules import Finding, Related, Rule
from . import Field, Kind, Vocabulary

FIELDS = {"at_least": Field("integer", "至少有几行在同一宽度断开才报（默认8行）")}
NARROWEST = 18
"""Code points of a line that was broken because it was full."""
_OPEN = lazily("[\u4e00-\u9fff0-9,、“(《]$")
_CLOSED = frozenset("。;:!?")
"""Most of what is not open, told without cutting out the line."""
_GOES_ON = lazily("[\u4e00-\u9fff0-9,、。”)》]")
_BEGINS = lazily(r"(?:第?[一二三四五六七八九十]{1,3}[、章节条是要]|[(]?\d{1,2}[).、]|附件|[—•●■◆])")
_SHOWN = 20
_SLACK = 2
"""Columns by which lines of one width differ: a figure takes half of one."""


class WrappedChecker:
    """Tells once of lines that all end at one width and break a sentence."""

    literals: tuple[str, ...] = ()

    def __init__(self, at_least: int) -> None:
        self._at_least = at_least

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        body = [paragraph for paragraph in reading.paragraphs if paragraph.paragraph.place == BODY]
        broken = []
        for one, two in pairwise(body):
            if one.end - one.start < NARROWEST or reading.text[one.end - 1] in _CLOSED:
                continue  # as nearly everywhere
            line = reading.text[one.start : one.end].rstrip()
            following = reading.text[two.start : two.end].strip()
            if _is_broken(line, following):
                broken.append((len(line), one))
        if len(broken) < self._at_least:
            return
        width, _ = Counter(length for length, _ in broken).most_common(1)[0]
        full = [one for length, one in broken if abs(length - width) <= _SLACK]
        if len(full) < self._at_least or 2 * len(full) < len(broken):
            return
        spans = [reading.span(max(one.start, one.end - 6), one.end) for one in full]
        message = say("有{count}行在约{width}字处断开，句子被拆成了几段", count=len(full), width=width)
        related = tuple(Related(span, document.slice(span)) for span in spans[1:_SHOWN])
        yield Finding(spans[0], message, related=related)


def _is_broken(line: str, following: str) -> bool:
    """Whether `line` runs on into one that is no longer: behind a heading stands a paragraph of any length."""
    return (
        len(line) >= NARROWEST
        and len(following) <= len(line) + _SLACK
        and _OPEN.search(line[-1]) is not None
        and _GOES_ON.match(following) is not None
        and _BEGINS.match(following) is None
    )


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> WrappedChecker:
    return WrappedChecker(fields.get("at_least", 8))


KIND = Kind("wrapped", "硬换行", FIELDS, _compile)
