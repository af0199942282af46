"""What lies in the folder that is checked is data: no Python from there is run, whatever it is named.

Each test plants Python that would leave a file behind, and shows first that it does where it is asked for.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from zfcheck.baseline import BaselineError
from zfcheck.packtree import PackError
from zfcheck.runs import Asked, Run

Way = Callable[[], list[str]]
GOOD = "云川市平安建设情况\n全市平安建设稳步推进，群众满意度持续提升。\n"
COMMAND = Path(sysconfig.get_path("scripts")) / ("zfcheck.exe" if os.name == "nt" else "zfcheck")
MODULE = [sys.executable, "-m", "zfcheck"]


class Folder:
    """A folder to be checked, in which Python is planted that makes the file `ran`."""

    def __init__(self, folder: Path, caches: Path) -> None:
        self.caches = caches
        self.folder = folder / "材料"
        self.folder.mkdir()
        self.spy = folder / "ran"
        self.write("总结.txt", GOOD)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def plant(self, name: str) -> Path:
        return self.write(name, f"open({str(self.spy)!r}, 'w').close()\n")

    def run(self, command: list[str], *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder, without what keeps the folder out or lets it in."""
        unwanted = {"PYTHONPATH", "PYTHONSAFEPATH", "ZFCHECK_NO_CACHE", "ZFCHECK_LANG"}
        kept = {key: value for key, value in os.environ.items() if key not in unwanted}
        environ = {**kept, "PYTHONUTF8": "1", "ZFCHECK_CACHE_DIR": str(self.caches), **environ}
        return subprocess.run([*command, *words], cwd=self.folder, env=environ, capture_output=True, text=True)

    @property
    def ran(self) -> bool:
        return self.spy.exists()


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def folder(tmp_path: Path, caches: Path) -> Folder:
    return Folder(tmp_path, caches)


def command() -> list[str]:
    if not COMMAND.exists():
        pytest.skip("the command zfcheck is not installed")
    return [str(COMMAND)]


def module() -> list[str]:
    """`python -m zfcheck`, where it can be run without PYTHONPATH."""
    command()
    return MODULE


def entry_point(folder: Folder) -> None:
    """What looks like an installed plugin: Python takes it for one where the folder is on its path."""
    folder.plant("evil.py")
    folder.write("evil-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    folder.write("evil-1.0.dist-info/entry_points.txt", "[zfcheck]\nevil = evil\n")


LIBRARIES = ("yaml", "click", "lark", "regex", "jieba", "pluggy", "ahocorasick_rs", "markdown_it", "pathspec")


@pytest.mark.parametrize("way", [command, module])
def test_files_named_like_libraries_are_not_loaded(folder: Folder, way: Way) -> None:
    for name in (*LIBRARIES, *sys.stdlib_module_names):
        folder.plant(f"{name}.py")
    folder.write("说明.md", GOOD)
    done = folder.run(way(), "check", ".", ZFCHECK_NO_CACHE="1")  # so that everything is loaded
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2份文稿" in done.stdout
    assert not folder.ran

    # The same files where Python is told to look there: they would have been loaded.
    for name in sys.stdlib_module_names:
        (folder.folder / f"{name}.py").unlink()  # without these no Python starts at all
    folder.run(way(), "--version", PYTHONPATH=str(folder.folder))
    assert folder.ran


def test_only_the_program_itself_takes_the_folder_away(folder: Folder) -> None:
    folder.write("eigen/__init__.py", "import zfcheck\n")
    folder.write("eigen/__main__.py", "import beside\n")
    folder.plant("beside.py")
    command()
    folder.run([sys.executable, "-m", "eigen"])
    assert folder.ran


@pytest.mark.parametrize("way", [command, module])
def test_what_looks_like_an_installed_plugin_is_none(folder: Folder, way: Way) -> None:
    entry_point(folder)
    listed = folder.run(way(), "plugin", "list")
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert "evil" not in listed.stdout + listed.stderr
    assert not folder.ran

    folder.run(way(), "plugin", "list", PYTHONPATH=str(folder.folder))
    assert folder.ran


def checked(folder: Folder) -> None:
    """Check the text in the folder under the settings there."""
    Run(Asked(plugins=False)).check(GOOD.encode(), "总结.txt", folder.folder / "总结.txt")


@pytest.mark.parametrize("key", ["plugins", "plugin", "python", "plugin-paths"])
def test_settings_cannot_name_python(folder: Folder, key: str) -> None:
    folder.plant("evil.py")
    folder.plant("插件/__init__.py")
    folder.write("zfcheck.yaml", f"{key}: [evil.py, 插件]\n")
    with pytest.raises(PackError) as error:
        checked(folder)
    (problem,) = error.value.problems
    assert (Path(problem.place.file).name, problem.place.line, problem.place.column) == ("zfcheck.yaml", 1, 1)
    assert key in problem.message or "插件" in problem.message
    assert not folder.ran


@pytest.mark.parametrize("key", ["packs", "extends", "accept-file", "reject-file", "baseline"])
def test_what_settings_name_is_data(folder: Folder, key: str) -> None:
    folder.plant("evil.py")
    folder.plant("插件/__init__.py")
    for value in ("evil.py", "插件", "evil", "../材料/evil.py", "https://example.invalid/evil.yaml"):
        folder.write("zfcheck.yaml", f"{key}: {value if key.endswith(('file', 'baseline')) else [value]}\n")
        with contextlib.suppress(PackError, BaselineError):
            checked(folder)
        assert not folder.ran, value


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system [touch ran]", "!!python/name:os.system", "!!python/object/new:os.system [a]", "!include evil.py"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["settings", "pack", "sidecar"])
def test_yaml_makes_no_objects(folder: Folder, tag: str, place: str) -> None:
    tag = tag.replace("touch ran", f"touch {folder.spy}")
    if place == "settings":
        folder.write("zfcheck.yaml", f"packs: {tag}\n")
    elif place == "sidecar":
        folder.write("总结.txt.zfcheck.yaml", f"ignore: {tag}\n")
    else:
        folder.write("pack.yaml", f"pack: a\ntitle: {tag}\n")
        folder.write("zfcheck.yaml", "packs: [pack.yaml]\n")
    with contextlib.suppress(PackError):
        checked(folder)
    assert not folder.ran


def test_a_pack_cannot_include_python(folder: Folder) -> None:
    folder.plant("evil.py")
    folder.write("pack.yaml", "pack: a\ntitle: 甲\ninclude: evil.py\n")
    folder.write("zfcheck.yaml", "packs: [pack.yaml]\n")
    with contextlib.suppress(PackError):
        checked(folder)
    assert not folder.ran


def test_python_that_the_caller_names_does_run(folder: Folder) -> None:
    """So that the tests above are known to plant what would run."""
    folder.plant("evil.py")
    folder.run(command(), "check", "--plugin", "evil.py", "总结.txt")
    assert folder.ran
