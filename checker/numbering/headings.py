"""Numbers of headings: gaps, repeats, wrong order, restarts, orphans, skipped levels, wrong marker forms.

Whether a level starts anew under each parent or runs on through the whole text is found out first: nine of 23 papers
of the State Council run `（一）` on across `一、`, all provincial reports restart it, and both are right.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from ..document import Document, Part, Section
from ..lazy import lazily
from ..messages import say
from ..numerals import HAN_DIGITS, value
from ..reading import FOLDING, fold
from ..records import Record
from ..rules import Edit, Fix, Related
from ..span import Span
from ..structure.markers import Form, form
from .hidden import hidden_offsets
from .problem import Problem


def heading_problems(document: Document, part: Part) -> Iterator[Problem]:
    """Problems with the numbered headings of one part of the text."""
    yield from _Headings(document, part).problems()


def marker_problems(document: Document, sections: Iterable[Section]) -> Iterator[Problem]:
    """Markers in a wrong form, one finding for each form with all its places."""
    groups: dict[tuple[str, str], list[Section]] = {}
    for section in sections:
        marker = section.heading.marker
        if marker is not None and marker.variant is not None:
            groups.setdefault((marker.style, marker.variant), []).append(section)
    for wrong in groups.values():
        first = wrong[0].heading.marker
        assert first is not None
        edits = []
        for section in wrong:
            marker = section.heading.marker
            assert marker is not None
            edits.append(Edit(marker.span.start, marker.span.end, _like(marker.right, document.slice(marker.span))))
        message = say("序号“{shown}”应写作“{right}”", shown=document.slice(first.span), right=first.right)
        if len(wrong) > 1:
            message = say("{message}（全文共{count}处）", message=message, count=len(wrong))
        related = tuple(Related(s.heading.span, document.slice(s.heading.span)) for s in wrong[1:20])
        yield Problem("marker", first.span, message, related, Fix(tuple(edits), "safe"))


class _Numbered(Record):
    """A numbered heading with the section that holds it."""

    section: Section
    parent: int  # index of the parent among all sections, -1 at the top
    number: int

    @property
    def span(self) -> Span:
        marker = self.section.heading.marker
        return marker.span if marker else self.section.heading.span


@cache
def _form(example: str) -> Form:
    return form(example)


@cache
def _behind_stop(example: str) -> re.Pattern[str]:
    """A stop with such a marker behind it: few places, which are found quickly."""
    return lazily(f"[。;!?”](?={_form(example).pattern.pattern})")


class _Headings:
    """The numbered headings of one part of a text."""

    def __init__(self, document: Document, part: Part) -> None:
        self.document = document
        self.part = part
        self.all: list[Section] = []
        self.hidden = hidden_offsets(document)
        self.by_style: dict[str, list[_Numbered]] = {}
        self._collect(part.sections, -1)

    @cached_property
    def unnumbered(self) -> list[int]:
        """Where the sections without a number begin."""
        return sorted(s.span.start for s in self.all if s.heading.marker is None)

    @cached_property
    def paragraph_ends(self) -> list[int]:
        """Where the paragraphs under a heading end."""
        return sorted(e.span.end for s in self.all for e in s.elements if e.role == "paragraph")

    def _collect(self, sections: Iterable[Section], parent: int) -> None:
        for section in sections:
            marker = section.heading.marker
            if marker is not None:
                self.by_style.setdefault(marker.style, []).append(_Numbered(section, parent, marker.number))
            self.all.append(section)
            if section.sections:
                self._collect(section.sections, len(self.all) - 1)

    def problems(self) -> Iterator[Problem]:
        for style, numbered in self.by_style.items():
            yield from self._sequence(style, numbered)
        yield from self._levels()

    # -- one style ---------------------------------------------------------------------------------------------

    def _sequence(self, style: str, numbered: list[_Numbered]) -> Iterator[Problem]:
        runs_on, known = self._runs_on(numbered)
        previous: _Numbered | None = None
        at = 0
        while at < len(numbered):
            current = numbered[at]
            fresh = previous is None or (current.parent != previous.parent and not runs_on)
            expected = 1 if fresh or previous is None else previous.number + 1
            if fresh and previous is not None and not known and current.number != 2:
                # Neither way of counting explains how the groups begin: nothing to hold them to. A group that begins
                # with 2 has lost its first member all the same.
                pass
            elif current.number != expected:
                swapped = (
                    at + 1 < len(numbered)
                    and numbered[at + 1].number == expected
                    and current.number == expected + 1
                    and numbered[at + 1].parent == current.parent
                )
                yield from self._wrong(style, None if fresh else previous, current, expected, swapped)
                if swapped:
                    at += 1
                    # the pair counts as read in the right order
                    previous = current
                    at += 1
                    continue
            previous = current
            at += 1
        for item, following in zip(numbered, [*numbered[1:], None], strict=True):
            if following is None or (following.parent != item.parent and not runs_on):
                # After the last of a group the next marker may be lost inside a paragraph, where nothing misses it.
                yield from self._run_on(style, item.number + 1, item.section.span.start, item.section.span.end)
        yield from self._single(style, numbered)
        yield from self._double(style, numbered)

    def _double(self, style: str, numbered: list[_Numbered]) -> Iterator[Problem]:
        """A number typed behind the one that Word counts by itself: 一、一、."""
        text = self.document.text
        for item in numbered:
            title = item.section.heading.title
            first = text[title.start : title.start + 1]
            if first.isalpha() and first not in HAN_DIGITS and first not in style and ord(first) not in FOLDING:
                continue  # as good as all: a word
            again = _form(style).pattern.match(fold(text[title.start : title.end]))
            if again is not None and _number(again, style) == item.number:
                span = Span(item.span.start, title.start + again.end())
                yield Problem("double", span, say("序号写了两遍：“{shown}”", shown=self.document.slice(span)))

    def _runs_on(self, numbered: list[_Numbered]) -> tuple[bool, bool]:
        """Whether the style is counted through the whole part rather than anew under each parent, and how sure that is.

        The second value is False where most groups begin with neither 1 nor the next number.
        """
        starts = [
            (before.number, current.number)
            for before, current in itertools.pairwise(numbered)
            if before.parent != current.parent
        ]
        not_anew = sum(1 for _, number in starts if number != 1)
        not_on = sum(1 for before, number in starts if number != before + 1)
        return not_on < not_anew, 2 * min(not_anew, not_on) <= len(starts)

    def _wrong(
        self, style: str, previous: _Numbered | None, current: _Numbered, expected: int, swapped: bool
    ) -> Iterator[Problem]:
        write = _form(style).write
        if previous is not None and current.number == 1 and self._may_restart(previous, current):
            return
        begin = previous.section.span.start if previous else self._parent_start(current)
        if current.number > expected:
            if self._is_there(current, style, expected, begin):
                return  # `3.10种有色金属`: a marker that only its neighbours tell from a decimal
            missing = list(self._run_on(style, expected, begin, current.section.span.start))
            if missing:
                yield from missing
                return
            if any(begin <= hidden < current.section.span.start for hidden in self.hidden):
                return  # the missing headings are in the text that a website has cut out
        related = (
            (Related(previous.span, say("前一个是“{marker}”", marker=write(previous.number))),) if previous else ()
        )
        right = write(expected)
        shown = write(current.number)
        if swapped:
            yield Problem(
                "order", current.span, say("“{shown}”与后面的“{right}”顺序颠倒", shown=shown, right=right), related
            )
        elif current.number > expected:
            other = self._other_style(style, expected, begin, current.section.span.start)
            if other is not None:
                message = say(
                    "这里的序号写作“{shown}”，前后同级的都是“{style}”这种写法，应为“{right}”",
                    shown=self.document.slice(other),
                    style=style,
                    right=right,
                )
                yield Problem("mixed", other, message, related)
                return
            if previous is None:
                message = say("序号从“{shown}”开始，缺少“{right}”", shown=shown, right=right)
            else:
                message = say(
                    "“{before}”之后应为“{right}”，这里是“{shown}”",
                    before=write(previous.number),
                    right=right,
                    shown=shown,
                )
            yield Problem("gap", current.span, message, related)
        elif previous is not None and current.number == previous.number:
            yield Problem(
                "repeat",
                current.span,
                say("“{shown}”重复，应为“{right}”", shown=shown, right=right),
                related,
                self._fix(current, right),
            )
        elif current.number == 1:
            message = say(
                "这里又从“{shown}”开始，没有读到新的上级标题；应接着编为“{right}”，或补上漏掉的上级标题",
                shown=shown,
                right=right,
            )
            yield Problem("restart", current.span, message, related)
        else:
            yield Problem(
                "order", current.span, say("“{shown}”的顺序不对，应为“{right}”", shown=shown, right=right), related
            )

    def _fix(self, current: _Numbered, right: str) -> Fix:
        return Fix((Edit(current.span.start, current.span.end, _like(right, self.document.slice(current.span))),))

    def _parent_start(self, current: _Numbered) -> int:
        if current.parent >= 0:
            return self.all[current.parent].span.start
        front = self.part.front
        return front[0].span.start if front else 0

    def _may_restart(self, previous: _Numbered, current: _Numbered) -> bool:
        """A list below an introducing colon, or after a paragraph of its own, is a new list."""
        marker = current.section.heading.marker
        if marker is None:
            return False
        start = current.section.span.start
        before = self.document.text[max(0, start - 200) : start].rstrip()
        if before.endswith((":", "：")):
            return True
        if self._unnumbered_between(previous, current):
            return True
        if marker.level < 3:
            return False
        # Deep levels are plain lists as often as headings; a paragraph between two lists is enough to part them.
        return self._paragraph_before(current.section.span.start)

    def _unnumbered_between(self, previous: _Numbered, current: _Numbered) -> bool:
        """Whether a heading without a number, whose level nobody can tell, stands between the two."""
        at = bisect_right(self.unnumbered, previous.section.span.start)
        return at < len(self.unnumbered) and self.unnumbered[at] < current.section.span.start

    def _paragraph_before(self, offset: int) -> bool:
        at = bisect_right(self.paragraph_ends, offset) - 1
        return at >= 0 and not self.document.text[self.paragraph_ends[at] : offset].strip()

    def _is_there(self, current: _Numbered, style: str, number: int, start: int) -> bool:
        """Whether the number that seems to be missing stands at the head of a paragraph, or in a deep list anywhere."""
        reading = self.document.reading
        text = reading.text[reading.position(start) : reading.position(current.section.span.start)]
        marker = fold(_form(style).write(number))
        deep = current.section.heading.marker is not None and current.section.heading.marker.level >= 4
        if deep and marker in text:
            return True
        return re.search(rf"^\s*{re.escape(marker)}", text, re.MULTILINE) is not None

    def _run_on(self, style: str, number: int, start: int, end: int) -> Iterator[Problem]:
        """The marker that is due, found inside a paragraph after a full stop."""
        reading = self.document.reading
        begin, stop = reading.position(start), reading.position(end)
        pattern = _form(style).pattern
        behind = (mark.end() for mark in _behind_stop(style).finditer(reading.text, begin, stop))
        found = (m for at in behind if (m := pattern.match(reading.text, at, stop)) is not None)
        inside = [m for m in found if reading.text[m.end() : m.end() + 1].strip()]
        numbers = [_number(m, style) for m in inside]
        if number not in numbers or (number != 1 and 1 in numbers):
            return
        match = inside[numbers.index(number)]
        span = reading.span(match.start(), match.end())
        message = say("标题“{marker}”接在上一段后面，应另起一段", marker=_form(style).write(number))
        yield Problem(
            "run-on",
            span,
            message,
            fix=Fix((Edit(span.start, span.start, "\n"),)) if self.document.format == "text" else None,
        )

    def _other_style(self, style: str, number: int, start: int, end: int) -> Span | None:
        for other, numbered in self.by_style.items():
            if other == style or len(numbered) != 1:
                continue
            only = numbered[0]
            if only.number == number and start < only.section.span.start < end:
                return only.span
        return None

    def _single(self, style: str, numbered: list[_Numbered]) -> Iterator[Problem]:
        marker = numbered[0].section.heading.marker
        if marker is None or marker.level > 2 or self.hidden:
            return
        siblings = Counter(item.parent for item in numbered)
        for item in numbered:
            if siblings[item.parent] == 1 and item.number == 1:
                write = _form(style).write
                yield Problem(
                    "single", item.span, say("只有“{first}”，没有“{second}”", first=write(1), second=write(2))
                )

    # -- between levels ----------------------------------------------------------------------------------------

    def _levels(self) -> Iterator[Problem]:
        tops = [s for s in self.part.sections if s.heading.marker is not None]
        highest = min((s.level for s in tops), default=0)
        first = next((s for s in tops if s.level == highest), None)
        for section in tops:
            marker = section.heading.marker
            if (
                marker
                and first
                and section.level == highest + 1 == 2
                and section.span.start < first.span.start
                and first.heading.marker
            ):
                message = say(
                    "“{marker}”前面没有“{upper}”一级的标题", marker=marker.right, upper=first.heading.marker.style
                )
                yield Problem("orphan", marker.span, message)
                break
        both = "（一）" in self.by_style and "（1）" in self.by_style
        skipped = [
            (section, child)
            for section in (self.all if both else ())
            for child in section.sections
            if _style(section) == "（一）" and _style(child) == "（1）"
        ]
        if skipped:
            parent, child = skipped[0]
            upper, lower = parent.heading.marker, child.heading.marker
            assert upper is not None and lower is not None
            message = say("“{upper}”之下直接用了“{lower}”，中间越过了一级", upper=upper.right, lower=lower.right)
            yield Problem("skip", lower.span, message)


def _style(section: Section) -> str:
    return section.heading.marker.style if section.heading.marker else ""


def _number(match: re.Match[str], style: str) -> int:
    return value(match.group(len(_form(style).slots))) or 0


def _like(right: str, printed: str) -> str:
    """`right` in the width in which the author printed his brackets."""
    return fold(right) if printed.isascii() or "(" in printed else right
