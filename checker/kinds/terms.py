"""Kind `terms`: names and terms that are written one way only; slips of the keyboard in them are found unlisted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from ..context import in_title
from ..document import Document
from ..messages import quoted, say
from ..phrases import Hit, groups_of
from ..reading import fold
from ..rules import Edit, Finding, Fix, Rule
from ..setphrases.slips import SHORTEST, SlipSearch, Sure
from . import Field, Kind, RuleError, Vocabulary

_TERM = {
    "text": Field("text", "名称、术语，一格里可以写几个，用；隔开", required=True),
    "also": Field("texts", "只差一字而同样正确的"),
}
FIELDS = {
    "terms": Field("maps", "名称和术语", fields=_TERM, short="text"),
}

SHOWN = 8
"""Terms of a list that `zfcheck explain` shows."""


class TermsChecker:
    """Looks for texts one slip away from any of many terms; only what is certain is told."""

    needs_hits = True

    def __init__(self, terms: Sequence[str], also: Sequence[str]) -> None:
        self._searches = [SlipSearch(term) for term in terms]
        rights = (*terms, *also)
        self._rights = len(rights)
        # Several terms have an anchor in common (人民法院).
        anchors: dict[str, list[tuple[SlipSearch, int]]] = {}
        for search in self._searches:
            for at, anchor in enumerate(search.anchors):
                anchors.setdefault(anchor, []).append((search, at))
        self._anchors = list(anchors.values())
        self._met: dict[int, _Look | None] = {}
        """How to look at an anchor, made when a text has it: of a thousand it has some thirty."""
        self._longest = max(map(len, terms)) + 2  # as far as is looked from an anchor
        self.literals = (*rights, *anchors)

    @property
    def looks_for(self) -> tuple[str, ...]:
        """What the rule looks for, in a clerk's words: the first terms of the list."""
        shown = say("、").join(search.phrase for search in self._searches[:SHOWN])
        return (say("{terms}等{count}个", terms=shown, count=len(self._searches)),)

    def check(self, document: Document, hits: Sequence[Hit]) -> Iterable[Finding]:
        reading = document.reading
        text = reading.text
        # A longer right name speaks for what lies inside it, whole or in part.
        names = (places for literal, places in groups_of(hits) if literal < self._rights)
        right = _joined([(start, end) for places in names for _, start, end in places])
        doubtful = sorted(self._doubtful(text, hits, right), key=_PLACE)
        if not doubtful:
            return
        ends = [end for _, end in right]
        reached = 0
        for search, at, start, _ in doubtful:
            slip = search.around(text, at, start)
            if slip is None or slip.sure is not Sure.CERTAIN or in_title(text, slip.start):
                continue
            if slip.start < reached or _meets(slip.start, slip.end, right, ends):
                continue
            reached = slip.end
            span = reading.span(slip.start, slip.end)
            message = say("{wrong}应为{right}", wrong=quoted(document.slice(span)), right=quoted(slip.right))
            yield Finding(span, message, fix=Fix((Edit(span.start, span.end, slip.right),), "unsafe"))

    def _doubtful(
        self, text: str, hits: Sequence[Hit], right: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[SlipSearch, int, int, int]]:
        """The halves of terms, which stand all over a text, that may be part of a slip and of no right name."""
        rights, longest, last = self._rights, self._longest, len(text) - self._longest
        # What a half belongs to is most often a term as it should be: from each place in one, how far it goes.
        inside = {at: end for start, end in right for at in range(start, end)}
        for literal, places in groups_of(hits):
            if literal < rights:
                continue
            sharing = self._anchors[literal - rights]
            if literal not in self._met:
                self._met[literal] = _look(sharing)
            look = self._met[literal]
            for _, start, end in places:
                if start in inside and end <= inside[start]:
                    continue
                if look is not None and longest < start < last:
                    for by, beside in look:
                        texts = beside.get(text[start + by])
                        if texts is not None and text.startswith(texts, start + by):
                            break
                    else:
                        continue
                for search, at in sharing:
                    if search.may_be(text, at, start):
                        yield search, at, start, end


_PLACE = itemgetter(2, 3)


_Look = tuple[tuple[int, dict[str, tuple[str, ...]]], ...]
"""By place from an anchor: by character, the texts that begin with it, of which one stands there."""


def _look(sharing: Sequence[tuple[SlipSearch, int]]) -> _Look | None:
    """What `SlipSearch.beside` says of all searches that have an anchor in common: one look instead of many."""
    places: dict[int, dict[str, tuple[str, ...]]] = {}
    for search, at in sharing:
        beside = search.beside(at)
        if beside is None:
            return None
        for by, texts in beside:
            known = places.setdefault(by, {})
            for text in texts:
                known[text[0]] = (*(other for other in known.get(text[0], ()) if other != text), text)
    return tuple(places.items())


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _meets(start: int, end: int, spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> bool:
    """Whether one of the spans (apart, in order, with these ends) overlaps `start`:`end`."""
    at = bisect_right(ends, start)
    return at < len(spans) and spans[at][0] < end


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> TermsChecker:
    terms: list[str] = []
    also: list[str] = []
    for row in fields.get("terms", ()):
        terms += [fold(text.strip()) for text in row.get("text", "").split("；") if text.strip()]
        also += [fold(text.strip()) for cell in row.get("also", ()) for text in cell.split("；") if text.strip()]
    if not terms:
        raise RuleError(say("词表是空的，请在 terms 里写词，或用 include 引用表格。"), "terms")
    short = [term for term in terms if len(term) < SHORTEST]
    if short:
        message = say("“{term}”太短，至少要有{length}个字。", term=short[0], length=SHORTEST)
        raise RuleError(message, "terms")
    return TermsChecker(terms, also)


KIND = Kind("terms", "名称术语", FIELDS, _compile, table="terms")
