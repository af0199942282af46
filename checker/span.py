"""A range of the text. Everything that points into a document does so with a span."""

from __future__ import annotations

from .records import Record


class Span(Record, frozen=True, order=True):
    """A half-open range of code points, `start <= end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end
