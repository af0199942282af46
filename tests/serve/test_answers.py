"""The answer to a check: the report's values, and the text as a page can draw it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from serve.conftest import Ask
from wordfiles import p, package, r

import zfcheck
from zfcheck.serve.answers import Units, dumped
from zfcheck.span import Span
from zfcheck.writers.json import document_values

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAFT = EXAMPLES / "云川市2025年政法工作总结（待改）.docx"
Checked = Callable[..., dict[str, Any]]


def sliced(text: str, start: int, end: int) -> str:
    """What JavaScript's `slice` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_the_document_is_that_of_the_report(checked: Checked, checker: zfcheck.Checker) -> None:
    found = checked(DRAFT.read_bytes(), name=DRAFT.name)
    known = document_values(checker.check_bytes(DRAFT.read_bytes(), DRAFT.name))
    document = found["document"]
    assert len(document["findings"]) == len(known["findings"]) > 10
    for finding, other in zip(document["findings"], known["findings"], strict=True):
        assert {key: finding[key] for key in other if key != "related"} == {
            k: v for k, v in other.items() if k != "related"
        }
    assert {key: document[key] for key in known if key != "findings"} == {
        k: v for k, v in known.items() if k != "findings"
    }


def test_every_finding_has_a_name_and_a_rule(checked: Checked) -> None:
    found = checked(DRAFT.read_bytes(), name=DRAFT.name)
    findings = found["document"]["findings"]
    assert len({each["id"] for each in findings}) == len(findings)
    assert found == checked(DRAFT.read_bytes(), name=DRAFT.name)
    for each in findings:
        rule = found["rules"][each["rule_key"]]
        assert (rule["id"], rule["pack"]) == (each["rule"], each["pack"])
        assert rule["title"] and rule["source"]
        assert each["fixable"] == bool(each["edits"])
    assert any(each["fixable"] and each["proposed"] for each in findings)
    assert set(found["rules"]) == {each["rule_key"] for each in findings}


def test_places_in_two_counts(checked: Checked) -> None:
    text = "😀云川市工作总结\n𠮷坚持统揽全局、协调各方，，推进😀工作，统揽全局、协调各方。\n"
    found = checked(text.encode(), name="a.md")
    assert found["document"]["findings"]
    for each in found["document"]["findings"]:
        assert sliced(text, each["start16"], each["end16"]) == each["text"]
        for edit in each["edits"]:
            assert sliced(text, edit["start16"], edit["end16"]) == text[edit["start"] : edit["end"]]
    assert any(each["start16"] == each["start"]["offset"] + 2 for each in found["document"]["findings"])
    for paragraph in found["page"]["paragraphs"]:
        assert sliced(text, paragraph["start16"], paragraph["end16"]) == paragraph["text"]


def test_units_without_wide_characters_are_code_points() -> None:
    assert Units("云川").of(Span(1, 2)) == {"start16": 1, "end16": 2}
    assert [Units("a😀b").at(at) for at in range(4)] == [0, 1, 3, 4]


def test_paragraphs_play_their_parts(checked: Checked) -> None:
    text = "云川市2025年工作总结\n省委政法委：\n　　现将情况报告如下。\n一、主要工作\n（一）严抓管理。全年办理12件。\n1.开展巡查；\n云川市委政法委\n2025年12月1日\n"
    page = checked(text.encode(), name="a.txt")["page"]
    parts = [(each["role"], each["level"]) for each in page["paragraphs"]]
    assert parts[:5] == [("title", None), ("recipient", None), ("paragraph", None), ("heading", 1), ("paragraph", 2)]
    assert [each["role"] for each in page["paragraphs"][-2:]] == ["signature", "issue-date"]
    run_in = page["paragraphs"][4]
    assert text[run_in["start"] : run_in["run_in"]] == "（一）严抓管理。"
    assert page["paragraphs"][2]["lead"] == page["paragraphs"][2]["start"] + 2
    assert [(each["level"], each["number"], each["title"]) for each in page["outline"]][:2] == [
        (1, 1, "主要工作"),
        (2, 1, "严抓管理"),
    ]


def test_cells_know_their_place(checked: Checked) -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(p(r("项目")), p(r("件数"))) + row.format(p(r("调解")), p(r("12"))) + "</w:tbl>"
    page = checked(package(p(r("云川市工作总结")) + table + p(r("以上。"))), name="a.docx")["page"]
    cells = [(each["row"], each["column"], each["text"]) for each in page["paragraphs"] if each["table"] is not None]
    assert cells == [(0, 0, "项目"), (0, 1, "件数"), (1, 0, "调解"), (1, 1, "12")]
    assert [(each["rows"], each["columns"]) for each in page["tables"]] == [(2, 2)]


def test_hidden_marks_of_markdown_are_told(checked: Checked) -> None:
    page = checked("# 云川市工作总结\n\n全市**形势**平稳。\n".encode(), name="a.md")["page"]
    hidden = page["paragraphs"][-1]["hidden"]
    assert len(hidden) == 2 and page["editable"]


def test_what_cannot_be_read_has_no_page(checked: Checked) -> None:
    found = checked(b"PK\x03\x04 broken", name="a.docx")
    assert (found["page"], found["rules"]) == (None, {})
    assert found["document"]["faults"][0]["message"]


def test_what_is_too_long_is_told_without_its_text(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zfcheck.serve.answers.MOST_PARAGRAPHS", 1)
    found = checked("云川市工作总结\n坚持统揽全局、协调各方。\n".encode(), name="a.txt")
    assert found["page"] is None and found["document"]["findings"]
    assert [fault["level"] for fault in found["faults"]] == ["info"]


def test_half_a_pair_is_told_by_its_number() -> None:
    assert json.loads(dumped({"a": "\ud800云"})) == {"a": "\ud800云"}


def test_english_is_english(ask: Ask) -> None:
    data = "云川市工作总结\n坚持统揽全局、协调各方。\n".encode()
    zh, en = (json.loads(ask("check", data, lang=lang).body)["document"]["findings"][0] for lang in ("zh", "en"))
    assert zh["severity_name"] in "错误警告提示" and en["severity_name"].isascii()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", "粘贴.txt"])
def test_an_empty_document_is_a_fault(checked: Checked, name: str) -> None:
    assert checked(b"", name=name)["document"]["faults"]
