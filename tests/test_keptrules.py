"""A rule set out of the cache is the one that was kept, finds the same, and is never an older one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zfcheck import cache, contents, keptrules
from zfcheck.engine import check_bytes
from zfcheck.keptrules import LateChecker, Shelf
from zfcheck.kinds import Kind
from zfcheck.ruleset import RuleSet, Selection, compile_rules
from zfcheck.runs import Asked, Run

TEXT = (
    "云川市2025年政法工作总结\n一、主要工作\n破获案件10起，破案率197.5%，两个唯护。布署工作。\n"
    "三、下一步打算\n全市共排查矛盾纠纷300件，其中化解310件。\n"
).encode()


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("ZFCHECK_NO_CACHE", raising=False)
    contents.forget()
    return tmp_path / "cache" / "packs"


def is_late(rules: RuleSet) -> bool:
    return all(isinstance(each.checker, LateChecker) for each in rules.rules)


def told(rules: RuleSet) -> list:
    result = check_bytes(rules, TEXT, "a.txt")
    assert not result.faults
    assert len(result.findings) > 3
    return [*result.findings, sorted(result.held.items())]


def pack_of(folder: Path, word: str = "给力") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(
        f"pack: yunchuan\nrules:\n  - {{id: wording/own, kind: phrase, title: 题, words: [{word}]}}\n"
        "adjust: {core:residue: info}\n",
        encoding="utf-8",
    )
    return folder


def test_what_comes_back_is_what_was_kept(kept: Path) -> None:
    fresh = compile_rules(Selection(plugins=False))
    again = compile_rules(Selection(plugins=False))
    assert not any(isinstance(each.checker, LateChecker) for each in fresh.rules)
    assert is_late(again)
    assert [each.rule for each in again.rules] == [each.rule for each in fresh.rules]
    assert [each.checker.literals for each in again.rules] == [each.checker.literals for each in fresh.rules]
    assert again.packs == fresh.packs
    assert again.schemes == fresh.schemes
    assert again.enumerations == fresh.enumerations
    assert dict(again.names.known) == dict(fresh.names.known)
    assert again.names.running == fresh.names.running
    assert [(one.rule, one.fields) for one in again.sources()] == [(one.rule, one.fields) for one in fresh.sources()]
    assert told(again) == told(fresh)


def test_packs_that_were_kept_themselves_make_a_rule_set_that_is_kept(kept: Path) -> None:
    fresh = compile_rules(Selection(plugins=False))
    (file,) = kept.glob("rules-*")
    file.unlink()
    assert not is_late(compile_rules(Selection(plugins=False)))
    again = compile_rules(Selection(plugins=False))
    assert is_late(again)
    assert [each.rule for each in again.rules] == [each.rule for each in fresh.rules]


def test_only_what_meets_something_is_made(kept: Path) -> None:
    compile_rules(Selection(plugins=False))
    rules = compile_rules(Selection(plugins=False))
    check_bytes(rules, "云川市召开座谈会\n会议认为，工作取得积极进展。\n".encode(), "a.txt")
    made = {each.rule.kind for each in rules.rules if "made" in vars(each.checker)}
    assert "character" in made
    assert not made & {"numbering", "formulation", "table", "remark", "layout", "attachment", "note", "parts"}


def test_selecting_is_left_to_each_run(kept: Path) -> None:
    compile_rules(Selection(plugins=False))
    some = compile_rules(Selection(select=("numbering",), plugins=False))
    assert is_late(some)
    assert {each.rule.category for each in some.rules} == {"numbering"}


def test_a_pack_that_changed_is_compiled_anew_and_one_that_moved_is_not(kept: Path, tmp_path: Path) -> None:
    first = pack_of(tmp_path / "one")
    compile_rules(Selection((str(first),), plugins=False))
    assert is_late(compile_rules(Selection((str(first),), plugins=False)))
    moved = first.rename(tmp_path / "two")
    rules = compile_rules(Selection((str(moved),), plugins=False))
    assert is_late(rules)
    (own,) = rules.find("wording/own")
    assert own.rule.place.file == str(moved / "pack.yaml")
    pack_of(moved, "点赞")
    changed = compile_rules(Selection((str(moved),), plugins=False))
    assert not is_late(changed)
    assert [each.checker.literals for each in changed.find("wording/own")] == [("点赞",)]


def test_settings_are_part_of_it(kept: Path, tmp_path: Path) -> None:
    def run(text: str) -> RuleSet:
        (tmp_path / "zfcheck.yaml").write_text(text, encoding="utf-8")
        return Run(Asked(plugins=False)).plan(tmp_path / "a.txt").rules

    one = "rules: {number/shares-over-100: info}\n"
    run(one)
    again = run(one)
    assert is_late(again)
    assert again.find("number/shares-over-100")[0].rule.severity.word == "info"
    other = run("rules: {number/shares-over-100: off}\n")
    assert not is_late(other)
    assert other.find("number/shares-over-100") == []
    assert not is_late(run("reject: [点赞]\n"))


def test_a_kind_of_a_plugins_own_is_left_to_the_plugin(kept: Path, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "own.py"
    path.write_text(
        "from zfcheck.api import Kind, hookimpl\nfrom zfcheck.kinds import phrase\n\n\n@hookimpl\n"
        "def zfcheck_kinds():\n    return [Kind('word', '词', phrase.FIELDS, phrase.KIND.compile)]\n",
        encoding="utf-8",
    )
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "pack: own\nrules:\n  - {id: wording/own, kind: word, title: 题, words: [给力]}\n", encoding="utf-8"
    )
    selection = Selection((str(pack),), plugins=False, plugin_paths=(str(path),))
    for _ in range(2):
        rules = compile_rules(selection)
        assert not is_late(rules)
        assert rules.find("wording/own")


def test_a_plugin_that_fails_keeps_nothing(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(
        "from pathlib import Path\nfrom zfcheck.api import hookimpl\n\n\n@hookimpl\n"
        f"def zfcheck_packs():\n    return [Path({str(tmp_path / 'no.yaml')!r})]\n",
        encoding="utf-8",
    )
    for _ in range(2):
        rules = compile_rules(Selection(plugins=False, plugin_paths=(str(path),)))
        assert [fault.kind for fault in rules.faults] == ["plugin-failed"]
        assert not is_late(rules)


def test_what_is_damaged_or_of_another_form_is_made_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_rules(Selection(plugins=False))
    (file,) = kept.glob("rules-*")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert not is_late(compile_rules(Selection(plugins=False)))
    monkeypatch.setattr(keptrules, "_VERSION", keptrules._VERSION + 1)
    assert not is_late(compile_rules(Selection(plugins=False)))


def test_without_a_cache_there_is_no_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    assert Shelf.of(Selection(plugins=False), [], []) is None
    assert cache.folder() is None


def test_a_checker_that_cannot_be_made_is_a_fault_of_its_rule(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_rules(Selection(plugins=False))
    rules = compile_rules(Selection(plugins=False))

    def fail(*_: object) -> None:
        raise ValueError("坏")

    monkeypatch.setattr("zfcheck.kinds.numbering.KIND", Kind("numbering", "", {}, fail))  # type: ignore[arg-type]
    result = check_bytes(rules, TEXT, "a.txt")
    assert {fault.kind for fault in result.faults} == {"rule-failed"}
    assert len(result.faults) == 17
    assert result.findings


def test_a_start_loads_no_kind_that_meets_nothing(kept: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("云川市召开座谈会\n会议认为，工作取得积极进展。\n", encoding="utf-8")
    code = (
        "import sys\nfrom zfcheck.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(name for name in sys.modules))"
    )
    names: set[str] = set()
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, "check", str(text), "--no-plugins", "--quiet"],
            capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=True,
        )  # fmt: skip
        names = set(done.stdout.split())
    assert "zfcheck.kinds.character" in names
    heavy = {"lark", "lxml", "docx", "jieba", "yaml", "importlib.metadata", "pypinyin", "markdown_it"}
    ours = {
        "pack",
        "packcache",
        "compiling",
        "baseline",
        "settings.reading",
        "kinds.formulation",
        "kinds.table",
        "kinds.layout",
        "tables",
    }
    assert sorted(names & {*heavy, *(f"zfcheck.{name}" for name in ours)}) == []
