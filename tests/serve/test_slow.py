"""Callers who are slow, stay away or come in crowds: nobody keeps the service waiting. The limits are small here."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from serve.services import told
from uvicorn import Config, Server

from zfcheck.runs import Asked
from zfcheck.serve import guard, pool, protocol
from zfcheck.serve.app import Service
from zfcheck.serve.asking import Offered, RefusedError
from zfcheck.serve.guard import Door, Guard
from zfcheck.serve.pool import Pool
from zfcheck.serve.protocol import Impatient
from zfcheck.serve.work import Reply

TOKEN = "a-token-of-the-tests"
LARGE = 30_000_000


class Instead:
    """In place of the workers: an answer at once, or a large one."""

    async def ask(self, question: tuple[Any, ...], seconds: float, gone: Any) -> Reply:
        return Reply(b"x" * LARGE if question[0] == "choices" else b"{}")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for module, name, value in [
        (protocol, "HEADER_SECONDS", 0.4),
        (protocol, "READING_SECONDS", 0.4),
        (protocol, "MOST_CONNECTIONS", 20),
        (guard, "PAUSE_SECONDS", 0.3),
        (guard, "BODY_SECONDS", 0.8),
        (guard, "LINGERING_SECONDS", 0.1),
        (guard, "LARGEST_UPLOAD", 1_000_000),
        (guard, "MOST_HELD", 1_500_000),
    ]:
        monkeypatch.setattr(module, name, value)
    listening = socket.create_server(("127.0.0.1", 0))
    number = listening.getsockname()[1]
    app = Guard(Service(Instead(), Offered()).app(), Door(frozenset({f"127.0.0.1:{number}"}), TOKEN))  # type: ignore[arg-type]
    config = Config(
        app, http=Impatient, ws="none", lifespan="off", log_config=None, access_log=False, timeout_keep_alive=5
    )
    server = Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield server
    server.force_exit = server.should_exit = True
    thread.join()


@pytest.fixture
def port(server: Server) -> int:
    while not server.started:
        time.sleep(0.01)
    number: int = server.servers[0].sockets[0].getsockname()[1]
    return number


def head(port: int, *more: str, path: str = "POST /api/check") -> bytes:
    lines = [f"{path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Authorization: Bearer {TOKEN}", *more, "", ""]
    return "\r\n".join(lines).encode()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


def alive(port: int) -> None:
    answer = httpx.post(
        f"http://127.0.0.1:{port}/api/check",
        content=b"x",
        headers={"Authorization": f"Bearer {TOKEN}"},
        trust_env=False,
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("start", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_head_that_does_not_come(port: int, start: bytes) -> None:
    with connect(port) as connection:
        connection.sendall(start)
        assert told(connection) == b""
    alive(port)


def test_a_head_that_comes_drop_by_drop(port: int) -> None:
    with connect(port) as connection:
        connection.settimeout(0.1)
        for at in range(100):
            try:
                connection.sendall(b"GET / HTTP/1.1\r\n" if not at else b"X: y\r\n")
                if connection.recv(100) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            pytest.fail("it was listened to for ever")
    alive(port)


def test_a_second_head_that_does_not_come(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head(port, "Content-Length: 1") + b"x")
        connection.sendall(b"POST /api/check HTTP/1.1\r\nHost:")
        assert status(told(connection)) == 200
    alive(port)


def test_a_body_that_does_not_come(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head(port, "Content-Length: 100") + b"x")
        answer = told(connection)
    assert (status(answer), b"too-slow" in answer) == (408, True)
    alive(port)


def test_a_body_that_comes_drop_by_drop(port: int) -> None:
    with connect(port) as connection:
        connection.sendall(head(port, "Content-Length: 100000"))
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.1):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        answer = told(connection)
        stop.set()
        thread.join()
    assert status(answer) == 408
    alive(port)


def test_an_answer_that_is_not_taken(server: Server, port: int) -> None:
    with connect(port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(head(port, path="GET /api/choices"))
        until = time.monotonic() + 20
        while not server.server_state.tasks and time.monotonic() < until:
            time.sleep(0.01)
        while server.server_state.connections and time.monotonic() < until:
            time.sleep(0.05)
        assert not server.server_state.connections
    alive(port)


def test_more_connections_than_there_may_be(port: int) -> None:
    crowd = [connect(port) for _ in range(30)]
    time.sleep(0.2)
    closed = 0
    for connection in crowd:
        connection.settimeout(0.01)
        try:
            closed += connection.recv(1) == b""
        except ConnectionResetError:
            closed += 1
        except TimeoutError:
            pass
        connection.close()
    assert closed >= 10
    alive(port)


def test_all_together_hold_no_more_than_there_is_room_for(port: int) -> None:
    with connect(port) as first, connect(port) as second:
        first.sendall(head(port, "Content-Length: 900000") + b"x" * 890_000)
        time.sleep(0.1)
        second.sendall(head(port, "Content-Length: 900000") + b"x" * 900_000)
        answer = told(second)
        assert (status(answer), b"retry-after" in answer) == (503, True)
    time.sleep(0.2)
    alive(port)  # what was held is given back


def test_a_full_queue_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MOST_WAITING", 2)
    monkeypatch.setattr(pool, "WAITING_SECONDS", 0.2)

    async def crowd() -> list[object]:
        busy = Pool(Asked(), 1)
        try:
            await busy._free.acquire()  # the one worker is at work

            async def stays() -> bool:
                return False

            asked = [busy.ask(("choices", "zh"), 1, stays) for _ in range(3)]
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            busy.close()

    found = asyncio.run(crowd())
    assert [(type(each), getattr(each, "status", None)) for each in found] == [(RefusedError, 503)] * 3
    assert [getattr(each, "headers", {}).get("Retry-After") for each in found] == ["5"] * 3
