"""A small Word file out of a rule's case, so that rules about Word files have cases that a person can read.

Marks are those of CriticMarkup: `{++inserted++}`, `{--deleted--}`, `{==highlighted==}`, `{>>comment<<}`; and two of our
own: `{__hidden__}`, and `{**made bold under change tracking**}`. One line is one paragraph.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

_MARK = re.compile(
    r"\{\+\+(?P<ins>.+?)\+\+\}|\{--(?P<del>.+?)--\}|\{==(?P<highlight>.+?)==\}|\{>>(?P<comment>.+?)<<\}"
    r"|\{__(?P<hidden>.+?)__\}|\{\*\*(?P<formatting>.+?)\*\*\}"
)
_PROPERTIES = {
    "highlight": '<w:highlight w:val="yellow"/>',
    "hidden": "<w:vanish/>",
    "formatting": '<w:b/><w:rPrChange w:id="0" w:author=""><w:rPr/></w:rPrChange>',
}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(text: str) -> bytes:
    """The bytes of a .docx that shows `text`, its marks turned into what they stand for."""
    comments: list[str] = []
    body = "".join(f"<w:p>{_paragraph(line, comments)}</w:p>" for line in text.split("\n"))
    notes = "".join(
        f'<w:comment w:id="{key}" w:author=""><w:p>{_run(comment)}</w:p></w:comment>'
        for key, comment in enumerate(comments)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": _relationship("officeDocument", "word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relationship("comments", "comments.xml"),
        "word/comments.xml": f'<w:comments xmlns:w="{_WORD}">{notes}</w:comments>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _paragraph(line: str, comments: list[str]) -> str:
    parts: list[str] = []
    at = 0
    for match in _MARK.finditer(line):
        parts += [_run(line[at : match.start()]), _marked(match.lastgroup or "", match[match.lastgroup or 0], comments)]
        at = match.end()
    return "".join([*parts, _run(line[at:])])


def _marked(what: str, text: str, comments: list[str]) -> str:
    if what == "comment":
        comments.append(text)
        return f'<w:r><w:commentReference w:id="{len(comments) - 1}"/></w:r>'
    if what == "ins":
        return f"<w:ins>{_run(text)}</w:ins>"
    if what == "del":
        return f"<w:del>{_run(text, tag='delText')}</w:del>"
    return _run(text, _PROPERTIES[what])


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    if not text:
        return ""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _relationship(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/{kind}" Target="{target}"/></Relationships>'
    )
