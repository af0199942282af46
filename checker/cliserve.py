"""The command `serve`: the page for clerks and the service for programs, on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .clibase import Jobs, Seconds
from .clihelp import Command
from .clioffers import file_names
from .clioptions import as_of_day, asked, document_kind, lang, pack_options, rule_options
from .messages import say
from .output import StopError, complain, stopping

if TYPE_CHECKING:
    from .serve.running import Listening

TOKEN = "ZFCHECK_SERVE_TOKEN"
"""The environment variable that gives the token."""
_MOST_JOBS = 4
"""Workers where nobody says: one person at a page needs no more."""
_LARGEST_PORT = 65535


@click.command(cls=Command)
@click.option("--port", type=int, metavar="端口", help="在哪个端口上启动，0 是任选空闲端口；默认8717，被占用时任选")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="地址",
    help="在哪个地址上启动，可写多次；默认 127.0.0.1，只有本机能连。写别的地址，要自定口令",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="主机名",
    help="别的电脑用这个名字来连，可写多次；和本机以外的 --host 一起用",
)
@click.option(
    "--token-file",
    metavar="文件",
    shell_complete=file_names,
    help="口令写在这个文件里；默认每次启动另生成一个。也可用环境变量 ZFCHECK_SERVE_TOKEN",
)
@click.option("--no-open", is_flag=True, help="不打开浏览器，只显示地址")
@rule_options
@pack_options
@document_kind
@as_of_day
@click.option("--jobs", type=Jobs(), metavar="个数", help="同时检查几份文稿；默认 auto，按处理器个数定，至多4")
@click.option("--timeout", type=Seconds(), metavar="秒", help="一份文稿最多查多久；默认60秒，文稿每大1 MB加30秒")
@lang
def serve(
    port: int | None,
    hosts: tuple[str, ...],
    names: tuple[str, ...],
    token_file: str | None,
    no_open: bool,
    jobs: int | None,
    timeout: float | None,
    **options: Any,
) -> int:
    """在本机打开检查页面，也供其他程序调用（POST /api/check）。

    文稿只在本机检查，不外传，查完不留。按 Ctrl+C 结束。
    """
    if port is not None and not 0 <= port <= _LARGEST_PORT:
        raise StopError(say("端口是 0 到 {most} 的整数，0 是任选空闲端口。", most=_LARGEST_PORT))
    wanted = asked(**options)
    _need_libraries()
    from .serve.running import Listening, serve
    from .workers import processors

    listening = Listening(_addresses(hosts), port, names, _token(token_file))
    _say_what_it_means(listening)

    def started(address: str) -> None:
        # The caller's own token is not for everybody who can see the terminal, or what is kept of it.
        shown = address if listening.token is None else address.partition("=")[0] + say("=口令")
        complain(say("检查页面已启动：{address}", address=shown))
        complain(say("按 Ctrl+C 结束。"))
        if not no_open:
            _open(address)

    try:
        with stopping():
            serve(wanted, listening, jobs or min(processors(), _MOST_JOBS), timeout, started)
    except KeyboardInterrupt:
        pass
    complain(say("检查服务已结束。"))
    return 0


def _need_libraries() -> None:
    """Raises `StopError` where the extra is not installed."""
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn", "python_multipart") if find_spec(name) is None]
    if missing:
        message = say('检查页面要另装几个库：pip install "zfcheck[serve]"（缺少 {names}）', names="、".join(missing))
        raise StopError(message)


def _addresses(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses to listen at: `localhost` is two of them."""
    found: list[str] = []
    for host in hosts or ("127.0.0.1",):
        bare = host.removeprefix("[").removesuffix("]")
        found += ["127.0.0.1", "::1"] if bare.lower() == "localhost" else [bare]
    return tuple(dict.fromkeys(found))


def _token(file: str | None) -> str | None:
    """The token that the caller gives; what we start must not find it in its surroundings."""
    told = os.environ.pop(TOKEN, None)
    if file is None:
        return told.strip() if told and told.strip() else None
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StopError(say("口令文件“{path}”读不了：{reason}。", path=file, reason=reason)) from error
    return text.strip()


def _say_what_it_means(listening: Listening) -> None:
    """What follows where the service can be reached from elsewhere."""
    if listening.is_local:
        return
    if listening.token is not None:
        complain(
            say(
                "注意：{host} 不只是本机。网络上凡知道口令的人都能连上来检查文稿，文稿和口令在网络上不加密传送；"
                "请只在可信的内部网络里这样用，或在前面加一层 HTTPS。",
                host="、".join(listening.hosts),
            )
        )
    if not listening.names and {"0.0.0.0", "::"} & set(listening.hosts):
        complain(say("别的电脑连来用的名字或地址请用 --name 写明，否则只受理用 127.0.0.1 打开的页面。"))


def _open(address: str) -> None:
    """Open the page; where there is no browser the address on the terminal has to do."""
    import sys
    import threading
    import webbrowser

    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return  # what would be opened is a browser of the terminal, over our own words
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
