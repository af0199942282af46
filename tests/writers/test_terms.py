"""The words for what a report speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zfcheck.document import Document
from zfcheck.writers.terms import characters


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("云川市 总结\n　形势平稳。\n", "a.txt", 10),
        ("云川市总结<!-- zfcheck: ignore wording 引用 -->\n形势平稳。\n", "a.txt", 10),
        ("云川市总结\n\n**形势**平稳。<!-- 待核 -->\n", "a.md", 10),
        ("", "a.txt", 0),
    ],
)
def test_characters_are_those_that_are_seen(parse: Callable[..., Document], text: str, name: str, count: int) -> None:
    assert characters(parse(text, name)) == count
