"""A run: which settings, rules and baselines hold for which file, on the command line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zfcheck.cli import cli
from zfcheck.messages import set_language
from zfcheck.runs import Asked, Run

BAD = "云川市政法工作总结\n全市调解成功率达197.5%，各镇认真布署平安建设工作。\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty repository with one flawed document, as the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZFCHECK_LANG", raising=False)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(BAD, encoding="utf-8")
    yield tmp_path
    set_language(None)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--lang", "zh", *arguments], input=stdin)


def found(*arguments: str) -> dict[str, list[str]]:
    """The rules told of each document."""
    values = json.loads(run("check", "--no-plugins", "--output-format", "json", *arguments).stdout)
    return {each["path"]: [finding["rule"] for finding in each["findings"]] for each in values["documents"]}


RATE, WORD = "number/rate-over-100", "wording/variant-form"


def test_each_file_is_checked_under_the_settings_nearest_to_it(place: Path) -> None:
    (place / "sub").mkdir()
    (place / "sub" / "a.txt").write_text(BAD, encoding="utf-8")
    (place / "sub" / "b.txt").write_text(BAD, encoding="utf-8")
    (place / "zfcheck.yaml").write_text("ignore: [wording]\n", encoding="utf-8")
    text = f"rules: {{{RATE}: off}}\noverrides: [{{paths: [b.txt], ignore: [{WORD}]}}]\n"
    (place / "sub" / "zfcheck.yaml").write_text(text, encoding="utf-8")
    assert found(".") == {"a.txt": [RATE], "sub/a.txt": [WORD], "sub/b.txt": []}
    assert found(".", "--no-config") == {name: [RATE, WORD] for name in ("a.txt", "sub/a.txt", "sub/b.txt")}
    assert found("sub", "--config", "zfcheck.yaml") == {"sub/a.txt": [RATE], "sub/b.txt": [RATE]}


def test_what_the_caller_says_outranks_settings_and_lists_add_up(place: Path) -> None:
    (place / "zfcheck.yaml").write_text(
        "kind: news\nfail-on: never\nignore: [wording]\nselect: [wording]\n", encoding="utf-8"
    )
    told = Run(Asked(kind="notice", ignore=("number",), select=("number", "wording"), plugins=False)).plan(
        place / "a.txt"
    )
    assert (told.kind, told.fail_on) == ("notice", "never")
    selection = Run(Asked(ignore=("number",), select=("number",), plugins=False)).selection(told.in_force)
    assert (selection.select, selection.ignore) == (("number",), ("wording", "number"))
    assert run("a.txt").exit_code == 0
    assert run("a.txt", "--ignore", "layout", "--select", "number", "--fail-on", "error").exit_code == 1


def test_severity_parameters_and_own_words(place: Path) -> None:
    text = f"rules: {{{RATE}: info}}\naccept: [认真布署平安]\nreject: [{{wrong: 各镇, right: 各乡镇}}]\n"
    (place / "zfcheck.yaml").write_text(text, encoding="utf-8")
    result = run("a.txt", "--no-plugins")
    assert "提示  第2行  调解成功率197.5%" in result.stdout
    assert "“各镇”应为“各乡镇”" in result.stdout and "另有1处没有列出：按设置里的词表1处" in result.stdout
    explained = run("explain", "wording/rejected").stdout
    assert "zfcheck.yaml" in explained


@pytest.mark.parametrize(
    ("text", "place_", "words"),
    [
        ("region: 云川\n", "1:1", "没有地区“云川”"),
        ("packs: [gbt9705]\n", "1:1", "是否想写“gbt9704”"),
        ("packs: [./none.yaml]\n", "1:1", "没有规则包"),
        ("\nignore: [wordign]\n", "2:1", "是否想写“wording”"),
        ("select: [nubmer]\n", "1:1", "是否想写“number”"),
        ("rules: {number/rate-over-10: off}\n", "1:9", "是否想写“number/rate-over-100”"),
        ("rules:\n  number/rate-over-100: {limit: 3}\n", "2:26", "不认识“limit”"),
        ("rules:\n  number: {limit: 3}\n", "2:11", "rules 里的规则“number”不存在"),
        ("regoin: 浙江\n", "1:1", "是否想写“region”"),
    ],
)
def test_a_mistake_in_settings_is_a_wrong_call_that_names_the_place(
    place: Path, text: str, place_: str, words: str
) -> None:
    (place / "zfcheck.yaml").write_text(text, encoding="utf-8")
    result = run("a.txt", "--no-plugins")
    assert result.exit_code == 2 and result.stdout == ""
    assert f"zfcheck.yaml:{place_}: " in result.stderr and words in result.stderr


def test_excluded_files_are_passed_over_unless_named(place: Path) -> None:
    (place / "草稿").mkdir()
    (place / "草稿" / "b.txt").write_text(BAD, encoding="utf-8")
    (place / "zfcheck.yaml").write_text("exclude: [草稿/]\n", encoding="utf-8")
    assert list(found(".")) == ["a.txt"]
    assert list(found("草稿/b.txt")) == ["草稿/b.txt"]
    passed = run("草稿/b.txt", "--force-exclude")
    assert (passed.exit_code, passed.stdout) == (0, "") and "exclude" in passed.stderr


def test_config_shows_each_value_and_where_it_comes_from(place: Path) -> None:
    (place / "zfcheck.yaml").write_text("region: 浙江\n", encoding="utf-8")
    assert run("config").exit_code in {0, 2}  # with or without the plugin of that region
    (place / "zfcheck.yaml").write_text(f"ignore: [layout]\nkind: news\nrules: {{{RATE}: info}}\n", encoding="utf-8")
    shown = json.loads(run("config", "--json", "--no-plugins", "--kind", "notice", "--ignore", "numbering").stdout)
    assert shown["file"] == "zfcheck.yaml"  # as seen from the current folder
    rows = [(row["key"], row["value"], row["from"] or "") for row in shown["settings"]]
    assert ("kind", "notice", "--kind") in rows and not any(row[1] == "news" for row in rows)
    assert ("ignore", ["layout"], "zfcheck.yaml:1:1") in rows and ("ignore", ["numbering"], "--ignore") in rows
    assert (f"rules.{RATE}", "info", "zfcheck.yaml:3:9") in rows
    assert ("fail-on", "warning", "") in rows
    text = run("config", "a.txt", "--no-plugins").stdout
    assert "zfcheck.yaml:2:1" in text and "默认" in text
    assert "没有找到设置文件" in run("config", "--no-config", "--no-plugins").stdout


def test_a_rule_that_is_switched_off_is_explained_all_the_same(place: Path) -> None:
    (place / "zfcheck.yaml").write_text(f"rules: {{{RATE}: off}}\n", encoding="utf-8")
    explained = run("explain", RATE, "--no-plugins")
    assert explained.exit_code == 0 and "现在不起作用" in explained.stdout and RATE in explained.stdout
    assert "现在不起作用" not in run("explain", RATE, "--no-plugins", "--no-config").stdout


def test_baseline_and_back(place: Path) -> None:
    recorded = run("baseline", "base.json", "a.txt", "--no-plugins")
    assert recorded.exit_code == 0 and "共2处" in recorded.stderr
    clean = run("a.txt", "--baseline", "base.json", "--no-plugins")
    assert clean.exit_code == 0 and "未发现问题" in clean.stdout and "按基线2处" in clean.stdout
    (place / "zfcheck.yaml").write_text("baseline: base.json\n", encoding="utf-8")
    (place / "a.txt").write_text(BAD.replace("布署", "部署") + "全市办结率为198%。\n", encoding="utf-8")
    later = run("a.txt", "--no-plugins")
    assert "197.5%" not in later.stdout and "1处已经不再出现" in later.stderr
    assert json.loads((place / "base.json").read_text(encoding="utf-8"))["documents"]["a.txt"][1]["text"] == "布署"
    pruned = run("baseline", "base.json", "a.txt", "--prune", "--no-plugins")
    assert pruned.exit_code == 0 and "删去1处，还有1处" in pruned.stderr
    assert run("baseline", "base.json", "nothing", "--no-plugins").exit_code == 3
    assert run("baseline", "a.txt", "a.txt").exit_code == 2  # a document is no baseline
    assert (place / "a.txt").read_text(encoding="utf-8").startswith("云川市")
    assert run("a.txt", "--baseline", "none.json").exit_code == 2


def test_several_outputs_at_once_beside_the_terminal(place: Path) -> None:
    result = run("a.txt", "--no-plugins", "-o", "r.json", "-o", "r.html", "-o", "concise=r.log", "-o", "r.sarif")
    assert result.exit_code == 1 and "调解成功率197.5%" in result.stdout
    assert json.loads((place / "r.json").read_text(encoding="utf-8"))["schema"] == "zfcheck-report/1"
    assert json.loads((place / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (place / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (place / "r.log").read_text(encoding="utf-8").startswith("a.txt:2:")
    assert run("a.txt", "-o", "json=a.txt").exit_code == 2


def test_notes_and_the_file_beside_hold_on_the_command_line(place: Path) -> None:
    (place / "a.txt.zfcheck.yaml").write_text(f"ignore:\n  - {{rule: {RATE}, reason: 台账如此}}\n", encoding="utf-8")
    assert found("a.txt") == {"a.txt": [WORD]}
    (place / "a.txt.zfcheck.yaml").write_text("ignore:\n  - {rule: x}\n", encoding="utf-8")
    (place / "b.txt").write_text(BAD, encoding="utf-8")
    broken = run("a.txt", "b.txt", "--no-plugins")
    # Nothing is ignored then, that is said, and all is checked.
    assert broken.exit_code == 3 and "a.txt.zfcheck.yaml:2:5" in "".join(broken.stdout.split())
    assert broken.stdout.count("调解成功率197.5%") == 2


PLUGIN = """
from zfcheck.api import Finding, Span, hookimpl

