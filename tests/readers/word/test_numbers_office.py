"""The automatic numbers of Word files against those that LibreOffice prints: an independent eye.

LibreOffice is not Word. Where the two differ this reader follows Word, and the tables here say where and why; a
difference that is not in them fails, and so does one that has gone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wordfiles import level, p, package, part, r

from zfcheck.readers.docx import read
from zfcheck.readers.word.numberformats import FORMATS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

TIME_LIMIT = 120
NOTHING = '<w:suff w:val="nothing"/>'

# -- formats ---------------------------------------------------------------------------------------------------

NUMBERS = (*range(1, 26), 49, *range(99, 112))


def always(number: int) -> bool:
    return True


def over(limit: int) -> Callable[[int], bool]:
    return lambda number: number > limit


UNKNOWN = "LibreOffice does not know the format and prints digits"
LETTERS = "Word repeats the letter (17.18.59), LibreOffice counts on with two of them"
DIFFERENT_FORMATS: dict[str, tuple[Callable[[int], bool], str]] = {
    "decimalFullWidth": (always, UNKNOWN + "; Word: １ ([MS-DOCX] 2.4)"),
    "decimalFullWidth2": (always, UNKNOWN),
    "decimalEnclosedParen": (lambda number: number <= 20, UNKNOWN + "; Word: ⑴ ([MS-DOCX] 2.4)"),
    "decimalEnclosedFullstop": (lambda number: number <= 20, UNKNOWN + "; Word: ⒈ ([MS-DOCX] 2.4)"),
    "numberInDash": (always, UNKNOWN),
    "hex": (over(9), UNKNOWN),
    "dollarText": (always, UNKNOWN),
    "ideographZodiacTraditional": (always, UNKNOWN),
    "taiwaneseDigital": (always, UNKNOWN),
    "japaneseDigitalTenThousand": (always, UNKNOWN),
    "hindiConsonants": (always, UNKNOWN),
    "hindiNumbers": (always, UNKNOWN),
    "thaiNumbers": (always, UNKNOWN),
    "vietnameseCounting": (always, UNKNOWN),
    "decimalEnclosedCircle": (
        lambda number: 20 < number <= 50,
        "the standard's circles end at ⑳ and Word goes on in digits (17.18.59); LibreOffice takes ㉑ to ㊿",
    ),
    "decimalEnclosedCircleChinese": (lambda number: 20 < number <= 50, "as decimalEnclosedCircle"),
    "ideographEnclosedCircle": (
        lambda number: number <= 50,
        "Word puts ideographs in parentheses, up to ㈩ ([MS-OI29500] 2.1.540); LibreOffice circles digits",
    ),
    "chineseCounting": (over(99), "Word goes over to digits: 一○○ ([MS-DOCX] 2.4), LibreOffice writes 一百零一"),
    "taiwaneseCounting": (over(99), "as chineseCounting"),
    "chineseCountingThousand": (
        lambda number: 100 < number < 110,
        "Word fills the gap with 〇, LibreOffice with 零 (Word 16.112, see docling pull request 4336)",
    ),
    "ideographDigital": (over(9), "digits one by one in Word ([MS-DOCX] 2.4: 一〇); a number in words in LibreOffice"),
    "japaneseCounting": (over(99), "Japanese has no 一 before 百 and no 零 (17.18.59); LibreOffice writes Chinese"),
    "japaneseLegal": (over(9), "a number in words (17.18.59); LibreOffice puts 零 to 九 in a row"),
    "russianLower": (over(29), LETTERS),
    "russianUpper": (over(29), LETTERS),
    "arabicAlpha": (over(28), LETTERS),
    "arabicAbjad": (lambda number: number in {1, *range(29, 112)}, LETTERS + "; the first letter is أ in Word"),
    "thaiLetters": (over(41), LETTERS),
    "hindiVowels": (over(20), LETTERS + ", and without the letters ऩ, ऱ and ऴ"),
    "hebrew2": (over(22), "Word puts a tav for each round before the letter, LibreOffice counts on with two letters"),
}

# -- counting --------------------------------------------------------------------------------------------------


class Case:
    """A list of its own with the paragraphs that use it. Ids are of the case and made unique in the document."""

    def __init__(self, levels: str, *body: str, instances: str = "", lists: str = "", styles: str = "") -> None:
        self.levels = levels
        self.body = body
        self.instances = instances
        self.lists = lists
        self.styles = styles


def item(index: int | None = 0, number: int | None = 1, style: str = "", more: str = "", text: str = "") -> str:
    """A paragraph; its text, filled in later, is the name of its case and its place there."""
    inside = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    inside += "" if number is None else f'<w:numId w:val="@{number}"/>'
    own = f"<w:numPr>{inside}</w:numPr>" if inside else ""
    named = f'<w:pStyle w:val="@{style}"/>' if style else ""
    return p(text or r("|#|"), named + own + more)


def num(number: int, *overrides: str, of: int = 0) -> str:
    return f'<w:num w:numId="@{number}"><w:abstractNumId w:val="@{of}"/>{"".join(overrides)}</w:num>'


def override(index: int, start: int | None = None, inside: str = "") -> str:
    first = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{index}">{first}{inside}</w:lvlOverride>'


def style(name: str, based: str = "", inside: str = "", kind: str = "paragraph") -> str:
    parent = f'<w:basedOn w:val="@{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="@{name}"><w:name w:val="@{name}"/>{parent}'
        f"<w:pPr><w:numPr>{inside}</w:numPr></w:pPr></w:style>"
    )


def ilvl(index: int) -> str:
    return f'<w:ilvl w:val="{index}"/>'


def num_id(number: int) -> str:
    return f'<w:numId w:val="{"@" if number else ""}{number}"/>'


def table(*cells: str) -> str:
    return (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        + "".join(f"<w:tr>{left}{right}</w:tr>" for left, right in zip(cells[::2], cells[1::2], strict=True))
        + "</w:tbl>"
    )


def cell(content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def box(content: str) -> str:
    return (
        '<w:r><w:pict><v:shape style="width:200pt;height:50pt"><v:textbox><w:txbxContent>'
        f"{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


DELETED = '<w:rPr><w:del w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z"/></w:rPr>'
GONE = '<w:del w:id="2" w:author="a" w:date="2025-01-01T00:00:00Z"><w:r><w:delText>删</w:delText></w:r></w:del>'
THREE = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "decimal", "%1.%2.%3.")
OUTLINE = (
    level(0, "chineseCounting", "%1、", '<w:pStyle w:val="@h1"/>')
    + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="@h2"/>')
    + level(2, "decimal", "%3.", '<w:pStyle w:val="@h3"/>')
)
HEADINGS = style("h1", "", num_id(1)) + style("h2", "", ilvl(1) + num_id(1)) + style("h3", "", ilvl(2) + num_id(1))

CASES: dict[str, Case] = {
    "report": Case(
        level(0, "chineseCounting", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "（%4）"),
        *(item(index) for index in (0, 1, 1, 2, 2, 3, 3, 1, 2, 0, 1, 0)),
    ),
    "article": Case(level(0, "chineseCountingThousand", "第%1条"), *(item() for _ in range(12))),
    "start": Case(level(0, "upperRoman", "%1)", start=5), item(), item()),
    "no start": Case(THREE.replace('<w:start w:val="1"/>', ""), item(), item(), item(1), item(2)),
    "skipped": Case(THREE, *(item(index) for index in (0, 2, 2, 1, 2, 0, 2, 1))),
    "deep first": Case(THREE, *(item(index) for index in (2, 2, 1, 0, 2))),
    "restart 1": Case(
        THREE.replace('"%1.%2.%3."', '"%3)"').replace(
            '<w:lvlText w:val="%3)"/>', '<w:lvlRestart w:val="1"/><w:lvlText w:val="%3)"/>'
        ),
        *(item(index) for index in (0, 1, 2, 1, 2, 0, 1, 2)),
    ),
    "restart 0": Case(
        level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>'),
        *(item(index) for index in (0, 1, 1, 0, 1, 0, 1)),
    ),
    "restart too low": Case(
        level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="3"/>'),
        *(item(index) for index in (0, 1, 1, 0, 1)),
    ),
    "shared": Case(THREE, item(0, 1), item(0, 2), item(1, 1), item(1, 2), item(0, 1), instances=num(2)),
    "start again": Case(
        THREE, item(0, 1), item(0, 1), item(0, 2), item(0, 2), item(0, 1), item(0, 2), instances=num(2, override(0, 1))
    ),
    "start at": Case(THREE, item(0, 1), item(0, 2), item(0, 2), instances=num(2, override(0, 7))),
    "start all again": Case(
        THREE,
        *(item(index, 1) for index in (0, 1, 2, 2)),
        *(item(index, 2) for index in (0, 1, 2, 0, 1)),
        instances=num(2, *(override(index, 1) for index in range(9))),
    ),
    "start deep": Case(
        THREE,
        *(item(index, 1) for index in (0, 1, 1)),
        *(item(index, 2) for index in (1, 1, 0, 1, 0, 1)),
        instances=num(2, override(1, 4)),
    ),
    "start first": Case(THREE, item(0, 2), item(1, 2), item(0, 2), item(1, 2), instances=num(2, override(1, 3))),
    "own level": Case(
        THREE,
        *(item(0, 1), item(0, 2), item(1, 2), item(0, 1), item(1, 1)),
        instances=num(2, override(0, None, level(0, "upperLetter", "%1)"))),
    ),
    "own level that starts": Case(
        THREE,
        *(item(0, 1), item(0, 2), item(0, 2), item(1, 2)),
        instances=num(2, override(0, 3, level(0, "upperLetter", "%1)"))),
    ),
    "own level with another start": Case(
        THREE,
        *(item(0, 1), item(0, 2), item(0, 2), item(0, 1)),
        instances=num(2, override(0, None, level(0, "upperLetter", "%1)", start=5))),
    ),
    "list style": Case(
        "",
        *(item(0, 2), item(1, 2), item(0, 2), item(0, 1)),
        lists=f'<w:abstractNum w:abstractNumId="@1"><w:styleLink w:val="@list"/>{THREE}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="@2"><w:numStyleLink w:val="@list"/></w:abstractNum>',
        instances=num(1, of=1) + num(2, of=2),
        styles=style("list", "", num_id(1), kind="numbering"),
    ),
    "legal": Case(
        level(0, "chineseCounting", "第%1章")
        + level(1, "upperRoman", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerLetter", "%1.%2.%3", "<w:isLgl/>"),
        *(item(index) for index in (0, 1, 2, 0, 1, 1, 2)),
    ),
    "legal with zeros": Case(
        level(0, "decimalZero", "%1") + level(1, "upperRoman", "%1.%2", "<w:isLgl/>"), item(0), item(1), item(1)
    ),
    "suffixes": Case(
        level(0, "decimal", "%1.", '<w:suff w:val="tab"/>')
        + level(1, "decimal", "%2)", '<w:suff w:val="space"/>')
        + level(2, "decimal", "(%3)", NOTHING),
        *(item(0), item(1), item(2)),
    ),
    "headings": Case(
        OUTLINE,
        *(item(None, None, name) for name in ("h1", "h2", "h2", "h3", "h1", "h2", "h3", "h3")),
        styles=HEADINGS,
    ),
    "headings without level": Case(
        OUTLINE,
        *(item(None, None, name) for name in ("h1", "h2", "h3", "h2", "h1", "h2")),
        styles=HEADINGS.replace(ilvl(1), "").replace(ilvl(2), ""),
    ),
    "based on": Case(
        OUTLINE,
        *(item(None, None, name) for name in ("h1", "own", "far", "h2", "deep")),
        styles=HEADINGS + style("own", "h1") + style("far", "own") + style("deep", "h2", ilvl(2)),
    ),
    "switched off": Case(
        OUTLINE,
        *(item(None, None, "h1"), item(None, 0, "h1"), item(None, None, "off"), item(None, None, "h1")),
        styles=HEADINGS + style("off", "h1", num_id(0)),
    ),
    "level of its own": Case(
        OUTLINE,
        *(item(None, None, "h1"), item(1, None, "h1"), item(None, 1, "h2"), item(2, 1, "h1")),
        styles=HEADINGS,
    ),
    "other list than the style": Case(
        OUTLINE,
        *(item(None, None, "h1"), item(0, 2, "h1"), item(None, None, "h1")),
        instances=num(2, of=1),
        lists=f'<w:abstractNum w:abstractNumId="@1">{THREE}</w:abstractNum>',
        styles=HEADINGS,
    ),
    "no level": Case(THREE, item(None, 1), item(1), item(None, 1)),
    "no list": Case(THREE, item(0, 1), item(0, 9), item(0, 1)),
    "undefined level": Case(level(0, "decimal", "%1."), item(0), item(1), item(0)),
    "none": Case(level(0, "none", "%1附") + level(1, "decimal", "%1%2."), item(0), item(1), item(1)),
    "no text": Case(level(0, "decimal", "") + level(1, "decimal", "%1.%2"), item(0), item(1), item(0), item(1)),
    "bullet": Case(level(0, "bullet", "•"), item(), item()),
    "below a bullet": Case(level(0, "bullet", "•") + level(1, "decimal", "%1%2."), item(0), item(1), item(1)),
    "asks too low": Case(level(0, "decimal", "%1.%2") + level(1, "decimal", "%2)"), item(0), item(1), item(0)),
    "hidden": Case(level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"), item(), item()),
    "table": Case(
        level(0, "decimal", "%1."),
        item(),
        table(cell(item()), cell(item() + item()), cell(item()), cell(item())),
        item(),
    ),
    "table in a table": Case(
        level(0, "decimal", "%1."),
        item(),
        table(cell(item() + table(cell(item()), cell(item())) + item()), cell(item())),
        item(),
    ),
    "merged cells": Case(
        level(0, "decimal", "%1."),
        table(
            *(cell(item(), '<w:vMerge w:val="restart"/>'), cell(item())),
            *(cell(item(text=r("")), "<w:vMerge/>"), cell(item())),
        ),
        item(),
    ),
    "deleted": Case(
        level(0, "decimal", "%1."),
        item(),
        item(text=GONE, more=DELETED),
        item(),
        item(more=DELETED.replace("del", "ins"), text=r("|#|")),
        item(),
    ),
    "empty": Case(level(0, "decimal", "%1."), item(), item(text=r("")), item()),
    "page break": Case(level(0, "decimal", "%1."), item(), item(text='<w:r><w:br w:type="page"/></w:r>'), item()),
    "section break": Case(
        level(0, "decimal", "%1."),
        *(item(), item(text=" ", more="<w:sectPr/>"), item(), item(more="<w:sectPr/>"), item()),
    ),
    "text box": Case(
        level(0, "decimal", "%1."),
        item(),
        item(text=r("|#|") + box(item() + item())),
        item(),
        item(text=box(item()) + r("|#|")),
        item(),
    ),
    "zeros": Case(
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>',
        item(),
        item(),
    ),
}
NO_RESTART = "LibreOffice does not read w:lvlRestart"
NO_LEGAL = "LibreOffice does not read w:isLgl"
START_ONCE = (
    "w:startOverride holds whenever the level starts (ECMA-376 first edition, part 4, 2.9.28; so does Aspose.Words, "
    "which is built after Word); LibreOffice takes it once"
)
# By place in the case: the label of this reader, which LibreOffice has not.
DIFFERENT_CASES: dict[str, tuple[dict[int, str], str]] = {
    "restart 1": ({4: "2)"}, NO_RESTART),
    "restart 0": ({4: "c)", 6: "d)"}, NO_RESTART),
    "start deep": ({6: "2.4.", 8: "3.4."}, START_ONCE),
    "start first": ({3: "2.3."}, START_ONCE),
    "legal": ({1: "1.1", 2: "1.1.1", 4: "2.1", 5: "2.2", 6: "2.2.1"}, NO_LEGAL),
    "legal with zeros": ({1: "01.1", 2: "01.2"}, NO_LEGAL),
    "headings without level": (
        {1: "（一）", 2: "1.", 3: "（二）", 4: "二、", 5: "（一）"},
        "the level is the one that names the style in w:pStyle (17.9.23); LibreOffice goes by w:ilvl alone",
    ),
    "undefined level": ({1: ""}, "the standard is silent; LibreOffice makes up a level"),
    "asks too low": (
        {0: "", 2: ""},
        "Word drops a text that asks for a lower level ([MS-OI29500] 2.1.283); LibreOffice prints the placeholder",
    ),
    "hidden": ({0: "", 1: ""}, "a hidden number is not shown (17.3.2.41); the text that LibreOffice exports holds it"),
    "merged cells": ({2: "3.", 3: "4."}, "LibreOffice counts what a merged cell hides (17.4.84)"),
    "deleted": ({1: "2.", 2: "3.", 3: "4."}, "LibreOffice counts paragraphs deleted under change tracking"),
    "text box": ({2: "1.", 3: "2.", 5: "3."}, "text boxes are no part of the text that LibreOffice exports"),
}


# -- one conversion for all ------------------------------------------------------------------------------------


def formats_file() -> bytes:
    lists, instances, body = [], [], []
    for key, (name, number) in enumerate(((name, number) for name in FORMATS for number in NUMBERS), 1):
        lists.append(
            f'<w:abstractNum w:abstractNumId="{key}">{level(0, name, "[%1]", NOTHING, number)}</w:abstractNum>'
        )
        instances.append(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>')
        body.append(p(r(f"|{name}|{number}"), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>'))
    return package("".join(body), numbering=part("numbering", "".join([*lists, *instances])))


def cases_file() -> bytes:
    lists, instances, styles, body = [], [], [], []
    for place, (name, case) in enumerate(CASES.items(), 1):
        own = f'<w:abstractNum w:abstractNumId="@0">{case.levels}</w:abstractNum>' if case.levels else ""
        first = num(1) if case.levels else ""
        count = iter(range(100))
        lines = re.sub("#", lambda _, name=name, count=count: f"{name}|{next(count)}", "".join(case.body))
        groups = (lists, own + case.lists), (instances, first + case.instances), (styles, case.styles), (body, lines)
        for group, text in groups:
            # Ids of numbers must be numbers; ids of styles may be anything.
            group.append(re.sub(r"@(\d)", rf"{place}\1", text).replace("@", f"s{place}"))
    body.append("<w:sectPr/>")
    return package(
        "".join(body),
        numbering=part("numbering", "".join([*lists, *instances])),
        styles=part("styles", "".join(styles)),
    )


FILES: dict[str, Callable[[], bytes]] = {"formats": formats_file, "cases": cases_file}
LINE = re.compile(r"(?P<label>[^|]*)\|(?P<name>[^|]+)\|(?P<place>\d+)\|?")

Labels = dict[tuple[str, int], str]


def found(text: str) -> Labels:
    """The labels of a text, by the name and the place behind them."""
    return {(m["name"], int(m["place"])): m["label"].strip() for m in map(LINE.fullmatch, text.split("\n")) if m}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Labels, Labels]]]:
    """For each file: the labels of this reader and those of LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    paths: list[Path] = []
    ours: dict[str, Labels] = {}
    for name, make in FILES.items():
        data = make()
        ours[name] = found(read(data, f"{name}.docx").text)
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(data)
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "txt:Text", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT)
    yield {name: (ours[name], found((folder / f"{name}.txt").read_text(encoding="utf-8-sig"))) for name in FILES}


