"""青山讲堂始于2018年，周年数要和文稿的年份对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zfcheck.api import Document, DocumentDate, Edit, Finding, Fix, Related, Severity, Span

START = 2018
AGE = re.compile(r"青山讲堂(?:创办)?(\d{1,2})周年")


class Ages:
    """周年数写错。"""

    id = "number/qingshan-age"
    title = "青山讲堂的周年数"
    severity = "error"
    basis = "青山讲堂始于2018年"
    why = "周年数每年都要改。"
    advice = "按文稿的年份改。"
    region = "青山"

    def check(self, document: Document) -> Iterator[Finding]:
        """逐处比对。"""
        years = year_of(document.outline.date)
        title = document.outline.title()
        for match in AGE.finditer(document.reading.text):
            if not years or START + int(match[1]) in years:
                continue
            span = document.reading.span(match.start(), match.end())
            number: Span = document.reading.span(match.start(1), match.end(1))
            fix = Fix((Edit(number.start, number.end, str(min(years) - START)),), "unsafe")
            related = (Related(title.span, "标题"),) if title is not None else ()
            message = f"“{document.slice(span)}”和年份不符"
            yield Finding(span, message, severity=Severity.WARNING, fix=fix, related=related)


def year_of(date: DocumentDate | None) -> set[int]:
    """文稿说的是哪一年；说不准就是空的。"""
    if date is None or date.source == "text" or date.earliest.year != date.latest.year:
        return set()
    return {date.latest.year}
