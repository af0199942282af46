"""Garbage is looked for otherwise meanwhile, and as before afterwards."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from zfcheck.garbage import seldom_collected, uncollected


def test_the_collector_rests_and_goes_on() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("threshold", [700, 0, 1_000_000])
def test_garbage_is_seldom_looked_for_and_then_as_before(threshold: int) -> None:
    before = gc.get_threshold()
    gc.set_threshold(threshold, 7, 8)
    try:
        with pytest.raises(KeyError), seldom_collected():
            # Who looks for none, or seldom, goes on so.
            assert gc.get_threshold() == (200_000 if threshold == 700 else threshold, 7, 8)
            raise KeyError
        assert gc.get_threshold() == (threshold, 7, 8)
    finally:
        gc.set_threshold(*before)


_COUNTED = """
import atexit, gc, sys
from zfcheck.program import main
found = []
gc.callbacks.append(lambda phase, told: found.append(told["generation"]))
atexit.register(lambda: print("looked", len(found)))
sys.argv = ["zfcheck", sys.argv[1]]
gc.collect()
found.clear()
main()
"""


@pytest.mark.usefixtures("cached")
def test_a_call_on_a_short_text_never_looks_for_garbage(tmp_path: Path) -> None:
    """Neither meanwhile nor when it ends: what there is then are rules."""
    report = tmp_path / "report.txt"
    report.write_text("云川市2025年工作总结\n一、基本情况\n全市治安平稳。\n", encoding="utf-8")
    command = [sys.executable, "-c", _COUNTED, str(report)]
    subprocess.run(
        command, capture_output=True, check=False
    )  # what is compiled the first time may well be looked through
    report.write_text("云川市2025年工作总结\n一、基本情况\n全市治安稳定。\n", encoding="utf-8")
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "looked 0", done.stdout + done.stderr
