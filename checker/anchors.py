"""Where a pattern may be found: texts of which one stands at, or near, every match, and how far from its start.

A search of a whole text costs each pattern 10 to 60 ns a character; that texts are there, the one automaton tells for
all patterns at once (see `zfcheck.phrases`). So a pattern is tried only where one of its anchors allows it to begin.
What is not proved here (`gate_of` gives None) is searched for everywhere, as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .commonness import common, share
from .expressions import FLAGS, Again, Atom, Choice, Look, Node, Repeat, Sequence, parse, ways, within
from .lazy import lazily
from .regexlib import regex

FORM = 9
"""Of gates as they are kept between runs: to be raised with every change of what is found here."""
_MOST_TEXTS = 64
"""Texts that an anchor may be, at most; each makes the automaton larger."""
_MOST_MEMBERS = 20
_MOST_TIMES = 3
_LONGEST = 10
_DEAREST = 0.01
"""Share of places from which trying there costs as much as trying everywhere."""
_EACH = 2e-5
_STRANGE = 3e-4
"""What a text, and a class of uncommon characters, cost in themselves, in shares of places."""
_QUICK = 4 * 10**6
"""Ways to match, counted as if each could be tried to its end, that take a fraction of a second at most."""
_MOST_STARTS = 60
"""Places that are tried one by one."""
_UNSURE = lazily(r"\(\?[\w-]+[:)]|\\[KGXR]")
"""Flags (without regard to case, backwards ...), and what makes a match depend on where the search began."""
_ONE = r"(?:\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\w\s])|[^\\])"
_SIGN = lazily(_ONE)
_PLAIN = r"(?:\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\w\s])|[^\\\[\]^&~|-])"
_LISTED = lazily(rf"\[((?:-(?!-))?(?:{_PLAIN}(?:-{_PLAIN})?)*)\]")
_PAIR = lazily(rf"({_PLAIN})-({_PLAIN})|({_PLAIN}|-)")
"""A class of characters told one by one, or from one to another."""


_PRIVATE = frozenset(map(chr, range(0xE000, 0xE100)))
"""They stand for figures in the templates of sentences (see `zfcheck.sentences`), and so in no text itself."""


class Anchor(NamedTuple):
    """A match begins from `near` to `far` code points before `text`; less than 0 is behind, None is any number.

    Where `source` is told instead of a text, it is a class of characters that are not common, one of which is there.
    """

    text: str
    near: int = 0
    far: int | None = 0
    source: str = ""


class Gate(NamedTuple):
    """What is known of the matches of a pattern.

    `extent`: how many code points from its start decide about a match, None for any number. `line`: what decides, but
    for what stands before the start, is in one line. `quick`: a try from one start cannot take long.
    """

    anchors: tuple[Anchor, ...]
    extent: int | None
    line: bool
    quick: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the anchors, each once."""
        return tuple(dict.fromkeys(anchor.text for anchor in self.anchors if anchor.text))

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(anchor.source for anchor in self.anchors if anchor.source)


Anchors = frozenset[Anchor]


def gate_of(pattern: str) -> Gate | None:
    """What is known of a folded pattern; None where that does not help."""
    tree = None if _UNSURE.search(pattern) else parse(pattern)
    if tree is None or _width(tree)[0] < 1:
        return None
    extent, line = _extent(tree), _in_line(tree)
    finder = _Finder(line, every=extent is None and not line)
    found = finder.cheapest([finder.best(tree)])
    if not found or _cost(found) > _DEAREST:
        return None
    quick = extent is not None and ways(_without_looks(tree), extent) <= _QUICK
    return Gate(tuple(sorted(found, key=repr)), extent, line, quick)


class _Finder:
    def __init__(self, line: bool, *, every: bool) -> None:
        self._line = line
        self._every = every

    def best(self, node: Node) -> Anchors | None:
        """The anchors of a node, counted from its start, that cost least; None where there are none."""
        if isinstance(node, Atom):
            return self.cheapest([_of_class(node.source), *_of_run((node,), 0, 0)])
        if isinstance(node, Sequence):
            return self.cheapest(self._of_sequence(node.parts))
        if isinstance(node, Choice):
            return _all(map(self.best, node.parts))
        if isinstance(node, Repeat):
            return self.cheapest([*_of_run((node,), 0, 0), self.best(node.part)]) if node.least else None
        if node.negative:
            return None
        return self._behind(node.part) if node.behind else self.best(node.part)

    def _behind(self, node: Node) -> Anchors | None:
        """The anchors of what stands before a place, counted from that place."""
        if isinstance(node, Choice):
            return _all(map(self._behind, node.parts))
        least, most = _width(node)
        return _moved(self.best(node), -most, -least) if most is not None else None

    def _of_sequence(self, parts: tuple[Node, ...]) -> Iterator[Anchors | None]:
        low = 0
        high: int | None = 0
        for at, part in enumerate(parts):
            yield _moved(self.best(part), low, high)
            yield from _of_run(parts[at:], low, high)
            if isinstance(part, Look) and part.behind and not part.negative:
                yield from _of_run_behind(part.part, parts[at + 1 :], low, high)
            least, most = _width(part)
            low, high = low + least, None if high is None or most is None else high + most

    def cheapest(self, found: Iterable[Anchors | None]) -> Anchors | None:
        return min((each for each in found if each and self._allowed(each)), key=_cost, default=None)

    def _allowed(self, anchors: Anchors) -> bool:
        for text, near, far, source in anchors:
            if source:
                continue
            if not text or not _PRIVATE.isdisjoint(text):
                return False
            if far is None and (self._every or not self._line):
                return False
            if self._every and far is not None and far - near > _MOST_STARTS:
                return False
        return len(anchors) <= _MOST_TEXTS


