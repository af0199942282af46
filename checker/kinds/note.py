"""Kind `note`: ignore notes that say too little, name what does not exist, or have nothing left to ignore.

What is wrong with a note is known only when all other rules have spoken, so the engine hands the problems on (see
`zfcheck.suppress`); the rule says what they are called and how grave they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Document
from ..phrases import Hit
from ..rules import Finding, Rule
from ..suppress import PROBLEMS, NoteProblem
from . import Field, Kind, Vocabulary

FIELDS = {
    "check": Field(
        "choice",
        "查什么：void 没有起作用的标记（看不懂、没写理由、不许忽略），stale 已经没有用处的标记",
        required=True,
        choices=PROBLEMS,
    ),
}


class NoteChecker:
    """Makes findings of the problems of one sort."""

    literals: tuple[str, ...] = ()
    needs_hits = True
    """It is asked of notes alone."""

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._sort: str = fields["check"]

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        return ()

    def of_notes(self, problems: Iterable[NoteProblem]) -> Iterable[Finding]:
        """The findings for the problems of this rule's sort."""
        return [Finding(p.span, p.message, severity=p.severity) for p in problems if p.check == self._sort]


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> NoteChecker:
    return NoteChecker(rule, fields)


KIND = Kind("note", "忽略标记", FIELDS, _compile)
