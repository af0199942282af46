"""Lists that are made when somebody looks into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


class Later(Sequence[Any]):
    """A list of known length whose members are made, all at once, when the first is asked for."""

    __slots__ = ("_length", "_made", "_make")

    def __init__(self, length: int, make: Callable[[], Iterable[Any]]) -> None:
        self._length = length
        self._make = make
        self._made: list[Any] | None = None

    def _all(self) -> list[Any]:
        if self._made is None:
            self._made = list(self._make())
        return self._made

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index: Any) -> Any:
        return self._all()[index]

    def __iter__(self) -> Any:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self._length and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]
