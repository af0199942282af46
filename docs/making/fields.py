"""Fields of rules, packs and settings as rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zfcheck.kinds import Field
from zfcheck.rules import KINDS_OF_DOCUMENT

from .markdown import code, escape

TYPES = {
    "text": "文字",
    "texts": "文字，可写几个",
    "integer": "整数",
    "number": "数",
    "boolean": "true / false",
    "choice": "选一个",
    "choices": "可选几个",
    "pattern": "正则表达式",
    "patterns": "正则表达式，可写几个",
    "map": "一组键",
    "maps": "几组键",
    "window": "{from, until}",
    "day": "日期",
    "rules": "一组键",
}
"""What the type of a field is called."""
FOLDED = 8
"""From so many fields of one sort on, they are told in one row."""


def rows(fields: Mapping[str, Field], above: str = "") -> Iterator[list[str]]:
    """Name, type and meaning of each field; below it the fields that it holds, after a dot."""
    for name, field in fields.items():
        yield [code(above + name) + ("（必写）" if field.required else ""), TYPES[field.type], meaning(field)]
        inner = list(field.fields.items())
        if len(inner) >= FOLDED and len({(f.type, f.doc) for _, f in inner}) == 1:
            keys = "、".join(code(key) for key, _ in inner)
            yield [code(f"{above}{name}.…"), TYPES[inner[0][1].type], f"{escape(inner[0][1].doc)}。键：{keys}"]
        else:
            yield from rows(field.fields, f"{above}{name}.")


def meaning(field: Field) -> str:
    """What a field means, and what it may say."""
    told = escape(field.doc)
    if field.short:
        told += f"；只写文字，就是 {code(field.short)}"
    if field.choices == tuple(KINDS_OF_DOCUMENT):
        told += "（[文种](kinds.md#documents)）"
    elif field.choices:
        told += "。可写：" + words(field.choices)
    return told


def words(texts: Sequence[str]) -> str:
    return "、".join(map(code, texts))
