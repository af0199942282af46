"""The only door to pypinyin: whether two characters sound alike, as the slips of typing by sound do."""

from __future__ import annotations

import os
import re
from functools import cache
from types import ModuleType

_NO_PHRASES = "PYPINYIN_NO_PHRASES"


@cache
def _pypinyin() -> ModuleType:
    """The library without its dictionary of phrases: single characters need none, and the import costs a tenth."""
    before = os.environ.get(_NO_PHRASES)
    os.environ[_NO_PHRASES] = "true"
    try:
        import pypinyin
    finally:
        if before is None:
            del os.environ[_NO_PHRASES]
        else:
            os.environ[_NO_PHRASES] = before
    return pypinyin


@cache
def sounds(character: str) -> frozenset[str]:
    """The readings of one character, without tones; of no Han character none."""
    library = _pypinyin()
    found = library.pinyin(character, style=library.Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(reading for readings in found for reading in readings)


@cache
def usual_reading(character: str) -> str:
    """The reading with its tone that a dictionary gives first, empty for what is no Han character."""
    library = _pypinyin()
    found = library.pinyin(character, style=library.Style.TONE, errors="ignore")
    return str(found[0][0]) if found else ""


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters share a reading."""
    return one != other and bool(sounds(one) & sounds(other))


def in_letters(words: str) -> str:
    """Chinese words in letters without tones, ü as v; of anything else what is no letter, digit or hyphen goes.

    For names that a file or package gets: here it matters that 重 in 重庆 is chong, which only the phrases tell.
    """
    pypinyin = _pypinyin()
    if not pypinyin.constants.PHRASES_DICT:
        from pypinyin.phrases_dict import phrases_dict

        pypinyin.load_phrases_dict(phrases_dict)
    spelt: list[str] = pypinyin.lazy_pinyin(words, errors=lambda rest: re.sub("[^a-z0-9-]", "", rest.lower()))
    return "".join(spelt)
