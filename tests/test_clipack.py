"""The commands for packs and plugins of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zfcheck.cli import cli
from zfcheck.messages import set_language

pytestmark = pytest.mark.usefixtures("cached")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZFCHECK_LANG", "zh")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    set_language(None)
    return result


def test_a_pack_is_started_and_checked() -> None:
    made = run("pack", "new", "随州", "--region", "湖北随州")
    assert made.exit_code == 0
    assert made.stdout == (
        f"已写好 {Path('suizhou/pack.yaml')}\n已写好 {Path('suizhou/words.tsv')}\n"
        "改好后检查：zfcheck pack check suizhou\n用它检查文稿：zfcheck --pack suizhou --region 湖北随州 文稿.docx\n"
    )
    checked = run("pack", "check", "suizhou")
    assert (checked.exit_code, checked.stdout) == (
        0, "规则包“suizhou”：6条规则，13个例子，全部通过；另改了1条规则的数值\n",
    )  # fmt: skip
    again = run("pack", "new", "随州")
    assert again.exit_code == 2
    assert "“suizhou”已经有了，没有改动它" in again.stderr


def test_a_plugin_is_started() -> None:
    made = run("plugin", "new", "云川市")
    assert made.exit_code == 0
    assert "安装：pip install -e zfcheck-yunchuan\n用它检查文稿：zfcheck --region 云川 文稿.docx\n" in made.stdout
    assert run("plugin", "new", "云川").exit_code == 2
    odd = run("plugin", "new", "Yunchuan")
    assert odd.exit_code == 2 and "不像地名" in odd.stderr


def test_what_to_type_next_can_be_typed_where_a_folder_has_a_blank() -> None:
    pack = run("pack", "new", "yunchuan", "--folder", "我的 规则")
    made = Path("我的 规则/yunchuan")
    assert f'zfcheck pack check "{made}"\n' in pack.stdout and f'--pack "{made}" 文稿.docx' in pack.stdout
    plugin = run("plugin", "new", "云川", "--folder", "我的 规则")
    assert f'pip install -e "{Path("我的 规则/zfcheck-yunchuan")}"\n' in plugin.stdout


def test_a_folder_that_cannot_be_written_is_told(place: Path) -> None:
    (place / "file").write_text("", encoding="utf-8")
    result = run("pack", "new", "yunchuan", "--folder", "file")
    assert result.exit_code == 2
    assert result.stderr.startswith("无法写入“") and "file" in result.stderr


RULE = "  - {{id: wording/{0}, title: 题, kind: phrase, words: [云川{0}词], fail: [写云川{0}词。], pass: [{1}]}}\n"


def test_several_packs_are_checked_and_one_bad_one_is_enough(place: Path) -> None:
    (place / "a.yaml").write_text("pack: a\nrules:\n" + RULE.format("a", "写云川。"), encoding="utf-8")
    (place / "b.yaml").write_text("pack: b\nrules:\n" + RULE.format("b", "写云川b词。"), encoding="utf-8")
    result = run("pack", "check", "a.yaml", "b.yaml", "a.yaml")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0] == "规则包“a”：1条规则，2个例子，全部通过"
    assert result.stdout.count("规则包“a”") == 1
    assert "b.yaml:3:" in result.stdout and "规则包“b”" not in result.stdout


def test_warnings_and_hints_are_marked_and_do_not_fail(place: Path) -> None:
    text = (
        "pack: a\nrules:\n"
        + RULE.format("a", "写云川b词。")
        + RULE.format("b", "写云川。").replace("[云川b词]", "[云川b词, 云川c词]")
    )
    (place / "a.yaml").write_text(text, encoding="utf-8")
    result = run("pack", "check", "a.yaml")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith("a.yaml:3:") and ": 警告：规则 a:wording/a 的例子里，" in lines[0]
    assert lines[1] == "a.yaml:4:5: 提示：规则 wording/b 列了2项，有1项没有例子，如“云川c词”。"
    assert lines[2] == "规则包“a”：2条规则，4个例子，全部通过"


@pytest.mark.parametrize("group", ["pack", "plugin"])
def test_a_group_alone_shows_its_commands(group: str) -> None:
    result = run(group)
    assert result.exit_code == 2
    assert "命令：" in result.stderr and "new" in result.stderr
