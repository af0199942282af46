"""What the relations between a count and a list share: the words of a rule, the numeral, the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..document import Document
from ..lazy import lazily
from ..records import Record
from .lists import Size

HAN = "二两三四五六七八九十"
"""The numerals that count a list; 一 counts none."""
NUMERAL = (
    rf"(?<![第\d.一{HAN}百千万亿点几数零近约超每各/~—-])"
    rf"(?P<number>[{HAN}]{{1,3}}|\d{{1,2}})(?![\d.,、百千万亿余多几%])"
)
_SIGN = rf"[{HAN}0-9]"
"""A character of such a numeral: a class without `\\d`, which is looked for twice as quickly; no other digit counts."""
NO_TIME = "(?!月|小时|百分点|季度|工作日|学期|年头)"
"""Behind 个: what makes it a measure of time or share."""
ANOTHER = lazily(rf"[一{HAN}\d][大个项类种条件级步]|[“‘][一{HAN}\d]")
"""A count among the members of a list: then the count beside the list may be one of them."""


class Words(Record, frozen=True):
    """What a pack says of counts: see the fields of the kind `count`."""

    units: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()
    announce: tuple[str, ...] = ()


class Numerals:
    """Where a numeral of `NUMERAL` may stand before one of some units; their first character tells most of it."""

    def __init__(self, units: Iterable[str]) -> None:
        self._first = frozenset(unit[0] for unit in units)
        first = "".join(map(re.escape, sorted(self._first)))
        # A numeral has no figure before it. The group that is found, an empty one, says how long it is. Of three digits
        # there is none, which most numbers have.
        runs = (_SIGN, rf"{_SIGN}{{2}}", rf"[{HAN}]{{3}}")
        lengths = "|".join(rf"(?<=(?<!{_SIGN}){run})()" for run in runs)
        self._last = lazily(rf"{_SIGN}(?=[{first}])(?:{lengths})" if first else "(?!)")

    def starts(self, text: str) -> list[int]:
        """Where the numerals begin, in order."""
        return [match.end() - (match.lastindex or 0) for match in self._last.finditer(text)]

    def starts_in(self, document: Document) -> list[int]:
        """The same of the reading text of a document, and perhaps of numerals before other units.

        They are looked for once for all rules that count by the same units, or by fewer.
        """
        known: list[tuple[frozenset[str], list[int]]] = document.memo.setdefault(Numerals, [])
        for first, starts in known:
            if self._first <= first:
                return starts
        found = self.starts(document.reading.text)
        known.append((self._first, found))
        return found


class Count(Record, frozen=True):
    """A count held against a list; positions are the reading's.

    `sure` is False where a person must look again; `plain` says that the list is delimited beyond doubt, so that
    the number may be put right.
    """

    number: tuple[int, int]
    list: tuple[int, int]
    declared: int
    size: Size
    agrees: bool
    sure: bool = True
    plain: bool = False


def are_alike(members: Sequence[str], echo: str = "") -> bool:
    """Whether the members of a list are built alike: as long as one another, or each with the word `echo`.

    The first may have words before it that belong to no list. Members that are not alike may hold lists themselves.
    """
    if echo and all(echo in member for member in members):
        return True
    lengths = [len(member.strip()) for member in members]
    if min(lengths[1:], default=0) == 0:
        return False
    return max(lengths[1:]) - min(lengths[1:]) <= 1 and lengths[0] >= min(lengths[1:]) - 1
