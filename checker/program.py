"""Where the program begins: a call that was made before and whose outcome has not changed ends here.

So does the parsing of a call that names files and nothing else, which most do: the library of the command line takes
longer to import than all that such a call needs besides.
"""

from __future__ import annotations

import os
import sys

from . import again, streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """The entry point of `zfcheck`."""
    kept = again.recall(sys.argv[1:])
    if kept is not None:
        sys.exit(_told(*kept))
    paths = sys.argv[2:] if sys.argv[1:2] == ["check"] else sys.argv[1:]
    if not _names_files(paths, said=len(paths) < len(sys.argv) - 1):
        from .cli import main as run

        run()
        return
    from .ending import ending

    with ending():
        from .checkfiles import Wanted, check_files
        from .output import guarded
        from .runs import Asked

        sys.exit(guarded(lambda: check_files(paths, Asked(), Wanted())))


def _names_files(arguments: Sequence[str], *, said: bool) -> bool:
    """Whether each word is a path at which something stands, and none can be an option or, not `said` yet, a command.

    What is called `rules` or `-`, the command line tells apart.
    """
    return bool(arguments) and all(map(_is_path, arguments)) and (said or not _may_be_command(arguments[0]))


def _is_path(word: str) -> bool:
    try:
        return not word.startswith("-") and os.path.exists(word)
    except ValueError:
        return False


def _may_be_command(word: str) -> bool:
    """The names of commands are plain words."""
    return word.isascii() and word.isalpha()


def _told(text: str, status: int) -> int:
    """Say again what was said; the exit status."""
    streams.prepare()
    try:
        streams.write(sys.stdout, text)
    except OSError as error:
        from .output import StopError, complain, without_output

        try:
            without_output(error)
        except StopError as stop:
            complain(str(stop))
            return stop.status
    return status
