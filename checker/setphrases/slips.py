"""Texts one slip of the keyboard away from a set phrase: a character changed, missing, too many, or two swapped.

The search is anchored: one slip leaves one half of the phrase whole, so that only what stands around a half needs
to be looked at. What is found is doubted before it is told, for a neighbour of a set phrase may be another right
phrase (总体国家安全形势): word boundaries and sounds decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from ..lazy import lazily
from ..records import Record
from ..sounds import sound_alike
from ..words import is_inside_word, outer_words, words_around, words_over

SHORTEST = 5
"""Code points that a phrase must have to be searched for slips; one of four is one slip away from too many words."""

SHORTEST_WORD = 10
"""Code points from which a whole word of two characters changed, left out or put in is looked for, off the middle."""

SHORTEST_LIKELY = 8
"""Code points from which another word in place of one of the phrase is told; “四个自觉” is no slip for “四个自信”."""

_WORD = lazily(r"\w")
_PARTICLES = frozenset("的了地得和与及并或之等、")
"""What authors put into a phrase, or leave out of it, without making another one of it."""


_NAME_ENDS = frozenset("省市县区州旗镇乡村")
"""The last characters of places, which may well stand before a phrase that begins with one (云川市市域治理)."""

_AROUND = 40
"""Code points that are cut into words to see whether a character beside a phrase is part of one."""


class Sure(Enum):
    """How sure it is that a slip is one."""

    CERTAIN = "certain"
    """What stands there is no word, or sounds like the right one."""
    LIKELY = "likely"
    """What stands there is a word; the phrase around it is the set one."""


class Slip(Record, frozen=True):
    """What stands at `start`:`end` instead of the phrase (or of its part) `right`."""

    start: int
    end: int
    right: str
    sure: Sure


class _Edit(Record, frozen=True):
    """`wrote` stands at `at` (from the start of the window) where the phrase has `meant`, at the same index."""

    at: int
    wrote: str
    meant: str


Beside = tuple[tuple[int, tuple[str, ...]], ...]
"""By place from the beginning of the phrase: texts of which one stands where an edit is right beside an anchor."""


_Ends = tuple[tuple[str, str], tuple[str, str]]
"""One or two characters at an end of a phrase, and what stands as it should where an edit has taken them away."""


class SlipSearch:
    """Looks for slips of one phrase, given in reading form."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        half = len(phrase) // 2
        swapped = phrase[: half - 1] + phrase[half] + phrase[half - 1] + phrase[half + 1 :]
        # Two characters swapped across the middle leave neither half whole.
        self.anchors: tuple[str, ...] = (phrase[:half], phrase[half:], swapped)
        self._offsets = (0, half, 0)
        self._longest_edit = 2 if len(phrase) >= SHORTEST_WORD else 1
        self._half = half
        self._label = len(phrase) < SHORTEST_LIKELY and phrase[0] == "“" and phrase[-1] == "”"

    # Of hundreds of phrases a text has the halves of a few: what these are looked at with is made when one is met.

    @cached_property
    def _heads(self) -> _Ends:
        phrase = self.phrase
        return (phrase[:1], phrase[self._longest_edit :]), (phrase[:2], phrase[3:])

    @cached_property
    def _tails(self) -> _Ends:
        phrase = self.phrase
        return (phrase[-1:], phrase[: -self._longest_edit]), (phrase[-2:], phrase[:-3])

    @cached_property
    def _beside(self) -> tuple[Beside, Beside]:
        phrase, half, far = self.phrase, self._half, self._longest_edit
        return _behind(phrase, half, far), _before(phrase, half, far)

    def around(self, text: str, anchor: int, start: int) -> Slip | None:
        """The slip around the `anchor`-th anchor, found at `start` of `text`; None where there is none to tell."""
        for window_start, window_end, edit in self._windows(text, start - self._offsets[anchor], int(anchor == 1)):
            window = text[window_start:window_end]
            if window == self.phrase:
                return None
            if "\n" in window:
                continue
            slip = self._judged(text, window_start, window_end, edit)
            if slip is not None:
                return slip
        return None

    def may_be(self, text: str, anchor: int, start: int) -> bool:
        """A quick look whether `around` may find something; most halves stand in other words, or in the phrase.

        The edit is in the half that is not the anchor. Either it begins at the far end of that half, and nearly all of
        the phrase stands as it should, or the characters at the far end stand where an edit may have moved them.
        """
        begin, reach = start - self._offsets[anchor], self._longest_edit
        if begin < reach or anchor == 2:
            return True
        half = self._half
        edge = begin + half - anchor
        if text[edge : edge + 1] != self.phrase[half - anchor]:
            # Most often: the edit is right beside the anchor, and what is beyond it must stand as in the phrase.
            for by, rests in self._beside[anchor]:  # noqa: SIM110 - `any` takes twice as long
                if text.startswith(rests, begin + by):
                    return True
            return False
        if text.startswith(self.phrase, begin):
            return False
        if anchor == 1:
            near = text[begin - reach : begin + reach + 2]
            (head, rest), (heads, less) = self._heads
            return (head in near or text.startswith(rest, begin + reach)) and (
                heads in near or text.startswith(less, begin + 3)
            )
        end = begin + len(self.phrase)
        near = text[end - 2 - reach : end + reach]
        (tail, rest), (tails, less) = self._tails
        return (tail in near or text.startswith(rest, begin)) and (tails in near or text.startswith(less, begin))

    def offset(self, anchor: int) -> int:
        """Where in the phrase an anchor stands."""
        return self._offsets[anchor]

    def beside(self, anchor: int) -> Beside | None:
        """By place from the start of an anchor: texts of which one stands where `may_be` says so; None: it always does.

        That holds where so much stands before the anchor as the phrase is long.
        """
        if anchor == 2:
            return None
        offset, edge = self._offsets[anchor], self._half - anchor
        places = dict(self._beside[anchor])
        places[edge] = (*places.get(edge, ()), self.phrase[edge])
        return tuple((by - offset, rests) for by, rests in places.items())

    def doubled(self, text: str, start: int, end: int) -> Slip | None:
        """The phrase at `start`:`end` with its first or last character typed twice; None where that is not sure."""
        first, last = self.phrase[0], self.phrase[-1]
        if text[start - 1 : start] == first and first not in _NAME_ENDS and _WORD.match(first):
            before = text[max(0, start - _AROUND) : start]
            if words_around(before, len(before) - 1, len(before))[-1:] == [(len(before) - 1, len(before))]:
                return Slip(start - 1, end, self.phrase, Sure.CERTAIN)
        behind = text[end : end + _AROUND]
        if behind[:1] == last and _WORD.match(last) and words_around(behind, 0, 1)[:1] == [(0, 1)]:
            return Slip(start, end + 1, self.phrase, Sure.CERTAIN)
        return None

    def _windows(self, text: str, begin: int, half: int) -> Iterator[tuple[int, int, _Edit]]:
        """Stretches of `text` one slip away from the phrase whose first or second `half` (0, 1) stands as it should."""
        size = len(self.phrase)
        # One slip before a word of two characters.
        for longer in (0, -1, 1, -2, 2) if self._longest_edit == 2 else (0, -1, 1):
            start = begin - half * longer
            end = start + size + longer
            if start >= 0 and end <= len(text):
                edit = _one_edit(text[start:end], self.phrase, self._longest_edit)
                if edit is not None:
                    yield start, end, edit

    def _judged(self, text: str, start: int, end: int, edit: _Edit) -> Slip | None:
        if not _WORD.match(edit.wrote or edit.meant) or not _WORD.match(edit.meant or edit.wrote):
            return self._mark(start, end, edit)
        if not edit.meant and edit.wrote in _PARTICLES and not _is_doubled(text, start + edit.at):
            return None
        at_head = edit.at == 0 and len(edit.meant) == 1
        at_tail = edit.at + len(edit.meant) == len(self.phrase) and len(edit.meant) == 1
        if at_head and len(edit.wrote) <= 1:
            return self._head(text, start, end, edit)
        if at_tail and len(edit.wrote) <= 1:
            return self._tail(text, start, end, edit)
        if max(len(edit.wrote), len(edit.meant)) == 2 and edit.wrote != edit.meant[::-1]:
            return self._word(text, start, end, edit)
        sure = self._sure(text, start, edit)
        if self._label and sure is Sure.CERTAIN and len(edit.wrote) == len(edit.meant) == 1:
            # “一岗双控” may be another label than “一岗双责”; only what sounds alike is no doubt a slip.
            sure = Sure.CERTAIN if sound_alike(edit.wrote, edit.meant) else Sure.LIKELY
        elif sure is Sure.LIKELY and len(self.phrase) < SHORTEST_LIKELY and not (self._label and not edit.wrote):
            return None
        return Slip(start, end, self.phrase, sure)

    def _mark(self, start: int, end: int, edit: _Edit) -> Slip | None:
        """A 、 left out of a list whose others stand; pairs and doubled marks are no matter of wording."""
        if edit.meant == "、" and not edit.wrote and self.phrase.count("、") >= 2:
            return Slip(start, end, self.phrase, Sure.LIKELY)
        return None

    def _word(self, text: str, start: int, end: int, edit: _Edit) -> Slip | None:
        """A word inside the phrase that is another, left out or put in; what is told begins and ends as the phrase."""
        inside = edit.at > 0 and edit.at + len(edit.meant) < len(self.phrase)
        whole = not is_inside_word(text, start) and not is_inside_word(text, end)
        if not inside or not whole or not (edit.wrote + edit.meant).isalnum():
            return None
        return Slip(start, end, self.phrase, Sure.LIKELY)

    def _head(self, text: str, start: int, end: int, edit: _Edit) -> Slip | None:
        """The first character changed or missing."""
        whole = start + len(edit.wrote)  # from here on the phrase is as it should be
        rest = outer_words(self.phrase)[0] - 1
        if not (rest or sound_alike(edit.wrote, edit.meant)) or is_inside_word(text, whole):
            return None
        apart = not is_inside_word(text, start)  # what was written is no part of the word before
        if edit.wrote and apart and sound_alike(edit.wrote, edit.meant):
            return Slip(start, end, self.phrase, Sure.CERTAIN)
        if not rest or not _is_piece(text, whole):
            return None
        return Slip(start if apart else whole, end, self.phrase, Sure.CERTAIN)

    def _tail(self, text: str, start: int, end: int, edit: _Edit) -> Slip | None:
        """The last character changed or missing."""
        whole = end - len(edit.wrote)
        rest = outer_words(self.phrase)[1] - 1
        if not (rest or sound_alike(edit.wrote, edit.meant)) or is_inside_word(text, whole):
            return None
        apart = not is_inside_word(text, end)
        if edit.wrote and apart and sound_alike(edit.wrote, edit.meant):
            return Slip(start, end, self.phrase, Sure.CERTAIN)
        if not rest or not _is_piece(text, whole - 1):
            return None
        return Slip(start, end if apart else whole, self.phrase, Sure.CERTAIN)

    def _sure(self, text: str, start: int, edit: _Edit) -> Sure:
        if len(edit.wrote) == len(edit.meant) == 1 and sound_alike(edit.wrote, edit.meant):
            return Sure.CERTAIN
        at = start + edit.at
        if len(edit.wrote) == len(edit.meant) == 2 or (not edit.meant and _is_doubled(text, at)):
            return Sure.CERTAIN  # two swapped, or one typed twice
        if not edit.meant:
            return Sure.LIKELY  # a character put in is mostly meant (诈骗等违法犯罪)
        low, high = at, at + len(edit.wrote)
        particle = edit.wrote in _PARTICLES
        if particle or not edit.wrote:  # what counts is whether the words on both sides are whole
            low, high = low - 1, high + 1
        words = words_over(text, low, high)
        pieces = [a for a, b in words if b - a == 1 and not (particle and a == at)]
        return Sure.CERTAIN if pieces else Sure.LIKELY


