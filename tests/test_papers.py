"""Whole official papers of our own, right and wrong (tests/papers.yaml), and how their parts are found."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from zfcheck.engine import check_bytes
from zfcheck.paper import PARTS, Paper, paper_of
from zfcheck.rules import Finding
from zfcheck.ruleset import RuleSet, Selection, compile_rules

PAPERS: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("papers.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def structure() -> RuleSet:
    return compile_rules(Selection(select=("structure",), plugins=False))


def findings(rules: RuleSet, text: str) -> list[Finding]:
    result = check_bytes(rules, text.encode(), "a.txt")
    assert result.faults == []
    return result.findings


@pytest.mark.parametrize("paper", PAPERS["right"], ids=lambda paper: paper["name"])
def test_a_paper_in_good_form_is_left_alone(structure: RuleSet, paper: dict[str, Any]) -> None:
    assert [(finding.rule, finding.message) for finding in findings(structure, paper["text"])] == []


@pytest.mark.parametrize("paper", PAPERS["wrong"], ids=lambda paper: paper["name"])
def test_every_fault_of_form_is_found_and_no_other(structure: RuleSet, paper: dict[str, Any]) -> None:
    found = {finding.rule.removeprefix("structure/") for finding in findings(structure, paper["text"])}
    assert found == set(paper["rules"])


def parts(parse, text: str) -> dict[str, list[str]]:
    paper: Paper = paper_of(parse(text))
    assert set(paper.parts) == set(PARTS)
    return {part: [stretch.text for stretch in found] for part, found in paper.parts.items() if found}


def test_the_parts_of_a_paper(parse) -> None:
    text = (
        "云川市司法局文件\n\n  云司〔2025〕8号　签发人：李明\n\n云川市司法局关于增加\n办案经费的请示\n\n云川市人民政府：\n"
        "  任务增加。\n  经费不足。\n  妥否，请批示。\n  附件：1.甲表\n        2.乙表\n    云川市司法局\n    2025年3月6日\n（联系人：李明）\n"
        "附件1\n甲表\n抄送：市财政局。\n云川市司法局办公室 2025年3月6日印发"
    )
    assert parts(parse, text) == {
        "head": ["云川市司法局文件", "云司〔2025〕8号签发人:李明"],
        "title": ["云川市司法局关于增加办案经费的请示"],
        "document-number": ["云司〔2025〕8号签发人:李明"],
        "recipient": ["云川市人民政府:"],
        "opening": ["任务增加。"],
        "text": ["任务增加。", "经费不足。", "妥否,请批示。"],
        "ending": ["经费不足。", "妥否,请批示。"],
        "attachment-note": ["附件:1.甲表", "2.乙表"],
        "signature": ["云川市司法局"],
        "issue-date": ["2025年3月6日"],
        "below": ["(联系人:李明)"],
        "note": ["(联系人:李明)"],
        "attachment": ["附件1"],
        "copy-to": ["抄送:市财政局。"],
        "imprint": ["云川市司法局办公室2025年3月6日印发"],
    }


def test_a_date_that_cannot_be_read_is_the_foot(parse) -> None:
    found = parts(parse, "关于调解工作的通知\n各县：\n任务增加。\n特此通知\n云川市司法局\n2025.3.6")
    assert found["foot"] == ["2025.3.6"]
    assert found["ending"] == ["任务增加。", "特此通知"]


def test_a_text_of_another_title_is_attached(parse) -> None:
    text = "关于印发办法的通知\n各县：\n请执行。\n云川市司法局\n2025年3月6日\n云川市调解办法\n请参照。\n特此通知。"
    found = parts(parse, text)
    assert found["title"] == ["关于印发办法的通知"]
    assert found["ending"] == ["请执行。"]


@pytest.mark.parametrize("text", ["", "全市形势平稳。", "2025年3月6日", "附件1", "抄送：甲。", "# \n", "**"])
def test_every_text_has_parts_however_few(parse, text: str) -> None:
    for name in ("a.txt", "a.md"):
        assert paper_of(parse(text, name)).end >= 0


HEAD = "云川市司法局关于做好工作的通知\n各县（市、区）司法局：\n"


@pytest.mark.parametrize(
    "text",
    ["关于" * 100_000, "《" * 200_000, "附件1" * 60_000, "附件1：甲\n" * 20_000, HEAD + "特此" * 100_000,
     HEAD + "请执行。\n" * 20_000 + "云川市司法局\n2025年3月6日\n" + "附件2\n名单\n" * 10_000,
     HEAD + "见附件9。" * 20_000 + "\n附件：" + "1.甲" * 20 + "\n云川市司法局\n2025年3月6日"],
    ids=["about", "marks", "attachment", "attachments", "closing", "attached", "mentions"],
)  # fmt: skip
def test_hostile_texts_take_no_time(structure: RuleSet, text: str) -> None:
    started = time.process_time()
    findings(structure, text)
    assert time.process_time() - started < 10
