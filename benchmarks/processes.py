"""Whole processes, measured: what a person waits for, and what the processor does meanwhile."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows tells no processor time of child processes
    resource = None  # type: ignore[assignment]


SETTLED = 3.5
"""Seconds after which a change would show in the time of a file: see `zfcheck.again`."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one run: on the clock, and of the processor for the process and its children."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its environment, and the exit statuses that mean that it did its work."""

    words: Sequence[str]
    env: Mapping[str, str] | None = None
    folder: Path | None = None
    fine: Sequence[int] = (0, 1)
    limit: float | None = None
    """Seconds after which it is given up."""


def zfcheck_command() -> list[str]:
    """The command beside this interpreter, as people call it."""
    script = shutil.which("zfcheck", path=os.path.dirname(sys.executable))
    return [script] if script else [sys.executable, "-m", "zfcheck"]


def cached(folder: Path | str) -> dict[str, str]:
    """An environment in which zfcheck keeps its cache in `folder`.

    Python keeps its compiled modules, as it has them once a package is installed: without them, imports take twice as
    long, and a variable that some containers set forbids it to write them.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "ZFCHECK_NO_CACHE": "", "ZFCHECK_CACHE_MB": "", "ZFCHECK_CACHE_DIR": str(folder)}


def spent_by_children() -> float:
    """Seconds of the processor of all processes started and ended so far, and of those that these had started."""
    if resource is None:
        return 0.0
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def peak() -> float:
    """The most memory that any process called so far has had, in MB."""
    if resource is None:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 2**10


def run(call: Call) -> tuple[Took, str]:
    """Run it once: what it took, and what it wrote. Ends the benchmark where it failed, which must not look quick.

    Raises `subprocess.TimeoutExpired`.
    """
    spent, start = spent_by_children(), time.perf_counter()
    done = subprocess.run(
        call.words,
        env=call.env,
        cwd=call.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=call.limit,
    )
    took = Took(time.perf_counter() - start, spent_by_children() - spent)
    if done.returncode not in call.fine:
        said = done.stderr.decode("utf-8", "replace").strip()[-2000:]
        raise SystemExit(f"{' '.join(call.words[:6])} … ended with {done.returncode}\n{said}")
    return took, done.stdout.decode("utf-8", "replace")


def interleaved(calls: Mapping[str, Call], runs: int) -> dict[str, list[Took]]:
    """Each `runs` times, in turns: what else the machine does hits all of them alike."""
    took: dict[str, list[Took]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            took[name].append(run(call)[0])
    return took


def wall(took: Sequence[Took]) -> float:
    """The median on the clock."""
    return statistics.median(one.wall for one in took)


def least(took: Sequence[Took]) -> float:
    """The shortest on the clock."""
    return min(one.wall for one in took)


def cpu(took: Sequence[Took]) -> float:
    """The least of the processor: what others do at the same time only adds to it."""
    return min(one.cpu for one in took)
