"""The command line. Commands only gather and hand on; libraries load when a command needs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .cliarchive import archive
from .clibase import RootGroup, dump
from .clicheck import check, short_help
from .clicompletion import completion
from .clilsp import lsp
from .clioffers import file_names, rule_names
from .clioptions import (
    as_of_day,
    asked,
    document_kind,
    json_output,
    lang,
    pack_options,
    settings_options,
)
from .clipack import pack, plugin
from .clireview import review
from .cliserve import serve
from .clisettings import baseline, config
from .ending import ending
from .messages import say
from .output import StopError, emit, read_source, say_faults, stopping, terminal_width, wants_color
from .rules import Fault
from .runs import Run

if TYPE_CHECKING:
    from .rules import Compiled


@click.group(cls=RootGroup, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(__version__, prog_name="zfcheck", message="%(prog)s %(version)s", help="显示版本号")
@lang
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """检查公文和政法工作报告：结构、序号、固定提法、数字和复制残留。

    zfcheck 年度总结.docx 等于 zfcheck check 年度总结.docx。与命令同名的文件请写成 ./check。
    """
    if ctx.invoked_subcommand is None:
        return short_help()
    return None


@cli.command()
@click.argument("file", metavar="文件", shell_complete=file_names)
@json_output
@click.option("--text", "as_text", is_flag=True, help="只输出文字，一句一行：供 git diff 比较 Word 文件")
@document_kind
@as_of_day
@settings_options
@lang
def outline(file: str, as_json: bool, as_text: bool, **options: Any) -> int:
    """逐行显示程序读出的文稿结构，供核对。"""
    from .files import collect

    if as_json and as_text:
        raise StopError(say("--json 和 --text 不能一起用。"))
    if Path(file).is_dir():
        raise StopError(say("“{path}”是文件夹，请给出一份文稿。", path=file))
    run = Run(asked(**options))
    source = collect([file], ()).sources[0]
    data = read_source(source)
    if isinstance(data, Fault):
        return say_faults([data])
    if as_text:
        return _plain_text(data, source.name)
    from .engine import check_bytes
    from .records import replace
    from .writers.outline import render, values

    with stopping():
        plan = run.plan(source.path)
        rules = plan.rules
    bare = replace(rules.only([]), accepted=())
    result = check_bytes(bare, data, source.name, kind=plan.kind, as_of=plan.as_of)
    if result.document is not None:
        if as_json:
            emit(dump(values(result.document, result.path, result.faults)))
        else:
            schemes = {scheme.id: scheme.title for scheme in rules.schemes}
            emit(render(result.document, result.path, schemes=schemes, width=terminal_width(), color=wants_color()))
    return say_faults([*result.faults, *rules.faults])


def _plain_text(data: bytes, name: str) -> int:
    """Print the text of a document alone: no rules and no settings, since git asks for it again and again.

    What could not be read is a line of the text, and no error: at an error git shows nothing of any file.
    """
    from hashlib import sha256

    from .builtin import Builtin
    from .plugins import load_plugins
    from .readers import Reader, read_or_fault
    from .writers.plaintext import fault_line, plain_text

    readers = [reader for _, reader in load_plugins(Builtin()).collect("zfcheck_readers", Reader)]
    document = read_or_fault(data, name, readers)
    if isinstance(document, Fault):
        # Two versions that cannot be read are not the same for that.
        emit(f"{fault_line(document)}\n[sha256 {sha256(data).hexdigest()}]\n")
    else:
        emit(plain_text(document))
    return 0


@cli.command()
@click.argument("rule", metavar="规则", shell_complete=rule_names)
@pack_options
@lang
def explain(rule: str, **options: Any) -> int:
    """说明一条规则：查什么、为什么、依据、正误例子、怎么改、怎么不查。"""
    from .packtree import nearest
    from .writers.explain import explain as explained

    with stopping():
        rules = Run(asked(**options)).plan(None).rules
    found: list[Compiled] = rules.find(rule)
    told = [(compiled.rule, getattr(compiled.checker, "looks_for", ())) for compiled in found]
    if not told:
        told = [(idle, ()) for idle in rules.names.known.values() if rule in {idle.id, idle.qualified}]
        if told:
            emit(say("这条规则现在不起作用：它被关闭，或者它的规则包没有启用。") + "\n\n")
    if not told:
        known = sorted({compiled.rule.id for compiled in rules.rules})
        ends = [name for name in known if name.partition("/")[2] == rule]
        hint = nearest(rule, ends or known) if "/" in rule or ends else say("全部规则：zfcheck rules")
        raise StopError(say("没有规则“{name}”。{hint}", name=rule, hint=hint))
    emit(explained(told, width=terminal_width(), color=wants_color()))
    return say_faults(rules.faults)


@cli.command()
@json_output
@pack_options
@lang
def rules(as_json: bool, **options: Any) -> int:
    """列出启用的全部规则。"""
    from .ruleset import rule_values
    from .writers.explain import rule_table

    with stopping():
        active = Run(asked(**options)).plan(None).rules
    if as_json:
        listed = sorted((rule_values(compiled) for compiled in active.rules), key=lambda v: (v["pack"], v["rule"]))
        emit(dump({"schema": "zfcheck-rules/1", "rules": listed}))
    else:
        emit(rule_table((compiled.rule for compiled in active.rules), width=terminal_width(), color=wants_color()))
    return say_faults(active.faults)


for command in (check, review, archive, serve, baseline, config, pack, plugin, lsp, completion):
    cli.add_command(command)


def main() -> None:
    """The command line, for any call."""
    with ending():
        cli(prog_name="zfcheck")


if __name__ == "__main__":
    main()
