"""Kind `attachment`: the list of attachments under a paper against what is attached, and what the text says of it.

GB/T 9704—2012 第7.3.4条: attachments are numbered with Arabic figures; 第7.3.7条: the number and the title on an
attachment agree with the list. What is attached may come in files of its own, so an attachment that is listed and
not in the file is no mistake; one in the file that is not listed is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..document import Document, Span
from ..lazy import lazily
from ..messages import say
from ..paper import ENDING, ISSUE_DATE, NOTES, RECIPIENT, Paper, lines_of, paper_of
from ..phrases import Hit
from ..reading import alternatives
from ..records import Record, replace
from ..rules import Finding, Related, Rule, Severity
from . import Field, Kind, Vocabulary

CHECKS = ("numbers", "names", "mentions")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：numbers 附件说明的顺序号，names 附件与附件说明是否一致，mentions 文中提到的附件有没有",
        required=True,
        choices=CHECKS,
    ),
    "verbs": Field("texts", "mentions：“附件”前面有这些词，才是在说本文的附件，如 见、填写"),
}

ALIKE = 0.6
"""Likeness (0 to 1) from which two titles are the same one with a slip rather than two different ones."""
_TITLE_LINES = 4
_LONGEST_TITLE = 60

# The reading leaves out a space between a figure and a character: 附件2 名单 is 附件2名单.
_LABEL = lazily(r"附件?\s?(?P<number>\d{1,2})?(?:\s?[:.、]\s?|(?<=\d)(?=[一-鿿《“]))")
_FIRST = lazily(r"\d{1,2}[.、)]\s?")
_NEXT = lazily(r"(?:(?<=[\s;、。,])\d{1,2}[.、)]|(?<=[一-鿿)])\d{1,2}\.)\s?(?=[^\d\s])")
"""A further attachment on the same line."""
_ATTACHED = lazily(r"附件(?:\s?(?P<number>\d{1,2})(?:\s?[:.、]\s?|\s*)(?P<name>(?![的中所])[^。;]{0,60})|\s?:?)$")
_ENDS = " 《》。;、,"
_DROP = {ord(mark): None for mark in " \t《》“”()[]—-·,.、:;。"}


class _Item(Record, frozen=True):
    """An attachment that the list names; `number` is None where it has none."""

    number: int | None
    name: str
    span: Span


class _Attached(Record, frozen=True):
    """An attachment in the file: its number and the lines that may be its title."""

    number: int | None
    lines: tuple[str, ...]
    span: Span


class AttachmentChecker:
    """Compares the list of attachments, the attachments and the text."""

    literals: tuple[str, ...] = ("附",)
    needs_hits = True

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        verbs = alternatives(fields.get("verbs", ()))
        self._mention = lazily(
            rf"(?<=\()附件\s?(?P<bracketed>\d{{1,2}})(?=\))|(?:{verbs})\(?附件\s?(?P<number>\d{{1,2}})?(?!\s?\d|[一-鿿]{{0,4}}》)"
        )
        checks: dict[str, Callable[[Document, Paper], Iterable[Finding]]] = {
            "numbers": _numbers,
            "names": _names,
            "mentions": self._mentions,
        }
        self._check = checks[fields["check"]]

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if document.outline.kind == "news":
            return []
        return self._check(document, paper_of(document))

    def _mentions(self, document: Document, paper: Paper) -> Iterable[Finding]:
        """Attachments of which the text speaks and which neither the list nor the file knows."""
        if not paper.parts[ISSUE_DATE]:
            return  # the file may hold a part of the paper only
        items, attached = _items(document, paper), _attached(document, paper)
        count = max((len(items), *(i.number or 1 for i in items), *(a.number or 1 for a in attached)))
        reading = document.reading
        if count == 0 and paper.attached < len(reading.text):
            return  # a text follows without the word 附件: it is what is meant
        for match in self._mention.finditer(reading.text, paper.body, paper.end):
            number = int(match["number"] or match["bracketed"] or 1)
            if number <= count:
                continue
            span = reading.span(match.start(), match.end())
            if count == 0:
                yield Finding(span, say("文中提到附件，文后却没有附件说明，也没有附件"))
                return
            yield Finding(span, say("文中提到附件{number}，附件只有{count}个", number=number, count=count))


def _items(document: Document, paper: Paper) -> list[_Item]:
    """What the list names: `附件：名单`, `附件：1.名单`, the lines below it, `附件1：名单` on lines of their own."""
    items: list[_Item] = []
    for stretch in paper.parts[NOTES]:
        text = stretch.text
        label = _LABEL.match(text)
        start = label.end() if label else 0
        if label and (label["number"] or (start < len(text) and not _FIRST.match(text, start))):
            number = int(label["number"]) if label["number"] else None
            items.append(_Item(number, text[start:], stretch.span(document, 0, len(text))))
            continue
        first = _FIRST.match(text, start)
        if items and label is None and first is None:
            items[-1] = replace(items[-1], name=items[-1].name + text)  # a long name goes on below
            continue
        found = [first, *_NEXT.finditer(text, first.end())] if first else []
        for match, behind in itertools.zip_longest(found, found[1:]):
            name = text[match.end() : behind.start() if behind else len(text)]
            span = stretch.span(document, match.start(), match.end())
            items.append(_Item(int(re.sub(r"\D", "", match[0])), name, span))
    return items


def _attached(document: Document, paper: Paper) -> list[_Attached]:
    """What is attached in the file; nothing where a text follows without the word 附件: its attachments are its own."""
    lines = list(lines_of(document, paper.attached, len(document.reading.text)))
    found: dict[int | None, _Attached] = {}
    for at, line in enumerate(lines):
        match = _ATTACHED.match(line.text)
        if match is None and at == 0:
            return []
        if match is None or len(line.text) > _LONGEST_TITLE:
            continue
        title = [match["name"]] if match["name"] else []
        for below in () if title else lines[at + 1 : at + 1 + _TITLE_LINES]:
            if _ATTACHED.match(below.text) or len(below.text) > _LONGEST_TITLE or below.text.endswith(("。", ";", ":")):
                break
            title.append(below.text)
        number = int(match["number"]) if match["number"] else None
        # An attachment may have attachments, numbered anew.
        found.setdefault(number, _Attached(number, tuple(title), line.span(document, 0, len(line.text))))
    return list(found.values())


def _numbers(document: Document, paper: Paper) -> Iterable[Finding]:
    """Numbers of the list that are left out, doubled or out of order."""
    items = [item for item in _items(document, paper) if item.number is not None]
    if len(items) < 2:
        return
    for right, item in enumerate(items, 1):
        if item.number != right:
            yield Finding(
                item.span,
                say("附件说明的顺序号不连续：这里是{number}，应为{right}", number=item.number, right=right),
            )
            return


def _names(document: Document, paper: Paper) -> Iterable[Finding]:
    """Attachments in the file that the list does not name, or names differently."""
    items, attached = _items(document, paper), _attached(document, paper)
    if not attached or (not items and not (paper.parts[ISSUE_DATE] and paper.parts[RECIPIENT])):
        return
    if not items:
        ending = paper.first(ENDING)
        related = (Related(ending.span(document, 0, len(ending.text)), say("正文到此为止")),) if ending else ()
        message = say("文后有附件，正文下面没有附件说明")
        yield Finding(attached[0].span, message, severity=Severity.INFO, related=related)
        return
    by_number = {item.number or at: item for at, item in enumerate(items, 1)}
    for one in attached:
        number = one.number or 1
        item = by_number.get(number)
        if item is None:
            message = say("附件说明里没有附件{number}", number=number)
            yield Finding(one.span, message, related=(Related(items[-1].span, say("附件说明")),))
        elif other := _other_title(item.name, one.lines):
            message = say("附件标题“{title}”与附件说明里的“{name}”不一致", title=other, name=item.name.strip(_ENDS))
            yield Finding(one.span, message, related=(Related(item.span, say("附件说明")),))


def _other_title(name: str, lines: tuple[str, ...]) -> str | None:
    """The title among `lines` that is nearly `name`; None where one is `name`, or none is like it."""
    wanted = _bare(name)
    titles = ["".join(lines[: at + 1]) for at in range(len(lines))]
    if not titles or not wanted or any(_bare(title) == wanted for title in titles):
        return None
    from difflib import SequenceMatcher

    likeness, title = max((SequenceMatcher(None, _bare(t), wanted, autojunk=False).ratio(), t) for t in titles)
    return title if likeness >= ALIKE else None


def _bare(title: str) -> str:
    return re.sub(r"\.(?:docx?|xlsx?|pdf|wps|et)$", "", title.strip()).translate(_DROP)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> AttachmentChecker:
    return AttachmentChecker(rule, fields)


KIND = Kind("attachment", "附件", FIELDS, _compile)
