"""The command `lsp`."""

from __future__ import annotations

import os
import signal
import sys

import click

from .clihelp import Command
from .clioptions import lang
from .messages import language, say, set_language
from .output import StopError, complain, emit

_ENDED_BADLY = 1
"""What the protocol asks for where the editor is gone without a `shutdown`."""


@click.command(cls=Command)
@click.option("--stdio", is_flag=True, help="通过标准输入输出与编辑器通信（默认就是，可不写）")
@click.option("--check", is_flag=True, help="只看能不能用，不启动")
@click.option("--no-plugins", is_flag=True, help="不载入任何插件")
@lang
def lsp(stdio: bool, check: bool, no_plugins: bool) -> int:
    """语言服务器：在编辑器里边写边查文稿，编写规则包。

    文稿是 .md、.txt。由编辑器启动，一般不用手工运行；编辑器的设置见文档“编辑器”一页。
    """
    try:
        from .lsp.features import made
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        message = say('没有安装语言服务器需要的组件。请执行：pip install "zfcheck[lsp]"')
        raise StopError(message) from error
    if check:
        emit(say("语言服务器可以使用。") + "\n")
        return 0
    if sys.stdin.isatty():
        complain(say("这个命令由编辑器启动，正在等编辑器说话。按 Ctrl+C 结束。"))
    import logging

    logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL)
    # A thread waits for the editor's next word and would hold up an orderly end; there is nothing to put in order.
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # The editor may ask for another language while the server runs: it is asked for word by word.
    os.environ["ZFCHECK_LANG"] = language()
    set_language(None)
    server = made(plugins=not no_plugins)
    # Standard output belongs to the protocol: whatever else is printed, by a plugin say, goes to standard error.
    wire = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.start_io(stdout=wire)
    return 0 if server.ended else _ENDED_BADLY
