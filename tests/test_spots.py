"""Dear patterns are tried only where they can match: nothing that a search of the whole text finds may be missed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.counting import levels, spans
from zfcheck.counting.announced import Announcements
from zfcheck.counting.counts import Numerals, Words
from zfcheck.counting.listed import ListsBefore, behind_quotes
from zfcheck.counting.named import ListsBehind
from zfcheck.days import DAY, HAN_DAY, WRITTEN_DAY
from zfcheck.kinds import gap, shares, stale
from zfcheck.reading import fold
from zfcheck.spots import Anywhere, Unfolded, blanks, first, matches, places, spots
from zfcheck.timeline import anniversaries, daily, meetings, plans, stretches, tense

PLANS = plans.Plans(
    [plans.Plan("十四五", 2021, 2025), plans.Plan("八五", 1991, 1995), plans.Plan("八五", 2021, 2025, "普法")]
)

WORDS = Words(
    units=("个", "项", "方面"), loose=("家", "个一"), levels=("市",), announcing=("工作",), announce=("抓好",)
)
NUMERALS = Numerals((*WORDS.units, *WORDS.loose))
BEFORE, BEHIND, ANNOUNCED = ListsBefore(WORDS), ListsBehind(WORDS), Announcements(WORDS)

Starts = Callable[[str], Iterable[int]]


def lists_before(text: str) -> list[int]:
    return sorted([*NUMERALS.starts(text), *behind_quotes(text)])


SITES: list[tuple[str, re.Pattern[str], Starts, str]] = [
    # what it is, the pattern, where it is tried, an example in pieces that are dropped, doubled and moved about
    ("years", stretches._YEARS, stretches._before_years, "2021|年|—|—| |2025|年|前|至|.|20"),
    ("months", stretches._MONTHS, lambda t: spots(t).months_of_years(), "2025|年|6|月|1|日|起|至|2026|年|7|月|2|日"),
    ("month to year", stretches._MONTH_TO_YEAR, lambda t: spots(t).months_of_years(), "2025|年|6月|起|至|2026|年|底"),
    ("begun", stretches._BEGUN_AND_DONE, lambda t: spots(t).months_of_years(), "2025|年|6月|启动|,|3月|底前|完成"),
    ("off year", stretches._OFF_YEAR, lambda t: (s for s, e in spots(t).numbers("年") if e - s == 5), "20|2|25|年|.|前"),
    ("handed in", stretches._HANDED_IN_FIRST, lambda t: spots(t).months(), "5|月|20日|前|完成|自查|,|4|月|底|前将|自查"),
    ("counted", stretches._COUNTED, stretches._days_before_their_number, "2025|年|7月|1|日|至|15|日|,|共|15|天"),
    ("days", DAY, daily._digits, "2025|年|6|月|3|日|12|—|.|1"),
    ("Han days", HAN_DAY, daily._han_years, "二〇|二五|年|六|月|三|日|十"),
    ("written days", WRITTEN_DAY, daily._written_years, "20|25|-|6|-|03|.|19|98"),
    ("plans", PLANS._names, PLANS.starts, "“|十四五|”|八五|普法|五|十|四"),
    ("anniversaries", anniversaries._ANNIVERSARY, anniversaries._numerals, "100|周年|二|十|七|周年|华诞"),
    ("times", tense._TIME, tense._times, "截至|2025|年|6月|3日|,|今年|上半年|,|截止|全年|自|前"),
    ("plenums", meetings._PLENUM, meetings._terms, "中国共产党|二十|届|二中|、|三中|全会|党的|十|九"),
    ("long", meetings._LONG_PLENUM, meetings._terms, "中国共产党|第|二十|届|中央委员会|第三|次全体会议"),
    ("congresses", meetings._CONGRESS, meetings._congresses, "党的|二十|大|精神|中国共产党|第|二十|次全国代表大会|类"),
    ("sessions", meetings._SESSION, meetings._terms, "第|十四|届|全国人大|三|次会议"),
    ("spans", spans._SPAN, spans._years, "2021|年|—|—|2025|年|)|的|五|年|1998"),
    ("named spans", spans._NAMED, lambda t: spans._names(t, spans._years(t)), "三|年|专项|行动|计划|”|(|2021|—|2023|)"),
    ("lengths in months", spans._MONTHS, lambda t: spots(t).months(), "3|月|份|至|5|月|底|的|三|个月"),
    ("counts", BEFORE._count, lists_before, "“|三|个|方面|工作|十二|项|任务|第|十|个一律|5|家|,|1"),
    ("named", BEHIND._count, NUMERALS.starts, "三|个|方面|工作|十二|项|任务|第|10|家|每|两"),
    ("announced", ANNOUNCED._count, NUMERALS.starts, "抓好|三|个|方面|工作|:|十二|项|任务|。|1|月"),
    ("levels", levels._LEVELS, levels._starts, "市县|两|级|以|3|十二|级|三"),
    ("demands", stale._DEMANDS, lambda t: stale._before_years(t, 0), "。|\u3000|2025|年|度|,|工作的|总体要求|是|\n|1"),
    ("openings", stale._OPENING, lambda t: stale._before_years(t, 0), "。|\u3000|2025|年|度|,|\n| |1"),
    ("gaps", gap._GAP, blanks, "政| |法|\u3000|工作|,|1"),
    ("deadlines", stale._DEADLINE, lambda t: spots(t).months_of_years(), "2024|年|12|月|3日|前|报送|2025|年|工作|总结"),
    ("ratios", shares._RATIO, shares._ratios, "5|.|2|:|40|.1|:|54.7|∶|9|。"),
    ("lengths by days", spans._DAYS, lambda t: spots(t).months(), "3|月|1日|至|5月|31日|为期|三|个月"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "starts", "words"), [site[1:] for site in SITES], ids=[site[0] for site in SITES])
def test_tried_in_places_a_pattern_finds_what_it_finds_anywhere(
    pattern: re.Pattern[str], starts: Starts, words: str
) -> None:
    found = 0
    for text in texts(words.split("|"), seed=words):
        whole = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in matches(pattern, text, starts(text))] == whole
        found += len(whole)
    assert found > 5, "the words make up too little that the pattern finds"


def texts(pieces: Sequence[str], seed: str, number: int = 1000) -> Iterable[str]:
    """The pieces twice over, in their order for the most part."""
    chance = random.Random(seed)
    for _ in range(number):
        wrong = chance.choice([0.05, 0.15, 0.4])
        text = ""
        for piece in (*pieces, chance.choice(["", "。", "\n", "件", " "]), *pieces):
            if chance.random() < wrong:
                text += chance.choice(["", piece * 2, chance.choice(pieces), chance.choice(pieces), "。"])
            else:
                text += piece
        yield text


def test_places_may_overlap() -> None:
    assert places("年年年", "年年") == [0, 1]
    assert places("形势平稳", "年") == []


def test_words_are_found_wherever_they_begin() -> None:
    words = Anywhere(["十四五", "四五", "规划", "十四五"])
    assert words.starts("“十四五”规划") == [1, 2, 5]
    assert words.starts("四平") == []


def test_numbers_before_a_unit() -> None:
    text = "2025年6月的12月,年,٣年"
    assert list(spots(text).numbers("年")) == [(0, 4), (14, 15)]
    assert [text[start:end] for start, end in spots(text).numbers("月")] == ["6", "12"]
    assert list(spots(text).months_of_years()) == [0]


@given(st.text("的,甲1", max_size=30), st.text("的,甲1", min_size=1, max_size=3), st.integers(0, 31))
def test_the_rarest_character_leads_to_all_places(text: str, literal: str, start: int) -> None:
    assert first(text, literal, start) == text.find(literal, start)
    assert places(text, literal) == [at for at in range(len(text)) if text.startswith(literal, at)]


@given(
    st.lists(st.sampled_from(["(1", "[2", "?", "&", "甲乙", "甲", "%甲)", '"']), max_size=4),
    st.text("(（﹙1１2[［【？?&＆甲乙%％﹪)）\"＂'", max_size=30),
)
def test_what_stands_in_another_width_is_not_missed(words: list[str], text: str) -> None:
    stands = [word in fold(text) for word in words]
    told = Unfolded(words).may_be_in(text)
    assert told or not any(stands)
    if len(words) == 1:
        assert told == stands[0]
