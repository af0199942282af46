"""Settings files: what they may say, how they extend one another, and what every mistake is told as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zfcheck.packtree import PackError
from zfcheck.settings import InForce, find_settings, that_hold
from zfcheck.settings import in_force as together
from zfcheck.settings.reading import Layer, read_settings

Write = Callable[..., Path]


def in_force(layers: list[Layer], file: Path, path: Path | None) -> InForce:
    return together(that_hold(layers, file, path), file)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def run(text: str, name: str = "zfcheck.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return run


def test_every_key_is_read_and_keeps_its_place(write: Write, tmp_path: Path) -> None:
    file = write(
        """
packs: [gbt9704, ./ours.yaml]
region: 浙江
select: [number]
ignore: wording
kind: work-summary
as-of: 2025-06-30
fail-on: error
baseline: base.json
exclude: [草稿/]
accept: [云川通]
reject: [给力, {wrong: 打造, right: 建设}]
rules:
  number/rate-over-100: warning
  formulation/x: {near: 0, severity: info}
"""
    )
    told = in_force(read_settings(file), file, tmp_path / "a.txt")
    assert told.packs() == ("gbt9704", str(tmp_path / "ours.yaml"))
    assert (told.one("region"), told.one("kind"), told.one("as-of")) == ("浙江", "work-summary", "2025-06-30")
    assert (told.one("fail-on"), told.path("baseline")) == ("error", tmp_path / "base.json")
    assert (told.one("select"), told.all("ignore"), told.all("exclude")) == (("number",), ("wording",), ("草稿/",))
    assert told.all("accept") == ("云川通",)
    assert told.said["region"][0].place.line == 3
    house = told.house()
    assert house is not None
    assert [rule.rule.id for rule in house.rules] == ["wording/rejected"]
    assert set(house.adjust) == {"number/rate-over-100", "formulation/x"}
    assert set(house.settings) == {"formulation/x"}


def test_word_lists_come_from_files_beside(write: Write, tmp_path: Path) -> None:
    write("# 自己的词\n云川通\n\n川东新区  # 2024年设立\n", "lists/ours.txt")
    write("给力\n打造\t建设\n", "lists/not-ours.txt")
    file = write("accept: [云川码]\naccept-file: lists/ours.txt\nreject-file: lists/not-ours.txt\n")
    told = in_force(read_settings(file), file, None)
    assert told.all("accept") == ("云川码", "云川通", "川东新区")
    house = told.house()
    assert house is not None
    words = house.rules[0].fields["words"]
    assert [(word["wrong"], word.get("right")) for word in words] == [("给力", None), ("打造", "建设")]
    assert [word["place"].line for word in words] == [1, 2]


def test_bases_come_first_and_paths_start_at_the_file_that_was_found(write: Write, tmp_path: Path) -> None:
    write(
        """
fail-on: error
region: 浙江
packs: [common.yaml]
ignore: [wording]
rules: {number/a: info, number/b: info}
overrides: [{paths: [历史/**], kind: news}]
""",
        "common/base.yaml",
    )
    file = write(
        "extends: ../common/base.yaml\nregion: 湖北\nignore: [layout]\nrules: {number/a: error}\n", "city/zfcheck.yaml"
    )
    layers = read_settings(file)
    told = in_force(layers, file, tmp_path / "city" / "a.txt")
    assert (told.one("fail-on"), told.one("region"), told.one("kind")) == ("error", "湖北", None)
    assert told.all("ignore") == ("wording", "layout")
    assert told.packs() == (str(tmp_path / "common" / "common.yaml"),) or told.packs()[0].endswith("common.yaml")
    house = told.house()
    assert house is not None
    assert {name: severity and severity.word for name, (severity, _) in house.adjust.items()} == {
        "number/a": "error",
        "number/b": "info",
    }
    assert in_force(layers, file, tmp_path / "city" / "历史" / "a.txt").one("kind") == "news"
    assert in_force(layers, file, tmp_path / "common" / "历史" / "a.txt").one("kind") is None


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("历史/**", "历史/2020/a.txt", True),
        ("历史/**", "各镇/历史/a.txt", False),
        ("历史/", "各镇/历史/a.txt", True),
        ("*.docx", "各镇/a.docx", True),
        ("/a.txt", "各镇/a.txt", False),
        ("各镇/*/总结.txt", "各镇/东镇/总结.txt", True),
    ],
)
def test_overrides_hold_for_their_paths(write: Write, tmp_path: Path, pattern: str, path: str, meant: bool) -> None:
    file = write(
        f"kind: notice\noverrides:\n  - {{paths: ['{pattern}'], kind: news}}\n  - {{paths: ['没有/'], kind: letter}}\n"
    )
    told = in_force(read_settings(file), file, tmp_path / path)
    assert told.one("kind") == ("news" if meant else "notice")


def test_the_last_override_counts_most(write: Write, tmp_path: Path) -> None:
    file = write(
        "overrides:\n  - {paths: ['*.txt'], rules: {number/a: info}}\n  - {paths: ['a.*'], rules: {number/a: error}}\n"
    )
    house = in_force(read_settings(file), file, tmp_path / "a.txt").house()
    assert house is not None and str(house.adjust["number/a"][0].word) == "error"  # type: ignore[union-attr]


def test_the_nearest_file_upward_is_found_and_no_repository_is_left(tmp_path: Path) -> None:
    (tmp_path / "zfcheck.yaml").touch()
    (tmp_path / "repo" / "sub" / "deep").mkdir(parents=True)
    assert find_settings(tmp_path / "repo" / "sub" / "deep") == tmp_path / "zfcheck.yaml"
    (tmp_path / "repo" / ".git").mkdir()
    assert find_settings(tmp_path / "repo" / "sub" / "deep") is None
    (tmp_path / "repo" / ".zfcheck.yaml").touch()
    assert find_settings(tmp_path / "repo" / "sub" / "deep") == tmp_path / "repo" / ".zfcheck.yaml"
    (tmp_path / "repo" / "sub" / "zfcheck.yml").touch()
    assert find_settings(tmp_path / "repo" / "sub" / "deep") == tmp_path / "repo" / "sub" / "zfcheck.yml"
    (tmp_path / "repo" / "sub" / "zfcheck.yaml").touch()
    with pytest.raises(PackError, match="两个设置文件"):
        find_settings(tmp_path / "repo" / "sub" / "deep")


def test_a_link_to_nowhere_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "zfcheck.yaml").symlink_to("gone.yaml")
    found = find_settings(tmp_path)
    assert found is not None
    with pytest.raises(PackError, match="无法读取"):
        read_settings(found)


