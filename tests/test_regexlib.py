"""The engine of `regex` without its parser is the one that the library uses."""

from __future__ import annotations

import subprocess
import sys

import pytest
import regex

from zfcheck import regexlib

AFTERWARDS = """
import sys
from zfcheck import regexlib
{first}
engine = regexlib.engine()
assert ("regex._regex_core" in sys.modules) == {parsed}
import regex
from regex import _regex
assert _regex is engine is regexlib.engine()
assert regex.compile("a|b").findall("xab") == ["a", "b"] == regexlib.regex.findall("a|b", "xab")
made = engine.compile(*regex.compile("(?P<y>[0-9]+)年")._pickled_data)
assert type(made) is regex.Pattern and made.sub(r"<\\g<y>>", "2025年") == "<2025>"
"""


def test_flags_are_those_of_the_library() -> None:
    assert regexlib.MULTILINE == regex.MULTILINE
    assert regexlib.VERSION1 == regex.VERSION1


@pytest.mark.parametrize("first", ["", "import regex"])
def test_the_engine_is_the_same_whoever_loads_it_first(first: str) -> None:
    code = AFTERWARDS.format(first=first, parsed=bool(first))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_where_it_is_not_found_the_library_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexlib, "_spec", None)
    assert regexlib.version() == regex.__version__
    assert regexlib.engine() is sys.modules["regex._regex"]
