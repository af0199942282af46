"""Workers: every job has its answer, and one that takes its worker along costs no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zfcheck import workers
from zfcheck.workers import Job, Lone, Lost, answers


def prepare() -> Callable[[Any], bytes]:
    """The work: say the word, or do what it says."""

    def work(values: Any) -> bytes:
        _, word = values
        if word == "exit":
            os._exit(7)
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "hang":
            if hasattr(signal, "pthread_sigmask"):  # as deaf to words as a library that is in a loop
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            time.sleep(600)
        if word == "loop":
            while True:
                pass
        return f"{word} {os.getpid()}".encode()

    return work


def broken() -> Callable[[Any], bytes]:
    os._exit(1)


@pytest.fixture(params=[True, False], ids=["forked", "started"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and sys.platform != "linux":
        pytest.skip("forks on Linux alone")
    monkeypatch.setattr(workers, "can_fork", lambda: request.param)


def told(*words: str, number: int = 2, seconds: float = 60) -> dict[str, list[object]]:
    """What was answered to each word: the word itself, or why nothing was."""
    jobs = [Job((at, word), len(words) - at, seconds) for at, word in enumerate(words)]
    found: dict[str, list[object]] = {}
    for job, answer in answers(jobs, prepare, number):
        found.setdefault(job.values[1], []).append(answer if isinstance(answer, Lost) else answer.decode().split()[0])
    return found


@pytest.mark.usefixtures("either")
def test_a_worker_that_dies_or_hangs_costs_its_job_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_GRACE", 0.05)
    words = ["a", "exit", "b", "kill", "c", "d", "hang", "e", "loop", "exit"]
    found = told(*words, seconds=1.0)
    assert {word: answer for word, answer in found.items() if len(word) == 1} == {each: [each] for each in "abcde"}
    assert found["exit"] == [Lost.DIED, Lost.DIED] and found["kill"] == [Lost.DIED]
    assert found["hang"] == found["loop"] == [Lost.HUNG]


def test_the_largest_go_first() -> None:
    jobs = [Job((at, str(at)), size, 60) for at, size in enumerate([1, 5, 3, 4])]
    assert [job.size for job, _ in answers(jobs, prepare, 1)] == [5, 4, 3, 1]


def test_nothing_to_do_starts_nobody() -> None:
    assert list(answers([], broken, 4)) == []


@pytest.mark.usefixtures("either")
def test_workers_that_never_begin_end_the_run() -> None:
    with pytest.raises(ChildProcessError):
        list(answers([Job((0, "a"), 1, 60)], broken, 1))


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_nobody_is_left_when_the_loop_ends_early() -> None:
    pids = []
    for _, answer in answers([Job((at, "a"), 1, 60) for at in range(50)], prepare, 2):
        assert isinstance(answer, bytes)
        pids.append(int(answer.split()[1]))
        if len(pids) > 3:
            break
    assert not [pid for pid in set(pids) if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        f"sys.path[:0] = [{str(Path(__file__).parent)!r}]\n"
        "from zfcheck.workers import Job, answers\nfrom test_workers import prepare\n"
        "jobs = [Job((at, 'a'), 1, 60) for at in range(100)]\n"
        "for number, (job, answer) in enumerate(answers(jobs, prepare, 2)):\n"
        "    print(answer.split()[1].decode(), flush=True)\n"
        "    if number > 20: os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -9
    pids = {int(line) for line in done.stdout.split()}
    for _ in range(100):
        if not [pid for pid in pids if alive(pid)]:
            break
        time.sleep(0.05)
    assert not [pid for pid in pids if alive(pid)]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_processors_are_counted() -> None:
    assert workers.processors() >= 1


def test_a_lone_worker_answers_one_by_one_and_comes_back() -> None:
    lone = Lone(prepare)
    try:
        first = lone.ask((0, "云"), 60)
        assert isinstance(first, bytes) and first == lone.ask((0, "云"), 60)
        assert first.decode().split() == ["云", str(lone.process)]
        assert lone.ask((0, "exit"), 60) is Lost.DIED
        assert lone.process is None
        second = lone.ask((0, "云"), 60)
        assert isinstance(second, bytes) and second != first
        assert lone.ask((0, "hang"), 0.2) is Lost.HUNG
    finally:
        lone.end()
    assert lone.process is None


def test_a_lone_worker_is_stopped_while_somebody_waits() -> None:
    lone = Lone(prepare)
    lone.start()
    heard: list[object] = []
    waiting = threading.Thread(target=lambda: heard.append(lone.ask((0, "hang"), 600)))
    waiting.start()
    time.sleep(0.2)
    lone.stop(at_once=True)
    waiting.join(30)
    assert heard == [Lost.DIED]
    lone.stop()


def test_a_lone_worker_that_does_not_come_to_life() -> None:
    with pytest.raises(ChildProcessError):
        Lone(broken).ask((0, "云"), 60)
