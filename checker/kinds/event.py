"""Kind `event`: meetings, drives, laws and organs that are named out of their time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import Document
from ..messages import say
from ..packfields import read_date
from ..packtree import Problem
from ..phrases import Hit
from ..reading import fold
from ..rules import Finding, Held, Place, Rule, Window
from ..timeline.answers import Answer, report
from ..timeline.laws import Law, Laws
from ..timeline.meetings import NEEDED, SERIES, Meeting, Meetings
from ..timeline.names import Name, drives, organs
from ..timeline.ordinals import Ordinals
from ..timeline.stretches import LAST_YEAR
from ..timeline.when import this_year, written
from ..wants import NOTHING, Wants
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("meeting", "meeting-year", "law", "law-year", "organ", "drive", "ordinal")
_ROW = {
    "name": Field("text", "名称；会议写 党代会、中央全会、全国人大", required=True),
    "term": Field("integer", "会议：第几届"),
    "number": Field("integer", "会议：第几次"),
    "from": Field("text", "起（2025、2025-06 或 2025-06-30）；法律写通过之日"),
    "until": Field("text", "止；法律写废止之日"),
    "effect": Field("text", "法律：施行之日"),
    "changed": Field("text", "法律：首次修改之日"),
    "instead": Field("text", "此后的名称、提法"),
    "doubtful": Field("boolean", "以后还有同名的，只作提示"),
    "except": Field("texts", "含有这个名称、但不是它的词，多个用；隔开"),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：meeting 会议未开先述，meeting-year 会议年份，law 法律未立或已废，law-year 法律年份，"
        "organ 机构名称，drive 专项行动和学习教育，ordinal 第几个节日",
        required=True,
        choices=CHECKS,
    ),
    "table": Field("maps", "时间表", fields=_ROW, short="name", required=False),
    "horizon": Field("integer", "law-year：表里的修改情况截至哪一年"),
}


class EventChecker:
    """One of the checks of a table of events."""

    literals: tuple[str, ...] = ()
    needs_hits = False
    wants = NOTHING

    def __init__(self, check: str, rows: Sequence[Mapping[str, Any]], horizon: int) -> None:
        self._check = check
        self._horizon = horizon
        self._names: list[Name] = []
        if check in {"organ", "drive"}:
            self._names = [_name(row) for row in rows]
            self.literals = tuple(name.name for name in self._names)
            self.needs_hits = True
        elif check in {"law", "law-year"}:
            self._laws = Laws({law.name: law for law in map(_law, rows)})
            self.wants = Wants(texts=("《",))
        elif check in {"meeting", "meeting-year"}:
            self._meetings = Meetings(dict(map(_meeting, rows)))
            self.wants = Wants(texts=NEEDED)
        else:
            since = {fold(row["name"]): _needed(row, "from").year for row in rows}
            self._ordinals = Ordinals(since)
            self.wants = Wants(texts=tuple(since))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        return report(document, self._answers(document, hits))

    def _answers(self, document: Document, hits: list[Hit]) -> Iterator[Answer]:
        if self.literals and not hits:
            return iter(())
        text = document.reading.text
        date = written(document.outline.date)
        if self._check == "meeting":
            return self._meetings.not_yet(text, date)
        if self._check == "meeting-year":
            return self._meetings.years(text)
        if self._check == "law":
            return self._laws.in_time(text, date)
        if self._check == "law-year":
            return self._laws.years(text, self._horizon)
        if self._check == "organ":
            return organs(text, hits, self._names, date)
        if self._check == "drive":
            return drives(document, hits, self._names, date)
        return self._ordinals.check(text, date, this_year(document))


def _name(row: Mapping[str, Any]) -> Name:
    longer = tuple(map(fold, row.get("except", ())))
    since, until = _date(row, "from", last=False), _date(row, "until", last=True)
    if since is None and until is None:
        raise RuleError(say("“{name}”没有写 from 或 until。", name=row["name"]), "table")
    return Name(fold(row["name"]), since, until, row.get("instead", ""), longer, row.get("doubtful", False))


def _law(row: Mapping[str, Any]) -> Law:
    return Law(
        fold(row["name"]),
        _needed(row, "from"),
        _date(row, "effect", last=False),
        _date(row, "changed", last=False),
        _date(row, "until", last=True),
        row.get("instead", ""),
    )


def _meeting(row: Mapping[str, Any]) -> tuple[Meeting, Window]:
    if row["name"] not in SERIES or "term" not in row:
        raise RuleError(
            say("会议“{name}”应写 {series}，并写明届次。", name=row["name"], series="、".join(SERIES)), "table"
        )
    since = _needed(row, "from")
    return Meeting(row["name"], row["term"], row.get("number", 0)), Window(
        since, _date(row, "until", last=True) or since
    )


def _needed(row: Mapping[str, Any], key: str) -> dt.date:
    day = _date(row, key, last=False)
    if day is None:
        raise RuleError(say("“{name}”没有写 {key}。", name=row["name"], key=key), "table")
    return day


def _date(row: Mapping[str, Any], key: str, *, last: bool) -> dt.date | None:
    """The day in a cell of the table, the first or the last of a month or year. Raises `RuleError`."""
    problems: list[Problem] = []
    day = read_date(row.get(key), row.get("place", Place()), problems, last=last)
    if problems:
        raise RuleError(problems[0].message, "table")
    return day


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> EventChecker:
    rows = [row for row in fields.get("table", ()) if "name" in row]
    if not rows:
        raise RuleError(say("请在 table 里写时间表，或用 include 引用表格。"), "table")
    return EventChecker(fields["check"], rows, fields.get("horizon", LAST_YEAR))


KIND = Kind("event", "时间与名称", FIELDS, _compile, table="table")
