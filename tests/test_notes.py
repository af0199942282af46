"""Ignore notes: where they may stand, what they speak of, and that they are no text of the document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfiles import p, package, part, r

import zfcheck
from zfcheck.document import Document
from zfcheck.notes import COMMENT, END, FILE, LINE, START, VERBS, find_notes, read_note
from zfcheck.readers.text import read
from zfcheck.results import Result

RATE = "number/rate-over-100"
BAD = "调解成功率达197.5%，居全省前列。"
Parse = Callable[..., Document]


def check(checker: zfcheck.Checker, text: str, name: str = "a.txt") -> Result:
    return checker.check_bytes(text.encode(), name, as_of=dt.date(2025, 7, 10))


def told(result: Result, rule: str = RATE) -> list[int]:
    """The lines on which a rule is told."""
    assert result.document is not None
    return [result.document.text.count("\n", 0, f.span.start) + 1 for f in result.findings if f.rule == rule]


@pytest.mark.parametrize(
    ("text", "verb", "rules", "reason"),
    [
        ("ignore wording/x 领导定稿用语", LINE, ("wording/x",), "领导定稿用语"),
        (
            "ignore wording/x, number/y、core:residue/z  引用 原文",
            LINE,
            ("wording/x", "number/y", "core:residue/z"),
            "引用 原文",
        ),
        ("ignore-file wording 全文引用", FILE, ("wording",), "全文引用"),
        ("ignore-start number/y 附表原样", START, ("number/y",), "附表原样"),
        ("ignore-end", END, (), ""),
        ("忽略 number/y 台账如此", LINE, ("number/y",), "台账如此"),
        ("忽略全文 core: 台账如此", FILE, ("core:",), "台账如此"),
        ("ignore wording/x", LINE, ("wording/x",), ""),
        ("ignore 领导定稿", LINE, (), ""),
        ("skip wording/x 领导定稿", None, ("wording/x",), "领导定稿"),
        ("", None, (), ""),
    ],
)
def test_what_a_note_says(text: str, verb: str | None, rules: tuple[str, ...], reason: str) -> None:
    said = read_note(text)
    assert (said.verb, said.rules, said.reason) == (verb, rules, reason)


@given(st.text(max_size=60))
def test_any_words_can_be_read(text: str) -> None:
    said = read_note(text)
    assert said.verb is None or said.verb in VERBS.values()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_note_alone_on_its_line_is_told_from_one_behind_text(end: str) -> None:
    text = end.join(
        ["<!-- zfcheck: ignore a 甲 -->", "正文。<!-- zfcheck：ignore b 乙 -->", "　<!--zfcheck: ignore c 丙-->"]
    )
    assert [(note.text, note.alone) for note in find_notes(text)] == [
        ("ignore a 甲", True),
        ("ignore b 乙", False),
        ("ignore c 丙", True),
    ]


def test_a_note_that_is_left_open_swallows_nothing(parse: Parse) -> None:
    document = parse(f"标题\n<!-- zfcheck: ignore {RATE} 理由\n{BAD}\n-->\n")
    assert document.notes == ()
    assert BAD in [document.slice(each.span) for each in document.paragraphs]


def test_notes_are_no_text(parse: Parse) -> None:
    note = f"<!-- zfcheck: ignore {RATE} 原始台账如此 -->"
    document = parse(f"云川市总结\n{note}\n一、主要{note}工作 {note}\n{note}继续努力。\n")
    assert "zfcheck" not in document.reading.text
    assert [document.slice(each.span) for each in document.paragraphs] == [
        "云川市总结",
        f"一、主要{note}工作",
        "继续努力。",
    ]
    assert [section.heading.title for section in document.outline.sections()] != []


START_ = f"<!-- zfcheck: ignore-start {RATE} 台账 -->"
END_ = f"<!-- zfcheck: ignore-end {RATE} -->"
PLACES = [
    # text, lines on which the rule is still told
    (f"总结\n{BAD}\n", [2]),
    (f"总结\n{BAD}<!-- zfcheck: ignore {RATE} 台账 -->\n{BAD}\n", [3]),
    (f"总结\n<!-- zfcheck: ignore {RATE} 台账 -->\n{BAD}\n{BAD}\n", [4]),
    (f"总结\n<!-- zfcheck: ignore {RATE} 台账 -->\n\n{BAD}\n{BAD}\n", [5]),
    (f"<!-- zfcheck: ignore-file {RATE} 台账 -->\n总结\n{BAD}\n{BAD}\n", []),
    (f"总结\n{BAD}\n<!-- zfcheck: ignore-file number 台账 -->\n", []),
    (
        f"总结\n{BAD}\n<!-- zfcheck: ignore-start {RATE} 台账 -->\n{BAD}\n{BAD}\n<!-- zfcheck: ignore-end -->\n{BAD}\n",
        [2, 7],
    ),
    (f"总结\n<!-- zfcheck: ignore-start {RATE} 台账 -->\n{BAD}\n<!-- zfcheck: ignore-end {RATE} -->\n{BAD}\n", [5]),
    (f"总结\n{BAD}\n<!-- zfcheck: ignore-start {RATE} 台账 -->\n{BAD}\n", [2]),
    (f"总结\n{BAD} <!-- zfcheck: ignore {RATE} 台账 -->\n{BAD}\n", [3]),
    (f"总结\n{BAD} <!-- zfcheck: ignore wording 台账 --> <!-- zfcheck: ignore {RATE} 台账 -->\n{BAD}\n", [3]),
    (f"总结\n<!-- zfcheck: ignore wording 台账 -->{BAD}\n{BAD}\n", [2, 3]),
    (f"总结\n<!-- zfcheck: ignore {RATE} 台账 --> {BAD}\n{BAD}\n", [3]),
    (f"总结\n{START_}\n{BAD}\n{START_}\n{BAD}\n{END_}\n{BAD}\n{END_}\n{BAD}\n", [9]),
    (f"总结\n{START_}\n{BAD}\n{START_}\n{BAD}\n<!-- zfcheck: ignore-end -->\n{BAD}\n{END_}\n{BAD}\n", [9]),
    (
        "总结\n<!-- zfcheck: ignore-start wording, number 台账 -->\n"
        f"{BAD}\n<!-- zfcheck: ignore-end number, wording -->\n{BAD}\n",
        [5],
    ),
    (f"总结\n{BAD}<!-- zfcheck: ignore wording 台账 -->\n", [2]),
    (f"总结\n{BAD}<!-- zfcheck: ignore {RATE} -->\n", [2]),
    (f"总结\n{BAD}<!-- zfcheck: ignore number/rate-over-10 台账 -->\n", [2]),
]


@pytest.mark.parametrize(("text", "lines"), PLACES)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_where_a_note_holds(checker: zfcheck.Checker, text: str, lines: list[int], name: str) -> None:
    if name == "a.md":  # there a paragraph ends with a blank line
        text = text.replace("\n", "\n\n")
        lines = [2 * line - 1 for line in lines]
    assert told(check(checker, text, name)) == lines


def test_a_note_before_a_table_holds_for_the_whole_table(checker: zfcheck.Checker) -> None:
    table = "| 指标 | 数值 |\n|---|---|\n| 调解成功率 | 197.5% |\n| 办结率 | 198% |\n"
    note = "<!-- zfcheck: ignore number 台账如此 -->\n\n"
    before = check(checker, f"云川市总结\n\n{table}", "a.md")
    after = check(checker, f"云川市总结\n\n{note}{table}", "a.md")
    assert [f for f in before.findings if f.rule.startswith("number/")]
    assert not [f for f in after.findings if f.rule.startswith("number/")]
    assert {found.source for found in after.suppressed} == {"note"}


def test_a_note_in_code_is_no_note(checker: zfcheck.Checker) -> None:
    note = f"<!-- zfcheck: ignore-file {RATE} 台账 -->"
    for code in (f"```\n{note}\n```\n", f"写作 `{note}`。\n"):
        assert told(check(checker, f"云川市总结\n\n{code}\n{BAD}\n", "a.md")) != []


def test_what_is_ignored_in_one_place_does_not_hide_the_others(checker: zfcheck.Checker) -> None:
    # What is said of the same words is told once, at the first place: the note there must not take the rest along.
    wrong = "加强综治中心布署工作。"
    text = f"总结\n{wrong}<!-- zfcheck: ignore wording 引用原文 -->\n{wrong}\n{wrong}\n"
    result = check(checker, text)
    (finding,) = [f for f in result.findings if f.rule.startswith("wording/")]
    assert text.count("\n", 0, finding.span.start) == 2
    assert len(finding.related) == 1
    assert [found.reason for found in result.suppressed] == ["引用原文"]


def test_a_comment_by_a_person_is_a_note_in_word_and_no_leftover(checker: zfcheck.Checker) -> None:
    from zfcheck.caseword import word_file

    text = f"云川市总结\n{BAD}{{>>{{}}<<}}\n{BAD}"
    noted = checker.check_bytes(word_file(text.replace("{}", f"zfcheck: ignore {RATE} 台账如此")), "a.docx")
    plain = checker.check_bytes(word_file(text.replace("{}", "这个数请核实")), "a.docx")
    assert told(noted) == [3] and told(plain) == [2, 3]
    assert "residue/open-comment" not in {f.rule for f in noted.findings}
    assert "residue/open-comment" in {f.rule for f in plain.findings}


def test_a_note_before_the_text_of_its_paragraph_does_not_speak_of_the_one_before(checker: zfcheck.Checker) -> None:
    from zfcheck.caseword import word_file

    note = f"{{>>zfcheck: ignore {RATE} 台账如此<<}}"
    before = checker.check_bytes(word_file(f"云川市总结\n{BAD}\n{note}{BAD}\n{BAD}"), "a.docx")
    assert told(before) == [2, 4]
    alone = checker.check_bytes(word_file(f"云川市总结\n{BAD}\n{note}\n{BAD}\n{BAD}"), "a.docx")
    assert told(alone) == [2, 5]  # an empty paragraph is none of the text


def test_a_comment_on_a_paragraph_with_its_end_speaks_of_that_paragraph(checker: zfcheck.Checker) -> None:
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    said = f'<w:comment w:id="0" w:author="王"><w:p>{r(f"zfcheck: ignore {RATE} 台账如此")}</w:p></w:comment>'
    body = p(r("云川市总结")) + p(begin + r(BAD)) + p(end + reference + r(BAD))
    assert told(checker.check_bytes(package(body, comments=part("comments", said)), "a.docx")) == [3]


def test_a_stale_note_is_told_only_where_its_rule_ran() -> None:
    text = f"云川市总结\n调解成功率达97.5%。<!-- zfcheck: ignore {RATE} 台账 -->\n"
    whole = zfcheck.compile(plugins=False)
    assert told(check(whole, text), "residue/ignore-stale") == [2]
    without = zfcheck.compile(plugins=False, ignore=["number"])
    assert told(check(without, text), "residue/ignore-stale") == []


def test_a_note_for_a_rule_of_a_pack_that_is_not_in_force_is_neither_wrong_nor_stale(checker: zfcheck.Checker) -> None:
    result = check(checker, "云川市总结\n形势平稳。<!-- zfcheck: ignore layout/title-font 样式如此 -->\n")
    assert [f.message for f in result.findings if f.rule.startswith("residue/ignore")] == []


NOTE = "<!-- zfcheck: ignore-file layout 原样 -->"
REPORT = """云川市2025年政法工作总结
发布时间：2025-12-28 09:30
来源：云川长安网
一、主要工作
　　全市调解成功率达197.5%，居全省前列。各镇认真布署平安建设工作。
（一）平安建设
1.矛盾化解。共化解矛盾1286件，其中婚姻家庭类820件、邻里类466件。
2.重点整治。一是抓排查；二是抓整改。
（三）法治建设
有的地方一愁莫展。
三、下步打算
继续努力，再接再励。
                    云川市委政法委
                    2025年12月31日
