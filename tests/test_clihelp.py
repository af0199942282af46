"""Help and the hints of completion, in Chinese and in English."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.shell_completion import ZshComplete
from click.testing import CliRunner

from zfcheck.cli import cli
from zfcheck.clihelp import Command, Context, Group
from zfcheck.english.help import HELP
from zfcheck.messages import set_language
from zfcheck.writers import BUILTIN

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]+")
NAMES = {"年度总结", "随州", "随州市", "湖北随州"}
"""What stays Chinese in English help: names of documents and places in examples."""
PROSE = re.compile(r"\b[a-z]+ (?:a|an|the|of|to|or|and|is|with|by) [a-z]", re.IGNORECASE)


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    set_language(None)
    yield
    set_language(None)


def tree(command: click.Command = cli, name: str = "zfcheck", parent: Any = None) -> Iterator[Context]:
    """A context for every command."""
    ctx = Context(command, info_name=name, parent=parent, **command.context_settings)
    yield ctx
    for below, child in getattr(command, "commands", {}).items():
        yield from tree(child, below, ctx)


COMMANDS = [tuple(ctx.command_path.split()[1:]) for ctx in tree()]


def texts() -> dict[str, str]:
    """Every text that help may show, and where it stands."""
    found = {writer.title: f"the format {writer.name}" for writer in BUILTIN}
    for ctx in tree():
        place = ctx.command_path
        for line in inspect.cleandoc(ctx.command.help or "").splitlines():
            found.setdefault(line, place)
        for piece in ctx.command.collect_usage_pieces(ctx):
            found.setdefault(piece, place)
        for param in ctx.command.get_params(ctx):
            found.setdefault(getattr(param, "help", None) or "", f"{place} {param.name}")
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
                found.setdefault(record[0].split(" ")[-1], f"{place} {param.name}")
    return found


def run(*arguments: str, **variables: str) -> str:
    done = CliRunner(env=variables).invoke(cli, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


def left_chinese(text: str) -> set[str]:
    return set(CHINESE.findall(text)) - NAMES


def test_every_command_speaks_with_our_help() -> None:
    assert len(COMMANDS) > 14
    assert [ctx.command_path for ctx in tree() if not isinstance(ctx.command, Command | Group)] == []


def test_commands_and_options_are_described() -> None:
    silent = [ctx.command_path for ctx in tree() if not ctx.command.help]
    for ctx in tree():
        options = [param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option)]
        silent += [f"{ctx.command_path} {option.name}" for option in options if not option.help]
    assert silent == []


def test_every_text_of_the_help_has_english() -> None:
    missing = {text: place for text, place in texts().items() if CHINESE.search(text) and text not in HELP}
    assert missing == {}


def test_no_english_is_left_over_or_still_chinese() -> None:
    assert set(HELP) - set(texts()) == set()
    assert {english for english in HELP.values() if left_chinese(english)} == set()


def test_a_placeholder_is_one_word() -> None:
    """So the formatter finds it at the end of an option's names."""
    params = [param for ctx in tree() for param in ctx.command.get_params(ctx)]
    assert [param.name for param in params if " " in (param.metavar or "")] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_in_one_language(command: tuple[str, ...]) -> None:
    english = run(*command, "--help", ZFCHECK_LANG="en")
    assert left_chinese(english) == set()
    assert english.startswith("Usage: ") and "show this help" in english
    chinese = run(*command, "--help")
    assert PROSE.findall(chinese) == []
    assert chinese.startswith("用法：") and "显示这份说明" in chinese


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "en", "check", "--help"),
        ("check", "--lang", "en", "--help"),
        ("check", "--help", "--lang=en"),
        ("--lang", "en", "pack", "--help"),
        ("pack", "--lang", "en", "--help"),
        ("pack", "new", "-h", "--lang", "en"),
        ("--help", "--lang", "en"),
    ],
)
def test_the_language_is_heeded_wherever_it_stands(words: tuple[str, ...]) -> None:
    assert run(*words).startswith("Usage: ")


def test_the_language_chosen_outranks_the_environment_and_is_gone_afterwards() -> None:
    assert run("outline", "--lang", "zh", "--help", ZFCHECK_LANG="en").startswith("用法：")
    assert run("outline", "--lang", "en", "--help").startswith("Usage: ")
    assert run("outline", "--help").startswith("用法：")


def test_errors_before_the_language_are_told_in_it() -> None:
    for words in (("outline", "--nosuch", "--lang", "en"), ("check", "--nosuch", "--lang=en")):
        assert "There is no option “--nosuch”" in CliRunner().invoke(cli, list(words)).stderr
    assert CliRunner().invoke(cli, ["outline", "--lang", "en"]).stderr.startswith("Argument FILE is missing.")
    assert "没有选项" in CliRunner().invoke(cli, ["check", "--nosuch", "--", "--lang", "en"]).stderr


def test_a_short_description_is_never_cut() -> None:
    assert "PowerShell" not in run("--help") and "..." not in run("--help")
    for word in ("zh", "en"):
        shown = " ".join(run("--lang", word, "--help").split())
        set_language(word)
        told = [command.get_short_help_str() for command in cli.commands.values()]
        assert [text for text in told if text.replace(" ", "") not in shown.replace(" ", "")] == []


def hints(*words: str) -> dict[str, str | None]:
    """What completion offers for the last word, with what it says of it."""
    *before, last = words
    set_language(None)
    found = ZshComplete(cli, {}, "zfcheck", "_ZFCHECK_COMPLETE").get_completions(before, last)
    return {item.value: item.help for item in found}


def test_hints_of_completion_are_in_the_language_of_the_line() -> None:
    assert hints("rul")["rules"] == "列出启用的全部规则。"
    assert hints("--lang", "en", "rul")["rules"] == "List all rules in force."
    assert hints("check", "--no-p")["--no-plugins"] == "不载入任何插件"
    assert hints("check", "--lang", "en", "--no-p") == {"--no-plugins": "load no plugins"}
    assert hints("--lang=en", "报告.docx", "--no-p") == {"--no-plugins": "load no plugins"}
    assert hints("pack", "--lang", "en", "sch")["schema"] == HELP["输出规则包的 JSON Schema，供编辑器提示和查错。"]


def test_hints_of_words_are_in_the_language_of_the_line() -> None:
    assert hints("--output-format", "conc") == {"concise": "一行一条"}
    assert hints("--lang", "en", "--output-format", "conc") == {"concise": "a line a finding"}
    assert hints("--kind", "not") == {"notice": "通知"}
    assert hints("--lang", "en", "--kind", "not") == {"notice": None}
    assert hints("--ignore", "num") == {"numbering": "序号", "number": "数字"}
    assert hints("--lang", "en", "--ignore", "num") == {"numbering": None, "number": None}
