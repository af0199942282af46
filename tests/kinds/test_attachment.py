"""Kind `attachment`: the list of attachments, what is attached, and what the text says of it."""

from __future__ import annotations

import pytest

NUMBERS = "kind: attachment\ncheck: numbers"
NAMES = "kind: attachment\ncheck: names"
MENTIONS = "kind: attachment\ncheck: mentions\nverbs: [见, 填写]"
HEAD = "云川市司法局关于做好人民调解工作的通知\n各县（市、区）司法局：\n"
SIGNED = "云川市司法局\n2025年3月6日\n"


def paper(notes: str = "", attached: str = "", text: str = "请认真贯彻执行。") -> str:
    return f"{HEAD}{text}\n{notes}{SIGNED}{attached}"


@pytest.mark.parametrize(
    ("notes", "marked"),
    [
        ("附件：1.甲表\n2.乙表\n", []),
        ("附件：1.甲表\n3.乙表\n", ["3."]),
        ("附件：1.甲表\n1.乙表\n", ["1."]),
        ("附件：1.甲表 3.乙表\n", ["3."]),
        ("附件：1.2025年任务表\n2.2026年任务表\n", []),
        ("附件：\n1.甲表\n2.乙表\n4.丙表\n", ["4."]),
        ("附件1：甲表\n附件3：乙表\n", ["附件3：乙表"]),
        ("附件：甲表\n", []),
        ("附件：1.甲表\n", []),
        ("附：1.甲表\n2.乙表\n", []),
    ],
)
def test_numbers_run_from_one(ask, notes: str, marked: list[str]) -> None:
    assert ask(NUMBERS, paper(notes)).marked == marked


@pytest.mark.parametrize(
    ("notes", "attached", "messages"),
    [
        ("附件：调解任务清单\n", "附件\n调解任务清单\n", []),
        ("附件：调解任务清单\n", "附件\n调解任务\n清单\n", []),
        ("附件：《调解任务清单》\n", "附件\n调解任务清单\n", []),
        ("附件：调解任务清单.xlsx\n", "附件\n调解任务清单\n", []),
        ("附件：调解任务清单\n", "附件\n调解任务分解清单\n", ["附件标题“调解任务分解清单”与附件说明里的“调解任务清单”不一致"]),
        ("附件：调解任务清单\n", "附件\n单位	任务	时限\n", []),
        ("附件：1.甲表\n2.乙表\n", "附件2\n乙表\n", []),
        ("附件：1.甲表\n2.乙表\n", "附件3\n丙表\n", ["附件说明里没有附件3"]),
        ("附件：1.调解甲表\n2.调解乙表\n", "附件1：调解甲表\n附件2 调解丙表\n", ["附件标题“调解丙表”与附件说明里的“调解乙表”不一致"]),
        ("附件：1.调解任务分解表及有关单位\n责任清单\n2.乙表\n", "附件1\n调解任务分解表及有关单位责任清单\n", []),
        ("附件：调解方案\n", "附件\n调解方案\n任务见附件3。\n附件1\n分工表\n附件1\n名单\n", []),
        ("", "附件\n调解任务清单\n", ["文后有附件，正文下面没有附件说明"]),
        ("", "云川市人民调解工作方案\n为做好工作，制定本方案。\n附件1\n任务清单\n", []),
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_attached_agrees_with_the_list(ask, notes: str, attached: str, messages: list[str]) -> None:
    assert ask(NAMES, paper(notes, attached)).messages == messages


def test_a_list_that_is_left_out_is_only_noted(ask) -> None:
    assert ask(NAMES, paper("", "附件\n调解任务清单\n")).severities == ["info"]
    assert ask(NAMES, paper("附件：1.甲表\n2.乙表\n", "附件3\n丙表\n")).severities == ["error"]


def test_the_list_is_shown_beside_what_disagrees(ask) -> None:
    answer = ask(NAMES, paper("附件：调解任务清单\n", "附件\n调解任务分解清单\n"))
    assert answer.document.slice(answer.findings[0].related[0].span) == "附件：调解任务清单"


@pytest.mark.parametrize(
    ("text", "notes", "marked"),
    [
        ("分工见附件。", "", ["见附件"]),
        ("分工（见附件2）明确。", "", ["见附件2"]),
        ("分工见附件。", "附件：分工表\n", []),
        ("分工见附件1，名单见附件3。", "附件：1.分工表\n2.名单\n", ["见附件3"]),
        ("分工明确（附件3）。", "附件：1.分工表\n2.名单\n", ["附件3"]),
        ("标准见《调解办法》附件3。", "附件：分工表\n", []),
        ("加强电子邮件附件管理。", "", []),
        ("填写附件说明。", "附件：分工表\n", []),
    ],
)
def test_what_the_text_speaks_of_is_there(ask, text: str, notes: str, marked: list[str]) -> None:
    assert ask(MENTIONS, paper(notes, text=text)).marked == marked


def test_a_text_without_a_date_may_be_a_part_of_something(ask) -> None:
    assert ask(MENTIONS, f"{HEAD}分工见附件。\n").marked == []


def test_a_text_that_follows_may_be_the_attachment(ask) -> None:
    attached = "云川市人民调解工作方案\n为做好工作，制定本方案。\n"
    assert ask(MENTIONS, paper(attached=attached, text="现将方案印发给你们（见附件）。")).marked == []


def test_news_is_never_asked(ask) -> None:
    assert ask(NUMBERS, paper("附件：1.甲表\n3.乙表\n"), kind="news").marked == []
