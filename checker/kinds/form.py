"""Kind `form`: what one part of an official paper must be in view of its other parts.

The title's 文种 asks for its recipient, its closing words, its signer; so a rule names the part it looks at, what the
other parts must hold for it to speak (`where`) and what excuses it (`except`). A part that is missing is reported at
another one: `part: title` with `except: {recipient: .}`. Newspaper articles have no such parts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import Document
from ..messages import say
from ..packfields import Sought, compile_pattern
from ..paper import PARTS, TEXT, Paper, Stretch, paper_of
from ..phrases import Hit
from ..regexlib import regex
from ..rules import Edit, Finding, Fix, Rule
from ..wants import Wants
from . import Field, Kind, RuleError, Vocabulary
from .pattern import check_groups

SECONDS = 1.0
"""Time that one pattern may take on one part."""

_CONDITION = {part: Field("pattern", "这一部分要符合的正则表达式") for part in PARTS}
FIELDS = {
    "part": Field("choices", "查公文的哪一部分（几部分）", required=True, choices=PARTS),
    "pattern": Field("patterns", "要报的写法；不写就报这一部分的第一处。名为 mark 的组是要标出的部分"),
    "where": Field("maps", "各部分符合其中一组条件时才查", fields=_CONDITION),
    "except": Field("maps", "各部分符合其中一组条件时不查", fields=_CONDITION),
    "message": Field("text", "提示，可用 {0} 和组名"),
    "right": Field("text", "改成什么，可用 \\1、\\g<名>；替换的是标出的部分"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
}

Condition = Mapping[str, Sought]


class FormChecker:
    """Looks at one part of a paper."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._parts: tuple[str, ...] = fields["part"]
        self._patterns = [Sought(pattern) for pattern in fields.get("pattern", ())]
        self._where = _conditions(fields.get("where", ()))
        self._except = _conditions(fields.get("except", ()))
        self._message: str = fields.get("message", rule.title)
        self._right: str | None = fields.get("right")
        self._safety = "safe" if fields.get("safe") else "unsafe"
        # Where a pattern needs nothing that could be looked for, the conditions are looked into first.
        known = bool(self._patterns) and all(sought.needs for sought in self._patterns)
        self._needs = tuple(dict.fromkeys(need for sought in self._patterns for need in sought.needs)) if known else ()
        conditions = [frozenset(condition) for condition in self._where] or [frozenset[str]()]
        self.wants = Wants(parts=tuple(dict.fromkeys(each | {part} for part in self._parts for each in conditions)))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if document.outline.kind == "news":
            return ()
        paper = paper_of(document)
        stretches = [stretch for part in self._parts for stretch in paper.parts[part]]
        if not stretches or (self._needs and not _any_in(self._needs, stretches)):
            return ()
        if self._where and not any(_holds(condition, paper) for condition in self._where):
            return ()
        if any(_holds(condition, paper) for condition in self._except):
            return ()
        return self._found(document, stretches)

    def _found(self, document: Document, stretches: Sequence[Stretch]) -> Iterator[Finding]:
        if not self._patterns:
            first = stretches[0]
            span = first.span(document, 0, len(first.text))
            yield Finding(span, self._message.replace("{0}", document.slice(span)))
            return
        for stretch in stretches:
            for sought in self._patterns:
                if not sought.may_be_in(stretch.text):
                    continue
                for match in sought.pattern.finditer(stretch.text, timeout=SECONDS):
                    group: str | int = "mark" if match.groupdict().get("mark") is not None else 0
                    if match.start(group) < match.end(group):
                        yield self._finding(document, stretch, match, *match.span(group))

    def _finding(self, document: Document, stretch: Stretch, match: regex.Match[str], start: int, end: int) -> Finding:
        span = stretch.span(document, start, end)
        message = self._message.replace("{0}", document.slice(span))
        for name, value in match.groupdict().items():
            message = message.replace(f"{{{name}}}", value or "")
        fix = None
        if self._right is not None and stretch.unbroken(start, end):
            fix = Fix((_edit(document, stretch, start, end, match.expand(self._right)),), self._safety)
        return Finding(span, message, fix=fix)


def _edit(document: Document, stretch: Stretch, start: int, end: int, right: str) -> Edit:
    """Makes `right` out of `text[start:end]`, and leaves alone what is the same in both."""
    text = stretch.text[start:end]
    head = _shared(text, right)
    tail = _shared(text[head:][::-1], right[head:][::-1])
    new = right[head : len(right) - tail]
    if head + tail < len(text):
        span = stretch.span(document, start + head, end - tail)
        return Edit(span.start, span.end, new)
    before = stretch.span(document, start, start + head).end if head else stretch.span(document, start, end).start
    return Edit(before, before, new)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _conditions(rows: Sequence[Mapping[str, Any]]) -> list[Condition]:
    """Each condition by part, the text last: it is long, and what stands elsewhere may spare the search."""
    order = sorted(PARTS, key=lambda part: part == TEXT)
    return [{part: Sought(row[part]) for part in order if part in row} for row in rows]


def _any_in(words: Iterable[str], stretches: Iterable[Stretch]) -> bool:
    for stretch in stretches:
        text = stretch.text
        for word in words:
            if word in text:
                return True
    return False


def _holds(condition: Condition, paper: Paper) -> bool:
    parts = paper.parts
    for part in condition:
        if not parts[part]:
            return False
    for part, sought in condition.items():
        for stretch in parts[part]:
            if sought.is_in(stretch.text, SECONDS):
                break
        else:
            return False
    return True


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> FormChecker:
    for key in ("where", "except"):
        if any(not set(row) & set(PARTS) for row in fields.get(key, ())):
            raise RuleError(say("“{key}”里有一组没有写条件。", key=key), key)
    if "right" in fields:
        for pattern in fields.get("pattern", ()):
            try:
                check_groups(compile_pattern(pattern), fields["right"])
            except (regex.error, IndexError) as error:
                raise RuleError(say("right 里引用了不存在的组：{reason}。", reason=error), "right") from error
    return FormChecker(rule, fields)


KIND = Kind("form", "公文格式", FIELDS, _compile)
