"""Characters that are not what they seem: signs nobody sees, and signs that look like another.

They come along when text is copied from web pages and PDF files. A person reads over them; a search does not. Sources:
The Unicode Standard, 23.2 (layout controls), 23.8 (specials); Unicode Character Database, NFKC decompositions and
EquivalentUnifiedIdeograph.txt (radicals).
"""

from __future__ import annotations

import unicodedata

from .lazy import lazily

UNSEEN = (
    "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, but for tab and line ends
    "\u00ad"  # soft hyphen
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, joiners, direction
    "\ufeff\ufff9-\ufffc"  # byte order mark inside a text, annotation, the place of a lost picture
)
"""Characters that take no room on the page, as members of a character class."""
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors: they choose a glyph of the character before them, and are no mistake."""

# One of a class and then any number is found three times as quickly as at least one of it.
INVISIBLE = lazily(f"[{UNSEEN}][{UNSEEN}]*")
NOT_READ = lazily(f"[{UNSEEN}{SELECTORS}][{UNSEEN}{SELECTORS}]*")

# Radicals that PDF files of Chinese fonts give for a character, from the Radicals Supplement, which NFKC leaves alone.
_SUPPLEMENT = dict(
    zip(
        "⺁⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
# Unicode names the old form; a PDF file of simplified text means the new one.
_MAINLAND = {"戶": "户", "靑": "青", "黃": "黄"}


def _look_alikes() -> dict[int, str]:
    table = {ord(radical): plain for radical, plain in _SUPPLEMENT.items()}
    # Kangxi radicals and compatibility ideographs: each stands for one unified ideograph.
    for code in [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and "\u3400" <= plain <= "\u9fff":
            table[code] = _MAINLAND.get(plain, plain)
    return table


LOOK_ALIKES = _look_alikes()
"""Radicals and compatibility ideographs to the character that they look like: `⼈` to `人`."""
LOOK_ALIKE = lazily("[\u2e80-\u2fdf\uf900-\ufaff][\u2e80-\u2fdf\uf900-\ufaff]{0,199}")
"""A stretch that may hold keys of `LOOK_ALIKES`."""
