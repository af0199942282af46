"""The door: who may come in, how much may be brought along, and what every answer says to the browser.

A page in the same browser may send requests here (they are stopped by `Origin` and the token), and may have its own
name point to this machine (stopped by `Host`). Nothing is said in cookies, so no page can borrow them.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from ..messages import LANGUAGES, language, say, set_language
from ..records import Record
from .asking import RefusedError
from .limits import BODY_SECONDS, LARGEST_UPLOAD, LINGERING_SECONDS, MOST_HELD, PAUSE_SECONDS, PIECE
from .pool import busy
from .work import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer says."""


class Door(Record, frozen=True):
    """What lets callers in: the names by which this service may be called, with ports, and the token."""

    hosts: frozenset[str]
    token: str

    def knows_host(self, hosts: list[str]) -> bool:
        return len(hosts) == 1 and hosts[0].lower() in self.hosts

    def knows_origin(self, origins: list[str]) -> bool:
        """Whether a page that sends a request is ours. Programs send no origin."""
        known = {f"http://{host}" for host in self.hosts} | {f"https://{host}" for host in self.hosts}
        return all(origin.lower() in known for origin in origins)

    def knows_token(self, told: list[str]) -> bool:
        scheme, _, token = told[0].partition(" ") if len(told) == 1 else ("", "", "")
        same = hmac.compare_digest(token.strip().encode(), self.token.encode())
        return scheme.lower() == "bearer" and same


class Guard:
    """The service behind its door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        set_language(_language(scope))
        visit = _Visit(self, receive, send)
        try:
            self._let_in(scope)
            await self._app(scope, visit.receive, visit.send)
        except RefusedError as error:
            await visit.refuse(error)
        except Exception as error:
            if visit.answered:
                raise
            reason = type(error).__name__
            await visit.refuse(RefusedError(500, "failed", say("程序出错：{error}。请把它告知开发者。", error=reason)))
        finally:
            self._held -= visit.size

    def _let_in(self, scope: Scope) -> None:
        """Raises `RefusedError` for who has no business here."""
        told = _headers(scope)
        if not self._door.knows_host(told.get("host", [])):
            message = say("这个地址（Host）不是 zfcheck serve 的地址。请用启动时显示的地址打开。")
            raise RefusedError(421, "wrong-host", message)
        origins = told.get("origin", [])
        foreign = told.get("sec-fetch-site", ["none"])[0] in {"cross-site", "same-site"}
        asks = scope["path"].startswith("/api/")
        if not self._door.knows_origin(origins) or (asks and foreign):
            message = say("请求来自别的网页，没有受理。请用启动时显示的地址打开。")
            raise RefusedError(403, "wrong-origin", message)
        if asks and not self._door.knows_token(told.get("authorization", [])):
            message = say("口令不对或没有口令。请用启动时显示的完整地址重新打开（# 后面是口令）。")
            raise RefusedError(401, "no-token", message, {"WWW-Authenticate": "Bearer"})
        length = told.get("content-length", ["0"])[0]
        if length.isdecimal() and int(length) > LARGEST_UPLOAD:
            raise too_large()

    def hold(self, size: int) -> None:
        """Count bytes that are held for a caller. Raises `RefusedError` where it is too much for all of them."""
        if self._held + size > MOST_HELD:
            raise busy()
        self._held += size


class _Visit:
    """One request: its body counted and timed, its answer with our headers."""

    def __init__(self, guard: Guard, receive: Receive, send: Send) -> None:
        self._guard = guard
        self._receive = receive
        self._send = send
        self._until: float | None = None
        self._whole = False
        self.size = 0
        self.answered = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        if self._until is None:
            self._until = time.monotonic() + BODY_SECONDS
        try:
            async with asyncio.timeout(max(0.0, min(PAUSE_SECONDS, self._until - time.monotonic()))):
                message = await self._receive()
        except TimeoutError as error:
            self._whole = True
            raise RefusedError(408, "too-slow", say("文件传得太慢，没有收完。请重试。")) from error
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "gone", say("文件没有传完，连接就断了。请重试。"))
        size = len(message.get("body", b""))
        if self.size + size > LARGEST_UPLOAD:
            raise too_large()
        self._guard.hold(size)
        self.size += size
        self._whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.answered = True
            told = [(name.lower().encode(), value.encode("latin-1")) for name, value in HEADERS.items()]
            own = {name for name, _ in told}
            headers = [pair for pair in message.get("headers", ()) if pair[0].lower() not in own]
            await self._send({**message, "headers": [*headers, *told]})
            return
        body = message.get("body", b"")
        for at in range(0, len(body) - PIECE, PIECE):
            await self._send({**message, "body": body[at : at + PIECE], "more_body": True})
        await self._send({**message, "body": body[(len(body) - 1) // PIECE * PIECE :] if body else b""})

    async def refuse(self, error: RefusedError) -> None:
        """Send the refusal, where nothing was sent yet. What is still coming of the body is not waited for long."""
        if self.answered:
            return
        if not self._whole:
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGERING_SECONDS):
                    await self._pass_over()
        reply = refusal(error)
        headers = {"content-type": reply.type, "content-length": str(len(reply.body)), **reply.headers}
        if not self._whole or error.status == 408:
            headers["connection"] = "close"
        pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": reply.status, "headers": pairs})
        await self.send({"type": "http.response.body", "body": reply.body})

    async def _pass_over(self) -> None:
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect" or not message.get("more_body", False):
                self._whole = message["type"] != "http.disconnect"
                return


def too_large() -> RefusedError:
    """The refusal of a file that is too large."""
    limit = LARGEST_UPLOAD // 1048576
    return RefusedError(413, "too-large", say("文件超过 {limit} MB，没有检查。请确认没有选错文件。", limit=limit))


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _language(scope: Scope) -> str:
    """The language that the address asks for; else the one of the service."""
    query: Any = scope.get("query_string", b"")
    with suppress(ValueError):
        told = dict(parse_qsl(query.decode("latin-1"), max_num_fields=100)).get("lang", "")
        if told in LANGUAGES:
            return str(told)
    return language()
