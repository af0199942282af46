"""Kind `twice`: what was pasted again, said again, or came along with every page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import Document, ReadingParagraph
from zfcheck.kinds import twice
from zfcheck.readers.text import read
from zfcheck.structure import parse

PARAGRAPH = "kind: twice\ncheck: paragraph\nleast: 30"
SENTENCE = "kind: twice\ncheck: sentence\nleast: 25"
HEAD = "kind: twice\ncheck: running-head"

ONE = "坚持把矛盾纠纷化解在基层、化解在萌芽状态，健全排查、受理、调处、反馈的闭环机制，全面提升网格化服务管理水平。"
TWO = "加快推进指挥平台建设，打通部门数据壁垒，实现视频、警情、网格信息汇聚共享，为科学决策提供有力支撑。"
THREE = "严格落实领导责任，层层传导压力，定期分析研判形势，及时解决突出问题，确保各项部署落到实处、见到成效。"
LONG = ONE + TWO + THREE


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"{ONE}\n{TWO}\n{ONE}", [ONE]),
        (f"一、{ONE}\n{TWO}\n三、{ONE}", [f"三、{ONE}"]),  # the number of the paragraph does not count
        (f"{ONE}\n{ONE.replace('，', ',')}", [ONE.replace("，", ",")]),
        (f"{LONG}\n{TWO}\n{LONG.replace('全面提升', '不断提升')}", [LONG.replace("全面提升", "不断提升")]),
        (f"{ONE}\n{TWO}", []),
        (f"{ONE}\n{TWO}{ONE}", []),  # a sentence, not the paragraph
        ("落实责任。\n压实责任。\n落实责任。", []),
        ("全力推进智慧治理平台建设。\n" * 2, ["全力推进智慧治理平台建设。"]),  # in a row, a short one tells too
        ("全力推进智慧治理平台建设。\n压实责任。\n全力推进智慧治理平台建设。", []),
        ("牵头单位：市公安局、市司法局、市法院\n" * 2 + "落实责任。\n" * 2, []),
        (f"{LONG}化解纠纷1206件。\n{LONG}化解纠纷1306件。", []),  # parallel figures of two places
        ("承诺人____自愿遵守章程，认真履行职责，积极参加平安志愿服务活动。\n" * 2, []),
    ],
)
def test_a_paragraph_that_stands_twice(ask, text: str, marked: list[str]) -> None:
    assert ask(PARAGRAPH, text).marked == marked


def test_the_first_of_the_two_is_named(ask) -> None:
    answer = ask(PARAGRAPH, f"{ONE}\n{TWO}\n{ONE}")
    (finding,) = answer.findings
    assert [answer.document.slice(related.span) for related in finding.related] == [ONE]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"{ONE}\n{TWO}{ONE}", [ONE]),
        (f"{ONE}{TWO}\n{ONE}{TWO}", []),  # the whole paragraph: told by the other rule
        (f"{ONE}\n{TWO}", []),
        ("要压实责任。\n要压实责任。", []),
    ],
)
def test_a_sentence_that_stands_twice(ask, text: str, marked: list[str]) -> None:
    assert ask(SENTENCE, text).marked == marked


def test_tables_and_regulations_repeat_themselves_by_nature(ask) -> None:
    table = f"| 项目 | 要求 |\n|---|---|\n| 甲 | {ONE} |\n| 乙 | {ONE} |\n"
    assert ask(PARAGRAPH, table, name="a.md").findings == []
    articles = "\n".join(f"第{number}条 {ONE}" for number in "一二三四")
    assert ask(PARAGRAPH, articles).findings == []


OPEN = [
    "全年排查矛盾纠纷一万二千件，化解一万一千件，形势总体平稳，各项",
    "工作有序推进，建成市级平台，接入视频三万路，实现重点部位",
]


def test_a_running_head_that_breaks_sentences(ask) -> None:
    head = "云川市政法工作简报"
    text = "\n".join(["一、工作情况", OPEN[0], head, OPEN[1], head, OPEN[0], head, "全覆盖。"])
    answer = ask(HEAD, text)
    assert answer.marked == [head]
    assert "3次" in answer.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number}、综治中心\n工作目标\n{ONE}" for number in "一二三四"),
        "\n".join(f"{number}、全面夯实基层基础不断提升网格化服务管理水平\n工作目标\n{ONE}" for number in "一二三四"),
        "\n".join(f"{number}、综治中心\n{ONE}\n责任单位：市委政法委" for number in "一二三四"),
    ],
)
def test_headings_and_labels_that_come_again_are_no_running_heads(ask, text: str) -> None:
    assert ask(HEAD, text).findings == []


def test_the_title_on_every_page_is_a_running_head(ask) -> None:
    title = "云川市2025年政法工作总结"
    text = "\n".join([title, ONE, title, TWO, title, THREE, title, ONE])
    assert ask(HEAD, text).marked == [title]


def test_long_texts_are_compared_in_passing(ask) -> None:
    text = "\n".join(f"{ONE}第{number}次。{TWO}" for number in range(3_000))
    assert len(ask(PARAGRAPH, text).findings) <= 3_000


def _all(document: Document, *sizes: int) -> Sequence[ReadingParagraph]:
    return document.reading.paragraphs


_PIECES = st.one_of(
    st.text("甲乙12。;,、一是条\n \u2028", max_size=40),
    st.sampled_from([ONE, TWO, f"一、{ONE}", LONG, LONG.replace("全面提升", "不断提升"), f"{TWO}{ONE}"]),
)


@given(st.lists(_PIECES, min_size=2, max_size=8), st.integers(0, 7), st.integers(3, 30))
def test_the_quick_look_lets_no_repetition_go(pieces: list[str], again: int, least: int) -> None:
    text = "\n".join([*pieces, pieces[again % len(pieces)]])
    for check in ("paragraph", "sentence"):
        checker = twice.TwiceChecker({"check": check, "least": least})
        found = []
        for every in (False, True):
            document = read(text.encode(), "a.txt")
            parse(document, [], [])
            with mock.patch.object(twice, "_repeating", _all) if every else nullcontext():
                found.append(list(checker.check(document, [])))
        assert found[0] == found[1]
