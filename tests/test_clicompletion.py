"""Completion: what Tab offers at each place of the command line, and the scripts that ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from zfcheck import clioffers
from zfcheck.cli import cli


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names as if the packs held no more than these."""
    names = clioffers.Names(
        (("number/weekday", "日期与星期不符"), ("wording/typos", "错别字"), ("wording/vague", "含混的词")),
        (("core", "通用规则", False), ("gbt9704", "版式", True)),
        ("浙江",),
    )
    monkeypatch.setattr(clioffers, "_names", lambda ctx=None: names)


def offered(*words: str) -> list[str]:
    """What is offered for the last word; `file` in angle brackets where the shell is to list files."""
    *before, last = words
    found = BashComplete(cli, {}, "zfcheck", "_ZFCHECK_COMPLETE").get_completions(before, last)
    return [item.value if item.type == "plain" else f"<{item.type}>" for item in found]


def test_the_first_word_is_a_command_or_a_file() -> None:
    assert offered("re") == ["review", "<file>"]
    assert {"check", "pack", "completion", "<file>"} <= set(offered(""))


def test_options_of_check_are_offered_without_its_name() -> None:
    assert offered("--stat") == ["--statistics"]
    assert offered("报告.docx", "--stat") == offered("check", "--stat") == ["--statistics"]
    assert offered("--lan") == ["--lang"]


@pytest.mark.parametrize(
    "words",
    [("check", ""), ("报告.docx", ""), ("review", "报"), ("outline", ""), ("pack", "check", ""), ("--output", "结")],
)
def test_files_where_a_file_is_wanted(words: tuple[str, ...]) -> None:
    assert offered(*words) == ["<file>"]


def test_commands_of_a_group() -> None:
    assert "check" in offered("pack", "")
    assert "list" in offered("plugin", "l")


def test_words_of_a_choice() -> None:
    assert offered("--kind", "work-s") == ["work-summary"]
    assert offered("--output-format", "js") == ["json", "jsonl"]
    assert offered("报告.docx", "--fail-on", "") == ["error", "warning", "info", "never"]
    assert offered("completion", "z") == ["zsh"]


@pytest.mark.usefixtures("few")
def test_categories_first_then_the_rules_of_one() -> None:
    assert offered("--ignore", "num") == ["numbering", "number"]
    assert offered("--ignore", "word") == ["wording", "wording/typos", "wording/vague"]
    assert offered("--select", "number/") == ["number/weekday"]
    assert offered("--select", "layout,wording/t") == ["layout,wording/typos"]
    assert offered("explain", "wording/v") == ["wording/vague"]


@pytest.mark.usefixtures("few")
def test_packs_that_must_be_asked_for_and_regions() -> None:
    assert offered("--pack", "") == ["gbt9704", "<file>"]
    assert offered("--region", "") == ["浙江"]


def test_names_of_rules_come_from_the_packs_and_then_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "yunchuan.yaml"
    rule = "pack: yunchuan\nrules:\n  - {id: wording/%s, kind: phrase, title: 用词, words: [某词]}\n"
    path.write_text(rule % "first", encoding="utf-8")
    words = ("--pack", str(path), "--ignore", "wording/firs")
    assert offered("explain", "number/weekd") == ["number/weekday"]
    assert offered(*words) == ["wording/first"]
    with monkeypatch.context() as patched:
        patched.setattr(clioffers, "_read", lambda named: clioffers.Names())
        assert offered(*words) == ["wording/first"]
    path.write_text(rule % "second-one", encoding="utf-8")
    assert offered(*words) == []
    assert offered(*words[:-1], "wording/second") == ["wording/second-one"]


def test_a_broken_pack_offers_nothing_and_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("pack: [", encoding="utf-8")
    assert offered("--pack", str(path), "--ignore", "wording/") == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_names_the_program_and_its_variable(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert f"_ZFCHECK_COMPLETE={shell}_complete" in done.stdout
    assert done.stderr == ""


def test_a_shell_that_click_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.shell_completion.get_completion_class", lambda name: None)
    done = CliRunner().invoke(cli, ["completion", "powershell"])
    assert done.exit_code == 2
    assert "powershell" in done.stderr


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash here")
def test_a_real_bash_completes(tmp_path: Path) -> None:
    """The script as bash runs it. Outside of a line being typed `compopt` is an error, so it only tells its call."""
    program = tmp_path / "bin" / "zfcheck"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zfcheck "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for name in ("报告.docx", "review notes.txt"):
        (tmp_path / name).write_bytes(b"")
    script = tmp_path / "script"
    script.write_text(CliRunner().invoke(cli, ["completion", "bash"]).stdout, encoding="utf-8")
    asking = f"""
        source {script}
        compopt() {{ echo "$2"; }}
        ask() {{ COMP_WORDS=(zfcheck "$@"); COMP_CWORD=$#; COMPREPLY=(); _zfcheck_completion zfcheck
                 printf '<%s>' "${{COMPREPLY[@]}}"; echo; }}
        ask rev; ask 报; ask explain number/weekd
    """
    environment = {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "--norc", "-c", asking],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "filenames",
        "<review><review notes.txt>",
        "default",
        "<>",
        "<number/weekday>",
    ]