class Loud:
    id = "wording/loud"
    title = "大声"
    severity = "error"
    def check(self, document):
        yield Finding(Span(0, 2), "大声")

@hookimpl
def zfcheck_checks():
    return [Loud()]
"""


def test_a_plugin_is_loaded_from_a_path_only_when_the_caller_names_it(place: Path) -> None:
    (place / "loud.py").write_text(PLUGIN, encoding="utf-8")
    (place / "folder").mkdir()
    (place / "folder" / "__init__.py").write_text(PLUGIN.replace("wording/loud", "wording/louder"), encoding="utf-8")
    assert "wording/loud" not in found("a.txt")["a.txt"]
    assert "wording/loud" in found("a.txt", "--plugin", "loud.py")["a.txt"]
    assert "wording/louder" in found("a.txt", "--plugin", "folder")["a.txt"]
    for text in ("plugins: [loud.py]\n", "plugin: loud.py\n", "packs: [loud.py]\n"):
        (place / "zfcheck.yaml").write_text(text, encoding="utf-8")
        assert run("a.txt").exit_code == 2
    assert run("a.txt", "--no-config", "--plugin", "none.py").exit_code == 2
    (place / "broken.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    broken = run("a.txt", "--no-config", "--plugin", "broken.py")
    assert broken.exit_code == 3 and "broken" in broken.stdout


LONG = "长" * 200


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.txt", "--config", LONG),
        ("check", "a.txt", "--baseline", LONG),
        ("check", "a.txt", "--plugin", LONG),
        ("check", "a.txt", "--pack", LONG),
        ("baseline", LONG, "a.txt"),
    ],
    ids=lambda words: words[-2],
)
def test_a_name_that_is_too_long_is_a_wrong_call(place: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2 and "程序出错" not in done.output


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_a_baseline_holds_names_that_are_no_utf_8(place: Path) -> None:
    name = os.fsdecode(b"\xd4\xc6.txt")
    (place / name).write_text(BAD, encoding="utf-8")
    (place / "a.txt").unlink()
    assert run("baseline", "base.json", name).exit_code == 0
    again = run("check", name, "--baseline", "base.json", "--no-plugins")
    assert again.exit_code == 0, again.output


def test_what_was_not_looked_for_is_not_said_to_be_gone(place: Path) -> None:
    run("baseline", "base.json", "a.txt")
    assert "已经不再出现" not in run("check", "a.txt", "--baseline", "base.json", "--select", "wording").output


def test_a_program_gets_its_report_where_all_files_are_excluded(place: Path) -> None:
    (place / "zfcheck.yaml").write_text("exclude: ['*.txt']\n", encoding="utf-8")
    done = run("check", ".", "--output-format", "json", "--no-plugins")
    assert (done.exit_code, json.loads(done.stdout)["summary"]["documents"]) == (0, 0)
    assert run("check", ".", "-o", "r.sarif", "--no-plugins").exit_code == 0
    assert json.loads((place / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    (place / "broken.py").write_text("raise RuntimeError\n", encoding="utf-8")
    failed = run("check", ".", "--plugin", "broken.py")
    assert failed.exit_code == 3 and "broken" in failed.stderr  # what failed is told all the same


def test_a_plugin_from_a_path_is_loaded_once_and_takes_no_modules_place(place: Path) -> None:
    import colorsys

    text = "print('loaded')\n"
    for name in ("colorsys.py", "once_only.py", "odd.name.py"):
        (place / name).write_text(text, encoding="utf-8")
    (place / "b.txt").write_text(BAD, encoding="utf-8")
    settings = "overrides: [{paths: [a.txt], ignore: [number]}, {paths: [b.txt], ignore: [wording]}]\n"
    (place / "zfcheck.yaml").write_text(settings, encoding="utf-8")
    once = run("check", ".", "--plugin", "once_only.py", "--plugin", "once_only.py")
    assert (once.exit_code, once.stdout.count("loaded")) == (1, 1)
    for name in ("colorsys.py", "odd.name.py"):
        assert "loaded" in run("check", ".", "--plugin", name).stdout
    assert sys.modules["colorsys"] is colorsys


def test_the_settings_above_a_folder_are_none_of_a_baselines_business(place: Path) -> None:
    (place / "sub").mkdir()
    (place / "sub" / "a.txt").write_text(BAD, encoding="utf-8")
    (place / "sub" / "zfcheck.yaml").write_text("ignore: [number]\n", encoding="utf-8")
    (place / "zfcheck.yaml").write_text("nonsense: [\n", encoding="utf-8")
    assert run("baseline", "base.json", "sub").exit_code == 0
