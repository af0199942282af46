"""The command `lsp`: without its extra, and on an ordinary machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from zfcheck.cli import cli
from zfcheck.messages import set_language


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A command leaves its language behind in this process."""
    yield
    set_language(None)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("zfcheck.lsp", "pygls", "lsprotocol"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    for words in (["lsp"], ["lsp", "--check"]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 2
        assert 'pip install "zfcheck[lsp]"' in done.stderr and "Traceback" not in done.stderr


def test_it_says_that_it_can_be_used() -> None:
    done = CliRunner().invoke(cli, ["lsp", "--check"])
    assert (done.exit_code, done.stdout) == (0, "语言服务器可以使用。\n")
