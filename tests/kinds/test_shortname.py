"""Kind `shortname`: short names of documents before their full ones, or for nothing."""

from __future__ import annotations

import pytest

from zfcheck.kinds import RuleError

FIRST = "kind: shortname\ncheck: first\nwords: [条例, 意见]"
UNUSED = "kind: shortname\ncheck: unused"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("落实《条例》。", ["前文没有交代《条例》的全称"]),
        ("落实《条例》。印发《云川市物业条例（试行）》。", ["《条例》用在全称之前"]),
        ("落实《条例》。印发《云川市物业管理规定》（以下简称《条例》）。", ["《条例》用在全称之前"]),
        ("落实《条例》，学习《条例》。《意见》要求。", ["前文没有交代《条例》的全称", "前文没有交代《意见》的全称"]),
        ("印发《云川市物业条例》，落实《条例》。", []),
        ("省里印发了实施意见，要落实这个《意见》。", []),
        ("落实《办法》。", []),
    ],
)
def test_a_short_name_follows_its_full_one(ask, text: str, messages: list[str]) -> None:
    assert ask(FIRST, text).messages == messages


def test_the_full_name_further_on_is_shown(ask) -> None:
    answer = ask(FIRST, "落实《条例》。印发《云川市物业条例》。")
    (related,) = answer.findings[0].related
    assert answer.document.slice(related.span) == "《云川市物业条例》"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("《云川市物业条例》（以下简称《条例》）施行。", ["《条例》"]),
        ("云川市指挥平台(以下统称“云平台”)上线。", ["“云平台”"]),
        ("《云川市物业条例》（下称《条例》）施行。", ["《条例》"]),
        ("《云川市物业条例》（以下简称《条例》）施行，落实《条例》。", []),
        ("云川市指挥平台（以下简称“云平台”）上线，云平台运行平稳。", []),
        ("云川市指挥平台（以下简称平台）上线。", []),
    ],
)
def test_a_declared_short_name_is_used(ask, text: str, marked: list[str]) -> None:
    assert ask(UNUSED, text).marked == marked


def test_short_names_to_look_for_are_needed(ask) -> None:
    with pytest.raises(RuleError, match="words"):
        ask("kind: shortname\ncheck: first", "")


def test_many_declarations_do_not_hang(ask) -> None:
    text = "".join(f"（以下简称《{number:06}》）" for number in range(40_000))
    assert ask(UNUSED, text).faults == []
