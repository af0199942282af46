"""From a result to the answer that the page and other programs get: the report's values, and the text as a page.

Offsets are code points of the document's text; those named `…16` count UTF-16 units, as JavaScript does.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..document import TABLE, Document, Section
from ..messages import say
from ..results import PackInfo, Result
from ..rules import Fault, Finding, Rule, fingerprint
from ..span import Span
from ..writers import Report
from ..writers.json import document_values, fault_values, head_values
from ..writers.locate import Locator
from ..writers.remedy import remedy
from ..writers.terms import category_name, characters, converted, kind_name, severity_word, where
from .limits import LONGEST_TEXT, MOST_PARAGRAPHS

SCHEMA = "zfcheck-page/1"


def answer(
    result: Result,
    rules: Mapping[str, Rule],
    packs: Sequence[PackInfo] = (),
    faults: Sequence[Fault] = (),
    *,
    editable: bool = False,
) -> dict[str, Any]:
    """What came of one document; `rules` by `pack:id`, `faults` are those of the run itself."""
    document = result.document
    told = document_values(result)
    met = [*result.findings, *(known.finding for known in result.suppressed)]
    keys = _keys(met)
    page = None
    if document is not None:
        units, locator = Units(document.text), Locator(document)
        names = ids(result.findings, document)
        for finding, values, name in zip(result.findings, told["findings"], names, strict=True):
            rule = rules.get(finding.qualified)
            values |= _more(finding, document, locator, units, rule, name, editable=editable)
            values["rule_key"] = keys[finding.qualified]
            for related, each in zip(finding.related, values["related"], strict=True):
                each |= units.of(related.span)
        for known, values in zip(result.suppressed, told["suppressed"], strict=True):
            values |= {**units.of(known.finding.span), "rule_key": keys[known.finding.qualified]}
        if len(document.paragraphs) <= MOST_PARAGRAPHS and len(document.text) <= LONGEST_TEXT:
            page = _page(document, locator, units, editable=editable)
        else:
            message = say("文稿太长，这里不显示原文，问题照常列出。请拆分后再检查，或用命令行检查。")
            faults = [*faults, Fault("too-large", message, level="info")]
    return {
        **head_values(Report([result], packs)),
        "schema": SCHEMA,
        "document": told,
        "faults": [fault_values(fault) for fault in faults],
        "page": page,
        "rules": {keys[name]: _rule(rules[name], packs) for name in keys if name in rules},
    }


def dumped(values: Mapping[str, Any]) -> bytes:
    """JSON as bytes; half a surrogate pair, which no UTF-8 can hold, by its number."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(values, separators=(",", ":")).encode()


def ids(findings: Sequence[Finding], document: Document) -> list[str]:
    """A name for each finding: its fingerprint, and a number from the second of the same on.

    They are the same wherever the same document is checked in the same way.
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for finding in findings:
        name = fingerprint(finding, document)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


class Units:
    """From code points to UTF-16 units in one text."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, sign in enumerate(text) if sign > "\uffff"]

    def at(self, offset: int) -> int:
        """The units before the code point at `offset`."""
        return offset + bisect_left(self._wide, offset)

    def of(self, span: Span) -> dict[str, int]:
        return {"start16": self.at(span.start), "end16": self.at(span.end)}

    def both(self, span: Span) -> dict[str, int]:
        """The span in code points and in units."""
        return {"start": span.start, "end": span.end, **self.of(span)}


def _keys(findings: Sequence[Finding]) -> dict[str, str]:
    """The key of each rule met, by `pack:id`: its id, or both where two packs have a rule of that id."""
    named = {finding.qualified: finding.rule for finding in findings}
    packs = Counter(named.values())
    return {name: rule if packs[rule] == 1 else name for name, rule in named.items()}


def _more(
    finding: Finding,
    document: Document,
    locator: Locator,
    units: Units,
    rule: Rule | None,
    name: str,
    *,
    editable: bool,
) -> dict[str, Any]:
    """What the page needs of a finding besides what reports say."""
    edits = sorted(finding.fix.edits, key=lambda edit: (edit.start, edit.end)) if finding.fix else []
    return {
        "id": name,
        **units.of(finding.span),
        "severity_name": severity_word(finding.severity),
        "category": finding.rule.partition("/")[0],
        "category_name": category_name(finding.rule.partition("/")[0]),
        "where": where(document, locator, finding.span.start),
        "ignorable": rule is None or rule.ignorable,
        "fixable": editable and bool(edits),
        "safe": finding.fix is not None and finding.fix.safety == "safe",
        "edits": [{**units.both(Span(edit.start, edit.end)), "text": edit.text} for edit in edits],
        "remedy": remedy(finding, document),
        "proposed": _proposed(finding, document),
    }


