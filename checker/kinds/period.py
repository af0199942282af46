"""Kind `period`: years, days, plan periods and anniversaries that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import Document
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..rules import Finding, Held, Rule
from ..timeline.anniversaries import Origin, anniversaries
from ..timeline.answers import Answer, report
from ..timeline.daily import days, weekdays
from ..timeline.plans import Plan, Plans
from ..timeline.stretches import LAST_YEAR, stretches
from ..timeline.tense import told_as_done
from ..timeline.when import this_year, written
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("range", "plan", "day", "weekday", "tense", "anniversary")
_ROW = {
    "name": Field("text", "名称：规划写 十四五，周年写 新中国成立", required=True),
    "from": Field("integer", "起始年份，周年写起算的年份", required=True),
    "until": Field("integer", "终止年份"),
    "suffix": Field("text", "名称后面必须紧接的词，如 普法"),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：range 起止时间，plan 规划时期，day 日期，weekday 星期，tense 未到先述，anniversary 周年",
        required=True,
        choices=CHECKS,
    ),
    "table": Field("maps", "年份表", fields=_ROW, short="name"),
    "horizon": Field("integer", "anniversary：文稿日期不明时，晚于这一年的周年一定有误"),
}


class PeriodChecker:
    """One of the checks over years and days."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, rows: Sequence[Plan], horizon: int) -> None:
        self._check = check
        self._horizon = horizon
        self._plans = Plans(rows) if check == "plan" else None
        self._origins = [Origin(row.name, row.first) for row in rows] if check == "anniversary" else []

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        return report(document, self._answers(document))

    def _answers(self, document: Document) -> Iterator[Answer]:
        text = document.reading.text
        if self._check == "range":
            return stretches(text)
        if self._check == "day":
            return days(text)
        date = written(document.outline.date)
        if self._check == "weekday":
            return weekdays(text, date, this_year(document))
        if self._check == "tense":
            return told_as_done(document, date)
        if self._plans is not None:
            return self._plans.check(text, this_year(document))
        return anniversaries(text, self._origins, date, this_year(document), self._horizon)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PeriodChecker:
    rows = [
        Plan(fold(row["name"]), row["from"], row.get("until", row["from"]), fold(row.get("suffix", "")))
        for row in fields.get("table", ())
        if "name" in row and "from" in row
    ]
    if fields["check"] in {"plan", "anniversary"} and not rows:
        raise RuleError(say("请在 table 里写年份表。"), "table")
    rows.sort(key=lambda row: -len(row.name))
    return PeriodChecker(fields["check"], rows, fields.get("horizon", LAST_YEAR))


KIND = Kind("period", "年份与日期", FIELDS, _compile, table="table")
