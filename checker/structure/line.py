"""A paragraph on its way to becoming a token, and what several classifiers need to know of one."""

from __future__ import annotations

import re

from ..document import BODY, Marker, ReadingParagraph
from ..lazy import lazily
from ..records import Record

HEADING_TOKENS = ("H1", "H2", "H3", "H4", "H5", "H6")
LONGEST_HEADING = 50
"""Characters. The longest own-line headings of the reference reports have a little over forty."""

DAY = lazily(
    r"^(?:\d{4}年\d{1,2}月\d{1,2}日|[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
SALUTATION = lazily(r"^(?:各位[一-鿿、,]{1,20}|同志们|[一-鿿]{0,12}(?:代表|委员|同志)们?)[:!,]?$")
BULLET = lazily(
    r"^(?P<stray>\d{1,2}\s*)?(?P<dash>——|--|—|─{1,2})\s*(?=\S)|^(?P<glyph>[■●◆▲◇□○★☆※➤►•·▪❖✦])\s*(?=\S)|^[-*+]\s+(?=\S)"
)
_BULLET_FIRST = frozenset("—-─■●◆▲◇□○★☆※➤►•·▪❖✦*+")
"""What `BULLET` begins with, besides a figure."""
GENRE = lazily(
    r"(?:报告|总结|要点|计划|规划|方案|安排|意见|通知|通报|决定|决议|公告|通告|公报|请示|批复|函|纪要|议案|办法|规定|条例|细则|规程|规则|制度|讲话|致辞|汇报|情况|思路|打算|指南|须知|清单|回答|发言|材料|体会|局面|措施|议程|日程|名单|简报|登记表|信息表|一览表|承诺书|责任书)"
    r"(?:[(《〈].{0,24}[)》〉])?$"
)
"""Words that end the title of a document or of what is attached to it."""


class Line(Record):
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
    off: int | None = None
    """How far the document's places are from the reading's; None where something is left out of the paragraph."""

    @property
    def in_body(self) -> bool:
        return self.source.paragraph.place == BODY


def bullet_of(text: str) -> re.Match[str] | None:
    """The bullet at the head of `text`."""
    first = text[:1]
    return BULLET.match(text) if first in _BULLET_FIRST or first.isdecimal() else None


def is_prose(line: Line) -> bool:
    """Whether the line is running text rather than a line of its own."""
    if line.marker is not None:
        return True
    return line.text.endswith(("。", ";")) or (len(line.text) > 60 and bool(re.search("[。;,]", line.text)))
