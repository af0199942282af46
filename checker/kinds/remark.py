"""Kind `remark`: comments, tracked changes, highlighting and hidden text left in a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document
from ..phrases import Hit
from ..rules import Finding, Related, Rule
from . import Field, Kind, Vocabulary

_KINDS = {
    "comment": {"comment"},
    "revision": {"insertion", "deletion"},
    "formatting": {"formatting"},
    "highlight": {"highlight"},
    "hidden": {"hidden"},
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：comment 批注，revision 增删的修订，formatting 改格式的修订，highlight 突出显示，hidden 隐藏文字",
        required=True,
        choices=tuple(_KINDS),
    ),
    "message": Field("text", "提示，可用 {count} {text}（第一处的文字）", required=True),
}
_SHOWN = 20


class RemarkChecker:
    """Tells all remarks of one sort once, at the first."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._kinds = _KINDS[fields["check"]]
        self._message: str = fields["message"]
        self._title = rule.title

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        found = [remark for remark in document.remarks if remark.kind in self._kinds]
        if found:
            first = found[0]
            message = self._message.replace("{count}", str(len(found))).replace("{text}", first.text)
            related = tuple(Related(remark.span, remark.text or self._title) for remark in found[1:_SHOWN])
            yield Finding(first.span, message, related=related)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RemarkChecker:
    return RemarkChecker(rule, fields)


KIND = Kind("remark", "批注和修订", FIELDS, _compile)
