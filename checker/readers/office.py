"""Old Word and WPS files, OpenDocument text and RTF: turned into a Word file by LibreOffice, and read as one.

What a file is, its content says. What is no text (a workbook, a message, a file under a password) is refused with a
sentence of its own before LibreOffice is started; so is everything where LibreOffice is not installed.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from ..document import Document
from ..messages import say
from ..records import replace
from . import OLE, RTF, ZIP, UnreadableError
from .ole import streams

LARGEST = 64 * 1024 * 1024
"""Bytes of a document, packed; pictures make most of it."""
LARGEST_UNPACKED = 512 * 1024 * 1024

_ODF = "application/vnd.oasis.opendocument."
_FLAT = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_WORKS = {"MatOST", "MN0", "CONTENTS"}
"""Streams of Microsoft Works, whose documents are called .wps too; LibreOffice knows some of them."""


def sniff(data: bytes) -> bool:
    """Whether `data` is an OLE file of any program, OpenDocument of any sort, or RTF."""
    return data.startswith((OLE, RTF)) or _odf_type(data) is not None


def read(data: bytes, name: str) -> Document:
    """The document in `data`, read-only; raises `UnreadableError` where it cannot be had."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(OLE):
        return _convert(data, name, _ole_format(data, suffix))
    if data.startswith(RTF):
        return _convert(data, name, "rtf")
    kind = _odf_type(data)
    if kind is None:
        raise UnreadableError(
            "unreadable",
            say(
                "文件名是 {suffix}，内容却不是这种文档（文件可能已损坏，或是网页、纯文本改了扩展名）。"
                "请用 Word 或 WPS 打开后另存为 .docx。",
                suffix=suffix,
            ),
        )
    if not kind.startswith("text"):
        raise _no_text(say("OpenDocument 表格、演示文稿或图形"))
    if data.startswith(ZIP):
        _refuse_package(data)
    return _convert(data, name, "odt", ".odt" if data.startswith(ZIP) else ".fodt")


def _title(format_: str) -> str:
    titles = {
        "doc": say("旧版 Word 文档（.doc）"),
        "wps": say("WPS 文档（.wps）"),
        "odt": say("OpenDocument 文档（.odt）"),
        "rtf": say("RTF 文档（.rtf）"),
    }
    return titles[format_]


# -- what it is ------------------------------------------------------------------------------------------------


