"""A pattern of `regex` drawn roughly in the standard library: found wherever the pattern is, and elsewhere too.

A try of `regex` takes half a microsecond even where the first character does not fit, one of `re` a third of that; and
of all tries but one in a thousand nothing comes. So a pattern is tried only where its sketch stands. What `re` does not
know, or what would take long, is left out of the sketch: it may say yes where the pattern says no, never the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .expressions import Again, Atom, Choice, Look, Node, Repeat, Sequence, parse, ways, within
from .lazy import lazily

FORM = 3
"""Of sketches as they are kept between runs: to be raised with every change of what is drawn here."""
_MOST_WAYS = 10**4
"""Ways to try a sketch, counted as if each could be tried to its end; the pattern is cut where there would be more.

`re` knows no limit of time, and a pack may hold any pattern: this many ways take less than a millisecond.
"""
_FAR = 300
"""Code points that a part may take, at most."""
_UNSURE = lazily(r"\(\?[\w-]+[:)]|\\[KGXR]")
"""Flags (without regard to case, backwards ...), and what makes a match depend on where the search began."""
_HOLDS_FAST = lazily(r"\(\?>|[?*+}]\+")
"""What is never given back, so that less is found than the tree tells."""
_ANY = r"[\s\S]"
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u303b\u3400-\u9fff\uf900-\ufaff\U00016f00-\U0010ffff"
_WIDE = {
    r"\d": r"\d\U00010000-\U0010ffff",
    r"\s": r"\s",
    r"\S": r"\S\x1c-\x1f",
    r"\D": r"\D\U00010000-\U0010ffff",
    r"\p{Han}": _HAN,
}
"""What such a class takes, or more: the two libraries know two versions of Unicode, which differ in rare signs."""
_NARROW = {
    r"\d": "0-9",
    r"\s": r" \t\n\r\xa0\u3000",
    r"\w": "A-Za-z0-9_\u4e00-\u9fff",
    r"\p{Han}": "\u3400-\u4db5\u4e00-\u9fa5",
}
"""What such a class takes, or less."""
_CODE = lazily(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2})")
_ESCAPES = frozenset("ntrfv")
_SIGN = r"(?:\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[ntrfv]|[^\w\s])|[^\\\[\]])"
_CLASS = r"\\(?:[dDsSwW]|p\{Han\})"
_SET = lazily(rf"\[(\^?)((?:{_CLASS}|{_SIGN})+)\]")
_MEMBER = lazily(rf"(?P<cls>{_CLASS})|(?P<low>{_SIGN})(?:-(?P<high>{_SIGN}))?")
_OPERATOR = lazily(r"--|&&|\|\||~~")


class _OpenError(Exception):
    """What cannot be drawn."""


Drawn = tuple[str, str]
"""The source of a sketch, and of the class of the characters with which it begins; "" where that may be any."""


class Sketch:
    """What stands wherever a pattern is found."""

    def __init__(self, drawn: Drawn) -> None:
        self.source, heads = drawn
        self.pattern = lazily(self.source)
        self.heads = lazily(heads) if heads else None


def drawn(pattern: str) -> Drawn | None:
    """The sketch of a folded pattern; None where it would say nothing."""
    tree = None if _UNSURE.search(pattern) else parse(pattern)
    if tree is None:
        return None
    try:
        source = _Drawing(rigid=_HOLDS_FAST.search(pattern) is None).of(tree)
        re.compile(source)
    except (_OpenError, re.error, OverflowError, RecursionError):
        return None
    heads, empty = _heads(tree)
    return (source, f"[{heads}]" if heads and not empty else "") if source else None


class _Drawing:
    def __init__(self, *, rigid: bool) -> None:
        self._rigid = rigid

    def of(self, tree: Node) -> str:
        """A whole pattern, as far as it is tried quickly."""
        if isinstance(tree, Choice):
            return "|".join(map(self.of, tree.parts))
        drawn, many = "", 1
        for part in _flat(tree):
            many *= _ways(part)
            if many > _MOST_WAYS:
                # Of what is repeated without end the first is still worth a look.
                if isinstance(part, Repeat) and part.least and _ways(part.part) == 1:
                    drawn += self._wide(part.part)
                break
            drawn += self._wide(part)
        return drawn

    def _wide(self, node: Node) -> str:
        """What stands wherever the node does."""
        if isinstance(node, Atom):
            return _wide_class(node.source)
        if isinstance(node, Again):
            if node.of is None:
                raise _OpenError
            return self._wide(_plain(node.of))  # what stood around the group need not stand around its text
        if isinstance(node, Sequence):
            return "".join(map(self._wide, node.parts))
        if isinstance(node, Choice):
            return f"(?:{'|'.join(map(self._wide, node.parts))})"
        if isinstance(node, Repeat):
            return _times(self._wide(node.part), node)
        if not node.negative:
            return self._behind(node.part) if node.behind else f"(?={self._wide(node.part)})"
        if node.behind:
            drawn = [self._narrow(part) if _fixed(part) else None for part in _branches(node.part)]
            return "".join(f"(?<!{each})" for each in drawn if each)
        inside = self._narrow(node.part)
        return f"(?!{inside})" if inside else ""

    def _behind(self, node: Node) -> str:
        parts = _branches(node)
        if not all(map(_fixed, parts)):
            return ""
        drawn = [self._wide(_plain(part)) for part in parts]
        return f"(?:{'|'.join(f'(?<={each})' for each in drawn)})" if all(drawn) else ""

    def _narrow(self, node: Node) -> str | None:
        """What stands nowhere but where the node does; None where there is no telling."""
        if isinstance(node, Atom):
            return _narrow_class(node.source)
        if isinstance(node, Again | Look) or node == Sequence():
            return None  # the beginning or the end of a line may be meant by an empty one
        if isinstance(node, Sequence):
            drawn = [self._narrow(part) for part in node.parts]
            return None if None in drawn else "".join(filter(None, drawn))
        if not self._rigid or _ways(node) > _MOST_WAYS:
            return None
        if isinstance(node, Choice):
            branches = [self._narrow(part) for part in node.parts]
            return f"(?:{'|'.join(filter(None, branches))})" if any(branches) else None
        part = self._narrow(node.part)
        return _times(part, node) if part else None


def _heads(node: Node) -> tuple[str | None, bool]:
    """The members of a class that takes whatever the node can begin with, None for any, and whether it may be empty."""
    if isinstance(node, Atom):
        return _wide_members(node.source), False
    if isinstance(node, Look):
        return "", True
    if isinstance(node, Again):
        return None, True
    if isinstance(node, Repeat):
        heads, empty = _heads(node.part)
        return heads, empty or not node.least
    found = ""
    for part in node.parts:
        heads, empty = _heads(part)
        if heads is None:
            return None, True
        found += heads
        if isinstance(node, Sequence) and not empty:
            return found, False
    return found, isinstance(node, Sequence) or any(_heads(part)[1] for part in node.parts)


def _flat(node: Node) -> Iterator[Node]:
    """The parts of a sequence and of the sequences in it."""
    if isinstance(node, Sequence) and not isinstance(node, Again):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def _ways(node: Node) -> int:
    """How many ways there are to try a node; what it looks for around is tried in no second way once it is found."""
    if any(isinstance(each, Repeat) and each.most is None for each in within(node)):
        return _MOST_WAYS + 1
    looks = [ways(_plain(each.part), _FAR) for each in within(node) if isinstance(each, Look)]
    return _MOST_WAYS + 1 if looks and max(looks) > _MOST_WAYS else ways(_plain(node), _FAR)


def _times(part: str, node: Repeat) -> str:
    if not part:
        return ""
    most = "" if node.most is None else node.most
    return f"(?:{part}){{{node.least},{most}}}" if (node.least, node.most) != (0, 1) else f"(?:{part})?"


def _branches(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Choice) else (node,)


def _fixed(node: Node) -> bool:
    """Whether all that a node takes is of one length."""
    if isinstance(node, Atom | Look):
        return True
    if isinstance(node, Again):
        return False
    if isinstance(node, Sequence):
        return all(map(_fixed, node.parts))
    if isinstance(node, Repeat):
        return node.least == node.most and _fixed(node.part)
    return all(map(_fixed, node.parts)) and len({_length(part) for part in node.parts}) == 1


def _length(node: Node) -> int:
    """The length of what a node of one length takes."""
    if isinstance(node, Atom):
        return 1
    if isinstance(node, Look):
        return 0
    if isinstance(node, Sequence):
        return sum(map(_length, node.parts))
    return node.least * _length(node.part) if isinstance(node, Repeat) else _length(node.parts[0])


def _plain(node: Node) -> Node:
    """A node without what it looks for around the places in it."""
    if isinstance(node, Look):
        return Sequence()
    if isinstance(node, Again):
        return node
    if isinstance(node, Sequence):
        return Sequence(tuple(map(_plain, node.parts)))
    if isinstance(node, Choice):
        return Choice(tuple(map(_plain, node.parts)))
    return Repeat(_plain(node.part), node.least, node.most) if isinstance(node, Repeat) else node


def _wide_class(source: str) -> str:
    if source == ".":
        return "."
    sign = _sign(source)
    if sign is not None:
        return re.escape(sign)
    taken = _wide_members(source)
    if taken is not None:
        return f"[{taken}]"
    negated, each = _members(source) or (False, [])
    kept = "".join(filter(None, map(_narrow_member, each))) if negated else ""
    return f"[^{kept}]" if kept else _ANY


def _wide_members(source: str) -> str | None:
    """What is written in brackets for a class of all that the source takes, or more; None where that cannot be said."""
    sign = _sign(source)
    if sign is not None:
        return None if source == "." else re.escape(sign)
    if source in _WIDE:
        return _WIDE[source]
    negated, each = _members(source) or (True, [])
    taken = [_wide_member(one) for one in each]
    return None if negated or None in taken else "".join(filter(None, taken))


def _narrow_class(source: str) -> str | None:
    if source == ".":
        return "."
    sign = _sign(source)
    if sign is not None:
        return re.escape(sign)
    if source in _NARROW:
        return f"[{_NARROW[source]}]"
    members = _members(source)
    if members is None:
        return None
    negated, each = members
    drawn = [_wide_member(one) if negated else _narrow_member(one) for one in each]
    if negated:
        return None if None in drawn else f"[^{''.join(filter(None, drawn))}]"
    kept = "".join(filter(None, drawn))
    return f"[{kept}]" if kept else None


def _sign(source: str) -> str | None:
    """The one character that a source stands for; None where it stands for several."""
    if len(source) == 1:
        return source
    if _CODE.fullmatch(source):
        return chr(int(source[2:], 16))
    if len(source) == 2 and source[0] == "\\":
        if source[1] in _ESCAPES:
            return {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}[source[1]]
        return source[1] if not (source[1].isalnum() or source[1] == "_" or source[1].isspace()) else None
    return None


def _members(source: str) -> tuple[bool, list[tuple[str, ...]]] | None:
    """Whether a set takes all but its members, and these: a class by its name, signs from one to another."""
    found = _SET.fullmatch(source)
    if found is None or _OPERATOR.search(source):
        return None
    each: list[tuple[str, ...]] = []
    for member in _MEMBER.finditer(found[2]):
        if member["cls"]:
            each.append((member["cls"],))
            continue
        low, high = _sign(member["low"]), _sign(member["high"] or member["low"])
        if low is None or high is None:
            return None
        each.append((low, high))
    return bool(found[1]), each


def _wide_member(member: tuple[str, ...]) -> str | None:
    return _WIDE.get(member[0]) if len(member) == 1 else _range(*member)


def _narrow_member(member: tuple[str, ...]) -> str | None:
    return _NARROW.get(member[0]) if len(member) == 1 else _range(*member)


def _range(low: str, high: str) -> str:
    return re.escape(low) if low == high else f"{re.escape(low)}-{re.escape(high)}"
