"""Lists right before their count: `甲、乙、丙三项任务`, `甲、乙等5个部门`, `“甲、乙、丙”三个方法`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..lazy import lazily
from ..numerals import value
from ..reading import alternatives
from ..spots import matches, places
from .counts import ANOTHER, HAN, NO_TIME, NUMERAL, Count, Words, are_alike
from .lists import CLAUSE_END, HIDDEN, REACH, Clauses, Size, hide, parts, size

_MARKER = lazily(rf"^\s*(?:[一{HAN}]{{1,3}}|\d{{1,2}})[、.]")
_ETC = lazily("等(?:共|其他)?$")
_CUT_OFF = lazily("(?:以及|[和与及或、对以在])$")
_NESTED = lazily("的|分别|各$|其中")
SHORT = 14
"""Up to so many characters the clause before a comma may be part of the same list."""


class ListsBefore:
    """The lists that stand before their count, for one rule's words.

    Only a count that is bound to a list without doubt is objected to: one of the rule's `units` with a noun behind it,
    no other figure in the list, no verb right before the number.
    """

    def __init__(self, words: Words) -> None:
        noun = r"(?=[”“]?[\u4e00-\u9fff])"
        self._count = lazily(
            rf"{NUMERAL}(?:(?P<unit>{alternatives(words.units)}){NO_TIME}{noun}"
            rf"|(?P<loose>{alternatives(words.loose)})|(?<=“.)(?P<echo>[\u4e00-\u9fff]))"
        )
        self._verb = lazily(rf"(?:{alternatives(words.verbs)})了?$")
        self._opening = lazily(rf"^(?:共)?(?:{alternatives(words.openings)})")
        self._together = lazily(alternatives(words.together))
        self._frozen = lazily(alternatives(words.frozen))

    def find(self, text: str, clauses: Clauses, numerals: Sequence[int]) -> Iterator[Count]:
        """Every such count in `text`; `clauses` are those of `text`, `numerals` where its numerals begin."""
        masked = clauses.text
        for match in matches(self._count, text, sorted([*numerals, *behind_quotes(text)])):
            at = match.start()
            quoted = at > 0 and text[at - 1] == masked[at - 1] == "“"
            if not quoted and masked[at] != text[at]:
                continue
            if not quoted and masked[at - 1 : at] == "”" and "、" in (inner := _quotation(text, masked, at)):
                if not self._frozen.match(text, at):
                    yield from _of_quotation(inner, match)
            elif (ends_list(masked, at) or value(match["number"]) == 2) and not self._frozen.match(text, at):
                yield from self._judged(text, clauses, match, at - quoted)

    def _judged(self, text: str, clauses: Clauses, match: re.Match[str], end: int) -> Iterator[Count]:
        start = clauses.start(end)
        left = clauses.text[start:end]
        declared = value(match["number"]) or 0
        left, owned = (left[:-1], True) if left.endswith("的") else (left, False)
        etc = _ETC.search(left)
        left = left[: etc.start()] if etc else left
        listed = _MARKER.sub("", left)
        members = parts(listed)
        if not members[-1].strip() or _CUT_OFF.search(members[-1]) or (len(members) < 2 and declared != 2):
            return
        found = size(listed)
        found = Size(found.least - len(self._together.findall(listed)), found.most)
        if found.most < 2 or "等" in listed or any(re.search(r"\d", member) for member in members[1:]):
            return
        echo = match["loose"] or match["echo"] or ""
        place = (start + len(left) - len(listed), start + len(left))
        number = match.span("number")
        if match["echo"] and not are_alike(members, echo):
            return
        if found.least <= declared if etc else declared in found:
            yield Count(number, place, declared, found, True)
            return
        told = text[start:end]
        if owned or len(members) < 3 or re.search(r"\d", told) or ANOTHER.search(told) or declared < 2:
            return
        opened = self._opening.search(listed)
        if _NESTED.search(listed) or (self._verb.search(listed) and not opened):
            return
        if match["unit"] is None and not all(echo in member for member in members):
            return
        alike = are_alike(members, echo)
        if found.least > declared:
            yield Count(number, place, declared, found, False, sure=alike)
        elif opened or (not match["number"].isdigit() and not _goes_on(clauses, start)):
            # 甲、乙和丙新建6个平台 counts something else; a Chinese numeral sums up.
            yield Count(number, place, declared, found, False, sure=alike)


def _of_quotation(inner: str, match: re.Match[str]) -> Iterator[Count]:
    """“登高、升规、晋位”三个工程: the quotation marks delimit the list."""
    hidden = hide(inner)
    found = size(hidden)
    declared = value(match["number"]) or 0
    end = match.start() - 1
    place = (end - len(inner), end)
    if declared in found:
        yield Count(match.span("number"), place, declared, found, True)
    elif match["unit"] and declared > 1 and not re.search(r"等|\d|[,;。:]", hidden) and not ANOTHER.search(inner):
        yield Count(match.span("number"), place, declared, found, False, plain=found.least == found.most)


def behind_quotes(text: str) -> Iterator[int]:
    """Where a count may begin behind an opening quotation mark: “四个一律”."""
    return (at + 1 for at in places(text, "“"))


def ends_list(text: str, end: int) -> bool:
    """Whether a 、 stands before `end` in its clause. Where none does only a list of two can (甲和乙)."""
    comma = text.rfind("、", max(0, end - REACH - 1), end)
    return comma >= 0 and CLAUSE_END.search(text, comma, end) is None


def _quotation(text: str, masked: str, end: int) -> str:
    """What stands in the quotation marks that close right before `end`; empty where there are none."""
    begin = end - 1
    while begin > 0 and masked[begin - 1] == HIDDEN:
        begin -= 1
    return text[begin : end - 1] if begin > 0 and masked[begin - 1] == "“" else ""


def _goes_on(clauses: Clauses, start: int) -> bool:
    """Whether the clause before the comma at `start` may belong to the same list."""
    return start > 0 and clauses.text[start - 1] == "," and start - clauses.start(start - 1) <= SHORT
