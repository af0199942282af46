"""Every place where Word shows text, one word in each: none is lost, none doubled; what Word does not show is not read."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from wordfiles import LINKS, RELATIONSHIPS, package, part, r, zipped

from zfcheck.document import BODY, ENDNOTE, FOOTER, FOOTNOTE, HEADER, TABLE, TEXT_BOX, Document
from zfcheck.readers.docx import read
from zfcheck.readers.word.codes import shown_by

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
OFFICE_2010 = "http://schemas.microsoft.com/office/word/2010"
W14, W15 = f"{OFFICE_2010}/wordml", "http://schemas.microsoft.com/office/word/2012/wordml"
DRAWING = (
    f'<w:drawing xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:wpg="{OFFICE_2010}/wordprocessingGroup" '
    f'xmlns:wpc="{OFFICE_2010}/wordprocessingCanvas" xmlns:c="{C}" xmlns:dgm="{DGM}" '
    'xmlns:lc="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"><wp:inline><wp:extent cx="{}" cy="{}"/>'
    '<wp:docPr id="1" name="图" descr="{}"/><a:graphic><a:graphicData uri="{}">{}</a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


def word_of(index: int) -> str:
    """A word that stands nowhere else: 云川甲子, 云川甲丑 …"""
    first, second = list(product("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"))[index]
    return f"云川{first}{second}"


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def field(code: str, result: str | None, data: str = "") -> str:
    """A complex field; without a separator where it has no result."""
    parts = [
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    ]
    if result is not None:
        parts.append(f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}')
    return "".join([*parts, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])


def control(content: str, properties: str = "") -> str:
    return f'<w:sdt xmlns:w14="{W14}" xmlns:w15="{W15}"><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def drawing(content: str, wide: int = 100, high: int = 100, description: str = "", uri: str = "urn:x") -> str:
    return DRAWING.format(wide, high, description, uri, content)


def shape(content: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"


def vml(content: str) -> str:
    return f'<w:pict><v:shape style="width:90pt;height:20pt"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>'


def both(content: str) -> str:
    """A text box as Word writes it: once for itself and once for its old versions."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing(shape(content))}</mc:Choice>'
        f"<mc:Fallback>{vml(content)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def note(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


PARAGRAPH = p(r("@"))
RESTART, CARRY = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
CHECKED = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
CHOICES = '<w:listItem w:displayText="不见" w:value="不见"/>'
DROP_DOWN = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="不见"/><w:listEntry w:val="@"/></w:ddList></w:ffData>'
)

