"""Kind `phrase`: words that should not stand in the text, from a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..document import Document
from ..messages import quoted, say
from ..phrases import Hit
from ..reading import fold
from ..records import Record
from ..rules import Edit, Finding, Fix, Rule
from ..words import stands_alone
from . import Field, Kind, RuleError, Vocabulary

_WORD = {
    "wrong": Field("text", "不该出现的词", required=True),
    "right": Field("text", "应改成的词"),
    "note": Field("text", "这个词单独的说明"),
    "before": Field("texts", "前面紧接其中之一时才报"),
    "after": Field("texts", "后面紧接其中之一时才报"),
    "not_before": Field("texts", "前面紧接其中之一时不报"),
    "not_after": Field("texts", "后面紧接其中之一时不报"),
    "except": Field("texts", "含有它而正确的更长的词"),
    "whole": Field("boolean", "只在它自成一词时才报"),
}
FIELDS = {
    "words": Field("maps", "词表，可以写成一个个词，也可以写成 {wrong, right}", fields=_WORD, short="wrong"),
    "whole": Field("boolean", "每个词都只在自成一词时才报（词自己写了的，以词为准）"),
    "message": Field("text", "提示，可用 {wrong} {right}"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
}

SHOWN = 8
"""Words of a list that `zfcheck explain` shows."""


class _Word(Record, frozen=True):
    """A word of the list with its guards, all in reading form."""

    wrong: str
    right: str | None
    note: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    longer: tuple[str, ...]
    whole: bool

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether what stands around `text[start:end]` leaves it wrong. Costs the same wherever the place is."""
        if self.not_before and text.endswith(self.not_before, 0, start):
            return False
        if self.not_after and text.startswith(self.not_after, end):
            return False
        if self.before and not text.endswith(self.before, 0, start):
            return False
        if self.after and not text.startswith(self.after, end):
            return False
        if self.longer and _inside_longer(text, start, end, self.longer):
            return False
        # Last, because it is the only guard that has to load a dictionary.
        return not self.whole or stands_alone(text, start, end)


class PhraseChecker:
    """Looks up a list of words. Of a thousand words a text holds a few: only those are looked at more closely."""

    needs_hits = True

    def __init__(self, rows: Sequence[Mapping[str, Any]], whole: bool, message: str | None, safe: bool) -> None:
        self._rows = rows
        self._whole = whole
        self._message = message
        self._safety = "safe" if safe else "unsafe"
        self._met: dict[int, _Word] = {}
        self.literals = tuple(fold(row["wrong"]) for row in rows)

    @property
    def looks_for(self) -> tuple[str, ...]:
        """What the rule looks for, in a clerk's words: the first words of the list."""
        shown = [
            say("{wrong}应为{right}", wrong=quoted(row["wrong"]), right=quoted(row["right"]))
            if row.get("right")
            else quoted(row["wrong"])
            for row in self._rows[:SHOWN]
        ]
        if len(self._rows) > SHOWN:
            shown.append(say("……共{count}个", count=len(self._rows)))
        return ("；".join(shown),)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        reached = 0
        # The longest word at a place speaks for all that lie inside it.
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            word = self._word(hit.literal)
            if hit.start < reached or not word.stands(reading.text, hit.start, hit.end):
                continue
            reached = hit.end
            span = reading.span(hit.start, hit.end)
            fix = Fix((Edit(span.start, span.end, word.right),), self._safety) if word.right is not None else None
            yield Finding(span, self._say(word), advice=word.note, fix=fix)

    def _word(self, number: int) -> _Word:
        word = self._met.get(number)
        if word is None:
            word = self._met[number] = _word(self._rows[number], self._whole)
        return word

    def _say(self, word: _Word) -> str:
        if self._message:
            return self._message.replace("{wrong}", word.wrong).replace("{right}", word.right or "")
        if word.right:
            return say("{wrong}应为{right}", wrong=quoted(word.wrong), right=quoted(word.right))
        return say("不应出现{wrong}", wrong=quoted(word.wrong))


def _inside_longer(text: str, start: int, end: int, longer: tuple[str, ...]) -> bool:
    word = text[start:end]
    for phrase in longer:
        at = phrase.find(word)
        while at >= 0:
            if start >= at and text.startswith(phrase, start - at):
                return True
            at = phrase.find(word, at + 1)
    return False


def _word(row: Mapping[str, Any], whole: bool) -> _Word:
    def texts(key: str) -> tuple[str, ...]:
        return tuple(map(fold, row.get(key, ())))

    return _Word(
        row["wrong"],
        row.get("right"),
        row.get("note"),
        texts("before"),
        texts("after"),
        texts("not_before"),
        texts("not_after"),
        texts("except"),
        row.get("whole", whole),
    )


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PhraseChecker:
    rows = [row for row in fields.get("words", ()) if "wrong" in row]
    if not rows:
        raise RuleError(say("词表是空的，请在 words 里写词，或用 include 引用表格。"), "words")
    return PhraseChecker(rows, fields.get("whole", False), fields.get("message"), fields.get("safe", False))


KIND = Kind("phrase", "词表", FIELDS, _compile, table="words")
