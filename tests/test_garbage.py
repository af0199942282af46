"""Garbage is looked for otherwise meanwhile, and as before afterwards."""

from __future__ import annotations

import gc

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
            assert gc.get_threshold() == (20_000 if threshold == 700 else threshold, 7, 8)
            raise KeyError
        assert gc.get_threshold() == (threshold, 7, 8)
    finally:
        gc.set_threshold(*before)
