"""Rules in SARIF: those that a report speaks of, with their help as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..caseword import with_looks_named
from ..lazy import lazily
from ..messages import language, say
from ..rules import CATEGORIES, Case, Rule, Severity
from . import Report
from .entries import Names
from .layout import shorten
from .locate import visible

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LONGEST_DESCRIPTION = 1024
"""What GitHub takes."""
_LONGEST_CASE = 200
_MOST_CASES = 3
_MARKUP = lazily(r"([\\`*_{}\[\]<>()#+!|~&-])")


class Descriptors:
    """The rules that results name, in the order in which they are first named.

    Those that found nothing are left out: with all of some five hundred, the file of one report would be a megabyte.
    """

    def __init__(self, report: Report, names: Names) -> None:
        self._rules = report.rules
        self._names = names
        self._index: dict[str, int] = {}
        self.listed: list[dict[str, Any]] = []

    def named(self, pack: str, rule: str) -> tuple[str, int]:
        """The name of a rule and its index in the list, where it is put if it is not there."""
        name = self._names(pack, rule)
        if name not in self._index:
            self._index[name] = len(self.listed)
            self.listed.append(_descriptor(name, pack, self._rules.get(f"{pack}:{rule}")))
        return name, self._index[name]


def _descriptor(name: str, pack: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:  # of a result that was made without its rules
        text = {"text": name}
        return {"id": name, "shortDescription": text, "fullDescription": text, "help": text}
    category = rule.category if language() == "en" else CATEGORIES.get(rule.category, rule.category)
    return {
        "id": name,
        "shortDescription": {"text": shorten(rule.title, _LONGEST_DESCRIPTION)},
        "fullDescription": {"text": shorten(rule.why or rule.title, _LONGEST_DESCRIPTION)},
        "help": {"text": _text(rule), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [category, pack],
            "category": rule.category,
            "pack": pack,
            "problem.severity": _PROBLEMS[rule.severity],
            "status": rule.status,
        },
    }


def _help(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """The parts of the help: a heading and its lines."""
    yield say("为什么"), rule.why.splitlines()
    yield say("依据"), rule.basis.splitlines()
    yield say("怎么改"), rule.advice.splitlines()
    yield say("会查出"), [_wrong(case) for case in rule.fail[:_MOST_CASES]]
    yield say("不会查出"), [_shown(case.text) for case in rule.passing[:_MOST_CASES]]
    yield say("不查这一条"), [f"zfcheck --ignore {rule.id} " + say("文件")]


def _wrong(case: Case) -> str:
    text = _shown(case.text)
    return f"{text} → {_shown(case.fixed)}" if case.fixed is not None else text


def _shown(text: str) -> str:
    return shorten(visible(with_looks_named(text)), _LONGEST_CASE)


def _text(rule: Rule) -> str:
    parts = [rule.title]
    parts += ["\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in _help(rule) if lines]
    return "\n\n".join(parts)


def _markdown(rule: Rule) -> str:
    parts = [f"# {_escaped(rule.title)}"]
    parts += [f"## {title}\n\n{_list(lines)}" for title, lines in _help(rule) if lines]
    return "\n\n".join(parts)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_escaped(line)}" for line in lines)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
