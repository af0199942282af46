"""The words for what a report speaks of, in the language in force."""

from __future__ import annotations

import datetime as dt

from ..document import Document, DocumentDate
from ..messages import language, say
from ..rules import CATEGORIES, KINDS_OF_DOCUMENT, Severity
from .locate import Locator


def severity_word(severity: Severity | None) -> str:
    """错误, 警告 or 提示."""
    words = {Severity.ERROR: say("错误"), Severity.WARNING: say("警告")}
    return words.get(severity or Severity.INFO, say("提示"))


def kind_name(kind: str) -> str:
    """The name of a kind of document; in English its id, which says the same."""
    return kind if language() == "en" else KINDS_OF_DOCUMENT.get(kind, kind)


def category_name(category: str) -> str:
    """The name of a category of rules; in English its id, which says the same."""
    return category if language() == "en" else CATEGORIES.get(category, category)


def place_name(place: str) -> str:
    """正文, 表格, 页眉 …"""
    names = {
        "正文": say("正文"),
        "表格": say("表格"),
        "页眉": say("页眉"),
        "页脚": say("页脚"),
        "脚注": say("脚注"),
        "尾注": say("尾注"),
        "文本框": say("文本框"),
    }
    return names.get(place, place)


def date_text(date: DocumentDate) -> str:
    """The date as precisely as it is known: 2025年7月10日, 2025年7月, 2025年, 2024—2025年."""
    if language() == "en":
        return str(date)
    first = date.earliest
    if first == date.latest:
        return f"{first.year}年{first.month}月{first.day}日"
    if _whole_year(date):
        return f"{first.year}年"
    if first.year != date.latest.year:
        return f"{first.year}—{date.latest.year}年"
    return f"{first.year}年{first.month}月"


def _whole_year(date: DocumentDate) -> bool:
    return (date.earliest, date.latest) == (dt.date(date.earliest.year, 1, 1), dt.date(date.latest.year, 12, 31))


def date_source(source: str) -> str:
    """Where a document's date was found."""
    sources = {
        "as-of": say("按 --as-of 指定"),
        "signature": say("据落款"),
        "front-matter": say("据文件开头的 date"),
        "title": say("据标题"),
        "text": say("据正文"),
    }
    return sources.get(source, source)


def counts_paragraphs(document: Document) -> bool:
    """Whether line numbers of this document are numbers of paragraphs: a Word or PDF file has no lines."""
    return document.format == "docx" or document.read_only


def line_name(document: Document, *lines: int) -> str:
    """第9行; in a Word or PDF file 第9段. Several numbers are joined: 第3、8、12行."""
    numbers = "、".join(map(str, lines)) if language() != "en" else ", ".join(map(str, lines))
    if counts_paragraphs(document):
        return say("第{numbers}段", numbers=numbers)
    return say("第{numbers}行", numbers=numbers)


def where(document: Document, locator: Locator, offset: int) -> str:
    """Line or paragraph, in a PDF file with its page, and with the place on the page where it is not the body."""
    name = line_name(document, locator.position(offset).line)
    piece = document.piece_at(offset) if document.format == "pdf" else None
    if piece is not None:
        name = say("{line}（第{page}页）", page=piece.part.removeprefix("page "), line=name)
    place = locator.place(offset)
    return name if place == "正文" else f"{name}·{place_name(place)}"


def converted(document: Document) -> str:
    """What was converted and what follows from it; empty where nothing was."""
    if not document.read_only:
        return ""
    return say(
        "只读：由 {format} 经 {tool} 转换成文字后检查，位置是转换后的；修改和批注不能写回原文件。",
        format=document.format.upper() if document.format in {"pdf", "rtf"} else f".{document.format}",
        tool=document.converted,
    )


def characters(document: Document) -> int:
    """The characters that a word processor would count: all but white space, and what nobody sees on the page."""
    text, at, count = document.text, 0, 0
    for span in sorted(document.hidden):
        count += sum(len(part) for part in text[at : max(at, span.start)].split())
        at = max(at, span.end)
    return count + sum(len(part) for part in text[at:].split())
