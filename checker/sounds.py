"""The only door to pypinyin: whether two characters sound alike, as the slips of typing by sound do."""

from __future__ import annotations

import os
from functools import cache


@cache
def sounds(character: str) -> frozenset[str]:
    """The readings of one character, without tones; of no Han character none."""
    # Single characters need no dictionary of phrases; without it the import costs a tenth.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(reading for readings in found for reading in readings)


@cache
def usual_reading(character: str) -> str:
    """The reading with its tone that a dictionary gives first, empty for what is no Han character."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE, errors="ignore")
    return found[0][0] if found else ""


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters share a reading."""
    return one != other and bool(sounds(one) & sounds(other))
