"""The results of a run, however many: set aside as bytes and made anew when somebody looks at one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import IO, Any

from .keeping import halves, of_halves
from .results import Result

_IN_MEMORY = 24 << 20
"""Bytes from which they go to a file of the system's own, which goes when the program ends."""
_AT_HAND = 20_000
"""Results and findings that stay as they are, without their documents: a report looks at them more than once."""


class Results(Sequence[Result]):
    """A result for each of the files `names`, each to be put in before it is asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._places: list[tuple[int, int, int] | None] = [None] * len(self._names)
        self._file: IO[bytes] = io.BytesIO()
        self._end = 0
        self._at_hand: dict[int, Result] = {}
        self._room = _AT_HAND

    def put(self, index: int, front: bytes, document: bytes) -> None:
        """Put in a result in its two halves."""
        if self._end > _IN_MEMORY and isinstance(self._file, io.BytesIO):
            self._file = _on_disk(self._file)
        self._file.seek(self._end)
        self._file.write(front)
        self._file.write(document)
        self._places[index] = self._end, len(front), len(document)
        self._end += len(front) + len(document)
        self._at_hand.pop(index, None)

    def put_result(self, index: int, result: Result) -> None:
        """Put in a result."""
        self.put(index, *halves(result))

    def by_path(self) -> None:
        """Put them in the order of their paths."""
        order = sorted(range(len(self._names)), key=self._names.__getitem__)
        self._names = [self._names[index] for index in order]
        self._places = [self._places[index] for index in order]
        self._at_hand = {}
        self._room = _AT_HAND

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._get(each) for each in range(*index.indices(len(self)))]
        return self._get(range(len(self))[index])

    def __iter__(self) -> Iterator[Result]:
        return map(self._get, range(len(self)))

    def _get(self, index: int) -> Result:
        at_hand = self._at_hand.get(index)
        if at_hand is not None:
            return at_hand
        place = self._places[index]
        assert place is not None, self._names[index]
        start, front, document = place
        result = of_halves(self._bytes(start, front), partial(self._bytes, start + front, document), self._names[index])
        if self._room > 0:
            self._room -= 1 + len(result.findings)
            self._at_hand[index] = result
        return result

    def _bytes(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)


def _on_disk(held: io.BytesIO) -> IO[bytes]:
    """A file of the system's own with what was held in memory."""
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(held.getbuffer())
    return file
