"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from .clibase import FAIL_ON, OneOf
from .messages import set_language
from .rules import KINDS_OF_DOCUMENT

Decorated = Callable[..., Any]


def _set_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        set_language(value)


lang = click.option(
    "--lang",
    type=OneOf("语言", ("zh", "en")),
    expose_value=False,
    is_eager=True,
    callback=_set_language,
    help="程序用语：zh 中文（默认），en 英文",
)
document_kind = click.option(
    "--kind",
    type=OneOf("文种", tuple(KINDS_OF_DOCUMENT), {title: kind for kind, title in KINDS_OF_DOCUMENT.items()}),
    help="按哪种文种检查，如 work-report 或 工作报告；默认自动判断",
)
as_of_day = click.option("--as-of", metavar="YYYY-MM-DD", help="按哪一天检查，如 2025-06-30；默认从文稿中找")
named_packs = click.option("--pack", "packs", multiple=True, metavar="名称或路径", help="再用一个规则包，可写多次")
json_output = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
fail_on_level = click.option(
    "--fail-on", type=OneOf("程度", tuple(FAIL_ON)), default="warning", help="哪一级起算有问题，默认 warning"
)
unsafe_fixes_too = click.option("--unsafe-fixes", is_flag=True, help="连同需要人核对的改动一起写成修订")
_region = click.option("--region", metavar="地区", help="同时启用该地区的规则包")
_no_plugins = click.option("--no-plugins", is_flag=True, help="不载入任何插件")
_select = click.option(
    "--select", multiple=True, metavar="规则或类别", help="只查这些规则或类别，可用逗号分隔，可写多次"
)
_ignore = click.option(
    "--ignore", multiple=True, metavar="规则或类别", help="不查这些规则或类别，可用逗号分隔，可写多次"
)


def pack_options(command: Decorated) -> Decorated:
    """`--pack`, `--region` and `--no-plugins`."""
    return named_packs(_region(_no_plugins(command)))


def rule_options(command: Decorated) -> Decorated:
    """`--select` and `--ignore`."""
    return _select(_ignore(command))