# What stands for the word of a case: @, or its halves < and > where it is in two runs.
BODY_CASES: dict[str, tuple[str, str]] = {
    "plain": (BODY, p(r("@"))),
    "split runs": (BODY, p("<w:r><w:t>«</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>»</w:t></w:r>")),
    "bookmark and permission": (BODY, p(f"<w:bookmarkStart w:id='1'/><w:permStart w:id='2'/>{r('@')}<w:permEnd w:id='2'/>")),
    "hyperlink": (BODY, p(f'<w:hyperlink w:anchor="x">{r("@")}</w:hyperlink>')),
    "inserted": (BODY, p(f'<w:ins w:id="3" w:author="某">{r("@")}</w:ins>')),
    "moved here": (BODY, p(f'<w:moveTo w:id="4" w:author="某">{r("@")}</w:moveTo>')),
    "after a soft break": (BODY, p("<w:r><w:t>前</w:t><w:br/><w:t>@</w:t></w:r>")),
    "between symbols": (BODY, p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>@</w:t><w:noBreakHyphen/></w:r>')),
    "ruby base": (
        BODY,
        p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('不见')}</w:rt><w:rubyBase>{r('@')}</w:rubyBase></w:ruby></w:r>"),
    ),
    "formula": (BODY, p("<m:oMath><m:r><m:t>@</m:t></m:r></m:oMath>")),
    "direction": (BODY, p(f'<w:dir w:val="ltr"><w:bdo w:val="ltr">{r("@")}</w:bdo></w:dir>')),
    "hidden on the web only": (BODY, p(r("@", "<w:webHidden/>"))),
    "hiding switched off": (BODY, p(r("@", '<w:rStyle w:val="Hidden"/><w:vanish w:val="0"/>'))),
    "smart tag": (BODY, p(f'<w:smartTag w:element="x"><w:smartTagPr/>{r("@")}</w:smartTag>')),
    "custom xml": (BODY, f'<w:customXml w:element="x"><w:customXmlPr/>{p(r("@"))}</w:customXml>'),
    "caption": (BODY, p(r("图") + field("SEQ 图", r("1")) + r(" @"), '<w:pStyle w:val="Caption"/>')),
    # Fields.
    "simple field": (BODY, p(f'<w:fldSimple w:instr="MERGEFIELD 不见">{r("@")}</w:fldSimple>')),
    "complex field": (BODY, p(field("MERGEFIELD 不见", r("@")))),
    "field in a field": (BODY, p(field("QUOTE ", field("MERGEFIELD 不见", r("@"))))),
    "field in a hyperlink": (BODY, p(f"<w:hyperlink>{field('MERGEFIELD 不见', r('@'))}</w:hyperlink>")),
    "table of contents": (BODY, p(field("TOC \\h", r("@") + field("PAGEREF 不见", r("3", "<w:webHidden/>"))))),
    "form text": (BODY, p(field("FORMTEXT", r("@"), "<w:ffData><w:textInput><w:default w:val='不见'/></w:textInput></w:ffData>"))),
    "form list": (BODY, p(field("FORMDROPDOWN", None, DROP_DOWN))),
    "button": (BODY, p(field("MACROBUTTON NoMacro @", None))),
    "character in a circle": (BODY, p(field("eq \\o\\ac(○,@)", None))),
    # Content controls.
    "inline control": (BODY, p(control(r("@")))),
    "block control": (BODY, control(p(r("@")))),
    "control in a control": (BODY, control(control(p(control(r("@")))))),
    "repeating section": (BODY, control(control(p(r("@")), "<w15:repeatingSectionItem/>"), "<w15:repeatingSection/>")),
    "drop-down": (BODY, p(control(r("@"), f"<w:dropDownList>{CHOICES}</w:dropDownList>"))),
    "combo box": (BODY, p(control(r("@"), f"<w:comboBox>{CHOICES}</w:comboBox>"))),
    "date": (BODY, p(control(r("@"), '<w:date w:fullDate="2025-01-01T00:00:00Z"><w:dateFormat w:val="不见"/></w:date>'))),
    "check box": (BODY, p(control(r("☒"), CHECKED) + r("@"))),
    # Word shows and prints the grey prompt of a control that nobody filled in: a leftover to be found.
    "placeholder": (BODY, p(control(r("@", '<w:rStyle w:val="Grey"/>'), "<w:showingPlcHdr/>"))),
    "contents control": (BODY, control(p(r("@")), "<w:docPartObj><w:docPartGallery w:val='不见'/></w:docPartObj>")),
    # Tables.
    "cell": (TABLE, table(row(cell(p(r("@")))))),
    "nested table": (TABLE, table(row(cell(p(r("外")) + table(row(cell(p(r("@"))))) + p(""))))),
    "wide cell": (TABLE, table(row(cell(p(r("@")), '<w:gridSpan w:val="2"/>')))),
    "merged across": (
        TABLE,
        table(row(cell(p(r("@")), '<w:hMerge w:val="restart"/>'), cell(p(r("不见")), "<w:hMerge/>"))),
    ),
    "merged down": (TABLE, table(row(cell(p(r("@")), RESTART)), row(cell(p(r("不见")), CARRY)))),
    "control around a cell": (TABLE, table(row(control(cell(p(r("@"))))))),
    "control around a row": (TABLE, table(control(row(cell(p(r("@"))))))),
    "control in a cell": (TABLE, table(row(cell(control(p(r("@"))))))),
    "inserted row": (TABLE, table(row(cell(p(r("@"))), properties='<w:trPr><w:ins w:id="5" w:author="某"/></w:trPr>'))),
    # Boxes and drawings.
    "text box": (TEXT_BOX, p(r("锚") + both(p(r("@"))))),
    "text box in VML": (TEXT_BOX, p(run(vml(p(r('@')))))),
    "group": (TEXT_BOX, p(run(drawing(f'<wpg:wgp><wpg:grpSp>{shape(PARAGRAPH)}</wpg:grpSp></wpg:wgp>')))),
    "group in VML": (TEXT_BOX, p(f"<w:r><w:pict><v:group>{vml(p(r('@')))}</v:group></w:pict></w:r>")),
    "canvas": (TEXT_BOX, p(run(drawing(f'<wpc:wpc>{shape(PARAGRAPH)}</wpc:wpc>')))),
    "box in a box": (TEXT_BOX, p(both(p(r("外框") + both(p(r("@"))))))),
    "box in a cell": (TEXT_BOX, table(row(cell(p(r("格") + both(p(r("@")))))))),
    "table in a box": (TEXT_BOX, p(both(table(row(cell(p(r("@"))))) + p("")))),
    "control in a box": (TEXT_BOX, p(both(control(p(r("@")))))),
    "WordArt": (TEXT_BOX, p('<w:r><w:pict><v:shape><v:textpath string="@"/></v:shape></w:pict></w:r>')),
    "drawn text": (
        TEXT_BOX,
        p(run(drawing('<lc:lockedCanvas><a:sp><a:txSp><a:txBody><a:p><a:r><a:t>@</a:t></a:r></a:p></a:txBody></a:txSp></a:sp></lc:lockedCanvas>'))),
    ),
    "chart": (TEXT_BOX, p(run(drawing('<c:chart r:id="chart1"/>'))) + p(r("图后"))),
    "diagram": (TEXT_BOX, p(run(drawing('<dgm:relIds r:dm="diagramData1"/>')))),
    # Notes: the reference in the body, the word in the other part.
    "footnote": (FOOTNOTE, p(r("注") + note("footnote", 2))),
    "footnote of a cell": (FOOTNOTE, table(row(cell(p(r("注") + note("footnote", 3)))))),
    "box in a footnote": (TEXT_BOX, p(r("注") + note("footnote", 4))),
    "endnote": (ENDNOTE, p(r("注") + note("endnote", 2))),
    # Headers and footers of the sections at the end of the body.
    "header of the first page": (HEADER, ""),
    "header": (HEADER, ""),
    "header of even pages": (HEADER, ""),
    "footer": (FOOTER, ""),
    "header of a later section": (HEADER, ""),
    "first header taken over": (HEADER, ""),
    "table in a header": (HEADER, ""),
    "control in a header": (HEADER, ""),
    "box in a header": (TEXT_BOX, ""),
    "watermark": (TEXT_BOX, ""),
}  # fmt: skip
CASES = {name: (word_of(index), *case) for index, (name, case) in enumerate(BODY_CASES.items())}
WORDS = {name: word for name, (word, _, _) in CASES.items()}

