"""Texts more than one edit away from a long set phrase, for the rules that ask for it (`near: 2`)."""

from __future__ import annotations

import itertools

from ..lazy import lazily

_MARKS = lazily(r"[^\w]+")


class FarSearch:
    """Looks for texts within `near` edits of a phrase in reading form."""

    def __init__(self, phrase: str, near: int) -> None:
        self.phrase = phrase
        self.near = near
        parts = _parts(phrase, near)
        self.anchors = tuple(part for part, _ in parts)
        self._offsets = tuple(offset for _, offset in parts)

    def around(self, text: str, anchor: int, start: int) -> tuple[int, int] | None:
        """Where the best text around the `anchor`-th anchor at `start` begins and ends; None where there is none.

        First and last character must be those of the phrase: without that, every shortened or continued phrase would
        be near it.
        """
        from rapidfuzz.distance import OSA  # half of a start's foreign imports, for the few texts that come so far

        phrase, near = self.phrase, self.near
        start -= self._offsets[anchor]
        best: tuple[int, int, int] | None = None
        for begin in range(max(0, start - near), start + near + 1):
            if begin >= len(text) or text[begin] != phrase[0]:
                continue
            for end in range(begin + len(phrase) - near, begin + len(phrase) + near + 1):
                if end > len(text) or end <= begin or text[end - 1] != phrase[-1]:
                    continue
                distance = OSA.distance(text[begin:end], phrase, score_cutoff=near)
                if 0 < distance <= near and (best is None or distance < best[0]):
                    best = (distance, begin, end)
        if best is None:
            return None
        window = text[best[1] : best[2]]
        if "\n" in window or _MARKS.sub("", window) == _MARKS.sub("", phrase):
            return None  # only marks or spaces differ: not a matter of wording
        return best[1], best[2]


def _parts(phrase: str, near: int) -> tuple[tuple[str, int], ...]:
    """Parts of which at least one stands unchanged in any text within `near` edits (pigeonhole), with their offsets."""
    count = near + 1
    size = len(phrase) // count
    bounds = [size * i for i in range(count)] + [len(phrase)]
    return tuple((phrase[a:b], a) for a, b in itertools.pairwise(bounds))
