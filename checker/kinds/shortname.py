"""Kind `shortname`: 《条例》 before anyone has said which, and short names declared for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..reading import fold
from ..rules import Finding, Related, Rule
from . import Field, Kind, RuleError, Vocabulary

CHECKS = ("first", "unused")
FIELDS = {
    "check": Field(
        "choice", "查什么：first 简称先于全称出现，unused 交代了简称却没有用", required=True, choices=CHECKS
    ),
    "words": Field("texts", "first：当作简称的文种，如 条例、意见"),
}

MOST_DECLARED = 50
"""Declarations that are looked into; each is searched for to the end of the text."""

_DECLARED = lazily(r"\((?:以下|下文|下)(?:统一|统|均)?(?:简称|称)[为作:]?(?P<name>[“《][^“”《》()\n]{1,20}[”》])\)")


class FirstChecker:
    """A short name is looked up when it is met first: what it stands for should have been named before."""

    needs_hits = True

    def __init__(self, words: tuple[str, ...]) -> None:
        self.literals = tuple(f"《{fold(word)}》" for word in words)
        self._words = tuple(fold(word) for word in words)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        met: set[int] = set()
        for hit in hits:
            if hit.literal in met:
                continue
            met.add(hit.literal)
            word = self._words[hit.literal]
            # 实施意见 will do as well as 《…实施意见》: 这个《意见》 points back to it.
            if reading.text.find(word, 0, hit.start) >= 0:
                continue
            full = lazily(rf"《[^《》\n]{{1,60}}{re.escape(word)}(?:\([^()\n]{{1,20}}\))?》|简称《{re.escape(word)}》")
            later = full.search(reading.text, hit.end)
            span = reading.span(hit.start, hit.end)
            if later is None:
                yield Finding(span, say("前文没有交代《{word}》的全称", word=word))
                continue
            place = Related(reading.span(*later.span()), say("全称在这里"))
            yield Finding(span, say("《{word}》用在全称之前", word=word), related=(place,))


class UnusedChecker:
    """A short name that is declared once and never met again."""

    literals = tuple(f"({lead}称" for lead in ("以下简", "下文简", "以下统", "以下均", "下"))
    needs_hits = True

    def check(self, document: Document, hits: list[Hit]) -> Iterator[Finding]:
        reading = document.reading
        for hit in hits[:MOST_DECLARED]:
            match = _DECLARED.match(reading.text, hit.start)
            if match is None:
                continue
            name = match["name"]
            if reading.text.find(name[1:-1], match.end()) < 0:
                yield Finding(reading.span(*match.span("name")), say("交代了简称{name}，后文没有用到", name=name))


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> FirstChecker | UnusedChecker:
    if fields["check"] == "unused":
        return UnusedChecker()
    if not fields.get("words"):
        raise RuleError(say("words 是空的。"), "words")
    return FirstChecker(fields["words"])


KIND = Kind("shortname", "简称", FIELDS, _compile)
