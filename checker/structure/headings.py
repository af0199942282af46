"""Headings that bear no number: those the file names, `——` lines over a block, short lines over their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from ..lazy import lazily
from .line import HEADING_TOKENS, LONGEST_HEADING, SALUTATION, Line, bullet_of

LONGEST_UNNUMBERED = 30
_NO_HEADING = lazily(r"[。;:!?,…]")
_APPENDIX = lazily(r"^(?:名词解释|附录|附注|注释|参考文献|有关说明|说明)$")
_NUMBER_ONLY = lazily(r"^[\d\W_]*$")


def headings_of_file(lines: Sequence[Line], body: int) -> None:
    """Headings that the file itself names (Word's outline levels, Markdown's #) and that bear no marker."""
    told = [
        line for line in lines[body:] if line.source.paragraph.heading and line.token == "PARAGRAPH" and line.in_body
    ]
    if not told:
        return
    highest = min(line.source.paragraph.heading or 9 for line in lines[body:] if line.source.paragraph.heading)
    for line in told:
        if len(line.text) <= 2 * LONGEST_HEADING:
            level = min((line.source.paragraph.heading or 1) - highest + 1, 6)
            _make_heading(line, level)


def _make_heading(line: Line, level: int) -> None:
    line.token = HEADING_TOKENS[min(level, 6) - 1]
    line.form, line.title_end = "own-line", line.end
    if line.text.endswith(("。", ":")):
        line.title_end -= 1


def _level_above(lines: Sequence[Line], index: int, body: int) -> int:
    """The level of the last numbered heading above `index`, 0 where there is none."""
    for line in reversed(lines[body:index]):
        if line.marker is not None and line.token in HEADING_TOKENS:
            return HEADING_TOKENS.index(line.token) + 1
        if line.token in {"ISSUE_DATE", "ATTACHMENT"}:
            return 0
    return 0


def dash_headings(lines: Sequence[Line], body: int) -> None:
    """`——` lines that head a block of paragraphs, as newspapers print the points of a speech."""
    group: list[int] = []

    def close(end: int) -> None:
        if not group:
            return
        grouped = set(group)
        heads = [
            at
            for at in group
            if len(lines[at].text) <= 70
            and at + 1 < end
            and lines[at + 1].token in {"PARAGRAPH", "BULLET"}
            and at + 1 not in grouped
        ]
        if len(heads) >= 2 and len(heads) == len(group):
            level = _level_above(lines, group[0], body) + 1
            for at in heads:
                _make_heading(lines[at], level)
        group.clear()

    for index in range(body, len(lines)):
        line = lines[index]
        if line.token in HEADING_TOKENS or not line.in_body:
            if group:
                close(index)
        elif line.token == "BULLET" and (bullet := bullet_of(line.text)) and bullet.group("dash"):
            group.append(index)
    close(len(lines))


def unnumbered_headings(lines: Sequence[Line], body: int) -> None:
    """Short lines of their own that head the paragraphs below them."""
    candidates = {
        at
        for at, line in enumerate(lines)
        if line.token == "PARAGRAPH" and len(line.text) <= LONGEST_UNNUMBERED and at >= body and _may_head(line)
    }
    for at in sorted(candidates):
        following = next((line for line in lines[at + 1 :] if line.token != "FURNITURE"), None)
        if at - 1 in candidates or at + 1 in candidates or following is None or not following.in_body:
            continue
        appendix = bool(_APPENDIX.match(lines[at].text))
        if not (appendix or len(following.text) >= 40) or following.token not in {
            "PARAGRAPH",
            "BULLET",
            "CELL",
            *HEADING_TOKENS,
        }:
            continue
        _make_heading(lines[at], 1 if appendix else _level_above(lines, at, body) + 1)


def _may_head(line: Line) -> bool:
    """Whether a paragraph that is short enough may be a heading."""
    return (
        line.in_body
        and len(line.text) >= 3
        and not _NO_HEADING.search(line.text)
        and not _NUMBER_ONLY.match(line.text)
        and not SALUTATION.match(line.text)
        and not line.text.endswith(("、", "”", ")", "》"))
    )
