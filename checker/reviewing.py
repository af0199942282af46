"""A Word file checked and answered in itself: read without our earlier answers, checked, written with the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .document import Document
from .messages import say
from .results import Check, Result
from .rules import Edit, Rule

if TYPE_CHECKING:
    from .wordedit import Review, Reviewed

WORD = "docx"
"""The format of documents that can be answered in themselves."""


def review_bytes(
    check: Check, rules: Mapping[str, Rule], data: bytes, *, tracked: bool = False, unsafe: bool = False
) -> tuple[Result, Reviewed | None]:
    """Check the Word file `data` and answer in it: a comment a finding, with `tracked` its fixes as tracked changes.

    `rules` by `pack:id` are what the comments tell of. What an earlier review of ours left in is taken out first, so
    that a second review gives the same file. Revisions of ours that this review would not make again may have been
    worked on: then all of them stay. Without a reviewed file, the result says why.
    """
    from .readers import UnreadableError
    from .wordedit import cleared

    try:
        before = cleared(data)
    except UnreadableError:
        return check(data), None  # which says what is wrong with it
    result, reviewed = _answered(check, rules, before.data, tracked=tracked, unsafe=unsafe)
    if reviewed is not None and not before.revisions.are_in(reviewed.revisions):
        before = cleared(data, revisions=False)
        result, reviewed = _answered(check, rules, before.data, tracked=tracked, unsafe=unsafe)
    return result, reviewed


def _answered(
    check: Check, rules: Mapping[str, Rule], data: bytes, *, tracked: bool, unsafe: bool
) -> tuple[Result, Reviewed | None]:
    from .readers import UnreadableError
    from .wordedit import Review

    result = check(data)
    document = result.document
    if document is None or document.format != WORD:
        return result, None
    try:
        with _parts_needed():
            review = Review(data, document)
            edits = review.trackable(result.findings, unsafe=unsafe) if tracked else frozenset()
            review.comment(result.findings, result.faults, rules, edits)
            review.revise(edits)
            return result, review.finish()
    except UnreadableError as error:
        result.faults.append(error.fault)
        return result, None


@contextmanager
def _parts_needed() -> Iterator[None]:
    """Around what needs more of a file than its text, which could be read: it may be damaged where that was not."""
    from .readers import UnreadableError
    from .readers.word.package import BrokenPartError

    try:
        yield
    except BrokenPartError as error:
        message = say("{reason}，写不进批注和修订。请用 Word 或 WPS 打开修复后另存为 .docx。", reason=error)
        raise UnreadableError("unreadable", message) from error


class Tracked:
    """The Word file `data`, from which `document` was read, into which edits go as tracked changes.

    Raises `UnreadableError` where the file holds what cannot be written back.
    """

    def __init__(self, data: bytes, document: Document) -> None:
        self._data = data
        self._document = document
        self._review = self._opened()

    def takes(self, edit: Edit) -> bool:
        """Whether `edit` can be tracked."""
        return self._review.can_be_tracked(edit)

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """The file with `edits`, which it takes, and no comments."""
        with _parts_needed():
            review = self._opened()
            review.revise(edits)
            return review.finish().data

    def _opened(self) -> Review:
        from .wordedit import Review

        with _parts_needed():
            return Review(self._data, self._document)


def is_signed(data: bytes) -> bool:
    """Whether the Word file `data` carries a digital signature, which any change breaks (ECMA-376 part 2, 10)."""
    from .readers.word.package import BrokenPartError, Package

    try:
        return any(link.kind == "origin" for link in Package(data).relationships().values())
    except BrokenPartError:
        return False
