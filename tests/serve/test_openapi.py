"""The description is valid OpenAPI 3.1, and true."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from zfcheck.messages import set_language
from zfcheck.rules import FAILS_AT
from zfcheck.ruleset import RuleSet
from zfcheck.runs import Asked, Plan
from zfcheck.serve.asking import CHECK_KEYS, RefusedError
from zfcheck.serve.choices import choices
from zfcheck.serve.openapi import description
from zfcheck.serve.work import refusal
from zfcheck.settings.force import InForce

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def fits(schema: str, value: object) -> list[str]:
    """What is wrong with `value`."""
    told = {"$ref": f"#/components/schemas/{schema}", "components": description()["components"]}
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(told).iter_errors(value)]


def test_it_is_valid() -> None:
    OpenAPIV31SpecValidator(json.loads(json.dumps(description()))).validate()


def test_it_names_every_parameter() -> None:
    told = description()["paths"]["/api/check"]["post"]["parameters"]
    assert {each["name"] for each in told} == set(CHECK_KEYS)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.[dt][ox]*")), ids=lambda path: path.name)
def test_answers_are_as_it_says(path: Path, checked: Callable[..., dict[str, Any]]) -> None:
    assert fits("Answer", checked(path.read_bytes(), name=path.name)) == []


def test_an_answer_without_a_page_is_as_it_says(checked: Callable[..., dict[str, Any]]) -> None:
    found = checked(b"\0\0\0", name="a.docx")
    assert found["page"] is None and fits("Answer", found) == []


def test_refusals_and_choices_are_as_it_says(rules: RuleSet) -> None:
    assert fits("Error", json.loads(refusal(RefusedError(400, "x", "y")).body)) == []
    plan = Plan(rules, None, None, FAILS_AT, InForce())
    assert fits("Choices", json.loads(json.dumps(choices(plan, Asked())))) == []
    assert fits("Error", {"error": "x"})


def test_it_speaks_english() -> None:
    try:
        set_language("en")
        text = json.dumps(description()["paths"], ensure_ascii=False).replace("粘贴.txt", "")
    finally:
        set_language(None)
    assert text.isascii()
