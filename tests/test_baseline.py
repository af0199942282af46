"""The baseline: what stays known under which edits, and that nothing new ever hides behind it."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.baseline import Baseline, BaselineError, Entry, load
from zfcheck.engine import check_bytes
from zfcheck.results import Result
from zfcheck.ruleset import RuleSet

TEXT = """云川市政法工作总结
一、主要工作
全市调解成功率达197.5%，居全省前列。各镇认真布署平安建设工作。
基层治理不断加强，群众满意度持续提升。
二、存在问题
有的地方工作一愁莫展。
三、下步打算
继续努力，再创佳绩。
"""
DAY = dt.date(2025, 7, 10)


def recorded(rules: RuleSet, folder: Path, text: str = TEXT, name: str = "a.txt") -> Path:
    """The baseline of one document, as a file."""
    baseline = Baseline(folder / "base.json")
    (folder / name).write_text(text, encoding="utf-8")
    check_bytes(rules, text.encode(), name, as_of=DAY, known=baseline.recording(folder / name))
    baseline.file.write_text(baseline.dump(), encoding="utf-8")
    return baseline.file


def check(rules: RuleSet, file: Path, text: str, name: str = "a.txt") -> tuple[Result, Baseline]:
    baseline = load(file)
    (file.parent / name).write_text(text, encoding="utf-8")
    known = baseline.known(file.parent / name)
    return check_bytes(rules, text.encode(), name, as_of=DAY, known=known), baseline


def new(result: Result) -> list[str]:
    assert result.document is not None
    return [result.document.slice(finding.span) for finding in result.findings]


def paragraph(text: str, start: str) -> str:
    return next(line for line in text.splitlines(keepends=True) if line.startswith(start))


FIRST = paragraph(TEXT, "全市")

EDITS = {
    "nothing": (TEXT, [], 0),
    "insert a line before": (TEXT.replace("一、主要", "2025年7月\n一、主要"), [], 0),
    "insert a sentence before": (TEXT.replace("全市调解", "上半年形势平稳。全市调解"), [], 0),
    "move within the section": (TEXT.replace(FIRST, "").replace("二、存在", FIRST + "二、存在"), [], 0),
    "move to another section": (TEXT.replace(FIRST, "").replace("继续努力", FIRST + "继续努力"), [], 0),
    "split the paragraph": (TEXT.replace("前列。各镇", "前列。\n各镇"), [], 0),
    "join paragraphs": (TEXT.replace("工作。\n基层", "工作。基层"), [], 0),
    "rename the heading": (TEXT.replace("一、主要工作", "一、工作开展情况"), [], 0),
    "number the heading anew": (TEXT.replace("二、存在", "三、存在").replace("三、下步", "四、下步").replace("一、主要", "一、开头\n平稳。\n二、主要"), [], 0),
    "change the sentence around": (TEXT.replace("各镇认真布署", "各镇街认真布署"), [], 0),
    "change one character of the marked words": (TEXT.replace("197.5%", "198.5%"), ["198.5%"], 1),
    "the same slip a second time": (TEXT.replace("继续努力", "认真布署，继续努力"), ["布署"], 0),
    "the same slip twice in one sentence": (TEXT.replace("认真布署", "认真布署、全面布署"), ["布署"], 0),
    "the same paragraph twice": (TEXT.replace(FIRST, FIRST + FIRST), ["197.5%", "布署"], 0),
    "another slip": (TEXT.replace("再创佳绩", "再接再励"), ["再接再励"], 0),
    "one mended": (TEXT.replace("布署", "部署"), [], 1),
    "one mended and one made": (TEXT.replace("布署", "部署").replace("再创佳绩", "再接再励"), ["再接再励"], 1),
    "all mended": (TEXT.replace("布署", "部署").replace("197.5%", "97.5%").replace("一愁", "一筹"), [], 3),
    "windows line ends": (TEXT.replace("\n", "\r\n"), [], 0),
}  # fmt: skip


def test_the_text_of_these_tests_has_three_flaws(rules: RuleSet) -> None:
    result = check_bytes(rules, TEXT.encode(), "a.txt", as_of=DAY)
    assert new(result) == ["197.5%", "布署", "一愁莫展"]


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit(rules: RuleSet, tmp_path: Path, edit: str) -> None:
    text, expected, gone = EDITS[edit]
    result, baseline = check(rules, recorded(rules, tmp_path), text)
    # A paragraph told twice is a finding of its own kind here; it is none of the baseline's.
    found = [text for text in new(result) if len(text) < 10]
    assert sorted(found) == sorted(expected)
    assert baseline.gone() == gone
    assert {known.source for known in result.suppressed} <= {"baseline"}


def test_a_renamed_file_stays_known_and_a_copy_does_not(rules: RuleSet, tmp_path: Path) -> None:
    file = recorded(rules, tmp_path)
    copied, _ = check(rules, file, TEXT, "b.txt")
    assert len(copied.findings) == 3
    (tmp_path / "b.txt").unlink()
    (tmp_path / "a.txt").unlink()
    renamed, baseline = check(rules, file, TEXT, "c.txt")
    assert renamed.findings == [] and len(renamed.suppressed) == 3
    # Two new files cannot both be the one that is gone.
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    second = check_bytes(rules, TEXT.encode(), "d.txt", as_of=DAY, known=baseline.known(tmp_path / "d.txt"))
    assert len(second.findings) == 3


def test_a_renamed_file_stays_known_when_it_was_edited_too(rules: RuleSet, tmp_path: Path) -> None:
    file = recorded(rules, tmp_path)
    (tmp_path / "a.txt").unlink()
    renamed, _ = check(rules, file, TEXT.replace("各镇认真布署", "各镇街认真布署"), "c.txt")
    assert renamed.findings == []


def test_a_new_file_does_not_hide_behind_one_that_is_gone(rules: RuleSet, tmp_path: Path) -> None:
    # The same words in a section of the same name are no sign of a renamed file.
    file = recorded(rules, tmp_path)
    (tmp_path / "a.txt").unlink()
    other = "云川市信访工作总结\n一、主要工作\n信访部门周密布署下访接访。\n"
    unrelated, _ = check(rules, file, other, "b.txt")
    assert "布署" in new(unrelated)
    # Nor is what has no words of its own, as where something is missing in a text without a title.
    missing = Entry("core:a/b", "", (), "f", "a")
    baseline = Baseline(tmp_path / "base.json", {"gone.txt": [missing]})
    met: dict[int, tuple[str, int]] = {}
    baseline._take_moved("b.txt", [missing], met)
    assert met == {}


def test_a_file_of_the_same_name_in_other_code_points_is_another_file(rules: RuleSet, tmp_path: Path) -> None:
    one, other = "caf\u00e9.txt", "cafe\u0301.txt"
    file = recorded(rules, tmp_path, name=one)
    if (tmp_path / other).exists():
        pytest.skip("one file under both names here")
    assert len(check(rules, file, TEXT, other)[0].findings) == 3
    (tmp_path / one).unlink()
    assert check(rules, file, TEXT, other)[0].findings == []  # written by another system
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8")
    assert len(check(rules, file, TEXT, "copy.txt")[0].findings) == 3


def test_rules_that_did_not_run_are_neither_gone_nor_pruned(rules: RuleSet, tmp_path: Path) -> None:
    file = recorded(rules, tmp_path)
    baseline = load(file)
    words = frozenset({"core:wording/variant-form"})
    known = baseline.known(tmp_path / "a.txt", words)
    check_bytes(rules, "云川市总结\n平稳。\n".encode(), "a.txt", as_of=DAY, known=known)
    slips = [entry.rule for entry in baseline.documents["a.txt"] if entry.rule in words]
    assert baseline.gone() == len(slips) == 1
    assert baseline.prune() == 1 and len(baseline.documents["a.txt"]) == 2
    baseline = load(file)
    recording = baseline.recording(tmp_path / "a.txt", words)
    check_bytes(rules, "云川市总结\n平稳。\n".encode(), "a.txt", as_of=DAY, known=recording)
    assert sorted({*words} & {entry.rule for entry in baseline.documents["a.txt"]}) == []
    assert len(baseline.documents["a.txt"]) >= 2


def test_the_entry_of_fewest_places_that_is_enough_is_met_first(tmp_path: Path) -> None:
    wide, narrow = (Entry("core:a/b", "词", (), "f", "a", places) for places in (3, 1))
    baseline = Baseline(tmp_path / "base.json", {"a.txt": [wide, narrow]})
    met: dict[int, tuple[str, int]] = {}
    baseline._take([narrow, wide], baseline._index(["a.txt"]), met)
    assert met == {0: ("a.txt", 1), 1: ("a.txt", 0)}


def test_pruning_takes_out_what_is_gone_and_nothing_else(rules: RuleSet, tmp_path: Path) -> None:
    file = recorded(rules, tmp_path)
    baseline = load(file)
    other = "云川市总结\n再接再励。\n"
    (tmp_path / "b.txt").write_text(other, encoding="utf-8")
    check_bytes(rules, other.encode(), "b.txt", as_of=DAY, known=baseline.recording(tmp_path / "b.txt"))
    text = TEXT.replace("布署", "部署") + "再接再励。\n"
    check_bytes(rules, text.encode(), "a.txt", as_of=DAY, known=baseline.known(tmp_path / "a.txt"))
    assert baseline.gone() == 1
    assert baseline.prune() == 1
    assert {name: len(entries) for name, entries in baseline.documents.items()} == {"a.txt": 2, "b.txt": 1}
    again = check_bytes(rules, text.encode(), "a.txt", as_of=DAY, known=baseline.known(tmp_path / "a.txt"))
    assert new(again) == ["再接再励"]  # pruning adds nothing
    (tmp_path / "b.txt").unlink()
    assert baseline.prune() == 1 and list(baseline.documents) == ["a.txt"]


def test_what_is_missing_is_known_by_what_is_said_of_it(rules: RuleSet, tmp_path: Path) -> None:
    # Findings without words of their own must not stand for one another.
    text = "云川市2025年政法工作总结\n一、主要工作\n平安建设形势平稳。\n二、其他\n平稳。\n"
    file = recorded(rules, tmp_path, text)
    result, _ = check(rules, file, text)
    assert result.findings == []


def test_the_file_is_the_same_for_the_same_findings_and_reads_back(rules: RuleSet, tmp_path: Path) -> None:
    file = recorded(rules, tmp_path)
    again = load(file)
    assert again.dump() == file.read_text(encoding="utf-8")
    random.Random(1).shuffle(again.documents["a.txt"])
    assert again.dump() == file.read_text(encoding="utf-8")
    values = json.loads(file.read_text(encoding="utf-8"))
    assert values["schema"] == "zfcheck-baseline/1"
    assert values["documents"]["a.txt"][0]["text"] == "197.5%"


@given(st.lists(st.sampled_from(TEXT.splitlines()[2:]), max_size=6), st.randoms())
def test_never_fewer_new_findings_than_there_are_more(
    rules: RuleSet, tmp_path_factory: pytest.TempPathFactory, lines: list[str], rng: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("base")
    file = recorded(rules, folder)
    body = [*TEXT.splitlines(), *lines]
    rng.shuffle(body)
    text = "\n".join(body) + "\n"
    result, _ = check(rules, file, text)
    (folder / "x").mkdir()
    before = raw(rules, TEXT, folder / "x")
    after = raw(rules, text, folder / "x")
    told = Counter(f.rule for f in result.findings)
    for rule, count in after.items():
        if count > before[rule]:
            assert told[rule], f"{rule}: {before[rule]} before, {count} now, and none is told"


def raw(rules: RuleSet, text: str, folder: Path) -> Counter[str]:
    """Every finding by rule, before those that say the same are told as one."""
    baseline = Baseline(folder / "raw.json")
    check_bytes(rules, text.encode(), "a.txt", as_of=DAY, known=baseline.recording(folder / "a.txt"))
    return Counter(entry.rule.partition(":")[2] for entries in baseline.documents.values() for entry in entries)


BAD = [
    ("", "1:1"),
    ("{", "1:2"),
    ('{"schema": "zfcheck-baseline/1",\n "documents": }', "2:15"),
    ("[]", "不是 zfcheck 的基线文件"),
    ('{"schema": "zfcheck-report/1", "documents": {}}', "不是 zfcheck 的基线文件"),
    ('{"schema": "zfcheck-baseline/1", "documents": {"a.txt": 3}}', "“a.txt”的第1条"),
    ('{"schema": "zfcheck-baseline/1", "documents": {"a.txt": [{"rule": "x"}]}}', "“a.txt”的第1条"),
    ("[" * 100_000, "不是 zfcheck 的基线文件"),
    ('{"schema": ' + "9" * 5_000 + "}", "不是 zfcheck 的基线文件"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
def test_a_bad_baseline_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "base.json").write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError) as error:
        load(tmp_path / "base.json")
    assert "base.json" in str(error.value) and words in str(error.value)


def test_a_baseline_that_is_missing_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="zfcheck baseline"):
        load(tmp_path / "none.json")
