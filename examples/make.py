"""Makes the Word examples from the text ones: `python examples/make.py`.

The layout follows GB/T 9704-2012 as far as a word processor can: page and margins, 22 lines on a page, title
in 小标宋 size 2, text in 仿宋 size 3 indented by two characters, headings in 黑体 and 楷体, page numbers on the outer
side. The same text gives the same bytes every time.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

FOLDER = Path(__file__).resolve().parent
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
LINE_PITCH = Twips(579)  # 22 lines on 225 mm
MADE = dt.datetime(2026, 1, 1)

LEVEL_1 = re.compile(r"[一二三四五六七八九十]+、")
LEVEL_2 = re.compile(r"（[一二三四五六七八九十]+）、?[^。]*。")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def fonts(properties: Any, east_asian: str, latin: str = "Times New Roman") -> None:
    """Name the fonts outright; a theme's fonts would win over them."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    named = OxmlElement("w:rFonts")
    named.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes take the Chinese font
    for slot, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", east_asian), ("cs", latin)):
        named.set(qn(f"w:{slot}"), font)
    properties.insert(0, named)


def indent(paragraph_format: Any, **characters: int) -> None:
    """Indents in hundredths of a character, which win over those in twips and grow with the font."""
    properties = paragraph_format.element.get_or_add_pPr()
    found = properties.get_or_add_ind()
    for side, hundredths in characters.items():
        found.set(qn(f"w:{side}Chars"), str(hundredths))
        found.set(qn(f"w:{side}"), str(hundredths * 320 // 100))


def make_styles(document: Any) -> None:
    """Normal for the text, and styles for title, recipient, headings and signature."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts(defaults, "仿宋_GB2312")
    normal = document.styles["Normal"]
    fonts(normal.element.get_or_add_rPr(), "仿宋_GB2312")
    normal.font.size = SIZE_3
    layout = normal.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_PITCH
    layout.space_before = layout.space_after = Pt(0)
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, font, size, alignment, first in (
        ("公文标题", "方正小标宋简体", SIZE_2, WD_ALIGN_PARAGRAPH.CENTER, 0),
        ("主送机关", "仿宋_GB2312", SIZE_3, WD_ALIGN_PARAGRAPH.LEFT, 0),
        ("公文正文", "仿宋_GB2312", SIZE_3, WD_ALIGN_PARAGRAPH.JUSTIFY, 200),
        ("一级标题", "黑体", SIZE_3, WD_ALIGN_PARAGRAPH.JUSTIFY, 200),
        ("落款", "仿宋_GB2312", SIZE_3, WD_ALIGN_PARAGRAPH.RIGHT, 0),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        fonts(style.element.get_or_add_rPr(), font)
        style.font.size = size
        style.paragraph_format.alignment = alignment
        indent(style.paragraph_format, firstLine=first)
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), "0")
    document.styles["一级标题"].element.get_or_add_pPr().append(outline)


def make_page(document: Any) -> None:
    """A4 with the standard's margins and grid, page numbers on the outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH.twips))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, alignment, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        indent(paragraph.paragraph_format, **{side: 100})
        add_run(paragraph, "—", "宋体", SIZE_4, latin="宋体")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        add_run(paragraph, "1", "宋体", SIZE_4, latin="宋体")
        field.append(paragraph.runs[-1]._r)
        add_run(paragraph, "—", "宋体", SIZE_4, latin="宋体")


def add_run(paragraph: Any, text: str, font: str, size: Any = None, latin: str = "Times New Roman") -> None:
    """A run with fonts of its own."""
    run = paragraph.add_run(text)
    fonts(run._r.get_or_add_rPr(), font, latin)
    if size is not None:
        run.font.size = size


def width(text: str) -> float:
    """Characters that `text` is wide; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def add_paragraphs(document: Any, lines: Iterable[str], title: str) -> None:
    """One paragraph for each line, in the style that its place and marker call for."""
    texts = [line.strip() for line in lines if line.strip()]
    headed = False
    for index, text in enumerate(texts):
        if text == title:
            document.add_paragraph(text, style="公文标题").paragraph_format.space_after = LINE_PITCH
            headed = True
        elif headed and text.endswith("：") and len(text) < 30:
            document.add_paragraph(text, style="主送机关")
        elif LEVEL_1.match(text):
            document.add_paragraph(text, style="一级标题")
        elif (heading := LEVEL_2.match(text)) is not None:
            paragraph = document.add_paragraph(style="公文正文")
            add_run(paragraph, heading.group(), "楷体_GB2312")
            add_run(paragraph, text[heading.end() :], "仿宋_GB2312")
        elif index >= len(texts) - 2:
            # The issue date ends four characters from the margin, the signature stands centred above it.
            date = texts[-1]
            assert DATE.fullmatch(date), date
            right = 4 if text == date else 4 + (width(date) - width(text)) / 2
            paragraph = document.add_paragraph(text, style="落款")
            indent(paragraph.paragraph_format, right=round(right * 100))
            paragraph.paragraph_format.space_before = Pt(0) if text == date else LINE_PITCH
        else:
            document.add_paragraph(text, style="公文正文")


def build(text: str, title: str) -> bytes:
    """The Word file of `text`."""
    document = docx.Document()
    make_styles(document)
    make_page(document)
    add_paragraphs(document, text.splitlines(), title)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "zfcheck", "zfcheck"
    properties.comments = ""
    properties.created = properties.modified = MADE
    properties.revision = 1
    package = io.BytesIO()
    document.save(package)
    return with_fixed_times(package.getvalue())


def with_fixed_times(package: bytes) -> bytes:
    """The same package with the same time stamp on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            target.writestr(member, source.read(name))
    return out.getvalue()


def main() -> int:
    """Make a .docx beside every .txt of this folder."""
    for source in sorted(FOLDER.glob("*.txt")):
        title = source.stem.partition("（")[0]
        source.with_suffix(".docx").write_bytes(build(source.read_text(encoding="utf-8"), title))
        print(source.with_suffix(".docx").name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
