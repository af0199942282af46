"""Packs and plugins with mistakes: every message names the place, or plugin and hook, and says what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from zfcheck.cli import cli
from zfcheck.hooks import hookimpl
from zfcheck.kinds import Kind
from zfcheck.packcheck import slowness
from zfcheck.rules import Finding
from zfcheck.ruleset import Selection, compile_rules
from zfcheck.span import Span

pytestmark = pytest.mark.usefixtures("cached")

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "bad_packs.yaml").read_text(encoding="utf-8")
)
PLACE = re.compile(r"^云川/[\w.]+:\d+:\d+: ")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZFCHECK_LANG", "zh")
    monkeypatch.setattr(slowness, "SECONDS", 0.2)


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_bad_pack_is_told_in_these_words(tmp_path: Path, case: dict[str, Any]) -> None:
    (tmp_path / "云川").mkdir()
    for name, text in case["files"].items():
        (tmp_path / "云川" / name).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["pack", "check", "云川"])
    problems = [line for line in result.stdout.splitlines() if not re.search(r": (?:警告|提示)：", line)]
    assert problems == case["told"]
    assert result.exit_code == 2


def test_there_are_many_and_all_name_the_place() -> None:
    assert len(CASES) >= 40
    without = [told for case in CASES.values() for told in case["told"] if not PLACE.match(told)]
    assert without == []


def test_a_pack_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "云川.yaml").write_bytes("pack: yunchuan\ntitle: 云川\n".encode("gb18030"))
    result = CliRunner().invoke(cli, ["pack", "check", "云川.yaml"])
    assert (result.exit_code, result.stdout) == (2, "云川.yaml: 不是 UTF-8 编码，请另存为 UTF-8。\n")


# -- plugins -----------------------------------------------------------------------------------------------------


class Check:
    """A check that is right."""

    id = "wording/first"
    title = "第一个字"
    severity = "info"

    def check(self, document):
        yield Finding(Span(0, 1), "第一个字")


def plugin(hook: str, value: object) -> object:
    """A plugin whose only hook gives `value`, or raises it."""

    def implementation(self):
        if isinstance(value, Exception):
            raise value
        return value

    return type("Plugin", (), {hook: hookimpl(implementation)})()


def check(**attributes: object) -> object:
    names = {name: getattr(Check, name) for name in ("id", "title", "severity", "check")}
    return type("Mine", (), {key: value for key, value in {**names, **attributes}.items() if value is not None})()


CATEGORIES = "structure、numbering、formulation、number、wording、punctuation、residue、layout"
PLUGINS = [
    ("zfcheck_packs", 3, "插件“云川”的 zfcheck_packs 应返回列表，返回的却是 int 3。"),
    ("zfcheck_words", "云川通", "插件“云川”的 zfcheck_words 应返回列表，返回的却是 str '云川通'。"),
    ("zfcheck_words", ["云川通", 3], "插件“云川”的 zfcheck_words 返回的第 2 项应是 str，却是 int 3。"),
    ("zfcheck_kinds", ["云川"], "插件“云川”的 zfcheck_kinds 返回的第 1 项应是 Kind，却是 str '云川'。"),
    ("zfcheck_readers", [object()], "插件“云川”的 zfcheck_readers 返回的第 1 项应是 Reader，却是 object。"),
    ("zfcheck_writers", [None], "插件“云川”的 zfcheck_writers 返回的第 1 项应是 Writer，却是 NoneType None。"),
    (
        "zfcheck_checks",
        ZeroDivisionError("除以零"),
        "插件“云川”的 zfcheck_checks 出错：ZeroDivisionError: 除以零（test_bad_packs.py:LINE）。请告知插件的作者，或用 --no-plugins 不载入插件。",
    ),
    ("zfcheck_checks", [check(title=None)], "插件“云川”的检查（zfcheck_checks）“wording/first”缺少 title。"),
    ("zfcheck_checks", [check(id=None, severity=None)], "插件“云川”的检查（zfcheck_checks）“Mine”缺少 id、severity。"),
    (
        "zfcheck_checks",
        [check(severity="fatal")],
        "插件“云川”的检查（zfcheck_checks）“wording/first”：severity 应是 error、warning 或 info，不能写“fatal”。",
    ),
    (
        "zfcheck_checks",
        [check(id="first")],
        f"插件“云川”的检查（zfcheck_checks）“first”：id 应以类别开头（{CATEGORIES}），如 wording/xxx。",
    ),
    ("zfcheck_check", [], "插件“云川”实现了不存在的钩子“zfcheck_check”。是否想写“zfcheck_checks”？"),
    (
        "zfcheck_kinds",
        [Kind("phrase", "冒名", {}, lambda rule, fields, vocabulary: None)],  # type: ignore[arg-type, return-value]
        "插件“云川”的规则种类（zfcheck_kinds）“phrase”与已有的重名，请换一个。",
    ),
]


@pytest.mark.parametrize(("hook", "value", "told"), PLUGINS, ids=range(len(PLUGINS)))
def test_a_bad_plugin_is_told_in_these_words(hook: str, value: object, told: str) -> None:
    rules = compile_rules(Selection(plugins=False), extra_plugins=[("云川", plugin(hook, value))])
    assert [re.sub(r"py:\d+", "py:LINE", fault.message) for fault in rules.faults] == [told]


def test_a_bad_pack_of_a_plugin_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text("pack: yunchuan\nrules:\n  - {id: wording/a, title: 题, kind: phrse}\n", encoding="utf-8")
    rules = compile_rules(Selection(plugins=False), extra_plugins=[("云川", plugin("zfcheck_packs", [path]))])
    assert [fault.message for fault in rules.faults] == [
        f"插件“云川”的规则包（zfcheck_packs）有误，没有启用：{path}:3:37: 没有“phrse”这种规则。是否想写“phrase”？"
    ]


def test_a_pack_of_a_plugin_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "没有.yaml"
    rules = compile_rules(Selection(plugins=False), extra_plugins=[("云川", plugin("zfcheck_packs", [path]))])
    (fault,) = rules.faults
    assert fault.message.startswith(f"插件“云川”的规则包（zfcheck_packs）有误，没有启用：{path}: 无法读取：")


def test_a_plugin_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name, distribution, version = "云川", "", ""

        def load(self) -> object:
            raise ModuleNotFoundError("No module named 'zfcheck_yunchuan'")

    monkeypatch.setattr("zfcheck.installed.entries", lambda: [Entry()])
    (fault,) = compile_rules(Selection()).faults
    assert re.sub(r"py:\d+", "py:LINE", fault.message) == (
        "插件“云川”无法载入：ModuleNotFoundError: No module named 'zfcheck_yunchuan'（test_bad_packs.py:LINE）。"
        "请重新安装它（pip install），或用 pip uninstall 卸载。"
    )
