"""Kind `presence`: what a paragraph of a certain sort is expected to say, each thing in its time.

Only where the document has such a paragraph, and only what stands nowhere in the document; an expectation whose time
does not cover the document's date for certain is not held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document, Span
from ..messages import say
from ..packfields import compile_pattern
from ..phrases import Hit
from ..reading import fold
from ..records import Record
from ..rules import Finding, Rule, Window
from . import Field, Kind, RuleError, Vocabulary

_WANT = {
    "name": Field("text", "应有的内容", required=True),
    "any": Field("texts", "出现其中一种写法就算有，省略时就是 name"),
    "valid": Field("window", "什么时间的文稿应有"),
}
FIELDS = {
    "where": Field("pattern", "写有这些内容的段落，用正则表达式认", required=True),
    "of": Field("pattern", "只查标题符合它的文稿"),
    "wants": Field("maps", "应有的内容", required=True, fields=_WANT, short="name"),
    "shortest": Field("integer", "正文少于这么多字的文稿不查"),
}


class _Want(Record, frozen=True):
    name: str
    ways: tuple[str, ...]
    valid: Window


class PresenceChecker:
    """Looks for a paragraph and for what it leaves out."""

    literals: tuple[str, ...] = ()

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._where = compile_pattern(fields["where"])
        self._title = compile_pattern(fields["of"]) if "of" in fields else None
        self._shortest: int = fields.get("shortest", 0)
        self._wants = [
            _Want(
                want["name"],
                tuple(fold(way) for way in want.get("any", (want["name"],))),
                want.get("valid", Window()),
            )
            for want in fields["wants"]
        ]

    @property
    def looks_for(self) -> tuple[str, ...]:
        """What the paragraph is expected to say, in a clerk's words."""
        return tuple(_told(want) for want in self._wants)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        text = document.reading.text
        if len(text) < self._shortest or not self._is_titled(document):
            return
        place = self._where.search(text, timeout=1.0)
        if place is None:
            return
        date = document.outline.date
        missing = [
            want.name
            for want in self._wants
            if want.valid.holds(date) is True and not any(way in text for way in want.ways)
        ]
        if missing:
            names = "、".join(f"“{name.strip('“”')}”" for name in missing)
            yield Finding(document.reading.span(*place.span()), say("全文没有提到{names}，请核对", names=names))

    def _is_titled(self, document: Document) -> bool:
        if self._title is None:
            return True
        title = document.outline.title()
        span = title.span if title is not None else Span(0, 0)
        return self._title.search(fold(document.slice(span)), timeout=1.0) is not None


def _told(want: _Want) -> str:
    since, until = want.valid.since, want.valid.until
    if since is None and until is None:
        return want.name
    return say("{name}（{since}至{until}的文稿）", name=want.name, since=since or "", until=until or say("今"))


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PresenceChecker:
    if not fields["wants"]:
        raise RuleError(say("wants 是空的，这条规则什么也查不出。"), "wants")
    return PresenceChecker(fields)


KIND = Kind("presence", "应有的提法", FIELDS, _compile)
