"""Divisions under names that they no longer bear: 襄樊市 in a paper of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ..context import in_title, sentence, speaks_of_earlier
from ..lazy import lazily
from ..messages import say
from ..phrases import Hit
from ..rules import Severity
from ..timeline.answers import Answer, Right, Wrong
from ..timeline.when import Time, standing, told
from .wanted import Former

_OTHER_WORD = lazily(
    "(?<=区)[域块间划位别段内外级]|(?<=市)(?:[场部容值集井花民级直区郊内外北南]|政(?!府|协|法))|(?<=城市)[群化圈更建管]|"
    r"(?<=县)[域级城乡直区市内外际情道官]|(?<=县)[、(]{1,2}[市区]|(?<=[市县])委[托派]"
)
"""What makes the last characters of a name part of another word: 市场, 区域, 上饶县(市、区), 许昌县乡两级."""
_LONGER = ("三江源", "长江源")
"""Names that end in the beginning of a former one: 三江源县市."""
_BEFORE = lazily("(?:[原旧老前曾]|撤销|时任|由|从|自)(?:为|任|属|名)?$|(?:原|撤销)[\u4e00-\u9fff、]{2,14}[、和及与]$")
_TOLD_AS_FORMER = lazily(
    r"更名|改名|改称|改为|时任|当[时年]|历史|沿革|撤[销县市并二三]|设立|设[区市]|建[区市]|合并|并入|划入|划归|区划调整|解放|成立|籍|出生|前身|曾|"
    r"原[为属任]|旧称|古称|\([12]\d{3}\)|世纪|年代|年前|此前|最初|回忆|生前|过去|建国|民国|[(,、]现(?!场)|[(,]今|[现今][为属名]|"
    r"居民|村民|住址|住所|[家现]住|身份证|调整为|潜逃|逃犯|积案|命案|旧案|老(?:人|上海人|照片)|原[系在工单]|退休|下岗|职工|颁发|供销社|公社|"
    r"(?:人事|劳动|工商|国土|粮食|物价|计生|地税|国税|文教)局"
)
_NAMED_AFTER_IT = lazily(
    "[\u4e00-\u9fff]{0,14}?(?:公司|厂|集团|银行|合作社|学校|中学|小学|医院|大学|学院|协会|商会|路|街|志(?![愿强向气]))|"
    "(?:[\u4e00-\u9fff]{1,6}[镇乡村])?人(?![\u4e00-\u9fff])"
)
_DATE = lazily(r"(?<!\d)((?:19|20)\d\d)[.·\-/—–~]")
"""A year as tables and careers write it: 1998.07-2003.09."""
_WITHIN = 30
"""Code points of the sentence to each side of a name in which the words that excuse it are looked for."""


def former_names(text: str, hits: Iterable[Hit], names: Sequence[Former], date: Time | None) -> Iterator[Answer]:
    """The former names that a document of that date, or the time its sentence tells of, cannot bear.

    Each counts as checked once.
    """
    seen: set[str] = set()
    ended: dict[str, bool] = {}
    for hit in hits:
        former = names[hit.literal]
        if former.name not in ended:
            ended[former.name] = _tells_of_its_end(text, former.name)
        if ended[former.name]:
            continue
        time = told(text, hit.start) or standing(text, hit.start, date)
        if time is None or _excused(text, hit.start, hit.end, former.until):
            continue
        if time.first <= former.until:
            if former.name not in seen:
                seen.add(former.name)
                yield Right(hit.start, hit.end)
            continue
        message = say("“{name}”至迟在{year}年已经撤销或更名", name=former.name, year=former.until.year)
        if former.instead:
            message += say("，现为{instead}", instead=former.instead)
        message += say("，{time}", time=time.said)
        yield Wrong(hit.start, hit.end, message, None if time.sure else Severity.INFO, name=former.name)


def _tells_of_its_end(text: str, name: str) -> bool:
    """Whether the document itself says that the name is one of the past: then it knows what it writes."""
    return any(word in text for word in (f"撤销{name}", f"原{name}", f"{name}更名", f"{name}改名", f"{name}撤"))


def _excused(text: str, start: int, end: int, until: dt.date) -> bool:
    """Whether the name is part of another word or name, or is told as a former one."""
    if _OTHER_WORD.match(text, end) or text.startswith(_LONGER, start - 1):
        return True
    if in_title(text, start) or _NAMED_AFTER_IT.match(text, end) or text[start - 1 : start] in ("“", "‘"):
        return True
    if _BEFORE.search(text, max(0, start - 18), start):
        return True
    low = max(0, start - _WITHIN)
    around = sentence(text[low : end + _WITHIN], start - low, end - low)
    if any(int(year) <= until.year for year in _DATE.findall(around)):
        return True
    return bool(_TOLD_AS_FORMER.search(around)) or speaks_of_earlier(text, start, end, dt.date(until.year + 1, 1, 1))
