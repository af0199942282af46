"""What programs find out one by one and keep for those to come, under one name in the cache."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from . import cache

Key = TypeVar("Key")
Value = TypeVar("Value")


class Gathered(Generic[Key, Value]):
    """What was kept and what has been found out since, each a plain value by a plain key.

    Where there are more than `most`, only what the running program has found out is kept.
    """

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.new: dict[Key, Value] = {}
        self._most = most
        self._known: dict[Key, Value] | None = None

    @property
    def known(self) -> dict[Key, Value]:
        """What earlier programs have found out; read when it is first asked for."""
        if self._known is None:
            kept: Any = cache.get(self.name)
            self._known = kept if isinstance(kept, dict) else {}
        return self._known

    def get(self, key: Key) -> Value | None:
        """What is known under a key, from then or now."""
        return self.known.get(key) or self.new.get(key)

    def __len__(self) -> int:
        return len(self.known) + len(self.new)

    def keep(self) -> None:
        """Keep what has been found out, for programs to come."""
        if self.new:
            cache.put(self.name, {**(self.known if len(self) <= self._most else {}), **self.new})
            self.known.update(self.new)
            self.new.clear()

    def forget(self) -> None:
        """Look anew into what was kept the next time; for tests, which change the folder."""
        self._known = None
        self.new.clear()
