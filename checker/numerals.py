"""Chinese and Arabic numerals as whole numbers, and back."""

from __future__ import annotations

from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
HAN_DIGITS = "零〇一二三四五六七八九十百千"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@lru_cache(maxsize=4096)
def value(numeral: str) -> int | None:
    """The whole number that `numeral` writes (`二十三`, `二〇二五`, `23`, `②`), None where it writes none."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if len(numeral) == 1 and numeral in CIRCLED:
        return CIRCLED.index(numeral) + 1
    if not numeral:
        return None
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _LARGE:
            # 三亿五千万: 万 multiplies what stands behind 亿, 亿 all that stands before it (一万亿).
            before = 0 if character == "亿" else total
            total = before + (total - before + section + digit) * _LARGE[character]
            section = digit = 0
        else:
            return None
    return total + section + digit


@lru_cache(maxsize=1024)
def han(number: int) -> str:
    """`number` from 0 to 9999 in Chinese counting numerals: 23 is 二十三."""
    if number == 0:
        return "零"
    out: list[str] = []
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            if gap:
                out.append("零")
            out.append("零一二三四五六七八九"[digit] + name)
            gap = False
        elif out and number % unit:
            gap = True
    text = "".join(out)
    return text[1:] if text.startswith("一十") else text


def circled(number: int) -> str:
    """`number` from 1 to 20 in a circle."""
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else str(number)
