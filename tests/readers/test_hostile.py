"""Hostile Word files: each ends as one plain sentence and exit status 3, soon, in little room, and nothing is fetched."""

from __future__ import annotations

import io
import socket
import struct
import time
import tracemalloc
import urllib.request
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from wordfiles import LINKS, NAMESPACES, RELATIONSHIPS, p, package, part, r, zipped

import zfcheck
from zfcheck.cli import cli
from zfcheck.readers import UnreadableError, docx
from zfcheck.readers.docx import read, sniff
from zfcheck.readers.word import package as wordpackage

SECONDS = 20
"""For a file; real ones take hundredths of that, and the machine may be busy."""
ROOM = 400 * 2**20
"""Bytes that Python may hold at once: the limits allow 128 MB unpacked."""


def members_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(body: str = "", **members: str | bytes) -> bytes:
    """A good package with members added or replaced; `__` in a name is a slash, `_xml` its suffix."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in members.items()}
    return zipped({**members_of(package(p(r("云川")) + body)), **named})


def main_part(content: str, root: str = "") -> bytes:
    return with_parts(word__document_xml=f"<w:document {NAMESPACES} {root}><w:body>{content}</w:body></w:document>")


def external(kind: str, target: str, key: str = "x") -> str:
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


def overlapping(count: int = 200) -> bytes:
    """Entries that all name the same bytes, so that what is packed once unpacks many times."""
    good = package(p(r("云川")))
    kernel = zlib.compress(b" " * 20_000_000, 9)[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(kernel), 20_000_000, 1, 0) + b"a"
    entry = struct.pack(
        *("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(kernel), 20_000_000, 3, 0, 0, 0, 0, 0, len(good))
    )
    directory_at = good.rindex(b"PK\5\6")
    at = struct.unpack_from("<I", good, directory_at + 16)[0]
    directory = good[at:directory_at] + b"".join(entry + b"%03d" % number for number in range(count))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 5 + count, 5 + count, len(directory), len(good + local + kernel), 0)
    total = len(zipfile.ZipFile(io.BytesIO(good)).infolist()) + count
    end = end[:8] + struct.pack("<2H", total, total) + end[12:]
    return good + local + kernel + directory + end


def doubled(second: str = "word/document.xml") -> bytes:
    """A package with two main parts: one for the checker, one for Word."""
    stream = io.BytesIO(package(p(r("清白"))))
    other = members_of(package(p(r("云川"))))["word/document.xml"]
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(second, other)
    return stream.getvalue()


def many_members() -> bytes:
    return zipped({**members_of(package(p(r("云")))), **{f"x/{number}": "" for number in range(5_001)}})


def many_tags() -> bytes:
    """Not compressed, so that the ratio is not what stops it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members_of(package(p("<w:r/>" * 1_600_000))).items():
            archive.writestr(name, content)
    return stream.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "compressed beyond reason": (lambda: with_parts(word__document_xml=" " * 20_000_000), "压缩比"),
    "compressed style part": (
        lambda: with_parts(
            **{"word___rels__document_xml.rels": _style_link(), "word__styles_xml": "<w:styles/>" + " " * 20_000_000},
        ),
        "压缩比",
    ),
    "many members": (many_members, "超过 5000 个"),
    "overlapping members": (overlapping, "重叠"),
    "two main parts": (doubled, "有两份"),
    "two main parts in other letters": (lambda: doubled(second="Word/Document.xml"), "有两份"),
    "two main parts, one absolute": (lambda: doubled(second="/word/document.xml"), "有两份"),
    "deep xml": (lambda: main_part("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "嵌套过深"),
    "deep xml of no Word": (lambda: main_part("<x>" * 100_000 + "</x>" * 100_000), "嵌套过深"),
    "deep tables": (lambda: main_part("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300), "嵌套过深"),
    "deep header": (
        lambda: package(
            p(r("云")) + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
            header1=part("hdr", "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000),
        ),
        "嵌套过深",
    ),
    "long text": (lambda: main_part(p(r(text_of(11_000_000)))), "内容过多"),
    "many texts": (lambda: main_part(p(r(text_of(9_000))) * 1_200), "字，没有检查"),
    "many tags": (many_tags, "内容过多"),
    "doctype": (lambda: with_parts(word__document_xml="<!DOCTYPE x><x/>"), "DOCTYPE"),
    "entity bomb": (lambda: with_parts(word__document_xml=laughs()), "DOCTYPE"),
    "doctype of a side part": (
        lambda: package(p(r("云")), styles="<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///x'>]><x>&a;</x>"),
        "DOCTYPE",
    ),
    "password": (lambda: with_flag(package(p(r("云")))), "密码"),
    "odd compression": (lambda: stored_as(14), "压缩方法"),
    "imported chunk": (lambda: package(p(r("云川")) + '<w:altChunk r:id="x"/>'), "altChunk"),
    "header elsewhere": (
        lambda: with_parts(
            '<w:sectPr><w:headerReference r:id="x"/></w:sectPr>',
            **{"word/_rels/document.xml.rels": external("header", "file:///x/header.xml")},
        ),
        "页眉或页脚",
    ),
}


def _style_link() -> str:
    return f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="s" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>'


def text_of(length: int) -> str:
    """Text that does not shrink to nothing, so that the ratio is not what stops it."""
    pattern = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(5_000))
    return (pattern * (length // len(pattern) + 1))[:length]


def laughs() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "哈"}">' for n in range(10))
    return f"<!DOCTYPE x [{entities}]><x>&e9;</x>"


def with_flag(data: bytes) -> bytes:
    """`data` with the flag for a password set on every member."""
    out = bytearray(data)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = out.find(signature)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(signature, at + 4)
    return bytes(out)


def stored_as(method: int) -> bytes:
    out = bytearray(package(p(r("云"))))
    at = out.rindex(b"word/document.xml") - 46
    struct.pack_into("<H", out, at + 10, method)
    return bytes(out)


def checked(data: bytes, folder: Path, *options: str) -> tuple[int, str]:
    """Exit status and report of `zfcheck check` for a file of these bytes; in bounded time."""
    (folder / "坏.docx").write_bytes(data)
    started = time.monotonic()
    result = CliRunner().invoke(
        cli, ["check", "--no-plugins", "--select", "residue", *options, str(folder / "坏.docx")]
    )
    assert time.monotonic() - started < SECONDS
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output and "Error" not in result.output
    return result.exit_code, result.output


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("case", REFUSED)
def test_a_plain_sentence_and_exit_status_3(case: str, tmp_path: Path) -> None:
    make, words = REFUSED[case]
    data = make()
    zfcheck.compile(plugins=False)  # kept from here on: watched over, packs take ten times as long to compile
    tracemalloc.start()
    try:
        status, report = checked(data, tmp_path)
        room = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert status == 3, report
    assert report.count("未能检查：") == 1
    assert words in report.replace("\n", "").replace(" " * 12, ""), report
    assert "请" in report
    assert room < ROOM


# -- what does no harm is read -----------------------------------------------------------------------------------


def many_attributes() -> bytes:
    attributes = " ".join(f'w:a{number}="1"' for number in range(100_000))
    spaces = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(20_000))
    return main_part(f"<w:p {attributes}>{r('云川')}</w:p>", spaces)


def huge_numbers() -> bytes:
    number = "9" * 5_000
    big = str(2**31 - 1)
    rows = "".join(
        f'<w:tr><w:trPr><w:gridBefore w:val="{n}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{n}"/></w:tcPr>{p(r("格"))}</w:tc></w:tr>'
        for n in (number, big, "-5", "1e999", "nan")
    )
    listed = "".join(
        p(r("项"), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{n}"/>')
        for n in (number, big)
        for level in (0, 1, 2, 3, n)
    )
    kinds = enumerate(("lowerLetter", "upperRoman", "chineseCounting", "ideographTraditional"))
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{big}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{index + 1}"/></w:lvl>'
        for index, kind in kinds
    )
    drawn = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:extent cx="{number}" cy="1e400"/>'
        f'<pic:pic/></wp:inline></w:drawing><w:sym w:font="Symbol" w:char="{number}"/></w:r>'
    )
    return package(
        p(r("云川")) + f"<w:tbl>{rows}</w:tbl>" + listed + p(drawn),
        numbering=part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    )


def bomb_inside() -> bytes:
    inner = zipped({"a": b"\0" * 20_000_000})
    return with_parts(word__embeddings__a_xml=inner, **{"word/embeddings/b.docx": zipped({"b": inner})})


def one_chart_many_times() -> bytes:
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    points = "".join(f'<c:pt idx="{n}"><c:v>云川{n}</c:v></c:pt>' for n in range(1_000))
    charts = '<c:chart r:id="chart1"/>' * 10_000
    return package(
        p(f"<w:r><w:drawing {space}>{charts}</w:drawing></w:r>"),
        chart1=f"<c:chartSpace {space}><c:strCache>{points}</c:strCache></c:chartSpace>",
    )


def many_pictures_in_one_frame() -> bytes:
    pictures = f"<w:pict style='{'; ' * 500_000}'>{'<v:imagedata/>' * 2_000}</w:pict>"
    return package(p(f"{r('云川')}<w:r>{pictures}</w:r>"))


HARMLESS: dict[str, Callable[[], bytes]] = {
    "many attributes and namespaces": many_attributes,
    "huge numbers": huge_numbers,
    "archive in the archive": bomb_inside,
    "one chart many times": one_chart_many_times,
    "many pictures in one frame": many_pictures_in_one_frame,
    "macros": lambda: with_parts(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 10}),
    "names that lead outside": lambda: with_parts(**{"../outside.txt": "坏", "/tmp/outside.txt": "坏", "C:\\坏.txt": "坏"}),
}  # fmt: skip


@pytest.mark.parametrize("case", HARMLESS)
def test_what_does_no_harm_is_read(case: str, tmp_path: Path) -> None:
    data = HARMLESS[case]()
    status, report = checked(data, tmp_path)
    assert status in {0, 1}, report
    assert [file.name for file in tmp_path.iterdir()] == ["坏.docx"]
    assert not (tmp_path.parent / "outside.txt").exists()
    assert len(read(data, "坏.docx").text) < 10_000


@pytest.mark.parametrize("case", ["archive in the archive", "macros", "names that lead outside"])
def test_members_that_are_no_text_are_never_opened(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    inner = zipfile.ZipFile.open

    def watched(archive: zipfile.ZipFile, name: zipfile.ZipInfo | str, *rest: object) -> object:
        opened.append(name if isinstance(name, str) else name.filename)
        return inner(archive, name, *rest)  # type: ignore[call-overload]

    data = HARMLESS[case]()
    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    assert read(data, "a.docm").text == "云川"
    assert {name.rpartition(".")[2] for name in opened} == {"xml", "rels"}
    assert all(name.startswith(("word/", "_rels/", "[Content", "docProps/")) for name in opened)


def test_nothing_outside_the_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(part("hdr", p(r("机密"))), encoding="utf-8")
    address = secret.as_uri()
    kinds = (
        "header",
        "footer",
        "image",
        "attachedTemplate",
        "aFChunk",
        "subDocument",
        "chart",
        "styles",
        "numbering",
        "settings",
        "footnotes",
    )
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{LINKS}/{kind}" Target="{target}" TargetMode="External"/>'
        for kind, target in zip(kinds, [address, "https://example.invalid/x", "\\\\server\\share\\x"] * 4, strict=False)
    )  # fmt: skip
    body = (
        p(r("云川") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:pict><v:shape style="width:9in;height:9in">'
          '<v:imagedata r:id="image"/></v:shape></w:pict></w:r>')
        + '<w:altChunk r:id="aFChunk"/><w:subDoc r:id="subDocument"/><w:sectPr><w:headerReference r:id="header"/>'
        '<w:footerReference w:type="even" r:id="footer"/></w:sectPr>'
    )  # fmt: skip
    relationships = f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'
    settings = part("settings", '<w:attachedTemplate r:id="attachedTemplate"/>')
    data = with_parts(body, **{"word/_rels/document.xml.rels": relationships, "word/settings.xml": settings})

    def noticed(*_: object, **__: object) -> None:
        pytest.fail("something outside the file was opened")

    monkeypatch.setattr(socket, "socket", noticed)
    monkeypatch.setattr(socket, "getaddrinfo", noticed)
    monkeypatch.setattr(urllib.request, "urlopen", noticed)
    monkeypatch.setattr("builtins.open", noticed)
    monkeypatch.setattr(Path, "open", noticed)
    document = read(data, "a.docx")
    assert "机密" not in document.text
    assert [fault.level for fault in document.faults] == ["error", "error", "error", "error", "info"]


def test_a_target_inside_that_leads_outside_is_a_missing_part(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(part("hdr", p(r("机密"))), encoding="utf-8")
    rels = external("header", f"../../../../../..{tmp_path}/secret.xml").replace("External", "Internal")
    body = '<w:sectPr><w:headerReference r:id="x"/></w:sectPr>'
    status, report = checked(with_parts(body, **{"word/_rels/document.xml.rels": rels}), tmp_path)
    assert status == 3 and "缺少部件" in report and "机密" not in report


def test_the_ratio_counts_from_a_size_on(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(p(r("云" * 400_000)))
    assert len(data) < 10_000
    assert len(read(data, "a.docx").text) == 400_000
    monkeypatch.setattr(wordpackage, "RATIO_FROM", 1_000_000)
    monkeypatch.setattr(wordpackage, "MAX_RATIO", 100)
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.docx")
    assert caught.value.fault.kind == "too-large"


# -- damage, told by the reader ------------------------------------------------------------------------------------


def as_main(content: str | bytes) -> bytes:
    return with_parts(word__document_xml=content)


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, "坏.docx")
    fault = caught.value.fault
    assert fault.kind in {"unreadable", "too-large", "unsupported-format"}
    assert "请" in fault.message
    sniff(data)  # never raises
    return fault.kind


def hostile() -> Iterator[tuple[str, bytes]]:
    good = package(p(r("云川")))
    yield "empty", b""
    yield "text", "云川".encode()
    yield "ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "pdf", b"%PDF-1.7"
    yield "head only", good[: len(good) // 2]
    yield "tail only", good[len(good) // 2 :]
    yield "no directory", good[:-30]
    yield (
        "wrong sum",
        good.replace(
            struct.pack("<I", zipfile.ZipFile(io.BytesIO(good)).getinfo("word/document.xml").CRC), b"\1\2\3\4"
        ),
    )
    yield "no main part", zipped({"a.txt": "云川"})
    yield "main part missing", zipped({k: v for k, v in members_of(good).items() if k != "word/document.xml"})
    yield "not word", as_main("<x/>")
    yield "broken xml", as_main(f"<w:document {NAMESPACES}><w:body>")
    yield "not xml", as_main(b"\0\1\2\3")
    yield "unknown encoding", as_main('<?xml version="1.0" encoding="klingon"?><x/>')
    yield "doctype", as_main(f"<!DOCTYPE w:document><w:document {NAMESPACES}/>")
    yield "laughs", as_main('<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]><x>&b;</x>')
    yield "doctype in utf-16", as_main(f"<!DOCTYPE w:document><w:document {NAMESPACES}/>".encode("utf-16"))
    yield "outside entity", as_main('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')
    yield "deep", as_main(f"<w:document {NAMESPACES}>" + "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000 + "</w:document>")
    yield "encrypted", with_flag(good)


@pytest.mark.parametrize(("name", "data"), list(hostile()), ids=lambda value: value if isinstance(value, str) else "")
def test_hostile(name: str, data: bytes) -> None:
    refused(data)


def test_deep_nesting_is_read_or_refused() -> None:
    for depth in (50, 200, 1_000, 2_000):
        body = "<w:sdt>" * depth + p(r("云川")) + "</w:sdt>" * depth
        try:
            assert read(package(body), "深.docx").text == "云川"
        except UnreadableError:
            assert depth > 50


def test_recursion_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(docx._Reader, "read_all", fall)
    assert refused(package(p(r("云川")))) == "too-large"


def test_bomb_is_refused_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(p(r("云" * 400_000)))
    assert len(bomb) < 10_000
    # What the archive says of itself is not believed.
    lying = bytearray(bomb)
    at = lying.rfind(b"word/document.xml")
    struct.pack_into("<I", lying, at - 46 + 24, 10)
    monkeypatch.setattr(wordpackage, "MAX_PART", 1_000_000)
    assert refused(bomb) == "too-large"
    assert refused(bytes(lying)) in {"too-large", "unreadable"}
    monkeypatch.setattr(wordpackage, "MAX_PART", 10_000_000)
    monkeypatch.setattr(wordpackage, "MAX_TOTAL", 1_000_000)
    assert refused(bomb) == "too-large"


def test_too_much_text_and_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_TEXT", 100)
    assert refused(package(p(r("云" * 60)) * 2)) == "too-large"
    monkeypatch.setattr(wordpackage, "MAX_TAGS", 50)
    assert refused(package(p("<w:r/>" * 60))) == "too-large"
    monkeypatch.setattr(wordpackage, "MAX_ENTRIES", 3)
    assert refused(package(p(r("云")))) == "too-large"
