"""Which place a document is of, where that is certain.

It is the place of its title and its signature, else the one whose slogans (平安随州、法治随州) run through it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..document import Document
from ..lazy import lazily
from ..paper import HEAD, SIGNATURE, TITLE, paper_of
from ..records import Record
from ..spots import places
from . import LONGEST, Division, divisions, heads
from .names import common_words

_TELLS_OF_OTHERS = lazily(
    "学习|考察|借鉴|经验|交流|对接|协作|合作|帮扶|支援|援|联盟|联席|调研|报道|案例|转发|通报|考核|督导|排名|简报|全[国省区]"
)
LEAST_SLOGANS = 3
"""Slogans of one place from which they tell whose paper it is."""
_MOST_OTHERS = 1
_NO_BEFORE = lazily("[\u4e00-\u9fff]$")


class Own(Record, frozen=True):
    """A document's own place: its divisions, or bare names where no table knows them."""

    divisions: tuple[Division, ...]
    names: frozenset[str] = frozenset()

    def has(self, name: str, bearers: Sequence[Division]) -> bool:
        """Whether a place is the own one, lies in it, or it in that: 湖北 and 曾都 for a paper of 随州."""
        if name in self.names:
            return True
        return any(one.holds(own) or own.holds(one) for one in bearers for own in self.divisions)

    @property
    def shorts(self) -> frozenset[str]:
        """The short names of the own place."""
        return self.names | {one.short for one in self.divisions}

    @property
    def shown(self) -> str:
        return self.divisions[-1].name if self.divisions else min(self.names, key=len)


def own_of(document: Document) -> Own | None:
    """The own place of `document`, found once for all rules; None where it is not certain."""
    if "own place" not in document.memo:
        document.memo["own place"] = _find(document)
    found: Own | None = document.memo["own place"]
    return found


def tells_of_others(document: Document) -> bool:
    """Whether the title says that the document is about the work of others, too."""
    return any(_TELLS_OF_OTHERS.search(title) for title in _titles(document))


def _titles(document: Document) -> list[str]:
    paper = paper_of(document)
    return [stretch.text for part in (TITLE, HEAD) for stretch in paper.parts[part][:1]]


def _find(document: Document) -> Own | None:
    signatures = [stretch.text for stretch in paper_of(document).parts[SIGNATURE]]
    named = [list(places_in(text)) for text in (*_titles(document), *signatures)]
    if any(named):
        return _of_chain([place for places in named for place in places])
    return _by_slogans(document.reading.text)


def _of_chain(places: list[tuple[Division, ...]]) -> Own | None:
    """The innermost of places that lie in one another; None for places side by side, or that may be several."""
    sure = [bearers[0] for bearers in places if len(bearers) == 1]
    for bearers in places:
        inside = [one for one in bearers if any(outer.holds(one) for outer in sure)]
        if len(bearers) > 1 and len(inside) != 1:
            return None
        sure += inside
    inner = max(sure, key=lambda one: one.level, default=None)
    if inner is None or not all(one.holds(inner) for one in sure):
        return None
    return Own((inner,))


def _by_slogans(text: str) -> Own | None:
    counted: Counter[Division] = Counter()
    for at in sorted([*places(text, "平安"), *places(text, "法治")]):
        name, bearers = place_at(text, at + 2)
        if bearers and not divisions().is_ambiguous(name):
            counted[bearers[0]] += 1
    if not counted:
        return None
    (first, count), *others = counted.most_common()
    foreign = sum(number for one, number in others if not (one.holds(first) or first.holds(one)))
    return Own((first,)) if count >= LEAST_SLOGANS and foreign <= _MOST_OTHERS else None


def places_in(text: str) -> Iterator[tuple[Division, ...]]:
    """The bearers of each full name in a short text; of a name of two characters that could be other words, none."""
    if not any(text[at : at + 2] in heads() for at in range(len(text))):
        return
    known = divisions()
    at = 0
    while at < len(text):
        name = known.longest_at(text, at, least=2)
        bearers = known.named(name) if name else ()
        if bearers and (len(name) > 2 or not _NO_BEFORE.search(text[:at])):
            yield bearers
        at += len(name) if bearers else 1


def place_at(text: str, at: int) -> tuple[str, tuple[Division, ...]]:
    """The short name at `at` that is no common word, and its bearers, the outermost first; else nothing."""
    if text[at : at + 2] not in heads():
        return "", ()
    known = divisions()
    for length in range(min(LONGEST, len(text) - at), 1, -1):
        name = text[at : at + length]
        if name in known.by_short and name not in common_words():
            return name, tuple(sorted(known.by_short[name], key=lambda one: one.level))
    return "", ()
