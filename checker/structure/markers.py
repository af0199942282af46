"""Marker styles as data: what `（一）` looks like, at which level it stands, and how it is written wrongly.

A pack writes a marker as its first example: `一、`, `（一）`, `1.`, `第一章`, `1.1`, `①`. The numeral in it stands
for every numeral of its sort; full and half width are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from ..document import TABLE, Marker, Reading, Span
from ..lazy import lazily
from ..numerals import CIRCLED, HAN_DIGITS, circled, han, value
from ..reading import fold
from ..records import Record

_Value = TypeVar("_Value")
_HAN_NUMERAL = f"[{HAN_DIGITS}]{{1,6}}"
_ARABIC = r"\d{1,3}"
_LONGEST_NUMERAL = 3
"""Characters of the numeral of a list's marker."""
_SLOTS = ("一", "1", "①")
_SLOT = lazily("|".join(_SLOTS))


class Form(Record, frozen=True):
    """One way to write a marker. `example` is the form with the first numeral, `slots` its sorts of numerals."""

    example: str
    slots: tuple[str, ...]
    pattern: re.Pattern[str]

    def write(self, number: int) -> str:
        """The marker with `number` (in its last slot, where it has several)."""
        return _written(self.example, self.slots[-1], number) if self.slots else self.example


@lru_cache(maxsize=4096)
def _written(example: str, slot: str, number: int) -> str:
    numeral = han(number) if slot == "一" else circled(number) if slot == "①" else str(number)
    head, _, tail = example.rpartition(slot)
    return head + numeral + tail


class Level(Record, frozen=True):
    """A level of a scheme: its right form and the wrong ones that people write for it."""

    level: int
    right: Form
    wrong: tuple[Form, ...] = ()


class Scheme(Record, frozen=True):
    """A way of numbering headings. It is taken where at least `when` paragraphs begin with a marker of its own."""

    id: str
    title: str
    levels: tuple[Level, ...]
    when: int = 0
    basis: str = ""


