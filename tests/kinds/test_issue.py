"""Kind `issue`: who issues a paper and when."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

ORGAN = """
kind: issue
check: organ
organs: [委员会, 人民政府, 局, 办公室, 委]
names: [{long: 中共}, {long: 政法委员会, short: 政法委}, {long: 人民政府, short: 政府}]
"""
YEAR = "kind: issue\ncheck: year"
ADDRESSED = "kind: issue\ncheck: addressed\norgans: [委员会, 局]"
ISSUED = "kind: issue\ncheck: issued"
PRINTED = "kind: issue\ncheck: printed"


def paper(
    title: str = "云川市司法局关于做好调解工作的通知",
    signed: str = "云川市司法局",
    date: str = "2025年3月6日",
    number: str = "",
    below: str = "",
) -> str:
    return f"{number}{title}\n各县（市、区）司法局：\n请认真贯彻执行。\n{signed}\n{date}\n{below}"


@pytest.mark.parametrize(
    ("title", "signed", "wrong"),
    [
        ("云川市司法局关于做好工作的通知", "云川市司法局", False),
        ("云川市司法局关于做好工作的通知", "云川市公安局", True),
        ("中共云川市委政法委员会关于做好工作的通知", "云川市委政法委", False),
        ("市司法局关于做好工作的通知", "云川市司法局", False),
        ("云川市人民政府关于做好工作的通知", "云川市政府办公室", False),
        ("云川市司法局关于做好工作的通知", "云川市司法局\n云川市公安局", False),
        ("关于做好工作的通知", "云川市公安局", False),
        ("云川市司法局关于做好工作的通知", "李明", False),
    ],
)
def test_the_organ_of_the_title_signs(ask, title: str, signed: str, wrong: bool) -> None:
    answer = ask(ORGAN, paper(title, signed))
    assert answer.marked == ([signed] if wrong else [])
    if wrong:
        assert answer.document.slice(answer.findings[0].related[0].span) == "云川市司法局"


def test_the_party_committee_signs_as_the_title_names_it(ask) -> None:
    title = "云川市委政法委员会关于做好工作的通知"
    assert ask(ORGAN, paper(title, "中共云川市委政法委员会")).marked == ["中共云川市委政法委员会"]
    assert ask(ORGAN, paper(f"中共{title}", "中共云川市委政法委员会")).marked == []


@pytest.mark.parametrize(
    ("recipient", "wrong"),
    [("云川市司法局：", True), ("各县（区）司法局：", False), ("云川市公安局：", False), ("司法局：", False)],
)
def test_nobody_writes_to_himself(ask, recipient: str, wrong: bool) -> None:
    text = f"云川市司法局关于做好工作的通知\n{recipient}\n请认真贯彻执行。\n云川市司法局\n2025年3月6日"
    assert ask(ADDRESSED, text).marked == ([recipient] if wrong else [])


@pytest.mark.parametrize(
    ("issued", "wrong"),
    [
        ("现将《云川市人民调解管理规定》印发给你们", False),
        ("现将《云川市人民调解管理办法》印发给你们", True),
        ("现将《云川市人民调解管理条例》（以下简称《条例》）印发给你们", True),
        ("现将《人民调解管理规定》印发给你们", False),
        ("现将《云川市人民调解管理规定（试行）》印发给你们", False),
        ("现将《统计表》印发给你们", False),
        ("根据《云川市人民调解管理办法》，现印发给你们", False),
    ],
)
def test_what_the_title_says_is_issued(ask, issued: str, wrong: bool) -> None:
    text = f"云川市司法局关于印发《云川市人民调解管理规定》的通知\n各县（区）司法局：\n{issued}，请遵照执行。"
    answer = ask(ISSUED, text)
    assert bool(answer.marked) is wrong
    if wrong:
        assert answer.document.slice(answer.findings[0].related[0].span) == "云川市人民调解管理规定"


@pytest.mark.parametrize(
    ("number", "date", "wrong"),
    [
        ("云司发〔2025〕8号\n", "2025年3月6日", False),
        ("云司发〔2024〕8号\n", "2025年3月6日", True),
        ("云司发〔2024〕98号\n", "2025年1月6日", False),
        ("云司发〔2026〕1号\n", "2025年12月31日", False),
        ("云司发〔2022〕1号\n", "2025年1月6日", True),
        ("云司发〔2024〕8号\n", "二〇二五年三月六日", True),
        ("", "2025年3月6日", False),
    ],
)
def test_the_number_is_of_the_year_of_the_date(ask, number: str, date: str, wrong: bool) -> None:
    assert ask(YEAR, paper(number=number, date=date)).marked == ([number.strip()] if wrong else [])


@pytest.mark.parametrize(("day", "wrong"), [("5", True), ("6", False), ("7", False)])
def test_a_paper_is_printed_after_it_is_signed(ask, day: str, wrong: bool) -> None:
    line = f"云川市司法局办公室　2025年3月{day}日印发"
    assert ask(PRINTED, paper(below=line)).marked == ([line] if wrong else [])


@pytest.mark.parametrize("check", ["organ", "addressed"])
def test_the_organs_must_be_named(ask, check: str) -> None:
    with pytest.raises(RuleError) as caught:
        ask.compile(f"kind: issue\ncheck: {check}")
    assert caught.value.key == "organs"
