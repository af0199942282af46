"""The text of a document alone, and what `git diff` makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from repositories import Repository, zfcheck_installed
from wordfiles import level, p, package, part, r, zipped

from zfcheck.builtin import Builtin
from zfcheck.document import TABLE, Document, Paragraph, Span, Table
from zfcheck.readers import read_bytes
from zfcheck.writers.plaintext import plain_text

NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCountingThousand", "%1、")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>".format(
    p(r("框里文字。"))
)
EDGES = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'
    "</w:sectPr>"
)


def cell(*paragraphs: str, inside: str = "") -> str:
    return f"<w:tc><w:tcPr/>{''.join(p(r(text)) for text in paragraphs)}{inside or p('')}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def report(rate: str = "98.5%", more: str = "", settled: str = "1100") -> bytes:
    """A Word file with everything that a report has."""
    body = [
        p(r("云川市2025年政法工作总结")),
        p(""),
        p(r("主要工作"), NUMBERED),
        p(
            r("全市排查矛盾纠纷1200件")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            + r(f"，化解率{rate}；群众“满意。”各方")
            + r("肯定。")
            + BOX
        ),
        more,
        table((cell("县区"), cell("受理"), cell("办结")), (cell("云东县"), cell(""), cell(settled, "（含上年）"))),
        p(r("下一步打算"), NUMBERED),
        p(f"<w:ins w:id='1' w:author='甲'>{r('新加的。')}</w:ins><w:del w:id='2' w:author='甲'/>" + r("继续努力。")),
        EDGES,
    ]
    return package(
        "".join(body),
        numbering=NUMBERING,
        footnotes=part("footnotes", f'<w:footnote w:id="2">{p(r("截至12月底。"))}</w:footnote>'),
        header1=part("hdr", p(r("云川市委政法委"))),
        footer1=part("ftr", p(r("— ") + f'<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>' + r(" —"))),
    )


def lines(data: bytes, name: str = "a.docx") -> list[str]:
    return plain_text(read_bytes(data, name, Builtin().zfcheck_readers())).splitlines()


def test_all_that_is_printed_is_there() -> None:
    assert lines(report()) == [
        "云川市2025年政法工作总结",
        "一、主要工作",
        "全市排查矛盾纠纷1200件，化解率98.5%；",
        "  群众“满意。”",
        "  各方肯定。",
        "[文本框] 框里文字。",
        "县区 | 受理 | 办结",
        "云东县 |  | 1100 （含上年）",
        "二、下一步打算",
        "新加的。",
        "  继续努力。",
        "[脚注] 截至12月底。",
        "[页眉] 云川市委政法委",
        "[页脚] — 1 —",
    ]


def test_a_table_inside_a_cell_has_lines_of_its_own() -> None:
    inner = table((cell("甲"), cell("乙")))
    body = table((cell("外一", inside=inner + p(r("外一尾"))), cell("外二")), (cell("末行"), cell("尾")))
    assert lines(package(body)) == ["外一 外一尾 | 外二", "甲 | 乙", "末行 | 尾"]


def test_text_and_markdown() -> None:
    assert lines("一、甲\n\n　　前一句。后一句！\n".encode(), "a.txt") == ["一、甲", "前一句。", "  后一句！"]
    assert lines("| 县 | 数 |\n|---|---|\n| 云东 | 3 |\n\n尾。\n".encode(), "a.md") == ["县 | 数", "云东 | 3", "尾。"]


def test_nothing_gives_nothing() -> None:
    assert lines(b"", "a.txt") == []


def test_what_was_not_read_is_said_in_the_text() -> None:
    lost = package(p(r("正文。")) + EDGES)  # its header and footer are missing
    told = lines(lost)
    assert told[0] == "正文。"
    assert any(line.startswith("[未能检查：") for line in told[1:])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository in which git shows Word files through zfcheck."""
    if shutil.which("git") is None or not zfcheck_installed():
        pytest.skip("there is no git, or the command zfcheck is not installed")
    repository = Repository(tmp_path / "库", tmp_path)
    repository.git("config", "diff.zfcheck.textconv", "zfcheck outline --text")
    repository.write(".gitattributes", "*.docx diff=zfcheck\n")
    return repository


def changes(repository: Repository) -> list[str]:
    """The lines that `git diff` shows as taken out and put in."""
    shown = repository.git("diff", "--no-color").splitlines()
    return [line for line in shown if line.startswith(("-", "+")) and not line.startswith(("---", "+++"))]


class CountedCell:
    """A cell that counts how often it is asked for its row."""

    asked = 0
    columns = 1

    def __init__(self, row: int, column: int, span: Span) -> None:
        self._row, self.column, self.span = row, column, span

    @property
    def row(self) -> int:
        CountedCell.asked += 1
        return self._row


def test_a_long_table_is_gone_through_once_not_once_a_row() -> None:
    rows = 100
    spans = [Span(at * 2, at * 2 + 1) for at in range(rows * 2)]
    cells = tuple(CountedCell(at // 2, at % 2, span) for at, span in enumerate(spans))
    tables = (Table(Span(0, rows * 4 - 1), cells),)  # type: ignore[arg-type]
    paragraphs = tuple(Paragraph(span, TABLE, table=0) for span in spans)
    document = Document("a.docx", "docx", "\n".join("甲乙" * rows), paragraphs, tables=tables)
    CountedCell.asked = 0
    assert plain_text(document) == "甲 | 乙\n" * rows
    assert CountedCell.asked <= 3 * len(cells)


def test_git_diff_shows_the_sentence_that_changed(repository: Repository) -> None:
    repository.write("材料/总结 一稿.docx", report())
    repository.git("add", ".")
    repository.write("材料/总结 一稿.docx", report(rate="89.5%", settled="1150"))
    assert changes(repository) == [
        "-全市排查矛盾纠纷1200件，化解率98.5%；",
        "+全市排查矛盾纠纷1200件，化解率89.5%；",
        "-云东县 |  | 1100 （含上年）",
        "+云东县 |  | 1150 （含上年）",
    ]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(repository: Repository) -> None:
    for name in ("坏.docx", "密.docx", "空.docx"):
        repository.write(
            name, {"坏.docx": b"PK\3\4", "密.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)}.get(name, b"")
        )
    repository.write("好.docx", report())
    repository.git("add", ".")
    repository.write("坏.docx", zipped({"word/document.xml": "<w:document>"}))
    repository.write("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 504)
    repository.write("空.docx", report())
    repository.write("好.docx", report(more=p(r("新增一段。"))))
    shown = repository.git("diff", "--no-color")
    assert "+新增一段。" in shown
    assert shown.count("diff --git") == 4
    assert shown.count("\n-[sha256 ") == 3
