"""The JSON Schema of a pack, made of the same tables of fields that the loader reads packs with."""

from __future__ import annotations

from collections.abc import Mapping

from .fieldschema import DATE, DRAFT, TEXT, Schema, object_of, one_or_list, or_nothing
from .kinds import Kind
from .messages import say
from .packschema import (
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
from .rules import CATEGORIES

_NAME = "[a-z0-9]+(-[a-z0-9]+)*"


def pack_schema(kinds: Mapping[str, Kind]) -> Schema:
    """The schema of a pack whose rules are of these kinds."""
    made = object_of(PACK_FIELDS, **_parts(kinds))
    made["properties"]["pack"]["pattern"] = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
    common = {_common(name): schema for name, schema in _common_fields().items()}
    of_kinds = {_of_kind(name): _rule_of(kind) for name, kind in sorted(kinds.items())}
    definitions = {"rule": _rule(kinds), **common, **of_kinds}
    return {"$schema": DRAFT, "title": say("zfcheck 规则包"), **made, "$defs": definitions}


def _parts(kinds: Mapping[str, Kind]) -> dict[str, Schema]:
    """What a pack holds beside its plain fields; each part may be left empty."""
    severities = [*SEVERITIES, OFF]
    made: dict[str, Schema] = {
        "rules": one_or_list({"$ref": "#/$defs/rule"}),
        "schemes": one_or_list(object_of(SCHEME_FIELDS)),
        "enumerations": one_or_list({**object_of(ENUMERATION_FIELDS), "anyOf": [_has("form"), _has("words")]}),
        "sections": _mapping_to(one_or_list(TEXT)),
        "adjust": _mapping_to({"enum": severities}),
        "set": _mapping_to(_settings(kinds)),
        "include": one_or_list({**object_of(TABLE_FIELDS, rule=_shared(kinds)), "type": ["object", *TEXT["type"]]}),
    }
    return {name: {"description": PARTS[name], **or_nothing(schema)} for name, schema in made.items()}


def _has(key: str) -> Schema:
    return {"required": [key]}


def _mapping_to(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _rule(kinds: Mapping[str, Kind]) -> Schema:
    """A rule: its kind says which of the definitions holds for it, so that an editor offers the right keys."""
    names = sorted(kinds)
    return {
        "type": "object",
        "properties": {"kind": {"description": RULE_FIELDS["kind"].doc, "enum": names}},
        "required": ["kind"],
        "allOf": [
            {"if": {"properties": {"kind": {"const": name}}, **_has("kind")}, "then": _ref(_of_kind(name))}
            for name in names
        ],
    }


def _of_kind(kind: str) -> str:
    return f"kind-{kind}"


def _common(field: str) -> str:
    return f"field-{field}"


def _ref(definition: str) -> Schema:
    return {"$ref": f"#/$defs/{definition}"}


def _common_fields() -> dict[str, Schema]:
    """What any rule may say."""
    made = object_of(RULE_FIELDS)["properties"]
    made["id"] = {**made["id"], "type": "string", "pattern": f"^({'|'.join(CATEGORIES)})/{_NAME}$"}
    applies = made["applies"]["properties"]
    for end in ("since", "until"):
        applies[end] = {"description": applies[end]["description"], **or_nothing(DATE)}
    return dict(made)


def _rule_of(kind: Kind) -> Schema:
    """A rule of one kind. What a table beside the pack gives need not be written."""
    made = object_of({**RULE_FIELDS, **kind.fields})
    properties = made["properties"]
    properties.update({name: _ref(_common(name)) for name in RULE_FIELDS if name not in kind.fields})
    properties["kind"] = {"description": kind.title, "const": kind.name}
    if kind.table is not None:
        properties["include"] = {"description": say("补充“{key}”的表格（.tsv）", key=kind.table), **one_or_list(TEXT)}
        if kind.fields[kind.table].required:
            made["required"].remove(kind.table)
            made["anyOf"] = [_has(kind.table), _has("include")]
    return {"title": kind.title, **made}


def _settings(kinds: Mapping[str, Kind]) -> Schema:
    """Fields of a rule whose kind stands in another pack: only their names can be told to be right."""
    names = {name for kind in kinds.values() for name in kind.fields} | set(REWORDED)
    return {"type": "object", "propertyNames": {"enum": sorted(names)}}


def _shared(kinds: Mapping[str, Kind]) -> Schema:
    """What the rules of a table share: fields of rules whose other half stands in the table."""
    names = {name for kind in kinds.values() for name in kind.fields} | set(RULE_FIELDS)
    common = {name: _ref(_common(name)) for name in RULE_FIELDS}
    return {
        "type": ["object", "null"],
        "properties": {**common, "kind": {"description": RULE_FIELDS["kind"].doc, "enum": sorted(kinds)}},
        "propertyNames": {"enum": sorted(names)},
    }
