"""What the formats for other programs share: every finding of a document with a fingerprint of its own."""

from __future__ import annotations

import hashlib
from collections import Counter

from ..records import Record
from ..results import Result, Suppressed
from ..rules import Finding, Severity, fingerprint
from . import Report


class Entry(Record, frozen=True):
    """A finding, told or suppressed. No two of a document have the same `fingerprint` (16 hex digits)."""

    finding: Finding
    fingerprint: str
    suppressed: Suppressed | None = None

    @property
    def severity(self) -> Severity:
        return self.finding.severity or Severity.INFO


def entries(result: Result) -> list[Entry]:
    """Every finding of a document in the order of the text.

    The first of several with the same fingerprint keeps it, the others get one that is derived from it and their
    number. Suppressed findings are counted as well, so that a finding keeps its name when another is suppressed.
    """
    document = result.document
    if document is None:
        return []
    pairs: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in result.findings]
    pairs += [(suppressed.finding, suppressed) for suppressed in result.suppressed]
    pairs.sort(key=lambda pair: (pair[0].span, pair[0].rule, pair[0].pack, pair[0].message))
    seen: Counter[str] = Counter()
    found = []
    for finding, suppressed in pairs:
        name = fingerprint(finding, document)
        seen[name] += 1
        found.append(Entry(finding, derived(name, seen[name]), suppressed))
    return found


def derived(name: str, number: int) -> str:
    """`name` itself for the first that bears it, another one for the second, third …"""
    return name if number == 1 else digest(name, str(number))


def digest(*parts: str) -> str:
    """A name of 16 hex digits for `parts`."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


class Names:
    """Rules by the names that a report gives them: `category/name`, with the pack before it where two packs meet."""

    def __init__(self, report: Report) -> None:
        known = Counter(rule.id for rule in report.rules.values())
        self._shared = frozenset(name for name, count in known.items() if count > 1)
        self._titles = report.titles

    def __call__(self, pack: str, rule: str) -> str:
        return f"{pack}:{rule}" if rule in self._shared else rule

    def title(self, pack: str, rule: str) -> str:
        """The title of a rule; empty where it has none."""
        return self._titles.get(f"{pack}:{rule}", "")
