"""Ignore notes: what an author says to this program in the document, and what it means.

In a text or Markdown file a note is a comment, `<!-- zfcheck: ignore wording/x 领导定稿用语 -->`; in a Word file it is
a comment by a person that holds the same words. After the verb come rules or categories, joined by commas, and the
reason:

    ignore          the paragraph that the note stands in; on a line of its own, the paragraph or table after it
    ignore-start    everything from here up to `ignore-end` (or the end of the text)
    ignore-file     the whole document
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .document import Document, Note
from .span import Span

COMMENT = re.compile(r"<!--[ \t]*zfcheck[:：](?P<body>(?:(?!-->)[^\r\n])*)-->")
"""A note in a text or Markdown file. It ends on its line: one left open must not swallow the text after it."""
SPOKEN = re.compile(r"\s*zfcheck\s*[:：](?P<body>.*)", re.DOTALL)
"""What a Word comment says that is a note."""
LINE, START, END, FILE = "ignore", "ignore-start", "ignore-end", "ignore-file"
VERBS = {
    **{verb: verb for verb in (LINE, START, END, FILE)},
    **{"忽略": LINE, "忽略开始": START, "忽略结束": END, "忽略全文": FILE},
}
_WORDS = re.compile(r"\s*(?P<verb>[^\s:：]+)(?:\s+(?P<rest>.*))?", re.DOTALL)
_RULE = r"[a-z][a-z0-9-]*(?::[a-z]*[a-z0-9-]*)?(?:/[a-z0-9-]+)?"
_RULES = re.compile(rf"(?P<rules>{_RULE}(?:\s*[,，、]\s*{_RULE})*)(?:\s+(?P<reason>.*))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says: its verb (None where it is none), the rules that it names, the reason."""

    verb: str | None
    word: str
    rules: tuple[str, ...] = ()
    reason: str = ""


def read_note(text: str) -> Said:
    """What the words after `zfcheck:` say."""
    words = _WORDS.match(text)
    if words is None:
        return Said(None, "")
    verb = VERBS.get(words["verb"])
    named = _RULES.match((words["rest"] or "").strip())
    if named is None:
        return Said(verb, words["verb"])
    rules = tuple(re.split(r"\s*[,，、]\s*", named["rules"]))
    return Said(verb, words["verb"], rules, " ".join((named["reason"] or "").split()))


def find_notes(text: str) -> Iterator[Note]:
    """The notes in the text of a text or Markdown file."""
    for match in COMMENT.finditer(text):
        start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        ends = [at for end in "\r\n" if (at := text.find(end, match.end())) >= 0]
        rest = COMMENT.sub("", text[start : min(ends, default=len(text))])
        yield Note(Span(*match.span()), match["body"].strip(), alone=not rest.strip(" \t\u3000>"))


@dataclass(frozen=True, slots=True)
class Scope:
    """A note with the stretch of the document that it speaks of; `note` is None for one that stands elsewhere."""

    said: Said
    span: Span
    note: Note


def scopes(document: Document) -> list[Scope]:
    """What each note of `document` speaks of, in the order of the text.

    A note with the word `ignore-end` only ends others; one that ends nothing has no length.
    """
    found: list[Scope] = []
    open_: dict[tuple[str, ...], int] = {}
    length = len(document.text)
    for note in document.notes:
        said = read_note(note.text)
        if said.verb == START:
            open_[said.rules] = len(found)
            found.append(Scope(said, Span(note.span.end, length), note))
        elif said.verb == END:
            at = open_.pop(said.rules, None) if said.rules else (open_.popitem()[1] if open_ else None)
            if at is None:
                found.append(Scope(said, Span(note.span.start, note.span.start), note))
            else:
                begun = found[at]
                found[at] = Scope(begun.said, Span(begun.span.start, note.span.start), begun.note)
        elif said.verb == FILE:
            found.append(Scope(said, Span(0, length), note))
        else:
            found.append(Scope(said, _paragraph(document, note), note))
    return found


def _paragraph(document: Document, note: Note) -> Span:
    """The paragraph in which `note` stands, or where it is alone the paragraph or table that comes after it."""
    if not note.alone:
        holding = [p for p in document.paragraphs if p.span.start <= note.span.end and note.span.start <= p.span.end]
        if holding:
            return Span(holding[0].span.start, max(holding[-1].span.end, note.span.end))
    for paragraph in document.paragraphs:
        if paragraph.span.start >= note.span.end:
            return paragraph.span if paragraph.table is None else document.tables[paragraph.table].span
    return Span(note.span.end, note.span.end)
