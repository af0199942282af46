"""Titles of laws and regulations: which one a writing means, and what went wrong with it.

A title is known (itself or a short form of it), listed as a wrong name, or one slip away from exactly one known title.
Anything else may be the name of something that is in no list, and is let be. How sure a slip is depends on who may
bear such a title: laws are made by one body, and so are regulations of the Party (条例 and 准则, see
《中国共产党党内法规制定条例》); other regulations have namesakes in cities and provinces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from enum import Enum

from .lazy import lazily
from .records import Record
from .sounds import sound_alike

STATE = "中华人民共和国"
PARTY = "中国共产党"

SHORTEST = 4
"""Code points that a title must have to be told from another: 《监察法》 and 《监狱法》 are one slip apart."""
SHORTEST_REGULATION = 6
"""The same for regulations: cities and provinces make their own, under names much like those of the State Council."""
SHORTEST_NAMESAKE = 8
"""From here on a regulation that is a slip away from one of the State Council's is worth a second look."""
UNMISTAKABLE = 20
"""From here on a title is one paper's alone: nobody else has one that is a word away."""
MOST_LEFT_OUT = 3
MOST_PUT_IN = 2
SUBJECT = 2
"""Code points at the head of a title that say what it is about; with another subject it is another paper."""

_BRACKET = lazily(r"\(([^()]{1,20})\)$")
_YEARS = lazily(r"(\d{4})[—–\-~至](\d{4})年?$")
_SORTS_OF_PLAN = ("纲要", "规划", "方案", "计划")


class Slip(Enum):
    """How a writing differs from the title that is meant."""

    LISTED = "listed"
    SOUND = "sound"
    OTHER = "other"
    WORD = "word"
    SWAPPED = "swapped"
    LEFT_OUT = "left out"
    PUT_IN = "put in"
    YEARS = "years"


class Meant(Record, frozen=True):
    """The title that is meant, the slip, and from where to where in the writing `right` should stand.

    It is `sure` unless somebody else's paper may bear the name that is written.
    """

    title: str
    slip: Slip
    start: int
    end: int
    right: str
    sure: bool = True

    @property
    def is_law(self) -> bool:
        return _is_law(self.title)


class Title(Record, frozen=True):
    """A title without 中华人民共和国, in reading form; short forms that are right too, and wrong names in use.

    A title not to `suggest` (a draft's) is only recognised.
    """

    name: str
    also: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    suggest: bool = True


