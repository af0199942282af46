"""Tokens of a quantity -> the interval of numbers it may stand for.

A printed figure is rounded to its last digit (97.5% is 97.45 to 97.55). A count in whole units that is written out
(1950件) is exact; 38.5万件 is not. 余 and 多 open a figure upwards by one unit of its last digit that is not zero,
约 and 左右 to both sides, 近 downwards; 超, 以上, 不少于 leave it without an upper bound, 不足, 以内 without a lower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from ..lazy import lazily
from ..numerals import value as numeral_value
from ..records import Record
from .figure import AMOUNT, FOLD, POINTS, SHARE, TIMES, Numbers, Quantity, Unit
from .grammar import Part, Shape, Token, shape, units
from .interval import Interval

_MAGNITUDES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_AROUND = {"约", "大约", "左右", "上下"}
_BELOW = {"近", "将近", "接近"}
_AT_LEAST = {"超过", "突破", "不少于", "不低于", "至少", "多于", "高于", "大于", "超", "逾", "以上", "之多"}
_AT_MOST = {"不超过", "不高于", "不足", "不到", "不满", "最多", "低于", "少于", "小于", "以下", "以内", "之内"}
_MORE = {"余", "多", "来"}
_PLAIN = {"达", "高达", "多达"}
"""Words before a figure that leave it as exact as it is."""
_ZERO, _HALF, _ONE = Fraction(0), Fraction(1, 2), Fraction(1)
_SHARES: Mapping[str, Fraction] = {"百分之": Fraction(1), "千分之": Fraction(1, 10), "万分之": Fraction(1, 100)}
LONGEST_NUMERAL = 40
_COLLOQUIAL = lazily("[百千万亿][一二两三四五六七八九](?:点|$)")
"""一万二 is 12,000, not 10,002; nobody writes it in a report, so it is not read."""


class _Number(Record):
    """One number of a quantity while its tokens are read."""

    value: Fraction = _ZERO
    step: Fraction = _ONE
    magnitude: Fraction = _ONE
    decimals: int = 0
    digits: tuple[int, int] = (0, 0)
    exact: bool = True
    han: bool = False
    words: list[str] | None = None
    unit: Unit | None = None
    role: str = AMOUNT
    zeros: int = 0

    @property
    def margin(self) -> Fraction:
        """One unit of the last digit that is not zero: 100 for 3500, 1万 for 5万."""
        return self.step * Fraction(10**self.zeros)


_MARKS: Mapping[str, tuple[str, str]] = {
    "PERCENT": (SHARE, "%"),
    "POINTS": (POINTS, "个百分点"),
    "TIMES": (TIMES, "倍"),
}
"""Role and base unit of what is no unit of units.tsv."""


def read_amount(text: str, bounds: Sequence[int], made: Shape) -> Quantity | None:
    """The quantity that the tokens between `bounds` write; None where its numeral is none."""
    start, end = bounds[0], bounds[made.length]
    if not made.plain or end - start > LONGEST_NUMERAL:
        return _read_all(text, bounds, made)
    part = made.parts[0]
    first = part.tokens[0]
    han = part.rule == "han"
    if han and _han_number(text[bounds[first] : bounds[first + 1]]) is None:
        return None
    role, unit, printed, whole = AMOUNT, "", "", False
    if made.unit >= 0:
        printed = text[bounds[made.unit] : bounds[made.unit + 1]]
        kind = made.types[made.unit]
        if kind == "UNIT":
            known = units()[printed]
            unit, whole = known.base, known.whole
        else:
            role, unit = _MARKS[kind]
    numeral = (bounds[first], bounds[made.digits + 1])
    decimals = _decimals(text, bounds, made)
    return Quantity(start, end, numeral, role, unit, printed, whole, han, False, decimals, (text, bounds, made))


def _decimals(text: str, bounds: Sequence[int], made: Shape) -> int:
    """Digits behind the point of the last number of a plain quantity."""
    last = made.digits
    while made.types[last] not in {"ARABIC", "HAN"}:
        last -= 1
    return len(text[bounds[last] : bounds[last + 1]].replace("点", ".").partition(".")[2])


def _read_all(text: str, bounds: Sequence[int], made: Shape) -> Quantity | None:
    """The quantity with its numbers."""
    tokens = list(map(Token, made.types, bounds, bounds[1:]))
    numbers = [_number(text, tokens, part) for part in made.parts]
    if any(number is None for number in numbers):
        return None
    first, last = numbers[0], numbers[-1]
    assert first is not None and last is not None
    spread = len(numbers) > 1
    if spread:
        _share_unit(first, last)
        _share_unit(last, first)
    words = [text[tokens[i].start : tokens[i].end] for i in made.own if tokens[i].type == "ABOUT"]
    words += [word for number in numbers if number for word in number.words or ()]
    factor = last.unit.factor if last.unit else _ONE
    interval = _interval(first, last, words)
    value, step, magnitude, opening = last.value, last.step, last.magnitude, first.value
    if factor != 1:
        interval = interval.scaled(factor)
        value, step, magnitude, opening = value * factor, step * factor, magnitude * factor, opening * factor
    return Quantity(
        tokens[0].start,
        tokens[-1].end,
        (first.digits[0], last.digits[1]) if spread else last.digits,
        last.role,
        last.unit.base if last.unit else "",
        last.unit.name if last.unit else "",
        bool(last.unit and last.unit.whole),
        last.han,
        spread,
        last.decimals,
        Numbers(
            interval=interval,
            value=value,
            step=step,
            magnitude=magnitude,
            approximate=spread or not _PLAIN.issuperset(words),
            first=opening,
        ),
    )


def measured(text: str, bounds: Sequence[int], made: Shape) -> Numbers:
    """The numbers of a plain quantity."""
    start = bounds[0]
    own = tuple([bound - start for bound in bounds[: made.length + 1]])
    return _numbers_of(text[start : start + own[-1]], own, made.types)


@lru_cache(maxsize=4096)  # the same few amounts come again and again
def _numbers_of(text: str, bounds: Sequence[int], types: tuple[str, ...]) -> Numbers:
    made = shape(types)
    read = _read_all(text, bounds, made) if made is not None else None
    assert read is not None  # a plain quantity, whose numeral was looked at
    return read.numbers


def _share_unit(one: _Number, other: _Number) -> None:
    """In 3—5万元 and 10—15% the first number is of the second's kind."""
    if one.unit is None and one.role == AMOUNT:
        one.unit, one.role = other.unit, other.role
        # 3—5万 is 3万—5万, but 8000—1.2万 is not 8000万.
        if one.magnitude == 1 and other.magnitude > 1 and one.value <= other.value / other.magnitude:
            one.value, one.step = one.value * other.magnitude, one.step * other.magnitude
            one.magnitude = other.magnitude


