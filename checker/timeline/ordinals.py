"""第N个国家宪法日: the number follows from the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..context import sentence
from ..lazy import lazily
from ..messages import say
from ..numerals import HAN_DIGITS, han, value
from .answers import Answer, Right, Wrong
from .when import Time

_YEAR = lazily(r"(?<!\d)(?:19|20)\d\d年")
_TOLD = lazily(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?,?(?:正值|恰逢|适逢|迎来|是|为|也是|的)?"
    r"(?:我国|全国|全市|全省)?(?:的|,)?$"
)
_NOW = lazily(r"今年|(?<![一二三四五六七八九十几\d])本年")


class Ordinals:
    """Days, weeks and months that were first kept in a known year."""

    def __init__(self, first_years: Mapping[str, int]) -> None:
        self._first = first_years
        names = "|".join(re.escape(name) for name in sorted(first_years, key=lambda n: (-len(n), n))) or "$^"
        self._named = lazily(
            rf"第(?P<number>\d{{1,3}}|[{HAN_DIGITS}]{{1,4}})个“?(?:全国|中国|我国)?(?P<name>{names})(?!活动周|前后)"
        )

    def check(self, text: str, date: Time | None, this_year: frozenset[int]) -> Iterator[Answer]:
        """Each `第N个…` against the year of its sentence, else against the document's."""
        for match in self._named.finditer(text):
            number = value(match["number"])
            if not number:
                continue
            first = self._first[match["name"]]
            due = first + number - 1
            years = _years(text, match, date, this_year)
            if not years:
                continue
            if due in years:
                yield Right(match.start(), match.end())
                continue
            message = say(
                "第{number}个{name}在{year}年（第一个在{first}年）",
                number=match["number"],
                name=match["name"],
                year=due,
                first=first,
            )
            right = min(years) - first + 1
            edit = None
            if len(years) == 1 and right > 0:
                text_of = str(right) if match["number"].isascii() else han(right)
                edit = (match.start("number"), match.end("number"), text_of)
            yield Wrong(match.start(), match.end(), message, edit=edit)


def _years(
    text: str, match: re.Match[str], date: Time | None, this_year: frozenset[int]
) -> frozenset[int] | range | None:
    """The years that can be meant: the one told just before it, 今年, or those around the document's date."""
    around = sentence(text, match.start(), match.end())
    lead = around[: around.find(match.group())]
    told = _TOLD.search(lead)
    if told is not None:
        return frozenset({int(told["year"])})
    if _YEAR.search(around) or date is None:
        return None
    if _NOW.search(lead):
        return this_year
    return range(date.first.year - 1, date.last.year + 2)
