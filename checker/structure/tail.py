"""What stands below the text: closing formula, attachments note, signature, date, notes, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import TABLE
from ..lazy import lazily
from ..numerals import HAN_DIGITS
from .line import DAY, GENRE, Line, is_prose

_CLOSING = lazily(
    r"^(?:特此|专此|以上(?:报告|请示|意见|汇报|情况)|妥否|当否|可否|是否妥当|此复|此函|此令|现予公[告布]|盼复|请予?(?:函复|批复|审[议阅批]))[^。]{0,30}[。!]?$"
)
_ATTACHMENT_NOTE = lazily(r"^附件?\s?:\s?\S")
NUMBERED_NOTE = lazily(r"^附件?\s?:\s?\d{1,2}\.\s?[^\d\s]|^附件?\s?:\s?\d{1,2}\.\d{4}年")
"""附件：1.任务清单: the first line of a list of attachments, and nothing else."""
_ATTACHMENT_ITEM = lazily(r"^\d{1,2}[.、)]\s?\S")
ATTACHMENT = lazily(r"^附(?:件|录)\s?\d{0,2}:?$")
_FIRST = lazily(r"^1[.、)]")
_LONGEST_REST = 40
"""Code points of the line on which a long name of an attachment ends."""
_COPY_TO = lazily(r"^(?:抄送|分送|抄报)(?:机关)?\s?:")
_IMPRINT = lazily(r"^.{0,40}\d{4}年\d{1,2}月\d{1,2}日\s?印发$")
MONTH = lazily(rf"(?P<year>\d{{4}}|[一二][{HAN_DIGITS}○]{{3}})年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月")
"""`2025年11月`, `二〇二五年十一月`: a signature without a day, where it is a whole line."""
_NOT_ATTACHED = lazily(r"^(?:主题词|联系人)")
"""Lines below a signature that may end like a title."""
_NO_TEXT = lazily(r"^\(?(?:此|本)页无正文\)?$")
"""What stands above a signature that came to a page of its own; it is no organ."""
_NOTE = lazily(r"^\(.{2,60}\)$")


_ATTACHED, _COPIED, _CLOSED = "附", frozenset("抄分"), frozenset("特专以妥当是可此现盼请")
_DATED = ("日", "月")
ENDING_FIRST, ENDING_LAST = frozenset({_ATTACHED, *_COPIED, *_CLOSED}), frozenset({*_DATED, "发"})
"""First and last characters of these and of what was printed (印发): most lines have none of them."""


def classify_tail(lines: Sequence[Line], body: int, ending: Sequence[int]) -> None:
    """Closing formula, attachments note, signature, date and notes, wherever a text ends.

    `ending` are the lines of the body that begin or end as these do.
    """
    index = body
    for at in ending:
        if at < index:
            continue
        index = at
        line = lines[index]
        text = line.text
        first = text[:1]
        attached, closed, dated = first == _ATTACHED, first in _CLOSED, text.endswith(_DATED)
        leads = attached and text.endswith(":") and index + 1 < len(lines) and _is_item(lines[index + 1])
        if attached and not leads and ATTACHMENT.match(text):
            line.token = "ATTACHMENT"
            _attached_title(lines, index + 1)
        elif attached and ((leads and ATTACHMENT.match(text)) or (_ATTACHMENT_NOTE.match(text) and len(text) <= 80)):
            line.token = "ATTACHMENT_NOTE"
            while (more := _more_items(lines, index + 1)) > 0:
                for _ in range(more):
                    index += 1
                    _plain(lines[index], "ATTACHMENT_NOTE")
        elif _COPY_TO.match(text):
            line.token = "COPY_TO"
        elif _IMPRINT.match(text):
            line.token = "IMPRINT"
        elif dated and _dates(lines, index, text.replace(" ", "")):
            _signature(lines, index, body)
        elif closed and _CLOSING.match(text) and _ends_soon(lines, index):
            line.token = "CLOSING"
        index += 1


def _dates(lines: Sequence[Line], index: int, text: str) -> bool:
    """Whether the line is the date of a paper: a day, or a month at the end."""
    return DAY.match(text) is not None or (MONTH.fullmatch(text) is not None and _ends(lines, index))


def _is_item(line: Line) -> bool:
    """Whether the line may name an attachment in the list of them: `2.联络员名单`, never a sentence."""
    return len(line.text) <= 60 and bool(_ATTACHMENT_ITEM.match(line.text)) and line.in_body


def _more_items(lines: Sequence[Line], index: int) -> int:
    """How many lines of a list of attachments begin at `index`: an item, or the rest of one before the next."""
    if index < len(lines) and _is_item(lines[index]):
        return 1
    if index + 1 < len(lines) and _is_rest(lines[index]) and _is_item(lines[index + 1]):
        return 0 if _FIRST.match(lines[index + 1].text) else 2
    return 0


def _is_rest(line: Line) -> bool:
    """Whether the line may be the end of a name that did not fit on the line above: short, and no line of its own."""
    alone = DAY.match(line.text.replace(" ", "")) or ATTACHMENT.match(line.text) or _COPY_TO.match(line.text)
    plain = line.in_body and line.marker is None and line.token == "PARAGRAPH" and not alone
    return plain and 0 < len(line.text) <= _LONGEST_REST and not re.search("[。;:!?]", line.text)


def _plain(line: Line, token: str) -> None:
    line.token, line.marker, line.form, line.body = token, None, "", line.start


def _signature(lines: Sequence[Line], index: int, body: int) -> None:
    lines[index].token = "ISSUE_DATE"
    at = index - 1
    while at >= body and index - at <= 6:
        line = lines[at]
        short = len(line.text) <= 32 and line.marker is None and not re.search("[。;:!?,]", line.text)
        if not (line.in_body and short and line.token == "PARAGRAPH") or _NO_TEXT.match(line.text):
            break
        line.token = "SIGNATURE"
        at -= 1
    if index + 1 < len(lines) and lines[index + 1].in_body and _NOTE.match(lines[index + 1].text):
        lines[index + 1].token = "NOTE"
        index += 1
    _attached_title(lines, index + 1)


def _attached_title(lines: Sequence[Line], index: int) -> None:
    """The title of what follows a signature or the word 附件: short lines up to one that names a genre."""
    run = []
    for line in lines[index : index + 4]:
        if (
            not line.in_body
            or line.marker is not None
            or is_prose(line)
            or line.token != "PARAGRAPH"
            or len(line.text) > 50
        ):
            break
        if ATTACHMENT.match(line.text) or _ATTACHMENT_NOTE.match(line.text) or _NOT_ATTACHED.match(line.text):
            break
        run.append(line)
    named = [at for at, line in enumerate(run) if GENRE.search(line.text)]
    for line in run[: named[-1] + 1 if named else 0]:
        line.token = "TITLE"


def _ends(lines: Sequence[Line], index: int) -> bool:
    """Whether nothing but notes and attachments follows: a month over a paragraph or a table heads what is below it."""
    if index + 1 < len(lines) and lines[index + 1].source.paragraph.place == TABLE:
        return False
    following = next((lines[at].text for at in range(index + 1, len(lines)) if lines[at].in_body), None)
    below = (ATTACHMENT, _ATTACHMENT_NOTE, _COPY_TO, _IMPRINT, _NOTE)
    return following is None or any(pattern.match(following) for pattern in below)


def _ends_soon(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index + 1 : index + 8]:
        if _ATTACHMENT_NOTE.match(line.text) or DAY.match(line.text.replace(" ", "")):
            return True
        if line.marker is not None:
            return False
    return len(lines) - index <= 12
