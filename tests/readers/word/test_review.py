"""What reviewers left in a Word file: found with its place, and never taken for text."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from zfcheck.caseword import word_file
from zfcheck.document import Document
from zfcheck.readers.docx import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def p(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def package(body: str, **parts: str) -> bytes:
    """A Word file of that body; `parts` are further parts by the kind of their relationship."""
    links = "".join(f'<Relationship Id="{k}" Type="{LINKS}/{k}" Target="{k}.xml"/>' for k in parts)
    members = {f"word/{kind}.xml": content for kind, content in parts.items()}
    members["word/document.xml"] = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{RELATIONSHIPS}">{links}</Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(""))) as empty, zipfile.ZipFile(file, "w") as archive:
        for name in empty.namelist():
            archive.writestr(name, members.pop(name, empty.read(name)))
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def remarks(document: Document) -> list[tuple[str, str, str]]:
    """Kind, what it says, and the text at its place."""
    return [(remark.kind, remark.text, document.slice(remark.span)) for remark in document.remarks]


def of_case(text: str) -> Document:
    return read(word_file(text), "a.docx")


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("形势{++总体++}平稳", "形势总体平稳", [("insertion", "总体", "总体")]),
        ("形势{--总体--}平稳", "形势平稳", [("deletion", "总体", "")]),
        ("形势{==总体==}平稳", "形势总体平稳", [("highlight", "总体", "总体")]),
        ("形势{__总体__}平稳", "形势平稳", [("hidden", "总体", "")]),
        ("形势{>>请核实<<}平稳", "形势平稳", [("comment", "请核实", "形势")]),
        ("形势{**总体**}平稳", "形势总体平稳", [("formatting", "", "")]),
        ("形势平稳", "形势平稳", []),
        ("形势{--总体--}{++十分++}平稳", "形势十分平稳", [("deletion", "总体", ""), ("insertion", "十分", "十分")]),
        ("形势\n{--总体--}", "形势\n", [("deletion", "总体", "")]),
    ],
)
def test_each_sort_is_found_at_its_place(text: str, shown: str, found: list[tuple[str, str, str]]) -> None:
    document = of_case(text)
    assert document.text == shown
    assert remarks(document) == found


def test_deleted_text_stands_before_what_follows_it() -> None:
    document = of_case("形势{--总体--}平稳")
    assert document.remarks[0].span.start == 2


def test_neighbouring_runs_of_one_mark_are_one_remark() -> None:
    assert remarks(of_case("形势{++总++}{++体++}平{++稳++}")) == [
        ("insertion", "总体", "总体"),
        ("insertion", "稳", "稳"),
    ]


def comment(key: int, text: str, paragraph: str) -> str:
    body = f'<w:p w14:paraId="{paragraph}">{r(text)}</w:p>'
    return f'<w:comment w:id="{key}" w:author="王处" xmlns:w14="{W14}">{body}</w:comment>'


def test_resolved_comments_and_answers_are_no_open_ones() -> None:
    body = p(r("形势") + "".join(f'<w:r><w:commentReference w:id="{key}"/></w:r>' for key in (1, 2, 3, 9)))
    comments = comment(1, "请核实", "A1") + comment(2, "已改", "A2") + comment(3, "同意", "A3")
    state = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="A1" w15:done="0"/>'
        '<w15:commentEx w15:paraId="A2" w15:done="1"/>'
        '<w15:commentEx w15:paraId="A3" w15:paraIdParent="A1" w15:done="0"/></w15:commentsEx>'
    )
    data = package(body, comments=f'<w:comments xmlns:w="{WORD}">{comments}</w:comments>', commentsExtended=state)
    assert remarks(read(data, "a.docx")) == [("comment", "王处：请核实", "形势")]


def test_a_broken_comments_part_takes_nothing_from_the_text() -> None:
    data = package(p(r("形势") + '<w:r><w:commentReference w:id="1"/></w:r>'), comments="<w:comments")
    document = read(data, "a.docx")
    assert (document.text, document.remarks, document.faults) == ("形势", (), ())


def test_highlighting_switched_off_and_empty_runs_say_nothing() -> None:
    off = '<w:r><w:rPr><w:highlight w:val="none"/></w:rPr><w:t>形势</w:t></w:r>'
    empty = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r>'
    assert read(package(p(off + empty + r("平稳"))), "a.docx").remarks == ()


def test_a_deleted_paragraph_mark_is_a_change_of_form() -> None:
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('形势')}</w:p>" + p(r("平稳"))
    document = read(package(body), "a.docx")
    assert document.text == "形势平稳"
    assert [remark.kind for remark in document.remarks] == ["formatting"]


def test_nested_revisions_take_no_square_of_time() -> None:
    depth = 200
    body = p("<w:ins>" * depth + r("形势" * 10_000) * 20 + "</w:ins>" * depth)
    start = time.process_time()
    assert read(package(body), "a.docx").remarks
    assert time.process_time() - start < 5
