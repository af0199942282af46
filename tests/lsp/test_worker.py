"""The thread in which checks are made."""

from __future__ import annotations

import asyncio
import threading

import pytest

from zfcheck.lsp.worker import Stop, SupersededError, Worker
from zfcheck.messages import language, set_language


def test_jobs_are_done_in_order_in_another_thread() -> None:
    async def run() -> list[object]:
        worker, done = Worker(), list[object]()
        await asyncio.gather(*(worker.do(lambda n=n: done.append(n)) for n in range(5)))
        done.append(await worker.do(threading.current_thread) is threading.main_thread())
        return done

    assert asyncio.run(run()) == [0, 1, 2, 3, 4, False]


def test_what_a_job_raises_is_raised_where_it_was_asked_for() -> None:
    async def run() -> None:
        stop = Stop()
        stop()
        stop.ask()
        await Worker().do(stop)

    with pytest.raises(SupersededError):
        asyncio.run(run())


def test_a_job_speaks_the_language_of_who_asks() -> None:
    async def run() -> str:
        set_language("en")
        return await Worker().do(language)

    assert asyncio.run(run()) == "en"


def test_a_job_that_hangs_is_left_behind() -> None:
    free = threading.Event()

    async def run() -> str:
        worker = Worker()
        with pytest.raises(TimeoutError):
            await worker.do(free.wait, 0.01)
        return await worker.do(lambda: "next")

    try:
        assert asyncio.run(run()) == "next"
    finally:
        free.set()


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    free, done = threading.Event(), list[str]()

    async def run() -> None:
        worker = Worker()
        first = asyncio.ensure_future(worker.do(free.wait))
        second = asyncio.ensure_future(worker.do(lambda: done.append("second")))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        free.set()
        await first
        await worker.do(lambda: done.append("third"))

    asyncio.run(run())
    assert done == ["third"]
