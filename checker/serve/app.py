"""What may be asked, address by address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route, Router

from ..batch import seconds_for
from ..fault import Fault
from ..messages import language, say, set_language
from ..records import Record
from ..workers import Lost
from .answers import dumped
from .asking import (
    Offered,
    RefusedError,
    Wanted,
    answering_of,
    apply_of,
    from_query,
    from_values,
    request_of,
    wrong,
)
from .limits import LARGEST_FIELD, LARGEST_UPLOAD
from .openapi import description
from .pages import PAGE, assets
from .pool import Pool
from .work import Reply, unanswered

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_MOST_PARAMETERS = 100
_CHECKS = {"apply": 4, "review": 2}
"""How many times as long as a check these may take: a fixed document is checked again, and not only once."""
Endpoint = Callable[[Request], Awaitable[Response]]


class Service(Record, frozen=True):
    """What answers: the workers, what may be asked of them, and how long they may take (None: as long as `check`)."""

    pool: Pool
    offered: Offered
    seconds: float | None = None

    def app(self) -> ASGIApp:
        """The service without its door."""
        files = assets()

        async def page(request: Request) -> Response:
            return Response(files[PAGE].body, media_type=files[PAGE].type)

        async def asset(request: Request) -> Response:
            found = files.get(request.path_params["name"])
            if found is None:
                raise nothing_here()
            return Response(found.body, media_type=found.type)

        async def openapi(request: Request) -> Response:
            return Response(dumped(description()), media_type="application/json")

        routes = [
            _route("/", page, "GET"),
            _route("/assets/{name}", asset, "GET"),
            _route("/openapi.json", openapi, "GET"),
            _route("/api/choices", self._choices, "GET"),
            _route("/api/check", self._check, "POST"),
            _route("/api/apply", self._apply, "POST"),
            _route("/api/review", self._review, "POST"),
        ]

        async def nothing(scope: Any, receive: Any, send: Any) -> None:
            raise nothing_here()

        return Router(routes, redirect_slashes=False, default=nothing)

    async def _choices(self, request: Request) -> Response:
        return _response(await self._asked(request, "choices", None))

    async def _check(self, request: Request) -> Response:
        wanted = from_query(_pairs(request), self.offered, language())
        set_language(wanted.lang)
        return _response(await self._asked(request, "check", wanted, await _body(request)))

    async def _apply(self, request: Request) -> Response:
        told, data = await _form(request)
        wanted = from_values(told, self.offered, language(), ("accept", "how"))
        set_language(wanted.lang)
        return _response(await self._asked(request, "apply", wanted, apply_of(told), data))

    async def _review(self, request: Request) -> Response:
        told, data = await _form(request)
        wanted = from_values(told, self.offered, language(), ("ignore", "as", "unsafe"))
        set_language(wanted.lang)
        return _response(await self._asked(request, "review", wanted, answering_of(told), data))

    async def _asked(self, request: Request, what: str, wanted: Wanted | None, *more: Any) -> Reply:
        """The answer of a worker; where it has lost itself in a document, the answer that says so."""
        data = more[-1] if more else b""
        seconds = (self.seconds or seconds_for(wanted.name if wanted else "", len(data))) * _CHECKS.get(what, 1)
        rest = (wanted, *more) if wanted is not None else ()
        answer = await self.pool.ask((what, language(), *rest), seconds, request.is_disconnected)
        if isinstance(answer, Reply):
            return answer
        fault = _lost(answer, seconds)
        if what == "check" and wanted is not None:
            return unanswered(wanted, fault)
        raise RefusedError(504 if answer is Lost.HUNG else 502, fault.kind, fault.message)


def _route(path: str, endpoint: Endpoint, method: str) -> Route:
    """An address that knows one method."""

    async def answer(request: Request) -> Response:
        if request.method != method and not (method == "GET" and request.method == "HEAD"):
            message = say("这个地址只接受 {method} 请求。", method=method)
            raise RefusedError(405, "wrong-method", message, {"Allow": method})
        return await endpoint(request)

    methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"]
    return Route(path, answer, methods=methods)


def nothing_here() -> RefusedError:
    """The refusal of an address that there is not."""
    return RefusedError(404, "not-found", say("没有这个地址。"))


def _lost(why: Lost, seconds: float) -> Fault:
    if why is Lost.HUNG:
        message = say("检查这份文稿超过 {seconds} 秒，没有查完。请拆分后再检查。", seconds=round(seconds))
        return Fault("timeout", message)
    message = say("检查这份文稿的进程中途退出（可能是内存不足，或插件出错），没有查完。请拆分后再检查。")
    return Fault("crashed", message)


def _response(reply: Reply) -> Response:
    headers = dict(reply.headers)
    if reply.name is not None:
        headers["Content-Disposition"] = disposition(reply.name)
    response = Response(reply.body, reply.status, headers)
    response.headers["Content-Type"] = reply.type
    return response


def disposition(name: str) -> str:
    """The header that says under which name a file is to be saved (RFC 6266, RFC 8187)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _pairs(request: Request) -> list[tuple[str, str]]:
    """The parameters of the address."""
    query: bytes = request.scope["query_string"]
    try:
        return parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise wrong(say("地址里的参数太多。")) from error


async def _body(request: Request) -> bytes:
    """The bytes of a document that is the whole body."""
    data = bytearray()
    try:
        async for piece in request.stream():
            data += piece
    except ClientDisconnect as error:
        raise wrong(say("文件没有传完，连接就断了。请重试。")) from error
    return bytes(data)


class _Parser(MultiPartParser):
    """Form data that is never written to a disk."""

    spool_max_size = LARGEST_UPLOAD + 1


async def _form(request: Request) -> tuple[dict[str, Any], bytes]:
    """The two parts of a form: `request`, which is JSON, and `file`."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise RefusedError(415, "wrong-type", say("请求应当是 multipart/form-data，含 file 和 request 两部分。"))
    parser = _Parser(request.headers, request.stream(), max_files=2, max_fields=2, max_part_size=LARGEST_FIELD)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        message = say("请求不是完整的 multipart/form-data：{reason}", reason=error.message)
        raise wrong(message) from error
    try:
        parts = {key: await _content(value) for key, value in form.multi_items()}
    finally:
        await form.close()
    missing = [key for key in ("file", "request") if key not in parts]
    if missing:
        raise wrong(say("请求里缺少 {name} 部分。", name=missing[0]))
    if len(parts["request"]) > LARGEST_FIELD:
        raise wrong(say("request 不是 JSON。"))
    return request_of(parts["request"]), parts["file"]


async def _content(value: UploadFile | str) -> bytes:
    return value.encode() if isinstance(value, str) else await value.read()
