"""Kind `doubled`: typed twice by mistake, against what Chinese doubles on purpose and where two words meet."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.kinds import RuleError, doubled
from zfcheck.repeats import Repeats

CHARACTER = """
    kind: doubled
    check: character
    particles: 的了在和
    bound: 署障矛盾育
    except: [的的确确, 在在建]
    """
WORD = """
    kind: doubled
    check: word
    except: [研究研究]
    ends: [社区, 机关, 社会]
    links: 和在
    """
CLAUSE = "kind: doubled\ncheck: clause"


@pytest.mark.parametrize(
    ("text", "marked", "fixed"),
    [
        ("取得了明显的的成效。", ["的的"], "取得了明显的成效。"),
        ("有力推动了了工作。", ["了了"], "有力推动了工作。"),
        ("有力推动了了了工作。", ["了了了"], "有力推动了工作。"),
        ("部署署落实任务。", ["署署"], "部署落实任务。"),
        ("化解矛矛盾纠纷。", ["矛矛"], "化解矛盾纠纷。"),
        ("的的成效", ["的的"], "的成效"),
    ],
)
def test_a_character_left_over_is_found(ask, text: str, marked: list[str], fixed: str) -> None:
    answer = ask(CHARACTER, text)
    assert answer.marked == marked
    assert answer.findings[0].fix.apply(text) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "以公益为目的的事业单位。",
        "为了了解情况。",
        "全市市场监管部门。",
        "推进和和平统一。",
        "的的确确如此。",
        "实实在在的变化，在在建工地。",
        "“五育育人”。",
        "的的的的。",
        "推动了 了解。",
    ],
)
def test_two_words_that_meet_in_a_character_are_left_alone(ask, text: str) -> None:
    assert ask(CHARACTER, text).marked == []


def test_only_a_particle_is_mended_without_asking(ask) -> None:
    safeties = [finding.fix.safety for finding in ask(CHARACTER, "明显的的成效，部署署落实。").findings]
    assert safeties == ["safe", "unsafe"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("研究制定制定方案。", ["制定制定"]),
        ("进一步进一步健全机制。", ["进一步进一步"]),
        ("要加强组织领导加强组织领导。", ["加强组织领导加强组织领导"]),
        ("鼓励政府和社会社会力量参与。", ["社会社会"]),
        ("深入云山社区社区，开展走访。", ["社区社区"]),
    ],
)
def test_a_word_typed_twice_is_found(ask, text: str, marked: list[str]) -> None:
    answer = ask(WORD, text)
    assert answer.marked == marked
    assert answer.findings[0].fix.safety == "unsafe"


@pytest.mark.parametrize(
    "text",
    [
        "一代一代接续奋斗。",
        "产业创业创新平台。",
        "云山社区社区工作者。",
        "江山就是人民人民就是江山。",
        "大家研究研究。",
        "整治“推进推进”式的空喊。",
        "加油工作加油工作加油工作加油工作。",
        "（三）严格公正司法 公正司法是底线。",
        "时时处处，家家户户，方方面面。",
        "推进" * 2 + "云川发展" * 40,
    ],
)
def test_what_is_said_twice_on_purpose_is_left_alone(ask, text: str) -> None:
    assert ask(WORD, text).marked == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("压实责任，加强组织领导，加强组织领导，推动落实。", ["加强组织领导，加强组织领导"]),
        ("加强组织领导；加强组织领导。", ["加强组织领导；加强组织领导"]),
        ("全年办结案件1206件。全年办结案件1206件。", ["全年办结案件1206件。全年办结案件1206件"]),
    ],
)
def test_a_clause_typed_twice_is_found(ask, text: str, marked: list[str]) -> None:
    answer = ask(CLAUSE, text)
    assert answer.marked == marked


@pytest.mark.parametrize(
    "text",
    [
        "奋斗，奋斗，再奋斗。",
        "基本满意，基本满意，基本满意。",
        "一、加强组织领导。加强组织领导，成立专班。",
        "“不怕困难多，不怕困难多”的精神。",
        "变卖、拍卖，变卖、拍卖的价款上缴。",
        "办结案件12件，办结案件12件。",
        "加强组织领导。\n加强组织领导。",
    ],
)
def test_clauses_that_may_be_alike_are_left_alone(ask, text: str) -> None:
    assert ask(CLAUSE, text).marked == []


def test_cells_of_a_table_may_be_alike(ask) -> None:
    table = "| 事项 | 意见 |\n| --- | --- |\n| 甲 | 按期完成任务，按期完成任务。 |\n"
    assert ask(CLAUSE, table, name="a.md").marked == []


def test_a_pinyin_note_does_not_hide_a_doubling(ask) -> None:
    answer = ask(CHARACTER, "明显的(de)的(de)成(chéng)效(xiào)十(shí)分(fēn)显(xiǎn)著(zhù)。")
    assert len(answer.marked) == 1


@pytest.mark.parametrize("rule", [CHARACTER, WORD, CLAUSE])
@pytest.mark.parametrize("text", ["甲", "的", "的的好", "推进推进，", "署署", "甲乙丙丁"])
def test_hostile_text_takes_no_square_of_its_length(ask, rule: str, text: str) -> None:
    before = time.process_time()
    assert ask(rule, text * (60_000 // len(text))).faults == []
    assert time.process_time() - before < 8


def test_a_rule_without_characters_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: doubled\ncheck: character")
    assert caught.value.key == "check"


@given(st.lists(st.sampled_from(["甲乙丙丁戊", "甲乙丙丁戊己庚辛壬癸", "。", ",", "、", ";", "!", "\n"]), max_size=12))
def test_the_quick_look_lets_no_clause_go(pieces: list[str]) -> None:
    text = "".join(pieces)
    for find, ends, between, after, least in (
        (doubled._CLAUSE, doubled._CLAUSE_ENDS, ",、;", ",、;。", doubled.SHORTEST_CLAUSE),
        (doubled._SENTENCE, doubled._SENTENCE_ENDS, "。", "。", doubled.SHORTEST_SENTENCE),
    ):
        found = list(find.finditer(text))
        twice = any(
            one[1] == two[1] and len(one[1]) >= least and one.end() == two.start() and one[2] in between
            for one, two in itertools.pairwise(found)
            if two[2] and two[2] in after
        )
        assert doubled._any_in_a_row(text, ends, least) or not twice


@given(st.text("甲乙丙伀一,\n 1", max_size=60), st.integers(1, 3))
def test_words_are_looked_for_where_they_stand_twice(text: str, times: int) -> None:
    text *= times
    found = [match.span() for match in doubled._words_twice(text, Repeats(text))]
    assert found == [match.span() for match in doubled._WORD_TWICE.finditer(text)]
