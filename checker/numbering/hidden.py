"""Where a website has cut text out of a copied document: what seems to be missing there may not be."""

from __future__ import annotations

from ..document import Document


def hidden_offsets(document: Document) -> list[int]:
    """The offsets of all "text hidden here" marks, in order; worked out once and kept in `document.memo`."""
    known: list[int] | None = document.memo.get("hidden")
    if known is None:
        known = sorted(element.span.start for element in document.outline.elements() if element.role == "hidden")
        document.memo["hidden"] = known
    return known
