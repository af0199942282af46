"""Findings that are known and not told again: by a note in the document, a file beside it, or settings.

A rule that its pack declares `ignorable: false` is told all the same. What is wrong with the notes themselves (no
reason, an unknown rule, nothing left to ignore) is a finding, too: see kind `note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .document import Document
from .messages import say
from .notes import END, Scope, scopes
from .records import Record, field
from .results import Suppressed
from .rules import CATEGORIES, Finding, Place, Rule, Severity, fingerprint
from .span import Span

VOID, STALE = "void", "stale"
PROBLEMS = (VOID, STALE)
"""What can be wrong with a note: what the field `check` of the kind `note` may say."""
_WORDED = frozenset({"wording", "formulation", "punctuation", "residue"})
"""Categories in which an accepted word is right whatever a rule says; a number or a heading is not a word."""


class Ignore(Record, frozen=True):
    """What a file beside the document ignores: findings of `rules`, or those that mark `text` or have a fingerprint."""

    rules: tuple[str, ...]
    reason: str
    place: Place = field(default_factory=Place)
    text: str | None = None
    fingerprint: str | None = None


class NoteProblem(Record, frozen=True):
    """Something wrong with a note at `span`."""

    check: str
    span: Span
    message: str
    severity: Severity | None = None


class Sifted(Record):
    """The findings that are told, those that are not, and what is wrong with the notes."""

    told: list[Finding]
    suppressed: list[Suppressed]
    problems: list[NoteProblem]


class Names(Record, frozen=True):
    """What notes may name: every rule of the packs in reach, by `pack:id`, and which of them run in this check.

    A note for a rule that does not run may be needed the next time.
    """

    known: Mapping[str, Rule] = field(default_factory=dict)
    running: frozenset[str] = frozenset()

    def lasting(self, finding: Finding) -> bool:
        """Whether the finding's rule may not be ignored."""
        rule = self.known.get(finding.qualified)
        return rule is not None and not rule.ignorable

    def meant(self, name: str) -> list[Rule]:
        return [rule for rule in self.known.values() if rule.answers_to(name)]


