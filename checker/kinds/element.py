"""Kind `element`: paragraphs by the role that the parser gave them, such as the furniture of a web page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document, Span
from ..messages import say
from ..notes import COMMENT
from ..packfields import compile_pattern
from ..phrases import Hit
from ..reading import fold
from ..regexlib import regex
from ..rules import Finding, Rule
from . import Field, Kind, Vocabulary

ROLES = (
    "title",
    "subtitle",
    "document-number",
    "byline",
    "recipient",
    "contents",
    "furniture",
    "paragraph",
    "bullet",
    "cell",
    "hidden",
    "closing",
    "attachment-note",
    "signature",
    "issue-date",
    "note",
    "copy-to",
    "imprint",
    "attachment",
    "margin",
)
FIELDS = {
    "role": Field("choice", "哪一种段落", required=True, choices=ROLES),
    "pattern": Field("pattern", "只查符合它的段落"),
    "message": Field("text", "提示，可用 {0}"),
    "runs": Field("boolean", "相连的几段合起来报一次"),
    "once": Field("boolean", "全文只报一次，说明共有几处"),
}


class ElementChecker:
    """Reports the elements of one role."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._role: str = fields["role"]
        self._pattern: regex.Pattern[str] | None = compile_pattern(fields["pattern"]) if "pattern" in fields else None
        self._message: str = fields.get("message", rule.title)
        self._runs: bool = fields.get("runs", False)
        self._once = rule.id if fields.get("once") else ""

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        runs: list[list[Span]] = []
        for element in document.outline.elements():
            if element.role != self._role or not self._matches(document.slice(element.span)):
                continue
            # Only blank lines, and notes to this program, between them: one run.
            if self._runs and runs and not self._between(document, runs[-1][-1], element.span):
                runs[-1].append(element.span)
            else:
                runs.append([element.span])
        for run in runs:
            message = self._message.replace("{0}", document.slice(run[0]))
            if len(run) > 1:
                message = say("{message}（连续{count}行）", message=message, count=len(run))
            yield Finding(Span(run[0].start, run[-1].end), message, once=self._once)

    def _between(self, document: Document, one: Span, other: Span) -> str:
        return COMMENT.sub("", document.text[one.end : other.start]).strip()

    def _matches(self, text: str) -> bool:
        return self._pattern is None or self._pattern.search(fold(text), timeout=1.0) is not None


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> ElementChecker:
    return ElementChecker(rule, fields)


KIND = Kind("element", "段落角色", FIELDS, _compile)
