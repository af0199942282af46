"""The processes that check: what they answer, and what becomes of them."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from archivecalls import WRONG, write

from zfcheck.archive import keeper
from zfcheck.archive.order import ArchiveError, Order
from zfcheck.messages import set_language
from zfcheck.runs import Asked, Run

HANGS = """
import time
from zfcheck.api import hookimpl

class Hangs:
    id, title, severity = "wording/hangs", "停", "error"

    def check(self, document):
        time.sleep(600)

@hookimpl
def zfcheck_checks():
    return [Hangs()]
"""


@pytest.fixture(autouse=True)
def ended(cached: None) -> Iterator[None]:
    keeper.begin()
    yield
    keeper.end_all()
    set_language(None)


def order(folder: Path, **asked: Any) -> Order:
    return Order(Asked(plugins=False, **asked), str(folder), False, "zh", 30.0)


def test_a_process_that_is_killed_while_it_waits_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path / "一.txt", WRONG)
    told = order(tmp_path)
    job = ("一.txt".encode(), "document.txt", Run(told.asked).digest(tmp_path / "一.txt"))
    (before,) = keeper.answers(told, [job])
    assert [finding["rule"] for finding in before["findings"]] == ["wording/typo", "wording/doubled-word"]
    (child,) = keeper._idle[told]
    child.kill()
    assert list(keeper.answers(told, [job])) == [before]
    with pytest.raises(ArchiveError, match="规则"):
        list(keeper.answers(told, [(*job[:2], "another digest")]))


def test_a_process_that_cannot_start_is_not_the_fault_of_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "一.txt", WRONG)
    monkeypatch.setattr(keeper.sys, "executable", str(write(tmp_path / "python", "#!/bin/sh\nexit 1\n")))
    os.chmod(tmp_path / "python", 0o755)
    with pytest.raises((ArchiveError, OSError)):
        list(keeper.answers(order(tmp_path), [("一.txt".encode(), "document.txt", None)]))


def test_what_waits_for_an_answer_is_set_free_at_the_end(tmp_path: Path) -> None:
    write(tmp_path / "一.txt", WRONG)
    plugin = write(tmp_path / "停.py", HANGS)
    told = order(tmp_path, plugin_paths=(str(plugin),))
    raised: list[BaseException] = []

    def wait() -> None:
        try:
            list(keeper.answers(told, [("一.txt".encode(), "document.txt", None)]))
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    deadline = time.monotonic() + 20
    while not keeper._busy and time.monotonic() < deadline:
        time.sleep(0.02)
    keeper.end_all()
    thread.join(20)
    assert not thread.is_alive()
    assert raised
    assert not keeper._busy