class Sieve:
    """Sifts the findings of one document."""

    def __init__(self, document: Document, names: Names) -> None:
        self._document = document
        self._names = names
        self._problems: list[NoteProblem] = []

    def sift(
        self,
        findings: Sequence[Finding],
        *,
        accepted: Sequence[str] = (),
        ignores: Sequence[Ignore] = (),
    ) -> Sifted:
        """Tell what is told from what is not."""
        why: dict[int, Suppressed] = {}
        self._by_notes(findings, why)
        self._by_sidecar(findings, ignores, why)
        for index, finding in enumerate(findings):
            if index not in why and (word := self._accepted(finding, accepted)):
                why[index] = Suppressed(finding, "settings", say("自己的词表里有“{word}”", word=word))
        told = [finding for index, finding in enumerate(findings) if index not in why]
        return Sifted(told, [why[index] for index in sorted(why)], self._problems)

    def _accepted(self, finding: Finding, accepted: Iterable[str]) -> str | None:
        """The accepted word that covers what the finding marks, where the rule is about words."""
        span = finding.span
        if finding.rule.partition("/")[0] not in _WORDED or span.start == span.end or self._names.lasting(finding):
            return None
        text = self._document.text
        for word in accepted:
            reach = len(word) - (span.end - span.start)
            if reach >= 0 and text.find(word, max(0, span.start - reach), span.end + reach) >= 0:
                return word
        return None

    def _by_notes(self, findings: Sequence[Finding], why: dict[int, Suppressed]) -> None:
        for scope in scopes(self._document):
            rules = self._usable(scope)
            met = [
                at for at, each in enumerate(findings) if _touches(each.span, scope.span) and self._named(each, rules)
            ]
            for at in met:
                why.setdefault(at, Suppressed(findings[at], "note", scope.said.reason))
            if rules and not met and self._all_run(rules):
                shown = say("、").join(rules)
                message = say("忽略标记已经没有用处：它所管的范围里没有 {rules} 的问题", rules=shown)
                self._problems.append(NoteProblem(STALE, scope.note.span, message))

    def _by_sidecar(self, findings: Sequence[Finding], ignores: Iterable[Ignore], why: dict[int, Suppressed]) -> None:
        start = Span(0, 0)
        for ignore in ignores:
            if not self._all_known(ignore.rules, start, str(ignore.place)):
                continue
            met = [
                at for at, each in enumerate(findings) if self._named(each, ignore.rules) and self._means(ignore, each)
            ]
            for at in met:
                why.setdefault(at, Suppressed(findings[at], "sidecar", ignore.reason))
            if not met and self._all_run(ignore.rules):
                shown = say("、").join(ignore.rules)
                message = say("{place} 的忽略已经没有用处：没有 {rules} 的问题", place=ignore.place, rules=shown)
                self._problems.append(NoteProblem(STALE, start, message))

    def _means(self, ignore: Ignore, finding: Finding) -> bool:
        """Whether the finding has the words and the fingerprint that a file beside the document asks for."""
        if ignore.text is not None and self._document.slice(finding.span) != ignore.text:
            return False
        return ignore.fingerprint is None or fingerprint(finding, self._document) == ignore.fingerprint

    def _usable(self, scope: Scope) -> tuple[str, ...]:
        """The rules that a note ignores; none, and a problem, where it cannot be taken at its word."""
        said, span = scope.said, scope.note.span
        if said.verb is None:
            message = say(
                "看不懂的忽略标记“{word}”，应为 ignore、ignore-start、ignore-end 或 ignore-file", word=said.word
            )
            self._problems.append(NoteProblem(VOID, span, message))
        elif said.verb == END:
            message = say("ignore-end 前面没有对应的 ignore-start")
            self._problems.append(NoteProblem(VOID, span, message))
        elif not said.rules:
            message = say("忽略标记没有写忽略哪条规则，没有起作用")
            self._problems.append(NoteProblem(VOID, span, message))
        elif self._all_known(said.rules, span, ""):
            if said.reason:
                return said.rules
            message = say("忽略标记没有写理由，没有起作用")
            self._problems.append(NoteProblem(VOID, span, message))
        return ()

    def _all_known(self, rules: Iterable[str], span: Span, place: str) -> bool:
        """Whether all of `rules` are known and may be ignored; what is wrong becomes a problem."""
        from .packtree import nearest

        before = len(self._problems)
        head = f"{place}：" if place else ""
        for name in rules:
            meant = self._names.meant(name)
            if not meant and name not in CATEGORIES:
                hint = nearest(name, sorted({rule.id for rule in self._names.known.values()}))
                message = head + say("没有规则或类别“{name}”。{hint}", name=name, hint=hint)
                # It may be a rule of a pack that is not at hand here.
                self._problems.append(NoteProblem(VOID, span, message, Severity.INFO))
            elif [rule for rule in meant if not rule.ignorable] and "/" in name:
                message = head + say("规则 {rule} 不允许忽略（规则包里写了 ignorable: false）。", rule=name)
                self._problems.append(NoteProblem(VOID, span, message))
        return len(self._problems) == before

    def _all_run(self, rules: Iterable[str]) -> bool:
        """Whether every rule that these names mean was run: else a note may only seem to be of no use."""
        return all(self._runs(rule) for name in rules for rule in self._names.meant(name))

    def _runs(self, rule: Rule) -> bool:
        outline, applies = self._document.outline, rule.applies
        return (
            rule.qualified in self._names.running
            and (not applies.kinds or outline.kind in applies.kinds)
            and applies.window.holds(outline.date) is not False
        )

    def _named(self, finding: Finding, rules: Iterable[str]) -> bool:
        rule = self._names.known.get(finding.qualified)
        return rule is not None and rule.ignorable and any(rule.answers_to(name) for name in rules)


def _touches(span: Span, scope: Span) -> bool:
    """Whether a finding lies in the stretch of a note, in whole or in part; one without length by its place."""
    if span.start == span.end:
        return scope.start <= span.start <= scope.end and scope.start < scope.end
    return span.start < scope.end and scope.start < span.end
