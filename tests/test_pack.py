"""Packs: every field of the contract, and every mistake told with file, line, column and the nearest right word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from zfcheck.cases import run_case
from zfcheck.pack import Pack, load_pack
from zfcheck.packtree import PackError
from zfcheck.rules import Severity
from zfcheck.ruleset import known_kinds

RULE = "  - {id: wording/a, title: 题, kind: phrase, words: [甲]}\n"
KINDS = known_kinds()


@pytest.fixture
def load(tmp_path: Path):
    """`load(yaml, **files)`: the pack of a folder that holds `pack.yaml` and other files (`a_tsv` is `a.tsv`)."""

    def run(text: str, **files: str) -> Pack:
        (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_text(content, encoding="utf-8")
        return load_pack(tmp_path, KINDS)

    return run


@pytest.fixture
def refused(load, tmp_path: Path):
    """`refused(yaml, **files)`: the problems as `line:column message`, file name in front where it is not pack.yaml."""

    def run(text: str, **files: str) -> list[str]:
        with pytest.raises(PackError) as caught:
            load(text, **files)
        shown = [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]
        return [problem.removeprefix("pack.yaml:") for problem in shown]

    return run


def test_every_common_field_is_read(load) -> None:
    pack = load(
        """
pack: yunchuan
title: 云川用语
version: "2026.1"
extends: [core]
region: 云川
optional: true
rules:
  - id: formulation/peace
    kind: formulation
    title: 平安云川
    severity: error
    basis: 云川市委决定
    why: 缘由
    advice: 改法
    status: trial
    ignorable: false
    aliases: [formulation/old]
    canonical: 平安云川建设
    wrong: [平安云川建造]
    valid: {from: 2020-06, until: null}
    applies: {kinds: [work-summary, notice], places: [正文, 表格], since: 2020-06, until: 2024}
    unless: {before: [（甲, 乙], after: [丙], near: [丁], quoted: true}
    fail:
      - {text: 平安云川建造。, mark: 平安云川建造, fixed: 平安云川建设。, kind: notice, date: 2021-01-01}
    pass: [平安云川建设。]
"""
    )
    assert (pack.id, pack.title, pack.version) == ("yunchuan", "云川用语", "2026.1")
    assert (pack.extends, pack.region, pack.optional) == (("core",), "云川", True)
    (source,) = pack.rules
    rule = source.rule
    assert (rule.id, rule.pack, rule.kind, rule.title) == ("formulation/peace", "yunchuan", "formulation", "平安云川")
    assert (rule.severity, rule.status, rule.ignorable) == (Severity.ERROR, "trial", False)
    assert (rule.basis, rule.why, rule.advice, rule.aliases) == ("云川市委决定", "缘由", "改法", ("formulation/old",))
    assert rule.applies.kinds == {"work-summary", "notice"}
    assert rule.applies.places == {"正文", "表格"}
    assert (rule.applies.window.since, rule.applies.window.until) == (dt.date(2020, 6, 1), dt.date(2024, 12, 31))
    assert rule.unless.before == ("(甲", "乙")
    assert (rule.unless.after, rule.unless.near, rule.unless.quoted) == (("丙",), ("丁",), True)
    (case,) = rule.fail
    assert (case.text, case.mark, case.fixed) == ("平安云川建造。", "平安云川建造", "平安云川建设。")
    assert (case.kind, case.date, case.place.line) == ("notice", "2021-01-01", 25)
    assert [case.text for case in rule.passing] == ["平安云川建设。"]
    assert source.fields["canonical"] == "平安云川建设"
    assert source.places["valid"].line == 21


def test_what_is_left_out_has_its_default(load) -> None:
    (source,) = load(f"pack: a\nrules:\n{RULE}").rules
    rule = source.rule
    assert (rule.severity, rule.status, rule.ignorable, rule.fail) == (Severity.WARNING, "stable", True, ())
    assert not rule.applies.window and not rule.unless


def test_several_files_of_a_folder_are_one_pack(load) -> None:
    pack = load(f"pack: a\ntitle: 题\nrules:\n{RULE}", b_yaml=f"pack: a\nrules:\n{RULE.replace('/a', '/b')}")
    assert [source.rule.id for source in pack.rules] == ["wording/b", "wording/a"]
    assert pack.title == "题"


def test_a_single_file_is_a_pack(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"pack: a\nrules:\n{RULE}", encoding="utf-8")
    assert [source.rule.id for source in load_pack(path, KINDS).rules] == ["wording/a"]


def test_schemes_enumerations_sections_and_adjust_are_read(load) -> None:
    pack = load(
        """
pack: a
schemes:
  - {id: s, title: 题, when: 2, levels: [第一章, {form: 一、, wrong: ["一，"], not_followed: 季度, level: 3}]}
enumerations:
  - {id: e, title: 题, form: 一是}
  - {id: w, title: 题, words: [首先, 其次], closes: [最后]}
sections:
  done: [成效, 做法]
