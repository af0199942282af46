"""Starts the processes that check, hands them documents, and replaces those that die or hang.

The fate of a process is that of one document: an engine whose own worker died would lose all that it was at.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ..messages import say, set_language
from ..rules import Fault
from .child import DIED, TIMEOUT, lost
from .fetching import fetched, name_of
from .order import ArchiveError, Order

TRIES = 3
"""How often a document is checked whose process dies: something else may have killed it."""
_STARTS = 5
"""How often a process is started for a document: one that dies before it is ready says nothing of documents."""
_START = 120.0
"""Seconds that a process may take to be ready."""


class _Gone(Exception):
    """The process died, or `late`: was ended since it took too long; `unready`: before it looked at the document."""

    def __init__(self, late: bool, unready: bool = False) -> None:
        super().__init__(late)
        self.late = late
        self.unready = unready


class _Child:
    def __init__(self, order: Order) -> None:
        # -P: nothing is loaded from the current folder. A session of its own: Ctrl+C is for the command, which ends
        # its children itself; else each of them would cost a document.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "zfcheck.archive.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("ZFCHECK_DEBUG") else subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._get_ready(pickle.dumps(order))

    def ask(self, told: dict[str, Any], data: bytes, timeout: float) -> dict[str, Any]:
        """The answer to one document. Raises `_Gone`."""
        ready = self._get_ready(json.dumps({**told, "size": len(data)}).encode() + b"\n" + data)
        return ready if "wrong" in ready else self._talk(b"", timeout)

    def _get_ready(self, words: bytes) -> dict[str, Any]:
        """Have rule sets compiled, which takes the time of no document."""
        try:
            return self._talk(words, _START)
        except _Gone as gone:
            raise _Gone(gone.late, unready=True) from gone

    def _talk(self, words: bytes, timeout: float) -> dict[str, Any]:
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(timeout, end)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(words)
            process.stdin.flush()
            length = int(process.stdout.readline())
            answer = process.stdout.read(length)
            if len(answer) < length:
                raise EOFError
            value: dict[str, Any] = json.loads(answer)
            return value
        except (OSError, ValueError, EOFError) as error:
            self.end()
            raise _Gone(late.is_set()) from error
        finally:
            timer.cancel()

    def kill(self) -> None:
        """Kill it, with what it has started itself; what waits for its answer is told that it is gone."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()

    def end(self) -> None:
        """Kill it, and leave nothing of it."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):  # what was not sent any more
                if pipe is not None:
                    pipe.close()
        self._process.wait()


_idle: dict[Order, list[_Child]] = {}
_busy: set[_Child] = set()
_change = threading.Condition()
_stopped = threading.Event()


@contextmanager
def _child(order: Order) -> Iterator[_Child]:
    """A process for as long as it is needed; it is kept for the next who asks, unless it is gone."""
    with _change:
        waiting = _idle.setdefault(order, [])
        child = waiting.pop() if waiting else None
    child = child or _Child(order)
    with _change:
        _busy.add(child)
    try:
        yield child
    except BaseException:
        child.end()
        raise
    else:
        with _change:
            _idle.setdefault(order, []).append(child)
    finally:
        with _change:
            _busy.discard(child)
            _change.notify_all()


def begin() -> None:
    """Let documents be checked, again where they were not any more."""
    _stopped.clear()


def end_all() -> None:
    """End all processes, and have the engine's threads that wait for one give up: Python cannot end before they do."""
    _stopped.set()
    with _change:
        idle = [child for waiting in _idle.values() for child in waiting]
        _idle.clear()
        for child in _busy:
            child.kill()
        _change.wait_for(lambda: not _busy, timeout=10)
    for child in idle:
        child.end()


def answers(order: Order, jobs: Iterable[tuple[bytes, str, str | None]]) -> Iterator[dict[str, Any]]:
    """What came of each document, as values of `tables.ANSWER`.

    A job is the place of a document, the name that readers are told, and the digest of what it is to be checked with.
    Raises `ArchiveError` where no document can be checked here.
    """
    set_language(order.language)
    jobs = list(jobs)
    contents = fetched(order, (place for place, _, _ in jobs))
    for (place, name, digest), data in zip(jobs, contents, strict=True):
        if isinstance(data, Fault):
            yield {"hash": None, **lost(data)}
            continue
        told = {"path": os.fsdecode(place), "name": name, "digest": digest}
        yield {"hash": name_of(data), **_answer(order, told, data)}


def _answer(order: Order, told: dict[str, Any], data: bytes) -> dict[str, Any]:
    tries = starts = 0
    while tries < TRIES and not _stopped.is_set():
        try:
            with _child(order) as child:
                answer = child.ask(told, data, order.timeout)
        except _Gone as gone:
            if gone.unready:
                starts += 1
                if starts == _STARTS or gone.late:
                    raise ArchiveError(say("检查用的进程没有启动。设置 ZFCHECK_DEBUG=1 后重试可看到详情。")) from gone
            elif gone.late:
                message = say(
                    "检查这份文稿超过 {seconds} 秒，没有查完。请拆分后再检查，或用 --timeout 放宽时限；"
                    "小文件也这样，请告知开发者。",
                    seconds=round(order.timeout),
                )
                return lost(Fault(TIMEOUT, message))
            else:
                tries += 1
            continue
        if "wrong" in answer:
            raise ArchiveError(answer["wrong"])
        return answer
    if _stopped.is_set():
        raise RuntimeError("stopped")  # nobody waits for it any more
    message = say(
        "检查这份文稿的进程中途退出（可能是内存不足，或插件出错），没有查完，其余文稿不受影响。"
        "请单独检查这一份；用了插件的，加 --no-plugins 再试。"
    )
    return lost(Fault(DIED, message))
