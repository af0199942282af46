"""One document through the rules: guards that every rule may have, faults instead of crashes, stable order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.engine import check_bytes
from zfcheck.fixes import apply_fixes
from zfcheck.rules import Edit, Finding, Fix, Rule, Severity
from zfcheck.ruleset import Compiled
from zfcheck.span import Span

WORD = "kind: phrase\nwords: [毛病]\n"


# -- applies -----------------------------------------------------------------------------------------------------


def test_a_rule_for_some_kinds_is_silent_in_others(ask) -> None:
    rule = WORD + "applies: {kinds: [work-summary, notice]}"
    assert ask(rule, "有毛病。", kind="notice").marked == ["毛病"]
    assert ask(rule, "有毛病。", kind="speech").marked == []
    assert ask(rule, "云川市2025年工作总结\n全市有毛病，形势平稳。").marked == ["毛病"]


def test_a_rule_for_some_places_is_silent_in_others(ask) -> None:
    text = "前有毛病。\n\n| 甲 | 毛病 |\n|---|---|\n| 乙 | 丙 |\n"
    assert len(ask(WORD, text, name="a.md").marked) == 2
    (inside,) = ask(WORD + "applies: {places: [表格]}", text, name="a.md").findings
    (outside,) = ask(WORD + "applies: {places: [正文]}", text, name="a.md").findings
    assert outside.span.start < inside.span.start


@pytest.mark.parametrize(
    ("as_of", "severities"),
    [("2020-12-31", []), ("2021-01-01", ["error"]), ("2023-06-30", ["error"]), ("2023-07-01", []), (None, ["info"])],
)
def test_a_dated_rule_speaks_in_its_time_and_whispers_without_a_date(
    ask, as_of: str | None, severities: list[str]
) -> None:
    assert ask(WORD + "applies: {since: 2021, until: 2023-06}", "有毛病。", as_of=as_of).severities == severities


def test_a_document_of_a_year_that_the_window_cuts_is_undecided(ask) -> None:
    text = "云川市2023年工作总结\n全市有毛病，形势平稳。"
    assert ask(WORD + "applies: {until: 2023-06}", text).severities == ["info"]
    assert ask(WORD + "applies: {since: 2023}", text).severities == ["error"]


# -- unless ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unless", "text", "marked"),
    [
        ("before: [没有, 老]", "没有毛病，老毛病，有毛病。", ["毛病"]),
        ("after: [之处]", "毛病之处，毛病处。", ["毛病"]),
        ("after: [（已改）]", "毛病(已改)，毛病（未改）。", ["毛病"]),
        ("near: [整改]", "整改毛病。\n有毛病。全面整改。", ["毛病"]),
        ("near: [整改]", "毛病已经整改；毛病仍在。", ["毛病"]),
        ("quoted: true", "“毛病”一词，《毛病》一书，毛病。", ["毛病"]),
        ("quoted: true", "“甲”毛病。", ["毛病"]),
        ("quoted: true", "“甲‘乙’毛病”", []),
        ("quoted: true", "“甲\n毛病。", ["毛病"]),
        ("quoted: false", "“毛病”", ["毛病"]),
    ],
)
def test_what_stands_around_a_place_may_excuse_it(ask, unless: str, text: str, marked: list[str]) -> None:
    assert ask(f"{WORD}unless: {{{unless}}}", text).marked == marked


# -- findings ----------------------------------------------------------------------------------------------------


class Scripted:
    """A checker that gives what it was made with, and raises what is an exception."""

    def __init__(self, *items: Finding | Exception, literals: tuple[str, ...] = ()) -> None:
        self.items = items
        self.literals = literals
        self.hits: list = []

    def check(self, document, hits):
        self.hits = hits
        for item in self.items:
            if isinstance(item, Exception):
                raise item
            yield item


@pytest.fixture
def run(rules):
    """`run({rule id: checker}, text)`: the result of these rules alone."""

    def check(checkers: dict[str, Scripted], text: str = "云川市形势平稳。", **rule):
        compiled = [
            Compiled(Rule(name, "题", "x", Severity.WARNING, pack="p", **rule), checker)
            for name, checker in checkers.items()
        ]
        return check_bytes(rules.only(compiled), text.encode(), "a.txt")

    return check


def test_findings_come_by_place_then_rule(run) -> None:
    early, late = Finding(Span(0, 2), "甲"), Finding(Span(4, 6), "乙")
    result = run({"number/z": Scripted(late, early), "number/a": Scripted(late, early)})
    assert [(f.span.start, f.rule) for f in result.findings] == [
        (0, "number/a"), (0, "number/z"), (4, "number/a"), (4, "number/z"),
    ]  # fmt: skip


def test_the_engine_fills_in_rule_pack_severity_and_advice(run) -> None:
    result = run(
        {"wording/a": Scripted(Finding(Span(0, 1), "甲"), Finding(Span(1, 2), "乙", advice="照办"))}, advice="改"
    )
    assert [(f.rule, f.pack, f.severity, f.advice) for f in result.findings] == [
        ("wording/a", "p", Severity.WARNING, "改"), ("wording/a", "p", Severity.WARNING, "照办"),
    ]  # fmt: skip


def test_a_finding_may_be_milder_than_its_rule_but_not_worse(run) -> None:
    mild, bad = Finding(Span(0, 1), "甲", severity=Severity.INFO), Finding(Span(1, 2), "乙", severity=Severity.ERROR)
    assert [f.severity for f in run({"wording/a": Scripted(mild, bad)}).findings] == [Severity.INFO, Severity.WARNING]


def test_a_rule_that_raises_is_a_fault_and_the_others_run(run) -> None:
    result = run(
        {
            "wording/a": Scripted(Finding(Span(0, 1), "甲"), ZeroDivisionError("出错了")),
            "wording/b": Scripted(TimeoutError()),
            "wording/c": Scripted(Finding(Span(1, 2), "乙")),
        }
    )
    assert [(fault.kind, fault.rule) for fault in result.faults] == [
        ("rule-failed", "wording/a"),
        ("timeout", "wording/b"),
    ]
    assert "p:wording/a" in result.faults[0].message and "出错了" in result.faults[0].message
    assert "wording/c" in {f.rule for f in result.findings}


def test_each_rule_gets_the_places_of_its_own_literals(run) -> None:
    one, two = Scripted(literals=("云川", "平稳")), Scripted(literals=("形势",))
    run({"wording/a": one, "wording/b": two})
    assert [(hit.literal, hit.start) for hit in one.hits] == [(0, 0), (1, 5)]
    assert [(hit.literal, hit.start) for hit in two.hits] == [(0, 3)]


def test_an_unreadable_document_is_a_fault_without_findings(checker) -> None:
    result = checker.check_bytes(b"\x00", "a.txt")
    assert (result.document, result.findings, result.kind, result.date) == (None, [], None, None)
    assert len(result.faults) == 1


def test_faults_of_reading_are_kept(checker) -> None:
    result = checker.check_bytes("云川市政法机关形势总体平稳。\n\n```\n没有结束".encode(), "a.md")
    assert [fault.kind for fault in result.faults] == ["part-not-read"]


def test_a_result_knows_kind_and_date(checker) -> None:
    result = checker.check_bytes("云川市2025年工作总结\n全市形势平稳。".encode(), "a.txt")
    assert (result.path, result.kind, result.date) == ("a.txt", "work-summary", "2025")


def test_the_same_document_gives_the_same_findings_twice(checker) -> None:
    text = "云川市2025年工作总结\n一、甲\n为建设平安XX贡献力量。\n三、乙\n覆盖率197.5%。".encode()
    first, second = (checker.check_bytes(text, "a.txt").findings for _ in range(2))
    assert first == second != []


def test_fixes_that_touch_each_other_are_made_one_at_a_time(parse) -> None:
    document = parse("甲乙丙丁")

    def fixing(start: int, end: int, text: str) -> Finding:
        return Finding(Span(start, end), "", fix=Fix((Edit(start, end, text),)))

    findings = [fixing(0, 2, "一"), fixing(1, 3, "二"), fixing(3, 4, "三"), Finding(Span(2, 3), "")]
    assert apply_fixes(document, findings) == "一丙三"


# -- all built-in rules ------------------------------------------------------------------------------------------

PIECES = [
    "云川市2025年政法工作总结\n", "一、甲\n", "三、乙。丙丁。", "（一）、戊\n", "覆盖率197.5%，", "2025年2月30日", "“十四五”时期（2020—2025年）",
    "平安XX", "以总书记新时代中国特色社会主义思想为指导", "一是己。三是庚。", "第一、辛。", "----", "习近平", "新时代", "两个确立", "中国GCD", "？？",
    "報(bào)告調(diào)研(yán)機(jī)", "展开通版\n", "此处隐藏12字", "&nbsp;", "\ufffd", "年，", "\n", "。", "下降3倍", "- 3 -\n", "2025年3月1日\n", "（", "”",
    "（数据待核）", "20××年", "\u3000\u3000", "平安云川建设", "党的二十大", "政法委", "“", "、", "，", "附件\n", "\r\n", "１．",
]  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=24).map("".join))


@given(texts, st.sampled_from(["a.txt", "a.md"]))
def test_any_text_through_all_rules_gives_findings_that_lie_in_it(checker, text: str, name: str) -> None:
    result = checker.check_bytes(text.encode("utf-8", "ignore"), name)
    assert not {"rule-failed", "timeout"} & {fault.kind for fault in result.faults}, result.faults
    if result.document is None:
        assert result.faults
        return
    size = len(result.document.text)
    for finding in result.findings:
        assert 0 <= finding.span.start <= finding.span.end <= size
        assert finding.rule and finding.pack and finding.severity and finding.message
        assert "{0}" not in finding.message
        for related in finding.related:
            assert 0 <= related.span.start <= related.span.end <= size
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.start <= edit.end <= size
    apply_fixes(result.document, result.findings)


HOSTILE = {
    "digits": "1" * 3_000, "thousands": "1," * 1_500, "numerals": "一" * 3_000, "stars": "*" * 3_000, "brackets": "（" * 3_000,
    "quotes": "“" * 3_000, "spaces": " " * 3_000 + "甲", "one line": "全市形势平稳，" * 500, "blank lines": "\n" * 3_000 + "甲",
    "same headings": "一、甲\n" * 300, "same items": "1.甲；乙。\n丙丁。\n" * 300, "dashes": "——甲\n" * 500,
    "percents": "覆盖率" * 500 + "197%" * 500, "half phrases": "平安云川建设总体" * 400, "placeholders": "平安XX、" * 400,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_monotonous_text_is_checked_to_its_end(checker, text: str) -> None:
    """How long such texts take is shown by benchmarks/hostile.py."""
    assert checker.check_bytes(text.encode(), "a.txt").faults == []


@given(texts)
def test_safe_fixes_change_only_what_was_found(checker, text: str) -> None:
    result = checker.check_bytes(text.encode("utf-8", "ignore"), "a.txt")
    for finding in result.findings:
        if finding.fix and finding.fix.safety == "safe":
            spans = [finding.span, *(related.span for related in finding.related)]
            for edit in finding.fix.edits:
                inside = [s for s in spans if s.start <= edit.start and edit.end <= s.end]
                assert inside or len(finding.fix.edits) > 1


def test_an_echo_does_not_stand_for_the_other_places_of_a_word(run) -> None:
    text = "构健命运共同体，构健平安云川。"
    phrase = Finding(Span(0, 7), "提法有误")
    word = [Finding(Span(at, at + 2), "错字") for at in (0, 8)]
    result = run({"formulation/a": Scripted(phrase), "wording/b": Scripted(*word)}, text)
    assert [(f.rule, f.span.start) for f in result.findings] == [("formulation/a", 0), ("wording/b", 8)]


def test_what_is_said_twice_of_one_word_is_told_once_and_mended_everywhere(run) -> None:
    word = [Finding(Span(at, at + 2), "错字", fix=Fix((Edit(at, at + 2, "构建"),), "safe")) for at in (0, 8)]
    (finding,) = run({"wording/b": Scripted(*word)}, "构健命运共同体，构健平安云川。").findings
    assert [related.span.start for related in finding.related] == [8]
    assert finding.fix is not None
    assert finding.fix.apply("构健命运共同体，构健平安云川。") == "构建命运共同体，构建平安云川。"


def test_a_fix_over_markup_is_not_offered(rules) -> None:
    result = check_bytes(rules, "# 云川市工作总结\n\n做好布**署**工作，全面布署。\n".encode(), "a.md")
    edits = [edit for f in result.findings if f.rule == "wording/variant-form" and f.fix for edit in f.fix.edits]
    assert result.document is not None
    assert all("*" not in result.document.text[edit.start : edit.end] for edit in edits)
