"""What rules look for: names out of use, and frames in which a paper speaks of its own place.

Apart from what looks for them, since every run makes these and few meet a place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

SHORT, FULL = "{place}", "{full}"


class Former(NamedTuple):
    """A name, the last day on which it can have been right, and what is written now (empty where that is not one)."""

    name: str
    until: dt.date
    instead: str = ""


class Frame(NamedTuple):
    """`before`, a place, `after`; `full` where the place's full name stands there.

    One of `then`, where there are any, must follow in the sentence.
    """

    before: str
    after: str
    full: bool
    then: tuple[str, ...] = ()

    @property
    def literal(self) -> str:
        """The words of the frame that are looked for."""
        return self.before if len(self.before) >= len(self.after) else self.after


def frame(text: str, then: Sequence[str]) -> Frame:
    """The frame that a pack writes as 平安{place} or 在{full}委. Raises `ValueError`."""
    slots = [slot for slot in (SHORT, FULL) if slot in text]
    if len(slots) != 1 or text.count(slots[0]) != 1 or not text.replace(slots[0], "").strip():
        raise ValueError(text)
    before, _, after = text.partition(slots[0])
    return Frame(before, after, slots[0] == FULL, tuple(then))
