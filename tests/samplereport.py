"""Reports for the tests of the writers: nothing found, something of every sort, and hostile text."""

from __future__ import annotations

from zfcheck.document import BODY, TABLE, Document, Paragraph, Piece, Span
from zfcheck.readers.text import lines
from zfcheck.results import PackInfo, Result, Suppressed
from zfcheck.rules import Case, Edit, Fault, Finding, Fix, Related, Rule, Severity
from zfcheck.writers import Report

TEXT = "云川市工作总结\r\n😀全市调解成功率达197.5%，居全省前列。\r\n居全省前列，居全省前列。\n"
"""Lines that end in two ways, and a character that UTF-16 counts as two."""
RATE = TEXT.index("197.5%")
FIRST, SECOND, THIRD = (at for at in range(len(TEXT)) if TEXT.startswith("居全省前列", at))
SUMMARY = "云川/总结 一.txt"
PLAN = "云川/要点.docx"

RULES = {
    f"core:{rule.id}": rule
    for rule in (
        Rule(
            "number/rate-over-100",
            "比率超过100%",
            "rate",
            Severity.ERROR,
            "core",
            basis="常识",
            why="比率不会超过 *100%*。",
            advice="核对原始数据。",
            fail=(Case("调解成功率达197.5%。", "197.5%", "调解成功率达97.5%。"),),
            passing=(Case("同比增长197.5%。"),),
        ),
        Rule("wording/vague", "说法空泛", "phrase", Severity.WARNING, "core"),
        Rule("layout/font", "字体", "layout", Severity.INFO, "core", status="trial"),
        Rule("number/silent", "没有查出", "rate", Severity.ERROR, "core"),
    )
}


def text_document(text: str, name: str = "a.txt", form: str = "text") -> Document:
    """A text as the reader gives it, without its outline."""
    paragraphs = tuple(Paragraph(Span(start, end)) for start, end in lines(text) if text[start:end].strip())
    pieces = (Piece(0, len(text)),)
    return Document(name, form, text, paragraphs, pieces=pieces, properties={"encoding": "utf-8"})


def word_document() -> Document:
    """Two paragraphs of a Word file, the second in a table."""
    text = "云川市工作要点\n全年办结率101%"
    return Document("a.docx", "docx", text, (Paragraph(Span(0, 7), BODY), Paragraph(Span(8, 17), TABLE)))


def found(start: int, end: int, message: str, severity: Severity, rule: str, **more: object) -> Finding:
    return Finding(Span(start, end), message, severity=severity, rule=rule, pack="core", **more)  # type: ignore[arg-type]


def nothing() -> Report:
    """One document without any finding."""
    return Report([Result("干净.md", text_document("# 云川市\n", "干净.md", "markdown"))], rules=RULES)


def everything() -> Report:
    """Findings of three severities, two with one fingerprint, suppressed ones, faults of all sorts, a clean document."""
    rate = found(
        RATE,
        RATE + 6,
        "调解成功率197.5%超过100%",
        Severity.ERROR,
        "number/rate-over-100",
        fix=Fix((Edit(RATE, RATE + 6, "97.5%"),), "safe"),
        related=(Related(Span(0, 3), "同一单位"),),
    )
    vague = [
        found(at, at + 5, "“居全省前列”说法空泛", Severity.WARNING, "wording/vague") for at in (FIRST, SECOND, THIRD)
    ]
    font = found(0, 7, "标题字体", Severity.INFO, "layout/font")
    noted = Suppressed(found(RATE - 1, RATE, "“达”", Severity.WARNING, "wording/vague"), "note", "照抄原文")
    summary = Result(
        SUMMARY,
        text_document(TEXT),
        [font, rate, vague[0], vague[2]],
        [Fault("part-not-read", "有一幅图没有读。", level="info")],
        suppressed=[noted, Suppressed(vague[1], "baseline")],
    )
    fix = Fix((Edit(13, 17, "100%"),))
    over = found(13, 17, "办结率101%超过100%", Severity.ERROR, "number/rate-over-100", fix=fix)
    plan = Result(PLAN, word_document(), [over], [Fault("rule-failed", "规则出错", "wording/other")])
    lost = Result("损坏.docx", faults=[Fault("unreadable", "文件已损坏。"), Fault("unreadable", "也没有备份。")])
    clean = nothing().results[0]
    return Report(
        [summary, plan, clean, lost],
        packs=[PackInfo("core", "2026.1")],
        faults=[Fault("plugin-failed", "插件“云川”无法载入")],
        rules=RULES,
    )


HOSTILE = (
    "]]>&<b>\"'\x00\x08\x1b[31m\n::error::假\r\n##[error]假 {0} [链接](https://云川.example)\u2028\ufffe\U0001f600,:%0A"
)
"""What a text must not be able to do in any format: end it, start something of its own, or break a line."""


def hostile() -> Report:
    """Messages, reasons, paths and texts that are hostile, and one that is very long."""
    document = text_document("云川" + HOSTILE + "市" * 30_000)
    end = len(document.text)
    findings = [
        found(0, 2, HOSTILE, Severity.ERROR, "wording/vague", advice=HOSTILE),
        found(2, end, "很长" * 5_000, Severity.WARNING, "wording/vague", fix=Fix((Edit(2, end, HOSTILE),))),
        found(3, 3, HOSTILE, Severity.INFO, "a/b", related=(Related(Span(0, end), HOSTILE),)),
    ]
    suppressed = [Suppressed(found(1, 2, HOSTILE, Severity.ERROR, "a/b"), "sidecar", HOSTILE)]
    path = "::error::云川 100%,a:b#?.txt"
    result = Result(path, document, findings, [Fault("unreadable", HOSTILE, HOSTILE)], suppressed=suppressed)
    rule = Rule("wording/vague", HOSTILE, "phrase", Severity.ERROR, "core", why=HOSTILE, fail=(Case(HOSTILE),))
    return Report([result], faults=[Fault("plugin-failed", HOSTILE)], rules={"core:wording/vague": rule})


def many(count: int, severity: Severity = Severity.WARNING) -> list[Finding]:
    """As many findings at the start of the text."""
    return [found(0, 2, f"第{number}处", severity, "wording/vague") for number in range(count)]
