"""The command line. Commands only gather and hand on; libraries load when a command needs them."""

from __future__ import annotations

import signal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .clibase import (
    NOT_CHECKED,
    WRONG_CALL,
    RootGroup,
    StopError,
    compile_set,
    complain,
    dump,
    emit,
    parse_date,
    read_source,
    say_faults,
    split,
    status_of,
    terminal_width,
    wants_color,
)
from .clioptions import (
    as_of_day,
    document_kind,
    fail_on_level,
    json_output,
    lang,
    named_packs,
    pack_options,
    rule_options,
    unsafe_fixes_too,
)
from .clireview import fixed_in_place, review
from .delivery import deliver, same_file, target_of
from .messages import say
from .rules import Fault

if TYPE_CHECKING:
    from .engine import Result
    from .files import Found, Source
    from .ruleset import Compiled, RuleSet
    from .writers import Writer


@click.group(cls=RootGroup, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(__version__, prog_name="zfcheck", message="%(prog)s %(version)s", help="显示版本号")
@lang
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """检查公文和政法工作报告：结构、序号、固定提法、数字和复制残留。

    zfcheck 年度总结.docx 等于 zfcheck check 年度总结.docx。与命令同名的文件请写成 ./check。
    """
    if ctx.invoked_subcommand is None:
        return _short_help()
    return None


def _help_alone(ctx: click.Context) -> int | None:
    """The help of a group that was called without a command."""
    if ctx.invoked_subcommand is not None:
        return None
    complain(ctx.get_help())
    return WRONG_CALL


def _short_help() -> int:
    complain(say("请给出要检查的文件或文件夹，例如：zfcheck 年度总结.docx\n全部用法：zfcheck --help"))
    return WRONG_CALL


@cli.command()
@click.argument("paths", nargs=-1, metavar="文件或文件夹…")
@click.option("--output-format", default="text", metavar="格式", help="text（默认）、concise、json，或插件提供的格式")
@click.option("-o", "--output", metavar="文件", help="把结果写入文件")
@rule_options
@pack_options
@document_kind
@as_of_day
@fail_on_level
@click.option("--fix", is_flag=True, help="把稳妥的改动直接写进 Word 文件：用修订方式，可逐处接受或拒绝")
@unsafe_fixes_too
@click.option("--statistics", is_flag=True, help="最后列出各规则查出的处数和核对过的数字关系")
@click.option("--quiet", is_flag=True, help="只显示问题和未能检查之处")
@click.option("--stdin-filename", metavar="文件名", help="路径为 - 时，标准输入的文件名")
@lang
def check(
    paths: tuple[str, ...],
    output_format: str,
    output: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    packs: tuple[str, ...],
    region: str | None,
    no_plugins: bool,
    kind: str | None,
    as_of: str | None,
    fail_on: str,
    fix: bool,
    unsafe_fixes: bool,
    statistics: bool,
    quiet: bool,
    stdin_filename: str | None,
) -> int:
    """检查文件或文件夹里的文稿（- 为标准输入）。

    退出状态：0 没有问题，1 有问题，2 用法、设置或规则包有误，3 有内容未能检查。
    """
    if not paths:
        return _short_help()
    if unsafe_fixes and not fix:
        raise StopError(say("--unsafe-fixes 要和 --fix 一起用。"))
    from .engine import check_bytes
    from .files import collect, shown
    from .ruleset import Selection
    from .writers import PackInfo, Report

    day = parse_date(as_of)
    rules = compile_set(Selection(packs, region, split(select), split(ignore), not no_plugins))
    writer = _writer(rules, output_format)
    found = collect(paths, _suffixes(rules))
    target = target_of(output, paths, found)
    _say_empty(found, rules)
    _say_misspelt(paths[0], found)
    sources = [source for source in found.sources if not same_file(target, source.path)]
    if not sources:
        return WRONG_CALL

    def checked(source: Source) -> Result:
        name = shown(stdin_filename) if source.path is None and stdin_filename else source.name
        data = read_source(source)
        if isinstance(data, Fault):
            return _unread(name, data)
        result = check_bytes(rules, data, name, kind=kind, as_of=day)
        if not fix:
            return result
        fixed, lost = fixed_in_place(source, data, result, unsafe=unsafe_fixes, quiet=quiet)
        if fixed is not data:
            result = check_bytes(rules, fixed, name, kind=kind, as_of=day)
        result.faults += lost
        return result

    results = sorted(map(checked, sources), key=lambda result: result.path)
    report = Report(
        results=results,
        packs=[PackInfo(pack.id, pack.version) for pack in rules.packs],
        faults=rules.faults,
        color=target is None and wants_color(),
        width=terminal_width(),
        quiet=quiet,
        statistics=statistics,
        rules={f"{compiled.rule.pack}:{compiled.rule.id}": compiled.rule for compiled in rules.rules},
    )
    try:
        text = writer.write(report)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise StopError(say("输出格式“{name}”出错：{error}", name=writer.name, error=reason), NOT_CHECKED) from error
    deliver(text, target, quiet=quiet)
    return status_of(results, rules.faults, fail_on, empty=bool(found.empty))


def _unread(name: str, fault: Fault) -> Result:
    from .engine import Result

    return Result(name, faults=[fault])


def _writer(rules: RuleSet, name: str) -> Writer:
    from .packtree import nearest

    found = next((writer for writer in rules.writers if writer.name == name), None)
    if found is None:
        hint = nearest(name, [writer.name for writer in rules.writers])
        raise StopError(say("没有输出格式“{name}”。{hint}", name=name, hint=hint))
    return found


def _suffixes(rules: RuleSet) -> list[str]:
    return sorted({suffix for reader in rules.readers for suffix in reader.suffixes})


def _say_empty(found: Found, rules: RuleSet) -> None:
    known = " ".join(_suffixes(rules))
    for folder in found.empty:
        complain(say("文件夹“{folder}”里没有可以检查的文稿（{suffixes}）。", folder=folder, suffixes=known))


def _say_misspelt(first: str, found: Found) -> None:
    """A first word that is no file was meant as a command, where it is nearly one: nothing is checked then."""
    close = get_close_matches(first, cli.commands, n=1, cutoff=0.7)
    if close and any(source.name == first and source.fault is not None for source in found.sources):
        raise StopError(say("没有命令“{name}”，也没有这个文件。是否想写“{word}”？", name=first, word=close[0]))


@cli.command()
@click.argument("file", metavar="文件")
@json_output
@document_kind
@as_of_day
@lang
def outline(file: str, as_json: bool, kind: str | None, as_of: str | None) -> int:
    """逐行显示程序读出的文稿结构，供核对。"""
    from dataclasses import replace

    from .engine import check_bytes
    from .files import collect
    from .phrases import PhraseIndex
    from .ruleset import Selection
    from .writers.outline import render, values

    if Path(file).is_dir():
        raise StopError(say("“{path}”是文件夹，请给出一份文稿。", path=file))
    day = parse_date(as_of)
    rules = compile_set(Selection())
    source = collect([file], ()).sources[0]
    data = read_source(source)
    bare = replace(rules, rules=[], phrases=PhraseIndex([]))
    if isinstance(data, Fault):
        return say_faults([data])
    result = check_bytes(bare, data, source.name, kind=kind, as_of=day)
    if result.document is not None:
        if as_json:
            emit(dump(values(result.document, result.path, result.faults)))
        else:
            schemes = {scheme.id: scheme.title for scheme in rules.schemes}
            emit(render(result.document, result.path, schemes=schemes, width=terminal_width(), color=wants_color()))
    return say_faults([*result.faults, *rules.faults])


@cli.command()
@click.argument("rule", metavar="规则")
@pack_options
@lang
def explain(rule: str, packs: tuple[str, ...], region: str | None, no_plugins: bool) -> int:
    """说明一条规则：查什么、为什么、依据、正误例子、怎么改、怎么不查。"""
    from .packtree import nearest
    from .ruleset import Selection
    from .writers.explain import explain as explained

    rules = compile_set(Selection(packs, region, plugins=not no_plugins))
    found: list[Compiled] = rules.find(rule)
    if not found:
        known = sorted({compiled.rule.id for compiled in rules.rules})
        ends = [name for name in known if name.partition("/")[2] == rule]
        hint = nearest(rule, ends or known) if "/" in rule or ends else say("全部规则：zfcheck rules")
        raise StopError(say("没有规则“{name}”。{hint}", name=rule, hint=hint))
    told = [(compiled.rule, getattr(compiled.checker, "looks_for", ())) for compiled in found]
    emit(explained(told, width=terminal_width(), color=wants_color()))
    return say_faults(rules.faults)


@cli.command()
@json_output
@pack_options
@lang
def rules(as_json: bool, packs: tuple[str, ...], region: str | None, no_plugins: bool) -> int:
    """列出启用的全部规则。"""
    from .ruleset import Selection, rule_values
    from .writers.explain import rule_table

    active = compile_set(Selection(packs, region, plugins=not no_plugins))
    if as_json:
        listed = sorted((rule_values(compiled) for compiled in active.rules), key=lambda v: (v["pack"], v["rule"]))
        emit(dump({"schema": "zfcheck-rules/1", "rules": listed}))
    else:
        emit(rule_table((compiled.rule for compiled in active.rules), width=terminal_width(), color=wants_color()))
    return say_faults(active.faults)


@cli.group()
@click.pass_context
def pack(ctx: click.Context) -> int | None:
    """规则包。"""
    return _help_alone(ctx)


@pack.command("check")
@click.argument("path", metavar="路径")
@named_packs
@lang
def pack_check(path: str, packs: tuple[str, ...]) -> int:
    """检查一个规则包的写法，并运行它自带的例子。"""
    from .cases import check_cases
    from .pack import load_pack
    from .packtree import PackError
    from .ruleset import Selection, compile_rules, known_kinds

    place = Path(path).resolve()
    if not place.exists():
        raise StopError(say("找不到“{path}”。{hint}", path=path, hint=say("请核对文件名和所在文件夹。")))
    try:
        loaded = load_pack(Path(path), known_kinds())
        active = compile_rules(Selection((*packs, str(place)), loaded.region))
    except PackError as error:
        emit("".join(f"{problem}\n" for problem in error.problems))
        return WRONG_CALL
    names = {source.rule.id for source in loaded.rules}
    # A plugin may bear its pack's name; its checks in Python have no cases in the pack.
    ours = (compiled for compiled in active.rules if compiled.rule.pack == loaded.id and compiled.rule.kind != "python")
    own = [compiled for compiled in ours if compiled.rule.id in names]
    problems = [problem for compiled in own for problem in check_cases(compiled, active)]
    faults = say_faults(active.faults)
    if problems:
        emit("".join(f"{problem}\n" for problem in problems))
        return faults or WRONG_CALL
    cases = sum(len(compiled.rule.fail) + len(compiled.rule.passing) for compiled in own)
    summary = say("规则包“{name}”：{rules}条规则，{cases}个例子，全部通过", name=loaded.id, rules=len(own), cases=cases)
    if loaded.settings:
        summary += say("；另改了{count}条规则的数值", count=len(loaded.settings))
    emit(summary + "\n")
    return faults


@cli.group()
@click.pass_context
def plugin(ctx: click.Context) -> int | None:
    """插件。"""
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


cli.add_command(review)


def main() -> None:
    """The entry point of the program."""
    # Ended from outside, it ends as after Ctrl+C: what it started and wrote for the moment goes with it.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    cli(prog_name="zfcheck")


if __name__ == "__main__":
    main()
