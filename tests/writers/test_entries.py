"""Findings with names of their own."""

from __future__ import annotations

from dataclasses import replace

import samplereport
from samplereport import FIRST, RULES

from zfcheck.results import Result
from zfcheck.rules import fingerprint
from zfcheck.writers import Report
from zfcheck.writers.entries import Names, derived, entries


def test_told_and_suppressed_findings_stand_in_the_order_of_the_text() -> None:
    found = entries(samplereport.everything().results[0])
    starts = [entry.finding.span.start for entry in found]
    assert starts == sorted(starts)
    assert [entry.suppressed.source if entry.suppressed else "" for entry in found] == [
        "",
        "note",
        "",
        "",
        "baseline",
        "",
    ]


def test_the_first_keeps_its_fingerprint_and_the_others_get_their_own() -> None:
    result = samplereport.everything().results[0]
    assert result.document is not None
    alike = [entry for entry in entries(result) if entry.finding.message.startswith("“居全省前列”")]
    common = fingerprint(alike[0].finding, result.document)
    assert alike[0].finding.span.start == FIRST
    assert [entry.fingerprint for entry in alike] == [common, derived(common, 2), derived(common, 3)]
    assert len({entry.fingerprint for entry in entries(result)}) == 6
    assert all(len(entry.fingerprint) == 16 for entry in alike)


def test_a_finding_keeps_its_name_when_one_before_it_is_suppressed() -> None:
    result = samplereport.everything().results[0]
    told = [*result.findings, *(known.finding for known in result.suppressed)]
    before = {entry.finding.span: entry.fingerprint for entry in entries(result)}
    after = {entry.finding.span: entry.fingerprint for entry in entries(replace(result, findings=told, suppressed=[]))}
    assert after == before


def test_a_document_that_was_not_read_has_none() -> None:
    assert entries(Result("a.docx")) == []


def test_a_rule_bears_its_pack_where_two_packs_meet() -> None:
    own = replace(RULES["core:wording/vague"], pack="zhejiang", title="另一条")
    names = Names(Report([], rules={**RULES, "zhejiang:wording/vague": own}))
    assert names("core", "wording/vague") == "core:wording/vague"
    assert names("zhejiang", "wording/vague") == "zhejiang:wording/vague"
    assert names("core", "layout/font") == "layout/font"
    assert (names.title("zhejiang", "wording/vague"), names.title("core", "a/b")) == ("另一条", "")