UNSEEN = {
    "deleted": "<w:del><w:r><w:delText>不见</w:delText></w:r></w:del>",
    "deleted box": f"<w:del><w:r>{vml(p(r('不见')))}</w:r></w:del>",
    "deleted in a box": both(p("<w:del><w:r><w:delText>不见</w:delText><w:t>不见</w:t></w:r></w:del>")),
    "moved away": f"<w:moveFrom>{r('不见')}</w:moveFrom>",
    "hidden": r("不见", "<w:vanish/>"),
    "hidden by its style": r("不见", '<w:rStyle w:val="Hidden"/>'),
    "hidden box": f"<w:r><w:rPr><w:vanish/></w:rPr>{vml(p(r('不见')))}</w:r>",
    "field code": field("QUOTE 不见", r("")),
    "field code of text": '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("不见") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "comment": '<w:r><w:commentReference w:id="1"/></w:r>',
    "alternative text": run(drawing('<pic:pic/>', description='不见')),
    "index entry": field("XE &quot;不见&quot;", None),
}  # fmt: skip


def chart(word: str) -> str:
    """A chart whose title is the word; categories are repeated by each series, values are no text."""
    series = (
        "<c:ser><c:tx><c:strRef><c:f>不见</c:f><c:strCache><c:pt><c:v>受理</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:strCache><c:pt><c:v>一季度</c:v></c:pt><c:pt><c:v>二季度</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:formatCode>不见</c:formatCode><c:pt><c:v>98765</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    )
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{word[:2]}</a:t></a:r>'
        f"<a:r><a:t>{word[2:]}</a:t></a:r><a:fld><a:t>不见</a:t></a:fld></a:p></c:rich></c:tx></c:title>"
        f"<c:plotArea>{series}{series}</c:plotArea></c:chart></c:chartSpace>"
    )


