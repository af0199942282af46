"""PDF files: lines become paragraphs again, running heads stand apart, and what holds no text is told."""

from __future__ import annotations

import sys
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.document import Document
from zfcheck.readers import UnreadableError, pdfpages, read_bytes
from zfcheck.readers.pdf import _first_crowd, _paragraphs
from zfcheck.readers.pdflines import Line

pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")

EM = 16
LEFT, RIGHT = 80, 80 + 28 * EM
"""A measure of 28 characters, as GB/T 9704—2012 has it."""


@dataclass
class Sheet:
    """A page in the making: what is drawn on it, and how far it is turned."""

    drawn: list[str] = field(default_factory=list)
    rotate: int = 0
    width: int = 595
    height: int = 842

    def put(self, text: str, x: float, y: float, size: float = EM, matrix: str = "1 0 0 1") -> Sheet:
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET")
        return self

    def lines(self, text: str, top: float = 740, left: float = LEFT) -> Sheet:
        """Lines of `text` one below the other; two blanks before a line are its indent."""
        for at, line in enumerate(text.strip("\n").splitlines()):
            blanks = len(line) - len(line.lstrip("　"))
            self.put(line.strip("　"), left + blanks * EM, top - 29 * at)
        return self

    def picture(self) -> Sheet:
        self.drawn.append("q 400 0 0 500 80 200 cm /Im1 Do Q")
        return self


