"""Checks a pack's trees against the fields that are known there, and turns them into plain values.

Every problem is collected with its place, so that an author sees all of them in one run.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from .days import month_end
from .kinds import Field
from .lazy import lazily
from .messages import say
from .packpatterns import Sought as Sought
from .packpatterns import branches_of as branches_of
from .packpatterns import compile_pattern as compile_pattern
from .packtree import Problem, Tree, nearest
from .regexlib import regex
from .rules import Place, Window

_TRUE = {"true", "yes", "是", "True"}
_FALSE = {"false", "no", "否", "False"}
_DATE = lazily(r"^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")


def as_mapping(tree: Tree, problems: list[Problem]) -> dict[str, tuple[Place, Tree]]:
    """The mapping that `tree` must be; a problem and an empty one where it is not."""
    if isinstance(tree.data, dict):
        return tree.data
    problems.append(Problem(tree.place, say("这里应为“键: 值”的形式。")))
    return {}


def as_list(tree: Tree) -> list[Tree]:
    """`tree`'s items; a single value is a list of one, nothing is none."""
    if isinstance(tree.data, list):
        return tree.data
    return [] if tree.data is None else [tree]


def read_fields(
    mapping: Mapping[str, tuple[Place, Tree]], fields: Mapping[str, Field], place: Place, problems: list[Problem]
) -> dict[str, Any]:
    """Plain values of `mapping`; unknown, misshapen and missing keys become problems."""
    values: dict[str, Any] = {}
    for key, (at, tree) in mapping.items():
        known = fields.get(key)
        if known is None:
            problems.append(Problem(at, say("不认识“{key}”。{hint}", key=key, hint=nearest(key, sorted(fields)))))
            continue
        value = read_value(tree, known, key, problems)
        if value is not None:
            values[key] = value
    for key, known in fields.items():
        empty = key in mapping and mapping[key][1].data is None
        if known.required and (key not in mapping or empty):
            problems.append(Problem(place, say("缺少“{key}”（{doc}）。", key=key, doc=known.doc)))
    return values


def read_value(tree: Tree, known: Field, key: str, problems: list[Problem]) -> Any:
    """The plain value of `tree` as a field of that type; None where it is empty or wrong."""
    if tree.data is None:
        return None
    reader = _READERS[known.type]
    return reader(tree, known, key, problems)


def _text(tree: Tree, known: Field, key: str, problems: list[Problem]) -> str | None:
    if isinstance(tree.data, str):
        return tree.data
    problems.append(Problem(tree.place, say("“{key}”应为一段文字。", key=key)))
    return None


def _texts(tree: Tree, known: Field, key: str, problems: list[Problem]) -> tuple[str, ...]:
    found = (_text(item, known, key, problems) for item in as_list(tree))
    return tuple(text for text in found if text)


def _integer(tree: Tree, known: Field, key: str, problems: list[Problem]) -> int | None:
    if isinstance(tree.data, str) and re.fullmatch(r"-?\d+", tree.data):
        return int(tree.data)
    problems.append(Problem(tree.place, say("“{key}”应为整数。", key=key)))
    return None


