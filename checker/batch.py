"""Many files: those that were checked before are not checked again, the others by as many workers as it takes.

What comes of a file depends on nothing but the file and what is asked for, so that it is the same in any order, out of
one process or several, checked now or kept. Baselines and fixes, which are not so, come after.
"""

from __future__ import annotations

import gc
import marshal
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from .filekeys import OFFICE, Keys, lasts
from .files import Source, read
from .keeping import halves
from .messages import language, say, set_language
from .progress import Progress
from .records import Record
from .results import Result
from .rules import Fault
from .runs import Asked, Run
from .setaside import Results

SECONDS = 60.0
"""Time that a file may take, besides `_PER_MEGABYTE`."""
_PER_MEGABYTE = 30.0
_CONVERTED = 90.0
"""More for what LibreOffice has to convert, which has a time limit of its own."""
_WORTH_FORKING, _WORTH_STARTING = 200_000, 2_000_000
"""Bytes to check for each worker: with less, it has hardly begun when the others are done."""


class Task(Record, frozen=True):
    """A file to check: what reports call it, the path whose settings hold, and where it is read from.

    `data` is what was read already, from standard input.
    """

    name: str
    path: Path | None
    source: Source
    data: bytes | Fault | None = None


class Means(Record, frozen=True):
    """How the work is done: by `jobs` workers, or as many as it takes; seconds that a file may take."""

    jobs: int | None = None
    seconds: float | None = None


def check_all(run: Run, tasks: Sequence[Task], means: Means, progress: Progress) -> Results:
    """What comes of every file, without the baseline. Raises what `Run.plan` raises, and `ChildProcessError`."""
    batch = _Batch(run, tasks, progress)
    left = batch.recall()
    progress.begin(len(left), sum(each.size for each in left))
    workers = _workers([each.size for each in left if each.path is not None], means)
    if workers:
        batch.check_by(workers, means)
    batch.check()
    return batch.results


