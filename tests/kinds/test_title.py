"""Kind `title`: names of laws and regulations, and their 《》."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError
from zfcheck.pack import PackError

TABLE = """
table:
  - {name: 云川防治法, also: [云防法], wrong: [云川治理法]}
  - 云川市场管理处罚法；云川检验检测监督法；云川检验检测监察法
  - 云川防治法实施条例
  - 党政机关云川工作条例；云川未成年人预防犯罪法
  - 中国共产党云川工作条例
  - 云川建设规划（2021—2025年）
  - {name: 云川未来发展法, suggest: 否}
"""
NAME = f"kind: title\ncheck: name{TABLE}"
MARKS = f"kind: title\ncheck: marks\nexcept: [云川未来发展法]{TABLE}"


@pytest.mark.parametrize(
    ("written", "message", "severity", "safety"),
    [
        ("《云川防制法》", "《云川防制法》应为《云川防治法》", "error", "safe"),
        (
            "《中华人民共和国云川防制法》",
            "《中华人民共和国云川防制法》应为《中华人民共和国云川防治法》",
            "error",
            "safe",
        ),
        ("《云川治防法》", "《云川治防法》应为《云川防治法》", "error", "safe"),
        ("《云川防护法》", "《云川防护法》应为《云川防治法》", "warning", "unsafe"),
        ("《云川治理法》", "《云川治理法》应为《云川防治法》", "warning", "unsafe"),
        ("《云川市场处罚法》", "《云川市场处罚法》不是规范名称，应为《云川市场管理处罚法》", "info", "unsafe"),
        (
            "《中华人民共和国云川市场处罚法》",
            "《中华人民共和国云川市场处罚法》不是规范名称，应为《中华人民共和国云川市场管理处罚法》",
            "warning",
            "unsafe",
        ),
        ("《云川市场的管理处罚法》", "《云川市场的管理处罚法》应为《云川市场管理处罚法》", "warning", "unsafe"),
        ("《云川防治法实施条列》", "《云川防治法实施条列》应为《云川防治法实施条例》", "warning", "unsafe"),
        (
            "《中共云川工作条例》",
            "《中共云川工作条例》不是规范名称，应为《中国共产党云川工作条例》",
            "warning",
            "unsafe",
        ),
        ("《中国共产党云川公作条例》", "《中国共产党云川公作条例》应为《中国共产党云川工作条例》", "warning", "unsafe"),
        (
            "《云川防护法实施条例》",
            "《云川防护法实施条例》与《云川防治法实施条例》只差一个词，请核对名称",
            "info",
            "unsafe",
        ),
        ("《党政机关云川管理条例》", "《党政机关云川管理条例》应为《党政机关云川工作条例》", "warning", "unsafe"),
        ("《云川市场处罚管理法》", "《云川市场处罚管理法》应为《云川市场管理处罚法》", "error", "safe"),
        ("《云川预防未成年人犯罪法》", "《云川预防未成年人犯罪法》应为《云川未成年人预防犯罪法》", "error", "safe"),
        (
            "《云川市场管理惩治法》",
            "《云川市场管理惩治法》与《云川市场管理处罚法》只差一个词，请核对名称",
            "info",
            "unsafe",
        ),
        (
            "《中华人民共和国云川市场管理惩治法》",
            "《中华人民共和国云川市场管理惩治法》应为《中华人民共和国云川市场管理处罚法》",
            "warning",
            "unsafe",
        ),
        (
            "《云川建设方案（2021—2025年）》",
            "《云川建设方案（2021—2025年）》与《云川建设规划（2021—2025年）》只差一个词，请核对名称",
            "info",
            "unsafe",
        ),
        (
            "《云川建设规划（2020—2025年）》",
            "《云川建设规划（2020—2025年）》的起止年份不对，应为《云川建设规划（2021—2025年）》",
            "warning",
            "unsafe",
        ),
    ],
)
def test_a_title_one_slip_away_is_told(ask, written: str, message: str, severity: str, safety: str) -> None:
    answer = ask(NAME, f"学习{written}。")
    assert (answer.marked, answer.messages, answer.severities) == ([written], [message], [severity])
    assert answer.findings[0].fix.safety == safety


@pytest.mark.parametrize(
    "written",
    [
        "《云川防治法》《中华人民共和国云川防治法》《云防法》《云川防治法（修订）》",
        "《云川工作条例》《中国共产党云川工作条例（试行）》",
        "《云山防治法实施条例》",  # a regulation may have a namesake elsewhere
        "《云川检验检测监管法》",  # one slip away from two titles
        "《新云川防治法》《云川防治法学》《云川防治办法》《云川法》",
        "《关于〈云川防制法〉的说明》",
        "《云川建设规划（2021-2025年）》《云川建设规划》",
        "《云川未来发展法》《云川未来的发展法》",  # a draft is known, never suggested
    ],
)
def test_a_title_that_may_be_right_is_let_be(ask, written: str) -> None:
    assert ask(NAME, f"学习{written}。").marked == []


def test_the_fix_changes_the_name_only(ask) -> None:
    text = "依据《中华人民共和国云川防制法》第三条、《云川建设规划（2020—2025年）》。"
    assert ask(NAME, text).fixed == "依据《中华人民共和国云川防治法》第三条、《云川建设规划（2021—2025年）》。"


def test_the_same_slip_is_told_once(ask) -> None:
    answer = ask(NAME, "学习《云川防制法》。\n宣传《云川防制法》。")
    assert answer.marked == ["《云川防制法》"]
    assert "全文共2处" in answer.messages[0]


def test_pinyin_between_the_characters_does_not_hide_a_slip(ask) -> None:
    answer = ask(NAME, "学(xué)习(xí)《云(yún)川防制法》，宣(xuān)传《云川防治法》。")
    assert answer.marked == ["《云(yún)川防制法》"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("根据中华人民共和国云川防治法第三条，处理。", ["中华人民共和国云川防治法"]),
        ("落实中华人民共和国云川防治法实施条例，见效。", ["中华人民共和国云川防治法实施条例"]),
        ("根据《中华人民共和国云川防治法》，处理。", []),
        ("举办“中华人民共和国云川防治法”竞赛。", []),
        ("中华人民共和国云川防治法院、中华人民共和国云川防治法律。", []),
        ("中华人民共和国云川防治法修正案，根据云川防治法。", []),
        ("我宣誓，遵守中华人民共和国云川未来发展法。", []),
        ("中华人民共和国云川防治法\n", []),
    ],
)
def test_a_full_title_bears_its_marks(ask, text: str, marked: list[str]) -> None:
    answer = ask(MARKS, text)
    assert answer.marked == marked
    for title in marked:
        assert answer.fixed == text.replace(title, f"《{title}》")


def test_without_titles_there_is_no_rule(ask) -> None:
    with pytest.raises(RuleError, match="table"):
        ask("kind: title\ncheck: name", "")


def test_a_name_is_not_right_and_wrong(ask) -> None:
    with pytest.raises(RuleError, match="云防法"):
        ask("kind: title\ncheck: name\ntable: [{name: 云川防治法, also: [云防法], wrong: [云防法]}]", "")


def test_only_known_checks_are_taken(ask) -> None:
    with pytest.raises(PackError):
        ask("kind: title\ncheck: dates\ntable: [云川防治法]", "")


@pytest.mark.parametrize(
    "text",
    [
        "《" * 200_000,
        "《云川防制" * 50_000,
        "中华人民共和国云川防治法" * 20_000,
        "“中华人民共和国云川防治法，" * 20_000,
    ],
    ids=["marks", "open", "bare", "quoted"],
)
def test_hostile_text_does_not_hang(ask, text: str) -> None:
    assert ask(NAME, text).faults == ask(MARKS, text).faults == []
