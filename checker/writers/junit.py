"""JUnit XML, as Jenkins and GitLab read it.

A test suite is a document, a test case is a rule that found something in it: rules are what stays the same from run to
run, so that both can tell new failures from old ones. A rule with errors or warnings fails and lists its places; one
with hints alone passes and has them in its output. Suppressed findings are skipped test cases of their own. What could
not be checked is an error, what no reader reads (a picture) is skipped. A document without any of these is one test
case that passes. Times are left out: the same results give the same bytes.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Sequence

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..results import Result
from ..rules import Fault, Severity
from . import Report
from .entries import Entry, Names, entries
from .layout import shorten
from .locate import Locator, plain
from .remedy import remedy
from .terms import severity_word, where
from .uris import slashed

_ILLEGAL = lazily("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""
_LONGEST_HEAD = 300
_COUNTED = ("tests", "failures", "errors", "skipped")


def write(report: Report) -> str:
    """The report as XML text."""
    root = ET.Element("testsuites", name="zfcheck")
    names = Names(report)
    for result in report.results:
        _suite(root, result, names)
    if report.faults:
        suite = ET.SubElement(root, "testsuite", name="zfcheck")
        _faults(suite, "zfcheck", report.faults, names)
        _count(suite)
    for name in _COUNTED:
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, result: Result, names: Names) -> None:
    path = _legal(slashed(result.path))
    suite = ET.SubElement(root, "testsuite", name=path)
    _faults(suite, path, result.faults, names)
    if result.document is not None:
        locator = Locator(result.document)
        for name, found in _by_rule(result, names).items():
            told = [entry for entry in found if entry.suppressed is None]
            known = [entry for entry in found if entry.suppressed is not None]
            if told:
                _told(_case(suite, path, name), told, result.document, locator)
            if known:
                _known(_case(suite, path, name + say("（已忽略）")), known, result.document, locator)
    if not len(suite):
        _case(suite, path, say("未发现问题"))
    _count(suite)


def _by_rule(result: Result, names: Names) -> dict[str, list[Entry]]:
    """The findings by the name of their test case, in the order of the text."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(result):
        finding = entry.finding
        title = names.title(finding.pack, finding.rule)
        found[f"{names(finding.pack, finding.rule)} {title}".rstrip()].append(entry)
    return found


def _told(case: ET.Element, found: Sequence[Entry], document: Document, locator: Locator) -> None:
    bad = [entry for entry in found if entry.severity > Severity.INFO]
    lines = "\n".join(_line(entry, document, locator) for entry in found)
    if not bad:
        ET.SubElement(case, "system-out").text = _legal(lines)
        return
    worst = max(entry.severity for entry in bad)
    head = plain(bad[0].finding.message)
    if len(bad) > 1:
        head = say("{message}（共{count}处）", message=head, count=len(bad))
    _outcome(case, "failure", head, worst.word, lines)


def _known(case: ET.Element, found: Sequence[Entry], document: Document, locator: Locator) -> None:
    reasons = dict.fromkeys(plain(entry.suppressed.reason) for entry in found if entry.suppressed is not None)
    lines = "\n".join(_line(entry, document, locator) for entry in found)
    _outcome(case, "skipped", say("；").join(reason for reason in reasons if reason), "", lines)


def _line(entry: Entry, document: Document, locator: Locator) -> str:
    """One finding: where, how bad, what, the words around it, what to do."""
    finding = entry.finding
    head = say("{place}：{message}", place=where(document, locator, finding.span.start), message=plain(finding.message))
    lines = [f"{severity_word(finding.severity)}  {head}", f"  {locator.excerpt(finding.span)}"]
    how = remedy(finding, document)
    if how:
        lines.append("  " + say("怎么改：") + how)
    if entry.suppressed is not None and entry.suppressed.reason:
        lines.append("  " + say("忽略的理由：{reason}", reason=plain(entry.suppressed.reason)))
    return "\n".join(lines)


def _faults(suite: ET.Element, path: str, faults: Sequence[Fault], names: Names) -> None:
    """A test case for each kind of fault and rule: two of the same name would count as one."""
    together: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for fault in faults:
        together[fault.kind, fault.rule or "", fault.level].append(plain(fault.message))
    for (kind, rule, level), messages in together.items():
        quiet = level == "info"
        label = say("未检查（提示）") if quiet else say("未能检查")
        case = _case(suite, path, " ".join(part for part in (label, kind, rule) if part))
        _outcome(case, "skipped" if quiet else "error", messages[0], "" if quiet else kind, "\n".join(messages))


def _case(suite: ET.Element, path: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=path, name=_legal(plain(name)), file=path)


def _outcome(case: ET.Element, tag: str, message: str, kind: str, text: str) -> None:
    outcome = ET.SubElement(case, tag, message=_legal(shorten(message, _LONGEST_HEAD)))
    if kind:
        outcome.set("type", kind)
    outcome.text = _legal(text)


def _count(suite: ET.Element) -> None:
    counts = (len(suite), *(len(suite.findall(f"testcase/{tag}")) for tag in ("failure", "error", "skipped")))
    for name, count in zip(_COUNTED, counts, strict=True):
        suite.set(name, str(count))


def _legal(text: str) -> str:
    return _ILLEGAL.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)