def _workers(sizes: Sequence[int], means: Means) -> int:
    """How many workers there should be; 0 where this process does it itself."""
    if means.jobs == 1 and means.seconds is None:
        return 0
    if means.jobs is not None:
        return min(means.jobs, len(sizes))
    if len(sizes) < 2 and means.seconds is None:
        return 0
    from .workers import can_fork, processors

    worth = _WORTH_FORKING if can_fork() else _WORTH_STARTING
    found = min(processors(), len(sizes), sum(sizes) // worth)
    return found if found > 1 else min(len(sizes), int(means.seconds is not None))


class _Left(Record, frozen=True):
    """A file that is still to be checked. `path` is where a worker can read it; None where none can."""

    index: int
    size: int
    path: Path | None


class _Batch:
    def __init__(self, run: Run, tasks: Sequence[Task], progress: Progress) -> None:
        self._run = run
        self._tasks = tasks
        self._progress = progress
        self.results = Results([task.name for task in tasks])
        self._left: list[_Left] = []

    # -- what was checked before -------------------------------------------------------------------------------

    def recall(self) -> list[_Left]:
        """Take what is kept; what is left to be checked."""
        for index, task in enumerate(self._tasks):
            self._run.facts(self._run.aim(task.path))
            fault = task.source.fault or (task.data if isinstance(task.data, Fault) else None)
            if fault is not None:
                self.results.put_result(index, Result(task.name, faults=[fault]))
                self._progress.recalled()
                continue
            size, regular = _looks(task)
            if self._recalled(index, task, regular):
                self._progress.recalled()
            else:
                self._left.append(_Left(index, size, task.source.path if regular else None))
        return self._left

    def _recalled(self, index: int, task: Task, regular: bool) -> bool:
        keys, store = _keys(self._run, task.path), self._run.store
        if keys is None or store is None:
            return False
        key = None
        if isinstance(task.data, bytes):
            key = keys.of_data(task.data, task.name, task.path)
        elif regular and task.source.path is not None:
            key = keys.of_file(task.name, task.source.path)
        found = store.get(key) if key is not None else None
        if found is None:
            return False
        self.results.put(index, *found)
        return True

    # -- what is checked now -----------------------------------------------------------------------------------

    def check(self) -> None:
        """Check what is left in this process."""
        for left in self._left:
            task = self._tasks[left.index]
            self._take(left, *_checked(self._run, task.name, task.path, task.source, task.data))
        self._left = []

    def check_by(self, workers: int, means: Means) -> None:
        """Check by workers what they can read."""
        from .workers import Job, answers, can_fork

        for path in {self._run.aim(task.path): task.path for task in self._tasks}.values():
            self._run.plan(path)  # made once for all, and what is wrong with it is told here
        mine = {left.index: left for left in self._left if left.path is not None}
        jobs = []
        for left in mine.values():
            task = self._tasks[left.index]
            values = left.index, task.name, None if task.path is None else str(task.path), str(left.path)
            jobs.append(Job(values, left.size, _seconds(task.name, left.size, means)))
        fork = can_fork()
        prepare = (
            partial(_forked, self._run) if fork else partial(_started, self._run.asked, self._run.keeps, language())
        )
        if fork:
            gc.collect()
            gc.freeze()  # what all share stays shared
        try:
            for job, answer in answers(jobs, prepare, workers):
                left = mine[job.values[0]]
                if isinstance(answer, bytes):
                    self._take(left, *marshal.loads(answer))
                else:
                    self._lost(left, answer.value, job.seconds)
        finally:
            if fork:
                gc.unfreeze()
        self._left = [left for left in self._left if left.path is None]

    def _take(self, left: _Left, key: bytes | None, front: bytes, document: bytes) -> None:
        self.results.put(left.index, front, document)
        if key is not None and self._run.store is not None:
            self._run.store.put(key, front, document)
        self._progress.checked(left.size)

    def _lost(self, left: _Left, why: str, seconds: float) -> None:
        if why == "hung":
            message = say(
                "检查这份文稿超过 {seconds} 秒，没有查完。请拆分后再检查，或用 --timeout 放宽时限；"
                "小文件也这样，请告知开发者。",
                seconds=round(seconds),
            )
            fault = Fault("timeout", message)
        else:
            message = say(
                "检查这份文稿的进程中途退出（可能是内存不足，或插件出错），没有查完，其余文稿不受影响。"
                "请单独检查这一份；用了插件的，加 --no-plugins 再试。"
            )
            fault = Fault("crashed", message)
        self.results.put_result(left.index, Result(self._tasks[left.index].name, faults=[fault]))
        self._progress.checked(left.size)


def _looks(task: Task) -> tuple[int, bool]:
    """The size of a file, and whether it is a regular one, which may be read twice."""
    if isinstance(task.data, bytes) or task.source.path is None:
        return (len(task.data) if isinstance(task.data, bytes) else 0), False
    with suppress(OSError, ValueError):
        status = os.stat(task.source.path)
        return status.st_size, stat.S_ISREG(status.st_mode)
    return 0, False


def seconds_for(name: str, size: int) -> float:
    """The time that a file may take where nobody says."""
    return SECONDS + _PER_MEGABYTE * size / 2**20 + (_CONVERTED if name.lower().endswith(OFFICE) else 0)


def _seconds(name: str, size: int, means: Means) -> float:
    if means.seconds is not None:
        return means.seconds
    return seconds_for(name, size)


def _keys(run: Run, path: Path | None) -> Keys | None:
    """What makes the keys for the file at `path`; None where nothing is kept."""
    under = run.kept_under(run.aim(path)) if run.keeps else None
    return Keys(under, run.has_plugins()) if under is not None else None


def _checked(
    run: Run, name: str, path: Path | None, source: Source, data: bytes | Fault | None = None
) -> tuple[bytes | None, bytes, bytes]:
    """Check one file: the key under which the result is to be kept, and the result in its halves."""
    if data is None:
        data = read(source)
    if isinstance(data, Fault):
        return (None, *halves(Result(name, faults=[data])))
    result = run.checked(data, name, path)
    keys = _keys(run, path)
    key = keys.of_data(data, name, path) if keys is not None and lasts(result, data[:8]) else None
    return (key, *halves(result))


# -- in a worker ---------------------------------------------------------------------------------------------------


def _forked(run: Run) -> Callable[[tuple[int, str, str | None, str]], bytes]:
    """The work of a worker that has what this process had when it was forked."""

    def work(values: tuple[int, str, str | None, str]) -> bytes:
        _, name, path, file = values
        told = Path(path) if path is not None else None
        return marshal.dumps(_checked(run, name, told, Source(name, Path(file))))

    return work


def _started(asked: Asked, keep: bool, words: str) -> Callable[[tuple[int, str, str | None, str]], bytes]:
    """The work of a worker that was started anew."""
    set_language(words)
    return _forked(Run(asked, keeps=keep))
