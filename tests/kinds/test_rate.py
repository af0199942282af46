"""Kind `rate`: percentages that cannot be."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

WHOLE = "kind: rate\ncheck: whole\nnouns: [覆盖率, 满意度, 满意率, 就业率]"
FALL = "kind: rate\ncheck: fall\nnouns: [下降, 减少, 降幅]"
TIMES = "kind: rate\ncheck: times\nnouns: [下降, 减少, 缩短]"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("覆盖率197.5%", ["197.5%"]),
        ("覆盖率达到102％。", ["102％"]),
        ("群众满意度由95%提高到百分之一百零三。", ["百分之一百零三"]),
        ("覆盖率为1,020%", ["1,020%"]),
        ("覆盖率、满意率分别达101%、99%", ["101%"]),
        ("群众满意度达100.1%", ["100.1%"]),
        ("覆盖率超过150%", ["150%"]),
    ],
)
def test_a_part_cannot_exceed_the_whole(ask, text: str, marked: list[str]) -> None:
    assert ask(WHOLE, text).marked == marked


@pytest.mark.parametrize(
    "text",
    [
        "覆盖率达100%", "覆盖率99.9%", "覆盖率提高120%", "覆盖率比上年增长150%", "就业率目标完成了130%", "满意度是去年的110%", "年度任务完成率128%",
        "结收案比105%", "覆盖率较低。收入增长120%", "覆盖率稳步提升，完成投资120%", "满意度98%，增幅120%", "百分之一百", "覆盖率百分之百",
        "覆盖率同比上升101个百分点",
    ],
)  # fmt: skip
def test_growth_targets_and_other_ratios_may(ask, text: str) -> None:
    assert ask(WHOLE, text).marked == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("案件同比下降120%", ["120%"]),
        ("案件下降了约百分之一百二十", ["百分之一百二十"]),
        ("降幅达101%", ["101%"]),
        ("案件下降100%", []),
        ("案件下降58%，增长120%", []),
        ("负债率下降到105%", []),
        ("案件减少12件，完成率120%", []),
    ],
)
def test_nothing_falls_by_more_than_all(ask, text: str, marked: list[str]) -> None:
    assert ask(FALL, text).marked == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("时间缩短了3倍", ["缩短了3倍"]),
        ("案件下降两倍。", ["下降两倍"]),
        ("案件减少近1.5倍", ["减少近1.5倍"]),
        ("时间缩短三分之二，收入增长3倍", []),
        ("案件减少12件，效率是去年的3倍", []),
    ],
)
def test_nothing_falls_by_times(ask, text: str, marked: list[str]) -> None:
    assert ask(TIMES, text).marked == marked


def test_no_nouns_are_refused(ask) -> None:
    with pytest.raises(RuleError):
        ask.compile("kind: rate\ncheck: whole\nnouns: []")
