"""Kind `place`: divisions under the wrong parent, misspelt, under former names, and other places left in by copying."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..divisions import LONGEST, Division, divisions, heads, upper_names
from ..divisions.wanted import Former, Frame, frame
from ..document import Document
from ..messages import say
from ..packfields import read_date
from ..packtree import Problem
from ..phrases import Hit, groups_of
from ..reading import fold
from ..rules import Checker, Edit, Finding, Fix, Held, Place, Rule
from . import Field, Kind, RuleError, Vocabulary

if TYPE_CHECKING:  # what looks at names is loaded for a document that holds some
    from ..divisions.frames import Left
    from ..divisions.own import Own

CHECKS = ("parent", "spelling", "former", "other")
_ROW = {
    "name": Field("text", "曾用的名称", required=True),
    "until": Field("text", "最迟哪一天以后不再用（2010、2010-12 或 2010-12-09）", required=True),
    "instead": Field("text", "现在的名称；不止一个的不写"),
}
_FRAME = {
    "text": Field("text", "说自己地方的话，{place} 是简称（随州），{full} 是全称（随州市）", required=True),
    "then": Field("texts", "同一句后面有其中之一时才算"),
}
FIELDS = {
    "check": Field(
        "choice",
        "查什么：parent 上级写错（湖北省岳阳市），spelling 名称写错一个字（湖北省随洲市），"
        "former 已不用的名称（襄樊市），other 说自己的话里留着别处的名称（平安襄阳）",
        required=True,
        choices=CHECKS,
    ),
    "table": Field("maps", "former：曾用的名称", fields=_ROW, short="name"),
    "frames": Field("maps", "other：说自己的话，如 平安{place}", fields=_FRAME, short="text"),
    "own": Field("texts", "other：自己的地方，连同其下辖的；不写就看标题、落款，看不出的不查"),
    "parents": Field("texts", "other：own 里的名称各地有重名时，上级是哪里，如 湖北"),
    "except": Field("texts", "other：不算别处的名称"),
}


class JoinedChecker:
    """A division behind its province or prefecture: one that lies elsewhere, or a slip of one that lies there."""

    needs_hits = True

    def __init__(self, check: str) -> None:
        self._check = check
        self._names = upper_names()
        self.literals = self._names

    def check(self, document: Document, hits: list[Hit]) -> Iterator[Finding]:
        from ..divisions.joined import misspelt, stranger

        text, span = document.reading.text, document.reading.span
        for start, at, parent in self._joined(document, hits):
            if self._check == "parent" and (found := stranger(text, start, at, parent)):
                end, bearer = found
                right = _above(bearer)
                message = say("{parent}没有“{name}”，{right}才有", parent=parent.name, name=bearer.name, right=right)
                yield Finding(span(start, end), message)
            elif self._check == "spelling" and (meant := misspelt(text, start, at, parent)):
                end = at + len(meant.name)
                place = span(at, end)
                message = say("“{wrong}”疑为“{right}”之误", wrong=text[at:end], right=meant.name)
                yield Finding(place, message, fix=Fix((Edit(place.start, place.end, meant.name),)))

    def _joined(self, document: Document, hits: list[Hit]) -> list[tuple[int, int, Division]]:
        """The parents with something joined to them, found once for both checks."""
        found: list[tuple[int, int, Division]] | None = document.memo.get(JoinedChecker)
        if found is None:
            from ..divisions.joined import parents

            span = document.reading.span
            found = []
            for start, at, parent in parents(document.reading.text, hits, self._names):
                beside = span(at - 1, at + 1)
                if beside.end - beside.start <= 2:  # 武汉市 仙桃市: a space parts them that the reading leaves out
                    found.append((start, at, parent))
            document.memo[JoinedChecker] = found
        return found


class FormerChecker:
    """Names that are no longer borne."""

    needs_hits = True

    def __init__(self, names: Sequence[Former]) -> None:
        self._names = names
        self.literals = tuple(former.name for former in names)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        from ..divisions.formers import former_names
        from ..timeline.answers import report
        from ..timeline.when import written

        date = written(document.outline.date)
        return report(document, former_names(document.reading.text, hits, self._names, date))


class OtherChecker:
    """Places of others in what a paper says of its own."""

    needs_hits = True

    def __init__(
        self, frames: Sequence[Frame], own: tuple[str, ...], parents: tuple[str, ...], spared: set[str]
    ) -> None:
        self._frames = frames
        self._own = own
        self._parents = parents
        self._spared = spared
        self._place: Own | None = None
        self.literals = tuple(one.literal for one in frames)

    def check(self, document: Document, hits: list[Hit]) -> Iterator[Finding]:
        text, frames = document.reading.text, self._frames
        # Behind 平安 and 在 stands a name in few texts; whose paper it is need not be found out for the others.
        near = sorted(
            (start, end, number)
            for number, stands in groups_of(hits)
            for start, end in _may_hold(frames[number], text, stands)
        )
        own = self._whose(document) if near else None
        if own is None:
            return
        from ..divisions.frames import left_in, several

        found = (left_in(text, (start, end), frames[number], own) for start, end, number in near)
        lefts = {left.start: left for left in found if left is not None and left.name not in self._spared}
        for left in several(text, list(lefts.values())):
            yield self._told(document, left, own)

    def _whose(self, document: Document) -> Own | None:
        """The own place: what the document says, inside of what the rule says.

        A document that is plainly of elsewhere was not written here, whatever it holds.
        """
        from ..divisions.own import Own, own_of, tells_of_others

        if tells_of_others(document):
            return None
        read = own_of(document)
        if not self._own:
            return read
        if self._place is None:
            self._place = _resolved(self._own, self._parents)
        if read is None:
            return self._place
        inner = read.divisions[0]
        if any(outer.holds(inner) for outer in self._place.divisions):
            return Own(read.divisions, self._place.names)
        return self._place if self._place.has(inner.short, read.divisions) else None

    def _told(self, document: Document, left: Left, own: Own) -> Finding:
        message = say("文稿是{own}的，这里却写着“{name}”，疑为照抄别处的稿子没有改", own=own.shown, name=left.name)
        return Finding(document.reading.span(left.start, left.end), message)


def _may_hold(one: Frame, text: str, stands: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Where the words of a frame stand, of those places where a name may be in it.

    Names begin with few pairs of characters.
    """
    if one.literal != one.before:
        return [(start, end) for _, start, end in stands]
    begun, after, reach = heads(), one.after, LONGEST + len(one.after)
    return [
        (start, end) for _, start, end in stands if text[end : end + 2] in begun and after in text[end : end + reach]
    ]