def diagram(word: str) -> str:
    """A diagram of two points under one: kept in another order than shown."""

    def point(key: str, text: str, kind: str = "node") -> str:
        return f'<dgm:pt modelId="{key}" type="{kind}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'

    def line(over: str, under: str, order: int) -> str:
        return f'<dgm:cxn srcId="{over}" destId="{under}" srcOrd="{order}"/>'

    return (
        f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}"><dgm:ptLst>{point("3", "第二步")}{point("2", "第一步")}'
        f"{point('1', word)}{point('0', '不见', 'doc')}{point('9', '不见', 'pres')}</dgm:ptLst><dgm:cxnLst>"
        f"{line('1', '3', 1)}{line('1', '2', 0)}{line('0', '1', 0)}</dgm:cxnLst></dgm:dataModel>"
    )


def references(**kinds: str) -> str:
    """`w:headerReference` and the like: `default_header="header2"`."""
    return "".join(
        f'<w:{name.split("_")[1]}Reference w:type="{name.split("_")[0]}" r:id="{target}"/>'
        for name, target in kinds.items()
    )


def section(content: str, title: bool = False) -> str:
    return f"<w:sectPr>{content}{'<w:titlePg/>' if title else ''}</w:sectPr>"


SECTIONS = (
    # Page one, odd and even pages.
    p(r("节一"), section(references(first_header="header1", default_header="header2", even_header="header3", default_footer="footer1"), True))
    # Takes over all that it has none of; its own first page is like the others.
    + p(r("节二"), section(references(default_header="header4", first_header="header5")))
    # Has a first page of its own kind, and takes over the header that the section before did not use.
    + section("", True)
)  # fmt: skip


def headers(words: dict[str, str]) -> dict[str, str]:
    watermark = f'<w:r><w:pict><v:shape><v:textpath string="{words["watermark"]}"/></v:shape></w:pict></w:r>'
    return {
        "header1": p(r(words["header of the first page"])) + p(watermark),
        "header2": p(r(words["header"]) + both(p(r(words["box in a header"])))),
        "header3": p(r(words["header of even pages"])),
        "header4": p(r(words["header of a later section"]))
        + table(row(cell(p(r(words["table in a header"])))))
        + control(p(r(words["control in a header"]))),
        "header5": p(r(words["first header taken over"])),
    }


def whole() -> bytes:
    """One document of all the cases."""
    body = []
    for word, _, xml in CASES.values():
        body.append(xml.replace("@", word).replace("«", word[:2]).replace("»", word[2:]))
    for xml in UNSEEN.values():
        body.append(p(r("前") + xml + r("后")))
    body += [
        p(r("不见"), '<w:pStyle w:val="HiddenP"/>'),
        table(
            row(cell(p(r("不见"))), properties='<w:trPr><w:del w:id="9" w:author="某"/></w:trPr>'),
            row(cell(p(r("末行")))),
        ),
        SECTIONS,
    ]
    separators = "".join(
        f'<w:{{0}} w:id="{key}" w:type="{kind}">{p(r("不见"))}</w:{{0}}>'
        for key, kind in ((0, "separator"), (1, "continuationSeparator"))
    )

    def notes(kind: str, *contents: str) -> str:
        found = "".join(f'<w:{kind} w:id="{key}">{content}</w:{kind}>' for key, content in enumerate(contents, 2))
        return part(f"{kind}s", separators.format(kind) + found + f'<w:{kind} w:id="99">{p(r("不见"))}</w:{kind}>')

    styles = (
        '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HiddenP"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>不见</dc:title></cp:coreProperties>'
    )
    data = package(
        "".join(body),
        styles=part("styles", styles),
        footnotes=notes(
            "footnote",
            p(r(WORDS["footnote"])),
            p(r(WORDS["footnote of a cell"])),
            p(r("注") + both(p(r(WORDS["box in a footnote"])))),
        ),
        endnotes=notes("endnote", p(r(WORDS["endnote"]))),
        comments=part("comments", f'<w:comment w:id="1">{p(r("不见"))}</w:comment>'),
        settings=part("settings", '<w:evenAndOddHeaders/><w:docVars><w:docVar w:name="x" w:val="不见"/></w:docVars>'),
        glossaryDocument=part("glossaryDocument", f"<w:docParts>{p(r('不见'))}</w:docParts>"),
        footer1=part("ftr", p(r(WORDS["footer"]) + field("PAGE", r("1")))),
        chart1=chart(WORDS["chart"]),
        diagramData1=diagram(WORDS["diagram"]),
        **{name: part("hdr", content) for name, content in headers(WORDS).items()},
    )
    return zipped({**members_of(data), "docProps/core.xml": core})


