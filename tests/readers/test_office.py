"""Old Word, WPS, OpenDocument and RTF files: told apart by content, converted by LibreOffice, and read-only."""

from __future__ import annotations

import io
import os
import stat
import struct
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx
import pytest

import zfcheck
from zfcheck.readers import OLE, UnreadableError, office, read_bytes, soffice
from zfcheck.readers.ole import streams

INSTALLED = soffice.program() is not None
needs_office = pytest.mark.skipif(not INSTALLED, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for soffice is a shell script")

TEXT = "云川市形势平稳。"
ODT = "application/vnd.oasis.opendocument.text"
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)


def rtf(*paragraphs: str) -> bytes:
    body = "\\par\n".join("".join(f"\\u{ord(c)}?" if c > "~" else c for c in text) for text in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 {body}\\par}}".encode("ascii")


def odt(body: str, mimetype: str = ODT, *, first: bool = True, manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if not first:
            archive.writestr("Thumbnails/none.txt", "")
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
            "</manifest:file-entry></manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return stream.getvalue()


def compound(*names: str, head: bytes = b"") -> bytes:
    """An OLE file whose directory holds `names`; the first stream begins with `head` ([MS-CFB])."""
    entries = [("Root Entry", 5), *((name, 2) for name in names)]
    entries += [("", 0)] * (-len(entries) % 4)
    directory = b""
    for name, kind in entries:
        coded = name.encode("utf-16-le") + b"\0\0"
        start = 1 + len(entries) // 4
        directory += coded.ljust(64, b"\0") + struct.pack("<HB", len(coded) if name else 0, kind)
        directory += bytes(49) + struct.pack("<IQ", start, 4096)
    sectors = len(directory) // 512
    table = [0xFFFFFFFD, *(number + 1 for number in range(1, sectors)), 0xFFFFFFFE]
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIII", 1, 1, 0, 4096) + struct.pack("<IIII", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + fat + directory + head.ljust(4096, b"\0")


def word(*paragraphs: str) -> bytes:
    document = python_docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc file, made by LibreOffice."""
    program = soffice.program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("doc")
    (folder / "a.docx").write_bytes(word("云川市2025年政法工作总结", "一、主要工作", f"{TEXT}群众满意度为197.5%。"))
    command = [str(program), *soffice._options()[:-1], "doc", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return (folder / "a.doc").read_bytes()


def fault(rules, data: bytes, name: str):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name, rules.readers)
    return caught.value.fault


def script(folder: Path, *lines: str) -> str:
    path = folder / "soffice"
    path.write_text("\n".join(("#!/bin/sh", *lines)) + "\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


# -- with LibreOffice --------------------------------------------------------------------------------------------


@needs_office
@pytest.mark.parametrize(("name", "format_"), [("a.doc", "doc"), ("年终总结.WPS", "wps"), ("a.docx", "doc")])
def test_an_old_word_file_is_read_under_any_name(rules, old_word: bytes, name: str, format_: str) -> None:
    document = read_bytes(old_word, name, rules.readers)
    assert (document.format, document.name, document.converted) == (format_, name, "LibreOffice")
    assert document.text.splitlines()[:2] == ["云川市2025年政法工作总结", "一、主要工作"]
    assert document.read_only
    assert document.pieces and not any(piece.editable for piece in document.pieces)


@needs_office
def test_what_is_found_in_it_is_told_with_its_remedy_and_that_it_is_read_only(checker, old_word: bytes) -> None:
    from zfcheck.results import Result
    from zfcheck.writers import Report
    from zfcheck.writers import json as as_json
    from zfcheck.writers import text as as_text

    result: Result = checker.check_bytes(old_word, "总结.doc")
    assert [finding.rule for finding in result.findings if finding.rule == "number/rate-over-100"]
    report = Report([result], [], [])
    shown = as_text.write(report)
    assert "只读：由 .doc 经 LibreOffice 转换成文字后检查" in shown and "第3段" in shown
    (values,) = as_json.values(report)["documents"]
    assert values["read_only"] is True


@needs_office
def test_rtf_and_opendocument_are_read(rules) -> None:
    for data, name, format_ in (
        (rtf("云川市总结", TEXT), "a.docx", "rtf"),
        (odt(f"<text:p>{TEXT}</text:p>"), "a", "odt"),
    ):
        document = read_bytes(data, name, rules.readers)
        assert document.format == format_ and document.read_only
        assert TEXT in document.text.splitlines()
        assert document.faults == ()


@needs_office
def test_flat_opendocument_is_read(rules) -> None:
    flat = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:mimetype="{ODT}">'
        f"<office:body><office:text><text:p>{TEXT}</text:p></office:text></office:body></office:document>"
    )
    assert read_bytes(flat.encode(), "a.txt", rules.readers).text.strip() == TEXT


@needs_office
def test_links_are_not_followed_and_nothing_is_fetched(rules, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write("泄露".encode())

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *arguments: object) -> None: ...

    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        section = (
            '<text:section text:name="{0}"><text:section-source xlink:href="{1}"/><text:p>旧</text:p></text:section>'
        )
        image = f'<draw:image xlink:href="{address}/a.png" xlink:type="simple" xlink:actuate="onLoad"/>'
        linked = odt(
            f"<text:p>{TEXT}</text:p>{section.format('a', secret.as_uri())}{section.format('b', address + '/b.txt')}"
            f'<text:p><draw:frame svg:width="2cm" svg:height="2cm">{image}</draw:frame></text:p>'
        )
        document = read_bytes(linked, "a.odt", rules.readers)
        assert TEXT in document.text and "SECRET" not in document.text and "泄露" not in document.text
        field = "{{\\field{{\\*\\fldinst {0}}}{{\\fldrslt old}}}}"
        body = field.format(f'INCLUDETEXT "{secret.as_uri()}"') + field.format(
            f'INCLUDEPICTURE "{address}/c.png" \\\\d'
        )
        document = read_bytes(rtf(TEXT)[:-1] + body.encode() + b"\\par}", "a.rtf", rules.readers)
        assert TEXT in document.text and "SECRET" not in document.text
        assert asked == []
    finally:
        server.shutdown()


@needs_office
def test_what_libreoffice_cannot_read_is_unreadable(rules) -> None:
    found = fault(rules, compound("WordDocument", head=b"\xec\xa5" + bytes(40)), "a.doc")
    assert found.kind == "unreadable" and "请" in found.message


@needs_office
def test_a_profile_is_kept_for_the_process_and_gone_with_it() -> None:
    code = (
        "import sys\nfrom zfcheck.readers import soffice\nprofile = soffice._profile()\n"
        "assert profile is not None and profile == soffice._profile()\nprint(profile)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert not Path(done.stdout.strip()).exists()


# -- without it, and with one that misbehaves --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (compound("WordDocument"), "a.doc", "旧版 Word 文档"), (compound("WordDocument"), "a.wps", "WPS 文档"),
        (rtf(TEXT), "a.doc", "RTF"), (odt(""), "a.docx", "OpenDocument"),
    ],
)  # fmt: skip
def test_without_libreoffice_the_user_is_told_what_to_do(
    rules, monkeypatch, data: bytes, name: str, words: str
) -> None:
    monkeypatch.setenv("ZFCHECK_SOFFICE", "no-such-program")
    found = fault(rules, data, name)
    assert found.kind == "unsupported-format"
    assert words in found.message and "请安装 LibreOffice" in found.message and ".docx" in found.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
        (compound("WordDocument", head=b"\xec\xa5" + bytes(9) + b"\x01"), "密码"),
        (compound("Workbook"), "Excel"), (compound("Book"), "Excel"), (compound("PowerPoint Document"), "PowerPoint"),
        (compound("__properties_version1.0", "__substg1.0_0037001F"), "Outlook"),
        (compound("Something"), "找不到能读的"), (OLE + bytes(600), "找不到能读的"),
        (odt("", "application/vnd.oasis.opendocument.spreadsheet"), "表格"),
        (odt("", manifest="<manifest:encryption-data/>"), "密码"),
    ],
)  # fmt: skip
def test_what_is_no_text_or_locked_is_refused_before_anything_is_started(
    rules, monkeypatch, data: bytes, words: str
) -> None:
    monkeypatch.setattr(soffice, "to_docx", lambda *_: pytest.fail("started"))
    for name in ("a.doc", "a.docx", "a"):
        found = fault(rules, data, name)
        assert found.kind == "unsupported-format" and words in found.message


@pytest.mark.parametrize("data", [b"", TEXT.encode(), b"<html><body>a</body></html>", b"\x00\x01\x02"])
@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf", "a.odt"])
def test_other_content_under_such_a_name_is_refused(rules, data: bytes, name: str) -> None:
    assert fault(rules, data, name).kind == "unreadable"


def test_sorts_of_opendocument_are_known_by_their_content() -> None:
    assert office.sniff(odt("")) and office.sniff(odt("", first=False)) and office.sniff(rtf(TEXT))
    assert not office.sniff(word(TEXT)) and not office.sniff(TEXT.encode()) and not office.sniff(b"PK\x03\x04")
    assert not office.sniff(b"PK\x03\x04mimetype" + bytes(40))


def test_opendocument_that_zip_packed_anew_is_known() -> None:
    """Many programs put a field of times behind the name of a member (APPNOTE 4.5.7)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo("mimetype")
        member.extra = struct.pack("<2HBI", 0x5455, 5, 1, 0)
        archive.writestr(member, ODT)
    assert office.sniff(file.getvalue())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT)
    assert office.sniff(packed.getvalue())


