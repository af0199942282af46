"""Patterns out of the cache match as those that `re` compiles, and nothing depends on their being there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_lazy import patterns

from zfcheck import cache, keptregexes
from zfcheck.keptregexes import compiled, keep


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZFCHECK_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("ZFCHECK_NO_CACHE", raising=False)
    keptregexes.forget()
    yield tmp_path / "packs"
    keptregexes.forget()


def next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what there is, and begin as the next program does; there, compiling anew is an error."""
    keep()
    keptregexes.forget()
    monkeypatch.setattr(keptregexes, "_coded", None)


def test_every_pattern_of_the_program_comes_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {(each.pattern, each.given) for each in patterns().values()}
    text = "云川市2025年政法工作总结\n一、受理案件1,200件，同比增长12.5%。《通知》（云政发〔2025〕3号）ABC abc 3月5日至8日\t“十四五”"
    for key in found:
        compiled(*key)
    next_run(monkeypatch)
    for pattern, flags in found:
        ours, theirs = compiled(pattern, flags), re.compile(pattern, flags)
        assert ours == theirs
        assert (ours.flags, ours.groups, dict(ours.groupindex)) == (
            theirs.flags,
            theirs.groups,
            dict(theirs.groupindex),
        )
        assert [(m.span(), m.lastgroup) for m in ours.finditer(text)] == [
            (m.span(), m.lastgroup) for m in theirs.finditer(text)
        ]


@pytest.mark.parametrize("flags", [0, re.MULTILINE, re.IGNORECASE | re.DOTALL])
def test_names_flags_and_looks_around(flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = r"^(?P<year>\d{4})年(?:(?P<month>[1-9]|1[0-2])月)?(?<!\d)(?=[^\n]*ab?)(.*)$"
    compiled(pattern, int(flags))
    next_run(monkeypatch)
    ours, theirs = compiled(pattern, int(flags)), re.compile(pattern, flags)
    for text in ("2025年3月ab", "x\n2025年AB\ny", "2025年"):
        one, two = ours.search(text), theirs.search(text)
        assert (one and (one.groupdict(), one.groups(), one.regs)) == (
            two and (two.groupdict(), two.groups(), two.regs)
        )
    assert ours.sub(r"\g<year>!", "2025年3月ab") == theirs.sub(r"\g<year>!", "2025年3月ab")


def test_a_bad_pattern_is_told_and_never_kept() -> None:
    with pytest.raises(re.error):
        compiled("(甲", 0)
    keep()
    assert not keptregexes._kept.known


def test_code_that_the_engine_does_not_take_is_compiled_anew(kept: Path) -> None:
    pattern = compiled("甲+乙", 0)
    keep()
    (key, value), *_ = keptregexes._kept.known.items()
    for code in (b"\xff" * 16, b"", b"\x01"):
        cache.put(keptregexes._kept.name, {key: (value[0], code, *value[2:])})
        keptregexes.forget()
        again = compiled("甲+乙", 0)
        assert again.findall("甲甲乙") == pattern.findall("甲甲乙")


def test_without_a_cache_or_with_another_engine_patterns_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFCHECK_NO_CACHE", "1")
    assert compiled("甲", 0) == re.compile("甲")
    monkeypatch.delenv("ZFCHECK_NO_CACHE")
    monkeypatch.setattr("sys.implementation.name", "pypy")
    assert compiled("乙", 0) == re.compile("乙")
    assert not keptregexes._kept.new


def test_no_more_are_kept_than_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keptregexes, "MOST", 3)
    for word in "甲乙丙丁戊":
        assert compiled(word, 0).search(word)
    assert len(keptregexes._kept.new) == 3
