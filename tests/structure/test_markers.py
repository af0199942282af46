"""Markers: one example stands for every numeral of its sort, in either width; look-alikes are no markers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.readers.text import read
from zfcheck.structure.markers import (
    Level,
    Scheme,
    candidates_of,
    choose,
    enumeration_pattern,
    form,
    match,
    words_pattern,
)


def marker_of(rules, line: str, scheme: str = "official"):
    reading = read(line.encode(), "a.txt").reading
    forms = candidates_of(next(s for s in rules.schemes if s.id == scheme))[reading.text[0]]
    found = match(forms, reading, 0, len(reading.text) - 1) if forms else None
    return found[0] if found else None


@pytest.mark.parametrize(
    ("example", "number", "written"),
    [
        ("一、", 23, "二十三、"), ("（一）", 3, "（三）"), ("1.", 12, "12."), ("（1）", 7, "（7）"), ("①", 10, "⑩"),
        ("第一章", 110, "第一百一十章"), ("1.1", 4, "1.4"), ("1.1.1", 2, "1.1.2"),
    ],
)  # fmt: skip
def test_a_form_writes_any_number_as_its_example_shows(example: str, number: int, written: str) -> None:
    assert form(example).write(number) == written


@given(st.sampled_from(["一、", "（一）", "1.", "（1）", "第一章", "第一条", "①"]), st.integers(1, 20))
def test_what_a_form_writes_it_also_matches(example: str, number: int) -> None:
    from zfcheck.reading import fold

    made = form(example)
    assert made.pattern.match(fold(made.write(number)) + "抓学习")


@pytest.mark.parametrize("example", ["", "甲、", "（）", "——"])
def test_an_example_without_a_numeral_is_refused(example: str) -> None:
    with pytest.raises(ValueError):
        form(example)
    with pytest.raises(ValueError):
        enumeration_pattern(example)


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("一、基本情况", "一、", 1), ("二十一、其他", "一、", 21), ("（三）抓防范", "（一）", 3), ("(三)抓防范", "（一）", 3),
        ("2.抓学习", "1.", 2), ("２．抓学习", "1.", 2), ("（4）自查", "（1）", 4), ("⑤自查", "①", 5), ("12.抓学习", "1.", 12),
        ("一 、基本情况", "一、", 1),
    ],
)  # fmt: skip
def test_a_marker_is_read_in_either_width(rules, line: str, style: str, number: int) -> None:
    marker = marker_of(rules, line)
    assert marker is not None
    assert (marker.style, marker.number, marker.variant) == (style, number, None)


@pytest.mark.parametrize(
    ("line", "right", "variant"),
    [
        ("一，基本情况", "一、", "一，"), ("二．基本情况", "二、", "一．"), ("（三）、抓防范", "（三）", "（一）、"),
        ("三）抓防范", "（三）", "一）"), ("4、抓学习", "4.", "1、"), ("4：抓学习", "4.", "1："), ("（5）、自查", "（5）", "（1）、"),
        ("5）自查", "（5）", "1）"), ("（一、）基本情况", "一、", "（一、）"),
    ],
)  # fmt: skip
def test_a_wrong_form_is_a_marker_that_knows_the_right_one(rules, line: str, right: str, variant: str) -> None:
    marker = marker_of(rules, line)
    assert marker is not None
    assert (marker.right, marker.variant) == (right, variant)


@pytest.mark.parametrize(
    "line",
    [
        "1.5万元用于建设", "3.10种有色金属", "2025年工作", "一、二季度形势平稳", "一、二、三产业", "一、二期工程",
        "一是抓学习", "第一，抓学习", "十八大以来", "100.5元", "（本报记者）", "（2025年）", "1、2年内见成效", "一心为民", "〇、",
    ],
)  # fmt: skip
def test_a_look_alike_is_no_marker(rules, line: str) -> None:
    assert marker_of(rules, line) is None


def test_the_marker_covers_what_is_printed_and_nothing_behind_it(rules) -> None:
    document = read("　　（三）、 抓防范".encode(), "a.txt")
    marker, after = match(candidates_of(rules.schemes[0])[document.reading.text[2]], document.reading, 2, 11)
    assert document.slice(marker.span) == "（三）、"
    assert document.reading.text[after:] == "抓防范\n"


def scheme_of(rules, *lines: str) -> str:
    return choose(rules.schemes, read("\n".join(lines).encode(), "a.txt").reading).id


def test_the_scheme_follows_the_markers_that_only_it_has(rules) -> None:
    assert scheme_of(rules, "一、甲", "（一）乙", "1.丙") == "official"
    assert scheme_of(rules, "第一章 总则", "第一条 甲", "第二条 乙", "（一）丙") == "statute"
    assert scheme_of(rules, "第一部分 回顾", "一、甲", "第二部分 安排", "一、乙") == "parts"
    assert scheme_of(rules, "1 范围", "1.1 甲", "1.2 乙", "1.3 丙") == "decimal"


def test_one_quoted_article_or_a_few_bare_numbers_change_no_scheme(rules) -> None:
    assert scheme_of(rules, "一、甲", "第一条规定很重要", "二、乙") == "official"
    assert scheme_of(rules, "云川市", "1 2025 33", "2 2024 34", "3 2023 35", "4 2022 36") == "official"
    assert scheme_of(rules, "") == "official"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("要求：一是抓学习，二是抓落实。三是抓队伍", ["一是", "二是", "三是"]),
        ("统一是关键，第一是质量，之一是安全，万一是误报", []),
        ("坚持一是一、二是二", []),
        ("一是甲\n二是乙", ["一是", "二是"]),
        ("“一是甲”", []),
    ],
)
def test_list_words_count_only_where_a_clause_begins(text: str, found: list[str]) -> None:
    from zfcheck.reading import fold

    assert [match.group() for match in enumeration_pattern("一是").finditer(fold(text))] == found


def test_words_in_order_are_found_longest_first() -> None:
    pattern = words_pattern(["其次", "其次是", "再次"])
    text = "首先甲,其次是乙;其次丙,尤其次要;再次感谢;再次,丁"
    assert [m.group() for m in pattern.finditer(text)] == ["其次是", "其次", "再次"]


def test_figures_in_a_table_are_no_numbers_of_headings(parse) -> None:
    rows = "\n".join(f"| 案件 | {n}.{n + 1} | {n + 3}.2 |" for n in range(1, 9))
    text = f"云川市工作总结\n\n一、主要工作\n\n（一）抓防范\n\n健全机制。\n\n| 类别 | 上半年 | 下半年 |\n|---|---|---|\n{rows}\n\n（二）抓打击\n\n依法惩治。\n"
    document = parse(text, "a.md")
    assert document.outline.scheme == "official"
    assert [section.level for section in document.outline.sections()] == [1, 2, 2]


@pytest.mark.parametrize("not_followed", ["", r"(?P<again>.)(?P=again)", r"[一二]\1"])
def test_forms_that_begin_alike_are_found_as_each_alone(not_followed: str) -> None:
    long, short = form("（一）、"), form("（一）", not_followed)
    scheme = Scheme("own", "", (Level(1, short, (long,)),))
    for line in ("（二）、抓防范", "（二）抓防范", "（〇）抓防范", "抓防范"):
        reading = read(line.encode(), "a.txt").reading
        forms = candidates_of(scheme)[reading.text[0]]
        found = match(forms, reading, 0, len(reading.text) - 1) if forms else None
        alone = next((each for each in (long, short) if each.pattern.match(reading.text)), None)
        assert (found and found[0].number) == (2 if alone and "二" in line else None)
        assert found is None or found[0].variant == (long.example if alone is long else None)
