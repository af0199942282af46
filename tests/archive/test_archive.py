"""zfcheck archive from end to end, on Daft's own runner."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archivecalls import RIGHT, WRONG, call, checked, everything, rows, write
from click.testing import Result

from zfcheck.archive import daftrun, running, tables
from zfcheck.archive.keeper import end_all
from zfcheck.caseword import word_file

Archive = Callable[..., Result]
PLUGIN = """
import os, time
from zfcheck.api import hookimpl

class Poison:
    id, title, severity = "wording/poison", "毒", "error"

    def check(self, document):
        if "此处致死" in document.text:
            os._exit(9)
        if "此处卡住" in document.text:
            time.sleep(600)
        if "头一回出事" in document.text and not os.path.exists("出过事"):
            open("出过事", "w").close()
            os._exit(9)
        return []

@hookimpl
def zfcheck_checks():
    return [Poison()]
"""


def papers() -> None:
    """Documents of all sorts, hostile ones too, with settings and a file that ignores."""
    write(Path("材料/甲/一.txt"), WRONG)
    write(
        Path("材料/甲/二.md"), "# 云川市情况\n\n| 项目 | 数量 |\n| --- | --- |\n| 甲 | 3 |\n| 乙 | 4 |\n| 合计 | 9 |\n"
    )
    write(Path("材料/甲/同一.txt"), WRONG)
    write(Path("材料/甲/三.docx"), word_file(WRONG))
    write(Path("材料/甲/~$三.docx"), "锁")
    write(Path("材料/甲/图.png"), "图")
    write(Path("材料/乙/一.txt"), WRONG)
    write(Path("材料/乙/zfcheck.yaml"), "ignore: [wording/doubled-word]\n")
    write(Path("材料/丙/旁.txt"), WRONG)
    write(Path("材料/丙/旁.txt.zfcheck.yaml"), "ignore: [{rule: wording/typo, reason: 引用}]\n")
    write(Path("材料/丙/错.txt"), WRONG)
    write(Path("材料/丙/错.txt.zfcheck.yaml"), "ignore: [{rule: wording/typo}]\n")
    write(Path("材料/坏/空.txt"), b"")
    write(Path("材料/坏/假.docx"), b"PK\x03\x04 no archive")
    write(Path("材料/坏/半.docx"), word_file(WRONG)[:900])
    write(Path("材料/坏/码.txt"), bytes(range(128, 256)) * 5)
    write(Path("材料/坏/深.md"), ">" * 5000 + "云川")


def told_of(documents: list[dict[str, Any]], findings: list[dict[str, Any]], faults: list[dict[str, Any]]) -> Any:
    """The tables in the shape of the JSON output."""
    found: dict[str, Any] = {}
    for each in documents:
        found[each["path"]] = {name: each[name] for name in ("kind", "date", "characters", "read_only", "held")}
        found[each["path"]] |= {"findings": [], "faults": []}
    for each in findings:
        start = {"offset": each["start"], "line": each["line"], "column": each["column"]}
        end = {"offset": each["end"], "line": each["end_line"], "column": each["end_column"]}
        plain = ("rule", "pack", "severity", "message", "text", "section", "place", "fix", "fingerprint")
        value = {**{name: each[name] for name in plain}, "start": start, "end": end}
        found[each["path"]]["findings"].append({**value, "related": [one["message"] for one in each["related"]]})
    for each in faults:
        if each["path"] is not None:
            found[each["path"]]["faults"].append({name: each[name] for name in ("kind", "level", "rule", "message")})
    return found


def test_an_archive_finds_what_check_finds(archive: Archive) -> None:
    papers()
    done = archive()
    expected, status = checked()
    shape = {
        path: {
            **{name: document[name] for name in ("kind", "date", "characters", "read_only", "held", "faults")},
            "findings": [
                {**one, "related": [each["message"] for each in one["related"]]} for one in document["findings"]
            ],
        }
        for path, document in expected.items()
    }
    assert told_of(rows("documents"), rows("findings"), rows("faults")) == shape
    assert done.exit_code == status == 3
    assert [row["path"] for row in rows("documents")] == sorted(expected)
    assert {row["path"]: len(document["suppressed"]) for row, document in zip(rows("documents"), map(expected.get, sorted(expected)), strict=True)} == {
        row["path"]: row["suppressed"] for row in rows("documents")
    }  # fmt: skip
    assert _now(done) == 12

    import pyarrow.parquet as pq

    for table, columns in tables.RESULTS.items():
        assert pq.read_table(Path("结果") / table).schema.equals(tables.schema(columns)), table

    # Totals add up to the rows.
    counted = Counter((row["rule"], row["severity"]) for row in rows("findings"))
    assert {(row["rule"], row["severity"]): row["findings"] for row in rows("totals/rules")} == dict(counted)
    typo = next(row for row in rows("totals/rules") if row["rule"] == "wording/typo")
    assert typo["documents"] == len({row["path"] for row in rows("findings") if row["rule"] == "wording/typo"})
    assert typo["title"]
    folders = {row["folder"]: row for row in rows("totals/folders")}
    assert sum(row["error"] for row in folders.values()) == sum(row["severity"] == "error" for row in rows("findings"))
    assert folders["材料/坏"]["unchecked"] == sum(row["status"] == "unchecked" for row in rows("documents"))
    assert folders["材料/甲"]["documents"] == 4

    # Nothing has changed: nothing is checked, and what is told stays.
    before = everything()
    again = archive("--lang", "en", "--quiet")
    assert again.exit_code == 3, again.output  # in another language messages are others
    assert everything()["findings"] != before["findings"]
    assert _now(archive()) == 0
    assert everything() == before


def _now(done: Result) -> int:
    """How many documents were checked now."""
    assert done.exit_code in {0, 1, 3}, done.output
    return int(done.stdout.partition("这次检查")[2].partition("份")[0])


def test_what_has_changed_is_checked_again_and_nothing_else(archive: Archive) -> None:
    write(Path("材料/甲/一.txt"), RIGHT)
    write(Path("材料/甲/二.txt"), WRONG)
    write(Path("材料/乙/三.txt"), RIGHT + "另一份。\n")
    write(Path("材料/乙/zfcheck.yaml"), "packs: [./乙.yaml]\n")
    pack = "pack: of-yi\nrules:\n  - {{id: wording/yi, kind: phrase, title: 乙, severity: {}, words: [另一份], fail: [另一份], pass: [这一份]}}\n"
    write(Path("材料/乙/乙.yaml"), pack.format("error"))
    assert _now(archive()) == 3
    os.rename("材料/甲/二.txt", "材料/甲/改名.txt")
    write(Path("材料/甲/抄.txt"), WRONG)
    assert _now(archive()) == 0
    assert {row["path"] for row in rows("findings")} == {"材料/甲/改名.txt", "材料/甲/抄.txt", "材料/乙/三.txt"}
    end_all()  # they know the pack as it was, and would refuse
    write(Path("材料/乙/乙.yaml"), pack.format("info"))  # in force for one document
    write(Path("材料/甲/一.txt"), RIGHT + "新的一句。\n")
    assert _now(archive()) == 2
    assert [row["severity"] for row in rows("findings") if row["rule"] == "wording/yi"] == ["info"]


def test_a_document_that_kills_or_hangs_is_a_row(archive: Archive) -> None:
    write(Path("毒.py"), PLUGIN)
    for name, text in {"死": "此处致死。", "卡": "此处卡住。", "幸": "头一回出事，", "好": ""}.items():
        write(Path(f"材料/{name}.txt"), text + WRONG)
    done = archive("--plugin", "毒.py", "--timeout", "3")
    assert done.exit_code == 3
    assert {(row["path"], row["kind"]) for row in rows("faults")} == {
        ("材料/死.txt", "crashed"),
        ("材料/卡.txt", "timeout"),
    }
    assert Path("出过事").exists()
    states = {row["path"]: (row["status"], row["error"]) for row in rows("documents")}
    unchecked = ("unchecked", 0)
    assert states == {
        "材料/死.txt": unchecked,
        "材料/卡.txt": unchecked,
        "材料/幸.txt": ("checked", 1),
        "材料/好.txt": ("checked", 1),
    }
    before = everything()
    assert _now(archive("--plugin", "毒.py")) == 0
    assert everything() == before
    Path("材料/卡.txt").unlink()
    assert _now(archive("--plugin", "毒.py", "--retry")) == 1


def test_a_run_that_is_broken_off_goes_on(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        write(Path(f"材料/{number:02}.txt"), WRONG + f"第{number}份。\n")
    real = daftrun.check
    broken = 0

    def breaks(documents: Any, order: Any) -> Iterator[Any]:
        nonlocal broken
        for batch in real(documents, order):
            yield batch.slice(0, 3)
            broken += 1
            raise RuntimeError("the cluster is gone")

    def dead(documents: Any, order: Any) -> Iterator[Any]:
        raise RuntimeError("the cluster is gone")

    monkeypatch.setattr(running, "_FAILURES", 2)
    steps = iter([breaks, dead, dead])
    monkeypatch.setattr(daftrun, "check", lambda documents, order: next(steps)(documents, order))
    done = archive()
    assert (done.exit_code, broken) == (3, 1)
    assert "the cluster is gone" in done.stderr
    assert not Path("结果/findings").exists()
    monkeypatch.setattr(daftrun, "check", real)
    assert _now(archive()) == 17
    assert len(rows("findings")) == 40
    assert everything() == everything()
    write(Path("结果/checked/00.parquet"), b"PAR1 not whole")
    assert _now(archive()) == 0
    assert _now(archive(results="另外")) == 20
    assert everything() == everything("另外")


def test_what_goes_away_or_changes_meanwhile_is_a_row(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("一", "二", "三"):
        write(Path(f"材料/{name}.txt"), WRONG)
    write(Path("材料/变.txt"), RIGHT)
    look = running._look

    def meanwhile(*words: Any) -> None:
        look(*words)
        Path("材料/一.txt").unlink()
        write(Path("材料/变.txt"), WRONG)

    monkeypatch.setattr(running, "_look", meanwhile)
    done = archive()
    assert done.exit_code == 3
    assert [(row["path"], row["kind"]) for row in rows("faults")] == [
        ("材料/一.txt", "not-found"),
        ("材料/变.txt", "unreadable"),
    ]
    # The next of the same content stands for all others.
    assert {row["path"]: row["status"] for row in rows("documents")} == {
        "材料/一.txt": "unchecked",
        "材料/三.txt": "checked",
        "材料/二.txt": "checked",
        "材料/变.txt": "unchecked",
    }
    monkeypatch.setattr(running, "_look", look)
    assert archive().exit_code == 1


def test_a_baseline_is_not_used_and_the_caller_is_told(archive: Archive) -> None:
    write(Path("材料/一.txt"), WRONG)
    assert call("baseline", "材料/基线.json", "材料/一.txt").exit_code == 0
    write(Path("材料/zfcheck.yaml"), "baseline: 基线.json\nfail-on: never\nexclude: [不查/]\n")
    write(Path("材料/不查/二.txt"), WRONG)
    done = archive("--select", "wording/typo")
    assert done.exit_code == 0, done.output
    assert "基线" in done.stderr
    assert [(row["path"], row["rule"]) for row in rows("findings")] == [("材料/一.txt", "wording/typo")]


def test_the_marker_says_whose_folder_it_is(archive: Archive) -> None:
    write(Path("材料/一.txt"), RIGHT)
    write(Path("结果/别人的.txt"), "不能丢")
    assert archive().exit_code == 2
    assert sorted(path.name for path in Path("结果").iterdir()) == ["别人的.txt"]
    write(Path("旧/zfcheck-archive.json"), json.dumps({"schema": "zfcheck-archive/0"}))
    assert archive(results="旧").exit_code == 2
    assert archive(results="材料/一.txt").exit_code == 2