def _proposed(finding: Finding, document: Document) -> str | None:
    """The marked words as the fix would have them; None where it changes others, too, or there is none."""
    span = finding.span
    if finding.fix is None or not all(span.covers(Span(edit.start, edit.end)) for edit in finding.fix.edits):
        return None
    parts: list[str] = []
    at = span.start
    for edit in sorted(finding.fix.edits, key=lambda edit: (edit.start, edit.end)):
        parts += document.text[at : edit.start], edit.text
        at = edit.end
    return "".join([*parts, document.text[at : span.end]])


def _rule(rule: Rule, packs: Sequence[PackInfo]) -> dict[str, Any]:
    version = next((pack.version for pack in packs if pack.id == rule.pack), "")
    return {
        "id": rule.id,
        "pack": rule.pack,
        "title": rule.title,
        "category": rule.category,
        "severity": rule.severity.word,
        "status": rule.status,
        "why": rule.why,
        "basis": rule.basis,
        "source": f"{rule.pack} {version}".strip(),
        "advice": rule.advice,
        "ignorable": rule.ignorable,
    }


# -- the text as a page --------------------------------------------------------------------------------------------


def _page(document: Document, locator: Locator, units: Units, *, editable: bool) -> dict[str, Any]:
    return {
        "format": document.format,
        "editable": editable,
        "read_only": converted(document),
        "kind_name": kind_name(document.outline.kind),
        "words": characters(document),
        "length16": units.at(len(document.text)),
        "paragraphs": _paragraphs(document, locator, units),
        "tables": [
            {
                **units.both(table.span),
                "rows": max((cell.row for cell in table.cells), default=-1) + 1,
                "columns": max((cell.column + cell.columns for cell in table.cells), default=0),
            }
            for table in document.tables
        ],
        "outline": [_section(document, locator, units, section) for section in document.outline.sections()],
    }


def _section(document: Document, locator: Locator, units: Units, section: Section) -> dict[str, Any]:
    heading = section.heading
    marker = heading.marker
    return {
        "level": section.level,
        "form": heading.form,
        "number": marker.number if marker else None,
        "marker": document.slice(marker.span) if marker else None,
        "title": document.slice(heading.title),
        "text": locator.heading(section),
        **units.both(heading.span),
        "until": section.span.end,
        "until16": units.at(section.span.end),
    }


def _paragraphs(document: Document, locator: Locator, units: Units) -> list[dict[str, Any]]:
    """Each paragraph with the part that it plays.

    `role` is that of the outline (title, recipient, paragraph …) or `heading`; `level` is the level of a heading, of
    its own or before text on its line: then `run_in` is where it ends. `lead` is where its leading blanks end.
    """
    found: list[dict[str, Any]] = []
    starts = [paragraph.span.start for paragraph in document.paragraphs]
    cells = [[cell.span.start for cell in table.cells] for table in document.tables]
    hidden = sorted(document.hidden)
    first = 0
    for paragraph in document.paragraphs:
        span = paragraph.span
        text = document.slice(span)
        values: dict[str, Any] = {
            **units.both(span),
            "text": text,
            "role": "paragraph",
            "level": paragraph.heading,
            "place": paragraph.place,
            "line": locator.position(span.start).line,
            "lead": span.start + len(text) - len(text.lstrip(" \t\u3000\u00a0")),
            "run_in": None,
            "run_in16": None,
            "table": paragraph.table,
        }
        if paragraph.table is not None and (at := bisect_right(cells[paragraph.table], span.start)):
            cell = document.tables[paragraph.table].cells[at - 1]
            values |= {"cell": at - 1, "row": cell.row, "column": cell.column, "columns": cell.columns}
        while first < len(hidden) and hidden[first].end <= span.start:
            first += 1
        last = first
        while last < len(hidden) and hidden[last].start < span.end:
            last += 1
        if last > first:
            values["hidden"] = [units.both(each) for each in hidden[first:last]]
        found.append(values)
    for element in document.outline.elements():
        at = bisect_right(starts, element.span.start) - 1
        if at >= 0 and document.paragraphs[at].place != TABLE and found[at]["role"] == "paragraph":
            found[at]["role"] = element.role if element.role != "run-in" else "paragraph"
    for section in document.outline.sections():
        _head(document, found, starts, section, units)
    return found


def _head(
    document: Document, found: list[dict[str, Any]], starts: Sequence[int], section: Section, units: Units
) -> None:
    """Say of the paragraph that `section` begins with that it is a heading, or begins with one."""
    span, form = section.heading.span, section.heading.form
    at = bisect_right(starts, span.start) - 1
    if at < 0 or span.start > found[at]["lead"] or document.paragraphs[at].place == TABLE or form == "item":
        return
    found[at]["level"] = section.level
    if form == "own-line":
        found[at]["role"] = "heading"
    else:
        end = min(span.end, document.paragraphs[at].span.end)
        if end < document.paragraphs[at].span.end and document.text[end] in "。.：:":
            end += 1
        found[at] |= {"run_in": end, "run_in16": units.at(end)}
