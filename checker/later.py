"""Lists and mappings that are made when somebody looks into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

Value = TypeVar("Value")


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


class RowsLater(Later):
    """The same of rows, of which one alone may be made into what it stands for."""

    __slots__ = ("_load", "_one", "_rows")

    def __init__(self, length: int, load: Callable[[], Sequence[Any]], one: Callable[[Any], Any]) -> None:
        super().__init__(length, lambda: map(one, self._loaded()))
        self._load = load
        self._one = one
        self._rows: Sequence[Any] | None = None

    def _loaded(self) -> Sequence[Any]:
        if self._rows is None:
            self._rows = self._load()
        return self._rows

    def __getitem__(self, index: Any) -> Any:
        if self._made is None and isinstance(index, int):
            return self._one(self._loaded()[index])
        return super().__getitem__(index)


class MappingLater(Mapping[str, Value]):
    """A mapping that is made when somebody looks into it."""

    def __init__(self, make: Callable[[], Mapping[str, Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Value]:
        return self._make()

    def __getitem__(self, key: str) -> Value:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
