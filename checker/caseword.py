"""A small Word file out of a rule's case, so that rules about Word files have cases that a person can read.

Marks are those of CriticMarkup: `{++inserted++}`, `{--deleted--}`, `{==highlighted==}`, `{>>comment<<}`; and two of our
own: `{__hidden__}`, and `{**made bold under change tracking**}`. One line is one paragraph.

How it looks is told in front of a line: `{@ font=仿宋 size=16 first=2 line=28 align=center}` for this paragraph and
those below it (sizes and lines in points, indents in characters, `before` in twips; `line=1.5x` for lines and a half),
`{@page top=37 left=28 width=210}` on a line of its own for the page (millimetres), and `{@footer align=center}— # —`
for the foot of each page, in which `#` is the number.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from .lazy import lazily
from .messages import say

_MARK = lazily(
    r"\{\+\+(?P<ins>.+?)\+\+\}|\{--(?P<del>.+?)--\}|\{==(?P<highlight>.+?)==\}|\{>>(?P<comment>.+?)<<\}"
    r"|\{__(?P<hidden>.+?)__\}|\{\*\*(?P<formatting>.+?)\*\*\}"
)
_MARKED = {
    "highlight": '<w:highlight w:val="yellow"/>',
    "hidden": "<w:vanish/>",
    "formatting": '<w:b/><w:rPrChange w:id="0" w:author=""><w:rPr/></w:rPrChange>',
}
_LOOK = lazily(r"\{@(?P<what>page|footer|)(?P<values>(?:\s+\w+=[^\s}]+)*)\s*\}")
_FACES = (("latin", "ascii"), ("latin", "hAnsi"), ("font", "eastAsia"))
_INDENTS = (("first", "firstLineChars"), ("left", "leftChars"), ("right", "rightChars"))
_SIZES = (("width", "w", "210"), ("height", "h", "297"))
_MARGINS = (("top", "top", "37"), ("right", "right", "26"), ("bottom", "bottom", "35"), ("left", "left", "28"))
_KEYS = {
    *("font", "latin", "size", "bold", "color", "first", "left", "right", "line", "before", "align"),
    *("width", "height", "top", "bottom", "pitch"),
}
_FOOTER = '<w:footerReference w:type="default" r:id="footer"/>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(text: str) -> bytes:
    """The bytes of a .docx that shows `text`, its marks turned into what they stand for.

    Raises `ValueError` for a look that has no meaning.
    """
    comments: list[str] = []
    body: list[str] = []
    page: dict[str, str] = {}
    footer = ""
    look: dict[str, str] = {}
    for line in text.split("\n"):
        told = _LOOK.match(line)
        if told is None and line.startswith("{@"):
            raise ValueError(line.partition("}")[0] + "}")
        rest = line[told.end() :] if told else line
        values = _values(told["values"]) if told else {}
        if told and told["what"] == "page":
            page |= values
        elif told and told["what"] == "footer":
            footer = _footer(rest, values)
        else:
            look = {**look, **values}
            body.append(f"<w:p>{_properties(look)}{_paragraph(rest, comments, _font(look))}</w:p>")
    notes = "".join(
        f'<w:comment w:id="{key}" w:author=""><w:p>{_run(comment)}</w:p></w:comment>'
        for key, comment in enumerate(comments)
    )
    section = f"<w:sectPr>{_FOOTER if footer else ''}{_page(page)}</w:sectPr>" if page or footer else ""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_LINKS}"><w:body>{"".join(body)}{section}'
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(("comments", "comments.xml"), ("footer", "footer.xml")),
        "word/comments.xml": f'<w:comments xmlns:w="{_WORD}">{notes}</w:comments>',
        "word/footer.xml": f'<w:ftr xmlns:w="{_WORD}">{footer}</w:ftr>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_looks_named(text: str) -> str:
    """`text` with what it says of its looks in words: `{@ font=宋体 size=12}` as 〔字体 宋体，字号 12〕."""

    def named(match: re.Match[str]) -> str:
        what = {"page": say("页面"), "footer": say("页脚")}.get(match["what"])
        names = _names()
        parts = [f"{names.get(key, key)} {value}" for key, value in _values(match["values"]).items()]
        told = say("，").join(parts)
        return "〔" + say("：").join(filter(None, (what, told))) + "〕"

    return _LOOK.sub(named, text)


def _names() -> dict[str, str]:
    return {
        "font": say("字体"),
        "latin": say("西文字体"),
        "size": say("字号"),
        "bold": say("加粗"),
        "color": say("颜色"),
        "first": say("首行缩进"),
        "left": say("左"),
        "right": say("右"),
        "line": say("行距"),
        "before": say("段前"),
        "align": say("对齐"),
        "width": say("宽"),
        "height": say("高"),
        "top": say("上"),
        "bottom": say("下"),
        "pitch": say("网格行距"),
    }


def _values(text: str) -> dict[str, str]:
    values = dict(part.partition("=")[::2] for part in text.split())
    unknown = set(values) - _KEYS
    if unknown:
        raise ValueError("、".join(sorted(unknown)))
    return values


def _units(text: str, each: float) -> int:
    """A number in a unit of which it counts so many. Raises `ValueError` for anything else."""
    try:
        number = float(text) * each
    except ValueError:
        raise ValueError(say("“{text}”不是数字", text=text)) from None
    if not abs(number) < 2**31:
        raise ValueError(text)
    return round(number)


def _font(look: Mapping[str, str]) -> str:
    """The run properties of a look, in the order that the schema asks for."""
    faces = "".join(f" w:{key}={quoteattr(look[name])}" for name, key in _FACES if name in look)
    fonts = f"<w:rFonts{faces}/>" if faces else ""
    bold = "<w:b/>" if look.get("bold") == "yes" else ""
    color = f"<w:color w:val={quoteattr(look['color'])}/>" if "color" in look else ""
    size = f'<w:sz w:val="{_units(look["size"], 2)}"/>' if "size" in look else ""
    return fonts + bold + color + size


def _properties(look: Mapping[str, str]) -> str:
    """The paragraph properties of a look."""
    spacing = f' w:before="{_units(look["before"], 1)}"' if "before" in look else ""
    line = look.get("line", "")
    if line.endswith("x"):
        spacing += f' w:line="{_units(line[:-1], 240)}" w:lineRule="auto"'
    elif line:
        spacing += f' w:line="{_units(line, 20)}" w:lineRule="exact"'
    indent = "".join(f' w:{key}="{_units(look[name], 100)}"' for name, key in _INDENTS if name in look)
    align = f"<w:jc w:val={quoteattr(look['align'])}/>" if "align" in look else ""
    inner = (f"<w:spacing{spacing}/>" if spacing else "") + (f"<w:ind{indent}/>" if indent else "") + align
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def _page(page: Mapping[str, str]) -> str:
    """The size and margins of a page, A4 and those of the standard where nothing is told."""
    size, margins = (
        "".join(f' w:{key}="{_units(page.get(name, usual), 1440 / 25.4)}"' for name, key, usual in rows)
        for rows in (_SIZES, _MARGINS)
    )
    grid = f'<w:docGrid w:type="lines" w:linePitch="{_units(page["pitch"], 20)}"/>' if "pitch" in page else ""
    return f"<w:pgSz{size}/><w:pgMar{margins}/>{grid}"


def _footer(text: str, look: Mapping[str, str]) -> str:
    before, _, after = text.partition("#")
    font = _font(look)
    number = f'<w:fldSimple w:instr="PAGE">{_run("1", font)}</w:fldSimple>' if "#" in text else ""
    return f"<w:p>{_properties(look)}{_run(before, font)}{number}{_run(after, font)}</w:p>"


def _paragraph(line: str, comments: list[str], font: str) -> str:
    parts: list[str] = []
    at = 0
    for match in _MARK.finditer(line):
        marked = _marked(match.lastgroup or "", match[match.lastgroup or 0], comments)
        parts += [_run(line[at : match.start()], font), marked]
        at = match.end()
    return "".join([*parts, _run(line[at:], font)])


def _marked(what: str, text: str, comments: list[str]) -> str:
    if what == "comment":
        comments.append(text)
        return f'<w:r><w:commentReference w:id="{len(comments) - 1}"/></w:r>'
    if what == "ins":
        return f"<w:ins>{_run(text)}</w:ins>"
    if what == "del":
        return f"<w:del>{_run(text, tag='delText')}</w:del>"
    return _run(text, _MARKED[what])


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    if not text:
        return ""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _relationships(*links: tuple[str, str]) -> str:
    rows = "".join(f'<Relationship Id="{kind}" Type="{_LINKS}/{kind}" Target="{target}"/>' for kind, target in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
