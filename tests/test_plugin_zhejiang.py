"""The example plugin as an office would use it: installed, listed, speaking for its region only, taken out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from environments import ROOT, Environment, copy_checkout, copy_folder

DRAFT = """云川市2025年政法工作总结
全市政法机关为建设新时代全面展示社会主义制度优越性的重要窗口贡献力量，以法治浙江建设15周年为契机，狠抓落实。
2025年6月20日
"""
WINDOW, ANNIVERSARY = "formulation/important-window", "number/zhejiang-anniversary"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with zfcheck and the plugin in it."""
    folder = tmp_path_factory.mktemp("plugin")
    environment = Environment(folder / "environment")
    environment.install("--editable", str(copy_checkout(folder / "checkout")))
    environment.install(str(copy_folder(ROOT / "plugins" / "zhejiang", folder / "zhejiang")))
    (environment.outside / "稿.txt").write_text(DRAFT, encoding="utf-8")
    return environment


def found(environment: Environment, *options: str, status: int) -> set[tuple[str, str]]:
    """`(pack, rule)` of every finding in the draft."""
    done = environment.zfcheck("check", "稿.txt", "--output-format", "json", *options, status=status)
    (document,) = json.loads(done.stdout)["documents"]
    assert document["faults"] == []
    return {(finding["pack"], finding["rule"]) for finding in document["findings"]}


def test_is_listed(environment: Environment) -> None:
    listed = environment.zfcheck("plugin", "list").stdout
    assert "zhejiang" in listed
    assert "zfcheck-zhejiang" in listed
    assert "2026.1" in listed


def test_speaks_for_its_region(environment: Environment) -> None:
    assert {("zhejiang", WINDOW), ("zhejiang", ANNIVERSARY)} <= found(environment, "--region", "浙江", status=1)


def test_is_silent_without_the_region(environment: Environment) -> None:
    assert "zhejiang" not in {pack for pack, _ in found(environment, status=0)}


def test_can_be_switched_off(environment: Environment) -> None:
    done = environment.zfcheck("check", "稿.txt", "--region", "浙江", "--no-plugins", status=2)
    assert "浙江" in done.stderr


def test_rules_are_explained(environment: Environment) -> None:
    assert "重要窗口" in environment.zfcheck("explain", WINDOW, "--region", "浙江").stdout


def test_pack_holds_its_own_cases(environment: Environment) -> None:
    pack = Path("plugins/zhejiang/zfcheck_zhejiang/pack.yaml")
    assert "全部通过" in environment.zfcheck("pack", "check", str(ROOT / pack)).stdout


def test_is_gone_after_uninstall(environment: Environment) -> None:
    """Last of this file: it takes the plugin out."""
    environment.uninstall("zfcheck-zhejiang")
    assert "zhejiang" not in environment.zfcheck("plugin", "list").stdout
    environment.zfcheck("check", "稿.txt", "--region", "浙江", status=2)
