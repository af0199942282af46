"""A thread in which checks are made, one after another, so that typing never waits for them.

One thread, because rule sets are not made for several; a daemon, because one that hangs must not keep the program.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class SupersededError(Exception):
    """Nobody wants to know any more: the text has changed."""


class Stop:
    """Says to a check that is under way that nobody wants to know any more."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        self._asked = True

    def __call__(self) -> None:
        """Raises `SupersededError` where it was asked for."""
        if self._asked:
            raise SupersededError


class Worker:
    """Does jobs in the order in which they come."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]] | None = None

    async def do(self, job: Callable[[], T], seconds: float | None = None) -> T:
        """What `job` gives, or raises; `TimeoutError` after so many seconds, its thread being left to itself then."""
        if self._queue is None:
            self._queue = SimpleQueue()
            threading.Thread(target=_work, args=(self._queue,), name="zfcheck-lsp", daemon=True).start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        context = contextvars.copy_context()  # the language, for one
        self._queue.put((lambda: context.run(job), future, loop))
        try:
            return await asyncio.wait_for(future, seconds)
        except TimeoutError:
            self._queue = None
            raise


def _work(queue: SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any], asyncio.AbstractEventLoop]]) -> None:
    while True:
        job, future, loop = queue.get()
        if future.cancelled():
            continue
        try:
            value, error = job(), None
        except BaseException as raised:  # it belongs to whoever waits
            value, error = None, raised
        try:
            loop.call_soon_threadsafe(_answer, future, value, error)
        except RuntimeError:  # the loop is closed, and the program at its end
            return


def _answer(future: asyncio.Future[Any], value: object, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(value)
