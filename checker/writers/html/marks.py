"""Findings in the text: the text cut where a finding begins or ends, so that each stretch knows all of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ...document import Document, Span
from ...messages import say
from ...records import Record
from ...rules import Finding, Severity
from ..terms import severity_word
from .escaping import line, shown


def severity_of(finding: Finding) -> Severity:
    """The severity of a finding; without one it is a hint."""
    return finding.severity or Severity.INFO


def runs_of(document: Document) -> list[list[Span]]:
    """What is seen of each paragraph: its span without the hidden markup in it."""
    hidden = sorted(document.hidden)
    first = 0
    runs: list[list[Span]] = []
    for paragraph in document.paragraphs:
        at, end = paragraph.span.start, paragraph.span.end
        while first < len(hidden) and hidden[first].end <= at:
            first += 1
        seen: list[Span] = []
        for index in range(first, len(hidden)):
            if hidden[index].start >= end:
                break
            if hidden[index].start > at:
                seen.append(Span(at, hidden[index].start))
            at = max(at, hidden[index].end)
        if at < end:
            seen.append(Span(at, end))
        runs.append(seen)
    return runs


class _Atom(Record, frozen=True):
    """A stretch of seen text that no finding cuts, or a place without length.

    `findings` are the numbers of those that hold it, `ending` of those whose mark ends with it.
    """

    start: int
    end: int
    findings: Sequence[int]
    ending: Sequence[int]
    anchor: bool


class Marks:
    """The marks of one document. Findings are known by their number from 1, as in the list beside the text.

    `others` are places that links lead to; at `cuts` no stretch of text goes on.
    """

    def __init__(
        self, number: int, document: Document, findings: Sequence[Finding], others: Iterable[Span], cuts: Iterable[int]
    ) -> None:
        self._number = number
        self._document = document
        self._findings = findings
        paragraphs = runs_of(document)
        self._runs = [run for runs in paragraphs for run in runs]
        self._ends = [run.end for run in self._runs]
        self._starts = [run.start for run in self._runs]
        self._begin: dict[int, list[int]] = defaultdict(list)
        self._ending: dict[int, list[int]] = defaultdict(list)
        self._points: dict[int, list[int]] = defaultdict(list)
        self._seen: dict[int, Span] = {}
        self._anchors: set[int] = set()
        if self._runs:
            self._seen = {at: self._shown_span(finding.span) for at, finding in enumerate(findings, 1)}
            self._anchors = {self._shown_span(span).start for span in others}
        for at, span in self._seen.items():
            self._anchors.add(span.start)
            if len(span):
                self._begin[span.start].append(at)
                self._ending[span.end].append(at)
            else:
                self._points[span.start].append(at)
        self._cuts = sorted({*cuts, *self._begin, *self._ending, *self._points, *self._anchors})
        self._atoms = self._cut(paragraphs)

    def link(self, span: Span) -> str:
        """The address of a place on the page; empty where no text is shown."""
        return f"#{self._id(self._shown_span(span).start)}" if self._runs else ""

    def paragraph(self, index: int, *cuts: int) -> list[str]:
        """The text of a paragraph with its marks, in parts that begin at `cuts`."""
        parts: list[list[str]] = [[] for _ in range(len(cuts) + 1)]
        for atom in self._atoms[index]:
            parts[bisect_right(cuts, atom.start)].append(self._html(atom))
        return ["".join(part) for part in parts]

    # -- places ------------------------------------------------------------------------------------------------

    def _shown_span(self, span: Span) -> Span:
        """The seen part of `span`; where nothing of it is seen, the place without length that is nearest."""
        at = bisect_right(self._ends, span.start)
        if at < len(self._runs) and self._runs[at].start < span.end:
            last = bisect_left(self._starts, span.end) - 1
            return Span(max(span.start, self._runs[at].start), min(span.end, self._runs[last].end))
        if at < len(self._runs):
            start = self._runs[at].start
            if at == 0 or start <= span.start:
                return _point(max(start, span.start))
            if self._runs[at - 1].end < span.start and not set(self._document.text[span.start : start]) & {"\r", "\n"}:
                return _point(start)
        return _point(self._runs[at - 1].end)

    def _id(self, offset: int) -> str:
        return f"p{self._number}-{offset}"

    # -- cutting -----------------------------------------------------------------------------------------------

    def _cut(self, paragraphs: Sequence[Sequence[Span]]) -> list[list[_Atom]]:
        atoms: list[list[_Atom]] = []
        active: list[int] = []  # a finding over several paragraphs stays so from one run to the next
        placed: set[int] = set()
        begun = sorted(self._begin)
        next_begun = 0
        for runs in paragraphs:
            row: list[_Atom] = []
            for run in runs:
                inner = self._cuts[bisect_right(self._cuts, run.start) : bisect_left(self._cuts, run.end)]
                for start, end in pairwise([run.start, *inner, run.end]):
                    while next_begun < len(begun) and begun[next_begun] <= start:
                        active += self._begin[begun[next_begun]]
                        next_begun += 1
                    active = [at for at in active if self._seen[at].end > start]
                    if start in self._points:
                        row += self._point_at(start, placed)
                    anchor = start in self._anchors and start not in placed
                    placed.add(start)
                    row.append(_Atom(start, end, sorted(active), self._ending.get(end, ()), anchor))
                at = bisect_left(self._starts, run.end)
                goes_on = at < len(self._starts) and self._starts[at] == run.end
                if run.end in self._anchors and not goes_on:
                    row += self._point_at(run.end, placed)
            atoms.append(row)
        return atoms

    def _point_at(self, offset: int, placed: set[int]) -> list[_Atom]:
        if offset in placed:
            return []
        placed.add(offset)
        findings = self._points.get(offset, ())
        return [_Atom(offset, offset, findings, findings, True)]

    # -- writing -----------------------------------------------------------------------------------------------

    def _html(self, atom: _Atom) -> str:
        inner = shown(self._document.text[atom.start : atom.end])
        name = f' id="{self._id(atom.start)}"' if atom.anchor else ""
        if atom.findings:
            worst = max(severity_of(self._findings[at - 1]) for at in atom.findings)
            point = " point" if atom.start == atom.end else ""
            keys = " ".join(f"{self._number}-{at}" for at in atom.findings)
            inner = f'<mark class="{worst.word}{point}" data-f="{keys}"{name}>{inner}</mark>'
        elif name:
            inner = f"<span{name}>{inner}</span>"
        return inner + "".join(self._badge(at) for at in atom.ending)

    def _badge(self, at: int) -> str:
        severity = severity_of(self._findings[at - 1])
        key = f"{self._number}-{at}"
        label = line(say("第{number}处：{severity}", number=at, severity=severity_word(severity)))
        return f'<a class="n {severity.word}" href="#f{key}" data-f="{key}" aria-label="{label}">{at}</a>'


def _point(offset: int) -> Span:
    return Span(offset, offset)
