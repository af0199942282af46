"""Kind `phrase`: words that should not stand in the text, from a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..document import Document
from ..messages import quoted, say
from ..phrases import Hit
from ..reading import fold
from ..rules import Edit, Finding, Fix, Rule
from ..words import stands_alone
from . import Field, Kind, RuleError, Vocabulary

_WORD = {
    "wrong": Field("text", "不该出现的词", required=True),
    "right": Field("text", "应改成的词"),
    "note": Field("text", "这个词单独的说明"),
    "whole": Field("boolean", "只在它自成一词时才报"),
    "except": Field("texts", "含有它而正确的更长的词"),
}
FIELDS = {
    "words": Field("maps", "词表，可以写成一个个词，也可以写成 {wrong, right}", fields=_WORD, short="wrong"),
    "message": Field("text", "提示，可用 {wrong} {right}"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
}


@dataclass(frozen=True, slots=True)
class _Word:
    wrong: str
    right: str | None
    note: str | None
    whole: bool
    longer: tuple[str, ...]


class PhraseChecker:
    """Looks up a list of words."""

    def __init__(self, rule: Rule, words: Sequence[_Word], message: str | None, safe: bool) -> None:
        self._words = words
        self._message = message
        self._safety = "safe" if safe else "unsafe"
        self.literals = tuple(fold(word.wrong) for word in words)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        reached = 0
        # The longest word at a place speaks for all that lie inside it.
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            word = self._words[hit.literal]
            if hit.start < reached or _inside_longer(reading.text, hit, word.longer):
                continue
            if word.whole and not stands_alone(reading.text, hit.start, hit.end):
                continue
            reached = hit.end
            span = reading.span(hit.start, hit.end)
            fix = Fix((Edit(span.start, span.end, word.right),), self._safety) if word.right is not None else None
            yield Finding(span, self._say(word), advice=word.note, fix=fix)

    def _say(self, word: _Word) -> str:
        if self._message:
            return self._message.replace("{wrong}", word.wrong).replace("{right}", word.right or "")
        if word.right:
            return say("{wrong}应为{right}", wrong=quoted(word.wrong), right=quoted(word.right))
        return say("不应出现{wrong}", wrong=quoted(word.wrong))


def _inside_longer(text: str, hit: Hit, longer: tuple[str, ...]) -> bool:
    for phrase in longer:
        at = phrase.find(text[hit.start : hit.end])
        while at >= 0:
            if text.startswith(phrase, hit.start - at) and hit.start >= at:
                return True
            at = phrase.find(text[hit.start : hit.end], at + 1)
    return False


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PhraseChecker:
    words = [
        _Word(
            word["wrong"],
            word.get("right"),
            word.get("note"),
            word.get("whole", False),
            tuple(fold(longer) for longer in word.get("except", ())),
        )
        for word in fields.get("words", ())
        if "wrong" in word
    ]
    if not words:
        raise RuleError(say("词表是空的，请在 words 里写词，或用 include 引用表格。"), "words")
    return PhraseChecker(rule, words, fields.get("message"), fields.get("safe", False))


KIND = Kind("phrase", "词表", FIELDS, _compile, table="words")
