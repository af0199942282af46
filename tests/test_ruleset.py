"""Which rules run: packs, regions, selection, adjustment."""

from __future__ import annotations

from pathlib import Path

import pytest

from zfcheck.packtree import PackError
from zfcheck.rules import KINDS_OF_DOCUMENT
from zfcheck.ruleset import RuleSet, Selection, SelectionError, compile_rules
from zfcheck.selection import parse_day


def rule(name: str, more: str = "") -> str:
    return f"  - {{id: {name}, title: 题, kind: phrase, words: [甲]{more}}}\n"


@pytest.fixture
def write(tmp_path: Path):
    """`write(name, yaml)`: a pack file of that name; its path as text."""

    def run(name: str, text: str) -> str:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"pack: {name}\n{text}", encoding="utf-8")
        return str(path)

    return run


def compiled(*packs: str, **more) -> RuleSet:
    return compile_rules(Selection(packs, plugins=False, **more))


def ids(rules: RuleSet, pack: str) -> list[str]:
    return [c.rule.id for c in rules.rules if c.rule.pack == pack]


def test_the_built_in_packs_are_active_without_asking() -> None:
    rules = compiled()
    assert "core" in [pack.id for pack in rules.packs]
    assert ids(rules, "core")
    assert rules.schemes[0].when == 0
    assert {reader.name for reader in rules.readers} == {"docx", "office", "pdf", "markdown", "text"}
    assert {"text", "concise", "json"} <= {writer.name for writer in rules.writers}


def test_a_pack_is_added_by_path(write) -> None:
    rules = compiled(write("mine", f"rules:\n{rule('wording/a')}"))
    assert ids(rules, "mine") == ["wording/a"]
    assert ids(rules, "core")


def test_a_pack_that_is_not_there_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(SelectionError, match="core"):
        compiled("cora")


@pytest.mark.parametrize(
    ("selector", "left"),
    [
        ("wording/a", ["wording/a"]), ("mine:wording/a", ["wording/a"]), ("wording", ["wording/a", "wording/b"]),
        ("mine:", ["wording/a", "wording/b", "number/c"]), ("mine:number", ["number/c"]), ("wording/old", ["wording/b"]),
    ],
)  # fmt: skip
def test_select_and_ignore_take_ids_categories_packs_and_aliases(write, selector: str, left: list[str]) -> None:
    path = write(
        "mine", f"rules:\n{rule('wording/a')}{rule('wording/b', ', aliases: [wording/old]')}{rule('number/c')}"
    )
    assert ids(compiled(path, select=(selector,)), "mine") == left
    rest = ids(compiled(path, ignore=(selector,)), "mine")
    assert rest == [name for name in ("wording/a", "wording/b", "number/c") if name not in left]


def test_ignore_outranks_select() -> None:
    rules = compiled(select=("numbering",), ignore=("numbering/gap",))
    names = [c.rule.id for c in rules.rules]
    assert names and "numbering/gap" not in names
    assert all(name.startswith("numbering/") for name in names)


@pytest.mark.parametrize("field", ["select", "ignore"])
def test_an_unknown_selector_is_an_error_with_the_nearest(field: str) -> None:
    with pytest.raises(SelectionError, match="numbering/gap"):
        compiled(**{field: ("numbering/gapp",)})
    with pytest.raises(SelectionError, match="numbering"):
        compiled(**{field: ("numberin",)})


def test_a_regional_pack_waits_for_its_region(write) -> None:
    path = write("local", f"region: 云川\nrules:\n{rule('wording/a')}")
    named = compiled(path)
    assert ids(named, "local") == ["wording/a"]  # named on purpose
    assert ids(compiled(path, region="云川"), "local") == ["wording/a"]


def test_an_unknown_region_is_an_error(write) -> None:
    path = write("local", f"region: 云川\nrules:\n{rule('wording/a')}")
    with pytest.raises(SelectionError, match="云川"):
        compiled(path, region="云州")


def plugin(*paths: str):
    from zfcheck.hooks import hookimpl

    class Plugin:
        @hookimpl
        def zfcheck_packs(self) -> list[Path]:
            return [Path(path) for path in paths]

    return [("plugin", Plugin())]


def test_a_plugins_regional_and_optional_packs_wait_to_be_asked_for(write) -> None:
    local = write("local", f"region: 云川\nrules:\n{rule('wording/a')}")
    extra = write("extra", f"optional: true\nrules:\n{rule('wording/b')}")

    def active(*packs: str, region: str | None = None) -> set[str]:
        rules = compile_rules(Selection(packs, region, plugins=False), extra_plugins=plugin(local, extra))
        return {pack.id for pack in rules.packs} & {"local", "extra"}

    assert active() == set()
    assert active(region="云川") == {"local"}
    assert active("extra") == {"extra"}
    assert active("local") == {"local"}


def test_a_pack_comes_after_what_it_extends_and_brings_it_in(write) -> None:
    base = write("base", f"optional: true\nrules:\n{rule('wording/a')}")
    top = write("atop", f"extends: [base]\nrules:\n{rule('wording/b')}")
    rules = compile_rules(Selection((top,), plugins=False), extra_plugins=plugin(base))
    order = [pack.id for pack in rules.packs]
    assert order.index("base") < order.index("atop")


def test_a_missing_base_is_an_error_with_the_nearest(write) -> None:
    with pytest.raises(PackError, match="core"):
        compiled(write("mine", f"extends: [cora]\nrules:\n{rule('wording/a')}"))


