"""Kind `table`: totals, shares, growth, rates and units in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document import Document
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..rules import Finding, Held, Rule
from ..tables.amounts import check_bounds, check_counts, check_units
from ..tables.making import grids
from ..tables.ratios import check_changes, check_rates, check_shares
from ..tables.totals import check_totals
from ..tables.words import ROLES, words_of
from ..wants import Wants
from . import Field, Kind, RuleError, Vocabulary

CHECKS = {
    "total": check_totals,
    "share": check_shares,
    "change": check_changes,
    "unit": check_units,
    "count": check_counts,
}
_ROW = {
    "role": Field("choice", "这个词在表头、行标题里的作用", choices=ROLES),
    "word": Field("text", "表头、行标题里的词，如 合计"),
    "noun": Field("text", "比率的名称，如 办结率"),
    "verbs": Field("text", "得出这一比率的动词，几个之间用 | 隔开"),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：total 合计，share 占比，change 增减，rate 比率，unit 单位，count 件数人数，bound 不超过100%的率",
        required=True,
        choices=(*CHECKS, "rate", "bound"),
    ),
    "table": Field("maps", "表头用词和比率名称", fields=_ROW, short="noun"),
}


class TableChecker:
    """One of the checks over the tables of a document."""

    literals: tuple[str, ...] = ()
    wants = Wants(has=("tables",))

    def __init__(self, check: str, rows: Iterable[Mapping[str, Any]]) -> None:
        rows = list(rows)
        self._check = check
        self._words = words_of(tuple((row["role"], row["word"]) for row in rows if "role" in row and "word" in row))
        self._rates = {
            fold(row["noun"]): tuple(fold(row["verbs"]).split("|")) for row in rows if "noun" in row and "verbs" in row
        }
        # A noun without verbs is one that is bounded; with them it may also be 完成率.
        self._nouns = tuple(fold(row["noun"]) for row in rows if "noun" in row and "verbs" not in row)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        if document.tables:
            yield from self._in_tables(document)

    def _in_tables(self, document: Document) -> Iterator[Finding | Held]:
        for grid in grids(document, self._words):
            if self._check == "bound":
                yield from check_bounds(document, grid, self._words, self._nouns, self._rates)
            elif self._check == "rate":
                yield from check_rates(document, grid, self._words, self._rates)
            else:
                yield from CHECKS[self._check](document, grid, self._words)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> TableChecker:
    rows = fields.get("table", ())
    if not any("word" in row and "role" in row for row in rows):
        raise RuleError(say("请在 table 里写表头用词。"), "table")
    return TableChecker(fields["check"], rows)


KIND = Kind("table", "表格里的数字", FIELDS, _compile, table="table")