def members_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def document() -> Document:
    return read(whole(), "全.docx")


@pytest.mark.parametrize("case", CASES)
def test_shown_once_in_its_place(case: str, document: Document) -> None:
    word, place, _ = CASES[case]
    assert document.text.count(word) == 1
    assert document.place(document.text.index(word)) == place


def test_nothing_unseen_is_read(document: Document) -> None:
    assert "不见" not in document.text
    assert document.text.count("前后") == len(UNSEEN)
    assert "98765" not in document.text
    assert document.properties["title"] == "不见"
    assert document.faults == ()


def test_words_of_drawings_are_in_order_and_cannot_be_edited(document: Document) -> None:
    lines = document.text.split("\n")
    at = lines.index(WORDS["chart"])
    assert lines[at - 1 : at + 5] == ["", WORDS["chart"], "受理", "一季度", "二季度", "图后"]
    at = lines.index(WORDS["diagram"])
    assert lines[at : at + 3] == [WORDS["diagram"], "第一步", "第二步"]
    for case in ("chart", "diagram", "WordArt", "drawn text", "button", "character in a circle", "watermark"):
        piece = document.piece_at(document.text.index(WORDS[case]))
        assert piece is not None and not piece.editable, case


def test_body_first_then_notes_then_headers(document: Document) -> None:
    order = [CASES[case][0] for case in ("diagram", "footnote", "endnote", "header of the first page", "footer")]
    places = [document.text.index(word) for word in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("content", "title", "even", "shown"),
    [
        ("first_header default_header even_header", False, False, ["default"]),
        ("first_header default_header even_header", True, False, ["first", "default"]),
        ("first_header default_header even_header", False, True, ["default", "even"]),
        ("first_header even_header", False, False, []),
        ("even_header", False, True, ["even"]),
    ],
)
def test_headers_that_are_switched_off_are_not_shown(content: str, title: bool, even: bool, shown: list[str]) -> None:
    names = {"first": "header1", "default": "header2", "even": "header3"}
    kinds = {kind: names[kind.split("_")[0]] for kind in content.split()}
    data = package(
        p(r("正文")) + section(references(**kinds), title),
        settings=part("settings", f'<w:evenAndOddHeaders w:val="{int(even)}"/>'),
        **{target: part("hdr", p(r(kind))) for kind, target in names.items()},
    )
    assert read(data, "a.docx").text.split("\n") == ["正文", *shown]


def test_a_chart_in_a_header_is_found_through_its_own_relationships() -> None:
    body = p(r("正文")) + section(references(default_header="header1"))
    data = package(body, header1=part("hdr", p(run(drawing('<c:chart r:id="rId1"/>')))))
    link = f'<Relationship Id="rId1" Type="{LINKS}/chart" Target="charts/one.xml"/>'
    members = {
        "word/_rels/header1.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>',
        "word/charts/one.xml": chart("云川甲子"),
    }
    assert read(zipped({**members_of(data), **members}), "a.docx").text.split("\n")[:3] == ["正文", "", "云川甲子"]


def test_hidden_by_the_defaults_of_the_document() -> None:
    styles = part("styles", "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>")
    shown = r("云川", '<w:vanish w:val="0"/>')
    assert read(package(p(r("不见") + shown), styles=styles), "a.docx").text.strip() == "云川"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (" MACROBUTTON  AcceptAll  [点击此处输入姓名] ", "[点击此处输入姓名]"),
        ("GOTOBUTTON 书签 见附件", "见附件"),
        (" eq \\o\\ac(○,3)", "③"),
        (" eq \\o\\ac(○,印)", "印"),
        ('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(yún),云)', "云"),
        ("EQ \\f(1,2)", "1/2"),
        ("EQ \\r(3,x)", ""),
        ("PAGE", ""),
        ("MACROBUTTON", ""),
        ("EQ \\o(" + "(" * 400, ""),
        ("EQ " + "\\o(" * 10_000, ""),
    ],
)
def test_fields_without_a_result(code: str, shown: str) -> None:
    assert shown_by(code) == shown


# -- what is named as not read ---------------------------------------------------------------------------------


