"""A count that announces what follows: 抓好三个方面工作：一是…二是…三是…, or the headings under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..document import Document, Enumeration, Outline, Section
from ..lazy import lazily
from ..numerals import value
from ..reading import alternatives
from ..spots import matches
from .counts import NO_TIME, NUMERAL, Count, Numerals, Words
from .lists import Clauses, Size, outer


class Announcements:
    """Finds announcing counts and holds them against the enumeration or the headings right behind them."""

    def __init__(self, words: Words) -> None:
        self._count = lazily(
            rf"{NUMERAL}(?:{alternatives(words.units)}){NO_TIME}(?P<noun>[^\d,;:。!?()\n、]{{0,14}})(?P<mark>[:。,]|(?=\n))"
        )
        self._numerals = Numerals(words.units)
        self._noun = lazily(alternatives(words.announcing))
        self._verb = lazily(alternatives(words.announce))
        self._other = lazily(rf"{NUMERAL}(?:{alternatives(words.units)})")

    def find(self, document: Document) -> Iterator[Count]:
        """Every announcing count of the document that has an enumeration or headings right behind it."""
        text = document.reading.text
        lists: dict[int, Enumeration] | None = None
        headings: dict[int, Group] | None = None
        for match in matches(self._count, text, self._numerals.starts_in(document)):
            behind = match.end()
            while behind < len(text) and text[behind].isspace():
                behind += 1
            found = None
            if lists is None:
                lists = {document.reading.position(e.items[0].marker.start): e for e in document.outline.enumerations}
            if behind in lists:
                found = _of_enumeration(document, lists[behind])
            elif match["mark"] != "," and "\n" in text[match.end() : behind]:
                if headings is None:  # not before one may be asked for
                    headings = dict(_groups(document.outline, document))
                found = _of_headings(document, headings[behind]) if behind in headings else None
            declared = value(match["number"]) or 0
            if found is None or declared < 2:
                continue
            place, number, sure = found
            agrees = number == declared
            if agrees or self._announces(text, outer(document), match):
                yield Count(match.span("number"), place, declared, Size(number, number), agrees, sure, plain=sure)

    def _announces(self, text: str, clauses: Clauses, match: re.Match[str]) -> bool:
        """Whether the count can speak of nothing but what follows: a different number is a mistake."""
        start = clauses.start(match.start())
        before = text[start : match.start()]
        unit = text[match.end("number") : match.end()]
        # 从供给和需求两方面: there the list stands before the count.
        return (
            (match["mark"] == ":" or bool(self._noun.search(unit) and self._verb.search(before)))
            and not self._other.search(before[-14:])
            and not self._other.search(match["noun"])
            and not re.search("[、和与及]|(?:这|上述|以上|前)$", before[-24:])
        )


def _of_enumeration(document: Document, listed: Enumeration) -> tuple[tuple[int, int], int, bool] | None:
    """Where 一是…二是… stands and how many members it has; None where numbers are missing (then they are at fault)."""
    numbers = [item.number for item in listed.items]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return None
    place = document.reading.position
    last = listed.items[-1].marker
    return (place(listed.items[0].marker.start), place(last.end)), len(numbers), True


Group = tuple[Sequence[Section], bool]
"""Headings of one level that follow one another, and whether they are the whole text's first level."""


def _groups(outline: Outline, document: Document) -> Iterator[tuple[int, Group]]:
    """Where in the reading text each run of sibling headings begins, and the run."""
    for part in outline.parts:
        families = [(part.sections, True)]
        families += [(section.sections, False) for top in part.sections for section in top.walk()]
        for family, top in families:
            for index, section in enumerate(family):
                if index == 0 or not _go_together(family[index - 1], section, document):
                    run = [section]
                    for after in family[index + 1 :]:
                        if not _go_together(run[-1], after, document):
                            break
                        run.append(after)
                    yield document.reading.position(section.heading.span.start), (run, top)


def _go_together(one: Section, other: Section, document: Document) -> bool:
    """Whether two headings are members of one list: numbered in a row, or led by the same dash."""
    first, second = one.heading.marker, other.heading.marker
    if first and second:
        return first.style == second.style and second.number == first.number + 1
    if first or second:
        return False
    return all("——" in document.slice(section.heading.span)[:4] for section in (one, other))


def _of_headings(document: Document, group: Group) -> tuple[tuple[int, int], int, bool] | None:
    run, top = group
    marker = run[0].heading.marker
    if len(run) < 2 or (marker is not None and marker.number != 1):
        return None
    place = document.reading.position
    # The text's own first level often goes on to what no longer belongs to the count (safeguards, a closing).
    return (place(run[0].heading.span.start), place(run[-1].heading.span.end)), len(run), not top and marker is not None
