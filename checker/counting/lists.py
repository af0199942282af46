"""Chinese lists taken apart: how many members `甲、乙和丙` has, where the clause that holds it begins and ends.

A list is not always certain: 和 may join two members or stand inside one (`融资和担保`). So its size is a range, and
what is said against it must be false for every size in the range.
"""

from __future__ import annotations

from ..document import Document
from ..lazy import lazily
from ..records import Record

HIDDEN = "\ue000"
"""Stands in an outer text for each character inside brackets and quotation marks; a private-use character."""
REACH = 300
"""Code points in which the ends of a clause are looked for."""

_MARKS = tuple(zip("“‘《〈(【〔[", "”’》〉)】〕]", strict=True))
_JOINER = lazily("以及|[和与及或]|并(?!不|非)")
_LIST_JOINER = lazily("、|以及|[和与及]")
CLAUSE_END = lazily(r"[;。:!?\n,—…](?:(?<=[;。:!?\n])|(?<=,)(?:(?!\d{3}(?!\d))|(?<!\d,))|(?<=[—…])[—…])")
"""What ends a clause in reading form; the comma inside `1,234` does not. It begins with one set of characters, since
such patterns are found quickly."""

_PAIRED = "—…"
_AHEAD = 5
"""Code points behind a place that tell whether a clause ends there."""
_NEAR = 40
"""Code points in which the beginning of a clause is looked for first."""


class Size(Record, frozen=True):
    """How many members a list has: at least and at most."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most


def outer(document: Document) -> Clauses:
    """The reading text with what stands inside brackets and quotation marks hidden, one character for one.

    The marks themselves stay; a mark without its partner in the same paragraph hides nothing. Kept in the
    document's memo. Linear in the text.
    """
    if outer not in document.memo:
        document.memo[outer] = Clauses(hide(document.reading.text))
    found: Clauses = document.memo[outer]
    return found


def hide(text: str) -> str:
    """`text` (in reading form) with what stands inside brackets and quotation marks hidden."""
    pairs = [pair for opening, closing in _MARKS for pair in _pairs(text, opening, closing)]
    pieces: list[str] = []
    at = 0
    for start, end in sorted(pairs):
        if end > at:
            begin = max(start, at)
            pieces += [text[at:begin], HIDDEN * (end - begin)]
            at = end
    return "".join([*pieces, text[at:]])


def _pairs(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """Where what stands between two marks of one line begins and ends; a closing one goes with the last that is open.

    One mark after the other is looked for, since Python finds a single character far more quickly than one of several.
    """
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    find = text.find
    closed = find(closing)
    opened = find(opening) if closed >= 0 else -1
    while closed >= 0:
        while 0 <= opened < closed:
            waiting.append(opened)
            opened = find(opening, opened + 1)
        if waiting:
            start = waiting.pop()
            if find("\n", start, closed) < 0:
                pairs.append((start + 1, closed))
            else:
                waiting.clear()  # those that are left are of earlier lines still
        elif opened < 0:
            break
        closed = find(closing, closed + 1)
    return pairs


class Clauses:
    """A text in reading form with its brackets hidden, and where its clauses begin and end.

    Ends are looked for around a place: most are near, and most lines hold no list.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def start(self, at: int) -> int:
        """Where the clause begins in which `at` stands; at most `REACH` before it."""
        for reach in (_NEAR, REACH):
            begin = -1
            for match in CLAUSE_END.finditer(self.text, self._apart(max(at - reach, 0)), at + _AHEAD):
                if match.end() > at:
                    break
                begin = match.end()
            if begin >= 0:
                break
        return max(begin, at - REACH, 0)

    def end(self, at: int) -> int:
        """Where the clause ends in which `at` stands; at most `REACH` behind it."""
        for match in CLAUSE_END.finditer(self.text, self._apart(at), at + REACH + _AHEAD):
            if match.start() >= at:
                return min(match.start(), at + REACH)
        return min(len(self.text), at + REACH)

    def _apart(self, at: int) -> int:
        """`at`, or where the row of dashes that goes on there begins: they end clauses by twos, from the first on."""
        while at and self.text[at - 1] in _PAIRED:
            at -= 1
        return at


def parts(text: str) -> list[str]:
    """What stands between the 、 of `text`, the text of a list with its brackets hidden."""
    return text.split("、")


def pieces(text: str) -> list[str]:
    """What stands between the 、 and joining words of `text`: the members if every 和 joins two of them."""
    return _LIST_JOINER.split(text)


def size(text: str) -> Size:
    """How many members the list `text` may have, its brackets hidden: each 和 may join two or stand inside one."""
    least = text.count("、") + 1
    return Size(least, least + len(_JOINER.findall(text)))
