"""Text on a terminal: columns of wide characters, line breaks that Chinese allows, styles that survive both."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

Segment = tuple[str, str]
"""A text and the name of its style, empty for plain."""

_STYLES: dict[str, dict[str, Any]] = {
    "": {},
    "bold": {"bold": True},
    "dim": {"dim": True},
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"dim": True},
    "fault": {"fg": "magenta", "bold": True},
    "mark": {"bold": True},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "hunk": {"fg": "cyan"},
}

# GB/T 15834-2011, 5.1: which marks may not begin a line and which may not end one.
_CLOSING = frozenset("，。；：、！？）》〉」』】〕］｝”’…—％℃,.;:!?)]}%")
_OPENING = frozenset("（《〈「『【〔［｛“‘([{")


def columns(text: str) -> int:
    """The columns that `text` takes: two for wide and ambiguous characters, none for combining and unseen ones."""
    return sum(map(_columns, text))


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if character < "\x7f":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc", "Mn", "Me"}:
        return 0
    # Ambiguous characters (“ ” … —) take two columns in the fonts of Chinese terminals; counting two never overflows.
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def pad(text: str, width: int) -> str:
    """`text` with spaces up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def pad_left(text: str, width: int) -> str:
    """`text` behind spaces, `width` columns in all."""
    return " " * max(0, width - columns(text)) + text


def shorten(text: str, most: int) -> str:
    """`text` with at most `most` code points, `…` where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def paint(text: str, style: str, color: bool) -> str:
    """`text` in `style` where colour is wanted."""
    if not (color and style and text):
        return text
    import click

    return click.style(text, **_STYLES[style])


def wrap(segments: Iterable[Segment], width: int, indent: int = 0, hang: int = 0, *, color: bool = False) -> list[str]:
    """The segments as lines of at most `width` columns: the first behind `indent` spaces, the others behind `hang`."""
    parts = [segment for segment in segments if segment[0]]
    text = "".join(part for part, _ in parts)
    lines = []
    for number, (start, end) in enumerate(_lines(text, max(width - indent, 20), max(width - hang, 20))):
        lines.append(" " * (hang if number else indent) + _painted(parts, start, end, color))
    return lines


def _painted(parts: Sequence[Segment], start: int, end: int, color: bool) -> str:
    """The stretch from `start` to `end` of the joined parts."""
    shown = []
    at = 0
    for text, style in parts:
        piece = text[max(0, start - at) : max(0, end - at)]
        shown.append(paint(piece, style, color))
        at += len(text)
    return "".join(shown)


def _lines(text: str, first: int, others: int) -> Iterator[tuple[int, int]]:
    if columns(text) <= first:  # as most are
        yield 0, len(text.rstrip(" "))
        return
    room = first
    start = end = 0
    taken = 0
    for low, high in _units(text, min(first, others)):
        size = columns(text[low:high])
        if taken and taken + size > room and not text[low:high].isspace():
            yield start, start + len(text[start:end].rstrip(" "))
            start, taken, room = low, 0, others
        end, taken = high, taken + size
    yield start, start + len(text[start:end].rstrip(" "))


def _units(text: str, most: int) -> Iterator[tuple[int, int]]:
    """What is never broken: a word of Latin letters and digits, a character with the marks that cling to it."""
    start = 0
    size = 0
    for at, character in enumerate(text):
        if at > start and (size + _columns(character) > most or not _clings(text[at - 1], character)):
            yield start, at
            start, size = at, 0
        size += _columns(character)
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=65536)
def _clings(before: str, character: str) -> bool:
    if before == " " or character == " ":
        return False
    if character in _CLOSING or before in _OPENING or _columns(character) == 0:
        return True
    return _latin(before) and _latin(character)


def _latin(character: str) -> bool:
    return "!" <= character <= "~" or "\u00c0" <= character <= "\u024f"
