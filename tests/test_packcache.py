"""A pack out of the cache is the pack as it is now: the same to the last place, and never an older one."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
import regex

import zfcheck
from zfcheck import cache, packcache, packpatterns
from zfcheck.builtin import Builtin
from zfcheck.data import rules_folder
from zfcheck.hooks import hookimpl
from zfcheck.kinds import Field, Kind
from zfcheck.pack import Pack, load_pack
from zfcheck.packcache import recall_pack
from zfcheck.packpatterns import compile_pattern, keep
from zfcheck.packtree import PackError
from zfcheck.rules import Place
from zfcheck.ruleset import Selection, compile_rules, known_kinds

KINDS = known_kinds()
PACK = """\
pack: a
title: 题
extends: [core]
sections: {done: [成效, 做法]}
adjust: {wording/a: error, wording/b: "off"}
schemes:
  - {id: s, title: 题, when: 2, levels: [第一章, {form: 一、, wrong: ["一，"], not_followed: 季度, level: 3}]}
enumerations:
  - {id: e, title: 题, form: 一是}
  - {id: w, title: 题, words: [首先, 其次], closes: [最后]}
rules:
  - {id: wording/a, title: 题, kind: phrase, words: [甲], include: w.tsv}
  - {id: wording/b, title: 题, kind: phrase, words: [{wrong: 丁, except: [丁香, 园丁], whole: true}], include: w.tsv,
     applies: {kinds: [notice], places: [正文], since: 2020-06}, unless: {near: [戊], quoted: true},
     fail: [{text: 丁。, mark: 丁, date: 2021-01-01}], pass: [丁香。]}
  - {id: wording/c, title: 题, kind: formulation, canonical: 平安云川建设, wrong: [平安云川建造], status: trial,
     valid: {from: 2020-06, until: null}}
