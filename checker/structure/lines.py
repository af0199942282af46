"""What each paragraph is: heading, title, recipient, signature, furniture of a web page …

Every paragraph gets one token type of grammars/report.lark. Nothing is refused: what fits nowhere is a PARAGRAPH.
The classifier reads the folded text, so that full and half width forms of a mark count alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import BODY, TABLE, Marker, Reading, ReadingParagraph
from .markers import Scheme, match

LONGEST_HEADING = 50
"""Characters. The longest own-line headings of the reference reports have a little over forty."""
LONGEST_UNNUMBERED = 30
LONGEST_QUOTATION = 40
"""Paragraphs that a quotation may run over; beyond that a missing quotation mark is likelier."""

_DOCUMENT_NUMBER = re.compile(
    r"^\s*[一-鿿]{1,16}\s?[〔\[(【﹝]\s?\d{2,4}\s?[〕\])】﹞]\s?(?:第\s?)?\d+\s?号(?:\s+签发人.*)?$"
)
_DAY = re.compile(
    r"^(?:\d{4}年\d{1,2}月\d{1,2}日|[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
_BYLINE = re.compile(r"^\(?(?:本报|本台)?.{0,8}(?:记者|通讯员|报道员|供稿|撰稿|作者)[ :]?.{1,40}$")
_NAME = re.compile(
    r"^(?:[一-鿿]{0,12}(?:总理|省长|主席|市长|州长|盟长|县长|区长|书记|主任|院长|检察长|局长|部长)\W{0,2})?"
    r"[一-鿿] ?[一-鿿]{1,3}$"
)
_SALUTATION = re.compile(r"^(?:各位[一-鿿、,]{1,20}|同志们|[一-鿿]{0,12}(?:代表|委员|同志)们?)[:!,]?$")
_SUBTITLE = re.compile(r"^(?:——|--|—).{2,60}$|^\(.{4,60}\)$")
_CLOSING = re.compile(
    r"^(?:特此|专此|以上(?:报告|请示|意见|汇报|情况)|妥否|当否|可否|是否妥当|此复|此函|此令|现予公[告布]|盼复|请予?(?:函复|批复|审[议阅批]))[^。]{0,30}[。!]?$"
)
_ATTACHMENT_NOTE = re.compile(r"^附件?\s?:\s?\S")
_ATTACHMENT_ITEM = re.compile(r"^\d{1,2}[.、)]\s?\S")
_ATTACHMENT = re.compile(r"^附(?:件|录)\s?\d{0,2}:?$")
_COPY_TO = re.compile(r"^(?:抄送|分送|抄报)(?:机关)?\s?:")
_IMPRINT = re.compile(r"^.{0,40}\d{4}年\d{1,2}月\d{1,2}日\s?印发$")
_NOTE = re.compile(r"^\(.{2,60}\)$")
_HIDDEN = re.compile(
    r"此处隐藏\s*\d+\s*字|(?:下载|付费|登录)后(?:可)?(?:查看|阅读)|仅展示\s*\d+\s*字|剩余\s*\d+\s*[页字]"
)
_BULLET = re.compile(
    r"^(?P<stray>\d{1,2}\s*)?(?P<dash>——|--|—|─{1,2})\s*(?=\S)|^(?P<glyph>[■●◆▲◇□○★☆※➤►•·▪❖✦])\s*(?=\S)|^[-*+]\s+(?=\S)"
)
_FURNITURE = re.compile(
    r"^(?:通版阅读.*|展开通版|收缩通版|当前版\s?:.*|当前位置\s?:.*|(?:发布|发表|更新)(?:日期|时间|者)\s?:.*"
    r"|时间:\d{4}-\d.*|来源\s?:.*|导语\s?:.*|(?:浏览|点击|阅读)(?:次数|量|数)?\s?:\s?\d*|[【\[]?\s?字[号体]\s?[:\]】].*"
    r"|分享(?:到|至)?\s?:?|分享到.{1,20}|打印(?:本页)?|下载|全屏|收藏|加大|还原|减小|放大|缩小|关闭(?:窗口)?"
    r"|返回(?:顶部|首页|列表)|首页|[【】><|»›/]+|上一[篇版页].{0,60}|下一[篇版页].{0,60}|责任?编[辑审]?\s?:.*|编辑\s?:.*"
    r"|\[复制链接\]|相关(?:报道|阅读|新闻|文章|链接)\s?:?|扫一扫.{0,30}|A[+-]|大|中|小|无障碍(?:浏览|阅读|版)?"
    r"|版权(?:所有|声明).*|.*(?:不代表本站|来源于网友|小编(?:为|精心|整理)).*"
    r"|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?)$"
)
FURNITURE_ABOVE, FURNITURE_BELOW = 40, 20
"""Paragraphs from the head and from the end of a text among which a copied page leaves its furniture."""
_GENRE = re.compile(
    r"(?:报告|总结|要点|计划|规划|方案|安排|意见|通知|通报|决定|决议|公告|通告|公报|请示|批复|函|纪要|议案|办法|规定|条例|细则|规程|规则|制度|讲话|致辞|汇报|情况|思路|打算|指南|须知|清单|回答|发言|材料|体会|局面|措施)"
    r"(?:[(《〈].{0,24}[)》〉])?$"
)
_CONTENTS = re.compile(r"目\s*[录次]$|[^。;\n]{2,60}?(?:[.…·]{3,}|\t)\s*\d{1,3}$")
_SENTENCE_END = re.compile("[。;!?]")
_NO_HEADING = re.compile(r"[。;:!?,…]")
_APPENDIX = re.compile(r"^(?:名词解释|附录|附注|注释|参考文献|有关说明|说明)$")
_NUMBER_ONLY = re.compile(r"^[\d\W_]*$")

_QUOTE_ENDS = ("”", "”。", "”;", "。”", "”,")

HEADING_TOKENS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(slots=True)
class Line:
    """A paragraph with its token type. Positions are the reading's, `text` is trimmed and folded."""

    start: int
    end: int
    text: str
    source: ReadingParagraph
    token: str = "PARAGRAPH"
    marker: Marker | None = None
    body: int = 0  # where the text behind the marker begins
    form: str = ""  # of a heading: own-line, run-in, item
    title_end: int = 0

    @property
    def in_body(self) -> bool:
        return self.source.paragraph.place == BODY