def _above(division: Division) -> str:
    """The names of what a division lies in, joined: 湖南省岳阳市."""
    above: list[str] = []
    parent = divisions().parent(division)
    while parent is not None:
        above.insert(0, parent.name)
        parent = divisions().parent(parent)
    return "".join(above)


def _resolved(own: tuple[str, ...], parents: tuple[str, ...]) -> Own:
    """The divisions that the names mean. Raises nothing: a name that no table knows is a name and no more."""
    from ..divisions.own import Own

    known = divisions()
    above = [division for name in parents for division in known.meant(name)]
    found = [
        division
        for name in own
        for division in known.meant(name)
        if not above or any(outer.holds(division) for outer in above)
    ]
    first = [division for division in found if not any(one != division and one.holds(division) for one in found)]
    return Own(tuple(first[::-1]), frozenset(own))


def _former(row: Mapping[str, Any]) -> Former:
    if re.fullmatch("[12][0-9]{3}", row["until"]):  # nearly all
        return Former(fold(row["name"]), dt.date(int(row["until"]), 12, 31), row.get("instead", ""))
    problems: list[Problem] = []
    until = read_date(row["until"], row.get("place", Place()), problems, last=True)
    if problems or until is None:
        raise RuleError(problems[0].message if problems else say("“{name}”没有写 until。", name=row["name"]), "table")
    return Former(fold(row["name"]), until, row.get("instead", ""))


def _frame(row: Mapping[str, Any]) -> Frame:
    try:
        return frame(fold(row["text"]), tuple(map(fold, row.get("then", ()))))
    except ValueError as error:
        message = say("“{text}”里要有一个 {{place}}（简称）或 {{full}}（全称），另有别的字。", text=row["text"])
        raise RuleError(message, "frames") from error


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> Checker:
    if fields["check"] in ("parent", "spelling"):
        return JoinedChecker(fields["check"])
    if fields["check"] == "former":
        rows = [row for row in fields.get("table", ()) if "name" in row and "until" in row]
        if not rows:
            raise RuleError(say("请在 table 里写曾用的名称，或用 include 引用表格。"), "table")
        return FormerChecker([_former(row) for row in rows])
    frames = [_frame(row) for row in fields.get("frames", ()) if "text" in row]
    if not frames:
        raise RuleError(say("frames 是空的。"), "frames")
    spared = set(map(fold, fields.get("except", ())))
    return OtherChecker(frames, fields.get("own", ()), fields.get("parents", ()), spared)


KIND = Kind("place", "行政区划名称", FIELDS, _compile, table="table")