def test_a_base_of_two_bases_counts_once_and_less_than_both(write: Write, tmp_path: Path) -> None:
    write("kind: news\n", "common.yaml")
    write("extends: [common.yaml]\nkind: notice\n", "one.yaml")
    write("extends: [common.yaml]\n", "two.yaml")
    layers = read_settings(write("extends: [one.yaml, two.yaml]\n"))
    assert [layer.file.name for layer in layers] == ["common.yaml", "one.yaml", "two.yaml", "zfcheck.yaml"]


def test_bases_that_fan_out_are_read_once_each(write: Write) -> None:
    for number in range(9):  # read anew from each they would be a quarter of a million
        write(f"extends: [{', '.join([f'b{number + 1}.yaml'] * 4)}]\n", f"b{number}.yaml")
    write("kind: news\n", "b9.yaml")
    assert len(read_settings(write("extends: [b0.yaml]\n"))) == 11


MISTAKES = [
    ("region: 浙江\nfailon: error\n", "2:1", "不认识“failon”。是否想写“fail-on”"),
    ("fail-on: errors\n", "1:10", "是否想写“error”"),
    ("kind: work-reprot\n", "1:7", "是否想写“work-report”"),
    ("as-of: 2025-13-01\n", "1:8", "不是某一天"),
    ("packs: {a: b}\n", "1:8", "应为一段文字"),
    ("rules: [number/a]\n", "1:8", "键: 值"),
    ("rules: {number/a: of}\n", "1:19", "是否想写“off”"),
    ("rules:\n  number/a: {severity: warn, near: 2}\n", "2:24", "是否想写“warning”"),
    ("rules:\n  number/a: [info]\n", "2:13", "“number/a”不能写"),
    ("overrides: [{kind: news}]\n", "1:13", "缺少“paths”"),
    ("overrides: [{paths: [a], fail-on: error}]\n", "1:26", "不认识“fail-on”"),
    ("overrides: [news]\n", "1:13", "键: 值"),
    ("overrides: [{paths: [], ignore: [number]}]\n", "1:14", "没有写路径"),
    ("overrides: [{paths: '', ignore: [number]}]\n", "1:14", "没有写路径"),
    ("overrides: [{paths: [a, '!'], ignore: [number]}]\n", "1:25", "路径“!”写法有误"),
    ("exclude:\n  - 草稿/\n  - '[z-a]'\n", "3:5", "路径“[z-a]”写法有误"),
    ("extends: [" + "长" * 200 + ".yaml]\n", "1:11", "不存在"),
    ("extends: none.yaml\n", "1:10", "“none.yaml”不存在"),
    ("extends: zfcheck.yaml\n", "1:10", "互相 extends"),
    ("extends: [{a: b}]\n", "1:11", "应为一段文字"),
    ("accept-file: none.txt\n", "1:1", "找不到词表文件“none.txt”"),
    ("accept-file: gbk.txt\n", "1:1", "不是 UTF-8"),
    ("reject-file: .\n", "1:1", "无法读取词表文件"),
    ("reject: [{right: 建设}]\n", "1:10", "缺少“wrong”"),
    ("reject: [{wrong: 打造, rihgt: 建设}]\n", "1:22", "是否想写“right”"),
    ("plugins: [./evil.py]\n", "1:1", "设置文件里不能指定插件"),
    ("overrides: [{paths: [a], plugin: x.py}]\n", "1:26", "设置文件里不能指定插件"),
    ("region: 浙江\nregion: 湖北\n", "2:1", "“region”重复，前一处在第 1 行"),
    ("region: [浙江\n", "1:9", "YAML 写法有误"),
    ("\tregion: 浙江\n", "1:1", "YAML 写法有误"),
    ("- region\n", "1:1", "键: 值"),
    ("region: &a [*a]\n", "1:9", "嵌套太深"),
]


@pytest.mark.parametrize(("text", "place", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_place(write: Write, tmp_path: Path, text: str, place: str, words: str) -> None:
    (tmp_path / "gbk.txt").write_bytes("云川通".encode("gb18030"))
    file = write(text)
    with pytest.raises(PackError) as error:
        read_settings(file)
    first = str(error.value.problems[0])
    assert first.startswith(f"{file}:{place}"), first
    assert words in first


def test_all_mistakes_are_told_at_once_in_order(write: Write) -> None:
    file = write("fail-on: never-ever\nregoin: 浙江\nkind: novel\n")
    with pytest.raises(PackError) as error:
        read_settings(file)
    assert [problem.place.line for problem in error.value.problems] == [1, 2, 3]
