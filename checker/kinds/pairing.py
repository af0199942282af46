"""Kind `pairing`: a verb with a noun that does not go with it (加快……水平), the two some words apart.

The noun must end its clause, so that it is what the verb governs (not 开展机制建设), and nothing between or before the
two may govern it instead (加快提升……水平). Whatever is left in doubt is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..document import Document
from ..lazy import lazily
from ..messages import quoted, say
from ..phrases import Hit, groups_of
from ..reading import alternatives, fold
from ..rules import Edit, Finding, Fix, Rule
from ..words import words_around
from . import Field, Kind, RuleError, Vocabulary, any_of

_PAIR = {
    "verb": Field("text", "动词", required=True),
    "nouns": Field("text", "与它不搭配的名词，用；隔开", required=True),
    "instead": Field("text", "与名词搭配的动词，用；隔开，第一个用来改", required=True),
}
FIELDS = {
    "pairs": Field("maps", "不搭配的动词和名词", fields=_PAIR),
    "governors": Field("texts", "其他能带这些名词的动词；出现在句中就不报"),
    "owners": Field("texts", "后面加“的”还是修饰名词的词，如 群众、重要（群众的呼声）；别的“的”前面可能是一件事"),
    "adverbs": Field("texts", "与名词连写的动词前面只能有这些词（不断加快步伐），别的会同它连成名称（改革推进力度）"),
    "gap": Field("integer", "动词与名词之间最多几个字，默认14"),
}
_CLAUSE_BEFORE = 40
"""Code points before a noun in which its clause is looked at."""
_MARK = lazily("[,、。;:!?()《》“”\n\t]")
_ENDS = frozenset(",。;!?\n") | {""}
"""What stands behind the last word of a clause: a mark, or nothing, where the text ends."""
_SUMMED_UP = lazily("等[一各几]?[系项列种]{0,2}$")
"""开展跟踪服务等措施: the noun sums up what was listed; the verb governs the list."""


class PairingChecker:
    """Finds nouns under a verb that does not go with them."""

    needs_hits = True

    def __init__(self, fields: Mapping[str, Any], pairs: Sequence[Mapping[str, str]]) -> None:
        self._verbs: dict[str, dict[str, tuple[str, ...]]] = {}
        for pair in pairs:
            instead = tuple(_listed(pair["instead"]))
            for noun in _listed(pair["nouns"]):
                self._verbs.setdefault(noun, {})[fold(pair["verb"])] = instead
        self.literals = tuple(self._verbs)
        governors = {verb for verbs in self._verbs.values() for verb in verbs}
        governors |= {fold(verb) for verbs in self._verbs.values() for instead in verbs.values() for verb in instead}
        self._governor = any_of([*governors, *fields.get("governors", ())])
        self._of = lazily("".join(f"(?<!{alternatives([owner])})" for owner in fields.get("owners", ())) + "的")
        adverbs = fields.get("adverbs")
        self._adverbs = lazily(f"(?:{alternatives(adverbs)}){{0,4}}" if adverbs else ".*")
        self._gap: int = fields.get("gap", 14)
        self._wrong = [(tuple(verbs), self._gap + max(map(len, verbs))) for verbs in self._verbs.values()]

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        reading = document.reading
        text = reading.text
        # Most of the nouns end no clause, and next to none of the others comes after a verb that does not go with it.
        ending: list[tuple[int, int, int]] = []
        for number, places in groups_of(hits):
            verbs, reach = self._wrong[number]
            for _, start, end in places:
                if text[end : end + 1] in _ENDS:
                    before = text[start - reach if start > reach else 0 : start]
                    for each in verbs:
                        if each in before:
                            ending.append((start, end, number))
                            break
        ending.sort()
        for start, end, number in ending:
            low = _clause(text, start)
            governing = list(self._governor.finditer(text, low, start))
            if len(governing) != 1 or not 0 <= start - governing[0].end() <= self._gap:
                continue
            verb, noun = governing[0], self.literals[number]
            instead = self._verbs[noun].get(verb[0])
            if instead is None or self._of.search(text, verb.start() - 1, end):
                continue
            if verb.end() == start and not self._adverbs.fullmatch(text, low, verb.start()):
                continue
            if _SUMMED_UP.search(text[verb.end() : start]) or _is_one_of_a_row(text, low, noun):
                continue
            clause = text[low:end]
            words = words_around(clause, 0, len(clause))
            # 深入开展 and 服务水平 are one word each: sure is only that the verb ends and no other word cuts the noun.
            if all(low + stop != verb.end() for _, stop in words):
                continue
            if any(low + begin < start < low + stop < end for begin, stop in words):
                continue
            fix = Fix((Edit(*_ends(document, *verb.span()), instead[0]),))
            message = say(
                "{verb}与{noun}搭配不当，一般用{instead}",
                verb=quoted(verb[0]),
                noun=quoted(noun),
                instead=quoted("、".join(instead)),
            )
            yield Finding(reading.span(verb.start(), end), message, fix=fix)


def _clause(text: str, end: int) -> int:
    """Where the clause begins that goes on to `end`, as far as it is looked at: read backwards, up to one mark."""
    low = max(0, end - _CLAUSE_BEFORE)
    before = text[low:end][::-1]
    mark = _MARK.search(before)
    return end - mark.start() if mark else low


def _is_one_of_a_row(text: str, low: int, noun: str) -> bool:
    """加大完善力度、深化力度: what stands before the clause ends with the same noun, under a verb of its own."""
    return text[low - 1 : low] == "、" and text.endswith(noun, 0, low - 1)


def _ends(document: Document, start: int, end: int) -> tuple[int, int]:
    span = document.reading.span(start, end)
    return span.start, span.end


def _listed(text: str) -> list[str]:
    return [part.strip() for part in fold(text).split(fold("；")) if part.strip()]


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> PairingChecker:
    pairs = [pair for pair in fields.get("pairs", ()) if {"verb", "nouns", "instead"} <= set(pair)]
    if not pairs:
        raise RuleError(say("pairs 是空的，请在 pairs 里写，或用 include 引用表格。"), "pairs")
    return PairingChecker(fields, pairs)


KIND = Kind("pairing", "动词与名词搭配", FIELDS, _compile, table="pairs")
