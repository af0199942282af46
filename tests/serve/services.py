"""A running service for tests: `zfcheck serve` as a process of its own, and sockets to say to it what no client would."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

_ADDRESS = re.compile(r"http://(\S+?):(\d+)/#token=(\S+)")
_START = 60.0


class Running:
    """A service; `lines` is what it says on the terminal."""

    def __init__(self, process: subprocess.Popen[str], token: str | None) -> None:
        self.process = process
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        found = None
        while found is None:
            line = self.lines.get(timeout=_START)
            assert line is not None, "".join(self.said)
            found = _ADDRESS.search(line)
        self.host, self.port, self.token = found[1], int(found[2]), token or found[3]
        self.base = f"http://{self.host}:{self.port}"

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def client(self, **options: Any) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.base, headers=headers, timeout=60, trust_env=False, verify=False, **options)

    def ask(self, method: str, path: str, headers: Mapping[str, str] = {}, **options: Any) -> httpx.Response:
        with self.client() as client:
            return client.request(method, path, headers=dict(headers), **options)

    def check(self, data: bytes, name: str = "a.txt", **query: Any) -> dict[str, Any]:
        answer = self.ask("POST", "/api/check", params={"name": name, **query}, content=data)
        assert answer.status_code == 200, answer.text
        values: dict[str, Any] = answer.json()
        return values

    def socket(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=30)

    def head(self, line: str, *more: str, host: str | None = None) -> bytes:
        """The head of a request, with the token."""
        own = f"Host: {host or f'{self.host}:{self.port}'}", f"Authorization: Bearer {self.token}"
        return "\r\n".join([f"{line} HTTP/1.1", *own, *more, "", ""]).encode()

    def workers(self) -> list[int]:
        return children(self.process.pid)

    def end(self) -> int:
        """Ctrl+C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    threads = Path(f"/proc/{pid}/task")
    if not found.exists():
        return []
    return [int(child) for task in threads.iterdir() for child in (task / "children").read_text().split()]


def memory(pid: int) -> int:
    """Megabytes that a process itself holds (Linux); 0 elsewhere."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) // 1024 for row in rows if row.startswith("RssAnon")), 0)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "zfcheck", "serve", "--no-open", *arguments]


@contextmanager
def running(*arguments: str, folder: Path, token: str | None = None, **environment: str) -> Iterator[Running]:
    """A service that ends with the block."""
    own = {key: value for key, value in os.environ.items() if key not in {"ZFCHECK_LANG", "ZFCHECK_SERVE_TOKEN"}}
    process = subprocess.Popen(
        command("--port", "0", *arguments),
        cwd=folder,
        env={**own, "PYTHONUTF8": "1", "TMPDIR": str(folder), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Running(process, token)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def told(connection: socket.socket) -> bytes:
    """All that a connection says until it is closed."""
    parts = []
    while True:
        try:
            part = connection.recv(65536)
        except ConnectionResetError:
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
