"""One line a finding."""

from __future__ import annotations

from zfcheck.document import Document, Paragraph, Span
from zfcheck.engine import Result
from zfcheck.messages import set_language
from zfcheck.rules import Fault, Finding, Severity
from zfcheck.writers import Report
from zfcheck.writers.concise import write

TEXT = "云川市\r\n平安建设"
DOCUMENT = Document("a.txt", "text", TEXT, (Paragraph(Span(0, 3)), Paragraph(Span(5, 9))))


def test_path_line_column_severity_message_rule() -> None:
    found = [
        Finding(Span(7, 9), "用词\n不当", severity=Severity.ERROR, rule="wording/a", pack="core"),
        Finding(Span(7, 9), "核对", severity=Severity.WARNING, rule="wording/b", pack="core"),
        Finding(Span(9, 9), "提示", severity=Severity.INFO, rule="wording/c", pack="core"),
    ]
    assert write(Report([Result("云川/a.txt", DOCUMENT, found)])) == (
        "云川/a.txt:2:3: error: 用词 不当 [wording/a]\n"
        "云川/a.txt:2:3: warning: 核对 [wording/b]\n"
        "云川/a.txt:2:5: info: 提示 [wording/c]\n"
    )


def test_faults_of_documents_and_of_the_run() -> None:
    lost = Result(
        "a.docx", faults=[Fault("unreadable", "文件已损坏。"), Fault("part-not-read", "有图。", level="info")]
    )
    text = write(Report([lost], faults=[Fault("plugin-failed", "插件无法载入")]))
    assert text == "a.docx: fault: 文件已损坏。\na.docx: note: 有图。\nzfcheck: fault: 插件无法载入\n"


def test_nothing_to_say_is_nothing() -> None:
    assert write(Report([Result("a.txt", DOCUMENT)])) == ""


def test_words_that_programs_match_stay_english_in_every_language() -> None:
    report = Report([Result("a.txt", DOCUMENT, [Finding(Span(0, 1), "x", severity=Severity.ERROR, rule="a/b")])])
    chinese = write(report)
    set_language("en")
    try:
        assert write(report) == chinese
    finally:
        set_language(None)
