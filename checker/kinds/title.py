"""Kind `title`: laws and regulations under names that are not theirs, or without their 《》.

The table lists titles (see `titles.py`). What is neither known nor one slip away from exactly one known title is let
be: most of what stands between 《 and 》 are books, plans and papers of somebody's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..context import REACH, is_quoted
from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..rules import Edit, Finding, Fix, Rule, Severity
from ..titles import STATE, Meant, Slip, Title, Titles
from ..wants import Wants
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("name", "marks")
MOST_LOOKED_INTO = 2000
"""Places of 中华人民共和国 that are looked into; no report has as many."""

_ROW = {
    "name": Field("text", "名称，不写“中华人民共和国”；可以写几个，用；隔开", required=True),
    "also": Field("texts", "同样可用的简称"),
    "wrong": Field("texts", "流传的错误名称"),
    "suggest": Field("boolean", "写“否”的只认得，不作改正建议，如草案的名称"),
}
FIELDS = {
    "check": Field("choice", "查什么：name 名称是否写对，marks 全称有没有加书名号", required=True, choices=CHECKS),
    "table": Field("maps", "法律、法规等的名称", fields=_ROW, short="name"),
    "except": Field("texts", "marks：不加书名号也对的名称，如誓词里的 宪法"),
}

_TITLE = lazily(r"《([^《》〈〉\n]{4,60})》")
# 法院, 法律, 法治: another word. 修正案, 实施细则: a longer title, which is in the list or unknown.
_GOES_ON = lazily(r"[院律治规学官庭典制人令定修实]")
_ENDS = lazily(r"[。,;:、!?]")


class NameChecker:
    """Holds what stands between 《 and 》 against the list."""

    literals: tuple[str, ...] = ()
    wants = Wants(texts=("《",))

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._rows = rows

    @property
    def looks_for(self) -> tuple[str, ...]:
        """What the rule looks for, in a clerk's words."""
        count = sum(len(row["name"].split("；")) for row in self._rows)
        return (say("《》里的名称与所列{count}个法律、法规、文件的名称只差一点的", count=count),)

    @cached_property
    def _titles(self) -> Titles:
        # Made at the first 《》: most runs of a rule set never need it, and it takes as long as loading a pack.
        return Titles(
            Title(
                name,
                tuple(map(fold, row.get("also", ()))),
                tuple(map(fold, row.get("wrong", ()))),
                row.get("suggest", True),
            )
            for row in self._rows
            for name in _names(row)
        )

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        judged: dict[str, Meant | None] = {}
        for match in _TITLE.finditer(reading.text):
            written = match[1]
            if written not in judged:
                judged[written] = self._titles.meant(written)
            meant = judged[written]
            if meant is None:
                continue
            change = reading.span(match.start(1) + meant.start, match.start(1) + meant.end)
            safety = "safe" if meant.slip in {Slip.SOUND, Slip.SWAPPED} and meant.is_law else "unsafe"
            yield Finding(
                reading.span(*match.span()),
                _told(written, meant),
                severity=_severity(written, meant),
                fix=Fix((Edit(change.start, change.end, _wide(meant.right)),), safety),
                once=written,
            )


class MarksChecker:
    """Looks for full titles of laws outside 《》."""

    literals = (STATE,)
    needs_hits = True

    def __init__(self, rows: Sequence[Mapping[str, Any]], exceptions: Iterable[str]) -> None:
        self._rows = rows
        self._exceptions = frozenset(map(fold, exceptions))

    @cached_property
    def _by_start(self) -> Mapping[str, Sequence[str]]:
        """The names by their first two characters, the longest first."""
        names = {name for row in self._rows for name in _names(row)} - self._exceptions
        found: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            found.setdefault(name[:2], []).append(name)
        return found

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        for start, end in self._bare(reading.text, hits):
            span = reading.span(start, end)
            title = reading.text[start:end]
            yield Finding(
                span,
                say("法律、法规的全称“{title}”应加书名号", title=title),
                fix=Fix((Edit(span.start, span.start, "《"), Edit(span.end, span.end, "》"))),
                once=title,
            )

    def _bare(self, text: str, hits: list[Hit]) -> Iterator[tuple[int, int]]:
        for hit in hits[:MOST_LOOKED_INTO]:
            names = self._by_start.get(text[hit.end : hit.end + 2], ())
            name = next((name for name in names if text.startswith(name, hit.end)), "")
            end = hit.end + len(name)
            if not name or _GOES_ON.match(text, end):
                continue
            # A line without a mark is a title page or a list of laws.
            left = max(0, hit.start - REACH, text.rfind("\n", max(0, hit.start - REACH), hit.start) + 1)
            right = text.find("\n", end, end + REACH)
            right = right if right >= 0 else end + REACH
            in_prose = _ENDS.search(text, left, hit.start) or _ENDS.search(text, end, right)
            if in_prose and not is_quoted(text, hit.start):
                yield hit.start, end


def _severity(written: str, meant: Meant) -> Severity | None:
    """None leaves it at the rule's own: a typing error in the name of a law."""
    if meant.slip in {Slip.SOUND, Slip.SWAPPED} and meant.is_law:
        return None
    if not meant.sure:
        return Severity.INFO
    if meant.slip is Slip.LEFT_OUT and not written.startswith((STATE, "中国", "中共")):
        return Severity.INFO
    return Severity.WARNING


def _told(written: str, meant: Meant) -> str:
    """`written` without its 《》; the title is shown with the prefix that the writer gave it."""
    title = _wide(written[: meant.start] + meant.right + written[meant.end :])
    written = _wide(written)
    if meant.slip is Slip.YEARS:
        return say("《{written}》的起止年份不对，应为《{title}》", written=written, title=title)
    if not meant.sure:
        return say("《{written}》与《{title}》只差一个词，请核对名称", written=written, title=title)
    if meant.slip is Slip.LEFT_OUT:
        return say("《{written}》不是规范名称，应为《{title}》", written=written, title=title)
    return say("《{written}》应为《{title}》", written=written, title=title)


def _wide(title: str) -> str:
    return title.replace("(", "（").replace(")", "）")


def _names(row: Mapping[str, Any]) -> list[str]:
    return fold(row["name"]).split(";")


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> NameChecker | MarksChecker:
    rows = [row for row in fields.get("table", ()) if "name" in row]
    if not rows:
        raise RuleError(say("请在 table 里写名称，或用 include 引用表格。"), "table")
    for row in rows:
        if known := {*_names(row), *map(fold, row.get("also", ()))} & set(map(fold, row.get("wrong", ()))):
            raise RuleError(say("“{text}”既是规范名称又列为错误名称。", text=min(known)), "table")
    if fields["check"] == "name":
        return NameChecker(rows)
    return MarksChecker(rows, fields.get("except", ()))


KIND = Kind("title", "法律法规名称", FIELDS, _compile, table="table")
