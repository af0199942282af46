"""Kind `retold`: a figure that is told twice, the second time with digits that look like a slip of the first.

Two figures of one unit speak of the same thing where the words around them agree; that alone would not do, since a
goal repeats the words of last year's result. So only slips are looked for: digits in another order (1206, 1260), one
digit changed in a long figure, the point moved. A figure that is just rounded (8.65万, 86520) agrees, and words that
stand beside more than two values tell of several things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..document import Document
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..printing import figure_span, quoted_figures
from ..quantities import AMOUNT, FOLD, POINTS, SHARE, TIMES, Date, Moment, Quantity, Sort
from ..reading import alternatives, fold
from ..records import Record
from ..rules import Finding, Held, Rule
from ..sentences import SIGNS, Bounds, Sentences, sentences
from . import Field, Kind, RuleError, Vocabulary, any_of

FIELDS = {
    "shares": Field("texts", "百分数前面以哪些词结尾才比较，如 率、占比", required=True),
    "common": Field("texts", "到处都有的词，不能说明两处说的是同一件事，如 比上年增长"),
    "contrasts": Field("texts", "只在一处出现就说明两处说的不是同一件事的词，如 一审、全省"),
    "plan": Field("texts", "说明是目标、打算或另一时期的词，这样的数不比较"),
}
_LINKS = ("为", "是", "达到", "保持在", "稳定在")
"""What may stand between the words before a share and the share."""
_AROUND = 24
"""Code points on each side of a figure in which its words are looked at."""
_COMPARED = frozenset({AMOUNT, SHARE})
LEAST = 4
"""Han characters in a row that two figures must have in common around them to speak of the same thing."""

_PLACE = "(?!全)[\u4e00-\u9fff]{2}(?:县|区|镇|乡)"
_YEAR_WORD = lazily("[去今明上前]年")
_HAN_RUN = lazily("[\u4e00-\u9fff]{4,}")
_MARKS = ",、。;:!?()" + "".join(SIGNS[role] for role in (AMOUNT, SHARE, POINTS, TIMES, FOLD))


_Place = tuple[int, str, bool, Bounds]
"""A figure that can be told twice: number among all figures, digits, whether a share, and where its sentence lies."""
_Worded = tuple[str, Sequence[str], _Place]
"""The digits of a figure, the runs of words around it, and the figure itself."""


class _Told(Record):
    """A figure that is compared with another one, in the sentences of its document."""

    digits: str
    grams: Sequence[str]
    place: _Place
    sentences: Sentences
    marked: str
    """The template of the text with each mark as a line feed, so that words are cut out by Python's own quick means."""

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        figure = self.sentences.figures[self.place[0]]
        assert isinstance(figure, Quantity)
        return figure

    @property
    def years(self) -> set[int | str]:
        """The years named in the sentence: 去年 anywhere, dates before the figure."""
        number, _, _, bounds = self.place
        years: set[int | str] = set(_YEAR_WORD.findall(self.sentences.template, bounds.begin, bounds.stop))
        for kind in self.sentences.figures.kinds[bounds.first : number]:
            if isinstance(kind, (Date, Moment)) and kind.year is not None:
                years.add(kind.year)
        return years

    def around(self) -> str:
        """The words before the figure, beyond marks, and those right behind it."""
        template = self.sentences.template
        number, _, is_share, bounds = self.place
        at = self.sentences.places[number]
        after = "" if is_share else _after(self.marked, at, bounds.stop)
        return template[max(bounds.begin, at - 2 * _AROUND) : at] + after