def _all(found: Iterable[Anchors | None]) -> Anchors | None:
    each = list(found)
    return None if None in each else frozenset[Anchor]().union(*(one for one in each if one))


def _of_class(source: str) -> Anchors | None:
    """An atom that takes nothing that is common."""
    return None if _common_members(source) or _members(source) else frozenset({Anchor("", source=source)})


def _of_run_behind(node: Node, parts: tuple[Node, ...], low: int, high: int | None) -> Iterator[Anchors]:
    """What stands before a place together with what the parts take from there on."""
    before = _parts(node)
    for at in range(len(before)):
        least, most = _width(Sequence(before[at:]))
        if most is not None:
            yield from _of_run((*before[at:], *parts), low - most, None if high is None else high - least)


def _of_run(parts: tuple[Node, ...], low: int, high: int | None) -> Iterator[Anchors]:
    """What the parts take together, from the first on, as long as it is one of a few texts."""
    texts: Texts | None = _NOTHING
    for part in parts:
        if isinstance(part, Look | Choice):
            yield from _of_texts(_joined(texts, _beginnings(part)), low, high)
        further = _joined(texts, _texts(part))
        if further is None:
            begun = _beginnings(part)
            yield from _of_texts(_joined(texts, begun) or _joined(texts, _first_signs(begun)), low, high)
            return
        texts = further
        yield from _of_texts(texts, low, high)
        if all(len(text) >= _LONGEST for text in texts[0]):
            return


def _of_texts(texts: Texts | None, low: int, high: int | None) -> Iterator[Anchors]:
    if texts is not None:
        found = {Anchor(text[:_LONGEST], low, high) for text in texts[0]}
        yield frozenset([*found, *(Anchor("", source=source) for source in texts[1])])


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Sequence) and not isinstance(node, Again) else (node,)


def _moved(anchors: Anchors | None, low: int, high: int | None) -> Anchors | None:
    """The anchors counted from a place that is `low` to `high` code points further to the left."""
    if anchors is None:
        return None
    return frozenset(
        a if a.source else a._replace(near=a.near + low, far=None if high is None or a.far is None else a.far + high)
        for a in anchors
    )


def _cost(anchors: Anchors) -> float:
    cost = 0.0
    for text, near, far, source in anchors:
        starts = 100 if far is None else far - near + 1
        cost += _STRANGE if source else _EACH + share(text) * (1 + starts / 40)
    return cost


Texts = tuple[frozenset[str], frozenset[str]]
"""All texts that a node takes, and classes besides: it takes another text only where one of these is met."""
_NOTHING: Texts = frozenset({""}), frozenset()


def _texts(node: Node) -> Texts | None:
    """None where there are too many, or where it is not known."""
    if isinstance(node, Atom):
        return _members(node.source)
    if isinstance(node, Again):
        return _texts(node.of) if node.of is not None else None
    if isinstance(node, Look):
        return _NOTHING
    if isinstance(node, Choice):
        return _either(map(_texts, node.parts))
    if isinstance(node, Sequence):
        return _all_joined(map(_texts, node.parts))
    if node.most is None or node.most > _MOST_TIMES:
        return None
    return _either(_all_joined([_texts(node.part)] * times) for times in range(node.least, node.most + 1))


def _beginnings(node: Node) -> Texts | None:
    """Texts of which one stands at the beginning of all that a node takes; None where that is not known."""
    if isinstance(node, Atom | Again):
        return _texts(node)
    if isinstance(node, Look):
        return _NOTHING if node.behind or node.negative else _beginnings(node.part)
    if isinstance(node, Choice):
        each = [_beginnings(part) for part in node.parts]
        return _either(each) or _either(map(_first_signs, each))
    if isinstance(node, Repeat):
        times = _all_joined([_texts(node.part)] * min(node.least, _MOST_TIMES))
        return times if times is not None else _beginnings(node.part)
    texts = _NOTHING
    for part in node.parts:
        further = _joined(texts, _texts(part))
        if further is None:
            return _joined(texts, _beginnings(part)) or texts
        texts = further
    return texts


def _first_signs(texts: Texts | None) -> Texts | None:
    return None if texts is None else (frozenset(text[:1] for text in texts[0]), texts[1])


