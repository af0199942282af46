"""Patterns out of the cache match as those that `regex` compiles, and nothing depends on their being there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from zfcheck import cache, keptcodes
from zfcheck.keptcodes import compiled, keep
from zfcheck.ruleset import compile_rules
from zfcheck.selection import Selection

FLAGS = int(regex.MULTILINE | regex.VERSION1)
TEXT = "云川市2025年政法工作总结\n一、受理案件1,200件，同比增长12.5%。《通知》（云政发〔2025〕3号）ABC abc 3月5日至8日\t“十四五”规划"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("ZFCHECK_NO_CACHE", raising=False)
    keptcodes.forget()
    yield tmp_path / "packs"
    keptcodes.forget()


def next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what there is, and begin as the next program does; there, compiling anew is an error."""
    keep()
    keptcodes.forget()

    class Nothing:
        compile = None

    monkeypatch.setattr(keptcodes, "regex", Nothing)


def told(found: Any) -> list[object]:
    return [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in found]


def patterns_of_packs() -> list[str]:
    fields = [source.fields for source in compile_rules(Selection(plugins=False)).sources()]
    return sorted({each for one in fields for each in one.get("pattern", ()) if isinstance(each, str)})


def test_patterns_of_packs_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = patterns_of_packs()[::5]
    assert len(patterns) > 20
    plain = [regex.compile(pattern, FLAGS) for pattern in patterns]
    for pattern in patterns:
        compiled(pattern, FLAGS)
    next_run(monkeypatch)
    for theirs in plain:
        ours = compiled(theirs.pattern, FLAGS)
        assert (ours.flags, ours.groups, dict(ours.groupindex)) == (
            theirs.flags,
            theirs.groups,
            dict(theirs.groupindex),
        )
        assert told(ours.finditer(TEXT)) == told(theirs.finditer(TEXT))


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?P<year>\d{4})年(?:(?P<month>[1-9]|1[0-2])月)?(?<!\d)(?=[^\n]*ab?)(.*)$",
        r"(?<a>[一二三\w--[二]]+)(?i:ABC)|(?>x+)y|(?|(a)|(b))\1",
        r"(?r)\d+",
        r"^\p{Han}++$",
        r"(?:错字){e<=1}",
    ],
)
def test_all_that_the_library_can_do_is_kept(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = regex.compile(pattern, FLAGS)
    compiled(pattern, FLAGS)
    next_run(monkeypatch)
    for text in (TEXT, "2025年3月ab", "一三abc xxy aa", "错别", "", "汉字\n字"):
        assert told(compiled(pattern, FLAGS).finditer(text)) == told(theirs.finditer(text))
    assert compiled(pattern, FLAGS).sub("<>", TEXT) == theirs.sub("<>", TEXT)


def test_a_wrong_pattern_is_told_and_never_kept() -> None:
    with pytest.raises(regex.error):
        compiled("(", FLAGS)
    assert not keptcodes._kept.new


@pytest.mark.parametrize("damage", [b"", b"x", cache.part((1, 2)), cache.part(("a+", 0)), cache.part("a+")])
def test_what_is_damaged_is_compiled(damage: bytes) -> None:
    cache.put(keptcodes._kept.name, {("a+", FLAGS): damage})
    assert compiled("a+", FLAGS).findall("aab a") == ["aa", "a"]


def test_what_is_kept_for_another_pattern_is_not_taken() -> None:
    told = regex.compile("b", FLAGS)._pickled_data
    cache.put(keptcodes._kept.name, {("a+", FLAGS): cache.part(told)})
    assert compiled("a+", FLAGS).pattern == "a+"


def test_without_a_cache_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    assert compiled("a+", FLAGS).search("ba")
    assert not keptcodes._kept.new


def test_no_more_are_kept_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keptcodes, "MOST", 3)
    for at in range(6):
        compiled(f"a{at}", FLAGS)
    assert len(keptcodes._kept.new) == 3
