"""Party congresses, plenums of the Central Committee and sessions of the National People's Congress."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..lazy import lazily
from ..messages import say
from ..numerals import han, value
from ..records import Record
from ..rules import Severity, Window
from ..spots import matches, places
from .answers import Answer, Right, Wrong
from .when import Time, doubt, standing, told

CONGRESS, PLENUM, SESSION = "党代会", "中央全会", "全国人大"
SERIES = (CONGRESS, PLENUM, SESSION)

_N = "一二三四五六七八九十"
_PARTY = r"(?:党的|中国共产党|中共)"
_PLENUM = lazily(
    rf"{_PARTY}?(?<![{_N}])(?P<term>[{_N}]{{2,3}})届(?P<list>(?:[一二三四五六七八九]中?[、和及与]?){{0,8}}[一二三四五六七八九]中)全会"
)
_LONG_PLENUM = lazily(rf"{_PARTY}?第?(?<![{_N}])(?P<term>[{_N}]{{2,3}})届中央委员会第(?P<number>[{_N}])次全体会议")
_CONGRESS = lazily(
    rf"{_PARTY}(?P<term>[{_N}]{{2,3}})大(?!类|项|行动|工程|任务|举措|重点|亮点|成就|领域|纪律)"
    rf"|(?<![{_N}])(?P<bare>十[六七八九]|二十[一二]?)大(?=精神|以来|报告|召开|胜利召开|提出|作出|部署|决策|闭幕|开幕|和[{_N}]{{2,3}}届)"
    rf"|(?:中国共产党|中共|党的?)第(?P<full>[{_N}]{{2,3}})次全国代表大会"
)
_SESSION = lazily(
    rf"第?(?<![{_N}])(?P<term>[{_N}]{{2,3}})届全国(?:人大|人民代表大会)第?(?P<number>[{_N}])次(?:会议|全体会议)"
)
NEEDED = ("届", "次全国代表大会", *(f"{number}大" for number in _N))
"""What names a meeting holds one of these."""
_NUMBERED = lazily(rf"大(?<=[{_N}]大)")
_ITEM = lazily(r"[一二三四五六七八九]")
_OF_OTHERS = lazily(
    r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|团的|团中央|工会|妇联|青联|学联|科协|侨联|文联|作协|民主党派"
)
_OF_THE_PARTY = lazily(r"党的|中共|中国共产党|党中央")
_OWN_NUMBER = 18
"""From this term on no other body's plenums bear the same number for long; below it 党的 must stand before."""

_BASIS_BEFORE = lazily(rf"(?:学习|宣传|贯彻|落实|按照|根据|遵循)(?:好|了)?{_PARTY}?$")
_REST_OF_LIST = rf"[{_N}届中全会大和及与、历次党的人国]{{0,40}}?"
_BASIS_AFTER = lazily(
    rf"{_REST_OF_LIST}(?:精神|以来|闭幕|部署|决策|决定|要求|提出|强调|指出|明确|作出|审议|通过|召开[之以]?后)"
)
_NO_MORE_AFTER = lazily(rf"{_REST_OF_LIST}(?:[,。;!?\n]|$|以及|中央|省委|市委)")
_PAST_AFTER = lazily(rf"{_REST_OF_LIST}(?:以来|闭幕|提出|强调|指出|明确|作出|审议|通过)")
_AHEAD = lazily(rf"将(?!{_PARTY}|[{_N}]{{2,3}}[届大])")

_WHEN = (
    r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?(?:(?:至|到|—|-){1,2}\d{1,2}日)?)?(?:[初底末]|[上中下]旬)?"
)
_HELD_IN = lazily(rf"(?<!\d){_WHEN},?(?:在北京|在京)?(?:胜利|隆重)?(?:召开|举行|闭幕)的(?:党的|中共|中国共产党)?第?$")
_HELD_THEN = lazily(rf"(?<!\d){_WHEN},(?:[^,。;!?\n\d]{{1,10}}的)?$")
_OPENED = lazily(
    r"(?:在北京|在京)?(?:胜利|隆重)?(?:召开|举行|闭幕)(?=[,。;!\n]|$)|(?:审议|表决|审议并)?通过(?!的|[之以]?后|以来|一周年)"
)
_IN_BRACKETS = lazily(rf"\({_WHEN}\)")
_ON = lazily(rf"[于在]{_WHEN}[^。;,!?\n\d]{{0,12}}(?:召开|举行|闭幕)")


