"""The service from its start to its end: addresses, the token, the loop."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import os
import secrets
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from ..batch import SECONDS
from ..fault import WrongCallError
from ..messages import language, say
from ..records import Record
from ..runs import Asked
from ..workers import Lost
from .asking import Offered
from .pool import Pool

PORT = 8717
"""The port where nobody names one, so that the page has the same address each day."""
SHORTEST_TOKEN = 16
_BACKLOG = 128
_ENDING_SECONDS = 2
_ANY = frozenset({"0.0.0.0", "::"})
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class NotStartedError(WrongCallError):
    """The service cannot be started as asked; the message says why."""


class Listening(Record, frozen=True):
    """Where the service listens: `names` are those by which it may be called besides its addresses."""

    hosts: tuple[str, ...] = ("127.0.0.1",)
    port: int | None = None
    names: tuple[str, ...] = ()
    token: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether only programs of this machine can reach it."""
        return all(is_loopback(host) for host in self.hosts)


def is_loopback(host: str) -> bool:
    """Whether an address means this machine alone."""
    if host.lower() == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def serve(asked: Asked, listening: Listening, jobs: int, seconds: float | None, started: Callable[[str], None]) -> None:
    """Serve until Ctrl+C; `started` is told the address. Raises `NotStartedError`."""
    token = checked_token(listening)
    pool = Pool(asked, jobs)
    sockets: list[socket.socket] = []
    try:
        sockets = bound(listening)
        offered = _offered(pool)
        port = sockets[0].getsockname()[1]
        hosts = _hosts(listening, port)
        address = f"http://{_in_address(_shown_host(listening))}:{port}/#token={token}"
        _run(pool, offered, hosts, token, seconds, sockets, lambda: started(address))
    finally:
        pool.close()
        for each in sockets:
            each.close()


def _run(
    pool: Pool,
    offered: Offered,
    hosts: frozenset[str],
    token: str,
    seconds: float | None,
    sockets: list[socket.socket],
    started: Callable[[], None],
) -> None:
    from uvicorn import Config, Server

    from .app import Service
    from .guard import Door, Guard
    from .protocol import Impatient

    class Telling(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                started()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            pool.stop()  # so that whoever waits for an answer gets one
            await super().shutdown(sockets)

    if os.environ.get("ZFCHECK_DEBUG") != "1":
        logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # what callers do wrong is told to them
    config = Config(
        Guard(Service(pool, offered, seconds).app(), Door(hosts, token)),
        http=Impatient,
        ws="none",
        lifespan="off",
        loop="asyncio",
        interface="asgi3",
        log_config=None,
        log_level="info" if os.environ.get("ZFCHECK_DEBUG") == "1" else "critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=16 * 1024,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_ENDING_SECONDS,
        backlog=_BACKLOG,
    )
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        Telling(config).run(sockets=sockets)


def _offered(pool: Pool) -> Offered:
    """What may be asked for, from a worker, which so is ready for the first document."""
    try:
        reply = pool.first(("choices", language()), SECONDS)
    except ChildProcessError as error:
        raise NotStartedError(say("检查用的进程启动不了。请重新启动服务。")) from error
    if isinstance(reply, Lost):
        raise NotStartedError(say("检查用的进程启动不了。请重新启动服务。"))
    told = json.loads(reply.body)
    if reply.status != 200:
        raise NotStartedError(told["error"]["message"])
    return Offered(frozenset(each["id"] for each in told["regions"]), frozenset(each["id"] for each in told["packs"]))


# -- addresses -----------------------------------------------------------------------------------------------------


def checked_token(listening: Listening) -> str:
    """The token: the caller's, or on this machine alone one of our own. Raises `NotStartedError`."""
    token = listening.token
    if token is None:
        if listening.is_local:
            return secrets.token_urlsafe(24)
        raise NotStartedError(
            say(
                "--host {host} 会让网络上的其他电脑也能连上来：凡知道口令的人都能用它检查文稿，文稿在网络上不加密传送。"
                "确要这样，请自定口令（至少{least}个字符），用 --token-file 文件 或环境变量 ZFCHECK_SERVE_TOKEN 给出。",
                host="、".join(listening.hosts),
                least=SHORTEST_TOKEN,
            )
        )
    if len(token) < SHORTEST_TOKEN or not all("!" <= sign <= "~" and sign not in "#&%" for sign in token):
        raise NotStartedError(
            say("口令要有至少{least}个字符，只用英文字母、数字和 -_. 等符号，中间没有空格。", least=SHORTEST_TOKEN)
        )
    return token


def bound(listening: Listening) -> list[socket.socket]:
    """A socket for each address, all of one port. Raises `NotStartedError`."""
    wanted = PORT if listening.port is None else listening.port
    try:
        return _bound(listening.hosts, wanted)
    except OSError as error:
        if listening.port is not None:
            raise _not_bound(listening, wanted, error) from error
    try:
        return _bound(listening.hosts, 0)  # nobody asked for this port: another one will do
    except OSError as error:
        raise _not_bound(listening, 0, error) from error


def _not_bound(listening: Listening, port: int, error: OSError) -> NotStartedError:
    return NotStartedError(
        say(
            "不能在 {host} 的端口 {port} 上启动：{reason}。请换一个端口，或用 --port 0 任选空闲端口。",
            host="、".join(listening.hosts),
            port=port,
            reason=error.strerror or error,
        )
    )


def _bound(hosts: Sequence[str], port: int) -> list[socket.socket]:
    found: list[socket.socket] = []
    try:
        for host in hosts:
            family, kind, number, _, address = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            each = socket.socket(family, kind, number)
            found.append(each)
            if sys.platform == "win32":
                each.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            each.bind((address[0], port, *address[2:]))
            each.listen(_BACKLOG)  # at once: until it listens, another process may take the same port
            port = each.getsockname()[1]
    except OSError:
        for each in found:
            each.close()
        raise
    return found


def _hosts(listening: Listening, port: int) -> frozenset[str]:
    """What a request may say under `Host`: our addresses with the port, and the names that the caller gave.

    Behind a proxy of the caller's own a name has whatever port that proxy has, or none.
    """
    ours = [_in_address(host) for host in listening.hosts if host not in _ANY]
    hosts = {f"{host}:{port}" for host in (*_LOOPBACK, *ours)}
    for name in listening.names:
        hosts |= {name, f"{name}:{port}"}
    return frozenset(host.lower().removesuffix(":80") for host in hosts) | {host.lower() for host in hosts}


def _shown_host(listening: Listening) -> str:
    """The host of the address that is told: one that a browser can go to."""
    host = listening.hosts[0]
    if host not in _ANY:
        return host
    return listening.names[0] if listening.names else "127.0.0.1"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