def pdf(*sheets: Sheet, extra: str = "") -> bytes:
    """A PDF file in a standard Chinese font that is not embedded (ISO 32000-1, 9.7.5.2)."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{' '.join(f'{10 + 2 * n} 0 R' for n in range(len(sheets)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        stream(
            b"\x80" * 100,
            "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        *["null"] * 3,
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate}"
            f" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> /Contents {11 + 2 * number} 0 R >>"
        )
        objects.append(stream(zlib.compress("\n".join(sheet.drawn).encode()), "/Filter /FlateDecode"))
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n"
    return data + f"{trailer}startxref\n{len(data)}\n%%EOF\n".encode()


def stream(data: bytes, entries: str) -> str:
    return f"<< {entries} /Length {len(data)} >>\nstream\n{data.decode('latin-1')}\nendstream"


def read(rules, *sheets: Sheet, name: str = "a.pdf") -> Document:
    return read_bytes(pdf(*sheets), name, rules.readers)


def paragraphs(document: Document, place: str = "正文") -> list[str]:
    return [document.slice(p.span) for p in document.paragraphs if p.place == place]


def refused(rules, data: bytes, name: str = "a.pdf"):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name, rules.readers)
    return caught.value.fault


BODY = """
省委政法委：
　　今年以来，全市政法机关深入学习贯彻党的二十大精神，全
面贯彻习近平法治思想，忠实履行职责，各项工作取得新的成效。
现将有关情况报告如下。
　　一、主要工作
　　全市共受理矛盾纠纷一万二千四百八十件，其中婚姻家庭纠
纷五千一百二十六件，化解率为百分之九十八，均比上年提高。
　　二是抓落实，每月调度，每季度通报，圆满完成各项安全保
卫任务。
"""
JOINED = [
    "省委政法委：",
    "今年以来，全市政法机关深入学习贯彻党的二十大精神，全面贯彻习近平法治思想，忠实履行职责，各项工作取得新的成效。现将有关情况报告如下。",
    "一、主要工作",
    "全市共受理矛盾纠纷一万二千四百八十件，其中婚姻家庭纠纷五千一百二十六件，化解率为百分之九十八，均比上年提高。",
    "二是抓落实，每月调度，每季度通报，圆满完成各项安全保卫任务。",
]


def test_lines_become_paragraphs(rules) -> None:
    sheet = Sheet().put("云川市二〇二五年政法工作总结", 151, 780, 22).lines(BODY)
    sheet.put("中共云川市委政法委员会", 330, 420).put("2025年12月26日", 340, 391)
    document = read(rules, sheet)
    assert paragraphs(document) == [
        "云川市二〇二五年政法工作总结", *JOINED, "中共云川市委政法委员会", "2025年12月26日",
    ]  # fmt: skip
    assert (document.format, document.converted, document.read_only) == ("pdf", "pypdfium2", True)
    assert document.faults == ()


def test_every_line_is_a_piece_with_its_page(rules) -> None:
    document = read(rules, Sheet().lines(BODY), Sheet().lines("　　另起一页。"))
    first, last = document.piece_at(0), document.piece_at(len(document.text) - 1)
    assert first is not None and (first.part, first.node, first.editable) == ("page 1", 0, False)
    assert last is not None and last.part == "page 2"
    assert "".join(document.text[p.start : p.end] for p in document.pieces) == document.text.replace("\n", "")


def test_a_paragraph_runs_on_over_the_page(rules) -> None:
    one, two = BODY.strip("\n").split("\n现将")
    document = read(
        rules, Sheet().lines(one).put("— 1 —", 280, 60, 14), Sheet().lines("现将" + two).put("— 2 —", 280, 60, 14)
    )
    assert paragraphs(document) == JOINED
    assert paragraphs(document, "页脚") == ["— 1 —"]


def test_running_heads_stand_apart(rules) -> None:
    sheets = [Sheet().put("云川市文件汇编", 250, 800, 10).lines(BODY).put(f"第{n}页", 280, 40, 10) for n in (1, 2, 3)]
    document = read(rules, *sheets)
    assert paragraphs(document) == JOINED * 3
    assert paragraphs(document, "页眉") == ["云川市文件汇编"]
    assert paragraphs(document, "页脚") == ["第1页"]


def test_short_lines_are_paragraphs_of_their_own(rules) -> None:
    listed = "1.自动编号第一项\n2.自动编号第二项\n3.自动编号第三项\n一、手写编号"
    assert paragraphs(read(rules, Sheet().lines(listed))) == listed.split("\n")


def test_rows_of_a_table_stay_apart(rules) -> None:
    sheet = Sheet().lines(BODY)
    for at, row in enumerate((("项目", "今年", "去年"), ("受理", "12480", "12231"), ("化解", "9999", "8888"))):
        for column, cell in enumerate(row):
            sheet.put(cell, LEFT + column * 190, 400 - 29 * at)
    assert paragraphs(read(rules, sheet))[-3:] == ["项目 今年 去年", "受理 12480 12231", "化解 9999 8888"]


def test_two_columns_are_read_one_after_the_other(rules) -> None:
    column = "　　全市政法机关深入学习贯彻\n" + "党的二十大精神，忠实履行职责\n" * 8 + "取得成效。"
    sheet = Sheet()
    for left in (60, 320):
        for at, line in enumerate(column.split("\n")):
            blanks = line.count("　")
            sheet.put(line.strip("　"), left + blanks * EM, 740 - 29 * at)
    whole = column.replace("\n", "").strip("　")
    assert paragraphs(read(rules, sheet)) == [whole, whole]


def test_signs_drawn_after_the_others_are_put_in_their_place(rules) -> None:
    sheet = Sheet().lines(BODY).put("市委", LEFT + EM, 300).put("“", LEFT, 300).put("”", LEFT + 3 * EM, 300)
    assert paragraphs(read(rules, sheet))[-1] == "“市委”"


def test_blanks_that_nobody_sees_are_none_and_latin_words_keep_theirs(rules) -> None:
    sheet = (
        Sheet()
        .lines("　　市委\n　　Open Data for you")
        .put("2025", LEFT + 6 * EM + 3, 600)
        .put("年", LEFT + 8 * EM + 6, 600)
    )
    assert paragraphs(read(rules, sheet)) == ["市委", "Open Data for you", "2025年"]


def test_footnotes_go_to_their_place(rules) -> None:
    document = read(rules, Sheet().lines(BODY).put("①数据来源：年度统计公报。", LEFT, 120, 10))
    assert paragraphs(document) == JOINED
    assert paragraphs(document, "脚注") == ["①数据来源：年度统计公报。"]


def test_a_watermark_aslant_is_no_text(rules) -> None:
    sheet = Sheet().lines(BODY).put("内部资料", 200, 500, 40, "0.707 0.707 -0.707 0.707")
    assert paragraphs(read(rules, sheet)) == JOINED


@pytest.mark.parametrize(
    ("rotate", "matrix"), [(90, "0 1 -1 0"), (180, "-1 0 0 -1"), (270, "0 -1 1 0")]
)  # fmt: skip
def test_a_turned_page_is_read_as_it_is_shown(rules, rotate: int, matrix: str) -> None:
    sheet = Sheet(rotate=rotate)
    for at, line in enumerate(("云川市总结", "形势平稳。")):
        x, y = 100, 700 - 29 * at  # as shown
        width, height = sheet.width, sheet.height
        shown = {90: (width - y, x), 180: (width - x, height - y), 270: (y, height - x)}
        sheet.put(line, *shown[rotate], matrix=matrix)
    assert paragraphs(read(rules, sheet)) == ["云川市总结", "形势平稳。"]


def test_radicals_and_soft_hyphens_are_what_they_look_like(rules) -> None:
    assert pdfpages._DRAWN[ord("⼈")] == "人" and pdfpages._DRAWN[0xAD] == "-"


def test_pages_that_are_pictures_are_named(rules) -> None:
    document = read(rules, Sheet().lines(BODY), Sheet().picture(), Sheet(), Sheet().picture().put("— 4 —", 280, 60))
    assert [(fault.kind, "第2、4页" in fault.message) for fault in document.faults] == [("part-not-read", True)]


def test_a_scan_is_refused(rules) -> None:
    fault = refused(rules, pdf(Sheet().picture(), Sheet().picture()))
    assert fault.kind == "unreadable" and "扫描" in fault.message


def test_pages_whose_letters_are_curves_are_named(rules) -> None:
    curves = Sheet(drawn=[f"{60 + 4 * n} 700 m {62 + 4 * n} 710 l S" for n in range(80)])
    ruled = Sheet(drawn=["60 700 400 1 re f"])
    document = read(rules, Sheet().lines(BODY), curves, ruled)
    assert [(fault.kind, "第2页" in fault.message) for fault in document.faults] == [("part-not-read", True)]
    assert refused(rules, pdf(curves)).kind == "unreadable"


def test_lines_at_ever_other_places_take_no_long_time() -> None:
    """Every line at a margin of its own, on pages of one file: no margin is found, and not by comparing all pairs."""
    found = [
        Line(1 + n // 50, n % 50, "字", 20.0 * n, 800.0 - n % 50 * 15, 20.0 * n + 10, 812.0, 10.0, paper=595.0)
        for n in range(20_000)
    ]
    began = time.monotonic()
    assert sum(map(len, _paragraphs(found))) == len(found)
    assert time.monotonic() - began < 5


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.5, 20), st.integers(1, 5))
def test_a_margin_is_where_lines_crowd(places: list[float], em: float, least: int) -> None:
    lefts, rights = sorted(places), sorted(places, reverse=True)
    left = next((x for x in lefts if sum(0 <= y - x < em for y in lefts) >= least), lefts[0])
    right = next((x for x in rights if sum(0 <= x - y < em for y in rights) >= least), rights[0])
    assert (_first_crowd(lefts, em, least), _first_crowd(rights, em, least)) == (left, right)


def test_an_empty_file_is_a_fault(checker) -> None:
    assert [fault.kind for fault in checker.check_bytes(pdf(Sheet()), "a.pdf").faults] == ["unreadable"]


def test_characters_that_the_font_does_not_name_are_told(rules) -> None:
    document = read(rules, Sheet().lines(BODY + "\ue123\ue124\ue125\ue126"))
    assert [fault.kind for fault in document.faults] == ["part-not-read"]


def test_a_damaged_file_never_raises_anything_else(checker) -> None:
    data = pdf(Sheet().lines(BODY))
    for cut in (5, 9, 100, len(data) // 2, len(data) - 200):
        result = checker.check_bytes(data[:cut], "a.pdf")
        assert result.document is not None or [fault.kind for fault in result.faults] == ["unreadable"], cut
    for at in range(20, len(data) - 20, len(data) // 40):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) * 8 + data[at + 8 :]
        assert not [f for f in checker.check_bytes(broken, "a.pdf").faults if "程序的问题" in f.message]


def test_a_password_is_told(rules) -> None:
    locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("ab" * 32)
    fault = refused(rules, pdf(Sheet().lines(BODY), extra=locked))
    assert fault.kind == "unsupported-format" and "密码" in fault.message


def test_without_the_library_the_user_is_told_how_to_install_it(rules, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    fault = refused(rules, pdf(Sheet()))
    assert fault.kind == "unsupported-format" and "pip install pypdfium2" in fault.message


def test_too_much_is_refused_and_time_is_bounded(rules, monkeypatch) -> None:
    monkeypatch.setattr(pdfpages, "MAX_PAGES", 1)
    assert refused(rules, pdf(Sheet(), Sheet())).kind == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(pdfpages, "MAX_CHARACTERS", 10)
    assert refused(rules, pdf(Sheet().lines(BODY))).kind == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(pdfpages, "SECONDS", -1.0)
    assert [fault.kind for fault in read(rules, Sheet().lines(BODY)).faults] == ["timeout"]


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.txt", "a"])
def test_the_content_counts_and_not_the_name(rules, name: str) -> None:
    assert read(rules, Sheet().lines(BODY), name=name).format == "pdf"


def test_findings_are_told_with_their_page(checker) -> None:
    from zfcheck.writers import Report
    from zfcheck.writers.text import write

    result = checker.check_bytes(pdf(Sheet().lines(BODY), Sheet().lines("　　群众满意度为197.5%。")), "a.pdf")
    shown = write(Report([result], [], []))
    assert "第6段（第2页）" in shown and "只读：由 PDF 经 pypdfium2" in shown


def test_a_typeset_paper_reads_like_its_text(rules, shared: Path) -> None:
    folder = shared / "corpus" / "reports"
    document = read_bytes((folder / "D039_gw-pdf.pdf").read_bytes(), "a.pdf", rules.readers)
    twin = read_bytes((folder / "D040_gw-pdf.txt").read_bytes(), "a.txt", rules.readers)
    ours, theirs = ("".join("".join(paragraphs(d)[3:]).split()).replace("。", "") for d in (document, twin))
    assert ours == theirs
    headings = [line for line in twin.text.splitlines() if line[:2] in {"一、", "二、", "三、", "四、", "五、"}]
    assert set(headings) <= set(paragraphs(document))
