"""Kind `width`: half-width marks between Chinese characters, and everything half-width that is right."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

WHOLE = "kind: width\ncheck: whole"
MARKS = "kind: width\ncheck: marks\nsigns: ',;:'"
BRACKETS = "kind: width\ncheck: brackets"
QUOTES = "kind: width\ncheck: quotes"
FULL = "全市形势平稳，"


def test_a_text_without_full_width_commas_is_told_once(ask) -> None:
    text = '全市平稳,群众安居,环境优化;队伍过硬(含辅警),"平安"云川!'
    answer = ask(WHOLE, text)
    assert answer.marked == [","]
    assert answer.messages == ["全文的标点都是半角的，应为全角（全文共7处）"]
    assert answer.fixed == "全市平稳，群众安居，环境优化；队伍过硬（含辅警），“平安”云川！"
    for rule in (MARKS, BRACKETS, QUOTES):
        assert ask(rule, text).findings == []


def test_two_commas_are_single_slips(ask) -> None:
    assert ask(WHOLE, "全市平稳,群众安居,环境优化。").findings == []
    assert ask(MARKS, "全市平稳,群众安居,环境优化。").marked == [",", ","]


def test_a_text_with_full_width_commas_is_told_place_by_place(ask) -> None:
    answer = ask(MARKS, FULL + "群众安居,环境优化;队伍过硬:忠诚。")
    assert answer.marked == [",", ";", ":"]
    assert answer.fixed == FULL + "群众安居，环境优化；队伍过硬：忠诚。"


def test_many_places_are_told_once(ask) -> None:
    answer = ask(MARKS, FULL + "甲,乙," * 4 + "丙。")
    assert answer.marked == [","]
    assert answer.messages[0].endswith("（全文共8处）")
    assert len(answer.findings[0].related) == 7
    assert "," not in answer.fixed


def test_a_space_behind_goes_with_the_mark(ask) -> None:
    assert ask(MARKS, FULL + "群众安居, 环境优化;  队伍过硬。").fixed == FULL + "群众安居，环境优化；队伍过硬。"


@pytest.mark.parametrize(
    "text",
    [
        "会议于9:30开始，比例为1:500，增长1,234.5万元。",
        "网址为https://www.yunchuan.gov.cn/政法,工作;甲/a.html，邮箱为a.b@yunchuan.gov.cn。",
        "文件为D:\\资料\\总结,定稿.docx，另有 /data/政法,工作/a.txt 一份。",
        "附件“总结,定稿.docx”，运行`检查,全部`命令。",
        "他说Hello, world，版本为v2.1;rev:3。",
        "坐标(3,5)，集合{1,2}。",
    ],
)
def test_what_is_half_width_rightly(ask, text: str) -> None:
    for rule in (WHOLE, MARKS, BRACKETS, QUOTES):
        assert ask(rule, text).findings == []


def test_brackets_around_chinese(ask) -> None:
    answer = ask(BRACKETS, FULL + "网格员(含专职)，辅警（含协警)，研发(R&D)，f(汉)，见[说](甲)。")
    assert answer.marked == ["(含专职)"]
    assert answer.fixed == FULL + "网格员（含专职），辅警（含协警），研发(R&D)，f(汉)，见[说](甲)。"


def test_straight_quotes(ask) -> None:
    assert ask(QUOTES, FULL + '推进"平安"建设。').fixed == FULL + "推进“平安”建设。"
    assert ask(QUOTES, FULL + '“平安”和"法治"建设。').fixed == FULL + "“平安”和“法治”建设。"
    for text in ('65"显示屏', 'a="平安"', '{"名称": "平安"}', '推进"平安建设', '称"OK"', '“平安"建设"'):
        assert ask(QUOTES, FULL + text).findings == []


def test_a_pinyin_note_stands_not_between(ask) -> None:
    text = "構(gòu)建(jiàn)平安(ān),法治(zhì),和諧(xié),穩定。"
    assert ask(WHOLE, text).messages == ["全文的标点都是半角的，应为全角（全文共3处）"]


def test_signs_are_needed(ask) -> None:
    with pytest.raises(RuleError, match="半角点号"):
        ask("kind: width\ncheck: marks", FULL)
