"""What each paragraph is: heading, title, recipient, signature, furniture of a web page …

Every paragraph gets one token type of grammars/report.lark. Nothing is refused: what fits nowhere is a PARAGRAPH.
The classifier reads the folded text, so that full and half width forms of a mark count alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import BODY, TABLE, TEXT_BOX, Marker, Reading
from ..lazy import lazily
from ..spots import any_in
from .front import classify_front
from .headings import dash_headings, headings_of_file, unnumbered_headings
from .line import HEADING_TOKENS, LONGEST_HEADING, Line, bullet_of
from .markers import Scheme, candidates_of, match
from .tail import ENDING_FIRST, ENDING_LAST, classify_tail

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
_SITES = (
    "文库", "豆丁网", "道客巴巴", "原创力", "文秘网", "文网", "文档网", "本站", "网友", "小编", "参考",
)  # fmt: skip
"""Of these every line that `_LIBRARY` or `_COPIED` finds holds one; most papers hold none."""
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
_LONGEST_HIDDEN = 60
_CONTENTS = lazily(r"目\s*[录次]$|[^。;\n]{2,60}?(?:[.…·]{3,}|\t)\s*\d{1,3}$")
_SENTENCE_END = lazily("[。;!?]")

_QUOTE_ENDS = ("”", "”。", "”;", "。”", "”,")
_CONTENTS_LAST = frozenset("录次")
"""What ends a line of `_CONTENTS`, besides the figure of a page: 目录, 目次."""
_TOKENS = {TABLE: "CELL", TEXT_BOX: "PARAGRAPH"}
"""What stands elsewhere than in the body and is no margin."""


def classify(reading: Reading, scheme: Scheme) -> list[Line]:
    """A line for every paragraph, in order, each with its token type."""
    lines = _lines(reading)
    whole, candidates = reading.text, candidates_of(scheme)
    below = len(lines) - FURNITURE_BELOW
    copied: bool | None = None
    quoted = -1  # the last paragraph of a quotation
    bulleted = named = False
    ending: list[int] = []
    # What can be told from a paragraph itself, mostly by the characters that it begins and ends with.
    for index, line in enumerate(lines):
        text, paragraph = line.text, line.source.paragraph
        first, last = text[:1], text[-1:]
        if first == "“" and index > quoted and text.count("“") > text.count("”"):
            quoted = _quotation_end(lines, index)
        if paragraph.heading:
            named = True
        if paragraph.place != BODY:
            line.token = _TOKENS.get(paragraph.place, "MARGIN")
            continue
        if first in ENDING_FIRST or last in ENDING_LAST:
            ending.append(index)
        if paragraph.style and paragraph.style.lower().startswith(("toc ", "目录")):
            line.token = "CONTENTS"
        elif (last in _CONTENTS_LAST or last.isdecimal()) and _CONTENTS.match(whole, line.start, line.end):
            line.token = "CONTENTS"  # its headings come again in the text and must not count twice
        elif (
            index > quoted
            and (forms := candidates[first])
            and (found := match(forms, reading, line.start, line.end, line.off)) is not None
        ):
            line.marker, line.body = found
            line.token = HEADING_TOKENS[min(line.marker.level, 6) - 1]
            _shape(line, reading)
        elif len(text) <= _LONGEST_HIDDEN and _HIDDEN.search(text):
            line.token = "HIDDEN"
        elif (bullet := bullet_of(text)) is not None:
            line.token = "BULLET"
            line.body = line.start + bullet.end()
            bulleted = True
        elif index < FURNITURE_ABOVE or index >= below:
            if copied is None:
                copied = any_in(whole, _SITES)
            if ((first in _FURNITURE_FIRST or first.isdecimal()) and _FURNITURE.match(text)) or (
                copied and _tells_of_site(text)
            ):
                line.token = "FURNITURE"
    _lone_furniture(lines)
    if scheme.when:
        _raise_levels(lines)
    body = classify_front(lines)
    classify_tail(lines, body, ending)
    if named:
        headings_of_file(lines, body)
    if bulleted:
        dash_headings(lines, body)
    unnumbered_headings(lines, body)
    return lines


def _lines(reading: Reading) -> list[Line]:
    whole = reading.text
    lines: list[Line] = []
    for source in reading.paragraphs:
        start, end, span = source.start, source.end, source.paragraph.span
        off = span.start - start
        raw = whole[start:end]
        text = raw.strip()
        if len(text) < len(raw):
            start += len(raw) - len(raw.lstrip())
        in_one = text and span.end - off == end
        lines.append(
            Line(start, start + len(text), text, source, "PARAGRAPH", None, start, "", 0, off if in_one else None)
        )
    return lines


def _quotation_end(lines: Sequence[Line], index: int) -> int:
    """The last paragraph of the quotation that begins at `index`, -1 where it does not end.

    The numbers of paragraphs inside (a law's new wording) are not the text's.
    """
    for at in range(index + 1, min(index + LONGEST_QUOTATION, len(lines))):
        if lines[at].text.endswith(_QUOTE_ENDS):
            return at
    return -1


def _tells_of_site(text: str) -> bool:
    """Whether a line names a site from which texts are copied, or is what such a site says."""
    return (len(text) <= _LONGEST_LIBRARY and _LIBRARY.match(text) is not None) or _COPIED.search(text) is not None


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
            marker = line.marker
            level = marker.level - (highest - 1)
            line.marker = Marker(marker.style, level, marker.number, marker.span, marker.right, marker.variant)
            line.token = HEADING_TOKENS[min(level, 6) - 1]


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
