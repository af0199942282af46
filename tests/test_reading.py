"""The reading text: folded one for one, repaired only where that is sure, and always with a way back."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.characters import LOOK_ALIKES, NOT_READ, UNSEEN
from zfcheck.document import Document, Paragraph, Span
from zfcheck.readers.text import read
from zfcheck.reading import (
    _NOTED,
    FOLDING,
    PINYIN_NOTES,
    _gaps,
    fold,
    fold_noted,
    is_traditional,
    read_through,
    simplified,
)

TRADITIONAL = (
    "雲川市政法機關堅持黨的領導，圍繞經濟發展大局，維護國家安全和社會穩定，為產業發展提供法治保障。"
    "這個時期，各級黨組織團結全體黨員開展學習，過問責任落實，實現機關業務動態管理。"
)
NOTES = "雲川市政法機(jī)關(guān)作了報(bào)告，形勢平穩。"

PIECES = [
    *"\u200b\u00ad\ufeff\u202e⼈⺠",
    *"云川平，。：（）(１２３%％“”　 aＡ国機關(bào)",
    "報(bào)",
    "調(diào)",
    "機(jī)",
    "\n",
    "\r\n",
    "\r",
    "𠮷",
]
characters = st.sampled_from(PIECES)
texts = st.lists(characters, max_size=60).map("".join)


def document_of(text: str) -> Document:
    return read(text.encode("utf-8"), "a.txt")


def test_folding_is_one_code_point_for_one_over_the_whole_basic_plane() -> None:
    everything = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（１）", "(1)"),
        ("９７．５％", "97.5%"),
        ("ＡＢｃ", "ABc"),
        ("，；：！？", ",;:!?"),
        ("\u3000\u00a0", "  "),
        ("“平安云川”、《条例》。——", "“平安云川”、《条例》。——"),
        ("①Ⅱ㎡", "①Ⅱ㎡"),
    ],
)
def test_folding_changes_width_and_nothing_else(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_table_holds_no_character_that_unfolds_to_several() -> None:
    assert all(len(plain) == 1 for plain in FOLDING.values())


def test_the_conversion_table_is_one_for_one_and_settles_common_characters() -> None:
    table = simplified()
    assert len(table) > 2000
    assert "機關報導".translate(table) == "机关报导"


def test_pinyin_notes_are_left_out_from_three_on() -> None:
    document = document_of(NOTES)
    assert document.reading.repairs["pinyin"] == 3
    assert "(" not in document.reading.text
    fewer = document_of("推广“堌(gù)里”经验，整治垇(ào)口。")
    assert fewer.reading.repairs["pinyin"] == 0
    assert "堌(gù)里" in fewer.reading.text
    assert PINYIN_NOTES == 3


def test_latin_words_in_brackets_are_no_pinyin_notes() -> None:
    document = document_of("建成平台(app)、微信(wechat)、小区(wifi)、数据(data)、短信(sms)。")
    assert document.reading.repairs["pinyin"] == 0
    assert "平台(app)" in document.reading.text


def test_a_phrase_broken_by_notes_is_found_and_leads_back_to_all_of_it() -> None:
    document = document_of(NOTES)
    at = document.reading.text.index("機關作")
    assert document.slice(document.reading.span(at, at + 2)) == "機(jī)關"
    assert document.slice(document.reading.span(at, at + 3)) == "機(jī)關(guān)作"


def test_notes_in_full_width_brackets_are_left_out_too() -> None:
    document = document_of("政法機（jī）關（guān）報（bào）告")
    assert document.reading.text == "政法機關報告\n"


def test_a_traditional_text_is_read_in_simplified_characters() -> None:
    document = document_of(TRADITIONAL)
    assert document.reading.repairs["traditional"] == 1
    assert "政法机关坚持党的领导" in document.reading.text
    at = document.reading.text.index("机关")
    assert document.slice(document.reading.span(at, at + 2)) == "機關"


@pytest.mark.parametrize(
    "text",
    [
        "云川市查处“萬國會館”“經濟發展學會”等涉案场所。" + "全市政法机关围绕中心、服务大局。" * 20,
        "云川市形势平稳。",
        "",
        "これは機關の發展に對する學會の動きを説明するものである。" * 10,
    ],
)
def test_simplified_japanese_and_short_texts_are_not_traditional(text: str) -> None:
    assert not is_traditional(text)


def test_hidden_spans_are_left_out() -> None:
    document = Document("a.md", "markdown", "**平安**云川", (Paragraph(Span(0, 8)),), hidden=(Span(0, 2), Span(4, 6)))
    assert document.reading.text == "平安云川\n"
    assert document.reading.span(1, 3) == Span(3, 7)


def test_hidden_spans_that_reach_over_a_paragraph_are_cut_there() -> None:
    text = "甲<!--\n乙-->丙"
    paragraphs = (Paragraph(Span(0, 5)), Paragraph(Span(6, 11)))
    document = Document("a.md", "markdown", text, paragraphs, hidden=(Span(1, 10),))
    assert document.reading.text == "甲\n丙\n"


def test_a_line_end_inside_a_paragraph_reads_as_a_space_but_in_plain_text() -> None:
    document = Document("a.md", "markdown", "平安\n云川", (Paragraph(Span(0, 5)),))
    assert document.reading.text == "平安 云川\n"


def test_paragraph_at_finds_the_paragraph_of_a_position() -> None:
    reading = document_of("甲\n乙丙\n丁").reading
    spans = [reading.paragraph_at(at) for at in range(len(reading.text))]
    assert [s.paragraph.span.start for s in spans if s] == [0, 0, 2, 2, 2, 5, 5]


@given(texts)
def test_every_span_leads_to_a_span_inside_the_text(text: str) -> None:
    document = document_of(text)
    reading = document.reading
    for start in range(len(reading.text) + 1):
        for end in range(start, min(start + 8, len(reading.text)) + 1):
            span = reading.span(start, end)
            assert 0 <= span.start <= span.end <= len(text)


@given(texts)
def test_positions_and_offsets_are_each_others_inverse(text: str) -> None:
    reading = document_of(text).reading
    inside = [p for part in reading.paragraphs for p in range(part.start, part.end)]
    assert [reading.position(reading.offset(p)) for p in inside] == inside


@given(texts)
def test_without_repairs_a_span_slices_to_the_same_folded_text(text: str) -> None:
    document = document_of(text)
    reading = document.reading
    if any(reading.repairs.values()):
        return
    for part in reading.paragraphs:
        for start in range(part.start, part.end):
            for end in range(start + 1, min(part.end, start + 6) + 1):
                assert same(document.slice(reading.span(start, end))) == same(reading.text[start:end])


def same(text: str) -> str:
    """`text` folded, without what the reading leaves out (spaces between Han characters) or turns (straight quotes)."""
    return NOT_READ.sub("", fold(text).replace(" ", "")).translate({ord(mark): '"' for mark in "“”"})


def test_a_space_between_han_characters_or_a_figure_hides_no_phrase() -> None:
    document = document_of("社区服刑 人员于 2025 年 2 月 30 日")
    assert document.reading.text == "社区服刑人员于2025年2月30日\n"
    start = document.reading.text.index("服刑人员")
    assert document.slice(document.reading.span(start, start + 4)) == "服刑 人员"


def test_the_number_of_a_heading_keeps_its_space() -> None:
    assert document_of("2 组织体系\n2025 年打算").reading.text == "2 组织体系\n2025年打算\n"


GAP = re.compile(
    f"(?<=[\u3400-\u9fff“”])[ \u3000\u00a0\u2028{UNSEEN}]{{1,3}}(?=[\u3400-\u9fff0-9“])"
    f"|(?P<figure>[0-9]{{1,20}})(?P<gap>[ \u3000\u00a0{UNSEEN}]{{1,3}})(?=[\u3400-\u9fff])"
)
"""The same told by one pattern, which is slow."""


def gaps_by_pattern(text: str) -> list[tuple[int, int]]:
    found = []
    for match in GAP.finditer(text):
        line = text[max(0, match.start() - 8) : match.start()].rpartition("\n")
        heads = match["gap"] and len(match["figure"]) <= 2 and (line[1] or match.start() <= 8) and not line[2].strip()
        if not heads:
            found.append(match.span("gap") if match["gap"] else match.span())
    return found


@given(st.text("云川2025 \u3000\u2028\u200b“”，。\n3a", max_size=40))
def test_gaps_are_those_of_the_pattern(text: str) -> None:
    assert list(_gaps(text, _NOTED.findall(text))) == gaps_by_pattern(text)


@given(st.one_of(texts, st.text("云川，；：（）％．　⼈１Ａaz\u2e80。", min_size=20, max_size=60)))
def test_folding_is_a_look_up_of_every_character(text: str) -> None:
    assert fold(text) == text.translate(FOLDING)
    assert fold(fold(text)) == fold(text)


def test_straight_quotation_marks_are_read_by_turns() -> None:
    assert document_of('做到"两个维护"、"四个意识"\n"一半').reading.text == "做到“两个维护”、“四个意识”\n“一半\n"


@given(texts)
def test_reading_is_its_paragraphs_each_with_a_line_feed(text: str) -> None:
    document = document_of(text)
    reading = read_through(document)
    assert reading.text == "".join(reading.text[p.start : p.end] + "\n" for p in reading.paragraphs)
    assert [p.paragraph for p in reading.paragraphs] == list(document.paragraphs)


@pytest.mark.parametrize(
    "sign", [*"\u200b\u200d\u2060\ufeff\u00ad\u202e\u200f\ufffc\x02\ufe00", "\u200b\ufeff", "\U000e0100"]
)
def test_a_character_without_width_hides_no_phrase(sign: str) -> None:
    document = document_of(f"坚持习{sign}近平新时代{sign}思想{sign}。" + "形势平稳" * 5)
    assert document.reading.text == "坚持习近平新时代思想。" + "形势平稳" * 5 + "\n"
    start = document.reading.text.index("习近平")
    assert document.slice(document.reading.span(start, start + 3)) == f"习{sign}近平"


def test_without_width_and_a_space_together_are_a_gap_too() -> None:
    assert document_of("社区\u200b 服刑 \u200b人员\u200b有 \ufeff3\u200b 人").reading.text == "社区服刑人员有3人\n"


def test_a_tab_a_line_end_and_private_signs_are_kept() -> None:
    assert document_of("平\t安\n云\ue000川").reading.text == "平\t安\n云\ue000川\n"


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    document = document_of("⼈⺠群众的⼾籍⼯作，⾦融⻛险")
    assert document.reading.text == "人民群众的户籍工作,金融风险\n"
    assert document.slice(document.reading.span(0, 2)) == "⼈⺠"


def test_look_alikes_lead_to_ideographs_one_for_one() -> None:
    assert len(LOOK_ALIKES) > 600
    assert all(len(plain) == 1 and "\u3400" <= plain <= "\u9fff" for plain in LOOK_ALIKES.values())


def test_a_text_of_nothing_but_them_is_read_in_passing() -> None:
    start = time.process_time()
    document_of("平\u200b" * 200_000).reading.position(3)
    assert time.process_time() - start < 5


def test_no_character_unfolds_to_one_that_is_folded_again() -> None:
    assert not {plain for code, plain in FOLDING.items() if plain != chr(code)} & set(map(chr, FOLDING))


@given(st.text(st.sampled_from([*map(chr, FOLDING), *"云川平，。a1"]), max_size=300))
def test_rare_characters_are_folded_few_or_many(text: str) -> None:
    assert fold(text) == text.translate(FOLDING)


@given(st.text(alphabet="平安 \u200b\n（）2025年", max_size=60), st.data())
def test_both_ends_of_a_span_are_where_each_of_them_is(text: str, data: st.DataObject) -> None:
    document = document_of(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reading = document.reading
    assert reading.positions(Span(start, end)) == (reading.position(start), reading.position(end))


@given(texts)
def test_folding_by_what_is_noted_is_folding(text: str) -> None:
    assert fold_noted(text, document_of(text).reading.noted) == fold(text)
