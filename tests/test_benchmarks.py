"""benchmarks/: the scripts run, and measure what they say; how long anything takes is no matter here."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import zfcheck

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")  # Windows has none
    monkeypatch.syspath_prepend(str(FOLDER))


def script(name: str) -> Any:
    return importlib.import_module(name)


def called(name: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", [name, *words])
    script(name).main()


def test_invented_reports_are_all_another_and_nearly_clean() -> None:
    reports = script("reports")
    checker = zfcheck.compile(plugins=False)
    texts = [reports.report(10_000, seed) for seed in range(3)]
    assert len(set(texts)) == 3
    assert all(10_000 <= len(text.encode()) < 11_000 for text in texts)
    assert reports.report(10_000, 1) == texts[1]
    assert 900 < len(reports.CLEAN.encode()) < 1_100
    assert checker.check_bytes(reports.CLEAN.encode(), "a.txt").findings == []
    # A text full of findings would measure the telling of them.
    assert sum(len(checker.check_bytes(text.encode(), "a.txt").findings) for text in texts) < 10


def test_reports_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called("reports", monkeypatch, str(tmp_path / "new"), "--files", "2", "--size", "1000")
    (tmp_path / "new" / "other.txt").write_bytes("云川".encode("gb18030"))
    assert len(script("reports").texts(tmp_path)) == 2


def test_throughput(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("云川市2025年工作总结\n一、工作情况\n", encoding="utf-8")
    sizes = ["--runs", "1", "--files", "1", "--slowest", "3", "--longest", "10000"]
    called("throughput", monkeypatch, str(tmp_path), *sizes)
    out = capsys.readouterr().out
    rows = {line.split("  ")[0] for line in map(str.strip, out.splitlines())}
    assert {"invented, 15 KB", "one, 10 KB", "those given", "docx, with gbt9704", "structure", "rules"} <= rows
    assert "one, 1 MB" not in rows
    assert zfcheck.engine.run_rule.__module__ == "zfcheck.engine"  # put back


def test_steps_of_a_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = script("start")
    text = tmp_path / "clean.txt"
    text.write_text(script("reports").CLEAN, encoding="utf-8")

    def told(work: Any, *words: Any) -> Any:
        work(str(text), *words)
        return json.loads(capsys.readouterr().out)

    assert list(told(start.parts, ["zfcheck.cli"])) == [
        "import", "compile rule set", "check", "write", "check once more",
    ]  # fmt: skip
    assert set(told(start.compiled)) == {"re", "regex", "lark"}


def test_phrases_occur_where_they_are_planted(tmp_path: Path) -> None:
    rules, text = script("phraserules"), script("reports").report(20_000)
    wrong = rules.phrases(60, text)
    assert len(set(wrong)) == 60
    assert not any(phrase in text for phrase in wrong)
    pack = rules.write_pack(tmp_path / "many", wrong, 50)
    checker = zfcheck.compile([str(pack)], select=["many-phrases:"], plugins=False)
    assert len(checker.rules.rules) == 2
    planted = rules.planted(text, wrong)
    found = checker.check_bytes(planted.encode(), "a.txt").findings
    assert [planted[one.span.start : one.span.end] for one in found] == wrong[: rules.OCCURRING]


def test_an_archive_is_made(tmp_path: Path) -> None:
    # By its path: `archive` is also the name of a folder of tests.
    spec = importlib.util.spec_from_file_location("benchmark_of_archives", FOLDER / "archive.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make(tmp_path, 100)
    made = [path.read_bytes() for path in tmp_path.rglob("*.*")]
    assert len(made) == 100
    assert sum(len(data) < 100 for data in made) == 1
    assert len(set(made)) == 99  # one is a copy


def test_peers_that_are_not_there_are_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    peers = script("peers")
    monkeypatch.setattr(peers.shutil, "which", lambda *words, **more: None)
    monkeypatch.setattr(peers, "said", lambda words: None)
    tools = [*peers.plain_tools(None, "python"), *peers.phrase_tools(None, ["云川错词"], tmp_path)]
    ours = peers.Tool("ours", "1", lambda files: [sys.executable, "-c", f"print('{peers.right(3)}')", *files])
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("云川市\n", encoding="utf-8")
    absent = [tool for tool in tools if tool.call is None]
    took = peers.measured([ours, *absent], folder, folder / "a.txt", dict(peers.os.environ), 1)
    peers.show([ours, *absent], took, 1000, 1.0)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[-1] == "1"  # one of the phrases was told
    assert [line.split()[-1] for line in lines[1:]] == ["absent"] * 5


def test_a_program_that_fails_is_not_quick() -> None:
    processes = script("processes")
    with pytest.raises(SystemExit, match="ended with 7"):
        processes.run(processes.Call([sys.executable, "-c", "raise SystemExit(7)"]))


def test_many_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(script("manyfiles"), "SETTLED", 0)
    called("manyfiles", monkeypatch, "--files", "3", "--size", "500", "--runs", "1", "--many", "3")
    out = capsys.readouterr().out
    rows = [line.split("  ")[0] for line in map(str.strip, out.splitlines())]
    assert [row for row in rows if "worker" in row][:10] == [
        f"{state}, {jobs}"
        for jobs in ("1 worker", "2 workers")
        for state in ("none", "cold", "again", "one new", "touched")
    ]
    assert "3 small files, 0 of them broken" in out
