"""The JSON Schema of `zfcheck.yaml`, made of the same table of fields that settings are read with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..fieldschema import DRAFT, Schema, object_of, one_or_list, or_nothing
from ..kinds import Field
from ..messages import say
from ..rules import CATEGORIES, Rule
from .fields import OVERRIDE, RULE_CHOICES, SETTINGS


def settings_schema(rules: Iterable[Rule]) -> Schema:
    """The schema of settings, in which an editor completes the names of `rules` and of their categories."""
    told = {rule.id: rule.title for rule in sorted(rules, key=lambda rule: rule.id)}
    names = {**CATEGORIES, **told}
    of_rules: Schema = {
        "description": SETTINGS["rules"].doc,
        **or_nothing(
            {
                "type": "object",
                "properties": {name: {"description": title, "$ref": "#/$defs/rule"} for name, title in names.items()},
                "additionalProperties": {"$ref": "#/$defs/rule"},
            }
        ),
    }
    override = _object(OVERRIDE, of_rules)
    overrides = {"description": SETTINGS["overrides"].doc, **or_nothing(one_or_list(override))}
    made = _object(SETTINGS, of_rules, overrides=overrides)
    return {"$schema": DRAFT, "title": say("zfcheck 设置"), **made, "$defs": {"rule": _rule()}}


def _object(fields: Mapping[str, Field], of_rules: Schema, **more: Schema) -> Schema:
    plain = {name: field for name, field in fields.items() if name not in {"rules", "overrides"}}
    return object_of(plain, rules=of_rules, **more)


def _rule() -> Schema:
    """What is said of a rule: how grave it is, or its fields, which its kind knows."""
    choices = list(RULE_CHOICES)
    return {"anyOf": [{"enum": choices}, {"type": "object", "properties": {"severity": {"enum": choices}}}]}
