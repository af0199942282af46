"""Lists below the headings: 一是…二是, `——` items, bullets."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from ..document import Document, Element, Enumeration, Item, Section
from ..lazy import lazily
from ..messages import say
from ..numerals import circled, han
from ..reading import fold
from ..rules import Related
from ..span import Span
from .hidden import hidden_offsets
from .problem import Problem


def inline_problems(document: Document) -> Iterator[Problem]:
    """Gaps, repeats, lists cut short and mixed styles of the inline enumerations."""
    enumerations = document.outline.enumerations
    mixtures = _mixtures(enumerations)
    broken_off = {id(one) for one, _ in mixtures}
    taken_up = {id(two) for _, two in mixtures}
    for enumeration in enumerations:
        yield from _inline_sequence(document, enumeration, id(enumeration) in broken_off, id(enumeration) in taken_up)
    for one, two in mixtures:
        first, second = one.items[0].marker, two.items[0].marker
        message = say(
            "前面用“{first}”，这里用“{second}”，同一组序数应当一致",
            first=document.slice(first),
            second=document.slice(second),
        )
        yield Problem("inline-mixed", second, message, (Related(first, document.slice(first)),))


def _inline_sequence(
    document: Document, enumeration: Enumeration, broken_off: bool, taken_up: bool
) -> Iterator[Problem]:
    """Problems of one list. `broken_off`: another style goes on with it; `taken_up`: it goes on with another's."""
    items = [item for item in enumeration.items if item.number]
    if not items:
        return
    first = items[0]
    shown = document.slice(first.marker)
    if (
        first.number > 1
        and not taken_up
        and not _begun_before(document, first)
        and not _hidden_before(document, first.marker.start)
    ):
        yield Problem("inline-gap", first.marker, say("出现“{shown}”，前面没有第一项", shown=shown))
    if len(items) == 1 and first.number == 1 and shown[0] == "一" and not broken_off:
        # The second member may be there, only not at the head of a clause.
        answered = f"二{shown[1:]}" in document.text[first.marker.end : first.marker.end + 3000]
        if not answered and not _hidden_after(document, first.marker.start):
            yield Problem("inline-cut", first.marker, say("只有“{shown}”，后面没有第二项", shown=shown))
    for before, after in itertools.pairwise(items):
        if after.number == before.number + 1:
            continue
        related = (Related(before.marker, document.slice(before.marker)),)
        texts = {"before": document.slice(before.marker), "after": document.slice(after.marker)}
        if after.number > before.number + 1:
            yield Problem("inline-gap", after.marker, say("“{before}”之后是“{after}”，中间缺项", **texts), related)
        else:
            yield Problem(
                "inline-order", after.marker, say("“{before}”之后又是“{after}”，序数重复或颠倒", **texts), related
            )


def _begun_before(document: Document, item: Item) -> bool:
    """Whether the member before `item` is there after all, where no list was seen (in the middle of a clause)."""
    shown = document.slice(item.marker)
    for write in (han, circled, str):
        if write(item.number) in shown:
            before = document.text[max(0, item.marker.start - 1500) : item.marker.start]
            return shown.replace(write(item.number), write(item.number - 1)) in before
    return False


def _mixtures(enumerations: Sequence[Enumeration]) -> list[tuple[Enumeration, Enumeration]]:
    """A list that stops after its first member where another style goes on with the second."""
    found = []
    for one, two in itertools.pairwise(enumerations):
        last = [item.number for item in one.items if item.number]
        start = [item.number for item in two.items if item.number]
        near = two.items[0].marker.start - one.items[-1].marker.end < 3000
        if last == [1] and start[:1] == [2] and near and one.style != two.style:
            found.append((one, two))
    return found


def _hidden_after(document: Document, offset: int) -> bool:
    return any(hidden > offset for hidden in hidden_offsets(document))


def _hidden_before(document: Document, offset: int) -> bool:
    """Whether the first members may stand in text of the same section that a website has cut out."""
    if not hidden_offsets(document):
        return False
    path = document.outline.path(offset)
    begin = path[-1].span.start if path else 0
    return any(begin <= hidden < offset for hidden in hidden_offsets(document))


_DASH = lazily(r"^(?P<stray>\d{1,2}\s*)?(?P<dash>——|--)")


def dash_problems(document: Document, sections: Iterable[Section], elements: Iterable[Element]) -> Iterator[Problem]:
    """`——` items of one group of which some bear a number."""
    starts = [s.heading.span for s in sections if s.heading.marker is None]
    starts += [e.span for e in elements if e.role == "bullet"]
    dashed = [(span, m) for span in sorted(starts) if (m := _DASH.match(fold(document.slice(span))))]
    numbered = [(Span(span.start, span.start + m.end()), m) for span, m in dashed if m.group("stray")]
    if not numbered:
        return
    related = tuple(Related(span, document.slice(span)) for span, _ in numbered[1:20])
    first = numbered[0][0]
    message = say("“{shown}”：破折号领起的条目前不应再有数字", shown=document.slice(first))
    if len(numbered) > 1:
        message = say("{message}（全文共{count}处）", message=message, count=len(numbered))
    yield Problem("dash", first, message, related)
    bare = next(((span, m) for span, m in dashed if not m.group("stray")), None)
    if bare is not None:
        span = Span(bare[0].start, bare[0].start + bare[1].end())
        message = say("这一组条目有的带数字（如“{shown}”），这里没有，序号可能丢失", shown=document.slice(first))
        yield Problem("dash", span, message, (Related(first, document.slice(first)),))


def bullet_problems(document: Document, elements: Iterable[Element]) -> Iterator[Problem]:
    """A second bullet glyph in a text that began with another."""
    glyphs: list[tuple[str, Span]] = []
    for element in elements:
        if element.role != "bullet":
            continue
        glyph = document.text[element.span.start : element.span.start + 1]
        if glyph and not glyph.isalnum() and glyph not in "—-*+─":
            glyphs.append((glyph, Span(element.span.start, element.span.start + 1)))
    if not glyphs:
        return
    usual = glyphs[0][0]
    change = next((at for at, (glyph, _) in enumerate(glyphs) if glyph != usual), None)
    if change is None or any(glyph == usual for glyph, _ in glyphs[change:]):
        return  # the first glyph comes again: two levels of one list
    glyph, span = glyphs[change]
    message = say("项目符号前面用“{usual}”，从这里起用“{other}”", usual=usual, other=glyph)
    yield Problem("bullets", span, message, (Related(glyphs[0][1], usual),))
