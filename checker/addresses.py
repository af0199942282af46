"""Addresses of pages, paths, file names and code inside Chinese text: places where no mark of prose is looked for."""

from __future__ import annotations

from bisect import bisect_right

from .document import Document
from .lazy import lazily
from .seeking import lines_holding
from .span import Span

LONGEST_NAME = 100
"""Code points of a file name before its ending."""

_ADDRESS = lazily(
    r"(?:[A-Za-z]{2,10}://|www\.|[A-Za-z]:[\\/])[^\s“”‘’（），。；：、《》【】]{1,2000}"
    r"|(?<![^\s“（：，。；])/[^\s“”（），。；：、]{1,400}"
    r"|`[^`\n]{1,400}`"
)
"""Up to a mark that cannot belong to them."""
_MARKS = ("/", "`", "www.", ":\\")
"""Each holds one of them."""
_FILE_END = lazily(r"\.(?:docx?|xlsx?|pptx?|wps|pdf|txt|md|csv|zip|rar|jpe?g|png|py|js|html?|ya?ml|json|cn|com)\b")
_FILE_NAME = lazily(rf"[^\s“”‘’（），。；：、《》【】]{{0,{LONGEST_NAME}}}$")


def in_address(document: Document, span: Span) -> bool:
    """Whether `span` touches an address, a path, a file name or code."""
    spans = addresses(document)
    index = bisect_right(spans, span.start, key=lambda address: address.start)
    return any(address.overlaps(span) for address in spans[max(0, index - 1) : index + 1])


def addresses(document: Document) -> list[Span]:
    """Where they stand, in order and apart from each other; worked out once and kept in `document.memo`."""
    known = document.memo.get("addresses")
    if known is None:
        known = document.memo["addresses"] = _apart(_find(document.text))
    spans: list[Span] = known
    return spans


def _find(text: str) -> list[Span]:
    # None goes over the end of a line, and most lines hold nothing of them: to search these takes a microsecond each.
    lines = lines_holding(text, _MARKS)
    spans = [Span(*match.span()) for start, end in lines for match in _ADDRESS.finditer(text, start, end)]
    names: list[Span] = []
    within = 0
    for match in _FILE_END.finditer(text):
        while within < len(spans) and spans[within].end < match.end():
            within += 1
        if within < len(spans) and spans[within].start <= match.start():
            continue  # the end of an address that is known as a whole
        name = _FILE_NAME.search(text[max(0, match.start() - LONGEST_NAME) : match.start()])
        names.append(Span(match.start() - (len(name.group()) if name else 0), match.end()))
    return sorted([*spans, *names])


def _apart(spans: list[Span]) -> list[Span]:
    apart: list[Span] = []
    for span in spans:
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart
