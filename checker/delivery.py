"""Where a report goes: to the terminal, or to a file that is no draft of anybody's."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .clibase import StopError, complain, emit
from .messages import say

if TYPE_CHECKING:
    from .files import Found


def target_of(output: str | None, paths: Sequence[str], found: Found) -> Path | None:
    """Where the report goes. Refuses a document: nobody wants a draft replaced by its own report."""
    if output is None:
        return None
    target = Path(output)
    word = target.suffix.lower() in {".docx", ".docm", ".doc", ".wps"}
    taken = [Path(path) for path in paths] + [source.path for source in found.sources if source.path is not None]
    if word or (any(same_file(target, path) for path in taken) and not _is_report(target)):
        message = say("--output 的“{path}”是文稿，写入结果会覆盖它。请换一个文件名，如 检查结果.txt。", path=output)
        raise StopError(message)
    return target


_REPORT = re.compile(
    r'\A\{\s*"schema": "zfcheck-report|(?:\A|\n)[^\n]*(?:共检查\d+份|\d checked:|: (?:error|warning|info): )[^\n]*\s*\Z'
    r"|[:：] ?(?:未发现问题|no problems found)\s*\Z"
)
"""What an earlier report of ours begins or ends with."""


def _is_report(path: Path) -> bool:
    """Whether the file is an earlier report of ours, which the new one may take the place of."""
    try:
        return _REPORT.search(path.read_text(encoding="utf-8", errors="replace")) is not None
    except OSError:
        return False


def same_file(target: Path | None, path: Path | None) -> bool:
    """Whether both name the same existing file."""
    try:
        return target is not None and path is not None and path.is_file() and target.samefile(path)
    except OSError:
        return False


def deliver(text: str, target: Path | None, *, quiet: bool) -> None:
    """Write the report to `target`, or to the terminal. Raises `StopError` where it cannot be written."""
    if target is None:
        emit(text)
        return
    try:
        target.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise StopError(say("无法写入“{path}”：{reason}。", path=target, reason=_reason(error, target))) from error
    if not quiet:
        complain(say("结果已写入“{path}”。", path=target))


def write_over(target: Path, data: bytes) -> None:
    """Write a Word file whole or not at all; one that is there keeps its permissions. Raises `StopError`.

    The new file is made beside the old one and takes its place, so that a full disk or a lost connection leaves the
    old one as it was.
    """
    place = Path(os.path.realpath(target))
    scratch: str | None = None
    try:
        if place.exists() and not place.stat().st_mode & stat.S_IWUSR:  # asked for root, too, who may do anything
            raise StopError(say("“{path}”是只读文件，没有写入。要改它，请先取消只读。", path=target))
        # Not named after the file: a name of 80 Chinese characters leaves no room for more.
        handle, scratch = tempfile.mkstemp(prefix=".zfcheck-", suffix=".tmp", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, scratch)
        else:
            os.chmod(scratch, 0o666 & ~_umask())
        os.replace(scratch, place)
        scratch = None
    except OSError as error:
        raise StopError(say("无法写入“{path}”：{reason}。", path=target, reason=_reason(error, target))) from error
    finally:  # after Ctrl+C as well
        if scratch is not None:
            Path(scratch).unlink(missing_ok=True)


def _reason(error: OSError, target: Path) -> str:
    """Why a file cannot be written, in a clerk's words where it is a common reason."""
    if isinstance(error, FileNotFoundError):
        return say("没有文件夹“{folder}”", folder=target.parent)
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError):
        reason += say("（没有权限，或文件正在 Word、WPS 里打开）")
    return reason


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
