"""Kind `habit`: one thing written in two ways in one document.

Patterns are matched against the text as it is written, not folded, because the ways often differ in width alone
(`％` and `%`). What is met less often is told; nothing is said of a text that keeps to one way, unless that way is
marked `wrong`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..anchors import Gate
from ..commonness import share, strange_in
from ..document import Document, Paragraph, Span
from ..keptcodes import compiled
from ..lazy import lazily
from ..messages import say
from ..packpatterns import raw_gate, raw_sketch
from ..phrases import Hit
from ..records import Record
from ..regexlib import VERSION1, regex
from ..rules import Edit, Finding, Fix, Related, Rule
from ..sketches import Sketch
from ..spots import BLANKS, any_in, blanks, first, places
from . import Field, Kind, RuleError, Vocabulary

SECONDS = 5.0
_RELATED = 19
_FEW = 3
"""Texts that are looked for one by one."""
_FEW_BLANKS = 1_000
"""Blanks that are looked at one by one."""
_FORBIDS = lazily(r"\(\?<?!")

_WAY = {
    "name": Field("text", "怎样称呼这种写法", required=True),
    "pattern": Field("pattern", "正则表达式，区分全角半角；名为 mark 的组是要标出的部分", required=True),
    "wrong": Field("boolean", "不规范的写法：即使全文都这样写也要提示"),
    "right": Field("text", "标出的部分应改成什么，可用 \\1"),
}
FIELDS = {
    "ways": Field("maps", "几种写法", required=True, fields=_WAY),
    "message": Field("text", "提示，可用 {0} {name} {other}"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
    "apart": Field("integer", "不超过几处时逐处提示（默认合并成一条）"),
}


class _Gate(Record, frozen=True):
    """What is known of the matches of a pattern, as it is asked of each document."""

    texts: tuple[str, ...]
    sources: tuple[str, ...]


class _Tries(Record, frozen=True):
    """Where a pattern may begin: at a blank, or so far before each of some texts."""

    sketch: Sketch
    blanks: bool
    texts: tuple[tuple[str, int], ...] = ()


class _Way(Record, frozen=True):
    name: str
    pattern: str
    wrong: bool
    right: str | None
    gate: _Gate | None
    """Where in a text the pattern may be found."""
    tries: _Tries | None = None
    """Where it may begin, and what stands there where it does."""


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    """Not folded, for the ways may differ in width alone; compiled when it is first needed."""
    return compiled(pattern, VERSION1)


class _Place(Record, frozen=True):
    span: Span
    edit: Edit | None


class HabitChecker:
    """Counts the ways in which a document writes one thing."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, ways: Sequence[_Way], fields: Mapping[str, Any]) -> None:
        self._ways = ways
        self._message: str = fields.get("message", rule.title)
        self._safety = "safe" if fields.get("safe") else "unsafe"
        self._apart: int = fields.get("apart", 0)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        # What is written in one way only is written well, unless that way is wrong.
        stand = [(way, not _nowhere(document, way)) for way in self._ways]
        standing = [way for way, stands in stand if stands]
        if len(standing) < 2 and not any(way.wrong for way in standing):
            return
        met = [(way, list(_places(document, way)) if stands else []) for way, stands in stand]
        usual, most = max(met, key=lambda pair: len(pair[1]))
        for way, found in met:
            if not found or (way is usual and not way.wrong) or (usual.wrong and not way.wrong and most):
                continue
            other = next((name for name in (usual.name, *(w.name for w in self._ways)) if name != way.name), "")
            yield from self._told(document, way, other, found)

    def _told(self, document: Document, way: _Way, other: str, places: Sequence[_Place]) -> Iterator[Finding]:
        message = self._message.replace("{name}", way.name).replace("{other}", other)
        if len(places) <= max(1, self._apart):
            for place in places:
                fix = Fix((place.edit,), self._safety) if place.edit else None
                yield Finding(place.span, message.replace("{0}", document.slice(place.span)), fix=fix)
            return
        first = places[0].span
        edits = tuple(place.edit for place in places if place.edit)
        yield Finding(
            first,
            say(
                "{message}（全文共{count}处）", message=message.replace("{0}", document.slice(first)), count=len(places)
            ),
            fix=Fix(edits, self._safety) if edits else None,
            related=tuple(Related(p.span, document.slice(p.span)) for p in places[1 : _RELATED + 1]),
        )


