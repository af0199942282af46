"""Kind `doubled`: a character, a word or a clause that was typed twice.

Chinese doubles on purpose as well (时时, 层层, 实实在在), and two words may meet in one character (全市｜市场监管局).
So a doubled character is a mistake only where the words of its clause leave one of the two over, and a doubled word
only where both stand as words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress, islice
from operator import eq
from typing import Any

from ..context import is_quoted
from ..document import TABLE, Document
from ..lazy import lazily
from ..messages import quoted, say
from ..packfields import compile_pattern
from ..phrases import Hit
from ..reading import fold
from ..repeats import Repeats
from ..rules import Edit, Finding, Fix, Rule
from ..spots import matches
from ..words import words_around
from . import Field, Kind, RuleError, Vocabulary, any_of

FIELDS = {
    "check": Field(
        "choice",
        "查什么：character 一个字，word 一个词或词组，clause 一个分句",
        required=True,
        choices=("character", "word", "clause"),
    ),
    "particles": Field("text", "character：从不重叠的虚词，如 的了在"),
    "bound": Field("text", "character：几乎从不单独成词的字，如 署矛盾，夹在词边多出一个就是误打"),
    "except": Field("texts", "本来就这样写的词语，如 研究研究"),
    "written": Field("patterns", "本来就这样重叠的格式（正则表达式），如 (\\p{Han}着)\\1（读着读着）"),
    "ends": Field("texts", "word：以这些词结尾的名称后面可以再跟同一个词，如 社区（云山社区社区工作者）"),
    "links": Field("text", "word：前面是这些字时，ends 里的词不会是名称的结尾，如 和在对（和社会社会力量）"),
}
LONGEST = 30
"""Characters of a word or phrase that is typed twice without a mark between."""
SHORTEST_CLAUSE = 5
"""Han characters of a clause; shorter ones may be said twice on purpose."""
SHORTEST_SENTENCE, LONGEST_SENTENCE = 9, 24
"""Of a sentence that stands twice in a row; a longer one is told by rule residue/sentence-twice wherever it stands."""

_HAN = "\u4e00-\u9fff"
_WORD_TWICE = lazily(f"([{_HAN}]{{2,{LONGEST}}}?)\\1(?!\\1)")
_TRIES = 200
"""Places of a text that are looked at closely; one that has more (a table of blanks) is searched."""
_NUMERAL = frozenset("一二两三四五六七八九十百千万亿零半几每数")
"""What begins with one of these may be repeated: 一代一代, 一步一步."""
_REACH = 60
"""Code points on either side of a place in which its clause ends; a text without marks is left alone."""
_MARK = lazily("[,、。;:!?()《》“”‘’—…\n\t]")
_CLAUSE_ENDS, _SENTENCE_ENDS = ",、。;:!?\n\t", "。!?\n"
_CLAUSE = lazily(f"([^{_CLAUSE_ENDS}]+)([{_CLAUSE_ENDS}]|$)")
_SENTENCE = lazily(f"([^{_SENTENCE_ENDS}]+)([{_SENTENCE_ENDS}]|$)")
_NOT_PLAIN = lazily("[0-9A-Za-z“”‘’《》()%]")
"""A clause with figures or names in it may be an entry of a list."""


class DoubledChecker:
    """Looks for one sort of doubling."""

    literals: tuple[str, ...] = ()

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._particles = frozenset(fields.get("particles", ""))
        self._bound = frozenset(fields.get("bound", ""))
        self._doubtful = self._particles | self._bound
        doubtful = "".join(sorted(self._doubtful))
        self._character = lazily(f"([{doubtful}])\\1{{1,2}}(?!\\1)" if doubtful else "(?!)")
        self._except = any_of(fields.get("except", ()))
        self._written = [compile_pattern(pattern) for pattern in fields.get("written", ())]
        self._ends = tuple(fold(word) for word in fields.get("ends", ()))
        self._links = frozenset(fields.get("links", ""))
        self._find: Callable[[Document], Iterator[Finding]] = {
            "character": self._characters,
            "word": self._words,
            "clause": self._clauses,
        }[fields["check"]]

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        return self._find(document)

    def _characters(self, document: Document) -> Iterator[Finding]:
        text = document.reading.text
        clauses = _Clauses(text)
        doubled = [at for at, _ in _repeats(document).in_a_row([1]) if text[at] in self._doubtful]
        for match in matches(self._character, text, doubled):
            start, end = match.span()
            if (
                text[start - 1 : start] == match[1]
                or text[start - 1 : start] in _NUMERAL
                or _is_in_pairs(text, start, end)
                or self._is_right(text, match)
            ):
                continue
            words = clauses.words(start, end)
            over = [words.get(at, 0) == at + 1 for at in range(start, end)]
            if any(begin < end and begin < stop - 1 and start <= begin < stop <= end for begin, stop in words.items()):
                continue
            particle = match[1] in self._particles and all(over)
            left_over = match[1] in self._bound and end - start == 2 and sum(over) == 1
            if (particle or left_over) and not _is_apart(document, start, end):
                yield _twice(document, start, start + 1, end, "safe" if particle else "unsafe")

    def _words(self, document: Document) -> Iterator[Finding]:
        text = document.reading.text
        clauses = _Clauses(text)
        for match in _words_twice(text, _repeats(document)):
            start, middle, end = match.start(), match.end(1), match.end()
            once = match[1]
            if (
                once[0] in _NUMERAL
                or once in (once * 2)[1:-1]
                or text[max(0, start - len(once)) : start] == once
                or self._ends_a_name(text, once, start, end)
                or self._is_right(text, match)
                or _is_apart(document, start, end)
                or (len(once) == 2 and is_quoted(text, start))
                or _is_mirrored(text, start, end)
            ):
                continue
            words = clauses.words(start, end)
            stops = set(words.values())
            # 制定方案 may be one word: one of the two has to begin and end as words do.
            if middle in words and (start in words or end in stops):
                yield _twice(document, start, middle, end, "unsafe")

    def _ends_a_name(self, text: str, once: str, start: int, end: int) -> bool:
        """云山社区|社区工作者: one ends a name, the other begins what belongs to it."""
        before, after = text[start - 1 : start], text[end : end + 1]
        bare = not before or before in self._links or _MARK.match(before)
        return once.endswith(self._ends) and not bare and not (not after or _MARK.match(after))

    def _clauses(self, document: Document) -> Iterator[Finding]:
        text = document.reading.text
        if _any_in_a_row(text, _CLAUSE_ENDS, SHORTEST_CLAUSE):
            yield from self._in_a_row(document, _CLAUSE.finditer(text), ",、;", ",、;。", SHORTEST_CLAUSE)
        if _any_in_a_row(text, _SENTENCE_ENDS, SHORTEST_SENTENCE):
            yield from self._in_a_row(document, _SENTENCE.finditer(text), "。", "。", SHORTEST_SENTENCE)

    def _in_a_row(
        self, document: Document, pieces: Iterable[re.Match[str]], between: str, after: str, least: int
    ) -> Iterator[Finding]:
        """Pieces that stand just twice, one behind the other; three alike are a list of values or a chant."""
        run: list[re.Match[str]] = []
        for piece in [*pieces, None]:
            if piece is not None and run and piece[1] == run[-1][1] and piece.start() == run[-1].end():
                run.append(piece)
                continue
            if len(run) == 2 and run[0][2] in between and run[1][2] in after and run[1][2]:
                yield from self._stands_twice(document, run[0], run[1], least)
            run = [piece] if piece is not None else []

    def _stands_twice(
        self, document: Document, one: re.Match[str], two: re.Match[str], least: int
    ) -> Iterator[Finding]:
        text = document.reading.text
        before = text[one.start() - 1 : one.start()] or "\n"
        clause = least == SHORTEST_CLAUSE
        if len(one[1]) < least or is_quoted(text, one.start()):
            return
        if not clause and len(one[1]) > LONGEST_SENTENCE:
            return
        if clause and (before not in ",、;。:\n" or _NOT_PLAIN.search(one[1])):
            return
        if self._except.fullmatch(one[1]) or document.place(document.reading.offset(one.start())) == TABLE:
            return
        yield _twice(document, one.start(1), one.end(1), two.end(1), "unsafe")

    def _is_right(self, text: str, match: re.Match[str]) -> bool:
        """Whether the doubling lies inside words that are written so."""
        low = max(0, match.start() - LONGEST)
        high = match.end() + LONGEST
        known = [found.span() for found in self._except.finditer(text, low, high)]
        known += [found.span() for form in self._written for found in form.finditer(text, match.start(), high)]
        return any(start <= match.start() and match.end() <= end for start, end in known)


class _Clauses:
    """The words of the clause around a place; a clause is cut once, however many places lie in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = 0
        self._words: dict[int, int] = {}

    def words(self, start: int, end: int) -> dict[int, int]:
        """End by beginning of the words of the clause that holds `start` to `end`; none where it has no end."""
        if not self._start <= start < end <= self._end:
            text = self._text
            low = max(0, start - _REACH)
            left = [mark.end() for mark in _MARK.finditer(text, low, start)] or ([0] if low == 0 else [])
            right = _MARK.search(text, end, end + _REACH)
            if not left or not (right or end + _REACH >= len(text)):
                return {}
            self._start, self._end = left[-1], right.start() if right else len(text)
            clause = text[self._start : self._end]
            words = words_around(clause, 0, len(clause))
            self._words = {self._start + begin: self._start + stop for begin, stop in words}
        return self._words


