"""The command `check`."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .checkfiles import Wanted, check_files
from .clifix import Fixing
from .clihelp import Command
from .clioffers import file_names, writer_names
from .clioptions import (
    as_of_day,
    asked,
    batch_options,
    document_kind,
    fail_on_level,
    fix_options,
    lang,
    pack_options,
    rule_options,
    with_baseline,
)
from .messages import say
from .output import WRONG_CALL, StopError, complain

if TYPE_CHECKING:
    from .files import Found


def short_help() -> int:
    """What to say to somebody who names nothing to check."""
    complain(say("请给出要检查的文件或文件夹，例如：zfcheck 年度总结.docx\n全部用法：zfcheck --help"))
    return WRONG_CALL


class _Check(Command):
    """`check`, which may be called by a program with whatever names the files of a repository have."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """With `--force-exclude` a word that looks like an option and is the name of a file means that file.

        pre-commit puts file names behind the options as they are: one named `--plugin=…` would be obeyed.
        """
        if "--force-exclude" in args:
            args = [f"./{word}" if word.startswith("-") and _is_file(word) else word for word in args]
        return super().parse_args(ctx, args)


def _is_file(word: str) -> bool:
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        return False


@click.command(cls=_Check)
@click.argument("paths", nargs=-1, metavar="文件或文件夹…", shell_complete=file_names)
@click.option(
    "--output-format",
    metavar="格式",
    shell_complete=writer_names,
    help="text（默认）、concise、json、jsonl、sarif、junit、github、gitlab、html，或插件提供的格式",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="文件",
    shell_complete=file_names,
    help="另把结果写入文件，可写多次；格式按文件名的结尾定，或写成 格式=文件",
)
@rule_options
@pack_options
@document_kind
@as_of_day
@with_baseline
@fail_on_level
@fix_options
@click.option("--force-exclude", is_flag=True, help="点名的文件也按设置里的 exclude 跳过（供 pre-commit 使用）")
@click.option("--statistics", is_flag=True, help="最后列出各规则查出的处数和核对过的数字关系")
@click.option("--quiet", is_flag=True, help="只显示问题和未能检查之处")
@batch_options
@click.option("--stdin-filename", metavar="文件名", help="路径为 - 时，标准输入的文件名")
@lang
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output_format: str | None,
    outputs: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    force_exclude: bool,
    statistics: bool,
    quiet: bool,
    jobs: int | None,
    timeout: float | None,
    no_cache: bool,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """检查文件或文件夹里的文稿（- 为标准输入）。

    退出状态：0 没有问题，1 有问题（--diff 时有可改之处也是 1），2 用法、设置或规则包有误，3 有内容未能检查。
    """
    if not paths:
        return short_help()
    fixing = Fixing(write=fix, diff=diff, unsafe=unsafe_fixes, quiet=quiet, output_format=output_format or "text")
    if diff and outputs:
        raise StopError(say("--diff 不能和 --output 一起用。要存成文件：zfcheck --diff … > 改动.diff"))
    wanted = Wanted(
        output_format, outputs, quiet, statistics, force_exclude, jobs, timeout, no_cache, stdin_filename=stdin_filename
    )
    return check_files(paths, asked(**options), wanted, fixing, lambda found: _say_misspelt(ctx, paths[0], found))


def _say_misspelt(ctx: click.Context, first: str, found: Found) -> None:
    """A first word that is no file was meant as a command, where it is nearly one: nothing is checked then."""
    commands = getattr(ctx.parent.command, "commands", {}) if ctx.parent is not None else {}
    close = get_close_matches(first, commands, n=1, cutoff=0.7)
    if close and any(source.name == first and source.fault is not None for source in found.sources):
        raise StopError(say("没有命令“{name}”，也没有这个文件。是否想写“{word}”？", name=first, word=close[0]))
