"""How wide output is told."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from zfcheck.output import terminal_width


@pytest.mark.parametrize(
    ("told", "width"), [("72", 72), ("200", 120), ("10", 40), ("0", 100), ("", 100), ("wide", 100), ("-5", 100)]
)
def test_columns_are_told_by_the_environment_within_reason(
    monkeypatch: pytest.MonkeyPatch, told: str, width: int
) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setenv("COLUMNS", told)
    assert terminal_width() == width
    assert max(40, min(120, shutil.get_terminal_size((100, 24)).columns)) == width


@pytest.mark.parametrize(("columns", "width"), [(81, 81), (0, 100)])
def test_else_by_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, width: int) -> None:
    class Terminal:
        def fileno(self) -> int:
            return 1

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "__stdout__", Terminal())
    monkeypatch.setattr(os, "get_terminal_size", lambda number: os.terminal_size((columns, 24)))
    assert terminal_width() == width


def test_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(number: int) -> os.terminal_size:
        raise OSError(number)

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", none)
    assert terminal_width() == 100
