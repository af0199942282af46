"""One document through one compiled rule set.

A rule that raises costs its own findings and leaves a Fault; all other rules run. Guards that every rule may have
(`applies`, `unless`) are kept here, so that no kind has to think of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .document import Document, Span
from .messages import say
from .phrases import Hit
from .readers import UnreadableError, read_bytes
from .rules import Fault, Finding, Fix, Rule, Severity, Unless
from .ruleset import Compiled, RuleSet
from .structure import parse

_SENTENCE = re.compile("[。;!?\n]")
_QUOTES = {"“": 1, "‘": 1, "《": 1, "「": 1, "”": -1, "’": -1, "》": -1, "」": -1}


@dataclass(slots=True)
class Result:
    """What came of one document. `document` is None where it could not be read."""

    path: str
    document: Document | None = None
    findings: list[Finding] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def kind(self) -> str | None:
        return self.document.outline.kind if self.document else None

    @property
    def date(self) -> str | None:
        if self.document is None or self.document.outline.date is None:
            return None
        return str(self.document.outline.date)


def check_bytes(
    rules: RuleSet, data: bytes, name: str, *, kind: str | None = None, as_of: dt.date | None = None
) -> Result:
    """Read and check `data`. Never raises: what goes wrong is a Fault of the result."""
    result = Result(name)
    try:
        document = read_bytes(data, name, rules.readers)
    except UnreadableError as error:
        result.faults.append(error.fault)
        return result
    except Exception as error:  # a reader's mistake must not take the other files down
        message = say(
            "读取时出错：{error}。这是程序的问题，请把文件结构告知开发者。", error=f"{type(error).__name__}: {error}"
        )
        result.faults.append(Fault("unreadable", message))
        return result
    return check_document(rules, document, name, kind=kind, as_of=as_of)


def check_document(
    rules: RuleSet, document: Document, name: str, *, kind: str | None = None, as_of: dt.date | None = None
) -> Result:
    """Parse and check a document that was read already."""
    result = Result(name, document, faults=list(document.faults))
    if not document.paragraphs:
        result.document = None
        result.faults.append(Fault("unreadable", say("文件里没有文字，没有可以检查的内容。")))
        return result
    try:
        parse(document, rules.schemes, rules.enumerations, kind=kind, as_of=as_of)
    except Exception as error:
        result.faults.append(
            Fault("rule-failed", say("分析结构时出错：{error}", error=f"{type(error).__name__}: {error}"))
        )
        return result
    hits = rules.phrases.scan(document.reading.text)
    for index, compiled in enumerate(rules.rules):
        run_rule(compiled, document, hits.get(index, []), result)
    result.findings.sort(key=lambda f: (f.span, f.rule, f.pack, f.message))
    return result


def run_rule(compiled: Compiled, document: Document, hits: list[Hit], result: Result) -> None:
    """Run one rule and add its findings, or its Fault, to `result`."""
    rule = compiled.rule
    if rule.applies.kinds and document.outline.kind not in rule.applies.kinds:
        return
    in_time = rule.applies.window.holds(document.outline.date)
    if in_time is False:
        return
    try:
        for finding in compiled.checker.check(document, hits):
            if _stands(finding, rule, document):
                result.findings.append(_filled(finding, rule, dated=in_time is None))
    except TimeoutError:
        result.faults.append(
            Fault("timeout", say("规则 {rule} 用时过长，没有查完。", rule=f"{rule.pack}:{rule.id}"), rule.id)
        )
    except Exception as error:
        message = say(
            "规则 {rule} 出错：{error}", rule=f"{rule.pack}:{rule.id}", error=f"{type(error).__name__}: {error}"
        )
        result.faults.append(Fault("rule-failed", message, rule.id))


def _filled(finding: Finding, rule: Rule, *, dated: bool) -> Finding:
    severity = rule.severity if finding.severity is None else min(rule.severity, finding.severity)
    if dated:
        severity = Severity.INFO
    return replace(
        finding, rule=rule.id, pack=rule.pack, severity=severity, advice=finding.advice or rule.advice or None
    )


def _stands(finding: Finding, rule: Rule, document: Document) -> bool:
    span = finding.span
    if not 0 <= span.start <= span.end <= len(document.text):
        raise ValueError(f"span {span.start}:{span.end} outside the text")
    if rule.applies.places and document.place(span.start) not in rule.applies.places:
        return False
    return not (rule.unless and _excused(span, rule.unless, document))


def _excused(span: Span, unless: Unless, document: Document) -> bool:
    reading = document.reading
    start, end = reading.position(span.start), reading.position(span.end)
    text = reading.text
    if any(text.endswith(word, 0, start) for word in unless.before):
        return True
    if any(text.startswith(word, end) for word in unless.after):
        return True
    if unless.near:
        sentence = text[_sentence_start(text, start) : _sentence_end(text, end)]
        if any(word in sentence for word in unless.near):
            return True
    return unless.quoted and _quoted(text, start)


def _sentence_start(text: str, at: int) -> int:
    low = max(0, at - 400)
    return max((m.end() for m in _SENTENCE.finditer(text, low, at)), default=low)


def _sentence_end(text: str, at: int) -> int:
    match = _SENTENCE.search(text, at, at + 400)
    return match.start() if match else min(len(text), at + 400)


def _quoted(text: str, at: int) -> bool:
    """Whether `at` lies inside quotation marks or book-title marks of its paragraph."""
    paragraph = text.rfind("\n", 0, at) + 1
    depth = 0
    for character in text[paragraph:at]:
        depth = max(0, depth + _QUOTES.get(character, 0))
    return depth > 0


def apply_fixes(document: Document, findings: Iterable[Finding]) -> str:
    """The text with every fix applied that does not touch an earlier one."""
    taken: list[Span] = []
    edits = []
    for finding in findings:
        fix = finding.fix
        if fix is None:
            continue
        spans = [Span(edit.start, edit.end) for edit in fix.edits]
        if any(span.overlaps(other) or span == other for span in spans for other in taken):
            continue
        taken += spans
        edits += list(fix.edits)
    return Fix(tuple(edits)).apply(document.text)