class Titles:
    """A list of known titles."""

    def __init__(self, titles: Iterable[Title]) -> None:
        self._full: set[str] = set()
        self._short: set[str] = set()
        self._wrong: dict[str, str] = {}
        self._years: dict[str, list[str]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for title in titles:
            base, bracket = _split(title.name)
            if years := _YEARS.fullmatch(bracket):
                self._years[base].append(_span(years))
            names = {base, base.removeprefix(PARTY)}
            self._full |= names
            self._short.update(title.also)
            self._wrong.update(dict.fromkeys(title.wrong, base))
            if title.suggest:
                for name in names:
                    self._by_length[len(name)].append(name)
                    self._by_letters[_letters(name)].append(name)

    def __contains__(self, title: str) -> bool:
        return title in self._full or title in self._short

    def meant(self, written: str) -> Meant | None:
        """What `written`, from between 《 and 》 in reading form, should have been; None where it may be right."""
        base, bracket = _split(written)
        if base in self:
            return self._other_years(base, bracket)
        core = base.removeprefix(STATE)
        state = core != base
        if core in self._full:
            return None
        at = len(base) - len(core)
        listed = self._wrong.get(core)
        if listed is not None:
            return Meant(listed, Slip.LISTED, at, len(base), listed)
        if (plan := self._other_sort(base, bracket)) is not None:
            return plan
        slips = {name: slip for name in self._near(core) if (slip := _slip(core, name, state)) is not None}
        # A slip of the keyboard is likelier than another word, and a single character likelier than two.
        typed = [name for name, slip in slips.items() if slip in {Slip.SOUND, Slip.SWAPPED}]
        found = typed or [name for name, slip in slips.items() if slip is not Slip.WORD] or list(slips)
        if len(found) != 1:
            return None
        name, slip = found[0], slips[found[0]]
        return Meant(name, slip, at, len(base), name, _is_sure(core, name, slip, state))

    def _near(self, core: str) -> Iterable[str]:
        if len(core) < SHORTEST:
            return
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        yield from self._by_letters.get(_letters(core), ())
        for length in range(len(core) - MOST_PUT_IN, len(core) + MOST_LEFT_OUT + 1):
            names = self._by_length.get(length, [])
            for name, _, _ in process.extract_iter(
                core, names, scorer=Levenshtein.distance, score_cutoff=MOST_LEFT_OUT
            ):
                yield name

    def _other_sort(self, base: str, bracket: str) -> Meant | None:
        """A plan that is called 方案 where one of that name and those years is called 纲要."""
        years = _YEARS.fullmatch(bracket)
        if years is None or not base.endswith(_SORTS_OF_PLAN):
            return None
        for sort in _SORTS_OF_PLAN:
            name = base[:-2] + sort
            if _span(years) in self._years.get(name, ()):
                return Meant(name, Slip.WORD, len(base) - 2, len(base), sort, sure=False)
        return None

    def _other_years(self, base: str, bracket: str) -> Meant | None:
        """A plan whose name is right and whose years are those of no plan of that name."""
        known, years = self._years.get(base), _YEARS.fullmatch(bracket)
        if not known or years is None or _span(years) in known:
            return None
        from rapidfuzz.distance import Levenshtein

        start = len(base) + 1 + years.start()
        right = known[0] if len(known) == 1 else min(known, key=lambda k: Levenshtein.distance(k, _span(years)))
        return Meant(base, Slip.YEARS, start, start + len(_span(years)), right)


def _is_law(name: str) -> bool:
    return name.endswith(("法", "法典")) and not name.endswith("办法")


def _split(title: str) -> tuple[str, str]:
    """A title and what stands in brackets at its end: 试行, or the years of a plan."""
    match = _BRACKET.search(title)
    return (title[: match.start()], match[1]) if match else (title, "")


def _span(years: re.Match[str]) -> str:
    return f"{years[1]}—{years[2]}"


def _letters(title: str) -> str:
    """The characters of a title in an order of their own: the same for titles that differ in order only."""
    return "".join(sorted(title))


def _slip(written: str, name: str, state: bool) -> Slip | None:
    """The slip that leads from `name` to `written`, None where it is none or more than one.

    Of a law any slip tells, of a regulation that may have namesakes only those of the keyboard; in a long name of such
    a one a character that is not of its subject raises a doubt (see `_is_sure`).
    """
    law = _is_law(name)
    if _is_law(written) != law or (written[-1] != name[-1] and (written[-1], name[-1]) != ("列", "例")):
        return None
    if len(name) < (SHORTEST if state else SHORTEST + 1) or (not law and len(name) < SHORTEST_REGULATION):
        return None
    own = law or _is_own(written, name)
    if len(written) == len(name):
        return _mistyped(written, name, own)
    from rapidfuzz.distance import Levenshtein  # a start does without

    changes = Levenshtein.editops(written, name)
    tags = {change.tag for change in changes}
    if not own and (len(written) < SHORTEST_NAMESAKE or _first_apart(written, name) < SUBJECT):
        return None
    if tags == {"insert"} and len(changes) <= min(MOST_LEFT_OUT, (len(name) - 1) // 2):
        return Slip.LEFT_OUT
    # 《新安全生产法》, 《中国行政诉讼法》: what stands before a title is no part of it.
    if own and tags == {"delete"} and len(changes) <= MOST_PUT_IN and written[0] == name[0]:
        return Slip.PUT_IN
    return None


def _is_own(written: str, name: str) -> bool:
    """Whether a regulation named like `name` can only be the one that bears the name."""
    if len(name) >= UNMISTAKABLE or (name.startswith(PARTY) and written.startswith(("中国", "中共"))):
        return True
    return name.startswith("党") and written.startswith("党") and name.endswith(("条例", "准则"))


def _is_sure(written: str, name: str, slip: Slip, state: bool) -> bool:
    """False where another word makes another paper: a city's regulation, a law of another country or one to come."""
    if slip is Slip.WORD and _is_law(name):
        return state and len(name) > SHORTEST + 1
    return slip in {Slip.SOUND, Slip.SWAPPED} or _is_law(name) or _is_own(written, name)


def _mistyped(written: str, name: str, own: bool) -> Slip | None:
    at = [i for i, (one, other) in enumerate(zip(written, name, strict=True)) if one != other]
    if len(at) == 1:
        if sound_alike(written[at[0]], name[at[0]]):
            return Slip.SOUND
        return Slip.OTHER if own or (len(name) >= SHORTEST_NAMESAKE and at[0] >= SUBJECT) else None
    if len(at) == 2 and at[1] == at[0] + 1:
        if written[at[0]] == name[at[1]] and written[at[1]] == name[at[0]]:
            return Slip.SWAPPED
        if own and at[0] >= SUBJECT and len(name) > SHORTEST:
            return Slip.WORD
    return Slip.SWAPPED if own and _words_swapped(written, name) else None


def _first_apart(one: str, other: str) -> int:
    """Where two titles begin to differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _words_swapped(written: str, name: str) -> bool:
    """Whether two words that follow one another have changed places: 治安处罚管理法."""
    begin = _first_apart(written, name)
    end = len(name)
    while written[end - 1] == name[end - 1]:
        end -= 1
    one, other = written[begin:end], name[begin:end]
    return any(other[cut:] + other[:cut] == one for cut in range(2, len(other) - 1))
