"""Kind `relation`: figures of one sentence that a formula ties to each other."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError
from zfcheck.packtree import PackError

RATE = """
kind: relation
formula: rate == part / whole
shown: '{part}÷{whole}'
patterns: ['{whole:amount}{..},{..}{part:amount}{..},{..}率{rate:share}']
"""
UPWARD = """
kind: relation
formula: to >= from_
message: '由{from_}到{to}是减少，文中写的是“{verb}”'
patterns: ['从{from_}(?P<verb>增至|增加到){to}']
"""
NOUNS = """
kind: relation
formula: rate == part / whole
shown: '{part}÷{whole}'
patterns: ['{whole:amount},(?:{verbs}){part:amount},{noun}{rate:share}']
table:
  - {noun: 破案率, verbs: 侦破|破获}
  - {noun: 抢劫（抢夺）破案率, verbs: 破获}
"""
DAYS = """
kind: relation
formula: to <= from_
message: '{to}比{from_}长'
patterns: ['从{from_:amount@天|日}减至{to:amount@天|日}']
"""
MOST = RATE + "most: 100\n"
MEAN = """
kind: relation
formula: mean == total / count
shown: '{total}÷{count}'
plain: [count]
patterns: ['{count:amount},{..}{total:amount},人均{..}{mean:amount}']
"""


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    "text",
    [
        "受理案件2000件，办结1950件，办结率97.5%。",
        "受理案件２０００件，办结１９５０件，办结率９７．５％。",
        "受理案件3件，办结2件，办结率66.7%。",
        "受理案件3.2万件，办结1.1万件，办结率34%。",
        "受理案件约2000件，办结1950件，办结率97%。",
        "受理案件2000件，办结1950件，办结率95%以上。",
        "受理案件两千件，办结一千九百五十件，办结率百分之九十七点五。",
    ],
)
def test_figures_that_agree_are_counted(ask, text: str) -> None:
    answer = ask(RATE, text)
    assert answer.marked == []
    assert held(answer) == 1


def test_figures_that_do_not_agree(ask) -> None:
    answer = ask(RATE, "全年受理案件2000件，办结1950件，办结率89.5%。")
    assert answer.marked == ["89.5%"]
    assert answer.messages == ["1950÷2000=97.5%，文中为89.5%"]
    assert answer.severities == ["error"]
    assert [answer.document.slice(one.span) for one in answer.findings[0].related] == ["2000件", "1950件"]
    assert answer.findings[0].fix is not None and answer.findings[0].fix.safety == "unsafe"
    assert answer.fixed == "全年受理案件2000件，办结1950件，办结率97.5%。"
    assert held(answer) == 0


def test_the_figure_is_corrected_where_it_stands_in_the_document(ask) -> None:
    answer = ask(RATE, "受理案件２０００件，办结１９５０件，办结率８９．５％。")
    assert answer.marked == ["８９．５％"]
    assert answer.fixed == "受理案件２０００件，办结１９５０件，办结率97.5％。"


def test_what_was_cut_off_instead_of_rounded_is_a_hint_only(ask) -> None:
    answer = ask(RATE, "受理案件3件，办结2件，办结率66.6%。")
    assert answer.severities == ["info"]
    assert answer.findings[0].advice


@pytest.mark.parametrize(
    "text",
    [
        "受理案件2000件，走访1950人，办结率89.5%。",
        "受理案件2000件。办结1950件，办结率89.5%。",
        "受理案件2000件\n办结1950件，办结率89.5%",
        "受理案件2000件，办结1950件，办结89.5%。",
        "受理案件2000件，办结1950件、其中500件，办结率89.5%。",
        "受理案件0件，办结0件，办结率89.5%。",
        "受理案件2000，办结1.9万件，办结率89.5%。",
    ],
)
def test_what_cannot_be_delimited_or_compared_is_not_judged(ask, text: str) -> None:
    answer = ask(RATE, text)
    assert answer.marked == []
    assert held(answer) == 0


def test_every_sentence_is_judged(ask) -> None:
    answer = ask(RATE, "受理20件，办结10件，办结率50%。受理20件，办结10件，办结率60%。受理20件，办结5件，化解率75%。")
    assert answer.marked == ["60%", "75%"]
    assert held(answer) == 1


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("案件从2000件增至1600件。", ["由2000到1600是减少，文中写的是“增至”"]),
        ("案件从2.0万件增加到1.6万件。", ["由2.0万到1.6万是减少，文中写的是“增加到”"]),
        ("案件从2万件增加到1.6万件。", []),
        ("比重从20%增至16%。", ["由20%到16%是减少，文中写的是“增至”"]),
        ("案件从1600件增至2000件。", []),
        ("案件从9800万元增至1.2亿元。", []),
        ("案件从2000件增至1600人。", []),
        ("用时从2小时增至45天。", []),
        ("占比从三成增至四成。", []),
    ],
)
def test_a_message_of_the_rule_tells_both_figures(ask, text: str, messages: list[str]) -> None:
    answer = ask(UPWARD, text)
    assert answer.messages == messages
    assert answer.fixed == text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("立案20起，侦破10起，破案率60%。", ["60%"]),
        ("立案20起，破获10起，破案率50%。", []),
        ("立案20起，破获10起，抢劫（抢夺）破案率60%。", ["60%"]),
        ("立案20起，办理10起，破案率60%。", []),
    ],
)
def test_patterns_are_filled_from_the_table(ask, text: str, marked: list[str]) -> None:
    assert ask(NOUNS, text).marked == marked


def test_a_figure_may_be_tied_to_units(ask) -> None:
    assert ask(DAYS, "时限从3天减至15天。").marked == ["15天"]
    assert ask(DAYS, "时限从3个减至15个。").marked == []


def test_an_earlier_figure_may_be_the_one_that_is_meant(ask) -> None:
    answer = ask(RATE, "受理2000件、积案500件，调解400件，调解率20%。")
    assert answer.marked == []
    assert held(answer) == 1
    assert ask(RATE, "受理2000件、积案500件，调解400件，调解率30%。").marked == ["30%"]
    # but no figure is divided by itself
    assert ask(RATE, "受理2000件，调解1950件，调解率100%。").marked == ["100%"]


def test_figures_of_a_part_are_not_held_against_the_whole(ask) -> None:
    answer = ask(RATE, "受理2000件，其中民事500件，调解400件，调解率30%。")
    assert answer.marked == []
    assert held(answer) == 0


def test_a_result_out_of_all_proportion_is_a_hint_without_a_fix(ask) -> None:
    text = "受理案件2000件，办结1950件，办结率9.75%。"
    answer = ask(RATE, text)
    assert answer.severities == ["info"]
    assert answer.fixed == text


def test_what_another_rule_judges_is_left_to_it(ask) -> None:
    answer = ask(MOST, "受理20件，办结10件，办结率150%。")
    assert answer.marked == []
    assert held(answer) == 0


def test_a_plain_figure_counts_without_its_unit(ask) -> None:
    assert ask(MEAN, "干警10名，办案300件，人均办案30件。").marked == []
    assert ask(MEAN, "干警10名，办案300件，人均办案40件。").marked == ["40件"]


def test_the_figure_of_a_message_stands_in_its_own_unit(ask) -> None:
    answer = ask(MEAN, "群众600人，救助1200万元，人均3.0万元。")
    assert answer.messages == ["1200万÷600=2.0万元，文中为3.0万元"]
    assert answer.fixed == "群众600人，救助1200万元，人均2.0万元。"


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (RATE.replace("rate == part / whole", "rate == part /"), "formula"),
        (RATE.replace("rate == part / whole", "rate"), "formula"),
        (RATE.replace("rate == part / whole", "rate == part ** whole"), "formula"),
        (RATE.replace("rate == part / whole", "part + whole == rate"), "formula"),
        (RATE.replace("rate == part / whole", "rate == part / whole + more"), "patterns"),
        (RATE.replace("{part:amount}", "若干"), "patterns"),
        (RATE.replace("{part:amount}", "{part:number}"), "patterns"),
        (RATE.replace("率{rate:share}", "率({rate:share}"), "patterns"),
        (RATE.replace("率{rate:share}", "率[{rate:share}"), "patterns"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(ask, rule: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(rule)
    assert caught.value.key == key
    assert str(caught.value)


@pytest.mark.parametrize(
    "rule", ["kind: relation\nformula: a == b", "kind: relation\npatterns: ['{a}{b}']", RATE + "foo: 1"]
)
def test_missing_and_unknown_keys_are_refused(ask, rule: str) -> None:
    with pytest.raises(PackError):
        ask.compile(rule)
