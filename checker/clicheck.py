"""The command `check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import again
from .beside import beside
from .clibase import (
    INTERRUPTED,
    NOT_CHECKED,
    WRONG_CALL,
    StopError,
    complain,
    emit,
    read_source,
    say_faults,
    status_of,
    stopping,
    terminal_width,
    wants_color,
)
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
    inside,
    lang,
    pack_options,
    rule_options,
    with_baseline,
)
from .delivery import Target, deliver, same_file, targets_of
from .messages import say
from .results import Result
from .rules import FAILS_AT, Fault
from .runs import Run

if TYPE_CHECKING:
    from .batch import Means, Task
    from .facts import Facts
    from .files import Found, Source
    from .setaside import Results
    from .writers import Report, Writer


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
    from .batch import Means, Task
    from .files import collect, shown
    from .resultstore import opened

    store = opened() if not no_cache else None
    run = Run(asked(**options), store, keeps=store is not None)
    with stopping():
        facts = run.facts(run.aim(inside(paths[0])))
    targets = targets_of(_writers(run, facts, paths[0]), output_format, outputs)
    found = collect(paths, facts.suffixes)
    for target in targets:
        target.refuse_documents(paths, found)
    _say_empty(found, facts.suffixes)
    _say_misspelt(ctx, paths[0], found)
    with stopping():
        sources = [source for source in found.sources if not _left_out(source, run, targets, force_exclude)]
    if not sources:
        if not found.sources:
            return WRONG_CALL
        complain(say("给出的文稿都按设置里的 exclude 跳过了。"))

    def task(source: Source) -> Task:
        if source.path is not None or source.fault is not None:
            return Task(source.name, source.path, source)
        name = shown(stdin_filename) if stdin_filename else source.name
        return Task(name, Path(stdin_filename) if stdin_filename else None, source, read_source(source))

    for source in sources:
        _look(source)
    tasks = list(map(task, sources))
    results = _results(run, tasks, Means(jobs, timeout), fixing, quiet=quiet)
    least = sorted((task.name, run.aim(task.path).fail_on) for task in tasks)
    results.by_path()
    report = _report(results, run, quiet=quiet, statistics=statistics)
    if diff and sources:
        emit(fixing.differences(report))
    if not sources:  # said already to people, while programs wait for a report
        targets = [target for target in targets if target.path is not None or target.writer.name != "text"]
        say_faults(report.faults)
    for target in targets if not diff else ():
        deliver(target, report, quiet=quiet, aside=fixing.aside)
    _say_gone(run, quiet=quiet)
    status = status_of([], report.faults, FAILS_AT)
    for result, (_, level) in zip(results, least, strict=True):
        status = max(status, fixing.status(status_of([result], report.faults, level), level))
    if store is None or fixing.asked or len(targets) > 1 or run.has_plugins() or any(each.faults for each in results):
        again.spoil()
    status = WRONG_CALL if found.empty and status != NOT_CHECKED else status
    again.keep(status)
    return status


def _look(source: Source) -> None:
    """Tell what the same call, made once more, has to look at."""
    if source.path is None or source.fault is not None:
        again.spoil()
    else:
        again.note(source.path, beside(source.path))


def _writers(run: Run, facts: Facts, first: str) -> Sequence[Writer]:
    """The output formats: those of plugins are there where the plugins are."""
    from .writers import BUILTIN

    if facts.bare:
        return BUILTIN
    with stopping():
        return run.plan(inside(first)).rules.writers


def _results(run: Run, tasks: Sequence[Task], means: Means, fixing: Fixing, *, quiet: bool) -> Results:
    """What comes of every file, after the baseline and after the fixes.

    Raises `StopError`, and so it does after Ctrl+C: what was checked by then is kept.
    """
    from .batch import check_all
    from .progress import Progress

    progress = Progress(shown=not quiet and sys.stderr is not None and sys.stderr.isatty())
    try:
        with stopping():
            more = run.read_baselines(task.path for task in tasks) or fixing.asked
            results = check_all(run, tasks, means, progress)
            progress.close()
            for index, task in enumerate(tasks if more else ()):
                results.put_result(index, _after(run, task, results[index], fixing))
        return results
    except KeyboardInterrupt as error:
        progress.close()
        message = say("已中断，没有查完：共{count}份，查了{done}份。", count=len(tasks), done=progress.done)
        raise StopError(message, INTERRUPTED) from error
    except ChildProcessError as error:
        raise StopError(say("检查用的进程启动不了，没有查完。请加 --jobs 1 再试。"), NOT_CHECKED) from error
    finally:
        progress.close()
        if run.store is not None:
            run.store.close()


def _after(run: Run, task: Task, result: Result, fixing: Fixing) -> Result:
    """A result without what the baseline knows, and after the fixes."""
    result = run.settled(result, task.path)
    if not fixing.asked or isinstance(task.data, Fault) or (task.data is None and result.document is None):
        return result
    data = task.data or b""
    if task.data is None and fixing.changes(result):
        read = read_source(task.source)
        if isinstance(read, Fault):
            return Result(task.name, faults=[read])
        data, result = read, run.check(read, task.name, task.path)  # of what is there now
    return fixing.apply(lambda now: run.check(now, task.name, task.path), task.source, data, result)


def _left_out(source: Source, run: Run, targets: Iterable[Target], force: bool) -> bool:
    """Whether a file is not to be checked: an earlier report of ours, or one that the settings exclude."""
    if any(same_file(target.path, source.path) for target in targets):
        return True
    if source.path is None or source.fault is not None or (source.named and not force):
        return False
    return run.excluded(source.path)


def _report(results: Sequence[Result], run: Run, *, quiet: bool, statistics: bool) -> Report:
    """What the writers get: the results, and what is in force in any of the rule sets that were used."""
    from .later import MappingLater
    from .results import PackInfo
    from .writers import Report

    known = run.all_facts()
    return Report(
        results=results,
        packs=list(dict.fromkeys(PackInfo(*pack) for facts in known for pack in facts.packs)),
        faults=list(dict.fromkeys(fault for facts in known for fault in facts.faults)),
        width=terminal_width(),
        color=wants_color(),
        quiet=quiet,
        statistics=statistics,
        rules=MappingLater(run.all_rules),
    )


def _say_gone(run: Run, *, quiet: bool) -> None:
    for baseline in run.baselines():
        gone = baseline.gone()
        if gone and not quiet:
            message = say(
                "基线“{path}”里有{count}处已经不再出现，可用 zfcheck baseline {path} 文件… --prune 清理。",
                path=baseline.file,
                count=gone,
            )
            complain(message)


def _say_empty(found: Found, suffixes: Iterable[str]) -> None:
    known = " ".join(suffixes)
    for folder in found.empty:
        complain(say("文件夹“{folder}”里没有可以检查的文稿（{suffixes}）。", folder=folder, suffixes=known))


def _say_misspelt(ctx: click.Context, first: str, found: Found) -> None:
    """A first word that is no file was meant as a command, where it is nearly one: nothing is checked then."""
    commands = getattr(ctx.parent.command, "commands", {}) if ctx.parent is not None else {}
    close = get_close_matches(first, commands, n=1, cutoff=0.7)
    if close and any(source.name == first and source.fault is not None for source in found.sources):
        raise StopError(say("没有命令“{name}”，也没有这个文件。是否想写“{word}”？", name=first, word=close[0]))
