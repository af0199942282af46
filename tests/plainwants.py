"""What a checker wants, asked of a document plainly and by itself; `zfcheck.asking` asks for all rules at once."""

from __future__ import annotations

from zfcheck.document import Document
from zfcheck.wants import THINGS, Wants, parts_of


def met_by(wants: Wants, document: Document) -> bool:
    """Whether `document` has all that is wanted."""
    present = parts_of(document)
    return (
        all(THINGS[thing](document) for thing in wants.has)
        and (not wants.parts or any(parts <= present for parts in wants.parts))
        and (not wants.texts or any(text in document.reading.text for text in wants.texts))
    )
