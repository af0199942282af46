"""Annotations of GitHub Actions (workflow commands), behind the whole list for the log.

GitHub shows ten annotations of each type a step and drops the others in silence. So the log gets every finding and
fault in a folded group, one a line as in `concise`; then come the first ten of each type as commands, the worst first;
the last line says how many more there are. Suppressed findings are counted only. A Word file has no lines: its
annotations name the file, and the message the paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..document import Document
from ..messages import say
from ..rules import Fault, Finding, Severity
from . import Report
from .concise import write as concise
from .entries import Names
from .layout import shorten
from .locate import Locator, plain
from .remedy import remedy
from .terms import counts_paragraphs, where
from .uris import slashed

SHOWN = 10
"""Annotations of one type that GitHub shows of a step."""
TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST_TITLE = 255
_LONGEST_MESSAGE = 4000
"""Code points. The runner cuts messages off at 4096 characters of its own count."""


def write(report: Report) -> str:
    """The list, the commands and what they leave out; empty where there is nothing to say."""
    lines = [_harmless(line) for line in concise(report).split("\n") if line]
    commands = list(_commands(report))
    if lines:
        lines = ["::group::" + _data(say("zfcheck：全部结果{count}条", count=len(lines))), *lines, "::endgroup::"]
    hidden: Counter[str] = Counter()
    for kind in TYPES.values():
        ours = [command for command, text in commands if command == kind]
        lines += [text for command, text in commands if command == kind][:SHOWN]
        hidden[kind] = max(0, len(ours) - SHOWN)
    lines += _left_out(hidden)
    suppressed = sum(len(result.suppressed) for result in report.results)
    if suppressed:
        lines.append(say("另有{count}处已注明忽略，没有列出。", count=suppressed))
    return "".join(line + "\n" for line in lines)


def _left_out(hidden: Counter[str]) -> list[str]:
    if not hidden.total():
        return []
    counts = say(
        "错误{errors}处、警告{warnings}处、提示{infos}处",
        errors=hidden["error"],
        warnings=hidden["warning"],
        infos=hidden["notice"],
    )
    return [
        say("GitHub 每一步每类只显示{most}条标注，另有{counts}没有标注，见上面的全部结果。", most=SHOWN, counts=counts)
    ]


def _commands(report: Report) -> Iterator[tuple[str, str]]:
    """Every annotation with its type: faults first, findings in the order of the text."""
    for fault in report.faults:
        yield _fault(fault, None)
    for result in report.results:
        for fault in result.faults:
            yield _fault(fault, result.path)
    names = Names(report)
    for result in report.results:
        if result.document is None:
            continue
        locator = Locator(result.document)
        for finding in result.findings:
            yield _finding(finding, result.document, locator, result.path, names)


def _finding(finding: Finding, document: Document, locator: Locator, path: str, names: Names) -> tuple[str, str]:
    kind = TYPES[finding.severity or Severity.INFO]
    properties: dict[str, object] = {"file": slashed(path)}
    message = plain(finding.message)
    if counts_paragraphs(document):
        place = where(document, locator, finding.span.start)
        message = say("{place}：{message}", place=place, message=message)
    else:
        start, end = locator.position(finding.span.start), locator.position(finding.span.end)
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # columns are for a place on one line only
            properties |= {"col": start.column, "endColumn": end.column}
    how = remedy(finding, document)
    if how:
        message += "\n" + say("怎么改：") + how
    name = names(finding.pack, finding.rule)
    title = names.title(finding.pack, finding.rule)
    properties["title"] = title + say("（{rule}）", rule=name) if title else name
    return kind, _command(kind, properties, message)


def _fault(fault: Fault, path: str | None) -> tuple[str, str]:
    kind = "notice" if fault.level == "info" else "error"
    properties: dict[str, object] = {"file": slashed(path)} if path is not None else {}
    title = say("未检查（提示）") if fault.level == "info" else say("未能检查")
    return kind, _command(kind, {**properties, "title": title}, plain(fault.message))


def _command(kind: str, properties: Mapping[str, object], message: str) -> str:
    values = {**properties, "title": shorten(plain(str(properties["title"])), _LONGEST_TITLE)}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    return f"::{kind} {listed}::{_data(shorten(message, _LONGEST_MESSAGE))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """A line of the log that the runner cannot take for a command, whatever files are named and texts say.

    It reads commands from lines that begin with `::`, and after `##[` anywhere in a line.
    """
    return ("- " + line).replace("##[", "## [")
