"""Kind `formulation`: a set phrase (固定提法), its known wrong forms, slips of the keyboard, and its list out of order.

A phrase is right at a time. Outside `valid` its rule is silent; where the document's date cannot be told it speaks at
info only.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..context import in_title, speaks_of_earlier
from ..document import Document
from ..messages import quoted, say
from ..phrases import Hit, groups_of
from ..reading import fold
from ..records import Record
from ..rules import Edit, Finding, Fix, Rule, Severity, Window
from ..setphrases.far import FarSearch
from ..setphrases.members import MemberList, Misplaced
from ..setphrases.slips import SHORTEST, SlipSearch, Sure
from ..setphrases.ways import counterpart, ways
from . import Field, Kind, RuleError, Vocabulary

SHORTEST_NEAR = 6
"""Code points a phrase must have for each edit of slack that its rule asks for."""
FEWEST_MEMBERS = 3

_WRONG = {
    "text": Field("text", "错误写法", required=True),
    "right": Field("text", "应改成的文字，省略时改成 canonical"),
    "note": Field("text", "这种写法错在哪里"),
}
FIELDS = {
    "canonical": Field("text", "规范表述", required=True),
    "wrong": Field("maps", "常见的错误写法", fields=_WRONG, short="text"),
    "also": Field("texts", "同样正确的写法"),
    "near": Field("integer", "相差几个字以内也提示：1（默认）、2，或 0（不查）"),
    "members": Field("texts", "规范表述里有固定顺序的几项，查顺序颠倒、换项、漏项"),
    "open": Field("boolean", "这几项常有增减（如自治、法治、德治），只查顺序"),
    "valid": Field("window", "规范表述从何时到何时适用"),
    "message": Field("text", "提示，可用 {wrong} {right}"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
}


class _Wrong(Record, frozen=True):
    """A known wrong form in reading form, what to write instead, and what is wrong with it."""

    text: str
    right: str
    note: str | None
    said: str

    def instead(self, canonical: str) -> str:
        """What to write: where the rule does not say, it is told for a finding, since a start does without."""
        return self.right or counterpart(self.said, canonical)


class FormulationChecker:
    """Looks for the wrong forms of one set phrase."""

    needs_hits = True

    def __init__(self, fields: Mapping[str, Any], phrases: tuple[str, ...]) -> None:
        self._fields = fields
        self.canonical: str = fields["canonical"]
        folded = fold(self.canonical)
        also = [fold(text) for text in fields.get("also", ())]
        self.rights = [way for text in (folded, *also) for way, _ in ways(text, text)]
        known = set(self.rights)
        self._wrong = [
            _Wrong(way, right, w.get("note"), w["text"])
            for w in fields.get("wrong", ())
            for way, right in ways(fold(w["text"]), w.get("right") or self._joined(w["text"]))
            if way not in known
        ]
        self._valid: Window = fields.get("valid", Window())
        self._message: str | None = fields.get("message")
        self._safety = "safe" if fields.get("safe", True) else "unsafe"
        self._phrases = phrases  # what some rule calls right; our own are told apart before (see `check`)
        near: int = fields.get("near", 1)
        self._slips = SlipSearch(folded) if near and len(folded) >= SHORTEST else None
        self._far = FarSearch(folded, near) if near > 1 else None
        members = tuple(fold(member) for member in fields.get("members", ()))
        self._members = MemberList(members, open_=fields.get("open", False)) if members else None
        groups = (
            tuple(wrong.text for wrong in self._wrong),
            tuple(self.rights),
            self._slips.anchors if self._slips else (),
            self._far.anchors if self._far else (),
            self._members.anchors if self._members else (),
        )
        self.literals = tuple(literal for group in groups for literal in group)
        self._group = [(number, at) for number, group in enumerate(groups) for at in range(len(group))]

    def _joined(self, wrong: str) -> str:
        """What to write instead of a list, which may be joined in other ways; empty for all else: see `_Wrong`."""
        return counterpart(wrong, self.canonical) if "、" in fold(wrong) else ""

    @property
    def searches_slips(self) -> bool:
        """Whether texts one slip away from the phrase are looked for."""
        return self._slips is not None

    @property
    def looks_for(self) -> tuple[str, ...]:
        """What the rule looks for, in a clerk's words."""
        fields = self._fields
        lines = [say("规范表述：{text}", text=self.canonical)]
        if fields.get("also"):
            lines.append(say("这样写也对：{texts}", texts=say("、").join(quoted(text) for text in fields["also"])))
        if fields.get("wrong"):
            wrong = say("、").join(quoted(entry["text"]) for entry in fields["wrong"])
            lines.append(say("常见的错误写法：{texts}", texts=wrong))
        if fields.get("members"):
            closed = say("各项的顺序颠倒，或换了一项、漏了一项，也会提示。")
            lines.append(say("各项的顺序颠倒，也会提示。") if fields.get("open") else closed)
        if self.searches_slips:
            lines.append(say("错一字、漏一字、多一字、前后两字颠倒，不用逐个列出也会提示。"))
        if self._valid.since is not None:
            lines.append(say("{since}以后才有这个提法，此前的文稿不查。", since=self._valid.since))
        return tuple(lines)

    def check(self, document: Document, hits: Sequence[Hit]) -> Iterable[Finding]:
        valid = self._valid.holds(document.outline.date)
        if valid is False:
            return ()
        text = document.reading.text
        sorted_hits: list[list[tuple[int, Hit]]] = [[], [], [], [], []]
        slips, members = self._slips, self._members
        speaks = False  # whether there is more than the phrase as it should be
        for literal, places in groups_of(hits):
            group, at = self._group[literal]
            kept = sorted_hits[group]
            # The halves of a phrase, and the members of a list, stand all over a text.
            if group == _SLIPS and slips is not None:
                kept += [(at, Hit(*place)) for place in places if slips.may_be(text, at, place[1])]
            elif group == _MEMBERS and members is not None:
                kept += [(at, Hit(*place)) for place in places if members.may_be(text, place[1], place[2])]
            else:
                kept += [(at, Hit(*place)) for place in places]
            speaks = speaks or (bool(kept) and (group != _RIGHTS or at == 0))
        if not speaks:
            return ()
        for kept in sorted_hits:
            kept.sort(key=_place)
        return self._found(document, sorted_hits, valid)

    def _found(
        self, document: Document, sorted_hits: list[list[tuple[int, Hit]]], valid: bool | None
    ) -> Iterator[Finding]:
        wrongs, rights, slips, far, members = sorted_hits
        taken = sorted((hit.start, hit.end) for _, hit in rights)
        limit = Severity.INFO if valid is None else Severity.ERROR
        yield from self._known(document, wrongs, taken, limit)
        if self._members is not None:
            yield from self._misplaced(document, self._members, members, taken, limit)
        if self._slips is not None:
            whole = [hit for at, hit in rights if at == 0]
            yield from self._doubled(document, self._slips, whole, limit)
            yield from self._slipped(document, self._slips, slips, taken, limit)
        if self._far is not None:
            yield from self._near(document, self._far, far, taken, limit)

    def _known(
        self, document: Document, hits: list[tuple[int, Hit]], taken: list[tuple[int, int]], limit: Severity
    ) -> Iterator[Finding]:
        """The wrong forms that the rule lists, the longest at each place."""
        for at, hit in sorted(hits, key=lambda item: (item[1].start, -item[1].end)):
            if _inside(hit.start, hit.end, taken) or self._of_earlier(document, hit.start, hit.end):
                continue
            insort(taken, (hit.start, hit.end))
            wrong = self._wrong[at]
            span = document.reading.span(hit.start, hit.end)
            right = wrong.instead(self.canonical)
            fix = Fix((Edit(span.start, span.end, right),), self._safety)
            yield Finding(span, self._say(document.slice(span), right), wrong.note, limit, fix)

    def _misplaced(
        self,
        document: Document,
        members: MemberList,
        hits: list[tuple[int, Hit]],
        taken: list[tuple[int, int]],
        limit: Severity,
    ) -> Iterator[Finding]:
        text = document.reading.text
        for _, hit in hits:
            if _inside(hit.start, hit.end, taken):
                continue
            found = members.around(text, hit.start, hit.end)
            if found is None or _touches(found.start, found.end, taken):
                continue
            insort(taken, (found.start, found.end))
            if not self._stands(document, found.start, found.end):
                yield self._tell_misplaced(document, found, limit)

    def _tell_misplaced(self, document: Document, found: Misplaced, limit: Severity) -> Finding:
        span = document.reading.span(found.start, found.end)
        wrong = quoted(document.slice(span))
        if found.missing:
            message = say("{wrong}漏了{missing}", wrong=wrong, missing=quoted(found.missing))
            return Finding(span, message, severity=min(limit, Severity.WARNING))
        right = _in_order(document, found) if found.order else found.right
        fix = Fix((Edit(span.start, span.end, right),), "unsafe")
        if found.order:
            message = say("{wrong}的顺序应为{right}", wrong=wrong, right=quoted(right))
            return Finding(span, message, severity=limit, fix=fix)
        message = say(
            "{wrong}应为{right}：规范表述是{canonical}",
            wrong=wrong,
            right=quoted(right),
            canonical=quoted(self.canonical),
        )
        return Finding(span, message, severity=min(limit, Severity.WARNING), fix=fix)

    def _doubled(self, document: Document, search: SlipSearch, hits: list[Hit], limit: Severity) -> Iterator[Finding]:
        for hit in hits:
            slip = search.doubled(document.reading.text, hit.start, hit.end)
            if slip is not None and not self._stands(document, slip.start, slip.end):
                yield self._tell_near(document, slip.start, slip.end, limit)

    def _slipped(
        self,
        document: Document,
        search: SlipSearch,
        hits: list[tuple[int, Hit]],
        taken: list[tuple[int, int]],
        limit: Severity,
    ) -> Iterator[Finding]:
        text = document.reading.text
        for at, hit in hits:
            if _inside(hit.start, hit.end, taken):
                continue
            slip = search.around(text, at, hit.start)
            if slip is None or _touches(slip.start, slip.end, taken):
                continue
            insort(taken, (slip.start, slip.end))
            if self._stands(document, slip.start, slip.end):
                continue
            severity = limit if slip.sure is Sure.CERTAIN else min(limit, Severity.INFO)
            yield self._tell_near(document, slip.start, slip.end, severity)

    def _near(
        self,
        document: Document,
        search: FarSearch,
        hits: list[tuple[int, Hit]],
        taken: list[tuple[int, int]],
        limit: Severity,
    ) -> Iterator[Finding]:
        for at, hit in hits:
            found = search.around(document.reading.text, at, hit.start)
            if found is None or _touches(*found, taken):
                continue
            insort(taken, found)
            if not self._stands(document, *found):
                yield self._tell_near(document, *found, min(limit, Severity.WARNING))

    def _tell_near(self, document: Document, start: int, end: int, severity: Severity) -> Finding:
        span = document.reading.span(start, end)
        message = say(
            "{wrong}与规范表述{right}不一致，请核对",
            wrong=quoted(document.slice(span)),
            right=quoted(self.canonical),
        )
        return Finding(
            span, message, severity=severity, fix=Fix((Edit(span.start, span.end, self.canonical),), "unsafe")
        )

    def _say(self, wrong: str, right: str) -> str:
        if self._message:
            return self._message.replace("{wrong}", wrong).replace("{right}", right)
        return say("{wrong}应为{right}", wrong=quoted(wrong), right=quoted(right))

    def _of_earlier(self, document: Document, start: int, end: int) -> bool:
        return speaks_of_earlier(document.reading.text, start, end, self._valid.since)

    def _stands(self, document: Document, start: int, end: int) -> bool:
        """Whether what is nearly the phrase is right after all: a title, told of another time, another set phrase."""
        text = document.reading.text
        if self._of_earlier(document, start, end) or ("《" not in self.canonical and in_title(text, start)):
            return True
        return any(text.find(other, max(0, end - len(other)), start + len(other)) >= 0 for other in self._phrases)