def _ole_format(data: bytes, suffix: str) -> str:
    """`doc` or `wps`. Raises `UnreadableError` for what other programs keep in OLE files."""
    found = streams(data)
    names = set(found) or {name for name in ("WordDocument", "EncryptedPackage") if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in names:
        raise _locked()
    if "WordDocument" in names:
        head = found.get("WordDocument", b"")
        # FibBase ([MS-DOC] 2.5.2): wIdent, then fEncrypted among the flags at byte 10.
        if head[:2] == b"\xec\xa5" and len(head) > 11 and head[11] & 1:
            raise _locked()
        return "wps" if suffix in {".wps", ".wpt"} else "doc"
    if names & {"Workbook", "Book"}:
        raise _no_text(say("Excel 表格（.xls、.et）"))
    if "PowerPoint Document" in names:
        raise _no_text(say("PowerPoint 演示文稿（.ppt、.dps）"))
    if any(name.startswith("__substg1.0_") or name == "__properties_version1.0" for name in names):
        raise _no_text(say("Outlook 邮件（.msg）"))
    if names & _WORKS:
        return "wps"
    raise UnreadableError(
        "unsupported-format",
        say(
            "这是旧版 Office 格式的文件，但里面找不到能读的 .doc、.wps 正文（可能是别的程序的，或已损坏）。"
            "请用 Word 或 WPS 打开后另存为 .docx 再检查。"
        ),
    )


def _odf_type(data: bytes) -> str | None:
    """What kind of OpenDocument it is: `text`, `text-template`, `spreadsheet` …; None for anything else."""
    if data.startswith(ZIP):
        kind = _packed_type(data)
    elif _FLAT in data[:4096] and data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        kind = data[:8192].partition(b'office:mimetype="')[2].partition(b'"')[0].decode("ascii", "replace")
    else:
        return None
    return kind.removeprefix(_ODF) if kind.startswith(_ODF) else None


def _packed_type(data: bytes) -> str:
    """The `mimetype` of a package: its first member, stored (OpenDocument 1.3 part 2, 3.3), or not, if repacked."""
    if data[30:38] == b"mimetype":
        start = 38 + int.from_bytes(data[28:30], "little")  # zip and other programs put a field of times between
        stored = data[start : start + 82].partition(b"PK")[0].decode("ascii", "replace").strip()
        if stored.startswith(_ODF):
            return stored
    if b"mimetype" not in data:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as member:
            return member.read(200).decode("ascii", "replace").strip()
    except Exception:  # a hostile or broken archive is none of ours
        return ""


def _refuse_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            with archive.open("META-INF/manifest.xml") as manifest:
                locked = b"encryption-data" in manifest.read(1 << 20)
    except KeyError:
        locked = False
    except Exception as error:
        raise _broken("odt") from error
    if locked:
        raise _locked()
    if unpacked > LARGEST_UNPACKED:
        raise _too_large(LARGEST_UNPACKED)


# -- what it becomes -------------------------------------------------------------------------------------------


def _convert(data: bytes, name: str, format_: str, suffix: str = "") -> Document:
    from . import docx, soffice

    if len(data) > LARGEST:
        raise _too_large(LARGEST)
    program = soffice.program()
    if program is None:
        raise _absent(format_)
    try:
        converted = soffice.to_docx(data, suffix or f".{format_}", program)
        document = docx.read(converted, name)
    except TimeoutError as error:
        message = say(
            "用 LibreOffice 转换这份{title}超过 {seconds} 秒，没有检查。请用 Word 或 WPS 另存为 .docx 后再检查。",
            title=_title(format_),
            seconds=round(soffice.SECONDS),
        )
        raise UnreadableError("timeout", message) from error
    except OSError as error:
        message = say(
            "LibreOffice 没有运行起来（{reason}），{title}没有检查。请另存为 .docx 后再检查。",
            reason=error.strerror or type(error).__name__,
            title=_title(format_),
        )
        raise UnreadableError("unreadable", message) from error
    except UnreadableError as error:
        raise (error if error.fault.kind == "too-large" else _broken(format_)) from error
    except soffice.ConversionError as error:
        raise _broken(format_) from error
    document.release()  # how LibreOffice writes a page is not how its author made it
    return replace(
        document,
        format=format_,
        converted="LibreOffice",
        pieces=tuple(replace(piece, editable=False) for piece in document.pieces),
    )


def _absent(format_: str) -> UnreadableError:
    return UnreadableError(
        "unsupported-format",
        say(
            "这是{title}，要借助 LibreOffice 才能读，而这台电脑上没有找到它。请安装 LibreOffice 后再检查"
            "（装在别处的，用环境变量 ZFCHECK_SOFFICE 指明 soffice 的路径），或用 Word、WPS 另存为 .docx。",
            title=_title(format_),
        ),
    )


def _broken(format_: str) -> UnreadableError:
    return UnreadableError(
        "unreadable",
        say(
            "这是{title}，但 LibreOffice 没能转换它，文件可能已损坏。请用 Word 或 WPS 打开，另存为 .docx 后再检查。",
            title=_title(format_),
        ),
    )


def _locked() -> UnreadableError:
    return UnreadableError(
        "unsupported-format",
        say("文档加了密码，无法读取。请用 Word 或 WPS 打开，取消密码，另存为 .docx 后再检查。"),
    )


def _no_text(title: str) -> UnreadableError:
    return UnreadableError(
        "unsupported-format",
        say("这是{title}，不是文稿，没有检查。请确认没有选错文件；要检查其中的文字，请另存为 .docx。", title=title),
    )


def _too_large(limit: int) -> UnreadableError:
    return UnreadableError(
        "too-large",
        say("文档超过 {limit} MB，没有转换和检查。请删去图片或拆分后再检查。", limit=limit // 1048576),
    )