class RetoldChecker:
    """Compares figures that stand among the same words."""

    literals: tuple[str, ...] = ()

    def __init__(self, rule: Rule, fields: Mapping[str, Any]) -> None:
        self._share = lazily(f"(?:{alternatives(fields['shares'])})(?:{'|'.join(_LINKS)})?$")
        self._share_ends = frozenset(word[-1:] for word in map(fold, (*fields["shares"], *_LINKS)))
        self._common = any_of(fields.get("common", ()))
        self._contrast = lazily(f"{_PLACE}|{alternatives(fields.get('contrasts', ()))}")
        self._plan = any_of(fields.get("plan", ()))

    def check(self, document: Document, hits: list[Hit]) -> Iterable[Finding | Held]:
        known: dict[str, Sequence[str]] = {}
        found = sentences(document)
        several = [*_by_unit(document.reading.text, found)]
        if not several:
            return
        marked = found.template
        for mark in _MARKS:
            marked = marked.replace(mark, "\n")
        for places in several:
            figures = self._worded(places, found.places, marked, known)
            if len(figures) > 1:
                yield from self._of_unit(document, figures, found, marked)

    def _of_unit(
        self, document: Document, figures: Sequence[_Worded], found: Sentences, marked: str
    ) -> Iterator[Finding | Held]:
        seen: set[int] = set()
        for group in _groups(figures):
            if _too_many(group):
                continue
            one = group[0]
            two = next((told for told in group if told[0] != one[0]), group[1])
            number, same = two[2][0], one[2][3] is two[2][3]
            if number not in seen:
                seen.add(number)
                if not same:
                    yield from self._compared(document, _Told(*one, found, marked), _Told(*two, found, marked))

    def _worded(
        self, places: Sequence[_Place], signs: Sequence[int], marked: str, known: dict[str, Sequence[str]]
    ) -> list[_Worded]:
        """The figures with their words, without those whose words tell of a plan or of nothing.

        `signs` and `marked` are where the figures stand in the template, and that as in `_Told`. `known` are the runs
        of words that were met: reports say many things again and again.
        """
        found: list[_Worded] = []
        for place in places:
            number, digits, is_share, bounds = place
            begin, stop, _, _, _, _ = bounds
            at = signs[number]
            # From the mark before the figure to the mark behind it; the figure itself is a line feed, that no word runs
            # over. Written out: it is done for each figure of a document.
            low = at - _AROUND
            if low < begin:
                low = begin
            start = marked.rfind("\n", low, at) + 1 or low
            if is_share:
                # The last character tells most of them.
                words = marked[start:at]
                if words[-1:] not in self._share_ends or not self._share.search(words):
                    continue
            else:
                high = at + 1 + _AROUND
                if high > stop:
                    high = stop
                end = marked.find("\n", at + 1, high)
                words = marked[start : high if end < 0 else end]
            grams = known.get(words)
            if grams is None:
                grams = known[words] = () if self._plan.search(words) else self._grams(words)
            if grams:
                found.append((digits, grams, place))
        return found

    def _grams(self, text: str) -> Sequence[str]:
        """The runs of `LEAST` Han characters around a figure, each once, common words left out."""
        runs = _HAN_RUN.findall(self._common.sub(" ", text))
        return [*dict.fromkeys([run[at : at + LEAST] for run in runs for at in range(len(run) - LEAST + 1)])]

    def _compared(self, document: Document, one: _Told, two: _Told) -> Iterator[Finding | Held]:
        agree = one.quantity.interval.meets(two.quantity.interval)
        if (not agree and not _slip(one, two)) or self._apart(one, two):
            return
        # Short figures, and those with one digit changed, may well be two: the words have to agree for longer.
        short, swapped = min(len(one.digits), len(two.digits)) < 3, _swapped(one.digits, two.digits)
        sure = agree or (not short and (swapped or len(one.digits) != len(two.digits)))
        if not sure and len({*one.grams} & {*two.grams}) < 3:
            return
        reading = document.reading
        span = figure_span(document, two.quantity)
        if agree:
            # A round figure may agree by chance.
            if len(two.digits) > 2 and not two.digits.endswith("00"):
                yield Held(span)
            return
        first = reading.text[one.quantity.numeral[0] : one.quantity.end]
        second = reading.text[two.quantity.numeral[0] : two.quantity.end]
        message = say("同一个数前后不一：前面是{first}，这里是{second}", first=first, second=second)
        yield Finding(span, message, related=quoted_figures(document, [one.quantity]))

    def _apart(self, one: _Told, two: _Told) -> bool:
        """Whether the sentences tell of different places, stages or years."""
        if set(self._contrast.findall(one.around())) != set(self._contrast.findall(two.around())):
            return True
        first, second = one.years, two.years
        return bool(first and second and not first & second)


def _groups(figures: Sequence[_Worded]) -> Iterable[Sequence[_Worded]]:
    """The figures that have a run of words in common, for each such run that at least two have.

    Figures that stand among the very same words are soon too many: whoever shares a run with these is in no group.
    """
    alike: dict[int, list[_Worded]] = defaultdict(list)  # those of the same words have their runs in one list
    for told in figures:
        alike[id(told[1])].append(told)
    crowded: set[str] = set()
    once: set[str] = set()
    again: set[str] = set()
    left: set[int] = set()
    for key, those in alike.items():
        grams = those[0][1]
        if _too_many(those):
            crowded.update(grams)
            continue
        left.add(key)
        again.update(grams if len(those) > 1 else once.intersection(grams))
        once.update(grams)
    again -= crowded
    groups: dict[str, list[_Worded]] = defaultdict(list)
    for told in figures if again else ():
        if id(told[1]) in left:
            for gram in told[1]:
                if gram in again:
                    groups[gram].append(told)
    return groups.values()


