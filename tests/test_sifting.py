"""A baseline held against a result later tells what it tells in the check itself."""

from __future__ import annotations

from collections.abc import Sequence

from zfcheck.document import Document, Paragraph
from zfcheck.results import Result, Suppressed, Unfolded
from zfcheck.rules import Finding, Severity
from zfcheck.sifting import order, settle
from zfcheck.span import Span

TEXT = "甲乙甲乙甲乙"


def finding(start: int, rule: str = "wording/a", message: str = "不妥") -> Finding:
    return Finding(Span(start, start + 2), message, severity=Severity.ERROR, rule=rule, pack="mine")


def result(*found: Finding, sure: Sequence[Finding] = ()) -> Result:
    document = Document("a", "text", TEXT, (Paragraph(Span(0, 6)),))
    return Result("a", document, unfolded=Unfolded(found, tuple(sure)))


def knowing(*starts: int) -> object:
    def known(document: Document, findings: Sequence[Finding]) -> list[Suppressed | None]:
        return [Suppressed(each, "baseline") if each.span.start in starts else None for each in findings]

    return known


def test_what_says_the_same_is_told_as_one() -> None:
    made = result(finding(0), finding(2), finding(4))
    settle(made)
    assert [each.message for each in made.findings] == ["不妥（全文共3处）"]
    assert made.suppressed == []


def test_what_is_known_is_left_out_before() -> None:
    made = result(finding(0), finding(2), finding(4))
    settle(made, knowing(2))  # type: ignore[arg-type]
    assert [each.message for each in made.findings] == ["不妥（全文共2处）"]
    assert [each.finding.span.start for each in made.suppressed] == [2]


def test_what_is_told_for_sure_is_not_asked_about() -> None:
    made = result(finding(4), sure=[finding(0, "note/b")])
    settle(made, knowing(0, 4))  # type: ignore[arg-type]
    assert [each.rule for each in made.findings] == ["note/b"]


def test_suppressed_findings_stay_in_the_order_of_the_text() -> None:
    made = result(finding(0), finding(4))
    made.suppressed = [Suppressed(finding(2), "note")]
    settle(made, knowing(0, 4))  # type: ignore[arg-type]
    assert [order(each.finding)[0] for each in made.suppressed] == [Span(0, 2), Span(2, 4), Span(4, 6)]


def test_a_check_that_did_not_come_to_its_end_stays_as_it_is() -> None:
    made = Result("a")
    settle(made, knowing(0))  # type: ignore[arg-type]
    assert made == Result("a")
