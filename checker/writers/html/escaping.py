"""Text made harmless for the page."""

from __future__ import annotations

import re
from html import escape

from ...lazy import lazily
from ..locate import plain, visible

_BREAK = lazily("\r\n|[\r\n]|[\u2028\u2029\x0b\x0c\x85]")
_SOFT = frozenset({"\r\n", "\r", "\n"})
_ODD = lazily("[^\t -~、。《》（），：；？！“”\u3000\u4e00-\u9fff０-９]")
"""What may be unseen; the characters of nearly every report are passed over quickly."""


def line(text: str) -> str:
    """What the tool or a pack says, on one line, without characters that are not seen."""
    return escape(plain(text))


def shown(text: str) -> str:
    """Text of a document: a break as a break, characters that nobody sees (bidi marks, NUL, half a pair) by number."""
    parts: list[str] = []
    at = 0
    for match in _BREAK.finditer(text):
        parts.append(_seen(text[at : match.start()]))
        # A line end inside a paragraph is how the file was wrapped; the others are what the author broke.
        parts.append('<span class="soft">\n</span>' if match.group() in _SOFT else "<br>")
        at = match.end()
    parts.append(_seen(text[at:]))
    return "".join(parts)


def _seen(text: str) -> str:
    return _ODD.sub(_character, escape(text))


def _character(match: re.Match[str]) -> str:
    character = match.group()
    seen = visible(character)
    return character if seen == character else f'<span class="unseen">{seen}</span>'
