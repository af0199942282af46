"""What every command shares: the group that they stand in, usage errors in plain words, types of options."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from .clihelp import Group
from .lazy import lazily
from .messages import LANGUAGES, language, say, say_help, set_language
from .output import INTERRUPTED, WRONG_CALL, StopError, guarded, of_error, stopping

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .ruleset import RuleSet, Selection

    Word = click.ParamType[str]
    Number = click.ParamType[Any]
else:
    Number = Word = click.ParamType  # generic from click 8.4 on only

_MOST_JOBS = 256
_LONGEST = 1e6
"""Seconds: more is no limit."""
# click has classes for these errors only in its latest versions.
_UNKNOWN = lazily(r"No such command '(.*)'\.", re.DOTALL)
_EXTRA = lazily(r"unexpected extra arguments? \((.*)\)", re.DOTALL)


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
        inner = super().main

        def work() -> object:
            return inner(
                args,
                prog_name=prog_name or "zfcheck",
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        status = guarded(work, explained)
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
    if isinstance(error, click.Abort):
        return say("已中断，没有查完。"), INTERRUPTED
    if isinstance(error, click.UsageError):
        message = usage_message(error)
        if error.ctx is not None:
            message += "\n" + say("查看用法：{command} --help", command=error.ctx.command_path)
        return message, WRONG_CALL
    if isinstance(error, click.ClickException):
        return error.format_message(), WRONG_CALL
    return of_error(error)


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


def compile_set(selection: Selection) -> RuleSet:
    """The rule set asked for. Raises `StopError` where there is none."""
    from .ruleset import compile_rules

    with stopping():
        return compile_rules(selection)


def dump(value: object) -> str:
    """`value` as JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
