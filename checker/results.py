"""What came of one document: the findings and faults that the engine gives and the writers show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .document import Document
from .records import Record, field
from .rules import Fault, Finding


class PackInfo(Record, frozen=True):
    """A pack in force."""

    id: str
    version: str


class Suppressed(Record, frozen=True):
    """A finding that is known and not told again, and why.

    `source` is one of `note` (an ignore note in the document), `sidecar` (a file beside it), `settings`, `baseline` and
    `page` (the page of `zfcheck serve`); `reason` is what its author gave as the reason.
    """

    finding: Finding
    source: str
    reason: str = ""


class Unfolded(Record, frozen=True):
    """The findings before those that say the same were told as one.

    `open` are those that a baseline may know, in the order of the text; `sure` are told whatever it knows.
    """

    open: tuple[Finding, ...]
    sure: tuple[Finding, ...] = ()


class Result(Record):
    """What came of one document. `document` is None where it could not be read.

    `suppressed` are findings that are not told, in the order of the text. `held` counts, by `pack:rule`, the relations
    between figures that were looked into and agree. `unfolded` is None where the check did not come to its end.
    """

    path: str
    document: Document | None = None
    findings: list[Finding] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)
    suppressed: list[Suppressed] = field(default_factory=list)
    unfolded: Unfolded | None = None

    @property
    def kind(self) -> str | None:
        return self.document.outline.kind if self.document else None

    @property
    def date(self) -> str | None:
        if self.document is None or self.document.outline.date is None:
            return None
        return str(self.document.outline.date)

    @property
    def characters(self) -> int:
        """The code points of the document's text."""
        return len(self.document.text) if self.document is not None else 0

    @property
    def read(self) -> bool:
        """Whether there was a text to check."""
        return self.document is not None and bool(self.document.paragraphs)


Check = Callable[[bytes], Result]
"""Checks the content of one document, under whatever settings, notes and baseline hold for it."""
