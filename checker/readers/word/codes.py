"""Fields that Word shows by their code alone, without a result in the file (ECMA-376 part 1, 17.16.5)."""

from __future__ import annotations

import re

from ...lazy import lazily

_BUTTON = lazily(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)
_EQUATION = lazily(r"\s*EQ\s(.*)", re.IGNORECASE | re.DOTALL)
# \o prints its arguments over each other: the last one is the character, the one before its circle or its pinyin.
_OVER = lazily(r"\\o(?:\\a[lcrd])*\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_FRACTION = lazily(r"\\f\s*\(([^,;()]*)[,;]([^,;()]*)\)\s*$", re.IGNORECASE)
_SWITCH = lazily(r"\\[a-z]+\s*[0-9]*|[()]", re.IGNORECASE)
_LONGEST = 500


def shown_by(code: str) -> str:
    """What Word shows of a field without a result; empty where that is nothing, or nothing that can be told.

    带圈字符 and 拼音指南 of older versions write such fields, 点击此处… prompts of templates are such buttons.
    """
    if len(code) > _LONGEST:
        return ""
    if button := _BUTTON.fullmatch(code):
        return button[1].strip()
    equation = _EQUATION.fullmatch(code)
    if equation is None:
        return ""
    if fraction := _FRACTION.search(equation[1]):
        return f"{fraction[1].strip()}/{fraction[2].strip()}"
    over = _OVER.search(equation[1])
    if over is None:
        return ""
    before, _, last = over[1].replace(";", ",").rpartition(",")
    last = _SWITCH.sub("", last).strip()
    if before.strip() in {"○", "◯"} and last.isascii() and last.isdigit() and 1 <= int(last) <= 20:
        return chr(0x245F + int(last))
    return last
