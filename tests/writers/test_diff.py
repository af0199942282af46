"""What fixing would change, and what it would leave."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from zfcheck.fixes import Left, Why
from zfcheck.readers.docx import read as read_word
from zfcheck.readers.text import read
from zfcheck.rules import Fault, Finding, Severity
from zfcheck.span import Span
from zfcheck.writers.diff import Change, write

OLD = "云川市总结\n一、成效\n\n坚持统揽全局。\n形势平稳。\n"


def change(old: str, new: str, path: str = "云川/a.txt", **more: object) -> Change:
    return Change(path, read(old.encode(), path), new, **more)  # type: ignore[arg-type]


def test_a_unified_diff_and_what_is_left() -> None:
    found = Finding(Span(20, 21), "请核对", severity=Severity.WARNING, rule="wording/a", pack="core")
    left = [Left(found, why, OLD.index("形势")) for why in Why]
    fault = Fault("timeout", "没有查完")
    lines = write([change(OLD, OLD.replace("统揽", "总揽"), left=left, faults=[fault])]).splitlines()
    assert lines[:3] == ["--- a/云川/a.txt", "+++ b/云川/a.txt", "@@ -1,5 +1,5 @@"]
    assert lines[6:8] == ["-坚持统揽全局。", "+坚持总揽全局。"]
    assert lines[9:12] == ["", "云川/a.txt: fault: 没有查完", "以下4处不会自动改，要由人处理："]
    assert lines[12] == "云川/a.txt:5:1: warning: 请核对 [wording/a] （没有现成的改法）"
    assert "--unsafe-fixes" in lines[13]
    assert len(set(lines[12:])) == 4


def test_nothing_to_say_is_nothing() -> None:
    assert write([change(OLD, OLD), Change("b.txt", None)]) == ""


def test_faults_of_the_run_and_of_files_that_were_not_read() -> None:
    text = write([Change("b.txt", None, faults=[Fault("not-found", "找不到")])], [Fault("plugin-failed", "坏了")])
    assert text == "b.txt: fault: 找不到\nzfcheck: fault: 坏了\n"


def test_colours_and_unseen_characters_for_eyes() -> None:
    text = write([change("云\u200b川\n", "云川\n")], color=True, shown=True)
    assert "\x1b[31m-云⟨U+200B⟩川\x1b[0m\n" in text and "\x1b[32m+云川\x1b[0m\n" in text
    assert write([change("云\u200b川\n", "云川\n")]).splitlines()[3] == "-云\u200b川"
    assert "\x1b" not in write([change(f"{OLD}甲\x1b[2J\n", f"{OLD}乙\x1b[2J\n")], shown=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD.replace("统揽", "总揽")),
        (OLD.replace("\n", "\r\n"), OLD.replace("统揽", "总揽").replace("\n", "\r\n")),
        (OLD.rstrip(), OLD.replace("平稳。\n", "稳定。")),
        (OLD, OLD + "又一行。"),
        (OLD + "---", OLD),
        (OLD + "-- a/a.txt", OLD + "-- a/a.txt\n"),
        (OLD.replace("\n", "\r"), OLD.replace("统揽", "总揽").replace("\n", "\r")),
        ("云川\r统揽\r\n形势\r", "云川\r总揽\r\n形势\r"),
    ],
)
def test_git_applies_it(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "a.txt").write_bytes(old.encode())
    found = Finding(Span(0, 1), "请核对", severity=Severity.INFO, rule="wording/a", pack="core")
    text = write([change(old, new, "a.txt", left=[Left(found, Why.NO_FIX, 0)])])
    subprocess.run(["git", "apply", "-"], input=text.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "a.txt").read_bytes() == new.encode()


def test_for_eyes_a_line_may_end_as_on_old_machines() -> None:
    lines = write([change("云川\r统揽\r", "云川\r总揽\r")], shown=True).splitlines()
    assert lines[2:] == ["@@ -1,2 +1,2 @@", " 云川", "-统揽", "+总揽"]


def test_a_line_of_a_word_file_is_a_paragraph() -> None:
    from wordfiles import p, package, r

    document = read_word(package(p(r("云川市")) + p(r("统揽全局"))), "a.docx")
    lines = write([Change("a.docx", document, document.text.replace("统", "总"))]).splitlines()
    assert lines[2:] == ["@@ -1,2 +1,2 @@", " 云川市", "-统揽全局", "+总揽全局"]
