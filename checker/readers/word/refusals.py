"""Why a Word file is refused that may have been made to do harm, each in a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable

from ...messages import say
from .. import UnreadableError

_LOCAL_HEADER = 30  # bytes before the name of a member


def too_many(limit: int) -> UnreadableError:
    """An archive of more members than any document has."""
    return UnreadableError(
        "too-large",
        say(
            "文档包里的文件超过 {limit} 个，可能是恶意文件，没有检查。请用 Word 或 WPS 打开后另存为 .docx。",
            limit=limit,
        ),
    )


def too_much(name: str) -> UnreadableError:
    """A part with more tags, or longer text, than any document has."""
    return UnreadableError(
        "too-large",
        say(
            "文档的部件 {part} 内容过多，可能是恶意文件，没有检查。请用 Word 或 WPS 打开，确认内容后拆分另存。",
            part=name,
        ),
    )


def too_dense(name: str, limit: int) -> UnreadableError:
    """A part that unpacks to far more than text does."""
    return UnreadableError(
        "too-large",
        say(
            "文档的部件 {part} 压缩比超过 {limit} 倍，可能是恶意文件，没有检查。请用 Word 或 WPS 打开后另存为 .docx。",
            part=name,
            limit=limit,
        ),
    )


def refuse_overlap(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Members that share bytes of the archive: how a small bomb is made without nesting (Fifield 2019)."""
    taken = 0
    for start, end in sorted((e.header_offset, e.header_offset + _LOCAL_HEADER + e.compress_size) for e in entries):
        if start < taken:
            raise UnreadableError(
                "unreadable",
                say("文档包里的文件互相重叠，可能是恶意文件，没有检查。请用 Word 或 WPS 打开后另存为 .docx。"),
            )
        taken = end


def too_deep() -> UnreadableError:
    """Nesting beyond what the parser or this reader follows."""
    return UnreadableError(
        "too-large", say("文档内部嵌套过深，可能是恶意文件，没有检查。请用 Word 或 WPS 打开后另存为 .docx。")
    )


def doctype(name: str) -> UnreadableError:
    """A part that declares entities or could."""
    return UnreadableError(
        "unreadable",
        say(
            "文档的部件 {part} 含有 DOCTYPE 声明，正常的 Word 文档没有它，可能是恶意文件，没有读取。"
            "请用 Word 或 WPS 打开后另存为 .docx。",
            part=name,
        ),
    )
