"""What each paragraph is: heading, title, recipient, signature, furniture of a web page …

Every paragraph gets one token type of grammars/report.lark. Nothing is refused: what fits nowhere is a PARAGRAPH.
The classifier reads the folded text, so that full and half width forms of a mark count alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import BODY, TABLE, Reading, ReadingParagraph
from ..lazy import lazily
from ..records import replace
from .front import classify_front
from .headings import dash_headings, headings_of_file, unnumbered_headings
from .line import HEADING_TOKENS, LONGEST_HEADING, Line, bullet_of
from .markers import Scheme, match
from .tail import classify_tail

__all__ = ["HEADING_TOKENS", "Line", "classify"]

LONGEST_QUOTATION = 40
"""Paragraphs that a quotation may run over; beyond that a missing quotation mark is likelier."""

_HIDDEN = lazily(r"此处隐藏\s*\d+\s*字|(?:下载|付费|登录)后(?:可)?(?:查看|阅读)|仅展示\s*\d+\s*字|剩余\s*\d+\s*[页字]")
_FURNITURE = lazily(
    r"^(?:通版阅读.*|展开通版|收缩通版|当前版\s?:.*|当前位置\s?:.*|(?:发布|发表|更新)(?:日期|时间|者)\s?:.*"
    r"|时间:\d{4}-\d.*|来源\s?:.*|导语\s?:.*|(?:浏览|点击|阅读)(?:次数|量|数)?\s?:\s?\d*|[【\[]?\s?字[号体]\s?[:\]】].*"
    r"|分享(?:到|至)?\s?:?|分享到.{1,20}|打印(?:本页)?|下载|全屏|收藏|加大|还原|减小|放大|缩小|关闭(?:窗口)?"
    r"|返回(?:顶部|首页|列表)|首页|[【】><|»›/]+|上一[篇版页].{0,60}|下一[篇版页].{0,60}|责任?编[辑审]?\s?:.*|编辑\s?:.*"
    r"|\[复制链接\]|相关(?:报道|阅读|新闻|文章|链接)\s?:?|扫一扫.{0,30}|A[+-]|大|中|小|无障碍(?:浏览|阅读|版)?"
    r"|版权(?:所有|声明).*"
    r"|(?:转载|引用)?请?(?:注明|标明)(?:出处|来源).*|转载请.{1,40}|原创文章.{0,40}|(?:原文|本文)(?:链接|地址|网址)\s?:.*"
    r"|(?:上传|整理|收录)(?:时间|日期|者|人)\s?:.*|您?(?:现在)?的?所?在?位置\s?:.*|阅读全文|展开(?:全文|剩余.{0,12})|猜你喜欢|热门(?:推荐|文章)"
    r"|为您推荐|延伸阅读|精选推荐|(?:在线)?客服.{0,12}|(?:会员|免费|立即|点击)(?:免费)?下载.{0,16}|保存到(?:本地|网盘)|举报(?:反馈)?|(?:微信|手机)扫.{0,20}"
    r"|(?:https?://|www\.)[\w\-./?=&%#:]{4,200}"
    r"|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?)$"
)
_LIBRARY = lazily(
    r"[^,。;]{0,20}(?:百度文库|豆丁网|道客巴巴|原创力文档|人人文库|金锄头文库|文秘网|公文网|范文网|文档网)[^,。;]{0,20}$"
)
"""A line that names a site from which texts are copied."""
_LONGEST_LIBRARY = 45
_COPIED = lazily(
    "[不来小网仅供](?:(?<=不)代表本站|(?<=来)源于网友|(?<=小)编(?:为|精心|整理)|(?<=网)友上传|(?<=仅)供参考,?请勿|(?<=供)大家参考)"
)
"""What a site says of texts that others brought, wherever in a line."""
_SURE_FURNITURE = lazily(
    r"[展收]?[开缩]?通版|不代表本站|来源于网友|网友上传|小编|浏览|阅读量|点击量|字[号体]|当前位置|扫一扫|发布|相关|出处|原创文章"
    r"|文库|豆丁|道客巴巴|原创力|文秘网|公文网|范文网|文档网|猜你喜欢|精选推荐|下载.{0,6}(?:全文|文档)|阅读全文|展开(?:全文|剩余)"
)
_FURNITURE_FIRST = frozenset(
    "/<>A[hw|»›【】上下中为举会位保免全关减分加原发在大字客导小展延引当微您所手打扫收放整无时更本来标注浏点热版猜现的相立精编缩请责转返还通阅首"
)
"""What `_FURNITURE` may begin with, besides a figure: most lines do not, and need not be tried."""
MANY_FURNITURE = 4
FURNITURE_ABOVE, FURNITURE_BELOW = 40, 20
"""Paragraphs from the head and from the end of a text among which a copied page leaves its furniture."""
_CONTENTS = lazily(r"目\s*[录次]$|[^。;\n]{2,60}?(?:[.…·]{3,}|\t)\s*\d{1,3}$")
_SENTENCE_END = lazily("[。;!?]")

_QUOTE_ENDS = ("”", "”。", "”;", "。”", "”,")


def classify(reading: Reading, scheme: Scheme) -> list[Line]:
    """A line for every paragraph, in order, each with its token type."""
    lines = [_line(reading, paragraph) for paragraph in reading.paragraphs]
    quoted = _quoted(lines)
    for index, line in enumerate(lines):
        edge = index < FURNITURE_ABOVE or index >= len(lines) - FURNITURE_BELOW
        _classify_alone(line, reading, None if index in quoted else scheme, edge)
    _lone_furniture(lines)
    if scheme.when:
        _raise_levels(lines)
    body = classify_front(lines)
    classify_tail(lines, body)
    headings_of_file(lines, body)
    dash_headings(lines, body)
    unnumbered_headings(lines, body)
    return lines


def _line(reading: Reading, paragraph: ReadingParagraph) -> Line:
    whole = reading.text[paragraph.start : paragraph.end]
    text = whole.strip()
    start = paragraph.start
    if len(text) < len(whole):
        start += len(whole) - len(whole.lstrip())
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


def _is_furniture(text: str) -> bool:
    first = text[:1]
    return (
        ((first in _FURNITURE_FIRST or first.isdecimal()) and _FURNITURE.match(text) is not None)
        or (len(text) <= _LONGEST_LIBRARY and _LIBRARY.match(text) is not None)
        or _COPIED.search(text) is not None
    )


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
    elif len(line.text) <= 60 and _HIDDEN.search(line.text):
        line.token = "HIDDEN"
    elif (bullet := bullet_of(line.text)) is not None:
        line.token = "BULLET"
        line.body = line.start + bullet.end()
    elif edge and _is_furniture(line.text):
        line.token = "FURNITURE"


def _lone_furniture(lines: Sequence[Line]) -> None:
    """A few lines that might be a page's furniture (来源：…, a date, 下载) are more likely the author's own."""
    found = [line for line in lines if line.token == "FURNITURE"]
    if len(found) < MANY_FURNITURE and not any(_SURE_FURNITURE.search(line.text) for line in found):
        for line in found:
            line.token = "PARAGRAPH"


def _raise_levels(lines: Sequence[Line]) -> None:
    """Count levels from the highest marker in use: a plan without 篇 has 章 as its first level."""
    highest = min((line.marker.level for line in lines if line.marker is not None), default=1)
    for line in lines:
        if line.marker is not None and highest > 1:
            line.marker = replace(line.marker, level=line.marker.level - (highest - 1))
            line.token = HEADING_TOKENS[min(line.marker.level, 6) - 1]


def _is_contents(line: Line, reading: Reading) -> bool:
    """A line of a table of contents: its headings come again in the text and must not count twice."""
    style = line.source.paragraph.style
    if style and style.lower().startswith(("toc ", "目录")):
        return True
    last = line.text[-1:]  # a page number, or the last character of 目录 and 目次
    return (last in "录次" or last.isdecimal()) and bool(_CONTENTS.match(reading.text, line.start, line.end))


def _shape(line: Line, reading: Reading) -> None:
    """Own-line heading, run-in heading or numbered item, and where its title ends."""
    body, end = line.body, line.end
    found = _SENTENCE_END.search(reading.text, body, end)
    if found is None:
        line.form, line.title_end = ("own-line" if end - body <= LONGEST_HEADING else "item"), end
        return
    stop = found.start()
    full = reading.text[stop] == "。"
    if full and stop - body <= LONGEST_HEADING and stop + 1 < end:
        line.form, line.title_end = "run-in", stop
    elif full and stop + 1 == end and end - body <= LONGEST_HEADING:
        line.form, line.title_end = "own-line", stop
    else:
        line.form, line.title_end = "item", min(stop, body + LONGEST_HEADING)
