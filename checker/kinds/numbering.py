"""Kind `numbering`: consistent numbers of headings, lists and inline enumerations (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document
from ..numbering import CHECKS, problems
from ..phrases import Hit
from ..rules import Finding, Rule
from ..wants import Wants
from . import Field, Kind, Vocabulary

FIELDS = {"check": Field("choice", "查什么", required=True, choices=tuple(CHECKS))}


class NumberingChecker:
    """Picks one sort of problem out of the analysis that all numbering rules share."""

    literals: tuple[str, ...] = ()
    wants = Wants(has=("misnumbered",))

    def __init__(self, check: str) -> None:
        self._check = check

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        for problem in problems(document):
            if problem.check == self._check:
                yield Finding(problem.span, problem.message, fix=problem.fix, related=problem.related)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> NumberingChecker:
    return NumberingChecker(fields["check"])


KIND = Kind("numbering", "序号", FIELDS, _compile)