def _places(document: Document, way: _Way) -> Iterator[_Place]:
    paragraphs = _where(document, way.gate)
    if not paragraphs:
        return
    pattern = _compiled(way.pattern)
    for paragraph in paragraphs:
        text = document.slice(paragraph.span)
        for match in pattern.finditer(text, timeout=SECONDS, concurrent=False):
            group: str | int = "mark" if "mark" in match.groupdict() else 0
            start, end = (paragraph.span.start + at for at in match.span(group))
            edit = Edit(start, end, match.expand(way.right)) if way.right is not None else None
            yield _Place(Span(start, end), edit)


def _nowhere(document: Document, way: _Way) -> bool:
    """Whether the pattern of a way is certainly found nowhere, told without looking through paragraphs."""
    gate, tries, text = way.gate, way.tries, document.text
    if tries is not None and tries.blanks:
        starts = blanks(text)
        return len(starts) <= _FEW_BLANKS and _none_stands(tries.sketch, text, starts)
    if gate is None or (gate.sources and _strange(document, gate)):
        return False
    if tries is None:
        return not any_in(text, gate.texts)
    return _none_stands(tries.sketch, text, (at - near for word, near in tries.texts for at in places(text, word)))


def _none_stands(sketch: Sketch, text: str, starts: Iterable[int]) -> bool:
    match = sketch.pattern.match
    for at in starts:  # noqa: SIM110  # a generator costs as much as the look
        if at >= 0 and match(text, at) is not None:
            return False
    return True


def _strange(document: Document, gate: _Gate) -> bool:
    strange = strange_in(document)
    return bool(strange) and any(_compiled(source).search(strange) for source in gate.sources)


def _where(document: Document, gate: _Gate | None) -> Sequence[Paragraph]:
    """The paragraphs in which the pattern of that gate may be found."""
    if gate is None:
        return document.paragraphs
    if gate.sources and _strange(document, gate):
        return document.paragraphs
    text, starts, paragraphs = document.text, document.paragraph_starts, document.paragraphs
    holding: set[int] = set()
    for word in gate.texts:
        at = first(text, word)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            holding.add(index)
            at = first(text, word, max(at + 1, paragraphs[index].span.end if index >= 0 else 0))
    return [paragraphs[index] for index in sorted(holding - {-1})]


def _tries_of(gate: Gate | None, sketch: Sketch | None) -> _Tries | None:
    """None where tries in the whole text would not tell: there another paragraph may stand before, or behind."""
    if sketch is None or _FORBIDS.search(sketch.source):
        return None
    if sketch.heads is not None and set(sketch.heads.pattern) <= {*BLANKS, *"[]\\"}:
        return _Tries(sketch, blanks=True)
    if gate is None or len(gate.anchors) > _FEW or any(near != far for _, near, far, source in gate.anchors):
        return None
    return _Tries(sketch, False, tuple((text, near) for text, near, _, source in gate.anchors if not source))


def _told_of(gate: Gate) -> _Gate:
    return _Gate(_words(gate.texts), gate.sources)


def _words(texts: tuple[str, ...]) -> tuple[str, ...]:
    """What to look for: one character that all of many texts hold, or the texts."""
    shared = frozenset(texts[0]).intersection(*texts) if len(texts) > _FEW else ()
    return (min(shared, key=share),) if shared else texts


def _way(way: Mapping[str, Any]) -> _Way:
    pattern: str = way["pattern"]
    gate = raw_gate(pattern)
    tries = _tries_of(gate, raw_sketch(pattern))
    return _Way(way["name"], pattern, way.get("wrong", False), way.get("right"), gate and _told_of(gate), tries)


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> HabitChecker:
    ways = [_way(way) for way in fields["ways"] if "name" in way and "pattern" in way]
    if len(ways) < 2 and not any(way.wrong for way in ways):
        raise RuleError(say("ways 至少要有两种写法，或一种 wrong 的写法。"), "ways")
    return HabitChecker(rule, ways, fields)


KIND = Kind("habit", "前后写法不一", FIELDS, _compile)