def _behind(phrase: str, half: int, longest: int) -> Beside:
    """Where the first half of a phrase stands, and another character than the next of the phrase behind it."""
    rest, one, two = phrase[half:], phrase[half + 1 :], phrase[half + 2 :]
    swapped = phrase[half + 1] + phrase[half] + two
    if longest == 1:
        return (half, (one, swapped)), (half + 1, (one, rest))
    return (half, (one, swapped, two)), (half + 1, (one, rest)), (half + 2, (two, rest))


def _before(phrase: str, half: int, longest: int) -> Beside:
    """Where the second half stands, and another character than that of the phrase before it."""
    rest, one, two = phrase[:half], phrase[: half - 1], phrase[: half - 2]
    swapped = two + phrase[half - 1] + phrase[half - 2]
    if longest == 1:
        return (0, (one, swapped)), (1, (one,)), (-1, (rest,))
    return (0, (two,)), (1, (one,)), (-1, (rest,)), (2, (two,)), (-2, (rest,))


def _one_edit(window: str, phrase: str, longest: int) -> _Edit | None:
    """The one edit that makes `window` of `phrase`; None where there is none or more are needed.

    An edit is a character, two swapped, or, of the `longest` 2, two that follow one another (a word).
    """
    at = 0
    for one, other in zip(window, phrase, strict=False):
        if one != other:
            break
        at += 1
    longer = len(window) - len(phrase)
    if longer == 0:
        if at == len(phrase):
            return _Edit(0, "", "")
        for size in (1, 2):
            if window[at + size :] == phrase[at + size :]:
                wrote, meant = window[at : at + size], phrase[at : at + size]
                return _Edit(at, wrote, meant) if size <= longest or wrote == meant[::-1] else None
        return None
    if longer < 0:
        return _Edit(at, "", phrase[at : at - longer]) if window[at:] == phrase[at - longer :] else None
    if at == len(phrase) or window.endswith(phrase):
        return None  # the phrase itself, with a neighbour
    return _Edit(at, window[at : at + longer], "") if window[at + longer :] == phrase[at:] else None


def _is_doubled(text: str, at: int) -> bool:
    """Whether the character at `at` stands beside another of the same."""
    return text[at] in (text[at - 1 : at], text[at + 1 : at + 2])


def _is_piece(text: str, at: int) -> bool:
    """Whether the character at `at`, next to a damaged end of the phrase, makes no word with the rest of it.

    近 in 近平法治思想 (习近平) does not; 全 in 总体国家安全 (安全观) does, and so may have been meant.
    """
    return all(b - a == 1 for a, b in words_over(text, at, at + 1))
