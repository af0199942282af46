"""How fast phrases are found: building and scanning with 500, 5,000 and 50,000 of them over one text.

python benchmarks/phrases.py

The same hundred phrases occur in the text each time, so that the hits are the same. All others occur nowhere: `random`
ones are of any characters, and cost next to nothing. `alike` ones are put together of pieces of the text, the worst
there is: every place of the text begins hundreds of them, so that the automaton goes deep before it gives up, and with
50,000 of them it no longer fits into the processor's cache.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from parse import best_of
from quantities import CORPUS

from zfcheck.phrases import PhraseIndex
from zfcheck.reading import fold

COUNTS = (500, 5_000, 50_000)
OCCURRING = 100
LENGTH = 400_000
"""Code points of the text: a book of a thousand pages."""
RULE = 50
"""Phrases of one rule."""
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 6_000)]


def ranked(dice: random.Random, things: list[str], count: int) -> list[str]:
    """Things drawn each as often as its rank among them lets expect: the tenth half as often as the fifth."""
    return dice.choices(things, [1 / rank for rank in range(1, len(things) + 1)], k=count)


def prose(dice: random.Random) -> str:
    """The reference reports where there are some, else invented words, frequent and rare ones."""
    files = sorted(CORPUS.glob("*.txt")) if CORPUS.is_dir() else []
    text = fold("".join(path.read_text(encoding="utf-8", errors="replace") for path in files))
    if len(text) < LENGTH:
        characters = ranked(dice, dice.sample(HAN, len(HAN)), 40_000)
        words = [first + second for first, second in zip(characters[::2], characters[1::2], strict=True)]
        text = "".join(
            word + "。" if place % 9 == 8 else word for place, word in enumerate(dice.choices(words, k=LENGTH))
        )
    return text[:LENGTH]


def cut(dice: random.Random, text: str) -> Iterator[str]:
    """Phrases out of the text."""
    while True:
        at = dice.randrange(len(text) - 12)
        yield text[at : at + dice.randint(5, 12)]


def any_characters(dice: random.Random) -> Iterator[str]:
    """Phrases of three to twelve characters."""
    while True:
        yield "".join(dice.choices(HAN, k=dice.randint(3, 12)))


def alike(dice: random.Random, text: str) -> Iterator[str]:
    """Phrases of two pieces of the text."""
    while True:
        one, two = dice.randrange(len(text) - 12), dice.randrange(len(text) - 12)
        yield text[one : one + dice.randint(2, 6)] + text[two : two + dice.randint(2, 6)]


def take(source: Iterator[str], count: int, text: str, *, there: bool) -> list[str]:
    """That many phrases, no two the same, that occur in the text, or do not."""
    found: dict[str, None] = {}
    while len(found) < count:
        phrase = next(source)
        if (phrase in text) == there:
            found[phrase] = None
    return list(found)


def main() -> None:
    dice = random.Random(1)
    text = prose(dice)
    size = len(text.encode())
    common = take(cut(dice, text), OCCURRING, text, there=True)
    print(f"{'phrases':>8} {'number':>8} {'build':>11} {'scan':>10} {'rate':>12} {'slower':>7} {'hits':>6}")
    for name, source in {"random": any_characters(dice), "alike": alike(dice, text)}.items():
        others = take(source, max(COUNTS) - OCCURRING, text, there=False)
        first = 0.0
        for count in COUNTS:
            phrases = [*common, *others[: count - OCCURRING]]
            wanted = [phrases[at : at + RULE] for at in range(0, count, RULE)]
            build = best_of(3, partial(PhraseIndex, wanted))
            index = PhraseIndex(wanted)
            scan = best_of(9, partial(index.scan, text))
            first = first or scan
            hits = sum(map(len, index.scan(text).values()))
            print(
                f"{name:>8} {count:>8} {1000 * build:>8.1f} ms {1000 * scan:>7.1f} ms {size / scan / 1e6:>7.0f} MB/s"
                f" {scan / first:>6.1f}x {hits:>6}"
            )


if __name__ == "__main__":
    main()
