"""Desks at which tests ask without a process or a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from zfcheck.messages import set_language
from zfcheck.rules import FAILS_AT
from zfcheck.ruleset import RuleSet
from zfcheck.runs import Asked, Plan, Run
from zfcheck.serve.asking import Offered, answering_of, apply_of, from_values
from zfcheck.serve.work import Desk, Reply, unpacked
from zfcheck.settings.force import InForce

OFFERED = Offered(frozenset({"浙江"}), frozenset({"gbt9704"}))
Ask = Callable[..., Reply]


@pytest.fixture
def ask(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """`ask("apply", data, name=…, accept=…)`: what a worker with the built-in packs answers."""
    monkeypatch.setattr(Run, "plan", lambda self, path: Plan(rules, None, None, FAILS_AT, InForce()))
    desk = Desk(Asked(plugins=False, settings=False))

    def run(what: str, data: bytes, **told: Any) -> Reply:
        wanted = from_values(told, OFFERED, "zh", ("accept", "how", "ignore", "as", "unsafe"))
        more = {"check": lambda _: (), "apply": lambda t: (apply_of(t),), "review": lambda t: (answering_of(t),)}[what]
        return unpacked(desk.work((what, wanted.lang, wanted, *more(told), data)))

    yield run
    set_language(None)


@pytest.fixture
def checked(ask: Ask) -> Callable[..., dict[str, Any]]:
    """`checked(data, name=…)`: the values of the answer to a check."""

    def run(data: bytes, **told: Any) -> dict[str, Any]:
        reply = ask("check", data, **told)
        assert reply.status == 200, reply.body
        values: dict[str, Any] = json.loads(reply.body)
        return values

    return run
