"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from .clibase import Jobs, OneOf, Seconds, parse_date, split
from .clioffers import file_names, pack_names, region_names, rules_and_categories
from .messages import LANGUAGES, say, set_language
from .output import StopError
from .rules import FAIL_ON, KIND_WORDS, KINDS_OF_DOCUMENT
from .runs import Asked

Decorated = Callable[..., Any]


def _set_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        set_language(value)


lang = click.option(
    "--lang",
    type=OneOf("语言", LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_set_language,
    help="程序用语：zh 中文（默认），en 英文",
)
document_kind = click.option(
    "--kind",
    type=OneOf("文种", tuple(KINDS_OF_DOCUMENT), dict(KIND_WORDS)),
    help="按哪种文种检查，如 work-report 或 工作报告；默认自动判断",
)
as_of_day = click.option("--as-of", metavar="YYYY-MM-DD", help="按哪一天检查，如 2025-06-30；默认从文稿中找")
named_packs = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="名称或路径",
    shell_complete=pack_names,
    help="再用一个规则包，可写多次",
)
json_output = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
fail_on_level = click.option("--fail-on", type=OneOf("程度", tuple(FAIL_ON)), help="哪一级起算有问题，默认 warning")
_config = click.option(
    "--config",
    metavar="文件",
    shell_complete=file_names,
    help="用这个设置文件；默认从文稿所在的文件夹逐级向上找 zfcheck.yaml",
)
_no_config = click.option("--no-config", is_flag=True, help="不用任何设置文件")
_plugin = click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="路径",
    shell_complete=file_names,
    help="载入这个 Python 插件（文件夹或 .py 文件），可写多次",
)
_fix = click.option(
    "--fix",
    is_flag=True,
    help="把稳妥的改动写进文件：Word 用修订，可逐处接受或拒绝；文本和 Markdown 直接改，编码和换行不变。"
    "路径为 - 时改好的文稿写到标准输出，检查结果写到标准错误",
)
_diff = click.option("--diff", is_flag=True, help="不写文件，只列出 --fix 会改什么、会剩下什么")
_unsafe_fixes = click.option("--unsafe-fixes", is_flag=True, help="连同需要人核对的改动一起改（或列出）")
with_baseline = click.option("--baseline", metavar="文件", shell_complete=file_names, help="不再报这份基线里已有的问题")
unsafe_fixes_too = click.option("--unsafe-fixes", is_flag=True, help="连同需要人核对的改动一起写成修订")
_jobs = click.option(
    "--jobs",
    type=Jobs(),
    metavar="个数",
    help="同时用几个进程检查；默认 auto，按处理器个数和文稿多少定，1 是不另起进程",
)
_timeout = click.option(
    "--timeout",
    type=Seconds(),
    metavar="秒",
    help="一份文稿最多查多久，超过的算未能检查；默认60秒，文稿每大1 MB加30秒",
)
_no_cache = click.option("--no-cache", is_flag=True, help="全部重新检查：不用以前的检查结果，也不保存这次的")
_region = click.option("--region", metavar="地区", shell_complete=region_names, help="同时启用该地区的规则包")
_no_plugins = click.option("--no-plugins", is_flag=True, help="不载入任何插件")
_select = click.option(
    "--select",
    multiple=True,
    metavar="规则或类别",
    shell_complete=rules_and_categories,
    help="只查这些规则或类别，可用逗号分隔，可写多次",
)
_ignore = click.option(
    "--ignore",
    multiple=True,
    metavar="规则或类别",
    shell_complete=rules_and_categories,
    help="不查这些规则或类别，可用逗号分隔，可写多次",
)


def settings_options(command: Decorated) -> Decorated:
    """`--config` and `--no-config`."""
    return _config(_no_config(command))


def pack_options(command: Decorated) -> Decorated:
    """`--pack`, `--region`, `--no-plugins`, `--plugin`, `--config` and `--no-config`."""
    return named_packs(_region(_no_plugins(_plugin(settings_options(command)))))


def rule_options(command: Decorated) -> Decorated:
    """`--select` and `--ignore`."""
    return _select(_ignore(command))


def batch_options(command: Decorated) -> Decorated:
    """`--jobs`, `--timeout` and `--no-cache`."""
    return _jobs(_timeout(_no_cache(command)))


def asked(
    *,
    packs: tuple[str, ...] = (),
    region: str | None = None,
    no_plugins: bool = False,
    plugins: tuple[str, ...] = (),
    config: str | None = None,
    no_config: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    kind: str | None = None,
    as_of: str | None = None,
    fail_on: str | None = None,
    baseline: str | None = None,
) -> Asked:
    """What the caller says with these options. Raises `StopError` for what cannot be."""
    if config is not None and no_config:
        raise StopError(say("--config 和 --no-config 不能一起用。"))
    if config is not None and not os.path.isfile(config):
        raise StopError(say("找不到设置文件“{path}”。请核对文件名和所在文件夹。", path=config))
    for path in plugins:
        if not os.path.exists(path):
            raise StopError(say("找不到插件“{path}”。请核对文件名和所在文件夹。", path=path))
    return Asked(
        packs=packs,
        region=region,
        select=split(select),
        ignore=split(ignore),
        plugins=not no_plugins,
        plugin_paths=plugins,
        kind=kind,
        as_of=parse_date(as_of),
        fail_on=fail_on,
        baseline=Path(baseline) if baseline is not None else None,
        config=Path(config) if config is not None else None,
        settings=not no_config,
    )


def fix_options(command: Decorated) -> Decorated:
    """`--fix`, `--unsafe-fixes` and `--diff`."""
    return _fix(_unsafe_fixes(_diff(command)))
