"""Kind `section`: which sections a kind of document must have, may have, must not have, and in which order.

A section counts as present where a heading of its own line or a run-in heading says so, or a topic sentence in
unnumbered prose. The rule is quiet where a "text hidden here" mark has swallowed what it looks for.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..document import Document, Span
from ..messages import say
from ..numbering.hidden import hidden_offsets
from ..packfields import Sought, branches_of
from ..phrases import Hit
from ..records import Record
from ..rules import Finding, Related, Rule
from . import Field, Kind, RuleError, Vocabulary

PRESENCE = ("required", "optional", "forbidden")
TOPIC_SENTENCE = 60
"""Code points at the head of a paragraph that may name its topic."""

_SECTION = {
    "name": Field("text", "这一部分的名称", required=True),
    "presence": Field("choice", "必有、可有还是不得有", choices=PRESENCE),
    "headings": Field("patterns", "标题的各种写法（正则表达式）"),
    "use": Field("texts", "引用 sections: 里的写法"),
    "cues": Field("patterns", "没有标题时，正文里出现这些话也算有"),
}
FIELDS = {
    "sections": Field("maps", "各部分，按应有的顺序", required=True, fields=_SECTION, short="name"),
    "ordered": Field("boolean", "是否检查先后顺序"),
    "shortest": Field("integer", "正文少于这么多字的文稿不查"),
}


class _Section(Record, frozen=True):
    name: str
    presence: str
    headings: tuple[Sought, ...]
    cues: tuple[Sought, ...]


class SectionChecker:
    """Looks for the sections of a document kind."""

    literals: tuple[str, ...] = ()

    def __init__(self, sections: Sequence[_Section], ordered: bool, shortest: int) -> None:
        self._sections = sections
        self._ordered = ordered
        self._shortest = shortest

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        if document.outline.kind == "news" or len(document.reading.text) < self._shortest:
            return
        hidden = bool(hidden_offsets(document))
        headings = _headings(document)
        top = min(headings.levels, default=1)
        found: list[tuple[_Section, Span]] = []
        missing: list[_Section] = []
        for section in self._sections:
            index = headings.find(section.headings)
            if section.presence == "forbidden":
                if index is not None:
                    yield Finding(headings.spans[index], say("这类文稿不应有“{name}”", name=section.name))
            elif index is not None:
                if headings.levels[index] == top:
                    found.append((section, headings.spans[index]))
            elif (
                section.presence == "required"
                and not hidden
                and not self._cued(section, document, bool(headings.levels))
            ):
                missing.append(section)
        if missing:
            yield self._missing(missing, document)
        if self._ordered:
            yield from self._out_of_order(found)

    def _cued(self, section: _Section, document: Document, headed: bool) -> bool:
        """Whether a telling phrase stands for the missing heading, or in prose without headings a topic sentence."""
        reading = document.reading
        for element in () if headed else document.outline.elements():
            if element.role not in {"paragraph", "run-in", "bullet"}:
                continue
            start, end = reading.positions(element.span)
            topic = reading.text[start : min(end, start + TOPIC_SENTENCE)].partition("。")[0]
            if any(heading.is_in(topic, timeout=1.0) for heading in section.headings):
                return True
        return any(cue.is_in(reading.text, timeout=1.0) for cue in section.cues)

    @staticmethod
    def _missing(missing: Sequence[_Section], document: Document) -> Finding:
        title = document.outline.title()
        if title is not None:
            span = title.span
        else:
            first = document.paragraphs[0].span
            span = Span(first.start, min(first.end, first.start + 20))
        names = "、".join(f"“{section.name}”" for section in missing)
        return Finding(
            span,
            say("没有找到{names}部分", names=names),
            advice=say("如确有这部分内容，请加上标题；如不需要，可忽略本条。"),
        )

    @staticmethod
    def _out_of_order(found: Sequence[tuple[_Section, Span]]) -> Iterable[Finding]:
        for (earlier, first), (later, second) in itertools.pairwise(found):
            if second.start < first.start:
                message = say(
                    "这里是“{later}”，放在了“{earlier}”前面，通常应在其后", later=later.name, earlier=earlier.name
                )
                yield Finding(second, message, related=(Related(first, earlier.name),))


class _Headings:
    """Every heading without its marker, in reading form without spaces, and at which level it stands."""

    def __init__(self, document: Document) -> None:
        reading = document.reading
        sections = list(document.outline.sections())
        titles = [section.heading.title for section in sections]
        places = [reading.positions(title) for title in titles]
        self._texts = [reading.text[start:end].replace(" ", "") for start, end in places]
        self.spans = [section.heading.span for section in sections]
        self.levels = [section.level for section in sections]
        self._joined = "\n".join(self._texts)
        self._starts = list(itertools.accumulate((len(text) + 1 for text in self._texts), initial=0))

    def find(self, patterns: Sequence[Sought]) -> int | None:
        """The highest and earliest heading that a pattern finds."""
        likely: dict[int, list[Sought]] = {}
        for sought in patterns:
            for index in self._likely(sought):
                likely.setdefault(index, []).append(sought)
        for index in sorted(likely, key=lambda index: (self.levels[index], index)):
            if any(sought.is_in(self._texts[index], timeout=1.0) for sought in likely[index]):
                return index
        return None

    def _likely(self, sought: Sought) -> Iterable[int]:
        """The headings that hold what the pattern needs, found in all of them at once."""
        places = sought.places(self._joined)
        if places is None:
            return range(len(self._texts))
        return {bisect_right(self._starts, place) - 1 for place in places}


def _headings(document: Document) -> _Headings:
    found: _Headings | None = document.memo.get(_Headings)
    if found is None:
        found = document.memo[_Headings] = _Headings(document)
    return found


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> SectionChecker:
    sections = []
    for section in fields["sections"]:
        patterns = list(section.get("headings", ()))
        for name in section.get("use", ()):
            if name not in vocabulary.sections:
                from ..packtree import nearest

                hint = nearest(name, sorted(vocabulary.sections))
                raise RuleError(say("sections: 里没有“{name}”。{hint}", name=name, hint=hint), "sections")
            patterns += vocabulary.sections[name]
        if not patterns:
            raise RuleError(
                say("“{name}”没有写 headings 或 use，永远找不到。", name=section.get("name", "")), "sections"
            )
        sections.append(
            _Section(
                section.get("name", ""),
                section.get("presence", "optional"),
                tuple(map(Sought, patterns)),
                tuple(Sought(branch) for p in section.get("cues", ()) for branch in branches_of(p)),
            )
        )
    return SectionChecker(sections, fields.get("ordered", False), fields.get("shortest", 0))


KIND = Kind("section", "章节", FIELDS, _compile)
