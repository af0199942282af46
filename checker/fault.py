"""Something that could not be checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be checked. Never silent, never mistaken for a clean bill.

    `kind` is one of `not-found`, `unreadable`, `unsupported-format`, `too-large`, `part-not-read`,
    `rule-failed`, `plugin-failed`, `timeout`.
    """

    kind: str
    message: str
    rule: str | None = None
