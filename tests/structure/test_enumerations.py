"""Lists inside paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zfcheck.structure.enumerations import _by_scope


def lists(document) -> list[tuple[str, list[str]]]:
    return [(e.style, [document.slice(item.marker) for item in e.items]) for e in document.outline.enumerations]


def test_a_list_in_one_paragraph(parse) -> None:
    document = parse("主要做法：一是抓学习，二是抓落实；三是抓队伍。")
    assert lists(document) == [("shi", ["一是", "二是", "三是"])]
    (found,) = document.outline.enumerations
    assert [document.slice(item.span) for item in found.items] == ["一是抓学习，", "二是抓落实；", "三是抓队伍。"]


def test_a_list_over_several_paragraphs(parse) -> None:
    assert lists(parse("主要做法：\n一是抓学习。\n二是抓落实。\n三是抓队伍。")) == [("shi", ["一是", "二是", "三是"])]


def test_a_list_inside_a_list(parse) -> None:
    document = parse("一是抓学习。重点有二，一是理论，二是业务。二是抓落实。三是抓队伍。")
    outer, inner = document.outline.enumerations
    assert [document.slice(item.span) for item in outer.items][1:] == ["二是抓落实。", "三是抓队伍。"]
    assert [document.slice(item.span) for item in inner.items] == ["一是理论，", "二是业务。"]
    assert inner.parent is outer


def test_a_list_never_crosses_a_heading(parse) -> None:
    document = parse("一、甲\n一是抓学习。二是抓落实。\n二、乙\n一是抓队伍。二是抓保障。")
    assert lists(document) == [("shi", ["一是", "二是"])] * 2
    assert all(e.parent is None for e in document.outline.enumerations)


def test_a_list_in_a_run_in_heading_belongs_to_its_section(parse) -> None:
    assert (
        lists(parse("（一）抓防范。一是甲。二是乙。\n（二）抓打击。一是丙。二是丁。"))
        == [("shi", ["一是", "二是"])] * 2
    )


def test_words_in_order_with_a_closing_word(parse) -> None:
    assert lists(parse("首先，抓学习。其次，抓落实。再次，抓队伍。最后，抓保障。")) == [
        ("words", ["首先", "其次", "再次", "最后"])
    ]


def test_a_closing_word_alone_is_no_list(parse) -> None:
    assert lists(parse("最后，祝大家工作顺利。")) == []


def test_ordinals_circles_and_musts(parse) -> None:
    document = parse("第一，抓学习。第二，抓落实。要求：①自查；②整改。一要快，二要准。其一，人手不足。其二，财力不足。")
    assert lists(document) == [
        ("ordinal", ["第一，", "第二，"]),
        ("circled", ["①", "②"]),
        ("yao", ["一要", "二要"]),
        ("qi", ["其一，", "其二，"]),
    ]


def test_words_inside_other_words_are_no_list(parse) -> None:
    assert lists(parse("统一是关键，之一是安全。万一是误报，同一是非。")) == []


SENTENCES = [
    "一是甲。",
    "二是乙。",
    "三是丙，",
    "首先丁，",
    "其次戊。",
    "最后己。",
    "①庚",
    "②辛；",
    "\n一、壬\n",
    "\n",
    "癸。",
]


@given(st.lists(st.sampled_from(SENTENCES), max_size=24))
def test_every_marker_lies_in_its_item_and_items_run_in_order(parse, sentences: list[str]) -> None:
    document = parse("云川市会议。" + "".join(sentences))
    for enumeration in document.outline.enumerations:
        assert enumeration.items
        for before, after in zip(enumeration.items, enumeration.items[1:], strict=False):
            assert before.marker.end <= after.marker.start
        for item in enumeration.items:
            assert item.span.covers(item.marker)
            assert item.span.end <= len(document.text)


@given(st.text("一二十2是要、,。;其首先①② 甲\n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_markers_are_what_the_pattern_of_a_style_finds(rules, text: str, start: int, end: int) -> None:
    for style in rules.enumerations:
        here = _by_scope([(start, end)], [(style, style.places(text))]).get(0, [(style, [])])[0][1]
        quickly = [match.span() for match in style.markers(text, start, end, here)] if here else []
        assert quickly == [match.span() for match in style.pattern.finditer(text, start, end)]
