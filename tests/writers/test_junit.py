"""JUnit XML, read back by lxml and by junitparser."""

from __future__ import annotations

import samplereport
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from lxml import etree
from samplereport import SUMMARY

from zfcheck.results import Result
from zfcheck.rules import Severity
from zfcheck.writers import Report
from zfcheck.writers.junit import write


def read(report: Report) -> list[TestSuite]:
    data = write(report).encode("utf-8")
    etree.fromstring(data)
    suites: list[TestSuite] = list(JUnitXml.fromstring(data))
    for suite in suites:
        written = suite.tests, suite.failures, suite.errors, suite.skipped
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == written
        names = [(case.classname, case.name) for case in suite]
        assert len(set(names)) == len(names) > 0  # of two with one name GitLab takes the first alone
    return suites


def outcome(case: TestCase) -> str:
    return {Failure: "failure", Error: "error", Skipped: "skipped"}[type(case.result[0])] if case.result else "passed"


def outcomes(suite: TestSuite) -> list[tuple[str, str]]:
    return [(case.name, outcome(case)) for case in suite]


def test_a_clean_document_is_one_test_case_that_passes() -> None:
    (suite,) = read(samplereport.nothing())
    assert suite.name == "干净.md"
    assert outcomes(suite) == [("未发现问题", "passed")]


def test_a_suite_a_document_and_a_case_a_rule() -> None:
    summary, plan, clean, lost, run = read(samplereport.everything())
    assert (summary.name, summary.tests, summary.failures, summary.errors, summary.skipped) == (SUMMARY, 5, 2, 0, 2)
    assert outcomes(summary) == [
        ("未检查（提示） part-not-read", "skipped"),
        ("layout/font 字体", "passed"),
        ("wording/vague 说法空泛", "failure"),
        ("wording/vague 说法空泛（已忽略）", "skipped"),
        ("number/rate-over-100 比率超过100%", "failure"),
    ]
    assert outcomes(plan) == [
        ("未能检查 rule-failed wording/other", "error"),
        ("number/rate-over-100 比率超过100%", "failure"),
    ]
    assert outcomes(clean) == [("未发现问题", "passed")]
    assert outcomes(lost) == [("未能检查 unreadable", "error")]
    assert (run.name, outcomes(run)) == ("zfcheck", [("未能检查 plugin-failed", "error")])
    assert {case.classname for case in summary} == {SUMMARY}


def test_what_the_cases_say() -> None:
    summary, plan, _, lost, _ = read(samplereport.everything())
    _, hint, vague, known, rate = summary
    assert hint.system_out == "提示  第1行：标题字体\n  【云川市工作总结】"
    assert (vague.result[0].message, vague.result[0].type) == ("“居全省前列”说法空泛（共2处）", "warning")
    assert vague.result[0].text.count("警告  第") == 2
    assert known.result[0].message == "照抄原文"
    assert "忽略的理由：照抄原文" in known.result[0].text
    assert (rate.result[0].message, rate.result[0].type) == ("调解成功率197.5%超过100%", "error")
    assert "【197.5%】" in rate.result[0].text and "怎么改：改为“97.5%”" in rate.result[0].text
    assert "第2段·表格" in list(plan)[1].result[0].text
    assert next(iter(lost)).result[0].text == "文件已损坏。\n也没有备份。"


def test_hints_beside_warnings_of_a_rule_are_listed_but_not_counted() -> None:
    document = samplereport.text_document("云川市")
    found = samplereport.many(2, Severity.INFO) + samplereport.many(1, Severity.ERROR)
    (suite,) = read(Report([Result("a.txt", document, found)]))
    (case,) = suite
    assert (case.result[0].message, case.result[0].type) == ("第0处", "error")
    assert case.result[0].text.count("提示  ") == 2


def test_hostile_text_stays_text() -> None:
    suite, run = read(samplereport.hostile())
    tags = {element.tag for element in etree.fromstring(write(samplereport.hostile()).encode()).iter()}
    assert tags == {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    texts = [result.text for case in (*suite, *run) for result in case.result]
    assert any("]]>&<b>\"'" in text for text in texts)
    assert all(len(result.message) <= 300 for case in suite for result in case.result)
    assert suite.name == "::error::云川 100%,a:b#?.txt"


def test_what_xml_cannot_say_is_named() -> None:
    (suite,) = read(Report([Result("a\x01\ufffe.txt", samplereport.text_document("云川"))]))
    assert suite.name == "a⟨U+0001⟩⟨U+FFFE⟩.txt"
