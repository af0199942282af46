"""The JSON Schema of settings: valid itself, and as strict about structure as what reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from zfcheck.cli import cli


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    result = CliRunner().invoke(cli, ["config", "--schema", "--no-plugins", "--no-config"])
    assert result.exit_code == 0
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def told(schema: dict[str, Any], text: str) -> list[str]:
    values = yaml.load(text, yaml.BaseLoader)  # every plain value is text, as zfcheck reads it
    return [error.message for error in Draft202012Validator(schema).iter_errors(values)]


def test_it_is_valid_and_knows_the_rules(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    rules = schema["properties"]["rules"]["properties"]
    assert rules["number/rate-over-100"]["description"] and rules["wording"]["description"] == "用词"
    assert schema["properties"]["fail-on"]["description"]


@pytest.mark.parametrize(
    "text",
    [
        "region: 浙江\npacks: [gbt9704, ./ours.yaml]\nfail-on: error\nas-of: '2025-06-30'\n",
        "rules: {number/rate-over-100: 'off', wording: info, x/y: {near: 0, severity: error}}\n",
        "reject: [给力, {wrong: 打造, right: 建设}]\naccept: 云川通\nexclude: [草稿/]\nbaseline: base.json\n",
        "overrides: [{paths: ['历史/**'], kind: news, rules: {number: info}}]\n",
        "overrides:\n  paths: 历史/\n  ignore: layout\n",
    ],
)
def test_what_is_right_is_right(schema: dict[str, Any], text: str) -> None:
    assert told(schema, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("failon: error\n", "failon"),
        ("fail-on: errors\n", "errors"),
        ("kind: work-reprot\n", "work-reprot"),
        ("as-of: 2025年\n", "2025年"),
        ("rules: {number/a: of}\n", "of"),
        ("rules: {number/a: {severity: warn}}\n", "warn"),
        ("rules: [number/a]\n", "number/a"),
        ("overrides: [{kind: news}]\n", "paths"),
        ("overrides: [{paths: [a], fail-on: error}]\n", "fail-on"),
        ("reject: [{right: 建设}]\n", "wrong"),
        ("plugins: [evil.py]\n", "plugins"),
        ("packs: {a: b}\n", "b"),
    ],
)
def test_what_is_wrong_is_wrong(schema: dict[str, Any], text: str, words: str) -> None:
    assert any(words in message for message in told(schema, text))