"""
MARKDOWN = f"""# 云川市2025年政法工作总结

## 一、主要工作

{BAD}各镇认真布署
平安建设工作。

- 有的地方**一愁莫展**。
- 再接再励。

> 引用一段布署。

| 指标 | 数值 |
|---|---|
| 调解成功率 | 197.5% |
| 办结率 | 98% |

### （二）法治建设

继续努力。
"""


def shape(checker: zfcheck.Checker, text: str, name: str) -> object:
    """What a note must not change: the structure, and what is found."""
    result = check(checker, text, name)
    document = result.document
    assert document is not None

    def plain(text: str) -> str:
        return "".join(COMMENT.sub("", text).split())

    outline = document.outline
    return (
        outline.kind,
        [plain(document.slice(section.heading.title)) for section in outline.sections()],
        [(element.role, plain(document.slice(element.span))) for element in outline.elements()],
        [plain(document.slice(paragraph.span)) for paragraph in document.paragraphs],
        [(f.rule, f.message, plain(document.slice(f.span))) for f in result.findings if "ignore" not in f.rule],
    )


@pytest.fixture(scope="module")
def without(checker: zfcheck.Checker) -> dict[str, object]:
    return {name: shape(checker, text, name) for name, text in (("a.txt", REPORT), ("a.md", MARKDOWN))}


@settings(max_examples=60)
@given(st.sampled_from(["a.txt", "a.md"]), st.integers(0), st.sampled_from(["alone", "behind", "apart", "before"]))
def test_a_note_changes_neither_structure_nor_what_is_found(
    checker: zfcheck.Checker, without: dict[str, object], name: str, at: int, where: str
) -> None:
    lines = (REPORT if name == "a.txt" else MARKDOWN).split("\n")
    marks = ("|---", "| 办", "平安建设工作。")  # a line before these parts a table or a paragraph
    may = [n for n, line in enumerate(lines) if line.strip() and not line.startswith(("|", *marks))]
    number = may[at % len(may)]
    line = lines[number]
    content = re.match(r"[\s#>-]*", line).end()  # type: ignore[union-attr]
    lines[number] = {
        "alone": f"{NOTE}\n{line}",
        "behind": line + NOTE,
        "apart": f"{line} {NOTE}",
        "before": line[:content] + NOTE + line[content:],
    }[where]
    assert shape(checker, "\n".join(lines), name) == without[name]


def test_a_note_in_a_cell_changes_nothing_and_speaks_of_the_cell(checker: zfcheck.Checker) -> None:
    with_note = MARKDOWN.replace("197.5% |", "197.5% <!-- zfcheck: ignore number 台账 --> |")
    rates = [told(check(checker, text, "a.md")) for text in (MARKDOWN, with_note)]
    line = MARKDOWN.split("\n").index("| 调解成功率 | 197.5% |") + 1
    assert line in rates[0] and rates[1] == [each for each in rates[0] if each != line]


@pytest.mark.parametrize(
    "example",
    [
        "```\n<!-- zfcheck: ignore-file number 台账 -->\n```",
        "写法如 `<!-- zfcheck: ignore-file number 台账 -->` 。",
    ],
)
def test_an_example_in_code_is_no_note(checker: zfcheck.Checker, example: str) -> None:
    result = check(checker, f"# 云川市总结\n\n{example}\n\n{BAD}\n", "a.md")
    assert RATE in {f.rule for f in result.findings} and result.suppressed == []


def test_front_matter_is_no_note(checker: zfcheck.Checker) -> None:
    text = f'---\ntitle: 总结\nnote: "<!-- zfcheck: ignore-file number 台账 -->"\n---\n\n# 总结\n\n{BAD}\n'
    assert told(check(checker, text, "a.md"))


@pytest.mark.parametrize(
    "text",
    ["<!-- zfcheck:" * 20_000, "<!-- zfcheck: ignore a b -->" * 5_000, "ignore a:" + "a" * 100_000 + "!"],
    ids=["left open", "many on a line", "a long name"],
)
def test_hostile_notes_cost_no_more_than_their_length(text: str) -> None:
    # Each took minutes or hours when it was looked through anew from every place in it.
    notes = list(find_notes(text))
    assert len(notes) == (5_000 if "-->" in text else 0)
    read_note(text)
    read((text + "\n文").encode(), "a.txt")