def _place(numbered: tuple[int, Hit]) -> tuple[int, int]:
    return numbered[1].start, numbered[1].end


_RIGHTS, _SLIPS, _MEMBERS = 1, 2, 4
"""The groups of literals that are right (the phrase itself is the first), parts of the phrase, members of its list."""
_NEIGHBOURS = 8
"""Sorted spans on each side that may reach over a place; more would have to lie one upon the other."""


def _in_order(document: Document, found: Misplaced) -> str:
    """The list in its order, joined as it is in the document: the text that was searched has marks of half width."""
    parts: list[str] = []
    end = document.reading.span(found.start, found.end).start
    for low, high, member in found.order:
        place = document.reading.span(low, high)
        parts += document.text[end : place.start], member
        end = place.end
    return "".join(parts)


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (start, end))
    return any(a <= start and end <= b for a, b in spans[max(0, at - _NEIGHBOURS) : at + 1])


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (start, end))
    return any(start < b and a < end for a, b in spans[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS])


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> FormulationChecker:
    canonical, members = fields["canonical"], fields.get("members", ())
    near = fields.get("near", 1 if len(canonical) >= SHORTEST else 0)
    if "near" in fields and len(canonical) < SHORTEST_NEAR * near:
        raise RuleError(
            say(
                "“{canonical}”太短，near 写 {near} 会误报；每差 1 个字，规范表述至少要有 {length} 个字。",
                canonical=canonical,
                near=near,
                length=SHORTEST_NEAR,
            ),
            "near",
        )
    if not near and not fields.get("wrong") and not members:
        raise RuleError(say("没有写 wrong（错误写法），也没有写 near，这条规则什么也查不出。"), "canonical")
    for wrong in fields.get("wrong", ()):
        if fold(wrong["text"]) == fold(canonical):
            raise RuleError(say("“{text}”既是规范表述又列为错误写法。", text=canonical), "wrong")
    if members and (len(members) < FEWEST_MEMBERS or len(set(members)) < len(members)):
        raise RuleError(say("members 至少要有{fewest}项，各不相同。", fewest=FEWEST_MEMBERS), "members")
    return FormulationChecker(fields, vocabulary.phrases)


KIND = Kind("formulation", "固定提法", FIELDS, _compile, table="wrong")
