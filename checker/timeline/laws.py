"""Laws cited before they were passed or took effect, or after they were repealed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from ..context import speaks_of_earlier
from ..lazy import lazily
from ..messages import say
from ..records import Record, replace
from ..rules import Severity
from .answers import Answer, Right, Wrong
from .when import AFTERWARDS, Time, shown, standing, told

_CITED = lazily(
    r"《(?:中华人民共和国)?(?P<name>[^《》〈〉\n]{1,40})》(?!\s?\(?(?:修订|修正)?(?:草案|征求意见|送审|建议))"
)
_BASIS_BEFORE = lazily(
    r"(?:(?P<by>根据|依据|依照|按照|遵照)|(?:贯彻|落实|实施|施行|执行|宣传|学习|普及|讲解|宣讲|解读|违反|适用|遵守))"
    r"(?:好|了)?[^。;!?\n《》]{0,6}(?:《[^《》\n]{1,40}》[、和及与,]?){0,6}$"
)
_BASIS_AFTER = lazily(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,8}条[^。;,!?\n]{0,12})?的?(?:有关|相关|明确)?(?:规定|要求)"
)
_REACH = 120

_DATE = r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
_DEED = r"(?P<deed>施行|实施|生效|通过|颁布|公布|出台)"
_DATED_BEFORE = lazily(rf"(?<!\d){_DATE}(?:起|,)?(?:正式|全面)?{_DEED}的$")
_DATED_AFTER = lazily(rf"(?:已|将)?[于自从]?{_DATE}(?:起|,)?(?:正式|全面)?{_DEED}")


class Law(Record, frozen=True):
    """A law and its days: passed, in force, first changed, repealed. None where not known or not (yet) the case."""

    name: str
    passed: dt.date
    effect: dt.date | None = None
    changed: dt.date | None = None
    repealed: dt.date | None = None
    instead: str = ""


class Laws:
    """The laws of a table, by the name between 《》 without 中华人民共和国."""

    def __init__(self, laws: Mapping[str, Law]) -> None:
        self._laws = laws

    def in_time(self, text: str, date: Time | None) -> Iterator[Answer]:
        """Laws that work is founded on, against the time the sentence tells of, else the document's date.

        Each counts as checked once. Where the document's date is but the year of its title, a hint is all that is said.
        """
        seen: set[str] = set()
        for match, law in self._cited(text):
            by = _basis(text, match)
            time = told(text, match.start()) or standing(text, match.start(), date)
            if by is None or time is None:
                continue
            wrong = _out_of_time(text, match, law, time, by)
            if wrong is not None:
                yield wrong if time.sure else replace(wrong, severity=Severity.INFO)
            elif law.name not in seen:
                seen.add(law.name)
                yield Right(match.start(), match.end())

    def years(self, text: str, horizon: int) -> Iterator[Answer]:
        """Days of passing and taking effect printed beside a law. Changes after the year `horizon` are not known."""
        for match, law in self._cited(text):
            printed = _DATED_BEFORE.search(text, max(0, match.start() - 30), match.start()) or _DATED_AFTER.match(
                text, match.end()
            )
            if printed is None:
                continue
            due = law.effect if printed["deed"] in {"施行", "实施", "生效"} else law.passed
            year = int(printed["year"])
            if due is None or (law.changed is not None and year >= law.changed.year) or year > horizon:
                continue
            given = tuple(int(printed[part]) for part in ("year", "month", "day") if printed[part])
            right = (due.year, due.month, due.day)[: len(given)]
            if printed["deed"] in {"颁布", "公布", "出台"}:
                given, right = given[:1], right[:1]
            last = ("year", "month", "day")[len(given) - 1]
            start, end = printed.start("year"), printed.end(last) + 1
            if given == right:
                yield Right(start, end)
                continue
            right_date = _joined(right)
            message = say(
                "《{law}》{date}{deed}，文中写{told}",
                law=law.name,
                date=right_date,
                deed=printed["deed"],
                told=text[start:end],
            )
            yield Wrong(start, end, message, edit=(start, end, right_date))

    def _cited(self, text: str) -> Iterator[tuple[re.Match[str], Law]]:
        for match in _CITED.finditer(text):
            law = self._laws.get(match["name"])
            if law is not None:
                yield match, law


def _basis(text: str, match: re.Match[str]) -> bool | None:
    """Whether the law is cited as a ground (根据《…》, 《…》第九条规定), merely carried out, or neither (None)."""
    before = _BASIS_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    if before and before["by"]:
        return True
    if _BASIS_AFTER.match(text, match.end()):
        return True
    return False if before else None


def _out_of_time(text: str, match: re.Match[str], law: Law, time: Time, by: bool) -> Wrong | None:
    if time.last < law.passed:
        message = say("《{law}》{date}才通过，{time}", law=law.name, date=shown(law.passed), time=time.said)
        return Wrong(*match.span(), message, advice=_doubt(time), name=law.name)
    if by and law.effect is not None and time.last < law.effect:
        message = say("《{law}》自{date}起施行，{time}", law=law.name, date=shown(law.effect), time=time.said)
        return Wrong(*match.span(), message, Severity.INFO, advice=_doubt(time), name=law.name)
    if law.repealed is None or time.first <= law.repealed + AFTERWARDS:
        return None
    if speaks_of_earlier(text, match.start(), match.end(), dt.date(law.repealed.year + 1, 1, 1)):
        return None
    message = say("《{law}》已于{date}废止", law=law.name, date=shown(law.repealed))
    if law.instead:
        message += say("，现为《{instead}》", instead=law.instead)
    message += say("，{time}", time=time.said)
    return Wrong(*match.span(), message, Severity.WARNING, name=law.name)


def _doubt(time: Time) -> str:
    """What to check where a law is cited before its time."""
    if time.source:
        return say("核对法律名称，或核对文稿日期是否识别有误。")
    return say("核对法律名称和这里的年份。")


def _joined(parts: tuple[int, ...]) -> str:
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
