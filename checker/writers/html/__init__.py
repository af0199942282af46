"""The report as one page for a browser: the text of each document with its findings in place, and a list beside it.

The page asks for nothing outside itself, reads without scripts, and is the same for the same results.
"""

from __future__ import annotations

from .. import Report


def write(report: Report) -> str:
    """The whole page."""
    from .page import page

    return page(report)
