"""From results to text: pure functions, one file per output format. Only writers know lines and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..records import Record, field

if TYPE_CHECKING:
    from ..results import PackInfo, Result
    from ..rules import Fault, Rule


class Report(Record, frozen=True):
    """All that a writer gets: the results in order, the packs and faults of the run, and how it is to look.

    `faults` are those of the run itself (a plugin that failed); `color` and `width` (columns) are for terminals.
    """

    results: Sequence[Result]
    packs: Sequence[PackInfo] = ()
    faults: Sequence[Fault] = ()
    color: bool = False
    width: int = 100
    quiet: bool = False
    statistics: bool = False
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules in force by `pack:id`."""

    @property
    def titles(self) -> dict[str, str]:
        """Rule titles by `pack:id`."""
        return {name: rule.title for name, rule in self.rules.items()}


class Writer(Record, frozen=True):
    """An output format: `write(report)` gives the whole output as text, line end included.

    A file with one of the endings `suffixes` gets this format where the caller names none.
    """

    name: str
    write: Callable[[Report], str]
    title: str = ""
    suffixes: tuple[str, ...] = ()


def _text(report: Report) -> str:
    from .text import write

    return write(report)


def _concise(report: Report) -> str:
    from .concise import write

    return write(report)


def _json(report: Report) -> str:
    from .json import write

    return write(report)


def _sarif(report: Report) -> str:
    from .sarif import write

    return write(report)


def _junit(report: Report) -> str:
    from .junit import write

    return write(report)


def _github(report: Report) -> str:
    from .github import write

    return write(report)


def _gitlab(report: Report) -> str:
    from .gitlab import write

    return write(report)


def _jsonl(report: Report) -> str:
    from .jsonl import write

    return write(report)


def _html(report: Report) -> str:
    from .html import write

    return write(report)


BUILTIN = (
    Writer("text", _text, "给人看的报告", (".txt",)),
    Writer("concise", _concise, "一行一条"),
    Writer("json", _json, "给程序读的 JSON", (".json",)),
    Writer("jsonl", _jsonl, "给程序逐行读的 JSON", (".jsonl",)),
    Writer("sarif", _sarif, "SARIF 2.1.0，给代码扫描平台和编辑器", (".sarif",)),
    Writer("junit", _junit, "JUnit XML，给 Jenkins、GitLab 的测试报告", (".xml",)),
    Writer("github", _github, "GitHub Actions 的标注"),
    Writer("gitlab", _gitlab, "GitLab 的代码质量报告"),
    Writer("html", _html, "给浏览器看的网页：原文和问题对照，可打印", (".html", ".htm")),
)
