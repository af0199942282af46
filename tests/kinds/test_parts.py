"""Kind `parts`: wholes and their parts."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError
from zfcheck.packtree import PackError

AMONG = """
kind: parts
check: among
words: [其中, 由…组成]
change: [增加, 比, 每, 人均]
rest: [其余, 组成]
open: [等, 还有, 党员]
ended: [整改, 办结]
"""
TOTAL = """
kind: parts
check: total
words: [共计, 合计]
change: [增加, 比, 每]
open: [等, 其中]
"""


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    "text",
    [
        "案件500件，其中刑事300件、民事120件、行政80件。",
        "案件500件，其中刑事300件、民事120件。",
        "案件500件，其中刑事300件。",
        "案件1.2万件，其中刑事0.65万件、民事0.55万件。",
        "案件1.2万件，其中刑事0.7万件、民事0.55万件。",
        "案件约500件，其中刑事300件、民事220件。",
        "检查组14人，由组长1人、副组长3人、组员10人组成。",
        "隐患800处，其中一般710处，其余90处重大。",
        "案件500件。其中刑事300件、民事120件。",
        "案件500件（其中刑事300件、民事120件）。",
    ],
)
def test_parts_that_fit_into_the_whole(ask, text: str) -> None:
    answer = ask(AMONG, text)
    assert answer.marked == []
    assert held(answer) == 1


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("案件500件，其中刑事300件、民事120件、行政95件。", "500件", "300＋120＋95=515件，文中为500件"),
        ("案件500件，其中刑事600件。", "600件", "其中的600件比总数500件还多"),
        ("案件1.2万件，其中刑事1.6万件。", "1.6万件", "其中的1.6万件比总数1.2万件还多"),
        ("隐患800处，其中一般720处，其余90处重大。", "800处", "720＋90=810处，文中为800处"),
        ("隐患800处，其中一般620处，其余90处重大。", "800处", "620＋90=710处，文中为800处"),
        ("检查组13人，由组长1人、副组长3人、组员10人组成。", "13人", "1＋3＋10=14人，文中为13人"),
        ("案件500件。其中刑事300件、民事320件。", "500件", "300＋320=620件，文中为500件"),
    ],
)
def test_parts_that_do_not(ask, text: str, marked: str, message: str) -> None:
    answer = ask(AMONG, text)
    assert answer.marked == [marked]
    assert answer.messages == [message]
    assert answer.severities == ["error"]
    assert answer.findings[0].related


def test_the_right_sum_is_offered(ask) -> None:
    answer = ask(AMONG, "隐患800处，其中一般720处，其余90处重大。")
    assert answer.fixed == "隐患810处，其中一般720处，其余90处重大。"
    assert ask(AMONG, answer.fixed).marked == []


@pytest.mark.parametrize(
    "text",
    [
        "案件500件，其中刑事300件、民事120件、行政95件等。",
        "调解员500名，其中专职300名、党员400名。",
        "案件500件，其中涉及群众600人。",
        "案件500件，其中比上年增加600件。",
        "案件500件，其中每村600件。",
        "案件比上年增加500件，其中刑事600件。",
        "其中刑事600件。",
        "案件500件。\n形势平稳。其中刑事600件。",
        "案件增长5%，其中刑事增长6%。",
        "案件500件，其中多数已办结；调解600件。",
        "干警14人，由组长1人、组员10人，办案20件。",
    ],
)
def test_what_is_no_list_of_parts(ask, text: str) -> None:
    answer = ask(AMONG, text)
    assert answer.marked == []


def test_rounded_parts_that_nearly_fit_are_a_hint(ask) -> None:
    answer = ask(AMONG, "案件1.2万件，其中刑事0.72万件，其余0.55万件。")
    assert answer.severities == ["info"]
    wide = ask(AMONG, "案件1.2万件，其中刑事0.92万件，其余0.75万件。")
    assert wide.severities == ["error"]


def test_two_digits_that_changed_places_are_noticed_in_an_open_list(ask) -> None:
    answer = ask(AMONG, "案件2536件，其中刑事1200件、民事800件、行政356件。")
    assert answer.marked == ["2536件"]
    assert answer.severities == ["warning"]
    assert ask(AMONG, "案件2636件，其中刑事1200件、民事800件、行政56件。").marked == []


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("刑事300件、民事500件、行政20件，共计820件。", [], 1),
        ("刑事300件、民事500件、行政20件，共计850件。", ["850件"], 0),
        ("补助1.2亿元、贷款0.9亿元，合计2.1亿元。", [], 1),
        ("补助1.2亿元、贷款0.9亿元，合计3.1亿元。", ["3.1亿元"], 0),
        ("刑事300件、民事500件等，共计850件。", [], 0),
        ("刑事300件、民事500人，共计850件。", [], 0),
        ("刑事300件，共计850件。", [], 0),
        ("刑事300件、比上年增加500件，共计850件。", [], 0),
        ("共计850件。", [], 0),
        ("刑事300件、民事500件，共计800件；行政300件、赔偿500件，合计900件。", ["900件"], 1),
    ],
)
def test_totals(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(TOTAL, text)
    assert answer.marked == marked
    assert held(answer) == agree


def test_a_wrong_total_is_put_right(ask) -> None:
    answer = ask(TOTAL, "刑事300件、民事500件、行政20件，共计850件。")
    assert answer.messages == ["300＋500＋20=820件，文中为850件"]
    assert answer.fixed == "刑事300件、民事500件、行政20件，共计820件。"
    assert len(answer.findings[0].related) == 3


def test_a_rule_without_words_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: parts\ncheck: among\nwords: []")
    assert caught.value.key == "words"
    with pytest.raises(PackError):
        ask.compile("kind: parts\ncheck: some\nwords: [其中]")
