"""What the words of heads and labels mean: 合计 is a total, 同比 a growth, 其中 opens parts of the row above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..lazy import lazily
from ..reading import fold

ROLES = (
    "total",
    "subtotal",
    "whole",
    "part",
    "share",
    "growth",
    "fall",
    "change",
    "average",
    "ordinal",
    "this",
    "last",
    "base",
    "noun",
    "suffix",
    "numbering",
    "open",
    "overlap",
    "comparable",
    "exceeds",
    "signed",
    "note",
)
"""`whole` is a total of what may not all be listed (全市); `average` is what no sum is made of; `base` the whole that a
rate is of (受理); `noun` and `suffix` what a head says around a verb (案件办结数); `open` a list that leaves things out
(主要), `overlap` one that counts things twice; `comparable` figures whose growth is not of current prices; `exceeds`
what lets a part be larger than its whole (含旧存); `signed` counts that may be negative."""

_BRACKETED = lazily(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_MARKER = lazily(
    r"(?P<first>[一二三四五六七八九十]{1,3}(?:、|\.|,|$))|(?P<second>\([一二三四五六七八九十]{1,3}\))"
    r"|(?P<third>\d{1,2}(?:\.(?!\d)|、|,))|(?P<fourth>\(\d{1,2}\)|\d{1,2}\)|[①-⑳])|(?P<deep>\d{1,2}(?:\.\d{1,2})+)"
)
_OF_ANOTHER = lazily("(?<![侵抢霸强挤])占(?![地道用有补压据领])[^数]{0,20}$")
"""余额占限额, but neither 占地面积 nor 侵占耕地."""
_LEVELS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "deep": 5}


def squeezed(text: str) -> str:
    """`text` without any space: 合 计 is 合计."""
    return "".join(text.split())


def bare(text: str) -> str:
    """A label without spaces, marker, brackets and the colon behind it."""
    return _BRACKETED.sub("", unmarked(squeezed(text))).strip(":、*#")


def level(text: str) -> int:
    """The level of the marker that a label begins with: 1 for 一、, 2 for （一）, 3 for 1., 4 for (1); 0 without."""
    match = _MARKER.match(text)
    return _LEVELS[match.lastgroup or ""] if match else 0


def unmarked(text: str) -> str:
    """`text` without the marker it begins with."""
    match = _MARKER.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


class Words:
    """The words of a rule by role."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._words = words
        self._patterns = {role: _alternatives(words.get(role, ())) for role in ROLES}

    def is_(self, role: str, label: str) -> bool:
        """Whether the bare label is one of the words, whole."""
        return label in self._words.get(role, ())

    def in_(self, role: str, text: str) -> re.Match[str] | None:
        """The first place of one of the words in `text`."""
        pattern = self._patterns[role]
        return pattern.search(text) if pattern else None

    def all_of(self, role: str) -> tuple[str, ...]:
        """The words of a role, the longest first."""
        return self._words.get(role, ())

    def roles(self, text: str) -> frozenset[str]:
        """The roles that a head or label plays."""
        label, text = bare(text), squeezed(text)
        found = {role for role in ("growth", "fall", "change", "share", "average") if self.in_(role, text)}
        if not found and _OF_ANOTHER.search(label):
            found.add("share")
        if not found and label.endswith("比"):
            found.add("average")
        if self.is_("ordinal", label):
            found.add("ordinal")
        if label.endswith("率") and not found:
            found.add("rate")
        if "%" in text and not found:
            found.add("average")
        if not found:
            found |= self._sums(label)
        if self.in_("part", text[:4]):
            found.add("part")
        return frozenset(found)

    def _sums(self, label: str) -> set[str]:
        if self.is_("whole", label):
            return {"whole"}
        for role in ("total", "subtotal"):
            if self.is_(role, label):
                return {role}
        named = any(label.endswith(word) for role in ("total", "subtotal") for word in self.all_of(role))
        return {"named"} if named else set()


def _alternatives(words: Iterable[str]) -> re.Pattern[str] | None:
    found = "|".join(re.escape(word) for word in words)
    return lazily(found) if found else None


@cache
def words_of(rows: tuple[tuple[str, str], ...]) -> Words:
    """The words of (role, word) rows; one and the same object for the same rows."""
    words: dict[str, list[str]] = {}
    for role, word in rows:
        words.setdefault(role, []).append(fold(word))
    return Words({role: tuple(sorted(found, key=len, reverse=True)) for role, found in words.items()})
