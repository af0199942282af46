"""Where the places of a text are after edits were made in it, and where they were before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from .rules import Edit
from .span import Span


class Moved:
    """The way of offsets over `edits`, which overlap none of each other and are made at once."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._new: list[Span] = []  # what was put in, in the new text
        shift = 0
        for edit in self.edits:
            self._new.append(Span(edit.start + shift, edit.start + shift + len(edit.text)))
            shift += len(edit.text) - (edit.end - edit.start)

    def narrow(self, span: Span) -> Span:
        """`span` in the new text, without what was put in at its ends."""
        return self._mapped(span, inside=False)

    def wide(self, span: Span) -> Span:
        """`span` in the new text, with what was put in at its ends."""
        return self._mapped(span, inside=True)

    def put_in(self) -> list[Span]:
        """What was put in, edit by edit, in the new text."""
        return list(self._new)

    def before(self, offset: int) -> int:
        """Where the character at `offset` of the new text stood; for one put in, where it was put in."""
        at = bisect_right(self._new, offset, key=lambda span: span.start) - 1
        if at < 0:
            return offset
        edit, new = self.edits[at], self._new[at]
        return min(edit.end, edit.start + offset - new.start) if offset < new.end else edit.end + offset - new.end

    def _mapped(self, span: Span, *, inside: bool) -> Span:
        start, end = self._place(span.start, -1, not inside), self._place(span.end, 1, inside)
        return Span(min(start, end), max(start, end))

    def _place(self, offset: int, side: int, behind: bool) -> int:
        """Where `offset` is now: at that `side` of the edit that it is inside of, `behind` what is put in there."""
        at = bisect_left(self.edits, offset, key=lambda edit: edit.start)
        if at and self.edits[at - 1].end > offset:
            return self._new[at - 1].start if side < 0 else self._new[at - 1].end
        if behind and at < len(self.edits) and self.edits[at].start == self.edits[at].end == offset:
            at += 1
        return offset + (self._new[at - 1].end - self.edits[at - 1].end if at else 0)
