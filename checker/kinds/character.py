"""Kind `character`: characters that a person reads over: invisible ones, radicals, single traditional ones, pinyin.

All of one sort are told once for the document, with one fix.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ..characters import INVISIBLE, LOOK_ALIKE, LOOK_ALIKES
from ..commonness import strange_in
from ..context import is_quoted
from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..reading import alternatives, fold, simplified
from ..rules import Edit, Finding, Fix, Related, Rule
from ..seeking import lines_holding
from ..sounds import usual_reading
from ..span import Span
from ..spots import matches, places
from . import Field, Kind, Vocabulary

_WORD = {
    "wrong": Field("text", "繁体写法", required=True),
    "right": Field("text", "简体写法", required=True),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：invisible 看不见的字符，look-alike 形似汉字的部首字，traditional 夹在简体文稿里的繁体字，"
        "pinyin 常用字后的注音",
        required=True,
        choices=("invisible", "look-alike", "traditional", "pinyin"),
    ),
    "keep": Field("text", "traditional：可以照写的字，如人名用字"),
    "words": Field("maps", "traditional：单看是规范字、在这个词里是繁体写法的词", fields=_WORD, short="wrong"),
}
MOST = 1_000
"""Places of one sort that one fix mends; a file with more is damaged beyond that."""
_SHOWN = 19
_NEEDS_THEM = lazily("[\u0590-\u109f\u1780-\u18af\u2600-\u27bf\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]")
"""Scripts that run from right to left or join their letters, and emoji: they use characters without width rightly."""
_NOTE = lazily(r"[(（](?P<reading>[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{1,6})[)）](?=[”’》]?[\u4e00-\u9fff])")
_FIRST_LEVEL = range(0xB0, 0xD8)
"""First bytes of the first level of GB/T 2312: the 3,755 characters in common use, which nobody needs to be told."""
_KANA = lazily("[\u3040-\u30ff]")


class CharacterChecker:
    """Looks for one sort of characters in the document's own text."""

    literals: tuple[str, ...] = ()

    def __init__(self, check: str, keep: str, words: Mapping[str, str]) -> None:
        self._find: Callable[[Document], Iterator[tuple[Span, str]]] = {
            "invisible": _invisible,
            "look-alike": _look_alikes,
            "traditional": self._traditional,
            "pinyin": _pinyin,
        }[check]
        self._say = {
            "invisible": _say_invisible,
            "look-alike": _say_look_alike,
            "traditional": _say_traditional,
            "pinyin": _say_pinyin,
        }[check]
        self._safety = "unsafe" if check == "pinyin" else "safe"
        self._keep = set(keep)
        self._words = words
        # Characters of which one stands in every such word, with those in which it does, and where; a word that none
        # tells is looked for as it is.
        signs = {*"".join(words)} - {*"".join(words.values())}
        self._telling = {
            sign: [(word.index(sign), word) for word in words if sign in word]
            for sign in [*sorted(signs), *(word for word in words if signs.isdisjoint(word))]
        }
        self._run: re.Pattern[str] | None = None

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        found = list(self._find(document))
        if not found:
            return
        (first, right), count = found[0], len(found)
        message = self._say(document.slice(first), right)
        if count > 1:
            message = say("{message}（全文共{count}处）", message=message, count=count)
        edits = tuple(Edit(span.start, span.end, plain) for span, plain in found[:MOST])
        related = tuple(Related(span, self._say(document.slice(span), plain)) for span, plain in found[1 : _SHOWN + 1])
        yield Finding(first, message, fix=Fix(edits, self._safety), related=related)

    def _traditional(self, document: Document) -> Iterator[tuple[Span, str]]:
        """Stretches of traditional characters, but for what is quoted and for a text that is traditional throughout."""
        reading, text = document.reading, document.reading.text
        signs = set(filter(_is_traditional, set(strange_in(document, original=False))))
        lines = lines_holding(text, [*signs, *self._written(text)])
        if not lines:
            return
        if reading.repairs["traditional"] or _KANA.search(text):
            return
        if self._run is None:
            # 对於某讯问: a family name.
            self._run = lazily(f"(?:{alternatives(self._words)})(?![某氏])|[{_surely_traditional()}]{{1,40}}")
        for match in (match for start, end in lines for match in self._run.finditer(text, start, end)):
            found = match.group()
            if self._keep.isdisjoint(found) and not is_quoted(text, match.start()):
                yield reading.span(*match.span()), self._words.get(found) or found.translate(simplified())

    def _written(self, text: str) -> set[str]:
        """Those of the words that stand in a text: 著 and 甚 are met in other words as well."""
        return {
            word
            for sign, words in self._telling.items()
            for at in places(text, sign)
            for index, word in words
            if at >= index and text.startswith(word, at - index)
        }


