"""What is known of rules without compiling them, and when it may be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import zfcheck
from zfcheck.facts import facts_of, load, may_be_kept
from zfcheck.ruleset import compile_rules
from zfcheck.selection import Selection

PLUGIN = """\
from pathlib import Path
from zfcheck.api import Writer, hookimpl
@hookimpl
def zfcheck_packs():
    return [Path(PACKS)]
"""
WRITERS = "@hookimpl\ndef zfcheck_writers():\n    return [Writer('mine', lambda report: '')]\n"
PACK = "pack: mine\ntitle: 自己的\nversion: '7'\nrules: []\n"


def test_they_come_back(checker: zfcheck.Checker) -> None:
    facts = facts_of(checker.rules)
    assert ".docx" in facts.suffixes and "core:number/rate-over-100" in facts.running
    assert "core" in {name for name, _ in facts.packs} and facts.bare
    assert load(facts.dump()) == facts
    assert load(None) is None


def plugin(place: Path, packs: Path, more: str = "") -> Selection:
    place.mkdir(exist_ok=True)
    packs.mkdir(exist_ok=True)
    (packs / "pack.yaml").write_text(PACK, encoding="utf-8")
    (place / "__init__.py").write_text(PLUGIN.replace("PACKS", repr(str(packs))) + more, encoding="utf-8")
    return Selection(plugins=False, plugin_paths=(str(place),))


@pytest.mark.usefixtures("cached")
def test_a_pack_outside_of_its_plugin_is_not_looked_after(tmp_path: Path) -> None:
    inside = plugin(tmp_path / "facts_one", tmp_path / "facts_one" / "packs")
    rules = compile_rules(inside)
    assert ("mine", "7") in facts_of(rules).packs
    assert may_be_kept(rules, inside.plugin_paths)
    outside = plugin(tmp_path / "facts_two", tmp_path / "packs")
    assert not may_be_kept(compile_rules(outside), outside.plugin_paths)


@pytest.mark.usefixtures("cached")
def test_a_plugin_that_failed_is_tried_again(tmp_path: Path) -> None:
    broken = plugin(tmp_path / "facts_three", tmp_path / "facts_three" / "packs", "raise RuntimeError\n")
    rules = compile_rules(broken)
    assert facts_of(rules).faults and not may_be_kept(rules, broken.plugin_paths)


@pytest.mark.usefixtures("cached")
def test_formats_of_plugins_are_with_the_plugins(tmp_path: Path) -> None:
    own = plugin(tmp_path / "facts_four", tmp_path / "facts_four" / "packs", WRITERS)
    assert not facts_of(compile_rules(own)).bare
