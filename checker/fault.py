"""Something that could not be checked, and something asked for that cannot be done."""

from __future__ import annotations

from .records import Record, field


class Fault(Record, frozen=True):
    """Something that could not be checked. Never silent, never mistaken for a clean bill.

    `kind` is one of `not-found`, `unreadable`, `unsupported-format`, `too-large`, `part-not-read`, `not-written`,
    `ignores-failed`, `rule-failed`, `plugin-failed`, `timeout`, `crashed`. `level` is `error`, or `info` for what no
    reader of that format could be expected to read (a picture, an embedded document): it is shown and counted, but
    fails no run. One that is `passing` may be gone when the same file is checked again.
    """

    kind: str
    message: str
    rule: str | None = None
    level: str = "error"
    passing: bool = field(default=False, compare=False)


class WrongCallError(Exception):
    """What the caller asked for cannot be done: nothing is checked. The message says why and what to do."""
