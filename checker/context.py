"""What stands around a place in the reading text: its sentence, its quotation marks, the years it speaks of."""

from __future__ import annotations

import datetime as dt

from .lazy import lazily

REACH = 400
"""Code points to each side in which the ends of a sentence are looked for."""

_SENTENCE_END = lazily("[。;!?\n]")
_QUOTES = {"“": 1, "‘": 1, "《": 1, "”": -1, "’": -1, "》": -1}
_YEAR = lazily(r"(?<!\d)((?:19|20)\d\d)年")


def sentence(text: str, start: int, end: int) -> str:
    """The sentence (or list member) that holds `text[start:end]`."""
    low = max(0, start - REACH)
    left = max((match.end() for match in _SENTENCE_END.finditer(text, low, start)), default=low)
    match = _SENTENCE_END.search(text, end, end + REACH)
    return text[left : match.start() if match else min(len(text), end + REACH)]


def is_quoted(text: str, at: int) -> bool:
    """Whether `at` lies inside quotation marks or book-title marks that open not far before it in its paragraph."""
    depth = 0
    low = max(0, at - REACH)
    for character in text[max(text.rfind("\n", low, at) + 1, low) : at]:
        depth = max(0, depth + _QUOTES.get(character, 0))
    return depth > 0


def in_title(text: str, at: int) -> bool:
    """Whether `at` stands inside 《》: a title keeps the names and the wording of its day."""
    low = max(0, at - REACH)
    low = max(low, text.rfind("\n", low, at) + 1)
    return text.rfind("《", low, at) > text.rfind("》", low, at)


def speaks_of_earlier(text: str, start: int, end: int, day: dt.date | None) -> bool:
    """Whether the sentence names a year before that of `day`: then it tells of a time with names of its own."""
    if day is None:
        return False
    return any(int(year) < day.year for year in _YEAR.findall(sentence(text, start, end)))