def faults(body: str, **parts: str) -> list[tuple[str, str]]:
    """The faults of a document of that body, as level and the number in the message."""
    document = read(package(p(r("云川")) + body, **parts), "a.docx")
    assert {fault.kind for fault in document.faults} <= {"part-not-read"}
    found = []
    for fault in document.faults:
        number = re.search(r"\d+", fault.message)
        found.append((fault.level, number[0] if number else ""))
    return found


CENTIMETRE = 360_000
BIG, SMALL = (15 * CENTIMETRE, 8 * CENTIMETRE), (4 * CENTIMETRE, 4 * CENTIMETRE)


def picture(wide: int, high: int) -> str:
    return run(drawing('<pic:pic><pic:blipFill><a:blip r:embed="x"/></pic:blipFill></pic:pic>', wide, high))


def old_picture(style: str) -> str:
    return f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="x"/></v:shape></w:pict></w:r>'


def test_large_pictures_are_told_once() -> None:
    body = (
        p(picture(*BIG) + picture(*SMALL) + old_picture("width:400pt;height:200pt"))
        + table(row(cell(p(picture(*BIG)))))
        + p(both(p(old_picture("position:absolute;width:10cm;height:50mm;z-index:1"))))
    )
    assert faults(body) == [("info", "4")]


@pytest.mark.parametrize(
    "body",
    [
        p(picture(*SMALL)),  # a seal
        p(picture(16 * CENTIMETRE, CENTIMETRE)),  # a rule
        p(old_picture("width:3cm;height:1cm") + old_picture("width:5715;height:9000") + old_picture("")),
        p(f"<w:del>{picture(*BIG)}</w:del>"),
        p(run(drawing("<pic:pic/>").replace('cx="100"', 'cx="viel"'))),
    ],
)
def test_small_and_unseen_pictures_are_not_told(body: str) -> None:
    assert faults(body) == []


def test_pictures_in_headers_are_not_told() -> None:
    header = part("hdr", p(picture(*BIG)) + p(both(p(picture(*BIG)))))
    assert faults(section(references(default_header="header1")), header1=header) == []


def test_each_kind_of_what_is_not_read_has_its_level() -> None:
    embedded = f'<w:object>{old_picture("width:400pt;height:200pt")}<o:OLEObject ProgID="{{}}"/></w:object>'
    sheet, formula = embedded.format("Excel.Sheet.12"), embedded.format("Equation.3")
    assert faults(p(f"<w:r>{sheet}{sheet}{formula}</w:r>")) == [("info", "2")]
    assert faults(p('<w:r><w:object><w:control r:id="x"/></w:object></w:r>')) == [("info", "1")]
    assert faults(p(run(drawing('<c:chart r:id="x"/>')))) == [("info", "1")]
    new = '<cx:chart xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" r:id="x"/>'
    assert faults(p(run(drawing(new)))) == [("info", "1")]
    assert faults(p(run(drawing('<c:chart r:id="chart1"/>'))), chart1="<broken") == [("error", "1")]
    assert faults('<w:altChunk r:id="x"/>') == [("error", "1")]
    assert faults('<w:subDoc r:id="x"/>') == [("error", "1")]
    assert faults(section(references(default_header="x", first_footer="y"))) == [("error", "2")]


# -- an independent look ---------------------------------------------------------------------------------------

# LibreOffice's text has no notes, headers and drawings. Of the body it leaves out:
ELSEWHERE = {
    "formula": "an object of its own",
    "form list": "a control of its own",
    "character in a circle": "a field that it does not know",
}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_the_same_body(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(whole())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
    missing = {case for case, (word, place, _) in CASES.items() if place in {BODY, TABLE} and text.count(word) != 1}
    assert missing <= set(ELSEWHERE)


def test_notes_that_are_referred_to_and_missing_are_told() -> None:
    body = p(
        r("甲")
        + "".join(
            f'<w:r><w:{kind}Reference w:id="{n}"/></w:r>' for n, kind in enumerate(("footnote", "footnote", "endnote"))
        )
    )
    notes = part("footnotes", f'<w:footnote w:id="0">{p(r("注"))}</w:footnote>')
    document = read(package(body, footnotes=notes), "a.docx")
    assert document.text == "甲\n注"
    assert [(fault.kind, "2条" in fault.message, fault.level) for fault in document.faults] == [
        ("part-not-read", True, "error")
    ]
