"""What is not told: accepted words, the file beside a document, rules that may not be ignored."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import zfcheck
from zfcheck.engine import check_bytes
from zfcheck.packtree import PackError
from zfcheck.results import Result
from zfcheck.rules import Place, fingerprint
from zfcheck.ruleset import RuleSet, Selection, SelectionError, compile_rules
from zfcheck.sidecar import read_ignores
from zfcheck.suppress import Ignore

PACK = """
pack: yunchuan
rules:
  - {id: wording/bad, kind: phrase, title: 坏词, severity: error, words: [{wrong: 坏词, right: 好词}], fail: [坏词], pass: [好词]}
  - {id: wording/strict, kind: phrase, title: 严词, severity: error, ignorable: false, words: [严词], fail: [严词], pass: [好词]}
  - {id: number/odd, kind: pattern, title: 怪数, severity: error, pattern: '13件', message: 怪数, fail: [13件], pass: [12件]}
"""
TEXT = "云川市总结\n坏词坏词通，严词严词通，共13件怪事。\n"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def rules(pack: str, **more: object) -> RuleSet:
    return compile_rules(Selection((pack,), select=("yunchuan:", "residue"), plugins=False, **more))  # type: ignore[arg-type]


def check(rules: RuleSet, *ignores: Ignore, text: str = TEXT) -> Result:
    return check_bytes(rules, text.encode(), "a.txt", as_of=dt.date(2025, 7, 1), ignores=ignores)


def told(result: Result) -> list[tuple[str, str]]:
    assert result.document is not None
    return [(f.rule, result.document.slice(f.span)) for f in result.findings if not f.rule.startswith("structure/")]


def test_an_accepted_word_covers_what_stands_inside_it(pack: str) -> None:
    result = check(rules(pack, accept=("坏词通", "严词通", "13件怪事")))
    # 坏词 outside 坏词通 is told, a rule that may not be ignored everywhere, and a number is no word.
    assert told(result) == [("wording/bad", "坏词"), ("wording/strict", "严词"), ("number/odd", "13件")]
    assert [len(f.related) for f in result.findings] == [0, 1, 0]
    (hidden,) = result.suppressed
    assert (hidden.source, hidden.finding.span.start) == ("settings", TEXT.index("坏词通"))
    assert "坏词通" in hidden.reason


def test_the_file_beside_ignores_by_rule_words_and_fingerprint(pack: str) -> None:
    active = rules(pack)
    assert len(told(check(active))) == 3
    place = Place("a.txt.zfcheck.yaml", 2, 5)
    by_rule = check(active, Ignore(("wording",), "引用", place))
    assert told(by_rule) == [("wording/strict", "严词"), ("number/odd", "13件")]
    assert {(s.source, s.reason) for s in by_rule.suppressed} == {("sidecar", "引用")}
    by_word = check(active, Ignore(("number/odd",), "引用", place, text="13件"))
    assert ("number/odd", "13件") not in told(by_word)
    plain = check(active)
    assert plain.document is not None
    (odd,) = [f for f in plain.findings if f.rule == "number/odd"]
    mark = fingerprint(odd, plain.document)
    assert ("number/odd", "13件") not in told(check(active, Ignore(("number/odd",), "引用", place, fingerprint=mark)))
    for stale in (
        Ignore(("number/odd",), "引用", place, text="14件"),
        Ignore(("number/odd",), "引用", place, fingerprint="0" * 16),
    ):
        result = check(active, stale)
        assert ("number/odd", "13件") in told(result)
        (message,) = [f.message for f in result.findings if f.rule == "residue/ignore-stale"]
        assert "a.txt.zfcheck.yaml:2:5" in message


def test_a_rule_that_may_not_be_ignored_cannot_be_overruled(pack: str, tmp_path: Path) -> None:
    active = rules(pack)
    strict = ("wording/strict", "严词")
    for text in (
        TEXT.replace("。", "。<!-- zfcheck: ignore wording/strict 理由 -->"),
        "<!-- zfcheck: ignore-file wording 理由 -->\n" + TEXT,
        "<!-- zfcheck: ignore-file yunchuan:wording/strict 理由 -->\n" + TEXT,
    ):
        assert strict in told(check(active, text=text))
    named = check(active, text=TEXT + "<!-- zfcheck: ignore-file wording/strict 理由 -->\n")
    assert any(f.rule == "residue/ignore-void" and "不允许忽略" in f.message for f in named.findings)
    assert strict in told(check(active, Ignore(("wording/strict",), "理由"), Ignore(("wording",), "理由")))
    with pytest.raises(SelectionError, match="不允许忽略"):
        compile_rules(Selection((pack,), ignore=("wording/strict",), plugins=False))
    by_category = compile_rules(Selection((pack,), ignore=("wording", "yunchuan:"), select=("number",), plugins=False))
    assert strict in told(check(by_category))
    for said in (
        "adjust: {wording/strict: 'off'}",
        "adjust: {wording/strict: info}",
        "set: {wording/strict: {words: [别的]}}",
    ):
        (tmp_path / "city.yaml").write_text(f"pack: city\nextends: [yunchuan]\n{said}\n", encoding="utf-8")
        with pytest.raises(PackError, match="不允许") as error:
            compile_rules(Selection((pack, str(tmp_path / "city.yaml")), plugins=False))
        assert error.value.problems[0].place.line == 3
    (tmp_path / "city.yaml").write_text("pack: city\nextends: [yunchuan]\nadjust: {wording: 'off'}\n", encoding="utf-8")
    city = compile_rules(Selection((pack, str(tmp_path / "city.yaml")), plugins=False))
    assert strict in told(check(city)) and ("wording/bad", "坏词") not in told(check(city))


def test_a_rule_that_may_not_be_ignored_is_no_echo_of_one_that_may(pack: str, tmp_path: Path) -> None:
    # Told as an echo of a rejected phrase around it, it would go with that phrase.
    (tmp_path / "own.yaml").write_text(
        "pack: own\nrules:\n  - {id: wording/around, kind: phrase, title: 长词, severity: error, words: [严词严词通], "
        "fail: [严词严词通], pass: [好词]}\n",
        encoding="utf-8",
    )
    active = compile_rules(
        Selection((pack, str(tmp_path / "own.yaml")), select=("yunchuan:", "own:"), ignore=("wording/bad",))
    )
    text = TEXT.replace("。", "。<!-- zfcheck: ignore wording/around 理由 -->")
    assert ("wording/strict", "严词") in told(check(active, text=TEXT))
    assert ("wording/strict", "严词") in told(check(active, text=text))


def test_a_pack_cannot_take_the_place_of_another(pack: str, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(PACK.replace(", ignorable: false", ""), encoding="utf-8")
    with pytest.raises(PackError, match="yunchuan”已被"):
        compile_rules(Selection((pack, str(tmp_path / "other.yaml")), plugins=False))
    compile_rules(Selection((pack, str(Path(pack).parent / "." / "pack.yaml")), plugins=False))
    # The name of what settings say of rules: its rules would be gone where settings say something.
    (tmp_path / "other.yaml").write_text(PACK.replace("yunchuan", "settings"), encoding="utf-8")
    with pytest.raises(PackError, match="settings”已被占用"):
        compile_rules(Selection((str(tmp_path / "other.yaml"),), plugins=False))


def test_an_old_name_of_a_rule_that_may_not_be_ignored_is_refused_as_well(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        PACK.replace("ignorable: false", "ignorable: false, aliases: [wording/old]"), encoding="utf-8"
    )
    with pytest.raises(SelectionError, match="不允许忽略"):
        compile_rules(Selection((str(tmp_path / "own.yaml"),), ignore=("wording/old",), plugins=False))


def test_without_notes_nothing_is_sifted(checker: zfcheck.Checker) -> None:
    assert checker.check_bytes(b"\xe4\xba\x91\xe5\xb7\x9d", "a.txt").suppressed == []


BAD_SIDECARS = [
    ("ignores: []\n", "1:1", "是否想写“ignore”"),
    ("ignore:\n  - {rule: wording/bad}\n", "2:5", "缺少“reason”"),
    ("ignore:\n  - {reason: 引用}\n", "2:5", "缺少“rule”"),
    ("ignore:\n  - {rule: wording/bad, reason: 引用, line: 3}\n", "2:37", "不认识“line”"),
    ("ignore:\n  - wording/bad\n", "2:5", "键: 值"),
    ("- wording/bad\n", "1:1", "键: 值"),
    ("ignore:\n  - {rule: wording/bad, reason: ''}\n", "2:5", "缺少“reason”"),
    ("ignore:\n  - {rule: wording/bad, reason: ' '}\n", "2:5", "缺少“reason”"),
    ("ignore:\n  - {rule: [], reason: 引用}\n", "2:5", "缺少“rule”"),
    ("ignore: [}\n", "1:10", "YAML 写法有误"),
]


@pytest.mark.parametrize(("text", "place", "words"), BAD_SIDECARS)
def test_a_bad_file_beside_a_document_names_the_place(tmp_path: Path, text: str, place: str, words: str) -> None:
    (tmp_path / "报告.docx.zfcheck.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_ignores(tmp_path / "报告.docx")
    assert f"报告.docx.zfcheck.yaml:{place}: " in str(error.value) and words in str(error.value)


def test_the_file_beside_a_document_is_read(tmp_path: Path) -> None:
    document = tmp_path / "报告.docx"
    assert read_ignores(document) == []
    text = "ignore:\n  - rule: [wording/bad, number]\n    text: 坏词\n    reason: 引用原文\n"
    (tmp_path / "报告.docx.zfcheck.yaml").write_text(text, encoding="utf-8")
    (found,) = read_ignores(document)
    assert (found.rules, found.text, found.reason, found.place.line) == (
        ("wording/bad", "number"),
        "坏词",
        "引用原文",
        2,
    )
    assert read_ignores(tmp_path / ("长" * 90)) == []
