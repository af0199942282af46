"""The only door to jieba. Nothing loads it until a rule needs to know where a word begins and ends.

A word boundary is a hint that settles a doubtful hit, on the sentence around it; never a verdict of its own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

_SENTENCE = re.compile("[。;!?\n]")
_names: set[str] = set()


def add_names(names: Iterable[str]) -> None:
    """Names and terms that are to be taken as one word from here on (hook `zfcheck_words`)."""
    new = set(names) - _names
    if not new:
        return
    _names.update(new)
    _segmenter.cache_clear()


@cache
def _segmenter() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for name in sorted(_names):
        tokenizer.add_word(name)
    return tokenizer


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends at word boundaries of its sentence."""
    left = max(
        (match.end() for match in _SENTENCE.finditer(text, max(0, start - 120), start)), default=max(0, start - 120)
    )
    match = _SENTENCE.search(text, end, min(len(text), end + 120))
    right = match.start() if match else min(len(text), end + 120)
    boundaries = {left}
    for _, _, stop in _segmenter().tokenize(text[left:right], HMM=False):
        boundaries.add(left + stop)
    return start in boundaries and end in boundaries
