"""The report for people: read on a terminal, pasted into WeChat, printed.

One block a finding, in the order of the text, one blank line between two; what could not be checked stands apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..document import Document
from ..messages import say
from ..results import Result
from ..rules import Fault, Finding, Related, Severity
from . import Report
from .layout import Segment, columns, pad, pad_left, shorten, wrap
from .locate import Locator, plain
from .remedy import remedy
from .terms import characters, converted, date_text, kind_name, line_name, severity_word, where

SHOWN_ALIKE = 3
"""Findings of one rule with the same message that are shown in full in one file."""
_INDENT = 2
_MOST_LINES = 30
_LONGEST_TITLE = 24


def write(report: Report) -> str:
    """The whole report, line end included; empty where there is nothing to say."""
    blocks: list[list[str]] = []
    clean = False
    for result in report.results:
        lines = _document(result, report)
        if not lines:
            continue
        if clean and _clean(result):
            blocks[-1] += lines
        else:
            blocks.append(lines)
        clean = _clean(result)
    blocks.append([line for fault in report.faults for line in _fault(fault, report, 0)])
    if not report.quiet:
        blocks.append(_summary(report))
    if report.statistics:
        blocks.append(_statistics(report))
    return "".join("\n".join(block) + "\n" for block in _spaced(blocks))


def _spaced(blocks: Iterable[list[str]]) -> list[list[str]]:
    filled = [block for block in blocks if block]
    return [[*block, ""] for block in filled[:-1]] + filled[-1:]


def _clean(result: Result) -> bool:
    return not result.findings and not result.faults


def _document(result: Result, report: Report) -> list[str]:
    if _clean(result):
        if report.quiet:
            return []
        clean = [*_head(result), (say("：未发现问题"), "")]
        return _line(clean, report, 0, _INDENT) + _converted(result, report) + _untold(result, report)
    blocks = [_line(_head(result), report, 0, _INDENT) + _converted(result, report) + _untold(result, report)]
    if result.faults:
        blocks[0] += [line for fault in result.faults for line in _fault(fault, report, _INDENT)]
        if result.read and not result.findings and not report.quiet:
            blocks[0] += _line([(say("其余内容未发现问题。"), "")], report, _INDENT, _INDENT)
    if result.document is not None:
        blocks += _findings(result.findings, result.document, report)
    return [line for block in _spaced(blocks) for line in block]


def _head(result: Result) -> list[Segment]:
    """The path, then what the document is."""
    head = [(plain(result.path), "bold")]
    document = result.document
    if document is not None and document.paragraphs:
        facts = [kind_name(document.outline.kind)]
        if document.outline.date is not None:
            facts.append(date_text(document.outline.date))
        facts.append(say("{count}字", count=characters(document)))
        head.append(("  " + say("，").join(facts), "dim"))
    return head


def _converted(result: Result, report: Report) -> list[str]:
    """Why nothing can be written into the file, where that is so."""
    note = converted(result.document) if result.read and result.document is not None else ""
    return _line([(note, "dim")], report, _INDENT, _INDENT) if note else []


def _untold(result: Result, report: Report) -> list[str]:
    """How many findings are not told, and on whose word: what is left out is said."""
    if not result.suppressed or report.quiet:
        return []
    sources = Counter(found.source for found in result.suppressed)
    names = {
        "note": say("按文稿里的忽略标记"),
        "sidecar": say("按文稿旁的忽略文件"),
        "settings": say("按设置里的词表"),
        "baseline": say("按基线"),
        "page": say("按检查页面上的忽略"),
    }
    parts = [say("{name}{count}处", name=name, count=sources[key]) for key, name in names.items() if sources[key]]
    note = say("另有{count}处没有列出：{parts}。", count=len(result.suppressed), parts=say("、").join(parts))
    return _line([(note, "dim")], report, _INDENT, _INDENT)


def _line(segments: Iterable[Segment], report: Report, indent: int, hang: int) -> list[str]:
    return wrap(segments, report.width, indent, hang, color=report.color)


def _fault(fault: Fault, report: Report, indent: int) -> list[str]:
    quiet = fault.level == "info"
    label = say("未检查（提示）：") if quiet else say("未能检查：")
    segments = [(label, "dim" if quiet else "fault"), (plain(fault.message), "dim" if quiet else "")]
    return _line(segments, report, indent, indent + columns(label))


def _findings(findings: Sequence[Finding], document: Document, report: Report) -> list[list[str]]:
    locator = Locator(document)
    alike: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.pack, finding.rule, finding.message].append(finding)
    shown: Counter[tuple[str, str, str]] = Counter()
    blocks = []
    for finding in findings:
        key = (finding.pack, finding.rule, finding.message)
        shown[key] += 1
        if shown[key] <= SHOWN_ALIKE:
            rest = alike[key][SHOWN_ALIKE:] if shown[key] == SHOWN_ALIKE else []
            blocks.append(_finding(finding, document, locator, report, rest))
    return blocks


def _finding(
    finding: Finding, document: Document, locator: Locator, report: Report, rest: Sequence[Finding]
) -> list[str]:
    severity = finding.severity or Severity.INFO
    dim = "dim" if severity == Severity.INFO else ""
    label = severity_word(severity) + "  "
    hang = _INDENT + columns(label)
    place = where(document, locator, finding.span.start)
    lines = _line([(label, severity.word), (place + "  ", dim), (plain(finding.message), dim)], report, _INDENT, hang)
    lines += _line(_excerpt(finding, locator, dim), report, hang, hang)
    for text in _related(finding, document, locator):
        lines += _line([(text, dim)], report, hang, hang)
    how = remedy(finding, document)
    if how:
        label = say("怎么改：")
        lines += _line([(label + how, dim)], report, hang, hang + columns(label))
    if rest:
        shown = _lines_of(rest, document, locator)
        lines += _line([(say("另有{count}处：{lines}", count=len(rest), lines=shown), dim)], report, hang, hang)
    sections = " › ".join(shorten(title, _LONGEST_TITLE) for title in _above(finding, document, locator))
    rule = say("（{rule}）", rule=finding.rule)
    lines += _line([((sections + rule).strip(), "dim")], report, hang, hang)
    return lines


def _related(finding: Finding, document: Document, locator: Locator) -> list[str]:
    """The first related places with what they say, the others by their lines; those of one place together."""
    first, others = finding.related[:SHOWN_ALIKE], finding.related[SHOWN_ALIKE:]
    together: dict[str, list[str]] = {}
    for related in first:
        together.setdefault(where(document, locator, related.span.start), []).append(plain(related.message))
    texts = [
        say("另见{place}：{message}", place=place, message=say("、").join(messages))
        for place, messages in together.items()
    ]
    if others:
        texts.append(say("另见{lines}", lines=_lines_of(others, document, locator)))
    return texts


def _lines_of(places: Sequence[Finding | Related], document: Document, locator: Locator) -> str:
    numbers = sorted({locator.position(place.span.start).line for place in places})
    return line_name(document, *numbers[:_MOST_LINES]) + ("…" if len(numbers) > _MOST_LINES else "")


def _above(finding: Finding, document: Document, locator: Locator) -> list[str]:
    """The titles of the sections above the finding, without a heading that the excerpt shows already."""
    path = document.outline.path(finding.span.start)
    if path and path[-1].heading.span.covers(finding.span):
        path.pop()
    return [locator.heading(section) for section in path]


def _excerpt(finding: Finding, locator: Locator, dim: str) -> list[Segment]:
    excerpt = locator.excerpt(finding.span)
    if not (excerpt.before or excerpt.marked or excerpt.after):
        return []
    return [(excerpt.before, dim), (f"【{excerpt.marked}】", "mark"), (excerpt.after, dim)]


def counts(report: Report) -> Counter[Severity]:
    """The findings of all documents by severity."""
    return Counter(finding.severity or Severity.INFO for result in report.results for finding in result.findings)


def _summary(report: Report) -> list[str]:
    if len(report.results) == 1 and _clean(report.results[0]):
        return []  # the line of the file has said it
    return _line([(summary(report), "bold")], report, 0, 0)


def summary(report: Report) -> str:
    """How many documents were checked and what was found in them, in one sentence."""
    read = [result for result in report.results if result.read]
    missed = len(report.results) - len(read)
    partly = sum(1 for result in read if result.faults)
    found = counts(report)
    if found:
        text = say(
            "共检查{documents}份文稿：错误{errors}处、警告{warnings}处、提示{infos}处",
            documents=len(read),
            errors=found[Severity.ERROR],
            warnings=found[Severity.WARNING],
            infos=found[Severity.INFO],
        )
    elif read:
        text = say("共检查{documents}份文稿：未发现问题", documents=len(read))
    else:
        text = say("没有检查任何文稿")
    untold = sum(len(result.suppressed) for result in report.results)
    if untold:
        text += say("；另有{count}处没有列出", count=untold)
    if partly:
        text += say("；其中{count}份没有查全", count=partly)
    if missed:
        text += say("；另有{count}份未能检查", count=missed)
    return text + say("。")


def _statistics(report: Report) -> list[str]:
    """Findings by rule, and how many relations between figures were checked and agree."""
    found = Counter(f.qualified for result in report.results for f in result.findings)
    held: Counter[str] = Counter()
    for result in report.results:
        held.update(result.held)
    lines = _counts(say("各规则查出的处数："), found, report)
    lines += _counts(say("核对过、前后相符的数字关系：{count}处", count=held.total()), held, report)
    return lines


def _counts(head: str, counts: Counter[str], report: Report) -> list[str]:
    if not counts:
        return []
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    names = {key: key.partition(":")[2] for key in counts}
    wide = max(columns(rule) for rule in names.values())
    digits = len(str(rows[0][1]))
    lines = [head]
    for key, count in rows:
        name = f"{pad_left(str(count), digits + _INDENT)}  {pad(names[key], wide)}  "
        title = report.rules[key].title if key in report.rules else ""
        lines += _line([(name, ""), (title, "dim")], report, 0, columns(name))
    return lines
