"""zfcheck as people install it: a wheel, an sdist and an editable checkout, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from environments import ROOT, Environment, copy_checkout

DATA = ("rules", "grammars", "templates")
DRAFT = "一、甲\n全市形势平稳。\n三、乙\n继续努力。\n"
PROBE = f"""
import pathlib
import zfcheck
result = zfcheck.check({DRAFT!r}, name="a.txt")
assert not result.faults, result.faults
print(pathlib.Path(zfcheck.__file__).resolve().parent)
print(*sorted({{finding.rule for finding in result.findings}}))
"""


def data_files() -> list[str]:
    """Every file of the data folders, relative to the checkout."""
    files = [path for name in DATA for path in (ROOT / name).rglob("*") if path.is_file()]
    return sorted(path.relative_to(ROOT).as_posix() for path in files if not path.name.startswith("."))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_checkout(tmp_path_factory.mktemp("packaging") / "checkout")


@pytest.fixture(scope="module")
def dist(checkout: Path) -> Path:
    """The folder with the sdist and the wheel that was built from it."""
    folder = checkout.parent / "dist"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(checkout)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def test_wheel_holds_package_and_data(dist: Path) -> None:
    with zipfile.ZipFile(only(dist, "*.whl")) as wheel:
        names = set(wheel.namelist())
    assert len(data_files()) > 5
    assert {f"zfcheck/{name}" for name in data_files()} <= names
    modules = {path.relative_to(ROOT / "checker").as_posix() for path in (ROOT / "checker").rglob("*.py")}
    assert {f"zfcheck/{name}" for name in modules} == {
        name for name in names if name.endswith(".py") and "/templates/" not in name
    }
    beside = {f"zfcheck/writers/html/{name}" for name in ("page.css", "page.js")}
    beside |= {f"zfcheck/serve/assets/{path.name}" for path in (ROOT / "checker/serve/assets").iterdir()}
    assert {*beside, "zfcheck/py.typed", "zfcheck/serve/assets/index.html"} <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"zfcheck"}


def test_wheel_brings_the_licences(dist: Path) -> None:
    with zipfile.ZipFile(only(dist, "*.whl")) as wheel:
        names = wheel.namelist()
        notice = wheel.read("zfcheck/rules/core/NOTICE").decode("utf-8")
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "OpenCC" in notice
    assert "Apache License" in notice


def test_sdist_holds_what_a_build_needs(dist: Path) -> None:
    with tarfile.open(only(dist, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {*data_files(), "setup.py", "pyproject.toml", "LICENSE", "README.md"} <= names


@pytest.mark.parametrize("way", ["wheel", "sdist", "editable"])
def test_installed(way: str, dist: Path, checkout: Path, tmp_path: Path) -> None:
    environment = Environment(tmp_path)
    if way == "editable":
        environment.install("--editable", str(checkout))
        expected = checkout / "checker"
    else:
        environment.install(str(only(dist, "*.whl" if way == "wheel" else "*.tar.gz")))
        expected = environment.packages / "zfcheck"

    folder, rules = environment.python("-c", PROBE).stdout.splitlines()
    assert Path(folder) == expected.resolve()
    assert "numbering/gap" in rules.split()

    draft = environment.outside / "稿.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert "numbering/gap" in environment.zfcheck(str(draft), status=1).stdout
