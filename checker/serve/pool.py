"""The workers: each document is checked by one of them, for no longer than it may take."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

from ..messages import say
from ..runs import Asked
from ..workers import Lone, Lost
from .asking import RefusedError
from .limits import AGAIN_SECONDS, MOST_WAITING, WAITING_SECONDS
from .work import Reply, prepared, unpacked

_GRACE = 0.3
"""Seconds that workers have to tidy up at the end."""
_MOST_JOBS = 500
"""After so many a worker is replaced: whatever a library has kept goes with it."""


class Pool:
    """Some workers, and the queue before them. To be used in one event loop."""

    def __init__(self, asked: Asked, size: int) -> None:
        self._folder = tempfile.mkdtemp(prefix="zfcheck-serve-")
        folders = [tempfile.mkdtemp(dir=self._folder) for _ in range(size)]
        self._lones = [Lone(partial(prepared, asked, folder)) for folder in folders]
        self._folders = dict(zip(self._lones, folders, strict=True))
        self._idle = self._lones[::-1]  # the last is taken first: one person needs one worker
        self._jobs = dict.fromkeys(self._lones, 0)
        self._free = asyncio.Semaphore(size)
        self._waiting = 0
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="zfcheck-worker")
        self._running: set[Future[bytes | Lost]] = set()
        self._closed = False

    def first(self, question: tuple[Any, ...], seconds: float) -> Reply | Lost:
        """Ask before anybody else does, without an event loop. Raises `ChildProcessError`."""
        answer = self._lones[0].ask(question, seconds)
        return answer if isinstance(answer, Lost) else unpacked(answer)

    async def ask(self, question: tuple[Any, ...], seconds: float, gone: Callable[[], Awaitable[bool]]) -> Reply | Lost:
        """The answer to a question. Raises `RefusedError` where the queue is full; `gone` tells of callers who left."""
        lone = await self._turn()
        if self._is_closed() or await gone():
            self._give_back(lone)
            raise _ending()
        job = self._threads.submit(self._asked, lone, question, seconds)
        self._running.add(job)
        job.add_done_callback(self._running.discard)
        asking = asyncio.wrap_future(job)
        asking.add_done_callback(lambda _: self._give_back(lone))
        try:
            answer = await asyncio.shield(asking)
        except ChildProcessError as error:
            raise RefusedError(500, "failed", say("检查用的进程启动不了。请重新启动服务。")) from error
        if self._is_closed() and isinstance(answer, Lost):
            raise _ending()
        return answer if isinstance(answer, Lost) else unpacked(answer)

    def _is_closed(self) -> bool:
        return self._closed

    def _asked(self, lone: Lone, question: tuple[Any, ...], seconds: float) -> bytes | Lost:
        """In a thread. What a lost worker has left on the disk goes with it."""
        if self._closed:
            return Lost.DIED
        if self._jobs[lone] >= _MOST_JOBS:
            lone.end()
            self._jobs[lone] = 0
        self._jobs[lone] += 1
        answer = lone.ask(question, seconds)
        if isinstance(answer, Lost):
            self._jobs[lone] = 0
            shutil.rmtree(self._folders[lone], ignore_errors=True)
            os.makedirs(self._folders[lone], mode=0o700, exist_ok=True)
        return answer

    async def _turn(self) -> Lone:
        if self._waiting >= MOST_WAITING and self._free.locked():
            raise busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(WAITING_SECONDS):
                await self._free.acquire()
        except TimeoutError as error:
            raise busy() from error
        finally:
            self._waiting -= 1
        return self._idle.pop()

    def _give_back(self, lone: Lone) -> None:
        self._idle.append(lone)
        self._free.release()

    def stop(self) -> None:
        """End what is being done: whoever waits for it is told so."""
        self._closed = True
        for lone in self._lones:
            lone.stop()

    def close(self) -> None:
        """End all workers, at work or not, and take away what they have left."""
        self.stop()
        while wait(list(self._running), _GRACE).not_done:
            for lone in self._lones:
                lone.stop(at_once=True)  # one that is deep in a library hears nothing else
        self._threads.shutdown(wait=True)
        for lone in self._lones:
            lone.end()
        shutil.rmtree(self._folder, ignore_errors=True)


def _ending() -> RefusedError:
    return RefusedError(503, "ended", say("服务正在结束。"))


def busy() -> RefusedError:
    """The refusal where there is too much to do."""
    message = say("正在检查的文稿太多，请过几秒再试。")
    return RefusedError(503, "busy", message, {"Retry-After": str(AGAIN_SECONDS)})
