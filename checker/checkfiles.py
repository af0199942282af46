"""Files and folders from the first look to the exit status: what the command `check` does.

It takes no library of the command line: most calls name files and nothing else (see `program`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import again
from .beside import beside
from .delivery import Target, deliver, same_file, targets_of
from .messages import say
from .output import (
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
from .records import Record
from .results import Result
from .rules import FAILS_AT, Fault
from .runs import Asked, Run, inside

if TYPE_CHECKING:
    from .batch import Means, Task
    from .clifix import Fixing
    from .facts import Facts
    from .files import Found, Source
    from .setaside import Results
    from .writers import Report, Writer


class Wanted(Record, frozen=True):
    """What the caller wants of the report and of the way there.

    `stdin_filename` is the name of what comes from standard input; the other fields are the options of that name.
    """

    output_format: str | None = None
    outputs: tuple[str, ...] = ()
    quiet: bool = False
    statistics: bool = False
    force_exclude: bool = False
    jobs: int | None = None
    timeout: float | None = None
    no_cache: bool = False
    stdin_filename: str | None = None


def check_files(
    paths: Sequence[str],
    asked: Asked,
    wanted: Wanted,
    fixing: Fixing | None = None,
    seen: Callable[[Found], None] = lambda found: None,
) -> int:
    """Check what `paths` name, say what was found, and give the exit status. Raises `StopError`.

    `seen` is told of the files before any is read, and may raise `StopError` for what was meant otherwise.
    """
    from .batch import Means
    from .files import collect
    from .resultstore import opened

    if fixing is not None and not fixing.asked:
        fixing = None
    store = opened() if not wanted.no_cache else None
    run = Run(asked, store, keeps=store is not None)
    with stopping():
        facts = run.facts(run.aim(inside(paths[0])))
    targets = targets_of(_writers(run, facts, paths[0]), wanted.output_format, wanted.outputs)
    found = collect(paths, facts.suffixes)
    for target in targets:
        target.refuse_documents(paths, found)
    _say_empty(found, facts.suffixes)
    seen(found)
    with stopping():
        sources = [source for source in found.sources if not _left_out(source, run, targets, wanted.force_exclude)]
    if not sources:
        if not found.sources:
            return WRONG_CALL
        complain(say("给出的文稿都按设置里的 exclude 跳过了。"))
    for source in sources:
        _look(source)
    tasks = [_task(source, wanted.stdin_filename) for source in sources]
    results = _results(run, tasks, Means(wanted.jobs, wanted.timeout), fixing, quiet=wanted.quiet)
    least = sorted((task.name, run.aim(task.path).fail_on) for task in tasks)
    results.by_path()
    report = _report(results, run, quiet=wanted.quiet, statistics=wanted.statistics)
    if fixing is not None and fixing.shows and sources:
        emit(fixing.differences(report))
    if not sources:  # said already to people, while programs wait for a report
        targets = [target for target in targets if target.path is not None or target.writer.name != "text"]
        say_faults(report.faults)
    for target in targets if fixing is None or not fixing.shows else ():
        deliver(target, report, quiet=wanted.quiet, aside=fixing is not None and fixing.aside)
    _say_gone(run, quiet=wanted.quiet)
    status = status_of([], report.faults, FAILS_AT)
    for result, (_, level) in zip(results, least, strict=True):
        one = status_of([result], report.faults, level)
        status = max(status, fixing.status(one, level) if fixing is not None else one)
    if store is None or fixing is not None or len(targets) > 1 or run.has_plugins() or any(r.faults for r in results):
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


def _task(source: Source, stdin_filename: str | None) -> Task:
    """A file to check. Standard input is read here, and may have a name."""
    from .batch import Task
    from .files import shown

    if source.path is not None or source.fault is not None:
        return Task(source.name, source.path, source)
    name = shown(stdin_filename) if stdin_filename else source.name
    return Task(name, Path(stdin_filename) if stdin_filename else None, source, read_source(source))


def _writers(run: Run, facts: Facts, first: str) -> Sequence[Writer]:
    """The output formats: those of plugins are there where the plugins are."""
    from .writers import BUILTIN

    if facts.bare:
        return BUILTIN
    with stopping():
        return run.plan(inside(first)).rules.writers


def _results(run: Run, tasks: Sequence[Task], means: Means, fixing: Fixing | None, *, quiet: bool) -> Results:
    """What comes of every file, after the baseline and after the fixes.

    Raises `StopError`, and so it does after Ctrl+C: what was checked by then is kept.
    """
    from .batch import check_all
    from .progress import Progress

    progress = Progress(shown=not quiet and sys.stderr is not None and sys.stderr.isatty())
    try:
        with stopping():
            more = run.read_baselines(task.path for task in tasks) or fixing is not None
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


def _after(run: Run, task: Task, result: Result, fixing: Fixing | None) -> Result:
    """A result without what the baseline knows, and after the fixes."""
    result = run.settled(result, task.path)
    if fixing is None or isinstance(task.data, Fault) or (task.data is None and result.document is None):
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
