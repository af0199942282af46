"""Plain figures: read as the grammar reads them, only quicker."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck import quantities
from zfcheck.quantities import Figure, Quantity, Sort, read_figures
from zfcheck.quantities.grammar import about, one_of_words, sources, units

WORDS = [
    *units(), *"一二三五十百千万亿零点第年月日号季度个半成分番倍余多来约近至到—-,.。、;:%‰是要起批大届会A",
    "3", "12", "2025", "0.5", "1,234", "12.5.3", "123456789012", "9" * 41, "上半年", "以上", "左右", "分之", "百分点", "超过", "上下", "规划",
    "全市", "受理", "\n", " ", "٣",
]  # fmt: skip


TRIGGER = re.compile(
    r"\d++(?:\.\d++)?+|半数|第(?=[\d一二三四五六七八九十])|[百千万]分之|[上下]半年|前[一二三]季度"
    r"|[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇○]*(?=[^\s,。;:!?()])|[百千](?=[余多])"
)
"""Where any figure may begin, whatever it is."""


def by_grammar(text: str) -> list[Figure]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantities, "pattern", lambda: TRIGGER)
        return list(read_figures(text))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_plain_figures_are_those_of_the_grammar(text: str) -> None:
    assert list(read_figures(text)) == by_grammar(text)


@pytest.mark.parametrize("character", sorted(sources("YEAR", "MONTH", "DAY", "PART")))
def test_every_character_of_a_date_behind_a_number(character: str) -> None:
    for number in ("1", "2", "12", "31", "2025", "1998"):
        for text in (
            f"{number}{character}",
            f"{number}{character}2",
            f"{number}{character}度",
            f"{number}{character}2026年",
        ):
            for rest in ("", ",", "字"):
                assert list(read_figures(text + rest)) == by_grammar(text + rest)


def test_short_numbers_with_a_unit_are_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantities, "_read_at", None)
    assert [q.value for q in read_figures("12件,97.5%。共5个;3人\n3") if isinstance(q, Quantity)] == [12, 97.5, 5, 3, 3]


@pytest.mark.parametrize("name", units())
def test_every_unit_behind_a_number(name: str) -> None:
    for text in (
        f"受理12{name}",
        f"受理12{name}。",
        f"受理1.5{name}以上",
        f"{name}3{name},约4{name}",
        f"三{name}12{name}一",
        f"一{name}数三{name}一{name}百分点",
    ):
        assert list(read_figures(text)) == by_grammar(text)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_what_is_said_of_a_kind_is_so_of_each_figure(text: str) -> None:
    found = read_figures(text)
    assert sorted(number for _, numbers in found.alike for number in numbers) == list(range(len(found)))
    for kind, numbers in found.alike:
        for number in numbers:
            figure = found[number]
            assert (figure.start, figure.end, figure.role) == (found.starts[number], found.ends[number], kind.role)
            if isinstance(kind, Sort):
                assert isinstance(figure, Quantity)
                assert figure.numeral == (figure.start, figure.end - kind.rest)
                said = (kind.unit, kind.printed_unit, kind.whole, kind.han, False)
                assert said == (figure.unit, figure.printed_unit, figure.whole, figure.han, figure.range)


@given(
    st.lists(st.text("个百分月点工作日", min_size=1, max_size=4), min_size=1), st.text("个百分月点工作日", max_size=6)
)
def test_the_longest_of_some_words_is_found(words: list[str], text: str) -> None:
    match = re.match(one_of_words(words), text)
    assert (match and match.group()) == max((word for word in words if text.startswith(word)), key=len, default=None)


ORDINALS = [
    *"第一二三四五十百千万亿零点年月日号季度届次会议大个人条分成番余多约近至，。五",
    "规划",
    "中全会",
    "百分点",
    "3",
    "条",
    "名",
]


@given(st.lists(st.sampled_from(ORDINALS), max_size=8).map("".join).map("第".__add__))
def test_plain_ordinals_are_those_of_the_grammar(text: str) -> None:
    assert list(read_figures(text)) == by_grammar(text)


def test_the_numbers_are_worked_out_when_they_are_asked_for() -> None:
    (figure,) = read_figures("办结率97.5%")
    assert isinstance(figure, Quantity)
    assert not isinstance(figure._numbers, quantities.figure.Numbers)
    assert (float(figure.value), figure.decimals, figure.approximate) == (97.5, 1, False)
    assert isinstance(figure._numbers, quantities.figure.Numbers)


def test_a_word_of_approximation_is_never_passed_over() -> None:
    pattern, characters = about()
    for word in ("大约", "超过", "近", "不少于"):
        (figure,) = read_figures(f"受理{word}12件")
        assert pattern.search(word) and word[-1] in characters
        assert isinstance(figure, Quantity) and figure.start == 2 and figure.approximate
