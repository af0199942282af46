"""Numbers of headings and lists: every check with texts that it must flag and look-alikes that it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.fixes import apply_fixes
from zfcheck.numbering import CHECKS, problems
from zfcheck.numbering.headings import _behind_stop
from zfcheck.reading import fold
from zfcheck.rules import Finding
from zfcheck.structure.markers import form

P = "全市形势平稳。"

WRONG = [
    ("gap", f"一、甲\n{P}\n三、乙\n{P}\n四、丙\n{P}", "三、"),
    ("gap", f"（一）甲\n{P}\n（二）乙\n{P}\n（四）丙\n{P}", "（四）"),
    ("gap", f"二、甲\n{P}\n三、乙\n{P}", "二、"),
    ("gap", f"一、甲\n1.乙。{P}\n3.丙。{P}\n二、丁\n{P}", "3."),
    ("gap", f"第一章 甲\n第一条 {P}\n第二条 {P}\n第四条 {P}", "第四条"),
    ("repeat", f"一、甲\n{P}\n二、乙\n{P}\n二、丙\n{P}\n三、丁\n{P}", "二、"),
    ("repeat", f"（一）甲\n{P}\n（二）乙\n{P}\n（二）丙\n{P}", "（二）"),
    ("order", f"一、甲\n{P}\n三、乙\n{P}\n二、丙\n{P}\n四、丁\n{P}", "三、"),
    ("order", f"一、甲\n{P}\n二、乙\n{P}\n三、丙\n{P}\n四、丁\n{P}\n二、戊\n{P}", "二、"),
    ("restart", f"一、甲\n（一）乙\n{P}\n（二）丙\n{P}\n（一）丁\n{P}\n（二）戊\n{P}", "（一）"),
    ("restart", f"一、甲\n{P}\n二、乙\n{P}\n一、丙\n{P}\n二、丁\n{P}", "一、"),
    ("orphan", f"（一）甲\n{P}\n（二）乙\n{P}\n一、丙\n{P}\n二、丁\n{P}", "（一）"),
    ("skip", f"一、甲\n（一）乙\n（1）丙。\n（2）丁。\n（二）戊\n{P}", "（1）"),
    ("marker", f"一，甲\n{P}\n二，乙\n{P}", "一，"),
    ("marker", f"一、甲\n（一）、乙。{P}\n（二）、丙。{P}", "（一）、"),
    ("marker", f"一、甲\n1、乙。{P}\n2、丙。{P}", "1、"),
    ("mixed", f"一、甲\n{P}\n2.乙\n{P}\n三、丙\n{P}", "2."),
    ("mixed", f"一、甲\n{P}\n（二）乙\n{P}\n三、丙\n{P}", "（二）"),
    ("run-on", f"（一）甲。{P}（二）乙。{P}\n（三）丙。{P}", "（二）"),
    ("run-on", f"一、甲\n（一）乙。{P}\n（二）丙。{P}（三）丁。{P}", "（三）"),
    ("single", f"一、甲\n（一）乙\n{P}\n二、丙\n{P}", "（一）"),
    ("gap", f"一、甲\n（一）乙。{P}\n（二）丙。{P}\n二、丁\n（二）戊。{P}\n（三）己。{P}", "（二）"),
    ("double", f"一、一、甲\n{P}\n二、二、乙\n{P}", "一、一、"),
    ("inline-gap", "一是甲。二是乙。四是丙。", "四是"),
    ("inline-gap", "要求有两条。二是甲。三是乙。", "二是"),
    ("inline-order", "一是甲。二是乙。二是丙。", "二是"),
    ("inline-order", "第一，甲。第三，乙。第二，丙。", "第二，"),
    ("inline-cut", "主要有以下问题：一是力量不足。今后要加强。", "一是"),
    ("inline-mixed", "一是甲。第二，乙。第三，丙。", "第二，"),
    ("dash", "云川市任务：\n——甲，丙。\n2 ——乙，丁。\n3 ——戊，己。", "2 ——"),
    ("bullets", "云川市任务：\n■ 甲，丙。\n■ 乙，丁。\n● 戊，己。", "●"),
]
RIGHT = [
    # headings
    ("gap", f"一、甲\n{P}\n二、乙\n{P}\n三、丙\n{P}"),
    ("gap", "投入1.5万元。\n3.5万户群众受益。"),
    ("repeat", f"一、甲\n（一）乙\n{P}\n（二）丙\n{P}\n二、丁\n（一）戊\n{P}\n（二）己\n{P}"),
    ("order", f"（一）甲\n{P}\n（二）乙\n{P}\n（三）丙\n{P}"),
    ("restart", f"一、甲\n（一）乙。{P}\n（二）丙。{P}\n二、丁\n（一）戊。{P}\n（二）己。{P}"),
    ("orphan", f"（一）甲。{P}\n（二）乙。{P}"),
    ("orphan", f"一、甲\n（一）乙。{P}\n（二）丙。{P}"),
    ("skip", f"一、甲\n1.乙。{P}\n2.丙。{P}"),
    ("skip", f"一、甲\n（一）乙\n1.丙\n（1）丁。\n（2）戊。\n2.己。{P}\n（二）庚\n{P}"),
    ("marker", f"一、甲\n（一）乙\n1.丙。{P}\n2.丁。{P}\n（二）戊\n{P}"),
    ("marker", "一、二季度形势平稳。\n1、2年内见成效。"),
    ("mixed", f"一、甲\n1.乙。{P}\n2.丙。{P}\n二、丁\n{P}"),
    ("run-on", f"（一）甲。包括：（一）乙；（二）丙。\n（二）丁。{P}"),
    ("run-on", f"（一）甲。落实第三条第（二）项规定。\n（二）乙。{P}"),
    ("single", f"一、甲\n（一）乙\n{P}\n（二）丙\n{P}\n二、丁\n{P}"),
    ("double", f"一、甲\n{P}\n二、乙\n{P}"),
    # lists inside paragraphs
    ("inline-gap", "一是甲。二是乙。三是丙。"),
    ("inline-gap", "统一是关键，第一是质量。"),
    ("inline-order", "一是甲。重点有两项，一是乙，二是丙。二是丁。三是戊。"),
    ("inline-order", "一、甲\n一是乙。二是丙。\n二、丁\n一是戊。二是己。"),
    ("inline-cut", "一是力量不足，二是经费不足。"),
    ("inline-cut", "坚持一是一、二是二，不搞变通。"),
    ("inline-mixed", "一是甲。二是乙。要做到：第一，丙；第二，丁。"),
    ("dash", "云川市任务：\n——甲，丙。\n——乙，丁。"),
    ("bullets", "云川市任务：\n■ 甲，丙。\n■ 乙，丁。"),
]


@pytest.mark.parametrize(("check", "text", "marked"), WRONG)
def test_what_is_wrong_is_found_at_its_marker(numbering, check: str, text: str, marked: str) -> None:
    assert (check, marked) in numbering(text)


@pytest.mark.parametrize(("check", "text"), RIGHT)
def test_what_is_right_is_left_alone(numbering, check: str, text: str) -> None:
    assert check not in [found for found, _ in numbering(text)]


def test_every_check_has_wrong_and_right_texts() -> None:
    assert {check for check, *_ in WRONG} == set(CHECKS)
    assert {check for check, _ in RIGHT} == set(CHECKS)


@pytest.mark.parametrize(
    "text",
    [
        # one level runs on through the whole text
        "一、甲\n（一）乙。丙丁。\n（二）戊。己庚。\n二、辛\n（三）壬。癸子。\n（四）丑。寅卯。\n三、辰\n（五）巳。午未。\n（六）申。酉戌。",
        # one level starts anew under each heading
        "一、甲\n（一）乙。丙丁。\n（二）戊。己庚。\n二、辛\n（一）壬。癸子。\n（二）丑。寅卯。\n三、辰\n（一）巳。午未。\n（二）申。酉戌。",
        # articles run on through the chapters
        "第一章 甲\n第一条 乙丙。\n第二条 丁戊。\n第二章 己\n第三条 庚辛。\n第四条 壬癸。",
        # a list below a colon is a list of its own
        "（一）任务：\n1.甲。乙。\n2.丙。丁。\n分工如下：\n1.戊。己。\n2.庚。辛。\n（二）要求\n全市抓好落实。",
        # a paragraph parts two plain lists
        "（一）任务\n1.甲；乙。\n2.丙；丁。\n下面是分工，各单位照此办理。\n1.戊；己。\n2.庚；辛。\n（二）要求\n全市抓好落实。",
        # an attachment counts anew
        "云川市通知\n一、甲\n乙丙。\n二、丁\n戊己。\n云川市公安局\n2025年3月1日\n附件\n云川市工作要点\n一、庚\n辛壬。\n二、癸\n子丑。",
        # the third item begins with a decimal that only looks like one
        "1.甲产量增长。\n2.乙产量增长。\n3.10种有色金属产量增长。\n4.丁产量增长。",
        # the new wording of a law is quoted with its own numbers
        "云川市修改办法的决定\n一、第三条修改为：\n“（三）甲；\n（四）乙。”\n二、第五条修改为：\n“（七）丙；\n（八）丁。”",
        # articles of a law are cited, not counted
        "一、甲\n依照第五条第（三）项办理。\n二、乙\n依照第九条第（七）项办理。",
        # nothing but one heading level of two
        "一、甲\n乙丙。\n二、丁\n戊己。",
    ],
)
def test_sound_texts_have_no_numbering_problem(numbering, text: str) -> None:
    assert numbering(text) == []


def test_numbers_lost_in_hidden_text_are_not_a_gap(numbering) -> None:
    whole = f"一、甲\n{P}\n二、乙\n{P}\n四、丙\n{P}"
    assert [check for check, _ in numbering(whole)] == ["gap"]
    assert numbering(whole.replace("四、", "---此处隐藏900字,下载后查看---\n四、")) == []


def test_a_list_restarted_behind_hidden_text_lost_its_heading(numbering) -> None:
    text = f"一、甲\n（一）乙。{P}\n（二）丙。{P}\n---此处隐藏900字,下载后查看---\n（一）丁。{P}\n（二）戊。{P}"
    assert numbering(text) == [("restart", "（一）")]


def test_a_list_cut_off_by_hidden_text_is_not_cut_by_the_author(numbering) -> None:
    assert numbering("做法：一是抓学习。\n---此处隐藏900字,下载后查看---\n继续努力。") == []


def test_a_list_that_goes_on_behind_hidden_text_has_its_beginning_there(numbering) -> None:
    hidden = "---此处隐藏900字,下载后查看---\n"
    assert numbering(f"做法：一是抓学习。\n{hidden}三是抓队伍。四是抓保障。") == []
    later = f"一、甲\n{hidden}二、乙\n有关要求如下。三是抓队伍。四是抓保障。"
    assert numbering(later) == [("inline-gap", "三是")]


def test_one_wrong_number_is_one_problem(numbering) -> None:
    assert numbering(f"一、甲\n{P}\n二、乙\n{P}\n四、丙\n{P}\n五、丁\n{P}\n六、戊\n{P}") == [("gap", "四、")]


def test_two_swapped_numbers_are_one_problem(numbering) -> None:
    text = f"一、甲\n{P}\n三、乙\n{P}\n二、丙\n{P}\n四、丁\n{P}\n五、戊\n{P}"
    assert numbering(text) == [("order", "三、")]


def test_a_wrong_form_is_told_once_with_all_its_places(parse) -> None:
    document = parse(f"（一）、甲。{P}\n（二）、乙。{P}\n（三）、丙。{P}")
    (problem,) = problems(document)
    assert problem.check == "marker"
    assert "3处" in problem.message
    assert len(problem.related) == 2
    fixed = apply_fixes(document, [Finding(problem.span, "", fix=problem.fix)])
    assert fixed == f"（一）甲。{P}\n（二）乙。{P}\n（三）丙。{P}"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("一、甲\n乙丙。\n二、丁\n戊己。\n二、庚\n辛壬。", "一、甲\n乙丙。\n二、丁\n戊己。\n三、庚\n辛壬。"),
        ("(一)、甲。乙丙。\n(二)、丁。戊己。", "(一)甲。乙丙。\n(二)丁。戊己。"),
        ("（一）甲。乙丙。（二）丁。戊己。\n（三）庚。辛壬。", "（一）甲。乙丙。\n（二）丁。戊己。\n（三）庚。辛壬。"),
    ],
)
def test_a_fix_makes_the_numbering_right_in_the_authors_width(parse, numbering, text: str, fixed: str) -> None:
    document = parse(text)
    findings = [Finding(problem.span, problem.message, fix=problem.fix) for problem in problems(document)]
    assert apply_fixes(document, findings) == fixed
    assert numbering(fixed) == []


def test_the_neighbour_is_named(parse) -> None:
    document = parse(f"一、甲\n{P}\n三、乙\n{P}")
    (problem,) = problems(document)
    (related,) = problem.related
    assert document.slice(related.span) == "一、"
    assert "二、" in problem.message


def test_cells_of_a_table_are_not_headings(numbering) -> None:
    text = "# 云川市情况\n\n形势平稳。\n\n| 一、甲 | 三、乙 |\n|---|---|\n| （四）丙 | 1、丁 |\n"
    assert numbering(text, "a.md") == []


LINES = ["一、甲", "二、乙", "三、丙", "（一）丁。戊", "（二）己", "（三）、庚", "1.辛", "3.壬", "（1）癸", "——子", "2 ——丑", "■ 寅",
         "● 卯", "一是辰。三是巳。", "二是午。（二）未。申", "第一条 酉", "2025年3月1日", "附件", "甲乙丙丁。", "---此处隐藏9字---"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=20))
def test_any_muddle_gives_problems_that_lie_in_the_text(parse, lines: list[str]) -> None:
    document = parse("云川市工作总结\n" + "\n".join(lines))
    for problem in problems(document):
        assert problem.check in CHECKS
        assert problem.message
        assert 0 <= problem.span.start < problem.span.end <= len(document.text)
        for related in problem.related:
            assert 0 <= related.span.start <= related.span.end <= len(document.text)
        if problem.fix:
            for edit in problem.fix.edits:
                assert 0 <= edit.start <= edit.end <= len(document.text)


@given(st.integers(2, 12), st.integers(1, 4))
def test_any_correctly_numbered_text_is_clean(numbering, tops: int, below: int) -> None:
    from zfcheck.numerals import han

    lines = []
    for top in range(1, tops + 1):
        lines.append(f"{han(top)}、甲乙")
        lines += [f"（{han(number)}）丙丁。{P}" for number in range(1, below + 2)]
    assert numbering("\n".join(lines)) == []


@pytest.mark.parametrize("style", ["一、", "（一）", "1.", "（1）", "第一条", "①"])
@given(
    st.lists(st.sampled_from("一三十12.、（）()第条①②。；”甲 "), max_size=25).map(lambda signs: fold("".join(signs)))
)
def test_markers_behind_a_stop_are_those_that_a_search_finds_there(style: str, text: str) -> None:
    pattern = form(style).pattern
    whole = [match.span() for match in pattern.finditer(text) if match.start() and text[match.start() - 1] in "。;!?”"]
    behind = [mark.end() for mark in _behind_stop(style).finditer(text)]
    assert [match.span() for at in behind if (match := pattern.match(text, at))] == whole