class Meeting(Record, frozen=True):
    """Series, term (届) and number of a meeting; a congress has number 0."""

    series: str
    term: int
    number: int

    def __str__(self) -> str:
        if self.series == CONGRESS:
            return f"党的{han(self.term)}大"
        if self.series == PLENUM:
            return f"党的{han(self.term)}届{han(self.number)}中全会"
        return f"{han(self.term)}届全国人大{han(self.number)}次会议"


class Mention(Record, frozen=True):
    """A meeting named at `start`:`end`; `first` and `last` bound the whole of a list (二十届二中、三中全会)."""

    meeting: Meeting
    start: int
    end: int
    first: int
    last: int

    @property
    def alone(self) -> bool:
        return (self.start, self.end) == (self.first, self.last)


class Meetings:
    """When the meetings of a table were held; each window has both ends."""

    def __init__(self, held: Mapping[Meeting, Window]) -> None:
        self._held = held

    def not_yet(self, text: str, date: Time | None) -> Iterator[Answer]:
        """Meetings that are built upon before they met: in a sentence of an earlier year, in an earlier document.

        Each counts as checked once.
        """
        seen: set[Meeting] = set()
        for mention in mentions(text):
            window = self._held.get(mention.meeting)
            opened = window.since if window else self._earliest(mention.meeting)
            # A date printed as the meeting's own is held against the meeting in `years`.
            of_sentence = None if _printed_date(text, mention) else told(text, mention.first)
            time = of_sentence or standing(text, mention.first, date)
            if opened is None or time is None:
                continue
            if time.last >= opened:
                if window and mention.meeting not in seen:
                    seen.add(mention.meeting)
                    yield Right(mention.start, mention.end)
                continue
            if not _built_upon(text, mention) or _AHEAD.search(_clause(text, mention)):
                continue
            message = (
                say("{meeting}{year}年{month}月召开", meeting=mention.meeting, year=opened.year, month=opened.month)
                if window
                else say("{meeting}当时还没有召开", meeting=mention.meeting)
            )
            message += say("，{time}", time=time.said)
            foreseen = (
                mention.meeting.series != PLENUM
                and opened.year <= time.last.year
                and not _PAST_AFTER.match(text, mention.last)
            )
            severity = Severity.WARNING if foreseen else None
            yield Wrong(mention.start, mention.end, message, severity, advice=doubt(time), name=str(mention.meeting))

    def years(self, text: str) -> Iterator[Answer]:
        """Years printed beside a meeting's name, and plenums that a past Central Committee never held."""
        for mention in mentions(text):
            window = self._held.get(mention.meeting)
            if window is not None:
                yield from self._year_beside(text, mention, window)
                continue
            most = self._plenums(mention.meeting.term) if mention.meeting.series == PLENUM else 0
            if most and mention.meeting.number > most:
                message = say(
                    "党的{term}届中央委员会只开过{most}次全会", term=han(mention.meeting.term), most=han(most)
                )
                yield Wrong(mention.start, mention.end, message, Severity.WARNING)

    def _year_beside(self, text: str, mention: Mention, window: Window) -> Iterator[Answer]:
        """The meeting's year where one is printed with it: （2024年7月）, 2024年7月召开的…, …于2024年7月召开."""
        printed = _printed_date(text, mention)
        if printed is None or window.since is None or window.until is None:
            return
        year, month = int(printed["year"]), int(printed["month"] or 0)
        start, end = printed.start("year"), (printed.end("month") + 1 if month else printed.end("year") + 1)
        if _falls(year, month, window):
            yield Right(start, end)
            return
        since = window.since
        message = say("{meeting}{year}年{month}月召开", meeting=mention.meeting, year=since.year, month=since.month)
        message += say("，文中写{told}", told=text[start:end])
        other = next(
            (m for m, w in self._held.items() if m.series == mention.meeting.series and _falls(year, month, w)), None
        )
        edit = None
        if other is not None:
            message += say("（那时召开的是{other}）", other=other)
        else:
            right = f"{since.year}年{since.month}月" if month else f"{since.year}年"
            edit = (start, end, right)
        yield Wrong(min(start, mention.start), max(end, mention.end), message, edit=edit)

    def _earliest(self, meeting: Meeting) -> dt.date | None:
        """The day before which a meeting newer than all known ones of its series cannot have met."""
        known = [m for m in self._held if m.series == meeting.series]
        last = max(known, key=lambda m: (m.term, m.number), default=None)
        if last is None or (meeting.term, meeting.number) <= (last.term, last.number):
            return None
        return self._held[last].until

    def _plenums(self, term: int) -> int:
        """How many plenums a Central Committee held, 0 where the table may not name them all."""
        numbers = {m.number for m in self._held if m.series == PLENUM and m.term == term}
        later = any(m.series == PLENUM and m.term > term for m in self._held)
        return len(numbers) if later and numbers == set(range(1, len(numbers) + 1)) else 0


