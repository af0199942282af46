"""The only door to jieba. Nothing loads it until a rule needs to know where a word begins and ends.

A word boundary is a hint that settles a doubtful hit, on the sentence around it; never a verdict of its own.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from .cache import get, opened, part, put
from .lazy import lazily

_SENTENCE = lazily("[。;!?\n]")
_BLOCK = lazily(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
"""What jieba cuts by its dictionary, each run by itself; all else it takes for words of one character."""
_IN_BLOCK = lazily(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]{2}")
_SINGLE = lazily(r"\r\n|.", re.DOTALL)
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
    outer_words.cache_clear()


class _Segmenter:
    """jieba with that part of its dictionary that the texts met so far can need: the words that begin with their
    characters. All of it takes 65 MB and 0.2 s, of which a report needs a few per cent.
    """

    def __init__(self) -> None:
        import logging

        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        # jieba keeps its dictionary under a plain name in the common temporary folder, and loads what it finds there.
        name = f"words-2-{jieba.__version__}"
        kept = get(name)
        if not (isinstance(kept, tuple) and len(kept) == 2):
            kept = _by_first_character(self._tokenizer)
            put(name, kept)
        self._words: dict[str, bytes] = kept[0]
        self._tokenizer.FREQ, self._tokenizer.total = {}, kept[1]
        self._tokenizer.initialized = True
        self._met: set[str] = set()
        for added in sorted(_names):
            self._meet(added)
            self._tokenizer.add_word(added)

    def _meet(self, text: str) -> None:
        for sign in set(text) - self._met:
            self._met.add(sign)
            if sign in self._words:
                self._tokenizer.FREQ.update(opened(self._words[sign]))

    def cut(self, text: str) -> Iterator[tuple[str, int, int]]:
        self._meet(text)
        found: Iterator[tuple[str, int, int]] = self._tokenizer.tokenize(text, HMM=False)
        return found


def _by_first_character(tokenizer: Any) -> tuple[dict[str, bytes], int]:
    """jieba's dictionary, and the beginnings of its words, by first character; and the sum of all frequencies."""
    lines: defaultdict[str, bytearray] = defaultdict(bytearray)
    with tokenizer.get_dict_file() as file:
        for line in file:
            lines[line.decode()[:1]] += line
    made = {sign: tokenizer.gen_pfdict(io.BytesIO(bytes(text))) for sign, text in lines.items()}
    return {sign: part(words) for sign, (words, _) in made.items()}, sum(total for _, total in made.values())


@cache
def _segmenter() -> _Segmenter:
    return _Segmenter()


@lru_cache(maxsize=2048)
def _cut(block: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a block begin and end; doubtful hits stand close together and ask for it again."""
    return tuple((start, end) for _, start, end in _segmenter().cut(block))


def words_around(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words of the sentence that holds `text[start:end]` begin and end.

    Of a very long sentence only what stands around the place is cut, at steps, so that neighbours share it.
    """
    left, right = _sentence(text, start, end)
    found: list[tuple[int, int]] = []
    at = left
    for block in _BLOCK.finditer(text, left, right):
        found += [single.span() for single in _SINGLE.finditer(text, at, block.start())]
        found += [(block.start() + a, block.start() + b) for a, b in _cut(block.group())]
        at = block.end()
    return found + [single.span() for single in _SINGLE.finditer(text, at, right)]


@lru_cache(maxsize=4096)
def outer_words(phrase: str) -> tuple[int, int]:
    """How long the first and the last word of a phrase are."""
    size = len(phrase)
    first = next((end for start, end in words_around(phrase, 0, 1) if start == 0), 1)
    return first, next((size - start for start, end in words_around(phrase, size - 1, size) if end == size), 1)


def words_over(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Those words of the sentence that reach into `text[start:end]`: only what stands there is cut."""
    left, right = _sentence(text, start, end)
    at = max(left, start)
    run = _BLOCK.match(text[left:at][::-1]) if _BLOCK.match(text, at, right) else None
    if run is not None:
        at -= run.end()  # where the block begins that reaches over the place
    elif left < at and text.startswith("\r\n", at - 1):
        at -= 1
    found: list[tuple[int, int]] = []
    while at < end and at < right:
        block = _BLOCK.match(text, at, right)
        if block is not None:
            found += [(at + a, at + b) for a, b in _cut(block.group()) if at + a < end and start < at + b]
            at = block.end()
        else:
            behind = at + (2 if text.startswith("\r\n", at, right) else 1)
            found.append((at, behind))
            at = behind
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, (start - REACH) // _STEP * _STEP)
    high = min(len(text), -(-(end + REACH) // _STEP) * _STEP)
    # Read backwards, the sentence begins at the first mark.
    mark = _SENTENCE.search(text[low : max(0, start)][::-1])
    match = _SENTENCE.search(text, end, high)
    return start - mark.start() if mark else low, match.start() if match else high


def is_inside_word(text: str, at: int) -> bool:
    """Whether a word of the sentence reaches over the boundary before `text[at]`."""
    if not 0 < at < len(text) or not _IN_BLOCK.match(text, at - 1):
        return False
    for a, b in words_over(text, at - 1, at + 1):  # noqa: SIM110 - `any` takes twice as long
        if a < at < b:
            return True
    return False


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends at word boundaries of its sentence."""
    words = words_over(text, start, end)
    return any(a == start for a, _ in words) and any(b == end for _, b in words)