def _invisible(document: Document) -> Iterator[tuple[Span, str]]:
    text = document.text
    if not INVISIBLE.search(strange_in(document)):
        return
    for match in INVISIBLE.finditer(text):
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if not _NEEDS_THEM.search(around):
            yield Span(*match.span()), ""


def _look_alikes(document: Document) -> Iterator[tuple[Span, str]]:
    text = document.text
    if not LOOK_ALIKE.search(strange_in(document)):
        return
    for match in LOOK_ALIKE.finditer(text):
        plain = match.group().translate(LOOK_ALIKES)
        if plain != match.group():
            yield Span(*match.span()), plain


def _pinyin(document: Document) -> Iterator[tuple[Span, str]]:
    """Notes of the usual reading behind characters in common use; the unusual one of a name is worth telling.

    Where there are many, the text is read without them and another rule speaks.
    """
    if document.reading.repairs["pinyin"]:
        return
    text = document.text
    for match in matches(_NOTE, text, sorted([*places(text, "("), *places(text, "（")])):
        character = text[match.start() - 1 : match.start()]
        if not "\u4e00" <= character <= "\u9fff":
            continue
        code = character.encode("gb2312", errors="ignore")
        if code[:1] and code[0] in _FIRST_LEVEL and match["reading"] == usual_reading(character):
            yield Span(*match.span()), ""


def _say_invisible(found: str, right: str) -> str:
    return say("这里有看不见的字符（U+{code:04X}）", code=ord(found[0]))


def _say_look_alike(found: str, right: str) -> str:
    return say(
        "“{found}”不是汉字，是形状相同的部首符号（U+{code:04X}），应为“{right}”",
        found=found,
        right=right,
        code=ord(found[0]),
    )


def _say_traditional(found: str, right: str) -> str:
    return say("“{found}”是繁体字，应写“{right}”", found=found, right=right)


def _say_pinyin(found: str, right: str) -> str:
    return say("正文里夹着拼音“{found}”", found=found)


@cache
def _surely_traditional() -> str:
    """Characters that are traditional and nothing else, as members of a character class.

    Only those in common use (the first level of Big5) that no simplified text needs (GB/T 2312 has no place for them)
    and whose simplified form is plain. 乾, 著, 於, 徵 and their like, right in some words, are not among them.
    """
    return "".join(filter(_is_traditional, map(chr, simplified())))


def _is_traditional(character: str) -> bool:
    """Whether it is one of these: told of the few strange ones in a document without looking at all there are."""
    if _in("gb2312", character) or not _in("big5", character):
        return False
    plain = simplified().get(ord(character))
    return plain is not None and _in("gb2312", plain)


def _in(encoding: str, character: str) -> bool:
    """Whether an old character set holds `character`; of Big5, the first level counts (A440 to C67E)."""
    try:
        code = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return encoding != "big5" or code < b"\xc9\x40"


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> CharacterChecker:
    words = {fold(word["wrong"]): word["right"] for word in fields.get("words", ()) if "right" in word}
    return CharacterChecker(fields["check"], fields.get("keep", ""), words)


KIND = Kind("character", "看不见或认不准的字", FIELDS, _compile)
