"""Annotations of GitHub Actions, read back by the rules of its runner."""

from __future__ import annotations

import re

import samplereport
from samplereport import PLAN, SUMMARY

from zfcheck.results import Result
from zfcheck.rules import Fault, Severity
from zfcheck.writers import Report
from zfcheck.writers.github import write

Command = tuple[str, dict[str, str], str]


def unescaped(text: str, *marks: str) -> str:
    for mark in (*marks, "\r", "\n", "%"):
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text


def command(line: str) -> Command | None:
    """What the runner takes for a command: `::name key=value,…::data` at the start, or `##[name …]data` anywhere."""
    match = re.match(r"\s*::(.*?)::(.*)$", line, re.DOTALL)
    if match is None:
        assert not re.search(r"##\[[^\]]*\]", line), line
        return None
    name, _, rest = match.group(1).partition(" ")
    pairs = [pair.partition("=") for pair in rest.split(",") if pair]
    return name, {key: unescaped(value, ":", ",") for key, _, value in pairs}, unescaped(match.group(2))


def read(report: Report) -> tuple[list[Command], list[str]]:
    """The commands and the lines that are none."""
    lines = write(report).split("\n")
    assert lines.pop() == ""
    told = [(line, command(line)) for line in lines]
    return [found for _, found in told if found], [line for line, found in told if not found]


def test_nothing_to_say_is_nothing() -> None:
    assert write(samplereport.nothing()) == ""


def test_findings_and_faults_the_worst_first() -> None:
    commands, lines = read(samplereport.everything())
    assert [name for name, _, _ in commands] == [
        *("group", "endgroup"),
        *("error",) * 6,
        *("warning",) * 2,
        *("notice",) * 2,
    ]
    assert commands[0][2] == "zfcheck：全部结果10条"
    errors = [(properties.get("file"), message) for _, properties, message in commands[2:8]]
    assert errors == [
        (None, "插件“云川”无法载入"),
        (PLAN, "规则出错"),
        ("损坏.docx", "文件已损坏。"),
        ("损坏.docx", "也没有备份。"),
        (SUMMARY, "调解成功率197.5%超过100%\n怎么改：改为“97.5%”"),
        (PLAN, "第2段·表格：办结率101%超过100%\n怎么改：改为“100%”"),
    ]
    assert commands[6][1] == {
        "file": SUMMARY,
        "line": "2",
        "endLine": "2",
        "col": "10",
        "endColumn": "16",
        "title": "比率超过100%（number/rate-over-100）",
    }
    assert "- 云川/总结 一.txt:2:10: error: 调解成功率197.5%超过100% [number/rate-over-100]" in lines
    assert lines[-1] == "另有2处已注明忽略，没有列出。"


def test_a_word_file_has_no_lines() -> None:
    commands, _ = read(samplereport.everything())
    assert set(commands[7][1]) == {"file", "title"}


def test_columns_are_left_out_of_what_is_longer_than_a_line() -> None:
    document = samplereport.text_document("云川\n市\n")
    report = Report([Result("a.txt", document, [samplereport.found(0, 4, "x", Severity.ERROR, "a/b")])])
    assert read(report)[0][-1] == ("error", {"file": "a.txt", "line": "1", "endLine": "2", "title": "a/b"}, "x")


def test_what_github_does_not_show_is_told_and_in_the_log() -> None:
    found = samplereport.many(13) + samplereport.many(11, Severity.INFO)
    faults = [Fault("unreadable", f"第{number}处") for number in range(12)]
    commands, lines = read(Report([Result("a.txt", samplereport.text_document("云川"), found, faults)]))
    kinds = [name for name, _, _ in commands]
    assert {kind: kinds.count(kind) for kind in ("error", "warning", "notice")} == dict.fromkeys(
        ("error", "warning", "notice"), 10
    )
    assert commands[-1][2] == "第9处"
    assert sum(line.startswith("- a.txt") for line in lines) == 36
    assert lines[-1] == ("GitHub 每一步每类只显示10条标注，另有错误2处、警告3处、提示1处没有标注，见上面的全部结果。")


def test_ten_of_a_type_leave_nothing_out() -> None:
    _, lines = read(Report([Result("a.txt", samplereport.text_document("云川"), samplereport.many(10))]))
    assert len(lines) == 10


def test_hostile_text_starts_no_command_and_ends_none() -> None:
    commands, lines = read(samplereport.hostile())
    assert [name for name, _, _ in commands] == ["group", "endgroup", "error", "error", "error", "warning", "notice"]
    assert {properties["file"] for _, properties, _ in commands[3:]} == {"::error::云川 100%,a:b#?.txt"}
    assert all(
        set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, properties, _ in commands
    )
    assert all(len(message) <= 4000 and len(properties.get("title", "")) <= 255 for _, properties, message in commands)
    assert any("##[error]假 {0}" in message for _, _, message in commands)  # whole in a command, which is safe
    assert lines and all(line.startswith("- ") for line in lines[:-1])
