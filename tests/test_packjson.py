"""The JSON Schema of packs: valid itself, true of every pack we ship, and as strict as the loader about structure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from environments import ROOT
from jsonschema import Draft202012Validator

from zfcheck.cli import cli
from zfcheck.fieldschema import object_of
from zfcheck.kinds import Field
from zfcheck.pack import load_pack
from zfcheck.packtree import PackError
from zfcheck.ruleset import known_kinds

SHIPPED = [*ROOT.glob("rules/*/*.yaml"), *ROOT.glob("plugins/*/zfcheck_*/*.yaml")]


class Loader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: no dates, `off` and `yes` are text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, pattern, first in (
    ("bool", "^(?:true|false)$", "tf"),
    ("null", "^(?:~|null|)$", ["~", "n", ""]),
    ("int", "^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?\d+\.\d+$", "-0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    result = CliRunner().invoke(cli, ["pack", "schema"])
    assert result.exit_code == 0
    made: dict[str, Any] = json.loads(result.stdout)
    return made


@pytest.fixture(scope="module")
def told(schema: dict[str, Any]):
    """`told(yaml)`: what the schema says of a pack, as `path: message`."""
    validator = Draft202012Validator(schema)

    def run(text: str) -> list[str]:
        errors: Iterator[Any] = validator.iter_errors(yaml.load(text, Loader))
        return ["/".join(map(str, error.absolute_path)) + ": " + error.message for error in errors]

    return run


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["region"]["description"] == "只在指定地区时启用"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_pack_that_we_ship_is_valid(told, path: Path) -> None:
    assert told(path.read_text(encoding="utf-8")) == []


def test_every_kind_has_its_fields_and_says_what_they_are(schema: dict[str, Any]) -> None:
    for name, kind in known_kinds().items():
        definition = schema["$defs"][f"kind-{name}"]
        assert definition["additionalProperties"] is False
        assert set(kind.fields) <= set(definition["properties"])
        assert all(definition["properties"][key]["description"] == field.doc for key, field in kind.fields.items())


SHORT = """
pack: a
version: 2026.1
extends: core
optional: 是
rules:
  id: wording/a
  title: 12:30
  kind: phrase
  words: 甲
  fail: 甲
  pass: {text: 乙, date: 2025-06-30}
  applies: {kinds: notice, since: 2020, until: null}
  unless:
include: {file: a.tsv, rule: {kind: formulation, severity: error}}
adjust: {wording: off}
set: {wording/b: {shortest: 5, title: 题}}
sections: {done: 成效}
enumerations: {id: w, words: [首先, 其次]}
schemes: [{id: s, title: 题, levels: [一、, {form: （一）, level: "2"}]}]
"""


def test_short_forms_are_valid(told) -> None:
    assert told(SHORT) == []


BAD = {
    "a key of the pack": "pack: a\nrule: []\n",
    "no name": "title: 题\n",
    "a name in capitals": "pack: A\n",
    "no mapping": "- pack: a\n",
    "an odd truth value": "pack: a\noptional: perhaps\n",
    "an unknown kind of document": "pack: a\nwhen: [memo]\n",
    "a rule without a kind": "pack: a\nrules: [{id: wording/a, title: 题}]\n",
    "a rule without an id": "pack: a\nrules: [{title: 题, kind: phrase, words: [甲]}]\n",
    "an unknown kind": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrse, words: [甲]}]\n",
    "an unknown category": "pack: a\nrules: [{id: word/a, title: 题, kind: phrase, words: [甲]}]\n",
    "an id in capitals": "pack: a\nrules: [{id: wording/A, title: 题, kind: phrase, words: [甲]}]\n",
    "an unknown severity": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [甲], severity: fatal}]\n",
    "an unknown key of a rule": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, word: [甲]}]\n",
    "a key of another kind": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [甲], canonical: 乙}]\n",
    "an unknown key of a word": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [{wrong: 甲, rigth: 乙}]}]\n",
    "an unknown key of a case": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [甲], fail: [{txt: 甲}]}]\n",
    "an unknown place": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [甲], applies: {places: [正文里]}}]\n",
    "no canonical wording": "pack: a\nrules: [{id: wording/a, title: 题, kind: formulation, wrong: [甲]}]\n",
    "a number that is none": "pack: a\nrules: [{id: wording/a, title: 题, kind: formulation, canonical: 甲, near: many}]\n",
    "a window with another key": "pack: a\nrules: [{id: wording/a, title: 题, kind: formulation, canonical: 甲, valid: {form: 2020}}]\n",
    "a list for a text": "pack: a\nrules: [{id: [wording/a], title: 题, kind: phrase, words: [甲]}]\n",
    "a table for a kind without": "pack: a\nrules: [{id: wording/a, title: 题, kind: pattern, pattern: 甲, include: a.tsv}]\n",
    "rules that are text": "pack: a\nrules: 甲\n",
    "an odd severity in adjust": "pack: a\nadjust: {wording/a: silent}\n",
    "an enumeration without words": "pack: a\nenumerations: [{id: e, title: 题}]\n",
    "a scheme without levels": "pack: a\nschemes: [{id: s, title: 题}]\n",
    "a table without a file": "pack: a\ninclude: [{rule: {kind: phrase}}]\n",
    "a day that is none": "pack: a\nrules: [{id: wording/a, title: 题, kind: phrase, words: [甲], pass: [{text: 甲, date: 2025年}]}]\n",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_the_loader_refuses_the_schema_refuses(told, tmp_path: Path, text: str) -> None:
    (tmp_path / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError):
        load_pack(tmp_path, known_kinds())
    assert told(text)


def test_a_mistake_is_told_where_it_is(told) -> None:
    """Not as “nothing of this fits” at the top of the pack."""
    (message,) = told(BAD["an unknown key of a word"])
    assert message.startswith("rules/0/words/0: ") and "rigth" in message


def test_any_table_of_fields_makes_an_object() -> None:
    made = object_of({"count": Field("integer", "几处", required=True), "names": Field("texts", "名称")})
    validator = Draft202012Validator(made)
    assert validator.is_valid({"count": 3, "names": "甲"})
    assert validator.is_valid({"count": "3", "names": ["甲", "乙"]})
    assert validator.is_valid({"count": 3, "names": None})
    for wrong in ({}, {"count": None}, {"count": "三"}, {"count": 3, "name": "甲"}, {"count": 3, "names": {"甲": 1}}):
        assert not validator.is_valid(wrong)
