"""Help in the language in force, measured by columns.

The texts of commands and options are Chinese and stay so in click's objects; they are translated when help is shown,
since the language is only known once the command line is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from .messages import say, say_help
from .writers.layout import columns, pad, wrap

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Formatter(click.HelpFormatter):
    """Help in which Chinese is measured by columns; headings and texts are in the language in force."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say("用法："))

    def write_heading(self, heading: str) -> None:
        names = {"Options": say("选项："), "Commands": say("命令："), "Arguments": say("参数：")}
        self.write(f"{'':>{self.current_indent}}{names.get(heading, heading + ':')}\n")

    def write_text(self, text: str) -> None:
        for line in text.replace("\b", "").splitlines():
            words = " ".join(say_help(line.strip()).split())
            lines = wrap([(words, "")], self.width, self.current_indent, self.current_indent)
            self.write("".join(line.rstrip() + "\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names of options end in the placeholder of their value."""
        told = []
        for name, text in rows:
            names, space, value = name.rpartition(" ")
            told.append((names + space + say_help(value), " ".join(say_help(text).split())))
        first = min(max((columns(name) for name, _ in told), default=0), col_max) + col_spacing
        indent = self.current_indent
        for name, text in told:
            lines = wrap([(text, "")], self.width, indent + first, indent + first)
            if columns(name) > first - col_spacing:
                self.write(" " * indent + name + "\n")
            else:
                lines[0] = " " * indent + pad(name, first) + lines[0].strip()
            self.write("".join(line + "\n" for line in lines))


class Context(click.Context):
    """A context whose help is ours."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with help in the language in force."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(map(say_help, self.collect_usage_pieces(ctx))))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line, whole: click would cut it by counting characters."""
        return say_help((self.help or "").strip().partition("\n")[0])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        found = super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = say_help(item.help or "") or None
        return found


class Group(Command, click.Group):
    """A group of commands with help in the language in force; it may be called alone."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults = {"subcommand_metavar": "命令 …", "invoke_without_command": True}
        super().__init__(*args, **{**defaults, **kwargs})
