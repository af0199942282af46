"""What `pack check` finds out about a pack: overlaps, coverage, and which pack a path means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zfcheck.packcheck import Checked, check_packs

pytestmark = pytest.mark.usefixtures("cached")

Check = Callable[..., Checked]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """`check(rules, **tables)`: what came of a pack with these rules."""
    monkeypatch.chdir(tmp_path)

    def run(rules: str, head: str = "", **tables: str) -> Checked:
        Path("pack.yaml").write_text(f"pack: yunchuan\n{head}rules:\n{rules}", encoding="utf-8")
        for name, content in tables.items():
            Path(f"{name}.tsv").write_text(content, encoding="utf-8")
        (checked,) = check_packs(["pack.yaml"])
        return checked

    return run


def phrase(name: str, words: str, fail: str, passing: str = "写云川。", more: str = "") -> str:
    return f"  - {{id: {name}, title: 题, kind: phrase, words: {words}, fail: [{fail}], pass: [{passing}]{more}}}\n"


def shown(problems: list[object]) -> list[str]:
    return [str(problem) for problem in problems]


def test_a_good_pack_has_nothing_to_say(check: Check) -> None:
    checked = check(phrase("wording/a", "[云川甲词, 云川乙词]", "写云川甲词、云川乙词。"))
    assert (checked.problems, checked.warnings, checked.hints) == ([], [], [])
    assert (checked.name, checked.rules, checked.cases) == ("yunchuan", 1, 2)


def test_words_without_a_case_are_a_hint(check: Check) -> None:
    checked = check(phrase("wording/a", "[云川甲词, 云川乙词, 云川丙词]", "写云川甲词。"))
    assert checked.problems == []
    assert shown(checked.hints) == ["pack.yaml:3:5: 规则 wording/a 列了3项，有2项没有例子，如“云川乙词”、“云川丙词”。"]


def test_branches_of_a_pattern_without_a_case_are_a_hint(check: Check) -> None:
    checked = check(
        "  - {id: wording/a, title: 题, kind: pattern, pattern: [云川(甲|乙), 云川丙|云川丁], fail: [写云川甲。, 写云川丁。], pass: [写云川。]}\n"
    )
    assert shown(checked.hints) == ["pack.yaml:3:5: 规则 wording/a 列了3项，有1项没有例子，如“云川丙”。"]


def test_many_hints_are_told_as_a_number_unless_asked_for(check: Check) -> None:
    checked = check("".join(phrase(f"wording/{n}", f"[云川甲{n}, 云川乙{n}]", f"写云川甲{n}。") for n in "abcdef"))
    assert shown(checked.hints) == ["pack.yaml: 6条规则的列表里有没有例子的项；加 --coverage 逐条列出。"]
    (every,) = check_packs(["pack.yaml"], every_hint=True)
    assert len(every.hints) == 6


def test_a_word_that_can_never_be_found_is_a_hint(check: Check) -> None:
    words = "[云川甲词, {wrong: 云川乙词, except: [云川乙词]}]"
    checked = check(phrase("wording/a", words, "写云川甲词。", "写云川乙词。"))
    assert shown(checked.hints) == [
        "pack.yaml:3:59: 规则 wording/a 查不出“云川乙词”：它被例外（except、unless 等）或同一规则里的别的词挡住了。"
    ]


def test_a_word_with_two_sorts_of_advice_is_a_warning_with_both_places(check: Check) -> None:
    checked = check(
        phrase("wording/a", "[{wrong: 云川甲词, right: 云川丙词}]", "写云川甲词。")
        + phrase("wording/b", "[{wrong: 云川甲词, right: 云川丁词}]", "写云川甲词。")
    )
    assert checked.problems == []
    assert any(
        line.startswith(
            "pack.yaml:4:53: 规则 yunchuan:wording/a 也查“云川甲词”，改法不同：那里改为“云川丙词”，这里改为“云川丁词”"
        )
        and "pack.yaml:3:53" in line
        for line in shown(checked.warnings)
    )


def test_a_word_listed_twice_is_a_warning(check: Check) -> None:
    checked = check(phrase("wording/a", "[云川甲词, 云川甲词]", "写云川甲词。"))
    assert shown(checked.warnings) == ["pack.yaml:3:59: “云川甲词”列了两次，前一处在 pack.yaml:3:53。请删去一处。"]


def test_the_same_word_under_other_guards_is_none(check: Check) -> None:
    words = "[{wrong: 云川甲词, right: 乙, before: [写]}, {wrong: 云川甲词, right: 丙, before: [读]}]"
    assert check(phrase("wording/a", words, "写云川甲词。")).warnings == []


def test_an_id_of_another_pack_is_a_warning_with_both_places(check: Check) -> None:
    checked = check(phrase("punctuation/doubled", "[云川甲词]", "写云川甲词。"))
    (warning,) = shown(checked.warnings)
    assert warning.startswith("pack.yaml:3:6: 规则名称“punctuation/doubled”和规则包 core 的一条相同（")
    assert "punctuation.yaml:" in warning


def test_what_one_rule_calls_right_and_another_wrong_is_a_problem(check: Check) -> None:
    checked = check(
        phrase("wording/a", "[{wrong: 云川甲词, right: 云川乙词}]", "写云川甲词。")
        + phrase("wording/b", "[云川乙词]", "写云川乙词。")
    )
    assert shown(checked.problems) == [
        "pack.yaml:3:53: 规则 yunchuan:wording/a 说“云川乙词”是对的，规则 yunchuan:wording/b（pack.yaml:4:5）却报它有问题。请改其中一条。"
    ]


def test_a_rule_against_the_packs_that_it_comes_beside_is_a_problem(check: Check) -> None:
    (problem,) = shown(
        check(phrase("wording/a", "[人民至上、自信自立]", "坚持人民至上、自信自立。"), "extends: [zhengfa]\n").problems
    )
    assert problem.startswith("pack.yaml:4:5: 规则 yunchuan:wording/a 会报“")


def test_a_hint_is_no_contradiction(check: Check) -> None:
    checked = check(
        phrase("wording/a", "[{wrong: 云川甲词, right: 云川乙词}]", "写云川甲词。")
        + phrase("wording/b", "[云川乙词]", "写云川乙词。", more=", severity: info")
    )
    assert checked.problems == []


def test_a_sentence_that_another_rule_flags_is_a_warning(check: Check) -> None:
    checked = check(
        phrase("wording/a", "[云川甲词]", "写云川甲词。", "写云川乙词。")
        + phrase("wording/b", "[云川乙词]", "写云川乙词。")
    )
    assert checked.problems == []
    assert shown(checked.warnings) == [
        "pack.yaml:3:83: 规则 yunchuan:wording/a 的例子里，“云川乙词”会被规则 yunchuan:wording/b（pack.yaml:4:5）报出来。请核对哪一条对。"
    ]


# -- paths -------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of two files and a table, beside two packs of one file each."""
    monkeypatch.chdir(tmp_path)
    rule = phrase("wording/a", "[云川甲词]", "写云川甲词。")
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "a.yaml").write_text(f"pack: whole\nrules:\n{rule}", encoding="utf-8")
    (tmp_path / "whole" / "b.yaml").write_text(
        f"pack: whole\nrules:\n{rule.replace('/a', '/b').replace('甲', '丁')}", encoding="utf-8"
    )
    (tmp_path / "whole" / "w.tsv").write_text("wrong\n云川乙词\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text(
        f"pack: one\nrules:\n{rule.replace('words: [云川甲词]', 'include: w.tsv')}", encoding="utf-8"
    )
    (tmp_path / "two.yaml").write_text(f"pack: two\nrules:\n{rule}", encoding="utf-8")
    (tmp_path / "w.tsv").write_text("wrong\n云川甲词\n", encoding="utf-8")
    (tmp_path / "stray").mkdir()
    (tmp_path / "stray" / "x.tsv").write_text("wrong\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "packs"),
    [
        (["whole"], ["whole"]),
        (["whole/a.yaml", "whole/b.yaml", "whole/w.tsv", "whole"], ["whole"]),
        (["one.yaml"], ["one"]),
        (["w.tsv"], ["one"]),
        (["two.yaml", "w.tsv", "one.yaml"], ["two", "one"]),
    ],
)
def test_a_path_means_its_pack_and_each_pack_is_checked_once(folder: Path, paths: list[str], packs: list[str]) -> None:
    checked = check_packs(paths)
    assert [one.name for one in checked] == packs
    assert [one.problems for one in checked] == [[] for _ in packs]


