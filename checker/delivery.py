"""Where a report goes: to the terminal, or to a file that is no draft of anybody's."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .lazy import lazily
from .messages import say
from .output import NOT_CHECKED, StopError, complain, emit
from .records import Record, replace

if TYPE_CHECKING:
    from .files import Found
    from .writers import Report, Writer

_FILE_WIDTH = 100
"""Columns of a report in a file: the width of this terminal is none of its readers'."""


class Target(Record, frozen=True):
    """Where a report goes, and its format; the terminal has no path."""

    writer: Writer
    path: Path | None = None

    def refuse_documents(self, paths: Sequence[str], found: Found) -> None:
        """Raise `StopError` for a document: nobody wants a draft replaced by its own report."""
        path = self.path
        if path is None:
            return
        taken = [Path(argument) for argument in paths] + [s.path for s in found.sources if s.path is not None]
        if path.suffix.lower() in _WORD or (any(same_file(path, each) for each in taken) and not _is_report(path)):
            message = say("--output 的“{path}”是文稿，写入结果会覆盖它。请换一个文件名，如 检查结果.txt。", path=path)
            raise StopError(message)


def targets_of(writers: Sequence[Writer], format_: str | None, outputs: Sequence[str]) -> list[Target]:
    """The terminal first, then the files of `--output`. Raises `StopError` for a format that there is not.

    Beside files the terminal shows the report for people: `--output-format` is then the format of the one file, or
    of those whose ending tells none.
    """
    named = _writer(writers, format_) if format_ is not None else None
    for_people = _writer(writers, "text")
    targets = [Target(for_people if outputs else named or for_people)]
    for output in outputs:
        prefix, equals, rest = output.partition("=")
        writer = next((each for each in writers if each.name == prefix), None) if equals else None
        if writer is not None:
            targets.append(Target(writer, Path(rest)))
            continue
        ending = next((each for each in writers if output.lower().endswith(each.suffixes)), None)
        alone = named if named is not None and len(outputs) == 1 else None
        targets.append(Target(alone or ending or named or for_people, Path(output)))
    return targets


def _writer(writers: Sequence[Writer], name: str) -> Writer:
    from .packtree import nearest

    found = next((writer for writer in writers if writer.name == name), None)
    if found is None:
        hint = nearest(name, [writer.name for writer in writers])
        raise StopError(say("没有输出格式“{name}”。{hint}", name=name, hint=hint))
    return found


_WORD = (".docx", ".docm", ".doc", ".wps")
_REPORT = lazily(
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


def deliver(target: Target, report: Report, *, quiet: bool, aside: bool = False) -> None:
    """Write the report where it goes: the terminal's to standard error if `aside`, where a document has the output.

    Raises `StopError` where it cannot be made or written.
    """
    if target.path is not None:
        report = replace(report, color=False, width=_FILE_WIDTH)
    elif aside:
        report = replace(report, color=False)
    try:
        text = target.writer.write(report)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        message = say("输出格式“{name}”出错：{error}", name=target.writer.name, error=reason)
        raise StopError(message, NOT_CHECKED) from error
    if target.path is None:
        if aside:
            complain(text.removesuffix("\n"))
        else:
            emit(text)
        return
    try:
        target.path.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        reason = _reason(error, target.path)
        raise StopError(say("无法写入“{path}”：{reason}。", path=target.path, reason=reason)) from error
    if not quiet:
        complain(say("结果已写入“{path}”。", path=target.path))


def write_over(target: Path, data: bytes) -> None:
    """Write a document whole or not at all; one that is there keeps its permissions. Raises `StopError`.

    The new file is made beside the old one and takes its place, so that a full disk or a lost connection leaves the
    old one as it was.
    """
    import shutil
    import tempfile

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
