"""Quick fixes: which an editor wants, and the edits of all safe fixes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zfcheck.lsp.actions import FIX_ALL, _differences, wanted
from zfcheck.rules import Fix

TEXTS = st.text(st.sampled_from("一二三\r\n"), max_size=20)


@given(TEXTS, TEXTS)
def test_the_differences_make_one_text_of_the_other(old: str, new: str) -> None:
    edits = tuple(_differences(old, new))
    assert Fix(edits).apply(old) == new
    assert all(old[edit.start : edit.end] != edit.text for edit in edits)


def test_a_difference_within_a_line_is_no_more_than_that() -> None:
    (edit,) = _differences("一\n二三四\n五\n", "一\n二叁四\n五\n")
    assert (edit.start, edit.end, edit.text) == (3, 4, "叁")


@pytest.mark.parametrize(
    ("kind", "only", "is_wanted"),
    [
        ("quickfix", None, True),
        ("quickfix", ["quickfix"], True),
        ("quickfix", [""], True),
        ("quickfix", ["source"], False),
        (FIX_ALL, ["source.fixAll"], True),
        (FIX_ALL, ["source"], True),
        (FIX_ALL, ["source.fixAll.zfcheck"], True),
        (FIX_ALL, ["source.fixAll.zf"], False),
        (FIX_ALL, ["quickfix"], False),
    ],
)
def test_kinds_that_are_wanted(kind: str, only: list[str] | None, is_wanted: bool) -> None:
    assert wanted(kind, only) is is_wanted