def _either(found: Iterable[Texts | None]) -> Texts | None:
    texts, sources = frozenset[str](), frozenset[str]()
    for each in found:
        if each is None:
            return None
        texts, sources = texts | each[0], sources | each[1]
    return (texts, sources) if len(texts) <= _MOST_TEXTS else None


def _all_joined(found: Iterable[Texts | None]) -> Texts | None:
    texts: Texts | None = _NOTHING
    for each in found:
        texts = _joined(texts, each)
    return texts


def _joined(one: Texts | None, other: Texts | None) -> Texts | None:
    """What takes the one and then the other."""
    if one is None or other is None or len(one[0]) * len(other[0]) > _MOST_TEXTS:
        return None
    return frozenset(a + b for a in one[0] for b in other[0]), one[1] | other[1]


@lru_cache(maxsize=4096)
def _members(source: str) -> Texts | None:
    """The characters that an atom takes; those that are not common are told by its class. None where they are many."""
    if source == ".":
        return None
    if _SIGN.fullmatch(source):
        return frozenset({_sign(source)}), frozenset()
    if listed := _LISTED.fullmatch(source):
        ends = [[_sign(sign) for sign in pair if sign] for pair in _PAIR.findall(listed[1])]
        codes = [code for pair in ends for code in range(ord(pair[0]), ord(pair[-1]) + 1)]
        return (frozenset(map(chr, codes)), frozenset()) if len(codes) <= _MOST_MEMBERS else None
    members = _common_members(source)
    return (frozenset(members), frozenset({source})) if 0 < len(members) <= _MOST_MEMBERS else None


def _sign(source: str) -> str:
    """The one character that is written so."""
    return source if len(source) == 1 else chr(int(source[2:], 16)) if source[1] in "ux" else source[1]


@lru_cache(maxsize=4096)
def _common_members(source: str) -> str:
    """The common characters that an atom takes, or some of them where they are many."""
    found = regex.compile(source, FLAGS).finditer(common())
    return "".join(match.group() for match in islice(found, _MOST_MEMBERS + 1))


def _width(node: Node) -> tuple[int, int | None]:
    """The least and the most code points that a node takes."""
    if isinstance(node, Atom):
        return 1, 1
    if isinstance(node, Again):
        return 0, _width(node.of)[1] if node.of is not None else None
    if isinstance(node, Look):
        return 0, 0
    if isinstance(node, Repeat):
        least, most = _width(node.part)
        return least * node.least, 0 if most == 0 else None if most is None or node.most is None else most * node.most
    each = [_width(part) for part in node.parts]
    lows, highs = [low for low, _ in each], [high for _, high in each if high is not None]
    endless = len(highs) < len(each)
    if isinstance(node, Choice):
        return min(lows), None if endless else max(highs)
    return sum(lows), None if endless else sum(highs)


def _extent(node: Node) -> int | None:
    """How far behind its start a node looks at most, and one more: for `$` and `\\b`."""
    if isinstance(node, Look):
        return 1 if _looks_back(node) else _extent(node.part)
    if isinstance(node, Again):
        most = _width(node)[1]
        return None if most is None else most + 1
    if isinstance(node, Sequence):
        high: int | None = 0
        farthest: int | None = 1
        for part in node.parts:
            reach, most = _extent(part), _width(part)[1]
            farthest = None if farthest is None or high is None or reach is None else max(farthest, high + reach)
            high = None if high is None or most is None else high + most
        return farthest
    if isinstance(node, Choice):
        each = [_extent(part) for part in node.parts]
        return None if None in each else max(reach for reach in each if reach is not None)
    if isinstance(node, Repeat):
        most, reach = _width(node.part)[1], _extent(node.part)
        if most == 0 or reach is None:
            return reach
        return None if most is None or node.most is None else most * node.most + reach
    return 2


def _looks_back(node: Look) -> bool:
    """Whether it looks at what stands before its place, and at nothing else."""
    return node.behind and not any(isinstance(each, Look) for each in within(node.part))


def _without_looks(node: Node) -> Node:
    """The node but for what it looks for around, which is tried in no second way once it is found."""
    if isinstance(node, Look):
        return Sequence()
    if isinstance(node, Repeat):
        return Repeat(_without_looks(node.part), node.least, node.most)
    if isinstance(node, Atom | Again):
        return node
    return type(node)(tuple(map(_without_looks, node.parts)))


def _in_line(node: Node) -> bool:
    """Whether nothing in the node takes a line end, apart from what looks behind."""
    if isinstance(node, Atom):
        return not _takes_line_end(node.source)
    if isinstance(node, Look):
        return _looks_back(node) or _in_line(node.part)
    if isinstance(node, Repeat):
        return _in_line(node.part)
    return all(map(_in_line, node.parts))


@lru_cache(maxsize=4096)
def _takes_line_end(source: str) -> bool:
    return bool(regex.compile(source, FLAGS).fullmatch("\n"))
