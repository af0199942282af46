"""What is asked for: which packs, which region, which rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .fault import WrongCallError
from .messages import say
from .records import Record

if TYPE_CHECKING:
    from .pack import Pack


class SelectionError(WrongCallError):
    """A pack, rule, category or region that was asked for and does not exist; `word` is what was asked for."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


class Selection(Record, frozen=True):
    """What is asked for: packs by name or path, a region, rules or categories to take or leave.

    `plugin_paths` are plugins by folder or file, which only the caller may name. `house` holds what settings say of
    rules, as the last pack; `accept` are words that are right whatever the rules about words say.
    """

    packs: tuple[str, ...] = ()
    region: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    plugins: bool = True
    plugin_paths: tuple[str, ...] = ()
    house: Pack | None = None
    accept: tuple[str, ...] = ()


def parse_day(text: str | None) -> dt.date | None:
    """`YYYY-MM-DD` as a day. Raises `SelectionError`."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise SelectionError(say("“{text}”不是日期，请写成 2025-06-30 的形式。", text=text)) from error
