"""Sizes, spacings and lengths as clerks name them: 三号, 固定值28磅, 37毫米."""

from __future__ import annotations

import re
from functools import lru_cache

from ..messages import language, say

_SIZES = {
    **{"初号": 84, "小初": 72, "一号": 52, "小一": 48, "二号": 44, "小二": 36, "三号": 32, "小三": 30},
    **{"四号": 28, "小四": 24, "五号": 21, "小五": 18, "六号": 15, "小六": 13, "七号": 11, "八号": 10},
}
"""Half-points of the Chinese sizes, as Word has them (3号 is 16 points there, 15.75 in print)."""
_LIKELY = range(8, 145)
"""Half-points that a paper's text may have: 4 to 72 points."""
_NAMES = {size: name for name, size in _SIZES.items()}
_ARABIC = str.maketrans("1234567", "一二三四五六七")
_TWIPS_PER_MM = 1440 / 25.4


def half_points(text: str) -> int:
    """The size that `text` names (三号, 3号, 小四, 16, 10.5) in half-points. Raises `ValueError` for any other text."""
    name = text.strip().translate(_ARABIC)
    if name in _SIZES:
        return _SIZES[name]
    points = text.strip().removesuffix("磅").removesuffix("pt")
    if not re.fullmatch(r"\d{1,3}(?:\.[05])?", points):
        raise ValueError(text)
    size = round(float(points) * 2)
    if size not in _LIKELY:
        raise ValueError(text)
    return size


def size_name(size: int) -> str:
    """三号 for 32 half-points; 17磅 where the size has no name."""
    if language() != "en" and size in _NAMES:
        return _NAMES[size]
    return say("{points}磅", points=plain(size / 2))


@lru_cache(maxsize=1024)
def is_one_of(name: str | None, faces: tuple[str, ...]) -> bool:
    """Whether the name of a font holds one of `faces`; one that is not known may be."""
    return name is None or any(face.lower() in name.lower() for face in faces)


def twips(millimetres: float) -> int:
    """Millimetres in twips."""
    return round(millimetres * _TWIPS_PER_MM)


def millimetres(length: int) -> str:
    """Twips as millimetres, one digit behind the point where it is needed."""
    return say("{length}毫米", length=plain(length / _TWIPS_PER_MM))


def spacing_name(line: int, rule: str) -> str:
    """A line spacing in the words of Word's dialogue: 固定值28磅, 最小值20磅, 1.5倍行距."""
    if rule == "exact":
        return say("固定值{points}磅", points=plain(line / 20))
    if rule == "atLeast":
        return say("最小值{points}磅", points=plain(line / 20))
    return say("单倍行距") if line == 240 else say("{times}倍行距", times=plain(line / 240, 2))


def plain(number: float, digits: int = 1) -> str:
    """A number without noughts behind the point."""
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
