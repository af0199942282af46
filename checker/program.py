"""Where the program begins: a call that was made before and whose outcome has not changed ends here."""

from __future__ import annotations

import sys

from . import again


def main() -> None:
    """The entry point of `zfcheck`."""
    kept = again.recall(sys.argv[1:])
    if kept is None:
        from .cli import main as run

        run()
        return
    text, status = kept
    try:
        again.write(text)
    except OSError as error:
        from .clibase import StopError, complain, without_output

        try:
            without_output(error)
        except StopError as stop:
            complain(str(stop))
            status = stop.status
    sys.exit(status)
