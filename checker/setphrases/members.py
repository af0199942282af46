"""Set lists (政治意识、大局意识、核心意识、看齐意识): members out of order, replaced or left out.

Anchored: two members are looked up for all documents; the list around one of them is read only where it stands.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from ..lazy import lazily
from ..reading import alternatives
from ..records import Record
from ..words import is_inside_word

_JOIN = lazily(r"(?:[、,;]|和|与|及|以及|或)?")
_FOREIGN = lazily(r"[、,](?P<member>[^、,;。:!?\n]{1,24})(?:[、,]|和|与|及)?")
_STOP = lazily(r"[、,;。:!?\n《》]")
LIKE = 0.5
"""Share of characters that a text must have in common with a member to be taken for it, badly written."""
FEWEST = 4
"""Members that a list must have for one that is left out to be missed; of shorter ones parts are often told."""


class Misplaced(Record, frozen=True):
    """`text[start:end]` should be `right`.

    Where all members are there in another order, `order` says which of them belongs at which place.
    """

    start: int
    end: int
    right: str
    order: tuple[tuple[int, int, str], ...] = ()
    missing: str = ""


class MemberList:
    """One set list, its members in reading form in their order.

    An `open` list is told in parts and rewritten by many (自治、法治、德治): only its order is looked at.
    """

    def __init__(self, members: Sequence[str], *, open_: bool = False) -> None:
        self.members = tuple(members)
        self._open = open_
        self._numbers = {member: number for number, member in enumerate(members)}
        self._any = lazily(alternatives(members))
        self._reach = sum(len(member) + 2 for member in members) + 8
        # Two of them: where one member is replaced, the other anchor still stands.
        self.anchors = tuple(sorted(members, key=len, reverse=True)[:2])

    def around(self, text: str, start: int, end: int) -> Misplaced | None:
        """What is wrong with the list that holds the anchor at `start`:`end`; None where nothing is."""
        run = self._run(text, start, end)
        numbers = [self._numbers[text[a:b]] for a, b in run]
        size = len(self.members)
        if self._goes_on(text, run, numbers):
            return None
        if len(set(numbers)) < len(numbers):
            return self._repeated(run, numbers)
        if len(numbers) == size and numbers != sorted(numbers):
            order = tuple((a, b, member) for (a, b), member in zip(run, self.members, strict=True))
            return Misplaced(run[0][0], run[-1][1], self._in_order(text, run), order)
        if len(numbers) == size - 1 >= 2 and numbers == sorted(numbers) and not self._open:
            (missing,) = set(range(size)) - set(numbers)
            return self._replaced(text, run, missing)
        return None

    def may_be(self, text: str, start: int, end: int) -> bool:
        """A quick look whether `around` may find something: not where more than one member is missing around."""
        near = text[max(0, start - self._reach) : end + self._reach]
        lacking = 0
        for member in self.members:
            if member not in near:
                lacking += 1
                if lacking > 1:
                    return False
        return True

    def _repeated(self, run: list[tuple[int, int]], numbers: list[int]) -> Misplaced | None:
        """One member twice, where putting the missing one in place of it makes the list right."""
        wrong = [at for at, number in enumerate(numbers) if number != at]
        if len(numbers) != len(self.members) or len(wrong) != 1:
            return None
        return Misplaced(*run[wrong[0]], self.members[wrong[0]])

    def _run(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The members around the anchor, with nothing between them but joints and at most one foreign member."""
        low = max(0, start - self._reach)
        low = max(low, text.rfind("\n", low, start) + 1)
        found = [match.span() for match in self._any.finditer(text, low, min(len(text), end + self._reach))]
        at = next((i for i, (a, b) in enumerate(found) if a <= start < b), None)
        if at is None:
            return []
        first = last = at
        while first > 0 and self._next(text, found[first - 1], found[first]):
            first -= 1
        while last + 1 < len(found) and self._next(text, found[last], found[last + 1]):
            last += 1
        return found[first : last + 1]

    def _next(self, text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
        gap = text[one[1] : other[0]]
        if _JOIN.fullmatch(gap):
            return True
        foreign = _FOREIGN.fullmatch(gap)
        return foreign is not None and not self._open

    def _goes_on(self, text: str, run: list[tuple[int, int]], numbers: list[int]) -> bool:
        """Whether the list has more members than ours before or behind: then it is another list."""
        if not run:
            return True
        if len(numbers) < len(self.members):
            return False
        return text[run[0][0] - 1 : run[0][0]] == "、" or text[run[-1][1] : run[-1][1] + 1] == "、"

    def _in_order(self, text: str, run: list[tuple[int, int]]) -> str:
        joints = [text[one[1] : other[0]] for one, other in itertools.pairwise(run)]
        return "".join(member + joint for member, joint in zip(self.members, [*joints, ""], strict=True))

    def _replaced(self, text: str, run: list[tuple[int, int]], missing: int) -> Misplaced | None:
        member = self.members[missing]
        joint = text[run[0][1] : run[1][0]]
        sizes = range(len(member) // 2 + 1, len(member) + 2)
        if missing == 0:  # before the first one, where the same mark joins the two
            at = run[0][0] - 1
            joined = bool(joint) and at >= 0 and text[at] == joint
            return _likest(text, [(at - size, at) for size in sizes if size <= at], member) if joined else None
        if missing == len(self.members) - 1:
            at = run[-1][1]
            joined = bool(joint) and text.startswith(joint, at)
            return _likest(text, [(at + 1, at + 1 + size) for size in sizes], member) if joined else None
        low, high = run[missing - 1][1], run[missing][0]
        foreign = _FOREIGN.fullmatch(text, low, high)
        if foreign is not None:
            return _likest(text, [foreign.span("member")], member)
        if len(self.members) >= FEWEST and text[low:high] == "、":
            return Misplaced(run[0][0], run[-1][1], "", missing=member)
        return None


def _likest(text: str, places: Sequence[tuple[int, int]], member: str) -> Misplaced | None:
    """Of some places the one that looks most like `member` badly written, cutting no word; None where none does."""
    # A whole member with one character wrong before a piece of it that has none.
    alike = [
        (_is_one_off(text[a:b], member), _likeness(text[a:b], member), a - b, a, b)
        for a, b in places
        if text[a:b] != member
    ]
    for _, likeness, _, start, end in sorted(alike, reverse=True):
        if likeness < LIKE:
            break
        if not is_inside_word(text, start) and not is_inside_word(text, end):
            return Misplaced(start, end, member)
    return None


def _is_one_off(written: str, member: str) -> bool:
    return len(written) == len(member) and sum(a != b for a, b in zip(written, member, strict=True)) == 1


def _likeness(written: str, member: str) -> float:
    """Share of characters in common, in whatever order (公正执法 and 执法公正 have all)."""
    if not written or _STOP.search(written):
        return 0.0
    return (Counter(written) & Counter(member)).total() / max(len(written), len(member))
