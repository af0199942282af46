"""What every command shares: errors in plain words, exit statuses, output that survives any terminal.

Exit status: 0 nothing at or above `--fail-on`; 1 findings; 2 the call, settings or a pack is wrong; 3 something could
not be checked; 130 it was interrupted.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from . import again
from .clihelp import Group
from .fault import WrongCallError
from .lazy import lazily
from .messages import LANGUAGES, language, say, say_help, set_language
from .rules import FAIL_ON, Fault, Severity

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .files import Source
    from .results import Result
    from .ruleset import RuleSet, Selection

    Word = click.ParamType[str]
    Number = click.ParamType[Any]
else:
    Number = Word = click.ParamType  # generic from click 8.4 on only

FOUND = 1
WRONG_CALL = 2
NOT_CHECKED = 3
INTERRUPTED = 130
"""What a shell says of a program that Ctrl+C has ended."""
_WIDEST = 120
_MOST_JOBS = 256
_LONGEST = 1e6
"""Seconds: more is no limit."""
# click has classes for these errors only in its latest versions.
_UNKNOWN = lazily(r"No such command '(.*)'\.", re.DOTALL)
_EXTRA = lazily(r"unexpected extra arguments? \((.*)\)", re.DOTALL)


class StopError(Exception):
    """Ends a command with a message for the caller and an exit status."""

    def __init__(self, message: str, status: int = WRONG_CALL) -> None:
        super().__init__(message)
        self.status = status


def terminal_width() -> int:
    """Columns for output: those of the terminal within reason, 100 where there is none."""
    return max(40, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def wants_color() -> bool:
    """Whether standard output is a terminal that may be coloured (see no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def prepare_streams() -> None:
    """UTF-8 wherever output goes to a file or pipe; on a terminal of another code page `?` for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def emit(text: str | bytes) -> None:
    """Write `text`, or a document, to standard output. A reader that has gone away (`| head`) is no error."""
    again.said(text)
    try:
        click.echo(text, nl=False, color=wants_color())
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        without_output(error)


def without_output(error: OSError) -> None:
    """Go on without standard output, which has failed. Raises `StopError` where that is nobody's wish."""
    # What is still buffered goes nowhere, so that the interpreter's last flush does not fail again.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says EINVAL for a closed pipe
        raise StopError(say("无法写出结果：{reason}。", reason=error.strerror or error), NOT_CHECKED) from error


def complain(message: str) -> None:
    """A message for the caller on standard error."""
    again.spoil()  # what is told once more is what standard output was told
    try:
        click.echo(message, err=True)
    except OSError:
        return


class RootGroup(Group):
    """The whole program: what names no command is checked, and nothing ends in a traceback."""

    default_command = "check"
    group_class = Group

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _heed_language(args)
        return super().parse_args(ctx, self._with_command(args))

    def _with_command(self, args: list[str]) -> list[str]:
        """`args` with the default command put in where the first word is neither a command nor an option of ours."""
        at = 0
        while at < len(args) and (args[at] == "--lang" or args[at].startswith("--lang=")):
            at += 2 if args[at] == "--lang" else 1
        if at >= len(args) or args[at] in {*self.commands, "--help", "-h", "--version"}:
            return args
        return [*args[:at], self.default_command, *args[at:]]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """What may come first: a command, or what the default command takes, options and files."""
        default = self.commands[self.default_command]
        with default.make_context(default.name, [], parent=ctx, resilient_parsing=True) as inner:
            taken = default.shell_complete(inner, incomplete)
            params = [param for param in default.params if isinstance(param, click.Argument)]
            if not incomplete.startswith("-"):
                taken += [item for param in params for item in param.shell_complete(inner, incomplete)]
        found = super().shell_complete(ctx, incomplete)
        known = {item.value for item in found}
        return [*found, *(item for item in taken if item.type != "plain" or item.value not in known)]

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> int:
        """Run a command line; exits with its status, or returns it where `standalone_mode` is off."""
        prepare_streams()
        set_language(None)
        set_language(language())  # asked of the environment once, and not for every word that is said
        try:
            value = super().main(
                args,
                prog_name=prog_name or "zfcheck",
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            emit("")
            status = value if isinstance(value, int) else 0
        except Exception as error:
            if os.environ.get("ZFCHECK_DEBUG") == "1":
                raise
            message, status = explained(error)
            complain(message)
        except KeyboardInterrupt:
            complain(say("已中断，没有查完。"))
            status = INTERRUPTED
        finally:
            set_language(None)
        if standalone_mode:
            sys.exit(status)
        return status


def _heed_language(args: Sequence[str]) -> None:
    """Take `--lang` from wherever it stands: help and errors may be told before its turn has come."""
    said = list(args[: args.index("--")] if "--" in args else args)
    for at, word in enumerate(said):
        name, joined, value = word.partition("=")
        chosen = [value] if joined else said[at + 1 : at + 2]
        if name == "--lang" and chosen and chosen[0] in LANGUAGES:
            set_language(chosen[0])


def explained(error: Exception) -> tuple[str, int]:
    """What to tell the caller of `error`, and the exit status."""
    if isinstance(error, StopError):
        return str(error), error.status
    if isinstance(error, click.Abort):
        return say("已中断，没有查完。"), INTERRUPTED
    if isinstance(error, click.UsageError):
        message = usage_message(error)
        if error.ctx is not None:
            message += "\n" + say("查看用法：{command} --help", command=error.ctx.command_path)
        return message, WRONG_CALL
    if isinstance(error, click.ClickException):
        return error.format_message(), WRONG_CALL
    reason = f"{type(error).__name__}: {error}"
    message = say(
        "程序出错，没有查完：{error}。设置 ZFCHECK_DEBUG=1 后重试可看到详情，请把它告知开发者。", error=reason
    )
    return message, NOT_CHECKED


def usage_message(error: click.UsageError) -> str:
    """A usage error in the language in force; in click's own words where it is a rare one."""
    if isinstance(error, click.NoSuchOption):
        close = error.possibilities or []
        hint = say("是否想写“{word}”？", word=close[0]) if close else ""
        return say("没有选项“{option}”。{hint}", option=error.option_name, hint=hint)
    if isinstance(error, click.BadOptionUsage):
        if "does not take" in error.message:
            return say("选项 {option} 后面不能写值。", option=error.option_name)
        return say("选项 {option} 后面缺少值。", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("缺少参数 {name}。", name=say_help(error.param.metavar or error.param.human_readable_name))
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts else error.param.human_readable_name
        return say("选项 {option} 的值不对：{reason}", option=name, reason=error.message)
    if unknown := _UNKNOWN.match(error.message):
        known = getattr(error.ctx.command, "commands", {}) if error.ctx else {}
        close = get_close_matches(unknown.group(1), known, n=1)
        hint = say("是否想写“{word}”？", word=close[0]) if close else ""
        return say("没有命令“{name}”。{hint}", name=unknown.group(1), hint=hint)
    if extra := _EXTRA.search(error.message):
        return say("多余的参数：{words}", words=extra.group(1))
    return error.format_message()


class OneOf(Word):
    """One word of several; a word of `titles` stands for its key."""

    def __init__(self, name: str, words: Sequence[str], titles: dict[str, str] | None = None) -> None:
        self.name = name
        self.words = list(words)
        self.titles = titles or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = self.titles.get(value, value)
        if word in self.words:
            return str(word)
        from .packtree import nearest

        hint = nearest(value, [*self.words, *self.titles])
        return self.fail(say("没有“{word}”。{hint}", word=value, hint=hint), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        # An English word says what its title does.
        titles = {key: title for title, key in self.titles.items()} if language() == "zh" else {}
        return [CompletionItem(word, help=titles.get(word)) for word in self.words if word.startswith(incomplete)]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "|".join(self.words) if len(self.words) < 6 else self.name


class Jobs(Number):
    """A number of processes: None for as many as it takes, which `auto` and 0 mean."""

    name = "jobs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        if value in {"auto", "0", 0, None}:
            return None
        if not (str(value).isascii() and str(value).isdigit() and int(value) <= _MOST_JOBS):
            self.fail(
                say("“{word}”不是进程个数，请写 1 到 {most} 的整数，或 auto。", word=value, most=_MOST_JOBS), param, ctx
            )
        return int(value)


class Seconds(Number):
    """A time in seconds, more than none."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            seconds = float(value)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < _LONGEST:
            self.fail(say("“{word}”不是秒数，请写大于0的数，如 30。", word=value), param, ctx)
        return seconds


def split(words: Sequence[str]) -> tuple[str, ...]:
    """Words given one by one or joined by commas, of either width."""
    joined = ",".join(words).replace("，", ",").replace("、", ",")
    return tuple(word.strip() for word in joined.split(",") if word.strip())


def parse_date(text: str | None) -> dt.date | None:
    """The day that an option gives, None where it is absent."""
    if text is None:
        return None
    from .selection import SelectionError, parse_day

    try:
        return parse_day(text)
    except SelectionError as error:
        raise StopError(str(error)) from error


@contextmanager
def stopping() -> Iterator[None]:
    """Around what reads settings, packs and baselines: what is wrong with them ends the command, and says where."""
    from .packtree import PackError

    try:
        yield
    except WrongCallError as error:
        raise StopError(str(error)) from error
    except PackError as error:
        problems = "\n".join(map(str, error.problems))
        raise StopError(say("设置或规则包有误，没有检查：") + "\n" + problems) from error


def compile_set(selection: Selection) -> RuleSet:
    """The rule set asked for. Raises `StopError` where there is none."""
    from .ruleset import compile_rules

    with stopping():
        return compile_rules(selection)


def status_of(results: Iterable[Result], faults: Iterable[Fault], fail_on: str) -> int:
    """The exit status for `results` and the `faults` of the run itself."""
    results, least = list(results), FAIL_ON[fail_on]
    told = [*faults, *(fault for result in results for fault in result.faults)]
    if any(fault.level != "info" or least is Severity.INFO for fault in told):
        return NOT_CHECKED
    if least is None:
        return 0
    worst = max((f.severity or Severity.INFO for result in results for f in result.findings), default=None)
    return FOUND if worst is not None and worst >= least else 0


def read_source(source: Source) -> bytes | Fault:
    """The bytes of a file or of standard input, or why they cannot be had."""
    from .files import read

    return read(source, _stdin())


def _stdin() -> Iterator[bytes]:
    if sys.stdin is not None:
        yield from iter(lambda: sys.stdin.buffer.read(1 << 20), b"")


def say_faults(faults: Sequence[Fault]) -> int:
    """Name what could not be checked on standard error; the exit status for it."""
    for fault in faults:
        complain((say("未检查（提示）：") if fault.level == "info" else say("未能检查：")) + fault.message)
    return NOT_CHECKED if any(fault.level != "info" for fault in faults) else 0


def dump(value: object) -> str:
    """`value` as JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