def test_the_directory_of_a_damaged_file_is_read_as_far_as_it_goes() -> None:
    data = compound("WordDocument", "1Table", "Data")
    assert {"WordDocument", "1Table", "Data"} <= set(streams(data))
    for cut in range(8, len(data), 97):
        streams(data[:cut])
    looped = bytearray(data)
    looped[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory's sector follows itself
    assert "WordDocument" in streams(bytes(looped))
    assert office._ole_format(OLE + bytes(600) + "WordDocument".encode("utf-16-le"), ".doc") == "doc"


@posix
def test_a_conversion_that_hangs_is_ended_with_all_it_started(rules, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(soffice, "SECONDS", 0.5)
    monkeypatch.setenv("ZFCHECK_SOFFICE", script(tmp_path, f"sleep 30 & echo $! > {tmp_path}/child", "wait"))
    began = time.monotonic()
    found = fault(rules, rtf(TEXT), "a.rtf")
    assert found.kind == "timeout" and time.monotonic() - began < 5
    assert _has_ended(tmp_path / "child")


@posix
@pytest.mark.parametrize("status", [0, 1])
def test_what_a_conversion_leaves_running_is_ended(rules, monkeypatch, tmp_path: Path, status: int) -> None:
    """As where the script's child crashes and its own child goes on, with the profile in its hands."""
    lines = (f"sleep 30 & echo $! > {tmp_path}/child", f"exit {status}")
    monkeypatch.setenv("ZFCHECK_SOFFICE", script(tmp_path, *lines))
    assert fault(rules, rtf(TEXT), "a.rtf").kind == "unreadable"
    assert _has_ended(tmp_path / "child")


@posix
def test_a_program_that_is_ended_ends_what_it_started(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rtf(TEXT))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    lines = (f"sleep 30 & echo $! > {tmp_path}/child", "wait")
    environment = {**os.environ, "ZFCHECK_SOFFICE": script(tmp_path, *lines), "TMPDIR": str(scratch)}
    path = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(
        [sys.executable, "-c", "from zfcheck.cli import main; main()", str(tmp_path / "a.rtf")],
        env={**environment, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    for _ in range(400):
        if (tmp_path / "child").exists() and (tmp_path / "child").read_text():
            break
        time.sleep(0.05)
    process.terminate()
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130 and "已中断" in said.decode()
    assert _has_ended(tmp_path / "child")
    assert list(scratch.iterdir()) == []


def _has_ended(told: Path) -> bool:
    """Whether the process whose number stands in that file is gone, or goes within seconds."""
    pid = int(told.read_text())
    for _ in range(50):
        if not _runs(pid):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


@posix
@pytest.mark.parametrize(
    "line", ["exit 0", "exit 1", "mkdir out; touch out/document.docx", "mkdir out; echo a > out/document.docx"]
)
def test_a_conversion_without_a_result_is_unreadable(rules, monkeypatch, tmp_path: Path, line: str) -> None:
    monkeypatch.setenv("ZFCHECK_SOFFICE", script(tmp_path, line))
    assert fault(rules, rtf(TEXT), "a.rtf").kind == "unreadable"


@posix
def test_a_program_that_does_not_start_is_a_fault(rules, monkeypatch, tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\x7fno program")
    monkeypatch.setenv("ZFCHECK_SOFFICE", str(path))
    assert fault(rules, rtf(TEXT), "a.rtf").kind == "unreadable"


@posix
def test_the_call_names_a_profile_of_its_own_and_nothing_of_the_user(rules, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "ready.docx").write_bytes(word(TEXT))
    lines = (
        f'echo "$@" > {tmp_path}/call',
        f"pwd >> {tmp_path}/call",
        "mkdir out",
        f"cp {tmp_path}/ready.docx out/document.docx",
    )
    monkeypatch.setenv("ZFCHECK_SOFFICE", script(tmp_path, *lines))
    document = read_bytes(rtf("a"), "机密/a; rm -rf x.rtf", rules.readers)
    assert document.text == TEXT and document.format == "rtf"
    call, folder = (tmp_path / "call").read_text(encoding="utf-8").splitlines()
    assert "-env:UserInstallation=file:///" in call and "--headless" in call and "--norestore" in call
    assert "机密" not in call and "rm" not in call
    assert not Path(folder).exists() and Path(folder) != Path.cwd()


def test_the_profile_switches_off_macros_links_and_the_network() -> None:
    values = {}
    for item in ElementTree.fromstring(soffice._settings().partition("\n")[2]):
        prop = item[0]
        values[next(v for k, v in prop.attrib.items() if k.endswith("name"))] = prop[0].text
    assert values["MacroSecurityLevel"] == "3" and values["DisableMacrosExecution"] == "true"
    assert values["BlockUntrustedRefererLinks"] == "true" and values["Link"] == "0"
    assert values["ooInetHTTPProxyName"] == "127.0.0.1"


def test_the_current_folder_is_no_place_to_find_programs(monkeypatch, tmp_path: Path) -> None:
    for name in ("soffice", "soffice.exe", "soffice.com"):
        (tmp_path / name).write_bytes(b"")
        (tmp_path / name).chmod(0o755)
    monkeypatch.delenv("ZFCHECK_SOFFICE", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin"]))
    assert soffice.program() is None or soffice.program().parent != tmp_path
    monkeypatch.setenv("PATH", str(tmp_path))
    assert soffice.program() is not None and soffice.program().parent == tmp_path


def test_an_enormous_file_is_refused(rules, monkeypatch) -> None:
    monkeypatch.setattr(office, "LARGEST", 10)
    assert fault(rules, rtf(TEXT), "a.rtf").kind == "too-large"
    monkeypatch.setattr(office, "LARGEST_UNPACKED", 10)
    assert fault(rules, odt("云" * 100), "a.odt").kind == "too-large"


def test_nothing_is_looked_for_before_a_document_asks(monkeypatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: pytest.fail("looked for"))
    checker = zfcheck.compile(plugins=False)
    assert checker.check_bytes(TEXT.encode(), "a.txt").faults == []
    assert checker.check_bytes(word(TEXT), "a.doc").faults == []
