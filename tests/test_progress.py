"""The bar: there on a terminal, for what takes a while, and gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from zfcheck import progress
from zfcheck.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch, moment: float = 1.0) -> Terminal:
    """Standard error of this test: not to be set in a fixture, after which pytest sets its own."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr(progress, "_STEP", -1.0)
    monkeypatch.setattr(progress, "_MOMENT", moment)
    return made


def work(*, shown: bool) -> Progress:
    made = Progress(shown=shown)
    made.recalled()
    made.begin(3, 300)
    made.checked(200)
    made.checked(100)
    return made


def test_it_tells_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch, -1.0)
    made = work(shown=True)
    assert made.done == 3
    said = shown.getvalue()
    assert "正在检查 1/3" in said and "正在检查 2/3" in said and "每秒" in said
    made.close()
    assert shown.getvalue().endswith("\r\x1b[2K\x1b[?25h")
    made.close()
    assert shown.getvalue().count("\x1b[2K") == said.count("\x1b[2K") + 1


def test_a_moments_work_is_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    work(shown=True).close()
    assert shown.getvalue() == ""


def test_without_a_terminal_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch, -1.0)
    assert work(shown=False).done == 3
    assert shown.getvalue() == ""