def classify(reading: Reading, scheme: Scheme) -> list[Line]:
    """A line for every paragraph, in order, each with its token type."""
    lines = [_line(reading, paragraph) for paragraph in reading.paragraphs]
    quoted = _quoted(lines)
    for index, line in enumerate(lines):
        edge = index < FURNITURE_ABOVE or index >= len(lines) - FURNITURE_BELOW
        _classify_alone(line, reading, None if index in quoted else scheme, edge)
    if scheme.when:
        _raise_levels(lines)
    body = _front(lines)
    _tail(lines, body)
    _headings_of_file(lines, body)
    _dash_headings(lines, body)
    _unnumbered(lines, body)
    return lines


def _line(reading: Reading, paragraph: ReadingParagraph) -> Line:
    text = reading.text[paragraph.start : paragraph.end]
    start = paragraph.start + len(text) - len(text.lstrip())
    text = text.strip()
    return Line(start, start + len(text), text, paragraph, body=start)


def _quoted(lines: Sequence[Line]) -> set[int]:
    """Paragraphs inside a quotation of several paragraphs (a law's new wording): their numbers are not the text's."""
    inside: set[int] = set()
    index = 0
    while index < len(lines):
        text = lines[index].text
        if text.startswith("“") and text.count("“") > text.count("”"):
            ends = (
                at
                for at in range(index + 1, min(index + LONGEST_QUOTATION, len(lines)))
                if lines[at].text.endswith(_QUOTE_ENDS)
            )
            end = next(ends, None)
            if end is not None:
                inside.update(range(index, end + 1))
                index = end
        index += 1
    return inside


def _classify_alone(line: Line, reading: Reading, scheme: Scheme | None, edge: bool) -> None:
    """What can be told from the paragraph itself; without a scheme its marker is not looked at."""
    place = line.source.paragraph.place
    if place != BODY:
        line.token = "CELL" if place == TABLE else "PARAGRAPH" if place == "文本框" else "MARGIN"
        return
    if _is_contents(line, reading):
        line.token = "CONTENTS"
        return
    found = match(scheme, reading, line.start, line.end) if scheme is not None else None
    if found is not None:
        line.marker, line.body = found
        line.token = HEADING_TOKENS[min(line.marker.level, 6) - 1]
        _shape(line, reading)
    elif _HIDDEN.search(line.text) and len(line.text) <= 60:
        line.token = "HIDDEN"
    elif (bullet := _BULLET.match(line.text)) is not None:
        line.token = "BULLET"
        line.body = line.start + bullet.end()
    elif edge and _FURNITURE.match(line.text):
        line.token = "FURNITURE"


def _raise_levels(lines: Sequence[Line]) -> None:
    """Count levels from the highest marker in use: a plan without 篇 has 章 as its first level."""
    highest = min((line.marker.level for line in lines if line.marker is not None), default=1)
    for line in lines:
        if line.marker is not None and highest > 1:
            line.marker = replace(line.marker, level=line.marker.level - highest + 1)
            line.token = HEADING_TOKENS[min(line.marker.level, 6) - 1]


