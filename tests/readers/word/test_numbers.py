"""Automatic numbers of Word: how they are written and counted, and how they go together with typed ones."""

from __future__ import annotations

import pytest
from wordfiles import level, p, package, part, r

import zfcheck
from zfcheck.engine import Result
from zfcheck.readers.docx import read
from zfcheck.readers.word.numberformats import FORMATS, format_number
from zfcheck.rules import Finding
from zfcheck.writers.locate import Locator

P = "全市形势平稳。"

# -- formats ---------------------------------------------------------------------------------------------------

# ST_NumberFormat (ECMA-376 part 1, 17.18.59) but bullet and custom, which stand in the level itself.
STANDARD = """
decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago ideographDigital
japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal japaneseDigitalTenThousand
decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero ganada chosung
decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese ideographEnclosedCircle ideographTraditional
ideographZodiac ideographZodiacTraditional taiwaneseCounting ideographLegalTraditional taiwaneseCountingThousand
taiwaneseDigital chineseCounting chineseLegalSimplified chineseCountingThousand koreanDigital koreanCounting
koreanLegal koreanDigital2 vietnameseCounting russianLower russianUpper none numberInDash hebrew1 hebrew2 arabicAlpha
arabicAbjad hindiVowels hindiConsonants hindiNumbers hindiCounting thaiLetters thaiNumbers thaiCounting bahtText
dollarText
"""


def test_every_format_of_the_standard_is_known() -> None:
    assert set(FORMATS) == set(STANDARD.split())


@pytest.mark.parametrize("style", FORMATS)
def test_no_format_fails_or_fills_a_page(style: str) -> None:
    for number in (*range(-2, 1200), 9_999, 10_000, 10_101, 32_767, 32_768, 10**9, -(10**9)):
        shown = format_number(number, style)
        assert len(shown) < 90
        assert "\n" not in shown
        assert shown or style == "none"


