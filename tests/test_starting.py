"""Packs and plugins to start from: names out of Chinese, nothing written over, and right from the first moment."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

from zfcheck.packcheck import check_packs
from zfcheck.ruleset import known_kinds
from zfcheck.starting import StartError, name_of_pack, name_of_plugin, short_name, start_pack, start_plugin
from zfcheck.testing import PluginBench

pytestmark = pytest.mark.usefixtures("cached")


@pytest.mark.parametrize(
    ("region", "short"),
    [
        ("随州", "随州"),
        ("随州市", "随州"),
        ("湖北随州", "随州"),
        ("湖北省随州市", "随州"),
        ("浙江", "浙江"),
        ("浙江省", "浙江"),
        ("北京市", "北京"),
        ("重庆市渝中区", "渝中"),
        ("吉林市", "吉林"),
        ("吉林省吉林市", "吉林"),
        ("广西壮族自治区", "广西"),
        ("广西壮族自治区南宁市", "南宁"),
        ("内蒙古自治区", "内蒙古"),
        ("沙市", "沙市"),
        ("海南藏族自治州", "海南藏族"),
    ],
)
def test_a_place_has_a_short_name(region: str, short: str) -> None:
    assert short_name(region) == short


@pytest.mark.parametrize(
    ("word", "pinyin"),
    [
        ("随州", "suizhou"),
        ("重庆", "chongqing"),
        ("my-pack", "my-pack"),
        ("云川2025", "yunchuan2025"),
        ("吕梁", "lvliang"),
    ],
)
def test_a_pack_has_a_name_in_letters(word: str, pinyin: str) -> None:
    assert name_of_pack(word).pinyin == pinyin


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("My Pack", "是否想写“my-pack”？"),
        ("../x", "是否想写“x”？"),
        ("2025", ""),
        ("", ""),
        ("core", "已被占用"),
        ("a--b", "“a-b”"),
    ],
)
def test_an_odd_name_is_refused_with_a_better_one(word: str, hint: str) -> None:
    with pytest.raises(StartError) as caught:
        name_of_pack(word)
    assert hint in str(caught.value)


@pytest.mark.parametrize("region", ["", "Suizhou", "随\n州", "随 州", "../随州", "“随州”"])
def test_what_is_no_place_is_refused(region: str) -> None:
    with pytest.raises(StartError):
        name_of_plugin(region)


def test_a_plugin_may_be_given_its_name() -> None:
    named = name_of_plugin("海南藏族自治州", "hainanzhou")
    assert (named.pinyin, named.words) == ("hainanzhou", "海南藏族")
    assert name_of_plugin("湖北随州").pinyin == "suizhou"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("随州", {}),
        ("yunchuan", {}),
        ("yunchuan", {"region": "湖北省随州市"}),
        ("yunchuan", {"title": "题: 甲 'x' # 乙", "region": "null"}),
    ],
)
def test_a_new_pack_passes_its_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    named = name_of_pack(name)
    written = start_pack(named, Path("packs"), **options)
    assert [path.as_posix() for path in written] == [
        f"packs/{named.pinyin}/pack.yaml",
        f"packs/{named.pinyin}/words.tsv",
    ]
    (checked,) = check_packs([str(written[0].parent)])
    assert (checked.problems, checked.warnings, checked.hints) == ([], [], [])
    assert checked.rules >= 6
    text = written[0].read_text(encoding="utf-8")
    assert not re.search("PINYIN|地名|标题”|地区：", text)
    assert ("\nregion: " in text) == ("region" in options)


def test_a_new_pack_shows_the_kinds_that_people_need(tmp_path: Path) -> None:
    written = start_pack(name_of_pack("yunchuan"), tmp_path)
    text = written[0].read_text(encoding="utf-8")
    shown = set(re.findall(r"(?m)^    kind: (\w+)", text))
    assert shown == {"formulation", "phrase", "terms", "pattern", "presence", "section"}
    assert shown <= set(known_kinds())
    assert "\nadjust:" in text and "\nset:" in text


def test_nothing_is_written_over(tmp_path: Path) -> None:
    named = name_of_pack("yunchuan")
    start_pack(named, tmp_path)
    (tmp_path / "yunchuan" / "pack.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(StartError, match="已经有了，没有改动它"):
        start_pack(named, tmp_path)
    assert (tmp_path / "yunchuan" / "pack.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("title", ["题\nrules: []", "题\x85rules: []", "题\u2028", "题\udc80", "\x1b[31m题"])
def test_a_title_that_is_no_line_of_text_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(StartError):
        start_pack(name_of_pack("yunchuan"), tmp_path, title=title)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "region",
    ["云川, mark: 甲}", "云川{x}", "云'川", '云"川', "云川(省", "云川*", "云川\\x", "随 州", "云\n川", "云\udc80"],
)
def test_a_region_that_would_break_the_pack_is_refused(tmp_path: Path, region: str) -> None:
    with pytest.raises(StartError, match="不像地名"):
        start_pack(name_of_pack("yunchuan"), tmp_path, region=region)
    assert list(tmp_path.iterdir()) == []


def test_so_is_a_chinese_name_that_would(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="不像地名"):
        start_pack(name_of_pack("随州 市"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_blanks_around_a_region_are_none_of_it(tmp_path: Path) -> None:
    pack, _ = start_pack(name_of_pack("yunchuan"), tmp_path, region=" 云川 ")
    assert "\nregion: 云川  " in pack.read_text(encoding="utf-8")


def test_names_that_cannot_be_a_packs_are_taken() -> None:
    with pytest.raises(StartError, match="已被占用"):
        name_of_pack("null")  # what YAML calls nothing
    with pytest.raises(StartError, match="已被占用"):
        name_of_plugin("云川", "zfcheck")  # what is built in bears this name


@pytest.mark.parametrize("name", [None, "yun-chuan"])
def test_a_new_plugin_works_without_being_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | None
) -> None:
    named = name_of_plugin("云川市", name)
    start_plugin(named, tmp_path, "0.1")
    package = f"zfcheck_{named.pinyin.replace('-', '_')}"
    monkeypatch.syspath_prepend(str(tmp_path / f"zfcheck-{named.pinyin}"))
    try:
        plugin = importlib.import_module(package)
        bench = PluginBench(named.pinyin, plugin, region="云川")
        assert bench.faults == [] and named.pinyin in bench.packs
        assert bench.case_problems(named.pinyin) == []
        assert bench.marked(f"number/{named.pinyin}-festival", "2025年第10届云川文化节。") == ["2025年第10届云川文化节"]
    finally:
        for module in [module for module in sys.modules if module.partition(".")[0] == package]:
            del sys.modules[module]
