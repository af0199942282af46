"""What ends `zfcheck archive` before anything is checked."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from typing import Any

import pytest
from archivecalls import RIGHT, call, write

from zfcheck.archive.sources import is_remote, local


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("材料/一.txt"), RIGHT)
    write(Path("空/图.png"), "图")


@pytest.mark.parametrize(
    ("words", "told", "status"),
    [
        (("材料",), "-o", 2),
        (("材料", "-o", "s3://桶/结果"), "-o", 2),
        (("材料", "-o", "结果", "--timeout", "0"), "0", 2),
        (("材料", "-o", "结果", "--timeout", "久"), "久", 2),
        (("材料", "-o", "结果", "--runner", "spark"), "spark", 2),
        (("材料", "-o", "结果", "--runner", "ray://"), "ray://", 2),
        (("材料", "-o", "结果", "--pack", "没有"), "没有", 2),
    ],
)
def test_a_wrong_call(words: tuple[str, ...], told: str, status: int) -> None:
    done = call("archive", *words, "--no-plugins")
    assert (done.exit_code, done.stdout) == (status, "")
    assert told in done.stderr
    assert not Path("结果").exists()


@pytest.mark.parametrize(
    ("source", "status"),
    [("空", 2), ("没有/*.txt", 2), ("ftp://主机/材料", 2), ("没有", 3), ("没有.docx", 3)],
)
def test_nothing_to_check(source: str, status: int, engine: None) -> None:
    done = call("archive", source, "-o", "结果", "--no-plugins")
    assert (done.exit_code, done.stdout) == (status, "")
    assert source.partition("/")[0] in done.stderr
    assert not Path("结果").exists()


@pytest.mark.parametrize(
    ("absent", "runner", "command"),
    [("daft", "native", 'pip install "zfcheck[archive]"'), ("ray", "ray", 'pip install "ray[client]"')],
)
def test_what_is_not_installed_is_named(
    absent: str, runner: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_spec(name: str, *words: Any) -> object:
        return None if name == absent else object()

    monkeypatch.setattr(util, "find_spec", find_spec)
    done = call("archive", "材料", "-o", "结果", "--runner", runner)
    assert (done.exit_code, done.stdout) == (2, "")
    assert command in done.stderr


def test_patterns_mean_files_that_can_be_read() -> None:
    for name in ("材料/甲/二.md", "材料/甲/~$三.docx", "材料/甲/图.png", "材料/[乙]/四.txt", "别处/五.txt"):
        write(Path(name), RIGHT)

    def found(source: str) -> list[str]:
        return [item.name for item in local(source, [".txt", ".md", ".docx"])]

    assert found("材料/**") == ["材料/[乙]/四.txt", "材料/一.txt", "材料/甲/二.md"]
    assert found("材料/*.txt") == ["材料/一.txt"]
    assert found("材料/[乙]") == ["材料/[乙]/四.txt"]  # a folder of that name
    assert found("*处") == ["别处/五.txt"]  # what is no file is walked
    assert found(f"file://{Path.cwd()}/别处") == [f"{Path.cwd()}/别处/五.txt"]


def test_an_address_is_not_a_path() -> None:
    assert is_remote("s3://桶/材料")
    assert is_remote("AZ://桶/材料")
    assert not is_remote("file:///材料")
    assert not is_remote("C:\\材料")
