"""The Word reader: nothing that Word shows is lost or doubled, every character knows its place, no file breaks it."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from wordfiles import (
    LINKS,
    STRICT,
    WORD,
    level,
    p,
    package,
    part,
    r,
    zipped,
)

from zfcheck.document import BODY, ENDNOTE, FOOTER, FOOTNOTE, HEADER, TABLE, TEXT_BOX, Document
from zfcheck.readers import UnreadableError
from zfcheck.readers.docx import read, sniff
from zfcheck.readers.word.inline import SOFT_BREAK
from zfcheck.readers.word.numberformats import format_number
from zfcheck.readers.word.package import Package, tags
from zfcheck.readers.word.symbols import symbol

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
BOX = "<w:txbxContent>{}</w:txbxContent>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def opened(body: str, **parts: str) -> Document:
    return verified(package(body, **parts))


def verified(data: bytes) -> Document:
    """The document, after proof that its pieces cover the text and lead back to the file."""
    document = read(data, "报告.docx")
    nodes: dict[str, list[str]] = {}
    covered = 0
    end = 0
    for piece in document.pieces:
        assert end <= piece.start < piece.end
        assert document.text[end : piece.start].strip("\n") == ""
        end = piece.end
        covered += piece.end - piece.start
        text = document.text[piece.start : piece.end]
        assert "\n" not in text
        if piece.editable:
            if piece.part not in nodes:
                found = Package(data).xml(piece.part).iter(*tags("t"))
                nodes[piece.part] = [element.text or "" for element in found]
            node = nodes[piece.part][piece.node]
            assert node[piece.offset : piece.offset + len(text)] == text
    assert covered == len(document.text) - document.text.count("\n")
    for paragraph in document.paragraphs:
        assert "\n" not in document.slice(paragraph.span)
        assert document.slice(paragraph.span).strip()
    for table in document.tables:
        assert table.cells
        assert all(table.span.covers(cell.span) for cell in table.cells)
    for paragraph in document.paragraphs:
        assert paragraph.table is None or paragraph.table < len(document.tables)
    return document


def lines(body: str, **parts: str) -> list[str]:
    return opened(body, **parts).text.split("\n")


def places(document: Document) -> dict[str, str]:
    return {document.slice(paragraph.span): paragraph.place for paragraph in document.paragraphs}


# -- what is shown, what is not --------------------------------------------------------------------------------

SHOWN = {
    "plain": p(r("云川甲")),
    "split runs": p(r("云") + r("川") + r("乙")),
    "inserted": p(f"<w:ins>{r('云川丙')}</w:ins>"),
    "moved here": p(f"<w:moveTo>{r('云川丁')}</w:moveTo>"),
    "hyperlink": p(f"<w:hyperlink>{r('云川戊')}</w:hyperlink>"),
    "inline control": p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('云川己')}</w:sdtContent></w:sdt>"),
    "block control": f"<w:sdt><w:sdtContent>{p(r('云川庚'))}</w:sdtContent></w:sdt>",
    "smart tag": p(f"<w:smartTag><w:smartTagPr/><w:smartTag>{r('云川辛')}</w:smartTag></w:smartTag>"),
    "custom xml": f"<w:customXml>{p(r('云川壬'))}</w:customXml>",
    "simple field": p(f'<w:fldSimple w:instr="DATE">{r("云川癸")}</w:fldSimple>'),
    "complex field": p(mark("begin") + code("REF 甲") + mark("separate") + r("云川子") + mark("end")),
    "ruby": p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('拼音')}</w:rt><w:rubyBase>{r('云川丑')}</w:rubyBase></w:ruby></w:r>"),
    "math": p("<m:oMathPara><m:oMath><m:r><w:rPr/><m:t>云川寅</m:t></m:r></m:oMath></m:oMathPara>"),
    "direction": p(f'<w:bdo w:val="rtl">{r("云川卯")}</w:bdo>'),
    "vanish off": p(r("云川辰", '<w:vanish w:val="0"/>')),
    "unknown wrapper": p(f'<x:new xmlns:x="urn:x">{r("云川巳")}</x:new>'),
}


@pytest.mark.parametrize("case", SHOWN)
def test_shown_once(case: str) -> None:
    document = opened(p(r("前文")) + SHOWN[case] + p(r("后文")))
    word = "云川" + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"[list(SHOWN).index(case)]
    assert document.text.split("\n") == ["前文", word, "后文"]


@pytest.mark.parametrize(
    "hidden",
    [
        f"<w:del>{r('不见')}<w:r><w:delText>不见</w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('不见')}</w:moveFrom>",
        f"<w:ins><w:del>{r('不见')}</w:del></w:ins>",
        r("不见", "<w:vanish/>"),
        r("不见", '<w:rStyle w:val="Hidden"/>'),
        r("不见", "<w:specVanish/>"),
        code("PAGEREF 不见"),
        mark("begin") + r("不见") + mark("separate") + mark("end"),
        "<w:r><w:commentReference w:id='1'/><w:softHyphen/><w:br w:type='page'/><w:br w:type='column'/></w:r>",
        "<!-- 不见 --><?x 不见?>",
    ],
)
def test_not_shown(hidden: str) -> None:
    styles = part("styles", '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>')
    assert lines(p(r("云") + hidden + r("川")), styles=styles) == ["云川"]


def test_two_hidings_in_styles_cancel_out() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    body = p(
        r("不见") + r("云川", '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="P"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
    )
    assert lines(body, styles=styles) == ["云川"]


def test_signs_are_pieces_that_cannot_be_edited() -> None:
    run = (
        "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:cr/><w:t>四</w:t><w:noBreakHyphen/><w:ptab/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="无名" w:char="F041"/></w:r>'
    )
    document = opened(p(run))
    assert document.text == f"一\t二{SOFT_BREAK}三{SOFT_BREAK}四-\t✓"
    editable = [document.text[piece.start : piece.end] for piece in document.pieces if piece.editable]
    assert editable == list("一二三四")


def test_nodes_count_all_text_of_the_part() -> None:
    body = p(r("甲") + f"<w:del>{r('乙')}</w:del>" + r("丙", "<w:vanish/>") + r("丁"))
    assert [(piece.part, piece.node) for piece in opened(body).pieces] == [
        ("word/document.xml", 0),
        ("word/document.xml", 3),
    ]


def test_blanks_at_the_ends_of_a_node() -> None:
    assert lines(p("<w:r><w:t>  云 </w:t></w:r><w:r><w:t xml:space='preserve'> 川 </w:t></w:r>")) == ["云 川 "]
    assert lines(p("<w:r><w:t>\u3000云</w:t></w:r>")) == ["\u3000云"]


def test_line_end_inside_a_node_is_a_space() -> None:
    document = opened(p(r("云\n川")))
    assert document.text == "云 川"
    assert [piece.editable for piece in document.pieces] == [True, False, True]


def test_blank_paragraphs_keep_their_line() -> None:
    document = opened(p(r("甲")) + p("") + p(r(" \u3000")) + p(r("\u200b")) + p(r("乙")))
    assert document.text.count("\n") == 4
    assert [document.slice(paragraph.span) for paragraph in document.paragraphs] == ["甲", "乙"]


def test_fraction_reads_as_a_fraction() -> None:
    fraction = "<m:f><m:fPr/><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    assert lines(p(f"<m:oMath>{fraction}</m:oMath>")) == ["1/2"]


def test_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    heading = '<w:outlineLvl w:val="1"/>'
    document = opened(
        p(r("云"), gone) + p(f"<w:del>{r('不见')}</w:del>", gone) + p(r("川"), heading) + p(r("市"), gone)
    )
    assert document.text == "云川\n市"
    assert document.paragraphs[0].heading == 2


def test_deleted_rows_and_cells() -> None:
    row = "<w:tr>{}<w:tc>{}<w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    document = opened(
        "<w:tbl>"
        + row.format("<w:trPr><w:del/></w:trPr>", "", r("不"), r("见"))
        + row.format("", "<w:tcPr><w:cellDel/></w:tcPr>", r("不见"), r("云川"))
        + "</w:tbl>"
    )
    assert document.text == "云川"


# -- fields ----------------------------------------------------------------------------------------------------


def test_field_over_several_paragraphs() -> None:
    body = (
        p(mark("begin") + code("TOC") + r("不见") + mark("separate") + r("目录一"))
        + p(r("目录二"))
        + p(mark("end") + r("正文"))
    )
    assert lines(body) == ["目录一", "目录二", "正文"]


def test_nested_field_in_code_and_in_result() -> None:
    inner = mark("begin") + code("PAGE") + mark("separate") + r("{}") + mark("end")
    body = mark("begin") + code("IF ") + inner.format("不见") + mark("separate") + inner.format("云川") + mark("end")
    assert lines(p(body + r("市"))) == ["云川市"]


@pytest.mark.parametrize(
    "field",
    [
        mark("begin") + code("X") + r("云川"),
        mark("begin") + code("X") + r("云川") + mark("end"),
        mark("begin") + code("X") + mark("separate") + r("云川"),
        mark("separate") + r("云川") + mark("end"),
        mark("end") + r("云川") + mark("separate"),
        f"<w:del>{mark('begin')}</w:del>" + r("云川") + mark("separate") + mark("end"),
        mark("begin") + r("云") + mark("end") + mark("separate") + r("川"),
        # A begin in both branches, of which one is read.
        mark("begin").join(["<mc:AlternateContent><mc:Choice>", "</mc:Choice><mc:Fallback>", "</mc:Fallback>"])
        + f"</mc:AlternateContent>{r('云川')}{mark('end')}",
    ],
)
def test_broken_field_loses_nothing(field: str) -> None:
    assert lines(p(field) + p(r("后文"))) == ["云川", "后文"]


def test_drop_down_shows_the_chosen_entry() -> None:
    data = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData>'
    field = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>{code("FORMDROPDOWN")}{mark("end")}'
    assert lines(p(field)) == ["乙"]


# -- text boxes, alternatives ----------------------------------------------------------------------------------


def test_text_box_follows_its_paragraph_once() -> None:
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{BOX.format(p(r('框内')))}</wps:txbx></wps:wsp></w:drawing>"
    picture = f"<w:pict><v:shape><v:textbox>{BOX.format(p(r('框内')))}</v:textbox></v:shape></w:pict>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = opened(p(r("云") + both + r("川")) + p(r("后文")))
    assert document.text == "云川\n框内\n后文"
    assert places(document) == {"云川": BODY, "框内": TEXT_BOX, "后文": BODY}
    assert document.faults == ()


def test_fallback_where_the_choice_holds_no_text() -> None:
    body = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict>{BOX.format(p(r('框内')))}"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p(body)) == ["", "框内"]
    block = f"<mc:AlternateContent><mc:Choice>{p(r('云'))}</mc:Choice><mc:Fallback>{p(r('川'))}</mc:Fallback></mc:AlternateContent>"
    assert lines(block) == ["云"]


def test_box_in_a_box_and_in_a_cell() -> None:
    inner = f"<w:r><w:pict>{BOX.format(p(r('内框')))}</w:pict></w:r>"
    outer = f"<w:r><w:pict>{BOX.format(p(r('外框') + inner))}</w:pict></w:r>"
    document = opened(f"<w:tbl><w:tr><w:tc>{p(r('格一') + outer)}{p(r('格二'))}</w:tc></w:tr></w:tbl>")
    assert document.text == "格一\n格二\n外框\n内框"
    assert document.slice(document.tables[0].cells[0].span) == "格一\n格二"
    assert places(document) == {"格一": TABLE, "格二": TABLE, "外框": TEXT_BOX, "内框": TEXT_BOX}


def test_box_inside_a_field_code_is_dropped_and_its_own_fields_are_its_own() -> None:
    box = f"<w:r><w:pict>{BOX.format(p(mark('begin') + r('框内')))}</w:pict></w:r>"
    assert lines(p(mark("begin") + box + mark("separate") + r("云川") + mark("end"))) == ["云川"]
    assert lines(p(box + mark("separate") + r("云川") + mark("end"))) == ["云川", "框内"]


# -- tables ----------------------------------------------------------------------------------------------------


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


def test_cells_count_spans_and_skip_merged_ones() -> None:
    restart, carry, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    document = opened(
        f"<w:tbl><w:tr>{cell('甲', restart)}{cell('乙', wide)}{cell('丙')}</w:tr>"
        f"<w:tr>{cell('不见', carry)}{cell('丁')}{cell('戊')}{cell('己', carry)}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:sdt><w:sdtContent>{cell("庚")}</w:sdtContent></w:sdt></w:tr>'
        "</w:tbl>"
    )
    (table,) = document.tables
    assert [(c.row, c.column, document.slice(c.span)) for c in table.cells] == [
        *((0, 0, "甲"), (0, 1, "乙"), (0, 3, "丙")),
        *((1, 1, "丁"), (1, 2, "戊"), (1, 3, "己")),  # the last one has nothing above it to go on from
        (2, 1, "庚"),
    ]
    assert {paragraph.place for paragraph in document.paragraphs} == {TABLE}
    assert {paragraph.table for paragraph in document.paragraphs} == {0}


def test_nested_table_is_a_table_of_its_own() -> None:
    inner = f"<w:tbl><w:tr>{cell('内一')}{cell('内二')}</w:tr></w:tbl>"
    document = opened(
        f"<w:tbl><w:tr><w:tc>{p(r('外前'))}{inner}{p(r('外后'))}</w:tc>{cell('外二')}</w:tr></w:tbl>{p(r('文后'))}"
    )
    assert document.text == "外前\n内一\n内二\n外后\n外二\n文后"
    outer_table, inner_table = document.tables
    assert [document.slice(c.span) for c in outer_table.cells] == ["外前\n内一\n内二\n外后", "外二"]
    assert [document.slice(c.span) for c in inner_table.cells] == ["内一", "内二"]
    assert [paragraph.table for paragraph in document.paragraphs] == [0, 1, 1, 0, 0, None]


def test_empty_cells_and_tables() -> None:
    document = opened(f"<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/>{cell('')}</w:tr></w:tbl>")
    (table,) = document.tables
    assert [len(c.span) for c in table.cells] == [0, 0]
    assert document.paragraphs == ()


# -- notes, headers, footers -----------------------------------------------------------------------------------


def test_notes_headers_and_footers_follow_the_body() -> None:
    note = '<w:{0} w:id="{1}" w:type="{2}">{3}</w:{0}>'
    reference = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header{}"/><w:footerReference w:type="default" r:id="footer1"/>'
        '<w:sectPrChange><w:sectPr><w:headerReference r:id="header9"/></w:sectPr></w:sectPrChange></w:sectPr>'
    )
    document = opened(
        p(r("甲") + reference.format("endnote", 2) + reference.format("footnote", 3), section.format(2))
        + p(r("乙") + reference.format("footnote", 2) + f"<w:del>{reference.format('footnote', 4)}</w:del>")
        + section.format(1),
        footnotes=part(
            "footnotes",
            note.format("footnote", 0, "separator", p(r("不见")))
            + note.format("footnote", 2, "normal", p(r("脚注乙")))
            + note.format("footnote", 3, "normal", p(r("脚注甲")))
            + note.format("footnote", 4, "normal", p(r("不见"))),
        ),
        endnotes=part("endnotes", note.format("endnote", 2, "normal", p(r("尾注甲")))),
        header1=part("hdr", p(r("页眉一"))),
        header2=part("hdr", p(r("页眉二")) + f"<w:tbl><w:tr>{cell('页眉格')}</w:tr></w:tbl>"),
        header9=part("hdr", p(r("不见"))),
        footer1=part("ftr", p(r("页脚一"))),
    )
    assert document.text.split("\n") == [
        "甲",
        "乙",
        "脚注甲",
        "脚注乙",
        "尾注甲",
        "页眉二",
        "页眉格",
        "页眉一",
        "页脚一",
    ]
    assert list(places(document).values()) == [BODY, BODY, FOOTNOTE, FOOTNOTE, ENDNOTE, HEADER, HEADER, HEADER, FOOTER]
    assert document.pieces[-1].part == "word/footer1.xml"
    assert document.paragraphs[6].table == 0


def test_missing_or_broken_side_part_is_a_fault() -> None:
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    document = opened(p(r("云川")) + section, header1="<w:hdr")
    assert document.text == "云川"
    assert [fault.kind for fault in document.faults] == ["part-not-read"]


# -- styles ----------------------------------------------------------------------------------------------------

STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="Heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="节名"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="out"><w:name w:val="目录名"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>',
)


@pytest.mark.parametrize(
    ("properties", "heading", "style"),
    [
        ("", None, "Normal"),
        ('<w:pStyle w:val="1"/>', 1, "Heading 1"),
        ('<w:pStyle w:val="2"/>', 2, "标题 2"),
        ('<w:pStyle w:val="own"/>', 1, "节名"),
        ('<w:pStyle w:val="out"/>', None, "目录名"),
        ('<w:pStyle w:val="t"/>', None, "Title"),
        ('<w:pStyle w:val="x"/>', 3, None),
        ('<w:pStyle w:val="nowhere"/>', None, "Normal"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="3"/>', 4, "Heading 1"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None, "Heading 1"),
        ('<w:outlineLvl w:val="nonsense"/>', None, "Normal"),
    ],
)
def test_heading_level_and_style(properties: str, heading: int | None, style: str | None) -> None:
    (paragraph,) = opened(p(r("云川"), properties), styles=STYLES).paragraphs
    assert (paragraph.heading, paragraph.style) == (heading, style)


# -- automatic numbers -----------------------------------------------------------------------------------------


def numbering(levels: str, instances: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{instances}')


def item(index: int = 0, number: int = 1) -> str:
    return p(r("项"), f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


def labels(body: str, **parts: str) -> list[str]:
    return [line.removesuffix("项") for line in lines(body, **parts)]


def test_labels_of_a_report() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "%1.%2.%3.%4", "<w:isLgl/><w:suff w:val='space'/>")
    )
    body = item(0) + item(1) + item(1) + item(2) + item(3) + item(0) + item(1)
    document = opened(body, numbering=numbering(levels))
    expected = ["一、", "（一）", "（二）", "1.", "1.2.1.1 ", "二、", "（一）"]
    assert [line.removesuffix("项") for line in document.text.split("\n")] == expected
    first = document.pieces[0]
    assert (first.start, first.end, first.editable) == (0, 2, False)


def test_restart_rules() -> None:
    levels = (
        level(0, "decimal", "%1") + level(1, "decimal", "%2") + level(2, "decimal", "%3", "<w:lvlRestart w:val='1'/>")
    )
    body = item(0) + item(1) + item(2) + item(1) + item(2) + item(0) + item(1) + item(2)
    assert labels(body, numbering=numbering(levels)) == ["1", "1", "1", "2", "2", "2", "1", "1"]
    never = level(0, "decimal", "%1") + level(1, "decimal", "%2", "<w:lvlRestart w:val='0'/>")
    assert labels(item(0) + item(1) + item(0) + item(1), numbering=numbering(never)) == ["1", "1", "2", "2"]


def test_two_instances_share_a_list_until_one_starts_over() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        f'<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride></w:num>'
    )
    body = item() + item(0, 2) + item(0, 3) + item(0, 3) + item(0, 1) + item(0, 4)
    levels = numbering(level(0, "decimal", "%1."), instances)
    assert labels(body, numbering=levels) == ["1.", "2.", "5.", "6.", "7.", "VIII."]


def test_number_through_style_and_list_style() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>',
    )
    definitions = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="list"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="list"/>'
        + level(0, "japaneseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="h2"/><w:isLgl/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="6"/></w:num>',
    )
    body = (
        p(r("项"), '<w:pStyle w:val="h1"/>')
        + p(r("项"), '<w:pStyle w:val="h2"/>')
        + p(r("项"), '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p(r("项"), '<w:pStyle w:val="h1"/>')
    )
    assert labels(body, styles=styles, numbering=definitions) == ["第一章", "1.1", "", "第二章"]


def test_bullets() -> None:
    for text, label in [("\uf0b7", "● "), ("•", "• "), ("—", "— "), ("", ""), (" ", ""), ("o", "○ "), ("n", "● ")]:
        assert labels(item(), numbering=numbering(level(0, "bullet", text))) == [label]


def test_line_end_in_a_label_does_not_end_the_paragraph() -> None:
    assert labels(item(), numbering=numbering(level(0, "decimal", "%1&#10;"))) == ["1 "]


def test_level_without_start_counts_from_zero_and_skipped_level_counts() -> None:
    levels = level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', "") + level(1, "decimal", "%1.%2")
    assert labels(item(0) + item(0) + item(1), numbering=numbering(levels)) == ["0.", "1.", "1.1"]
    skipped = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    assert labels(item(1) + item(0) + item(1), numbering=numbering(skipped)) == ["1.1", "2.", "2.1"]


def test_labels_that_are_not_shown() -> None:
    assert labels(item(), numbering=numbering(level(0, "none", "%1"))) == [""]
    hidden = level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")
    assert labels(item(), numbering=numbering(hidden)) == [""]
    assert labels(item(5) + item(0, 99), numbering=numbering(level(0, "decimal", "%1."))) == ["", ""]
    assert labels(item()) == [""]


def test_own_zero_padded_format() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(item() + item(), numbering=numbering(own)) == ["007", "008"]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("taiwaneseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 10001, "一万〇一"),
        ("japaneseCounting", 101, "百一"),
        ("japaneseCounting", 15, "十五"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographDigital", 10, "一〇"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 42, "乙巳"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
        ("upperRoman", 10**9, str(10**9)),
        ("chineseCounting", -3, "-3"),
        ("chineseCounting", 0, "○"),
        ("ideographTraditional", 0, "0"),
    ],
)
def test_number_formats(style: str, number: int, shown: str) -> None:
    assert format_number(number, style) == shown


def test_symbols() -> None:
    assert symbol("Symbol", "F0B3") == "≥"
    assert symbol("Wingdings", "F081") == "①"
    assert symbol("宋体", "2103") == "℃"
    assert [symbol("宋体", code) for code in ("E000", "", "zz", "-1", "110000", "D800")] == [""] * 6
    assert symbol(None, None) == ""


# -- packages --------------------------------------------------------------------------------------------------


def test_main_part_is_found_through_the_relationships() -> None:
    data = package(p(r("云川")), main="正文/main.xml")
    assert sniff(data)
    assert verified(data).pieces[0].part == "正文/main.xml"


def test_strict_namespace_and_byte_order_mark() -> None:
    members = members_of(package(p(r("云川"), '<w:outlineLvl w:val="0"/>')))
    for name, content in members.items():
        members[name] = b"\xef\xbb\xbf" + content.replace(WORD.encode(), STRICT.encode()).replace(
            LINKS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
    data = zipped(dict(members))
    document = verified(data)
    assert document.text == "云川"
    assert document.paragraphs[0].heading == 1


def test_backslashes_in_member_names() -> None:
    members = members_of(package(p(r("云川"))))
    data = zipped({name.replace("/", "\\"): content for name, content in members.items()})
    assert sniff(data)
    assert verified(data).pieces[0].part == "word\\document.xml"


def test_core_properties_never_fail() -> None:
    members = members_of(package(p(r("云川"))))
    good = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:dc="urn:dc"><dc:title>云川市总结</dc:title><dc:creator>某</dc:creator>'
        "<dc:modified>2025-01-02T03:04:05Z</dc:modified></c:coreProperties>"
    )
    for content, found in [
        (good, {"title": "云川市总结", "modified": "2025-01-02T03:04:05Z"}),
        ("<broken", {}),
        ("<!DOCTYPE x><x/>", {}),
    ]:
        assert verified(zipped({**members, "docProps/core.xml": content})).properties == found


def test_what_is_not_read_is_said_once_for_each_kind() -> None:
    embedded = '<w:r><w:object><o:OLEObject Type="Embed" ProgID="{}"/></w:object></w:r>'
    body = p(
        r("云川")
        + embedded.format("Word.Document.12") * 2
        + embedded.format("Equation.DSMT4")
        + "<w:r><w:drawing/></w:r>"
    )
    document = opened(body + '<w:altChunk r:id="x"/>' * 3)
    assert [fault.kind for fault in document.faults] == ["part-not-read", "part-not-read"]
    assert "3" in document.faults[0].message
    assert "2" in document.faults[1].message


def test_written_by_python_docx() -> None:
    source = python_docx.Document()
    source.add_heading("云川市2025年工作总结", 0)
    source.add_heading("一、主要成效", 1)
    source.add_paragraph("全市办结1200件。")
    source.add_paragraph("项目", style="List Number")
    source.add_paragraph("项目", style="List Number")
    table = source.add_table(rows=2, cols=2)
    for index, text in enumerate(["指标", "数值", "合计"]):
        table.cell(index // 2, index % 2).text = text
    table.cell(0, 1).merge(table.cell(1, 1))
    source.sections[0].header.paragraphs[0].text = "内部资料"
    source.core_properties.title = "总结"
    stream = io.BytesIO()
    source.save(stream)
    document = verified(stream.getvalue())
    assert document.text.split("\n")[:5] == [
        "云川市2025年工作总结",
        "一、主要成效",
        "全市办结1200件。",
        "1.项目",
        "2.项目",
    ]
    assert [(q.heading, q.style) for q in document.paragraphs[:2]] == [(None, "Title"), (1, "heading 1")]
    assert [(c.row, c.column) for c in document.tables[0].cells] == [(0, 0), (0, 1), (1, 0)]
    assert places(document)["内部资料"] == HEADER
    assert document.properties["title"] == "总结"
    # python-docx agrees on which w:t is which.
    nodes = list(source.element.body.iter(qn("w:t")))
    piece = document.piece_at(document.text.index("1200"))
    assert piece is not None
    assert nodes[piece.node].text == "全市办结1200件。"


# -- hostile files ---------------------------------------------------------------------------------------------


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(content: str | bytes) -> bytes:
    return zipped({**members_of(package("")), "word/document.xml": content})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_document_or_a_fault(data: st.DataObject) -> None:
    good = bytearray(
        package(
            p(r("云川")) + f"<w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>" + item(),
            numbering=numbering(level(0, "decimal", "%1.")),
        )
    )
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    for damaged in (bytes(good), bytes(good[:cut])):
        sniff(damaged)
        with contextlib.suppress(UnreadableError):
            read(damaged, "坏.docx")


ELEMENTS = [
    *(
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "pPr",
        "rPr",
        "drawing",
        "txbxContent",
        "sectPr",
    ),
    *(
        "fldChar",
        "numPr",
        "vMerge",
        "gridSpan",
        "ruby",
        "rubyBase",
        "hyperlink",
        "footnoteReference",
        "altChunk",
        "object",
    ),
]
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["val", "id", "type", "fldCharType", "char"]),
    st.sampled_from(["", "0", "1", "-5", "99999999999", "restart", "begin", "separate", "end", "x"]),
    max_size=2,
)
TREES = st.recursive(
    st.tuples(st.sampled_from(ELEMENTS), ATTRIBUTES, st.just([])),
    lambda children: st.tuples(st.sampled_from(ELEMENTS), ATTRIBUTES, st.lists(children, max_size=4)),
    max_leaves=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_any_tree_is_read(trees: list[tuple[str, dict[str, str], list[object]]]) -> None:
    root = etree.Element(f"{{{WORD}}}document")

    def grow(parent: etree._Element, nodes: list[tuple[str, dict[str, str], list[object]]]) -> None:
        for name, attributes, children in nodes:
            element = etree.SubElement(parent, f"{{{WORD}}}{name}")
            for key, value in attributes.items():
                element.set(f"{{{WORD}}}{key}", value)
            if name == "t":
                element.text = " 云\n川 "
            grow(element, children)  # type: ignore[arg-type]

    grow(etree.SubElement(root, f"{{{WORD}}}body"), trees)
    verified(with_main(etree.tostring(root, encoding="utf-8")))


def test_sniff() -> None:
    assert sniff(package(p(r("云川"))))
    assert not sniff(b"PK\x05\x06" + bytes(18))
    assert not sniff(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}))
    assert not sniff("云川".encode())
    good = package(p(r("云川")))
    assert sniff(good[:-30])  # the remains of a Word file: `read` will say what is wrong with it


# -- real files, read in place ---------------------------------------------------------------------------------


def corpus_files(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.docx"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents lies beside the checkout; not here")
def test_real_documents() -> None:
    for path in corpus_files("docx"):
        document = verified(path.read_bytes())
        assert document.paragraphs, path.name


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of odd documents lies beside the checkout; not here")
def test_odd_documents() -> None:
    with (CORPUS / "odd" / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        expected = {row["file"]: row["expect"] for row in csv.DictReader(stream, delimiter="\t")}
    for path in corpus_files("odd"):
        data = path.read_bytes()
        sniff(data)
        try:
            document = verified(data)
        except UnreadableError:
            assert expected[path.name] in {"error", "any"}, path.name
        else:
            assert expected[path.name] != "error" or document.faults, path.name
