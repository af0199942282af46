"""A line a document, with the values of the JSON report."""

from __future__ import annotations

import json
from typing import Any

import pytest
import samplereport

from zfcheck.results import Result
from zfcheck.writers import Report
from zfcheck.writers.json import values
from zfcheck.writers.jsonl import write


def read(report: Report) -> list[dict[str, Any]]:
    return [json.loads(line) for line in write(report).splitlines()]


@pytest.mark.parametrize("make", [samplereport.nothing, samplereport.everything, samplereport.hostile])
def test_the_lines_together_are_the_json_report(make: Any) -> None:
    report = make()
    head, *documents, end = read(report)
    assert (head.pop("type"), end.pop("type")) == ("head", "summary")
    assert [document.pop("type") for document in documents] == ["document"] * len(report.results)
    assert {**head, "documents": documents, **end} == json.loads(json.dumps(values(report)))


def test_the_type_comes_first_and_chinese_is_readable() -> None:
    lines = write(samplereport.everything()).split("\n")
    assert lines[0].startswith('{"type":"head","schema":"zfcheck-report/1","tool":{')
    assert lines[1].startswith('{"type":"document","path":"云川/总结 一.txt"')
    assert lines[-2].startswith('{"type":"summary","faults":[{') and lines[-1] == ""


def test_no_character_of_a_text_ends_a_line() -> None:
    report = Report([Result(path) for path in ("a\x85b", "a\u2028b", "a\u2029b", "a\nb", "a\x0bb")])
    assert [line["path"] for line in read(report)[1:-1]] == [result.path for result in report.results]
