"""Kind `character`: what a person reads over is found, mended in one go, and hides no phrase."""

from __future__ import annotations

import pytest

INVISIBLE = "kind: character\ncheck: invisible"
LOOK_ALIKE = "kind: character\ncheck: look-alike"
TRADITIONAL = """
kind: character
check: traditional
keep: 堃喆
words: [{wrong: 由於, right: 由于}]
"""

PINYIN = "kind: character\ncheck: pinyin"


@pytest.mark.parametrize("sign", [*"\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u200f\ufffc\u0081"])
def test_a_character_without_width_is_told_and_taken_out(ask, sign: str) -> None:
    answer = ask(INVISIBLE, f"平安{sign}建设稳步推进。")
    assert answer.marked == [sign]
    assert f"U+{ord(sign):04X}" in answer.messages[0]
    assert answer.fixed == "平安建设稳步推进。"


def test_all_of_them_are_told_once_and_mended_together(ask) -> None:
    answer = ask(INVISIBLE, "平\u200b安\u200b\u200b建\ufeff设。\u00ad")
    assert len(answer.findings) == 1
    assert "4处" in answer.messages[0]
    assert len(answer.findings[0].related) == 3
    assert answer.fixed == "平安建设。"
    assert answer.findings[0].fix is not None and answer.findings[0].fix.safety == "safe"


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧微信群", "乌鲁木齐（\u200fئۈرۈمچى\u200f）", "葛\U000e0100城", "平\t安", "क्\u200dष"]
)
def test_scripts_and_emoji_that_need_them_keep_theirs(ask, text: str) -> None:
    assert ask(INVISIBLE, text).findings == []


def test_radicals_become_the_characters_they_look_like(ask) -> None:
    answer = ask(LOOK_ALIKE, "⼈⺠群众，⼾籍⼯作，〸月")
    assert answer.fixed == "人民群众，户籍工作，〸月"
    assert answer.marked == ["⼈⺠"]
    assert "3处" in answer.messages[0]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("全市政法機關围绕大局。", "全市政法机关围绕大局。"), ("认真佈置，採取措施。", "认真布置，采取措施。"),
        ("由於宣传不够。", "由于宣传不够。"), ("乾隆年间，慰藉群众，瞭望塔覆盖面。", None), ("王堃、李喆同志。", None),
        ("查处“萬國公館”。", None), ("《漢語大字典》收字。", None), ("法の支配と機關。", None),
    ],
)  # fmt: skip
def test_a_traditional_character_in_a_simplified_text(ask, text: str, fixed: str | None) -> None:
    answer = ask(TRADITIONAL, text)
    assert answer.fixed == (fixed or text)
    assert bool(answer.findings) == (fixed is not None)


def test_a_text_that_is_traditional_throughout_is_another_rules_matter(ask) -> None:
    text = "政法機關堅持黨的領導，圍繞經濟發展大局，維護國家安全和社會穩定，為產業發展提供保障，實現團結，開展學習。"
    assert ask(TRADITIONAL, text).findings == []


def test_a_million_of_them_are_one_finding(ask) -> None:
    answer = ask(INVISIBLE, "平\u200b安" * 20_000)
    assert len(answer.findings) == 1
    assert "20000处" in answer.messages[0]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("扎实(shí)推进平安建设。", "扎实推进平安建设。"), ("“枫桥经（jīng）验”，成效(xiào)明显。", "“枫桥经验”，成效明显。"),
        ("石窠（kē）村", None), ("六（lù）安市", None), ("法（fǎ）、律（lǜ）", None), ("系统(app)上线", None),
    ],
)  # fmt: skip
def test_a_note_of_the_usual_reading_of_a_common_character(ask, text: str, fixed: str | None) -> None:
    answer = ask(PINYIN, text)
    assert bool(answer.findings) == (fixed is not None)
    if fixed is not None:
        (fix,) = [finding.fix for finding in answer.findings]
        assert (fix.apply(text), fix.safety) == (fixed, "unsafe")


def test_many_notes_are_for_the_rule_of_a_damaged_text(ask) -> None:
    assert ask(PINYIN, "扎实(shí)推进(jìn)平安(ān)建设(shè)工作。").findings == []


@pytest.mark.parametrize("text", ["由於某主动投案。", "由於氏宗族捐建。"])
def test_a_family_name_is_no_traditional_writing(ask, text: str) -> None:
    assert ask(TRADITIONAL, text).findings == []