def _interval(first: _Number, last: _Number, words: Sequence[str]) -> Interval:
    low, high = _bounds(first)[0], _bounds(last)[1]
    if first is not last:
        low, high = min(low, high), max(low, high)
    if not words:
        return Interval(low, high)
    margin = last.margin
    if _MORE.intersection(words):
        low, high = min(first.value, last.value), max(first.value, last.value) + margin
    opened = Interval(low, high)
    for word in words:
        if word in _AROUND:
            opened = opened.widened(margin)
        elif word in _BELOW:
            opened = Interval(None if opened.low is None else opened.low - margin, opened.high)
        elif word in _AT_LEAST:
            opened = Interval(opened.low, None)
        elif word in _AT_MOST:
            opened = Interval(None, opened.high)
    return opened


def _bounds(number: _Number) -> tuple[Fraction, Fraction]:
    whole = number.unit is None or number.unit.whole
    if number.exact and whole and number.role == AMOUNT:
        return number.value, number.value
    half = number.step * _HALF
    return number.value - half, number.value + half


def _number(text: str, tokens: Sequence[Token], part: Part) -> _Number | None:
    number = _Number(words=[])
    own = [tokens[index] for index in part.tokens]
    number.digits = (own[0].start, own[0].end)
    good = _READERS[part.rule](number, text, own)
    return number if good else None


def _tail(number: _Number, text: str, tokens: Sequence[Token]) -> None:
    """Unit and words of approximation behind the digits."""
    for token in tokens:
        word = text[token.start : token.end]
        if token.type == "UNIT":
            number.unit = units()[word]
        elif token.type == "PERCENT":
            number.role, number.unit = SHARE, Unit(word, "%", _ONE if word == "%" else Fraction(1, 10), False)
        elif token.type == "POINTS":
            number.role, number.unit = POINTS, Unit(word, "个百分点", _ONE, False)
        elif token.type == "TIMES":
            number.role, number.unit = TIMES, Unit(word, "倍", _ONE, False)
        elif token.type in {"MORE", "BOUND"}:
            assert number.words is not None
            number.words.append(word)


