"""地名插件的测试：规则包里每条规则的例子，和用 Python 写的检查。"""

from __future__ import annotations

import pytest

import zfcheck_PINYIN
from zfcheck.testing import PluginBench


@pytest.fixture(scope="module")
def bench() -> PluginBench:
    """只有 zfcheck 自带的规则包和本插件，不管还装了什么。"""
    return PluginBench("PINYIN", zfcheck_PINYIN, region="地名")


def test_plugin_loads_without_faults(bench: PluginBench) -> None:
    assert bench.faults == []
    assert "PINYIN" in bench.packs


def test_cases_of_the_pack_hold(bench: PluginBench) -> None:
    assert bench.case_problems("PINYIN") == []


def test_silent_without_the_region() -> None:
    bench = PluginBench("PINYIN", zfcheck_PINYIN)
    assert bench.faults == []
    assert "PINYIN" not in bench.packs


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("2025年第10届地名文化节开幕。", ["2025年第10届地名文化节"]),
        ("2025年第11届地名文化节开幕。", []),
        ("地名文化节开幕，第10届地名文化节已经闭幕。", []),  # 没有说是哪一年，不查
    ],
)
def test_festival(bench: PluginBench, text: str, marked: list[str]) -> None:
    assert bench.marked("number/PINYIN-festival", text) == marked
