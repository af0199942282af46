"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import zfcheck
from zfcheck.lazy import LazyPattern, lazily


def patterns() -> dict[str, LazyPattern]:
    """Every such pattern of every module, by its name."""
    found: dict[str, LazyPattern] = {}
    for info in pkgutil.walk_packages(zfcheck.__path__, "zfcheck."):
        if info.name == "zfcheck.__main__" or ".rules" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, LazyPattern):
                found[f"{info.name}.{name}"] = value
    return found


def test_every_pattern_of_the_program_is_well_formed() -> None:
    found = patterns()
    assert len(found) > 300
    for name, pattern in found.items():
        try:
            re.compile(pattern.pattern, pattern.given)
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_it_answers_as_the_pattern_does() -> None:
    lazy, eager = lazily("(?P<a>甲)|乙", re.MULTILINE), re.compile("(?P<a>甲)|乙", re.MULTILINE)
    assert lazy.pattern == eager.pattern
    for _ in range(2):
        assert [m.span("a") for m in lazy.finditer("乙甲")] == [m.span("a") for m in eager.finditer("乙甲")]
        assert lazy.sub("丙", "甲乙") == "丙丙" and lazy.flags == eager.flags
        assert dict(lazy.groupindex) == dict(eager.groupindex)
    assert lazy == lazily("(?P<a>甲)|乙", re.MULTILINE) != lazily("(?P<a>甲)|乙")
    assert len({lazy, lazily("(?P<a>甲)|乙", re.MULTILINE)}) == 1
    with pytest.raises(AttributeError):
        _ = lazy.nothing
    with pytest.raises(re.error):
        lazily("(").search("")
