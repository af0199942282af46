"""The tables are what docs/archive.md says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zfcheck.archive import tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")


def shown(after: str) -> dict[str, str]:
    """The columns of the first table after a line that starts so."""
    rest = PAGE[re.search(rf"^{after}", PAGE, re.MULTILINE).end() :]  # type: ignore[union-attr]
    rows = rest[rest.index("| --- |") :].partition("\n\n")[0].splitlines()[1:]
    cells = (re.findall(r"`([^`]+)`", row) for row in rows)
    return {name: told for name, told, *_ in cells}


@pytest.mark.parametrize("name", tables.RESULTS)
def test_every_column_is_told(name: str) -> None:
    assert shown(f"### {name}$") == tables.RESULTS[name]


@pytest.mark.parametrize("name", ["RELATED", "FIX", "EDIT"])
def test_every_nested_column_is_told(name: str) -> None:
    assert shown(f"`{name}` ") == getattr(tables, name)


def test_types_are_those_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    told = tables.schema(tables.FINDINGS)
    assert told.field("section").type == pa.list_(pa.string())
    assert told.field("fix").type.field("edits").type.value_type.field("start").type == pa.int64()
