"""市、县、乡三级, also 市县乡三级: as many levels as the count says."""

from __future__ import annotations

from collections.abc import Iterator

from ..lazy import lazily
from ..numerals import value
from ..reading import alternatives
from ..spots import matches, places
from .counts import HAN, Count, Words
from .lists import HIDDEN, Clauses, Size

_LEVELS = lazily(rf"(?P<number>[{HAN}]{{1,2}}|\d)级(?!以)")
_NOTE = lazily(rf"\({HIDDEN}{{1,12}}\)")
_WHOLE = lazily("(?:(?<!健)全|[我本各该])$")
LONGEST = 12
"""Characters that a run of levels without a mark between them may have."""


class Levels:
    """The levels of a rule, made ready: `levels` one each, `joint` such as 乡镇 one or two."""

    def __init__(self, words: Words) -> None:
        names = alternatives([*words.levels, *words.joint])
        self._level = lazily(names)
        self._run = lazily(rf"(?:{names})+$")
        self._joint = frozenset(words.joint)

    def find(self, clauses: Clauses) -> Iterator[Count]:
        """Every count of levels with the levels right before it; brackets and quotations are hidden."""
        for match in matches(_LEVELS, clauses.text, _starts(clauses.text)):
            declared = value(match["number"]) or 0
            begin = clauses.start(match.start())
            # 县（市、区）is one level.
            left = _NOTE.sub(lambda note: " " * len(note.group()), clauses.text[begin : match.start()])
            found = self._size(left)
            if found is None or declared < 2:
                continue
            size, length = found
            place = (match.start() - length, match.start())
            agrees = declared in size
            yield Count(match.span("number"), place, declared, size, agrees, plain=size.least == size.most)

    def _size(self, left: str) -> tuple[Size, int] | None:
        """How many levels end `left`, and how many characters they take; None where no list of levels does."""
        least = most = 0
        rest = left.rstrip()
        separated = False
        while run := self._run.search(rest[-LONGEST:]):
            words = self._level.findall(run.group())
            before = rest[: len(rest) - len(run.group())].rstrip()
            more = before.endswith(("、", "和", "与", "及"))
            separated = separated or more
            # Between two 、 several words are one level (县市), without any 、 each is one (市县乡).
            least += 1 if separated else len(words)
            most += sum(len(word) if word in self._joint else 1 for word in words)
            if not more:
                # 全市县乡村三级, 云川市县乡三级: the first word belongs to what stands before it.
                named = before and run.group()[0] in "市区" and len(words) > 1
                if not separated and least > 1 and (named or _WHOLE.search(before)):
                    least -= 1
                rest = before
                break
            rest = before[:-1].rstrip()
        else:
            return None
        return (Size(least, most), len(left) - len(rest)) if most >= 2 else None


def _starts(text: str) -> Iterator[int]:
    """Where the number before 级 may begin."""
    return (start for at in places(text, "级") for start in range(max(0, at - 2), at))
