"""docs/commands.md: every command and option, as click has them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from zfcheck.cli import cli
from zfcheck.clibase import OneOf
from zfcheck.clihelp import Context

from .markdown import MADE, anchor, code, escape, table

_STATUSES = [
    ("0", "没有达到 `--fail-on`（默认 `warning`）的问题"),
    ("1", "有问题"),
    ("2", "用法、设置或规则包有误"),
    ("3", "有内容未能检查：文件读不出、规则或插件出错。3 盖过 1"),
    ("130", "中途被 Ctrl+C 打断"),
]
_VARIABLES = [
    ("ZFCHECK_LANG", "程序用语，同 `--lang`：`zh` 或 `en`"),
    ("NO_COLOR", "设了就不用颜色"),
    ("ZFCHECK_NO_CACHE", "`1`：读过的规则包和检查结果都不存入缓存"),
    ("ZFCHECK_CACHE_DIR", "缓存放在哪个文件夹"),
    ("ZFCHECK_CACHE_MB", "检查结果最多占多少MB，默认256；`0`：不保存检查结果"),
    ("ZFCHECK_SOFFICE", "LibreOffice 的位置，找不到时用"),
    ("ZFCHECK_SERVE_TOKEN", "`zfcheck serve` 的口令，至少16个字符"),
    ("ZFCHECK_DEBUG", "`1`：程序出错时显示详情"),
]


def page() -> str:
    """The page of the command line."""
    root = Context(cli, info_name="zfcheck", **cli.context_settings)
    commands = list(_commands(cli, root))
    out = [
        MADE,
        "# 命令和选项\n\n",
        "每个命令后面加 `--help` 也能看到这些说明。\n\n",
        *(f"- [{' '.join(path)}](#{'-'.join(path)})：{escape(_first(command))}\n" for path, command, _ in commands),
        "\n## 退出状态\n\n",
        table(["状态", "含义"], [[code(status), text] for status, text in _STATUSES]),
        "## 环境变量\n\n",
        table(["变量", "含义"], [[code(name), text] for name, text in _VARIABLES]),
    ]
    for path, command, ctx in commands:
        out.append(f"## {anchor(' '.join(path).replace(' ', '-'))}{' '.join(path)}\n\n")
        out.append(code(f"{' '.join(path)} {' '.join(command.collect_usage_pieces(ctx))}") + "\n\n")
        out += [escape(line.strip()) + "\n\n" for line in (command.help or "").splitlines() if line.strip()]
        rows = [[_names(p, ctx), _meaning(p)] for p in command.get_params(ctx) if isinstance(p, click.Option)]
        out.append(table(["选项", "含义"], rows))
    return "".join(out).rstrip() + "\n"


def _commands(group: click.Group, ctx: click.Context) -> Iterator[tuple[tuple[str, ...], click.Command, click.Context]]:
    """The group and everything below it, with the words of its call."""
    yield tuple(ctx.command_path.split()), group, ctx
    for name in group.list_commands(ctx):
        command = group.commands[name]
        below = Context(command, info_name=name, parent=ctx)
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from _commands(command, below)
        else:
            yield tuple(below.command_path.split()), command, below


def _first(command: click.Command) -> str:
    return (command.help or "").strip().split("\n")[0]


def _names(option: click.Option, ctx: click.Context) -> str:
    value = "" if option.is_flag or option.count else f" {option.metavar or option.type.get_metavar(option, ctx)}"
    names = [*sorted(option.opts, key=len), *option.secondary_opts]
    return ", ".join(code(name + (value if name == names[-1] else "")) for name in names)


def _meaning(option: click.Option) -> str:
    told = escape(option.help or "")
    if isinstance(option.type, OneOf) and len(option.type.words) >= 6:
        titles = {key: title for title, key in option.type.titles.items()}
        words = (code(word) + (f" {titles[word]}" if word in titles else "") for word in option.type.words)
        told += "。可写：" + "、".join(words)
    return told
