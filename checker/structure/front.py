"""What stands above the text: title, document number, byline, recipient."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lazy import lazily
from .line import DAY, GENRE, SALUTATION, Line, is_prose
from .tail import ATTACHMENT, NUMBERED_NOTE

_DOCUMENT_NUMBER = lazily(
    r"^\s*[一-鿿]{1,16}\s?(?:[〔\[(【﹝]\s?\d{2,4}\s?[〕\])】﹞]\s?(?:第\s?)?\d+\s?号|(?:〔\d{4}〕|\[\d{4}\])\d+)"
    r"(?:\s*签发人.*|\s{2,}[一-鿿][一-鿿 ]{1,11})?$"
)
"""Behind it, in a paper that goes up, who signs it."""
_BYLINE = lazily(r"^\(?(?:本报|本台)?.{0,8}(?:记者|通讯员|报道员|供稿|撰稿|作者)[ :]?.{1,40}$")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温包"
)
"""Frequent family names: a short line below the title that begins with one is the speaker's or author's name."""
_NAME = lazily(
    r"^(?:[一-鿿]{0,12}(?:总理|省长|主席|市长|州长|盟长|县长|区长|书记|主任|院长|检察长|局长|部长)\W{0,2}"
    r"[一-鿿] ?[一-鿿]{1,3}"
    rf"|[{SURNAMES}] ?[一-鿿] ?[一-鿿]?)$"
)
_SUBTITLE = lazily(r"^(?:——|--|—).{2,60}$|^\(.{4,60}\)$|^\d{4}年\d{1,2}月\d{1,2}日在.{4,60}上$")
_LABELLED = lazily(r"^[一-鿿]{2,6}:")
"""时间：, 地点：, 主持人： are no titles."""
_MARKED_TITLE = lazily(
    r"^(?!现|为|按|根据|依据|经|请|你)[^。;:!?]{0,40}关于[^。;:!?]{4,60}(?:的|》)"
    r"(?:报告|请示|请示报告|报告请示|通知|通报|批复|函|意见|决定|公告|通告)[。:]$"
)
"""关于……的通知。: a title all the same, with a mark behind it that does not belong there."""
_MANY_RECIPIENTS = lazily(
    r"^各(?:省|市|县|区|地|乡|有关|部|单位)[^。;!?]{20,160}(?:部门|单位|机构|办公[厅室]|[局委厅院部政府])(?:\(室\))?:$"
)
"""A long list of organs is not running text, however many commas it holds."""
_LETTERHEAD = lazily(r"^(?!.*关于).{2,40}文 {0,3}件$")
"""云川市人民政府文件: who issues the paper, in red above its number; it is no part of the title."""
_LETTERHEAD_CELLS = 8
_TITLE_LINES = 4
"""Lines below a table among which the title may end: the number of the paper, and a title over three lines."""


def classify_front(lines: Sequence[Line]) -> int:
    """Classify what stands above the text; the index at which the body begins."""
    head: list[Line] = []
    body = 0
    for index, line in enumerate(lines[:60]):
        if not line.in_body:
            if line.token == "CELL" and not _is_letterhead_table(lines, index, head):
                break
            continue
        if line.token in {"FURNITURE", "HIDDEN", "CONTENTS"}:
            continue
        if line.token == "BULLET" and _SUBTITLE.match(line.text) and head:
            line.token = "SUBTITLE"
            continue
        titled = line.marker is None and bool(_MARKED_TITLE.match(line.text)) and not any(map(_names_genre, head))
        addressed = not titled and _is_recipient(line)
        prose = is_prose(line) and not (addressed and _MANY_RECIPIENTS.match(line.text))
        attached = ATTACHMENT.match(line.text) or NUMBERED_NOTE.match(line.text)
        if not titled and (line.token == "BULLET" or prose or attached):
            break
        if addressed:
            line.token = "RECIPIENT"
            body = index + 1
            break
        head.append(line)
        body = index + 1
    else:
        body = min(body, len(lines))
    _front_roles(head)
    return body


def _is_letterhead_table(lines: Sequence[Line], index: int, head: Sequence[Line]) -> bool:
    """Whether the cell at `index` is of a small table above the title: organs that issue together, or the signer."""
    if any(not _LETTERHEAD.match(line.text) and not _DOCUMENT_NUMBER.match(line.text) for line in head):
        return False
    at = next((at for at in range(index, len(lines)) if lines[at].in_body), len(lines))
    below = lines[at : at + _TITLE_LINES]
    return at - index <= _LETTERHEAD_CELLS and any(
        _names_genre(line) and "关于" in "".join(above.text for above in below[: number + 1])
        for number, line in enumerate(below)
    )


def _names_genre(line: Line) -> bool:
    """Whether the line ends as titles do, a mark behind it or not."""
    return bool(GENRE.search(line.text) or _MARKED_TITLE.match(line.text)) and not _LABELLED.search(line.text)


def _is_recipient(line: Line) -> bool:
    text = line.text
    if SALUTATION.match(text):
        return True
    return text.endswith(":") and len(text) <= 160 and not re.search("[。;!?]|如下|以下|主要", text)


def _front_roles(head: list[Line]) -> None:
    rest: list[Line] = []
    for line in head:
        if _DOCUMENT_NUMBER.match(line.text):
            line.token = "DOCUMENT_NUMBER"
        elif DAY.match(line.text):
            line.token = "ISSUE_DATE_FRONT"
        elif _BYLINE.match(line.text):
            line.token = "BYLINE"
        elif _SUBTITLE.match(line.text):
            line.token = "SUBTITLE"
        elif line.source.paragraph.heading == 1 or line.source.paragraph.style in {"Title", "标题"}:
            line.token = "TITLE"
        else:
            rest.append(line)
    for line in head:
        if line.token == "ISSUE_DATE_FRONT":
            line.token = "SUBTITLE"
    if not any(line.token == "TITLE" for line in head):
        _mark_titles(head, rest)
    for line in rest:
        if line.token == "PARAGRAPH":
            after_title = any(other.token == "TITLE" and other.start < line.start for other in head)
            if after_title and _NAME.match(line.text):
                line.token = "BYLINE"


def _mark_titles(head: Sequence[Line], rest: Sequence[Line]) -> None:
    """The title: the lines up to the one that ends in a genre (报告, 通知 …), else the longest line."""
    named = [line for line in rest if _names_genre(line)]
    for line in named:
        line.token = "TITLE"
        at = head.index(line)
        # A title is often broken over two or three lines; the earlier ones do not end in a genre.
        while at > 0 and _may_begin_title(head[at - 1]):
            at -= 1
            head[at].token = "TITLE"
    if not named and rest:
        plain = [line for line in rest if not _LABELLED.search(line.text) and not _LETTERHEAD.match(line.text)]
        longest = max(plain, key=lambda line: len(line.text), default=None)
        if longest is not None and len(longest.text) >= 6:
            longest.token = "TITLE"


def _may_begin_title(line: Line) -> bool:
    return (
        line.token == "PARAGRAPH"
        and 6 <= len(line.text) <= 40
        and not _LABELLED.search(line.text)
        and not _LETTERHEAD.match(line.text)
    )