def _repeats(document: Document) -> Repeats:
    """What stands twice in a row in the reading text; made once for each document."""
    made: Repeats | None = document.memo.get(_repeats)
    if made is None:
        made = document.memo[_repeats] = Repeats(document.reading.text)
    return made


def _words_twice(text: str, repeats: Repeats) -> Iterable[re.Match[str]]:
    """The matches of `_WORD_TWICE`, which is tried where something stands twice in a row."""
    found = repeats.in_a_row(range(2, LONGEST + 1))
    starts = {at for at, _ in islice(found, _TRIES)}
    if next(found, None) is not None:
        return _WORD_TWICE.finditer(text)
    return matches(_WORD_TWICE, text, sorted(starts))


def _any_in_a_row(text: str, ends: str, least: int) -> bool:
    """A quick look whether any two pieces that follow each other may be the same; in most documents none are."""
    for end in ends[1:]:
        text = text.replace(end, ends[0])
    pieces = text.split(ends[0])
    again = compress(pieces, map(eq, pieces, islice(pieces, 1, None)))
    return max(map(len, again), default=0) >= least


def _is_apart(document: Document, start: int, end: int) -> bool:
    """Whether the document has a space or a line end inside, as between a heading and the text that follows it."""
    return any(character.isspace() for character in document.slice(document.reading.span(start, end)))


def _is_in_pairs(text: str, start: int, end: int) -> bool:
    """满满意意, 涨涨落落: both characters of a word are doubled."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return end - start == 2 and any(len(pair) == 2 and pair[0] == pair[1] for pair in (before, after))


def _is_mirrored(text: str, start: int, end: int) -> bool:
    """江山就是人民人民就是江山: what is said is turned round, its comma left out."""
    return text[max(0, start - 2) : start] == text[end : end + 2]


def _twice(document: Document, start: int, middle: int, end: int, safety: str) -> Finding:
    """The finding for what stands from `start` to `middle` and again up to `end`."""
    reading = document.reading
    span = reading.span(start, end)
    first = reading.span(start, middle)
    fix = Fix((Edit(first.end, span.end, ""),), safety)
    return Finding(span, say("{text}重复，多打了一遍", text=quoted(reading.text[start:middle])), fix=fix)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> DoubledChecker:
    if fields["check"] == "character" and not (fields.get("particles") or fields.get("bound")):
        raise RuleError(say("查单字要写 particles 或 bound。"), "check")
    return DoubledChecker(fields)


KIND = Kind("doubled", "重复的字词", FIELDS, _compile)