def test_a_folder_of_packs_means_all_of_them(folder: Path) -> None:
    (folder / "packs" / "second").mkdir(parents=True)
    (folder / "whole").rename(folder / "packs" / "whole")
    (folder / "two.yaml").rename(folder / "packs" / "second" / "two.yaml")
    assert [one.name for one in check_packs(["packs", "packs/second/two.yaml"])] == ["two", "whole"]


def test_a_table_of_no_pack_is_told(folder: Path) -> None:
    (checked,) = check_packs(["stray/x.tsv"])
    assert shown(checked.problems) == [
        "stray/x.tsv: 旁边没有规则包引用这个表格。请在规则包里写 include: x.tsv，或删去它。"
    ]


def test_the_packs_that_we_ship_say_nothing_against_each_other(rules) -> None:
    from zfcheck.packcheck.coverage import never_found
    from zfcheck.packcheck.overlaps import overlaps

    for pack in rules.packs:
        sources = [source for source in rules.sources() if source.rule.pack == pack.id]
        found = overlaps(sources, rules)
        assert shown(found.contradictions) == []
        assert shown(found.twice) == []
        own = {compiled.rule.id: compiled for compiled in rules.rules if compiled.rule.pack == pack.id}
        assert shown(list(never_found(sources, own, rules))) == []


def test_a_folder_may_hold_packs_one_on_top_of_another(tmp_path: Path) -> None:
    rule = "  - {id: wording/%s, kind: phrase, title: 题, words: [%s], fail: [%s], pass: [平安]}\n"
    (tmp_path / "province.yaml").write_text("pack: province\nrules:\n" + rule % ("a", "给力", "给力"), encoding="utf-8")
    (tmp_path / "city.yaml").write_text(
        "pack: city\nextends: [province]\nadjust: {wording/a: info}\nrules:\n" + rule % ("b", "点赞", "点赞"),
        encoding="utf-8",
    )
    assert [(one.name, one.problems) for one in check_packs([str(tmp_path)])] == [("city", []), ("province", [])]
    assert [(one.name, one.problems) for one in check_packs([str(tmp_path / "city.yaml")])] == [("city", [])]
    (tmp_path / "province.yaml").write_text("pack: province\nrules: [{id: x}]\n", encoding="utf-8")
    (checked,) = check_packs([str(tmp_path / "city.yaml")])
    assert "province.yaml:2" in str(checked.problems[0])
