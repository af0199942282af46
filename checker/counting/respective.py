"""分别: as many values as subjects. `案件数、接警量分别下降58%、23%` is two and two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lazy import lazily
from ..numerals import HAN_DIGITS
from ..records import Record
from ..spots import places
from .lists import Clauses, Size, parts, pieces, size

_WORD = "分别"
_VERB = lazily(r"(?:比|较)?(?:\d{4}年)?[^\d、]{0,24}?(?=\d|第[一二三四五六七八九十\d])")
_FIGURE = lazily(rf"[^\d、]{{0,6}}?(?:\d|第[{HAN_DIGITS}])")
_MOVES = lazily(r"(?:提高|增加|提升|上升|扩大|增长|下降|减少|降低|降|增|升|减|缩短|压缩)?[到至为]")
_ALONE = lazily(r"(?:为|达到?)\d[\d.]{0,12}[^\d,;。:、和与及或\n()—~至到]{0,5}(?<!以上)(?<!左右)(?=[;。\n]|,(?!\d))")
_MORE = lazily(r",(?:[和与及]|以及)?\d[\d.]*[^\d,;。、\n]{0,4}(?=[,;。、\n])")
_UNCERTAIN = lazily(
    "[的等比较按把]|对(?!外)|向|(?<![存现潜])在(?![建校岗线册园逃押职])|将|(?<![自缘])由|从|以(?![上下内来])|(?<![行人])为|于"
    "|(?<!集)中(?![小高央心级介学医药])|其中"
)
"""Before the list of subjects these may lead in a list of another kind."""
BARE = 4
"""Characters that may stand before 分别 in a clause that leaves its subjects out (同比, 累计)."""
_OTHER_FIGURE = lazily(r"(?<![\d.“])\d++(?:\.\d++)?+(?![年月季号日级DGdg])")
SHORT = 14
"""Up to so many characters a clause may be a member of the list that goes on behind its comma."""


class Relation(Record, frozen=True):
    """How many values stand behind 分别 (`counted`) and how many subjects before it (`size`).

    Positions are the reading's. `sure` is False where a person must look again.
    """

    values: tuple[int, int]
    subjects: tuple[int, int]
    counted: int
    size: Size
    agrees: bool
    sure: bool = True


def relations(clauses: Clauses, two: re.Pattern[str]) -> Iterator[Relation]:
    """Every 分别 in `clauses` whose values can be counted and held against its subjects.

    `two` finds the words that name two things at once (城乡, 收支).
    """
    text = clauses.text
    last: Relation | None = None
    for word in places(text, _WORD):
        start, behind = clauses.start(word), word + len(_WORD)
        subject = text[start:word]
        again = text.find(_WORD, behind, clauses.end(behind))
        values = _values(text, behind, again if again >= 0 else clauses.end(behind))
        if values is None:
            last = None
            alone = _ALONE.match(text, behind)
            if alone and size(subject).most > 1 and not _UNCERTAIN.search(subject):
                found = size(subject)
                place = (behind, alone.end())
                yield Relation(place, (start, word), 1, Size(max(2, found.least), found.most), False, False)
            continue
        count, end, clean = values
        stop = behind, end
        before, last = last, None
        if _WORD in subject:
            # 甲、乙分别新增3个、5个且分别达到…: what the second answers to is told by the first.
            if before and before.counted == count:
                yield Relation(stop, before.subjects, count, before.size, True)
            continue
        if "、" not in subject:
            if before and before.agrees and before.values[1] == start - 1 and len(subject) <= BARE:
                # 甲、乙分别为…,分别增长…: the subjects are the same.
                agrees = count in before.size or before.counted == count
                if agrees or clean:
                    last = Relation(stop, before.subjects, count, before.size, agrees)
                    yield last
            else:
                yield from _without_list(clauses, start, word, subject, stop, count, two)
            continue
        sizes = _sizes(subject, two)
        if any(count in found for found in sizes):
            last = Relation(stop, (start, word), count, size(subject), True)
            yield last
        elif clean and _is_certain(subject, count, two):
            found = size(subject)
            sure = found.least > count or not _goes_on(clauses, start)
            yield Relation(stop, (start, word), count, found, False, sure)


def _values(text: str, at: int, end: int) -> tuple[int, int, bool] | None:
    """How many figures stand behind 分别, where they end, and whether nothing else is listed behind them."""
    verb = _VERB.match(text, at, end)
    if verb is None:
        return None
    count, position = 0, verb.end()
    rest = text[position:end]
    for piece in pieces(rest):
        if not _FIGURE.match(piece):
            return count, position, False
        count += 1
        found = text.index(piece, position, end) + len(piece)
        move = _MOVES.search(piece)
        if move and re.search(r"\d", piece[move.end() :]):
            # 由65%、70%提高到75%、80%: the second list answers to the first.
            return count, found, False
        position = found
    return (count, position, _MORE.match(text, end) is None) if count > 1 else None


def _sizes(subject: str, two: re.Pattern[str]) -> list[Size]:
    """The sizes that the list of subjects may have, in its several readings."""
    readings = [subject]
    if "等" in subject:
        readings.append(subject[subject.rindex("等") + 1 :])
    found = []
    for reading in readings:
        plain = size(reading)
        doubled = len(two.findall(reading))
        found.append(Size(plain.least, plain.most + doubled))
        if doubled:
            found.append(Size(plain.least * 2, plain.most * 2))
    return found


def _without_list(
    clauses: Clauses,
    start: int,
    word: int,
    subject: str,
    values: tuple[int, int],
    count: int,
    two: re.Pattern[str],
) -> Iterator[Relation]:
    """甲和乙分别…; 城乡居民收入分别…; or a list that stands before the comma. Here nothing is ever objected to."""
    own = size(subject)
    if own.most > 1 or two.search(subject):
        sizes = _sizes(subject, two)
        if any(count in found for found in sizes):
            yield Relation(values, (start, word), count, own, True)
        return
    earlier = _clauses_before(clauses, start, count + 1)
    for before, end in earlier:
        clause = clauses.text[before:end]
        listed = clause[: clause.index("分别")] if "分别" in clause else clause
        found = size(listed)
        figures = sum(1 for piece in pieces(clause) if re.search(r"\d", piece))
        if ("、" in listed and count in found) or (figures == count and figures > 1):
            yield Relation(values, (before, end), count, found, True)
            return
    told = [(a, b) for a, b in _clauses_before(clauses, start, count + 1) if re.search(r"\d", clauses.text[a:b])][
        :count
    ]
    if len(told) == count:  # 甲9422元,乙2936元,扣除价格因素,分别增长…
        yield Relation(values, (told[-1][0], told[0][1]), count, Size(count, count), True)


def _clauses_before(clauses: Clauses, start: int, number: int) -> list[tuple[int, int]]:
    """Up to `number` clauses of the same sentence before the comma at `start`, the nearest first."""
    found: list[tuple[int, int]] = []
    while len(found) < number and start > 0 and clauses.text[start - 1] == ",":
        end = start - 1
        start = clauses.start(end)
        found.append((start, end))
    return found


def _is_certain(subject: str, count: int, two: re.Pattern[str]) -> bool:
    """Whether the list of subjects is whole and has no list inside, so that a different number is a mistake."""
    found = size(subject)
    listed = subject[: subject.rindex("、")]
    if (
        _UNCERTAIN.search(listed)
        or _OTHER_FIGURE.search(subject)
        or "等" in subject
        or two.search(subject)
        or found.least < 2
    ):
        return False
    if any(not part.strip() for part in parts(subject)):
        return False
    # 甲、乙的收入、支出分别…: twice as many of the one as of the other has a reading that agrees.
    if found.most < count:
        return all(count % number for number in range(found.least, found.most + 1))
    return found.least % count != 0


def _goes_on(clauses: Clauses, start: int) -> bool:
    """Whether the clause before the comma at `start` may be a member of the same list."""
    if start == 0 or clauses.text[start - 1] != ",":
        return False
    before = clauses.text[clauses.start(start - 1) : start - 1]
    return len(before) <= SHORT and not re.search(r"\d", before)
