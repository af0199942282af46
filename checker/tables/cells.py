"""The text of a cell as a number with its unit, and units as heads and captions write them."""

from __future__ import annotations

from fractions import Fraction

from ..lazy import lazily
from ..quantities.grammar import units
from ..records import Record

_MAGNITUDES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_NUMBER = lazily(
    r"(?P<sign>[-+−↑↓]?)(?P<digits>\d{1,3}(?:,\d{3}){1,8}|\d{1,24})(?P<fraction>\.\d{1,12})?\s?(?P<unit>[^\d\s,.]{0,8})"
)
_MEASURE = lazily(r"(?P<magnitude>万亿|千万|百万|[百千万亿])?(?P<unit>.*)")
_YEAR = lazily(r"(?:19|20)\d\d年度?")
_BLANKS = frozenset("-—–―－_/\\·….*×xX")
_EMPTY_WORDS = frozenset({"无", "空", "暂无", "缺", "不详", "未报"})
LONGEST = 40
"""Code points of a cell that may hold a number; a longer one holds prose."""


class Measure(Record, frozen=True):
    """A unit with its magnitude: 万元 is 10,000 of 元. `base` is empty where only the magnitude is told, or only that
    things are counted (受理数). `whole` where there are only whole ones."""

    name: str
    base: str
    factor: Fraction
    whole: bool


PERCENT = Measure("%", "%", Fraction(1), False)
_RATIOS = {
    "%": PERCENT,
    "‰": Measure("‰", "%", Fraction(1, 10), False),
    "百分点": Measure("个百分点", "个百分点", Fraction(1), False),
    "个百分点": Measure("个百分点", "个百分点", Fraction(1), False),
}
COUNTED = Measure("", "", Fraction(1), True)


class Number(Record, frozen=True):
    """A printed number. `value` is its digits with their sign and `decimals` those behind the point; `start` and `end`
    are the digits alone. `measure` is the unit printed with it."""

    value: Fraction | int
    decimals: int
    start: int
    end: int
    sign: str = ""
    commas: bool = False
    measure: Measure | None = None


class Entry(Record, frozen=True):
    """A cell: its text without outer spaces and where that stands. Neither number nor blank: it holds words."""

    text: str
    start: int
    end: int
    number: Number | None = None
    blank: bool = False


def entry(text: str, start: int) -> Entry:
    """The cell whose text, at `start`, is `text`."""
    stripped = text.strip()
    start += len(text) - len(text.lstrip())
    end = start + len(stripped)
    if len(stripped) > LONGEST:
        return Entry(stripped, start, end)
    if not stripped or _BLANKS.issuperset(stripped) or stripped in _EMPTY_WORDS:
        return Entry(stripped, start, end, blank=True)
    return Entry(stripped, start, end, _number(stripped, start))


def _number(text: str, start: int) -> Number | None:
    match = _NUMBER.fullmatch(text)
    if match is None or _YEAR.fullmatch(text):
        return None
    unit = match["unit"]
    measure = parse_measure(unit) if unit else None
    if unit and measure is None:
        return None
    digits, fraction = match["digits"].replace(",", ""), match["fraction"] or ""
    value: Fraction | int = Fraction(int(digits + fraction[1:]), 10 ** (len(fraction) - 1)) if fraction else int(digits)
    if match["sign"] in {"-", "−", "↓"}:
        value = -value
    end = match.end("fraction") if fraction else match.end("digits")
    return Number(
        value,
        max(0, len(fraction) - 1),
        start + match.start("digits"),
        start + end,
        match["sign"],
        "," in match["digits"],
        measure,
    )


def parse_measure(text: str) -> Measure | None:
    """The unit that `text` is, with its magnitude (万元, 亿, %); None where it is none."""
    if text in _RATIOS:
        return _RATIOS[text]
    if not text or len(text) > 8:
        return None
    known = units().get(text)
    if known is not None:
        return Measure(text, known.base, known.factor, known.whole)
    match = _MEASURE.fullmatch(text)
    if match is None or match["magnitude"] is None:
        return None
    factor = Fraction(_MAGNITUDES[match["magnitude"]])
    if not match["unit"]:
        return Measure(text, "", factor, False)
    known = units().get(match["unit"])
    return None if known is None else Measure(text, known.base, factor * known.factor, False)


_BRACKETS = lazily(r"\((?:计量)?(?:单位:)?(?P<unit>[^():]{1,8})\)")
_TOLD = lazily(r"(?:计量)?单位:\s?(?P<unit>[^\s:;。()]{1,14})")
_COUNTED = lazily(r"(?P<unit>[一-鿿]{1,2})数$")
_SEVERAL = lazily("[、,/及和]")


def measure_in(head: str) -> Measure | None:
    """The unit that a head or label tells in brackets, or by what it counts: 受理数（件）, 人数."""
    for match in _BRACKETS.finditer(head):
        found = parse_measure(match["unit"])
        if found is not None:
            return found
    if head.endswith("%"):
        return PERCENT
    counted = _COUNTED.search(head)
    if counted is None:
        return None
    for unit in (counted["unit"], counted["unit"][-1]):
        known = units().get(unit)
        if known is not None and known.whole:
            return Measure(unit, known.base, known.factor, True)
    return COUNTED if not head.endswith(("分数", "指数", "系数", "倍数", "基数", "均数")) else None


def measures_told(text: str) -> list[Measure]:
    """The units of 单位：件、万元 in `text`; empty where it tells none that is one."""
    match = _TOLD.search(text)
    if match is None:
        return []
    found = [parse_measure(part.strip()) for part in _SEVERAL.split(match["unit"])]
    return [measure for measure in found if measure is not None]