"""
TABLE = "# 说明\nwrong\tright\n布署\t部署\n帐号\t账号\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which packs are kept, empty."""
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "")
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path / "cache"))
    where = cache.folder()
    assert where is not None
    return where


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of a file and a table."""
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "w.tsv").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packs that were read from their files."""
    found: list[Path] = []

    def reading(path: Path, kinds: dict[str, Kind]) -> Pack:
        found.append(path)
        return load_pack(path, kinds)

    monkeypatch.setattr(packcache, "load_pack", reading)
    return found


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No pattern is known beforehand, nor stays so."""
    for known in (packpatterns._kept.known, packpatterns._kept.new):
        known.clear()
    yield
    for known in (packpatterns._kept.known, packpatterns._kept.new):
        known.clear()


def files(kept: Path) -> list[str]:
    return sorted(path.name for path in kept.iterdir()) if kept.is_dir() else []


def told(value: object) -> object:
    """A value with the sorts of all its parts, what is made late made now: a tuple is no list, nor True 1."""
    if isinstance(value, Mapping):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return frozenset(map(told, value))
    if isinstance(value, Sequence) and not isinstance(value, str | Place):
        return (isinstance(value, list), [told(item) for item in value])
    if is_dataclass(value):
        return (type(value), [told(getattr(value, field.name)) for field in fields(value)])
    return (type(value), value)


# -- the same pack ------------------------------------------------------------------------------------------------


def test_a_pack_comes_back_as_it_was(kept: Path, pack: Path, reads: list[Path]) -> None:
    first, second = recall_pack(pack, KINDS), recall_pack(pack, KINDS)
    assert reads == [pack]
    assert first == second
    assert told(second) == told(load_pack(pack, KINDS))


@pytest.mark.parametrize("name", sorted(path.name for path in rules_folder().iterdir() if path.is_dir()))
def test_the_built_in_packs_come_back_as_they_were(kept: Path, reads: list[Path], name: str) -> None:
    path = rules_folder() / name
    recall_pack(path, KINDS)
    recalled = recall_pack(path, KINDS)
    assert reads == [path]
    assert recalled == load_pack(path, KINDS)
    assert told(recalled) == told(load_pack(path, KINDS))


def test_a_pack_that_was_moved_names_its_new_places(kept: Path, pack: Path, reads: list[Path]) -> None:
    recall_pack(pack, KINDS)
    moved = pack.rename(pack.parent / "b")
    recalled = recall_pack(moved, KINDS)
    assert reads == [pack]
    assert recalled == load_pack(moved, KINDS)
    assert recalled.path == moved
    assert recalled.rules[1].rule.fail[0].place.file == str(moved / "pack.yaml")
    assert recalled.rules[0].fields["words"][1]["place"].file == str(moved / "w.tsv")


def test_rules_that_share_a_table_do_not_share_its_rows(kept: Path, pack: Path) -> None:
    for _ in range(2):
        one, two, _ = recall_pack(pack, KINDS).rules
        one.fields["words"][1]["right"] = "换了"
        assert two.fields["words"][1]["right"] == "部署"


def test_a_single_file_is_kept_too(kept: Path, tmp_path: Path, reads: list[Path]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, words: [甲]}\n", encoding="utf-8")
    assert recall_pack(path, KINDS) == recall_pack(path, KINDS) == load_pack(path, KINDS)
    assert reads == [path]


def test_findings_are_the_same(kept: Path, checker: zfcheck.Checker) -> None:
    text = "一、甲\n破获案件10起，破案率197.5%，两个唯护。\n三、乙\n布署工作。\n".encode()
    expected = checker.check_bytes(text, "a.txt")
    for _ in range(3):
        recalled = zfcheck.compile(plugins=False)
        assert recalled.check_bytes(text, "a.txt").findings == expected.findings
        assert [compiled.rule for compiled in recalled.rules.rules] == [c.rule for c in checker.rules.rules]
    assert len([name for name in files(kept) if name.startswith("pack-")]) == len(recalled.rules.packs)
    assert len([name for name in files(kept) if name.startswith("rules-")]) == 1


# -- never an older one -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pack.yaml", "w.tsv"])
def test_what_changed_is_read_anew_whatever_its_time(kept: Path, pack: Path, reads: list[Path], name: str) -> None:
    recall_pack(pack, KINDS)
    file = pack / name
    status = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("甲", "申").replace("部署", "步署"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert recall_pack(pack, KINDS) == load_pack(pack, KINDS)
    assert reads == [pack, pack]
    file.write_text(text, encoding="utf-8")
    assert recall_pack(pack, KINDS) == load_pack(pack, KINDS)
    assert reads == [pack, pack]


def test_a_file_more_or_less_is_noticed(kept: Path, pack: Path, reads: list[Path]) -> None:
    recall_pack(pack, KINDS)
    more = pack / "more.yaml"
    more.write_text("pack: a\nrules:\n  - {id: wording/d, title: 题, kind: phrase, words: [甲]}\n", encoding="utf-8")
    assert len(recall_pack(pack, KINDS).rules) == 4
    more.rename(pack / "mo.yml")
    assert len(recall_pack(pack, KINDS).rules) == 4
    (pack / "mo.yml").unlink()
    assert len(recall_pack(pack, KINDS).rules) == 3
    assert len(reads) == 3


def test_a_table_that_is_gone_is_noticed(kept: Path, pack: Path) -> None:
    recall_pack(pack, KINDS)
    (pack / "w.tsv").unlink()
    with pytest.raises(PackError, match=r"w\.tsv"):
        recall_pack(pack, KINDS)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_table_that_became_a_link_out_of_the_folder_is_refused(kept: Path, pack: Path) -> None:
    recall_pack(pack, KINDS)
    (pack / "w.tsv").rename(pack.parent / "w.tsv")
    (pack / "w.tsv").symlink_to(pack.parent / "w.tsv")
    with pytest.raises(PackError):
        recall_pack(pack, KINDS)


def test_tables_that_the_key_does_not_cover_are_read_each_time(kept: Path, pack: Path, reads: list[Path]) -> None:
    (pack / "pack.yaml").write_text(PACK.replace("w.tsv", "w.txt"), encoding="utf-8")
    (pack / "w.tsv").rename(pack / "w.txt")
    for path in (pack, pack / "pack.yaml"):
        recall_pack(path, KINDS)
        (pack / "w.txt").write_text(TABLE + "登陆\t登录\n", encoding="utf-8")
        assert recall_pack(path, KINDS) == load_pack(path, KINDS)
        (pack / "w.txt").write_text(TABLE, encoding="utf-8")
    assert files(kept) == []


def test_a_pack_that_changes_while_it_is_read_is_not_kept(
    kept: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(path: Path, kinds: dict[str, Kind]) -> Pack:
        (pack / "w.tsv").write_text(TABLE + "登陆\t登录\n", encoding="utf-8")
        return load_pack(path, kinds)

    monkeypatch.setattr(packcache, "load_pack", changing)
    recall_pack(pack, KINDS)
    assert files(kept) == []


def test_other_fields_of_a_kind_are_noticed(kept: Path, pack: Path, reads: list[Path]) -> None:
    recall_pack(pack, KINDS)
    phrase = KINDS["phrase"]
    fields = {**phrase.fields, "words": replace(phrase.fields["words"], fields={"wrong": Field("text", "词")})}
    with pytest.raises(PackError, match="except"):
        recall_pack(pack, {**KINDS, "phrase": replace(phrase, fields=fields)})


def test_another_version_of_the_program_reads_anew(
    kept: Path, pack: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    recall_pack(pack, KINDS)
    monkeypatch.setattr(cache, "program", lambda: "another")
    recall_pack(pack, KINDS)
    assert len(reads) == 2


def test_a_pack_with_a_mistake_is_never_kept(kept: Path, pack: Path) -> None:
    (pack / "pack.yaml").write_text(PACK.replace("kind: formulation", "kind: formulatoin"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError) as caught:
            recall_pack(pack, KINDS)
        assert [(p.place.line, p.place.column) for p in caught.value.problems] == [(16, 37)]
    assert files(kept) == []


def test_a_mistake_found_in_compiling_keeps_its_place(kept: Path, pack: Path) -> None:
    """What only the kind can tell comes after the loading, from the cache as from the file."""
    (pack / "pack.yaml").write_text(PACK.replace("valid:", "near: 2, valid:"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError) as caught:
            compile_rules(Selection(packs=(str(pack),), plugins=False))
        (problem,) = caught.value.problems
        assert problem.place == (str(pack / "pack.yaml"), 17, 6)
    assert any(name.startswith("pack-") for name in files(kept))


# -- in every surrounding ------------------------------------------------------------------------------------------


def test_a_damaged_file_is_made_anew(kept: Path, pack: Path, reads: list[Path]) -> None:
    recall_pack(pack, KINDS)
    (name,) = files(kept)
    (kept / name).write_bytes(b"\0" * 100)
    assert recall_pack(pack, KINDS) == load_pack(pack, KINDS)
    recall_pack(pack, KINDS)
    assert len(reads) == 2


def test_without_a_cache_packs_are_read(pack: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    for _ in range(2):
        recall_pack(pack, KINDS)
    assert len(reads) == 2


def test_a_cache_that_cannot_be_written_is_no_hindrance(kept: Path, pack: Path, reads: list[Path]) -> None:
    kept.parent.write_text("a file where the folder should be")
    for _ in range(2):
        assert recall_pack(pack, KINDS) == load_pack(pack, KINDS)
    assert len(reads) == 2


def test_a_pack_in_a_zipped_plugin_is_kept(kept: Path, tmp_path: Path, reads: list[Path]) -> None:
    """It is unpacked under another name each time; only what it holds counts."""
    archive = tmp_path / "plugin.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("rules.yaml", "pack: a\nrules:\n  - {id: wording/z, title: 题, kind: phrase, words: [甲]}\n")

    class Plugin:
        @hookimpl
        def zfcheck_packs(self) -> list[zipfile.Path]:
            return [zipfile.Path(archive, "rules.yaml")]

    compile_rules(Selection(plugins=False), extra_plugins=[("zipped", Plugin())])
    read = len(reads)
    rules = compile_rules(Selection(plugins=False), extra_plugins=[("zipped", Plugin())])
    assert len(reads) == read == len(Builtin().zfcheck_packs()) + 1
    assert rules.faults == []
    assert rules.find("wording/z")


def test_many_processes_may_begin_at_once(kept: Path) -> None:
    code = "import zfcheck\nprint(len(zfcheck.compile(plugins=False).rules.rules))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    counts = {process.communicate(timeout=120)[0] for process in running}
    assert len(counts) == 1
    assert all(process.returncode == 0 for process in running)
    assert not [name for name in files(kept) if name.startswith(".")]


# -- patterns ------------------------------------------------------------------------------------------------------


def known_afterwards(*patterns: str) -> None:
    """Compile the patterns and begin as the next program does."""
    for pattern in patterns:
        compile_pattern(pattern)
    keep()
    packpatterns.forget()
    packpatterns._compiled.cache_clear()


def test_a_known_pattern_is_compiled_when_it_is_used(kept: Path) -> None:
    known_afterwards("(?<name>甲)|(乙)（丙）")
    pattern = compile_pattern("(?<name>甲)|(乙)（丙）")
    assert (pattern.groups, dict(pattern.groupindex)) == (2, {"name": 1})
    assert packpatterns._compiled.cache_info().currsize == 0
    match = pattern.search("云川乙(丙)", timeout=1.0)
    assert match is not None and match.span(2) == (2, 3)
    assert packpatterns._compiled.cache_info().currsize == 1
    assert [found.start() for found in pattern.finditer("甲甲")] == [0, 1]
    assert pattern.pattern == regex.compile(packpatterns.fold_pattern("(?<name>甲)|(乙)（丙）")).pattern


def test_a_bad_pattern_is_never_known(kept: Path) -> None:
    for _ in range(2):
        with pytest.raises(regex.error):
            compile_pattern("(甲")
        known_afterwards("乙")
    with pytest.raises(AttributeError):
        _ = compile_pattern("乙").nothing_of_the_sort


def test_without_a_cache_no_pattern_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    known_afterwards("甲")
    assert isinstance(compile_pattern("甲"), regex.Pattern)


def test_what_others_keep_at_the_same_time_may_be_lost_but_not_mixed_up(kept: Path) -> None:
    known_afterwards("甲")
    known_afterwards("乙")
    assert not isinstance(compile_pattern("甲"), regex.Pattern)
    assert not isinstance(compile_pattern("乙"), regex.Pattern)
    (kept / packpatterns._kept.name).write_bytes(b"\0" * 40)
    packpatterns.forget()
    assert isinstance(compile_pattern("甲"), regex.Pattern)
