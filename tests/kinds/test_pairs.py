"""Kind `pairs`: marks without a partner, turned, crossed, wrongly nested; and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.markpairs import CHECKS, INNER, MOST, PARTNERS, Pairing, _Pairings, pairings
from zfcheck.readers.markdown import read as read_markdown
from zfcheck.readers.text import read


def found(text: str) -> list[tuple[str, str]]:
    """Every problem of `text` as (check, marked text)."""
    document = read(text.encode("utf-8"), "a.txt")
    return [(problem.check, document.slice(problem.span)) for problem in pairings(document)]


def mended(text: str) -> str | None:
    """`text` with the only fix made."""
    (problem,) = pairings(read(text.encode("utf-8"), "a.txt"))
    return problem.fix.apply(text) if problem.fix else None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("做到“两个维护，坚定不移。", "“两个维护"),
        ("做到两个维护”，坚定不移。", "做到两个维护”"),
        ("抓好“平安”“法治建设。", "“法治建设"),
        ("落实《刑法，严格执法。", "《刑法"),
        ("网格员1200名，其中专职860名）。", "其中专职860名）"),
        ("网格员(其中专职860名。", "(其中专职860名"),
        ("云政〔2025 5号", "〔2025"),
        ("《刑法“规定”", "《刑法“规定”"),
        ('“法治云川"建设。', '“法治云川"建设'),
        ("（一 抓学习", "（一"),
        ("「平安云川建设。", "「平安云川建设"),
    ],
)
def test_a_mark_without_its_partner(text: str, marked: str) -> None:
    assert [check for check, _ in found(text)] == ["unpaired"]
    assert found(text)[0][1].replace(" 抓学习", "") == marked


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("做到“两个维护“，坚定。", "做到“两个维护”，坚定。"),
        ("做到”两个维护“，坚定。", "做到“两个维护”，坚定。"),
        ("抓好”平安”，有成效。", None),
        ("“甲“和“乙”丙", "“甲”和“乙”丙"),
        ("落实《刑法《和《民法典》", "落实《刑法》和《民法典》"),
        ("见「平安「，好。", None),
    ],
)
def test_a_mark_that_looks_the_wrong_way(text: str, right: str | None) -> None:
    if right is None:
        assert all(problem.fix is None for problem in pairings(read(text.encode(), "a.txt")))
    else:
        assert [check for check, _ in found(text)] == ["direction"]
        assert mended(text) == right


def test_two_forgotten_marks_are_not_a_turned_pair() -> None:
    assert [check for check, _ in found("推进平安”工程，打造“法治品牌。")] == ["unpaired", "unpaired"]


def test_crossed_marks() -> None:
    assert found("推广“枫桥”（又称“四前”）。") == []
    assert found("推广（又称“四前）”。") == [("crossed", "）”")]
    assert mended("推广（又称“四前）”。") == "推广（又称“四前”）。"
    assert found("见《平安（试行》通知）。") == [("crossed", "》通知）")]
    assert mended("见《平安（试行》通知）。") is None


def test_nested_marks() -> None:
    assert mended("“打造“总客服”体系”") == "“打造‘总客服’体系”"
    assert mended("《关于《办法》的通知》") == "《关于〈办法〉的通知》"
    # The outer one is not closed, so nothing is inside it.
    assert [check for check, _ in found("抓好“平安，推进“法治”和“综治”建设。")] == ["unpaired"]
    # Another sort of mark stands between.
    assert found("“学习《“八五”普法规划》”，“甲（“乙”）”") == []
    assert found("《关于转发〈关于《条例》的通知〉的通知》") == []


@pytest.mark.parametrize(
    "text",
    [
        "1）摸清底数；2）分类施策；3）销号管理。",
        "包括1）摸底，2）施策。",
        "a）甲。b）乙。",
        "一）抓学习",
        "采购55”显示屏2块，长5’。",
        "推广It’s my job理念，students’ union成立。",
        "得分在[80,90)之间为良好，区间(0,1]，(60, +∞)，[60分,80分)。",
        "第一）学习。ii）落实。1.2）考核。",
        "谢谢:) 再见;)",
        "def f(x: 不够?qū)崱",
        '推进"平安"建设，"法治"建设。',
        "“打造‘AI+政法’品牌”",
        "（（一）抓学习）",
        "only English (no han here",
        "][",
    ],
)
def test_what_is_no_lone_mark(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“第一段。\n“第二段。\n“第三段。”",
        "规定：“有下列情形之一的：\n（一）甲；\n（二）乙。”",
        "“第一段。\n第二段。”",
        "他说：“甲要落实。\n“乙要见效。”会议强调，要抓好。",
        "他说：“甲要落实。\n乙要见效。”会议强调，要抓好。",
        "提出“三个一：\n一是甲；\n二是乙。”",
        "全市现有（含专职\n人员和兼职\n人员）网格员。",
        "打造“平安\n云川”建设样板。",
        "关于印发《云川市\n平安建设条例》的通知",
        "云川市条例\n（2020年通过\n2021年修正）\n第一条",
        "【\n字号：\n】",
    ],
)
def test_a_quotation_over_several_paragraphs(text: str) -> None:
    assert found(text) == []


def test_two_mistakes_in_different_paragraphs_do_not_make_up_for_each_other() -> None:
    text = "抓好“平安建设。\n形势平稳。\n抓好法治”建设，有成效。"
    assert [marked for _, marked in found(text)] == ["“平安建设", "抓好法治”"]


def test_marks_in_markdown_are_no_marks_of_the_text() -> None:
    text = "见[说明](a.html)，**“平安**云川”。\n\n`f(x`\n"
    assert pairings(read_markdown(text.encode(), "a.md")) == []


def test_many_lone_marks_in_one_paragraph_are_not_all_told() -> None:
    assert len(found("汉" + "（" * 100)) == MOST


@pytest.mark.parametrize("unit", ["“", "”", "（", "《", "“》", "(汉", '"'])
def test_hostile_text_takes_no_time(unit: str) -> None:
    start = time.process_time()
    found("汉" + unit * (200_000 // len(unit)))
    assert time.process_time() - start < 5


def test_the_kind_tells_each_check_apart(ask) -> None:
    text = "做到“两个维护“，坚定。\n（“甲）”\n《关于《办法》的通知》\n落实《刑法，严格执法。"
    marked = [ask(f"kind: pairs\ncheck: {check}", text).marked for check in CHECKS]
    assert marked == [["《刑法"], ["“两个维护“"], ["）”"], ["《办法》"]]


WORDS = st.text("平安建设法治云川", min_size=1, max_size=5)


def _inside(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.tuples(st.sampled_from(["（）", "【】", "〔〕"]), children).map(lambda p: p[0][0] + p[1] + p[0][1])
    return st.lists(st.one_of(WORDS, wrapped), min_size=1, max_size=4).map("".join)


BRACKETED = st.recursive(WORDS, _inside, max_leaves=8)
BALANCED = st.lists(
    st.tuples(st.sampled_from(["“{}”", "《{}》", "（{}）", "{}", "“甲‘{}’”", "《甲〈{}〉》"]), BRACKETED), min_size=1
).map(lambda parts: "甲" + "，".join(frame.format(text) for frame, text in parts) + "。")


@given(BALANCED)
def test_balanced_text_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(BALANCED, st.data())
def test_a_mark_taken_away_is_missed(text: str, data: st.DataObject) -> None:
    marks = [i for i, sign in enumerate(text) if sign in "".join([*PARTNERS, *PARTNERS.values(), "（", "）"])]
    if not marks:
        return
    at = data.draw(st.sampled_from(marks))
    assert found(text[:at] + text[at + 1 :]) != []


@given(st.text('“”‘’《》〈〉（）()【】[]甲，。1a\n"', max_size=60))
def test_no_text_breaks_it_and_every_fix_helps(text: str) -> None:
    document = read(("汉" + text).encode(), "a.txt")
    problems: list[Pairing] = pairings(document)
    for problem in problems:
        assert 0 <= problem.span.start < problem.span.end <= len(document.text)
        if problem.fix and problem.check == "nested" and len(problems) == 1:
            assert pairings(read(problem.fix.apply(document.text).encode(), "a.txt")) == []
    assert set(INNER) <= set(PARTNERS)


@given(st.lists(st.text('“”‘’《》()[]【】甲12,。~: "A', max_size=12), min_size=1, max_size=5))
def test_the_quick_look_lets_no_problem_go(lines: list[str]) -> None:
    document = read("\n".join([*lines, "甲“乙", "乙”。"]).encode(), "a.txt")
    closely = _Pairings(document, [True] * len(document.paragraphs)).problems()
    assert pairings(document) == sorted(closely, key=lambda problem: problem.span)