def _too_many(figures: Sequence[_Worded]) -> bool:
    """Whether there are more than two values: then they tell of several things, places, years, a ledger."""
    return len(figures) > 2 and len({told[0] for told in figures}) > 2


def _by_unit(text: str, found: Sentences) -> Iterator[Sequence[_Place]]:
    """The figures that can be told twice, those of one unit together where there are several."""
    starts, ends, owners = found.figures.starts, found.figures.ends, found.owners
    units: dict[str, list[tuple[Sort | Quantity, Sequence[int]]]] = defaultdict(list)
    for kind, alike in found.figures.alike:
        if (type(kind) is Sort or type(kind) is Quantity) and kind.unit and kind.role in _COMPARED and not kind.han:
            units[kind.unit].append((kind, alike))
    for kinds in units.values():
        if len(kinds) == len(kinds[0][1]) == 1:
            continue  # most units stand once
        places: list[tuple[int, str, bool]] = []
        for kind, alike in kinds:
            if isinstance(kind, Quantity) and kind.range:
                continue
            is_share = kind.role == SHARE
            for number in alike:
                begin, end = (starts[number], ends[number] - kind.rest) if isinstance(kind, Sort) else kind.numeral
                # One digit is no slip of another.
                if end > begin + 1:
                    digits = text[begin:end]
                    if digits[0] == "0" or not digits.isdigit():
                        digits = _digits(digits)
                    if len(digits) > 1:
                        places.append((number, digits, is_share))
        if len(places) > 1:
            if len(kinds) > 1:
                places.sort()
            # Each quantity stands in a sentence.
            yield [(*place, bounds) for place in places if (bounds := owners[place[0]]) is not None]


def _after(marked: str, at: int, stop: int) -> str:
    """The words behind the figure at `at` up to a mark, or to where its sentence ends."""
    return marked[at + 1 : min(at + 1 + _AROUND, stop)].partition("\n")[0]


def _digits(numeral: str) -> str:
    """The digits of a numeral from the first that is not zero."""
    shown = numeral.replace(".", "")
    if not shown.isdigit():
        shown = "".join(filter(str.isdigit, shown))
    return shown.lstrip("0")


def _rounded(digits: str) -> str:
    """The first three digits, rounded."""
    return str(round(int(digits[:4]) / 10)) if len(digits) >= 4 else digits


def _swapped(one: str, two: str) -> bool:
    """Whether two neighbouring digits have changed places (1206, 1260)."""
    if len(one) != len(two) or sorted(one) != sorted(two):
        return False
    apart = [at for at, (first, second) in enumerate(zip(one, two, strict=True)) if first != second]
    if len(apart) != 2:
        return False
    first, second = apart
    return second == first + 1 and one[first] == two[second] and one[second] == two[first]


def _slip(one: _Told, two: _Told) -> bool:
    """Whether one figure may be the other mistyped: of the same size, or the point moved by one place."""
    alike = one.digits == two.digits
    if (not alike and not _mistyped(one.digits, two.digits)) or not one.quantity.value or not two.quantity.value:
        return False
    ratio = one.quantity.value / two.quantity.value
    return (ratio in {10, 100} or 1 / ratio in {10, 100}) if alike else 1 / 10 < ratio < 10


def _mistyped(one: str, two: str) -> bool:
    """Whether some digits may be others mistyped."""
    if len(one) != len(two):
        return _swapped(_rounded(one), _rounded(two))
    if _swapped(one, two):
        return True
    # A round figure (3000 beside 3500) is a goal rather than a slip.
    if one.endswith("00") or two.endswith("00"):
        return False
    return len(one) >= 4 and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _compile(rule: Rule, fields: Mapping[str, Any], vocabulary: Vocabulary) -> RetoldChecker:
    if not fields["shares"]:
        raise RuleError(say("shares 是空的。"), "shares")
    return RetoldChecker(rule, fields)


KIND = Kind("retold", "同一个数说了两遍", FIELDS, _compile)
