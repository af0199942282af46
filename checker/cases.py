"""A rule's own cases: every `fail` text must be flagged where it says, every `pass` text left alone."""

from __future__ import annotations

import datetime as dt

from .document import Document
from .engine import Result, check_document
from .fixes import apply_fixes
from .kinds.note import KIND as NOTE_KIND
from .messages import quoted, say
from .packtree import Problem
from .readers import UnreadableError
from .readers.text import read
from .rules import Case, Compiled
from .ruleset import RuleSet


def check_cases(compiled: Compiled, rules: RuleSet) -> list[Problem]:
    """What is wrong with the cases of one rule of `rules`; empty where all hold."""
    rule = compiled.rule
    problems: list[Problem] = []
    if not rule.fail:
        problems.append(
            Problem(
                rule.place,
                say("规则 {rule} 没有 fail 例子，无法证明它查得出问题。请写一句应当查出的话。", rule=rule.id),
            )
        )
    if not rule.passing:
        problems.append(
            Problem(
                rule.place,
                say("规则 {rule} 没有 pass 例子，无法证明它不会误报。请写一句容易误报的正确说法。", rule=rule.id),
            )
        )
    for case in rule.fail:
        problems += _readable(case) or _failing(compiled, rules, case)
    for case in rule.passing:
        if unreadable := _readable(case):
            problems += unreadable
            continue
        result, _ = run_case(compiled, rules, case)
        if result.findings:
            document = result.document
            assert document is not None
            shown = "、".join(quoted(document.slice(finding.span)) for finding in result.findings)
            problems.append(
                Problem(
                    case.place,
                    say("规则 {rule} 误报了 pass 例子：标出了{shown}。请核对规则和例子。", rule=rule.id, shown=shown),
                )
            )
        problems += _faults(result, case)
    return problems


def _readable(case: Case) -> list[Problem]:
    """What is wrong with the text of a case, or with how it says a Word file looks."""
    try:
        _document(case)
    except UnreadableError as error:
        return [Problem(case.place, say("例子读不成文稿：{reason}", reason=error))]
    except ValueError as error:
        return [Problem(case.place, say("例子里的样子（{{@ …}}）写法有误：{reason}。", reason=error))]
    return []


def _failing(compiled: Compiled, rules: RuleSet, case: Case) -> list[Problem]:
    rule = compiled.rule
    result, document = run_case(compiled, rules, case)
    problems = _faults(result, case)
    if not result.findings:
        return [
            *problems,
            Problem(
                case.place,
                say(
                    "规则 {rule} 没有查出 fail 例子{text}。请核对规则和例子。",
                    rule=rule.id,
                    text=quoted(case.text[:40]),
                ),
            ),
        ]
    marked = [document.slice(finding.span) for finding in result.findings]
    if case.mark is not None and case.mark not in marked:
        shown = "、".join(map(quoted, marked))
        problems.append(
            Problem(
                case.place,
                say("规则 {rule} 标出的是{shown}，不是{mark}。", rule=rule.id, shown=shown, mark=quoted(case.mark)),
            )
        )
    if case.fixed is not None:
        fixed = apply_fixes(document, result.findings)
        if fixed != case.fixed and not any(finding.fix for finding in result.findings):
            message = say("规则 {rule} 对这个例子没有给出改法，请删去 fixed，或写明改成什么。", rule=rule.id)
            problems.append(Problem(case.place, message))
        elif fixed != case.fixed:
            problems.append(
                Problem(
                    case.place,
                    say(
                        "规则 {rule} 改成了{fixed}，不是{expected}。",
                        rule=rule.id,
                        fixed=quoted(fixed),
                        expected=quoted(case.fixed),
                    ),
                )
            )
    return problems


def _faults(result: Result, case: Case) -> list[Problem]:
    return [Problem(case.place, fault.message) for fault in result.faults]


def run_case(compiled: Compiled, rules: RuleSet, case: Case) -> tuple[Result, Document]:
    """The case's text through the whole parser and this one rule.

    What is right of an ignore note depends on what the other rules find: a rule about notes is run among all.
    """
    if compiled.rule.kind == NOTE_KIND.name:
        result, document = run_text(rules, case)
        result.findings = [f for f in result.findings if (f.pack, f.rule) == (compiled.rule.pack, compiled.rule.id)]
        return result, document
    return run_text(rules.only([compiled]), case)


def run_text(rules: RuleSet, case: Case) -> tuple[Result, Document]:
    """The case's text through the whole parser and all of `rules`."""
    document = _document(case)
    as_of = dt.date.fromisoformat(case.date) if case.date else None
    return check_document(rules, document, document.name, kind=case.kind, as_of=as_of), document


def _document(case: Case) -> Document:
    if case.format == "docx":
        from .caseword import word_file
        from .readers import docx

        return docx.read(word_file(case.text), "case.docx")
    data = case.text.encode("utf-8")
    if case.format == "md":
        from .readers import markdown

        return markdown.read(data, "case.md")
    return read(data, "case.txt")
