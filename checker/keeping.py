"""What came of a document as bytes, and back: for results that are kept, handed from process to process, or set aside.

The bytes are plain values as `marshal` writes them, so that reading them runs no code; but only bytes that nobody else
could have written are to be read. What comes back serves every writer as the result itself would; its document is made
when somebody asks for it and let go when the next one is, so that any number of results takes little room.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

from .document import Document
from .keepdocument import document_of, packed, values_of
from .results import Result, Suppressed, Unfolded
from .rules import Edit, Fault, Finding, Fix, Related, Severity
from .span import Span

Values = tuple[Any, ...]


def freeze(result: Result) -> bytes:
    """`result` as bytes, without its path."""
    return marshal.dumps(halves(result))


def thaw(data: bytes, path: str) -> Result:
    """The result that `freeze` was given, of the document that reports call `path`.

    Raises `ValueError`, `TypeError` and `EOFError` for bytes that are none of its.
    """
    front, document = marshal.loads(data)
    return of_halves(front, lambda: document, path)


def halves(result: Result) -> tuple[bytes, bytes]:
    """`result` as bytes, and its document by itself, which is most of it; empty where there is none."""
    document, found = result.document, result.unfolded
    front = packed(
        (
            None if document is None else _head(result, document),
            [_finding(finding) for finding in result.findings],
            [(fault.kind, fault.message, fault.rule, fault.level) for fault in result.faults],
            dict(result.held),
            [(_finding(each.finding), each.source, each.reason) for each in result.suppressed],
            None if found is None else _unfolded(found, result.findings),
        )
    )
    return front, b"" if document is None else packed(values_of(document))


def of_halves(front: bytes, document: Callable[[], bytes], path: str) -> Result:
    """The result that `halves` was given; `document` gives the second half when somebody asks for it."""
    head, findings, faults, held, suppressed, found = marshal.loads(front)
    told = [_finding_of(row) for row in findings]
    return Thawed(
        path,
        head,
        document,
        findings=told,
        faults=[Fault(*row) for row in faults],
        held=Counter(held),
        suppressed=[Suppressed(_finding_of(row), source, reason) for row, source, reason in suppressed],
        unfolded=_unfolded_of(found, told),
    )


class Thawed(Result):
    """A result that was kept. Its document is made when it is asked for; only the latest one made is held."""

    __slots__ = ("front", "load")
    _latest: ClassVar[tuple[Thawed, Document] | None] = None

    def __init__(self, path: str, front: Values | None, load: Callable[[], bytes], **found: Any) -> None:
        super().__init__(path, **found)
        self.front = front
        """Kind, date, length, whether there was text, and whether the document bears the path as its name."""
        self.load = load

    @property  # type: ignore[misc]
    def document(self) -> Document | None:
        if self.front is None:
            return None
        latest = Thawed._latest
        if latest is None or latest[0] is not self:
            document = document_of(marshal.loads(self.load()))
            if self.front[4]:
                document.name = self.path
            latest = Thawed._latest = self, document
        return latest[1]

    @document.setter
    def document(self, document: Document | None) -> None:
        if document is not None:
            raise AttributeError("document")  # it has its own
        self.front = None

    @property
    def kind(self) -> str | None:
        return self.front[0] if self.front else None

    @property
    def date(self) -> str | None:
        return self.front[1] if self.front else None

    @property
    def characters(self) -> int:
        return self.front[2] if self.front else 0

    @property
    def read(self) -> bool:
        return self.front[3] if self.front else False


def _head(result: Result, document: Document) -> Values:
    return result.kind, result.date, result.characters, result.read, document.name == result.path


def _unfolded(found: Unfolded, told: list[Finding]) -> object:
    """Nothing was folded in most documents, and what was found is what is told."""
    if not found.sure and list(found.open) == told:
        return True
    return [_finding(each) for each in found.open], [_finding(each) for each in found.sure]


def _unfolded_of(values: Any, told: list[Finding]) -> Unfolded | None:
    if values is None:
        return None
    if values is True:
        return Unfolded(tuple(told))
    return Unfolded(*(tuple([_finding_of(row) for row in rows]) for rows in values))


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