# What Word prints where LibreOffice prints something else, so that tests/readers/test_wordnumbers_office.py is no help.
@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("chineseCounting", {99: "九十九", 100: "一○○", 101: "一○一", 111: "一一一"}),
        ("chineseCountingThousand", {100: "一百", 101: "一百〇一", 111: "一百一十一", 10_011: "一万〇一十一"}),
        ("chineseLegalSimplified", {10: "壹拾", 101: "壹佰零壹", 10_309: "壹万零叁佰零玖"}),
        ("taiwaneseCounting", {12: "十二", 110: "一一○"}),
        ("taiwaneseCountingThousand", {101: "一百零一", 10_005: "一萬零五"}),
        ("taiwaneseDigital", {10: "一○"}),
        ("ideographDigital", {10: "一〇", 100: "一〇〇"}),
        ("ideographEnclosedCircle", {1: "㈠", 10: "㈩", 11: "11"}),
        ("ideographLegalTraditional", {26: "貳拾陸", 10_101: "壹萬零壹佰零壹"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥", 61: "甲子"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
        ("decimalEnclosedParen", {20: "⒇", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("numberInDash", {3: "- 3 -"}),
        ("hex", {26: "1A"}),
        ("upperRoman", {4000: "MMMM"}),
        ("japaneseCounting", {101: "百一", 11_111: "一万千百十一"}),
        ("japaneseLegal", {23: "弐拾参"}),
        ("koreanLegal", {21: "스물하나", 1_111: "천백십일", 11_111: "만일천백십일"}),
        ("vietnameseCounting", {15: "mười lăm", 21: "hai mươi mốt", 105: "một trăm lẻ năm"}),
        ("hebrew1", {15: "טו", 16: "טז", 393: "א"}),
        ("arabicAlpha", {29: "أأ", 393: "أ"}),
        ("russianLower", {30: "аа"}),
        ("hindiNumbers", {10: "१०"}),
        ("dollarText", {21: "Twenty-one and 00/100"}),
        ("ordinalText", {112: "One hundred twelfth"}),
    ],
)
def test_formats_of_word(style: str, shown: dict[int, str]) -> None:
    assert {number: format_number(number, style) for number in shown} == shown


# -- counting --------------------------------------------------------------------------------------------------


def numbers(*levels: str) -> str:
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def auto(index: int, text: str, more: str = "") -> str:
    """A paragraph with an automatic number."""
    return p(r(text), f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="1"/></w:numPr>{more}')


def test_each_kind_of_story_counts_for_itself() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{auto(0, '框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    data = package(
        auto(0, "甲") + p(r("文") + reference + box) + auto(0, "乙") + p(box) + auto(0, "丙") + section,
        numbering=numbers(level(0, "decimal", "%1.")),
        footnotes=part("footnotes", f'<w:footnote w:id="2">{auto(0, "注")}</w:footnote>'),
        header1=part("hdr", auto(0, "眉")),
        footer1=part("ftr", auto(0, "脚")),
    )
    lines = read(data, "a.docx").text.split("\n")
    assert [line for line in lines if line[:1].isdigit()] == [
        "1.甲",
        "1.框",
        "2.乙",
        "2.框",
        "3.丙",
        "1.注",
        "1.眉",
        "2.脚",
    ]


def test_what_stands_between_number_and_text() -> None:
    suffixes = [level(0, "decimal", "%1.", f'<w:suff w:val="{kind}"/>') for kind in ("tab", "space", "nothing")]
    shown = [read(package(auto(0, "项"), numbering=numbers(one)), "a.docx").text for one in suffixes]
    assert shown == ["1.项", "1. 项", "1.项"]


# -- together with typed numbers -------------------------------------------------------------------------------

REPORT = numbers(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


def typed(text: str) -> str:
    return p(r(text))


def checked(*paragraphs: str, numbering: str = REPORT) -> Result:
    return zfcheck.check(package("".join(paragraphs), numbering=numbering), name="总结.docx", plugins=False)


def about_numbers(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if (finding.rule or "").startswith("numbering/")]


def told(result: Result) -> list[tuple[str | None, str]]:
    assert result.document is not None
    return [(finding.rule, result.document.slice(finding.span)) for finding in about_numbers(result)]


def headings(result: Result) -> list[str]:
    """The outline: every section's heading, indented by its depth."""
    assert result.document is not None
    outline, document = result.document.outline, result.document
    found: list[str] = []

    def walk(sections: list[zfcheck.api.Section], depth: int) -> None:
        for section in sections:
            found.append("  " * depth + document.slice(section.heading.span))
            walk(section.sections, depth + 1)

    for one in outline.parts:
        walk(one.sections, 0)
    return found


def test_automatic_and_typed_levels_make_one_outline() -> None:
    result = checked(
        typed("云川市2025年工作总结"),
        auto(0, "主要工作"),
        typed("（一）抓稳定"),
        auto(2, f"排查。{P}"),
        auto(2, f"化解。{P}"),
        typed("（二）抓平安"),
        typed(f"1.巡逻。{P}"),
        typed(f"2.防控。{P}"),
        auto(0, "存在问题"),
        typed(P),
        auto(0, "下步打算"),
        typed(P),
    )
    assert told(result) == []
    assert headings(result)[:2] == ["一、主要工作", "  （一）抓稳定"]
    assert [line for line in headings(result) if not line.startswith(" ")] == [
        "一、主要工作",
        "二、存在问题",
        "三、下步打算",
    ]


def test_a_typed_number_may_stand_in_an_automatic_list() -> None:
    """The second of four is typed, and the list is told to go on at three."""
    later = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>',
    )
    third = auto(0, "丙").replace('<w:numId w:val="1"/>', '<w:numId w:val="2"/>')
    fourth = auto(0, "丁").replace('<w:numId w:val="1"/>', '<w:numId w:val="2"/>')
    body = (auto(0, "甲"), typed(P), typed("二、乙"), typed(P), third, typed(P), fourth, typed(P))
    result = checked(*body, numbering=later)
    assert told(result) == []
    assert headings(result) == ["一、甲", "二、乙", "三、丙", "四、丁"]


def test_a_gap_between_automatic_and_typed_numbers_is_found() -> None:
    result = checked(auto(0, "甲"), typed(P), typed("三、乙"), typed(P), typed("四、丙"), typed(P))
    assert told(result) == [("numbering/gap", "三、")]


def test_a_number_that_the_list_does_not_reckon_with_is_found() -> None:
    """A typed 二、 between automatic 一、 and 二、: the list knows nothing of it."""
    result = checked(
        auto(0, "甲"), typed(P), typed("二、乙"), typed(P), auto(0, "丙"), typed(P), auto(0, "丁"), typed(P)
    )
    assert ("numbering/repeat", "二、") in told(result)


def test_a_number_typed_behind_the_automatic_one_is_found() -> None:
    result = checked(auto(0, "一、甲"), typed(P), auto(0, "二、乙"), typed(P))
    assert {rule for rule, _ in told(result)} == {"numbering/double"}


WRONG_FORM = numbers(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）、"))


def test_no_fix_edits_an_automatic_number() -> None:
    result = checked(
        auto(0, "甲"),
        auto(1, f"乙。{P}"),
        auto(1, f"丙。{P}"),
        auto(0, "丁"),
        typed(P),
        numbering=WRONG_FORM,
    )
    (finding,) = about_numbers(result)
    assert finding.rule == "numbering/marker"
    assert finding.fix is None
    typed_alike = zfcheck.check(f"一、甲\n（一）、乙。{P}\n（二）、丙。{P}\n二、丁\n{P}", name="a.txt", plugins=False)
    assert [one.fix is not None for one in about_numbers(typed_alike)] == [True]


def test_a_fix_for_typed_and_automatic_numbers_together_is_none() -> None:
    body = (auto(0, "甲"), auto(1, f"乙。{P}"), typed(f"（二）、丙。{P}"), auto(0, "丁"), typed(P))
    findings = about_numbers(checked(*body, numbering=WRONG_FORM))
    assert findings
    assert all(finding.fix is None for finding in findings)


def test_no_fix_of_any_rule_reaches_into_an_automatic_number() -> None:
    """Two wrongs of the text and two of its numbers: the fixes that are left touch typed characters only."""
    result = checked(auto(0, "抓好稳定工作，，"), typed(P), auto(0, "做好平安工作。。"), typed(P), auto(3, "甲；"))
    document = result.document
    assert document is not None
    edits = [edit for finding in result.findings if finding.fix for edit in finding.fix.edits]
    assert edits
    for edit in edits:
        for at in range(edit.start, max(edit.end, edit.start + 1)):
            piece = document.piece_at(at)
            assert piece is None or piece.editable


def test_the_excerpt_shows_the_number() -> None:
    result = checked(
        auto(0, "抓好稳定工作"), typed(P), auto(0, "平安工作，，成效明显"), typed(P), typed("四、丙"), typed(P)
    )
    assert result.document is not None
    shown = Locator(result.document)
    excerpts = {finding.rule: shown.excerpt(finding.span) for finding in result.findings}
    assert (excerpts["numbering/gap"].marked, excerpts["numbering/gap"].after) == ("四、", "丙")
    assert [one.before for one in excerpts.values() if one.after == "成效明显"] == ["二、平安工作，"]
