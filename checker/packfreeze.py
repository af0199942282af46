"""Loaded packs, and rules out of them, as plain values that `marshal` can write, and back.

A list is a sign with what it stands for; everything else is itself. A record keeps the fields that differ from
their default. Only the classes named here are ever made, whatever the values say.
"""

from __future__ import annotations

import datetime as dt
import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from .lazy import LazyPattern, lazily
from .records import told
from .rules import Case, Place, Severity

VERSION = 7
"""To be raised when what is kept takes another form."""
_CLASSES = (
    *("pack.Pack", "pack.RuleSource"),
    *("rules.Rule", "rules.Case", "rules.Applies", "rules.Unless", "rules.Window"),
    *(f"structure.markers.{name}" for name in ("Scheme", "Level", "Form", "EnumerationStyle")),
    "packtree.Tree",
)
"""The records that a pack is made of; nothing else is ever made out of what was kept. They are imported when one
of them is."""
_ROWS, _PLACES, _CASES, _PLACE, _PATH, _LIST, _DAY, _SEVERITY, _PATTERN = range(-9, 0)
"""Signs of what is neither a record, whose sign is its index, nor a plain value."""
_MADE: Mapping[int, Callable[..., Any]] = {
    _LIST: lambda *items: list(items),
    _DAY: dt.date.fromordinal,
    _PATTERN: lazily,
}
_SEVERITIES = (None, *Severity)
_DEEP = frozenset({list, dict, tuple})
"""What thawed values may hold that is not itself. A set holds nothing that is not."""
_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _class(sign: int) -> Callable[..., Any]:
    module, _, name = _CLASSES[sign].rpartition(".")
    made: Callable[..., Any] = getattr(import_module(f".{module}", __package__), name)
    return made


class Freezer:
    """Makes plain values of packs that lie at `roots`. Places, of which there are most, become numbers in a row.

    `files` are those that places name: the index of a root and the name from there. Raises `ValueError` for what is of
    no known sort, or in a file elsewhere.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._known: dict[str, int] = {}
        self.files: list[tuple[int, str]] = []
        self._shared: dict[object, dict[str, Any]] = {}

    def freeze(self, value: Any) -> object:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is _Cases:  # of a pack that was thawed itself
            return self.freeze(tuple(value))
        if kind is tuple:
            if value and type(value[0]) is Case:
                return [_CASES, marshal.dumps([self._object(case) for case in value])]
            return self._rows(value) if _are_rows(value) else tuple(map(self.freeze, value))
        if kind is dict:
            return {key: self.freeze(item) for key, item in value.items()}
        if kind is frozenset:
            return frozenset(map(self.freeze, value))
        if kind is Place:
            return [_PLACE, self._file(value.file), value.line, value.column]
        if kind is list:
            return [_LIST, *map(self.freeze, value)]
        if kind is dt.date:
            return [_DAY, value.toordinal()]
        if kind is Severity:
            return [_SEVERITY, int(value)]
        if kind is LazyPattern:
            return [_PATTERN, value.pattern, value.given]
        if isinstance(value, Path):
            return [_PATH]
        return [_CLASSES.index(f"{kind.__module__}.{kind.__name__}".partition(".")[2]), self._object(value)]

    def _object(self, value: Any) -> dict[str, object]:
        own = {name: self.freeze(item) for name, item in told(value).items()}
        if "places" in own and "fields" in own:  # a RuleSource
            own["places"] = [_PLACES, tuple(value.places), self._places(value.places.values())]
        return own

    def _rows(self, rows: tuple[dict[str, Any], ...]) -> object:
        plain = ({key: item for key, item in row.items() if key != "place"} for row in rows)
        # Several rules may include one table; what is the same object, `marshal` writes and reads but once.
        shared = tuple(self._shared.setdefault(tuple(row.items()), row) for row in plain)
        return [_ROWS, shared, self._places(row["place"] for row in rows)]

    def _places(self, places: Iterable[Place]) -> bytes:
        numbers = array("I")
        for place in places:
            numbers.extend((self._file(place.file), place.line, place.column))
        return numbers.tobytes()

    def _file(self, name: str) -> int:
        if name not in self._known:
            if name:
                under = (at for at, root in enumerate(self._roots) if Path(name).is_relative_to(root))
                root = next(under, None)
                if root is None:
                    raise ValueError(name)
                self.files.append((root, str(Path(name).relative_to(self._roots[root]))))
            else:
                self.files.append((-1, ""))
            self._known[name] = len(self._known)
        return self._known[name]


def _are_rows(value: tuple[object, ...]) -> bool:
    """Whether these are rows of a field of type `maps` that hold plain values and their place, nothing deeper."""

    def is_plain(item: object) -> bool:
        return type(item) in _PLAIN or (type(item) is tuple and all(type(part) in _PLAIN for part in item))

    return bool(value) and all(
        type(row) is dict
        and type(row.get("place")) is Place
        and all(is_plain(item) for key, item in row.items() if key != "place")
        for row in value
    )


class Thawer:
    """Makes what `Freezer` was given, of packs that now lie at `roots`."""

    def __init__(self, roots: Sequence[Path], files: Iterable[tuple[int, str]]) -> None:
        self._roots = roots
        self._files = [str(roots[root] / name) if root >= 0 else "" for root, name in files]

    def thaw(self, value: Any) -> Any:
        kind = type(value)
        if kind is list:
            sign = value[0]
            if sign >= 0:
                return _class(sign)(**self.thaw(value[1]))
            if sign == _ROWS:
                return tuple([{**row, "place": at} for row, at in zip(value[1], self.places(value[2]), strict=True)])
            if sign == _PLACES:
                return _Places(value[1], partial(self.places, value[2]))
            if sign == _CASES:
                return _Cases(partial(self.cases, value[1]))
            if sign == _PLACE:
                return _new_place((self._files[value[1]], value[2], value[3]))
            if sign == _SEVERITY:
                return _SEVERITIES[value[1]]
            if sign == _PATH:
                return self._roots[0]
            return _MADE[sign](*map(self.thaw, value[1:]))
        if kind is dict:
            return {key: self.thaw(item) if type(item) in _DEEP else item for key, item in value.items()}
        if kind is tuple:
            return tuple([self.thaw(item) if type(item) in _DEEP else item for item in value])
        return value

    def cases(self, kept: bytes) -> Iterator[Case]:
        return (Case(**self.thaw(own)) for own in marshal.loads(kept))

    def places(self, kept: bytes) -> Iterator[Place]:
        numbers = memoryview(kept).cast("I")
        files = map(self._files.__getitem__, numbers[::3])
        return map(_new_place, zip(files, numbers[1::3], numbers[2::3], strict=True))


_new_place = partial(tuple.__new__, Place)
"""What `Place` does, without a Python function for each of thousands of rows."""


class _Cases(Sequence[Case]):
    """A rule's cases, made when somebody asks for them: no check of a document does."""

    def __init__(self, make: Callable[[], Iterator[Case]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Case, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, index: Any) -> Any:
        return self._made[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made)


class _Places(Mapping[str, Place]):
    """The places of a rule's fields, made when one of them is wrong."""

    def __init__(self, keys: tuple[str, ...], make: Callable[[], Iterator[Place]]) -> None:
        self._keys = keys
        self._make = make

    @cached_property
    def _made(self) -> dict[str, Place]:
        return dict(zip(self._keys, self._make(), strict=True))

    def __getitem__(self, key: str) -> Place:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
