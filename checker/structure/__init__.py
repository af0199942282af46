"""Document -> tree of sections, with grammars/report.lark.

`parse` is total: every document, however muddled, gets an outline. No lark type leaves this package.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..document import Document, DocumentDate, Outline
from .enumerations import find_enumerations
from .lines import classify
from .markers import EnumerationStyle, Scheme, choose
from .profile import find_date, find_kind
from .tree import build


def parse(
    document: Document,
    schemes: Sequence[Scheme],
    enumerations: Sequence[EnumerationStyle] = (),
    *,
    kind: str | None = None,
    as_of: dt.date | None = None,
) -> Outline:
    """Find the outline of `document` and set `document.outline`.

    `schemes` holds the default scheme first. `kind` and `as_of` overrule what would be found.
    """
    reading = document.reading
    scheme = choose(schemes, reading)
    lines = classify(reading, scheme)
    outline = Outline(build(lines, reading), [], scheme.id)
    document.outline = outline
    outline.enumerations = find_enumerations(reading, lines, enumerations)
    outline.kind = kind or find_kind(document, lines)
    outline.date = DocumentDate(as_of, as_of, "as-of") if as_of else find_date(document, lines)
    return outline
