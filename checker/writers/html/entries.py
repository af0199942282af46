"""What stands beside the text: every finding in order, what was set aside, and what could not be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ...document import Document, Span
from ...messages import say
from ...results import Suppressed
from ...rules import Fault, Finding, Rule
from ..locate import Locator
from ..remedy import remedy
from ..terms import category_name, severity_word, where
from .escaping import line
from .marks import severity_of

Link = Callable[[Span], str]


class Entries:
    """The lists of one document; `link` gives the address of a place in its text."""

    def __init__(
        self, number: int, document: Document, locator: Locator, link: Link, rules: Mapping[str, Rule]
    ) -> None:
        self._number = number
        self._document = document
        self._locator = locator
        self._link = link
        self._rules = rules

    def findings(self, findings: Sequence[Finding]) -> str:
        """The numbered list of findings."""
        items = [self._finding(at, finding) for at, finding in enumerate(findings, 1)]
        return "\n".join(['<ol class="findings">', *items, "</ol>"]) if items else ""

    def suppressed(self, suppressed: Sequence[Suppressed]) -> str:
        """Those that are known and not told again, folded."""
        if not suppressed:
            return ""
        head = line(say("已忽略{count}处", count=len(suppressed)))
        items = [self._suppressed(entry) for entry in suppressed]
        return "\n".join(
            [f'<details class="suppressed"><summary>{head}</summary>', "<ul>", *items, "</ul>", "</details>"]
        )

    def _finding(self, at: int, finding: Finding) -> str:
        severity = severity_of(finding)
        category = finding.rule.partition("/")[0]
        head = (
            f'<p class="what">{self._number_of(at, finding)} <strong class="severity">'
            f'{line(severity_word(severity))}</strong> <span class="where">{self._where(finding.span)}</span> '
            f'<span class="category">{line(category_name(category))}</span></p>'
        )
        return "\n".join(
            [
                f'<li class="finding {severity.word}" id="f{self._number}-{at}" data-s="{severity.word}" '
                f'data-c="{line(category)}" tabindex="-1">',
                head,
                f'<p class="message">{line(finding.message)}</p>',
                *self._remedy(finding),
                *self._related(finding),
                self._rule(finding),
                "</li>",
            ]
        )

    def _number_of(self, at: int, finding: Finding) -> str:
        severity = severity_of(finding).word
        href = self._link(finding.span)
        if not href:
            return f'<span class="n {severity}">{at}</span>'
        label = line(say("第{number}处：看原文", number=at))
        return f'<a class="n {severity}" href="{href}" aria-label="{label}">{at}</a>'

    def _where(self, span: Span) -> str:
        return line(where(self._document, self._locator, span.start))

    def _remedy(self, finding: Finding) -> list[str]:
        how = remedy(finding, self._document)
        return [f'<p class="fix"><b>{line(say("怎么改："))}</b> {line(how)}</p>'] if how else []

    def _related(self, finding: Finding) -> list[str]:
        if not finding.related:
            return []
        items = [f"<li>{self._place(place.span)} {line(place.message)}</li>" for place in finding.related]
        return [f'<p class="also">{line(say("另见"))}</p>', '<ul class="related">', *items, "</ul>"]

    def _place(self, span: Span) -> str:
        href, name = self._link(span), self._where(span)
        return f'<a href="{href}">{name}</a>' if href else name

    def _rule(self, finding: Finding) -> str:
        """The rule with its reasons, folded where there are any."""
        rule = self._rules.get(finding.qualified)
        name = f"<code>{line(finding.rule)}</code>"
        if rule is None:
            return f'<p class="rule">{name}</p>'
        title = f"{_from_pack(rule.title)} {name}"
        facts = [(say("为什么"), rule.why), (say("依据"), rule.basis)]
        rows = [f"<dt>{line(term)}</dt><dd>{_lines(text)}</dd>" for term, text in facts if text.strip()]
        if not rows:
            return f'<p class="rule">{title}</p>'
        return f'<details class="rule"><summary>{title}</summary><dl>{"".join(rows)}</dl></details>'

    def _suppressed(self, entry: Suppressed) -> str:
        finding = entry.finding
        told = [
            f"{self._place(finding.span)} {line(severity_word(finding.severity))}",
            f'<span class="message">{line(finding.message)}</span>',
            f"<code>{line(finding.rule)}</code>",
        ]
        why = _source(entry.source)
        if entry.reason:
            why = entry.reason if why in entry.reason else why + say("：{reason}", reason=entry.reason)
        return f'<li>{" ".join(told)}<br><span class="reason">{line(why)}</span></li>'


def _source(source: str) -> str:
    """Where it is said that a finding is not to be told."""
    sources = {
        "note": say("文稿里的忽略说明"),
        "sidecar": say("文稿旁的忽略文件"),
        "page": say("在检查页面上忽略"),
        "settings": say("设置"),
        "baseline": say("基线"),
    }
    return sources.get(source, source)


def _from_pack(text: str) -> str:
    """What a pack says; packs are written in Chinese."""
    return f'<span lang="zh-CN">{line(text)}</span>'


def _lines(text: str) -> str:
    return "<br>".join(_from_pack(part) for part in text.splitlines() if part.strip())


def faults(found: Iterable[Fault]) -> str:
    """What could not be checked, before anything else; what no reader could be expected to read in a quieter voice."""
    bad: list[str] = []
    quiet: list[str] = []
    for fault in found:
        (quiet if fault.level == "info" else bad).append(f"<li>{line(fault.message)}</li>")
    parts = []
    for name, title, items in (("fault", say("未能检查"), bad), ("fault quiet", say("未检查（提示）"), quiet)):
        if items:
            parts += [
                f'<section class="{name}">',
                f'<p class="label">{line(title)}</p>',
                "<ul>",
                *items,
                "</ul></section>",
            ]
    return "\n".join(parts)
