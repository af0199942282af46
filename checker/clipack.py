"""The commands for packs and plugins of one's own: check them, start one, list them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .clibase import compile_set, dump
from .clihelp import Group
from .clioffers import file_names
from .clioptions import lang, named_packs
from .messages import say
from .output import NOT_CHECKED, WRONG_CALL, StopError, complain, emit, say_faults, terminal_width, wants_color

if TYPE_CHECKING:
    from .packcheck import Checked

_folder = click.option(
    "--folder", default=".", metavar="文件夹", shell_complete=file_names, help="写在哪个文件夹里，默认当前文件夹"
)


def _help_alone(ctx: click.Context) -> int | None:
    """The help of a group that was called without a command."""
    if ctx.invoked_subcommand is not None:
        return None
    complain(ctx.get_help())
    return WRONG_CALL


@click.group(cls=Group)
@lang
@click.pass_context
def pack(ctx: click.Context) -> int | None:
    """规则包：检查、新建、给编辑器用的格式说明。"""
    return _help_alone(ctx)


@pack.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="路径…", shell_complete=file_names)
@named_packs
@click.option("--coverage", is_flag=True, help="逐条列出哪些规则的列表里有没有例子的项")
@lang
def pack_check(paths: tuple[str, ...], packs: tuple[str, ...], coverage: bool) -> int:
    """检查规则包的写法，并运行它自带的例子。

    路径是规则包的文件夹、其中的文件，或单个 YAML 文件，可以写几个。“警告”“提示”不影响退出状态。
    """
    from .packcheck import check_packs

    for path in paths:
        if not Path(path).exists():
            raise StopError(say("找不到“{path}”。{hint}", path=path, hint=say("请核对文件名和所在文件夹。")))
    checked = check_packs(paths, packs, every_hint=coverage)
    for one in checked:
        emit("".join(f"{line}\n" for line in _told(one)))
    # A plugin that fails is told once, however many packs were checked beside it.
    faults = say_faults(list({fault.message: fault for one in checked for fault in one.faults}.values()))
    return faults or (WRONG_CALL if any(one.problems for one in checked) else 0)


def _told(checked: Checked) -> list[str]:
    lines = [str(problem) for problem in checked.problems]
    lines += [_marked(say("警告"), problem) for problem in checked.warnings]
    lines += [_marked(say("提示"), problem) for problem in checked.hints]
    if checked.problems:
        return lines
    summary = say(
        "规则包“{name}”：{rules}条规则，{cases}个例子，全部通过",
        name=checked.name,
        rules=checked.rules,
        cases=checked.cases,
    )
    if checked.settings:
        summary += say("；另改了{count}条规则的数值", count=checked.settings)
    return [*lines, summary]


def _marked(mark: str, problem: object) -> str:
    place, _, message = str(problem).partition(": ")
    return say("{place}: {mark}：{message}", place=place, mark=mark, message=message)


@pack.command("new")
@click.argument("name", metavar="名称")
@_folder
@click.option("--region", metavar="地区", help="只在 --region 这个地区时启用")
@click.option("--title", metavar="标题", help="规则包的标题")
@lang
def pack_new(name: str, folder: str, region: str | None, title: str | None) -> int:
    """新建一个规则包，常用的规则各有一条样子，马上能用。

    名称用小写英文字母；写中文就取拼音，如 zfcheck pack new 随州。
    """
    from .starting import StartError, name_of_pack, start_pack

    try:
        named = name_of_pack(name)
        written = start_pack(named, Path(folder), region=region, title=title)
    except (StartError, OSError) as error:
        raise StopError(_reason(error)) from error
    made = _typed(written[0].parent)
    emit(_written(written) + say("改好后检查：zfcheck pack check {path}", path=made) + "\n")
    use = f"--pack {made} --region {region}" if region else f"--pack {made}"
    emit(say("用它检查文稿：zfcheck {options} 文稿.docx", options=use) + "\n")
    return 0


@pack.command("schema")
@lang
def pack_schema() -> int:
    """输出规则包的 JSON Schema，供编辑器提示和查错。

    用法：zfcheck pack schema > zfcheck-pack.schema.json
    """
    from .packjson import pack_schema as schema
    from .ruleset import known_kinds

    emit(dump(schema(known_kinds())))
    return 0


@click.group(cls=Group)
@lang
@click.pass_context
def plugin(ctx: click.Context) -> int | None:
    """插件：列出、新建。"""
    return _help_alone(ctx)


@plugin.command("list")
@lang
def plugin_list() -> int:
    """列出已安装的插件及其状况。"""
    from .ruleset import Selection
    from .writers.explain import table

    active = compile_set(Selection())
    if not active.registry.plugins:
        emit(say("没有安装插件。") + "\n")
        return say_faults(active.faults)
    rows = [(say("插件"), say("来自"), say("版本"), say("状况"))]
    for info in active.registry.plugins:
        state = say("故障：{message}", message=info.fault.message) if info.fault else say("正常")
        rows.append((info.name, info.distribution, info.version, state))
    emit(table(rows, width=terminal_width(), color=wants_color()))
    return NOT_CHECKED if active.faults else 0


@plugin.command("new")
@click.argument("region", metavar="地区")
@_folder
@click.option("--name", metavar="名称", help="插件的名称（小写英文字母），默认是地区的拼音")
@lang
def plugin_new(region: str, folder: str, name: str | None) -> int:
    """新建一个地区插件：规则包、一项 Python 检查、测试，装上就能用。

    地区如 随州、随州市 或 湖北随州。
    """
    from .starting import StartError, name_of_plugin, start_plugin

    try:
        named = name_of_plugin(region, name)
        written = start_plugin(named, Path(folder), __version__)
    except (StartError, OSError) as error:
        raise StopError(_reason(error)) from error
    made = _typed(Path(folder) / f"zfcheck-{named.pinyin}")
    emit(_written(written) + say("安装：pip install -e {path}", path=made) + "\n")
    emit(say("用它检查文稿：zfcheck {options} 文稿.docx", options=f"--region {named.words}") + "\n")
    return 0


def _typed(path: Path) -> str:
    """A path as it is typed in a shell, of whatever system."""
    return f'"{path}"' if " " in str(path) else str(path)


def _written(paths: Sequence[Path]) -> str:
    return "".join(say("已写好 {path}", path=path) + "\n" for path in paths)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return say("无法写入“{path}”：{reason}。", path=error.filename or "", reason=error.strerror or error)
    return str(error)
