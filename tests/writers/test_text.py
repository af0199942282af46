"""The report for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import click
import pytest

from zfcheck.document import Document, Paragraph, Span
from zfcheck.engine import Result
from zfcheck.messages import set_language
from zfcheck.rules import Edit, Fault, Finding, Fix, Related, Rule, Severity
from zfcheck.writers import Report
from zfcheck.writers.layout import columns
from zfcheck.writers.text import write

TEXT = """云川市政法工作总结
一、主要工作
（一）化解矛盾纠纷
云川市全年调解成功率达197.5%，居全省前列。
二、下步打算
继续努力。
"""
RULE = Rule("wording/a", "用词不当", "phrase", Severity.WARNING, "core")
Parse = Callable[..., Document]


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    yield
    set_language(None)


def finding(document: Document, marked: str, *, rule: str = "number/rate-over-100", **more: object) -> Finding:
    at = document.text.index(marked)
    values = {"message": f"{marked}有误", "severity": Severity.ERROR, "pack": "core", "rule": rule, **more}
    return Finding(Span(at, at + len(marked)), **values)  # type: ignore[arg-type]


def report(document: Document, findings: Sequence[Finding], **more: object) -> str:
    result = Result("云川.txt", document, list(findings))
    return write(Report([result], **more))  # type: ignore[arg-type]


def test_a_finding_says_where_what_and_how(parse: Parse) -> None:
    document = parse(TEXT, as_of=dt.date(2025, 7, 10))
    at = document.text.index("197.5%")
    fix = Fix((Edit(at, at + 6, "97.5%"),), "safe")
    text = report(
        document, [finding(document, "197.5%", message="调解成功率197.5%超过100%", fix=fix, advice="核对数据。")]
    )
    assert text == (
        "云川.txt  工作总结，2025年7月10日，59字\n"
        "\n"
        "  错误  第4行  调解成功率197.5%超过100%\n"
        "        云川市全年调解成功率达【197.5%】，居全省前列。\n"
        "        怎么改：改为“97.5%”；核对数据\n"
        "        一、主要工作 › （一）化解矛盾纠纷（number/rate-over-100）\n"
        "\n"
        "共检查1份文稿：错误1处、警告0处、提示0处。\n"
    )


def test_a_heading_is_not_repeated_as_its_own_section(parse: Parse) -> None:
    document = parse(TEXT)
    text = report(document, [finding(document, "（一）", rule="numbering/gap")])
    assert "        一、主要工作（numbering/gap）\n" in text


@pytest.mark.parametrize(
    ("edit", "advice"),
    [
        (("全年", "全年共", 0), "将“全年”改为“全年共”"),
        (("居全省前列", "", 0), "删去“居全省前列”"),
        (("调解", "共", 1), "在“调解成功率达19”前加“共”"),
        (("二、", "\n", 1), "在“二、下步打算”前另起一段"),
    ],
)
def test_fixes_in_words(parse: Parse, edit: tuple[str, str, int], advice: str) -> None:
    document = parse(TEXT)
    old, new, insert = edit
    at = document.text.index(old)
    fix = Fix((Edit(at, at if insert else at + len(old), new),))
    assert f"怎么改：{advice}\n" in report(document, [finding(document, "197.5%", fix=fix)])


def test_one_text_in_many_places_is_told_once(parse: Parse) -> None:
    document = parse("布署工作，再次布署，全面布署。")
    starts = [at for at in range(len(document.text)) if document.text.startswith("布署", at)]
    everywhere = Fix(tuple(Edit(at, at + 2, "部署") for at in starts))
    assert "怎么改：都改为“部署”\n" in report(document, [finding(document, "布署", fix=everywhere)])
    marks = Fix(tuple(Edit(at, at + 1, "；") for at, mark in enumerate(document.text) if mark in "，。"))
    assert "将“，”改为“；”；将“。”改为“；”；等共3处\n" in report(document, [finding(document, "布署", fix=marks)])


def test_an_insertion_at_the_end_is_named_by_what_stands_before(parse: Parse) -> None:
    document = parse(TEXT)
    fix = Fix((Edit(len(document.text), len(document.text), "落款"),))
    assert "在“继续努力。”后加“落款”" in report(document, [finding(document, "努力", fix=fix)])


def test_a_fourth_finding_alike_is_only_counted(parse: Parse) -> None:
    document = parse("云川市工作总结\n" + "推进XX建设，成效明显。\n" * 6)
    starts = [at for at in range(len(document.text)) if document.text.startswith("XX", at)]
    alike = [Finding(Span(at, at + 2), "占位符", severity=Severity.ERROR, rule="residue/placeholder") for at in starts]
    text = report(document, alike)
    assert text.count("【XX】") == 3
    assert "另有3处：第5、6、7行" in text
    assert "错误6处" in text
    other = report(document, [*alike[:3], finding(document, "成效", rule="residue/placeholder", message="别的话")])
    assert "另有" not in other and other.count("【") == 4


def test_related_places_are_short_and_many_are_joined(parse: Parse) -> None:
    document = parse(TEXT)
    related = tuple(
        Related(Span(document.text.index(word), document.text.index(word) + 2), "前一处")
        for word in ("主要", "化解", "全年", "下步", "继续")
    )
    text = report(document, [finding(document, "197.5%", related=related)])
    assert text.count("：前一处") == 3
    assert "另见第2行：前一处" in text
    assert "另见第5、6行\n" in text


def test_word_files_count_paragraphs_and_name_the_place() -> None:
    paragraphs = (Paragraph(Span(0, 4), place="页眉"), Paragraph(Span(5, 7)))
    document = Document("a.docx", "docx", "内部资料\n正文", paragraphs)
    text = report(document, [finding(document, "内部"), finding(document, "正文")])
    assert "第1段·页眉" in text
    assert "第2段  正文有误" in text


def test_a_clean_file_is_one_line() -> None:
    document = Document("a.txt", "text", "云川", (Paragraph(Span(0, 2)),))
    results = [Result("a.txt", document), Result("b.txt", document)]
    assert write(Report(results)) == (
        "a.txt  其他，2字：未发现问题\nb.txt  其他，2字：未发现问题\n\n共检查2份文稿：未发现问题。\n"
    )
    assert write(Report(results[:1])) == "a.txt  其他，2字：未发现问题\n"
    assert write(Report(results, quiet=True)) == ""


def test_what_could_not_be_checked_is_never_clean() -> None:
    document = Document("b.txt", "text", "云川", (Paragraph(Span(0, 2)),))
    lost = Result("a.docx", faults=[Fault("unreadable", "文件已损坏。")])
    partly = Result("b.txt", document, faults=[Fault("rule-failed", "规则 core:x/y 出错", "x/y")])
    empty = Result("c.txt", Document("c.txt", "text", "", ()), faults=[Fault("unreadable", "没有文字。")])
    text = write(Report([lost, partly, empty], faults=[Fault("plugin-failed", "插件“云川”无法载入")]))
    assert "a.docx\n  未能检查：文件已损坏。\n\n" in text
    assert "  未能检查：规则 core:x/y 出错\n  其余内容未发现问题。\n\n" in text
    assert "c.txt\n  未能检查：没有文字。\n\n" in text
    assert "\n未能检查：插件“云川”无法载入\n" in text
    assert text.endswith("共检查1份文稿：未发现问题；其中1份没有查全；另有2份未能检查。\n")
    assert "：未发现问题\n" not in text
    quiet = write(Report([lost, partly], quiet=True))
    assert "文件已损坏" in quiet and "core:x/y" in quiet and "共检查" not in quiet


def test_a_fault_that_fails_no_run_is_told_quietly() -> None:
    document = Document("b.docx", "docx", "云川", (Paragraph(Span(0, 2)),))
    result = Result("b.docx", document, faults=[Fault("part-not-read", "文档里有1张图片。", level="info")])
    text = write(Report([result]))
    assert "  未检查（提示）：文档里有1张图片。\n  其余内容未发现问题。\n\n" in text
    assert text.endswith("共检查1份文稿：未发现问题；其中1份没有查全。\n")
    assert "未能检查" not in text


def test_findings_keep_the_order_of_the_text(parse: Parse) -> None:
    document = parse(TEXT)
    text = report(
        document,
        [
            finding(document, "主要", severity=Severity.INFO),
            finding(document, "197.5%"),
            finding(document, "继续", severity=Severity.WARNING),
        ],
    )
    assert text.index("提示  第2行") < text.index("错误  第4行") < text.index("警告  第6行")
    assert "错误1处、警告1处、提示1处" in text


def test_statistics_count_by_rule(parse: Parse) -> None:
    document = parse(TEXT)
    found = [
        finding(document, "主要", rule="wording/a"),
        finding(document, "197.5%"),
        finding(document, "继续", rule="wording/a"),
    ]
    text = report(document, found, statistics=True, quiet=True, rules={"core:wording/a": RULE})
    assert text.endswith("各规则查出的处数：\n  2  wording/a             用词不当\n  1  number/rate-over-100\n")
    assert "各规则" not in report(document, found)


def test_lines_fit_the_width_and_colour_changes_no_word(parse: Parse) -> None:
    document = parse(
        "云川市工作总结\n" + "云川市政法机关坚持人民至上，全力维护社会大局稳定" * 9 + "调解成功率达197.5%。\n"
    )
    found = [finding(document, "197.5%", message="调解成功率超过百分之一百，" * 8, advice="核对台账和报表。" * 9)]
    plain = report(document, found, width=60)
    assert max(columns(line) for line in plain.splitlines()) <= 60
    colored = report(document, found, width=60, color=True)
    assert "\x1b[1m【197.5%】\x1b[0m" in colored
    assert click.unstyle(colored) == plain
    assert "\x1b" not in plain


def test_nothing_in_a_document_reaches_the_terminal_as_a_command(parse: Parse) -> None:
    document = parse("云川市\x1b]0;骗局\x07工作总结，成绩明显，群众满意度持续提升，请予审议通过。\n")
    text = report(document, [finding(document, "骗局")])
    assert "\x1b" not in text and "\x07" not in text


def test_english(parse: Parse) -> None:
    document = parse(TEXT, as_of=dt.date(2025, 7, 10))
    set_language("en")
    text = report(document, [finding(document, "197.5%", message="over 100%")])
    assert "error  line 4  over 100%" in text
    assert "work-summary" in text.splitlines()[0] and "2025-07-10" in text.splitlines()[0]
    assert "1 error" in text.splitlines()[-1]
