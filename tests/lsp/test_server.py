"""The server from inside: checks that hang, fail or are no longer wanted."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol.types import TextDocumentItem

from zfcheck.lsp import server as module
from zfcheck.lsp.checking import Checked, Checks
from zfcheck.lsp.opened import Opened
from zfcheck.lsp.reporting import report_diagnostics
from zfcheck.lsp.server import ChangedError, Server, Work
from zfcheck.runs import Asked

TEXT = "云川市工作总结\n"


def work() -> Work:
    return Work(Opened.of(TextDocumentItem("untitled:1", "plaintext", 1, TEXT), "utf-16"))


class Slow(Checks):
    """Checks in whose place something else happens."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__()
        self._happens = happens

    def check(self, asked: Asked, data: bytes, name: str, path: Path | None, between: Callable[[], None]) -> Checked:
        self._happens()
        between()
        return super().check(asked, data, name, path, between)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(Server, "asked", lambda self: Asked(plugins=False, settings=False))
    return Server()


def test_a_check_that_hangs_is_told_and_the_next_one_made(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.01)
    free = threading.Event()
    server.checks = Slow(free.wait)

    async def run() -> tuple[Work, Checked, Checked]:
        hanging = work()
        first = await server.checked(hanging)
        monkeypatch.setattr(module, "SECONDS", 60.0)
        return hanging, first, await server.checked(work())

    try:
        hanging, first, second = asyncio.run(run())
    finally:
        free.set()
    (told,) = report_diagnostics(hanging.opened, first, lambda finding: None)
    assert (told.code, told.range.start.line) == ("timeout", 0)
    assert second.result.document is not None


def test_a_check_that_fails_is_told(server: Server) -> None:
    def fail() -> None:
        raise ValueError("云川")

    server.checks = Slow(fail)
    (fault,) = asyncio.run(server.checked(work())).result.faults
    assert fault.kind == "crashed" and "ValueError: 云川" in fault.message


def test_a_check_of_a_text_that_has_changed_ends_without_an_answer(server: Server) -> None:
    begun, free, done = threading.Event(), threading.Event(), list[str]()

    def happens() -> None:
        begun.set()
        free.wait()

    server.checks = Slow(happens)

    async def run() -> None:
        mine = work()
        asking = asyncio.ensure_future(server.checked(mine))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        mine.supersede()
        free.set()
        with pytest.raises(ChangedError):
            await asking
        done.append("told")
        assert mine.checked is None

    asyncio.run(run())
    assert done == ["told"]


def test_what_is_known_is_not_found_out_again(server: Server) -> None:
    count: list[int] = []
    server.checks = Slow(lambda: count.append(1))

    async def run() -> None:
        mine = work()
        first, second = await asyncio.gather(server.checked(mine), server.checked(mine))
        assert first is second is await server.checked(mine)
        mine.supersede()
        assert await server.checked(mine) is not first

    asyncio.run(run())
    assert len(count) == 2