def test_packs_that_extend_each_other_are_an_error(write) -> None:
    one = write("one", f"extends: [two]\nrules:\n{rule('wording/a')}")
    two = write("two", f"extends: [one]\nrules:\n{rule('wording/b')}")
    with pytest.raises(PackError, match=r"one → two → one|two → one → two"):
        compiled(one, two)


def test_adjust_changes_severity_and_switches_off(write) -> None:
    base = write("base", f"rules:\n{rule('wording/a')}{rule('wording/b')}{rule('wording/c')}")
    top = write("atop", 'extends: [base]\nadjust: {wording/a: error, "base:wording/b": "off"}\n')
    found = {c.rule.id: c.rule.severity.word for c in compiled(base, top).rules if c.rule.pack == "base"}
    assert found == {"wording/a": "error", "wording/c": "warning"}


def test_what_a_pack_switched_off_may_be_switched_off_again_but_not_raised(write) -> None:
    base = write("base", f"rules:\n{rule('wording/a')}{rule('wording/b')}")
    top = write("atop", "extends: [base]\nadjust: {wording/a: off}\n")
    assert ids(compiled(base, top, ignore=("wording/a",)), "base") == ["wording/b"]
    again = write("again", "extends: [atop]\nadjust: {wording/a: off}\n")
    assert ids(compiled(base, top, again), "base") == ["wording/b"]
    raised = write("raised", "extends: [atop]\nadjust: {wording/a: error}\n")
    with pytest.raises(PackError, match="规则“wording/a”已由规则包“atop”关闭"):
        compiled(base, top, raised)


def test_a_pack_that_is_not_in_use_cannot_be_selected(write) -> None:
    with pytest.raises(SelectionError, match="没有用到规则包“bas”。是否想写“base”？"):
        compiled(write("base", f"rules:\n{rule('wording/a')}"), select=("bas:",))


def test_adjust_of_an_unknown_rule_is_an_error_with_the_nearest(write) -> None:
    with pytest.raises(PackError, match="numbering/gap"):
        compiled(write("mine", "adjust: {numbering/gapp: info}\n"))


def test_trial_rules_speak_at_info_and_retired_ones_not_at_all(write) -> None:
    path = write(
        "mine",
        f"rules:\n{rule('wording/a', ', severity: error, status: trial')}{rule('wording/b', ', status: retired')}{rule('wording/c')}",
    )
    found = {c.rule.id: c.rule.severity.word for c in compiled(path).rules if c.rule.pack == "mine"}
    assert found == {"wording/a": "info", "wording/c": "warning"}


def test_a_rule_that_cannot_work_is_an_error_at_its_field(write) -> None:
    path = write(
        "mine",
        "rules:\n  - id: formulation/a\n    title: 题\n    kind: formulation\n    canonical: 平安\n    near: 1\n",
    )
    with pytest.raises(PackError) as caught:
        compiled(path)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (7, 5)
    assert "formulation/a" in problem.message


def test_sections_of_all_packs_are_shared(write) -> None:
    path = write(
        "mine",
        "sections: {achievements: [云川特有成绩单]}\n"
        "rules:\n  - {id: structure/a, title: 题, kind: section, sections: [{name: 成效, use: [achievements]}]}\n",
    )
    assert ids(compiled(path), "mine") == ["structure/a"]


def test_a_rule_is_found_by_id_full_id_and_alias(write) -> None:
    path = write("mine", f"rules:\n{rule('wording/b', ', aliases: [wording/old]')}")
    rules = compiled(path)
    for name in ("wording/b", "mine:wording/b", "wording/old"):
        assert [c.rule.id for c in rules.find(name)] == ["wording/b"]
    assert rules.find("wording/none") == []


def test_a_day_is_read_or_refused() -> None:
    assert str(parse_day("2025-06-30")) == "2025-06-30"
    assert parse_day(None) is None
    for text in ("2025-6-30", "2025-02-30", "昨天", ""):
        with pytest.raises(SelectionError):
            parse_day(text)


def test_a_rule_of_other_kinds_than_its_pack_speaks_of_none(write) -> None:
    """Unless somebody asks for the pack."""
    ours = (rule(f"wording/{name}", more) for name, more in (("a", ", applies: {kinds: [news]}"), ("b", "")))
    path = write("local", f"when: [notice]\nrules:\n{''.join(ours)}")
    rules = compile_rules(Selection(plugins=False), extra_plugins=plugin(path))
    kinds = {c.rule.id: c.rule.applies.kinds for c in rules.rules if c.rule.pack == "local"}
    assert kinds["wording/b"] == {"notice"}
    assert kinds["wording/a"] and not kinds["wording/a"] & set(KINDS_OF_DOCUMENT)
    asked = {c.rule.id: c.rule.applies.kinds for c in compiled(path).rules if c.rule.pack == "local"}
    assert (asked["wording/a"], asked["wording/b"]) == ({"news"}, set())


def test_a_plugins_pack_that_fails_sets_nothing(write) -> None:
    base = write("base", f"rules:\n{rule('wording/a')}")
    house = write(
        "house", "extends: [base]\nset:\n  wording/a: {words: [乙]}\n  wording/none: {words: [丙]}\nrules: []\n"
    )
    rules = compile_rules(Selection(plugins=False), extra_plugins=plugin(base, house))
    assert [pack.id for pack in rules.packs if pack.id in {"base", "house"}] == ["base"] and rules.faults
    assert [c.checker.literals for c in rules.rules if c.rule.pack == "base"] == [("甲",)]
