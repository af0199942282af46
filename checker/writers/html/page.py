"""The page around the documents: its head, the sums and filters on top, the index of documents."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ... import __version__
from ...document import Document
from ...messages import language, say
from ...results import Result
from ...rules import CATEGORIES, Finding, Severity
from .. import Report
from ..locate import Locator
from ..terms import category_name, characters, converted, date_text, kind_name, severity_word
from ..text import summary
from .entries import Entries, faults
from .escaping import line
from .marks import severity_of
from .paper import Paper

_FOLDER = Path(__file__).parent
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def page(report: Report) -> str:
    """The whole page, line end included."""
    style, script = _asset("page.css"), _asset("page.js")
    # What the page may do is written in the page: its own style and script, and no request to anywhere.
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"en" if language() == "en" else "zh-CN"}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_title(report.results)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#main">{line(say("跳到检查结果"))}</a>',
        _header(report),
        _toolbar([finding for result in report.results for finding in result.findings]),
        '<main id="main">',
        _index(report.results),
        *(_document(number, result, report) for number, result in enumerate(report.results, 1)),
        "</main>",
        _footer(report),
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _title(results: Sequence[Result]) -> str:
    name = results[0].path if len(results) == 1 else say("{count}份文稿", count=len(results))
    return line(say("检查结果：{name}", name=name))


def _header(report: Report) -> str:
    return "\n".join(
        [
            '<header class="top">',
            f"<h1>{line(say('检查结果'))}</h1>",
            f'<p class="sum">{line(summary(report))}</p>',
            faults(report.faults),
            "</header>",
        ]
    )


def _footer(report: Report) -> str:
    packs = "，".join(f"{pack.id} {pack.version}" for pack in report.packs)
    told = f"zfcheck {__version__}" + (say("；规则包：{packs}", packs=packs) if packs else "")
    return f'<footer class="bottom"><p>{line(told)}</p></footer>'


# -- filters -------------------------------------------------------------------------------------------------------


def _toolbar(findings: Sequence[Finding]) -> str:
    """Filters and steps; hidden until a script can do something with them."""
    if not findings:
        return ""
    severities = Counter(map(severity_of, findings))
    categories = Counter(finding.rule.partition("/")[0] for finding in findings)
    known = [*CATEGORIES, *sorted(set(categories) - set(CATEGORIES))]
    return "\n".join(
        [
            f'<div class="toolbar" id="toolbar" role="region" aria-label="{line(say("筛选和跳转"))}" hidden>',
            _fieldset(
                say("程度"), "s", [(s.word, severity_word(s), severities[s]) for s in _SEVERITIES if severities[s]]
            ),
            _fieldset(say("类别"), "c", [(c, category_name(c), categories[c]) for c in known if categories[c]]),
            '<div class="steps">',
            f'<button type="button" data-step="-1" aria-keyshortcuts="P">{line(say("上一处"))} <kbd>P</kbd></button>',
            f'<button type="button" data-step="1" aria-keyshortcuts="N">{line(say("下一处"))} <kbd>N</kbd></button>',
            '<output id="at" aria-live="polite"></output>',
            "</div>",
            "</div>",
        ]
    )


def _fieldset(legend: str, name: str, choices: Iterable[tuple[str, str, int]]) -> str:
    boxes = [
        f'<label class="{name}-{line(value)}"><input type="checkbox" name="{name}" value="{line(value)}" '
        f'autocomplete="off" checked> {line(word)} <b>{count}</b></label>'
        for value, word, count in choices
    ]
    return "\n".join(["<fieldset>", f"<legend>{line(legend)}</legend>", *boxes, "</fieldset>"])


# -- documents -----------------------------------------------------------------------------------------------------


def _index(results: Sequence[Result]) -> str:
    """The documents with their counts; of one document the heading says it all."""
    if len(results) < 2:
        return ""
    head = "".join(f'<th scope="col">{line(name)}</th>' for name in [say("文稿"), *map(severity_word, _SEVERITIES)])
    rows = [
        f'<tr><th scope="row"><a href="#d{number}"><bdi>{line(result.path)}</bdi></a>{_state(result)}</th>'
        f"{''.join(_count_cell(result, severity) for severity in _SEVERITIES)}</tr>"
        for number, result in enumerate(results, 1)
    ]
    return "\n".join(
        [
            f'<nav class="index" aria-label="{line(say("文稿目录"))}"><table>',
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></nav>",
        ]
    )


def _count_cell(result: Result, severity: Severity) -> str:
    if not result.read:
        return "<td>–</td>"
    count = sum(severity_of(finding) == severity for finding in result.findings)
    return f'<td class="{severity.word if count else "zero"}">{count}</td>'


def _state(result: Result) -> str:
    """A word where the counts alone would mislead."""
    missed = any(fault.level != "info" for fault in result.faults)
    if not missed:
        return ""
    word = say("没有查全") if result.read else say("未能检查")
    return f' <strong class="missed">{line(word)}</strong>'


def _document(number: int, result: Result, report: Report) -> str:
    parts = [
        f'<article class="document" id="d{number}" aria-labelledby="d{number}-name">',
        '<header class="about">',
        f'<h2 id="d{number}-name"><bdi>{line(result.path)}</bdi></h2>',
    ]
    document = result.document
    if document is not None and document.paragraphs:
        parts.append(f'<p class="facts">{_facts(document)}</p>')
        if note := converted(document):
            parts.append(f'<p class="facts">{line(note)}</p>')
    parts += [faults(result.faults), "</header>"]
    if document is not None:
        parts += _two_columns(number, result, document, report)
    parts.append("</article>")
    return "\n".join(part for part in parts if part)


def _facts(document: Document) -> str:
    facts = [kind_name(document.outline.kind)]
    if document.outline.date is not None:
        facts.append(date_text(document.outline.date))
    facts.append(say("{count}字", count=characters(document)))
    return line(say("，").join(facts))


def _two_columns(number: int, result: Result, document: Document, report: Report) -> list[str]:
    locator = Locator(document)
    findings = result.findings
    others = [related.span for finding in findings for related in finding.related]
    others += [entry.finding.span for entry in result.suppressed]
    paper = Paper(number, document, locator, findings, others)
    entries = Entries(number, document, locator, paper.marks.link, report.rules)
    return [
        '<div class="columns">',
        f'<section class="paper" lang="zh-CN" aria-label="{line(say("原文"))}">',
        paper.html(),
        "</section>",
        f'<aside class="list" aria-labelledby="d{number}-list">',
        f'<h3 id="d{number}-list">{_heading(result)}</h3>',
        entries.findings(findings),
        entries.suppressed(result.suppressed),
        "</aside>",
        "</div>",
    ]


def _heading(result: Result) -> str:
    if result.findings:
        found = Counter(map(severity_of, result.findings))
        counts = [
            f'<span class="count {s.word}">{line(severity_word(s))} <b>{found[s]}</b></span>'
            for s in _SEVERITIES
            if found[s]
        ]
        return " ".join([line(say("查出的问题")), *counts])
    if any(fault.level != "info" for fault in result.faults):
        return line(say("其余内容未发现问题。")) if result.read else line(say("未能检查"))
    return line(say("未发现问题"))
