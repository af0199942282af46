"""Worker processes: jobs handed out one by one, answers as they come; a worker that dies or hangs costs one job.

`concurrent.futures` ends with the first process that dies and cannot end one that hangs, so this is done on the pipes
of `multiprocessing`. On Linux workers are forked where that is safe, and so have what the parent has made; elsewhere
they are started anew and make it again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from .records import Record, field

AHEAD = 2
"""Jobs that a worker has at hand: one that it does, and one for when it is done."""
_START = 120.0
"""Seconds that a worker may take until it can begin."""
_FAILED_STARTS = 3
_GRACE = 0.5
"""Seconds that a worker has to tidy up when it is ended."""

Work = Callable[[Any], bytes]
Prepare = Callable[[], Work]
"""Makes, in a worker, the function that does a job. It is sent there where workers are not forked."""


class Lost(Enum):
    """Why there is no answer."""

    DIED = "died"
    HUNG = "hung"


class Job(Record, frozen=True):
    """What is sent to a worker, as plain values; `size` decides the turn, `seconds` is the time that it may take."""

    values: Any
    size: int
    seconds: float


class _Worker(Record, eq=False):
    process: BaseProcess
    pipe: Connection
    jobs: deque[Job] = field(default_factory=deque)
    ready: bool = False
    until: float = 0.0


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a fork is quick and safe: on Linux, in a process without other threads."""
    if sys.platform != "linux":
        return False
    with suppress(OSError):
        return len(os.listdir("/proc/self/task")) == 1
    return False


def answers(jobs: Sequence[Job], prepare: Prepare, workers: int) -> Iterator[tuple[Job, bytes | Lost]]:
    """Each job with its answer, in the order in which they come. The largest are handed out first.

    Raises `ChildProcessError` where workers do not come to life. Whatever ends the loop over it, an error or Ctrl+C,
    ends the workers.
    """
    team = _Team(prepare, deque(sorted(jobs, key=lambda job: -job.size)), min(workers, len(jobs)))
    try:
        while team.is_busy():
            team.hand_out()
            yield from team.collect()
    finally:
        team.dismiss()


class _Team:
    def __init__(self, prepare: Prepare, waiting: deque[Job], size: int) -> None:
        self._prepare = prepare
        self._waiting = waiting
        self._size = size
        self._workers: list[_Worker] = []
        self._failed = 0
        fork = can_fork()
        self._context: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self._forks = fork

    def is_busy(self) -> bool:
        return bool(self._waiting) or any(worker.jobs for worker in self._workers)

    def hand_out(self) -> None:
        """Start workers as long as there is something to do for them, and give each as much as it may have."""
        while len(self._workers) < self._size and len(self._waiting) > len(self._workers):
            self._workers.append(self._started())
        if not self._workers and self._waiting:
            self._workers.append(self._started())
        for ahead in range(1, AHEAD + 1):
            for worker in self._workers:
                if self._waiting and len(worker.jobs) < ahead:
                    self._give(worker, self._waiting.popleft())

    def _give(self, worker: _Worker, job: Job) -> None:
        if worker.ready and not worker.jobs:
            worker.until = time.monotonic() + job.seconds
        worker.jobs.append(job)
        with suppress(OSError):  # it is dead, and told of soon
            worker.pipe.send(job.values)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # A forked child has our ends of all pipes, and would wait for ever for what nobody sends.
        inherited = [worker.pipe for worker in self._workers] + [ours] if self._forks else []
        process = self._context.Process(target=_serve, args=(theirs, self._prepare, inherited), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours, until=time.monotonic() + _START)

    def collect(self) -> Iterator[tuple[Job, bytes | Lost]]:
        """Wait for something to happen, and tell what came of it."""
        now = time.monotonic()
        soonest = min((worker.until for worker in self._workers if worker.jobs), default=now)
        of: dict[Any, _Worker] = {
            each: worker for worker in self._workers for each in (worker.pipe, worker.process.sentinel)
        }
        for worker in dict.fromkeys(of[each] for each in wait(list(of), max(0.0, soonest - now))):
            yield from self._heard(worker)
        now = time.monotonic()
        for worker in [each for each in self._workers if each.jobs and each.until <= now]:
            yield from self._lose(worker, Lost.HUNG)

    def _heard(self, worker: _Worker) -> Iterator[tuple[Job, bytes | Lost]]:
        """What a worker has sent; where it is gone, the job that it was at is lost, and others have the rest."""
        try:
            while worker.pipe.poll():
                data = worker.pipe.recv_bytes()
                if not worker.ready:
                    worker.ready = True
                    self._failed = 0
                else:
                    yield worker.jobs.popleft(), data
                if worker.jobs:
                    worker.until = time.monotonic() + worker.jobs[0].seconds
        except (EOFError, OSError):
            yield from self._lose(worker, Lost.DIED)
            return
        if not worker.process.is_alive() and not worker.pipe.poll():
            yield from self._lose(worker, Lost.DIED)

    def _lose(self, worker: _Worker, why: Lost) -> Iterator[tuple[Job, bytes | Lost]]:
        self._workers.remove(worker)
        _end(worker)
        if worker.ready and worker.jobs:
            yield worker.jobs.popleft(), why
        elif not worker.ready:
            self._failed += 1
            if self._failed >= _FAILED_STARTS:
                raise ChildProcessError
        self._waiting.extendleft(reversed(worker.jobs))

    def dismiss(self) -> None:
        """End all workers: those at work at once, the others when they have tidied up."""
        for worker in self._workers:
            if worker.jobs:
                worker.process.terminate()
            worker.pipe.close()
        until = time.monotonic() + _GRACE
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            _end(worker)
        self._workers = []


