"""Kind `remark`: comments, tracked changes, highlighting and hidden text left in a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import REVIEWER, Document, Remark
from ..messages import say
from ..phrases import Hit
from ..rules import OF_REMARKS, Finding, Related, Rule
from ..wants import Wants
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
    wants = Wants(has=("remarks",))

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._kinds = _KINDS[fields["check"]]
        self._pairs = fields["check"] == "revision"
        self._message: str = fields["message"]
        self._title = rule.title

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        found = [remark for remark in document.remarks if remark.kind in self._kinds]
        if found:
            # What people wrote comes first; our own comments are told as ours.
            found.sort(key=_is_ours)
            first = found[0]
            if _is_ours(first):
                message = say("文稿里还有 zfcheck 写的{count}条批注没有删除", count=len(found))
            else:
                # A word struck out and another put in for it is one change to who reads it.
                count = len({remark.span.start for remark in found}) if self._pairs else len(found)
                message = self._message.replace("{count}", str(count)).replace("{text}", first.text)
            related = tuple(Related(remark.span, remark.text or self._title) for remark in found[1:_SHOWN])
            yield Finding(first.span, message, related=related, once=OF_REMARKS)


def _is_ours(remark: Remark) -> bool:
    return remark.kind == "comment" and remark.text.startswith(f"{REVIEWER}：")


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RemarkChecker:
    return RemarkChecker(rule, fields)


KIND = Kind("remark", "批注和修订", FIELDS, _compile)