@lru_cache(maxsize=1)  # both checks of meetings look at the same text, one after the other
def mentions(text: str) -> Sequence[Mention]:
    """Every meeting named, each member of a list (二十届二中、三中全会) by itself."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    terms = _terms(text)
    for match in matches(_PLENUM, text, terms):
        if _is_the_partys(text, match):
            yield from _plenums(match)
    for match in matches(_LONG_PLENUM, text, terms):
        if _is_the_partys(text, match):
            meeting = Meeting(PLENUM, value(match["term"]) or 0, value(match["number"]) or 0)
            yield Mention(meeting, *match.span(), *match.span())
    for match in matches(_CONGRESS, text, _congresses(text)):
        term = value(match["term"] or match["bare"] or match["full"]) or 0
        yield Mention(Meeting(CONGRESS, term, 0), *match.span(), *match.span())
    for match in matches(_SESSION, text, terms):
        meeting = Meeting(SESSION, value(match["term"]) or 0, value(match["number"]) or 0)
        yield Mention(meeting, *match.span(), *match.span())


def _before(marks: Iterable[int]) -> list[int]:
    """Where a name may begin that has its number right before one of `marks`: 中国共产党, 第, three numerals before."""
    return sorted({start for at in marks for start in range(max(0, at - 9), at)})


def _terms(text: str) -> list[int]:
    """Where a meeting of a term may be named: 二十届三中全会, 十四届全国人大一次会议."""
    return _before([at for at in places(text, "届") if text[at - 1] in _N])


def _congresses(text: str) -> list[int]:
    """Where a congress may be named: 二十大, or 第二十次全国代表大会."""
    short = (match.start() for match in _NUMBERED.finditer(text))
    return _before([*short, *places(text, "次全国代表大会")])


def _plenums(match: re.Match[str]) -> Iterator[Mention]:
    term = value(match["term"]) or 0
    items = list(_ITEM.finditer(match["list"]))
    for item in items:
        start, end = match.start("list") + item.start(), match.start("list") + item.end() + 1
        meeting = Meeting(PLENUM, term, value(item.group()) or 0)
        if len(items) == 1:
            yield Mention(meeting, *match.span(), *match.span())
        else:
            yield Mention(meeting, start, min(end, match.end("list")), *match.span())


def _is_the_partys(text: str, match: re.Match[str]) -> bool:
    clause = re.split(r"[。;!?\n]", text[max(0, match.start() - 40) : match.start()])[-1]
    if _OF_OTHERS.search(clause):
        return False
    return (value(match["term"]) or 0) >= _OWN_NUMBER or bool(_OF_THE_PARTY.search(clause + match.group()))


def _clause(text: str, mention: Mention) -> str:
    """What stands around the mention within its sentence, for words that look ahead."""
    before = re.split(r"[。;!?\n]", text[max(0, mention.first - 60) : mention.first])[-1]
    after = re.split(r"[。;!?\n]", text[mention.first : mention.last + 60])[0]
    return before + after


def _built_upon(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.first - 12) : mention.first]
    if _BASIS_AFTER.match(text, mention.last):
        return True
    # Something else may stand behind the name (落实党的二十大安保要求): then it is not the meeting that is built upon.
    return bool(_BASIS_BEFORE.search(before) and _NO_MORE_AFTER.match(text, mention.last))


def _printed_date(text: str, mention: Mention) -> re.Match[str] | None:
    """The date that is printed as that of the meeting."""
    if not mention.alone:
        return None
    low = max(0, mention.first - 48)
    found = (
        _IN_BRACKETS.match(text, mention.last)
        or _ON.match(text, mention.last)
        or _HELD_IN.search(text, low, mention.first)
    )
    if found is None and _OPENED.match(text, mention.last):
        return _HELD_THEN.search(text, low, mention.first)
    return found


def _falls(year: int, month: int, window: Window) -> bool:
    """Whether the year, with `month` not 0 the month, is one of the window's."""
    if window.since is None or window.until is None:
        return False
    first, last = (window.since.year, window.since.month), (window.until.year, window.until.month)
    return first <= (year, month) <= last if month else first[0] <= year <= last[0]