def _number(tree: Tree, known: Field, key: str, problems: list[Problem]) -> float | None:
    if isinstance(tree.data, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", tree.data):
        return float(tree.data)
    problems.append(Problem(tree.place, say("“{key}”应为数字。", key=key)))
    return None


def _boolean(tree: Tree, known: Field, key: str, problems: list[Problem]) -> bool | None:
    if isinstance(tree.data, str) and tree.data in _TRUE | _FALSE:
        return tree.data in _TRUE
    problems.append(Problem(tree.place, say("“{key}”应为 true 或 false。", key=key)))
    return None


def _choice(tree: Tree, known: Field, key: str, problems: list[Problem]) -> str | None:
    if isinstance(tree.data, str):
        value = known.also.get(tree.data, tree.data)
        if value in known.choices:
            return value
    shown = tree.data if isinstance(tree.data, str) else ""
    hint = nearest(shown, [*known.choices, *known.also])
    problems.append(Problem(tree.place, say("“{key}”不能写“{value}”。{hint}", key=key, value=shown, hint=hint)))
    return None


def _choices(tree: Tree, known: Field, key: str, problems: list[Problem]) -> tuple[str, ...]:
    found = (_choice(item, known, key, problems) for item in as_list(tree))
    return tuple(value for value in found if value)


def _pattern(tree: Tree, known: Field, key: str, problems: list[Problem]) -> str | None:
    text = _text(tree, known, key, problems)
    if text is None:
        return None
    try:
        compile_pattern(text)
    except regex.error as error:
        reason, _, position = str(error).partition(" at position ")
        reason = _why(reason)
        at = say("，在第 {number} 个字符", number=int(position) + 1) if position.isdigit() else ""
        problems.append(
            Problem(tree.place, say("“{key}”的正则表达式有误：{reason}{at}。", key=key, reason=reason, at=at))
        )
        return None
    return text


def _why(reason: str) -> str:
    """What is wrong with a pattern, in words where it is a common mistake."""
    known = {
        "missing )": say("缺少右括号"),
        "unbalanced parenthesis": say("多了右括号"),
        "nothing to repeat": say("*、+、? 前面没有可以重复的"),
        "multiple repeat": say("连着写了两个重复"),
        "unterminated character set": say("缺少右方括号"),
        "bad escape (end of pattern)": say("末尾的反斜杠后面没有字"),
    }
    return known.get(reason, reason)


def _patterns(tree: Tree, known: Field, key: str, problems: list[Problem]) -> tuple[str, ...]:
    found = (_pattern(item, known, key, problems) for item in as_list(tree))
    return tuple(text for text in found if text)


def _map(tree: Tree, known: Field, key: str, problems: list[Problem]) -> dict[str, Any]:
    return read_fields(as_mapping(tree, problems), known.fields, tree.place, problems)


def _maps(tree: Tree, known: Field, key: str, problems: list[Problem]) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for item in as_list(tree):
        if isinstance(item.data, str) and known.short:
            found.append({known.short: item.data, "place": item.place})
        else:
            found.append(_map(item, known, key, problems) | {"place": item.place})
    return tuple(found)


def _window(tree: Tree, known: Field, key: str, problems: list[Problem]) -> Window | None:
    mapping = as_mapping(tree, problems)
    values = read_fields(mapping, {"from": Field("text", "起"), "until": Field("text", "止")}, tree.place, problems)
    since = read_date(values.get("from"), tree.place, problems, last=False)
    until = read_date(values.get("until"), tree.place, problems, last=True)
    if since and until and since > until:
        problems.append(Problem(tree.place, say("“{key}”的起始晚于终止。", key=key)))
    return Window(since, until)


def _day(tree: Tree, known: Field, key: str, problems: list[Problem]) -> str | None:
    text = _text(tree, known, key, problems)
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        problems.append(Problem(tree.place, say("“{text}”不是某一天，请写成 2025-06-30。", text=text)))
        return None


def read_date(text: str | None, place: Place, problems: list[Problem], *, last: bool) -> dt.date | None:
    """The day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the first day of the year or month, or with `last` the last."""
    if text is None:
        return None
    match = _DATE.match(text)
    if match:
        year, month, day = int(match[1]), match[2], match[3]
        try:
            if day:
                return dt.date(year, int(month), int(day))
            of_month = int(month) if month else (12 if last else 1)
            first = dt.date(year, of_month, 1)
            return month_end(first) if last else first
        except ValueError:
            pass
    problems.append(Problem(place, say("“{text}”不是日期，请写成 2025、2025-06 或 2025-06-30。", text=text)))
    return None


_READERS = {
    "text": _text,
    "texts": _texts,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choices,
    "pattern": _pattern,
    "patterns": _patterns,
    "map": _map,
    "maps": _maps,
    "window": _window,
    "day": _day,
}
