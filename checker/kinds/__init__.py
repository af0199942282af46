"""Rule kinds: what `kind:` in a pack may say. One file per kind.

A kind names its fields, so that the loader can refuse a misspelt one with file, line and column, and compiles a
rule into a Checker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..lazy import lazily
from ..reading import alternatives
from ..records import Record, field
from ..rules import Checker, Rule


class Field(Record, frozen=True):
    """A key of a rule.

    `type` is one of: `text`, `texts` (one or a list), `integer`, `number`, `boolean`, `choice`, `pattern`,
    `patterns`, `day` (YYYY-MM-DD), `window` (`{from, until}`), `map`,
    `maps` (a list of maps; a bare text stands for `{short: text}`). `also` are other words for the choices.
    """

    type: str
    doc: str
    required: bool = False
    choices: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    short: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)


class RuleError(Exception):
    """A rule whose fields are well formed but cannot be what its author meant. `key` is the field at fault."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


class Vocabulary(Record, frozen=True):
    """What several rules share.

    `sections`: named section synonyms from `sections:` of the active packs. `phrases`: every set phrase, in reading
    form, that some rule of kind `formulation` calls right.
    """

    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()


class Kind(Record, frozen=True):
    """A rule kind. `table` is the `maps` field to which the rows of an `include:` TSV are added.

    `compile(rule, fields, vocabulary)` gets the validated fields (absent ones left out) and gives a Checker; it
    raises `RuleError` for what it cannot make sense of.
    """

    name: str
    title: str
    fields: Mapping[str, Field]
    compile: Callable[[Rule, Mapping[str, Any], Vocabulary], Checker]
    table: str | None = None


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A compiled pattern for any of `words` (see `reading.alternatives`)."""
    return lazily(alternatives(words))
