"""Where a text says the same twice in a row, found by arithmetic: all its characters are compared at once.

A pattern that tries each length at each place costs a hundred nanoseconds a character. Here the text is a few long
numbers, each of one bit of every character's code: held against itself moved by a length, such a number has zeros
where both agree. A stretch of many characters is told by few of these bits, for all of its characters must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_BITS = 8
"""Bits of a code that are looked at, the lowest: few characters of one text share all of them."""
_ENOUGH = 14
"""Bits in which a stretch and the next must agree before both are compared as texts."""
_FILLED = b"\0" + 255 * b"\1"
"""A one for each octet that is not zero, which can be looked for."""


class Repeats:
    """The stretches of a text that stand again right behind themselves."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._planes: list[int] = []
        self._whole = (1 << len(text)) - 1
        lowest = text.encode("utf-32-le", "surrogatepass")[::4]
        # Every eighth character, from each of the first eight on: of these each has a byte to itself.
        self._eighths = [int.from_bytes(lowest[at::8], "little") for at in range(8)]
        self._ones = int.from_bytes(b"\x01" * (len(lowest) // 8 + 1), "little")

    def in_a_row(self, lengths: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Place and length of every stretch of one of the lengths that stands twice in a row."""
        text, size = self._text, len(self._text)
        for length in lengths:
            if 0 < 2 * length <= size:
                for at in _ones_of(self._alike(length)):
                    behind = at + length
                    if behind + length <= size and text[at] == text[behind]:  # noqa: SIM102  # most differ at once
                        if length == 1 or text.startswith(text[at:behind], behind):
                            yield at, length

    def _alike(self, length: int) -> int:
        """A one for each place where such a stretch may begin, or that is too near the end for one."""
        apart = 0
        for bit in range(min(_BITS, -(-_ENOUGH // length))):
            plane = self._plane(bit)
            apart |= plane ^ (plane >> length)
        alike = self._whole ^ apart
        joined = 1
        while joined < length and alike:
            step = min(joined, length - joined)
            alike &= alike >> step
            joined += step
        return alike

    def _plane(self, bit: int) -> int:
        """That bit of the code of each character, as the bits of one number."""
        if bit == len(self._planes):
            mask = self._ones << bit
            plane = 0
            for at, eighth in enumerate(self._eighths):
                found = eighth & mask
                plane |= found << at - bit if at > bit else found >> bit - at
            self._planes.append(plane)
        return self._planes[bit]


def _ones_of(number: int) -> list[int]:
    """The places of the ones of a number, most of whose bits are zeros."""
    places: list[int] = []
    if number:
        octets = number.to_bytes(number.bit_length() // 8 + 1, "little")
        filled = octets.translate(_FILLED)
        at = filled.find(1)
        while at >= 0:
            octet = octets[at]
            while octet:
                lowest = octet & -octet
                places.append(8 * at + lowest.bit_length() - 1)
                octet ^= lowest
            at = filled.find(1, at + 1)
    return places
