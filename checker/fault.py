"""Something that could not be checked, and something asked for that cannot be done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be checked. Never silent, never mistaken for a clean bill.

    `kind` is one of `not-found`, `unreadable`, `unsupported-format`, `too-large`, `part-not-read`, `not-written`,
    `ignores-failed`, `rule-failed`, `plugin-failed`, `timeout`. `level` is `error`, or `info` for what no reader of
    that format could be expected to read (a picture, an embedded document): it is shown and counted, but fails no run.
    """

    kind: str
    message: str
    rule: str | None = None
    level: str = "error"


class WrongCallError(Exception):
    """What the caller asked for cannot be done: nothing is checked. The message says why and what to do."""
