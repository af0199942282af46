"""Kind `pattern`: a regular expression over the folded text, with what to say and how to mend it.

Patterns come from packs, so they run in `regex` with a time limit; full-width marks in them stand for themselves
in either width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from ..addresses import in_address
from ..commonness import FOLDED_FROM_COMMON, strange_in
from ..document import Document, Span
from ..expressions import FLAGS
from ..keptcodes import compiled
from ..lazy import lazily
from ..messages import say
from ..packpatterns import compile_pattern, gate_for, sketch_for
from ..phrases import Hit, groups_of
from ..reading import fold, fold_noted
from ..regexlib import regex
from ..rules import Edit, Finding, Fix, Related, Rule
from ..seeking import (
    Owners,
    Stood,
    Window,
    at_line_starts,
    begins_lines,
    begins_some_line,
    everywhere,
    nowhere,
    places_of,
    windows,
    within,
)
from ..spots import Unfolded, any_in
from . import Field, Kind, RuleError, Vocabulary

_FEW = 5
"""Places from which the beginnings of lines are sought one by one."""
SECONDS = 5.0
"""Time that one pattern may take on one document; a sound one needs milliseconds."""

FIELDS = {
    "pattern": Field("patterns", "正则表达式；名为 mark 的组是要标出的部分", required=True),
    "message": Field("text", "提示，可用 {0} 和组名"),
    "right": Field("text", "改成什么，可用 \\1、\\g<名>；替换的是标出的部分"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
    "needs": Field("texts", "文中至少有其中一个词时才检查（让检查更快）"),
    "at_least": Field("integer", "至少出现几处才报"),
    "once": Field("boolean", "全文只报一次，说明共有几处"),
    "count": Field("boolean", "全文只报一次时，是否说明共有几处（默认说明）"),
    "repaired": Field("choice", "只在读入时修复过这种损坏的文稿里找", choices=("pinyin", "traditional")),
    "prose": Field("boolean", "只查行文：网址、路径、文件名、代码里的不报"),
    "of": Field("choice", "在哪种文字里找", choices=("reading", "original")),
    "formats": Field("texts", "只查这些格式的文件：text、markdown、docx"),
}


class PatternChecker:
    """Runs patterns over a document."""

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        # Beside each pattern where it may be found: most documents hold nothing of it, and it need not be tried.
        # One that begins a line (a page number) is tried only at the few places where one begins.
        self._patterns = [
            (made, gate, gate.sources if gate is not None else (), begins_lines(made.pattern), sketch_for(pattern))
            for pattern in fields["pattern"]
            for made, gate in ((compile_pattern(pattern), gate_for(pattern)),)
        ]
        self._message: str = fields.get("message", rule.title)
        self._right: str | None = fields.get("right")
        self._safety = "safe" if fields.get("safe") else "unsafe"
        self._at_least: int = fields.get("at_least", 1)
        self._once: bool = fields.get("once", False)
        self._count: bool = fields.get("count", True)
        self._repaired: str | None = fields.get("repaired")
        self._prose: bool = fields.get("prose", False)
        self._original = fields.get("of") == "original"
        self._formats = frozenset(fields.get("formats", ()))
        self._needs = tuple(fold(word) for word in fields.get("needs", ()))
        # The automaton reads what is read, not what is written.
        gates = [None if self._original else gate for _, gate, *_ in self._patterns]
        anchored = all(gate is not None and not gate.sources for gate in gates)
        # Where anchors say enough, the words that a rule needs, which are often common, are looked for only then.
        looked_up = () if anchored else self._needs
        self._looked_up = len(looked_up)
        self._owners = Owners(gates, self._looked_up)
        self._written = [
            Unfolded(gate.texts if gate is not None else ()) for _, gate, *_ in self._patterns if self._original
        ]
        # Those that no literal leads to, or not alone.
        self._unled = [number for number, gate in enumerate(gates) if gate is None or gate.sources]
        self.literals = (*looked_up, *self._owners.literals)
        self.needs_hits = anchored or bool(self._needs)

    def check(self, document: Document, hits: Sequence[Hit]) -> Iterable[Finding]:
        if self._formats and document.format not in self._formats:
            return []
        if self._repaired and not document.reading.repairs[self._repaired]:
            return []
        stood = self._owners.stood(hits)
        findings: list[Finding] = []
        lacking = bool(self._needs)  # what it needs has not been seen yet
        for number in sorted({*stood, *self._unled}) if self._unled else sorted(stood):
            pattern, gate, *_ = self._patterns[number]
            # Where a few quick tries find nothing, it need not be looked for.
            quick = gate is not None and gate.quick
            if lacking and not quick and number in stood:
                if not self._has_needs(document, hits):
                    return []
                lacking = False
            places = self._places(number, document, stood.get(number, ()))
            if places is not None and not places:
                continue
            if lacking and not (places and quick):
                if not self._has_needs(document, hits):
                    return []
                lacking = False
            text = self._text(document)
            if places and gate is not None:
                matches = list(within(pattern, gate, text, places, SECONDS))
            else:
                matches = list(everywhere(pattern, text, SECONDS))
            if matches:
                findings.extend(self._told(matches, document))
        if not findings:
            return []
        findings = _outermost(findings)
        if len(findings) < self._at_least or (lacking and not self._has_needs(document, hits)):
            return []
        return [self._first(findings)] if self._once else findings

    def _places(self, number: int, document: Document, led: Sequence[Stood]) -> Sequence[Window] | None:
        """Where a pattern may begin whose anchors stand there; None where it may be anywhere."""
        pattern, gate, sources, lines, sketch = self._patterns[number]
        if gate is None or (sources and _holds(document, self._original, sources)):
            if lines and sketch is not None and not begins_some_line(self._text(document), sketch):
                return ()
            return None
        if not self._original:
            text = document.reading.text
            if not led:
                return ()
            if lines:
                # Where any character may begin a line, each takes as long as a try.
                if sketch and sketch.heads and len(led[0][2]) > _FEW and not begins_some_line(text, sketch):
                    return ()
            elif nowhere(pattern, sketch, gate, text, led):
                return ()
            places = windows(text, led)
        elif self._written[number].may_be_in(document.text):
            text = self._text(document)
            places = places_of(text, gate)
        else:
            return ()
        return at_line_starts(text, places, sketch) if lines else places

    def _text(self, document: Document) -> str:
        return _folded(document) if self._original else document.reading.text

    def _has_needs(self, document: Document, hits: Sequence[Hit]) -> bool:
        if self._looked_up:
            return any(literal < self._looked_up for literal, _ in groups_of(hits))
        return any_in(document.reading.text, self._needs)

    def _told(self, matches: Iterable[regex.Match[str]], document: Document) -> Iterable[Finding]:
        reading = document.reading
        for match in matches:
            group: str | int = "mark" if match.groupdict().get("mark") is not None else 0
            start, end = match.span(group)
            if start == end:
                continue
            span = Span(start, end) if self._original else reading.span(start, end)
            if self._prose and in_address(document, span):
                continue
            fix = None
            if self._right is not None:
                fix = Fix((Edit(span.start, span.end, match.expand(self._right)),), self._safety)
            yield Finding(span, self._say(match, document.slice(span)), fix=fix)

    def _say(self, match: regex.Match[str], text: str) -> str:
        message = self._message.replace("{0}", text)
        for name, value in match.groupdict().items():
            message = message.replace(f"{{{name}}}", value or "")
        return message

    def _first(self, findings: list[Finding]) -> Finding:
        first = findings[0]
        if len(findings) == 1 or not self._count:
            return first
        related = tuple(Related(finding.span, finding.message) for finding in findings[1:20])
        message = say("{message}（全文共{count}处）", message=first.message, count=len(findings))
        return Finding(first.span, message, fix=first.fix, related=related)


def _folded(document: Document) -> str:
    """The original text, folded one for one, so that its offsets hold; made once for all rules that ask for it."""
    found: str | None = document.memo.get(_folded)
    if found is None:
        found = document.memo[_folded] = fold_noted(document.text, document.reading.noted)
    return found


def _holds(document: Document, original: bool, sources: tuple[str, ...]) -> bool:
    """Whether the text holds a character, of those that are not common, that one of the classes takes."""
    found = strange_in(document, original=original)
    found = fold(found) + FOLDED_FROM_COMMON if original else found
    return bool(found) and _takes(found, sources)


@lru_cache(maxsize=256)
def _takes(found: str, sources: tuple[str, ...]) -> bool:
    """Whether one of the classes takes one of the characters; most documents hold the same few."""
    return any(_class(source).search(found) for source in sources)


@cache
def _class(source: str) -> regex.Pattern[str]:
    return compiled(source, FLAGS)


def _outermost(findings: list[Finding]) -> list[Finding]:
    """The findings in order of place, without those inside another one of the same rule."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.span.start, -f.span.end)):
        if not kept or finding.span.end > kept[-1].span.end:
            kept.append(finding)
    return kept


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PatternChecker:
    checker = PatternChecker(rule, fields)
    right = fields.get("right")
    if right is not None:
        for pattern in fields["pattern"]:
            try:
                check_groups(compile_pattern(pattern), right)
            except (regex.error, IndexError) as error:
                raise RuleError(say("right 里引用了不存在的组：{reason}。", reason=error), "right") from error
    return checker


_NUMBERED = lazily(r"\\(\d)")
_NAMED = lazily(r"\\g<([^\d>][^>]*)>")


def check_groups(pattern: regex.Pattern[str], right: str) -> None:
    """Raises `IndexError` or `regex.error` where `right` speaks of a group that `pattern` does not have."""
    for number in _NUMBERED.findall(right):
        if int(number) > pattern.groups:
            raise IndexError(f"\\{number}")
    for name in _NAMED.findall(right):
        if name not in pattern.groupindex:
            raise IndexError(f"\\g<{name}>")


KIND = Kind("pattern", "正则表达式", FIELDS, _compile)
