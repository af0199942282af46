"""Standard output and standard error, whatever they lead to.

Nothing is imported here that Python has not imported already, see `again`.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def prepare() -> None:
    """UTF-8 wherever output goes to a file or pipe; on a terminal of another code page `?` for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def write(stream: TextIO | None, text: str | bytes) -> None:
    """Write a text, or a document, and see that it is out. Raises `OSError`."""
    if stream is None:  # as of a program without a console
        return
    if sys.platform == "win32" and stream.isatty():  # a console takes colours from a library there
        import click

        click.echo(text, stream, nl=False)
    elif isinstance(text, bytes):
        stream.flush()
        stream.buffer.write(text)
    else:
        stream.write(text)
    stream.flush()
