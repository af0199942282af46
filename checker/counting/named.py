"""Lists right behind their count: `“三收”（收教、收押、收监）`, `五大领域：甲、乙…`, `“四个慎重”：慎重…；慎重…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..lazy import lazily
from ..numerals import value
from ..reading import alternatives
from ..spots import matches
from .counts import ANOTHER, HAN, NUMERAL, Count, Words, are_alike
from .lists import HIDDEN, Size, hide, parts, size

_BETWEEN = rf"\n,;。:!?()、—“”{HIDDEN}"
_LINK = lazily(rf"[^{_BETWEEN}]{{0,14}}(?:(?P<open>\()|(?::|—{{2}}|,(?=即|包括|分别[是为]))(?:即|包括|分别[是为])?|即)")
_MAY_LINK = lazily(rf"[^{_BETWEEN}即]{{0,14}}+(?:[(:即]|—{{2}}|,(?=即|包括|分别[是为]))")
"""What every link holds. It is soon seen to be absent, as it nearly always is."""
_NAME = lazily(rf"“(?P<name>(?:[{HAN}一][\u4e00-\u9fff]{{1,6}}){{1,3}})”")
_BODY_END = lazily("[;。!?\n]")
_SENTENCE_END = lazily("[。\n]")
_UNITS = "大个项类种条"
_WORD = lazily(rf"[{_UNITS}]?([\u4e00-\u9fff]{{1,4}})$")
_NESTED = lazily(r"[,;:。\d等的]|其中|以及")
REACH = 1500
"""Code points in which the end of what a colon announces is looked for."""


class ListsBehind:
    """The lists that stand behind their count, for one rule's words."""

    def __init__(self, words: Words) -> None:
        self._count = lazily(rf"{NUMERAL}(?:{alternatives(words.units)})(?=[”“]?[\u4e00-\u9fff])")
        self._results = lazily(rf",(?:{alternatives(words.results)})")

    def find(self, text: str, masked: str, numerals: Sequence[int]) -> Iterator[Count]:
        """Every such count in `text`; `masked` is `text` with brackets and quotations hidden, `numerals` where its
        numerals begin."""
        for match in matches(self._count, text, numerals):
            if masked[match.start()] == text[match.start()]:
                at = match.end() + (masked[match.end() : match.end() + 1] == "“")
                if _MAY_LINK.match(masked, at):
                    yield from self._behind(text, masked, match.span("number"), at, value(match["number"]) or 0, "")
        for match in _NAME.finditer(text):
            if masked[match.start()] != "“" or masked[match.end() - 1] != "”":
                continue
            # “四个一律” counts four; “三民一问” three and one.
            numerals = re.findall(f"[{HAN}一]", match["name"][: 1 if match["name"][1] in _UNITS else None])
            start = match.start("name")
            word = _WORD.search(match["name"][1:]) if len(numerals) == 1 else None
            total = sum(value(numeral) or 0 for numeral in numerals)
            if total > 1:
                place = (start, start + 1)
                yield from self._behind(text, masked, place, match.end(), total, word[1] if word else "")

    def _behind(
        self, text: str, masked: str, number: tuple[int, int], at: int, declared: int, word: str
    ) -> Iterator[Count]:
        """The list that a link leads to from `at`. `word` is what “四个慎重” counts, empty where no name is quoted."""
        link = _LINK.match(masked, at)
        if link is None:
            return
        begin = link.end()
        if link["open"]:
            end = begin
            while end < len(masked) and masked[end] == HIDDEN:
                end += 1
            body = hide(text[begin:end])
        else:
            stop = _BODY_END.search(masked, begin, begin + REACH)
            end = stop.start() if stop else begin
            body = masked[begin:end]
            if stop and stop.group() == ";":
                yield from _clauses(text, masked, number, begin, declared, word)
                return
        result = self._results.search(body)
        first = body[: result.start()] if result else body.partition(",")[0] if _echoes(body, word) else body
        found = size(first)
        place = (begin, begin + len(first))
        again = text.count(word, begin, end) if len(word) > 1 else 0
        clauses = body.split(",")
        if declared in (again, _again(text, begin, word)) or (
            declared in found and "、" in first and not re.search("[,:]", first)
        ):
            yield Count(number, place, declared, found, True)
        elif len(word) > 1 and len(clauses) > 1 and all(_is_one(clause, word) for clause in clauses):
            yield Count(number, (begin, end), declared, Size(again, again), False)
        elif link["open"] is None and "、" not in body and len(clauses) > 2 and _are_built_alike(clauses):
            # 抓好3件事:筹办一次会议,建成一个中心,出台一部规章。
            counted = Size(len(clauses), len(clauses))
            yield Count(number, (begin, end), declared, counted, declared in counted, sure=False)
        elif "、" in first and not (link["open"] and not word):  # 3个县（市、区）
            members = parts(first)
            told = text[begin : begin + len(first)]
            echoes = bool(word) and all(member.count(word) == 1 for member in members)
            if declared < 2 or ANOTHER.search(told) or (_NESTED.search(first) and not echoes):
                return
            alike = are_alike(members, word)
            if found.least > declared and not alike and not link["open"]:
                return
            plain = bool(link["open"]) and found.least == found.most
            yield Count(number, place, declared, found, False, sure=alike or bool(link["open"]), plain=plain)


def _again(text: str, begin: int, word: str) -> int:
    """How often the counted word comes in the paragraph behind the colon: “四个慎重”：慎重…。慎重…。"""
    end = text.find("\n", begin, begin + REACH)
    return text.count(word, begin, end if end >= 0 else begin + REACH) if len(word) > 1 else 0


def _is_one(clause: str, word: str) -> bool:
    """Whether the clause holds the counted word once and no list that would share it out."""
    return clause.count(word) == 1 and not re.search("[、和与及]", clause)


def _are_built_alike(clauses: list[str]) -> bool:
    """Whether the clauses are as good as equally long, so that they list things of one kind."""
    lengths = [len(clause) for clause in clauses]
    return min(lengths) >= 4 and max(lengths) - min(lengths) <= 2 and not any(re.search(r"\d", c) for c in clauses)


def _echoes(body: str, word: str) -> bool:
    """Whether every member of the list before the first comma holds the word that is counted (“五有”)."""
    return bool(word) and all(word in member for member in parts(body.partition(",")[0]))


def _clauses(text: str, masked: str, number: tuple[int, int], begin: int, declared: int, word: str) -> Iterator[Count]:
    """…：甲；乙；丙。 Clauses may hold more than one of what is counted, so only agreement is certain."""
    stop = _SENTENCE_END.search(masked, begin, begin + REACH)
    end = stop.start() if stop else begin
    found = masked.count(";", begin, end) + 1
    if declared in (found, text.count(word, begin, end) if len(word) > 1 else 0, _again(text, begin, word)):
        yield Count(number, (begin, end), declared, Size(declared, declared), True)
