"""用 Python 写的检查：法治浙江、平安浙江建设的周年数，要和文稿说的年份对得上。

规则包（YAML）只能比对文字，不会算数；要用文稿的日期来算的，就写成这样的检查。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zfcheck.api import Document, DocumentDate, Finding, Severity

# 名称、起算年份、查出后的严重程度。平安浙江的起算时间把握不大，只作提示。
STARTS = {
    "法治浙江": (2006, Severity.ERROR),
    "平安浙江": (2004, Severity.INFO),
}
ANNIVERSARY = re.compile(r"“?(法治浙江|平安浙江)”?(?:建设|工作|创建)?(\d{1,3}|[一二三四五六七八九十]{1,3})周年")
YEAR = re.compile(r"(20\d\d)年")


class Anniversaries:
    """一项检查要有 id、title、severity 和 check()；basis、why、region 可以不写。"""

    id = "number/zhejiang-anniversary"
    title = "法治浙江、平安浙江建设的周年数"
    severity = "error"
    basis = "法治浙江建设始于2006年4月，平安浙江建设始于2004年5月"
    why = "周年数每年都要改，沿用上一年的稿子时容易漏改。"
    region = "浙江"  # 只在 --region 浙江 时启用

    def check(self, document: Document) -> Iterator[Finding]:
        """逐处比对。`document.reading.text` 是已经统一全角、半角的文字，在里面找；
        `document.reading.span` 再把找到的位置换算成原文的位置。"""
        text = document.reading.text
        for match in ANNIVERSARY.finditer(text):
            name, number = match[1], number_of(match[2])
            start, severity = STARTS[name]
            years = years_meant(sentence_around(text, match.start(), match.end()), document.outline.date)
            if years and number not in {year - start for year in years}:
                year = min(years, key=lambda year: abs(year - start - number))
                message = f"{name}建设始于{start}年，{year}年是{year - start}周年，不是{number}周年"
                yield Finding(document.reading.span(match.start(), match.end()), message, severity=severity)


def number_of(numeral: str) -> int:
    """“15”“十五”“二十”都变成数。"""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    digits = "零一二三四五六七八九"
    if not ten:
        return digits.find(units[-1])
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(units) if units else 0)


def sentence_around(text: str, start: int, end: int) -> str:
    """`start` 到 `end` 所在的那句话。"""
    before = re.split(r"[。;!?\n]", text[max(0, start - 200) : start])[-1]
    after = re.split(r"[。;!?\n]", text[end : end + 200])[0]
    return before + text[start:end] + after


def years_meant(sentence: str, date: DocumentDate | None) -> set[int]:
    """这句话说的可能是哪几年；说不准就是空的，宁可不查，也不误报。"""
    named = {int(year) for year in YEAR.findall(sentence)}
    if named:
        return named
    # 正文里随便一个日期不算数，要有落款、标题或 --as-of 的日期。
    if date is None or date.source == "text" or date.earliest.year != date.latest.year:
        return set()
    year = date.latest.year
    if "明年" in sentence:
        return {year + 1}
    if "去年" in sentence:
        return {year - 1}
    years = {year}
    if date.latest.month <= 3:
        years.add(year - 1)  # 年初写的多是上一年的总结
    if date.earliest.month >= 11:
        years.add(year + 1)  # 年底写的可能是下一年的计划
    return years
