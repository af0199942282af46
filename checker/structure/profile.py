"""What sort of document this is, and of which date. Both can be overruled by the caller."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..days import FULL_DAY, HAN_DAY, WEB_DAY, day_of, month_end, real_day
from ..document import Document, DocumentDate
from ..lazy import lazily
from ..numerals import value
from ..reading import fold
from ..rules import KIND_WORDS, KINDS_OF_DOCUMENT
from .line import Line
from .tail import MONTH

_NEWS = lazily(r"本报记者|全媒体记者|(?:^|[ (])记者[ :]|通讯员|本报讯|新华社.{0,12}电|(?:展开|收缩)通版")
_BY_TITLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("government-report", lazily(r"政府工作报告")),
    ("survey-report", lazily(r"调研|调查(?:研究)?(?:报告)?$|考察报告")),
    ("duty-report", lazily(r"述职|述廉|述法|履职(?:情况)?报告")),
    (
        "plan-review",
        lazily(
            r"“?十[一二三四五六七]五”?.{0,12}(?:总结|回顾|完成情况|工作情况).{0,24}|“?十[一二三四五六七]五”?.{0,30}(?:思路|打算)"
        ),
    ),
    ("notice", lazily(r"(?:通知|通报|公告|通告)$")),
    ("request", lazily(r"请示$")),
    ("letter", lazily(r"(?:函|复函)$")),
    ("official", lazily(r"(?:意见|决定|决议|批复|公报|议案|纪要|命令)(?:\(.*\))?$")),
    ("other", lazily(r"(?:办法|规定|条例|细则|规程|程序规定|方案|规划)(?:\(.*\))?$")),
    ("work-plan", lazily(r"(?<!日程)(?<!议程)(?:要点|计划|安排|工作思路|打算)(?:\(.*\))?$")),
    (
        "work-summary",
        lazily(r"(?:总结|回顾|开展情况|工作情况|完成情况|情况汇报|工作汇报)(?:的?(?:报告|汇报))?(?:及.{0,20})?$|总结"),
    ),
    ("speech", lazily(r"(?:讲话|致辞|发言)")),
    ("work-report", lazily(r"报告$|工作报告|汇报")),
)
_SURVEY = lazily(r"(?:进行|开展)了.{0,12}(?:调研|调查研究)|专题调研")
_PLAN_REVIEW = lazily(r"“十[一二三四五六七]五”时期")
_PLAN = lazily(
    r"(?:20\d\d年|今年).{0,30}(?:将|要).{0,200}(?:重点抓好|抓好.{0,4}[一二三四五六七八九十]+个方面|着力抓好)", re.DOTALL
)
_YEAR = lazily(
    r"(?<!\d)(19[4-9]\d|20[0-9]\d)(?!\d)(?:年度?(?:\d{1,2}月(?:\d{1,2}日)?+)?+)?+(?!以来|至今|以后|之后|起(?![草诉]))"
)
"""A year that may be the document's: not 2020年以来, which only says where the telling begins."""
_REVIEW = lazily(r"审计|评估|评价|整改")
_REVIEW_YEARS = 2
"""How long after the year of its title a review may be written."""
_FRONT_TEXT = 600
"""Code points of the body in which a year may date an untitled text."""


def find_kind(document: Document, lines: Sequence[Line]) -> str:
    """The document's kind by front matter, byline, title, then the opening of the text."""
    told = document.properties.get("kind", "")
    told = KIND_WORDS.get(told, told)
    if told in KINDS_OF_DOCUMENT:
        return told
    front = [line for line in lines[:40] if line.token in {"BYLINE", "FURNITURE", "TITLE", "SUBTITLE"}]
    opening = next((line.text for line in lines if line.token in {"PARAGRAPH", "H1"} and len(line.text) > 30), "")
    title = "".join(line.text for line in _first_title(lines)).rstrip("。:")
    official = re.search(r"(?:报告|总结|要点|通知|意见|决定|请示|函)$", title)
    if not official and (any(_NEWS.search(line.text) for line in front) or _NEWS.search(opening[:40])):
        return "news"
    if title.endswith("名词解释"):
        return "other"
    for kind, pattern in _BY_TITLE:
        if title and pattern.search(title):
            if kind == "work-report" and _SURVEY.search(opening):
                return "survey-report"
            return kind
    if not title:
        if _PLAN_REVIEW.search(opening) and "五年来" in opening:
            return "plan-review"
        if _PLAN.search(opening):
            return "work-plan"
    return "other"


def _first_title(lines: Sequence[Line]) -> list[Line]:
    """The lines of the first title, which may be broken over several."""
    titles: list[Line] = []
    for line in lines[:60]:
        if line.token == "TITLE":
            if titles and line.text == titles[0].text:
                break
            titles.append(line)
        elif titles:
            break
    return titles


def find_date(document: Document, lines: Sequence[Line]) -> DocumentDate | None:
    """The document's date: from its signature, its head, its title, or the opening of its text, in that order."""
    for line in lines:
        if line.token == "ISSUE_DATE":
            text = line.text.replace(" ", "")
            if day := _day(text):
                return DocumentDate(day, day, "signature")
            if month := _month(text, "signature"):
                return month
    told = _web_day(document.properties.get("date", ""))
    if told:
        return DocumentDate(told, told, "front-matter")
    for line in lines[:60]:
        if line.token == "SUBTITLE":
            if day := _day(line.text):
                return DocumentDate(day, day, "title")
            if month := _month(line.text.strip("() "), "title"):
                return month
    titles = fold("".join(line.text for line in _first_title(lines)))
    years = [int(year) for year in _YEAR.findall(titles)]
    if years and not re.search(r"\d{4}\s?[—\-~至]\s?\d{4}", titles):
        last = max(years) + (_REVIEW_YEARS if _REVIEW.search(titles) else 0)
        return DocumentDate(dt.date(min(years), 1, 1), dt.date(last, 12, 31), "title")
    return _from_opening(lines)


def _from_opening(lines: Sequence[Line]) -> DocumentDate | None:
    opening = "".join(line.text + "\n" for line in lines[:30] if line.token != "FURNITURE")[:_FRONT_TEXT]
    # 2019年以来 and 2021年至2024年 do not date a text; 2025年， and 2025年是 at the head of a sentence do.
    match = re.search(r"(?:^|[。\n])\s*(20\d\d)年(?=,|是)", opening)
    if match is None:
        return None
    year = int(match.group(1))
    for line in lines[:30]:
        if line.token == "FURNITURE" and (day := _web_day(line.text)) and day.year == year:
            return DocumentDate(day, day, "text")
    return _of_year(year, "text")


def _of_year(year: int, source: str) -> DocumentDate:
    return DocumentDate(dt.date(year, 1, 1), dt.date(year, 12, 31), source)


def _day(text: str) -> dt.date | None:
    """The first day that `text` names; an impossible one dates nothing (a rule of kind `period` says so)."""
    match = FULL_DAY.search(text) or HAN_DAY.search(text)
    return day_of(match) if match else None


def _month(text: str, source: str) -> DocumentDate | None:
    """The month that is the whole of `text`."""
    match = MONTH.fullmatch(text)
    first = real_day(value(match["year"]), value(match["month"]), 1) if match else None
    if first is None:
        return None
    last = month_end(first)
    return DocumentDate(first, last, source)


def _web_day(text: str) -> dt.date | None:
    match = WEB_DAY.search(text)
    return day_of(match) if match else None
