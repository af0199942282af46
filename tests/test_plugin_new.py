"""A plugin made by `plugin new`, and one written for the last release, as people install them beside a zfcheck wheel."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from environments import ROOT, Environment, copy_checkout, copy_folder

DRAFT = """随州市2025年政法工作总结
全市深入推进法制随州建设，群众通过随州通小程序反映诉求，2025年第10届随州文化节顺利举办。
2025年12月20日
"""
OLDER = """青山市2025年政法工作总结
青山大讲堂开讲，青山讲堂创办9周年，全域推进绿水青山保护工程。
2025年12月20日
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """zfcheck as a wheel, and two plugins: one that it made, as a wheel too, and one of the last release."""
    folder = tmp_path_factory.mktemp("new")
    wheels = folder / "wheels"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels)]
    subprocess.run([*build, str(copy_checkout(folder / "checkout"))], check=True, capture_output=True)
    environment = Environment(folder / "environment")
    environment.install(str(*wheels.glob("zfcheck-*.whl")))
    environment.zfcheck("plugin", "new", "湖北随州")
    made = environment.outside / "zfcheck-suizhou"
    subprocess.run([*build, str(copy_folder(made, folder / "made"))], check=True, capture_output=True)
    older = copy_folder(ROOT / "tests" / "data" / "last-release-plugin", folder / "older")
    environment.install(str(*wheels.glob("zfcheck_suizhou-*.whl")), str(older))
    (environment.outside / "稿.txt").write_text(DRAFT, encoding="utf-8")
    (environment.outside / "旧.txt").write_text(OLDER, encoding="utf-8")
    return environment


def found(environment: Environment, name: str, *options: str, status: int) -> set[tuple[str, str]]:
    """`(pack, rule)` of every finding in a draft."""
    done = environment.zfcheck("check", name, "--output-format", "json", *options, status=status)
    (document,) = json.loads(done.stdout)["documents"]
    assert document["faults"] == []
    return {(finding["pack"], finding["rule"]) for finding in document["findings"]}


def test_they_are_listed(environment: Environment) -> None:
    listed = environment.zfcheck("plugin", "list").stdout
    assert "zfcheck-suizhou" in listed and "zfcheck-qingshan" in listed
    assert listed.count("正常") == 2


def test_the_new_plugin_speaks_for_its_region(environment: Environment) -> None:
    assert {
        ("suizhou", "formulation/rule-of-law-suizhou"),
        ("suizhou", "wording/names-suizhou"),
        ("suizhou", "number/suizhou-festival"),
    } <= found(environment, "稿.txt", "--region", "随州", status=1)
    assert "suizhou" not in {pack for pack, _ in found(environment, "稿.txt", status=0)}


def test_the_plugin_of_the_last_release_keeps_working(environment: Environment) -> None:
    assert {
        ("qingshan", "formulation/green-hill"),
        ("qingshan", "wording/qingshan-names"),
        ("qingshan", "number/qingshan-age"),
    } <= found(environment, "旧.txt", "--region", "青山", status=1)
    assert "qingshan" not in {pack for pack, _ in found(environment, "旧.txt", status=0)}


def test_its_own_tests_pass_with_the_installed_zfcheck(environment: Environment) -> None:
    made = environment.outside / "zfcheck-suizhou"
    done = environment.python(
        "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(made), "-c", str(made / "pyproject.toml"), str(made)
    )
    assert "6 passed" in done.stdout


@pytest.mark.parametrize(
    "pack", ["zfcheck-suizhou/zfcheck_suizhou", str(ROOT / "tests/data/last-release-plugin/zfcheck_qingshan")]
)
def test_their_packs_hold_their_cases(environment: Environment, pack: str) -> None:
    checked = environment.zfcheck("pack", "check", pack).stdout
    assert "全部通过" in checked and "警告" not in checked


def test_they_are_gone_after_uninstall(environment: Environment) -> None:
    """Last of this file: it takes the plugins out."""
    environment.uninstall("zfcheck-suizhou")
    listed = environment.zfcheck("plugin", "list").stdout
    assert "suizhou" not in listed and "qingshan" in listed
    environment.zfcheck("check", "稿.txt", "--region", "随州", status=2)
