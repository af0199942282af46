"""One document through one compiled rule set.

A rule that raises costs its own findings and leaves a Fault; all other rules run. Guards that every rule may have
(`applies`, `unless`) are kept here and in `asking`, so that no kind has to think of them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from .context import is_quoted, sentence, speaks_of_earlier
from .document import Document
from .folding import without_echoes
from .messages import say
from .phrases import Hit
from .readers import read_or_fault
from .records import replace
from .results import Result as Result
from .results import Unfolded
from .rules import Compiled, Edit, Fault, Finding, Held, Rule, Severity, Unless
from .ruleset import RuleSet
from .sifting import Known, order, settle
from .structure import parse
from .suppress import Ignore, Sieve

if TYPE_CHECKING:
    from .kinds.note import NoteChecker


def check_bytes(
    rules: RuleSet,
    data: bytes,
    name: str,
    *,
    kind: str | None = None,
    as_of: dt.date | None = None,
    ignores: Sequence[Ignore] = (),
    known: Known | None = None,
    between: Callable[[], None] | None = None,
) -> Result:
    """Read and check `data`. Never raises: what goes wrong is a Fault of the result.

    `ignores` comes from a file beside the document, `known` from a baseline. `between` is called before each rule:
    what it raises ends the check, of which nobody wants to know any more.
    """
    result = Result(name)
    document = read_or_fault(data, name, rules.readers)
    if isinstance(document, Fault):
        result.faults.append(document)
        return result
    result = check_document(
        rules, document, name, kind=kind, as_of=as_of, ignores=ignores, known=known, between=between
    )
    document.release()  # the results of thousands of files must not hold the parts of those files
    return result


def check_document(
    rules: RuleSet,
    document: Document,
    name: str,
    *,
    kind: str | None = None,
    as_of: dt.date | None = None,
    ignores: Sequence[Ignore] = (),
    known: Known | None = None,
    between: Callable[[], None] | None = None,
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
    asking = rules.asking
    theirs = asking.theirs
    for index in asking.due(document, hits, rules.phrases.due(hits)):
        if between is not None:
            between()
        # A plugin's kind gets a list, as it was promised.
        run_rule(rules.rules[index], document, hits.of(index) if index in theirs else hits.own(index), result)
    # Echoes first: an echo must not stand for the other places of what it is folded with, nor come to light when what
    # it echoes is ignored. Ignored before folded: what is ignored in one place must not hide the others.
    result.findings = sorted(without_echoes(result.findings, rules.names.lasting), key=order)
    result.unfolded = _sift(rules, document, result, ignores)
    settle(result, known)
    return result


def _sift(rules: RuleSet, document: Document, result: Result, ignores: Sequence[Ignore]) -> Unfolded:
    """Take out of `result` what is not to be told, and put in what is wrong with the notes that say so."""
    told, noted = result.findings, []
    if document.notes or ignores or rules.accepted:
        sifted = Sieve(document, rules.names).sift(result.findings, accepted=rules.accepted, ignores=ignores)
        told, result.suppressed = sifted.told, sifted.suppressed
        for compiled in rules.rules:
            if sifted.problems and compiled.rule.kind == "note":
                checker = cast("NoteChecker", compiled.checker)
                for finding in checker.of_notes(sifted.problems):
                    noted.append(_filled(finding, compiled.rule, document, dated=False))
    lasting = rules.names.lasting
    sure = [finding for finding in told if lasting(finding)]
    return Unfolded(tuple(finding for finding in told if not lasting(finding)), (*sure, *noted))


def run_rule(compiled: Compiled, document: Document, hits: Sequence[Hit], result: Result) -> None:
    """Run one rule that is due and add its findings, what it found to agree, or its Fault, to `result`."""
    rule = compiled.rule
    try:
        for finding in compiled.checker.check(document, hits):  # type: ignore[arg-type]  # ours need no list
            if isinstance(finding, Held):
                result.held[rule.qualified] += 1
            elif _stands(finding, rule, document):
                in_time = rule.applies.window.holds(document.outline.date)
                result.findings.append(_filled(finding, rule, document, dated=in_time is None))
    except TimeoutError:
        result.faults.append(Fault("timeout", say("规则 {rule} 用时过长，没有查完。", rule=rule.qualified), rule.id))
    except Exception as error:
        message = say("规则 {rule} 出错：{error}", rule=rule.qualified, error=f"{type(error).__name__}: {error}")
        result.faults.append(Fault("rule-failed", message, rule.id))


def _editable(finding: Finding, document: Document) -> bool:
    """Whether the fix touches nothing that stands in no text of the file (an automatic number of Word, a `**`).

    In a file that is read-only every fix is for people, who make it by hand.
    """
    if document.read_only:
        return True
    edits = finding.fix.edits if finding.fix else ()
    touched = (document.piece_at(at) for edit in edits for at in (edit.start, max(edit.start, edit.end - 1)))
    if not all(piece is None or piece.editable for piece in touched):
        return False
    return not (document.hidden and any(_over_markup(edit, document) for edit in edits))


def _over_markup(edit: Edit, document: Document) -> bool:
    """Whether an edit reaches over markup whose other half it would leave behind."""
    at = bisect_right(document.hidden, edit.start, key=lambda span: span.end)
    return at < len(document.hidden) and document.hidden[at].start < edit.end


def _filled(finding: Finding, rule: Rule, document: Document, *, dated: bool) -> Finding:
    severity = rule.severity if finding.severity is None else min(rule.severity, finding.severity)
    if dated:
        severity = Severity.INFO
    return replace(
        finding,
        rule=rule.id,
        pack=rule.pack,
        severity=severity,
        advice=finding.advice or rule.advice or None,
        fix=finding.fix if _editable(finding, document) else None,
    )


def _stands(finding: Finding, rule: Rule, document: Document) -> bool:
    span = finding.span
    if not 0 <= span.start <= span.end <= len(document.text):
        raise ValueError(f"span {span.start}:{span.end} outside the text")
    if rule.applies.places and document.place(span.start) not in rule.applies.places:
        return False
    since, unless = rule.applies.window.since, rule.unless
    if since is None and not unless:
        return True
    reading = document.reading
    start, end = reading.position(span.start), reading.position(span.end)
    # A sentence that names a year before the rule's time tells of names of that year.
    return not (speaks_of_earlier(reading.text, start, end, since) or _excused(reading.text, start, end, unless))


def _excused(text: str, start: int, end: int, unless: Unless) -> bool:
    """Whether what stands around `text[start:end]` makes it right after all."""
    if any(text.endswith(word, 0, start) for word in unless.before):
        return True
    if any(text.startswith(word, end) for word in unless.after):
        return True
    if unless.near:
        around = sentence(text, start, end)
        if any(word in around for word in unless.near):
            return True
    return unless.quoted and is_quoted(text, start)
