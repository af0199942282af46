"""The page for a browser (writers/html)."""

from __future__ import annotations

PAGE: dict[str, str] = {
    # writers/html/entries.py
    "已忽略{count}处": "{count} ignored",
    "第{number}处：看原文": "{number}: show in the text",
    "另见": "see also",
    "：{reason}": ": {reason}",
    "文稿里的忽略说明": "ignore note in the document",
    "文稿旁的忽略文件": "ignore file beside the document",
    "设置": "settings",
    "基线": "baseline",
    "未能检查": "not checked",
    "未检查（提示）": "not checked (info)",
    # writers/html/marks.py
    "第{number}处：{severity}": "{number}: {severity}",
    # writers/html/page.py
    "跳到检查结果": "Skip to the results",
    "{count}份文稿": "{count} documents",
    "检查结果：{name}": "Check results: {name}",
    "检查结果": "Check results",
    "；规则包：{packs}": "; packs: {packs}",
    "筛选和跳转": "Filters and steps",
    "类别": "category",
    "上一处": "Previous",
    "下一处": "Next",
    "文稿": "Document",
    "文稿目录": "Documents",
    "没有查全": "not fully checked",
    "原文": "Text",
    "查出的问题": "Findings",
    "未发现问题": "No problems found",
}
