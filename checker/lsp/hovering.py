"""What is told of a finding under the pointer: the rule, why it is there, what it rests on, how to be rid of it."""

from __future__ import annotations

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..rules import Finding, Rule
from ..writers.locate import plain
from ..writers.remedy import remedy
from ..writers.terms import category_name, severity_word
from .checking import Checked
from .opened import Opened
from .reporting import place

_MARKS = lazily(r"([\\`*_{}\[\]<>()#+\-!|~&$])")


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _MARKS.sub(r"\\\1", text)


def hover(opened: Opened, checked: Checked, offset: int, *, markdown: bool) -> Hover | None:
    """What is told of the findings that hold `offset` of the text in the editor; None where none does."""
    document = checked.result.document
    if document is None:
        return None
    at = offset - opened.shift
    here = [f for f in checked.result.findings if f.span.start <= at <= f.span.end]
    # At the border of two findings the one behind it is meant.
    here = [f for f in here if at < f.span.end or f.span.start == f.span.end] or here
    if not here:
        return None
    told = ("\n\n---\n\n" if markdown else "\n\n").join(
        _told(finding, checked.rules.get(finding.qualified), document, markdown=markdown) for finding in here
    )
    kind = MarkupKind.Markdown if markdown else MarkupKind.PlainText
    return Hover(MarkupContent(kind, told), place(opened, here[0].span))


def _told(finding: Finding, rule: Rule | None, document: Document, *, markdown: bool) -> str:
    def shown(text: str) -> str:
        return escape(text) if markdown else text

    def code(text: str) -> str:
        return f"`{text}`" if markdown else text

    def strong(text: str) -> str:
        return f"**{shown(text)}**" if markdown else text

    facts = [code(finding.rule), severity_word(finding.severity), category_name(finding.rule.partition("/")[0])]
    facts.append(say("规则包 {pack}", pack=finding.pack))
    parts = [shown(plain(finding.message))]
    if rule is not None:
        if rule.status == "trial":
            facts.append(say("试行，只作提示"))
        parts.insert(0, strong(rule.title))
    parts.insert(1, " · ".join(facts))
    lines = [(say("怎么改"), remedy(finding, document))]
    if rule is not None:
        lines += [(say("为什么"), rule.why), (say("依据"), rule.basis)]
    parts += [f"{strong(title)}　{shown(' '.join(text.split()))}" for title, text in lines if text.strip()]
    parts.append(f"{strong(say('不查这一条'))}　{_ways_off(finding, rule, code)}")
    return "\n\n".join(parts)


def _ways_off(finding: Finding, rule: Rule | None, code: object) -> str:
    assert callable(code)
    if rule is not None and not rule.ignorable:
        return say("规则包规定这一条不能忽略。")
    note = code(f"<!-- zfcheck: ignore {finding.rule} {say('理由')} -->")
    settings = code(f"rules: {{{finding.rule}: off}}")
    return f"{say('文稿里的一处：')}{note}　{say('一直：')}{say('在 zfcheck.yaml 里写')} {settings}"
