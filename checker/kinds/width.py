"""Kind `width`: marks of half width in Chinese text.

The reading text has one width, so a mark is found there and looked at in the original. A mark is Chinese where Chinese
characters (or their marks) stand on both sides of it; so times, ratios, decimals, versions, mail addresses and English
are never touched. What may hold Chinese all the same (addresses of pages, paths, file names, code) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..addresses import in_address
from ..document import Document, ReadingParagraph, Span
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..records import Record
from ..rules import Edit, Finding, Fix, Related, Rule
from ..spots import places as standing
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("whole", "marks", "brackets", "quotes")
FIELDS = {
    "check": Field(
        "choice",
        "查什么：whole 全文没有全角逗号，marks 个别点号，brackets 括号，quotes 直引号",
        required=True,
        choices=CHECKS,
    ),
    "signs": Field("text", "marks：查哪些半角点号，如 ,;:"),
}
LEAST_COMMAS = 3
"""So many half-width commas, and no other, make a text that was typed or converted in half width."""
APART = 5
"""Up to so many places are told one by one."""
_RELATED = 19

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "(": "（", ")": "）"}
_HAN = "\u3400-\u9fff"
_MARK = lazily(
    f"(?:(?<=[{_HAN}”’》〉】〕%])|(?<=[{_HAN}”》%]\\)))(?P<sign>[,;:!]) {{0,2}}(?=[{_HAN}“‘《〈【〔]|$)"
    f"|(?<=[{_HAN}”’》])(?P<before_figure>[,;]) {{0,2}}(?=\\d)",
    re.MULTILINE,
)
_BRACKETS = lazily(r"(?<![\w\]](?<![\u3400-\u9fff]))\((?P<inside>[^()\n]{1,200})\)")
_CODE_QUOTE = lazily(r'[={}\\<>\[\]]"|"[=\]}>]|":|\d"')
"""Markup, code, inches: there the quotation marks are to be straight."""
_HAN_SIGN = lazily(f"[{_HAN}]")


class _Place(Record, frozen=True):
    """Half-width marks that belong together: what to show and how to mend it."""

    span: Span
    edits: tuple[Edit, ...]


class WidthChecker:
    """One of the checks over half-width marks."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, signs: str) -> None:
        self._check = check
        self._signs = signs

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if _all_half_width(document) != (self._check == "whole"):
            return
        if self._check == "whole":
            # A comma stands for the rest.
            found = [*_marks(document, ","), *_marks(document, ";:!"), *_brackets(document), *_quotes(document)]
        elif self._check == "marks":
            found = list(_marks(document, self._signs))
        else:
            found = list(_brackets(document) if self._check == "brackets" else _quotes(document))
        yield from self._told(document, _chinese(document, found))

    def _told(self, document: Document, places: Sequence[_Place]) -> Iterator[Finding]:
        if self._check == "marks" and len(places) <= APART:
            for place in places:
                sign = document.slice(place.span)[:1]
                message = say("这里用了半角的“{mark}”，应为“{right}”", mark=sign, right=_WIDE[sign])
                yield Finding(place.span, message, fix=Fix(place.edits, "safe"))
            return
        if not places:
            return
        first = places[0]
        message = {
            "whole": say("全文的标点都是半角的，应为全角"),
            "marks": say("这里用了半角的点号，应为全角"),
            "brackets": say("中文的括号应为全角的“（）”"),
            "quotes": say("中文的引号应为“”，不用直引号"),
        }[self._check]
        if len(places) > 1:
            message = say("{message}（全文共{count}处）", message=message, count=len(places))
        others = sorted(place.span for place in places if place is not first)[:_RELATED]
        related = () if self._check == "whole" else tuple(Related(span, document.slice(span)) for span in others)
        edits = tuple(edit for place in places for edit in place.edits)
        yield Finding(first.span, message, fix=Fix(edits, "safe"), related=related)


def _all_half_width(document: Document) -> bool:
    """Whether the text has no full-width comma at all, but several that should be; worked out once."""
    known = document.memo.get("half-width")
    if known is None:
        known = "，" not in document.text and len(_chinese(document, _marks(document, ","))) >= LEAST_COMMAS
        document.memo["half-width"] = known
    answer: bool = known
    return answer


def _chinese(document: Document, places: Iterable[_Place]) -> list[_Place]:
    """The places that stand in no address, path, file name or code."""
    return [place for place in places if not in_address(document, place.span)]


def _marks(document: Document, signs: str) -> Iterator[_Place]:
    """Half-width commas and the like between Chinese characters; a space behind goes with them."""
    reading = document.reading
    # Looked for as they are written: in what is read every comma looks like them.
    for offset in sorted(at for sign in signs for at in standing(document.text, sign)):
        at = reading.position(offset)
        match = _MARK.match(reading.text, at)
        sign = document.text[offset]
        if match is None or reading.offset(at) != offset or match.group()[0] != sign:
            continue
        # A space behind stands for the width that the mark lacks.
        end = offset + len(match.group())
        if document.text[offset:end] != match.group():
            end = offset + 1
        yield _Place(Span(offset, end), (Edit(offset, end, _WIDE[sign]),))


def _brackets(document: Document) -> Iterator[_Place]:
    """Pairs of brackets around Chinese, of which at least one is half width."""
    if "(" not in document.text and ")" not in document.text:
        return
    reading = document.reading
    for match in _BRACKETS.finditer(reading.text):
        if not _HAN_SIGN.search(match["inside"]):
            continue
        ends = [(reading.offset(match.start()), "（"), (reading.offset(match.end() - 1), "）")]
        edits = tuple(Edit(at, at + 1, wide) for at, wide in ends if document.text[at] in "()")
        if edits and all(document.text[at] in "()（）" for at, _ in ends):
            yield _Place(reading.span(*match.span()), edits)


def _quotes(document: Document) -> Iterator[_Place]:
    """Straight quotation marks around Chinese, where they come in pairs in their paragraph."""
    if '"' not in document.text:
        return
    for paragraph in document.reading.paragraphs:
        yield from _quotes_of(document, paragraph)


def _quotes_of(document: Document, paragraph: ReadingParagraph) -> Iterator[_Place]:
    source = paragraph.paragraph.span
    text = document.slice(source)
    pieces = text.split('"')
    if len(pieces) % 2 == 0 or _CODE_QUOTE.search(text):
        return
    if any(piece.count("“") != piece.count("”") for piece in pieces):
        return  # straight and curly ones make pairs with each other
    at = [source.start + index for index, sign in enumerate(text) if sign == '"']
    for start, end in zip(at[::2], at[1::2], strict=True):
        if _HAN_SIGN.search(document.text, start, end):
            edits = (Edit(start, start + 1, "“"), Edit(end, end + 1, "”"))
            yield _Place(Span(start, end + 1), edits)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> WidthChecker:
    signs = fields.get("signs", "")
    if fields["check"] == "marks" and not (signs and set(signs) <= set(",;:!")):
        raise RuleError(say("请在 signs 里写要查的半角点号：, ; : !"), "signs")
    return WidthChecker(fields["check"], signs)


KIND = Kind("width", "半角标点", FIELDS, _compile)
