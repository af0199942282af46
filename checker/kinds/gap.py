"""Kind `gap`: a space inside a word (政 法), as copying and hand-made line ends leave it.

Spaces between Han characters are right between words: 记者 王勇 摄, two slogans in one pair of quotation marks, a
heading spread over its line (目 录). So the word must be one of the dictionary, in running text, and the document must
hold few such places: a text with many is set so on purpose.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ..context import is_quoted
from ..document import BODY, Document, Span
from ..lazy import lazily
from ..messages import quoted, say
from ..phrases import Hit
from ..rules import Edit, Finding, Fix, Rule
from ..spots import blanks
from ..structure.front import SURNAMES
from ..words import words_around
from . import Field, Kind, Vocabulary

FIELDS = {"most": Field("integer", "全文多于这么多处时不报，那是有意排开的（默认5）")}
MOST = 5
_GAP = lazily("(?<=[\u4e00-\u9fff])[ \u3000\u00a0]{1,4}(?=[\u4e00-\u9fff])")
_PROSE = lazily("[，。；]")
_LOOK_AT = 50
"""Spaces between characters that are looked at; a text with more of them is a form or a table."""


class GapChecker:
    """Looks for words with a space inside."""

    literals: tuple[str, ...] = ()

    def __init__(self, most: int) -> None:
        self._most = most

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        spaces = list(_spaces(document))
        if len(spaces) > _LOOK_AT:
            return
        found = [place for space in spaces if (place := _split_word(document, space)) is not None]
        for space, word in found if len(found) <= self._most else ():
            fix = Fix((Edit(space.start, space.end, ""),))
            written = document.slice(word)
            message = say("{word}中间多了空格", word=quoted(re.sub(r"\s", "", written)))
            yield Finding(word, message, fix=fix)


def _spaces(document: Document) -> Iterator[Span]:
    """Lone spaces between Han characters in a paragraph of running text; where two stand they are meant."""
    text, starts = document.text, document.paragraph_starts
    behind_han = [at for at in blanks(text) if at and "\u4e00" <= text[at - 1] <= "\u9fff"]
    at = 0
    while at < len(behind_han):
        index = bisect_right(starts, behind_han[at]) - 1
        if index < 0:
            at += 1
            continue
        paragraph = document.paragraphs[index]
        start, end = paragraph.span.start, paragraph.span.end
        first, at = at, max(at + 1, bisect_left(behind_han, end, at))
        # A space that begins a paragraph stands behind no character of it.
        gaps = (_GAP.match(text, space, end) for space in behind_han[first:at] if start < space < end)
        found = list(islice(filter(None, gaps), 2))
        if len(found) == 1 and paragraph.place == BODY and _PROSE.search(text, start, end):
            yield Span(*found[0].span())


def _split_word(document: Document, space: Span) -> tuple[Span, Span] | None:
    """`space` and the word around it; None where no word is cut, or it may be a name (张 伟)."""
    reading = document.reading
    at = reading.position(space.end)
    if reading.offset(at) != space.end or reading.text[at - 1 : at] == " ":
        return None  # not left out of the reading: the space means something there
    if is_quoted(reading.text, at):
        return None  # “万企出海 商贸全球”, 《中共中央 国务院关于……》
    for start, end in words_around(reading.text, at - 1, at + 1):
        if start < at < end:
            name = end - start <= 3 and reading.text[start] in SURNAMES
            # 市委 市政府: two names one after the other may be one entry of the dictionary.
            whole = at - start > 1 and end - at > 1
            return None if name or whole else (space, reading.span(start, end))
    return None


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> GapChecker:
    return GapChecker(fields.get("most", MOST))


KIND = Kind("gap", "词中的空格", FIELDS, _compile)
