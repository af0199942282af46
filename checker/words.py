"""The only door to jieba. Nothing loads it until a rule needs to know where a word begins and ends.

A word boundary is a hint that settles a doubtful hit, on the sentence around it; never a verdict of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from .cache import get, put
from .lazy import lazily

_SENTENCE = lazily("[。;!?\n]")
REACH, _STEP = 120, 60
"""Code points to each side of a place in which the ends of its sentence are looked for, and the steps of both."""

_names: set[str] = set()


def add_names(names: Iterable[str]) -> None:
    """Names and terms that are to be taken as one word from here on (hook `zfcheck_words`)."""
    new = set(names) - _names
    if not new:
        return
    _names.update(new)
    _segmenter.cache_clear()
    _cut.cache_clear()


@cache
def _segmenter() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba keeps its dictionary under a plain name in the common temporary folder, and loads what it finds there.
    kept = get(f"words-{jieba.__version__}")
    if not (isinstance(kept, tuple) and len(kept) == 2):
        kept = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        put(f"words-{jieba.__version__}", kept)
    tokenizer.FREQ, tokenizer.total = kept
    tokenizer.initialized = True
    for name in sorted(_names):
        tokenizer.add_word(name)
    return tokenizer


@lru_cache(maxsize=256)
def _cut(stretch: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a stretch begin and end; doubtful hits stand close together and ask for it again."""
    return tuple((start, end) for _, start, end in _segmenter().tokenize(stretch, HMM=False))


def words_around(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of the sentence that holds `text[start:end]` begin and end.

    Of a very long sentence only what stands around the place is cut, at steps, so that neighbours share it.
    """
    low = max(0, (start - REACH) // _STEP * _STEP)
    high = min(len(text), -(-(end + REACH) // _STEP) * _STEP)
    left = max((match.end() for match in _SENTENCE.finditer(text, low, start)), default=low)
    match = _SENTENCE.search(text, end, high)
    right = match.start() if match else high
    return [(left + a, left + b) for a, b in _cut(text[left:right])]


def is_inside_word(text: str, at: int) -> bool:
    """Whether a word of the sentence reaches over the boundary before `text[at]`."""
    return 0 < at < len(text) and any(a < at < b for a, b in words_around(text, at - 1, at + 1))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends at word boundaries of its sentence."""
    words = words_around(text, start, end)
    boundaries = {words[0][0], *(stop for _, stop in words)} if words else set()
    return start in boundaries and end in boundaries
