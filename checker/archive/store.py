"""The folder of results: whose it is, and what has been checked already, by content.

`checked/` holds parts that are written whole or not at all, so that a run that is killed leaves what it has done to
the next. A part is never changed. What is in it holds for a key: a content, and all that the outcome of its check
depends on. `RESULTS/checked` may be deleted at any time: then everything is checked again.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from pathlib import Path
from typing import Any

from ..files import shown
from ..messages import say
from .order import ArchiveError
from .tables import PART, schema

FORM = "zfcheck-archive/1"
MARK = "zfcheck-archive.json"
_PARTS = "checked"
_MOST_ROWS = 2_000
_MOST_SECONDS = 15.0
"""After so many documents, or so long, what has been done is written."""


class Store:
    """What has been checked, in `folder`. Raises `ArchiveError` where the folder is another's or cannot be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: list[Any] = []
        self._rows = 0
        self._written = time.monotonic()
        self._parts: list[Path] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._again: set[str] = set()
        try:
            self._open()
        except OSError as error:
            reason = error.strerror or error
            raise ArchiveError(
                say("无法使用结果文件夹“{folder}”：{reason}。", folder=shown(folder), reason=reason)
            ) from error

    def _open(self) -> None:
        mark = self.folder / MARK
        if mark.is_file():
            self._refuse_other_form(mark)
        elif self.folder.is_dir() and any(self.folder.iterdir()):
            raise ArchiveError(
                say(
                    "“{folder}”里已有别的文件，不是 zfcheck archive 的结果。请换一个文件夹。", folder=shown(self.folder)
                )
            )
        (self.folder / _PARTS).mkdir(parents=True, exist_ok=True)
        if not mark.is_file():
            whole(mark, lambda path: path.write_text(json.dumps({"schema": FORM}) + "\n", encoding="utf-8"))
        for path in sorted((self.folder / _PARTS).glob("*.parquet")):
            self._learn(path)

    def _refuse_other_form(self, mark: Path) -> None:
        try:
            form = json.loads(mark.read_text(encoding="utf-8"))["schema"]
        except (ValueError, KeyError, TypeError):
            form = None
        if form != FORM:
            raise ArchiveError(
                say("“{folder}”里的结果是另一版本的 zfcheck 写的。请换一个文件夹。", folder=shown(self.folder))
            )

    def _learn(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            known = pq.read_table(path, columns=["key", "again"])
        except (pa.ArrowInvalid, OSError, KeyError):  # not one of ours, or damaged by others: what it held is done anew
            return
        number = len(self._parts)
        self._parts.append(path)
        pairs = zip(known.column("key").to_pylist(), known.column("again").to_pylist(), strict=True)
        for row, (key, again) in enumerate(pairs):
            self._places[key] = number, row
            (self._again.add if again else self._again.discard)(key)

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def place(self, key: str) -> tuple[int, int]:
        """The number of the part that holds `key`, and the row."""
        return self._places[key]

    def part(self, number: int) -> Any:
        """The table of a part."""
        import pyarrow.parquet as pq

        return pq.read_table(self._parts[number], schema=schema(PART))

    def forget_uncertain(self) -> None:
        """Take those as not checked that came to no end: a time-out, a worker that died."""
        for key in self._again:
            self._places.pop(key, None)
        self._again.clear()

    def add(self, rows: Any) -> None:
        """Put rows of `tables.PART` in; they are written when there are enough of them."""
        self._waiting.append(rows)
        self._rows += rows.num_rows
        if self._rows >= _MOST_ROWS or time.monotonic() - self._written >= _MOST_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._written = time.monotonic()
        if not self._rows:
            return
        table = pa.concat_tables(self._waiting)
        self._waiting, self._rows = [], 0
        path = self.folder / _PARTS / f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}.parquet"
        whole(path, lambda made: pq.write_table(table, made, compression="zstd"))
        self._learn(path)


def whole(path: Path, write: Any) -> None:
    """Have a file written under another name, and then give it its own. Raises `OSError`."""
    made = path.with_name(f".new-{uuid.uuid4().hex}")
    try:
        write(made)
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)
