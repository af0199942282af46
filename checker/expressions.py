"""The pattern of a rule as a tree: what follows what, what is repeated; and texts that it takes.

Only as much of the syntax of `regex` is known here as it takes to find where a search may try many ways. What is not
known (`parse` gives None) is not looked into.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from .lazy import lazily
from .records import Record
from .regexlib import MULTILINE, VERSION1, regex

FLAGS = MULTILINE | VERSION1
MANY = 10**12
"""Ways that are not counted any further."""
_SAMPLES = "的甲1aA ,，、。：（）《》“”%\n_-"
_COUNT = lazily(r"\{(?=[\d,])(\d*)(,?)(\d*)\}")
_GROUP = lazily(
    r"\?(?:(?P<look><?[=!])|(?P<comment>\#)|P?<(?P<name>\w+)>|(?P<again>(?:P[=>&]|&)\w+|R|\d+)(?=\))"
    r"|(?P<bar>\|)|(?P<atomic>>)|(?P<flags>[\w-]*)(?P<end>[:)]))"
)
_ESCAPE = lazily(r"\\(?:[pPN]\{[^}]*\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|g<[^>]*>|L<[^>]*>|.)", re.DOTALL)
_CODE = lazily(r"\\(?:[uUx]([0-9a-fA-F]+)|([^\w\s]))")
_OCTAL = lazily(r"\\0|\\\d\d")
_NO_WIDTH = frozenset("bBAZmMGK")


class Atom(Record, frozen=True):
    """One character, told by its source."""

    source: str


class Sequence(Record, frozen=True):
    """One part after the other; no parts are nothing at all."""

    parts: tuple[Node, ...] = ()


class Choice(Record, frozen=True):
    """One of several parts."""

    parts: tuple[Node, ...]


class Repeat(Record, frozen=True):
    """A part several times; `most` is None where there is no limit."""

    part: Node
    least: int
    most: int | None


class Look(Record, frozen=True):
    """What must, or must not, stand around a place; it takes no characters."""

    part: Node
    behind: bool = False
    negative: bool = False


class Again(Sequence, frozen=True):
    """What the group `of` took once more, of as many characters; not told where it cannot be said which group."""

    of: Node | None = None


Node = Atom | Sequence | Choice | Repeat | Look


class _UnknownError(Exception):
    """Syntax that is not known here."""


def parse(pattern: str) -> Node | None:
    """The tree of a folded pattern, None where it holds what is not known here."""
    try:
        reader = _Reader(pattern)
        tree = reader.choice()
        return tree if reader.at == len(pattern) else None
    except (_UnknownError, IndexError, RecursionError):
        return None


def alternatives(pattern: str) -> list[str]:
    """The branches that divide a whole folded pattern; the pattern alone where nothing does."""
    reader, branches, start = _Reader(pattern), [], 0
    try:
        while True:
            reader.sequence()
            branches.append(pattern[start : reader.at])
            if not pattern.startswith("|", reader.at):
                break
            start = reader.at = reader.at + 1
    except (_UnknownError, IndexError, RecursionError):
        return [pattern]
    return branches if reader.at == len(pattern) else [pattern]


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups: dict[str, Node | None] = {}

    def choice(self) -> Node:
        parts = [self.sequence()]
        while self.text.startswith("|", self.at):
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self.counted(self.one()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def counted(self, part: Node) -> Node:
        sign = self.text[self.at : self.at + 1]
        if sign and sign in "*+?":
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
            self.at += 1
        elif sign == "{":
            match = _COUNT.match(self.text, self.at)
            if match is None:
                raise _UnknownError
            least = int(match[1] or 0)
            most = int(match[3]) if match[3] else None if match[2] else least
            self.at = match.end()
        else:
            return part
        if self.text[self.at : self.at + 1] in {"?", "+"}:
            self.at += 1
        return self.counted(Repeat(part, least, most))

    def one(self) -> Node:
        sign = self.text[self.at]
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.set()
        if sign == "\\":
            match = _ESCAPE.match(self.text, self.at)
            if match is None or _OCTAL.match(self.text, self.at):
                raise _UnknownError
            self.at = match.end()
            kind = match.group()[1]
            if kind in "123456789gL":
                return Again(of=self.groups.get(match.group()[3:-1]))
            return Sequence() if kind in _NO_WIDTH else Atom(match.group())
        if sign in "*+?":
            raise _UnknownError  # a verb of backtracking: (*SKIP)
        self.at += 1
        return Sequence() if sign in "^$" else Atom("\\" + sign if sign in "{}]" else sign)

    def group(self) -> Node:
        self.at += 1
        look: str | None = None
        name: str | None = None
        if self.text.startswith("?", self.at):
            match = _GROUP.match(self.text, self.at)
            if match is None:
                raise _UnknownError
            self.at = match.end()
            look = match["look"]
            if match["comment"]:
                self.at = self.text.index(")", self.at - 1) + 1
                return Sequence()
            if match["end"] == ")":
                return Sequence()
            if match["again"]:
                self.at += 1
                return Again(of=self.groups.get(match["again"][2:]) if "=" in match["again"] else None)
            name = match["name"]
        part = self.choice()
        if name:
            # Of two groups of one name it cannot be said which is meant.
            self.groups[name] = None if name in self.groups else part
        if not self.text.startswith(")", self.at):
            raise _UnknownError
        self.at += 1
        return Look(part, behind="<" in look, negative="!" in look) if look else part

    def set(self) -> Node:
        start, depth = self.at, 0
        while True:
            sign = self.text[self.at]
            if sign == "\\":
                self.at += 2
                continue
            self.at += 1
            if sign == "[":
                depth += 1
                self.at += self.text.startswith("^", self.at)
                self.at += self.text.startswith("]", self.at)
            elif sign == "]":
                depth -= 1
                if not depth:
                    return Atom(self.text[start : self.at])


MOST_NEEDS = 40
"""Texts of which one must be there, at most: to look for more costs what it saves."""
_SPECIAL = frozenset("\\.[](){}|?*+^$")


def needed(pattern: str) -> tuple[str, ...]:
    """Texts of which one stands wherever a folded pattern is found; none where nothing is known to.

    Of several sets of such texts it is the one whose shortest is longest, since that is met most seldom.
    """
    if "(?" in pattern and _FLAGGED.search(pattern):
        return ()  # without regard to case, or with blanks that do not count
    tree = parse(pattern)
    found = _needed(tree) if tree is not None else None
    return tuple(sorted(found)) if found else ()


def begun(pattern: str) -> tuple[str, ...]:
    """Texts with one of which begins whatever a folded pattern finds; none where nothing is known to."""
    if ("(?" in pattern and _FLAGGED.search(pattern)) or _REFERS.search(pattern):
        return ()
    tree = parse(pattern)
    found = _begun(tree) if tree is not None else None
    return tuple(sorted(found)) if found else ()


_FLAGGED = lazily(r"\(\?[a-zA-Z-]+[:)]")
_REFERS = lazily(r"\(\?(?:P[=>]|[&R\d])|\\[gL]")
"""What stands for text that is written elsewhere, of which the tree knows nothing."""


def _begun(node: Node) -> frozenset[str] | None:
    if isinstance(node, Choice):
        parts = [_begun(part) for part in node.parts]
        together = frozenset[str]().union(*(part for part in parts if part is not None))
        return None if None in parts or len(together) > MOST_NEEDS else together
    if isinstance(node, Repeat):
        return _begun(node.part) if node.least > 0 else None
    if not isinstance(node, Sequence):
        return frozenset({node.source}) if _is_plain(node) and isinstance(node, Atom) else None
    wide = [part for part in node.parts if not isinstance(part, Look) and part != Sequence()]
    run = "".join(part.source for part in itertools.takewhile(_is_plain, wide) if isinstance(part, Atom))
    return frozenset({run}) if run else _begun(wide[0]) if wide else None


def _needed(node: Node) -> frozenset[str] | None:
    if isinstance(node, Atom):
        return frozenset({node.source}) if _is_plain(node) else None
    if isinstance(node, Sequence):
        return _best([*_runs(node), *map(_needed, node.parts)])
    if isinstance(node, Choice):
        parts = [_needed(part) for part in node.parts]
        together = frozenset[str]().union(*(part for part in parts if part is not None))
        return None if None in parts or len(together) > MOST_NEEDS else together
    if isinstance(node, Repeat) and node.least > 0:
        return _needed(node.part)
    return None  # what is looked for around may be what must not be there


def _is_plain(node: Node) -> bool:
    return isinstance(node, Atom) and len(node.source) == 1 and node.source not in _SPECIAL


def _runs(node: Sequence) -> Iterator[frozenset[str]]:
    """The texts that stand in a sequence as they are."""
    run = ""
    for part in (*node.parts, None):
        if isinstance(part, Atom) and _is_plain(part):
            run += part.source
        elif run:
            yield frozenset({run})
            run = ""


def _best(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = [each for each in sets if each]
    return max(found, key=lambda each: (min(map(len, each)), -len(each)), default=None)


def within(node: Node) -> Iterator[Node]:
    """The node and all that it is made of."""
    yield node
    parts = (
        node.parts if isinstance(node, Sequence | Choice) else (node.part,) if isinstance(node, Repeat | Look) else ()
    )
    for part in parts:
        yield from within(part)


def ways(node: Node, length: int) -> int:
    """At most how many ways there are to try the node on a text of so many characters."""
    if isinstance(node, Atom):
        return 1
    if isinstance(node, Look):
        return ways(node.part, length)
    if isinstance(node, Choice):
        return min(MANY, sum(ways(part, length) for part in node.parts))
    if isinstance(node, Sequence):
        product = 1
        for part in node.parts:
            product = min(MANY, product * ways(part, length))
        return product
    each, most = ways(node.part, length), length if node.most is None else min(node.most, length)
    if each == 1:
        return max(1, most - node.least + 1)
    total, of_so_many = 0, 1
    for times in range(most + 1):
        total += of_so_many if times >= node.least else 0
        of_so_many *= each
        if total > MANY or of_so_many > MANY:
            return MANY
    return total


def samples(atom: Atom, alphabet: str) -> str:
    """Characters of the alphabet that the atom takes, as many as there are."""
    if len(atom.source) == 1 and atom.source != ".":
        return atom.source
    if named := _CODE.fullmatch(atom.source):
        return chr(int(named[1], 16)) if named[1] else named[2]
    taken = regex.compile(atom.source, FLAGS)
    return "".join(sign for sign in alphabet if taken.fullmatch(sign))


def alphabet_of(pattern: str) -> str:
    """Characters to try: those that the pattern itself names, and some of every sort."""
    own = (sign for sign in pattern if sign not in "\\()[]{}|?*+^$.<>=!:#&")
    return "".join(dict.fromkeys([*own, *_SAMPLES]))


def example(node: Node, alphabet: str, times: int = 0) -> str:
    """A short text that the node takes, apart from what it looks for around. `times`: at least so often repeated."""
    if isinstance(node, Atom):
        return samples(node, alphabet)[:1]
    if isinstance(node, Look):
        return ""
    if isinstance(node, Choice):
        return example(node.parts[0], alphabet, times)
    if isinstance(node, Sequence):
        return "".join(example(part, alphabet, times) for part in node.parts)
    most = node.least if node.most is None else node.most
    return example(node.part, alphabet, times) * max(node.least, min(times, max(most, node.least, 1)))
