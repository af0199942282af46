"""How far a run has come: counted for who interrupts it, and drawn on a terminal where it takes more than a moment."""

from __future__ import annotations

import sys
import time
from typing import Any

from .messages import say

_MOMENT = 1.0
"""Seconds before anything is drawn."""
_STEP = 0.1
"""Seconds between two drawings."""


class Progress:
    """Counts the files of a run; `shown` on a terminal. To be closed at the end."""

    def __init__(self, *, shown: bool) -> None:
        self.done = 0
        self._shown = shown
        self._files = self._checked = 0
        self._size = self._pending = 0
        self._began = self._drawn = 0.0
        self._bar: Any = None

    def recalled(self) -> None:
        """A file is done that needed no check."""
        self.done += 1

    def begin(self, files: int, size: int) -> None:
        """From here on `files` are checked, which have so many bytes."""
        self._files, self._size = files, size
        self._began = self._drawn = time.monotonic()

    def checked(self, size: int) -> None:
        """A file of so many bytes is done."""
        self.done += 1
        self._checked += 1
        self._pending += size + 1  # a file without a size is a file
        now = time.monotonic()
        if self._shown and now - self._began > _MOMENT and now - self._drawn > _STEP:
            self._draw(now)

    def _draw(self, now: float) -> None:
        import click

        if self._bar is None:
            # The time left goes by the bytes, since the largest files come first.
            self._bar = click.progressbar(
                length=self._size + self._files, file=sys.stderr, show_percent=False, show_eta=True, width=0
            )
            self._bar.start = self._bar.last_eta = time.time() - (now - self._began)
        rate = self._checked / (now - self._began)
        self._bar.label = say(
            "正在检查 {done}/{files}（每秒{rate}份）",
            done=self._checked,
            files=self._files,
            rate=f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}",
        )
        self._bar.update(self._pending)
        self._pending, self._drawn = 0, now

    def close(self) -> None:
        """Take the bar away: what is reported stands by itself."""
        if self._bar is not None:
            sys.stderr.write("\r\x1b[2K\x1b[?25h")
            sys.stderr.flush()
            self._bar = None
