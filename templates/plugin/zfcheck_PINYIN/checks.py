"""用 Python 写的检查：规则包（YAML）只能比对文字，要算数的写在这里。

样子：假设地名文化节从2015年起每年一届，那么2025年是第11届；届数要和文稿说的年份对得上。
只从 `zfcheck.api` 导入，别处的东西以后可能会变。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zfcheck.api import Document, Finding

FIRST_YEAR = 2015
FESTIVAL = re.compile(r"(20\d\d)年第(\d{1,2})届地名文化节")


class Festival:
    """一项检查要有 id、title、severity 和 check()；basis、why、region 可以不写。"""

    id = "number/PINYIN-festival"
    title = "地名文化节的届数和年份不符"
    severity = "error"  # error、warning 或 info
    basis = "地名文化节从2015年起每年一届"
    why = "届数每年都要改，沿用上一年的稿子时容易漏改。"
    region = "地名"  # 只在 --region 地名 时启用

    def check(self, document: Document) -> Iterator[Finding]:
        """在 `document.reading.text` 里找：全角、半角已经统一。

        `document.reading.span` 把找到的位置换算成原文的位置。
        """
        reading = document.reading
        for match in FESTIVAL.finditer(reading.text):
            year, number = int(match[1]), int(match[2])
            right = year - FIRST_YEAR + 1
            if number != right:
                yield Finding(reading.span(match.start(), match.end()), f"{year}年是第{right}届，不是第{number}届")
