"""Tables of fields as JSON Schema (draft 2020-12), so that an editor knows what the loader takes.

The loader reads every plain value of YAML as text; an editor takes `2026` for a number and `true` for a truth value.
So wherever a text is meant, these are right too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .kinds import Field

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": ["string", "number", "boolean"]}
DATE: Schema = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{1,2}){0,2}$"}
"""A day, month or year."""
_SPELT = (True, False, "True", "False", "yes", "no", "是", "否")


def object_of(fields: Mapping[str, Field], **more: Schema) -> Schema:
    """A mapping of these fields and no others. `more` are properties with a schema of their own."""
    made: Schema = {
        "type": "object",
        "properties": {**{name: schema_of(field) for name, field in fields.items()}, **more},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if field.required]
    return {**made, "required": required} if required else made


def schema_of(field: Field) -> Schema:
    """What a field may hold. One that is not required may also be left empty."""
    made = _MAKERS[field.type](field)
    if not field.required:
        made = or_nothing(made)
    return {"description": field.doc, **made}


def one_or_list(item: Schema) -> Schema:
    """A list, or a single item for a list of one.

    Without `anyOf` where it can be helped: of a mistake inside one, editors only say that nothing fits.
    """
    if "enum" in item:
        return {"anyOf": [item, {"type": "array", "items": item}]}
    types = [*_types(item), "array"]
    if "object" in types:
        return {"type": types, "items": item, "if": {"type": "object"}, "then": item}
    return {**item, "type": types, "items": item}


def or_nothing(schema: Schema) -> Schema:
    """The same, or left empty."""
    if "anyOf" in schema and "type" not in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [*_types(schema), "null"]}


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", "object")  # what is told by reference is a mapping
    return list(types) if isinstance(types, list) else [types]


def _text(field: Field) -> Schema:
    return dict(TEXT)


def _texts(field: Field) -> Schema:
    return one_or_list(TEXT)


def _integer(field: Field) -> Schema:
    return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+$"}]}


def _number(field: Field) -> Schema:
    return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}


def _boolean(field: Field) -> Schema:
    return {"enum": list(_SPELT)}


def _choice(field: Field) -> Schema:
    return {"enum": [*field.choices, *field.also]}


def _choices(field: Field) -> Schema:
    return one_or_list(_choice(field))


def _map(field: Field) -> Schema:
    return object_of(field.fields)


def _maps(field: Field) -> Schema:
    item = object_of(field.fields)
    return one_or_list({**item, "type": ["object", *TEXT["type"]]} if field.short else item)


def _window(field: Field) -> Schema:
    dates = or_nothing(DATE)
    return {
        "type": "object",
        "properties": {"from": {"description": "起", **dates}, "until": {"description": "止", **dates}},
        "additionalProperties": False,
    }


def _day(field: Field) -> Schema:
    return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


_MAKERS: Mapping[str, Callable[[Field], Schema]] = {
    "text": _text,
    "texts": _texts,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choices,
    "pattern": _text,
    "patterns": _texts,
    "map": _map,
    "maps": _maps,
    "window": _window,
    "day": _day,
}
