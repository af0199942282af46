"""The layout of Word files: formatting resolved as Word resolves it, from raw XML made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from wordfiles import STRICT, WORD, level, p, package, part, r, zipped

from zfcheck.document import Document
from zfcheck.formatting import Font, Layout, Page, ParagraphFormat, Run
from zfcheck.readers import UnreadableError
from zfcheck.readers.docx import read
from zfcheck.readers.word import format as wordformat
from zfcheck.readers.word.theme import Theme

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SCRIPTS = "<a:font script='Hans' typeface='等线'/><a:font script='Jpan' typeface='游明朝'/>"
THEME = (
    f"<a:theme xmlns:a='{DRAWING}'><a:themeElements><a:clrScheme name='x'>"
    "<a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1><a:accent1><a:srgbClr val='4472c4'/></a:accent1>"
    "</a:clrScheme><a:fontScheme name='x'>"
    f"<a:majorFont><a:latin typeface='Calibri Light'/><a:ea typeface='微软雅黑'/>{SCRIPTS}</a:majorFont>"
    f"<a:minorFont><a:latin typeface='Calibri'/><a:ea typeface=''/>{SCRIPTS}</a:minorFont>"
    "</a:fontScheme></a:themeElements></a:theme>"
)
CHINESE = part("settings", '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>')


def opened(body: str, **parts: str) -> tuple[Document, Layout]:
    document = read(package(body, **parts), "报告.docx")
    return document, checked(document)


def checked(document: Document) -> Layout:
    """The layout of a document, made without the net that the reader spreads under it, and proved to fit the text."""
    maker = document._layout_maker
    assert maker is not None and maker.__closure__ is not None
    layout = wordformat.layout_of(maker.__closure__[0].cell_contents)
    assert document.layout == layout
    assert [one.span for one in layout.paragraphs] == [one.span for one in document.paragraphs]
    end = 0
    for run in layout.runs:
        assert end <= run.span.start < run.span.end
        assert document.text[end : run.span.start].strip("\n") == ""
        assert "\n" not in document.slice(run.span)
        end = run.span.end
    assert document.text[end:].strip("\n") == ""
    for before, after in zip(layout.runs, layout.runs[1:], strict=False):
        joined = (before.font, before.automatic) == (after.font, after.automatic)
        assert not (joined and before.span.end == after.span.start)
    end = 0
    for page in layout.pages:
        assert end <= page.span.start <= page.span.end <= len(document.text)
        end = page.span.end
    for found in layout.fields:
        assert 0 <= found.span.start <= found.span.end <= len(document.text)
    return layout


def runs(body: str, **parts: str) -> dict[str, Font]:
    document, layout = opened(body, **parts)
    return {document.slice(run.span): run.font for run in layout.runs}


def font(properties: str = "", paragraph: str = "", **parts: str) -> Font:
    (found,) = runs(p(r("云川", properties), paragraph), **parts).values()
    return found


def form(properties: str = "", **parts: str) -> ParagraphFormat:
    return opened(p(r("云川"), properties), **parts)[1].paragraphs[0]


def style(kind: str, key: str, content: str, *, name: str = "", based: str = "", default: bool = False) -> str:
    first = ' w:default="1"' if default else ""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    head = f'<w:style w:type="{kind}" w:styleId="{key}"{first}><w:name w:val="{name or key}"/>'
    return f"{head}{above}{content}</w:style>"


def styles(*content: str, run: str = "", paragraph: str = "") -> str:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return part("styles", defaults + "".join(content))


def rpr(content: str) -> str:
    return f"<w:rPr>{content}</w:rPr>"


def ppr(content: str) -> str:
    return f"<w:pPr>{content}</w:pPr>"


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/>'


# -- fonts: the order of 17.7.2 --------------------------------------------------------------------------------


def test_what_nothing_says() -> None:
    assert font() == Font()
    assert (font().size, font().east_asian, font().color, font().bold) == (20, None, None, False)
    assert form() == ParagraphFormat(form().span)


STYLES = (
    style("paragraph", "N", rpr(size(22)), default=True),
    style("paragraph", "A", rpr(size(24)), based="N"),
    style("paragraph", "B", "", based="A"),
    style("character", "C", rpr(size(28))),
    style("character", "D", "", based="C"),
)


@pytest.mark.parametrize(
    ("properties", "paragraph", "expected"),
    [
        ("", "", 22),
        ("", '<w:pStyle w:val="A"/>', 24),
        ("", '<w:pStyle w:val="B"/>', 24),
        ("", '<w:pStyle w:val="none such"/>', 22),
        ("", '<w:pStyle w:val="C"/>', 22),
        ('<w:rStyle w:val="C"/>', '<w:pStyle w:val="B"/>', 28),
        ('<w:rStyle w:val="D"/>', "", 28),
        ('<w:rStyle w:val="A"/>', "", 22),
        ('<w:rStyle w:val="C"/>' + size(32), '<w:pStyle w:val="B"/>', 32),
        ("", f"<w:rPr>{size(72)}</w:rPr>", 22),
    ],
)
def test_the_nearest_size_counts(properties: str, paragraph: str, expected: int) -> None:
    assert font(properties, paragraph, styles=styles(*STYLES, run=size(21))).size == expected


def test_the_defaults_of_the_document_come_last() -> None:
    assert font(styles=styles(run=size(21))).size == 21
    assert font(styles=styles(style("character", "c", rpr(size(30)), default=True), run=size(21))).size == 30


def test_a_style_is_known_by_its_id_and_told_by_its_name() -> None:
    chinese = styles(style("paragraph", "1", ppr('<w:outlineLvl w:val="0"/>') + rpr(size(32)), name="heading 1"))
    found = form('<w:pStyle w:val="1"/>', styles=chinese)
    assert (found.style, found.outline) == ("heading 1", 1)
    assert font("", '<w:pStyle w:val="heading 1"/>', styles=chinese).size == 20


@pytest.mark.parametrize(
    ("named", "expected"),
    [("32", 32), ("16pt", 32), ("10.5pt", 21), ("0", 20), ("-4", 20), ("大", 20), ("9" * 40, 20), ("32.0", 32)],
)
def test_measures_with_a_unit_and_nonsense(named: str, expected: int) -> None:
    assert font(f'<w:sz w:val="{named}"/>').size == expected


# -- fonts: 17.3.2.26 ------------------------------------------------------------------------------------------


def names(**slots: str) -> str:
    return "<w:rFonts " + " ".join(f'w:{slot}="{name}"' for slot, name in slots.items()) + "/>"


def test_each_slot_is_inherited_for_itself() -> None:
    found = font(
        names(eastAsia="仿宋_GB2312"),
        styles=styles(
            style("paragraph", "N", rpr(names(hAnsi="Arial")), default=True), run=names(ascii="A", hAnsi="B")
        ),
    )
    assert (found.east_asian, found.latin, found.high_ansi) == ("仿宋_GB2312", "A", "Arial")


def test_a_theme_goes_before_the_font_named_beside_it() -> None:
    found = font(names(eastAsia="黑体", eastAsiaTheme="minorEastAsia"), theme=THEME, settings=CHINESE)
    assert (found.east_asian, found.east_asian_theme, found.east_asian_named) == ("等线", True, "黑体")


def test_a_font_named_nearer_goes_before_a_theme_farther_off() -> None:
    found = font(
        names(eastAsia="黑体"),
        styles=styles(run=names(eastAsiaTheme="minorEastAsia", asciiTheme="minorHAnsi")),
        theme=THEME,
        settings=CHINESE,
    )
    assert (found.east_asian, found.east_asian_theme, found.east_asian_named) == ("黑体", False, None)
    assert found.latin == "Calibri"


def test_a_theme_nearer_goes_before_a_font_named_farther_off() -> None:
    found = font(
        names(eastAsiaTheme="majorEastAsia"), styles=styles(run=names(eastAsia="黑体")), theme=THEME, settings=CHINESE
    )
    assert (found.east_asian, found.east_asian_theme, found.east_asian_named) == ("微软雅黑", True, None)


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-CN", "等线"), ("ja-JP", "游明朝"), ("zh-TW", None), ("en-US", None)]
)
def test_the_language_chooses_among_the_fonts_of_a_theme(language: str, expected: str | None) -> None:
    settings = part("settings", f'<w:themeFontLang w:eastAsia="{language}"/>')
    assert font(names(eastAsiaTheme="minorEastAsia"), theme=THEME, settings=settings).east_asian == expected


def test_an_east_asian_theme_font_for_latin_letters() -> None:
    assert font(names(asciiTheme="minorEastAsia"), theme=THEME, settings=CHINESE).latin == "等线"


def test_without_a_theme_the_font_named_is_the_best_guess() -> None:
    found = font(names(eastAsia="黑体", eastAsiaTheme="minorEastAsia"))
    assert (found.east_asian, found.east_asian_theme) == ("黑体", False)
    assert font(names(eastAsiaTheme="minorEastAsia"), theme="<broken").east_asian is None


def test_the_hint() -> None:
    assert font(names(hint="eastAsia")).hint == "eastAsia"
    assert font().hint is None


# -- other run properties --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ('<w:u w:val="single"/>', "underline", True),
        ('<w:u w:val="none"/>', "underline", False),
        ("<w:strike/>", "strike", True),
        ("<w:dstrike/>", "strike", True),
        ("<w:i/>", "italic", True),
        ('<w:b w:val="0"/>', "bold", False),
        ('<w:highlight w:val="yellow"/>', "highlight", True),
        ('<w:highlight w:val="none"/>', "highlight", False),
        ('<w:vertAlign w:val="superscript"/>', "vertical", "superscript"),
        ('<w:vertAlign w:val="baseline"/>', "vertical", None),
        ('<w:spacing w:val="-4"/>', "spacing", -4),
        ('<w:w w:val="90"/>', "scale", 90),
        ('<w:w w:val="90%"/>', "scale", 90),
        ('<w:w w:val="0"/>', "scale", 100),
        ('<w:color w:val="ff0000"/>', "color", "FF0000"),
        ('<w:color w:val="auto"/>', "color", None),
        ('<w:color w:val="red"/>', "color", None),
        ('<w:color w:val="123456" w:themeColor="text1"/>', "color", "000000"),
        ('<w:color w:val="auto" w:themeColor="accent1"/>', "color", "4472C4"),
        ('<w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/>', "color", "2F5496"),
        ('<w:color w:val="123456" w:themeColor="none such"/>', "color", "123456"),
    ],
)
def test_what_a_run_says(said: str, name: str, expected: object) -> None:
    assert getattr(font(said, theme=THEME), name) == expected


def test_a_theme_color_can_be_lighter() -> None:
    assert Theme(etree.fromstring(THEME)).color((None, "text1", "80", None)) == "7F7F7F"


TOGGLES = (
    style("table", "T", rpr("<w:b/>")),
    style("paragraph", "P", rpr("<w:b/>")),
    style("paragraph", "Q", rpr("<w:b/>"), based="P"),
    style("paragraph", "R", rpr('<w:b w:val="0"/>'), based="P"),
    style("character", "C", rpr("<w:b/>")),
    style("character", "E", rpr("<w:b/>"), based="C"),
)


@pytest.mark.parametrize(
    ("paragraph", "character", "direct", "expected"),
    [
        ("P", "", "", True),
        ("Q", "", "", True),  # along one chain the nearest counts, and nothing is switched to and fro
        ("R", "", "", False),
        ("P", "C", "", False),
        ("Q", "E", "", False),
        ("R", "C", "", True),
        ("P", "C", "<w:b/>", True),
        ("P", "", '<w:b w:val="0"/>', False),
    ],
)
def test_bold_of_two_styles_is_not_bold(paragraph: str, character: str, direct: str, expected: bool) -> None:
    properties = (f'<w:rStyle w:val="{character}"/>' if character else "") + direct
    assert font(properties, f'<w:pStyle w:val="{paragraph}"/>', styles=styles(*TOGGLES)).bold is expected


def test_bold_by_default_stays_bold() -> None:
    assert font('<w:rStyle w:val="C"/>', '<w:pStyle w:val="P"/>', styles=styles(*TOGGLES, run="<w:b/>")).bold


# -- tables ----------------------------------------------------------------------------------------------------


def table(*rows: str, properties: str = "") -> str:
    lines = "".join(f"<w:tr><w:tc>{row}</w:tc></w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{lines}</w:tbl>{p(r('后文'))}"


def test_a_table_style_is_farther_than_the_paragraph_style() -> None:
    sheet = styles(
        style("table", "T", ppr('<w:jc w:val="center"/>') + rpr(size(24) + "<w:i/>")),
        style("paragraph", "P", rpr(size(28))),
        run=size(21),
    )
    body = table(
        p(r("甲")), p(r("乙"), '<w:pStyle w:val="P"/><w:jc w:val="right"/>'), properties='<w:tblStyle w:val="T"/>'
    )
    found = runs(body, styles=sheet)
    assert [(found[name].size, found[name].italic) for name in ("甲", "乙", "后文")] == [
        (24, True),
        (28, True),
        (21, False),
    ]
    assert [one.alignment for one in opened(body, styles=sheet)[1].paragraphs] == ["center", "right", "left"]


@pytest.mark.parametrize(
    ("look", "head"),
    [('w:firstRow="1"', True), ('w:val="04A0"', True), ('w:firstRow="0"', False), ('w:val="zz"', False), ("", False)],
)
def test_the_first_row_has_a_look_of_its_own(look: str, head: bool) -> None:
    conditional = "".join(
        f'<w:tblStylePr w:type="{kind}">{rpr(content)}</w:tblStylePr>'
        for kind, content in (("firstRow", "<w:b/>"), ("wholeTable", size(18)))
    )
    found = runs(
        table(p(r("甲")), p(r("乙")), properties=f'<w:tblStyle w:val="T"/><w:tblLook {look}/>'),
        styles=styles(style("table", "T", conditional)),
    )
    assert (found["甲"].bold, found["甲"].size) == (head, 18)
    assert not found["乙"].bold


def test_the_default_table_style_and_a_table_in_a_cell() -> None:
    sheet = styles(style("table", "T", rpr(size(24)), default=True), style("table", "U", rpr(size(28))))
    inner = table(p(r("乙")), properties='<w:tblStyle w:val="U"/>').replace("后文", "丙")
    found = runs(table(p(r("甲")) + inner), styles=sheet)
    assert [found[name].size for name in ("甲", "乙", "丙", "后文")] == [24, 28, 24, 20]


# -- paragraphs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('<w:jc w:val="both"/>', {"alignment": "both"}),
        ('<w:jc w:val="start"/>', {"alignment": "left"}),
        ('<w:jc w:val="end"/>', {"alignment": "right"}),
        ('<w:jc w:val="distribute"/>', {"alignment": "distribute"}),
        ('<w:jc w:val="无"/>', {"alignment": "left"}),
        ('<w:ind w:firstLine="640" w:firstLineChars="200"/>', {"first_line": 640, "first_line_chars": 200}),
        ('<w:ind w:hanging="640"/>', {"first_line": -640, "first_line_chars": None}),
        ('<w:ind w:hanging="420" w:firstLineChars="0"/>', {"first_line": -420, "first_line_chars": None}),
        ('<w:ind w:hangingChars="150"/>', {"first_line": 0, "first_line_chars": -150}),
        ('<w:ind w:hanging="0" w:firstLine="640"/>', {"first_line": 640}),
        ('<w:ind w:hanging="100" w:firstLine="640"/>', {"first_line": -100}),
        ('<w:ind w:left="10" w:right="20"/>', {"left": 10, "right": 20}),
        ('<w:ind w:start="10" w:end="20"/>', {"left": 10, "right": 20}),
        ('<w:ind w:startChars="100" w:rightChars="400"/>', {"left_chars": 100, "right_chars": 400}),
        ('<w:ind w:left="1cm"/>', {"left": 567}),
        ('<w:ind w:left="99999999" w:right="x"/>', {"left": 0, "right": 0}),
        ('<w:spacing w:line="579" w:lineRule="exact"/>', {"line": 579, "line_rule": "exact"}),
        ('<w:spacing w:line="360"/>', {"line": 360, "line_rule": "auto"}),
        ('<w:spacing w:before="100" w:beforeLines="50"/>', {"before": 100, "before_lines": 50}),
        ('<w:spacing w:after="100" w:afterLines="0"/>', {"after": 100, "after_lines": None}),
        ('<w:spacing w:beforeAutospacing="1" w:afterAutospacing="0"/>', {"before_auto": True, "after_auto": False}),
        ("<w:contextualSpacing/>", {"contextual_spacing": True}),
        ('<w:snapToGrid w:val="0"/>', {"snap_to_grid": False}),
        ("<w:pageBreakBefore/>", {"page_break_before": True}),
        ('<w:outlineLvl w:val="1"/>', {"outline": 2}),
        ('<w:framePr w:xAlign="outside"/>', {"frame": "outside"}),
        ('<w:framePr w:x="100"/>', {"frame": None}),
    ],
)
def test_what_a_paragraph_says(said: str, expected: dict[str, object]) -> None:
    found = form(said)
    assert {name: getattr(found, name) for name in expected} == expected


INDENTED = style("paragraph", "P", ppr('<w:ind w:left="100" w:firstLine="640" w:firstLineChars="200"/>'))


@pytest.mark.parametrize(
    ("direct", "expected"),
    [
        ("", (100, 640, 200)),
        ('<w:ind w:left="0"/>', (0, 640, 200)),
        ('<w:ind w:firstLine="0"/>', (100, 0, 200)),  # in Word the inherited characters go on counting
        ('<w:ind w:firstLineChars="0"/>', (100, 640, None)),
        ('<w:ind w:firstLineChars="0" w:firstLine="0"/>', (100, 0, None)),
        ('<w:ind w:hanging="300" w:hangingChars="100"/>', (100, -300, -100)),
    ],
)
def test_indents_are_inherited_one_by_one(direct: str, expected: tuple[int, int, int | None]) -> None:
    found = form('<w:pStyle w:val="P"/>' + direct, styles=styles(INDENTED))
    assert (found.left, found.first_line, found.first_line_chars) == expected


def test_spacing_is_inherited_one_by_one() -> None:
    sheet = styles(
        style("paragraph", "P", ppr('<w:spacing w:before="100" w:line="560" w:lineRule="exact"/>')),
        paragraph='<w:spacing w:after="160" w:line="278" w:lineRule="auto"/>',
    )
    found = form('<w:pStyle w:val="P"/><w:spacing w:before="0"/>', styles=sheet)
    assert (found.before, found.after, found.line, found.line_rule) == (0, 160, 560, "exact")
    found = form('<w:pStyle w:val="P"/><w:spacing w:line="240"/>', styles=sheet)
    assert (found.line, found.line_rule) == (240, "auto")


def test_lines_at_the_sides_of_a_paragraph() -> None:
    sheet = styles(
        style("paragraph", "P", ppr('<w:pBdr><w:top w:val="single"/><w:bottom w:val="single" w:sz="6"/></w:pBdr>'))
    )
    direct = '<w:pBdr><w:top w:val="nil"/><w:bottom w:val="double" w:sz="8" w:color="ff0000"/></w:pBdr>'
    found = form('<w:pStyle w:val="P"/>' + direct, styles=sheet)
    line = found.border("bottom")
    assert line is not None and (line.style, line.size, line.color) == ("double", 8, "FF0000")
    assert found.border("top") is None


def test_a_paragraph_without_a_mark_looks_like_the_one_it_runs_into() -> None:
    body = p(r("云"), '<w:jc w:val="center"/><w:rPr><w:del/></w:rPr>') + p(r("川"), '<w:jc w:val="right"/>')
    document, layout = opened(body)
    assert document.text == "云川"
    assert [one.alignment for one in layout.paragraphs] == ["right"]


# -- lists -----------------------------------------------------------------------------------------------------


def numbering(indent: str = '<w:ind w:left="720" w:hanging="360"/>', font_of: str = "", tied: str = "") -> str:
    more = (f'<w:pStyle w:val="{tied}"/>' if tied else "") + ppr(indent) + rpr(font_of)
    levels = level(0, "decimal", "%1.", more) + level(1, "decimal", "%2)", ppr('<w:ind w:left="1440"/>'))
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        + level(0, "decimal", "%1.", ppr('<w:ind w:left="999"/>'))
        + "</w:lvlOverride></w:num>",
    )


def number(key: int | None, index: int | None = None) -> str:
    return (
        "<w:numPr>"
        + (f'<w:ilvl w:val="{index}"/>' if index is not None else "")
        + (f'<w:numId w:val="{key}"/>' if key is not None else "")
        + "</w:numPr>"
    )


LIST_STYLES = styles(
    style("paragraph", "Own", ppr(number(1) + '<w:ind w:left="50"/>')),
    style("paragraph", "Bare", ppr(number(1))),
    style("paragraph", "Below", ppr('<w:ind w:left="60"/>'), based="Bare"),
    style("paragraph", "None", ppr(number(0)), based="Bare"),
    style("paragraph", "Chars", ppr('<w:ind w:firstLineChars="200" w:firstLine="420"/>')),
    style("paragraph", "Plain", ppr('<w:ind w:left="70" w:firstLine="80"/>')),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (number(1), (720, -360, None)),
        (number(1, 1), (1440, 0, None)),
        (number(2), (999, 0, None)),
        (number(7), (0, 0, None)),
        (number(1) + '<w:ind w:left="10"/>', (10, -360, None)),
        ('<w:pStyle w:val="Plain"/>' + number(1), (720, -360, None)),
        ('<w:pStyle w:val="Plain"/>' + number(0), (70, 80, None)),
        ('<w:pStyle w:val="Bare"/>', (720, -360, None)),
        ('<w:pStyle w:val="Own"/>', (50, -360, None)),
        ('<w:pStyle w:val="Own"/>' + number(1), (720, -360, None)),
        ('<w:pStyle w:val="Own"/>' + number(0), (50, 0, None)),
        ('<w:pStyle w:val="Bare"/>' + number(None, 1), (1440, 0, None)),
        ('<w:pStyle w:val="Below"/>', (60, -360, None)),
        ('<w:pStyle w:val="None"/>', (0, 0, None)),
        ('<w:pStyle w:val="Chars"/>' + number(1), (720, -360, 200)),
        ('<w:pStyle w:val="Chars"/>' + number(1) + '<w:ind w:firstLineChars="0"/>', (720, -360, None)),
    ],
)
def test_indents_of_a_list(said: str, expected: tuple[int, int, int | None]) -> None:
    found = form(said, styles=LIST_STYLES, numbering=numbering())
    assert (found.left, found.first_line, found.first_line_chars) == expected


def test_a_level_tied_to_a_style() -> None:
    levels = level(0, "decimal", "%1", ppr('<w:ind w:left="1"/>')) + level(
        1, "decimal", "%2", '<w:pStyle w:val="H2"/>' + ppr('<w:ind w:left="2"/>')
    )
    found = form(
        '<w:pStyle w:val="H2"/>',
        styles=styles(style("paragraph", "H2", ppr(number(1)))),
        numbering=part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
    )
    assert found.left == 2


def test_a_list_through_a_numbering_style() -> None:
    found = form(
        number(2),
        styles=styles(style("numbering", "L", ppr(number(1)))),
        numbering=part(
            "numbering",
            '<w:abstractNum w:abstractNumId="1">'
            + level(0, "decimal", "%1", ppr('<w:ind w:left="5"/>'))
            + "</w:abstractNum>"
            '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
        ),
    )
    assert found.left == 5


def test_an_automatic_number_looks_like_its_level_over_its_mark() -> None:
    body = p(r("云川"), number(1) + rpr(size(32) + '<w:color w:val="FF0000"/><w:b/>'))
    document, layout = opened(body, numbering=numbering(font_of='<w:b w:val="0"/>' + names(ascii="Arial")))
    label, text = layout.runs
    assert (document.slice(label.span), label.automatic, text.automatic) == ("1.", True, False)
    assert (label.font.size, label.font.bold, label.font.color, label.font.latin) == (32, False, "FF0000", "Arial")
    assert text.font == Font()


def test_a_paragraph_that_is_a_number_alone_is_a_text_too() -> None:
    _, layout = opened(p(r(""), number(1)), numbering=numbering())
    assert [run.automatic for run in layout.runs] == [True]


# -- runs ------------------------------------------------------------------------------------------------------


def test_neighbours_that_look_alike_are_one_run() -> None:
    body = p(r("云", size(32)) + r("川", size(32)) + "<w:r><w:tab/></w:r>" + r("市", size(32)) + r("政", size(28)))
    document, layout = opened(body + p(r("府", size(28))))
    assert [document.slice(run.span) for run in layout.runs] == ["云川\t市", "政", "府"]


def test_a_tab_before_the_text_looks_like_the_text() -> None:
    document, layout = opened(p("<w:r><w:tab/></w:r>" + r("云川", size(32))))
    assert [(document.slice(run.span), run.font.size) for run in layout.runs] == [("\t云川", 32)]
    _, layout = opened(p("<w:r><w:tab/><w:noBreakHyphen/></w:r>"))
    assert [run.font for run in layout.runs] == [Font()]


def test_a_line_end_inside_a_text_keeps_the_font() -> None:
    document, layout = opened(p(r("云\n川", size(32)) + r("市", size(28))))
    assert [(document.slice(run.span), run.font.size) for run in layout.runs] == [("云 川", 32), ("市", 28)]


def test_hidden_inserted_and_changed_runs() -> None:
    change = rpr(f"<w:rPrChange>{rpr(size(72))}</w:rPrChange>").removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    found = runs(p(f"<w:ins>{r('云', size(32))}</w:ins>" + r("不见", "<w:vanish/>") + r("川", size(28) + change)))
    assert {text: one.size for text, one in found.items()} == {"云": 32, "川": 28}


# -- pages -----------------------------------------------------------------------------------------------------

A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
WIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1587" w:gutter="0"/>'
)


def section(content: str) -> str:
    return f"<w:sectPr>{content}</w:sectPr>"


def foot(key: str, kind: str = "default", where: str = "footer") -> str:
    return f'<w:{where}Reference w:type="{kind}" r:id="{key}"/>'


def field(code: str, result: str = "") -> str:
    marks = [
        f'<w:r><w:rPr>{size(28)}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    ]
    instruction = f"<w:r><w:rPr>{size(28)}</w:rPr><w:instrText>{code}</w:instrText></w:r>"
    return marks[0] + instruction + marks[1] + result + marks[2]


def test_a_page() -> None:
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
    numbers = '<w:pgNumType w:fmt="numberInDash" w:start="3"/><w:cols w:num="2"/><w:titlePg/>'
    document, layout = opened(p(r("云川")) + section(A4 + MARGINS + grid + numbers))
    assert layout.pages == (
        Page(
            document.paragraphs[0].span,
            *(11906, 16838, False, 2098, 1474, 1984, 1588, 851, 1587, 0),
            *("linesAndChars", 579, -848, 2, "nextPage", True, 3, "numberInDash"),
        ),
    )


def test_sections_have_their_text() -> None:
    body = (
        p(r("甲"))
        + p(r("乙"), section(A4))
        + table(p(r("丙")))
        + p("", section(WIDE + '<w:type w:val="continuous"/>'))
        + p(r("丁"))
    )
    document, layout = opened(body + section(A4))
    assert [document.slice(page.span) for page in layout.pages] == ["甲\n乙", "丙\n后文\n", "丁"]
    assert [page.landscape for page in layout.pages] == [False, True, False]
    assert [page.start for page in layout.pages] == ["nextPage", "continuous", "nextPage"]
    for text, index in (("甲", 0), ("丙", 1), ("丁", 2)):
        assert layout.page_at(document.text.index(text)) is layout.pages[index]


@pytest.mark.parametrize("body", ["", p(r("后"))])
def test_text_after_the_last_section_has_a_page_that_says_nothing(body: str) -> None:
    document, layout = opened(p(r("甲"), section(A4) if body else "") + body)
    assert (layout.pages[-1].width, layout.pages[-1].top, layout.pages[-1].grid) == (None, None, None)
    assert document.slice(layout.pages[-1].span) == ("后" if body else "甲")


def test_a_text_box_belongs_to_the_section_of_its_anchor() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(r('框'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    document, layout = opened(p(r("甲") + box, section(A4)) + p(r("乙")) + section(WIDE))
    assert [document.slice(page.span) for page in layout.pages] == ["甲\n框", "乙"]


def test_footers_are_taken_over_and_told_by_type() -> None:
    body = (
        p(r("甲"), section(foot("footer1") + foot("footer2", "even") + A4))
        + p(r("乙"), section(WIDE))
        + p(r("丙"))
        + section(foot("footer3") + foot("header1", "first", "header") + A4)
    )
    document, layout = opened(
        body,
        settings=part("settings", "<w:evenAndOddHeaders/>"),
        footer1=part("ftr", p(r("奇"))),
        footer2=part("ftr", p(r("偶"))),
        footer3=part("ftr", p(r("新"))),
        header1=part("hdr", p(r("首"))),
    )
    assert layout.even_and_odd

    def shown(page: Page) -> dict[str, str | None]:
        return {kind: document.slice(one.span) if one.span else None for kind, one in page.footers.items()}

    assert [shown(page) for page in layout.pages] == [
        {"default": "奇", "even": "偶"},
        {"default": "奇", "even": "偶"},
        {"default": "新", "even": "偶"},
    ]
    assert layout.pages[0].footers["even"].part == "word/footer2.xml"
    # Switched off by the lack of w:titlePg: known, and not read.
    assert layout.pages[2].headers["first"].span is None
    assert layout.page_at(document.text.index("偶")) is layout.pages[0]


# -- fields ----------------------------------------------------------------------------------------------------


def test_a_page_number_in_a_footer() -> None:
    footer = part(
        "ftr", p(r("— ") + field(" PAGE \\* MERGEFORMAT ", r("1", size(28))) + r(" —"), '<w:jc w:val="right"/>')
    )
    document, layout = opened(p(r("甲")) + section(foot("footer1")), footer1=footer)
    (found,) = layout.fields
    assert (found.code, document.slice(found.span), found.font.size, found.paragraph.alignment) == (
        "PAGE",
        "1",
        28,
        "right",
    )
    assert layout.paragraph_at(found.span.start) == found.paragraph


def test_a_page_number_without_a_result_has_a_place() -> None:
    footer = part("ftr", p(r("— ") + field("PAGE") + r(" —")))
    document, layout = opened(p(r("甲")) + section(foot("footer1")), footer1=footer)
    (found,) = layout.fields
    assert (found.code, len(found.span), found.font.size) == ("PAGE", 0, 28)
    assert document.text[: found.span.start].endswith("— ")


def test_a_page_number_alone_in_its_footer() -> None:
    footer = part("ftr", p(field("PAGE\\*ARABIC"), '<w:jc w:val="center"/>'))
    document, layout = opened(p(r("甲")) + section(foot("footer1")), footer1=footer)
    (found,) = layout.fields
    story = layout.pages[0].footers["default"].span
    assert len(document.paragraphs) == 1
    assert (found.code, found.paragraph.alignment) == ("PAGE", "center")
    assert story is not None and layout.fields_in(story) == [found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(f'<w:fldSimple w:instr=" page ">{r("3")}</w:fldSimple>'), [("PAGE", "3")]),
        (p('<w:fldSimple w:instr="NUMPAGES"/>' + r("甲")), [("NUMPAGES", "")]),
        (p('<w:fldSimple w:instr="REF x"/>' + r("甲")), []),
        (p(field("REF x", r("云") + r("川"))), [("REF", "云川")]),
        (p(field("TOC", r("目") + field("PAGEREF y", r("2")) + r("录"))), [("TOC", "目2录"), ("PAGEREF", "2")]),
        (p(field("IF " + "</w:instrText></w:r>" + field("PAGE") + "<w:r><w:instrText> = 1", r("是"))), [("IF", "是")]),
        (p(field("PAGE", r("1", "<w:vanish/>")) + r("甲")), []),
        (p(f"<w:del>{field('PAGE')}</w:del>" + r("甲")), []),
        (p(r("甲") + "<w:r><w:pgNum/></w:r>"), [("PAGE", "")]),
        (p(r("甲") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), []),
    ],
)  # fmt: skip
def test_fields(body: str, expected: list[tuple[str, str]]) -> None:
    document, layout = opened(body)
    assert [(found.code, document.slice(found.span)) for found in layout.fields] == expected


def test_a_field_over_two_paragraphs() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>TOC</w:instrText></w:r>"
    document, layout = opened(p(begin + code + separate + r("一")) + p(r("二") + end))
    assert [document.slice(found.span) for found in layout.fields] == ["一\n二"]


def test_a_page_number_in_a_text_box_of_the_footer() -> None:
    choice = (
        "<wp:anchor xmlns:wp='urn:wp'><wp:positionH relativeFrom='margin'><wp:align>outside</wp:align></wp:positionH>"
        "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:anchor>"
    )
    fallback = (
        "<w:pict><v:shape style='position:absolute;mso-position-horizontal: outside'><v:textbox>"
        "<w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    inside = p(field("PAGE", r("1", size(28))))
    both = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + choice + "</w:drawing></mc:Choice>"
        "<mc:Fallback>" + fallback + "</mc:Fallback></mc:AlternateContent>"
    ).replace("{}", inside)
    for drawn in (both, fallback.format(inside)):
        document, layout = opened(p(r("甲")) + section(foot("footer1")), footer1=part("ftr", p(f"<w:r>{drawn}</w:r>")))
        (found,) = layout.fields
        assert (document.slice(found.span), found.paragraph.frame) == ("1", "outside")
        assert layout.page_at(found.span.start) is layout.pages[0]


# -- hostile and real files ------------------------------------------------------------------------------------


def test_strict_files() -> None:
    data = package(p(r("云川", size(32)), '<w:ind w:start="1cm"/><w:jc w:val="end"/>') + section(A4 + MARGINS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).replace(WORD.encode(), STRICT.encode()) for name in archive.namelist()}
    layout = checked(read(zipped(members), "a.docx"))
    assert (layout.paragraphs[0].left, layout.paragraphs[0].alignment) == (567, "right")
    assert (layout.runs[0].font.size, layout.pages[0].width, layout.pages[0].top) == (32, 11906, 2098)


def test_chains_without_end() -> None:
    circle = styles(
        style("paragraph", "A", rpr(size(24)), based="B"),
        style("paragraph", "B", rpr("<w:b/>"), based="A"),
        style("paragraph", "S", "", based="S"),
        *(style("paragraph", f"c{index}", "", based=f"c{index + 1}") for index in range(3_000)),
        style("numbering", "L", ppr(number(1))),
    )
    found = font("", '<w:pStyle w:val="A"/>', styles=circle)
    assert (found.size, found.bold) == (24, True)
    assert font("", '<w:pStyle w:val="S"/>', styles=circle).size == 20
    assert font("", '<w:pStyle w:val="c0"/>', styles=circle).size == 20
    loop = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    instance = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    assert form(number(1), styles=circle, numbering=part("numbering", loop + instance)).left == 0


NAMES = (
    *(
        "p",
        "r",
        "t",
        "pPr",
        "rPr",
        "tbl",
        "tr",
        "tc",
        "tblPr",
        "tblStyle",
        "tblLook",
        "ind",
        "spacing",
        "jc",
        "rFonts",
        "sz",
    ),
    *(
        "color",
        "b",
        "u",
        "w",
        "numPr",
        "numId",
        "ilvl",
        "pStyle",
        "rStyle",
        "sectPr",
        "pgSz",
        "pgMar",
        "docGrid",
        "cols",
    ),
    *(
        "footerReference",
        "fldChar",
        "instrText",
        "fldSimple",
        "pgNum",
        "txbxContent",
        "framePr",
        "pBdr",
        "bottom",
        "del",
    ),
    *("style", "basedOn", "docDefaults", "rPrDefault", "tblStylePr", "num", "abstractNum", "abstractNumId", "lvl"),
    *("lvlOverride", "numStyleLink", "themeFontLang", "evenAndOddHeaders", "footnote", "vanish", "pgNumType", "name"),
)
ATTRIBUTES = (
    *("val", "type", "styleId", "default", "ascii", "eastAsia", "eastAsiaTheme", "hint", "left", "start", "firstLine"),
    *(
        "firstLineChars",
        "hanging",
        "line",
        "lineRule",
        "numId",
        "abstractNumId",
        "ilvl",
        "fldCharType",
        "instr",
        "w",
        "h",
    ),
    *("orient", "top", "linePitch", "num", "themeColor", "themeTint", "themeShade", "xAlign", "before", "beforeLines"),
)
WORDS = st.one_of(
    st.sampled_from(
        [
            "0",
            "1",
            "2",
            "-1",
            "",
            "paragraph",
            "character",
            "table",
            "numbering",
            "firstRow",
            "begin",
            "separate",
            "end",
        ]
    ),
    st.sampled_from(
        ["A", "B", "PAGE", "auto", "exact", "FF0000", "accent1", "80", "minorEastAsia", "3.5pt", "9e9", "²"]
    ),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=6),
    st.integers().map(str),
)


def trees(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[etree._Element]:
    def build(tag: str, said: dict[str, str], text: str, inner: list[etree._Element]) -> etree._Element:
        element = etree.Element(f"{{{WORD}}}{tag}", {f"{{{WORD}}}{name}": word for name, word in said.items()})
        element.text = text
        element.extend(inner)
        return element

    said = st.dictionaries(st.sampled_from(ATTRIBUTES), WORDS, max_size=3)
    leaf = st.builds(build, st.sampled_from(names), said, WORDS, st.just([]))
    return st.recursive(
        leaf,
        lambda inner: st.builds(build, st.sampled_from(names), said, WORDS, st.lists(inner, max_size=4)),
        max_leaves=25,
    )


def xml(elements: list[etree._Element]) -> str:
    return "".join(etree.tostring(element, encoding="unicode") for element in elements)


@given(*(st.lists(trees(), max_size=5) for _ in range(5)))
def test_nonsense_has_a_layout(body, sheet, lists, settings, footer) -> None:
    try:
        document = read(
            package(
                p(r("云川")) + xml(body) + section(foot("footer1")),
                styles=part("styles", xml(sheet)),
                numbering=part("numbering", xml(lists)),
                settings=part("settings", xml(settings)),
                theme=THEME,
                footer1=part("ftr", xml(footer)),
            ),
            "a.docx",
        )
    except UnreadableError:
        return
    checked(document)


def corpus(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.docx"))


@pytest.mark.parametrize("folder", ["docx", "odd"])
def test_every_file_of_the_corpus_has_a_layout(folder: str) -> None:
    if not corpus(folder):
        pytest.skip(f"no Word files in {CORPUS / folder}")
    for path in corpus(folder):
        try:
            document = read(path.read_bytes(), path.name)
        except UnreadableError:
            continue
        checked(document)


def by_hand(path: Path) -> Iterator[tuple[str, object, object]]:
    """What python-docx finds written at the paragraphs and runs of the body themselves, and what we say of them."""
    document = read(path.read_bytes(), path.name)
    layout = checked(document)
    formats = {document.slice(one.span): (one, layout.runs_in(one.span)) for one in layout.paragraphs}
    for paragraph in python_docx.Document(str(path)).paragraphs:
        ours = formats.get(paragraph.text)
        if ours is None:
            continue
        own, found = ours
        said = paragraph.paragraph_format
        if said.alignment is not None:
            yield (
                "alignment",
                {0: "left", 1: "center", 2: "right", 3: "both", 4: "distribute"}[said.alignment],
                own.alignment,
            )
        for name, theirs, mine in (
            ("first line", said.first_line_indent, own.first_line),
            ("left", said.left_indent, own.left),
            ("before", said.space_before, own.before),
            ("after", said.space_after, own.after),
        ):
            if theirs is not None:
                yield name, theirs.twips if hasattr(theirs, "twips") else round(theirs.pt * 20), mine
        if said.line_spacing is not None and isinstance(said.line_spacing, float):
            yield "line", round(said.line_spacing * 240), own.line
        for name, theirs, mine in run_by_hand(paragraph, own, found):
            yield name, theirs, mine


def run_by_hand(paragraph, own: ParagraphFormat, found: list[Run]) -> Iterator[tuple[str, object, object]]:
    at = own.span.start
    for run in paragraph.runs:
        if run.text:
            here = next(one.font for one in found if one.span.start <= at < one.span.end)
            at += len(run.text)
            if run.font.size is not None:
                yield "size", round(run.font.size.pt * 2), here.size
            if run.font.bold is not None:
                yield "bold", run.font.bold, here.bold
            if run.font.italic is not None:
                yield "italic", run.font.italic, here.italic
            if (
                run.font.color.type is not None
                and run.font.color.rgb is not None
                and run.font.color.theme_color is None
            ):
                yield "color", str(run.font.color.rgb), here.color
            if run.font.name is not None:
                yield "font", run.font.name, here.latin


@pytest.mark.parametrize("number", ["D041", "D042", "D043", "D044", "D045", "D049", "D050"])
def test_python_docx_finds_the_same_where_it_can_tell(number: str) -> None:
    paths = [path for path in corpus("docx") if path.name.startswith(number)]
    if not paths:
        pytest.skip(f"no file {number} in {CORPUS / 'docx'}")
    compared = list(by_hand(paths[0]))
    assert [entry for entry in compared if entry[1] != entry[2]] == []


def test_rows_in_content_controls_have_one_first_row() -> None:
    """Word's repeating sections put each row into a control of its own."""
    look = '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>'
    body = table(p(r("甲")), p(r("乙")), properties=look)
    body = body.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    head = f'<w:tblStylePr w:type="firstRow">{rpr("<w:b/>")}</w:tblStylePr>'
    found = runs(body, styles=styles(style("table", "T", head)))
    assert (found["甲"].bold, found["乙"].bold) == (True, False)


def test_the_parts_of_a_table_style_are_inherited_one_by_one() -> None:
    def parts(**said: str) -> str:
        return "".join(f'<w:tblStylePr w:type="{name}">{rpr(more)}</w:tblStylePr>' for name, more in said.items())

    sheet = styles(
        style("table", "S", parts(wholeTable=size(18) + "<w:i/>", firstRow=size(36))),
        style("table", "T", parts(wholeTable=size(20), lastRow=size(40)), based="S"),
    )
    body = table(p(r("甲")), p(r("乙")), properties='<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>')
    found = runs(body, styles=sheet)
    assert [(found[name].size, found[name].italic) for name in "甲乙"] == [(36, True), (20, True)]
