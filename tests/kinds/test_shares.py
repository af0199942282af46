"""Kind `shares`: 占比 that add up to the whole and no further, and terms of a ratio."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError
from zfcheck.packtree import PackError

SHARES = """
kind: shares
check: sum
words: [占, 占比, 分别占]
rest: [其余, 其他]
open: [等, 同时]
"""
RATIO = "kind: shares\ncheck: ratio\nwords: [结构, 比例]"


def held(answer) -> int:
    return sum(answer.result.held.values())


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("婚姻纠纷占35%、邻里纠纷占40%、劳动纠纷占25%。", [], 1),
        ("婚姻纠纷占33.3%、邻里纠纷占33.3%、劳动纠纷占33.3%。", [], 1),
        ("婚姻纠纷占35%、邻里纠纷占40%、劳动纠纷占20%。", [], 1),
        ("婚姻纠纷占35%、邻里纠纷占40%、劳动纠纷占45%。", ["45%"], 0),
        ("婚姻类占41%，劳动类占26%，邻里类占28%，其余占15%。", ["15%"], 0),
        ("婚姻类占41%，劳动类占26%，邻里类占28%，其余占5%。", [], 1),
        ("婚姻类占41%，劳动类占26%，邻里类占18%，其余占5%。", ["5%"], 0),
        ("满意、基本满意、不满意分别占61.2%、33.4%和13.1%。", ["13.1%"], 0),
        ("满意、基本满意、不满意分别占61.2%、33.4%和5.4%。", [], 1),
        ("党员占35%、大专以上占80%、女性占50%。", [], 0),
        ("婚姻纠纷占35%、邻里纠纷占40%、劳动纠纷等占45%。", [], 0),
        ("婚姻纠纷占65%、邻里纠纷占45%。", [], 0),
        ("婚姻纠纷增长35%、邻里纠纷增长40%、劳动纠纷增长45%。", [], 0),
    ],
)
def test_shares_of_one_whole(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(SHARES, text)
    assert answer.marked == marked
    assert held(answer) == agree


@pytest.mark.parametrize(
    ("text", "marked", "agree"),
    [
        ("产业结构调整为5.2∶40.1∶54.7。", [], 1),
        ("产业结构调整为5.2:40.1:54.7。", [], 1),
        ("产业结构调整为5.2∶40.1∶56.7。", ["5.2∶40.1∶56.7"], 0),
        ("产业结构调整为33.3∶33.3∶33.3。", [], 1),
        ("按3:2:1的比例配套。", [], 0),
        ("结构合理，比例3:2:1。", [], 0),
        ("会议于9:30:15开始。", [], 0),
        ("调整为5.2∶40.1∶56.7。", [], 0),
    ],
)
def test_terms_of_a_ratio_make_up_100(ask, text: str, marked: list[str], agree: int) -> None:
    answer = ask(RATIO, text)
    assert answer.marked == marked
    assert held(answer) == agree


def test_a_rule_without_words_is_refused(ask) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile("kind: shares\ncheck: sum\nwords: []")
    assert caught.value.key == "words"
    with pytest.raises(PackError):
        ask.compile("kind: shares\ncheck: some\nwords: [占]")
