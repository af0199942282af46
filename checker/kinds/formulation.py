"""Kind `formulation`: a set phrase (固定提法), its known wrong forms and, where asked for, near misses.

A phrase is right at a time. Outside `valid` its rule is silent; where the document's date cannot be told it speaks at
info only.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz.distance import Levenshtein

from ..context import speaks_of_earlier
from ..document import Document
from ..messages import quoted, say
from ..phrases import Hit
from ..reading import fold
from ..rules import Edit, Finding, Fix, Rule, Severity, Window
from . import Field, Kind, RuleError, Vocabulary

_MARKS = re.compile(r"[^\w]+")
SHORTEST_NEAR = 6
"""Code points a phrase must have for one edit of slack; shorter ones meet ordinary words."""

SHORTEST_RUN = 9
"""Code points of a list from which its members may be looked for without any mark between them."""

_WRONG = {
    "text": Field("text", "错误写法", required=True),
    "right": Field("text", "应改成的文字，省略时改成 canonical"),
    "note": Field("text", "这种写法错在哪里"),
}
FIELDS = {
    "canonical": Field("text", "规范表述", required=True),
    "wrong": Field("maps", "常见的错误写法", fields=_WRONG, short="text"),
    "also": Field("texts", "同样正确的写法"),
    "near": Field("integer", "相差几个字以内也提示，1 或 2"),
    "valid": Field("window", "规范表述从何时到何时适用"),
    "message": Field("text", "提示，可用 {wrong} {right}"),
    "safe": Field("boolean", "改动是否稳妥，可以自动改"),
}


class FormulationChecker:
    """Looks for the wrong forms of one set phrase."""

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self.canonical: str = fields["canonical"]
        self._folded = fold(self.canonical)
        self._rights = [
            way for text in (self.canonical, *fields.get("also", ())) for way, _ in _ways(fold(text), fold(text))
        ]
        known = set(self._rights)
        self._wrong = [
            (way, right, w.get("note"))
            for w in fields.get("wrong", ())
            for way, right in _ways(fold(w["text"]), w.get("right") or _counterpart(w["text"], self.canonical))
            if way not in known
        ]
        self._near: int = fields.get("near", 0)
        self._valid: Window = fields.get("valid", Window())
        self._message: str | None = fields.get("message")
        self._safety = "safe" if fields.get("safe", True) else "unsafe"
        wrong = tuple(w[0] for w in self._wrong)
        self._anchors = _anchors(self._folded, self._near) if self._near else ()
        self.literals = wrong + tuple(self._rights) + tuple(anchor for anchor, _ in self._anchors)

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding]:
        valid = self._valid.holds(document.outline.date)
        if valid is False:
            return
        severity = Severity.INFO if valid is None else None
        wrongs, rights = len(self._wrong), len(self._wrong) + len(self._rights)
        taken = sorted((hit.start, hit.end) for hit in hits if wrongs <= hit.literal < rights)
        reading = document.reading
        for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
            if hit.literal >= wrongs or _inside(hit.start, hit.end, taken):
                continue
            if speaks_of_earlier(reading.text, hit.start, hit.end, self._valid.since):
                continue
            insort(taken, (hit.start, hit.end))
            _, instead, note = self._wrong[hit.literal]
            span = reading.span(hit.start, hit.end)
            fix = Fix((Edit(span.start, span.end, instead),), self._safety)
            yield Finding(span, self._say(document.slice(span), instead), advice=note, severity=severity, fix=fix)
        if self._near:
            yield from self._near_misses(document, hits, rights, taken, severity)

    def _say(self, wrong: str, right: str) -> str:
        if self._message:
            return self._message.replace("{wrong}", wrong).replace("{right}", right)
        return say("{wrong}应为{right}", wrong=quoted(wrong), right=quoted(right))

    def _near_misses(
        self, document: Document, hits: list[Hit], first: int, taken: list[tuple[int, int]], severity: Severity | None
    ) -> Iterable[Finding]:
        """Texts within `near` edits of the canonical form that hold one of its parts unchanged."""
        reading = document.reading
        for hit in hits:
            if hit.literal < first:
                continue
            offset = self._anchors[hit.literal - first][1]
            found = self._best_window(reading.text, hit.start - offset)
            if found is None or _touches(*found, taken):
                continue
            insort(taken, found)
            span = reading.span(*found)
            fix = Fix((Edit(span.start, span.end, self.canonical),), "unsafe")
            message = say(
                "{wrong}与规范表述{right}不一致，请核对",
                wrong=quoted(document.slice(span)),
                right=quoted(self.canonical),
            )
            yield Finding(span, message, severity=severity or Severity.WARNING, fix=fix)

    def _best_window(self, text: str, start: int) -> tuple[int, int] | None:
        # First and last character must be the canonical ones: without that, every shortened or
        # continued phrase (总体国家安全形势) would be one edit away from the set phrase.
        canonical = self._folded
        best: tuple[int, int, int] | None = None
        for begin in range(max(0, start - self._near), start + self._near + 1):
            if begin >= len(text) or text[begin] != canonical[0]:
                continue
            for end in range(begin + len(canonical) - self._near, begin + len(canonical) + self._near + 1):
                if end > len(text) or end <= begin or text[end - 1] != canonical[-1]:
                    continue
                window = text[begin:end]
                distance = Levenshtein.distance(window, canonical, score_cutoff=self._near)
                if 0 < distance <= self._near and (best is None or distance < best[0]):
                    best = (distance, begin, end)
        if best is None:
            return None
        window = text[best[1] : best[2]]
        if "\n" in window or _MARKS.sub("", window) == _MARKS.sub("", canonical):
            return None  # only marks or spaces differ: not a matter of wording
        return best[1], best[2]


def _ways(folded: str, right: str) -> list[tuple[str, str]]:
    """`folded` and the same members joined in other ways, each with `right` joined alike.

    A list in the wrong order is as wrong with commas, with 和 before its last member, or with nothing between.
    """
    ways = [(folded, right)]
    if "、" not in folded:
        return ways
    alike = right.count("、") == folded.count("、")
    for join, last in (("，", "，"), ("、", "和"), ("", "")):
        if join or len(folded) >= SHORTEST_RUN:
            ways.append((fold(_joined(folded, join, last)), _joined(right, join, last) if alike else right))
    return ways


def _joined(text: str, join: str, last: str) -> str:
    head, _, tail = text.rpartition("、")
    return head.replace("、", join) + last + tail


def _counterpart(wrong: str, canonical: str) -> str:
    """The part of `canonical` that `wrong` stands for.

    All of it where `wrong` only leaves off its head or tail (the omission is the mistake), or where it has what would
    be cut off in another place (a swap: 国家总体安全观).
    """
    changes = list(Levenshtein.opcodes(wrong, canonical))
    start = changes[0].dest_end if changes and changes[0].tag == "insert" else 0
    end = changes[-1].dest_start if changes and changes[-1].tag == "insert" else len(canonical)
    part = canonical[start:end]
    moved = any(cut and cut in wrong for cut in (canonical[:start], canonical[end:]))
    return canonical if part == wrong or moved or not part else part


def _anchors(canonical: str, near: int) -> tuple[tuple[str, int], ...]:
    """Parts of which at least one stands unchanged in any text within `near` edits (pigeonhole), with their offsets."""
    count = near + 1
    size = len(canonical) // count
    bounds = [size * i for i in range(count)] + [len(canonical)]
    return tuple((canonical[a:b], a) for a, b in itertools.pairwise(bounds))


_NEIGHBOURS = 8
"""Sorted spans on each side that may reach over a place; more would have to lie one upon the other."""


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (start, end))
    return any(a <= start and end <= b for a, b in spans[max(0, at - _NEIGHBOURS) : at + 1])


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (start, end))
    return any(start < b and a < end for a, b in spans[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS])


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> FormulationChecker:
    canonical, near = fields["canonical"], fields.get("near", 0)
    if near and len(canonical) < SHORTEST_NEAR * near:
        raise RuleError(
            say(
                "“{canonical}”太短，near 写 {near} 会误报；每差 1 个字，规范表述至少要有 {length} 个字。",
                canonical=canonical,
                near=near,
                length=SHORTEST_NEAR,
            ),
            "near",
        )
    if not near and not fields.get("wrong"):
        raise RuleError(say("没有写 wrong（错误写法），也没有写 near，这条规则什么也查不出。"), "canonical")
    for wrong in fields.get("wrong", ()):
        if fold(wrong["text"]) == fold(canonical):
            raise RuleError(say("“{text}”既是规范表述又列为错误写法。", text=canonical), "wrong")
    return FormulationChecker(rule, fields)


KIND = Kind("formulation", "固定提法", FIELDS, _compile, table="wrong")