class Lone:
    """One worker that is asked for one answer at a time, by a caller who hands out the work himself.

    It is started anew each time, since its caller has threads; one that is lost comes back with the next question. It
    is to be asked by one thread at a time.
    """

    def __init__(self, prepare: Prepare) -> None:
        self._prepare = prepare
        self._context: Any = multiprocessing.get_context("spawn")
        self._worker: _Worker | None = None

    @property
    def process(self) -> int | None:
        """The id of its process, where there is one."""
        return self._worker.process.pid if self._worker is not None else None

    def start(self) -> None:
        """Have it begin. Raises `ChildProcessError` where it does not come to life."""
        if self._worker is not None:
            return
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._prepare, ()), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        self._worker = _Worker(process, ours)
        if not isinstance(self._heard(_START), bytes):
            raise ChildProcessError

    def ask(self, values: Any, seconds: float) -> bytes | Lost:
        """The answer to one question; or why there is none, and then the worker is gone with all that it started.

        Raises `ChildProcessError` where it cannot be started.
        """
        self.start()
        assert self._worker is not None
        try:
            self._worker.pipe.send(values)
        except OSError:
            self.end()
            return Lost.DIED
        return self._heard(seconds)

    def _heard(self, seconds: float) -> bytes | Lost:
        assert self._worker is not None
        try:
            if self._worker.pipe.poll(seconds):
                return self._worker.pipe.recv_bytes()
            why = Lost.HUNG
        except (EOFError, OSError):
            why = Lost.DIED
        self.end()
        return why

    def stop(self, *, at_once: bool = False) -> None:
        """Have its process end, from any thread: whoever waits for an answer hears that there is none."""
        worker = self._worker
        if worker is not None:
            with suppress(ValueError):  # it has been ended
                if at_once:
                    worker.process.kill()
                else:
                    worker.process.terminate()

    def end(self) -> None:
        """End it; it may be started again."""
        worker, self._worker = self._worker, None
        if worker is not None:
            _end(worker)


def _end(worker: _Worker) -> None:
    """End a worker: with a word, which lets it end what it has started, and then without."""
    process = worker.process
    with suppress(OSError):
        worker.pipe.close()
    if process.is_alive():
        process.terminate()
        process.join(_GRACE)
    if process.is_alive():
        process.kill()
    process.join()
    process.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """No Ctrl+C meanwhile: it must not meet a child that does not know yet that it is none of its business."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, prepare: Prepare, inherited: Sequence[Connection]) -> None:
    """What a worker does: answer jobs until nobody asks any more."""
    for each in inherited:
        each.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    _be_the_first_to_go()
    try:
        work = prepare()
        pipe.send_bytes(b"")
        while True:
            pipe.send_bytes(work(pipe.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _be_the_first_to_go() -> None:
    """Where memory runs out, the system shall end a worker, which costs one job, and not the run."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("500")
