"""Fixing: nothing new to find, nothing left for a second run, and every byte that was not meant stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordedit.wordmarks import settled
from wordfiles import p, package, r

import zfcheck
from zfcheck.cases import run_case
from zfcheck.document import Document, Paragraph
from zfcheck.engine import Result
from zfcheck.fixes import Why
from zfcheck.fixing import Fixed, fix
from zfcheck.readers.docx import read as read_word
from zfcheck.readers.text import read as read_text
from zfcheck.rules import OF_REMARKS, Edit, Fault, Finding, Fix, Related
from zfcheck.span import Span

TITLE = "云川市2025年政法工作总结"
LINE_END = re.compile("\r\n|\r|\n")
BOMS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@pytest.fixture(scope="session")
def blocks(checker: zfcheck.Checker) -> list[str]:
    """The wrong cases of all rules that have a fix for them."""
    found = []
    for compiled in checker.rules.rules:
        for case in compiled.rule.fail:
            if case.format == "text":
                result, _ = run_case(compiled, checker.rules, case)
                if any(finding.fix for finding in result.findings):
                    found.append(case.text)
    assert len(found) > 300
    return found


def encoded(text: str, encoding: str) -> bytes:
    return BOMS.get(encoding, b"") + text.encode(encoding.removesuffix("-sig"))


def rules_of(result: Result) -> Counter[str]:
    assert result.document is not None, result.faults
    return Counter(f"{f.pack}:{f.rule}" for f in result.findings if f.once != OF_REMARKS)


def replayed(text: str, fixed: Fixed) -> str:
    for moved in fixed.rounds:
        for edit in reversed(moved.edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@settings(max_examples=150)
@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"]),
    st.sampled_from(["a.txt", "a.md"]),
    st.booleans(),
)
def test_any_mistakes_in_any_file(
    checker: zfcheck.Checker,
    blocks: list[str],
    numbers: list[int],
    line_end: str,
    encoding: str,
    name: str,
    unsafe: bool,
) -> None:
    paragraphs = [TITLE, *(blocks[number % len(blocks)] for number in numbers)]
    text = LINE_END.sub(line_end, "\n".join(paragraphs)) + line_end
    data = encoded(text, encoding)

    def check(data: bytes) -> Result:
        return checker.check_bytes(data, name=name)

    before = check(data)
    fixed = fix(check, data, before, unsafe=unsafe)
    after = check(fixed.data)
    assert not rules_of(after) - rules_of(before)
    assert after.findings == fixed.result.findings == [left.finding for left in fixed.left]
    assert fixed.data == encoded(replayed(text, fixed), encoding)
    assert set(LINE_END.findall(replayed(text, fixed))) <= {line_end}
    again = fix(check, fixed.data, after, unsafe=unsafe)
    assert (again.count, again.data) == (0, fixed.data)
    assert fixed.count or fixed.data is data
    assert all(unsafe is False for left in fixed.left if left.why is Why.UNSAFE)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.booleans())
def test_any_mistakes_in_a_word_file(
    checker: zfcheck.Checker, blocks: list[str], numbers: list[int], unsafe: bool
) -> None:
    lines = [line for number in numbers for line in blocks[number % len(blocks)].splitlines()]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines if line.isprintable()]
    data = package(p(r(TITLE)) + "".join(p(r(line)) for line in escaped))

    def check(data: bytes) -> Result:
        return checker.check_bytes(data, name="a.docx")

    before = check(data)
    fixed = fix(check, data, before, unsafe=unsafe)
    after = check(fixed.data)
    assert before.document is not None and after.document is not None
    assert not rules_of(after) - rules_of(before)
    assert after.document.text == replayed(before.document.text, fixed)
    assert read_word(settled(fixed.data, accept=False), "a.docx").text == before.document.text
    again = fix(check, fixed.data, after, unsafe=unsafe)
    assert (again.count, again.data) == (0, fixed.data)


# -- a checker of our own, for what rules do only together --------------------------------------------------------

Rules = dict[str, tuple[str, str]]
"""By rule: a wrong text, and what its fix makes of it."""


def checking(rules: Rules, safety: str = "safe") -> Callable[[bytes], Result]:
    def check(data: bytes) -> Result:
        document = read_text(data, "a.txt")
        found = [
            Finding(Span(*m.span()), rule, fix=Fix((Edit(*m.span(), right),), safety), rule=rule, pack="p")
            for rule, (wrong, right) in rules.items()
            for m in re.finditer(re.escape(wrong), document.text)
        ]
        return Result("a.txt", document, sorted(found, key=lambda finding: finding.span))

    return check


def fixed_by(rules: Rules, text: str, encoding: str = "utf-8", **more: object) -> Fixed:
    check, data = checking(rules), encoded(text, encoding)
    return fix(check, data, check(data), **{"unsafe": False, **more})  # type: ignore[arg-type]


def reasons(fixed: Fixed) -> list[tuple[str, Why, int]]:
    return [(left.finding.rule, left.why, left.at) for left in fixed.left]


def test_of_two_that_overlap_the_earlier_is_made_and_the_other_where_it_still_stands() -> None:
    fixed = fixed_by(
        {"a": ("甲乙", "乙"), "b": ("乙丙", "丙"), "c": ("丁戊", "丁"), "d": ("戊己", "己")}, "甲乙丙丁戊己"
    )
    assert (fixed.data.decode(), fixed.count, len(fixed.rounds)) == ("丙丁己", 3, 2)


@pytest.mark.parametrize(
    ("rules", "text", "result", "left"),
    [
        ({"a": ("很糟", "糟糕"), "b": ("糟糕", "不好")}, "很糟。", "很糟。", [("a", Why.MAKES_ANOTHER, 0)]),
        # What was there before may be there again, but not once more.
        ({"a": ("很糟", "糟糕"), "b": ("糟糕", "糟糕")}, "糟糕，很糟。", "糟糕，很糟。", [("b", Why.MAKES_ANOTHER, 0), ("a", Why.MAKES_ANOTHER, 3)]),
        # A culprit among others on its line, and far from them.
        ({"a": ("甲", "乙"), "b": ("乙", "丙"), "c": ("丁", "戊")}, "丁甲丁\n丁丁\n丁", "戊甲戊\n戊戊\n戊", [("a", Why.MAKES_ANOTHER, 1)]),
        # Two that go wrong only together: one is made.
        ({"a": ("子", "丑"), "b": ("寅", "卯"), "c": ("丑卯", "")}, "子寅。", "丑寅。", [("b", Why.MAKES_ANOTHER, 1)]),
        # What would go round for ever is not begun.
        ({"a": ("左", "右"), "b": ("右", "左")}, "左。", "左。", [("a", Why.MAKES_ANOTHER, 0)]),
        # A fix that does not help is not made.
        ({"a": ("同", "同"), "b": ("异", "")}, "同异。", "同。", [("a", Why.MAKES_ANOTHER, 0)]),
        # One that overlaps a culprit gets its turn.
        ({"a": ("坏事", "坏人"), "b": ("坏人", "x"), "c": ("事情", "事")}, "坏事情。", "坏事。", [("a", Why.MAKES_ANOTHER, 0)]),
        # One that would grow for ever is not made.
        ({"a": ("加", "加上")}, "加", "加", [("a", Why.MAKES_ANOTHER, 0)]),
    ],
)  # fmt: skip
def test_who_is_to_blame_is_left_out(rules: Rules, text: str, result: str, left: list[tuple[str, Why, int]]) -> None:
    fixed = fixed_by(rules, text)
    assert (fixed.data.decode(), reasons(fixed)) == (result, left)


def test_one_among_hundreds_is_found_without_checking_each() -> None:
    calls = 0
    inner = checking({"a": ("甲", "乙"), "b": ("乙丙", "")})

    def check(data: bytes) -> Result:
        nonlocal calls
        calls += 1
        return inner(data)

    data = ("甲。\n" * 300 + "甲丙。\n" + "甲。\n" * 300).encode()
    fixed = fix(check, data, inner(data), unsafe=False)
    assert fixed.data.decode().count("甲") == 1 and "甲丙" in fixed.data.decode()
    assert calls < 10


def test_unsafe_fixes_are_made_when_asked_for_and_told_when_not() -> None:
    check = checking({"a": ("一", "二")}, "unsafe")
    data = "一。".encode()
    fixed = fix(check, data, check(data), unsafe=False)
    assert (fixed.data, reasons(fixed)) == (data, [("a", Why.UNSAFE, 0)])
    assert fix(check, data, check(data), unsafe=True).data.decode() == "二。"


def test_a_finding_that_holds_a_changed_place_is_no_new_one() -> None:
    def check(data: bytes) -> Result:
        document = read_text(data, "a.txt")
        text = document.text
        found = [Finding(Span(0, len(text)), "长", rule="long", pack="p")]
        at = text.find("错")
        if at >= 0:
            found.append(
                Finding(Span(at, at + 1), "", fix=Fix((Edit(at, at + 1, "对的"),), "safe"), rule="w", pack="p")
            )
        return Result("a.txt", document, found)

    data = "这里错了错".encode()
    fixed = fix(check, data, check(data), unsafe=False)
    assert fixed.data.decode() == "这里对的了对的"
    assert reasons(fixed) == [("long", Why.NO_FIX, 0)]


def test_what_is_left_is_told_where_it_stood() -> None:
    fixed = fixed_by({"a": ("删去", ""), "b": ("加", "添上"), "c": ("乙", "乙")}, "乙删去加\n加删去乙")
    assert fixed.data.decode() == "乙添上\n添上乙"
    assert [(left.finding.rule, left.at) for left in fixed.left] == [("c", 0), ("c", 8)]


@pytest.mark.parametrize(("line_end", "encoding"), [("\r\n", "utf-8"), ("\r", "gb18030"), ("\n", "utf-16-le")])
def test_a_line_put_in_ends_as_the_others_do(line_end: str, encoding: str) -> None:
    fixed = fixed_by({"a": ("（二）", "\n二")}, f"（一）云川。（二）平安。{line_end}云川。", encoding)
    assert fixed.data == encoded(f"（一）云川。{line_end}二平安。{line_end}云川。", encoding)


def test_characters_that_an_old_code_page_lacks_go_in_all_the_same() -> None:
    fixed = fixed_by({"a": ("某", "䶮镕")}, "云川市某同志主持会议。", "gb18030")
    assert fixed.data.decode("gb18030") == "云川市䶮镕同志主持会议。"


def test_what_no_encoding_takes_is_left() -> None:
    fixed = fixed_by({"a": ("某", "\ud800")}, "云川市某同志。")
    assert reasons(fixed) == [("a", Why.NOT_WRITABLE, 3)]


def test_a_change_after_which_the_file_reads_as_another_is_not_made() -> None:
    # Four bytes of GB18030 that are UTF-8 as well once the character before them has gone.
    tail = "脛猫"
    assert tail.encode("gb18030").decode("utf-8")
    fixed = fixed_by({"a": ("云川市", "")}, f"云川市{tail}", "gb18030")
    assert reasons(fixed) == [("a", Why.MAKES_ANOTHER, 0)]


def test_a_file_that_was_not_read_whole_is_refused() -> None:
    check = checking({"a": ("错", "对")})
    data = "云川市错了一个字。".encode()[:-1]
    fixed = fix(check, data, check(data), unsafe=False)
    assert fixed.data is data
    assert fixed.fault is not None and "UTF-8" in fixed.fault.message
    assert reasons(fixed) == [("a", Why.NOT_WRITABLE, 3)]


def test_a_converted_file_is_left_alone_without_a_fault() -> None:
    found = [Finding(Span(0, 1), "", fix=Fix((Edit(0, 1, "对"),), "safe"), rule="a", pack="p")]
    document = Document("a.doc", "docx-text", "错", (Paragraph(Span(0, 1)),), converted="LibreOffice")
    fixed = fix(lambda data: pytest.fail("checked again"), b"", Result("a.doc", document, found), unsafe=False)
    assert (fixed.count, bool(fixed.refused), fixed.fault) == (0, True, None)


def test_a_rule_that_fails_on_the_fixed_text_speaks_against_the_fix() -> None:
    inner = checking({"a": ("错", "对")})

    def check(data: bytes) -> Result:
        result = inner(data)
        if "对" in data.decode():
            result.faults.append(Fault("timeout", "", "p:slow"))
        return result

    data = "错。".encode()
    assert fix(check, data, check(data), unsafe=False).data is data


def test_what_is_mended_at_several_places_of_a_word_file_is_mended_where_it_can_be(checker: zfcheck.Checker) -> None:
    ruby = "<w:r><w:ruby><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("统揽全局") + "</w:rubyBase></w:ruby></w:r>"
    data = package(p(r(TITLE)) + p(ruby) + p(r("统揽全局。")))

    def check(data: bytes) -> Result:
        document = read_word(data, "a.docx")
        spans = [Span(*m.span()) for m in re.finditer("统揽全局", document.text)]
        if not spans:
            return Result("a.docx", document)
        mending = Fix(tuple(Edit(span.start, span.start + 1, "总") for span in spans), "safe")
        others = tuple(Related(span, "") for span in spans[1:])
        return Result("a.docx", document, [Finding(spans[0], "", fix=mending, related=others, rule="a", pack="p")])

    fixed = fix(check, data, check(data), unsafe=False)
    assert read_word(fixed.data, "a.docx").text.splitlines()[1:] == ["统揽全局", "总揽全局。"]
    assert [why for _, why, _ in reasons(fixed)] == [Why.NOT_WRITABLE]
