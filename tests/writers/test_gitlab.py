"""GitLab's Code Quality report, by its documented fields."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import samplereport
from samplereport import PLAN, SUMMARY

from zfcheck.results import Result
from zfcheck.writers import Report
from zfcheck.writers.gitlab import write

# Written from docs.gitlab.com/ci/testing/code_quality (code quality report format).
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def read(report: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(write(report))
    jsonschema.validate(issues, SCHEMA)
    return issues


def test_nothing_found_is_an_empty_list() -> None:
    assert write(samplereport.nothing()) == "[]\n"


def test_findings_and_faults() -> None:
    issues = read(samplereport.everything())
    told = [(i["check_name"], i["severity"], i["location"]["path"], i["location"]["lines"]["begin"]) for i in issues]
    assert told == [
        ("zfcheck/part-not-read", "info", SUMMARY, 1),
        ("layout/font", "info", SUMMARY, 1),
        ("number/rate-over-100", "critical", SUMMARY, 2),
        ("wording/vague", "major", SUMMARY, 2),
        ("wording/vague", "major", SUMMARY, 3),
        ("zfcheck/rule-failed", "blocker", PLAN, 1),
        ("number/rate-over-100", "critical", PLAN, 2),
        ("zfcheck/unreadable", "blocker", "损坏.docx", 1),
        ("zfcheck/unreadable", "blocker", "损坏.docx", 1),
        ("zfcheck/plugin-failed", "blocker", "zfcheck", 1),
    ]
    assert issues[2]["description"] == "调解成功率197.5%超过100%"
    assert issues[6]["description"] == "第2段·表格：办结率101%超过100%"
    assert issues[7]["description"] == "未能检查：文件已损坏。"


def test_no_two_have_the_same_fingerprint_even_in_equal_documents() -> None:
    report = samplereport.everything()
    twin = report.results[0]
    again = Result("副本.txt", twin.document, twin.findings, twin.faults * 2, suppressed=twin.suppressed)
    issues = read(Report([*report.results, again]))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_line_end_at_the_end_of_a_finding_belongs_to_its_line() -> None:
    document = samplereport.text_document("云川\n市\n")
    spans = [(0, 3), (0, 5), (3, 3)]
    found = [samplereport.found(*span, "x", 2, "a/b") for span in spans]  # type: ignore[arg-type]
    issues = read(Report([Result("./a.txt", document, found)]))
    lines = [tuple(issue["location"]["lines"].values()) for issue in issues]
    assert sorted(lines) == [(1, 1), (1, 2), (2, 2)]


def test_hostile_text_is_a_string_like_any_other() -> None:
    issues = read(samplereport.hostile())
    assert {issue["location"]["path"] for issue in issues[:-1]} == {"::error::云川 100%,a:b#?.txt"}
    assert not any("\n" in issue["description"] or "\x1b" in issue["description"] for issue in issues)