def _is_contents(line: Line, reading: Reading) -> bool:
    """A line of a table of contents: its headings come again in the text and must not count twice."""
    style = (line.source.paragraph.style or "").lower()
    return style.startswith(("toc ", "目录")) or bool(_CONTENTS.match(reading.text, line.start, line.end))


def _shape(line: Line, reading: Reading) -> None:
    """Own-line heading, run-in heading or numbered item, and where its title ends."""
    text = reading.text[line.body : line.end]
    stop = _SENTENCE_END.search(text)
    if stop is None:
        own = len(text) <= LONGEST_HEADING
        line.form, line.title_end = ("own-line" if own else "item"), line.end
    elif stop.group() == "。" and stop.start() <= LONGEST_HEADING and stop.end() < len(text):
        line.form, line.title_end = "run-in", line.body + stop.start()
    elif stop.group() == "。" and stop.end() == len(text) and len(text) <= LONGEST_HEADING:
        line.form, line.title_end = "own-line", line.body + stop.start()
    else:
        line.form, line.title_end = "item", line.body + min(stop.start(), LONGEST_HEADING)


def _is_prose(line: Line) -> bool:
    """Whether the line is running text rather than a line of its own."""
    if line.marker is not None:
        return True
    return line.text.endswith(("。", ";")) or (len(line.text) > 60 and bool(re.search("[。;,]", line.text)))


def _front(lines: Sequence[Line]) -> int:
    """Classify what stands above the text; the index at which the body begins."""
    head: list[Line] = []
    body = 0
    for index, line in enumerate(lines[:60]):
        if not line.in_body:
            if line.token == "CELL":
                break
            continue
        if line.token in {"FURNITURE", "HIDDEN", "CONTENTS"}:
            continue
        if line.token == "BULLET" and _SUBTITLE.match(line.text) and head:
            line.token = "SUBTITLE"
            continue
        if line.token == "BULLET" or _is_prose(line):
            break
        if _RECIPIENT(line):
            line.token = "RECIPIENT"
            body = index + 1
            break
        head.append(line)
        body = index + 1
    else:
        body = min(body, len(lines))
    # Trailing short lines above a numbered heading may be headings of an untitled text: keep only a plausible head.
    _front_roles(head)
    return body


def _RECIPIENT(line: Line) -> bool:
    text = line.text
    if _SALUTATION.match(text):
        return True
    return text.endswith(":") and len(text) <= 160 and not re.search("[。;!?]|如下|以下|主要", text)


def _front_roles(head: list[Line]) -> None:
    rest: list[Line] = []
    for line in head:
        if _DOCUMENT_NUMBER.match(line.text):
            line.token = "DOCUMENT_NUMBER"
        elif _DAY.match(line.text):
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
    named = [line for line in rest if _GENRE.search(line.text)]
    if not any(line.token == "TITLE" for line in head):
        _mark_titles(rest, named)
    for line in rest:
        if line.token == "PARAGRAPH":
            after_title = any(other.token == "TITLE" and other.start < line.start for other in head)
            if after_title and _NAME.match(line.text):
                line.token = "BYLINE"


def _mark_titles(rest: list[Line], named: list[Line]) -> None:
    """The title: the lines up to the one that ends in a genre (报告, 通知 …), else the longest line."""
    for line in named:
        line.token = "TITLE"
        at = rest.index(line)
        # A title is often broken over two or three lines; the earlier ones do not end in a genre.
        while at > 0 and rest[at - 1].token == "PARAGRAPH" and 6 <= len(rest[at - 1].text) <= 40:
            at -= 1
            rest[at].token = "TITLE"
    if not named and rest:
        longest = max(rest, key=lambda line: len(line.text))
        if len(longest.text) >= 6:
            longest.token = "TITLE"


def _tail(lines: Sequence[Line], body: int) -> None:
    """Closing formula, attachments note, signature, date and notes, wherever a text ends."""
    index = body
    while index < len(lines):
        line = lines[index]
        if not line.in_body:
            index += 1
            continue
        text = line.text
        if _ATTACHMENT.match(text):
            line.token = "ATTACHMENT"
            _attached_title(lines, index + 1)
        elif _ATTACHMENT_NOTE.match(text) and len(text) <= 80:
            line.token = "ATTACHMENT_NOTE"
            while (
                index + 1 < len(lines)
                and _ATTACHMENT_ITEM.match(lines[index + 1].text)
                and len(lines[index + 1].text) <= 60
            ):
                index += 1
                _plain(lines[index], "ATTACHMENT_NOTE")
        elif _COPY_TO.match(text):
            line.token = "COPY_TO"
        elif _IMPRINT.match(text):
            line.token = "IMPRINT"
        elif _DAY.match(text.replace(" ", "")):
            _signature(lines, index, body)
        elif _CLOSING.match(text) and _ends_soon(lines, index):
            line.token = "CLOSING"
        index += 1


