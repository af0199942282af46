"""The bench for the tests of plugins: what it cannot check fails their tests."""

from __future__ import annotations

import pytest

from zfcheck.api import Document, Finding, hookimpl
from zfcheck.testing import PluginBench

pytestmark = pytest.mark.usefixtures("cached")


class Whole:
    """A check that marks the first character."""

    id = "wording/first"
    title = "题"
    severity = "warning"

    def check(self, document: Document) -> list[Finding]:
        return [Finding(document.reading.span(0, 1), "第一个字")]


class Plugin:
    @hookimpl
    def zfcheck_checks(self) -> list[Whole]:
        return [Whole()]


@pytest.fixture(scope="module")
def bench() -> PluginBench:
    return PluginBench("yunchuan", Plugin())


def test_what_a_rule_marks(bench: PluginBench) -> None:
    assert bench.faults == []
    assert bench.marked("wording/first", "云川市。") == ["云"]


def test_a_rule_that_is_not_in_force_is_no_rule_that_marks_nothing(bench: PluginBench) -> None:
    with pytest.raises(AssertionError, match="wording/frist"):
        bench.marked("wording/frist", "云川市。")


def test_a_pack_that_is_not_in_force_has_no_cases_that_hold(bench: PluginBench) -> None:
    with pytest.raises(AssertionError, match="yunchaun"):
        bench.case_problems("yunchaun")


def test_what_could_not_be_checked_fails(bench: PluginBench) -> None:
    with pytest.raises(AssertionError):
        bench.marked("wording/first", "\0")
