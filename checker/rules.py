"""Rules, findings, fixes and faults: the words in which every other module speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .document import Document, DocumentDate
from .fault import Fault as Fault
from .records import Record, field
from .span import Span

if TYPE_CHECKING:
    from .phrases import Hit

KINDS_OF_DOCUMENT: Mapping[str, str] = {
    "work-summary": "工作总结",
    "work-plan": "工作要点（计划）",
    "work-report": "工作报告",
    "government-report": "政府工作报告",
    "survey-report": "调研报告",
    "duty-report": "述职报告",
    "plan-review": "规划总结",
    "news": "新闻报道",
    "notice": "通知",
    "request": "请示",
    "letter": "函",
    "official": "其他公文（意见、决定等）",
    "speech": "讲话稿",
    "other": "其他",
}
KIND_WORDS: Mapping[str, str] = {
    **{title: kind for kind, title in KINDS_OF_DOCUMENT.items()},
    **{"工作要点": "work-plan", "工作计划": "work-plan", "其他公文": "official", "讲话": "speech"},
}
"""What people call the kinds of documents, wherever they may write one."""

CATEGORIES: Mapping[str, str] = {
    "structure": "结构",
    "numbering": "序号",
    "formulation": "固定提法",
    "number": "数字",
    "wording": "用词",
    "punctuation": "标点",
    "residue": "残留",
    "layout": "版式",
}


class Severity(IntEnum):
    """How bad: an error is what a leader would have reprinted."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


FAIL_ON: Mapping[str, Severity | None] = {**{each.word: each for each in reversed(Severity)}, "never": None}
"""What `--fail-on` and `fail-on:` may say, and the least severity that it means."""
FAILS_AT = Severity.WARNING.word
"""What they mean where nobody says."""


class Edit(Record, frozen=True):
    """Replace the code points from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


class Fix(Record, frozen=True):
    """Edits that belong together. A safe fix never changes what the author meant to say."""

    edits: tuple[Edit, ...]
    safety: str = "unsafe"

    def apply(self, text: str) -> str:
        """`text` with the edits made; the edits must not overlap."""
        parts: list[str] = []  # from the end; what is put in at a place goes before what replaces the text behind it
        end = len(text)
        for edit in sorted(self.edits, key=lambda e: (e.start, e.end), reverse=True):
            parts += text[edit.end : end], edit.text
            end = edit.start
        return "".join(reversed([*parts, text[:end]]))


class Related(Record, frozen=True):
    """Another place that the finding speaks of."""

    span: Span
    message: str


class Finding(Record, frozen=True):
    """A place in a document that a rule objects to.

    A kind or a plugin's check gives `span` and `message`, and where it knows better `severity`, `fix`
    and `related`; the engine fills in `rule`, `pack` and the rule's own severity.
    `advice` says what to do, where the message does not. Findings of a rule with the same `once` are told as one.
    """

    span: Span
    message: str
    advice: str | None = None
    severity: Severity | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    rule: str = ""
    pack: str = ""
    once: str = ""

    @property
    def qualified(self) -> str:
        """`pack:id` of its rule."""
        return f"{self.pack}:{self.rule}"


OF_REMARKS = "remarks"
"""The `once` of findings that speak of what reviewers left in a file (comments, tracked changes), not of its text."""


class Held(Record, frozen=True):
    """A relation between figures, or between a figure and a fact, that was looked into and agrees.

    A checker yields it beside its findings: it is counted (`--statistics`), never shown, because a checker that
    finds no relations would be silent for the wrong reason. `span` is the figure that was checked.
    """

    span: Span


class Place(NamedTuple):
    """A place in a pack, for messages: file, line and column from 1.

    Every value of a pack has one, so it is a named tuple: a third of a data class's cost to make.
    """

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Window(Record, frozen=True):
    """A stretch of days, either end open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        return self.since is not None or self.until is not None

    def holds(self, date: DocumentDate | None) -> bool | None:
        """True or False where the whole date lies inside or outside; None where that cannot be told."""
        if not self:
            return True
        if date is None:
            return None
        first, last = self.since or dt.date.min, self.until or dt.date.max
        if date.latest < first or date.earliest > last:
            return False
        if first <= date.earliest and date.latest <= last:
            return True
        return None


class Applies(Record, frozen=True):
    """Where a rule speaks; an empty set is everywhere."""

    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    window: Window = Window()


class Unless(Record, frozen=True):
    """What stands around a place and makes it right after all."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    quoted: bool = False

    def __bool__(self) -> bool:
        return bool(self.before or self.after or self.near or self.quoted)


class Case(Record, frozen=True):
    """A text that a rule must flag (`fail`) or leave alone (`pass`), checked with the rule alone.

    `format` is how the text is read: `text`, `md` for Markdown (a table), or `docx` (see `caseword`).
    """

    text: str
    mark: str | None = None
    fixed: str | None = None
    kind: str | None = None
    date: str | None = None
    place: Place = field(default_factory=Place)
    format: str = "text"


class Rule(Record, frozen=True):
    """What a pack says of a rule, apart from what only its kind understands."""

    id: str
    title: str
    kind: str
    severity: Severity
    pack: str = ""
    basis: str = ""
    why: str = ""
    advice: str = ""
    fail: Sequence[Case] = ()
    passing: Sequence[Case] = ()
    aliases: tuple[str, ...] = ()
    status: str = "stable"
    applies: Applies = Applies()
    unless: Unless = Unless()
    ignorable: bool = True
    place: Place = field(default_factory=Place)

    @property
    def category(self) -> str:
        return self.id.partition("/")[0]

    @property
    def qualified(self) -> str:
        """`pack:id`: the name by which no two rules are called."""
        return f"{self.pack}:{self.id}"

    def is_called(self, name: str) -> bool:
        """Whether `name` (an id, `pack:id` or an alias) means this one rule, not its category or pack."""
        return name in {self.id, self.qualified, *self.aliases}

    def answers_to(self, selector: str) -> bool:
        """Whether `selector` (an id, `pack:id`, a category, a pack or an alias) names this rule."""
        return self.is_called(selector) or selector in {
            self.category,
            f"{self.pack}:{self.category}",
            f"{self.pack}:",
        }


class Checker(Protocol):
    """A rule ready to run. `literals` are the phrases it wants looked up, in reading form.

    One that finds nothing without hits may say so by `needs_hits = True`, and is then asked only where it has some.
    """

    @property
    def literals(self) -> tuple[str, ...]: ...

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        """Findings in `document`; `hits` are the places of this rule's own literals, in order."""
        ...


class Compiled(Record, frozen=True):
    """A rule ready to run."""

    rule: Rule
    checker: Checker


def fingerprint(finding: Finding, document: Document) -> str:
    """A name for the finding that survives moves of the text: rule, section path and quoted text (16 hex digits)."""
    import hashlib

    titles = [document.slice(s.heading.title) for s in document.outline.path(finding.span.start)]
    content = "\x1f".join([finding.rule, *titles, document.slice(finding.span)])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
