"""What the caller is told, on any terminal, and how a program ends.

Exit status: 0 nothing at or above `--fail-on`; 1 findings; 2 the call, settings or a pack is wrong; 3 something could
not be checked; 130 it was interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from . import again, streams
from .fault import WrongCallError
from .messages import language, say, set_language
from .rules import FAIL_ON, Fault, Severity

if TYPE_CHECKING:
    from .files import Source
    from .results import Result

FOUND = 1
WRONG_CALL = 2
NOT_CHECKED = 3
INTERRUPTED = 130
"""What a shell says of a program that Ctrl+C has ended."""
_NARROWEST, _WIDEST, _NO_TERMINAL = 40, 120, 100


class StopError(Exception):
    """Ends a command with a message for the caller and an exit status."""

    def __init__(self, message: str, status: int = WRONG_CALL) -> None:
        super().__init__(message)
        self.status = status


def terminal_width() -> int:
    """Columns for output: those of the terminal within reason, 100 where there is none."""
    return max(_NARROWEST, min(_WIDEST, _columns()))


def _columns() -> int:
    """What COLUMNS says, else the terminal.

    As `shutil.get_terminal_size` has it, which comes with three libraries of compression.
    """
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _NO_TERMINAL  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return _NO_TERMINAL


def wants_color() -> bool:
    """Whether standard output is a terminal that may be coloured (see no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()


def emit(text: str | bytes) -> None:
    """Write `text`, or a document, to standard output. A reader that has gone away (`| head`) is no error."""
    again.said(text)
    try:
        streams.write(sys.stdout, text)
    except OSError as error:
        without_output(error)


def without_output(error: OSError) -> None:
    """Go on without standard output, which has failed. Raises `StopError` where that is nobody's wish."""
    # What is still buffered goes nowhere, so that the interpreter's last flush does not fail again.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says EINVAL for a closed pipe
        raise StopError(say("无法写出结果：{reason}。", reason=error.strerror or error), NOT_CHECKED) from error


def complain(message: str) -> None:
    """A message for the caller on standard error."""
    again.spoil()  # what is told once more is what standard output was told
    with suppress(OSError):
        streams.write(sys.stderr, message + "\n")


@contextmanager
def stopping() -> Iterator[None]:
    """Around what reads settings, packs and baselines: what is wrong with them ends the command, and says where."""
    from .packtree import PackError

    try:
        yield
    except WrongCallError as error:
        raise StopError(str(error)) from error
    except PackError as error:
        problems = "\n".join(map(str, error.problems))
        raise StopError(say("设置或规则包有误，没有检查：") + "\n" + problems) from error


def status_of(results: Iterable[Result], faults: Iterable[Fault], fail_on: str) -> int:
    """The exit status for `results` and the `faults` of the run itself."""
    results, least = list(results), FAIL_ON[fail_on]
    told = [*faults, *(fault for result in results for fault in result.faults)]
    if any(fault.level != "info" or least is Severity.INFO for fault in told):
        return NOT_CHECKED
    if least is None:
        return 0
    worst = max((f.severity or Severity.INFO for result in results for f in result.findings), default=None)
    return FOUND if worst is not None and worst >= least else 0


def read_source(source: Source) -> bytes | Fault:
    """The bytes of a file or of standard input, or why they cannot be had."""
    from .files import read

    return read(source, _stdin())


def _stdin() -> Iterator[bytes]:
    if sys.stdin is not None:
        yield from iter(lambda: sys.stdin.buffer.read(1 << 20), b"")


def say_faults(faults: Sequence[Fault]) -> int:
    """Name what could not be checked on standard error; the exit status for it."""
    for fault in faults:
        complain((say("未检查（提示）：") if fault.level == "info" else say("未能检查：")) + fault.message)
    return NOT_CHECKED if any(fault.level != "info" for fault in faults) else 0


def of_error(error: Exception) -> tuple[str, int]:
    """What to tell the caller of an error, and the exit status."""
    if isinstance(error, StopError):
        return str(error), error.status
    reason = f"{type(error).__name__}: {error}"
    message = say(
        "程序出错，没有查完：{error}。设置 ZFCHECK_DEBUG=1 后重试可看到详情，请把它告知开发者。", error=reason
    )
    return message, NOT_CHECKED


def guarded(work: Callable[[], object], explain: Callable[[Exception], tuple[str, int]] = of_error) -> int:
    """Do the work of a command, whose value is the exit status; nothing ends in a traceback.

    `ZFCHECK_DEBUG=1` raises what went wrong.
    """
    streams.prepare()
    set_language(None)
    set_language(language())  # asked of the environment once, and not for every word that is said
    try:
        value = work()
        emit("")
        return value if isinstance(value, int) else 0
    except Exception as error:
        if os.environ.get("ZFCHECK_DEBUG") == "1":
            raise
        message, status = explain(error)
        complain(message)
        return status
    except KeyboardInterrupt:
        complain(say("已中断，没有查完。"))
        return INTERRUPTED
    finally:
        set_language(None)
