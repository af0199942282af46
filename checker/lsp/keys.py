"""Completion and hover of keys in rule packs and settings, out of the tables of fields that the loaders use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol.types import CompletionItem, CompletionItemKind, Hover, MarkupContent, MarkupKind, Range, TextEdit

from ..kinds import Field, Kind
from ..lazy import lazily
from ..messages import say
from ..packschema import (
    ENUMERATION_FIELDS,
    OFF,
    PACK_FIELDS,
    PARTS,
    REWORDED,
    RULE_FIELDS,
    SCHEME_FIELDS,
    SEVERITIES,
    TABLE_FIELDS,
)
from ..records import Record, field
from ..rules import CATEGORIES
from ..settings.fields import RULE_CHOICES, SETTINGS
from ..sidecar import FIELDS as IGNORE_FIELDS
from ..span import Span
from .opened import PACK, SIDECAR, Opened
from .opened import SETTINGS as SETTINGS_FILE
from .yamlplace import Spot, spot

_WINDOW = {"from": Field("text", "起"), "until": Field("text", "止")}
_PARTS = {name: Field("part", doc) for name, doc in PARTS.items()}
_RULES = Field("part", PARTS["rules"])
_IGNORE = {"ignore": Field("maps", "忽略哪些问题", fields=IGNORE_FIELDS)}
_LETTERS = lazily(r"[\w/:.-]*\Z")
_BOOLEANS = ("true", "false")
_NAMES_RULES = frozenset({"select", "ignore", "rule"})
"""Keys whose values are rules or categories."""


class Known(Record, frozen=True):
    """The names that may be written: kinds, rules by id with their titles, packs."""

    kinds: Mapping[str, Kind]
    rules: Mapping[str, str] = field(default_factory=dict)
    packs: tuple[str, ...] = ()


def fields_at(role: str, where: Spot, known: Known) -> Mapping[str, Field]:
    """The keys that may stand below the path of a spot."""
    if role == SIDECAR:
        return _below(_IGNORE, where.path)
    if role == SETTINGS_FILE:
        return _of_settings(where.path, known)
    return _of_pack(where, known) if role == PACK else {}


def _of_settings(path: tuple[str, ...], known: Known) -> Mapping[str, Field]:
    rest = path[1:] if path[:1] == ("overrides",) else path
    if rest[:1] != ("rules",):
        return _below(SETTINGS, path)
    if len(rest) == 1:
        names = {**CATEGORIES, **known.rules}
        return {name: Field("choice", title, choices=RULE_CHOICES) for name, title in names.items()}
    own = {key: each for kind in known.kinds.values() for key, each in kind.fields.items()}
    return _below({**own, "severity": Field("choice", RULE_FIELDS["severity"].doc, choices=RULE_CHOICES)}, rest[2:])


def _of_pack(where: Spot, known: Known) -> Mapping[str, Field]:
    path = where.path
    if not path:
        return {**PACK_FIELDS, **_PARTS}
    head, rest = path[0], path[1:]
    if head == "rules":
        return _below(_rule(known.kinds.get(where.kind)), rest)
    if head in {"schemes", "enumerations"}:
        return _below(SCHEME_FIELDS if head == "schemes" else ENUMERATION_FIELDS, rest)
    own = {key: each for kind in known.kinds.values() for key, each in kind.fields.items()}
    if head == "include":
        shared = Field("map", say("表格里的规则共有的内容"), fields={**own, **RULE_FIELDS})
        return _below({**TABLE_FIELDS, "rule": shared}, rest)
    if head == "set":
        return _below({**own, **{key: RULE_FIELDS[key] for key in REWORDED}}, rest[1:]) if rest else _named(known, ())
    if head == "adjust":
        return _named(known, (*SEVERITIES, OFF)) if not rest else {}
    return {}


def _named(known: Known, choices: tuple[str, ...]) -> Mapping[str, Field]:
    return {name: Field("choice" if choices else "map", title, choices=choices) for name, title in known.rules.items()}


def _rule(kind: Kind | None) -> Mapping[str, Field]:
    if kind is None:
        return RULE_FIELDS
    table = {}
    if kind.table is not None:
        table["include"] = Field("texts", say("补充“{key}”的表格（.tsv）", key=kind.table))
    return {**RULE_FIELDS, **kind.fields, **table}


def _below(fields: Mapping[str, Field], path: Iterable[str]) -> Mapping[str, Field]:
    for key in path:
        known = fields.get(key)
        if known is None:
            return {}
        fields = _WINDOW if known.type == "window" else known.fields
    return fields


# Completion


def complete(opened: Opened, offset: int, known: Known) -> list[CompletionItem]:
    """What may be written at `offset`."""
    role, where = opened.role, _spot(opened, offset)
    if role is None:
        return []
    typed = _LETTERS.search(where.typed)
    begun = len(typed.group()) if typed else 0
    here = opened.positions.range(Span(offset - begun, offset))
    if where.key is not None:
        field_ = fields_at(role, where, known).get(where.key)
        return list(_values(where.key, field_, where, known, here))
    items = [_key(name, each, here) for name, each in fields_at(role, where, known).items()]
    if where.path:  # an item of a list
        above = Spot(where.path[:-1], None, "", where.kind)
        last = where.path[-1]
        listed = fields_at(role, above, known).get(last)
        if listed is None or listed.type in {"choices", "texts"}:
            items += _values(last, listed, above, known, here)
    return items


def _key(name: str, known: Field, here: Range) -> CompletionItem:
    nested = known.type in {"map", "maps", "part", "window", "rules"}
    return CompletionItem(
        name,
        kind=CompletionItemKind.Property,
        detail=say("必写") if known.required else None,
        documentation=known.doc,
        sort_text=f"{0 if known.required else 1}{name}",
        text_edit=TextEdit(here, f"{name}:" if nested else f"{name}: "),
    )


def _values(key: str, known: Field | None, where: Spot, known_names: Known, here: Range) -> Iterator[CompletionItem]:
    def item(value: str, doc: str | None = None) -> CompletionItem:
        return CompletionItem(
            value, kind=CompletionItemKind.Value, documentation=doc or None, text_edit=TextEdit(here, value)
        )

    if known is not None and known.type == "boolean":
        yield from map(item, _BOOLEANS)
    elif known is not None and known.choices:
        said = {choice: word for word, choice in known.also.items()}
        yield from (item(choice, said.get(choice)) for choice in known.choices)
    elif key == "kind" and where.path[:1] in {("rules",), ("include",)}:
        yield from (item(name, kind.title) for name, kind in sorted(known_names.kinds.items()))
    elif key == "id" and where.path == ("rules",):
        yield from (item(f"{category}/", title) for category, title in CATEGORIES.items())
    elif key in _NAMES_RULES:
        yield from (item(name, title) for name, title in {**CATEGORIES, **known_names.rules}.items())
    elif key in {"extends", "packs"}:
        yield from map(item, known_names.packs)


def _spot(opened: Opened, offset: int) -> Spot:
    line = opened.text.count("\n", 0, offset)
    return spot(opened.text, line, offset - (opened.text.rfind("\n", 0, offset) + 1))


# Hover


_KEY_HERE = lazily(r"(?:^|[{,]|- )[ \t]*(?P<key>[^\s:{}\[\],#-][^\s:{}\[\],]*)[ \t]*:(?=\s|$)")


def hover_key(opened: Opened, offset: int, known: Known) -> Hover | None:
    """What the key at `offset` is for, and what it may hold."""
    role = opened.role
    begin = opened.text.rfind("\n", 0, offset) + 1
    end = opened.text.find("\n", offset)
    row = opened.text[begin : end if end >= 0 else len(opened.text)]
    at = offset - begin
    found = next((each for each in _KEY_HERE.finditer(row) if each.start("key") <= at <= each.end("key")), None)
    if found is None or role is None:
        return None
    where = _spot(opened, begin + found.start("key"))
    field_ = fields_at(role, where, known).get(found["key"])
    if field_ is None:
        return None
    lines = [f"`{found['key']}`　{field_.doc}"]
    if field_.choices:
        lines.append(say("可以写：{words}", words="、".join(f"`{word}`" for word in (*field_.choices, *field_.also))))
    if field_.required:
        lines.append(say("必写"))
    span = Span(begin + found.start("key"), begin + found.end("key"))
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n".join(lines)), opened.positions.range(span))
