"""Sentences with their figures written as one character each."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.quantities import Quantity, read_figures
from zfcheck.readers.text import read
from zfcheck.reading import fold
from zfcheck.sentences import LONGEST, MOST, SIGNS, Sentence, Sentences, sentences

NAMES = {sign: name for name, sign in SIGNS.items()}


def cut(text: str) -> list[Sentence]:
    return list(Sentences(text, read_figures(text)))


def readable(sentence: Sentence) -> str:
    return "".join(f"<{NAMES[c]}>" if c in NAMES else c for c in sentence.template)


@pytest.mark.parametrize(
    ("text", "templates"),
    [
        ("全年受理案件2000件,办结率97.5%。", ["全年受理案件<amount>,办结率<share>。"]),
        ("2025年,提高3个百分点", ["<moment>,提高<points>"]),
        ("是去年的2倍,翻一番", ["是去年的<times>,翻<fold>"]),
        ("第3次,“十四五”时期5件", ["<ordinal>,“<name>”时期<amount>"]),
        ("甲3件。乙。丙4件!丁5件?", ["甲<amount>。", "丙<amount>!", "丁<amount>?"]),
        ("甲3件\n乙4件\n", ["甲<amount>\n", "乙<amount>\n"]),
        ("甲3件;乙4件", ["甲<amount>;乙<amount>"]),
        ("形势平稳。", []),
        ("2025年工作。", []),
        ("第三届。", []),
        ("", []),
    ],
)
def test_sentences_that_hold_a_quantity(text: str, templates: list[str]) -> None:
    assert [readable(sentence) for sentence in cut(text)] == templates


def test_every_sign_leads_to_its_figure() -> None:
    text = "前言。受理2000件,2025年办结1950件。"
    (sentence,) = cut(text)
    assert (sentence.start, sentence.end) == (3, len(text))
    shown = {at: text[figure.start : figure.end] for at, figure in sentence.at.items()}
    assert shown == {2: "2000件", 4: "2025年", 7: "1950件"}
    assert [sentence.template[at] in NAMES for at in shown] == [True] * 3
    assert [quantity.value for quantity in sentence.quantities()] == [2000, 1950]


def test_a_private_character_of_the_text_is_no_sign() -> None:
    (sentence,) = cut("甲\ue000乙3件\ue001。")
    assert readable(sentence) == "甲\ufffd乙<amount>\ufffd。"
    assert list(sentence.at) == [3]


def test_sentences_of_a_document_are_made_once() -> None:
    document = read("受理２０００件。办结1950件。".encode(), "a.txt")
    assert sentences(document) is sentences(document)
    assert [readable(sentence) for sentence in sentences(document)] == ["受理<amount>。", "办结<amount>。"]


def test_a_sentence_without_end_is_cut() -> None:
    text = "甲3件、" * (2 * MOST + 1)
    made = cut(text)
    assert [len(sentence.at) for sentence in made] == [MOST, MOST, 1]
    assert [one.end for one in made[:-1]] == [two.start for two in made[1:]]
    far = "甲" * 3 * LONGEST + "3件" + "乙" * 3 * LONGEST + "4件。"
    assert [len(sentence.template) for sentence in cut(far)] == [2 * LONGEST + 1, LONGEST + 2]


PIECES = ["甲", "乙丙", "3件", "97.5%", "2025年", "第三届", "。", "!", "\n", ",", "、", "\ue000", "两名", "约5万余件"]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(texts)
def test_sentences_lie_in_order_and_lose_no_quantity(text: str) -> None:
    text = fold(text)
    found = read_figures(text)
    made = list(Sentences(text, found))
    position = 0
    for sentence in made:
        assert position <= sentence.start < sentence.end <= len(text)
        position = sentence.end
        # What stands between the signs is the text between the figures.
        grown = sum(figure.end - figure.start - 1 for figure in sentence.at.values())
        assert len(sentence.template) + grown == sentence.end - sentence.start
        for at, figure in sentence.at.items():
            assert sentence.template[at] in NAMES
            assert sentence.start <= figure.start < figure.end <= sentence.end
        assert sum(c in NAMES for c in sentence.template) == len(sentence.at)
    held = [quantity for sentence in made for quantity in sentence.quantities()]
    assert held == [figure for figure in found if isinstance(figure, Quantity)]


def plainly(text: str) -> list[tuple[int, int, str, dict[int, object]]]:
    """The same, mark by mark and figure by figure."""
    found = list(read_figures(text))
    ends = [match.end() for match in re.finditer("[。!?\n]", text)]
    made = []
    start = index = 0
    while index < len(found):
        first = found[index]
        start = max(start, first.start - LONGEST, *(end for end in ends if end <= first.start))
        end = min(len(text), first.end + LONGEST, *(end for end in ends if end > first.end))
        members = [figure for figure in found[index : index + MOST] if figure.end <= end]
        index += len(members)
        end = min([end, *(figure.start for figure in found[index : index + 1])])
        template, position, at = "", start, {}
        for figure in members:
            template += text[position : figure.start]
            at[len(template)] = figure
            role = figure.role if isinstance(figure, Quantity) else type(figure).__name__.lower()
            template += SIGNS[role]
            position = figure.end
        if any(isinstance(figure, Quantity) for figure in members):
            made.append((start, end, template + text[position:end], at))
        start = end
    return made


@given(
    st.lists(
        st.sampled_from(
            [
                "3件",
                "2025年",
                "。",
                ";",
                "!",
                "?",
                "\n",
                "受理",
                ",",
                "97.5%",
                "第3次",
                "“十四五”",
                "\ue0ff",
                "万",
                "2",
                "字" * LONGEST,
            ]
        ),
        max_size=40,
    ).map("".join)
    | st.integers(0, 3 * MOST).map(lambda count: "受理3件、" * count + "。办结2件")
)
def test_they_are_those_found_mark_by_mark(text: str) -> None:
    shown = [(s.start, s.end, s.template, dict(s.at)) for s in cut(text)]
    assert shown == [(start, end, re.sub("[\ue008-\uf8ff]", "\ufffd", t), at) for start, end, t, at in plainly(text)]


@given(texts, st.sampled_from(["甲", "乙丙", "丙", "甲|丙", "。", "\ue005"]))
def test_sentences_are_found_by_what_they_hold(text: str, wanted: str) -> None:
    text = fold(text)
    made = Sentences(text, read_figures(text))
    pattern = re.compile(wanted)
    assert made.holding(pattern) == [at for at, sentence in enumerate(made) if pattern.search(sentence.template)]
    for at in range(len(made.template)):
        held = [number for number, one in enumerate(made.bounds) if one.begin <= at < one.stop]
        assert made.at(at) == (held[0] if held else None)


@given(texts)
def test_the_template_of_the_text_holds_those_of_its_sentences(text: str) -> None:
    text = fold(text)
    made = Sentences(text, read_figures(text))
    for sentence, bounds in zip(made, made.bounds, strict=True):
        assert made.template[bounds.begin : bounds.stop] == sentence.template
        assert (sentence.start, sentence.end) == (bounds.start, bounds.end)
        assert list(sentence.at.values()) == list(made.figures[bounds.first : bounds.last])
        assert len(sentence) == len(sentence.at)
    assert [made.template[at] in NAMES for at in made.places] == [True] * len(made.figures)
    assert made[:2] == [made[at] for at in range(min(2, len(made)))]
