"""The command `archive`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .clibase import Seconds
from .clihelp import Command
from .clioffers import file_names
from .clioptions import as_of_day, asked, document_kind, fail_on_level, lang, pack_options, rule_options
from .messages import say
from .output import StopError, complain, emit, say_faults, stopping

TIMEOUT = 300.0


@click.command(cls=Command)
@click.argument("source", metavar="来源", shell_complete=file_names)
@click.option(
    "-o",
    "--output",
    "results",
    metavar="文件夹",
    shell_complete=file_names,
    help="结果写入这个文件夹：findings、faults、documents、totals，均为 Parquet",
)
@click.option(
    "--runner",
    default="native",
    metavar="方式",
    help="native（默认，本机）；ray，本机所在的 Ray 集群；ray://主机:端口，别处的集群",
)
@click.option(
    "--timeout",
    type=Seconds(),
    default=TIMEOUT,
    metavar="秒",
    help="一份文稿最多查多久，默认 300",
)
@click.option("--retry", is_flag=True, help="上次超时或者查的进程意外结束的文稿，再查一次")
@rule_options
@pack_options
@document_kind
@as_of_day
@fail_on_level
@click.option("--quiet", is_flag=True, help="只显示未能检查之处")
@lang
def archive(
    source: str, results: str | None, runner: str, timeout: float, retry: bool, quiet: bool, **options: Any
) -> int:
    """检查大批文稿，结果存成 Parquet；中断后再运行会接着做。

    来源：文件夹、通配的路径（加引号），或对象存储的地址，如 s3://桶/材料。要先 pip install "zfcheck[archive]"。
    """
    said = asked(**options)
    if results is None:
        raise StopError(say("请用 -o 写明结果放在哪个文件夹，例如：zfcheck archive {source} -o 结果", source=source))
    if "://" in results:
        raise StopError(say("-o 请写本机的文件夹，结果由发起检查的机器写。"))
    from .archive.order import ArchiveError
    from .archive.running import Task
    from .archive.running import archive as checked
    from .archive.summary import summary

    task = Task(source, Path(results), runner, timeout, retry)
    try:
        with stopping():
            outcome = checked(task, said, _Progress(shown=not quiet and _on_terminal()))
    except ArchiveError as error:
        raise StopError(str(error), error.status) from error
    except OSError as error:
        reason = error.strerror or error
        raise StopError(say("无法写入“{path}”：{reason}。", path=results, reason=reason), 3) from error
    if outcome.without_baseline:
        complain(say("archive 不用基线，已有的问题也报。"))
    say_faults(outcome.faults)
    if not quiet:
        emit(summary(outcome, results))
    return outcome.totals.status


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


class _Progress:
    """One line on a terminal, written over again."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._told = -1

    def __call__(self, step: str, done: int, many: int) -> None:
        share = 1000 * done // max(many, 1)
        if not self._shown or (share == self._told and done != many):
            return
        self._told = share
        click.echo(f"\r{step} {done}/{many}", err=True, nl=done == many)
