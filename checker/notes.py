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
from bisect import bisect_left
from collections.abc import Iterator

from .document import Document, Note
from .lazy import lazily
from .records import Record
from .span import Span

COMMENT = lazily(r"<!--[ \t]*zfcheck[:：](?P<body>(?:(?!-->|<!--)[^\r\n])*+)-->")
"""A note in a text or Markdown file. It ends on its line: one left open must not swallow the text after it."""
_LINE_ENDS = lazily(r"[\r\n]")
_BLANK = " \t\u3000"
SPOKEN = lazily(r"\s*zfcheck\s*[:：](?P<body>.*)", re.DOTALL)
"""What a Word comment says that is a note."""
LINE, START, END, FILE = "ignore", "ignore-start", "ignore-end", "ignore-file"
VERBS = {
    **{verb: verb for verb in (LINE, START, END, FILE)},
    **{"忽略": LINE, "忽略开始": START, "忽略结束": END, "忽略全文": FILE},
}
_WORDS = lazily(r"\s*(?P<verb>[^\s:：]+)(?:\s+(?P<rest>.*))?", re.DOTALL)
_RULE = r"[a-z][a-z0-9-]*+(?::[a-z0-9-]*+)?(?:/[a-z0-9-]+)?"
_RULES = lazily(rf"(?P<rules>{_RULE}(?:\s*[,，、]\s*{_RULE})*)(?:\s+(?P<reason>.*))?$", re.DOTALL)


class Said(Record, frozen=True):
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
    end, alone = -1, False  # of the line of the note before
    for match in COMMENT.finditer(text):
        if match.start() > end:
            start = max(text.rfind(mark, end + 1, match.start()) for mark in "\r\n") + 1 or end + 1
            after = _LINE_ENDS.search(text, match.end())
            end = after.start() if after else len(text)
            alone = not COMMENT.sub("", text[start:end]).strip(_BLANK + ">")
        yield Note(Span(*match.span()), match["body"].strip(), alone=alone)


class Scope(Record, frozen=True):
    """A note, what it says, and the stretch of the document that it speaks of."""

    said: Said
    span: Span
    note: Note


def scopes(document: Document) -> list[Scope]:
    """What each note of `document` speaks of, in the order of the text.

    A note with the word `ignore-end` only ends others; one that ends nothing has no length.
    """
    found: list[Scope] = []
    open_: list[int] = []
    length = len(document.text)
    for note in document.notes:
        said = read_note(note.text)
        if said.verb == START:
            open_.append(len(found))
            found.append(Scope(said, Span(note.span.end, length), note))
        elif said.verb == END:
            named = set(said.rules)
            at = next((at for at in reversed(open_) if not named or named == set(found[at].said.rules)), None)
            if at is None:
                found.append(Scope(said, Span(note.span.start, note.span.start), note))
            else:
                open_.remove(at)
                begun = found[at]
                found[at] = Scope(begun.said, Span(begun.span.start, note.span.start), begun.note)
        elif said.verb == FILE:
            found.append(Scope(said, Span(0, length), note))
        else:
            found.append(Scope(said, _paragraph(document, note), note))
    return found


def _paragraph(document: Document, note: Note) -> Span:
    """The paragraph in which `note` stands, or where it is alone the paragraph or table that comes after it.

    Where there is none, nothing: a note must not speak of what its author did not mean.
    """
    paragraphs = document.paragraphs
    at = bisect_left(paragraphs, note.span.start, key=lambda paragraph: paragraph.span.end)
    if at < len(paragraphs) and paragraphs[at].span.start <= note.span.end:
        last = at
        while last + 1 < len(paragraphs) and paragraphs[last + 1].span.start <= note.span.end:
            last += 1
        return Span(paragraphs[at].span.start, max(paragraphs[last].span.end, note.span.end))
    if note.alone:
        if at < len(paragraphs):
            table = paragraphs[at].table
            return paragraphs[at].span if table is None else document.tables[table].span
    elif at and _only_notes(document.text[paragraphs[at - 1].span.end : note.span.start]):
        return paragraphs[at - 1].span
    elif at < len(paragraphs) and _only_notes(document.text[note.span.end : paragraphs[at].span.start].strip("#> ")):
        return paragraphs[at].span
    return Span(note.span.end, note.span.end)


def _only_notes(text: str) -> bool:
    """Whether nothing but notes and blanks stands on this part of a line."""
    return not COMMENT.sub("", text).strip(_BLANK)