@pytest.mark.parametrize("name", FORMATS)
def test_formats(labels: dict[str, tuple[Labels, Labels]], name: str) -> None:
    ours, theirs = labels["formats"]
    differs, _ = DIFFERENT_FORMATS.get(name, (None, ""))
    expected = {number for number in NUMBERS if differs is not None and differs(number)}
    pairs = {number: (ours[name, number], theirs[name, number]) for number in NUMBERS}
    assert {number: pair for number, pair in pairs.items() if (pair[0] != pair[1]) != (number in expected)} == {}


@pytest.mark.parametrize("name", CASES)
def test_counting(labels: dict[str, tuple[Labels, Labels]], name: str) -> None:
    ours, theirs = labels["cases"]
    differences, _ = DIFFERENT_CASES.get(name, ({}, ""))
    places = [place for case, place in ours if case == name]
    assert places
    got = {place: (ours[name, place], theirs.get((name, place))) for place in places}
    assert {place: label for place, (label, other) in got.items() if label != other} == differences


def test_every_difference_belongs_to_a_case() -> None:
    assert set(DIFFERENT_FORMATS) <= set(FORMATS)
    assert set(DIFFERENT_CASES) <= set(CASES)
    assert all(reason for _, reason in (*DIFFERENT_FORMATS.values(), *DIFFERENT_CASES.values()))