def _plain(line: Line, token: str) -> None:
    line.token, line.marker, line.form, line.body = token, None, "", line.start


def _signature(lines: Sequence[Line], index: int, body: int) -> None:
    lines[index].token = "ISSUE_DATE"
    at = index - 1
    while at >= body and index - at <= 6:
        line = lines[at]
        short = len(line.text) <= 32 and line.marker is None and not re.search("[。;:!?,]", line.text)
        if not (line.in_body and short and line.token == "PARAGRAPH"):
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
            or _is_prose(line)
            or line.token != "PARAGRAPH"
            or len(line.text) > 50
        ):
            break
        if _ATTACHMENT.match(line.text) or _ATTACHMENT_NOTE.match(line.text):
            break
        run.append(line)
    named = [at for at, line in enumerate(run) if _GENRE.search(line.text)]
    for line in run[: named[-1] + 1 if named else 0]:
        line.token = "TITLE"


def _ends_soon(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index + 1 : index + 8]:
        if _ATTACHMENT_NOTE.match(line.text) or _DAY.match(line.text.replace(" ", "")):
            return True
        if line.marker is not None:
            return False
    return len(lines) - index <= 12


def _headings_of_file(lines: Sequence[Line], body: int) -> None:
    """Headings that the file itself names (Word's outline levels, Markdown's #) and that bear no marker."""
    told = [
        line for line in lines[body:] if line.source.paragraph.heading and line.token == "PARAGRAPH" and line.in_body
    ]
    if not told:
        return
    highest = min(line.source.paragraph.heading or 9 for line in lines[body:] if line.source.paragraph.heading)
    for line in told:
        if len(line.text) <= 2 * LONGEST_HEADING:
            level = min((line.source.paragraph.heading or 1) - highest + 1, 6)
            _make_heading(line, level)


def _make_heading(line: Line, level: int) -> None:
    line.token = HEADING_TOKENS[min(level, 6) - 1]
    line.form, line.title_end = "own-line", line.end
    if line.text.endswith(("。", ":")):
        line.title_end -= 1


def _level_above(lines: Sequence[Line], index: int, body: int) -> int:
    """The level of the last numbered heading above `index`, 0 where there is none."""
    for line in reversed(lines[body:index]):
        if line.marker is not None and line.token in HEADING_TOKENS:
            return HEADING_TOKENS.index(line.token) + 1
        if line.token in {"ISSUE_DATE", "ATTACHMENT"}:
            return 0
    return 0


def _dash_headings(lines: Sequence[Line], body: int) -> None:
    """`——` lines that head a block of paragraphs, as newspapers print the points of a speech."""
    group: list[int] = []

    def close(end: int) -> None:
        grouped = set(group)
        heads = [
            at
            for at in group
            if len(lines[at].text) <= 70
            and at + 1 < end
            and lines[at + 1].token in {"PARAGRAPH", "BULLET"}
            and at + 1 not in grouped
        ]
        if len(heads) >= 2 and len(heads) == len(group):
            level = _level_above(lines, group[0], body) + 1
            for at in heads:
                _make_heading(lines[at], level)
        group.clear()

    for index in range(body, len(lines)):
        line = lines[index]
        if line.token in HEADING_TOKENS or not line.in_body:
            close(index)
        elif line.token == "BULLET" and (bullet := _BULLET.match(line.text)) and bullet.group("dash"):
            group.append(index)
    close(len(lines))


def _unnumbered(lines: Sequence[Line], body: int) -> None:
    """Short lines of their own that head the paragraphs below them."""
    candidates = {at for at in range(body, len(lines)) if _may_head(lines[at])}
    for at in sorted(candidates):
        following = next((line for line in lines[at + 1 :] if line.token != "FURNITURE"), None)
        if at - 1 in candidates or at + 1 in candidates or following is None or not following.in_body:
            continue
        appendix = bool(_APPENDIX.match(lines[at].text))
        if not (appendix or len(following.text) >= 40) or following.token not in {
            "PARAGRAPH",
            "BULLET",
            "CELL",
            *HEADING_TOKENS,
        }:
            continue
        _make_heading(lines[at], 1 if appendix else _level_above(lines, at, body) + 1)


def _may_head(line: Line) -> bool:
    return (
        line.token == "PARAGRAPH"
        and line.in_body
        and 3 <= len(line.text) <= LONGEST_UNNUMBERED
        and not _NO_HEADING.search(line.text)
        and not _NUMBER_ONLY.match(line.text)
        and not _SALUTATION.match(line.text)
        and not line.text.endswith(("、", "”", ")", "》"))
    )
