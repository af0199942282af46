"""Real and odd Word files, read in place: each as its list expects, and no text of theirs lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx as python_docx
import pytest
from click.testing import CliRunner
from lxml import etree

from zfcheck.cli import cli
from zfcheck.document import Document
from zfcheck.readers import UnreadableError
from zfcheck.readers.docx import read
from zfcheck.readers.word.package import Package, tags

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
LIST = CORPUS / "odd" / "manifest.tsv"
NO_TEXT = "文件里没有文字"
NOT_SHOWN = tuple(tag for kind in ("del", "moveFrom", "Fallback", "rt", "delText") for tag in tags(kind))


def rows() -> list[dict[str, str]]:
    if not LIST.is_file():
        return []
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


ROWS = rows()
REAL = sorted((CORPUS / "docx").glob("*.docx"))
GOOD = [*REAL, *(LIST.parent / row["file"] for row in ROWS if row["expect"] == "ok")]
missing = pytest.mark.skipif(not ROWS or not REAL, reason="the corpus lies beside the checkout; not here")


@missing
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['why']}")
def test_each_odd_file_is_what_its_list_says(row: dict[str, str]) -> None:
    path = LIST.parent / row["file"]
    result = CliRunner().invoke(cli, ["check", "--no-plugins", "--select", "residue", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output and "程序" not in result.output
    assert result.exit_code in {0, 1, 3}
    if row["expect"] == "error":
        assert result.exit_code == 3 and "未能检查：" in result.output
    if row["expect"] == "ok":
        assert result.exit_code in {0, 1} or NO_TEXT in result.output, result.output
        assert bool(read(path.read_bytes(), path.name).paragraphs) == (NO_TEXT not in result.output)


def plain_texts(data: bytes, boxes: bool) -> list[str]:
    """Every `w:t` of the main part, inside or outside text boxes, that is neither deleted nor a second copy."""
    package = Package(data)
    root = package.xml(package.main_part() or "")
    found = []
    for text in root.iter(*tags("t")):
        seen = not is_hidden(text) and next(text.iterancestors(*NOT_SHOWN), None) is None
        if seen and boxes == is_in_box(text):
            found.append("".join((text.text or "").split()))
    return [text for text in found if text]


def is_hidden(text: etree._Element) -> bool:
    run = text.getparent()
    return run is not None and next(run.iter(*tags("vanish")), None) is not None


def is_in_box(text: etree._Element) -> bool:
    return next(text.iterancestors(*tags("txbxContent")), None) is not None


def lost(texts: list[str], document: Document) -> list[str]:
    """What does not follow in the document's text, one behind the other."""
    shown = "".join(document.text.split())
    at = 0
    gone = []
    for text in texts:
        found = shown.find(text, at)
        if found < 0:
            gone.append(text)
        else:
            at = found + len(text)
    return gone


@missing
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_no_text_of_the_main_part_is_lost(path: Path) -> None:
    data = path.read_bytes()
    document = read(data, path.name)
    # A text box is read after the paragraph that it is anchored in.
    assert lost(plain_texts(data, boxes=False), document) == []
    assert lost(plain_texts(data, boxes=True), document) == []


@missing
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_no_paragraph_of_python_docx_is_lost(path: Path) -> None:
    data = path.read_bytes()
    paragraphs = ["".join(paragraph.text.split()) for paragraph in python_docx.Document(io.BytesIO(data)).paragraphs]
    assert lost([text for text in paragraphs if text], read(data, path.name)) == []


@missing
def test_the_lists_are_read_whole() -> None:
    assert {path.name for path in LIST.parent.glob("*.docx")} == {row["file"] for row in ROWS}
    for row in ROWS:
        if row["expect"] == "error":
            with pytest.raises(UnreadableError):
                read((LIST.parent / row["file"]).read_bytes(), row["file"])