class EnumerationStyle(Record, frozen=True):
    """Markers of a list inside a paragraph: numbered (`一是`) or words in order (`首先 其次`)."""

    id: str
    title: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    form: str = ""

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where markers may stand in `text`; what `pattern` finds lies there, but not the other way round."""
        pattern = self.pattern if self.words else _hint(self.form) or self.pattern
        return [match.span() for match in pattern.finditer(text)]

    def markers(self, text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Iterable[re.Match[str]]:
        """What `pattern` finds from `start` to `end`, where `places` reach."""
        if self.words or _hint(self.form) is None:
            return self.pattern.finditer(text, start, end)
        found = []
        reached = start
        for tail, _ in places:
            # A marker without a head is its numeral and what that is told by, which is no numeral.
            for begin in range(max(reached, tail - _LONGEST_NUMERAL), tail):
                match = self.pattern.match(text, begin, end)
                if match is not None:
                    found.append(match)
                    reached = match.end()
                    break
        return found

    def number(self, text: str) -> int | None:
        """The number of a marker found by `pattern`; None for a word that may close any list (最后)."""
        if text in self.closes:
            return None
        if self.words:
            return self.words.index(text) + 1
        return _number_in(text)


@lru_cache(maxsize=1024)
def _number_in(text: str) -> int | None:
    numeral = re.search(f"[{HAN_DIGITS}]+|\\d+|[{CIRCLED}]", text)
    return value(numeral.group()) if numeral else None


def form(example: str, not_followed: str = "") -> Form:
    """The form that `example` shows. Raises `ValueError` where it holds no numeral."""
    folded = fold(example.strip())
    slots = tuple(_SLOT.findall(folded))
    if not slots:
        raise ValueError(example)
    parts = [re.escape(part).replace(r"\ ", r"\s*") for part in _SLOT.split(folded)]
    pattern = parts[0]
    for slot, after in zip(slots, parts[1:], strict=True):
        numeral = _HAN_NUMERAL if slot == "一" else f"[{CIRCLED}]" if slot == "①" else _ARABIC
        pattern += f"({numeral})\\s?{after}" if after else f"({numeral})"
    if slots[-1] == "1":
        pattern += r"(?!\d)"
    if not_followed:
        pattern += f"(?!{not_followed})"
    try:
        return Form(example.strip(), slots, lazily(pattern))
    except re.error as error:
        raise ValueError(f"{example} / {not_followed}") from error


def _clause_start(first: str) -> str:
    """`first`, one character or a class of them, where it begins a clause.

    Before it stands the end of a clause, or a word that announces a list. The character comes first and what stands
    before it is looked up from there: a pattern that begins with a look back is tried at every place of a text.
    """
    announced = "(?<=其中.|主要.|分别.|具体.)|(?<=主要是.|分别是.|具体是.)|(?<=即.)"
    return rf"{first}(?:(?<=[\s。;,:!?”)】》—].)|{announced}|(?<=^.))"


def words_pattern(words: Sequence[str], closes: Sequence[str] = ()) -> re.Pattern[str]:
    """A pattern for list words that begin a clause.

    The first two may be followed by anything; the later ones by a mark, or by what their member is to do or be, since
    再次感谢 and 最后一公里 are no lists.
    """
    later = [*words[2:], *closes]
    pattern = _behind_first(words[:2]) + (f"|(?:{_behind_first(later)})(?=[,、:要是])" if later else "")
    firsts = "".join(sorted({re.escape(fold(word)[:1]) for word in [*words, *closes] if word}))
    return lazily(f"{_clause_start(f'[{firsts}]')}(?:{pattern})" if firsts else "(?!)", re.MULTILINE)


def _behind_first(words: Sequence[str]) -> str:
    """`alternatives` of words of which the first character was met already."""
    ordered = sorted((fold(word) for word in words), key=len, reverse=True)
    return "|".join(f"(?<={re.escape(word[0])}){re.escape(word[1:])}" for word in ordered if word) or "(?!)"


def enumeration_pattern(example: str) -> re.Pattern[str]:
    """A pattern for `example` (`一是`, `第一,`, `①`) where it begins a clause; a circled number may stand anywhere.

    Raises `ValueError` where the example holds no numeral.
    """
    folded = fold(example)
    slot = _SLOT.search(folded)
    if slot is None:
        raise ValueError(example)
    head, tail = folded[: slot.start()], re.escape(folded[slot.end() :])
    if slot.group() == "①":
        return lazily(f"{re.escape(head)}[{CIRCLED}]{tail}(?=[\\w“《])")  # before a mark it refers to a note
    numeral, most = ("[一二三四五六七八九十]", _LONGEST_NUMERAL) if slot.group() == "一" else (r"\d", 2)
    if head:
        begin = f"{_clause_start(re.escape(head[0]))}{re.escape(head[1:])}(?P<numeral>{numeral}{{1,{most}}})"
    else:
        begin = f"(?P<numeral>{_clause_start(numeral)}{numeral}{{0,{most - 1}}})"
    # 一是一、二是二 is a saying, not a list.
    return lazily(f"{begin}{tail}(?!(?P=numeral))", re.MULTILINE)


@cache
def _hint(form: str) -> re.Pattern[str] | None:
    """What every marker like `form` ends in, its first character first; None where the marker is as quick to find.

    One given character is found ten times as quickly as one of the numerals that a marker without a head begins with.
    """
    folded = fold(form)
    slot = _SLOT.match(folded)
    if slot is None or slot.group() == "①" or slot.end() == len(folded):
        return None
    numeral = "[一二三四五六七八九十]" if slot.group() == "一" else r"\d"
    return lazily(f"{re.escape(folded[slot.end()])}(?<={numeral}.)")


_Candidate = tuple[Form, Level, bool]
"""A form, its level, and whether it is a wrong one."""


_ALONE = lazily(r"\(\?P|\\[1-9]")
"""A group by its name or number: such a pattern cannot be a part of another one."""


class _Forms:
    """Forms that begin alike, in the order in which they are tried, and as one pattern where that can be."""

    def __init__(self, candidates: Sequence[_Candidate]) -> None:
        self.candidates = candidates
        patterns = [form.pattern.pattern for form, _, _ in candidates]
        joined = "|".join(f"(?P<f{at}>{pattern})" for at, pattern in enumerate(patterns))
        self.pattern = None if any(map(_ALONE.search, patterns)) else lazily(joined)
        self.places = {f"f{at}": at for at in range(len(candidates))}


def match(forms: _Forms, reading: Reading, start: int, end: int, off: int | None = None) -> tuple[Marker, int] | None:
    """The marker at the head of the paragraph text from `start`, and where what follows it begins.

    `forms` are those of a scheme that may begin with its first character. Right forms are tried before wrong ones,
    longer examples before shorter. `off` is how far the document's places are from these, where it is known.
    """
    text = reading.text
    at, number = -1, 0
    found: re.Match[str] | None = None
    if forms.pattern is not None:
        found = forms.pattern.match(text, start, end)
        if found is None:
            return None
        name: str = found.lastgroup  # type: ignore[assignment]  # one of them was found
        at = forms.places[name]
        form_, level, variant = forms.candidates[at]
        right = level.right
        number, written = _numbered(right.example, right.slots, found[found.re.groupindex[name] + len(form_.slots)])
    while not number:  # 〇、 is no marker, but another form may be one
        at += 1
        if at == len(forms.candidates):
            return None
        form_, level, variant = forms.candidates[at]
        right = level.right
        found = form_.pattern.match(text, start, end)
        if found is not None:
            number, written = _numbered(right.example, right.slots, found[len(form_.slots)])
    after = found.end()  # type: ignore[union-attr]  # it holds the number
    span = reading.span(start, after) if off is None else Span(start + off, after + off)
    marker = Marker(right.example, level.level, number, span, written, form_.example if variant else None)
    while after < end and text[after] in " \t":
        after += 1
    return marker, after


@lru_cache(maxsize=4096)
def _numbered(example: str, slots: Sequence[str], numeral: str) -> tuple[int, str]:
    """The number of a marker, 0 where it has none, and how `example` shows it."""
    number = value(numeral) or 0
    return number, _written(example, slots[-1], number) if number and slots else example


@lru_cache(maxsize=8192)
def _sort(character: str) -> str:
    """The first character of a marker, or the slot that stands for all numerals of its sort."""
    if character.isdecimal():
        return "1"
    if character in HAN_DIGITS:
        return "一"
    return "①" if character in CIRCLED else character


class _ByFirst(dict[str, _Value]):
    """What is known by what `_sort` says, by the first character of a line; `otherwise` where nothing is."""

    def __init__(self, by_sort: Mapping[str, _Value], otherwise: _Value) -> None:
        super().__init__({"": otherwise})
        self._by_sort = by_sort
        self._otherwise = otherwise

    def __missing__(self, first: str) -> _Value:
        found = self._by_sort.get(_sort(first), self._otherwise)
        if len(self) < _FIRSTS:
            self[first] = found
        return found


_FIRSTS = 8192
"""First characters of lines that are remembered."""

_Candidates = Mapping[str, _Forms | None]


def candidates_of(scheme: Scheme) -> _Candidates:
    """The forms of `scheme` by the first character of a line: most begin with no marker at all."""
    cached = _CANDIDATES.get(id(scheme))
    if cached is None or cached[0] is not scheme:
        cached = _CANDIDATES[id(scheme)] = scheme, _candidates(scheme)
    return cached[1]


_CANDIDATES: dict[int, tuple[Scheme, _Candidates]] = {}


def _candidates(scheme: Scheme) -> _Candidates:
    forms = [(level.right, level, False) for level in scheme.levels]
    forms += [(wrong, level, True) for level in scheme.levels for wrong in level.wrong]
    # `（一）、` must be met before `（一）`, of which it is the longer, wrong spelling.
    forms.sort(key=lambda f: -len(f[0].example))
    by_sort: dict[str, list[_Candidate]] = {}
    for candidate in forms:
        by_sort.setdefault(_sort(fold(candidate[0].example)[0]), []).append(candidate)
    return _ByFirst[_Forms | None]({sort: _Forms(alike) for sort, alike in by_sort.items()}, None)


def choose(schemes: Sequence[Scheme], reading: Reading) -> Scheme:
    """The scheme that the document uses: the one with most markers of its own, else the first (the default)."""
    if not schemes:
        return Scheme("", "", ())
    best, most, text = schemes[0], 0, reading.text
    counts = [0] * len(schemes)
    own = _own(schemes)
    for paragraph in reading.paragraphs:
        start = paragraph.start
        head = text[start]  # of an empty paragraph it is the line feed behind it
        while head in " \t":
            start += 1
            head = text[start]
        # 14.3 in a column of figures is no number of a heading.
        if (theirs := own[head]) and paragraph.paragraph.place != TABLE:
            for number, patterns in theirs:
                for pattern in patterns:
                    if pattern.match(text, start, paragraph.end):
                        counts[number] += 1
                        break
    for scheme, count in zip(schemes[1:], counts[1:], strict=True):
        if count >= max(scheme.when, 1) and count > most:
            best, most = scheme, count
    return best


_Own = Mapping[str, Sequence[tuple[int, Sequence[re.Pattern[str]]]]]
"""By the first character of a line, the forms that it may begin with of each scheme, by its number."""


def _own(schemes: Sequence[Scheme]) -> _Own:
    """Without the forms that the first scheme has."""
    cached = _OWN.get(id(schemes))
    if cached is None or cached[0] is not schemes:
        if len(_OWN) >= _RULE_SETS:
            _OWN.clear()
        cached = _OWN[id(schemes)] = schemes, _of_their_own(schemes)
    return cached[1]


_OWN: dict[int, tuple[Sequence[Scheme], _Own]] = {}
_RULE_SETS = 16
"""Rule sets of which this is remembered."""


def _of_their_own(schemes: Sequence[Scheme]) -> _Own:
    # A bare number (`1 范围`) is no evidence: any line may begin with one.
    usual = {*_SLOTS, *(level.right.example for level in schemes[0].levels)}
    by_sort: dict[str, dict[int, list[re.Pattern[str]]]] = {}
    for number, scheme in enumerate(schemes[1:], 1):
        for right in (level.right for level in scheme.levels):
            if right.example not in usual:
                by_sort.setdefault(_sort(fold(right.example)[0]), {}).setdefault(number, []).append(right.pattern)
    return _ByFirst({sort: tuple(theirs.items()) for sort, theirs in by_sort.items()}, ())
