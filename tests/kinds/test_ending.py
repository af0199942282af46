"""Kind `ending`: paragraphs that end without a mark, among others that end with one."""

from __future__ import annotations

MISSING = "kind: ending\ncheck: missing\nexcept: [摄]"
UNFINISHED = "kind: ending\ncheck: unfinished"
PROSE = "全市政法机关忠诚履职，各项工作取得新成效，人民群众安全感稳步提升，平安建设考核位居全省前列"
LINES = [PROSE + "。"] * 6


def text(*last: str) -> str:
    return "\n".join([*LINES, *last, *LINES])


def test_a_paragraph_without_a_mark(ask) -> None:
    answer = ask(MISSING, text(PROSE))
    assert answer.marked == ["全省前列"]
    assert answer.fixed == text(PROSE + "。")
    assert answer.findings[0].fix is not None and answer.findings[0].fix.safety == "unsafe"


def test_a_paragraph_that_goes_on(ask) -> None:
    assert ask(UNFINISHED, text(PROSE + "，")).marked == ["，"]
    assert ask(UNFINISHED, text(PROSE + "、 ")).marked == ["、"]
    assert ask(MISSING, text(PROSE + "，")).findings == []


def test_other_ends_are_right(ask) -> None:
    for mark in "。！？；：…”’）》":
        assert ask(MISSING, text(PROSE + mark)).findings == []
        assert ask(UNFINISHED, text(PROSE + mark)).findings == []


def test_what_is_no_prose(ask) -> None:
    lines = [
        "一、主要工作",
        "各位代表，",
        "责任单位：市委政法委，市公安局，各县（市、区）人民政府以及市级有关部门和单位，云川经济开发区管理委员会",
        "3月5日，市委政法工作会议召开，市委书记出席会议并讲话，各县（市、区）在分会场收看收听。记者张三 摄",
        "全市政法机关忠诚履职各项工作取得新成效人民群众安全感稳步提升平安建设考核位居全省前列再创佳绩",
    ]
    for line in lines:
        assert ask(MISSING, text(line)).findings == [], line


def test_a_text_whose_lines_are_broken_says_nothing(ask) -> None:
    broken = "\n".join([PROSE, PROSE + "，", PROSE + "。"] * 5)
    assert ask(MISSING, broken).findings == []
    assert ask(UNFINISHED, broken).findings == []


def test_a_short_text_says_nothing(ask) -> None:
    assert ask(MISSING, f"{PROSE}。\n{PROSE}").findings == []


def test_markup_at_the_end_is_not_the_end(ask) -> None:
    body = "\n\n".join([*LINES, f"**{PROSE}。**", f"**{PROSE}**", *LINES])
    answer = ask(MISSING, body, name="a.md")
    assert answer.marked == ["全省前列"]
