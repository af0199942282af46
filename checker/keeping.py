"""What came of a document as bytes, and back: for results that are kept, handed from process to process, or set aside.

The bytes are plain values as `marshal` writes them, so that reading them runs no code; but only bytes that nobody else
could have written are to be read. What comes back serves every writer as the result itself would; its document is made
when somebody asks for it and let go when the next one is, so that any number of results takes little room.
"""

from __future__ import annotations

import marshal
from collections import Counter
from typing import Any, ClassVar

from .document import Document
from .keepdocument import document_of, packed, values_of
from .results import Result, Suppressed
from .rules import Edit, Fault, Finding, Fix, Related, Severity
from .span import Span

Values = tuple[Any, ...]


def freeze(result: Result) -> bytes:
    """`result` as bytes, without its path."""
    document = result.document
    return packed(
        (
            None if document is None else (result.kind, result.date, result.characters, result.read),
            [_finding(finding) for finding in result.findings],
            [(fault.kind, fault.message, fault.rule, fault.level) for fault in result.faults],
            dict(result.held),
            [(_finding(each.finding), each.source, each.reason) for each in result.suppressed],
            None if document is None else packed(values_of(document)),
        )
    )


def thaw(data: bytes, path: str) -> Result:
    """The result that `freeze` was given, of the document that reports call `path`.

    Raises `ValueError`, `TypeError` and `EOFError` for bytes that are none of its.
    """
    head, findings, faults, held, suppressed, document = marshal.loads(data)
    return Thawed(
        path,
        head,
        document,
        [_finding_of(row) for row in findings],
        [Fault(*row) for row in faults],
        Counter(held),
        [Suppressed(_finding_of(row), source, reason) for row, source, reason in suppressed],
    )


class Thawed(Result):
    """A result that was kept. Its document is made when it is asked for; only the latest one made is held."""

    __slots__ = ("_document", "_head")
    _latest: ClassVar[tuple[Thawed, Document] | None] = None

    def __init__(
        self,
        path: str,
        head: Values | None,
        document: bytes | None,
        findings: list[Finding],
        faults: list[Fault],
        held: Counter[str],
        suppressed: list[Suppressed],
    ) -> None:
        self._document = document
        self._head = head or (None, None, 0, False)
        super().__init__(path, None, findings, faults, held, suppressed)
        self._document = document

    @property
    def document(self) -> Document | None:
        if self._document is None:
            return None
        latest = Thawed._latest
        if latest is None or latest[0] is not self:
            latest = Thawed._latest = self, document_of(marshal.loads(self._document))
        return latest[1]

    @document.setter
    def document(self, document: Document | None) -> None:
        self._document = None if document is None else packed(values_of(document))

    @property
    def kind(self) -> str | None:
        kind: str | None = self._head[0]
        return kind

    @property
    def date(self) -> str | None:
        date: str | None = self._head[1]
        return date

    @property
    def characters(self) -> int:
        return int(self._head[2])

    @property
    def read(self) -> bool:
        return bool(self._head[3])


def _finding(finding: Finding) -> Values:
    fix = finding.fix
    return (
        finding.span.start,
        finding.span.end,
        finding.message,
        finding.advice,
        None if finding.severity is None else int(finding.severity),
        None if fix is None else (fix.safety, [(edit.start, edit.end, edit.text) for edit in fix.edits]),
        [(related.span.start, related.span.end, related.message) for related in finding.related],
        finding.rule,
        finding.pack,
        finding.once,
    )


def _finding_of(values: Values) -> Finding:
    start, end, message, advice, severity, fix, related, *names = values
    return Finding(
        Span(start, end),
        message,
        advice,
        None if severity is None else Severity(severity),
        None if fix is None else Fix(tuple([Edit(*edit) for edit in fix[1]]), fix[0]),
        tuple([Related(Span(first, last), said) for first, last, said in related]),
        *names,
    )