def _arabic(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    total, pending, step = _ZERO, None, _ONE
    for token in tokens:
        word = text[token.start : token.end]
        if token.type == "ARABIC":
            digits = word.replace(",", "")
            if len(digits) > LONGEST_NUMERAL:
                return False
            whole, _, fraction = digits.partition(".")
            pending = Fraction(int(whole + fraction), 10 ** len(fraction)) if fraction else Fraction(int(whole))
            number.decimals = len(fraction)
            number.zeros = 0 if number.decimals else len(digits) - len(digits.rstrip("0")) if pending else 0
            step = Fraction(1, 10**number.decimals) if fraction else _ONE
            number.magnitude = _ONE
            number.exact = not number.decimals and not total
        elif token.type == "MAGNITUDE" and pending is not None:
            number.magnitude = Fraction(_MAGNITUDES[word])
            total = pending * number.magnitude + total if total else pending * number.magnitude
            pending, step = None, step * number.magnitude
            number.exact = False
        else:
            continue
        number.digits = (number.digits[0], token.end)
    if pending is not None:
        total = total + pending if total else pending
    number.value, number.step = total, step
    _tail(number, text, tokens)
    return True


def _han(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    number.han = True
    word = text[tokens[0].start : tokens[0].end]
    if not _read_han(number, word):
        return False
    for token in tokens:
        if token.type == "MAGNITUDE":  # behind 三点五; in 三十万 it belongs to the numeral
            factor = Fraction(_MAGNITUDES[text[token.start : token.end]])
            number.value, number.step = number.value * factor, number.step * factor
            number.magnitude *= factor
            number.digits = (number.digits[0], token.end)
    _tail(number, text, tokens[1:])
    return True


@lru_cache(maxsize=4096)
def _han_number(word: str) -> tuple[int, str, int] | None:
    """The whole number that `word` writes, its digits behind 点 and their number; None where it is no numeral."""
    if len(word) > LONGEST_NUMERAL or _COLLOQUIAL.search(word):
        return None
    whole, _, fraction = word.partition("点")
    found = numeral_value(whole)
    digits = numeral_value("零" + fraction) if fraction else 0
    return None if found is None or digits is None else (found, fraction, digits)


def _read_han(number: _Number, word: str) -> bool:
    read = _han_number(word)
    if read is None:
        return False
    found, fraction, digits = read
    number.value = Fraction(found)
    if fraction:
        number.decimals = len(fraction)
        number.value += Fraction(digits, 10 ** len(fraction))
        number.step = Fraction(1, 10 ** len(fraction))
        number.exact = False
        return True
    text = str(found)
    number.zeros = len(text) - len(text.rstrip("0")) if found else 0
    # 三百 may be a round figure, 三百二十一 is not.
    number.exact = found < 100 or number.zeros == 0
    if not number.exact:
        number.step = Fraction(10**number.zeros)
        number.zeros = 0
    return True


def _han_share(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    prefix, figure = tokens[0], tokens[1]
    word = text[figure.start : figure.end]
    scale = _SHARES[text[prefix.start : prefix.end]]
    good = _arabic(number, text, [figure]) if figure.type == "ARABIC" else _read_han(number, word)
    if not good:
        return False
    number.han, number.exact = True, False
    number.digits = (prefix.start, figure.end)
    number.role, number.unit = SHARE, Unit("%", "%", _ONE, False)
    number.value, number.step = number.value * scale, (Fraction(1, 10**number.decimals)) * scale
    _tail(number, text, tokens[2:])
    return True


def _fraction(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    """五分之三 is a rough share: it is taken for 60 to within 5 percent."""
    below = numeral_value(text[tokens[0].start : tokens[0].end])
    above = numeral_value(text[tokens[2].start : tokens[2].end])
    if not below or above is None:
        return False
    number.han, number.exact = True, False
    number.digits = (tokens[0].start, tokens[2].end)
    number.role, number.unit = SHARE, Unit("分之", "%", _ONE, False)
    number.value, number.step = Fraction(100 * above, below), Fraction(10)
    _tail(number, text, tokens[3:])
    return True


def _tenths(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    """九成 is a rough 90 percent, 九成五 95."""
    digits = [token for token in tokens if token.type == "HAN"]
    values = [numeral_value(text[token.start : token.end]) for token in digits]
    if any(value is None or value > 99 for value in values) or len(values) > 2:
        return False
    number.han, number.exact = True, False
    number.digits = (tokens[0].start, max(token.end for token in tokens if token.type in {"HAN", "TENTHS"}))
    number.role, number.unit = SHARE, Unit("成", "%", _ONE, False)
    number.value = Fraction(10 * (values[0] or 0) + (values[1] or 0 if len(values) > 1 else 0))
    number.step = Fraction(10 if len(values) == 1 else 1)
    _tail(number, text, [token for token in tokens if token.type in {"MORE", "BOUND"}])
    return True


def _half(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    """一半 is a rough 50 percent."""
    number.han, number.exact = True, False
    number.role, number.unit = SHARE, Unit("半", "%", _ONE, False)
    number.value, number.step = Fraction(50), Fraction(10)
    _tail(number, text, tokens[1:])
    return True


def _fold(number: _Number, text: str, tokens: Sequence[Token]) -> bool:
    """翻一番 is twice as much, 翻两番 four times."""
    times = numeral_value(text[tokens[0].start : tokens[0].end])
    if times is None or not 1 <= times <= 10:
        return False
    number.han, number.exact = True, False
    number.role, number.unit = FOLD, Unit("番", "倍", _ONE, False)
    number.value, number.step = Fraction(2**times), Fraction(1)
    _tail(number, text, tokens[2:])
    return True


_READERS = {
    "number": _arabic,
    "han": _han,
    "han_share": _han_share,
    "fraction": _fraction,
    "tenths": _tenths,
    "fold": _fold,
    "half": _half,
}