adjust: {wording/x: "off", numbering: info}
"""
    )
    (scheme,) = pack.schemes
    assert [(level.level, level.right.example) for level in scheme.levels] == [(1, "第一章"), (3, "一、")]
    assert [style.id for style in pack.enumerations] == ["e", "w"]
    assert pack.sections == {"done": ("成效", "做法")}
    assert {name: severity for name, (severity, _) in pack.adjust.items()} == {
        "wording/x": None,
        "numbering": Severity.INFO,
    }


# -- tables ------------------------------------------------------------------------------------------------------


def test_a_rule_may_take_rows_from_a_table_beside_it(load) -> None:
    pack = load(
        "pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, words: [甲], include: w.tsv}\n",
        w_tsv="# 说明\nwrong\tright\n布署\t部署\n帐号\t账号\n",
    )
    (source,) = pack.rules
    assert [(word["wrong"], word.get("right")) for word in source.fields["words"]] == [
        ("甲", None), ("布署", "部署"), ("帐号", "账号"),
    ]  # fmt: skip


def test_a_cell_of_a_column_that_holds_a_list_is_split(load) -> None:
    pack = load(
        "pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, include: w.tsv}\n",
        w_tsv="wrong\tright\tafter\tnot_before\tnote\twhole\n反应\t反映\t问题； 诉求；\t药物\t甲；乙\t否\n",
    )
    (word,) = pack.rules[0].fields["words"]
    assert (word["after"], word["not_before"], word["note"]) == (("问题", "诉求"), ("药物",), "甲；乙")
    assert word["whole"] is False


def test_a_mistake_in_a_row_of_a_rule_is_told_at_its_cell(refused) -> None:
    (problem,) = refused(
        "pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, include: w.tsv}\n",
        w_tsv="wrong\tright\tafer\n反应\t反映\t问题\n",
    )
    assert problem.startswith("w.tsv:2:7:")
    assert "“after”" in problem


def test_rows_of_a_table_may_be_rules(load) -> None:
    pack = load(
        "pack: a\ninclude:\n  - {file: f.tsv, rule: {kind: formulation, severity: error}}\n",
        f_tsv="id\ttitle\tcanonical\twrong\tfail\tpass\nformulation/a\t甲\t平安云川\t平安云；平川\t平安云。\t平安云川。\n",
    )
    (source,) = pack.rules
    assert (source.rule.id, source.rule.severity) == ("formulation/a", Severity.ERROR)
    assert [wrong["text"] for wrong in source.fields["wrong"]] == ["平安云", "平川"]
    assert [case.text for case in source.rule.fail] == ["平安云。"]


def test_a_mistake_in_a_table_is_told_at_its_cell(refused) -> None:
    problems = refused(
        "pack: a\ninclude: f.tsv\n",
        f_tsv="id\ttitle\tkind\tseverity\tcanonical\twrong\nformulation/a\t甲\tformulation\terorr\t平安\t平\n",
    )
    assert len(problems) == 1
    assert problems[0].startswith("f.tsv:2:")
    assert "“error”" in problems[0]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("include: none.tsv", "none.tsv"),
        ("include: ../f.tsv", "../f.tsv"),
        ("include: /etc/hostname", "/etc/hostname"),
        ("include: sub/f.tsv", "sub/f.tsv"),
        ("include: .", "“.”"),
    ],
)
def test_a_table_elsewhere_or_nowhere_is_refused(refused, tmp_path: Path, line: str, word: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "f.tsv").write_text("id\n", encoding="utf-8")
    (tmp_path.parent / "f.tsv").write_text("id\n", encoding="utf-8")
    problems = refused(f"pack: a\n{line}\n")
    assert len(problems) == 1
    assert problems[0].startswith("2:10:")
    assert word in problems[0]


def test_a_link_that_leads_out_of_the_folder_is_refused(refused, tmp_path: Path) -> None:
    outside = tmp_path.parent / "secret.tsv"
    outside.write_text("wrong\n甲\n", encoding="utf-8")
    (tmp_path / "w.tsv").symlink_to(outside)
    assert refused("pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, include: w.tsv}\n")


def test_a_row_with_too_many_cells_is_refused(refused) -> None:
    problems = refused(
        "pack: a\nrules:\n  - {id: wording/a, title: 题, kind: phrase, include: w.tsv}\n", w_tsv="wrong\n甲\t乙\n"
    )
    assert any(problem.startswith("w.tsv:2:1:") for problem in problems)


def test_a_kind_without_a_table_takes_no_include(refused) -> None:
    (problem,) = refused(
        "pack: a\nrules:\n  - {id: wording/a, title: 题, kind: pattern, pattern: 甲, include: w.tsv}\n", w_tsv="a\n"
    )
    assert problem.startswith("3:")


# -- mistakes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "place", "word"),
    [
        ("id: wording/a, title: 题, kind: phrase, words: [甲], serverity: error", "3:57", "“severity”"),
        ("id: wording/a, title: 题, kind: phrase, word: [甲]", "3:45", "“words”"),
        ("id: wording/a, title: 题, kind: phrse, words: [甲]", "3:37", "“phrase”"),
        ("id: wording/a, title: 题, words: [甲]", "3:5", "“kind”"),
        ("title: 题, kind: phrase, words: [甲]", "3:5", "“id”"),
        ("id: wording/a, kind: phrase, words: [甲]", "3:5", "“title”"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], severity: erorr", "3:67", "“error”"),
        ("id: wordign/a, title: 题, kind: phrase, words: [甲]", "3:10", "“wording”"),
        ("id: wording, title: 题, kind: phrase, words: [甲]", "3:10", "“wording”"),
        ("id: wording/A B, title: 题, kind: phrase, words: [甲]", "3:10", "wording/A B"),
        ("id: wording/甲, title: 题, kind: phrase, words: [甲]", "3:10", "wording/甲"),
        ("id: wording/a, title: 题, kind: pattern, pattern: '(甲'", "3:55", "pattern"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], applies: {kinds: [work-sumary]}", "3:75", "“work-summary”"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], applies: {places: [正文本]}", "3:76", "正文"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], applies: {since: 2020-13}", "3:66", "2020-13"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], unless: {befor: [乙]}", "3:66", "“before”"),
        ("id: wording/a, title: 题, kind: phrase, words: [{wrongs: 甲}]", "3:53", "“wrong”"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], fail: [{txt: 甲}]", "3:65", "“text”"),
        ("id: wording/a, title: 题, kind: formulation, wrong: [甲]", "3:5", "canonical"),
        ("id: wording/a, title: 题, kind: formulation, canonical: 甲, valid: {form: 2020}", "3:72", "“from”"),
        ("id: [wording/a], title: 题, kind: phrase, words: [甲]", "3:10", "“id”"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], ignorable: maybe", "3:68", "true"),
        ("id: wording/a, title: 题, kind: phrase, words: [甲], status: triall", "3:65", "“trial”"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule_is_told_at_its_place_with_the_right_word(
    refused, rule: str, place: str, word: str
) -> None:
    problems = refused(f"pack: a\nrules:\n  - {{{rule}}}\n")
    assert any(problem.startswith(f"{place}: ") and word in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("pakc: a\n", "1:1", "“pack”"),
        ("title: 题\n", "1:1", "“pack”"),
        ("pack: A b\n", "1:1", "A b"),
        ("pack: a\nrule: []\n", "2:1", "“rules”"),
        ("pack: a\noptional: perhaps\n", "2:11", "true"),
        ("pack: a\nadjust: {wording/a: silent}\n", "2:21", "off"),
        ("pack: a\nschemes: [{id: s, title: 题, levels: [甲、]}]\n", "2:38", "甲、"),
        ("pack: a\nenumerations: [{id: e, title: 题}]\n", "2:16", "form"),
        ("pack: a\nsections: {done: '(成效'}\n", "2:18", "done"),
        ("pack: a\nrules: 甲\n", "2:8", "键"),
        ("- pack: a\n", "1:1", "键"),
        ("pack: a\npack: b\n", "2:1", "第 1 行"),
    ],
)
def test_a_mistake_in_the_pack_is_told_at_its_place(refused, text: str, place: str, word: str) -> None:
    problems = refused(text)
    assert any(problem.startswith(f"{place}: ") and word in problem for problem in problems), problems


def test_an_id_given_twice_is_refused_with_both_places(refused) -> None:
    (problem,) = refused(f"pack: a\nrules:\n{RULE}{RULE}")
    assert problem.startswith("4:10: ")
    assert "pack.yaml:3:10" in problem


def test_two_files_must_name_the_same_pack(refused) -> None:
    (problem,) = refused(f"pack: b\nrules:\n{RULE}", a_yaml="pack: a\n")
    assert problem.startswith("1:")


def test_all_problems_are_told_at_once_in_order(refused) -> None:
    problems = refused(
        "pack: a\nversoin: 1\nrules:\n"
        "  - {id: wording/a, title: 题, kind: phrse}\n"
        "  - {id: wording/b, kind: pattern, pattern: '('}\n"
        "  - {id: wordng/c, title: 题, kind: phrase, words: [甲], severity: bad}\n",
        z_yaml="pack: a\nrules: [{}]\n",
    )
    lines = [int(problem.split(":")[0]) for problem in problems if problem[0].isdigit()]
    assert lines == [2, 4, 5, 5, 6, 6]
    assert problems[-1].startswith("z.yaml:2:")


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(PackError):
            load_pack(path, KINDS)


def test_words_that_yaml_would_guess_at_stay_text(load) -> None:
    (source,) = load(
        "pack: a\nversion: 010\nrules:\n  - {id: wording/a, title: on, kind: phrase, words: [12:30, 0x1F, no, 1.10]}\n"
    ).rules
    assert source.rule.title == "on"
    assert [word["wrong"] for word in source.fields["words"]] == ["12:30", "0x1F", "no", "1.10"]


def test_a_case_may_be_markdown(rules) -> None:
    """So that it can hold a table; the same text read as plain text has none."""
    compiled = rules.find("number/table-total")[0]
    case = compiled.rule.fail[0]
    assert case.format == "md"
    result, document = run_case(compiled, rules, case)
    assert [document.slice(finding.span) for finding in result.findings] == [case.mark]
    assert run_case(compiled, rules, replace(case, format="text"))[0].findings == []
