"""Answers where clerks work: findings as comments in the Word file itself, fixes as tracked changes.

Nothing that was not touched changes: other parts of the archive stay byte for byte, and a part that is touched keeps
its text, formatting, links, bookmarks and revisions; only runs are cut where a mark must stand inside one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ..document import BODY, TABLE, Document, Piece
from ..fixes import chosen
from ..readers import UnreadableError
from ..readers.word.package import BrokenPartError, Package
from ..records import Record, field
from ..rules import Edit, Fault, Finding, Rule
from ..span import Span
from ..writers.locate import Locator
from .archive import Archive
from .comments import AUTHOR, Comments, take_out_comments
from .revisions import Revisions, insert_after, insert_before, number_from, replace, take_out_revisions, trimmed
from .runs import EditedPart
from .words import comment_lines, echo_lines, summary_lines

MOST_ECHOES = 50
"""Other places of one mistake that get a comment."""
_COMMENTABLE = frozenset({BODY, TABLE})
"""Word puts no comments into headers, footers, notes and text boxes."""


class Reviewed(Record):
    """A reviewed file: its bytes, and how many comments and tracked edits it got.

    `unplaced` counts the findings that could have no comment of their own, `untold` holds the lines of a summary that
    found no place in the body.
    """

    data: bytes
    comments: int = 0
    edits: int = 0
    revisions: Revisions = field(default_factory=Revisions)
    unplaced: int = 0
    untold: list[str] = field(default_factory=list)


class Cleared(Record):
    """A file without what an earlier review of ours put in; `revisions` are those taken back."""

    data: bytes
    revisions: Revisions = field(default_factory=Revisions)


def cleared(data: bytes, *, revisions: bool = True) -> Cleared:
    """The Word file `data` without our comments and, with `revisions`, without our tracked changes.

    The very same bytes where there is nothing of ours. Raises `UnreadableError` for an archive that cannot be opened;
    a damaged part is left as it is, for the reader to tell.
    """
    package = Package(data)
    main = package.main_part()
    if main is None:
        return Cleared(data)
    archive = Archive(data)
    taken = Revisions()
    try:
        take_out_comments(archive, main)
        if revisions:
            for name in _parts_with_text(archive, main):
                if AUTHOR.encode() in package.bytes(name):
                    root = archive.xml(name)
                    found = take_out_revisions(root)
                    if found is not None:
                        taken.add(found)
                        archive.put(name, root)
        return Cleared(archive.pack(), taken)
    except (BrokenPartError, UnreadableError):
        return Cleared(data)


def _parts_with_text(archive: Archive, main: str) -> Iterator[str]:
    """The main part and those that hold headers, footers and notes."""
    yield main
    for link in archive.package.relationships(main).values():
        has_text = link.kind in {"header", "footer", "footnotes", "endnotes"} and not link.external
        if has_text and archive.package.has(link.target):
            yield archive.package.stored_name(link.target)


class Review:
    """One Word file being answered. `data` must be what `document` was read from."""

    def __init__(self, data: bytes, document: Document) -> None:
        self._document = document
        self._archive = Archive(data)
        main = self._archive.package.main_part()
        assert main is not None, "the document was read from it"
        self._main = self._archive.package.stored_name(main)
        self._parts: dict[str, EditedPart] = {}
        body = self._part(self._main)
        self._comments = Comments(self._archive, main, body)
        self._waiting: list[tuple[list[tuple[Piece, int, int]], Sequence[str]]] = []
        self._numbers = number_from(body.root, self._comments.root)
        self._locator = Locator(document)
        self._touched: set[str] = set()
        self._edits = 0
        self._revisions = Revisions()
        self._unplaced = 0
        self._untold: list[str] = []

    def _part(self, name: str) -> EditedPart:
        if name not in self._parts:
            self._parts[name] = EditedPart(name, self._archive.xml(name))
        return self._parts[name]

    # -- comments ----------------------------------------------------------------------------------------------

    def comment(
        self,
        findings: Iterable[Finding],
        faults: Sequence[Fault],
        rules: Mapping[str, Rule],
        tracked: frozenset[Edit] = frozenset(),
    ) -> None:
        """A comment for each finding; what has no place for one goes to a summary at the title.

        `tracked` are the edits that will stand in the file as tracked changes.
        """
        unplaced: list[Finding] = []
        for finding in findings:
            rule = rules.get(finding.qualified)
            is_tracked = finding.fix is not None and tracked.issuperset(finding.fix.edits)
            if not self._place(finding.span, comment_lines(finding, self._document, rule, tracked=is_tracked)):
                unplaced.append(finding)
                continue
            for span in self._other_places(finding):
                self._place(span, echo_lines(finding, self._document))
        self._unplaced = len(unplaced)
        lines = summary_lines(unplaced, faults, self._document)
        if lines and not any(self._place(span, lines) for span in self._titles()):
            self._untold = lines
        self._put_comments()

    def _other_places(self, finding: Finding) -> Iterator[Span]:
        """The places beside its own that the finding's fix would mend: each is a mistake, not just a reference."""
        edits = sorted(Span(edit.start, edit.end) for edit in finding.fix.edits) if finding.fix else []

        def is_mended(span: Span) -> bool:
            at = bisect_left(edits, Span(span.start, span.start))
            return at < len(edits) and span.covers(edits[at])

        others = (related.span for related in finding.related if not related.span.overlaps(finding.span))
        return islice(filter(is_mended, others), MOST_ECHOES)

    def _titles(self) -> Iterator[Span]:
        """Where a summary may stand: at the title, or at the first paragraph that takes comments."""
        title = self._document.outline.title()
        if title is not None:
            yield title.span
        yield from (p.span for p in self._document.paragraphs if p.place in _COMMENTABLE)

    def _place(self, span: Span, lines: Sequence[str]) -> bool:
        """Have a comment put on `span`; whether Word allows one there."""
        pieces = self._commentable(span)
        if not pieces:
            return False
        if self._comments.is_kept(lines):
            return True  # in a conversation that was left in
        self._waiting.append((pieces, lines))
        return True

    def _put_comments(self) -> None:
        """Put in the comments that wait, once every run is cut that has to be.

        A cut leaves the marks behind a run where they stand. So with cuts among them a mark could end up too far
        behind, and its place would depend on what an earlier review had cut.
        """
        part = self._part(self._main)
        part.cut_ahead(piece for pieces, _ in self._waiting for piece in (pieces[0], pieces[-1]))
        for pieces, lines in self._waiting:
            self._comments.add(next(self._numbers), part.begin(*pieces[0]), part.end(*pieces[-1]), lines)
            self._touched.add(self._main)
        self._waiting = []

    def _commentable(self, span: Span) -> list[tuple[Piece, int, int]]:
        """The text of the main part that a comment on `span` is about, as pieces with places in their nodes.

        An automatic number stands in no text: its comment goes to the paragraph. What has no length is told at the
        character before it, or else the one behind.
        """
        found = self._stretch(span)
        if not found and span.start == span.end:
            before = Span(max(0, span.start - 1), span.start)
            found = self._stretch(before) or self._stretch(Span(span.end, span.end + 1))
        if not found:
            found = self._stretch(self._locator.paragraph(span.start))
        return found

    def _stretch(self, span: Span) -> list[tuple[Piece, int, int]]:
        document = self._document
        found: list[tuple[Piece, int, int]] = []
        block: object = None
        for piece in document.pieces_in(span):
            if not piece.editable or piece.part != self._main or document.place(piece.start) not in _COMMENTABLE:
                continue
            holder = self._part(self._main).block(piece)
            if block is None:
                block = holder
            if holder is not block:
                break  # from one cell or level into another no comment reaches
            low = piece.offset + max(0, span.start - piece.start)
            high = piece.offset + min(piece.end, span.end) - piece.start
            found.append((piece, low, high))
        return found

    # -- revisions ---------------------------------------------------------------------------------------------

    def trackable(self, findings: Iterable[Finding], *, unsafe: bool = False) -> frozenset[Edit]:
        """The edits of the fixes of `findings` that can be tracked, only those of safe fixes unless `unsafe`.

        What is no text of its own (a new paragraph, a tab, ruby) cannot be and is left to its comment.
        """
        return frozenset(edit for edit in chosen(findings, unsafe=unsafe) if self.can_be_tracked(edit))

    def can_be_tracked(self, edit: Edit) -> bool:
        """Whether `edit` changes nothing but text that Word tracks."""
        edit = trimmed(edit, self._document.text)
        if any(sign in edit.text for sign in "\n\r\t\v\f\u2028\u2029"):
            return False  # a paragraph, a line or a tab is no text
        if edit.start < edit.end:
            return bool(self._revisable(Span(edit.start, edit.end)))
        return bool(edit.text) and any(self._revisable(span) for span in _beside(edit.start))

    def revise(self, edits: Iterable[Edit]) -> None:
        """Track `edits`, which `trackable` gave."""
        # Backwards: what is put in behind a place then stands before what is put in after the next.
        backwards = sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True)
        small = [trimmed(edit, self._document.text) for edit in backwards]
        old = {edit: self._revisable(Span(edit.start, edit.end)) for edit in small}
        places: dict[str, list[tuple[Piece, int, int]]] = {}
        for pieces in old.values():
            for piece in pieces:
                places.setdefault(piece[0].part, []).append(piece)
        for name, stretches in places.items():
            self._part(name).cut_ahead(stretches)
        for edit in small:
            if edit.start == edit.end:
                self._insert(edit)
            else:
                name = old[edit][0][0].part
                replace(self._part(name), old[edit], edit.text, self._numbers)
                self._touched.add(name)
            self._edits += 1
            self._revisions.inserted += [edit.text] if edit.text else []
            self._revisions.deleted += self._document.text[edit.start : edit.end]

    def _insert(self, edit: Edit) -> None:
        at = edit.start
        for span, put in zip(_beside(at), (insert_after, insert_before), strict=True):
            found = self._revisable(span)
            if found:
                piece, low, high = found[0]
                put(self._part(piece.part), piece, high if put is insert_after else low, edit.text, self._numbers)
                self._touched.add(piece.part)
                return

    def _revisable(self, span: Span) -> list[tuple[Piece, int, int]]:
        """The pieces of `span`, which all must be text of one part that can be tracked; else none."""
        found: list[tuple[Piece, int, int]] = []
        at = span.start
        for piece in self._document.pieces_in(span):
            part = self._part(piece.part) if piece.editable else None
            if part is None or piece.start > at or not part.is_plain(piece):
                return []
            if part.is_twofold(piece) or part.is_bound(piece):
                return []
            if found and piece.part != found[0][0].part:
                return []
            low = piece.offset + max(0, span.start - piece.start)
            found.append((piece, low, piece.offset + min(piece.end, span.end) - piece.start))
            at = piece.end
        return found if at >= span.end else []

    # -- the end -----------------------------------------------------------------------------------------------

    def finish(self) -> Reviewed:
        """The file with everything written back."""
        for name in sorted(self._touched):
            self._archive.put(name, self._parts[name].root)
        self._comments.close()
        counts = self._comments.added, self._edits, self._revisions, self._unplaced
        return Reviewed(self._archive.pack(), *counts, self._untold)


def _beside(at: int) -> tuple[Span, Span]:
    """The characters before and behind a place."""
    return Span(max(0, at - 1), at), Span(at, at + 1)
